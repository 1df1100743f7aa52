//! `sekisho test`.

use crate::output::test_report;
use crate::policy::testing::{self, Outcome, TestOptions};

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
    let options = TestOptions { policies: flags.policies.clone(), inputs: options::inputs(&flags.inputs)? };
    let report = testing::run(&flags.path, &options);
    let failed = report.count(Outcome::Failed) > 0;
    if report.files == 0 && report.problems.is_empty() {
        return Err(Problem::usage(format!("{}: no *.policytest.hcl in it", flags.path.display())));
    }
    if failed || (report.files > 0 && !flags.quiet) {
        terminal::print(&test_report(&report, terminal::stdout_paint()))?;
    }
    match report.problems.is_empty() {
        false => Err(report.problems.into()),
        true if failed => Ok(Exit::Blocked),
        true => Ok(Exit::Clear),
    }
}
