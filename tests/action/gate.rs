//! The gate on the events of a pull request, and what a step says of its run.

use serde_json::{Value, json};

use crate::runner::{Outcome, folder};
use crate::stage::{OLD, Stage, git, main_tf, plan, write};

fn counts(outcome: &Outcome) -> [&str; 5] {
    ["exit-code", "findings", "blocking", "needs-approval", "unknown"].map(|name| outcome.output(name))
}

#[test]
fn a_change_blocks_until_an_owner_has_approved() {
    let stage = Stage::new("approval");
    let nobody = stage.github(&[("ann", "APPROVED", &stage.head), ("eve", "APPROVED", &stage.head)]);
    let outcome = stage.job(&nobody.api, "pull_request", &stage.event()).run();
    assert!(!outcome.success);
    assert_eq!(counts(&outcome), ["4", "1", "1", "1", "0"], "{}", outcome.log);
    let [error] = outcome.annotations("error")[..] else { panic!("{}", outcome.log) };
    assert!(error.contains("file=infra/main.tf,line=3") && error.contains("needs @bob"), "{error}");
    assert!(
        outcome.summary.contains("desired\\_count 6 → 12") && outcome.summary.contains("bob"),
        "{}",
        outcome.summary
    );
    assert_eq!(outcome.ran, ["Find sekisho", "Check"]);
    assert!(nobody.seen.lock().unwrap().iter().all(|(_, token)| token == "Bearer own-token"));

    let bob = stage.github(&[("bob", "APPROVED", &stage.head)]);
    let outcome = stage.job(&bob.api, "pull_request_review", &stage.event()).run();
    assert!(outcome.success, "{}", outcome.log);
    assert_eq!(counts(&outcome), ["0", "0", "0", "0", "0"]);
    assert!(outcome.annotations("error").is_empty());

    let queue = json!({ "action": "checks_requested", "merge_group": {
        "head_ref": format!("refs/heads/gh-readonly-queue/main/pr-7-{}", stage.base), "head_sha": stage.head,
        "base_ref": "refs/heads/main", "base_sha": stage.base,
    }});
    let outcome = stage.job(&bob.api, "merge_group", &queue).run();
    assert_eq!(counts(&outcome), ["0", "0", "0", "0", "0"], "{}", outcome.log);
    let outcome = stage.job(&nobody.api, "merge_group", &queue).run();
    assert_eq!(counts(&outcome)[0], "4", "{}", outcome.log);
}

#[test]
fn reports_are_where_the_outputs_say() {
    let stage = Stage::new("reports");
    let read =
        |file: &str| -> Value { serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap() };
    let outcome = stage.push().run();
    assert_eq!(counts(&outcome)[0], "4", "without a pull request nobody is asked, and nothing is approved");
    assert_eq!(read(outcome.output("json-file"))["findings"][0]["rule"], "grows");
    assert_eq!(read(outcome.output("sarif-file"))["version"], "2.1.0");

    let mut job = stage.push();
    // What an earlier step or the pull request has put there is not taken for a report, nor followed elsewhere.
    write(&stage.workspace, "elsewhere", "stays");
    std::os::unix::fs::symlink("elsewhere", stage.workspace.join("out.json")).unwrap();
    for (name, value) in [
        ("json-file", "out.json"),
        ("sarif-file", "-x.sarif"),
        ("format", "human=a.txt\n\n markdown=b.md \n"),
    ] {
        job.inputs.insert(name.to_owned(), value.to_owned());
    }
    let outcome = job.run();
    assert_eq!(
        (outcome.output("json-file"), outcome.output("sarif-file")),
        ("out.json", "-x.sarif"),
        "{}",
        outcome.log
    );
    let at = |name: &str| std::fs::read_to_string(stage.workspace.join(name)).unwrap();
    assert_eq!(at("elsewhere"), "stays");
    assert!(at("out.json").contains("grows") && at("-x.sarif").contains("grows"));
    assert!(at("a.txt").contains("grows") && at("b.md").starts_with("## sekisho"));
}

