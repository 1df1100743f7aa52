//! What a run says on the pull request, against a pull request on this machine that keeps what is written.
#![cfg(feature = "github")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod hub;

use std::path::{Path, PathBuf};
use std::process::Command;

use hub::{Fault, Hub};
use serde_json::{Value, json};

const HEAD: &str = "1111111111111111111111111111111111111111";

const POLICIES: &str = r#"
# Databases stay small.
#
# severity: high
resource_policy "aws_db_instance" "db_size" {
  enforcement_level = "mandatory_overridable"
  enforce {
    condition     = attrs.instance_class == "db.t3.small"
    error_message = "instance_class is ${attrs.instance_class}."
  }
}

# Databases run in two zones.
#
# severity: medium
resource_policy "aws_db_instance" "db_zones" {
  enforce {
    condition     = attrs.multi_az
    error_message = "It runs in one zone."
  }
}
"#;

const MAIN: &str = r#"variable "class" {
  type = string
}

resource "aws_db_instance" "orders" {
  instance_class = var.class
  multi_az       = true
}

resource "aws_db_instance" "audit" {
  instance_class = "db.t3.small"
  multi_az       = false
}
"#;

const OTHER: &str = r#"resource "aws_db_instance" "old" {
  instance_class = "db.t3.small"
  multi_az       = false
}
"#;

/// A checked-out repository: one value in a changed line, one in a changed file, one in neither.
struct Repository {
    folder: PathBuf,
}

impl Repository {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("publish").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("policies")).unwrap();
        let repository = Self { folder };
        repository.write("policies/db.policy.hcl", POLICIES);
        repository.write("main.tf", MAIN);
        repository.write("other.tf", OTHER);
        repository.write("prod.tfvars", "class = \"db.r6g.large\"\n");
        repository.write("CODEOWNERS", "* @org/platform\n*.tfvars @org/checkout\n");
        repository.git(&["init", "--quiet"]);
        repository.commit();
        repository.event(&json!({"pull_request": {"number": 7, "head": {"sha": HEAD}}}));
        repository
    }

    /// Everything as it is now is what the base has.
    fn commit(&self) {
        self.git(&["add", "."]);
        let who = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        self.git(&[&who[..], &["commit", "--quiet", "-m", "base"]].concat());
    }

    fn git(&self, arguments: &[&str]) {
        assert!(Command::new("git").arg("-C").arg(&self.folder).args(arguments).status().unwrap().success());
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.join(name), text).unwrap();
    }

    fn event(&self, event: &Value) {
        self.write("event.json", &event.to_string());
    }

    /// Exit code, report, stderr.
    fn check(&self, hub: &Hub, args: &[&str]) -> (i32, Value, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.current_dir(&self.folder).args(["check", ".", "--var-file", "prod.tfvars", "--no-builtin"]);
        command.args(["--policies", "policies", "--github", "--base", "HEAD", "--format", "json"]).args(args);
        command
            .env("GITHUB_API_URL", &hub.api)
            .env("GITHUB_REPOSITORY", "acme/shop")
            .env_remove("GITHUB_REF");
        command.env("GITHUB_EVENT_PATH", "event.json").env("GITHUB_TOKEN", "own-token");
        command.env("GITHUB_SERVER_URL", "https://github.example").env("GITHUB_RUN_ID", "42");
        let output = command.output().unwrap();
        let report = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        (output.status.code().unwrap(), report, String::from_utf8(output.stderr).unwrap())
    }
}

fn hub() -> Hub {
    let hub = Hub::new(HEAD);
    let mut state = hub.state();
    state.files = vec![
        json!({"filename": "prod.tfvars", "status": "modified", "patch": "@@ -1 +1 @@\n-class = \"db.t3.small\"\n+class = \"db.r6g.large\""}),
        json!({"filename": "main.tf", "status": "renamed", "previous_filename": "old.tf", "patch": "@@ -1,3 +1,3 @@\n variable \"class\" {\n-\n+  type = string\n }"}),
        json!({"filename": "gone.tf", "status": "removed", "patch": "@@ -1 +0,0 @@\n-a"}),
    ];
    state.lines = vec![("prod.tfvars".to_owned(), 1), ("main.tf".to_owned(), 2)];
    drop(state);
    hub
}

fn bodies(entries: &[Value]) -> Vec<String> {
    entries.iter().map(|entry| entry["body"].as_str().unwrap().to_owned()).collect()
}

