//! What GitHub, or whoever stands between, may answer: each is read as documented, waited for, or given up with a sentence
//! that says what to do. Nothing leaves the machine, and nobody waits: pauses are counted, not made.
#![cfg(feature = "github")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::redundant_closure_for_method_calls, reason = "the method itself is of one lifetime only")]

mod double;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;

use sekisho::gate::base::Base;
use sekisho::gate::github::{Client, Failure, RemoteTree, Settings};
use sekisho::gate::team::Membership;
use serde_json::{Value, json};

use double::{Double, LONG, Reply, ask, say, with};

const REVIEWS: &str = "/repos/acme/shop/pulls/7/reviews?per_page=100";

fn text(status: u16, headers: &str, body: &str) -> Reply {
    Reply::Say(status, headers.to_owned(), body.to_owned())
}

fn message(text: &str) -> Value {
    json!({"message": text, "documentation_url": "https://docs.github.com/rest"})
}

/// The answer again and again: what is said in the end, after how many pauses.
fn failure(reply: Reply) -> (String, Vec<u64>) {
    let double = Double::new(&[(REVIEWS, vec![reply])]);
    let (reviews, waits) = ask(&double, LONG, |client| client.reviews());
    let said = reviews.unwrap_err().to_string();
    assert!(!said.contains("own-token") && !said.contains("team-token"), "{said}");
    (said, waits)
}

#[test]
fn a_refusal_says_what_to_do() {
    let sso = "x-github-sso: required; url=https://github.com/orgs/acme/sso?authorization_request=SECRET\r\n";
    let needs = "x-accepted-github-permissions: pull_requests=read,contents=read\r\n";
    let integration = message("Resource not accessible by integration");
    let cases = [
        (say(401, &message("Bad credentials")), "Bad credentials (the token is wrong or no longer valid)"),
        (with(403, sso, &message("Resource protected by organization SAML enforcement.")), "single sign-on"),
        (
            with(403, needs, &integration),
            "(the token lacks a permission: it needs pull_requests=read, contents=read)",
        ),
        (say(403, &integration), "(the token lacks a permission)"),
        (say(404, &message("Not Found")), "(it is not there, or the token may not see it)"),
        (say(406, &message("Not Acceptable")), "answered 406"),
        (say(410, &message("Gone")), "answered 410"),
        (
            say(403, &message("Unable to create comment because issue is locked.")),
            "(unlock the conversation of",
        ),
        (say(403, &message("Repository was archived so is read-only.")), "so is read-only."),
        (say(422, &message("Validation Failed")), "answered 422"),
        (
            say(
                422,
                &json!({"message": "Unprocessable Entity", "errors": ["Line could not be resolved", {"message": "too long"}, {"field": "path", "code": "invalid"}, 7]}),
            ),
            ": Unprocessable Entity: Line could not be resolved, too long, path is invalid",
        ),
        (say(422, &json!({"message": "Validation Failed", "errors": "what?"})), ": Validation Failed"),
        (say(451, &message("Repository access blocked")), "answered 451"),
        (text(304, "", ""), "answered 304"),
        (text(300, "location: {api}/x\r\n", ""), "answered 300"),
        (text(403, "", ""), "it says nothing that could be understood (the token lacks a permission)"),
        (text(403, "content-type: text/html\r\n", "<html>Blocked"), "does something between here and GitHub"),
        (say(400, &json!({"message": 7})), "it says nothing that could be understood"),
    ];
    for (reply, expected) in cases {
        let (said, waits) = failure(reply);
        assert!(said.contains(expected) && !said.contains("SECRET"), "{said}: {expected}");
        assert_eq!(said.contains("lacks a permission"), expected.contains("lacks a permission"), "{said}");
        assert_eq!(waits, [0; 0], "{said}");
    }
    let (said, _) = failure(say(418, &message(&"x".repeat(100_000))));
    assert!(said.len() < 500, "{}", said.len());
}

#[test]
fn without_a_token_its_lack_is_what_is_told() {
    let double = Double::new(&[]);
    let settings = Settings { token: None, team_token: None, timeout: LONG, wait: &|_| {}, now: &|| 0 };
    let said = Client::new(double.pull(), settings).pull().unwrap_err().to_string();
    assert!(said.contains("set GITHUB_TOKEN"), "{said}");
    assert_eq!(double.seen.lock().unwrap()[0].1, "");
}

