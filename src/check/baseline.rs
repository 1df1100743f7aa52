//! Findings that are known: a file of them lets those that were there before be, until they are mended.
//!
//! A baseline only shrinks. What it lets be stays in every report; an entry that nothing needs any more is told, so that it
//! goes. A change is not a state: what an owner must let pass is never known, as long as the plan changes something.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::policy::{Level, Operation};
use crate::text::{Diagnostic, Source, escape};

use super::finding::{Finding, Location, Status};
use super::fingerprint::fingerprint;
use super::own::ENTRY_UNUSED;
use super::report::{InputSummary, Report};

const VERSION: u32 = 1;

/// Known findings, by the file that lists them.
#[derive(Clone, Debug)]
pub struct Baseline {
    source: Source,
    /// In the order of the file.
    entries: Vec<Entry>,
}

/// One of them. Neither lines nor messages nor values are in it, so that it outlives edits and tells no secret.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule's id.
    pub rule: String,
    /// The folder of the root module, from the repository's root.
    pub root: String,
    /// The resource.
    pub address: String,
    /// The finding's.
    pub fingerprint: String,
}

/// Fingerprint and root module: what tells one known finding from another.
type Key = (String, String);

impl Entry {
    fn key(&self) -> Key {
        (self.fingerprint.clone(), self.root.clone())
    }
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[allow(dead_code, reason = "it has been looked at before")]
    version: u32,
    findings: Vec<Entry>,
}

/// What is known besides the report.
pub struct Surroundings<'s> {
    /// The root module of each input, as entries name it.
    pub roots: &'s [String],
    /// Knows every rule, used or not.
    pub is_rule: &'s dyn Fn(&str) -> bool,
    /// Whether there is still such a root module.
    pub is_root: &'s dyn Fn(&str) -> bool,
}

impl Baseline {
    /// Reads a file's text.
    ///
    /// # Errors
    /// Where it is no baseline, or one of another version.
    pub fn parse(source: &Source) -> Result<Self, Diagnostic> {
        let wrong = |what: String| {
            Diagnostic::bare(crate::text::Level::Error, format!("{}: {what}", source.name()))
                .with_help("a baseline is what `sekisho check --write-baseline FILE` writes")
        };
        let no_baseline = |error: serde_json::Error| wrong(format!("is no baseline: {error}"));
        let Version { version } = serde_json::from_str(source.text()).map_err(no_baseline)?;
        if version != VERSION {
            return Err(wrong(format!(
                "is a baseline of version {version}, and this is one that knows {VERSION}"
            )));
        }
        let Document { findings, .. } = serde_json::from_str(source.text()).map_err(no_baseline)?;
        Ok(Self { source: source.clone(), entries: findings })
    }

    /// No known findings, under a name.
    #[must_use]
    pub fn empty(name: &str) -> Self {
        Self { source: Source::new(name, String::new()), entries: Vec::new() }
    }

    /// All that a report finds and that can be known.
    #[must_use]
    pub fn of(name: &str, report: &Report, roots: &[String]) -> Self {
        let can = |finding: &&Finding| finding.status == Status::Failed && can_be_known(finding, report);
        let mut entries: Vec<Entry> =
            report.findings.iter().filter(can).map(|finding| entry(finding, roots)).collect();
        entries.sort();
        Self { entries, ..Self::empty(name) }
    }