fn notes(report: &Value) -> String {
    report["gate"]["notes"].to_string()
}

#[test]
fn a_finding_is_said_where_the_diff_has_room_for_it() {
    let (repository, hub) = (Repository::new("places"), hub());
    let (code, report, _) = repository.check(&hub, &["--review"]);
    assert_eq!((code, notes(&report).as_str()), (1, "[]"));
    assert_eq!(
        hub.writes(),
        ["POST /repos/acme/shop/pulls/7/reviews", "POST /repos/acme/shop/pulls/7/comments"]
    );
    let state = hub.state();
    let places: Vec<_> =
        state.comments.iter().map(|c| (c["path"].as_str().unwrap(), c["line"].as_u64())).collect();
    assert_eq!(places, [("prod.tfvars", Some(1)), ("main.tf", None)]);
    let said = bodies(&state.comments);
    assert!(
        said[0].contains("**needs `@org/checkout`**") && said[0].contains("instance\\_class is db"),
        "{}",
        said[0]
    );
    assert!(said[1].contains("`aws_db_instance.audit`"), "{}", said[1]);
    let review = &bodies(&state.reviews)[0];
    assert!(review.contains("`aws_db_instance.old`") && !review.contains("audit"), "{review}");
}

#[test]
fn every_request_says_who_asks_and_in_which_version() {
    let (repository, hub) = (Repository::new("headers"), hub());
    repository.check(&hub, &["--review", "--comment", "--status"]);
    let state = hub.state();
    assert!(state.seen.iter().filter(|seen| seen.request.starts_with("POST")).count() >= 4);
    for seen in &state.seen {
        let header =
            |name: &str| seen.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        assert_eq!(header("accept"), Some("application/vnd.github+json"));
        assert_eq!(header("x-github-api-version"), Some("2022-11-28"));
        assert_eq!(header("authorization"), Some("Bearer own-token"));
        assert!(header("user-agent").unwrap().starts_with("sekisho/"));
        let is_json = header("content-type") == Some("application/json");
        assert_eq!(is_json, !seen.request.starts_with("GET"), "{}", seen.request);
    }
}

/// First everything, then nothing, then what has changed.
#[test]
fn another_run_repeats_nothing() {
    let (repository, hub) = (Repository::new("again"), hub());
    hub.state().page = 1;
    repository.check(&hub, &["--review", "--comment"]);
    hub.writes();
    repository.check(&hub, &["--review", "--comment"]);
    assert_eq!(hub.writes(), [""; 0]);
    // One is fixed, one says something else, one is where it was.
    repository.write("main.tf", &MAIN.replace("false", "true"));
    repository.write("prod.tfvars", "class = \"db.r6g.xlarge\"\n");
    repository.check(&hub, &["--review", "--comment"]);
    let comments: Vec<u64> = hub.state().comments.iter().map(|c| c["id"].as_u64().unwrap()).collect();
    let edited: Vec<String> =
        comments.iter().rev().map(|id| format!("PATCH /repos/acme/shop/pulls/comments/{id}")).collect();
    let writes = hub.writes();
    assert_eq!(writes[..2], edited);
    assert_eq!(writes[2], "POST /graphql");
    assert!(
        writes[3].starts_with("PATCH /repos/acme/shop/issues/comments/") && writes.len() == 4,
        "{writes:?}"
    );
    let said = bodies(&hub.state().comments);
    assert!(said[0].contains("xlarge") && said[1].contains("**Fixed:**"), "{said:?}");
    assert_eq!(hub.state().resolved.len(), 1);
    repository.check(&hub, &["--review", "--comment"]);
    assert_eq!(hub.writes(), [""; 0]);
    // It comes back.
    repository.write("main.tf", MAIN);
    repository.check(&hub, &["--review"]);
    assert_eq!(hub.writes().len(), 2);
    let state = hub.state();
    assert!(!state.comments[1]["body"].as_str().unwrap().contains("Fixed") && state.resolved.is_empty());
}

