//! The report for people: the worst first, each rule once with all the resources that it fails on, then how to mend it.
//!
//! Plans are not quoted: what stands in a plan file may be a secret, marked or not. Messages say what must be said, and
//! the rest is the place to look at.

use std::fmt::Write as _;

use crate::check::{Finding, InputSummary, Location, Report, RuleSummary};
use crate::policy::Level;
use crate::text::escape::terminal;
use crate::value::Name;

use super::diagnostic::diagnostic;
use super::style::Style;
use super::undecided::undecided;
use super::words::{groups, lines, outcome, summary, wrapped};

/// The report as text.
#[must_use]
pub fn render(report: &Report, style: &Style) -> String {
    let mut out = String::new();
    for input in &report.inputs {
        header(input, report.inputs.len() > 1, style, &mut out);
    }
    for group in groups(&report.findings) {
        rule(&group, report, style, &mut out);
    }
    if style.unknown {
        out.push_str(&undecided(report, style));
    }
    for error in &report.errors {
        out.push_str(&diagnostic(&error.diagnostic, style.paint));
        out.push('\n');
    }
    out.push_str(&last_line(report, style));
    out
}

/// An input is named where there are several, or where it has something to say.
fn header(input: &InputSummary, several: bool, style: &Style, out: &mut String) {
    if !several && input.notes.is_empty() {
        return;
    }
    let version = match input.terraform_version.as_str() {
        "" => String::new(),
        version => format!(", Terraform {}", terminal(version)),
    };
    let resources = super::words::count(input.resources, "resource");
    let name = style.paint.bold(&terminal(&input.path));
    let _ = writeln!(out, "{name}  {}", style.paint.dim(&format!("{resources}{version}")));
    for note in &input.notes {
        let _ = writeln!(out, "  {} {}", style.paint.warning("!"), terminal(note));
    }
    out.push('\n');
}

fn rule(group: &[&Finding], report: &Report, style: &Style, out: &mut String) {
    let Some(first) = group.first() else { return };
    let about = report.rule(first.rule);
    title(first, about, style, out);
    let mut last: Option<(usize, Name)> = None;
    for finding in group {
        if last != Some((finding.input, finding.address)) {
            subject(finding, report, style, out);
        }
        last = Some((finding.input, finding.address));
        point(finding, style, out);
    }
    if let Some(about) = about {
        advice("fix:", &about.docs.remediation, style, out);
        advice("see:", &about.docs.reference, style, out);
    }
    out.push('\n');
}

fn title(first: &Finding, about: Option<&RuleSummary>, style: &Style, out: &mut String) {
    let paint = style.paint;
    let severity = paint.severity(first.severity, first.severity.as_str());
    let title = about.map(|a| terminal(&a.docs.title)).unwrap_or_default();
    let _ = writeln!(out, "{severity}: {} {}", paint.bold(&title), paint.dim(&format!("[{}]", terminal(&first.rule))));
    let meaning = match first.level {
        Level::MandatoryOverridable => "blocks until an owner approves",
        Level::Advisory => "advice, does not block",
        Level::Mandatory if !style.blocks(first) => "does not block: below --fail-on",
        Level::Mandatory => return,
    };
    let _ = writeln!(out, "  {}", paint.dim(&format!("({meaning})")));
}

/// The resource, what happens to it, and the input where there are several.
fn subject(finding: &Finding, report: &Report, style: &Style, out: &mut String) {
    let paint = style.paint;
    let input = report.inputs.get(finding.input).filter(|_| report.inputs.len() > 1);
    let input = input.map(|i| format!(" in {}", terminal(&i.path))).unwrap_or_default();
    let doing = paint.dim(&format!("({}){input}", finding.operation.as_str()));
    let _ = writeln!(out, "  {} {doing}", paint.bold(&terminal(&finding.address)));
}

fn point(finding: &Finding, style: &Style, out: &mut String) {
    let width = style.width.map(|w| w.saturating_sub(6));
    let mut first = "- ";
    for line in lines(&finding.message).iter().flat_map(|line| wrapped(line, width)) {
        let _ = writeln!(out, "    {first}{line}");
        first = "  ";
    }
    for note in &finding.notes {
        let _ = writeln!(out, "      {}", style.paint.dim(&format!("({})", terminal(note))));
    }
    let place = place(finding);
    if !place.is_empty() {
        let _ = writeln!(out, "      {}", style.paint.dim(&format!("at {place}")));
    }
}

/// `acl, grant[0].uri in plan.json:12:5`, as far as it is known and the message does not say it already.
fn place(finding: &Finding) -> String {
    let said = |attribute: &&String| finding.message.contains(attribute.as_str());
    let attributes: Vec<_> = finding.attributes.iter().filter(|a| !said(a)).map(|a| terminal(a)).collect();
    let at = finding.location.as_ref().map(|Location { file, line, column, .. }| format!("{}:{line}:{column}", terminal(file)));
    match (attributes.is_empty(), at) {
        (true, at) => at.unwrap_or_default(),
        (false, None) => attributes.join(", "),
        (false, Some(at)) => format!("{} in {at}", attributes.join(", ")),
    }
}

fn advice(word: &str, text: &str, style: &Style, out: &mut String) {
    if text.is_empty() {
        return;
    }
    let width = style.width.map(|w| w.saturating_sub(7));
    for (at, line) in wrapped(&terminal(text), width).iter().enumerate() {
        let word = if at == 0 { style.paint.good(word) } else { "    ".to_owned() };
        let _ = writeln!(out, "  {word} {line}");
    }
}

fn last_line(report: &Report, style: &Style) -> String {
    let blocked = report.findings.iter().any(|f| style.blocks(f)) || !report.errors.is_empty();
    let summary = summary(report);
    let summary = if blocked { style.paint.bad(&summary) } else { style.paint.good(&summary) };
    match outcome(report, style).as_str() {
        "" => format!("{summary}\n"),
        outcome => format!("{summary}\n{outcome}\n"),
    }
}
