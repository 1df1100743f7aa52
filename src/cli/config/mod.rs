//! The project's own settings: `.sekisho.hcl`, found and read.

mod read;
mod settings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use globset::Glob;

use crate::check::Finding;
use crate::gate::approval::{Demand, Stale};
use crate::gate::team::Teams;
use crate::policy::{self, Adjustment, Given, Level, Severity};
use crate::text::{Diagnostic, Source};
use crate::value::{Kind, Value, display};

use read::{Document, Said, number, teams, texts};
use settings::SETTINGS;

/// What the file says, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Config {
    document: Option<Document>,
    /// The folder that paths in it are from.
    folder: PathBuf,
}

/// A setting, its value, and where that comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// `gate.teams`
    pub key: String,
    /// The value that holds.
    pub value: String,
    /// `--flag`, `file:line` or `default`.
    pub origin: String,
}

impl Config {
    /// The name of the file.
    pub const NAME: &str = ".sekisho.hcl";

    /// The file that is named, or the nearest one in the current folder and above it, up to the repository's root.
    ///
    /// # Errors
    /// Where it cannot be read, or everything that is wrong with it.
    pub fn find(named: Option<&Path>) -> Result<Self, Vec<Diagnostic>> {
        Self::path_of(named).map_or_else(|| Ok(Self::default()), |path| Self::read(&path))
    }

    /// Where the file is that [`Self::find`] reads; none where there is none.
    #[must_use]
    pub fn path_of(named: Option<&Path>) -> Option<PathBuf> {
        named.map(Path::to_owned).or_else(nearest_file)
    }

    /// The file at a path.
    ///
    /// # Errors
    /// Where it cannot be read, or everything that is wrong with it.
    pub fn read(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        Self::of(&policy::read_source(path)?, path)
    }

    /// A file's text, at a path that may hold another one by now.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn of(source: &Source, path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let document = read::read(source)?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { document: Some(document), folder })
    }

    /// The file's name; none where there is no file.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.document.as_ref().map(|document| document.source.name())
    }

    fn said(&self, key: &str) -> Option<&Said> {
        self.document.as_ref()?.settings.get(key)
    }

    /// A setting that is a text.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.said(key)?.value.as_str()
    }

    /// A setting that is a list.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<String> {
        self.said(key).and_then(|said| texts(&said.value)).unwrap_or_default()
    }

    /// A setting that is `true` or `false`.
    #[must_use]
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.said(key)?.value.kind {
            Kind::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    /// A path in the file, as it is from the current folder.
    #[must_use]
    pub fn path(&self, text: &str) -> PathBuf {
        self.folder.join(text)
    }

    /// Values of inputs of policies.
    #[must_use]
    pub fn inputs(&self) -> BTreeMap<String, Given> {
        self.document.as_ref().map(|document| document.inputs.clone()).unwrap_or_default()
    }

    /// Levels and severities of rules, in the order of the file.
    #[must_use]
    pub fn adjustments(&self) -> Vec<Adjustment> {
        let rules = self.document.iter().flat_map(|document| &document.rules);
        let word = |said: Option<&Said>| said.and_then(|said| said.value.as_str()).map(str::to_owned);
        let one = |(glob, settings): &(String, BTreeMap<String, Said>)| {
            Some(Adjustment {
                rules: Glob::new(glob).ok()?.compile_matcher(),
                level: word(settings.get("level")).and_then(|word| Level::parse(&word)),
                severity: word(settings.get("severity")).and_then(|word| Severity::parse(&word)),
            })
        };
        rules.filter_map(one).collect()
    }

    /// The labels of `rule` blocks.
    #[must_use]
    pub fn globs(&self) -> Vec<String> {
        self.document.iter().flat_map(|document| &document.rules).map(|(glob, _)| glob.clone()).collect()
    }

    /// What a finding's rule asks for beside one owner of the place.
    #[must_use]
    pub fn demand(&self, finding: &Finding) -> Demand {
        let count = self.said("gate.min_approvals").and_then(|said| number(&said.value)).unwrap_or(1);
        let mut demand = Demand { count, ..Demand::default() };
        let id = finding.rule.replace('-', "_");
        for (glob, settings) in self.document.iter().flat_map(|document| &document.rules) {
            if !Glob::new(glob).is_ok_and(|glob| glob.compile_matcher().is_match(&id)) {
                continue;
            }
            if let Some(count) = settings.get("min_approvals").and_then(|said| number(&said.value)) {
                demand.count = count;
            }
            if let Some(owners) = settings.get("owners").and_then(|said| texts(&said.value)) {
                demand.owners = owners;
            }
        }
        demand
    }

    /// What counts of reviews of older commits.
    #[must_use]
    pub fn stale(&self) -> Stale {
        if self.text("gate.stale_reviews") == Some("allow") { Stale::Allowed } else { Stale::SameChanges }
    }

    /// Who is in which team.
    #[must_use]
    pub fn teams(&self) -> Option<Teams> {
        self.said("gate.teams").and_then(|said| teams(&said.value)).map(Teams::listed)
    }

    /// Every setting with the value that holds and where it comes from; `flags` tells what a flag says.
    #[must_use]
    pub fn explain(&self, flags: &dyn Fn(&str) -> Option<String>) -> Vec<Explained> {
        let said =
            |key: String, said: &Said| Explained { key, value: shown(&said.value), origin: self.place(said) };
        let mut rows = Vec::new();
        for setting in SETTINGS.iter().filter(|setting| setting.block != "rule") {
            let key = setting.key();
            let flag = setting.flag.unwrap_or_default().to_owned();
            rows.push(match (flags(&key), self.said(&key)) {
                (Some(value), _) => Explained { key, value, origin: flag },
                (None, Some(own)) => said(key, own),
                (None, None) => {
                    Explained { key, value: setting.default.to_owned(), origin: "default".to_owned() }
                }
            });
        }
        for (glob, settings) in self.document.iter().flat_map(|document| &document.rules) {
            rows.extend(settings.iter().map(|(name, own)| said(format!("rule \"{glob}\" {name}"), own)));
        }
        rows
    }

    fn place(&self, said: &Said) -> String {
        let Some(document) = &self.document else { return String::new() };
        let line = document.source.position(said.span.start as usize).line;
        format!("{}:{line}", document.source.name())
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| display(value), str::to_owned)
}

fn nearest_file() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let mut up = PathBuf::new();
    for folder in current.ancestors() {
        if folder.join(Config::NAME).is_file() {
            return Some(up.join(Config::NAME));
        }
        if folder.join(".git").exists() {
            return None;
        }
        up.push("..");
    }
    None
}
