//! The project's own settings: `.sekisho.hcl`, found and read.

mod conflicts;
mod explain;
mod faults;
mod file;
mod kind;
mod read;
mod reference;
mod root;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::check::{Accounts, Finding, RuleSummary, Thresholds};
use crate::gate::approval::{Demand, Stale};
use crate::gate::team::Teams;
use crate::policy::{self, Adjustment, Given, Level, PolicyFile, RuleName, RulePattern, Severity, family_of};
use crate::terraform::capacity::Dimension;
use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::{Kind, Name, Value};

use super::patterns;
use super::problem::Problem;
use conflicts::{idle_demands, shadowed};
use kind::{number, percent, teams, texts};
use read::{Document, Labelled, Said};

pub use explain::{Explained, shown};
pub use reference::page as reference;
pub use root::{Root, Roots, real};

/// Nothing would be checked, and everything pass.
pub const NONE_LEFT: &str = "no rule is left to check by";

/// The input of policies that gets the organisation's accounts.
const OWN_ACCOUNTS: &str = "own_account_ids";

/// What the file says, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Config {
    document: Option<Document>,
    /// Its path.
    file: PathBuf,
    /// The folder that paths in it are from.
    folder: PathBuf,
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
        named.map(Path::to_owned).or_else(|| file::nearest(Self::NAME))
    }

    /// The file at a path.
    ///
    /// # Errors
    /// Where it cannot be read, or everything that is wrong with it.
    pub fn read(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        Self::of(&file::read(path)?, path)
    }

    /// A file's text, at a path that may hold another one by now.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn of(source: &Source, path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let document = read::read(source, file::depth(&folder))?;
        Ok(Self { document: Some(document), file: path.to_owned(), folder })
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

    /// The file that a setting says is written.
    ///
    /// # Errors
    /// Where a link leads out of the folder of the settings.
    pub fn target(&self, key: &str) -> Result<Option<PathBuf>, Vec<Diagnostic>> {
        let (Some(said), Some(text)) = (self.said(key), self.text(key)) else { return Ok(None) };
        let path = self.path(text);
        if file::lands_below(&path, &self.folder) {
            return Ok(Some(path));
        }
        let message = format!("`{key}` has \"{text}\", which a link leads elsewhere");
        let problem = self.document.as_ref().map(|document| {
            Diagnostic::error(message, &document.source, said.expr.span).with_help(
                "reports are written in the folder of this file or below it; `--output` writes anywhere",
            )
        });
        Err(problem.into_iter().collect())
    }

    /// The same problem at the place in the file that names what it is about, where a setting does.
    #[must_use]
    pub fn placed(&self, key: &str, mut problem: Problem) -> Problem {
        let (Some(document), Some(said)) = (&self.document, self.said(key)) else { return problem };
        let one = said.value.as_str().map(|text| (text.to_owned(), said.expr.span));
        let named = if one.is_some() { one.into_iter().collect() } else { said.elements() };
        for diagnostic in problem.diagnostics.iter_mut().filter(|diagnostic| diagnostic.place.is_none()) {
            let is_about = |text: &str| diagnostic.message.contains(&self.path(text).display().to_string());
            let place = named.iter().find(|(text, _)| is_about(text));
            diagnostic.place = place.map(|(_, span)| (document.source.clone(), *span));
        }
        problem
    }

    /// Values of inputs of policies.
    #[must_use]
    pub fn inputs(&self) -> BTreeMap<String, Given> {
        let said = self.names("inputs").into_iter().flatten();
        said.map(|(name, said)| (name.clone(), Given::Value(said.value.clone()))).collect()
    }

    /// The input that tells policies the organisation's accounts.
    #[must_use]
    pub fn accounts(&self) -> BTreeMap<String, Given> {
        let numbers: BTreeSet<&str> = self
            .names("accounts")
            .into_iter()
            .flatten()
            .filter_map(|(_, said)| said.value.as_str())
            .collect();
        if numbers.is_empty() {
            return BTreeMap::new();
        }
        let list = numbers.into_iter().map(Value::string).collect();
        BTreeMap::from([(OWN_ACCOUNTS.to_owned(), Given::Value(Value::tuple(list)))])
    }

    /// Names of accounts by their numbers.
    #[must_use]
    pub fn account_names(&self) -> Accounts {
        let said = self.names("accounts").into_iter().flatten();
        said.filter_map(|(name, said)| Some((said.value.as_str()?.to_owned(), name.clone()))).collect()
    }

    fn names(&self, block: &str) -> Option<&BTreeMap<String, Said>> {
        self.document.as_ref()?.names.get(block)
    }

    fn labelled(&self, block: &'static str) -> impl Iterator<Item = &Labelled> {
        let all = self.document.iter().flat_map(|document| &document.labelled);
        all.filter(move |labelled| labelled.block == block)
    }

    /// Levels and severities of rules, in the order of the file.
    #[must_use]
    pub fn adjustments(&self) -> Vec<Adjustment> {
        let one = |rule: &Labelled| {
            Some(Adjustment {
                rules: RulePattern::new(&rule.label).ok()?,
                level: rule.text("level").and_then(Level::parse),
                severity: rule.text("severity").and_then(Severity::parse),
            })
        };
        self.labelled("rule").filter_map(one).collect()
    }

    /// What in it does nothing: patterns that match none of the rules, values that are no policy's input. Each at its place.
    #[must_use]
    pub fn idle(&self, known: &[RuleName<'_>], inputs: &[&str]) -> Vec<Diagnostic> {
        let Some(document) = &self.document else { return Vec::new() };
        let mut patterns: Vec<(String, Span)> = Vec::new();
        for said in ["rules.only", "rules.skip"].iter().filter_map(|key| self.said(key)) {
            patterns.extend(said.elements());
        }
        patterns.extend(self.labelled("rule").map(|rule| (rule.label.clone(), rule.span)));
        let problem = |(text, span): (String, Span)| {
            let (message, help) = patterns::idle(&text, known)?;
            Some(Diagnostic::error(message, &document.source, span).with_help(help))
        };
        let mut found: Vec<Diagnostic> = patterns.into_iter().filter_map(problem).collect();
        found.extend(shadowed(document, known));
        for (name, said) in self.names("inputs").into_iter().flatten() {
            if !inputs.iter().any(|input| *input == name || input.replace('-', "_") == *name) {
                let near =
                    nearest(name, inputs.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                let help = near.unwrap_or_else(|| "`sekisho config --explain` lists them".to_owned());
                let message = format!("no policy has an input `{name}`");
                found.push(Diagnostic::error(message, &document.source, said.span).with_help(help));
            }
        }
        found
    }

    /// Demands for approvals of what is only advice, as warnings; `otherwise` tells the level of a rule of which it says none.
    #[must_use]
    pub fn idle_demands(
        &self,
        known: &[RuleName<'_>],
        otherwise: &dyn Fn(RuleName<'_>) -> Option<Level>,
    ) -> Vec<Diagnostic> {
        let Some(document) = &self.document else { return Vec::new() };
        let said = |rule: RuleName<'_>| {
            self.of_rule(rule).get("level").and_then(|said| Level::parse(said.value.as_str()?))
        };
        idle_demands(document, known, &|rule| said(rule).or_else(|| otherwise(rule)))
    }

    /// Where it leaves no rule out of these, an error at the place that leaves none.
    #[must_use]
    pub fn none_left(&self) -> Option<Diagnostic> {
        let (document, said) =
            (self.document.as_ref()?, self.said("rules.skip").or_else(|| self.said("rules.builtin"))?);
        Some(Diagnostic::error(NONE_LEFT, &document.source, said.span))
    }

    /// Whether it gives one of these inputs.
    #[must_use]
    pub fn gives(&self, mut inputs: impl Iterator<Item = &'static str>) -> bool {
        let names = self.names("inputs");
        names.is_some_and(|names| inputs.any(|input| names.contains_key(&input.replace('-', "_"))))
    }

    /// Values of inputs that do not fit those of a file, each at its place.
    #[must_use]
    pub fn misfits(&self, file: &PolicyFile) -> Vec<Diagnostic> {
        let (Some(document), Some(names)) = (&self.document, self.names("inputs")) else { return Vec::new() };
        let problem = |input: &policy::Input| {
            let said = names.get(&input.name.replace('-', "_"))?;
            let why = policy::fitting_value(input, Some(&Given::Value(said.value.clone()))).err()?;
            let about =
                if input.description.is_empty() { String::new() } else { format!(": {}", input.description) };
            let help = format!("it is declared in {}{about}", file.source.name());
            Some(Diagnostic::error(why, &document.source, said.expr.span).with_help(help))
        };
        file.inputs.iter().filter_map(problem).collect()
    }

    /// What rules ask for beside one owner of the place.
    #[must_use]
    pub fn demands(&self, rules: &[RuleSummary]) -> Demands {
        let count = self.said("gate.min_approvals").and_then(|said| number(&said.value)).unwrap_or(1);
        let general = Demand { count, ..Demand::default() };
        let of = |rule: &RuleSummary| {
            (rule.id, self.demand(RuleName { family: family_of(&rule.file), id: &rule.id }, &general))
        };
        Demands { by_rule: rules.iter().map(of).collect(), general }
    }

    fn demand(&self, rule: RuleName<'_>, general: &Demand) -> Demand {
        let said = self.of_rule(rule);
        Demand {
            count: said.get("min_approvals").and_then(|said| number(&said.value)).unwrap_or(general.count),
            owners: said.get("owners").and_then(|said| texts(&said.value)).unwrap_or_default(),
        }
    }

    /// What it says of a rule: of several blocks the last counts.
    fn of_rule(&self, rule: RuleName<'_>) -> BTreeMap<&'static str, &Said> {
        let is_meant = |row: &&Labelled| RulePattern::new(&row.label).is_ok_and(|p| p.matches(rule));
        let settings = self.labelled("rule").filter(is_meant).flat_map(|row| &row.settings);
        settings.map(|(name, said)| (*name, said)).collect()
    }

    /// How small changes of capacity need nobody's approval.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        let of = |name: &str| self.said(&format!("capacity.{name}")).and_then(|said| percent(&said.value));
        let each = Dimension::ALL.into_iter().filter_map(|kind| Some((kind, of(kind.as_str())?)));
        Thresholds { all: of("ignore_below"), each: each.collect() }
    }

    /// What counts of reviews of older commits.
    #[must_use]
    pub fn stale(&self) -> Stale {
        if self.text("gate.stale_reviews") == Some("allow") { Stale::Allowed } else { Stale::SameChanges }
    }

    /// Whether what has entered a merge queue had all the approvals that it needs.
    #[cfg(feature = "github")]
    #[must_use]
    pub fn trusts_queue(&self) -> bool {
        self.text("gate.merge_queue") == Some("trust")
    }

    /// Who is in which team.
    #[must_use]
    pub fn teams(&self) -> Option<Teams> {
        self.said("gate.teams").and_then(|said| teams(&said.value)).map(Teams::listed)
    }
}

/// What rules ask for beside one owner of the place.
#[derive(Clone, Debug)]
pub struct Demands {
    by_rule: BTreeMap<Name, Demand>,
    general: Demand,
}

impl Demands {
    /// What a finding's rule asks for.
    #[must_use]
    pub fn of(&self, finding: &Finding) -> Demand {
        self.by_rule.get(&finding.rule).unwrap_or(&self.general).clone()
    }
}
