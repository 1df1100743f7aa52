//! Layer 7: reports as text, one file per format, each a pure function of one [`Report`] and a [`Style`].
//!
//! Nothing here decides what is found or what becomes of a run, and nothing here writes to a file or a terminal.

mod console;
mod counts;
mod definitions;
mod diagnostic;
mod github;
mod human;
mod incomplete;
mod json;
mod markdown;
mod paint;
mod pull_request;
mod sarif;
mod show;
mod style;
mod testing;
mod undecided;
mod words;

pub use console::{console, console_type};
pub use diagnostic::diagnostic;
pub use paint::Paint;
pub use pull_request::{
    ELSEWHERE, REVIEW_OF_MORE, gone, remarks, review_list, status_line, sticky, unresolved, unwritten,
};
pub use show::{show_json, show_text};
pub use style::{Format, Style};
pub use testing::{test_json, test_report};
pub use words::{count, thousands};

use crate::check::Report;

/// The report in a format, with a line break at its end.
#[must_use]
pub fn render(format: Format, report: &Report, style: &Style) -> String {
    match format {
        Format::Human => human::render(report, style),
        Format::Json => json::render(report, style),
        Format::Sarif => sarif::render(report),
        Format::Github => github::render(report, style),
        Format::Markdown => markdown::render(report, style),
        Format::Counts => counts::render(report, style),
    }
}
