//! What keeps a command from doing its work.

use crate::check::RunError;
use crate::gate::base::Unread;
use crate::gate::ground::OwnersUnread;
use crate::output::diagnostic;
use crate::text::{Diagnostic, Level};

use super::exit::Exit;
use super::terminal;

/// Why a command ends early, and with which code.
#[derive(Debug)]
pub struct Problem {
    /// The code.
    pub exit: Exit,
    /// What is wrong; all of it at once.
    pub diagnostics: Vec<Diagnostic>,
}

impl Problem {
    /// The command line or a file of ours is wrong.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        vec![Diagnostic::bare(Level::Error, message)].into()
    }

    /// The same with a way out.
    #[must_use]
    pub fn with_help(mut self, help: Option<String>) -> Self {
        if let Some(last) = self.diagnostics.last_mut() {
            last.help = help;
        }
        self
    }

    /// An input cannot be read.
    #[must_use]
    pub fn input(message: impl Into<String>) -> Self {
        Self { exit: Exit::Input, ..Self::usage(message) }
    }

    /// Says it on stderr.
    #[must_use]
    pub fn tell(&self) -> Exit {
        let paint = terminal::stderr_paint();
        self.diagnostics.iter().for_each(|d| terminal::complain(&diagnostic(d, paint)));
        self.exit
    }
}

impl From<Vec<Diagnostic>> for Problem {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self { exit: Exit::Usage, diagnostics }
    }
}

impl From<Unread> for Problem {
    fn from(error: Unread) -> Self {
        match error {
            Unread::Git(why) => Self::input(format!("--base: {why}")),
            Unread::GitHub(why) => {
                let help = "the token needs `contents: read`; or fetch the commit (actions/checkout with fetch-depth: 0) and give it with --base";
                let message = format!("--github: the base of the pull request cannot be read: {why}");
                let problem = Self::usage(message).with_help(Some(help.to_owned()));
                Self { exit: Exit::Undecided, ..problem }
            }
        }
    }
}

impl From<OwnersUnread> for Problem {
    fn from(error: OwnersUnread) -> Self {
        match error {
            OwnersUnread::Base(unread) => unread.into(),
            OwnersUnread::File(problem) => vec![problem].into(),
        }
    }
}

impl From<RunError> for Problem {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Policies(diagnostics) => diagnostics.into(),
            RunError::Input(path, error) => Self::input(format!("{path}: {error}")),
        }
    }
}
