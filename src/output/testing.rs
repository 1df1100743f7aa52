//! How the tests of policies went: each failure in full, then one line of counts.

use std::fmt::Write as _;

use crate::policy::testing::{CaseResult, Outcome, TestReport};
use crate::text::escape::terminal;

use super::paint::Paint;
use super::words::{count, lines, thousands};

/// The outcome of tests as text.
#[must_use]
pub fn test_report(report: &TestReport, paint: Paint) -> String {
    let mut out = String::new();
    for case in report.cases.iter().filter(|c| c.outcome == Outcome::Failed) {
        failure(case, paint, &mut out);
    }
    let of = |outcome| thousands(report.count(outcome));
    let summary = format!(
        "{} passed, {} failed, {} skipped in {}",
        of(Outcome::Passed),
        of(Outcome::Failed),
        of(Outcome::Skipped),
        count(report.files, "file")
    );
    let bad = report.count(Outcome::Failed) > 0 || !report.problems.is_empty();
    let _ = writeln!(out, "{}", if bad { paint.bad(&summary) } else { paint.good(&summary) });
    out
}

fn failure(case: &CaseResult, paint: Paint, out: &mut String) {
    let line = case.source.position(case.span.start as usize).line;
    let _ = writeln!(
        out,
        "{} {}:{line}: {}",
        paint.bad("FAILED"),
        terminal(case.source.name()),
        terminal(&case.title)
    );
    let _ = writeln!(out, "  expected  {}", terminal(&case.expected));
    let _ = writeln!(out, "  actual    {}", terminal(&case.actual));
    for (at, message) in case.messages.iter().flat_map(|m| lines(m)).enumerate() {
        let _ = writeln!(out, "  {:<9} {message}", if at == 0 { "said" } else { "" });
    }
    out.push('\n');
}
