//! A pull request on this machine that can be written on, as GitHub documents it: what it refuses, what it keeps.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Value, json};

/// What goes wrong with a request, as often as it stands in the list.
#[derive(Clone)]
pub struct Fault {
    /// The beginning of `METHOD path`.
    pub request: &'static str,
    /// Status, header lines, message.
    pub answer: (u16, &'static str, &'static str),
    /// Whether it has happened all the same.
    pub happens: bool,
}

/// A request that came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub request: String,
    pub headers: Vec<(String, String)>,
    pub body: Value,
}

#[derive(Default)]
pub struct State {
    pub head: String,
    /// The commit that the branch `main` is at, where there is that branch.
    pub tip: Option<String>,
    /// Who the token is.
    pub me: String,
    /// With which status an App's is told that it is nobody's.
    pub refused: u16,
    pub files: Vec<Value>,
    /// Path and line of what the diff shows on its right side.
    pub lines: Vec<(String, u64)>,
    pub comments: Vec<Value>,
    pub reviews: Vec<Value>,
    pub issue_comments: Vec<Value>,
    pub statuses: Vec<(String, Value)>,
    /// Comments whose threads are resolved, by their names.
    pub resolved: Vec<String>,
    pub may_resolve: bool,
    pub faults: Vec<Fault>,
    /// When a request begins so, somebody has just deleted everything that was said.
    pub deleted_at: Option<&'static str>,
    pub seen: Vec<Seen>,
    /// How many entries a page has.
    pub page: usize,
    next: u64,
}

/// The server; it lives as long as the test.
pub struct Hub {
    pub api: String,
    state: Arc<Mutex<State>>,
}

impl Hub {
    pub fn new(head: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap());
        let (head, me) = (head.to_owned(), "github-actions[bot]".to_owned());
        let state =
            State { head, me, page: 100, refused: 403, may_resolve: true, next: 100, ..State::default() };
        let hub = Self { api: api.clone(), state: Arc::new(Mutex::new(state)) };
        let state = hub.state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (state, api) = (state.clone(), api.clone());
                std::thread::spawn(move || serve(&stream.unwrap(), &state, &api));
            }
        });
        hub
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// What was written since it was last asked for, without what only asks.
    pub fn writes(&self) -> Vec<String> {
        let mut state = self.state();
        let seen = std::mem::take(&mut state.seen);
        let asks = |s: &Seen| {
            s.request.starts_with("GET") || s.body["query"].as_str().is_some_and(|q| q.starts_with("query"))
        };
        seen.into_iter().filter(|s| !asks(s)).map(|s| s.request).collect()
    }
}

/// Status, header lines and body.
type Answer = (u16, String, Value);

fn serve(stream: &TcpStream, state: &Mutex<State>, api: &str) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim_end().is_empty() {
            break;
        }
        lines.push(line.trim_end().to_owned());
    }
    let Some((first, headers)) = lines.split_first() else { return };
    let headers: Vec<(String, String)> = headers
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.map_or(0, |(_, length)| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let request = first.rsplit_once(' ').unwrap().0.to_owned();
    let (status, more, answer) = answer(&mut state.lock().unwrap(), &Seen { request, headers, body }, api);
    let text = answer.to_string();
    let length = text.len();
    let kind = if more.contains("content-type:") { "" } else { "content-type: application/json\r\n" };
    let _ = write!(
        { stream },
        "HTTP/1.1 {status} x\r\n{kind}content-length: {length}\r\nconnection: close\r\n{more}\r\n{text}"
    );
}

