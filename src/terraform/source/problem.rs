//! What is wrong with a source and kept nothing else from being read.

use crate::text::Diagnostic;

/// What a part of an input was not checked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A file, or a part of it, could not be understood, or a folder could not be read.
    Unread,
    /// A module from elsewhere was not installed.
    NotInstalled,
    /// Planning failed, so that a plan is only a part of itself.
    Failed,
    /// Terraform has put changes off to a later plan.
    Deferred,
}

impl Gap {
    /// The word for it in reports for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::NotInstalled => "not_installed",
            Self::Failed => "planning_failed",
            Self::Deferred => "deferred",
        }
    }
}

/// Something that is wrong with a source.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What is wrong, where, and the way out.
    pub diagnostic: Diagnostic,
    /// Set where something is missing for it: what is there can be trusted, but it is not all.
    pub gap: Option<Gap>,
}

impl From<Diagnostic> for Problem {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, gap: None }
    }
}

impl Problem {
    /// A file that could not be understood.
    pub(super) fn unread(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, gap: Some(Gap::Unread) }
    }

    /// Whether the other says the same of the same place.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let (own, other) = (&self.diagnostic, &other.diagnostic);
        own.message == other.message && own.location() == other.location()
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.diagnostic.fmt(f)
    }
}
