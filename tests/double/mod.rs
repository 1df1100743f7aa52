//! A server on this machine that answers as GitHub documents it. Nothing leaves the machine.
#![allow(dead_code, reason = "each test uses a part")]

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sekisho::gate::event::PullRequest;
use sekisho::gate::github::{Client, Settings};
use serde_json::{Value, json};

/// What the server does when a path is asked for; the last one again and again.
#[derive(Clone)]
pub enum Reply {
    /// Status, more header lines, body.
    Say(u16, String, String),
    /// Promises more bytes than it sends.
    Stop,
    /// Takes the request and says nothing until the client goes away.
    Silent,
}

/// A status and a body.
pub fn say(status: u16, body: &Value) -> Reply {
    Reply::Say(status, String::new(), body.to_string())
}

/// A status, more header lines (`{api}` stands for the server itself) and a body.
pub fn with(status: u16, headers: &str, body: &Value) -> Reply {
    Reply::Say(status, headers.to_owned(), body.to_string())
}

type Routes = Vec<(String, VecDeque<Reply>)>;

/// The server; it lives as long as the test.
#[derive(Clone)]
pub struct Double {
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub api: String,
    /// Path and `authorization` of each request.
    pub seen: Arc<Mutex<Vec<(String, String)>>>,
}

impl Double {
    /// Answers who asks for these paths, each with its replies one after the other, and 404 to all else.
    pub fn new(routes: &[(&str, Vec<Reply>)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap());
        let own = |text: &str| text.replace("{api}", &api);
        let reply = |reply: &Reply| match reply {
            Reply::Say(status, headers, body) => Reply::Say(*status, own(headers), body.clone()),
            other => other.clone(),
        };
        let routes: Routes =
            routes.iter().map(|(path, all)| ((*path).to_owned(), all.iter().map(reply).collect())).collect();
        let double = Self { api, seen: Arc::default() };
        let (routes, seen) = (Arc::new(Mutex::new(routes)), double.seen.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (routes, seen) = (routes.clone(), seen.clone());
                std::thread::spawn(move || serve(stream.unwrap(), &routes, &seen));
            }
        });
        double
    }

    /// The pull request that is asked about.
    pub fn pull(&self) -> PullRequest {
        PullRequest {
            api: self.api.clone(),
            repository: "acme/shop".to_owned(),
            number: 7,
            head: None,
            base: None,
        }
    }

    /// What was asked for, in order.
    pub fn paths(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|request| request.0.clone()).collect()
    }
}

/// Asks the double; what comes of it, and how long it would have waited.
pub fn ask<T>(double: &Double, timeout: Duration, question: impl FnOnce(&Client<'_>) -> T) -> (T, Vec<u64>) {
    let waits = RefCell::new(Vec::new());
    let wait = |pause: Duration| waits.borrow_mut().push(pause.as_secs());
    let settings = Settings {
        token: Some("own-token".to_owned()),
        team_token: Some("team-token".to_owned()),
        timeout,
        wait: &wait,
        now: &|| 1_000,
    };
    let answer = question(&Client::new(double.pull(), settings));
    (answer, waits.into_inner())
}

/// The files of a commit, as GitHub lists them and hands them out.
pub fn files(commit: &str, files: &BTreeMap<String, String>) -> Vec<(String, Vec<Reply>)> {
    let mut routes = Vec::new();
    let mut entries = Vec::new();
    for (name, text) in files {
        entries.push(json!({"path": name, "type": "blob", "mode": "100644", "sha": "x", "size": text.len()}));
        let content = BASE64_STANDARD.encode(text);
        let body = json!({"type": "file", "encoding": "base64", "size": text.len(), "content": content, "path": name});
        routes.push((format!("/repos/acme/shop/contents/{name}?ref={commit}"), vec![say(200, &body)]));
    }
    let list = json!({"sha": commit, "truncated": false, "tree": entries});
    routes.push((format!("/repos/acme/shop/git/trees/{commit}?recursive=1"), vec![say(200, &list)]));
    routes
}

/// Nothing takes so long.
pub const LONG: Duration = Duration::from_mins(1);

fn serve(mut stream: TcpStream, routes: &Mutex<Routes>, seen: &Mutex<Vec<(String, String)>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let (method, path) = first.rsplit_once(' ').unwrap().0.split_once(' ').unwrap();
    let path = path.to_owned();
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let token = headers.iter().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("authorization").then(|| value.to_owned())
    });
    seen.lock().unwrap().push((path.clone(), token.unwrap_or_default()));
    let reply = {
        let mut routes = routes.lock().unwrap();
        let found = routes.iter_mut().find(|(known, _)| method == "GET" && *known == path);
        let replies = found.map(|(_, replies)| replies);
        replies.map_or(say(404, &json!({"message": "Not Found"})), |replies| {
            if replies.len() > 1 { replies.pop_front().unwrap() } else { replies[0].clone() }
        })
    };
    match reply {
        Reply::Say(status, headers, body) => {
            let length = body.len();
            let kind =
                if headers.contains("content-type:") { "" } else { "content-type: application/json\r\n" };
            let _ = write!(
                stream,
                "HTTP/1.1 {status} x\r\n{kind}content-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
            );
        }
        Reply::Stop => {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 5000\r\nconnection: close\r\n\r\n[");
        }
        Reply::Silent => {
            let _ = stream.read(&mut [0; 1]);
        }
    }
}
