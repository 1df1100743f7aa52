//! Requests that change something: none is sent twice unless GitHub has said that it did nothing, and after a few of them each
//! waits a little, as GitHub asks for.

use std::time::Duration;

use serde_json::{Value, json};
use thiserror::Error;

use super::super::address::path_on;
use super::{
    Answer, Failure, LARGEST, LONGEST_MESSAGE, MOST_REDIRECTS, Media, Next, OVER, PAGE, Transport, advised,
    header, is_about_rights, is_limit, is_redirect, message, origin, speaks_of_limit, until,
};

/// After so many writes GitHub wants a pause before each.
const WRITES_WITHOUT_PAUSE: usize = 5;
/// How long that is.
const PAUSE: Duration = Duration::from_secs(1);

/// Why something is not written, or may not be. No token is in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unwritten {
    /// What stands there could not be read.
    #[error(transparent)]
    Unread(#[from] Failure),
    /// GitHub refuses.
    #[error("GitHub answered {status} to {request}: {message}")]
    Refused {
        /// The status code.
        status: u16,
        /// Method and path.
        request: String,
        /// GitHub's words.
        message: String,
        /// Whether another token, or more rights for this one, would help.
        rights: bool,
    },
    /// GitHub takes no requests for now.
    #[error("GitHub takes no more requests for {request}: {message}")]
    Limited {
        /// Method and path.
        request: String,
        /// Its words.
        message: String,
    },
    /// It may have happened or not.
    #[error("{request} gave no answer: {message}")]
    Unsure {
        /// Method and path.
        request: String,
        /// What happened.
        message: String,
    },
}

impl Unwritten {
    /// Whether the token's rights are what is missing.
    #[must_use]
    pub fn is_about_rights(&self) -> bool {
        matches!(
            self,
            Self::Refused { rights: true, .. } | Self::Unread(Failure::Refused { rights: true, .. })
        )
    }
}

