//! Running rules over plans.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::Instant;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::policy::{
    self, Adjustment, FileState, GivenInputs, Occurring, Operation, PolicyFile, ResourcePolicy, RuleName,
    Subject, Verdict, Violation, add_reads, assumptions, evaluate, operations_of, own_paths,
};
use crate::terraform::capacity::{Change, measures_of};
use crate::terraform::schema::Schemas;
use crate::terraform::{Action, Graph, Input, InputError, Projection, Resource, Role, StaticPlan};
use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::{Mode, Name};

use super::account::{self, Accounts};
use super::capacity::{self, Thresholds};
use super::cause::{causes, causes_of_change, other_causes};
use super::change::change;
use super::finding::{Capacity, Finding, Info, PolicyError, Status, Undecided};
use super::fingerprint::fingerprint;
use super::locate::locate;
use super::ownership::Ownership;
use super::report::{Counts, Report, RuleSummary};
use super::select::Selection;
use super::source::Sources;
use super::summary::{applies, summary};
use super::suppress::suppress;

/// Which policies a run uses, and how.
#[derive(Debug, Default)]
pub struct Policies {
    /// A user's own policy files.
    pub custom: Vec<PolicyFile>,
    /// Whether the rules that ship are used.
    pub built_in: bool,
    /// Which rules are used.
    pub selection: Selection,
    /// Values of inputs.
    pub inputs: GivenInputs,
    /// Whether comments in the source suppress findings: as of this day.
    pub ignores_on: Option<Date>,
    /// Other levels and severities for the rules that ship; a user's own are adjusted already.
    pub adjustments: Vec<Adjustment>,
    /// How small changes of capacity need nobody's approval.
    pub thresholds: Thresholds,
    /// What the organisation calls its accounts.
    pub accounts: Accounts,
    /// Who owns which file; none outside of repositories.
    pub ownership: Option<Ownership>,
    /// By which a user's own policies are looked through; they are not where it is none.
    pub schemas: Option<Schemas>,
}

/// Why a run cannot be made.
#[derive(Debug)]
pub enum RunError {
    /// The policies are wrong.
    Policies(Vec<Diagnostic>),
    /// An input cannot be read.
    Input(String, InputError),
}

/// Checks plans and sources.
///
/// # Errors
/// Where a policy file or a plan cannot be used.
#[allow(clippy::needless_pass_by_value)] // Nothing is left to do with what has been checked.
pub fn run(inputs: Vec<Input>, policies: &Policies, started: Instant) -> Result<Report, RunError> {
    let mut shipped = Vec::new();
    if policies.built_in {
        shipped = policy::built_in_about(&occurring(&inputs, policies)).map_err(RunError::Policies)?;
        shipped.iter_mut().for_each(|file| file.adjust(&policies.adjustments));
    }
    let files: Vec<&PolicyFile> = shipped.iter().chain(&policies.custom).collect();
    let files: Vec<Active<'_>> = active(&files, policies)?;
    let mut projection = Projection::nothing();
    files.iter().for_each(|f| add_reads(f.file, &mut projection));

    let mut report = Report {
        inputs: Vec::new(),
        rules: rules(&files),
        findings: Vec::new(),
        unknown: Vec::new(),
        errors: Vec::new(),
        warnings: files.iter().flat_map(|f| said_of(f, policies)).collect(),
        counts: Counts::default(),
        baseline: None,
        gate: None,
        duration: started.elapsed(),
    };
    let mut said = HashSet::new();
    let mut sources = Sources::new(&inputs, &projection, policies.ownership.as_ref());
    for (number, input) in inputs.iter().enumerate() {
        let wrong = |e| RunError::Input(input.name().to_owned(), e);
        let graph = input.graph(&projection).map_err(wrong)?;
        let mut summary = summary(input, &graph);
        let files: Vec<&Active<'_>> =
            files.iter().filter(|f| applies(f.file, input, &mut summary.notes)).collect();
        if let Some(ownership) = &policies.ownership {
            ownership.tell_resources(input, &graph, &files);
        }
        let first = report.findings.len();
        summary.infos = Check::of(&graph, number).all(&files, &mut report);
        capacity::check(input, &graph, &files, policies, &mut report, &mut summary);
        locate(&mut report.findings[first..], input, &graph);
        let differs = account::check(input, &policies.accounts, &mut summary);
        account::note(&mut report.findings[first..], input, &graph, &policies.accounts, &summary);
        sources.check(input, &files, &mut report, &mut summary);
        if let Some(finding) = differs {
            report.advise(Finding { input: number, ..finding });
        }
        summary.add_problems(input.problems(), &mut said);
        report.inputs.push(summary);
    }
    if let Some(today) = policies.ignores_on {
        suppress(&mut report, &sources_of(&inputs), today, policies);
    }
    report.sort();
    report.duration = started.elapsed();
    Ok(report)
}

