//! Workflow commands of GitHub Actions: annotations where the change is reviewed.
//!
//! The runner keeps ten errors, ten warnings and ten notices of a step and drops the rest without a word, so the worst
//! come first and the tenth says how many more there are. Nothing but commands and a last line of counts is printed:
//! whatever stands in a plan is data of a command, where it cannot be one.

use std::fmt::Write as _;

use crate::check::{Cause, Finding, Location, PolicyError, Report, Status, Undecided};
use crate::policy::{Level, Severity};
use crate::terraform::{Gap, SourceProblem};
use crate::text::Diagnostic;
use crate::text::escape::{command_data, command_property};

use super::definitions::{Definition, definitions};
use super::diagnostic::place;
use super::style::Style;
use super::undecided::{ASKS_SOURCE, for_source};
use super::words::{among, count, needs, outcome, passages, permission, summary, thousands, way_out};

/// How many of each kind the runner keeps.
const LIMIT: usize = 10;

/// So many instances of one definition are named.
const MAX_INSTANCES: usize = 5;

/// The report as commands.
#[must_use]
pub fn render(report: &Report, style: &Style) -> String {
    let mut out = String::new();
    for kind in [Kind::Error, Kind::Warning, Kind::Notice] {
        write(kind, &annotations(kind, report, style), &mut out);
    }
    let _ = writeln!(out, "{}", [summary(report), outcome(report, style)].join("\n").trim_end());
    out
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Error,
    Warning,
    Notice,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }

    fn of(finding: &Finding, style: &Style) -> Self {
        match finding.severity {
            _ if style.blocks(finding) => Self::Error,
            _ if finding.status != Status::Failed => Self::Notice,
            Severity::Critical | Severity::High | Severity::Medium | Severity::Low => Self::Warning,
            Severity::Info => Self::Notice,
        }
    }
}

impl Kind {
    fn of_problem(problem: &SourceProblem) -> Self {
        match problem.gap {
            Some(Gap::Unread | Gap::Failed) => Self::Error,
            Some(Gap::NotInstalled | Gap::Deferred) => Self::Warning,
            None => Self::Notice,
        }
    }
}

struct Annotation {
    location: Option<Location>,
    title: String,
    message: String,
}

/// All annotations of a kind, the worst first.
fn annotations(kind: Kind, report: &Report, style: &Style) -> Vec<Annotation> {
    let errors = report.errors.iter().filter(|_| kind == Kind::Error).map(of_error);
    // What is known would take the places of what is new; the last line counts it.
    let shown = |f: &&Finding| f.status != Status::Baseline && Kind::of(f, style) == kind;
    let findings = definitions(report.findings.iter().filter(shown));
    let findings = findings.iter().map(|definition| of_definition(definition, report, style));
    let unknown = report.unknown.iter().filter(|u| !u.needs_source()).map(of_undecided);
    let unknown = unknown.chain(for_source(report).into_iter().map(|rule| of_source(&rule, report)));
    let unknown = unknown.filter(|_| kind == Kind::Notice && style.unknown);
    let notes = report
        .gate
        .iter()
        .flat_map(|gate| &gate.notes)
        .filter(|_| kind == Kind::Notice)
        .map(|note| of_note(note));
    let problems = report.inputs.iter().flat_map(|input| &input.problems);
    let problems = problems.filter(|problem| Kind::of_problem(problem) == kind).map(of_problem);
    let warnings = report.warnings.iter().filter(|_| kind == Kind::Warning).map(of_warning);
    notes.chain(errors).chain(problems).chain(findings).chain(warnings).chain(unknown).collect()
}

/// What is said of policies, code owners and plans, whatever is found in them.
fn of_warning(warning: &Diagnostic) -> Annotation {
    let help = warning.help.iter().map(|help| format!("\n{help}")).collect::<String>();
    Annotation {
        location: place(warning),
        title: "what the check goes by".to_owned(),
        message: format!("{}{help}", warning.message),
    }
}