#[test]
fn what_somebody_else_wrote_with_our_mark_means_nothing() {
    for (me, refused) in [("github-actions[bot]", 403), ("some-app[bot]", 401), ("carl", 403)] {
        let (repository, hub) = (Repository::new(&format!("forged-{}", me.len())), hub());
        me.clone_into(&mut hub.state().me);
        hub.state().refused = refused;
        repository.check(&hub, &["--review", "--comment"]);
        let forged = {
            let mut state = hub.state();
            let state = &mut *state;
            for list in [&mut state.comments, &mut state.reviews, &mut state.issue_comments] {
                for entry in list.iter_mut() {
                    entry["user"] = json!({"login": "eve", "type": "User"});
                }
                list[0]["user"] = Value::Null;
            }
            [bodies(&state.comments), bodies(&state.issue_comments)]
        };
        hub.writes();
        repository.write("main.tf", &MAIN.replace("false", "true"));
        repository.check(&hub, &["--review", "--comment"]);
        let writes = hub.writes();
        assert!(writes.iter().all(|write| write.starts_with("POST /repos")), "{writes:?}");
        let state = hub.state();
        assert_eq!(bodies(&state.comments)[..2], forged[0]);
        assert_eq!(bodies(&state.issue_comments)[..1], forged[1]);
        assert_eq!((state.comments.len(), state.issue_comments.len()), (3, 2));
        drop(state);
        repository.check(&hub, &["--review", "--comment"]);
        assert_eq!(hub.writes(), [""; 0], "{me}");
    }
}

#[test]
fn a_token_that_may_only_read_loses_nothing() {
    let refusals = [
        (403, "Resource not accessible by integration", true),
        (403, "Unable to create comment because issue is locked.", false),
        (403, "Repository was archived so is read-only.", false),
        (404, "Not Found", true),
        (401, "Bad credentials", true),
        (422, "Validation Failed", false),
    ];
    let repository = Repository::new("fork");
    for (status, message, is_about_rights) in refusals {
        let hub = hub();
        hub.state().faults =
            vec![Fault { request: "POST /repos", answer: (status, "", message), happens: false }; 9];
        let (code, report, _) = repository.check(&hub, &["--review", "--comment", "--status"]);
        assert_eq!((code, report["findings"].as_array().unwrap().len()), (1, 3));
        let notes = notes(&report);
        for what in ["The review", "The comment", "The status of the commit"] {
            assert!(
                notes.contains(&format!("{what} could not be written (GitHub answered {status}")),
                "{notes}"
            );
        }
        assert_eq!(
            notes.contains("`pull-requests: write`") && notes.contains("`statuses: write`"),
            is_about_rights
        );
        assert!(notes.contains(message) && !notes.contains("own-token"), "{notes}");
        let state = hub.state();
        assert!(state.comments.is_empty() && state.issue_comments.is_empty() && state.statuses.is_empty());
    }
}

/// Nobody can tell from a 502 whether something was written.
#[test]
fn what_may_have_happened_is_looked_for_before_it_is_done_again() {
    for happens in [true, false] {
        let (repository, hub) = (Repository::new(&format!("unsure-{happens}")), hub());
        let fault = |request| Fault { request, answer: (502, "", "Server Error"), happens };
        hub.state().faults = vec![
            fault("POST /repos/acme/shop/pulls/7/reviews"),
            fault("POST /repos/acme/shop/issues/7/comments"),
            fault("POST /repos/acme/shop/statuses"),
        ];
        let (code, report, _) = repository.check(&hub, &["--review", "--comment", "--status"]);
        assert_eq!((code, notes(&report).as_str()), (1, "[]"));
        let state = hub.state();
        assert_eq!((state.reviews.len(), state.comments.len(), state.issue_comments.len()), (1, 2, 1));
        assert_eq!(state.statuses.last().unwrap().1["state"], "failure");
    }
}

/// Somebody deletes what a run has just read.
#[test]
fn what_is_deleted_meanwhile_is_said_anew() {
    let edits = [
        ("PATCH /repos/acme/shop/pulls/comments", &["--review"][..]),
        ("PUT /repos/acme/shop/pulls/7/reviews", &["--review"]),
        ("PATCH /repos/acme/shop/issues/comments", &["--comment"]),
    ];
    for (request, args) in edits {
        let (repository, hub) = (Repository::new(&format!("deleted-{}", request.len())), hub());
        repository.check(&hub, args);
        {
            let mut state = hub.state();
            let state = &mut *state;
            let said = [&mut state.comments, &mut state.reviews, &mut state.issue_comments];
            for entry in said.into_iter().flatten().filter(|entry| entry["body"] != "") {
                entry["body"] = (entry["body"].as_str().unwrap().to_owned() + "\nold").into();
            }
            // What comes first is what is refused.
            if request.starts_with("PUT") {
                state.comments.clear();
            }
            state.deleted_at = Some(request);
        }
        let (_, report, _) = repository.check(&hub, args);
        assert_eq!(notes(&report), "[]", "{request}");
        let state = hub.state();
        assert_eq!(state.deleted_at, None, "{request}");
        let said = (state.comments.len(), state.reviews.len(), state.issue_comments.len());
        assert_eq!(said, if args == ["--review"] { (2, 1, 0) } else { (0, 0, 1) }, "{request}");
    }
}