    /// Its file: one line an entry, sorted, so that what is mended is a line that goes.
    #[must_use]
    pub fn text(&self) -> String {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort();
        // Structs of strings always serialise.
        let line = |entry: &&Entry| serde_json::to_string(entry).unwrap_or_default();
        let lines: Vec<String> = entries.iter().map(|e| format!("    {}", escape::json(&line(e)))).collect();
        let list = if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{list}]\n}}\n")
    }

    /// How many findings it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Marks what is known, each entry for one finding; hands back the entries that surely match nothing any more.
    pub fn apply(&self, report: &mut Report, around: &Surroundings<'_>) -> Vec<Entry> {
        let mut left: HashMap<Key, usize> = HashMap::new();
        for entry in &self.entries {
            *left.entry(entry.key()).or_default() += 1;
        }
        // Of each finding, whether something else than this file lets it be or keeps it standing.
        let mut otherwise: HashMap<Key, bool> = HashMap::new();
        for at in 0..report.findings.len() {
            let key = entry(&report.findings[at], around.roots).key();
            let is_known = left.get_mut(&key).is_some_and(|left| take(at, left, report));
            *otherwise.entry(key).or_default() |= !is_known;
        }
        report.baseline = Some(self.source.name().to_owned());
        report.sort_findings();
        let mut idle = self.entries.clone();
        idle.retain(|entry| {
            let left = left.get_mut(&entry.key()).filter(|left| **left > 0);
            let is_idle = otherwise.get(&entry.key()) != Some(&true) && is_judged(entry, report, around);
            left.filter(|_| is_idle).map(|left| *left -= 1).is_some()
        });
        idle
    }

    /// Without these.
    #[must_use]
    pub fn without(&self, idle: &[Entry]) -> Self {
        let mut idle = idle.to_vec();
        let mut kept = self.clone();
        kept.entries.retain(|entry| match idle.iter().position(|one| one == entry) {
            Some(at) => {
                idle.swap_remove(at);
                false
            }
            None => true,
        });
        kept
    }

    /// Those of some entries that this one has too.
    #[must_use]
    pub fn among(&self, entries: Vec<Entry>) -> Vec<Entry> {
        entries.into_iter().filter(|entry| self.entries.contains(entry)).collect()
    }

    /// Adds a finding for each of these entries: it can go.
    pub fn tell(&self, idle: &[Entry], report: &mut Report) {
        idle.iter().for_each(|entry| report.advise(self.unused(entry)));
        report.sort_findings();
    }

    fn unused(&self, entry: &Entry) -> Finding {
        let Entry { rule, root, address, fingerprint: own } = entry;
        let message = format!(
            "`{rule}` is known of {address} in {root}, and finds nothing there any more: the entry can go."
        );
        let lines = self.source.text().lines();
        let line =
            lines.zip(1..).find(|(line, _)| line.contains(own.as_str()) && line.contains(root.as_str()));
        Finding {
            location: line.map(|(text, line)| Location {
                file: self.source.name().to_owned(),
                line,
                column: 1,
                end_line: line,
                end_column: text.chars().count() + 1,
            }),
            fingerprint: fingerprint(ENTRY_UNUSED, address, root, 0, std::slice::from_ref(own)),
            ..Finding::advice(ENTRY_UNUSED.into(), address.as_str().into(), message)
        }
    }
}

/// Marks a finding as known where one may, and says whether it is.
fn take(at: usize, left: &mut usize, report: &mut Report) -> bool {
    let can = can_be_known(&report.findings[at], report);
    let finding = &mut report.findings[at];
    if finding.status != Status::Failed || *left == 0 {
        return false;
    }
    if can {
        *left -= 1;
        finding.status = Status::Baseline;
    } else {
        finding.notes.push("it is in the baseline, which lets no change pass".to_owned());
    }
    can
}

/// What policies find of a state. Changes of capacity and deletions are none; nor is, where the plan changes a resource,
/// what an owner must let pass.
fn can_be_known(finding: &Finding, report: &Report) -> bool {
    let is_policys = report.rule(finding.rule).is_some_and(|rule| !rule.file.is_empty());
    let is_change = match finding.operation {
        Some(Operation::Delete) => true,
        Some(Operation::NoOp) => false,
        _ => finding.level == Level::MandatoryOverridable,
    };
    let is_change = is_change || finding.capacity.is_some();
    is_policys && !is_change
}

fn entry(finding: &Finding, roots: &[String]) -> Entry {
    Entry {
        rule: finding.rule.to_string(),
        root: roots.get(finding.input).cloned().unwrap_or_default(),
        address: finding.address.to_string(),
        fingerprint: finding.fingerprint.clone(),
    }
}

/// Whether this run can say that an entry matches nothing: its rule was asked about its root module, and all was read.
fn is_judged(entry: &Entry, report: &Report, around: &Surroundings<'_>) -> bool {
    let whole = |(at, _): &(usize, &InputSummary)| around.roots.get(*at).is_some_and(|r| *r == entry.root);
    let inputs: Vec<(usize, &InputSummary)> = report.inputs.iter().enumerate().filter(whole).collect();
    if !(around.is_rule)(&entry.rule) {
        return true;
    }
    if inputs.is_empty() {
        return !(around.is_root)(&entry.root);
    }
    let undecided = report.unknown.iter().any(|u| *u.rule == entry.rule && *u.address == entry.address);
    let broken = report.errors.iter().any(|error| *error.rule == entry.rule);
    let used = report.rules.iter().any(|rule| *rule.id == entry.rule);
    used && !undecided && !broken && inputs.iter().all(|(_, input)| input.gaps.is_empty())
}