fn of_definition(definition: &Definition<'_>, report: &Report, style: &Style) -> Annotation {
    let finding = definition.first;
    let mut lines = headline(finding);
    lines.extend(passages(finding));
    match definition.instances() {
        Some(instances) => lines.push(format!("{instances}: {}.", named(definition, report))),
        None => lines.extend(among(report, finding.input).map(|path| format!("In {path}."))),
    }
    let head = lines[0].clone();
    lines.extend(permission(finding).into_iter().filter(|line| !head.starts_with(line)));
    let blocks = style.blocks(finding);
    if blocks && finding.level == Level::MandatoryOverridable && finding.approval.is_none() {
        lines.push("Blocks until an owner approves.".to_owned());
    }
    lines.extend(finding.notes.iter().map(|note| format!("({note})")));
    let asks = report.rule(finding.rule).map(|rule| ("Rule", &rule.docs.title));
    let fix = way_out(finding, report).map(|docs| ("Fix", &docs.remediation));
    let about = asks.into_iter().chain(fix).filter(|(_, text)| !text.is_empty());
    lines.extend(about.map(|(word, text)| format!("{word}: {text}")));
    let title = format!("{}: {}", finding.severity, finding.rule);
    Annotation { location: finding.location.clone(), title, message: lines.join("\n") }
}

/// What is found and where; who has to say yes comes first, where that is all it needs.
fn headline(finding: &Finding) -> Vec<String> {
    let (address, message) = (&finding.address, finding.message.trim_end());
    match needs(finding) {
        Some(needs) => vec![format!("{needs}: {message}"), address.to_string()],
        None => vec![format!("{address}: {message}")],
    }
}

/// `module.a.aws_ebs_volume.v, module.b.aws_ebs_volume.v and 4 more`
fn named(definition: &Definition<'_>, report: &Report) -> String {
    let (addresses, more) = definition.addresses(report, MAX_INSTANCES);
    let more = if more == 0 { String::new() } else { format!(" and {} more", thousands(more)) };
    addresses.join(", ") + &more
}

fn of_note(note: &str) -> Annotation {
    Annotation { location: None, title: "pull request".to_owned(), message: note.to_owned() }
}

fn of_undecided(undecided: &Undecided) -> Annotation {
    let because: Vec<String> =
        undecided.because.iter().map(|Cause { path, why, .. }| format!("{path} is {why}")).collect();
    Annotation {
        location: None,
        title: format!("undecided: {}", undecided.rule),
        message: format!("{}: could not be decided, since {}", undecided.address, because.join("; ")),
    }
}

fn of_source((input, rule, resources): &(usize, &str, String), report: &Report) -> Annotation {
    let of = among(report, *input).map(|path| format!(" of {path}")).unwrap_or_default();
    Annotation {
        location: None,
        title: format!("undecided: {rule}"),
        message: format!("could not be decided for {resources}{of}, since it {ASKS_SOURCE}"),
    }
}

fn of_problem(problem: &SourceProblem) -> Annotation {
    let title = match problem.gap {
        Some(Gap::Unread) => "could not be read",
        Some(Gap::NotInstalled) => "not installed",
        Some(Gap::Failed | Gap::Deferred) => "not a whole plan",
        None => "source",
    };
    let diagnostic = &problem.diagnostic;
    let help = diagnostic.help.iter().map(|help| format!("\nFix: {help}")).collect::<String>();
    Annotation {
        location: place(diagnostic),
        title: title.to_owned(),
        message: format!("{}{help}", diagnostic.message),
    }
}

fn of_error(error: &PolicyError) -> Annotation {
    Annotation {
        location: place(&error.diagnostic),
        title: "policy error".to_owned(),
        message: error.diagnostic.message.clone(),
    }
}

/// At most as many as are kept; the last one stands for all that would be dropped.
fn write(kind: Kind, annotations: &[Annotation], out: &mut String) {
    let shown = if annotations.len() > LIMIT { LIMIT - 1 } else { annotations.len() };
    annotations[..shown].iter().for_each(|annotation| command(kind, annotation, out));
    if shown < annotations.len() {
        let more = count(annotations.len() - shown, kind.as_str());
        let message =
            format!("GitHub shows {LIMIT} of a kind: the step summary or another report has all of them");
        command(kind, &Annotation { location: None, title: format!("{more} more"), message }, out);
    }
}

fn command(kind: Kind, annotation: &Annotation, out: &mut String) {
    let _ = write!(out, "::{} ", kind.as_str());
    if let Some(Location { file, line, column, end_line, end_column }) = &annotation.location {
        let _ = write!(out, "file={},line={line},endLine={end_line},", command_property(file));
        // Columns mean something to GitHub on one line only.
        if line == end_line {
            let _ = write!(out, "col={column},endColumn={end_column},");
        }
    }
    let _ =
        writeln!(out, "title={}::{}", command_property(&annotation.title), command_data(&annotation.message));
}