/// A fork's token reads only: everything is in the log and in the summary, and the gate asks all the same.
#[test]
fn a_fork_is_checked_with_a_token_that_reads() {
    let stage = Stage::new("fork");
    let mut event = stage.event();
    event["pull_request"]["head"]["repo"] = json!({ "full_name": "eve/shop", "fork": true });
    let github = stage.github(&[]);
    let outcome = stage.job(&github.api, "pull_request", &event).run();
    assert_eq!(counts(&outcome), ["4", "1", "1", "1", "0"], "{}", outcome.log);
    assert!(!outcome.summary.is_empty() && outcome.annotations("error").len() == 1);
}

/// Comments and workflows that have run name their pull request; where one is wanted and none is named, that is said.
#[test]
fn events_that_name_a_pull_request_are_gated() {
    let stage = Stage::new("events");
    let bob = stage.github(&[("bob", "APPROVED", &stage.head)]);
    let run = |name: &str, event: &Value| {
        let mut job = stage.job(&bob.api, name, event);
        job.inputs.insert("status".to_owned(), "true".to_owned());
        let outcome = job.run();
        (outcome.output("exit-code").to_owned(), outcome.annotations("notice").join("\n"))
    };
    let comment = json!({ "issue": { "number": 7, "pull_request": { "url": "x" } }, "comment": {} });
    let done = |pulls: &Value| json!({ "workflow_run": { "head_sha": stage.head, "pull_requests": pulls } });
    let named = [
        ("pull_request_review_comment", stage.event()),
        ("issue_comment", comment),
        ("workflow_run", done(&json!([{ "number": 7 }]))),
    ];
    for (name, event) in named {
        let (code, notices) = run(name, &event);
        assert_eq!(code, "0", "{name}: {notices}");
        assert!(!notices.contains("names no pull request"), "{name}: {notices}");
    }
    let unnamed = [
        ("issue_comment", json!({ "issue": { "number": 5 }, "comment": {} }), true),
        ("workflow_run", done(&json!([])), true),
        ("workflow_dispatch", json!({ "inputs": null }), true),
        ("push", json!({ "ref": "refs/heads/main" }), false),
        ("schedule", json!({ "schedule": "0 0 * * *" }), false),
    ];
    for (name, event, is_told) in unnamed {
        let (code, notices) = run(name, &event);
        assert_eq!(code, "4", "{name}: {notices}");
        assert_eq!(notices.contains("names no pull request"), is_told, "{name}: {notices}");
    }
}

/// `workflow_run` of a fork names no pull request: its number and commit are given.
#[test]
fn the_pull_request_can_be_named() {
    let stage = Stage::new("named");
    let bob = stage.github(&[("bob", "APPROVED", &stage.head)]);
    let mut job = stage.job(&bob.api, "workflow_run", &json!({ "workflow_run": { "head_sha": stage.head } }));
    for (name, value) in [("pull-request", "7"), ("head", &stage.head)] {
        job.inputs.insert(name.to_owned(), value.to_owned());
    }
    let outcome = job.run();
    assert_eq!(counts(&outcome), ["0", "0", "0", "0", "0"], "{}", outcome.log);
}