/// Two runs at once have each said everything: it stays once.
#[test]
fn what_was_said_twice_is_said_once() {
    let (repository, hub) = (Repository::new("twice"), hub());
    repository.check(&hub, &["--review", "--comment"]);
    {
        let mut state = hub.state();
        let state = &mut *state;
        for list in [&mut state.comments, &mut state.issue_comments] {
            let mut twins = list.clone();
            for twin in &mut twins {
                twin["id"] = (twin["id"].as_u64().unwrap() + 1_000).into();
                twin["node_id"] = format!("node-{}", twin["id"]).into();
            }
            list.extend(twins);
        }
    }
    let (_, report, _) = repository.check(&hub, &["--review", "--comment"]);
    assert_eq!(notes(&report), "[]");
    let state = hub.state();
    let (comments, sticky) = (bodies(&state.comments), bodies(&state.issue_comments));
    let elsewhere = |body: &String| body.contains("says this in another comment");
    assert_eq!(comments.iter().map(elsewhere).collect::<Vec<_>>(), [false, false, true, true]);
    assert_eq!(sticky.iter().map(elsewhere).collect::<Vec<_>>(), [false, true]);
    assert_eq!(state.resolved.len(), 2);
    drop(state);
    hub.writes();
    repository.check(&hub, &["--review", "--comment"]);
    assert_eq!(hub.writes(), [""; 0]);
}

/// A server that answers in GitHub's place writes nothing.
#[test]
fn a_page_is_no_proof_that_something_was_written() {
    let (repository, hub) = (Repository::new("page"), hub());
    let page = "content-type: text/html\r\n";
    hub.state().faults =
        vec![Fault { request: "POST /repos", answer: (200, page, "<html>"), happens: false }];
    let (_, report, _) = repository.check(&hub, &["--comment"]);
    assert_eq!((notes(&report).as_str(), hub.state().issue_comments.len()), ("[]", 1));
}

/// Of a diff that is too large GitHub lists no files.
#[test]
fn without_a_diff_all_stands_in_the_review() {
    for status in [422, 500, 503] {
        let (repository, hub) = (Repository::new(&format!("diff-{status}")), hub());
        let answer = (status, "retry-after: 0\r\n", "Sorry, this diff is taking too long to generate.");
        let request = "GET /repos/acme/shop/pulls/7/files";
        hub.state().faults = vec![Fault { request, answer, happens: false }; 4];
        let (_, report, _) = repository.check(&hub, &["--review"]);
        assert_eq!(notes(&report), "[]");
        let state = hub.state();
        let review = &bodies(&state.reviews)[0];
        assert!(
            state.comments.is_empty() && ["orders", "audit", "old"].iter().all(|name| review.contains(name))
        );
    }
}

#[test]
fn a_limit_is_waited_for() {
    let (repository, hub) = (Repository::new("limit"), hub());
    let limit = "You have exceeded a secondary rate limit";
    let fault = |after| Fault { request: "POST /repos", answer: (403, after, limit), happens: false };
    hub.state().faults = vec![fault("retry-after: 1\r\n"), fault("retry-after: 7200\r\n")];
    let (_, report, _) = repository.check(&hub, &["--comment", "--status"]);
    assert_eq!(hub.writes().len(), 3);
    let said = "The comment could not be written (GitHub takes no more requests for POST";
    assert!(notes(&report).contains(said) && hub.state().statuses.len() == 1, "{report}");
}

