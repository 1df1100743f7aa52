//! GitHub's API, as far as approvals need it. The only file that opens a connection.
//!
//! A token goes to the host of the API and nowhere else: a redirect or a next page on another host ends the request. What
//! fails for a while is asked for again a few times, as long as GitHub says, and then given up with a reason; nothing that
//! could not be read is taken for an answer.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

use super::event::PullRequest;
use super::review::Review;
use super::team::Membership;

/// How often a request is made at most.
const ATTEMPTS: u32 = 4;
/// Longer than this nobody waits for GitHub to take requests again.
const LONGEST_WAIT: Duration = Duration::from_mins(1);
/// More pages than this are not read: 10,000 reviews.
const MOST_PAGES: usize = 100;
/// More redirects than this lead nowhere.
const MOST_REDIRECTS: usize = 3;
/// An answer has no more bytes than this.
const LARGEST: u64 = 32 << 20;

/// Why something could not be found out. No token is in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Failure {
    /// GitHub refuses.
    #[error("GitHub answered {status} to GET {path}: {message}")]
    Refused {
        /// The status code.
        status: u16,
        /// What was asked for.
        path: String,
        /// GitHub's words.
        message: String,
    },
    /// GitHub takes no requests for now.
    #[error("GitHub takes no more requests for GET {path}: {message}")]
    Limited {
        /// What was asked for.
        path: String,
        /// Since when, until when.
        message: String,
    },
    /// No whole answer came.
    #[error("GET {path} gave no answer: {message}")]
    Broken {
        /// What was asked for.
        path: String,
        /// What happened.
        message: String,
    },
    /// The answer would come from elsewhere.
    #[error("GET {path} leads to another host ({host}), where the token must not go")]
    Elsewhere {
        /// What was asked for.
        path: String,
        /// Where it leads.
        host: String,
    },
}

/// What is true of the pull request now.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Pull {
    /// Who opened it; none where the account is gone.
    pub user: Option<super::review::User>,
    /// The newest commit.
    pub head: Commit,
    /// What it is to be merged into.
    pub base: Commit,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Commit {
    /// Its full name.
    pub sha: String,
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
}

#[derive(Deserialize)]
struct TeamMembership {
    state: String,
}

#[derive(Deserialize)]
struct Refusal {
    message: String,
}

/// What a client works with.
pub struct Settings<'s> {
    /// Reads the pull request.
    pub token: Option<String>,
    /// Reads teams, where that is another one.
    pub team_token: Option<String>,
    /// For one request, from connecting to the last byte.
    pub timeout: Duration,
    /// Waits.
    pub wait: &'s dyn Fn(Duration),
    /// Seconds since 1970.
    pub now: &'s dyn Fn() -> u64,
}

/// Asks about one pull request.
pub struct Client<'s> {
    pull: PullRequest,
    settings: Settings<'s>,
    agent: Agent,
    /// Whether the token may see a team, by `org/team`.
    visible: RefCell<BTreeMap<String, Result<(), String>>>,
}

/// A whole answer.
struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

/// What to do about an answer.
enum Next {
    Take(Answer),
    Again(Duration, Failure),
    Stop(Failure),
}

