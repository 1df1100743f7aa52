//! The outcome of a run: sorted once, counted once; every format is a function of it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::policy::{Docs, Level, Severity};
use crate::terraform::{Gap, SourceProblem};
use crate::text::Diagnostic;
use crate::value::Name;

use super::finding::{Finding, Info, PolicyError, Status, Undecided};
use super::own::{OwnRule, own_rule};

/// One input and what it says of itself.
#[derive(Clone, Debug)]
pub struct InputSummary {
    /// As the user named it.
    pub path: String,
    /// `plan` or `source`
    pub kind: &'static str,
    /// The root module's folder, where it is known.
    pub folder: Option<PathBuf>,
    /// Which of the root modules in that folder it is, where they go by names.
    pub root: Option<String>,
    /// The account that it is planned in, where settings name accounts and it is known.
    pub account: Option<NamedAccount>,
    /// Empty where the input does not tell.
    pub terraform_version: String,
    /// Managed resources in it.
    pub resources: usize,
    /// What a reader must know before trusting the verdicts: planning failed, changes were deferred, drift.
    pub notes: Vec<String>,
    /// What policies say where they hold, by rule, address, text.
    pub infos: Vec<Info>,
    /// What is wrong with its source and was not said of an input before it.
    pub problems: Vec<SourceProblem>,
    /// What of it was not checked, one for each thing; what was said of an input before it counts too.
    pub gaps: Vec<Gap>,
}

/// An account, and what the settings call it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NamedAccount {
    /// Its number.
    pub id: String,
    /// Its name, where it has one.
    pub name: Option<String>,
}

impl fmt::Display for NamedAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "account {name} ({})", self.id),
            None => write!(f, "account {}", self.id),
        }
    }
}

impl InputSummary {
    /// Its path, with the name of its root module: `infra (production)`.
    #[must_use]
    pub fn title(&self) -> String {
        self.with(&self.root.iter().cloned().collect::<Vec<_>>())
    }

    /// The input among others, for people: `infra (production, account live)`.
    #[must_use]
    pub fn label(&self) -> String {
        let account = self.account.as_ref().map(|account| account.name.as_ref().unwrap_or(&account.id));
        let account = account.map(|account| format!("account {account}"));
        self.with(&self.root.iter().cloned().chain(account).collect::<Vec<_>>())
    }

    fn with(&self, more: &[String]) -> String {
        if more.is_empty() { self.path.clone() } else { format!("{} ({})", self.path, more.join(", ")) }
    }

    /// Adds what is wrong with its source; `said` is what has been said already, by place and text.
    pub fn add_problems(
        &mut self,
        problems: Vec<SourceProblem>,
        said: &mut HashSet<(Option<String>, String)>,
    ) {
        for problem in problems {
            self.gaps.extend(problem.gap);
            let diagnostic = &problem.diagnostic;
            if said.insert((diagnostic.location(), diagnostic.message.clone())) {
                self.problems.push(problem);
            }
        }
    }

    /// Whether something of it could not be read at all, or is not there since planning failed.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.gaps.iter().any(|gap| matches!(gap, Gap::Unread | Gap::Failed))
    }
}

/// What a rule is, for formats that describe rules.
#[derive(Clone, Debug)]
pub struct RuleSummary {
    /// Its id.
    pub id: Name,
    /// The policy file it stands in.
    pub file: String,
    /// Its documentation.
    pub docs: std::sync::Arc<Docs>,
    /// The level of its first policy.
    pub level: Level,
}

/// How many verdicts of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pairs of rule and resource, or change of capacity, that a rule was about.
    pub evaluated: usize,
    /// Of these, the rule holds.
    pub passed: usize,
    /// It does not.
    pub failed: usize,
    /// It cannot be decided.
    pub unknown: usize,
}

impl Counts {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            evaluated: self.evaluated + other.evaluated,
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            unknown: self.unknown + other.unknown,
        }
    }
}

/// All changes that need an owner, by one fingerprint, at one commit.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GatedSet {
    /// The commit's full SHA.
    pub head: String,
    /// Of all gated findings with their values.
    pub changes: String,
}

/// What a later run must know of this one to tell whether approvals still mean the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// The commit that was checked, where it is known.
    pub head: Option<String>,
    /// The fingerprint of all gated findings; none where one of them has a secret in it.
    pub changes: Option<String>,
    /// What earlier reports say of earlier commits.
    pub earlier: Vec<GatedSet>,
    /// What a reader should know, each a sentence.
    pub notes: Vec<String>,
    /// Why something that decides could not be found out, so that nothing passes.
    pub unread: Option<String>,
}