#[test]
fn an_approval_holds_while_the_changes_stay_the_same() {
    let stage = Stage::new("previous");
    let first = stage.github(&[("bob", "APPROVED", &stage.head)]);
    let outcome = stage.job(&first.api, "pull_request", &stage.event()).run();
    write(
        &stage.workspace,
        "previous/1.json",
        &std::fs::read_to_string(outcome.output("json-file")).unwrap(),
    );
    let approved = stage.head.clone();
    let push = |count: u32, readme: &str| {
        write(&stage.workspace, "infra/main.tf", &main_tf(count));
        write(&stage.workspace, "README", readme);
        git(&stage.workspace, &["add", "infra/main.tf", "README"]);
        git(&stage.workspace, &["commit", "--quiet", "-m", readme]);
        write(&stage.workspace, "infra/plan.json", &plan("api", count));
        let head = git(&stage.workspace, &["rev-parse", "HEAD"]);
        Stage {
            folder: stage.folder.clone(),
            workspace: stage.workspace.clone(),
            base: stage.base.clone(),
            head,
            files: stage.files.clone(),
        }
    };
    let run = |stage: &Stage, previous: &str| {
        let github = stage.github(&[("bob", "APPROVED", &approved)]);
        let mut job = stage.job(&github.api, "pull_request", &stage.event());
        job.inputs.insert("previous".to_owned(), previous.to_owned());
        job.run().output("exit-code").to_owned()
    };
    let same = push(12, "more words");
    assert_eq!(run(&same, "previous/*.json\nnone/*.json"), "0");
    assert_eq!(run(&same, ""), "4");
    assert_eq!(run(&push(24, "a bigger change"), "previous/*.json"), "4");
}

/// A checkout of one commit, of a pull request that makes everybody an owner.
fn shallow(stage: &Stage, name: &str) -> Stage {
    write(&stage.workspace, "CODEOWNERS", "* @ann @eve\n");
    git(&stage.workspace, &["commit", "--quiet", "-am", "owners"]);
    let head = git(&stage.workspace, &["rev-parse", "HEAD"]);
    let workspace = folder(name);
    let origin = format!("file://{}", stage.workspace.display());
    git(&workspace, &["clone", "--quiet", "--depth=1", &origin, "."]);
    write(&workspace, "infra/plan.json", &plan("api", 12));
    Stage {
        folder: stage.folder.clone(),
        workspace,
        base: stage.base.clone(),
        head,
        files: stage.files.clone(),
    }
}

/// What decides is the branch's as it is now, whatever the event says of it, also where the checkout has one commit only.
#[test]
fn the_base_need_not_be_in_the_checkout() {
    let shallow = shallow(&Stage::new("shallow"), "shallow-checkout");
    let eve = shallow.github(&[("eve", "APPROVED", &shallow.head)]);
    let outcome = shallow.job(&eve.api, "pull_request", &shallow.event()).run();
    assert_eq!(outcome.output("exit-code"), "4", "{}", outcome.log);
    assert!(outcome.annotations("error")[0].contains("needs @bob"), "{}", outcome.log);
    assert!(eve.paths().iter().all(|path| !path.contains(OLD)), "{:?}", eve.paths());
    let bob = shallow.github(&[("bob", "APPROVED", &shallow.head)]);
    let outcome = shallow.job(&bob.api, "pull_request", &shallow.event()).run();
    assert_eq!(outcome.output("exit-code"), "0", "{}", outcome.log);
    let known = git(&shallow.workspace, &["rev-list", "--all"]);
    assert_eq!(known, shallow.head, "nothing is fetched");
}

#[test]
fn a_base_that_is_named_is_fetched_where_it_is_missing() {
    let shallow = shallow(&Stage::new("shallow-named"), "shallow-named-checkout");
    let eve = shallow.github(&[("eve", "APPROVED", &shallow.head)]);
    let run = |base: &str| {
        let mut job = shallow.job(&eve.api, "pull_request", &shallow.event());
        job.inputs.insert("base".to_owned(), base.to_owned());
        job.run()
    };
    let outcome = run(&shallow.base);
    assert_eq!(outcome.output("exit-code"), "4", "{}", outcome.log);
    assert!(outcome.annotations("error")[0].contains("needs @bob"), "{}", outcome.log);
    assert_eq!(git(&shallow.workspace, &["cat-file", "-t", &shallow.base]), "commit");
    let config = std::fs::read_to_string(shallow.workspace.join(".git/config")).unwrap();
    assert!(!config.contains("extraheader"), "the token stays nowhere: {config}");
    let outcome = run(OLD);
    assert_eq!((outcome.output("exit-code"), outcome.success), ("3", false));
    assert!(outcome.annotations("error")[0].contains("cannot be fetched"), "{}", outcome.log);
}