impl<'s> Client<'s> {
    /// Asks nothing yet.
    #[must_use]
    pub fn new(pull: PullRequest, settings: Settings<'s>) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(settings.timeout))
            .max_redirects(0)
            .http_status_as_error(false)
            // Only this machine is asked without TLS, and no proxy stands before it.
            .proxy(if pull.api.starts_with("http://") { None } else { ureq::Proxy::try_from_env() })
            .user_agent(concat!("sekisho/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { pull, settings, agent: agent.into(), visible: RefCell::default() }
    }

    /// What is true of the pull request now.
    ///
    /// # Errors
    /// Where that cannot be found out.
    pub fn pull(&self) -> Result<Pull, Failure> {
        let path = self.path("");
        read(&self.get(&path, self.token())?, &path)
    }

    /// All its reviews, the oldest first.
    ///
    /// # Errors
    /// Where one of their pages cannot be had.
    pub fn reviews(&self) -> Result<Vec<Review>, Failure> {
        self.pages(&self.path("/reviews"))
    }

    /// All files that it changes; GitHub names the first 3,000.
    ///
    /// # Errors
    /// Where one of their pages cannot be had.
    pub fn files(&self) -> Result<Vec<ChangedFile>, Failure> {
        self.pages(&self.path("/files"))
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
        match self.get(&path, self.team_token()) {
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

    /// "Not found" means "not a member" only to a token that finds the team.
    fn may_see(&self, folder: &str) -> Result<(), String> {
        if let Some(known) = self.visible.borrow().get(folder) {
            return known.clone();
        }
        let seen = self.get(folder, self.team_token()).map(drop).map_err(|failure| failure.to_string());
        self.visible.borrow_mut().insert(folder.to_owned(), seen.clone());
        seen
    }

    fn path(&self, rest: &str) -> String {
        format!("/repos/{}/pulls/{}{rest}", self.pull.repository, self.pull.number)
    }

    fn token(&self) -> Option<&str> {
        self.settings.token.as_deref()
    }

    fn team_token(&self) -> Option<&str> {
        self.settings.team_token.as_deref().or(self.token())
    }

    /// All pages of a list.
    fn pages<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Failure> {
        let mut next = Some(format!("{}{path}?per_page=100", self.pull.api));
        let mut all = Vec::new();
        for _ in 0..MOST_PAGES {
            let Some(url) = next else { return Ok(all) };
            let answer = self.fetch(&url, self.token())?;
            all.extend(read::<Vec<T>>(&answer, path)?);
            next = next_page(&answer.headers);
        }
        match next {
            None => Ok(all),
            Some(_) => Err(broken(path, &format!("there are more than {MOST_PAGES} pages"))),
        }
    }

    fn get(&self, path: &str, token: Option<&str>) -> Result<Answer, Failure> {
        self.fetch(&format!("{}{path}", self.pull.api), token)
    }

    /// Follows redirects, as long as they stay on the host.
    fn fetch(&self, url: &str, token: Option<&str>) -> Result<Answer, Failure> {
        let mut url = url.to_owned();
        for _ in 0..=MOST_REDIRECTS {
            let path = self.own_path(&url)?;
            let answer = self.patiently(&url, &path, token)?;
            if !(300..400).contains(&answer.status) {
                return Ok(answer);
            }
            let to = header(&answer.headers, "location").unwrap_or_default();
            url = if to.starts_with('/') && !to.starts_with("//") {
                origin(&self.pull.api) + to
            } else {
                to.to_owned()
            };
        }
        Err(broken(&url, "it leads in circles"))
    }

    /// The path of an address on the API's own host.
    fn own_path(&self, url: &str) -> Result<String, Failure> {
        let own = origin(&self.pull.api);
        match url.strip_prefix(&own).filter(|rest| rest.starts_with('/')) {
            Some(path) => Ok(path.to_owned()),
            None => Err(Failure::Elsewhere { path: self.path(""), host: origin(url) }),
        }
    }

    /// Asks again where it may help.
    fn patiently(&self, url: &str, path: &str, token: Option<&str>) -> Result<Answer, Failure> {
        let mut failure = broken(path, "nobody asked");
        for attempt in 0..ATTEMPTS {
            match self.judged(self.once(url, token), path, attempt) {
                Next::Take(answer) => return Ok(answer),
                Next::Stop(failure) => return Err(failure),
                Next::Again(pause, why) => {
                    failure = why;
                    if attempt + 1 < ATTEMPTS {
                        (self.settings.wait)(pause);
                    }
                }
            }
        }
        Err(failure)
    }

    fn once(&self, url: &str, token: Option<&str>) -> Result<Answer, ureq::Error> {
        let mut request = self
            .agent
            .get(url)
            .header("accept", "application/vnd.github+json")
            .header("x-github-api-version", "2022-11-28");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let response: Response<Body> = request.call()?;
        let (parts, mut body) = response.into_parts();
        let text = body.with_config().limit(LARGEST).read_to_string()?;
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, text })
    }

    fn judged(&self, answer: Result<Answer, ureq::Error>, path: &str, attempt: u32) -> Next {
        let pause = Duration::from_secs(1 << attempt);
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => return Next::Again(pause, broken(path, &error.to_string())),
        };
        let message = message(&answer);
        let (status, path) = (answer.status, path.to_owned());
        match status {
            200..400 => Next::Take(answer),
            403 | 429 if is_limit(&answer, &message) => self.limited(&answer, path, message, pause),
            500.. => Next::Again(pause, Failure::Refused { status, path, message }),
            _ => Next::Stop(Failure::Refused { status, path, message }),
        }
    }

    /// As long as GitHub says, and not at all where that is too long.
    fn limited(&self, answer: &Answer, path: String, message: String, pause: Duration) -> Next {
        let number = |name: &str| header(&answer.headers, name)?.parse::<u64>().ok();
        let reset = || {
            let is_spent = number("x-ratelimit-remaining") == Some(0);
            number("x-ratelimit-reset")
                .filter(|_| is_spent)
                .map(|at| at.saturating_sub((self.settings.now)()))
        };
        let asked = number("retry-after").or_else(reset).map(Duration::from_secs);
        let failure = Failure::Limited { path, message };
        match asked {
            Some(asked) if asked > LONGEST_WAIT => Next::Stop(failure),
            Some(asked) => Next::Again(asked.max(Duration::from_secs(1)), failure),
            None => Next::Again(pause, failure),
        }
    }
}

fn read<T: DeserializeOwned>(answer: &Answer, path: &str) -> Result<T, Failure> {
    serde_json::from_str(&answer.text)
        .map_err(|error| broken(path, &format!("not what was expected: {error}")))
}

/// A refusal for lack of rights has the same code as a limit.
fn is_limit(answer: &Answer, message: &str) -> bool {
    answer.status == 429
        || header(&answer.headers, "retry-after").is_some()
        || header(&answer.headers, "x-ratelimit-remaining") == Some("0")
        || message.to_lowercase().contains("rate limit")
}

fn message(answer: &Answer) -> String {
    let said = serde_json::from_str::<Refusal>(&answer.text).map(|refusal| refusal.message);
    said.unwrap_or_else(|_| "it says nothing that could be understood".to_owned())
}

fn broken(path: &str, message: &str) -> Failure {
    Failure::Broken { path: path.to_owned(), message: message.to_owned() }
}

fn unverified(team: &str, login: &str, why: &str) -> Membership {
    let team = team.strip_prefix('@').unwrap_or(team);
    Membership::Unverified(format!(
        "nobody could tell whether @{login} is in @{team} ({why}): give a token that may read members of the organisation in SEKISHO_TEAM_TOKEN, or list the team with --teams"
    ))
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// The address behind `rel="next"` in a `Link` header.
fn next_page(headers: &HeaderMap) -> Option<String> {
    header(headers, "link")?.split(',').find_map(|link| {
        let (target, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
        let is_next = parameters.split(';').any(|p| matches!(p.trim(), "rel=\"next\"" | "rel=next"));
        is_next.then(|| target.to_owned())
    })
}

/// `https://host:port`
fn origin(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    format!("{scheme}://{host}")
}

fn escaped(part: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    part.bytes()
        .map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