/// What is said of a policy file, whatever is checked by it. The rules that ship are looked through where they are tested.
fn said_of(file: &Active<'_>, policies: &Policies) -> Vec<Diagnostic> {
    let own = policies.custom.iter().any(|own| std::ptr::eq(own, file.file));
    let schemas = policies.schemas.filter(|_| own);
    let missteps = schemas.map(|schemas| policy::missteps(file.file, &file.policies, schemas));
    file.file.warnings.iter().cloned().chain(missteps.into_iter().flatten()).collect()
}

/// What occurs in the inputs. Who names a rule is told where it cannot be applied.
fn occurring(inputs: &[Input], policies: &Policies) -> Occurring {
    let names_rules = policies.selection.names_rules();
    let plans = inputs.iter().filter(|input| matches!(input, Input::Plan(_)) || names_rules);
    let changing = plans.flat_map(Input::kinds).filter(|kind| !measures_of(kind).is_empty());
    Occurring {
        changing: changing.collect(),
        kinds: inputs.iter().flat_map(Input::kinds).collect(),
        source: inputs.iter().any(|i| i.as_source().is_some()) || names_rules,
    }
}

impl Policies {
    /// Whether there is a rule of this id, used or not; `-` and `_` mean the same.
    #[must_use]
    pub fn has_rule(&self, id: &str) -> bool {
        self.labels().any(|label| label.replace('-', "_") == id)
    }

    fn labels(&self) -> impl Iterator<Item = &'static str> {
        let custom = self.custom.iter().flat_map(|file| &file.policies).map(|policy| policy.label.as_str());
        custom.chain(policy::built_in().iter().flat_map(policy::RuleFile::labels))
    }

    /// The id of the rule that was meant by a name that is none: another tool's for it, or one with a typo.
    pub(super) fn meant(&self, name: &str) -> Option<&'static str> {
        let mut alike = policy::built_in().iter().filter(|rule| rule.is_called(name));
        let alike = alike.next().and_then(|rule| rule.labels().next());
        alike.or_else(|| nearest(&name.replace('-', "_"), self.labels()))
    }
}

/// The files of all sources, each once; not those of modules from elsewhere, whose authors have no say here.
fn sources_of(inputs: &[Input]) -> Vec<Source> {
    let files = inputs.iter().filter_map(Input::as_source).flat_map(StaticPlan::own_files);
    let by_name: BTreeMap<String, Source> = files.map(|file| (file.name().to_owned(), file)).collect();
    by_name.into_values().collect()
}

/// A policy file with the rules of it that are used.
pub(super) struct Active<'f> {
    pub file: &'f PolicyFile,
    /// Whether a policy asks for code owners; found out once, since every expression is looked at.
    pub asks_owners: bool,
    inputs: Vec<(Name, crate::value::Value)>,
    policies: Vec<&'f ResourcePolicy>,
}

fn active<'f>(files: &[&'f PolicyFile], policies: &Policies) -> Result<Vec<Active<'f>>, RunError> {
    let mut active = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        let used = |p: &&ResourcePolicy| {
            let rule = RuleName { family: file.family(), id: &p.label };
            policies.selection.has(rule, &file.documentation(p.label))
        };
        let used: Vec<&ResourcePolicy> = file.policies.iter().filter(used).collect();
        if used.is_empty() {
            continue;
        }
        match policy::resolve_inputs(file, &policies.inputs) {
            Ok(inputs) => {
                let asks_owners = file.reads_ownership();
                active.push(Active { file, asks_owners, inputs, policies: used });
            }
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok(active) } else { Err(RunError::Policies(problems)) }
}

