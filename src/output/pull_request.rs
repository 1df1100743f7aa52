//! What is said on the pull request itself: comments beside lines, one comment on everything, a line for the status.
//!
//! Markdown as in the step summary, so that text from a plan means nothing; nobody is called by name. Two runs that find the
//! same say the same, so that nothing is written anew without a need: no durations, no addresses of runs.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::check::{Finding, Location, Need, Report, Status};
use crate::gate::publish::{COMMIT_STATUS_CHARS, Lines, MOST_TEXT, Remark};
use crate::policy::Level;
use crate::text::escape::{markdown, terminal};

use super::definitions::{Definition, definitions};
use super::incomplete::is_unread;
use super::markdown::{advice, error, item, mark, notes};
use super::style::Style;
use super::words::{count, effect, findings, outcome, thousands};

/// Kept for marks and last words.
const RESERVE: usize = 1024;
/// More than so many findings that have no line are folded: what was there before the pull request should not bury it.
const MOST_OPEN: usize = 10;
/// So many policy errors are said; they are alike.
const MOST_ERRORS: usize = 10;

/// The text of a review after the first.
pub const REVIEW_OF_MORE: &str =
    "sekisho has found more; the review that it made first lists what has no line here.\n";

/// The text of a comment on what another one says.
pub const ELSEWHERE: &str = "sekisho says this in another comment of the pull request.\n";

/// Everything that was found, what blocks first and of that the worst. `path_of` gives the path of a file from the top of
/// the repository.
#[must_use]
pub fn remarks(report: &Report, style: &Style, path_of: &dyn Fn(&str) -> Option<String>) -> Vec<Remark> {
    let mut seen = HashMap::new();
    let mut remarks = Vec::new();
    for definition in sorted(report, style) {
        let mut short = String::new();
        item(&before(definition.first), &definition, report, &mut short);
        remarks.push(Remark {
            names: definition.all().map(|finding| name(finding, &mut seen)).collect(),
            stands: definition.first.status == Status::Failed,
            places: places(definition.first, path_of),
            text: comment(&definition, report, style),
            item: short,
        });
    }
    remarks
}

fn sorted<'r>(report: &'r Report, style: &Style) -> Vec<Definition<'r>> {
    let mut all = definitions(&report.findings);
    all.sort_by_key(|definition| !style.blocks(definition.first));
    all
}

/// The fingerprint, with a number where another finding has the same: one address in two plans.
fn name<'r>(finding: &'r Finding, seen: &mut HashMap<&'r str, usize>) -> String {
    let times = seen.entry(&finding.fingerprint).or_default();
    *times += 1;
    match *times {
        1 => finding.fingerprint.clone(),
        times => format!("{}-{times}", finding.fingerprint),
    }
}

fn places(finding: &Finding, path_of: &dyn Fn(&str) -> Option<String>) -> Vec<Lines> {
    let lines = |location: &Location| {
        Some(Lines { file: path_of(&location.file)?, first: location.line, last: location.end_line })
    };
    let chain = finding.chain.iter().map(|passage| &passage.location);
    finding.location.iter().chain(chain).filter_map(lines).collect()
}

fn before(finding: &Finding) -> String {
    format!("{} **{}: {}** · ", mark(finding), finding.severity, markdown(&finding.rule))
}

/// A comment on one thing.
fn comment(definition: &Definition<'_>, report: &Report, style: &Style) -> String {
    let first = definition.first;
    let head = format!("{}{}\n\n", before(first), effect(first, style));
    let mut out = head.clone();
    item("", definition, report, &mut out);
    advice(first, report, &mut out);
    if out.len() + RESERVE > MOST_TEXT {
        return head + "It is too long to be shown here; the report of the check has it.\n";
    }
    out
}

/// What becomes of a comment whose finding is gone.
#[must_use]
pub fn gone(text: &str) -> String {
    let head = "✅ **Fixed:** sekisho no longer finds this.\n";
    let whole = format!("{head}\n<details><summary>What it was</summary>\n\n{}\n\n</details>\n", text.trim());
    if whole.len() + RESERVE > MOST_TEXT { head.to_owned() } else { whole }
}

/// The text of the first review: what has no place in the diff.
#[must_use]
pub fn review_list(rest: &[&Remark]) -> String {
    let mut out = "What sekisho finds is said beside the lines that it is about.\n".to_owned();
    if !rest.is_empty() {
        let folded = rest.len() > MOST_OPEN;
        out.push_str("\nBesides, without a line in the diff, or more than there is room for:\n\n");
        if folded {
            let _ = writeln!(out, "<details><summary>{}</summary>\n", count(rest.len(), "finding"));
        }
        push_whole(&mut out, &rest.iter().map(|remark| remark.item.as_str()).collect::<Vec<_>>());
        out.push_str(if folded { "\n</details>\n" } else { "" });
    }
    out
}

/// The one comment on everything, and whether there is anything to say: `clear` is whether the check passes.
#[must_use]
pub fn sticky(report: &Report, style: &Style, clear: bool) -> (String, bool) {
    let is_worth = |finding: &Finding| finding.status != Status::Suppressed;
    let matters = !clear || report.findings.iter().any(is_worth);
    let mut out = format!("## sekisho\n\n**{}**\n\n", headline(report));
    let outcome = outcome(report, style);
    if !outcome.is_empty() {
        let _ = writeln!(out, "{outcome}\n");
    }
    notes(report, &mut out);
    if !report.unknown.is_empty() && style.unknown {
        let undecided = count(report.unknown.len(), "verdict");
        let _ = writeln!(out, "{undecided} could not be decided.\n");
    }
    let errors = report.errors.iter().take(MOST_ERRORS);
    let sections: Vec<String> = errors.map(|e| error(&e.diagnostic.to_string())).collect();
    push_whole(&mut out, &sections.iter().map(String::as_str).collect::<Vec<_>>());
    let items = items(report, style);
    push_whole(&mut out, &items.iter().map(String::as_str).collect::<Vec<_>>());
    (out, matters)
}

