//! Approvals from GitHub itself: which pull request, which tokens, what happens where it cannot be asked.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::check::{Finding, Report};
use crate::gate::approval::{Evidence, decide, needs_owner, questions};
use crate::gate::event::PullRequest;
use crate::gate::github::{Client, Failure, Settings};

use super::approvals;
use super::config::Config;
use super::flags;
use super::problem::Problem;
use super::trust::Ground;

/// For one request.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Decides by what GitHub says now. Where nothing is gated nobody is asked.
///
/// # Errors
/// Where no pull request is meant, or a file cannot be read.
pub fn apply(
    report: &mut Report,
    flags: &flags::Approvals,
    config: &Config,
    ground: &Ground,
) -> Result<(), Problem> {
    let given = approvals::evidence(flags, config, ground)?;
    let pull = pull_request(flags)?;
    let demands = config.demands(&report.rules);
    let demand = |finding: &Finding| demands.of(finding);
    if !report.findings.iter().any(needs_owner) {
        let head = Some(given.head.clone()).filter(|head| !head.is_empty()).or(pull.head);
        decide(report, &Evidence { head: head.unwrap_or_default(), ..given }, &demand);
        return Ok(());
    }
    let checked = pull.head.clone();
    let client = client(pull);
    let evidence = match asked(&client, given.clone(), checked) {
        Ok(mut evidence) => {
            for (team, login) in questions(report, &evidence, &demand) {
                let answer = client.membership(&team, &login);
                evidence.teams.answer(&team, &login, answer);
            }
            evidence
        }
        Err(failure) => Evidence { unread: Some(failure.to_string()), ..given },
    };
    decide(report, &evidence, &demand);
    Ok(())
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
    Settings {
        token: variable("GITHUB_TOKEN"),
        team_token: variable("SEKISHO_TEAM_TOKEN"),
        timeout: TIMEOUT,
        wait,
        now,
    }
}

/// Where the pull request has moved on, the plan is still of the commit that was checked out.
fn asked(client: &Client<'_>, given: Evidence, checked: Option<String>) -> Result<Evidence, Failure> {
    let pull = client.pull()?;
    let given_head = Some(given.head.clone()).filter(|head| !head.is_empty());
    Ok(Evidence {
        reviews: client.reviews()?,
        head: given_head.or(checked).unwrap_or(pull.head.sha).to_lowercase(),
        author: pull.user.map(|user| user.login).unwrap_or_default(),
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
