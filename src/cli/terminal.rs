//! Where text leaves the program.

use std::io::{ErrorKind, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::output::Paint;

use super::problem::Problem;

/// Prints to stdout. Who closes the pipe has read enough: that is no error, and the verdict stands.
///
/// # Errors
/// Where stdout cannot be written for any other reason.
pub fn print(text: &str) -> Result<(), Problem> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Problem::usage(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints to stderr; where that fails there is nobody to tell.
pub fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Colours for stdout: on a terminal, as `NO_COLOR` and `CLICOLOR_FORCE` wish.
#[must_use]
pub fn stdout_paint() -> Paint {
    Paint::new(AutoStream::choice(&std::io::stdout()) != ColorChoice::Never)
}

/// Colours for stderr.
#[must_use]
pub fn stderr_paint() -> Paint {
    Paint::new(AutoStream::choice(&std::io::stderr()) != ColorChoice::Never)
}

/// Columns at which running text is broken: on a terminal only, so that a log can be searched line by line.
#[must_use]
pub fn width() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).clamp(40, 110))
}
