//! `sekisho test`.

use std::path::PathBuf;

use globset::{Glob, GlobMatcher};

use crate::output::{diagnostic, test_json, test_report};
use crate::policy::read_source;
use crate::policy::testing::{self, Outcome, TestOptions, TestReport};

use super::exit::Exit;
use super::flags;
use super::options;
use super::problem::Problem;
use super::terminal;

/// Runs the tests of policies.
///
/// # Errors
/// Where a file cannot be read or there is nothing to run.
pub fn run(flags: &flags::Test) -> Result<Exit, Problem> {
    super::schema::install()?;
    let options = TestOptions {
        policies: flags.policies.clone(),
        inputs: options::inputs(&flags.inputs, &|path| Ok(Some(read_source(path)?)))?,
        only: flags.only.iter().map(|glob| only(glob)).collect::<Result<_, _>>()?,
    };
    let path = flags.path.clone().or_else(|| flags.tests.clone()).unwrap_or_else(|| PathBuf::from("."));
    let report = testing::run(&path, &options);
    if report.files == 0 && report.problems.is_empty() {
        return Err(Problem::usage(format!("{}: no *.policytest.hcl in it", path.display())));
    }
    if report.cases.is_empty() && report.problems.is_empty() && !flags.only.is_empty() {
        let help = "a case goes by its file, file:line, type, name or type.name; `*` stands for anything";
        let message = format!("no case matches --only {}", flags.only.join(" --only "));
        return Err(Problem::usage(message).with_help(Some(help.to_owned())));
    }
    let paint = terminal::stderr_paint();
    report.warnings.iter().filter(|_| !flags.quiet).for_each(|w| terminal::complain(&diagnostic(w, paint)));
    print(&report, flags)?;
    match report.problems.is_empty() {
        false => Err(report.problems.into()),
        true if report.count(Outcome::Failed) > 0 => Ok(Exit::Blocked),
        true => Ok(Exit::Clear),
    }
}

fn print(report: &TestReport, flags: &flags::Test) -> Result<(), Problem> {
    if flags.format == "json" {
        return terminal::print(&test_json(report));
    }
    let failed = report.count(Outcome::Failed) > 0;
    if failed || (report.files > 0 && !flags.quiet) {
        terminal::print(&test_report(report, terminal::stdout_paint()))?;
    }
    Ok(())
}

fn only(glob: &str) -> Result<GlobMatcher, Problem> {
    match Glob::new(glob) {
        Ok(glob) => Ok(glob.compile_matcher()),
        Err(error) => Err(Problem::usage(format!("--only {glob}: {error}"))),
    }
}