/// GitHub refuses the whole review for one line that it does not see in the diff.
#[test]
fn a_place_that_is_refused_is_not_insisted_on() {
    let (repository, hub) = (Repository::new("refused"), hub());
    hub.state().lines.clear();
    let (_, report, _) = repository.check(&hub, &["--review"]);
    assert_eq!(notes(&report), "[]");
    let said = hub.state();
    assert_eq!((said.comments.len(), said.reviews.len()), (2, 1));
    let nowhere = self::hub();
    nowhere.state().lines.clear();
    let refusal =
        Fault { request: "POST /repos/acme/shop/pulls/7/comments", answer: (422, "", "x"), happens: false };
    nowhere.state().faults = vec![refusal];
    repository.check(&nowhere, &["--review"]);
    let state = nowhere.state();
    let review = &bodies(&state.reviews)[0];
    assert!(state.comments.is_empty() && ["orders", "audit", "old"].iter().all(|name| review.contains(name)));
}

#[test]
fn a_thread_that_may_not_be_resolved_says_that_it_is_fixed() {
    let (repository, hub) = (Repository::new("unresolved"), hub());
    hub.state().may_resolve = false;
    repository.check(&hub, &["--review"]);
    repository.write("main.tf", &MAIN.replace("false", "true"));
    let (_, report, _) = repository.check(&hub, &["--review"]);
    let said = notes(&report);
    assert!(said.contains("could not be resolved") && said.contains("`contents: write`"), "{report}");
    assert!(bodies(&hub.state().comments)[1].contains("**Fixed:**"));
    let (_, report, _) = repository.check(&hub, &["--review"]);
    assert_eq!(notes(&report), "[]");
}

/// A thread may be resolved twice, so that it is tried again; what may help is said only where it may.
#[test]
fn a_thread_is_resolved_after_all() {
    let limit = "API rate limit already exceeded for user ID 1.";
    let faults =
        [(502, "", "Server Error"), (200, "retry-after: 1\r\n", limit), (403, "retry-after: 1\r\n", limit)];
    for (at, answer) in faults.into_iter().enumerate() {
        let (repository, hub) = (Repository::new(&format!("resolved-{at}")), hub());
        // A person is not looked up in GraphQL, so that the threads are what it is asked for first.
        "carl".clone_into(&mut hub.state().me);
        repository.check(&hub, &["--review"]);
        repository.write("main.tf", &MAIN.replace("false", "true"));
        hub.state().faults = vec![Fault { request: "POST /graphql", answer, happens: false }];
        let (_, report, _) = repository.check(&hub, &["--review"]);
        assert_eq!((notes(&report).as_str(), hub.state().resolved.len()), ("[]", 1), "{answer:?}");
    }
    let (repository, hub) = (Repository::new("resolved-late"), hub());
    "carl".clone_into(&mut hub.state().me);
    repository.check(&hub, &["--review"]);
    repository.write("main.tf", &MAIN.replace("false", "true"));
    let answer = (200, "retry-after: 7200\r\n", limit);
    hub.state().faults = vec![Fault { request: "POST /graphql", answer, happens: false }];
    let (_, report, _) = repository.check(&hub, &["--review"]);
    let notes = notes(&report);
    assert!(notes.contains("could not be resolved") && notes.contains("for 7200 seconds"), "{notes}");
    assert!(!notes.contains("may push"), "{notes}");
}

#[test]
fn nothing_is_said_where_nothing_is_to_be_said() {
    let (repository, hub) = (Repository::new("nothing"), hub());
    let good = || {
        repository.write("prod.tfvars", "class = \"db.t3.small\"\n");
        repository.write("main.tf", &MAIN.replace("false", "true"));
        repository.write("other.tf", &OTHER.replace("false", "true"));
        repository.check(&hub, &["--review", "--comment"])
    };
    let (code, ..) = good();
    assert_eq!((code, hub.writes()), (0, Vec::new()));
    repository.write("main.tf", MAIN);
    repository.check(&hub, &["--comment"]);
    assert_eq!(hub.writes().len(), 1);
    good();
    assert_eq!(hub.writes().len(), 1);
    let said = &bodies(&hub.state().issue_comments)[0];
    assert!(said.contains("**no findings**"), "{said}");
}

