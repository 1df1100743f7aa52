//! Where policies come from: the rules that ship, and directories of a user's own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::text::{Diagnostic, Level, Source};
use crate::value::Name;

use super::file::PolicyFile;
use super::pattern::{RuleName, family_of};

/// A rule that ships with the binary.
pub struct RuleFile {
    /// Below `rules/`.
    pub path: &'static str,
    /// Resource types of its policies.
    pub kinds: &'static [&'static str],
    /// Whether its policies are about source.
    pub on_source: bool,
    /// Resource types whose changes of capacity its policies are about.
    pub changes: &'static [&'static str],
    /// Its text.
    pub text: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl RuleFile {
    /// The ids in it, by the headers of its policies: to compile every rule for them takes longer than a whole run.
    pub fn labels(&self) -> impl Iterator<Item = &'static str> {
        let starts = ["resource_policy \"", "source_policy \"", "change_policy \""];
        let header = move |line| starts.iter().find_map(|start| str::strip_prefix(line, start));
        self.text.lines().filter_map(move |line| header(line)?.split('"').nth(2))
    }

    /// Whether another tool calls its rule so, in the same way.
    #[must_use]
    pub fn is_called(&self, alias: &str) -> bool {
        let mut words = self.text.lines().filter_map(|line| line.strip_prefix("# aliases:"));
        words.any(|words| words.split_whitespace().any(|word| word.eq_ignore_ascii_case(alias)))
    }

    /// The names of its inputs, in the same way.
    pub fn input_names(&self) -> impl Iterator<Item = &'static str> {
        self.text.lines().filter_map(|line| line.strip_prefix("input \"")?.split('"').next())
    }

    /// The rules in it.
    pub fn rules(&self) -> impl Iterator<Item = RuleName<'static>> {
        let family = family_of(self.path);
        self.labels().map(move |id| RuleName { family, id })
    }

    /// Compiles it.
    ///
    /// # Errors
    /// Never for a rule that ships: a test compiles them all.
    pub fn parse(&self) -> Result<PolicyFile, Vec<Diagnostic>> {
        PolicyFile::parse(&Source::new(format!("rules/{}", self.path), self.text.to_owned()))
    }

    fn is_used(&self, occurring: &Occurring) -> bool {
        matches(self.kinds, &occurring.kinds)
            || matches(self.changes, &occurring.changing)
            || self.on_source && occurring.source
    }
}

fn matches(patterns: &[&str], kinds: &BTreeSet<Name>) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(prefix) => kinds.iter().any(|kind| kind.starts_with(prefix)),
        None => kinds.contains(&Name::new(pattern)),
    })
}

/// What occurs in the inputs of a run.
#[derive(Clone, Debug, Default)]
pub struct Occurring {
    /// Types of resources.
    pub kinds: BTreeSet<Name>,
    /// Those of them that hold capacity, where a plan tells how it changes.
    pub changing: BTreeSet<Name>,
    /// Whether there is any source.
    pub source: bool,
}

/// All rules that ship, by path.
#[must_use]
pub fn built_in() -> &'static [RuleFile] {
    RULE_FILES
}

/// The rules that ship and are about something that occurs; the others are not even parsed.
///
/// # Errors
/// As for [`RuleFile::parse`].
pub fn built_in_about(occurring: &Occurring) -> Result<Vec<PolicyFile>, Vec<Diagnostic>> {
    RULE_FILES.iter().filter(|rule| rule.is_used(occurring)).map(RuleFile::parse).collect()
}

/// The policy files of a directory and all below it, or a single file.
///
/// # Errors
/// Where something cannot be read, or everything that is wrong with the files.
pub fn load(path: &Path) -> Result<Vec<PolicyFile>, Vec<Diagnostic>> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for file in find(path, ".policy.hcl")? {
        if file != path && file.is_symlink() {
            let why = "it is a link, and what stands behind it is not looked at: put the file here";
            problems.push(Diagnostic::bare(Level::Error, format!("{}: {why}", file.display())));
            continue;
        }
        match read(&file).and_then(|source| PolicyFile::parse(&source)) {
            Ok(file) => files.push(file),
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

/// Reads a file as text.
///
/// # Errors
/// Where it cannot be read.
pub fn read(path: &Path) -> Result<Source, Vec<Diagnostic>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Source::new(path.display().to_string(), text)),
        Err(error) => Err(vec![Diagnostic::bare(Level::Error, unread(path, &error))]),
    }
}

fn unread(path: &Path, error: &std::io::Error) -> String {
    let path = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => format!("there is no file or folder {path}"),
        _ => format!("{path}: {error}"),
    }
}

/// Files and links with this ending, sorted: below a directory, or the path itself.
///
/// # Errors
/// Where the path does not exist or a directory cannot be listed.
pub fn find(path: &Path, suffix: &str) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        match entry {
            Ok(entry) => {
                let is_read = entry.file_type().is_file() || entry.file_type().is_symlink();
                if is_read && entry.path().to_string_lossy().ends_with(suffix) {
                    found.push(entry.into_path());
                }
            }
            Err(error) => {
                let place = error.path().unwrap_or(path).to_owned();
                let message = error.into_io_error().map_or_else(
                    || format!("{}: a loop of links", place.display()),
                    |error| unread(&place, &error),
                );
                return Err(vec![Diagnostic::bare(Level::Error, message)]);
            }
        }
    }
    Ok(found)
}
