//! The gate against a server on this machine that answers as GitHub documents it. Nothing leaves the machine, and nobody
//! waits: pauses are counted, not made.
#![cfg(feature = "github")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::redundant_closure_for_method_calls, reason = "the method itself is of one lifetime only")]

mod double;

use std::sync::Arc;
use std::time::Duration;

use sekisho::gate::github::{Client, Failure};
use sekisho::gate::team::Membership;
use serde_json::{Value, json};

use double::{Double, LONG, Reply, ask, say, with};

const PULL: &str = "/repos/acme/shop/pulls/7";
const REVIEWS: &str = "/repos/acme/shop/pulls/7/reviews?per_page=100";

fn review(login: &str, state: &str, commit: &str) -> Value {
    json!({
        "id": 80, "node_id": "x", "user": {"login": login, "id": 1, "type": "User", "site_admin": false}, "body": "",
        "state": state, "commit_id": commit, "submitted_at": "2026-11-17T17:43:43Z", "author_association": "MEMBER"
    })
}

#[test]
fn pages_are_followed_to_the_last() {
    let second = "/repositories/1/pulls/7/reviews?per_page=100&page=2";
    let link = format!("link: <{{api}}{second}>; rel=\"next\", <{{api}}{second}>; rel=\"last\"\r\n");
    let back = format!("link: <{{api}}{REVIEWS}>; rel=\"prev\", <{{api}}{REVIEWS}>; rel=\"first\"\r\n");
    let double = Double::new(&[
        (REVIEWS, vec![with(200, &link, &json!([review("bob", "APPROVED", "a")]))]),
        (second, vec![with(200, &back, &json!([review("bob", "DISMISSED", "a")]))]),
    ]);
    let (reviews, _) = ask(&double, LONG, |client| client.reviews());
    let states: Vec<String> = reviews.unwrap().into_iter().map(|review| review.state).collect();
    assert_eq!(states, ["APPROVED", "DISMISSED"]);
    assert!(double.seen.lock().unwrap().iter().all(|(_, token)| token == "Bearer own-token"));
}

#[test]
fn the_token_goes_to_no_other_host() {
    let other = Double::new(&[(REVIEWS, vec![say(200, &json!([]))])]);
    let location = format!("location: {}{REVIEWS}\r\n", other.api);
    let link = format!("link: <{}{REVIEWS}>; rel=\"next\"\r\n", other.api);
    for (status, headers) in [(301, &location), (302, &location), (307, &location), (200, &link)] {
        let double = Double::new(&[(REVIEWS, vec![with(status, headers, &json!([]))])]);
        let (reviews, _) = ask(&double, LONG, |client| client.reviews());
        assert!(matches!(reviews, Err(Failure::Elsewhere { .. })), "{reviews:?}");
    }
    assert_eq!(other.paths(), [""; 0]);
}

/// A repository that was renamed.
#[test]
fn a_redirect_on_the_same_host_is_followed() {
    let moved = "/repositories/1/pulls/7";
    let body = json!({"user": {"login": "ann", "type": "User"}, "head": {"sha": "a"}, "base": {"sha": "b"}});
    let double = Double::new(&[
        (
            PULL,
            vec![with(
                301,
                &format!("location: {{api}}{moved}\r\n"),
                &json!({"message": "Moved Permanently"}),
            )],
        ),
        (moved, vec![say(200, &body)]),
    ]);
    let (pull, _) = ask(&double, LONG, |client| client.pull());
    assert_eq!(pull.unwrap().head.sha, "a");
    let round = Double::new(&[(PULL, vec![with(301, &format!("location: {PULL}\r\n"), &json!({}))])]);
    let (pull, _) = ask(&round, LONG, |client| client.pull());
    assert!(matches!(pull, Err(Failure::Strange { .. })), "{pull:?}");
}

#[test]
fn what_passes_is_waited_for() {
    let good = || say(200, &json!([]));
    let limit = json!({"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."});
    let cases: [(Vec<Reply>, Vec<u64>); 7] = [
        (vec![with(429, "retry-after: 7\r\n", &json!({"message": "Too many"})), good()], vec![7]),
        (vec![with(403, "retry-after: 9\r\n", &limit), good()], vec![9]),
        (vec![say(403, &limit), say(403, &limit), good()], vec![60, 120]),
        (
            vec![
                with(
                    403,
                    "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 1030\r\n",
                    &json!({"message": "API rate limit exceeded"}),
                ),
                good(),
            ],
            vec![30],
        ),
        (
            vec![
                Reply::Say(502, String::new(), "<html>".to_owned()),
                Reply::Say(503, String::new(), String::new()),
                good(),
            ],
            vec![1, 2],
        ),
        (vec![Reply::Stop, good()], vec![1]),
        (vec![Reply::Say(200, String::new(), "[]".to_owned())], vec![]),
    ];
    for (replies, expected) in cases {
        let double = Double::new(&[(REVIEWS, replies)]);
        let (reviews, waits) = ask(&double, LONG, |client| client.reviews());
        assert_eq!((reviews.unwrap(), waits), (Vec::new(), expected));
    }
}

