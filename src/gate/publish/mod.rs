//! What is said on the pull request: which remark goes where, what of earlier runs is changed, and what stays.
//!
//! Plain data on both sides: what is found and what stands on the pull request in, a list of writes out. How something is
//! worded is the output's business, and sending it that of the client.

mod hunk;
mod marker;
mod review;
mod status;
mod sticky;

use serde::Deserialize;

use super::review::User;

pub use hunk::{Diff, Lines, Place};
pub use marker::{Mark, Marks};
pub use review::{Inline, ReviewStep, Said, Words, needs_diff, plan as plan_review};
pub use status::{COMMIT_STATUS_CHARS, CommitState, CommitStatus, run_address};
pub use sticky::{StickyStep, plan as plan_sticky};

/// GitHub refuses a text of more characters; bytes are counted, which are never fewer.
pub const MOST_TEXT: usize = 65_536;

/// A finding as it is said on the pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Names that stay the same from run to run, one for each instance; the first is used for a new comment.
    pub names: Vec<String>,
    /// Whether it stands; what is approved or suppressed is only said where something was said before.
    pub stands: bool,
    /// Where it can be said, the best place first: where the value is written, then where it passes.
    pub places: Vec<Lines>,
    /// Markdown for a comment of its own.
    pub text: String,
    /// Markdown for an item of a list.
    pub item: String,
}

/// A review, a comment on a line or a file, or a comment on the pull request, as far as it matters.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// Its number, which is unique among those of its kind.
    pub id: u64,
    /// Its name in GraphQL.
    #[serde(default)]
    pub node_id: Option<String>,
    /// Who wrote it; none where the account is gone.
    #[serde(default)]
    pub user: Option<User>,
    /// Its Markdown.
    #[serde(default)]
    pub body: Option<String>,
}

impl Entry {
    /// Whether this account wrote it. What anybody else writes means nothing, whatever it says.
    #[must_use]
    pub fn is_by(&self, login: &str) -> bool {
        self.user.as_ref().is_some_and(|user| user.login.eq_ignore_ascii_case(login))
    }

    fn text(&self) -> &str {
        self.body.as_deref().unwrap_or_default()
    }

    /// Whether it says this already; GitHub may keep other line breaks.
    fn says(&self, wanted: &str) -> bool {
        let lines = |text: &str| text.replace("\r\n", "\n").trim_end().to_owned();
        lines(self.text()) == lines(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, User};

    /// What somebody wrote.
    pub fn entry(id: u64, login: &str, body: &str) -> Entry {
        let user = Some(User { login: login.to_owned(), kind: None });
        Entry { id, node_id: Some(format!("node-{id}")), user, body: Some(body.to_owned()) }
    }

    #[test]
    fn what_github_leaves_out_is_nothing() {
        let text = r#"{"id": 7, "user": null, "body": null, "line": null, "position": null}"#;
        let entry: Entry = serde_json::from_str(text).unwrap();
        assert!(!entry.is_by("") && entry.text().is_empty() && entry.id == 7);
    }
}
