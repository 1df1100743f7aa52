//! GitHub's API, as far as approvals need it: what is asked for, and what the answers mean. How requests are made is next
//! door, in the only file that opens a connection.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::event::PullRequest;
use super::review::Review;
use super::team::Membership;

use transport::{Answer, Media, Transport, read};
pub use transport::{Failure, Settings, Unwritten};
pub use tree::RemoteTree;

mod address;
mod advice;
mod network;
mod transport;
mod tree;
mod write;

/// What is true of the pull request now.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Pull {
    /// Who opened it; none where the account is gone.
    pub user: Option<super::review::User>,
    /// The newest commit.
    pub head: Commit,
    /// What it is to be merged into.
    pub base: Target,
    /// What GitHub has made of the newest commit and the branch, to try the merge.
    #[serde(default)]
    pub merge_commit_sha: Option<String>,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Commit {
    /// Its full name.
    pub sha: String,
}

/// A branch that a pull request is to be merged into.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Target {
    /// The name of the branch.
    #[serde(default, rename = "ref")]
    pub branch: Option<String>,
    /// A commit that the branch was at once: GitHub documents neither which, nor that it moves with the branch
    /// (github/rest-api-description#5978).
    pub sha: String,
    /// The repository.
    #[serde(default)]
    pub repo: Option<Repository>,
}

/// A repository.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Repository {
    /// Whether only some may see it.
    #[serde(default = "yes")]
    pub private: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct Branch {
    commit: Commit,
}

#[derive(Deserialize)]
struct Compared {
    merge_base_commit: Commit,
}

/// A file that the pull request changes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ChangedFile {
    /// Its path from the top of the repository.
    pub filename: String,
    /// `added`, `modified`, `removed`, `renamed` and others.
    pub status: String,
    /// What it was called before.
    #[serde(default)]
    pub previous_filename: Option<String>,
    /// What the diff shows of it; none where it is large or not text.
    #[serde(default)]
    pub patch: Option<String>,
}

#[derive(Deserialize)]
struct Team {
    slug: String,
}

#[derive(Deserialize)]
struct Collaboration {
    permission: String,
}

#[derive(Deserialize)]
struct TeamMembership {
    state: String,
}

/// Asks about one pull request.
pub struct Client<'s> {
    pull: PullRequest,
    transport: Transport<'s>,
    /// Whether the token may see a team, by `org/team`.
    visible: RefCell<BTreeMap<String, Result<(), String>>>,
    /// The account behind the token, once that was asked.
    own_login: RefCell<Option<String>>,
}

impl<'s> Client<'s> {
    /// Asks nothing yet.
    #[must_use]
    pub fn new(pull: PullRequest, settings: Settings<'s>) -> Self {
        let transport = Transport::new(pull.api.clone(), settings);
        Self { pull, transport, visible: RefCell::default(), own_login: RefCell::default() }
    }

    /// What is true of the pull request now.
    ///
    /// # Errors
    /// Where that cannot be found out.
    pub fn pull(&self) -> Result<Pull, Failure> {
        let path = self.path("");
        read(&self.get(&path, Media::Json)?, &path)
    }

    /// The commit that a branch is at now.
    ///
    /// # Errors
    /// Where that cannot be found out.
    pub fn tip(&self, branch: &str) -> Result<String, Failure> {
        let path = self.repository(&format!("/branches/{}", escaped(branch)));
        let branch: Branch = read(&self.get(&path, Media::Json)?, &path)?;
        Ok(branch.commit.sha)
    }

    /// The last commit that two have in common. What has changed since, the second page does not say, and is not asked.
    ///
    /// # Errors
    /// Where that cannot be found out.
    pub fn common(&self, one: &str, other: &str) -> Result<String, Failure> {
        let pair = format!("{}...{}", escaped(one), escaped(other));
        let path = self.repository(&format!("/compare/{pair}?per_page=1&page=2"));
        let compared: Compared = read(&self.get(&path, Media::Json)?, &path)?;
        Ok(compared.merge_base_commit.sha)
    }

    /// The same client, of which it is known that the run is about this commit.
    #[must_use]
    pub fn about(mut self, commit: String) -> Self {
        self.pull.head = Some(commit);
        self
    }

    /// The pull request that is asked about.
    #[must_use]
    pub fn asked_about(&self) -> &PullRequest {
        &self.pull
    }