#[test]
fn an_answer_that_is_none_is_told() {
    let half = json!([{"user": null, "state": "APPROVED"}]).to_string();
    let cases = [
        text(200, "", ""),
        text(204, "", ""),
        text(200, "", "<!DOCTYPE html><html>"),
        text(200, "", &half[..half.len() - 3]),
        text(200, "", "null"),
        text(200, "", "{}"),
        text(200, "", "[{}]"),
        text(200, "", "[null]"),
        text(200, "", r#"[{"user": "bob", "state": "APPROVED"}]"#),
        text(200, "", r#"[{"user": {"login": "bob"}, "state": 1}]"#),
        text(200, "", "\u{1f}\u{8b}"),
        text(200, "content-encoding: gzip\r\n", "[]"),
        text(301, "", ""),
        text(302, "location: \r\n", ""),
    ];
    for reply in cases {
        let (said, waits) = failure(reply);
        assert!(said.contains("GitHub's answer to GET /repos/acme/shop/pulls/7/reviews"), "{said}");
        assert_eq!(waits, [0; 0], "{said}");
    }
}

#[test]
fn what_is_in_trouble_is_asked_again_and_given_up() {
    for status in [408, 500, 502, 503, 504, 520, 599] {
        let (said, waits) =
            failure(text(status, "content-type: text/html\r\n", "<html><h1>Unicorn!</h1></html>"));
        assert!(said.contains(&format!("answered {status}")), "{said}");
        assert!(status == 408 || said.contains("run this again later"), "{said}");
        assert_eq!(waits, [1, 2, 4]);
    }
    let (said, waits) = failure(text(503, "retry-after: 9\r\n", ""));
    assert_eq!(waits, [9, 9, 9], "{said}");
    let (said, _) = failure(Reply::Stop);
    assert!(said.contains("gave no answer") && said.contains("HTTPS_PROXY"), "{said}");
}

/// Seconds or a date, the end of the hour, or nothing at all; never longer than three minutes in all.
#[test]
fn limits_are_waited_for_as_github_says() {
    let secondary =
        message("You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
    let primary = message("API rate limit exceeded for installation ID 1.");
    let old = message(
        "You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.",
    );
    let cases: [(u16, &str, &Value, Vec<u64>); 10] = [
        (403, "", &old, vec![60, 120]),
        (429, "retry-after: 30\r\n", &secondary, vec![30, 30, 30]),
        (403, "retry-after: Thu, 01 Jan 1970 00:17:20 GMT\r\n", &secondary, vec![40, 40, 40]),
        (403, "retry-after: 0\r\n", &secondary, vec![1, 1, 1]),
        (429, "retry-after: 181\r\n", &secondary, vec![]),
        (429, "retry-after: 99999999999999999999999\r\n", &secondary, vec![60, 120]),
        (429, "retry-after: soon\r\n", &secondary, vec![60, 120]),
        (403, "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 1045\r\n", &primary, vec![45, 45, 45]),
        (403, "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 4600\r\n", &primary, vec![]),
        (403, "x-ratelimit-remaining: 3\r\nx-ratelimit-reset: 1045\r\n", &secondary, vec![60, 120]),
    ];
    for (status, headers, body, expected) in cases {
        let (said, waits) = failure(with(status, headers, body));
        assert!(said.contains("takes no more requests") && said.contains("run this again then"), "{said}");
        assert_eq!(waits, expected, "{headers}{said}");
    }
    let (said, _) = failure(with(429, "retry-after: 3600\r\n", &secondary));
    assert!(said.contains("for 3600 seconds"), "{said}");
}

/// Patience is that of the run, not of each request.
#[test]
fn patience_comes_to_an_end() {
    let slow =
        || vec![with(429, "retry-after: 50\r\n", &message("secondary rate limit")), say(200, &json!([]))];
    let double = Double::new(&[(REVIEWS, [slow(), slow(), slow(), slow()].concat())]);
    let (answers, waits) =
        ask(&double, LONG, |client| (0..4).map(|_| client.reviews().is_ok()).collect::<Vec<_>>());
    assert_eq!((answers, waits), (vec![true, true, true, false], vec![50, 50, 50]));
    let hour = Cell::new(0);
    let now = || {
        hour.set(hour.get() + 3_600);
        hour.get()
    };
    let settings = Settings { token: None, team_token: None, timeout: LONG, wait: &|_| {}, now: &now };
    let client = Client::new(double.pull(), settings);
    let _ = client.reviews();
    let said = client.reviews().unwrap_err().to_string();
    assert!(said.contains("asked for ten minutes"), "{said}");
}

#[test]
fn redirects_stay_on_the_host() {
    let moved = "/repositories/1/pulls/7/reviews?per_page=100";
    for status in [301, 302, 303, 307, 308] {
        for location in [format!("{{api}}{moved}"), moved.to_owned()] {
            let reply = with(status, &format!("location: {location}\r\n"), &message("Moved"));
            let double = Double::new(&[(REVIEWS, vec![reply]), (moved, vec![say(200, &json!([]))])]);
            let (reviews, _) = ask(&double, LONG, |client| client.reviews());
            assert_eq!(reviews, Ok(Vec::new()), "{status} {location}");
            assert!(double.seen.lock().unwrap().iter().all(|(_, token)| token == "Bearer own-token"));
        }
    }
    let other = Double::new(&[(REVIEWS, vec![say(200, &json!([]))])]);
    let host = other.api.trim_start_matches("http:");
    for location in [
        host,
        &format!("https:{host}"),
        &format!("http://x@{}", &host[2..]),
        "http://127.0.0.1",
        "x",
        "ftp://x/",
    ] {
        let reply = with(302, &format!("location: {location}\r\n"), &json!([]));
        let double = Double::new(&[(REVIEWS, vec![reply])]);
        let (reviews, _) = ask(&double, LONG, |client| client.reviews());
        assert!(matches!(reviews, Err(Failure::Elsewhere { .. })), "{location}: {reviews:?}");
        assert_eq!(double.paths().len(), 1);
    }
    assert_eq!(other.paths(), [""; 0]);
}

#[test]
fn a_thousand_reviews_are_ten_pages() {
    let page =
        |number: usize| if number == 1 { REVIEWS.to_owned() } else { format!("{REVIEWS}&page={number}") };
    let mut routes = Vec::new();
    for number in 1..=10 {
        let review = |at: usize| {
            let login = format!("user-{}", number * 100 + at);
            json!({"user": {"login": login, "type": "User"}, "state": "APPROVED", "commit_id": null})
        };
        let reviews: Value = (0..100).map(review).collect();
        let mut link = format!("link: <{{api}}{}>; rel=\"last\"", page(10));
        if number < 10 {
            let _ = write!(link, ", <{{api}}{}>; rel=\"next\"", page(number + 1));
        }
        routes.push((page(number), vec![with(200, &format!("{link}\r\n"), &reviews)]));
    }
    let routes: Vec<(&str, Vec<Reply>)> =
        routes.iter().map(|(path, all)| (path.as_str(), all.clone())).collect();
    let double = Double::new(&routes);
    let (reviews, _) = ask(&double, LONG, |client| client.reviews());
    let logins: Vec<String> = reviews.unwrap().into_iter().map(|review| review.user.unwrap().login).collect();
    assert_eq!((logins.len(), logins[0].as_str(), logins[999].as_str()), (1_000, "user-100", "user-1099"));
    let circle = with(200, &format!("link: <{{api}}{REVIEWS}>; rel=\"next\"\r\n"), &json!([]));
    let (reviews, _) = ask(&Double::new(&[(REVIEWS, vec![circle])]), LONG, |client| client.reviews());
    assert!(reviews.unwrap_err().to_string().contains("more than 100 pages"));
}

/// Names stand in paths, and in nothing else.
#[test]
fn names_are_escaped() {
    let double = Double::new(&[]);
    let hostile = ["a/../../user", "a?x=1#y", "a b\r\nx-evil: 1", "é", "%2e%2e", "dependabot[bot]"];
    ask(&double, LONG, |client| {
        for name in hostile {
            assert!(matches!(client.membership(&format!("@acme/{name}"), "bob"), Membership::Unverified(_)));
            assert!(matches!(client.membership("@acme/x", name), Membership::Unverified(_)));
            assert!(client.tip(name).is_err());
        }
    });
    for path in double.paths() {
        let rest = path.strip_prefix("/orgs/acme/teams/").or(path.strip_prefix("/repos/acme/shop/branches/"));
        let parts = rest.unwrap().split('/').count();
        assert!(
            parts <= 3 && path.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.%".contains(c)),
            "{path}"
        );
    }
}

#[test]
fn a_team_that_is_another_one_tells_nothing() {
    let found = |body: &Value| {
        let double = Double::new(&[("/orgs/acme/teams/checkout", vec![say(200, body)])]);
        ask(&double, LONG, |client| client.membership("@Acme/Checkout", "eve")).0
    };
    let asked = |body: &Value| {
        let double = Double::new(&[("/orgs/Acme/teams/Checkout", vec![say(200, body)])]);
        ask(&double, LONG, |client| client.membership("@Acme/Checkout", "eve")).0
    };
    assert_eq!(asked(&json!({"slug": "checkout", "parent": null})), Membership::Not);
    for body in [json!({"slug": "other"}), json!([]), json!("<html>")] {
        assert!(matches!(asked(&body), Membership::Unverified(_)), "{body}");
    }
    assert!(matches!(found(&json!({"slug": "checkout"})), Membership::Unverified(_)));
}

const COMMIT: &str = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

/// The text of a file on the server.
fn file(double: &Double, path: &str, visible: bool) -> Result<Option<String>, Failure> {
    tree(double, visible).text(path)
}

/// A commit on the server.
fn tree(double: &Double, visible: bool) -> RemoteTree<'static> {
    let settings = Settings {
        token: Some("own-token".to_owned()),
        team_token: None,
        timeout: Duration::from_mins(1),
        wait: &|_| {},
        now: &|| 0,
    };
    RemoteTree::new(Rc::new(Client::new(double.pull(), settings)), COMMIT.to_owned(), visible)
}

fn contents(path: &str) -> String {
    format!("/repos/acme/shop/contents/{path}?ref={COMMIT}")
}

fn listing() -> String {
    format!("/repos/acme/shop/git/trees/{COMMIT}?recursive=1")
}

#[test]
fn files_are_read_as_github_hands_them_out() {
    let place = contents("a%20b/CODEOWNERS");
    let in_lines = "KiBA\nYm9iCg==\n";
    let small =
        json!({"type": "file", "encoding": "base64", "size": 7, "content": in_lines, "name": "CODEOWNERS"});
    let large = json!({"type": "file", "encoding": "none", "size": 2_000_000, "content": ""});
    let list = json!({"sha": COMMIT, "truncated": false, "tree": [
        {"path": "a b", "type": "tree", "mode": "040000", "sha": "x"},
        {"path": "a b/CODEOWNERS", "type": "blob", "mode": "100644", "sha": "x", "size": 7},
        {"path": "sub", "type": "commit", "mode": "160000", "sha": "x"},
    ]});
    let with_list =
        |replies: Vec<Reply>| Double::new(&[(&place, replies), (&listing(), vec![say(200, &list)])]);
    let name = "a b/CODEOWNERS";
    let read = |replies: Vec<Reply>| file(&with_list(replies), name, false);
    assert_eq!(read(vec![say(200, &small)]), Ok(Some("* @bob\n".to_owned())));
    let raw = text(200, "content-type: application/vnd.github.raw+json\r\n", "* @cat\n");
    assert_eq!(read(vec![say(200, &large), raw]), Ok(Some("* @cat\n".to_owned())));
    assert_eq!(read(vec![say(200, &json!([{"type": "file", "path": "a b/CODEOWNERS/x"}]))]), Ok(None));
    assert_eq!(read(vec![say(200, &json!({"type": "dir", "entries": []}))]), Ok(None));
    let page = text(200, "content-type: text/html\r\n", "<html>* @eve\n");
    let said = read(vec![say(200, &large), page]).unwrap_err().to_string();
    assert!(said.contains("page of HTML"), "{said}");
    let (aimless, closed) = (json!({"type": "symlink"}), json!({"type": "dir"}));
    let broken = json!({"type": "file", "encoding": "base64", "content": "?"});
    for odd in [broken, aimless, closed, json!("x"), json!({})] {
        assert!(matches!(read(vec![say(200, &odd)]), Err(Failure::Strange { .. })), "{odd}");
    }
    let unasked = with_list(vec![say(200, &small)]);
    assert_eq!((file(&unasked, "docs/CODEOWNERS", false), unasked.paths().len()), (Ok(None), 1));
}

/// Files, links and a submodule, in a repository of git.
const FILES: [&str; 2] = ["owners", "a/sub/owners"];
const LINKS: [(&str, &str); 13] = [
    ("one", "a/two"),
    ("a/two", "./../owners"),
    ("dir", "a/sub"),
    ("top", "a/.."),
    ("gone", "nowhere"),
    ("folder", "a"),
    ("out", "../x"),
    ("a/out", "../../a/two"),
    ("absolute", "/etc/passwd"),
    ("round", "a/round"),
    ("a/round", "../round"),
    ("to-sub", "sub"),
    ("below-sub", "sub/x"),
];

fn git_with_links() -> Base {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("github-links");
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("a/sub")).unwrap();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        let status = Command::new("git").arg("-C").arg(&root).args(who).args(arguments).status();
        assert!(status.unwrap().success(), "{arguments:?}");
    };
    FILES.iter().for_each(|path| std::fs::write(root.join(path), "* @bob\n").unwrap());
    LINKS.iter().for_each(|(path, target)| std::os::unix::fs::symlink(target, root.join(path)).unwrap());
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["update-index", "--add", "--cacheinfo", &format!("160000,{COMMIT},sub")]);
    git(&["commit", "--quiet", "-m", "x"]);
    Base::of(&root, "HEAD").unwrap()
}