#[test]
fn several_plans_and_globs_are_one_check() {
    let stage = Stage::new("several");
    write(&stage.workspace, "envs/a b/plan.json", &plan("spaced", 7));
    write(&stage.workspace, "envs/c/plan.json", &plan("other", 8));
    write(&stage.workspace, "[x]/plan.json", &plan("literal", 9));
    let mut job = stage.push();
    job.inputs
        .insert("plan".to_owned(), "\n  infra/plan.json\r\nenvs/*/plan.json\n\n[x]/plan.json\n".to_owned());
    let outcome = job.run();
    assert_eq!(counts(&outcome), ["4", "4", "4", "4", "0"], "{}", outcome.log);
}

#[test]
fn sources_are_checked_without_a_plan() {
    let stage = Stage::new("sources");
    std::fs::remove_file(stage.workspace.join("infra/plan.json")).unwrap();
    let mut job = stage.push();
    job.inputs.insert("plan".to_owned(), String::new());
    job.inputs.insert("path".to_owned(), "infra".to_owned());
    let outcome = job.run();
    assert_eq!(counts(&outcome), ["0", "0", "0", "0", "0"], "{}", outcome.log);
}

/// Root modules by name: what is planned with which values stands in the settings, not in workflows.
#[test]
fn root_modules_are_named() {
    let stage = Stage::new("named");
    let root = |name: &str| format!("root \"{name}\" {{\n  folder = \"infra\"\n}}\n");
    write(&stage.workspace, ".sekisho.hcl", &["prod", "test"].map(root).concat());
    std::fs::remove_file(stage.workspace.join("infra/plan.json")).unwrap();
    for (file, name) in
        [("out/prod.json", "api"), ("out/b/test=1.json", "other"), ("out/c/test=1.json", "last")]
    {
        write(&stage.workspace, file, &plan(name, 12));
    }
    let run = |input: &str, value: &str| {
        let mut job = stage.push();
        job.inputs.insert("plan".to_owned(), String::new());
        job.inputs.insert(input.to_owned(), value.to_owned());
        let outcome = job.run();
        let report = std::fs::read_to_string(outcome.output("json-file")).unwrap_or_default();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap_or_default();
        let inputs = report["inputs"].as_array().cloned().unwrap_or_default();
        let named = |input: &serde_json::Value| {
            format!("{} {}", input["root"].as_str().unwrap_or("-"), input["path"].as_str().unwrap())
        };
        (inputs.iter().map(named).collect::<Vec<_>>(), outcome)
    };
    let (named, outcome) = run("plan", "prod=out/prod.json\ntest=out/*/test=1.json\nout/b/test=1.json");
    let expected =
        ["prod out/prod.json", "test out/b/test=1.json", "test out/c/test=1.json", "- out/b/test=1.json"];
    assert_eq!(named, expected, "{}", outcome.log);
    assert_eq!(run("path", "test").0, ["test infra"]);
    assert_eq!(run("path", "infra").0, ["prod infra", "test infra"]);
    let (_, outcome) = run("plan", "prdo=out/prod.json");
    assert_eq!(outcome.output("exit-code"), "2");
    let error = outcome.annotations("error").join("\n");
    assert!(
        error.contains("no root module is named `prdo`") && error.contains("did you mean `prod`?"),
        "{error}"
    );
}

