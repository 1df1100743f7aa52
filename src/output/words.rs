//! Small things that several formats say in the same words.

use std::collections::HashMap;

use crate::check::{
    Age, Approval, Finding, InputSummary, Need, Passage, Report, Responsible, Status, Suppression,
};
use crate::policy::{Docs, Level, Operation};
use crate::text::escape::terminal;

use super::definitions::{Definition, definitions, places};
use super::incomplete::is_unread;
use super::style::Style;

/// `1 finding`, `2,346 findings`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(number), if number == 1 { "" } else { "s" })
}

/// `2,346`
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `12 findings (2 critical, 10 low) at 4 places`
pub(super) fn findings(report: &Report) -> String {
    let counts = report.by_severity();
    let counts: Vec<String> =
        counts.iter().filter(|(_, n)| **n > 0).map(|(s, n)| format!("{} {}", thousands(*n), s.0)).collect();
    match (report.standing().count(), counts.is_empty()) {
        (0, _) | (_, true) => "no findings".to_owned(),
        (n, false) => format!("{} ({}){}", count(n, "finding"), counts.join(", "), places(report)),
    }
}

/// `12 findings (2 critical, 10 low) · 3 undecided · 41 rules on 66 resources in 12 ms`
pub(super) fn summary(report: &Report) -> String {
    let resources = report.inputs.iter().map(|i| i.resources).sum();
    let mut parts = vec![findings(report)];
    for (status, word) in [
        (Status::Approved, "approved"),
        (Status::Suppressed, "suppressed"),
        (Status::Baseline, "in the baseline"),
    ] {
        let number = report.findings.iter().filter(|finding| finding.status == status).count();
        if number > 0 {
            parts.push(format!("{} {word}", thousands(number)));
        }
    }
    if report.counts.unknown > 0 {
        parts.push(format!("{} undecided", thousands(report.counts.unknown)));
    }
    if !report.errors.is_empty() {
        parts.push(count(report.errors.len(), "policy error"));
    }
    parts.push(format!(
        "{} on {} in {} ms",
        count(report.rules.len(), "rule"),
        count(resources, "resource"),
        thousands(usize::try_from(report.duration.as_millis()).unwrap_or(usize::MAX))
    ));
    parts.join(" · ")
}

/// What it means for the run, in a sentence or two; empty where nothing was found.
pub(super) fn outcome(report: &Report, style: &Style) -> String {
    let errors = match report.errors.len() {
        0 => String::new(),
        1 => "A policy could not be evaluated, so nothing passes.".to_owned(),
        _ => "Policies could not be evaluated, so nothing passes.".to_owned(),
    };
    let open =
        |f: &&Finding| style.blocks(f) && f.approval.as_ref().is_some_and(|a| !a.unverified.is_empty());
    let open = match report.findings.iter().find(open) {
        Some(_) => "Whether owners have approved could not be found out.".to_owned(),
        None => String::new(),
    };
    let unread = if is_unread(report) { "Not everything could be read, so nothing passes." } else { "" };
    let parts = [of_findings(report, style), open, errors, unread.to_owned()];
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

/// Findings that block, be it until an owner approves.
pub(super) fn blocking<'r>(report: &'r Report, style: &Style) -> impl Iterator<Item = &'r Finding> {
    let style = *style;
    report.findings.iter().filter(move |finding| style.blocks(finding))
}

/// Those of them that block no longer once an owner approves.
pub(super) fn needing_approval<'r>(report: &'r Report, style: &Style) -> impl Iterator<Item = &'r Finding> {
    blocking(report, style).filter(|finding| finding.level == Level::MandatoryOverridable)
}

fn of_findings(report: &Report, style: &Style) -> String {
    let (blocking, approvable) = (blocking(report, style).count(), needing_approval(report, style).count());
    match (report.findings.len(), blocking, approvable) {
        (0, ..) => String::new(),
        (_, 0, _) if !report.errors.is_empty() || is_unread(report) => String::new(),
        (_, 0, _) => "Nothing blocks.".to_owned(),
        (_, b, a) if a == b => format!("{}, until an owner approves.", blocks(b)),
        (_, b, 0) => format!("{}.", blocks(b)),
        (_, b, a) => format!("{}, {} of them only until an owner approves.", blocks(b), thousands(a)),
    }
}

fn blocks(number: usize) -> String {
    format!("{} {}", count(number, "finding"), if number == 1 { "blocks" } else { "block" })
}

/// What a finding means for the run.
pub(super) fn effect(finding: &Finding, style: &Style) -> &'static str {
    match finding.level {
        _ if finding.status == Status::Approved => "approved, does not block",
        _ if finding.status == Status::Suppressed => "suppressed, does not block",
        _ if finding.status == Status::Baseline => "in the baseline, does not block",
        Level::Advisory => "advice, does not block",
        _ if !style.blocks(finding) => "below fail_on, does not block",
        Level::MandatoryOverridable => "blocks until an owner approves",
        Level::Mandatory => "blocks",
    }
}

/// What is said of the way out of a finding: nothing where it is let be, or where so small a change needs nobody.
pub(super) fn way_out<'r>(finding: &Finding, report: &'r Report) -> Option<&'r Docs> {
    let rule = report.rule(finding.rule)?;
    let is_small = finding.level == Level::Advisory && rule.level == Level::MandatoryOverridable;
    (finding.status == Status::Failed && !is_small).then_some(&*rule.docs)
}