#[test]
fn the_status_says_what_has_become_of_the_check() {
    let repository = Repository::new("status");
    let cases: [(&[&str], i32, &str, &str); 5] = [
        (&[], 1, "failure", "2 findings block"),
        (&["--rule", "db_size"], 4, "failure", "needs approval of @org/checkout"),
        (&["--rule", "db_size", "--fail-on", "critical"], 0, "success", "nothing blocks, 1 finding"),
        (&["--policies", "nowhere"], 2, "error", "the check could not be run: its log says why"),
        (&["--context", "plan of production"], 1, "failure", "2 findings block"),
    ];
    for (args, code, state, description) in cases {
        let hub = hub();
        let (exit, ..) = repository.check(&hub, &[args, &["--status"]].concat());
        let context = if args.first() == Some(&"--context") { args[1] } else { "sekisho" };
        let url = "https://github.example/acme/shop/actions/runs/42";
        let status =
            json!({"state": state, "description": description, "context": context, "target_url": url});
        assert_eq!((exit, &hub.state().statuses), (code, &vec![(HEAD.to_owned(), status)]));
    }
}

#[test]
fn a_merge_queue_is_told_of_its_own_commit() {
    let (repository, hub) = (Repository::new("queue"), hub());
    let group =
        json!({"head_ref": "refs/heads/gh-readonly-queue/main/pr-7-0a1b", "head_sha": "2".repeat(40)});
    repository.event(&json!({ "merge_group": group }));
    repository.check(&hub, &["--status"]);
    assert_eq!(hub.state().statuses[0].0, "2".repeat(40));
}

/// A run of an older commit that ends late does not undo what that of the newer one has said.
#[test]
fn a_newer_commit_speaks_for_itself() {
    let (repository, hub) = (Repository::new("late"), hub());
    hub.state().head = "3".repeat(40);
    let (code, report, _) = repository.check(&hub, &["--review", "--comment", "--status"]);
    assert_eq!((code, hub.writes()), (1, vec![format!("POST /repos/acme/shop/statuses/{HEAD}")]));
    assert!(notes(&report).contains("left to the run of a newer commit"), "{report}");
}

/// Two checks of one pull request, each with its own name.
#[test]
fn checks_with_other_names_are_left_alone() {
    let (repository, hub) = (Repository::new("names"), hub());
    repository.check(&hub, &["--review", "--comment"]);
    hub.writes();
    let other = ["--review", "--comment", "--context", "other", "--skip", "db_zones"];
    repository.check(&hub, &other);
    assert!(hub.writes().iter().all(|write| write.starts_with("POST")));
    repository.check(&hub, &other);
    repository.check(&hub, &["--review", "--comment"]);
    assert_eq!(hub.writes(), [""; 0]);
}

/// A repository that was renamed is written to where GitHub says; another host is told nothing.
#[test]
fn a_redirect_is_followed_on_the_same_host_only() {
    let (repository, hub) = (Repository::new("moved"), hub());
    let fault = |location| Fault { request: "POST /repos", answer: (307, location, "Moved"), happens: false };
    hub.state().faults = vec![
        fault("location: https://elsewhere.example/comments\r\n"),
        fault("location: /repos/acme/shop/issues/7/comments\r\n"),
    ];
    let (_, report, _) = repository.check(&hub, &["--comment"]);
    assert!(notes(&report).contains("leads to another host (https://elsewhere.example)"), "{report}");
    let (_, report, _) = repository.check(&hub, &["--comment"]);
    assert_eq!((notes(&report).as_str(), hub.state().issue_comments.len()), ("[]", 1));
}

/// Approved: what was asked for is answered, and its thread is resolved.
#[test]
fn an_approval_settles_what_asked_for_it() {
    let (repository, hub) = (Repository::new("approved"), hub());
    repository.write("CODEOWNERS", "* @bob\n");
    repository.commit();
    let args = ["--review", "--comment", "--status", "--rule", "db_size"];
    let (code, ..) = repository.check(&hub, &args);
    assert_eq!(code, 4);
    let review = json!({"id": 1, "user": {"login": "bob", "id": 2, "type": "User"}, "state": "APPROVED", "commit_id": HEAD,
        "body": "", "submitted_at": "2026-11-17T17:43:43Z"});
    hub.state().reviews.push(review);
    let (code, report, _) = repository.check(&hub, &args);
    assert_eq!((code, notes(&report).as_str()), (0, "[]"));
    let state = hub.state();
    assert!(bodies(&state.comments)[0].contains("**approved by `@bob`**"), "{:?}", state.comments);
    assert!(bodies(&state.issue_comments)[0].contains("### Approved"));
    let states: Vec<_> = state.statuses.iter().map(|(_, status)| status["state"].as_str().unwrap()).collect();
    assert_eq!((states, state.resolved.len()), (vec!["failure", "success"], 1));
}