#[test]
fn what_is_not_there_is_an_error() {
    let stage = Stage::new("missing");
    let cases: [(&str, &str, &str, &str); 11] = [
        ("", "", "2", "there is nothing to check"),
        (" \n ", "\n", "2", "there is nothing to check"),
        ("nowhere.json", "", "3", "plan: there is no file nowhere.json"),
        ("infra/plan.json\nenvs/*/plan.json", "", "3", "plan: there is no file envs/*/plan.json"),
        ("infra", "", "3", "plan: infra is not a file"),
        ("**/plan.json", "", "2", "** is not understood"),
        ("infra/plan.json\nprod=nowhere.json", "", "3", "plan: there is no file nowhere.json"),
        ("prod=infra", "", "3", "plan: infra is not a file"),
        ("", "nowhere", "3", "nowhere: no such file"),
        ("", "infra/plan.json", "2", "path: infra/plan.json is a file"),
        ("infra/plan.json", "infra\ninfra", "2", "with plans it is one folder"),
    ];
    for (plan, path, code, said) in cases {
        let mut job = stage.push();
        job.inputs.insert("plan".to_owned(), plan.to_owned());
        job.inputs.insert("path".to_owned(), path.to_owned());
        let outcome = job.run();
        assert_eq!(
            (outcome.success, outcome.output("exit-code")),
            (false, code),
            "{plan:?} {path:?}: {}",
            outcome.log
        );
        assert!(outcome.annotations("error")[0].contains(said), "{plan:?} {path:?}: {}", outcome.log);
    }
}

/// A tool that cannot check says so, and leaves no report that could be taken for a clean one.
#[test]
fn what_cannot_be_checked_is_no_success() {
    let stage = Stage::new("broken");
    write(&stage.workspace, "infra/plan.json", "{");
    for (input, value, code, said) in [
        ("plan", "infra/plan.json", "3", "infra/plan.json"),
        ("fail-on", "never", "2", "never"),
        ("policies", "nowhere", "2", "nowhere"),
        ("unknown", "maybe", "2", "maybe"),
    ] {
        let mut job = stage.push();
        job.inputs.insert(input.to_owned(), value.to_owned());
        let outcome = job.run();
        assert_eq!(counts(&outcome), [code, "", "", "", ""], "{input}: {}", outcome.log);
        assert!(!outcome.success && outcome.output("json-file").is_empty());
        let error = outcome.annotations("error").join("\n");
        assert!(error.contains("could not check") && error.contains(said), "{input}: {}", outcome.log);
        assert!(outcome.summary.contains(&format!("exit code {code}")), "{}", outcome.summary);
    }
}

#[test]
fn inputs_are_what_the_flags_are() {
    let stage = Stage::new("flags");
    let run = |more: &[(&str, &str)]| {
        let mut job = stage.push();
        job.inputs.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        job.run()
    };
    write(&stage.workspace, "own.hcl", "rule \"grows\" {\n  level = \"advisory\"\n}\n");
    assert_eq!(counts(&run(&[("config", "own.hcl")]))[..2], ["0", "1"]);
    assert_eq!(counts(&run(&[("fail-on", "critical")]))[..3], ["0", "1", "0"]);
    assert_eq!(counts(&run(&[("args", "--no-builtin\n--fail-on=critical")]))[..3], ["0", "1", "0"]);
    assert_eq!(counts(&run(&[("path", "infra"), ("unknown", "fail")]))[..2], ["4", "1"]);
}

#[test]
fn switches_are_true_or_false() {
    let stage = Stage::new("switches");
    for input in ["review", "comment", "status"] {
        for text in ["yes", "--quiet", "true\nfalse", "$(touch pwned)"] {
            let mut job = stage.job("http://127.0.0.1:1", "pull_request", &stage.event());
            job.inputs.insert(input.to_owned(), text.to_owned());
            let outcome = job.run();
            assert_eq!((outcome.success, outcome.output("exit-code")), (false, "2"), "{}", outcome.log);
            assert!(outcome.annotations("error")[0].contains("expected true or false"), "{}", outcome.log);
        }
    }
    assert!(!stage.workspace.join("pwned").exists());
}
