//! The command line: flags are parsed dumbly, one step makes options of them, one file per command does the rest.
//!
//! Wording a report is the output's business; here is where text leaves the program.

mod approvals;
mod baseline;
mod catalogue;
mod check;
mod completions;
mod config;
mod console;
mod effective;
mod exit;
mod explain;
mod flags;
mod functions;
#[cfg(feature = "github")]
mod github;
mod inputs;
mod options;
mod owners;
mod patterns;
mod problem;
#[cfg(feature = "github")]
mod publish;
mod roots;
mod rules;
mod schema;
mod settings;
mod show;
mod terminal;
mod testing;
mod trust;
mod validate;
mod variables;
mod whose;

use std::process::ExitCode;

use clap::Parser;

use flags::{Command, Flags};
use problem::Problem;

/// Does what the command line asks for.
#[must_use]
pub fn run() -> ExitCode {
    match Flags::try_parse() {
        Ok(flags) => dispatch(flags.command).unwrap_or_else(|problem| problem.tell()).into(),
        Err(answer) => tell(&answer),
    }
}

/// Help and the version go to stdout and end well, what is wrong with the flags to stderr with code 2. Where that
/// cannot be written there is nobody to tell.
fn tell(answer: &clap::Error) -> ExitCode {
    let _ = answer.print();
    if answer.use_stderr() { exit::Exit::Usage } else { exit::Exit::Clear }.into()
}

fn dispatch(command: Command) -> Result<exit::Exit, Problem> {
    match command {
        Command::Check(flags) => check::run(&flags),
        Command::Test(flags) => testing::run(&flags),
        Command::Validate(flags) => validate::run(&flags),
        Command::Rules(flags) => rules::run(&flags),
        Command::Explain(flags) => explain::run(&flags),
        Command::Functions(_) => functions::run(),
        Command::Schema(flags) => schema::run(&flags),
        Command::Console(flags) => console::run(&flags),
        Command::Show(flags) => show::run(&flags),
        Command::Owners(flags) => owners::run(&flags),
        Command::Config(flags) => settings::run(&flags),
        Command::Completions(flags) => completions::run(&flags),
    }
}
