//! SARIF 2.1.0, as GitHub's code scanning reads it.
//!
//! Undecided verdicts and policies that failed are notifications of the run, not results: GitHub takes every result for
//! an alert, whatever its kind says. Findings that are one in the source are one result.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::check::{Cause, Finding, Location, Passage, Report, RuleSummary, Status};
use crate::policy::{Level, Severity};
use crate::terraform::{Gap, SourceProblem};
use crate::text::escape;

use super::definitions::{Definition, definitions};
use super::incomplete::{incomplete, is_unread};
use super::words::permission;

/// How many results GitHub takes.
const MAX_RESULTS: usize = 25_000;
/// So many instances of one definition are named.
const MAX_INSTANCES: usize = 100;
/// How many tags of a rule GitHub takes.
const MAX_TAGS: usize = 20;
/// How long a description GitHub takes; the help text has the whole of it.
const MAX_DESCRIPTION: usize = 1024;

/// The report as SARIF.
#[must_use]
pub fn render(report: &Report) -> String {
    let definitions = definitions(&report.findings);
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sekisho",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": report.rules.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": report.errors.is_empty() && !is_unread(report),
                "toolExecutionNotifications": notifications(report, definitions.len()),
            }],
            "results": definitions.iter().take(MAX_RESULTS).map(|d| result(d, report)).collect::<Vec<_>>(),
        }],
    });
    // A JSON value always serialises.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    escape::json(&text).into_owned() + "\n"
}

fn rule(rule: &RuleSummary) -> Value {
    let docs = &rule.docs;
    let title = if docs.title.is_empty() { rule.id.as_str() } else { &docs.title };
    let text = if docs.text.is_empty() { title } else { &docs.text };
    let mut described = json!({
        "id": rule.id.as_str(),
        "name": rule.id.as_str(),
        "shortDescription": { "text": cut(title) },
        "fullDescription": { "text": cut(text) },
        "help": { "text": help(rule, false), "markdown": help(rule, true) },
        "defaultConfiguration": { "level": level(docs.severity, rule.level) },
        "properties": { "tags": tags(rule), "precision": "high" },
    });
    if let Some(score) = score(docs.severity) {
        described["properties"]["security-severity"] = score.into();
    }
    if docs.reference.starts_with("https://") {
        described["helpUri"] = docs.reference.as_str().into();
    }
    described
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MAX_DESCRIPTION {
        return text.to_owned();
    }
    text.chars().take(MAX_DESCRIPTION - 1).chain(['…']).collect()
}

/// Rules are a team's own text, not a pull request's: their Markdown may be what it is.
fn help(rule: &RuleSummary, markdown: bool) -> String {
    let docs = &rule.docs;
    let strong = |word: &str| if markdown { format!("**{word}:**") } else { format!("{word}:") };
    let mut parts = vec![docs.title.clone(), docs.text.clone()];
    if !docs.remediation.is_empty() {
        parts.push(format!("{} {}", strong("Fix"), docs.remediation));
    }
    if !docs.reference.is_empty() {
        parts.push(format!("{} {}", strong("See"), docs.reference));
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { rule.id.to_string() } else { parts.join("\n\n") }
}

/// The family (the folder that the rule's file is in) and what the rule proves.
fn tags(rule: &RuleSummary) -> Vec<&str> {
    let family = rule.file.split('/').rev().nth(1).filter(|_| rule.file.starts_with("rules/"));
    let own = rule.docs.controls.iter().map(String::as_str);
    let mut tags: Vec<&str> = ["security", "terraform"].into_iter().chain(family).chain(own).collect();
    tags.truncate(MAX_TAGS);
    tags
}

fn level(severity: Severity, level: Level) -> &'static str {
    match severity {
        Severity::Critical | Severity::High | Severity::Medium if level == Level::Advisory => "warning",
        Severity::Critical | Severity::High | Severity::Medium => "error",
        Severity::Low => "warning",
        Severity::Info => "note",
    }
}

/// In the middle of GitHub's band for each severity.
fn score(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Critical => Some("9.5"),
        Severity::High => Some("8.0"),
        Severity::Medium => Some("5.5"),
        Severity::Low => Some("2.0"),
        Severity::Info => None,
    }
}

