//! What a step says on the pull request: what is asked for, as GitHub documents it, and no more.

use serde_json::{Value, json};

use crate::hub::{Fault, Hub};
use crate::runner::Outcome;
use crate::stage::{OLD, Stage, review};

const PULLS: &str = "/repos/acme/shop/pulls";
const ISSUES: &str = "/repos/acme/shop/issues";

fn run(stage: &Stage, hub: &Hub, wanted: &[(&str, &str)]) -> Outcome {
    let mut job = stage.job(&hub.api, "pull_request", &stage.event());
    job.inputs.extend(wanted.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    job.run()
}

fn said(entry: &Value) -> &str {
    entry["body"].as_str().unwrap()
}

#[test]
fn the_pull_request_is_told_what_is_asked_for() {
    let stage = Stage::new("told");
    let hub = stage.hub();
    assert_eq!(run(&stage, &hub, &[]).output("exit-code"), "4");
    assert_eq!(hub.writes(), [""; 0]);
    let all =
        [("review", "true"), ("comment", "true"), ("status", "true"), ("context", "plan of production")];
    let status = format!("POST /repos/acme/shop/statuses/{}", stage.head);
    assert_eq!(run(&stage, &hub, &all).output("exit-code"), "4");
    let wrote = [format!("POST {PULLS}/7/reviews"), format!("POST {ISSUES}/7/comments"), status.clone()];
    let token = ("authorization".to_owned(), "Bearer own-token".to_owned());
    assert!(hub.state().seen.iter().all(|seen| seen.headers.contains(&token)));
    assert_eq!(hub.writes(), wrote);
    {
        let kept = hub.state();
        let beside = &kept.comments[0];
        assert_eq!((&beside["path"], &beside["line"]), (&json!("infra/main.tf"), &json!(3)));
        assert!(said(beside).contains("needs `@bob`") && said(beside).contains("6 → 12"), "{beside}");
        assert!(said(&kept.issue_comments[0]).contains("`@bob`"), "{}", kept.issue_comments[0]);
        let (commit, told) = &kept.statuses[0];
        assert_eq!(
            (commit, &told["state"], &told["context"]),
            (&stage.head, &json!("failure"), &json!("plan of production"))
        );
        assert_eq!(told["description"], "needs approval of @bob");
    }
    run(&stage, &hub, &all);
    assert_eq!(hub.writes(), [status.as_str()], "nothing is said twice");
    hub.state().reviews.push(review(("bob", "APPROVED", &stage.head)));
    assert_eq!(run(&stage, &hub, &all).output("exit-code"), "0");
    let writes = hub.writes();
    let kept = hub.state();
    assert!(writes.iter().any(|write| write.starts_with(&format!("PATCH {PULLS}/comments/"))), "{writes:?}");
    assert!(writes.iter().any(|write| write.starts_with(&format!("PATCH {ISSUES}/comments/"))), "{writes:?}");
    assert!(said(&kept.issue_comments[0]).contains("approved"), "{}", kept.issue_comments[0]);
    assert_eq!(kept.statuses.last().unwrap().1["state"], "success");
    assert_eq!((kept.comments.len(), kept.issue_comments.len()), (1, 1));
    assert_eq!(kept.resolved.len(), 1, "the thread is resolved");
}

/// A token that only reads changes nothing of the verdict.
#[test]
fn what_may_not_be_written_is_told() {
    let stage = Stage::new("told-reader");
    let hub = stage.hub();
    let answer = (403, "", "Resource not accessible by integration");
    hub.state().faults = vec![Fault { request: "POST /repos", answer, happens: false }; 3];
    let outcome = run(&stage, &hub, &[("review", "true"), ("comment", "true"), ("status", "true")]);
    assert_eq!(outcome.output("exit-code"), "4", "{}", outcome.log);
    assert_eq!(hub.writes().len(), 3);
    let summary = &outcome.summary;
    assert!(
        summary.contains("statuses\\: write") && summary.contains("pull\\-requests\\: write"),
        "{summary}"
    );
}

/// What an earlier run has said of the commit does not stand beside a check that could not be run.
#[test]
fn a_check_that_could_not_be_run_is_an_error_of_the_commit() {
    let stage = Stage::new("told-error");
    let cases = [
        ("plan", "nowhere.json", "3"),
        ("plan", "infra", "3"),
        ("plan", "**/plan.json", "2"),
        ("plan", "", "2"),
        ("base", OLD, "3"),
        ("review", "yes", "2"),
        ("format", "human", "2"),
        ("args", "--no-such-flag", "2"),
        ("fail-on", "never", "2"),
        ("head", "abc1234", "2"),
        ("policies", "nowhere", "2"),
    ];
    for (input, value, code) in cases {
        let hub = stage.hub();
        let told = [("status", "true"), ("context", "plan of production"), (input, value)];
        let outcome = run(&stage, &hub, &told);
        assert_eq!(outcome.output("exit-code"), code, "{input}: {}", outcome.log);
        let kept = hub.state();
        let [(commit, told)] = &kept.statuses[..] else { panic!("{input}: {}", outcome.log) };
        assert_eq!(
            (commit, &told["state"], &told["context"]),
            (&stage.head, &json!("error"), &json!("plan of production"))
        );
        assert_eq!(told["description"], "the check could not be run: its log says why");
        drop(kept);
        let outcome = run(&stage, &hub, &[(input, value)]);
        assert_eq!(outcome.output("exit-code"), code, "{input}: {}", outcome.log);
        assert!(hub.writes().iter().all(|write| write.contains("/statuses/")), "nothing else is said");
        let answer = (403, "", "Resource not accessible by integration");
        hub.state().faults = vec![Fault { request: "POST /repos", answer, happens: false }];
        let outcome = run(&stage, &hub, &[("status", "true"), (input, value)]);
        assert_eq!(outcome.output("exit-code"), code, "{input}: {}", outcome.log);
        let warned = outcome.annotations("warning").join("\n");
        assert!(warned.contains("statuses: write"), "{input}: {}", outcome.log);
    }
}
