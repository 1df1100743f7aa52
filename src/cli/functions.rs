//! `sekisho functions`.

use std::fmt::Write as _;

use crate::lang::functions;

use super::exit::Exit;
use super::problem::Problem;
use super::terminal;

/// Lists the functions: signature, then what each does.
///
/// # Errors
/// Where stdout cannot be written.
pub fn run() -> Result<Exit, Problem> {
    let paint = terminal::stdout_paint();
    let mut out = String::new();
    for (signature, doc) in functions::documented() {
        let _ = writeln!(out, "{}\n    {doc}", paint.bold(&format!("core::{signature}")));
    }
    terminal::print(&out)?;
    Ok(Exit::Clear)
}