impl Transport<'_> {
    /// Asks in GraphQL, or has something set that may be set twice: so it is sent again where nobody can tell what has come
    /// of it. What it says is wrong is a refusal, whatever the status code.
    pub fn graphql(&self, query: &str, variables: &Value) -> Result<Value, Unwritten> {
        let path = graphql_path(&self.api);
        let url = format!("{}{path}", origin(&self.api));
        let body = json!({"query": query, "variables": variables});
        let mut attempt = 0;
        loop {
            let began = (self.settings.now)();
            let usual = Duration::from_secs(1 << attempt);
            let (pause, failure) = match self.send_to(&url, "POST", &path, &body) {
                Ok(answer) => match self.answered(&answer, &path, attempt) {
                    Err((pause, failure @ Unwritten::Limited { .. })) => (pause, failure),
                    answered => return answered.map_err(|(_, failure)| failure),
                },
                Err(failure @ Unwritten::Unsure { .. }) => (usual, failure),
                Err(failure) => return Err(failure),
            };
            attempt += 1;
            if !self.waits(began, pause, attempt) {
                return Err(failure);
            }
        }
    }

    /// The data of an answer in GraphQL, whose status says nothing about limits; or for how long to wait, and why.
    fn answered(&self, answer: &Answer, path: &str, attempt: u32) -> Result<Value, (Duration, Unwritten)> {
        let request = format!("POST {path}");
        let Ok(said) = serde_json::from_str::<Value>(&answer.text) else {
            return Err((Duration::ZERO, unsure(&request, "its answer is no JSON")));
        };
        let Some(message) = said.pointer("/errors/0/message").and_then(Value::as_str) else {
            return Ok(said["data"].clone());
        };
        let message: String = message.chars().take(LONGEST_MESSAGE).collect();
        if speaks_of_limit(&message) {
            let pause = self.pause_at_limit(answer, attempt);
            return Err((pause, Unwritten::Limited { request, message: until(&message, pause) }));
        }
        let rights = said["errors"][0]["type"] == "FORBIDDEN" || is_about_rights(403, Some(&message));
        Err((Duration::ZERO, Unwritten::Refused { status: answer.status, request, message, rights }))
    }

    /// Sends JSON to be written.
    ///
    /// # Errors
    /// Where it is not written, or nobody can tell.
    pub fn send(&self, method: &str, path: &str, body: &Value) -> Result<Answer, Unwritten> {
        self.send_to(&format!("{}{path}", self.api), method, path, body)
    }

    /// Sends it once, and again only where GitHub says that it did nothing: at a limit, or by a redirect on its own host.
    fn send_to(&self, url: &str, method: &str, path: &str, body: &Value) -> Result<Answer, Unwritten> {
        let request = format!("{method} {path}");
        let (mut url, mut redirects, mut attempt) = (url.to_owned(), 0, 0);
        self.pause();
        loop {
            let began = self.begin();
            let began = began.ok_or_else(|| unsure(&request, OVER))?;
            let answer = self.written(method, &url, body, &request)?;
            let said = message(&answer);
            match answer.status {
                200..300 if answer.is_html() => return Err(unsure(&request, PAGE)),
                200..300 => return Ok(answer),
                status if is_redirect(status) && redirects < MOST_REDIRECTS => {
                    redirects += 1;
                    url = self.own_target(&answer, path)?;
                }
                403 | 429 if is_limit(&answer, &said) => {
                    attempt += 1;
                    if let Some(message) = self.wait_for_limit(&answer, path, began, attempt) {
                        return Err(Unwritten::Limited { request, message });
                    }
                }
                408 | 500.. => {
                    return Err(unsure(&request, &format!("GitHub answered {}: {said}", answer.status)));
                }
                status => {
                    let (message, rights) = advised(&answer, self.token().is_some());
                    return Err(Unwritten::Refused { status, request, message, rights });
                }
            }
        }
    }

    /// Waits as long as GitHub says; where that is too long, its words.
    fn wait_for_limit(&self, answer: &Answer, path: &str, began: u64, attempt: u32) -> Option<String> {
        let Next::Again(pause, Failure::Limited { message, .. }) =
            self.limited(answer, path.to_owned(), attempt - 1)
        else {
            return Some(message(answer));
        };
        (!self.waits(began, pause, attempt)).then_some(message)
    }

    /// GitHub asks for a second between writes where there are many.
    fn pause(&self) {
        let written = self.written.get();
        self.written.set(written + 1);
        if written >= WRITES_WITHOUT_PAUSE {
            self.wait(PAUSE);
        }
    }

    /// Where a redirect leads, on the API's own host.
    fn own_target(&self, answer: &Answer, path: &str) -> Result<String, Failure> {
        let (own, to) = (origin(&self.api), header(&answer.headers, "location").unwrap_or_default());
        let target = path_on(to, &own).map(|path| format!("{own}{path}"));
        target.ok_or_else(|| Failure::Elsewhere { path: path.to_owned(), host: origin(to) })
    }

    fn written(&self, method: &str, url: &str, body: &Value, request: &str) -> Result<Answer, Unwritten> {
        let sent = super::request(method, url, Media::Json, self.token())
            .header("content-type", "application/json")
            .body(body.to_string());
        let answer = sent.map_err(ureq::Error::from).and_then(|sent| self.run(sent));
        let (parts, mut body) =
            answer.map_err(|error| unsure(request, &self.unreached(&error)))?.into_parts();
        // The status says enough of a write; a text that breaks off changes nothing about that.
        let text = body.with_config().limit(LARGEST).lossy_utf8(true).read_to_string().unwrap_or_default();
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, text })
    }
}

fn unsure(request: &str, message: &str) -> Unwritten {
    Unwritten::Unsure { request: request.to_owned(), message: message.to_owned() }
}

/// Beside REST, and on a server of one's own beside its version.
fn graphql_path(api: &str) -> String {
    let path = path_on(api, &origin(api)).unwrap_or_default();
    path.strip_suffix("/v3").unwrap_or(path).to_owned() + "/graphql"
}

#[cfg(test)]
mod tests {
    use super::graphql_path;

    #[test]
    fn graphql_stands_beside_rest() {
        assert_eq!(graphql_path("https://api.github.com"), "/graphql");
        assert_eq!(graphql_path("https://GHE.example:443/api/v3"), "/api/graphql");
        assert_eq!(graphql_path("http://127.0.0.1:99"), "/graphql");
    }
}