fn answer(state: &mut State, seen: &Seen, api: &str) -> Answer {
    state.seen.push(seen.clone());
    if state.deleted_at.is_some_and(|request| seen.request.starts_with(request)) {
        state.deleted_at = None;
        for said in [&mut state.comments, &mut state.reviews, &mut state.issue_comments] {
            said.clear();
        }
    }
    let fault = state.faults.iter().position(|fault| seen.request.starts_with(fault.request));
    let fault = fault.map(|at| state.faults.remove(at));
    if let Some(Fault { answer: (status, more, message), happens, .. }) = fault {
        if happens {
            happened(state, seen, api);
        }
        // GraphQL says in its answer what is wrong.
        let errors = json!({"data": null, "errors": [{"type": "X", "message": message}]});
        return (status, more.to_owned(), if status == 200 { errors } else { json!({ "message": message }) });
    }
    happened(state, seen, api)
}

fn refused(status: u16, message: &str) -> Answer {
    (status, String::new(), json!({"message": message, "documentation_url": "https://docs.github.com/rest"}))
}

fn happened(state: &mut State, Seen { request, body, .. }: &Seen, api: &str) -> Answer {
    let (method, path) = request.split_once(' ').unwrap();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let repository = "/repos/acme/shop";
    let steps: Vec<&str> = path.strip_prefix(repository).unwrap_or(path).split('/').skip(1).collect();
    let number = |text: &str| text.parse::<u64>().unwrap();
    match (method, &steps[..]) {
        ("GET", ["user"]) if state.me.ends_with("[bot]") => {
            refused(state.refused, "Resource not accessible by integration")
        }
        ("GET", ["user"]) => (200, String::new(), json!({"login": state.me, "id": 1, "type": "User"})),
        ("POST", ["graphql"]) => (200, String::new(), graphql(state, body)),
        ("GET", ["pulls", "7"]) => {
            let branch = state.tip.as_ref().map(|_| "main");
            let pull = json!({"user": {"login": "ann", "type": "User"}, "head": {"sha": state.head}, "base": {"sha": "b", "ref": branch}});
            (200, String::new(), pull)
        }
        ("GET", ["branches", "main"]) if state.tip.is_some() => {
            let branch = json!({"name": "main", "commit": {"sha": state.tip, "url": "x"}, "protected": true});
            (200, String::new(), branch)
        }
        ("GET", ["pulls", "7", "files"]) => page(&state.files, state.page, path, query, api),
        ("GET", ["pulls", "7", "comments"]) => page(&state.comments, state.page, path, query, api),
        ("GET", ["pulls", "7", "reviews"]) => page(&state.reviews, state.page, path, query, api),
        ("GET", ["issues", "7", "comments"]) => page(&state.issue_comments, state.page, path, query, api),
        ("POST", ["pulls", "7", "reviews"]) => review(state, body),
        ("POST", ["pulls", "7", "comments"]) => on_file(state, body),
        ("POST", ["issues", "7", "comments"]) => {
            let entry = state.entry(body);
            state.issue_comments.push(entry.clone());
            (201, String::new(), entry)
        }
        ("POST", ["statuses", sha]) => {
            let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
            assert!(
                keys.iter()
                    .all(|key| ["context", "description", "state", "target_url"].contains(&key.as_str())),
                "{keys:?}"
            );
            assert!(["error", "failure", "pending", "success"].contains(&body["state"].as_str().unwrap()));
            if body["description"].as_str().unwrap().chars().count() > 140 {
                return refused(422, "description is too long (maximum is 140 characters)");
            }
            state.statuses.push(((*sha).to_owned(), body.clone()));
            (201, String::new(), body.clone())
        }
        ("PATCH", ["pulls", "comments", id]) => edit(&mut state.comments, number(id), body),
        ("PATCH", ["issues", "comments", id]) => edit(&mut state.issue_comments, number(id), body),
        ("PUT", ["pulls", "7", "reviews", id]) => edit(&mut state.reviews, number(id), body),
        _ => refused(404, "Not Found"),
    }
}

fn page(all: &[Value], size: usize, path: &str, query: &str, api: &str) -> Answer {
    let number =
        query.split('&').find_map(|part| part.strip_prefix("page=")).map_or(1, |n| n.parse().unwrap());
    let start = (number - 1) * size;
    let more = all.len() > start + size;
    let link = format!("link: <{api}{path}?per_page=100&page={}>; rel=\"next\"\r\n", number + 1);
    let entries: Vec<&Value> = all.iter().skip(start).take(size).collect();
    (200, if more { link } else { String::new() }, json!(entries))
}

