//! Approvals from GitHub itself: which pull request, which tokens, what happens where it cannot be asked.

use std::cell::OnceCell;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::check::{Finding, Report};
use crate::gate::Ground;
use crate::gate::approval::{Demand, Evidence, decide, needs_owner, questions, strangers};
use crate::gate::base::{Base, commit_of, is_full_name};
use crate::gate::event::PullRequest;
use crate::gate::github::{Client, Failure, Pull, RemoteTree, Settings};
use crate::gate::ground::Commits;

use super::approvals;
use super::config::Config;
use super::flags;
use super::problem::Problem;
use super::trust::left;

/// For one request.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A pull request, and what GitHub says of it: asked for once, when it is needed.
pub struct Asked {
    client: Rc<Client<'static>>,
    pull: OnceCell<Result<Pull, Failure>>,
    /// Why nothing is known of the base: then nothing passes.
    unread: Option<String>,
}

impl Asked {
    /// Asks nothing yet, unless nothing says which commit the run is about.
    ///
    /// # Errors
    /// Where no pull request is meant, the event cannot be read, or nobody can tell which commit was planned.
    pub fn of(flags: &flags::Approvals, root: &Path) -> Result<Self, Problem> {
        let client = client(pull_request(flags)?);
        let meant = client.asked_about();
        if flags.head.is_some() || meant.head.is_some() || meant.base.is_some() {
            return Ok(Self { client: Rc::new(client), pull: OnceCell::new(), unread: None });
        }
        let now = client.pull();
        let (client, unread) = match &now {
            Ok(now) => (client.about(checked_out(root, now)?), None),
            Err(failure) => (client, Some(failure.to_string())),
        };
        Ok(Self { client: Rc::new(client), pull: OnceCell::from(now), unread })
    }

    /// The commits of the pull request, its head as it was checked out where it was. Where they cannot be found out, that
    /// is kept in mind.
    pub fn commits(&mut self, root: &Path) -> Option<Commits> {
        match self.base(root) {
            Ok((name, base, head)) => {
                let head = Base::of(root, "HEAD").unwrap_or(head);
                Some(Commits { common: left(root, &name), name, base, head: Some(head) })
            }
            Err(failure) => {
                self.unread = Some(failure.to_string());
                None
            }
        }
    }

    /// The same, where the commit at which the pull request left the branch is asked for when git does not know it.
    pub fn searched(asked: &Rc<Self>, root: &Path, commits: Commits) -> Commits {
        let (asked, root, name) = (Rc::clone(asked), root.to_owned(), commits.name.clone());
        let known = commits.common;
        Commits { common: Box::new(move || known().or_else(|| asked.common(&root, &name))), ..commits }
    }

    /// Who asks, with what has been waited and found out so far.
    pub fn client(&self) -> &Client<'static> {
        &self.client
    }

    fn pull(&self) -> Result<&Pull, Failure> {
        self.pull.get_or_init(|| self.client.pull()).as_ref().map_err(Clone::clone)
    }

    /// The name of the base, its files, and those of the head.
    ///
    /// In a merge queue the base is what the group comes upon. Else it is the commit that the branch is at now, as GitHub
    /// itself takes code owners from the branch: what it says with the pull request may be a commit of long ago, of which
    /// an owner may have been removed since.
    ///
    /// # Errors
    /// Where they cannot be found out.
    fn base(&self, root: &Path) -> Result<(String, Base, Base), Failure> {
        let pull = self.pull()?;
        let is_public = pull.base.repo.as_ref().is_some_and(|repository| !repository.private);
        let meant = self.client.asked_about();
        let (name, visible) = match (&meant.base, &pull.base.branch) {
            (Some(queued), _) => (queued.clone(), is_public),
            (None, Some(branch)) => match self.client.tip(branch) {
                Ok(tip) => (tip, true),
                // A branch that is gone takes no merge; and to a token that may not see it, files are not to be seen.
                Err(Failure::Refused { status: 404, .. }) => (pull.base.sha.clone(), is_public),
                Err(failure) => return Err(failure),
            },
            (None, None) => (pull.base.sha.clone(), is_public),
        };
        let head = meant.head.as_ref().unwrap_or(&pull.head.sha);
        // Nothing else is given to git.
        let base = if is_full_name(&name) { Base::of(root, &name).ok() } else { None };
        let base = base.unwrap_or_else(|| self.remote(root, &name, visible));
        Ok((name, base, self.remote(root, head, visible)))
    }

    /// Whether the event is of a merge queue, with all that says what it would merge.
    fn is_queued(&self) -> bool {
        self.client.asked_about().base.is_some()
    }

    fn remote(&self, root: &Path, commit: &str, visible: bool) -> Base {
        let tree = RemoteTree::new(Rc::clone(&self.client), commit.to_owned(), visible);
        Base::from(root, Rc::new(tree))
    }

    /// The commit at which the pull request left the base; none where GitHub does not say.
    fn common(&self, root: &Path, base: &str) -> Option<Base> {
        let pull = self.pull().ok().filter(|_| is_full_name(base))?;
        let head = self.client.asked_about().head.as_ref().unwrap_or(&pull.head.sha);
        let common = self.client.common(base, head).ok()?;
        Some(self.remote(root, &common, true))
    }
}

