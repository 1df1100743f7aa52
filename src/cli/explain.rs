//! `sekisho explain RULE`.

use std::fmt::Write as _;

use crate::check::{OwnRule, own_rule};
use crate::output::Paint;
use crate::text::escape::terminal as escaped;
use crate::text::nearest;

use super::catalogue::{self, Entry};
use super::exit::Exit;
use super::flags;
use super::problem::Problem;
use super::terminal;

/// Prints everything that there is to know about a rule.
///
/// # Errors
/// Where there is no such rule: with the one that was probably meant.
pub fn run(flags: &flags::Explain) -> Result<Exit, Problem> {
    let entries = catalogue::all(&catalogue::around(&flags.policies)?)?;
    let found: Vec<&Entry> = entries.iter().filter(|entry| is_called(entry, &flags.name)).collect();
    let paint = terminal::stdout_paint();
    if found.is_empty() {
        let own = own_rule(&flags.name).ok_or_else(|| unknown(&flags.name, &entries))?;
        return terminal::print(&of_the_check(own, paint)).map(|()| Exit::Clear);
    }
    let texts: Vec<String> = found.iter().map(|entry| text(entry, paint)).collect();
    terminal::print(&texts.join("\n"))?;
    Ok(Exit::Clear)
}

fn plain(id: &str) -> String {
    id.replace('-', "_").to_lowercase()
}

/// By its id, with its family or without, or as another tool calls it.
fn is_called(entry: &Entry, name: &str) -> bool {
    let family = plain(entry.name().family) + "/";
    let name = plain(name);
    let id = name.strip_prefix(&family).unwrap_or(&name);
    plain(entry.id) == id || entry.docs.aliases.iter().any(|alias| plain(alias) == name)
}

fn unknown(name: &str, entries: &[Entry]) -> Problem {
    let pattern = name.trim_end_matches(['*', '/']);
    if let Some(family) =
        entries.iter().map(|entry| entry.name().family).find(|family| plain(family) == plain(pattern))
    {
        let help = format!("it is a family: `sekisho rules --rule '{family}/*'` lists its rules");
        return Problem::usage(format!("no rule is called `{name}`")).with_help(Some(help));
    }
    // The ids of other tools are numbers: the one beside it is about something else.
    let near = nearest(&name.replace('-', "_"), entries.iter().map(|entry| entry.id))
        .map(|near| format!("did you mean `{near}`?"));
    let help = near.unwrap_or_else(|| "`sekisho rules` lists them".to_owned());
    Problem::usage(format!("no rule is called `{name}`")).with_help(Some(help))
}

/// What no policy says, and so no policy is shown.
fn of_the_check(rule: &OwnRule, paint: Paint) -> String {
    let severity = paint.severity(rule.severity, rule.severity.as_str());
    let [title, id] = [paint.bold(rule.title), paint.dim(rule.id)];
    let level = rule.level.as_str();
    let note = "The check itself says this, so it can neither be skipped nor set otherwise.";
    format!(
        "{title}\n{id}\n{severity}, {level}\n\n{}\n{note}\n\n{} {}\n",
        rule.text,
        paint.bold("Fix      "),
        rule.remediation
    )
}

fn text(entry: &Entry, paint: Paint) -> String {
    let docs = &entry.docs;
    let mut out = format!("{}\n{}\n", paint.bold(&escaped(&docs.title)), paint.dim(&escaped(entry.id)));
    let level = entry.level.as_str().replace('_', ", ");
    let severity = paint.severity(docs.severity, docs.severity.as_str());
    let off = if docs.off_by_default { ", off by default" } else { "" };
    let _ = writeln!(out, "{severity}, {level}{off}\n");
    if !docs.text.is_empty() {
        let lines: Vec<_> = docs.text.lines().map(escaped).collect();
        let _ = writeln!(out, "{}\n", lines.join("\n"));
    }
    let facts = [
        ("Fix", docs.remediation.clone()),
        ("See", docs.reference.clone()),
        ("Family", entry.name().family.to_owned()),
        ("About", entry.kinds.join(", ")),
        ("When", entry.operations.join(", ")),
        ("Controls", docs.controls.join(", ")),
        ("Elsewhere", docs.aliases.join(", ")),
        ("File", entry.source.name().to_owned()),
    ];
    for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        let _ = writeln!(out, "{} {}", paint.bold(&format!("{name:<9}")), escaped(fact));
    }
    out.push('\n');
    for line in entry.source.text().lines() {
        let _ = writeln!(out, "{}", paint.dim(&escaped(&line.replace('\t', "    "))));
    }
    out
}
