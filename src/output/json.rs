//! The report for programs. Version 1 is a contract: keys are never renamed or removed, and one that is added changes
//! nothing for a program that does not ask for it. So the structs are its own and nothing internal shows through.
//!
//! `docs/report.md` says what each key means; a test holds it against what is written.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::check::{
    Approval, Capacity, Cause, Finding, Gate, GatedSet, Location, NamedAccount, Need, Passage, PolicyError,
    Report, Responsible, RuleSummary, Status, Suppression, Undecided,
};
use crate::policy::{Level, Operation, Severity, family_of};
use crate::terraform::Gap;
use crate::text::{Diagnostic, escape};
use crate::value::Name;

use super::diagnostic::place;
use super::style::Style;
use super::words::{blocking, needing_approval};

/// The report as indented JSON.
#[must_use]
pub fn render(report: &Report, style: &Style) -> String {
    let document = Document::of(report, style);
    // Strings, numbers and lists of them always serialise.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    escape::json(&text).into_owned() + "\n"
}

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    inputs: Vec<JsonInput<'r>>,
    findings: Vec<JsonFinding<'r>>,
    unknown: Vec<JsonUnknown<'r>>,
    infos: Vec<JsonInfo<'r>>,
    problems: Vec<JsonProblem<'r>>,
    errors: Vec<JsonError<'r>>,
    warnings: Vec<JsonWarning<'r>>,
    rules: Vec<JsonRule<'r>>,
    gate: Option<JsonGate<'r>>,
    summary: JsonSummary,
}

/// A rule that some entry names, and what is known of it whatever it finds.
#[derive(Serialize)]
struct JsonRule<'r> {
    id: &'r str,
    family: &'r str,
    title: &'r str,
    severity: Severity,
    enforcement_level: Level,
    remediation: &'r str,
    reference: &'r str,
    controls: &'r [String],
    file: &'r str,
}

#[derive(Serialize)]
struct JsonInput<'r> {
    path: &'r str,
    kind: &'r str,
    terraform_version: &'r str,
    resources: usize,
    complete: bool,
    root: Option<&'r str>,
    account: Option<&'r NamedAccount>,
}

#[derive(Serialize)]
struct JsonFinding<'r> {
    rule: &'r str,
    title: &'r str,
    address: &'r str,
    operation: Option<&'static str>,
    status: Status,
    blocks: bool,
    severity: Severity,
    enforcement_level: Level,
    message: &'r str,
    notes: &'r [String],
    attributes: &'r [String],
    location: Option<JsonLocation>,
    chain: Vec<JsonPassage<'r>>,
    owners: &'r [String],
    responsible: Option<&'r Responsible>,
    approval: Option<JsonApproval<'r>>,
    suppression: Option<JsonSuppression<'r>>,
    fingerprint: &'r str,
    capacity: Option<&'r Capacity>,
    input: &'r str,
    root: Option<&'r str>,
}

/// `missing` has so many of these owners each, without those who have approved; where `of` is empty, nobody is named who
/// could. `author`: the author of the pull request is an owner by name, whose own approval does not count. `entered`: it was
/// asked for when the pull request entered a merge queue, not here.
#[derive(Serialize)]
struct JsonApproval<'r> {
    state: &'static str,
    by: &'r [String],
    entered: bool,
    missing: Vec<JsonNeed<'r>>,
    unverified: &'r [String],
}

#[derive(Serialize)]
struct JsonNeed<'r> {
    count: usize,
    of: &'r [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonSuppression<'r> {
    reason: &'r str,
    until: Option<&'r str>,
    location: JsonLocation,
}

/// What a later run needs (`--previous`) to tell whether an approval still means the same changes.
#[derive(Serialize)]
struct JsonGate<'r> {
    head: Option<&'r str>,
    changes: Option<&'r str>,
    earlier: &'r [GatedSet],
    notes: &'r [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonLocation {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// A place that the value passes on its way from `location` to the resource.
#[derive(Serialize)]
struct JsonPassage<'r> {
    what: &'r str,
    #[serde(flatten)]
    location: JsonLocation,
}

#[derive(Serialize)]
struct JsonUnknown<'r> {
    rule: &'r str,
    address: &'r str,
    severity: Severity,
    enforcement_level: Level,
    because: Vec<&'r str>,
    causes: Vec<JsonCause<'r>>,
    needs_source: bool,
    input: &'r str,
    root: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonCause<'r> {
    path: &'r str,
    why: &'r str,
}

