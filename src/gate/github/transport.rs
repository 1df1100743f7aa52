//! Requests and whole answers: patience, pages, redirects, and where a token may go.
//!
//! A token goes to the host of the API and nowhere else: a redirect or a next page on another host ends the request. What
//! fails for a while is asked for again a few times, as long as GitHub says, and then given up with a reason; nothing that
//! could not be read is taken for an answer.

use std::cell::Cell;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;
use ureq::http::{HeaderMap, Request, Response, request};
use ureq::tls::TlsConfig;
use ureq::{Agent, AsSendBody, Body};

use super::address::{host_and_port, next_page, origin, path_on};
use super::advice::{Refused, advice, is_about_rights};
use super::network::{Variable, authorities, proxy};

mod send;

pub use send::Unwritten;

/// How often a request is made at most.
const ATTEMPTS: u32 = 4;
/// Longer than this nobody waits in a run, failed requests included.
const PATIENCE: Duration = Duration::from_mins(3);
/// Where GitHub does not say when it takes requests again, it wants to be left alone as long as this at least
/// (docs.github.com: "Rate limits for the REST API").
const UNTOLD_LIMIT: Duration = Duration::from_mins(1);
/// So long after the first request nothing more is asked.
const LONGEST_RUN: Duration = Duration::from_mins(10);
/// What is said then.
const OVER: &str = "GitHub has been asked for ten minutes: run this again later";
/// More pages than this are not read: 10,000 reviews.
pub const MOST_PAGES: usize = 100;
/// More redirects than this lead nowhere.
const MOST_REDIRECTS: usize = 3;
/// An answer has no more bytes than this.
const LARGEST: u64 = 32 << 20;
/// More letters of what GitHub says about a refusal are not repeated.
const LONGEST_MESSAGE: usize = 300;

/// What is said of an answer that nobody asked for: those who ask for a login answer so, whoever's name they use.
pub const PAGE: &str = "it is a page of HTML: does something between here and GitHub answer for it?";

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
        /// Whether another token, or more rights for this one, would help.
        rights: bool,
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
    /// An answer came that is none.
    #[error("GitHub's answer to GET {path} is not what it documents: {message}")]
    Strange {
        /// What was asked for.
        path: String,
        /// What is wrong with it.
        message: String,
    },
    /// The answer would come from elsewhere.
    #[error("{path} leads to another host ({host}), where the token must not go")]
    Elsewhere {
        /// What was asked for.
        path: String,
        /// Where it leads.
        host: String,
    },
    /// A file of the repository cannot be read by anybody.
    #[error("{path} {why}")]
    Astray {
        /// Its path from the top.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
}

#[derive(Deserialize)]
struct Refusal {
    message: String,
    /// What exactly is wrong: texts, or objects of several forms.
    #[serde(default)]
    errors: Value,
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
    /// How long was waited for nothing so far.
    lost: Cell<Duration>,
    /// When the first request was made, in seconds since 1970.
    started: Cell<Option<u64>>,
    /// How much was sent to be written.
    written: Cell<usize>,
}

/// In which form an answer is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// As documented for each address.
    Json,
    /// Contents of a repository as an object, whatever they are.
    Object,
    /// Contents of a file as they are.
    Raw,
}

impl Media {
    fn accepted(self) -> &'static str {
        match self {
            Self::Json => "application/vnd.github+json",
            Self::Object => "application/vnd.github.object+json",
            Self::Raw => "application/vnd.github.raw+json",
        }
    }
}

/// A whole answer.
pub struct Answer {
    status: u16,
    headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Answer {
    /// Whether it is said to be a page, which nothing that is asked for is.
    #[must_use]
    pub fn is_html(&self) -> bool {
        header(&self.headers, "content-type").is_some_and(|kind| kind.to_lowercase().starts_with("text/html"))
    }
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
        Self {
            agent: agent(&api, &|name| std::env::var(name).ok()),
            api,
            settings,
            lost: Cell::default(),
            started: Cell::default(),
            written: Cell::default(),
        }
    }

