//! The report for people: the worst first, each rule once with all the resources that it fails on, then how to mend it.
//!
//! Plans are not quoted: what stands in a plan file may be a secret, marked or not. Messages say what must be said, and
//! the rest is the place to look at.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::check::{Finding, InputSummary, Location, Report, Status, notes};
use crate::policy::Level;
use crate::text::escape::terminal;

use super::definitions::Definition;
use super::diagnostic::diagnostic;
use super::incomplete::is_unread;
use super::style::Style;
use super::undecided::undecided;
use super::words::{
    among, effect, groups, lines, needs, outcome, passages, permission, summary, thousands, unsaid, way_out,
    wrapped,
};

/// So many instances of one definition are named.
const MAX_INSTANCES: usize = 10;
/// A report of more lines says at its end what blocks.
const LONG: usize = 60;

/// The report as text.
#[must_use]
pub fn render(report: &Report, style: &Style) -> String {
    let mut out = String::new();
    for (at, input) in report.inputs.iter().enumerate() {
        let is_last = at + 1 == report.inputs.len();
        header(input, is_last, style, &mut out);
    }
    let groups = groups(&report.findings);
    for group in &groups {
        rule(group, report, style, &mut out);
    }
    if style.unknown {
        out.push_str(&undecided(report, style));
    }
    for error in &report.errors {
        out.push_str(&diagnostic(&error.diagnostic, style.paint));
        out.push('\n');
    }
    for note in report.gate.iter().flat_map(|gate| &gate.notes) {
        let _ = writeln!(out, "{} {}\n", style.paint.warning("!"), terminal(note));
    }
    if out.lines().count() > LONG {
        recap(&groups, style, &mut out);
    }
    out.push_str(&last_line(report, style));
    out
}