#[derive(Serialize)]
struct JsonInfo<'r> {
    rule: &'r str,
    address: &'r str,
    message: &'r str,
    input: &'r str,
    root: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonProblem<'r> {
    message: &'r str,
    help: Option<&'r str>,
    missing: Option<&'static str>,
    location: Option<JsonLocation>,
    input: &'r str,
    root: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonError<'r> {
    rule: &'r str,
    address: &'r str,
    message: &'r str,
    location: Option<JsonLocation>,
    input: &'r str,
    root: Option<&'r str>,
}

/// What is said of policies, code owners and plans, whatever is found in them.
#[derive(Serialize)]
struct JsonWarning<'r> {
    message: &'r str,
    help: Option<&'r str>,
    location: Option<JsonLocation>,
}

#[derive(Serialize)]
struct JsonSummary {
    resources: usize,
    rules: usize,
    evaluated: usize,
    passed: usize,
    failed: usize,
    unknown: usize,
    findings: usize,
    blocking: usize,
    needs_approval: usize,
    approved: usize,
    suppressed: usize,
    baseline: usize,
    by_severity: BySeverity,
    duration_ms: u64,
}

/// All severities, the worst first, those without findings too.
struct BySeverity(BTreeMap<std::cmp::Reverse<Severity>, usize>);

impl Serialize for BySeverity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(severity, count)| (severity.0.as_str(), count)))
    }
}

impl<'r> Document<'r> {
    fn of(report: &'r Report, style: &Style) -> Self {
        Self {
            version: 1,
            inputs: report.inputs.iter().map(input).collect(),
            findings: report.findings.iter().map(|f| finding(f, report, style)).collect(),
            unknown: report.unknown.iter().map(|u| unknown(u, report)).collect(),
            infos: report.inputs.iter().flat_map(infos).collect(),
            problems: report.inputs.iter().flat_map(problems).collect(),
            errors: report.errors.iter().map(|e| error(e, report)).collect(),
            warnings: report.warnings.iter().map(warning).collect(),
            rules: rules(report),
            gate: report.gate.as_ref().map(gate),
            summary: summary(report, style),
        }
    }
}

fn input(input: &crate::check::InputSummary) -> JsonInput<'_> {
    let crate::check::InputSummary { path, kind, terraform_version, resources, gaps, account, root, .. } =
        input;
    let (complete, root, account) = (gaps.is_empty(), root.as_deref(), account.as_ref());
    JsonInput { path, kind, terraform_version, resources: *resources, complete, root, account }
}

/// The path of an input.
fn path_of(report: &Report, input: usize) -> &str {
    report.inputs.get(input).map_or("", |input| &input.path)
}

/// The name of its root module, where it has one.
fn root_of(report: &Report, input: usize) -> Option<&str> {
    report.inputs.get(input).and_then(|input| input.root.as_deref())
}

fn rules(report: &Report) -> Vec<JsonRule<'_>> {
    let found = report.findings.iter().map(|finding| finding.rule);
    let other = report.unknown.iter().map(|u| u.rule).chain(report.errors.iter().map(|e| e.rule));
    let named: BTreeSet<&str> = found.chain(other).map(Name::as_str).collect();
    report.rules.iter().filter(|rule| named.contains(rule.id.as_str())).map(rule).collect()
}

fn rule(rule: &RuleSummary) -> JsonRule<'_> {
    let docs = &*rule.docs;
    JsonRule {
        id: &rule.id,
        family: family_of(&rule.file),
        title: &docs.title,
        severity: docs.severity,
        enforcement_level: rule.level,
        remediation: &docs.remediation,
        reference: &docs.reference,
        controls: &docs.controls,
        file: &rule.file,
    }
}

fn finding<'r>(finding: &'r Finding, report: &'r Report, style: &Style) -> JsonFinding<'r> {
    JsonFinding {
        rule: &finding.rule,
        title: report.rule(finding.rule).map_or("", |rule| &rule.docs.title),
        address: &finding.address,
        operation: finding.operation.map(Operation::as_str),
        status: finding.status,
        blocks: style.blocks(finding),
        severity: finding.severity,
        enforcement_level: finding.level,
        message: &finding.message,
        notes: &finding.notes,
        attributes: &finding.attributes,
        location: finding.location.as_ref().map(location),
        chain: finding.chain.iter().map(passage).collect(),
        owners: &finding.owners,
        responsible: finding.responsible.as_ref(),
        approval: finding.approval.as_ref().map(approval),
        suppression: finding.suppression.as_ref().map(suppression),
        fingerprint: &finding.fingerprint,
        capacity: finding.capacity.as_ref(),
        input: path_of(report, finding.input),
        root: root_of(report, finding.input),
    }
}