/// The same as GitHub documents that it hands it out: it follows a link to a file, and only describes others.
fn github_with_links(truncated: bool) -> Double {
    let owners = json!({"type": "file", "encoding": "base64", "content": "KiBAYm9iCg=="});
    let dir = |entries: &[(&str, &str)]| {
        let entries: Vec<_> =
            entries.iter().map(|(path, kind)| json!({"path": path, "type": kind})).collect();
        json!({"type": "dir", "entries": entries})
    };
    let mut routes: Vec<(String, Value)> =
        FILES.iter().map(|path| (contents(path), owners.clone())).collect();
    let link = |target: &str| json!({"type": "symlink", "target": target});
    routes.extend(LINKS.iter().map(|(path, target)| (contents(path), link(target))));
    routes.extend([
        (contents("a/two"), owners),
        (contents("sub"), json!({"type": "submodule", "submodule_git_url": "x"})),
        (
            contents("a"),
            dir(&[("a/sub", "dir"), ("a/two", "symlink"), ("a/out", "symlink"), ("a/round", "symlink")]),
        ),
        (contents("a/sub"), dir(&[("a/sub/owners", "file")])),
    ]);
    let entry =
        |path: &str, kind: &str, mode: &str| json!({"path": path, "type": kind, "mode": mode, "sha": "x"});
    let mut tree: Vec<_> = FILES.iter().map(|path| entry(path, "blob", "100644")).collect();
    tree.extend(LINKS.iter().map(|(path, _)| entry(path, "blob", "120000")));
    tree.extend([
        entry("a", "tree", "040000"),
        entry("a/sub", "tree", "040000"),
        entry("sub", "commit", "160000"),
    ]);
    let tree = if truncated { Vec::new() } else { tree };
    routes.push((listing(), json!({"truncated": truncated, "tree": tree})));
    // The last that is said of a path counts.
    let routes: Vec<_> =
        routes.iter().rev().map(|(path, body)| (path.as_str(), vec![say(200, body)])).collect();
    Double::new(&routes)
}