/// Everything that a run found.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was checked.
    pub inputs: Vec<InputSummary>,
    /// The rules that were evaluated, by id.
    pub rules: Vec<RuleSummary>,
    /// Violations: those that stand first, of them the worst first, then by input, file, line, address, rule.
    pub findings: Vec<Finding>,
    /// What could not be decided, by input, address, rule.
    pub unknown: Vec<Undecided>,
    /// Policies that could not be evaluated.
    pub errors: Vec<PolicyError>,
    /// Warnings about policy files and inputs.
    pub warnings: Vec<Diagnostic>,
    /// Verdicts by kind.
    pub counts: Counts,
    /// The file of known findings, where there is one.
    pub baseline: Option<String>,
    /// What approvals were held against; none where nobody asked for that.
    pub gate: Option<Gate>,
    /// How long it took, reading included.
    pub duration: Duration,
}

impl Report {
    /// Puts everything in its order.
    pub fn sort(&mut self) {
        self.sort_findings();
        self.unknown.sort_by_key(|u| (u.input, u.address, u.rule));
        self.errors.sort_by_key(|e| (e.input, e.rule, e.address));
        self.say_each_error_once();
        self.say_each_warning_once();
        self.rules.sort_by_key(|r| r.id);
    }

    /// Puts the findings in their order.
    pub fn sort_findings(&mut self) {
        self.findings.sort_by(|a, b| {
            let key = |f: &Finding| (f.input, f.location.clone(), f.address, f.rule, f.message.clone());
            // Advice comes after what somebody has to do something about.
            let is_advice = |f: &Finding| f.level == Level::Advisory;
            let rank = |f: &Finding| (f.status, std::cmp::Reverse(f.severity), is_advice(f));
            rank(a).cmp(&rank(b)).then_with(|| key(a).cmp(&key(b)))
        });
    }

    /// Findings that stand, neither approved nor otherwise moved aside.
    pub fn standing(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.status == Status::Failed)
    }

    /// A broken policy fails on every resource: it is said for the first, with the number of the others.
    fn say_each_error_once(&mut self) {
        let place = |e: &PolicyError| e.diagnostic.place.as_ref().map(|(_, span)| (e.rule, *span));
        let mut others: HashMap<_, usize> = HashMap::new();
        for error in &self.errors {
            *others.entry(place(error)).or_default() += 1;
        }
        self.errors.retain_mut(|error| match others.remove(&place(error)) {
            None => false,
            Some(count) => {
                error.others = count - 1;
                if count > 1 {
                    error.diagnostic.label = format!("and for {} more", resources(count - 1));
                }
                true
            }
        });
    }

    /// What is wrong with a module is said once, however many inputs it belongs to.
    fn say_each_warning_once(&mut self) {
        let mut said = HashSet::new();
        self.warnings.retain(|warning| said.insert((warning.message.clone(), warning.location())));
    }

    /// How many findings of each severity stand, the worst first.
    #[must_use]
    pub fn by_severity(&self) -> BTreeMap<std::cmp::Reverse<Severity>, usize> {
        let mut counts: BTreeMap<_, usize> =
            Severity::ALL.iter().map(|s| (std::cmp::Reverse(*s), 0)).collect();
        for finding in self.standing() {
            *counts.entry(std::cmp::Reverse(finding.severity)).or_default() += 1;
        }
        counts
    }

    /// Adds something that a reader should know of the check itself.
    pub(crate) fn advise(&mut self, advice: Finding) {
        let (id, level) = (advice.rule, advice.level);
        if self.rule(id).is_none() {
            let docs = own_rule(&id).map(OwnRule::docs).unwrap_or_default();
            self.rules.push(RuleSummary { id, file: String::new(), docs: docs.into(), level });
            self.rules.sort_by_key(|rule| rule.id);
        }
        self.findings.push(advice);
    }

    /// The same with the files of findings by other paths; those that have none keep theirs.
    #[must_use]
    pub fn with_paths(&self, path_of: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut moved = self.clone();
        let mut known: HashMap<String, Option<String>> = HashMap::new();
        for place in moved.findings.iter_mut().flat_map(Finding::places_mut) {
            let path = known.entry(place.file.clone()).or_insert_with_key(|file| path_of(file));
            place.file = path.clone().unwrap_or_else(|| place.file.clone());
        }
        moved
    }

    /// The documentation of a rule.
    #[must_use]
    pub fn rule(&self, id: Name) -> Option<&RuleSummary> {
        self.rules.iter().find(|r| r.id == id)
    }
}

fn resources(count: usize) -> String {
    format!("{count} resource{}", if count == 1 { "" } else { "s" })
}