    /// Waits, as the settings say.
    pub fn wait(&self, pause: Duration) {
        (self.settings.wait)(pause);
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
            let answer = self.fetch(&url, path, self.token(), Media::Json)?;
            all.extend(read::<Vec<T>>(&answer, path)?);
            next = next_page(&answer.headers);
        }
        match next {
            None => Ok(all),
            Some(_) => Err(strange(path, &format!("there are more than {MOST_PAGES} pages"))),
        }
    }

    /// A whole answer.
    pub fn get(&self, path: &str, token: Option<&str>, media: Media) -> Result<Answer, Failure> {
        self.fetch(&format!("{}{path}", self.api), path, token, media)
    }

    /// Follows redirects, as long as they stay on the host.
    fn fetch(&self, url: &str, from: &str, token: Option<&str>, media: Media) -> Result<Answer, Failure> {
        let own = origin(&self.api);
        let mut to = url.to_owned();
        for _ in 0..=MOST_REDIRECTS {
            let Some(path) = path_on(&to, &own) else {
                return Err(Failure::Elsewhere { path: from.to_owned(), host: origin(&to) });
            };
            let answer = self.patiently(path, token, media)?;
            if !is_redirect(answer.status) {
                return Ok(answer);
            }
            let location = header(&answer.headers, "location").filter(|location| !location.is_empty());
            to = location.map(str::to_owned).ok_or_else(|| strange(from, "it leads to nowhere"))?;
        }
        Err(strange(from, "it leads in circles"))
    }

    /// Asks again where it may help, while there is patience left.
    fn patiently(&self, path: &str, token: Option<&str>, media: Media) -> Result<Answer, Failure> {
        let mut attempt = 0;
        loop {
            let Some(began) = self.begin() else { return Err(broken(path, OVER)) };
            let (pause, failure) =
                match self.judged(self.once(path, token, media), path, token.is_some(), attempt) {
                    Next::Take(answer) => return Ok(answer),
                    Next::Stop(failure) => return Err(failure),
                    Next::Again(pause, failure) => (pause, failure),
                };
            attempt += 1;
            if !self.waits(began, pause, attempt) {
                return Err(failure);
            }
        }
    }

    /// The time at which a request begins; none where it has been too long.
    fn begin(&self) -> Option<u64> {
        let now = (self.settings.now)();
        let started = self.started.get().unwrap_or(now);
        self.started.set(Some(started));
        (Duration::from_secs(now.saturating_sub(started)) < LONGEST_RUN).then_some(now)
    }

    /// Waits after a failed attempt that began then, while there is patience left.
    fn waits(&self, began: u64, pause: Duration, attempt: u32) -> bool {
        let took = Duration::from_secs((self.settings.now)().saturating_sub(began));
        let lost = self.lost.get() + took;
        let waits = attempt < ATTEMPTS && lost + pause <= PATIENCE;
        self.lost.set(if waits { lost + pause } else { lost });
        if waits {
            (self.settings.wait)(pause);
        }
        waits
    }

    fn once(&self, path: &str, token: Option<&str>, media: Media) -> Result<Answer, ureq::Error> {
        let url = format!("{}{path}", origin(&self.api));
        let request = request("GET", &url, media, token).body(())?;
        let (parts, mut body) = self.run(request)?.into_parts();
        let text = body.with_config().limit(LARGEST).lossy_utf8(true).read_to_string()?;
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, text })
    }

    /// Sends a request, and waits no longer for its answer than the settings say.
    fn run(&self, request: Request<impl AsSendBody>) -> Result<Response<Body>, ureq::Error> {
        let timeout = Some(self.settings.timeout);
        self.agent.run(self.agent.configure_request(request).timeout_global(timeout).build())
    }

    fn judged(&self, answer: Result<Answer, ureq::Error>, path: &str, has_token: bool, attempt: u32) -> Next {
        let pause = Duration::from_secs(1 << attempt);
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => return Next::Again(pause, broken(path, &self.unreached(&error))),
        };
        let is_limit = matches!(answer.status, 403 | 429) && is_limit(&answer, &message(&answer));
        let (message, rights) = advised(&answer, has_token);
        let (status, path) = (answer.status, path.to_owned());
        match status {
            200..300 => match header(&answer.headers, "content-encoding") {
                Some(encoding) if !encoding.eq_ignore_ascii_case("identity") => Next::Stop(strange(
                    &path,
                    &format!("it is encoded as {encoding}, which nobody asked for"),
                )),
                _ => Next::Take(answer),
            },
            _ if is_redirect(status) => Next::Take(answer),
            _ if is_limit => self.limited(&answer, path, attempt),
            408 | 500.. => {
                let pause = self.told(&answer).unwrap_or(pause);
                Next::Again(pause, Failure::Refused { status, path, message, rights })
            }
            _ => Next::Stop(Failure::Refused { status, path, message, rights }),
        }
    }

    /// Where no answer came, what may be the reason.
    fn unreached(&self, error: &ureq::Error) -> String {
        match error {
            ureq::Error::Timeout(_) => {
                format!("none came within {} seconds", self.settings.timeout.as_secs())
            }
            ureq::Error::BodyExceedsLimit(_) => format!("it is larger than {} MB", LARGEST >> 20),
            // What is wrong with a header could be what is wrong with a token.
            ureq::Error::Http(_) => {
                "it cannot be asked for: is there a strange character in the token?".to_owned()
            }
            error => self.unreached_because(&error.to_string()),
        }
    }

    fn unreached_because(&self, said: &str) -> String {
        let own = origin(&self.api);
        let proxy = self.agent.config().proxy();
        let by = proxy.map(|proxy| format!(" through the proxy {}:{}", proxy.host(), proxy.port()));
        if said.contains("certificate") {
            let help = "SSL_CERT_FILE names a file of those who are trusted, else it is the system's";
            return format!("{said}: nobody who is trusted here answers for {own} ({help})");
        }
        let by = by.unwrap_or_default();
        format!("{said}: is {own} reached from here{by}? (proxies are taken from HTTPS_PROXY and NO_PROXY)")
    }

    /// As long as GitHub says, and at least as long as it wants where it says nothing.
    fn limited(&self, answer: &Answer, path: String, attempt: u32) -> Next {
        let pause = self.pause_at_limit(answer, attempt);
        let message = until(&message(answer), pause);
        Next::Again(pause, Failure::Limited { path, message })
    }

    fn pause_at_limit(&self, answer: &Answer, attempt: u32) -> Duration {
        self.told(answer).unwrap_or(UNTOLD_LIMIT * (1 << attempt)).max(Duration::from_secs(1))
    }

    /// How long to wait by the headers.
    fn told(&self, answer: &Answer) -> Option<Duration> {
        let number = |name: &str| header(&answer.headers, name)?.trim().parse::<u64>().ok();
        let until = |at: u64| at.saturating_sub((self.settings.now)());
        let after = header(&answer.headers, "retry-after")
            .and_then(|value| value.trim().parse::<u64>().ok().or_else(|| Some(until(day(value)?))));
        let is_spent = number("x-ratelimit-remaining") == Some(0);
        let reset = number("x-ratelimit-reset").filter(|_| is_spent).map(until);
        after.or(reset).map(Duration::from_secs)
    }
}

