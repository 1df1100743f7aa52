//! `sekisho completions SHELL`.

use clap::CommandFactory;

use super::exit::Exit;
use super::flags::{self, Flags};
use super::problem::Problem;
use super::terminal;

/// Prints the script.
///
/// # Errors
/// Where stdout cannot be written.
pub fn run(flags: &flags::Completions) -> Result<Exit, Problem> {
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut Flags::command(), "sekisho", &mut script);
    terminal::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clear)
}
