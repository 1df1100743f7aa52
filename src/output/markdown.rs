//! GitHub's Markdown for the step summary, which takes a mebibyte: counts first, then every rule with its resources.
//!
//! Text from a plan stands in code spans or is escaped: it makes no link, no mention, no table and no HTML.

use std::fmt::Write as _;

use crate::check::{Cause, Finding, Location, Report, Status};
use crate::policy::Severity;
use crate::text::escape::{markdown, markdown_code, markdown_named, markdown_quoting};

use super::definitions::Definition;
use super::style::Style;
use super::undecided::{ASKS_SOURCE, Waiting, for_source, grouped};
use super::words::{
    among, count, effect, groups, outcome, owned, passages, permission, summary, thousands, unsaid, way_out,
};

/// GitHub refuses a summary of more bytes; a little is kept for the last words.
const MAX_BYTES: usize = 1024 * 1024 - 4096;

/// So many findings of one rule are listed; more would leave no room for other rules, and nobody reads them here.
const MAX_ITEMS: usize = 200;

/// So many warnings about policies, code owners and plans are shown; the log of the run has them all.
const MAX_WARNINGS: usize = 10;

/// So many instances of one definition are named.
const MAX_INSTANCES: usize = 10;

/// The report as Markdown.
#[must_use]
pub fn render(report: &Report, style: &Style) -> String {
    let mut out = String::from("## sekisho\n\n");
    let _ = writeln!(out, "**{}**\n", summary(report));
    let outcome = outcome(report, style);
    if !outcome.is_empty() {
        let _ = writeln!(out, "{outcome}\n");
    }
    notes(report, &mut out);
    table(report, style, &mut out);
    let mut sections: Vec<String> = report.errors.iter().map(|e| error(&e.diagnostic.to_string())).collect();
    sections.extend(groups(&report.findings).iter().map(|group| rule(group, report, style)));
    if style.unknown {
        sections.extend(undecided(report));
    }
    bounded(out, &sections)
}

/// As many sections as fit, and how many do not.
fn bounded(mut out: String, sections: &[String]) -> String {
    for (at, section) in sections.iter().enumerate() {
        if out.len() + section.len() > MAX_BYTES {
            let more = count(sections.len() - at, "section");
            let _ = writeln!(
                out,
                "**{more} more would not fit here: GitHub takes 1 MiB. Another report has them all.**"
            );
            break;
        }
        out.push_str(section);
    }
    out
}

/// What a reader must know before trusting the verdicts.
pub(super) fn notes(report: &Report, out: &mut String) {
    for input in &report.inputs {
        for note in super::incomplete::notes(input) {
            let _ = writeln!(out, "> ⚠ {}: {}\n", markdown_code(&input.title()), markdown(&note));
        }
    }
    for warning in report.warnings.iter().take(MAX_WARNINGS) {
        let _ = writeln!(out, "> ⚠ {}\n", markdown_quoting(&warning.to_string()));
    }
    if report.warnings.len() > MAX_WARNINGS {
        let _ = writeln!(out, "> ⚠ and {} more\n", thousands(report.warnings.len() - MAX_WARNINGS));
    }
    for note in report.gate.iter().flat_map(|gate| &gate.notes) {
        let _ = writeln!(out, "> ⚠ {}\n", markdown_named(note));
    }
}

/// One row for each severity that occurs and the rules that found it.
fn table(report: &Report, style: &Style, out: &mut String) {
    if report.standing().next().is_none() {
        return;
    }
    out.push_str("| severity | findings | rule | effect |\n|---|--:|---|---|\n");
    for group in groups(&report.findings) {
        let Some(Definition { first, .. }) = group.first() else { continue };
        if first.status != Status::Failed {
            continue;
        }
        let found = thousands(group.iter().map(Definition::len).sum());
        let title = title(first, report);
        let _ = writeln!(
            out,
            "| {} | {found} | {}<br>{} | {} |",
            first.severity,
            markdown(&first.rule),
            markdown(&title),
            effect(first, style)
        );
    }
    out.push('\n');
}

fn title(finding: &Finding, report: &Report) -> String {
    report.rule(finding.rule).map(|r| r.docs.title.clone()).unwrap_or_default()
}

fn rule(group: &[Definition<'_>], report: &Report, style: &Style) -> String {
    let Some(Definition { first, .. }) = group.first() else { return String::new() };
    let mark = mark(first);
    let (rule, effect) = (markdown(&first.rule), effect(first, style));
    let mut out = format!("### {mark} {}: {rule}\n\n{effect}\n\n", first.severity);
    for definition in group.iter().take(MAX_ITEMS) {
        item("", definition, report, &mut out);
    }
    if group.len() > MAX_ITEMS {
        let _ = writeln!(out, "- **and {} more**", thousands(group.len() - MAX_ITEMS));
    }
    advice(first, report, &mut out);
    out
}

/// How bad it is, for the eye.
pub(super) fn mark(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.status != Status::Failed => "⚪",
        Severity::Critical | Severity::High => "🔴",
        Severity::Medium => "🟠",
        Severity::Low => "🟡",
        Severity::Info => "🔵",
    }
}