/// Opens connections. Only this machine is asked without TLS, and no proxy stands before it.
fn agent(api: &str, variable: Variable<'_>) -> Agent {
    let agent = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .user_agent(concat!("sekisho/", env!("CARGO_PKG_VERSION")))
        .accept_encoding("identity")
        .proxy(None);
    let own = origin(api);
    let Some(authority) = own.strip_prefix("https://") else { return agent.build().into() };
    let (host, port) = host_and_port(authority);
    let trust = TlsConfig::builder().root_certs(authorities(variable)).build();
    agent.proxy(proxy(host, port, variable)).tls_config(trust).build().into()
}

/// A request with what all of them have.
fn request(method: &str, url: &str, media: Media, token: Option<&str>) -> request::Builder {
    let request = Request::builder().method(method).uri(url);
    let request = request.header("accept", media.accepted()).header("x-github-api-version", "2022-11-28");
    match token {
        Some(token) => request.header("authorization", format!("Bearer {token}")),
        None => request,
    }
}

/// What HTTP calls a date, in seconds since 1970.
fn day(text: &str) -> Option<u64> {
    let day = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()?;
    day.as_second().try_into().ok()
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// What is in an answer.
pub fn read<T: DeserializeOwned>(answer: &Answer, path: &str) -> Result<T, Failure> {
    serde_json::from_str(&answer.text).map_err(|error| {
        let why = if answer.is_html() { PAGE.to_owned() } else { error.to_string() };
        strange(path, &why)
    })
}

/// With how long it lasts.
fn until(said: &str, pause: Duration) -> String {
    format!("{said} (for {} seconds: run this again then)", pause.as_secs())
}

/// A refusal for lack of rights has the same code as a limit, which older servers call a mechanism against abuse.
fn is_limit(answer: &Answer, message: &str) -> bool {
    answer.status == 429
        || header(&answer.headers, "retry-after").is_some()
        || header(&answer.headers, "x-ratelimit-remaining") == Some("0")
        || speaks_of_limit(message)
}

fn speaks_of_limit(message: &str) -> bool {
    let message = message.to_lowercase();
    message.contains("rate limit") || message.contains("abuse detection")
}

/// GitHub's words; none where nothing can be understood.
fn words(answer: &Answer) -> Option<String> {
    if answer.is_html() && answer.status < 500 {
        return Some(PAGE.to_owned());
    }
    let Refusal { message, errors } = serde_json::from_str(&answer.text).ok()?;
    let details: Vec<String> = errors.as_array().into_iter().flatten().filter_map(detail).collect();
    let said = if details.is_empty() { message } else { format!("{message}: {}", details.join(", ")) };
    Some(said.chars().take(LONGEST_MESSAGE).collect())
}

/// What is wrong, in words or as a field with a code.
fn detail(error: &Value) -> Option<String> {
    let of = |key: &str| error[key].as_str();
    let coded = || Some(format!("{} is {}", of("field")?, of("code")?));
    error.as_str().or_else(|| of("message")).map(str::to_owned).or_else(coded)
}

fn message(answer: &Answer) -> String {
    words(answer).unwrap_or_else(|| "it says nothing that could be understood".to_owned())
}

/// GitHub's words with what may help, and whether that is about rights.
fn advised(answer: &Answer, has_token: bool) -> (String, bool) {
    let said = words(answer);
    let accepted = header(&answer.headers, "x-accepted-github-permissions");
    let sso = header(&answer.headers, "x-github-sso").is_some();
    let refused = Refused { said: said.as_deref(), has_token, accepted, sso };
    let message = match advice(answer.status, refused) {
        Some(advice) => format!("{} ({advice})", message(answer)),
        None => message(answer),
    };
    (message, is_about_rights(answer.status, said.as_deref()))
}

fn broken(path: &str, message: &str) -> Failure {
    Failure::Broken { path: path.to_owned(), message: message.to_owned() }
}

fn strange(path: &str, message: &str) -> Failure {
    Failure::Strange { path: path.to_owned(), message: message.to_owned() }
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
