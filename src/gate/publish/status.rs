//! The status of a commit, which says in a line what has become of the check.

use serde::Serialize;

/// GitHub refuses a description of more characters.
pub const COMMIT_STATUS_CHARS: usize = 140;

/// What branch protection goes by: anything but success keeps a pull request from being merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CommitState {
    /// Nothing blocks.
    Success,
    /// Something blocks, be it until an owner approves. Not `pending`, which means that an answer is still to come: tools and
    /// merge queues would wait for one, and nobody could tell it from a check that has died.
    Failure,
    /// Nobody can tell.
    Error,
}

/// A status as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommitStatus {
    /// What has become of it.
    pub state: CommitState,
    /// Why, in a few words.
    pub description: String,
    /// Which check it is of; a newer one with the same name replaces it.
    pub context: String,
    /// Where more is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_url: Option<String>,
}

/// The page of the workflow's run, from the runner's variables; none elsewhere.
#[must_use]
pub fn run_address(variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let server = variable("GITHUB_SERVER_URL").filter(|server| server.starts_with("https://"))?;
    let repository = variable("GITHUB_REPOSITORY")?;
    let run = variable("GITHUB_RUN_ID").filter(|run| run.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(format!("{}/{repository}/actions/runs/{run}", server.trim_end_matches('/')))
}