/// The input that something was found in, where there are several to tell apart, or its name or account is known: that says
/// what it is that changes.
pub(super) fn among(report: &Report, input: usize) -> Option<String> {
    let is_worth =
        |input: &&InputSummary| report.inputs.len() > 1 || input.account.is_some() || input.root.is_some();
    report.inputs.get(input).filter(is_worth).map(InputSummary::label)
}

/// Attributes that are to blame, where the message names none of them: what else the rule has looked at is no news then.
pub(super) fn unsaid(finding: &Finding) -> impl Iterator<Item = &str> {
    let attributes = || finding.attributes.iter().map(String::as_str);
    let is_said = attributes().any(|attribute| names(&finding.message, attribute));
    attributes().filter(move |_| !is_said)
}

/// Whether a text has this as a word of its own.
fn names(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// The places that the value passes on its way to the resource: `passed to module.svc as size at main.tf:40`.
pub(super) fn passages(finding: &Finding) -> impl Iterator<Item = String> {
    let words = |passage: &Passage| {
        format!("{} at {}:{}", passage.what, passage.location.file, passage.location.line)
    };
    finding.chain.iter().map(words)
}

/// What has been said about letting it pass, and what is still asked for, a sentence each.
pub(super) fn permission(finding: &Finding) -> Vec<String> {
    let mut said = Vec::new();
    if finding.status == Status::Baseline {
        said.push("known before: it is in the baseline".to_owned());
    }
    if let Some(Suppression { reason, until, age, .. }) = &finding.suppression {
        let until = until.as_ref().map(|until| format!(" until {until}")).unwrap_or_default();
        said.push(match finding.status {
            _ if *age == Age::Unknown && finding.status != Status::Suppressed => {
                format!("a comment asks to suppress it{until}, and only --base can tell whether it is new: {reason}")
            }
            Status::Suppressed => format!("suppressed{until}: {reason}"),
            _ => format!("a comment that is new here asks to suppress it{until}: {reason}"),
        });
    }
    let Some(approval) = &finding.approval else { return said };
    if !approval.by.is_empty() {
        let by: Vec<String> = approval.by.iter().map(|login| format!("@{login}")).collect();
        said.push(format!("approved by {}", by.join(", ")));
    }
    if approval.entered {
        let entry = "approval was asked for when the pull request entered the merge queue, not here";
        said.push(format!("{entry} (gate.merge_queue)"));
    }
    let is_known = finding.responsible.is_some();
    said.extend(approval.missing.iter().map(|one| match &one.of[..] {
        [] if !is_known => "nobody can approve this yet".to_owned(),
        _ => need(one, approval),
    }));
    said.extend(approval.unverified.iter().cloned());
    said.extend(owned(finding));
    said
}

/// Which file the owners own and which line says so, where somebody is yet to approve.
pub(super) fn owned(finding: &Finding) -> Option<String> {
    finding.approval.as_ref().filter(|approval| !approval.missing.is_empty())?;
    let Some(Responsible { file, line }) = &finding.responsible else {
        let unknown = match finding.operation {
            Some(Operation::Delete) => {
                "the file in which its block stood is not known, nor who owns it: give the plan's source (--source) and --base"
            }
            _ => {
                "the file in which its value is written is not known, nor who owns it: give the plan's source (--source)"
            }
        };
        let nobody = finding.approval.iter().flat_map(|a| &a.missing).any(|need| need.of.is_empty());
        return nobody.then(|| unknown.to_owned());
    };
    Some(match (line, &finding.owners[..]) {
        (None, _) => format!("no line of CODEOWNERS is about {file}"),
        (Some(line), []) => format!("{line} says that nobody owns {file}"),
        (Some(line), _) => format!("{line} says who owns {file}"),
    })
}

/// Who has to say yes, where one need is left and somebody is there to meet it.
pub(super) fn needs(finding: &Finding) -> Option<String> {
    let approval = finding.approval.as_ref()?;
    match &approval.missing[..] {
        [one] if !one.of.is_empty() => Some(need(one, approval)),
        _ => None,
    }
}

/// `needs 2 more of @org/a, @org/b`
fn need(need: &Need, approval: &Approval) -> String {
    match (&need.of[..], need.count) {
        ([], _) => nobody(need, approval),
        (owners, count) if need.is_short() => {
            format!(
                "needs {count} more, and only {} can be asked: add owners to CODEOWNERS",
                owners.join(", ")
            )
        }
        ([one], 1) => format!("needs {one}"),
        (several, 1) => format!("needs one of {}", several.join(", ")),
        (owners, count) => format!("needs {count} more of {}", owners.join(", ")),
    }
}

/// That nobody is left to be asked, and why.
fn nobody(need: &Need, approval: &Approval) -> String {
    let why = match &need.author {
        Some(author) => format!("needs an owner besides {author}, who opened the pull request"),
        None if approval.by.is_empty() => "no code owner can approve this".to_owned(),
        None => "needs another owner, and nobody else is named".to_owned(),
    };
    why + ": add one to CODEOWNERS"
}

/// Findings of one rule at one severity, those that are one in the source together, in the order of the report.
pub(super) fn groups(findings: &[Finding]) -> Vec<Vec<Definition<'_>>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut places: HashMap<_, usize> = HashMap::new();
    for finding in findings {
        let at = *places
            .entry((finding.status, finding.severity, finding.rule, finding.level.as_str()))
            .or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(finding);
    }
    groups.into_iter().map(definitions).collect()
}

/// Untrusted text of several lines, each made harmless, none empty at the end.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.trim_end().lines().map(|line| terminal(line.trim_end()).into_owned()).collect()
}

/// Breaks running text between words, so that no line is longer than it must be.
pub(super) fn wrapped(text: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width else { return vec![text.to_owned()] };
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