/// `6 findings (3 high, 3 medium) · 2 approved`
fn headline(report: &Report) -> String {
    let approved = report.findings.iter().filter(|finding| finding.status == Status::Approved).count();
    let approved = if approved == 0 { String::new() } else { format!(" · {approved} approved") };
    findings(report) + &approved
}

/// Items under headings: a heading stands in its first item.
fn items(report: &Report, style: &Style) -> Vec<String> {
    let mut sorted = sorted(report, style);
    sorted.retain(|definition| definition.first.status != Status::Suppressed);
    sorted.sort_by_key(|definition| heading(definition.first, style).0);
    let mut last = None;
    let mut items = Vec::new();
    for definition in &sorted {
        let (rank, words) = heading(definition.first, style);
        let mut text = String::new();
        if last.replace(rank) != Some(rank) {
            let _ = writeln!(text, "\n### {words}\n");
        }
        item(&before(definition.first), definition, report, &mut text);
        items.push(text);
    }
    items
}

fn heading(finding: &Finding, style: &Style) -> (usize, &'static str) {
    match (finding.status, style.blocks(finding), finding.level) {
        (Status::Approved, ..) => (3, "Approved"),
        (_, true, Level::MandatoryOverridable) => (1, "Needs an owner's approval"),
        (_, true, _) => (0, "Blocks"),
        _ => (2, "Does not block"),
    }
}

/// As many as fit, each whole, and how many do not.
fn push_whole(out: &mut String, parts: &[&str]) {
    for (at, part) in parts.iter().enumerate() {
        if out.len() + part.len() + RESERVE > MOST_TEXT {
            let more = thousands(parts.len() - at);
            let _ = writeln!(
                out,
                "\n**And {more} more, for which there is no room: the step summary and the reports of the check have them all.**"
            );
            return;
        }
        out.push_str(part);
    }
}

/// What has become of the check, short enough for the status of a commit. `undecided` is whether that is what blocks.
#[must_use]
pub fn status_line(report: &Report, style: &Style, undecided: bool) -> String {
    let blocking = || report.findings.iter().filter(|finding| style.blocks(finding));
    let hard = blocking().filter(|finding| finding.level != Level::MandatoryOverridable).count();
    let words = if !report.errors.is_empty() {
        "a policy could not be evaluated".to_owned()
    } else if is_unread(report) {
        "not everything could be read".to_owned()
    } else if hard > 0 {
        format!("{} {}", count(hard, "finding"), if hard == 1 { "blocks" } else { "block" })
    } else if undecided {
        "not everything could be decided".to_owned()
    } else if blocking().next().is_some() {
        needed(blocking())
    } else if report.standing().next().is_some() {
        format!("nothing blocks, {}", count(report.standing().count(), "finding"))
    } else {
        "nothing blocks".to_owned()
    };
    terminal(&words).into_owned()
}

/// `needs approval of @org/checkout; one of @ann, @org/dba`, as many as fit.
fn needed<'f>(blocking: impl Iterator<Item = &'f Finding>) -> String {
    let mut seen = HashSet::new();
    let needs = blocking.flat_map(|finding| finding.approval.iter().flat_map(|approval| &approval.missing));
    let words: Vec<String> = needs.map(who).filter(|words| seen.insert(words.clone())).collect();
    let mut out = "needs approval of ".to_owned();
    if words.is_empty() {
        return out + "an owner";
    }
    for (at, who) in words.iter().enumerate() {
        let and = if at == 0 { "" } else { "; " };
        let more = format!(" and {} more", words.len() - at);
        if out.chars().count() + and.len() + who.chars().count() + more.len() > COMMIT_STATUS_CHARS {
            return if at == 0 { out + "more owners than fit here" } else { out + &more };
        }
        let _ = write!(out, "{and}{who}");
    }
    out
}

fn who(need: &Need) -> String {
    match (&need.of[..], need.count) {
        ([], _) => "an owner, whom CODEOWNERS must name first".to_owned(),
        ([one], 1) => one.clone(),
        (several, 1) => format!("one of {}", several.join(", ")),
        (owners, count) => format!("{count} of {}", owners.join(", ")),
    }
}

/// That something could not be written, why, and what would help.
#[must_use]
pub fn unwritten(what: &str, why: &str, permission: Option<&str>) -> String {
    let help = permission.map(|permission| {
        format!(
            ": that takes a token with `{permission}`, which that of a workflow does not have for a pull request from a fork"
        )
    });
    format!("{what} could not be written ({why}){}", help.unwrap_or_default())
}

/// That threads could not be resolved, why, and what would help where it is about the token's rights.
#[must_use]
pub fn unresolved(why: &str, rights: bool) -> String {
    // What GitHub asks for is not documented: github/gh-aw#35726.
    let help = if rights { ": that takes a token that may push (`contents: write`)" } else { "" };
    format!("Comments say what is fixed, but their threads could not be resolved ({why}){help}")
}
