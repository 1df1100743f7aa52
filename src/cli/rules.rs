//! `sekisho rules`.

use std::fmt::Write as _;

use serde::Serialize;

use crate::output::{Paint, count};
use crate::policy::{Docs, Level, Severity};
use crate::text::escape;

use super::catalogue::{self, Entry};
use super::exit::Exit;
use super::flags;
use super::options;
use super::patterns;
use super::problem::Problem;
use super::terminal;

/// Lists the rules that the flags select, those that are off by default too.
///
/// # Errors
/// What is wrong with a glob or with a user's own policy files.
pub fn run(flags: &flags::Rules) -> Result<Exit, Problem> {
    let policies = catalogue::around(&flags.policies)?;
    let custom = options::custom(&policies)?;
    let known = patterns::known(!policies.no_builtin, &custom);
    let selection = options::selection(&flags.globs, None, &flags.globs, &known)?;
    let mut entries = catalogue::all(&policies)?;
    let on = |docs: &Docs| Docs { off_by_default: false, ..docs.clone() };
    entries.retain(|entry| selection.has(entry.name(), &on(&entry.docs)));
    let text =
        if flags.format == "json" { json(&entries) } else { human(&entries, terminal::stdout_paint()) };
    terminal::print(&text)?;
    Ok(Exit::Clear)
}

fn human(entries: &[Entry], paint: Paint) -> String {
    let mut out = String::new();
    let width = entries.iter().map(|e| e.id.chars().count()).max().unwrap_or(0);
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_key(|entry| (!entry.built_in, entry.name().family, entry.id));
    let mut family = "";
    for entry in &entries {
        if entry.name().family != family {
            family = entry.name().family;
            let gap = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{gap}{}", paint.bold(&escape::terminal(family)));
        }
        let severity = paint.severity(entry.docs.severity, &format!("{:<8}", entry.docs.severity));
        let off = if entry.docs.off_by_default { " (off by default)" } else { "" };
        let (id, level) = (escape::terminal(entry.id), paint.dim(level(entry.level)));
        let title = escape::terminal(&entry.docs.title);
        let _ = writeln!(out, "{severity}  {level}  {id:<width$}  {title}{off}");
    }
    let gap = if out.is_empty() { "" } else { "\n" };
    let _ = writeln!(out, "{gap}{}", paint.dim(&count(entries.len(), "rule")));
    out
}

/// What a finding of this level does, in a column.
fn level(level: Level) -> &'static str {
    match level {
        Level::Advisory => "advice  ",
        Level::MandatoryOverridable => "approval",
        Level::Mandatory => "blocks  ",
    }
}

#[derive(Serialize)]
struct List<'e> {
    version: u32,
    rules: Vec<Row<'e>>,
}

#[derive(Serialize)]
struct Row<'e> {
    id: &'e str,
    family: &'e str,
    title: &'e str,
    text: &'e str,
    severity: Severity,
    enforcement_level: Level,
    resource_types: &'e [&'static str],
    operations: &'e [&'static str],
    controls: &'e [String],
    aliases: &'e [String],
    remediation: &'e str,
    reference: &'e str,
    default: bool,
    built_in: bool,
    file: &'e str,
}

fn json(entries: &[Entry]) -> String {
    let list = List { version: 1, rules: entries.iter().map(row).collect() };
    // Strings and lists of them always serialise.
    let text = serde_json::to_string_pretty(&list).unwrap_or_default();
    escape::json(&text).into_owned() + "\n"
}

fn row(entry: &Entry) -> Row<'_> {
    let docs = &entry.docs;
    Row {
        id: entry.id,
        family: entry.name().family,
        title: &docs.title,
        text: &docs.text,
        severity: docs.severity,
        enforcement_level: entry.level,
        resource_types: &entry.kinds,
        operations: &entry.operations,
        controls: &docs.controls,
        aliases: &docs.aliases,
        remediation: &docs.remediation,
        reference: &docs.reference,
        default: !docs.off_by_default,
        built_in: entry.built_in,
        file: entry.source.name(),
    }
}
