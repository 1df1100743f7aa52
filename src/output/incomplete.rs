//! What of an input was not checked, and what else is wrong with its source, in words.

use crate::check::{InputSummary, Report};
use crate::terraform::{Gap, SourceProblem};

use super::words::{count, thousands};

/// More notes than this, of which nothing is missing, help nobody: the JSON report has them all.
const MOST_NOTES: usize = 10;

/// `incomplete: 1 part of the source could not be read and 2 modules are not installed; what is missing was not checked`
pub(super) fn incomplete(input: &InputSummary) -> Option<String> {
    let number = |gap: Gap| input.gaps.iter().filter(|own| **own == gap).count();
    let unread = match number(Gap::Unread) {
        0 => None,
        n => Some(format!("{} of the source could not be read", count(n, "part"))),
    };
    let missing = match number(Gap::NotInstalled) {
        0 => None,
        1 => Some("1 module is not installed".to_owned()),
        n => Some(format!("{} are not installed", count(n, "module"))),
    };
    let parts: Vec<String> = unread.into_iter().chain(missing).collect();
    let all = parts.join(" and ");
    (!all.is_empty()).then(|| format!("incomplete: {all}; what is missing was not checked"))
}

/// What is wrong with an input's source, what is missing first, and how many notes are left out.
pub(super) fn problems(input: &InputSummary) -> (Vec<&SourceProblem>, usize) {
    let (gaps, notes): (Vec<_>, Vec<_>) = input.problems.iter().partition(|problem| problem.gap.is_some());
    let more = notes.len().saturating_sub(MOST_NOTES);
    (gaps.into_iter().chain(notes.into_iter().take(MOST_NOTES)).collect(), more)
}

/// What a reader must know of an input before trusting the verdicts, each in a line.
pub(super) fn notes(input: &InputSummary) -> Vec<String> {
    let (problems, more) = problems(input);
    let problems = problems.into_iter().map(ToString::to_string);
    let more = (more > 0).then(|| format!("and {} more: the JSON report has them all", thousands(more)));
    incomplete(input).into_iter().chain(input.notes.iter().cloned()).chain(problems).chain(more).collect()
}

/// Whether something of an input could not be read at all, so that nothing passes.
pub(super) fn is_unread(report: &Report) -> bool {
    report.inputs.iter().any(InputSummary::is_unread)
}
