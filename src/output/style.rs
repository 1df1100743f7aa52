//! What formats are told besides the report.

use crate::check::{Finding, Status};
use crate::policy::{Level, Severity};

use super::paint::Paint;

/// The formats of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal or reading a log.
    #[default]
    Human,
    /// For programs: the contract, versioned.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions: annotations on the pull request.
    Github,
    /// GitHub's Markdown, for the step summary.
    Markdown,
    /// Lines of `name=number`, for the outputs of a workflow's step.
    Counts,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Human, Self::Json, Self::Sarif, Self::Github, Self::Markdown, Self::Counts];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Markdown => "markdown",
            Self::Counts => "counts",
        }
    }

    /// From the word for it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }
}

/// How a report is shown, and what of it blocks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Colours, for terminals.
    pub paint: Paint,
    /// Columns at which running text is broken; not at all where it is none.
    pub width: Option<usize>,
    /// Whether undecided verdicts are listed, not only counted.
    pub unknown: bool,
    /// The least severity that blocks.
    pub fail_on: Severity,
}

impl Default for Style {
    fn default() -> Self {
        Self { paint: Paint::PLAIN, width: None, unknown: true, fail_on: Severity::Low }
    }
}

impl Style {
    /// Whether a finding stops the change, be it until an owner approves.
    #[must_use]
    pub fn blocks(&self, finding: &Finding) -> bool {
        finding.status == Status::Failed
            && finding.level != Level::Advisory
            && finding.severity >= self.fail_on
    }
}