/// The newest commit of a pull request, where that is what is checked out, by itself or merged by GitHub. Somebody may have
/// pushed since the plan was made, and what is said of a commit that nobody has looked at would be said for nothing.
fn checked_out(root: &Path, now: &Pull) -> Result<String, Problem> {
    let head = commit_of(root, "HEAD");
    let newest = [Some(&now.head.sha), now.merge_commit_sha.as_ref()];
    if newest.into_iter().flatten().any(|sha| Some(sha) == head.as_ref()) {
        return Ok(now.head.sha.clone());
    }
    let message = format!(
        "--github: the event does not say which commit was planned, and what is checked out is not the newest of the pull request, {}",
        now.head.sha
    );
    Err(Problem::usage(message).with_help(Some("--head names it".to_owned())))
}

/// Decides by what GitHub says now. Where nothing is gated nobody is asked for reviews.
///
/// # Errors
/// Where a file cannot be read.
pub fn apply(
    report: &mut Report,
    asked: &Asked,
    flags: &flags::Approvals,
    config: &Config,
    ground: &Ground,
) -> Result<(), Problem> {
    let given = approvals::evidence(flags, config, ground)?;
    let demands = config.demands(&report.rules);
    let demand = |finding: &Finding| demands.of(finding);
    // Where the base could not be read, these are not the settings that count.
    if asked.is_queued() && config.trusts_queue() && asked.unread.is_none() {
        decide(report, &Evidence { entered: true, ..given }, &demand);
        return Ok(());
    }
    if !report.findings.iter().any(needs_owner) {
        let head = given.head.clone().or(asked.client.asked_about().head.clone());
        let unread = asked.unread.clone();
        decide(report, &Evidence { head, unread, ..given }, &demand);
        return Ok(());
    }
    let evidence = match evidence(asked, given.clone()) {
        Ok(evidence) if asked.unread.is_none() => answered(asked, report, evidence, &demand),
        Ok(_) => Evidence { unread: asked.unread.clone(), ..given },
        Err(failure) => Evidence { unread: Some(failure.to_string()), ..given },
    };
    decide(report, &evidence, &demand);
    Ok(())
}

/// With what is to be known of people.
fn answered(
    asked: &Asked,
    report: &Report,
    mut evidence: Evidence,
    demand: &dyn Fn(&Finding) -> Demand,
) -> Evidence {
    let strangers = strangers(report, &evidence, demand);
    evidence.writers =
        Some(strangers.into_iter().map(|login| (login.clone(), asked.client.may_write(&login))).collect());
    for (team, login) in questions(report, &evidence, demand) {
        let answer = asked.client.membership(&team, &login);
        evidence.teams.answer(&team, &login, answer);
    }
    evidence
}

/// A client with the tokens of the environment that waits for real.
pub fn client(pull: PullRequest) -> Client<'static> {
    Client::new(pull, settings(&std::thread::sleep, &now))
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn settings<'s>(wait: &'s dyn Fn(Duration), now: &'s dyn Fn() -> u64) -> Settings<'s> {
    let token = |name| variable(name).map(|token| token.trim().to_owned()).filter(|token| !token.is_empty());
    Settings {
        token: token("GITHUB_TOKEN"),
        team_token: token("SEKISHO_TEAM_TOKEN"),
        timeout: TIMEOUT,
        wait,
        now,
    }
}

/// Where the pull request has moved on, the plan is still of the commit that was checked out.
fn evidence(asked: &Asked, given: Evidence) -> Result<Evidence, Failure> {
    let pull = asked.pull()?;
    let checked = given.head.clone().or(asked.client.asked_about().head.clone());
    Ok(Evidence {
        reviews: asked.client.reviews()?,
        head: Some(checked.unwrap_or_else(|| pull.head.sha.clone()).to_lowercase()),
        newest: Some(pull.head.sha.to_lowercase()),
        author: pull.user.as_ref().map(|user| user.login.clone()).unwrap_or_default(),
        ..given
    })
}

/// The pull request that is meant.
///
/// # Errors
/// Where none is, or the event cannot be read.
pub fn pull_request(flags: &flags::Approvals) -> Result<PullRequest, Problem> {
    PullRequest::of(&variable, event()?.as_deref(), flags.pull_request)
        .map_err(|why| Problem::usage(format!("--github: {why}")))
}

/// The text of the event's file.
///
/// # Errors
/// Where it cannot be read.
pub fn event() -> Result<Option<String>, Problem> {
    let Some(path) = variable("GITHUB_EVENT_PATH") else { return Ok(None) };
    let text = std::fs::read_to_string(&path);
    text.map(Some)
        .map_err(|error| Problem::input(format!("GITHUB_EVENT_PATH {path}: cannot be read: {error}")))
}

/// A variable of the environment that says something.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