fn rules(files: &[Active<'_>]) -> Vec<RuleSummary> {
    let mut rules: Vec<RuleSummary> = Vec::new();
    for active in files {
        for policy in &active.policies {
            if !rules.iter().any(|r| r.id == policy.label) {
                let literal = policy
                    .level
                    .as_ref()
                    .and_then(|l| l.as_literal()?.as_str().and_then(policy::Level::parse));
                rules.push(RuleSummary {
                    id: policy.label,
                    file: active.file.source.name().to_owned(),
                    docs: active.file.documentation(policy.label),
                    level: literal.unwrap_or(active.file.level),
                });
            }
        }
    }
    rules
}

impl Active<'_> {
    /// Whether a policy that is used is about this.
    pub fn covers(&self, role: Role, kind: Name) -> bool {
        self.policies.iter().any(|policy| policy.covers(role, kind))
    }
}

/// What one pair of rule and resource comes to.
#[derive(Default)]
struct Outcome {
    infos: Vec<Info>,
    findings: Vec<Finding>,
    unknown: Option<Undecided>,
    errors: Vec<PolicyError>,
    counts: Counts,
}

/// Policies by what they are about.
type ByKind<'p> = HashMap<(Role, Name), Vec<Pair<'p>>>;

/// A policy and the state of its file.
type Pair<'p> = (&'p FileState<'p>, &'p ResourcePolicy);

/// Every change counts.
static NO_THRESHOLDS: Thresholds = Thresholds { all: None, each: Vec::new() };

/// A graph to check, and the number of its input.
pub(super) struct Check<'c> {
    pub graph: &'c Graph,
    pub number: usize,
    /// Of a graph of changes, what each entry is.
    pub changes: &'c [Change],
    /// Of how small ones it is enough to tell.
    pub thresholds: &'c Thresholds,
}

impl<'c> Check<'c> {
    /// Of a graph of resources or blocks.
    pub fn of(graph: &'c Graph, number: usize) -> Self {
        Self { graph, number, changes: &[], thresholds: &NO_THRESHOLDS }
    }