/// The address, and the input where there are several.
fn subject(address: &str, input: usize, report: &Report) -> String {
    let input = among(report, input).map(|path| format!(" in {}", markdown_code(&path))).unwrap_or_default();
    markdown_code(address) + &input
}

/// An item of a list: one thing that was found, with something before it where that is needed.
pub(super) fn item(before: &str, definition: &Definition<'_>, report: &Report, out: &mut String) {
    let finding = definition.first;
    let subject = subject(&finding.address, finding.input, report);
    let _ = write!(out, "- {before}{subject}{}: {}", finding.doing(), markdown(finding.message.trim_end()));
    let attributes: Vec<String> = unsaid(finding).map(markdown_code).collect();
    if !attributes.is_empty() {
        let _ = write!(out, " · {}", attributes.join(", "));
    }
    if let Some(Location { file, line, .. }) = &finding.location {
        let _ = write!(out, " · {}", markdown_code(&format!("{file}:{line}")));
    }
    for passage in passages(finding) {
        let _ = write!(out, " · {}", markdown(&passage));
    }
    out.push('\n');
    for note in &finding.notes {
        let _ = writeln!(out, "  <br>{}", markdown_quoting(note));
    }
    // What is asked for is loud; why it is asked of them is not.
    let owned = owned(finding);
    for said in permission(finding) {
        let strong = if owned.as_ref() == Some(&said) { "" } else { "**" };
        let _ = writeln!(out, "  <br>{strong}{}{strong}", markdown_named(&said));
    }
    if let Some(instances) = definition.instances() {
        let _ = writeln!(out, "  <br>{instances}: {}", others(definition, report));
    }
}

/// The instances: ``a, `b` in `envs/prod` and 4 more``.
fn others(definition: &Definition<'_>, report: &Report) -> String {
    let named = definition.all().take(MAX_INSTANCES).map(|f| subject(&f.address, f.input, report));
    let named = named.collect::<Vec<_>>().join(", ");
    match definition.len().saturating_sub(MAX_INSTANCES) {
        0 => named,
        more => format!("{named} and {} more", thousands(more)),
    }
}

/// The rule's own words; the reference is a link only if it is an address of the web.
pub(super) fn advice(finding: &Finding, report: &Report, out: &mut String) {
    out.push('\n');
    let Some(rule) = report.rule(finding.rule) else { return };
    if !rule.docs.title.is_empty() {
        let _ = writeln!(out, "**Rule:** {}\n", markdown(&rule.docs.title));
    }
    if way_out(finding, report).is_none() {
        return;
    }
    if !rule.docs.remediation.is_empty() {
        let _ = writeln!(out, "**Fix:** {}\n", markdown(&rule.docs.remediation));
    }
    let reference = rule.docs.reference.as_str();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c);
    if reference.starts_with("https://") && reference.chars().all(plain) {
        let _ = writeln!(out, "**See:** <{reference}>\n");
    }
}

/// What is wrong with a policy.
pub(super) fn error(message: &str) -> String {
    format!("### ⛔ policy error\n\n{}\n\n", markdown(message))
}

/// One section for all, folded: it is long where much is created at once.
fn undecided(report: &Report) -> Option<String> {
    if report.unknown.is_empty() {
        return None;
    }
    let head = format!("{} could not be decided", count(report.unknown.len(), "verdict"));
    let mut out = format!("<details><summary>{head}</summary>\n\n");
    for (Waiting { input, causes, rules }, addresses) in grouped(report) {
        let addresses: Vec<String> = addresses.iter().map(|a| subject(a, input, report)).collect();
        let _ = writeln!(out, "- {}", addresses.join(", "));
        for Cause { path, why, .. } in causes {
            let _ = writeln!(out, "  - {} is {}", markdown_code(path), markdown(why));
        }
        let _ = writeln!(out, "  - waiting: {}", markdown(&rules.join(", ")));
    }
    for (input, rule, resources) in for_source(report) {
        let of = among(report, input).map(|path| format!(" of {}", markdown_code(&path))).unwrap_or_default();
        let _ = writeln!(out, "- {} for {resources}{of}", markdown(rule));
        let _ = writeln!(out, "  - {ASKS_SOURCE}");
    }
    out.push_str("\n</details>\n\n");
    Some(out)
}
