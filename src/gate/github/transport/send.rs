//! Requests that change something: none is sent twice unless GitHub has said that it did nothing, and after a few of them each
//! waits a little, as GitHub asks for.

use std::time::Duration;

use serde_json::{Value, json};
use thiserror::Error;

use super::super::address::path_on;
use super::{
    Answer, Failure, LARGEST, MOST_REDIRECTS, Media, Next, OVER, Transport, advised, header, is_limit,
    is_redirect, message, origin,
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
        let status = match self {
            Self::Refused { status, .. } | Self::Unread(Failure::Refused { status, .. }) => *status,
            _ => return false,
        };
        [401, 403, 404].contains(&status)
    }
}

impl Transport<'_> {
    /// Asks in GraphQL; what it says is wrong is a refusal, whatever the status code.
    pub fn graphql(&self, query: &str, variables: &Value) -> Result<Value, Unwritten> {
        let path = graphql_path(&self.api);
        let body = json!({"query": query, "variables": variables});
        let answer = self.send_to(&format!("{}{path}", origin(&self.api)), "POST", &path, &body)?;
        let answer: Value = serde_json::from_str(&answer.text).unwrap_or_default();
        match answer.pointer("/errors/0/message").and_then(Value::as_str) {
            Some(message) => Err(Unwritten::Refused {
                status: 200,
                request: format!("POST {path}"),
                message: message.to_owned(),
            }),
            None => Ok(answer["data"].clone()),
        }
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
                    let message = advised(&answer, said, self.token().is_some());
                    return Err(Unwritten::Refused { status, request, message });
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