/// What is read from GitHub must be what git would read, or the verdict would hang on how much a checkout has.
#[test]
fn links_lead_where_git_leads_them() {
    let base = git_with_links();
    let texts =
        ["one", "a/two", "dir/owners", "top/owners", "top/dir/owners", "top/one", "folder/sub/owners"];
    let nothing = [
        "gone",
        "folder",
        "dir",
        "top",
        "gone/owners",
        "owners/x",
        "one/x",
        "dir/x",
        "a",
        "sub/x",
        "below-sub",
    ];
    let wrong = ["out", "a/out", "absolute", "out/x", "round", "round/x", "sub", "to-sub"];
    for truncated in [false, true] {
        let double = github_with_links(truncated);
        for path in texts.iter().chain(&nothing).chain(&wrong) {
            let (git, github) = (base.text(path).ok(), file(&double, path, true).ok());
            assert_eq!(git, github, "{path} {truncated}");
            assert_eq!(github == Some(Some("* @bob\n".to_owned())), texts.contains(path), "{path}");
            assert_eq!(github.is_none(), wrong.contains(path), "{path} {truncated}");
        }
        for folder in
            ["a", "dir", "top/dir", "folder", "one", "owners", "gone", "nowhere", "out", "sub", "to-sub"]
        {
            let sorted =
                |files: Option<Vec<String>>| files.map(|files| files.into_iter().collect::<BTreeSet<_>>());
            let github = tree(&double, true).files(folder).ok();
            assert_eq!(sorted(base.files(folder).ok()), sorted(github), "{folder} {truncated}");
        }
        let said = |path: &str| file(&double, path, true).unwrap_err().to_string();
        assert_eq!(said("out"), "out is a link that leads out of the repository");
        assert_eq!(said("round"), "round is a link in a circle");
        assert_eq!(said("to-sub"), "to-sub is a submodule: its files are not in this repository");
    }
}