    /// All its reviews, the oldest first.
    ///
    /// # Errors
    /// Where one of their pages cannot be had.
    pub fn reviews(&self) -> Result<Vec<Review>, Failure> {
        self.transport.pages(&self.path("/reviews"))
    }

    /// All files that it changes; GitHub names the first 3,000.
    ///
    /// # Errors
    /// Where one of their pages cannot be had.
    pub fn files(&self) -> Result<Vec<ChangedFile>, Failure> {
        self.transport.pages(&self.path("/files"))
    }

    /// Whether somebody is in a team (`@org/team`), be it through a team below it.
    #[must_use]
    pub fn membership(&self, team: &str, login: &str) -> Membership {
        let Some((org, slug)) = team.strip_prefix('@').unwrap_or(team).split_once('/') else {
            return Membership::Unverified(format!("`{team}` is no team"));
        };
        let parts = [org, slug, login];
        if parts.iter().any(|part| part.is_empty() || part.chars().all(|c| c == '.')) {
            return Membership::Unverified(format!("`{team}` is no team"));
        }
        let folder = format!("/orgs/{}/teams/{}", escaped(org), escaped(slug));
        let path = format!("{folder}/memberships/{}", escaped(login));
        match self.of_teams(&path) {
            Ok(answer) => match read::<TeamMembership>(&answer, &path) {
                Ok(membership) if membership.state == "active" => Membership::Member,
                Ok(membership) if membership.state == "pending" => Membership::Not,
                Ok(membership) => unverified(team, login, &format!("its state is `{}`", membership.state)),
                Err(failure) => unverified(team, login, &failure.to_string()),
            },
            Err(Failure::Refused { status: 404, .. }) => match self.may_see(&folder) {
                Ok(()) => Membership::Not,
                Err(why) => unverified(team, login, &why),
            },
            Err(failure) => unverified(team, login, &failure.to_string()),
        }
    }

    /// Whether somebody may write to the repository. Of the four permissions that GitHub tells here, `write` is also said of
    /// those who maintain, `read` of those who triage.
    #[must_use]
    pub fn may_write(&self, login: &str) -> Membership {
        let path = self.repository(&format!("/collaborators/{}/permission", escaped(login)));
        let answer = self.get(&path, Media::Json).and_then(|answer| read::<Collaboration>(&answer, &path));
        let why = match answer {
            Ok(Collaboration { permission }) => match permission.as_str() {
                "admin" | "write" | "maintain" => return Membership::Member,
                "read" | "triage" | "none" => return Membership::Not,
                other => format!("the permission is `{other}`"),
            },
            Err(failure) => failure.to_string(),
        };
        Membership::Unverified(format!(
            "nobody could tell whether @{login} may write to the repository ({why}): give a token that may read its collaborators, or name a team in CODEOWNERS"
        ))
    }

    /// "Not found" means "not a member" only to a token that finds the team.
    fn may_see(&self, folder: &str) -> Result<(), String> {
        if let Some(known) = self.visible.borrow().get(folder) {
            return known.clone();
        }
        let team = self.of_teams(folder).and_then(|answer| read::<Team>(&answer, folder));
        let is_meant = |team: &Team| {
            folder.to_lowercase().ends_with(&format!("/{}", escaped(&team.slug).to_lowercase()))
        };
        let seen = match team {
            Ok(team) if is_meant(&team) => Ok(()),
            Ok(team) => Err(format!("GET {folder} tells of `{}`", team.slug)),
            Err(failure) => Err(failure.to_string()),
        };
        self.visible.borrow_mut().insert(folder.to_owned(), seen.clone());
        seen
    }

    fn path(&self, rest: &str) -> String {
        self.repository(&format!("/pulls/{}{rest}", self.pull.number))
    }

    fn repository(&self, rest: &str) -> String {
        format!("/repos/{}{rest}", self.pull.repository)
    }

    fn get(&self, path: &str, media: Media) -> Result<Answer, Failure> {
        self.transport.get(path, self.transport.token(), media)
    }

    fn of_teams(&self, path: &str) -> Result<Answer, Failure> {
        self.transport.get(path, self.transport.team_token(), Media::Json)
    }
}

fn unverified(team: &str, login: &str, why: &str) -> Membership {
    let team = team.strip_prefix('@').unwrap_or(team);
    Membership::Unverified(format!(
        "nobody could tell whether @{login} is in @{team} ({why}): give a token that may read members of the organisation in SEKISHO_TEAM_TOKEN, or list the team with --teams"
    ))
}

fn escaped(part: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    part.bytes()
        .map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
