//! The command line: [`flags`] are parsed dumbly, one step makes options of them, one file per command does the rest.
//!
//! Wording a report is the output's business; here is where text leaves the program.

mod catalogue;
mod check;
mod completions;
mod exit;
mod explain;
mod flags;
mod functions;
mod options;
mod problem;
mod rules;
mod terminal;
mod testing;

use std::process::ExitCode;

use clap::Parser;

use flags::{Command, Flags};
use problem::Problem;

/// Does what the command line asks for.
#[must_use]
pub fn run() -> ExitCode {
    let flags = Flags::parse();
    let done = match flags.command {
        Command::Check(flags) => check::run(&flags),
        Command::Test(flags) => testing::run(&flags),
        Command::Rules(flags) => rules::run(&flags),
        Command::Explain(flags) => explain::run(&flags),
        Command::Functions(_) => functions::run(),
        Command::Completions(flags) => completions::run(&flags),
    };
    done.unwrap_or_else(|problem: Problem| problem.tell()).into()
}