/// One result for each definition: an alert is closed by mending a line of the source, and there is one. Its instances
/// are its logical locations.
fn result(definition: &Definition<'_>, report: &Report) -> Value {
    let finding = definition.first;
    let Finding { rule, message, .. } = finding;
    let instances = definition.all().take(MAX_INSTANCES);
    let logical = instances.map(|f| json!({ "fullyQualifiedName": f.address.as_str(), "kind": "resource" }));
    let mut result = json!({
        "ruleId": rule.as_str(),
        "level": level(finding.severity, finding.level),
        "message": { "text": text(&format!("{}: {}", subject(definition), message.trim_end())) },
        "locations": [{
            "physicalLocation": place(finding, report),
            "logicalLocations": logical.collect::<Vec<_>>(),
        }],
        "partialFingerprints": { "sekisho/v1": definition.fingerprint() },
        "properties": {
            "attributes": finding.attributes,
            "enforcementLevel": finding.level.as_str(),
            "operation": finding.operation.map(crate::policy::Operation::as_str),
            "owners": finding.owners,
            "permission": permission(finding),
            "status": finding.status,
        },
    });
    if definition.len() > 1 {
        result["properties"]["instances"] = definition.len().into();
    }
    if let Some(index) = index(*rule, report) {
        result["ruleIndex"] = index.into();
    }
    if report.baseline.is_some() {
        let is_known = finding.status == Status::Baseline;
        result["baselineState"] = if is_known { "unchanged" } else { "new" }.into();
    }
    if let Some(suppressed) = suppressed(finding) {
        result["suppressions"] = json!([suppressed]);
    }
    if !finding.chain.is_empty() {
        result["relatedLocations"] = finding.chain.iter().map(related).collect();
    }
    result
}

/// The address; of several instances the first, and how many there are.
fn subject(definition: &Definition<'_>) -> String {
    let address = &definition.first.address;
    definition.instances().map_or_else(|| address.to_string(), |all| format!("{address} ({all})"))
}

/// What has moved it aside: a comment in the source, people, or a file of known findings.
fn suppressed(finding: &Finding) -> Option<Value> {
    let kind = match finding.status {
        Status::Failed => return None,
        Status::Approved => "external",
        Status::Suppressed => "inSource",
        Status::Baseline => "external",
    };
    let why = permission(finding).join("; ");
    Some(json!({ "kind": kind, "status": "accepted", "justification": text(&why) }))
}

/// A place that the value passes on its way to the resource.
fn related(passage: &Passage) -> Value {
    json!({ "message": { "text": text(&passage.what) }, "physicalLocation": physical(&passage.location) })
}

fn physical(Location { file, line, column, end_line, end_column }: &Location) -> Value {
    json!({
        "artifactLocation": { "uri": uri(file) },
        "region": { "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column },
    })
}

fn index(rule: crate::value::Name, report: &Report) -> Option<usize> {
    report.rules.binary_search_by_key(&rule, |r| r.id).ok()
}

/// SARIF makes a link of `[text](target)`; nothing from a plan becomes one.
fn text(text: &str) -> String {
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text.to_owned() }
}

/// Without a known place it is the first line of the plan: GitHub refuses results without one.
fn place(finding: &Finding, report: &Report) -> Value {
    if let Some(location) = &finding.location {
        return physical(location);
    }
    let file = report.inputs.get(finding.input).map_or("", |input| &input.path);
    json!({ "artifactLocation": { "uri": uri(file) }, "region": { "startLine": 1 } })
}

/// A path as a relative reference, or a `file:` one where it is absolute.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.strip_prefix("./").unwrap_or(&path).bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn notifications(report: &Report, results: usize) -> Vec<Value> {
    let mut notifications: Vec<Value> = Vec::new();
    let mut add = |level: &str, rule: Option<&str>, message: String| {
        let mut notification = json!({ "level": level, "message": { "text": text(&message) } });
        if let Some(rule) = rule {
            notification["associatedRule"] = json!({ "id": rule });
        }
        notifications.push(notification);
    };
    for error in &report.errors {
        add("error", Some(&error.rule), error.diagnostic.to_string());
    }
    for input in &report.inputs {
        let notes = incomplete(input).into_iter().chain(input.notes.iter().cloned());
        notes.for_each(|note| add("warning", None, format!("{}: {note}", input.title())));
    }
    if let Some(more) = results.checked_sub(MAX_RESULTS).filter(|more| *more > 0) {
        add(
            "error",
            None,
            format!("{more} further findings are left out: GitHub takes {MAX_RESULTS} results"),
        );
    }
    for unknown in &report.unknown {
        let causes: Vec<String> =
            unknown.because.iter().map(|Cause { path, why, .. }| format!("{path} is {why}")).collect();
        add(
            "note",
            Some(&unknown.rule),
            format!("{} could not be decided: {}", unknown.address, causes.join("; ")),
        );
    }
    notifications.extend(report.inputs.iter().flat_map(|input| &input.problems).map(of_problem));
    notifications
}

/// Something that is wrong with a source, at its place.
fn of_problem(problem: &SourceProblem) -> Value {
    let level = match problem.gap {
        Some(Gap::Unread | Gap::Failed) => "error",
        Some(Gap::NotInstalled | Gap::Deferred) => "warning",
        None => "note",
    };
    let help = problem.diagnostic.help.iter().map(|help| format!(" ({help})")).collect::<String>();
    let message = text(&format!("{}{help}", problem.diagnostic.message));
    let mut notification = json!({ "level": level, "message": { "text": message } });
    if let Some(location) = super::diagnostic::place(&problem.diagnostic) {
        notification["locations"] = json!([{ "physicalLocation": physical(&location) }]);
    }
    notification
}
