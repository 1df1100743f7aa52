//! Requests and whole answers: patience, pages, redirects, and where a token may go.
//!
//! A token goes to the host of the API and nowhere else: a redirect or a next page on another host ends the request. What
//! fails for a while is asked for again a few times, as long as GitHub says, and then given up with a reason; nothing that
//! could not be read is taken for an answer.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

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

/// Asks one API.
pub struct Transport<'s> {
    api: String,
    settings: Settings<'s>,
    agent: Agent,
}

/// A whole answer.
pub struct Answer {
    /// The status code, below 400.
    pub status: u16,
    headers: HeaderMap,
    /// The body.
    pub text: String,
}

/// What to do about an answer.
enum Next {
    Take(Answer),
    Again(Duration, Failure),
    Stop(Failure),
}

impl<'s> Transport<'s> {
    /// Asks nothing yet.
    #[must_use]
    pub fn new(api: String, settings: Settings<'s>) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(settings.timeout))
            .max_redirects(0)
            .http_status_as_error(false)
            // Only this machine is asked without TLS, and no proxy stands before it.
            .proxy(if api.starts_with("http://") { None } else { ureq::Proxy::try_from_env() })
            .user_agent(concat!("sekisho/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { api, settings, agent: agent.into() }
    }

    /// The token that reads the pull request.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.settings.token.as_deref()
    }

    /// The token that reads teams.
    #[must_use]
    pub fn team_token(&self) -> Option<&str> {
        self.settings.team_token.as_deref().or(self.token())
    }

    /// All pages of a list.
    pub fn pages<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Failure> {
        let mut next = Some(format!("{}{path}?per_page=100", self.api));
        let mut all = Vec::new();
        for _ in 0..MOST_PAGES {
            let Some(url) = next else { return Ok(all) };
            let answer = self.fetch(&url, path, self.token())?;
            all.extend(read::<Vec<T>>(&answer, path)?);
            next = next_page(&answer.headers);
        }
        match next {
            None => Ok(all),
            Some(_) => Err(broken(path, &format!("there are more than {MOST_PAGES} pages"))),
        }
    }

    pub fn get(&self, path: &str, token: Option<&str>) -> Result<Answer, Failure> {
        self.fetch(&format!("{}{path}", self.api), path, token)
    }

    /// Follows redirects, as long as they stay on the host.
    fn fetch(&self, url: &str, from: &str, token: Option<&str>) -> Result<Answer, Failure> {
        let mut url = url.to_owned();
        let mut path = from.to_owned();
        for _ in 0..=MOST_REDIRECTS {
            path = self.own_path(&url, &path)?;
            let answer = self.patiently(&url, &path, token)?;
            if !(300..400).contains(&answer.status) {
                return Ok(answer);
            }
            let to = header(&answer.headers, "location").unwrap_or_default();
            url = if to.starts_with('/') && !to.starts_with("//") {
                origin(&self.api) + to
            } else {
                to.to_owned()
            };
        }
        Err(broken(&url, "it leads in circles"))
    }

    /// The path of an address on the API's own host.
    fn own_path(&self, url: &str, from: &str) -> Result<String, Failure> {
        let own = origin(&self.api);
        match url.strip_prefix(&own).filter(|rest| rest.starts_with('/')) {
            Some(path) => Ok(path.to_owned()),
            None => Err(Failure::Elsewhere { path: from.to_owned(), host: origin(url) }),
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

pub fn read<T: DeserializeOwned>(answer: &Answer, path: &str) -> Result<T, Failure> {
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
