//! Exit codes: few, documented, stable.

use std::process::ExitCode;

use crate::check::{Finding, InputSummary, Report};
use crate::output::Style;
use crate::policy::Level;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing blocks.
    Clear = 0,
    /// Findings block, or tests failed.
    Blocked = 1,
    /// The command line, a configuration or a policy is wrong.
    Usage = 2,
    /// An input could not be read.
    Input = 3,
    /// Owners have not approved yet; nothing else is in the way.
    Approval = 4,
    /// Something could not be decided.
    Undecided = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What a report means for the run. What is broken comes before what is forbidden, that before what is not known, and
/// what an approval would settle comes last: to approve is no use while anything else is in the way.
#[must_use]
pub fn of_report(report: &Report, style: &Style, unknown_fails: bool) -> Exit {
    let mut blocking = report.findings.iter().filter(|f| style.blocks(f)).peekable();
    let any = blocking.peek().is_some();
    if !report.errors.is_empty() {
        Exit::Usage
    } else if report.inputs.iter().any(InputSummary::is_unread) {
        Exit::Input
    } else if blocking.any(|f| f.level != Level::MandatoryOverridable) {
        Exit::Blocked
    } else if is_unread(report)
        || blocks_open(report, style)
        || unknown_fails && blocks_unknown(report, style)
    {
        Exit::Undecided
    } else if any {
        Exit::Approval
    } else {
        Exit::Clear
    }
}

/// Whether something that decides about the whole run is not known.
fn is_unread(report: &Report) -> bool {
    report.gate.as_ref().is_some_and(|gate| gate.unread.is_some())
}

/// Whether something blocks of which nobody can tell whether it is approved.
fn blocks_open(report: &Report, style: &Style) -> bool {
    let open = |f: &Finding| f.approval.as_ref().is_some_and(|approval| !approval.unverified.is_empty());
    report.findings.iter().any(|finding| style.blocks(finding) && open(finding))
}

/// Whether a verdict that would block waits for a value, or a module that nobody could look into.
fn blocks_unknown(report: &Report, style: &Style) -> bool {
    report.unknown.iter().any(|u| u.level != Level::Advisory && u.severity >= style.fail_on)
        || report.inputs.iter().any(|input| !input.gaps.is_empty())
}