/// What blocks, by rule: who reads the end of a long report need not look for its beginning.
fn recap(groups: &[Vec<Definition<'_>>], style: &Style, out: &mut String) {
    let blocking = |group: &&Vec<Definition<'_>>| group.first().is_some_and(|d| style.blocks(d.first));
    let groups: Vec<_> = groups.iter().filter(blocking).collect();
    if groups.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", style.paint.bold("What blocks"));
    let number = |group: &[Definition<'_>]| thousands(group.iter().map(Definition::len).sum());
    let width = groups.iter().map(|group| number(group).len()).max().unwrap_or(0);
    for group in groups {
        let (first, number) = (group[0].first, number(group));
        let severity = style.paint.severity(first.severity, &format!("{:<8}", first.severity));
        let asked: BTreeSet<String> = group.iter().flat_map(Definition::all).filter_map(needs).collect();
        let asked: Vec<_> = asked.iter().map(|needs| terminal(needs)).collect();
        let asked = match (asked.is_empty(), first.level) {
            (false, _) => format!(" · {}", asked.join("; ")),
            (true, Level::MandatoryOverridable) => " · until an owner approves".to_owned(),
            (true, _) => String::new(),
        };
        let line = format!("  {severity}  {number:>width$}  {}{asked}", terminal(&first.rule));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
}

/// What was checked, and what it says of itself; a gap behind what has something to say, and behind the last.
fn header(input: &InputSummary, is_last: bool, style: &Style, out: &mut String) {
    let before = out.lines().count();
    let version = match input.terraform_version.as_str() {
        "" => String::new(),
        version => format!(", Terraform {}", terminal(version)),
    };
    let account = input.account.as_ref().map(|account| format!(", {}", terminal(&account.to_string())));
    let resources = super::words::count(input.resources, "resource");
    let name = style.paint.bold(&terminal(&input.title()));
    let about = format!("{resources}{version}{}", account.unwrap_or_default());
    let _ = writeln!(out, "{name}  {}", style.paint.dim(&about));
    for note in super::incomplete::notes(input) {
        let _ = writeln!(out, "  {} {}", style.paint.warning("!"), terminal(&note));
    }
    for info in notes(&input.infos) {
        let _ = writeln!(out, "  {}", style.paint.dim(&terminal(&info)));
    }
    if is_last || out.lines().count() > before + 1 {
        out.push('\n');
    }
}

/// A rule: its resources and what is wrong with them, then what it asks for and the way there.
fn rule(group: &[Definition<'_>], report: &Report, style: &Style, out: &mut String) {
    let Some(Definition { first, .. }) = group.first() else { return };
    let paint = style.paint;
    let severity = paint.severity(first.severity, first.severity.as_str());
    let effect = paint.dim(&format!("· {}", effect(first, style)));
    let _ = writeln!(out, "{severity}  {} {effect}", paint.bold(&terminal(&first.rule)));
    subjects(group, report, style, out);
    if let Some(about) = report.rule(first.rule) {
        advice("rule:", &about.docs.title, style, out);
    }
    if let Some(docs) = way_out(first, report) {
        advice("fix: ", &docs.remediation, style, out);
        advice("see: ", &docs.reference, style, out);
    }
    out.push('\n');
}

/// The resources with their findings; what is the same for several in a row is said once, below the last of them.
fn subjects(group: &[Definition<'_>], report: &Report, style: &Style, out: &mut String) {
    let mut said = String::new();
    for own in group.chunk_by(|a, b| resources(a).eq(resources(b))) {
        let points = own.iter().filter(|d| d.first.status != Status::Baseline);
        let points: String = points.map(|definition| point(definition, style)).collect();
        if points != said {
            out.push_str(&said);
            said = points;
        }
        for finding in own[0].all().take(MAX_INSTANCES) {
            let _ = writeln!(out, "  {}", subject(finding, report, style));
        }
        if own[0].len() > MAX_INSTANCES {
            let more = thousands(own[0].len() - MAX_INSTANCES);
            let _ = writeln!(out, "  {}", style.paint.dim(&format!("and {more} more")));
        }
    }
    out.push_str(&said);
}

/// What a definition is about.
fn resources<'d>(definition: &'d Definition<'_>) -> impl Iterator<Item = impl PartialEq> + 'd {
    definition.all().map(|finding| (finding.input, finding.address, finding.operation))
}

/// The resource, what happens to it, and the input where there are several.
fn subject(finding: &Finding, report: &Report, style: &Style) -> String {
    let input =
        among(report, finding.input).map(|path| format!(" in {}", terminal(&path))).unwrap_or_default();
    let doing = finding.doing() + &input;
    format!("{}{}", style.paint.bold(&terminal(&finding.address)), style.paint.dim(&doing))
}

fn point(definition: &Definition<'_>, style: &Style) -> String {
    let finding = definition.first;
    let width = style.width.map(|w| w.saturating_sub(6));
    let mut out = String::new();
    for (at, line) in lines(&finding.message).iter().flat_map(|line| wrapped(line, width)).enumerate() {
        let _ = writeln!(out, "    {} {line}", if at == 0 { "-" } else { " " });
    }
    for note in &finding.notes {
        below(&format!("({})", terminal(note)), style, |line| style.paint.dim(line), &mut out);
    }
    let place = [place(finding), definition.instances().unwrap_or_default()];
    let place: Vec<&str> = place.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if !place.is_empty() {
        below(&format!("at {}", place.join(" · ")), style, |line| style.paint.dim(line), &mut out);
    }
    for passage in passages(finding) {
        let _ = writeln!(out, "        {}", style.paint.dim(&terminal(&passage)));
    }
    for said in permission(finding) {
        below(&terminal(&said), style, str::to_owned, &mut out);
    }
    out
}

/// What is said of a point, under its message; what does not fit on a line goes on a little further in.
fn below(text: &str, style: &Style, painted: impl Fn(&str) -> String, out: &mut String) {
    let width = style.width.map(|w| w.saturating_sub(8));
    for (at, line) in wrapped(text, width).iter().enumerate() {
        let _ = writeln!(out, "      {}{}", if at == 0 { "" } else { "  " }, painted(line));
    }
}

/// `acl, grant[0].uri in plan.json:12:5`, as far as it is known and the message does not say it already.
fn place(finding: &Finding) -> String {
    let attributes: Vec<_> = unsaid(finding).map(terminal).collect();
    let file = |Location { file, line, column, .. }: &Location| format!("{}:{line}:{column}", terminal(file));
    match (attributes.is_empty(), finding.location.as_ref().map(file)) {
        (true, at) => at.unwrap_or_default(),
        (false, None) => attributes.join(", "),
        (false, Some(at)) => format!("{} in {at}", attributes.join(", ")),
    }
}

fn advice(word: &str, text: &str, style: &Style, out: &mut String) {
    if text.is_empty() {
        return;
    }
    let width = style.width.map(|w| w.saturating_sub(8));
    for (at, line) in wrapped(&terminal(text), width).iter().enumerate() {
        let word = if at == 0 { style.paint.dim(word) } else { "     ".to_owned() };
        let _ = writeln!(out, "  {word} {line}");
    }
}

fn last_line(report: &Report, style: &Style) -> String {
    let blocked =
        report.findings.iter().any(|f| style.blocks(f)) || !report.errors.is_empty() || is_unread(report);
    let summary = summary(report);
    let summary = if blocked { style.paint.bad(&summary) } else { style.paint.good(&summary) };
    match outcome(report, style).as_str() {
        "" => format!("{summary}\n"),
        outcome => format!("{summary}\n{outcome}\n"),
    }
}