fn edit(all: &mut [Value], id: u64, body: &Value) -> Answer {
    let Some(entry) = all.iter_mut().find(|entry| entry["id"] == id) else {
        return refused(404, "Not Found");
    };
    entry["body"] = body["body"].clone();
    (200, String::new(), entry.clone())
}

impl State {
    /// What a write becomes.
    fn entry(&mut self, body: &Value) -> Value {
        self.next += 1;
        assert!(body["body"].as_str().unwrap().len() <= 65_536);
        json!({"id": self.next, "node_id": format!("node-{}", self.next), "body": body["body"],
            "user": {"login": self.me, "id": 1, "type": "Bot"}})
    }
}

fn review(state: &mut State, body: &Value) -> Answer {
    let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["body", "comments", "commit_id", "event"]);
    assert_eq!((&body["event"], &body["commit_id"]), (&json!("COMMENT"), &json!(state.head)));
    assert!(!body["body"].as_str().unwrap().is_empty());
    let comments = body["comments"].as_array().unwrap();
    for comment in comments {
        let keys: Vec<&String> = comment.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["body", "line", "path", "side"]);
        let place = (comment["path"].as_str().unwrap().to_owned(), comment["line"].as_u64().unwrap());
        if comment["side"] != "RIGHT" || !state.lines.contains(&place) {
            return refused(422, "Unprocessable Entity");
        }
    }
    let review = state.entry(body);
    for comment in comments {
        let mut entry = state.entry(comment);
        (entry["path"], entry["line"]) = (comment["path"].clone(), comment["line"].clone());
        state.comments.push(entry);
    }
    state.reviews.push(review.clone());
    state.reviews.last_mut().unwrap()["state"] = json!("COMMENTED");
    (200, String::new(), review)
}

fn on_file(state: &mut State, body: &Value) -> Answer {
    let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["body", "commit_id", "path", "subject_type"]);
    assert_eq!(body["subject_type"], "file");
    if !state.files.iter().any(|file| file["filename"] == body["path"]) {
        return refused(422, "Validation Failed");
    }
    let mut entry = state.entry(body);
    (entry["path"], entry["line"]) = (body["path"].clone(), Value::Null);
    state.comments.push(entry.clone());
    (201, String::new(), entry)
}

fn graphql(state: &mut State, body: &Value) -> Value {
    let query = body["query"].as_str().unwrap();
    if query.contains("viewer") {
        return json!({"data": {"viewer": {"login": state.me}}});
    }
    if query.contains("reviewThreads") {
        assert_eq!(body["variables"], json!({"owner": "acme", "name": "shop", "number": 7, "after": null}));
        let thread = |comment: &Value| {
            let node = comment["node_id"].as_str().unwrap();
            json!({"id": format!("thread-{node}"), "isResolved": state.resolved.contains(&node.to_owned()),
                "comments": {"nodes": [{"id": node}]}})
        };
        let nodes: Vec<Value> = state.comments.iter().map(thread).collect();
        let threads = json!({"pageInfo": {"hasNextPage": false, "endCursor": "x"}, "nodes": nodes});
        return json!({"data": {"repository": {"pullRequest": {"reviewThreads": threads}}}});
    }
    if !state.may_resolve {
        let error = json!({"type": "FORBIDDEN", "message": "Resource not accessible by integration"});
        return json!({"data": {"resolveReviewThread": null}, "errors": [error]});
    }
    let node = body["variables"]["id"].as_str().unwrap().strip_prefix("thread-").unwrap().to_owned();
    state.resolved.retain(|known| *known != node);
    if query.contains(" resolveReviewThread") {
        state.resolved.push(node);
    }
    json!({"data": {}})
}