/// "Not found" is not "not there" to a token that sees nothing.
#[test]
fn a_file_that_may_not_be_seen_is_not_missing() {
    let blind = Double::new(&[]);
    assert!(matches!(file(&blind, "CODEOWNERS", false), Err(Failure::Refused { status: 404, .. })));
    assert_eq!(file(&blind, "CODEOWNERS", true), Ok(None), "everybody sees a public repository");
    let cut = json!({"truncated": true, "tree": []});
    let seen = Double::new(&[(&listing(), vec![say(200, &cut)])]);
    assert_eq!(file(&seen, "CODEOWNERS", false), Ok(None), "what is seen in part is seen");
    let blob = json!({"path": "CODEOWNERS", "type": "blob", "mode": "100644", "sha": "x"});
    let listed = Double::new(&[(&listing(), vec![say(200, &json!({"truncated": false, "tree": [blob]}))])]);
    assert!(matches!(file(&listed, "CODEOWNERS", true), Err(Failure::Refused { status: 404, .. })));
    let denied =
        Double::new(&[(&listing(), vec![say(403, &message("Resource not accessible by integration"))])]);
    assert!(matches!(file(&denied, "CODEOWNERS", true), Err(Failure::Refused { status: 403, .. })));
}

/// Where one answer does not list all, folders are asked for one by one.
#[test]
fn folders_are_listed_however_large_the_repository_is() {
    let entry = |path: &str, kind: &str| json!({"path": path, "type": kind, "name": "x", "size": 1});
    let blob = |path: &str| json!({"path": path, "type": "blob", "mode": "100644", "sha": "x"});
    let whole = json!({"truncated": false, "tree": [blob("p/a"), blob("p/b/c"), blob("pq/d"), blob("e")]});
    let double = Double::new(&[(&listing(), vec![say(200, &whole)])]);
    assert_eq!(tree(&double, false).files("p").unwrap(), ["p/a", "p/b/c"]);
    assert_eq!(tree(&double, false).files("e").unwrap(), ["e"]);
    assert_eq!(tree(&double, false).files("").unwrap(), ["e", "p/a", "p/b/c", "pq/d"]);
    let cut = json!({"truncated": true, "tree": [blob("p/a")]});
    let object = json!({"type": "dir", "entries": [entry("p/a", "file"), entry("p/b", "dir"), entry("p/l", "symlink")]});
    let many: Value = (0..1_000).map(|at| entry(&format!("m/{at}"), "file")).collect();
    for list in [say(200, &cut), say(404, &message("Not Found"))] {
        let double = Double::new(&[
            (&listing(), vec![list]),
            (&contents("p"), vec![say(200, &object)]),
            (&contents("p/b"), vec![say(200, &json!([entry("p/b/c", "file")]))]),
            (&contents("e"), vec![say(200, &json!({"type": "file", "encoding": "none", "content": ""}))]),
            (&contents("m"), vec![say(200, &many)]),
        ]);
        let files = |folder: &str| tree(&double, true).files(folder);
        assert_eq!(files("p").unwrap(), ["p/a", "p/l", "p/b/c"]);
        assert_eq!((files("e").unwrap(), files("nowhere").unwrap()), (vec!["e".to_owned()], Vec::new()));
        assert!(files("m").unwrap_err().to_string().contains("fetch the commit"));
    }
    assert!(tree(&Double::new(&[]), false).files("p").is_err());
}