    /// Adds everything to the report; what policies say where they hold is handed back.
    pub fn all(&self, files: &[&Active<'_>], report: &mut Report) -> Vec<Info> {
        let states: Vec<FileState<'_>> = files.iter().map(|f| FileState::new(f.file, &f.inputs)).collect();
        let by_kind = self.pairs_by_kind(files, &states);
        let numbers = 0..u32::try_from(self.graph.resources.len()).unwrap_or(u32::MAX);
        let outcomes: Vec<Outcome> = numbers
            .into_par_iter()
            .with_min_len(64)
            .flat_map_iter(|number| self.resource(number, &by_kind))
            .collect();
        let mut infos = Vec::new();
        for outcome in outcomes {
            report.findings.extend(outcome.findings);
            report.unknown.extend(outcome.unknown);
            report.errors.extend(outcome.errors);
            report.counts = report.counts.plus(outcome.counts);
            infos.extend(outcome.infos);
        }
        infos.sort();
        infos
    }

    /// For each type of the graph, the policies that are about it.
    fn pairs_by_kind<'p>(&self, files: &'p [&Active<'p>], states: &'p [FileState<'p>]) -> ByKind<'p> {
        let pairs: Vec<Pair<'p>> = files
            .iter()
            .zip(states)
            .flat_map(|(f, state)| f.policies.iter().map(move |p| (state, *p)))
            .collect();
        let entries = (0..).zip(&self.graph.resources);
        let kinds: BTreeSet<(Role, Name)> = entries.map(|(at, r)| (self.graph.role(at), r.kind())).collect();
        let about = |(role, kind)| pairs.iter().filter(|(_, p)| p.covers(role, kind)).copied().collect();
        kinds.into_iter().map(|key| (key, about(key))).collect()
    }

    /// The outcome of each rule on a resource.
    fn resource(&self, number: u32, by_kind: &ByKind<'_>) -> Vec<Outcome> {
        let Some(resource) = self.graph.get(number).filter(|r| is_checked(r)) else { return Vec::new() };
        let mut outcomes: Vec<(Name, Outcome)> = Vec::new();
        let key = (self.graph.role(number), resource.kind());
        for (state, policy) in by_kind.get(&key).into_iter().flatten() {
            for operation in operations_of(resource.action) {
                let subject = Subject { number, resource, operation: *operation };
                let verdict = evaluate(self.graph, state, policy, subject);
                if matches!(verdict, Verdict::NotApplicable) {
                    continue;
                }
                let at = outcomes.iter().position(|(label, _)| *label == policy.label);
                let at = at.unwrap_or_else(|| {
                    outcomes.push((policy.label, Outcome::default()));
                    outcomes.len() - 1
                });
                self.add(&mut outcomes[at].1, verdict, state, policy, subject);
            }
        }
        give_way(&mut outcomes, by_kind.get(&key).map_or(&[], Vec::as_slice));
        outcomes.into_iter().map(|(_, outcome)| counted(outcome)).collect()
    }

    fn add(
        &self,
        outcome: &mut Outcome,
        verdict: Verdict,
        state: &FileState<'_>,
        policy: &ResourcePolicy,
        subject: Subject<'_>,
    ) {
        if let Verdict::Pass(infos) = verdict {
            let (rule, address) = (policy.label, subject.resource.id);
            outcome.infos.extend(infos.into_iter().map(|message| Info { rule, address, message }));
            return;
        }
        let docs = state.file.documentation(policy.label);
        let level = policy::level(self.graph, state, policy, subject);
        let (rule, address) = (policy.label, subject.resource.id);
        match verdict {
            Verdict::Pass(_) | Verdict::NotApplicable => {}
            Verdict::Fail(violations) => {
                let finding = |v| self.finding(v, &docs, level, policy, subject);
                outcome.findings.extend(violations.into_iter().map(finding));
            }
            Verdict::Unknown(places) if self.is_owners_to_judge(subject.number, level) => {
                let message = self.change(subject.number).map(|c| c.words.clone()).unwrap_or_default();
                let violation = Violation { condition: 0, message, blame: places };
                outcome.findings.push(self.finding(violation, &docs, level, policy, subject));
            }
            Verdict::Unknown(places) => {
                let mut because = causes(&places, subject.number, self.graph);
                let change = self.change(subject.number);
                if let Some(change) = change {
                    because = causes_of_change(change, because);
                }
                if because.is_empty() {
                    let (kind, resource) = (self.graph.role(subject.number), subject.resource);
                    let is_removed = change.map_or(resource.action, |change| change.action) == Action::Delete;
                    because = other_causes(kind, resource, is_removed, state.file);
                }
                let undecided =
                    Undecided { rule, address, severity: docs.severity, level, because, input: self.number };
                outcome.unknown.get_or_insert(undecided);
            }
            Verdict::Error(failure) => {
                let message = format!("`{rule}` cannot be evaluated for {address}: {}", failure.message);
                let diagnostic =
                    Diagnostic::error(message, &state.file.source, or_header(failure.span, policy));
                outcome.errors.push(PolicyError { rule, address, diagnostic, others: 0, input: self.number });
            }
        }
    }

    fn finding(
        &self,
        violation: Violation,
        docs: &policy::Docs,
        level: policy::Level,
        policy: &ResourcePolicy,
        subject: Subject<'_>,
    ) -> Finding {
        let Subject { number, resource, operation } = subject;
        let changed = self.change(number);
        let attributes = changed.map_or_else(|| own_paths(&violation.blame, number), |c| c.places.clone());
        let fingerprint = match changed {
            None => {
                fingerprint(&policy.label, &resource.id, lasting(operation), violation.condition, &attributes)
            }
            Some(changed) => capacity::fingerprint_of(&policy.label, changed, violation.condition),
        };
        let small = changed.and_then(|changed| self.thresholds.remark(changed, level));
        let gated = level == policy::Level::MandatoryOverridable && small.is_none();
        Finding {
            rule: policy.label,
            address: resource.id,
            operation: match changed {
                Some(changed) => Some(policy::operation_of(changed)),
                None => (self.graph.role(number) == Role::Resource).then_some(operation),
            },
            status: Status::Failed,
            severity: docs.severity,
            level: if small.is_some() { policy::Level::Advisory } else { level },
            notes: match changed {
                None => assumptions(&violation.blame),
                Some(changed) => capacity::assumptions_of(changed).into_iter().chain(small).collect(),
            },
            location: None,
            chain: Vec::new(),
            owners: Vec::new(),
            responsible: None,
            approval: None,
            suppression: None,
            change: gated.then(|| change(self.graph, policy, subject, &violation)).flatten(),
            fingerprint,
            message: violation.message,
            attributes,
            capacity: changed.map(Capacity::of),
            input: self.number,
        }
    }

    /// Whether an owner must let a change pass that only the apply tells: waiting for it, whoever hides the value would pass.
    fn is_owners_to_judge(&self, number: u32, level: policy::Level) -> bool {
        level == policy::Level::MandatoryOverridable && self.change(number).is_some_and(capacity::is_hidden)
    }

    fn change(&self, number: u32) -> Option<&Change> {
        self.changes.get(number as usize)
    }
}

/// Where a stricter rule speaks of a change, others that give way to it do not: one that says at least as much, whatever the
/// settings have made of it.
fn give_way(outcomes: &mut Vec<(Name, Outcome)>, pairs: &[Pair<'_>]) {
    if pairs.iter().all(|(_, policy)| policy.gives_way_to.is_empty()) {
        return;
    }
    let weights: HashMap<Name, Weight> =
        outcomes.iter().filter_map(|(label, outcome)| Some((*label, Weight::of(outcome)?))).collect();
    let policies: Vec<&ResourcePolicy> = pairs.iter().map(|(_, policy)| *policy).collect();
    outcomes.retain(|(label, _)| {
        let own = weights.get(label);
        let is_said = |id| weights.get(&id).is_some_and(|other| own.is_none_or(|own| other.covers(*own)));
        !policy::gives_way(&policies, *label, &is_said)
    });
}

/// What an outcome means for the run.
#[derive(Clone, Copy)]
struct Weight {
    /// Whether it is decided.
    is_found: bool,
    level: policy::Level,
    severity: policy::Severity,
}

impl Weight {
    /// None where nothing is said.
    fn of(outcome: &Outcome) -> Option<Self> {
        let found = outcome.findings.iter().map(|finding| (finding.level, finding.severity));
        let all = found.chain(outcome.unknown.iter().map(|undecided| (undecided.level, undecided.severity)));
        let (level, severity) = all.max()?;
        Some(Self { is_found: !outcome.findings.is_empty(), level, severity })
    }

    /// Whether nothing is lost where this is said and the other is not.
    fn covers(self, other: Self) -> bool {
        self.is_found >= other.is_found && self.level >= other.level && self.severity >= other.severity
    }
}

/// A violation stays the same while its resource is created, changed and left alone; to delete one is another thing.
fn lasting(operation: Operation) -> &'static str {
    if operation == Operation::Delete { operation.as_str() } else { "" }
}

/// Data sources and leftovers of earlier replacements are seen by joins at most.
fn is_checked(resource: &Resource) -> bool {
    resource.address.mode == Mode::Managed && resource.deposed.is_none()
}

fn or_header(span: Span, policy: &ResourcePolicy) -> Span {
    if span == Span::default() { policy.span } else { span }
}

/// A failed pair is failed, whatever else of it is unknown.
fn counted(mut outcome: Outcome) -> Outcome {
    if !outcome.findings.is_empty() {
        outcome.unknown = None;
    }
    outcome.counts = Counts {
        evaluated: 1,
        failed: usize::from(!outcome.findings.is_empty()),
        unknown: usize::from(outcome.unknown.is_some()),
        passed: usize::from(
            outcome.findings.is_empty() && outcome.unknown.is_none() && outcome.errors.is_empty(),
        ),
    };
    outcome
}