fn need(need: &Need) -> JsonNeed<'_> {
    JsonNeed { count: need.count, of: &need.of, author: need.author.as_deref() }
}

fn approval(approval: &Approval) -> JsonApproval<'_> {
    let Approval { by, missing, entered, unverified } = approval;
    let state = match (missing.is_empty(), unverified.is_empty()) {
        (true, _) => "approved",
        (false, true) => "missing",
        (false, false) => "unverified",
    };
    let missing = missing.iter().map(need).collect();
    JsonApproval { state, by, entered: *entered, missing, unverified }
}

fn suppression(suppression: &Suppression) -> JsonSuppression<'_> {
    let Suppression { reason, until, location: place, .. } = suppression;
    JsonSuppression { reason, until: until.as_deref(), location: location(place) }
}

fn gate(gate: &Gate) -> JsonGate<'_> {
    let Gate { head, changes, earlier, notes, unread } = gate;
    let (head, changes, unread) = (head.as_deref(), changes.as_deref(), unread.as_deref());
    JsonGate { head, changes, earlier, notes, unread }
}

fn location(location: &Location) -> JsonLocation {
    let Location { file, line, column, end_line, end_column } = location.clone();
    JsonLocation { file, line, column, end_line, end_column }
}

fn passage(passage: &Passage) -> JsonPassage<'_> {
    JsonPassage { what: &passage.what, location: location(&passage.location) }
}

fn unknown<'r>(undecided: &'r Undecided, report: &'r Report) -> JsonUnknown<'r> {
    let causes = || undecided.because.iter();
    JsonUnknown {
        rule: &undecided.rule,
        address: &undecided.address,
        severity: undecided.severity,
        enforcement_level: undecided.level,
        because: causes().map(|Cause { path, .. }| path.as_str()).collect(),
        causes: causes().map(|Cause { path, why, .. }| JsonCause { path, why }).collect(),
        needs_source: undecided.needs_source(),
        input: path_of(report, undecided.input),
        root: root_of(report, undecided.input),
    }
}

fn infos(input: &crate::check::InputSummary) -> impl Iterator<Item = JsonInfo<'_>> {
    input.infos.iter().map(|info| JsonInfo {
        rule: &info.rule,
        address: &info.address,
        message: &info.message,
        input: &input.path,
        root: input.root.as_deref(),
    })
}

fn problems(input: &crate::check::InputSummary) -> impl Iterator<Item = JsonProblem<'_>> {
    input.problems.iter().map(|problem| JsonProblem {
        message: &problem.diagnostic.message,
        help: problem.diagnostic.help.as_deref(),
        missing: problem.gap.map(Gap::as_str),
        location: place(&problem.diagnostic).as_ref().map(location),
        input: &input.path,
        root: input.root.as_deref(),
    })
}

fn error<'r>(error: &'r PolicyError, report: &'r Report) -> JsonError<'r> {
    let message = &error.diagnostic.message;
    JsonError {
        rule: &error.rule,
        address: &error.address,
        message,
        location: place(&error.diagnostic).as_ref().map(location),
        input: path_of(report, error.input),
        root: root_of(report, error.input),
    }
}

fn warning(warning: &Diagnostic) -> JsonWarning<'_> {
    let Diagnostic { message, help, .. } = warning;
    JsonWarning { message, help: help.as_deref(), location: place(warning).as_ref().map(location) }
}

fn with_status(report: &Report, status: Status) -> usize {
    report.findings.iter().filter(|finding| finding.status == status).count()
}

fn summary(report: &Report, style: &Style) -> JsonSummary {
    JsonSummary {
        findings: report.standing().count(),
        blocking: blocking(report, style).count(),
        needs_approval: needing_approval(report, style).count(),
        resources: report.inputs.iter().map(|i| i.resources).sum(),
        rules: report.rules.len(),
        evaluated: report.counts.evaluated,
        passed: report.counts.passed,
        failed: report.counts.failed,
        unknown: report.counts.unknown,
        approved: with_status(report, Status::Approved),
        suppressed: with_status(report, Status::Suppressed),
        baseline: with_status(report, Status::Baseline),
        by_severity: BySeverity(report.by_severity()),
        duration_ms: u64::try_from(report.duration.as_millis()).unwrap_or(u64::MAX),
    }
}