#[test]
fn what_does_not_pass_is_given_up_with_a_reason() {
    let limit = json!({"message": "API rate limit exceeded for installation."});
    let cases: [(Vec<Reply>, usize, &str); 8] = [
        (vec![say(502, &json!({"message": "Server Error"}))], 4, "GitHub answered 502"),
        (vec![say(429, &limit)], 3, "GitHub takes no more requests"),
        (vec![with(429, "retry-after: 3600\r\n", &limit)], 1, "GitHub takes no more requests"),
        (
            vec![with(403, "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 9000\r\n", &limit)],
            1,
            "takes no more requests",
        ),
        (
            vec![say(401, &json!({"message": "Bad credentials"}))],
            1,
            "answered 401 to GET /repos/acme/shop/pulls/7/reviews?per_page=100: Bad credentials",
        ),
        (vec![say(404, &json!({"message": "Not Found"}))], 1, "answered 404"),
        (vec![Reply::Stop], 4, "gave no answer"),
        (vec![say(200, &json!({"message": "?"}))], 1, "not what it documents"),
    ];
    for (replies, requests, said) in cases {
        let double = Double::new(&[(REVIEWS, replies)]);
        let (reviews, waits) = ask(&double, LONG, |client| client.reviews());
        let message = reviews.unwrap_err().to_string();
        assert!(message.contains(said) && !message.contains("own-token"), "{message}");
        assert_eq!((double.paths().len(), waits.len()), (requests, requests - 1), "{message}");
    }
    let nobody = Double { api: "http://127.0.0.1:1".to_owned(), seen: Arc::default() };
    let (reviews, waits) = ask(&nobody, LONG, |client| client.reviews());
    assert!(matches!(reviews, Err(Failure::Broken { .. })) && waits == [1, 2, 4], "{reviews:?}");
}

/// The server never answers, so that the time limit is what ends it, however slow this machine is.
#[test]
fn nobody_waits_for_ever() {
    let double = Double::new(&[(PULL, vec![Reply::Silent])]);
    let (pull, waits) = ask(&double, Duration::from_millis(50), |client| client.pull());
    assert!(matches!(pull, Err(Failure::Broken { .. })) && waits == [1, 2, 4], "{pull:?}");
}

#[test]
fn not_found_is_no_answer_to_a_token_that_sees_nothing() {
    let member = |login: &str| format!("/orgs/acme/teams/checkout/memberships/{login}");
    let (bob, eve, pat) = (member("bob"), member("eve"), member("pat"));
    let not_found = || vec![say(404, &json!({"message": "Not Found"}))];
    let active = json!({"url": "x", "role": "maintainer", "state": "active"});
    let seeing = Double::new(&[
        (&bob, vec![say(200, &active)]),
        (&pat, vec![say(200, &json!({"role": "member", "state": "pending"}))]),
        (&eve, not_found()),
        ("/orgs/acme/teams/checkout", vec![say(200, &json!({"slug": "checkout"}))]),
    ]);
    let ask_for = |double: &Double, login: &str| {
        ask(double, LONG, |client| client.membership("@acme/checkout", login)).0
    };
    assert_eq!(ask_for(&seeing, "bob"), Membership::Member);
    assert_eq!(ask_for(&seeing, "pat"), Membership::Not);
    assert_eq!(ask_for(&seeing, "eve"), Membership::Not);
    assert!(seeing.seen.lock().unwrap().iter().all(|(_, token)| token == "Bearer team-token"));
    let integration = json!({"message": "Resource not accessible by integration"});
    let blind = [
        Double::new(&[]),
        Double::new(&[(&eve, vec![say(403, &integration)])]),
        Double::new(&[("/orgs/acme/teams/checkout", vec![say(403, &integration)])]),
        Double::new(&[(&eve, vec![say(200, &json!({"state": "other"}))])]),
        Double::new(&[(&eve, vec![say(502, &json!({"message": "x"}))])]),
    ];
    for double in blind {
        let answer = ask_for(&double, "eve");
        let Membership::Unverified(why) = answer else { panic!("{answer:?}") };
        assert!(why.contains("SEKISHO_TEAM_TOKEN") && !why.contains("team-token"), "{why}");
    }
    let strange = Double::new(&[]);
    for team in ["@acme/..", "@../x", "acme"] {
        let (answer, _) = ask(&strange, LONG, |client| client.membership(team, "eve"));
        assert!(matches!(answer, Membership::Unverified(_)), "{team}");
    }
    assert_eq!(strange.paths(), [""; 0]);
}

#[test]
fn a_team_is_looked_for_once() {
    let double = Double::new(&[("/orgs/acme/teams/a", vec![say(200, &json!({"slug": "a"}))])]);
    let question = |client: &Client<'_>| ["x", "y"].map(|login| client.membership("@acme/a", login));
    assert_eq!(ask(&double, LONG, question).0, [Membership::Not, Membership::Not]);
    assert_eq!(double.paths().iter().filter(|path| path.as_str() == "/orgs/acme/teams/a").count(), 1);
}
