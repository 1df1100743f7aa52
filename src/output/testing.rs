//! How the tests of policies went: each failure in full, then one line of counts.

use std::fmt::Write as _;

use serde::Serialize;

use crate::policy::testing::{CaseResult, Outcome, TestReport};
use crate::text::Diagnostic;
use crate::text::escape::{self, terminal};

use super::diagnostic::place;
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

/// The outcome of tests for programs; version 1 is a contract, as that of reports.
#[must_use]
pub fn test_json(report: &TestReport) -> String {
    let document = Document {
        version: 1,
        files: report.files,
        passed: report.count(Outcome::Passed),
        failed: report.count(Outcome::Failed),
        skipped: report.count(Outcome::Skipped),
        cases: report.cases.iter().map(case).collect(),
        problems: report.problems.iter().map(problem).collect(),
    };
    // Strings, numbers and lists of them always serialise.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    escape::json(&text).into_owned() + "\n"
}

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    files: usize,
    passed: usize,
    failed: usize,
    skipped: usize,
    cases: Vec<JsonCase<'r>>,
    problems: Vec<JsonProblem<'r>>,
}

#[derive(Serialize)]
struct JsonCase<'r> {
    file: &'r str,
    line: usize,
    block: &'static str,
    #[serde(rename = "type")]
    kind: &'r str,
    name: &'r str,
    outcome: &'static str,
    expected: &'r str,
    actual: &'r str,
    messages: &'r [String],
}

#[derive(Serialize)]
struct JsonProblem<'r> {
    message: &'r str,
    file: Option<String>,
    line: Option<usize>,
    help: Option<&'r str>,
}

fn case(case: &CaseResult) -> JsonCase<'_> {
    JsonCase {
        file: case.source.name(),
        line: case.source.position(case.span.start as usize).line,
        block: case.block,
        kind: &case.kind,
        name: &case.name,
        outcome: match case.outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::Skipped => "skipped",
        },
        expected: &case.expected,
        actual: &case.actual,
        messages: &case.messages,
    }
}

fn problem(problem: &Diagnostic) -> JsonProblem<'_> {
    let place = place(problem);
    JsonProblem {
        message: &problem.message,
        line: place.as_ref().map(|p| p.line),
        file: place.map(|p| p.file),
        help: problem.help.as_deref(),
    }
}
