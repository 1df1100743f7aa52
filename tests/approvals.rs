//! Who has let what pass: histories of reviews and what is decided on them, and the gate from the command line.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::time::Duration;

use sekisho::check::{Counts, Finding, GatedSet, Need, Report, Status};
use sekisho::gate::approval::{Demand, Evidence, Stale, decide, gated_set, questions, strangers};
use sekisho::gate::previous::together;
use sekisho::gate::review::reviews;
use sekisho::gate::team::{Membership, Teams};
use sekisho::policy::{Level, Operation, Severity};
use serde::Deserialize;
use serde_json::{Value, json};

const HISTORIES: &str = include_str!("fixtures/approvals/histories.jsonl");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    name: String,
    owners: Vec<String>,
    #[serde(default)]
    extra: Vec<String>,
    min: Option<usize>,
    author: Option<String>,
    stale: Option<String>,
    #[serde(default)]
    teams: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    answers: BTreeMap<String, String>,
    writers: Option<BTreeMap<String, String>>,
    #[serde(default)]
    previous: Vec<String>,
    #[serde(default)]
    secret: bool,
    reviews: Vec<String>,
    expect: String,
}

/// `old` as a full SHA.
fn sha(name: &str) -> String {
    let digits: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
    let padded = format!("ab{digits:0<38}");
    if name == "HEAD" { sha("head").to_uppercase() } else { padded }
}

/// `bob APPROVED head Bot at=3 as=MEMBER`, as the API gives it; the last three may be missing.
fn review(line: &str) -> Value {
    let (marked, words): (Vec<&str>, Vec<&str>) = line.split(' ').partition(|word| word.contains('='));
    let mark = |name: &str| marked.iter().find_map(|word| word.strip_prefix(name));
    let user = match (words[0], words.get(3)) {
        ("null", _) => Value::Null,
        (login, Some(&"-")) => json!({ "login": login }),
        (login, kind) => {
            json!({ "login": login, "id": 1, "type": kind.unwrap_or(&"User"), "site_admin": false })
        }
    };
    let commit = if words[2] == "null" { Value::Null } else { sha(words[2]).into() };
    let who = mark("as=").unwrap_or("MEMBER");
    let mut review = json!({ "id": 80, "user": user, "body": "", "state": words[1], "commit_id": commit, "author_association": who });
    if let Some(at) = mark("at=") {
        let time = if at.len() == 1 { format!("2026-11-17T17:43:0{at}Z") } else { at.to_owned() };
        review["submitted_at"] = time.into();
    }
    review
}

/// `member`, `not` or another word.
fn membership(answer: &str) -> Membership {
    match answer {
        "member" => Membership::Member,
        "not" => Membership::Not,
        _ => Membership::Unverified("the token may not see it".to_owned()),
    }
}

fn finding(owners: &[String], change: Option<&str>) -> Finding {
    Finding {
        rule: "capacity".into(),
        address: "aws_ecs_service.checkout".into(),
        operation: Some(Operation::Update),
        status: Status::Failed,
        severity: Severity::Medium,
        level: Level::MandatoryOverridable,
        message: "desired_count 6 → 12".to_owned(),
        notes: Vec::new(),
        attributes: vec!["desired_count".to_owned()],
        location: None,
        chain: Vec::new(),
        owners: owners.to_vec(),
        responsible: None,
        approval: None,
        suppression: None,
        capacity: None,
        change: change.map(str::to_owned),
        fingerprint: "0123".to_owned(),
        input: 0,
    }
}

fn report(findings: Vec<Finding>) -> Report {
    Report {
        inputs: Vec::new(),
        rules: Vec::new(),
        findings,
        unknown: Vec::new(),
        errors: Vec::new(),
        warnings: Vec::new(),
        counts: Counts::default(),
        baseline: None,
        gate: None,
        duration: Duration::ZERO,
    }
}

fn evidence(history: &History, changes: &str) -> Evidence {
    let mut teams = Teams::listed(history.teams.clone());
    for (pair, answer) in &history.answers {
        let (team, login) = pair.split_once(' ').unwrap();
        teams.answer(team, login, membership(answer));
    }
    let earlier = history.previous.iter().map(|line| {
        let (commit, which) = line.split_once(' ').unwrap();
        let changes = if which == "same" { changes.to_owned() } else { "of other values".to_owned() };
        GatedSet { head: sha(commit), changes }
    });
    let list = Value::Array(history.reviews.iter().map(|line| review(line)).collect());
    Evidence {
        reviews: reviews(&list.to_string()).unwrap(),
        head: Some(sha("head")),
        newest: None,
        author: history.author.clone().unwrap_or_else(|| "ann".to_owned()),
        teams,
        stale: if history.stale.as_deref() == Some("allow") { Stale::Allowed } else { Stale::SameChanges },
        writers: history
            .writers
            .as_ref()
            .map(|all| all.iter().map(|(login, answer)| (login.clone(), membership(answer))).collect()),
        earlier: together(&earlier.collect::<Vec<_>>()),
        entered: false,
        unread: None,
    }
}

/// The decision in the words of the table.
fn decided(history: &History) -> String {
    let change = (!history.secret).then_some("6 to 12");
    let mut report = report(vec![finding(&history.owners, change)]);
    let changes = gated_set(&report).unwrap_or_default();
    let evidence = evidence(history, &changes);
    let demand = Demand { owners: history.extra.clone(), count: history.min.unwrap_or(1) };
    decide(&mut report, &evidence, &|_| demand.clone());
    let finding = &report.findings[0];
    let approval = finding.approval.as_ref().unwrap();
    assert_eq!(approval.missing.is_empty(), finding.status == Status::Approved, "{}", history.name);
    if finding.status == Status::Approved {
        assert!(approval.unverified.is_empty() && !approval.by.is_empty(), "{}", history.name);
        return format!("approved: {}", approval.by.join(", "));
    }
    let word = if approval.unverified.is_empty() { "missing" } else { "unverified" };
    let need = |need: &Need| {
        let not = need.author.as_ref().map(|author| format!(" (not {author})")).unwrap_or_default();
        format!("{} of {}{not}", need.count, need.of.join(", "))
    };
    let needs: Vec<String> = approval.missing.iter().map(need).collect();
    format!("{word}: {}", needs.join("; "))
}

#[test]
fn histories_are_decided_as_the_table_says() {
    let mut wrong = Vec::new();
    let histories: Vec<History> = HISTORIES
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}")))
        .collect();
    assert!(histories.len() >= 121);
    for history in &histories {
        let decided = decided(history);
        if decided != history.expect {
            wrong.push(format!("{}: {decided}, expected {}", history.name, history.expect));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Only people whose approval would count, only teams that own something, each pair once, none that is known already.
#[test]
fn only_what_matters_is_asked() {
    let history = History {
        owners: vec!["@org/a".to_owned(), "@org/known".to_owned(), "@bob".to_owned(), "x@y.z".to_owned()],
        teams: BTreeMap::from([("@org/known".to_owned(), vec!["cat".to_owned()])]),
        reviews: ["bob APPROVED head", "eve APPROVED old", "ann APPROVED head", "dan CHANGES_REQUESTED head"]
            .map(str::to_owned)
            .to_vec(),
        ..serde_json::from_value(json!({"name": "", "owners": [], "reviews": [], "expect": ""})).unwrap()
    };
    let advice = Finding { level: Level::Advisory, ..finding(&["@org/never".to_owned()], None) };
    let gated = finding(&history.owners, Some("x"));
    let report = report(vec![gated.clone(), gated, advice]);
    let demand = |_: &Finding| Demand { owners: vec!["@org/extra".to_owned()], count: 1 };
    let asked = questions(&report, &evidence(&history, ""), &demand);
    let pair = |team: &str| (team.to_owned(), "bob".to_owned());
    assert_eq!(asked, [pair("@org/a"), pair("@org/extra")]);
}

/// Only strangers who are named as owners and whose approval would count.
#[test]
fn only_strangers_are_asked_about() {
    let reviews = [
        "Bob APPROVED head as=NONE",
        "cat APPROVED head as=MEMBER",
        "dan APPROVED head as=NONE",
        "eve APPROVED old as=NONE",
        "fay APPROVED head as=CONTRIBUTOR",
    ];
    let history = History {
        owners: ["@bob", "@cat", "@eve", "@org/dan"].map(str::to_owned).to_vec(),
        reviews: reviews.map(str::to_owned).to_vec(),
        ..serde_json::from_value(json!({"name": "", "owners": [], "reviews": [], "expect": ""})).unwrap()
    };
    let report = report(vec![finding(&history.owners, Some("x"))]);
    let demand = |_: &Finding| Demand { owners: vec!["@Fay".to_owned()], count: 1 };
    let asked: Vec<String> = strangers(&report, &evidence(&history, ""), &demand).into_iter().collect();
    assert_eq!(asked, ["bob", "fay"]);
}

/// The set changes with a value, a place's owners, an input, another finding; not with the order.
#[test]
fn a_gated_set_is_the_changes_it_lets_pass() {
    let bob = ["@bob".to_owned()];
    let one = || finding(&bob, Some("6 to 12"));
    let other = || Finding { fingerprint: "4567".to_owned(), ..one() };
    let set = |findings: Vec<Finding>| gated_set(&report(findings));
    let base = set(vec![one(), other()]);
    assert_eq!(base, set(vec![other(), one()]));
    let advice = Finding { level: Level::Advisory, ..one() };
    assert_eq!(base, set(vec![one(), advice, other()]));
    let moved = finding(&["@cat".to_owned()], Some("6 to 12"));
    let different = [
        vec![one()],
        vec![one(), one(), other()],
        vec![moved, other()],
        vec![finding(&bob, Some("6 to 24")), other()],
        vec![finding(&bob, None), other()],
    ];
    different.into_iter().for_each(|findings| assert_ne!(base, set(findings)));
    assert_eq!(set(vec![finding(&bob, None)]), None);
}

#[test]
fn pages_that_were_kept_one_after_the_other_are_one_history() {
    let page = |login: &str| Value::Array(vec![review(&format!("{login} APPROVED head"))]).to_string();
    let all = reviews(&format!("{}\n{}", page("bob"), page("cat"))).unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(reviews("[]").unwrap(), []);
    for broken in ["", "  ", "{}", "[{}]", "[", r#"{"message": "Not Found"}"#, "[1]"] {
        assert!(reviews(broken).is_err(), "{broken}");
    }
}

/// What the command line says, with its code; files by name.
fn check(files: &[(&str, String)], args: &[&str]) -> (Option<i32>, String, String) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let unique = format!(
        "approvals-{:x}",
        files
            .iter()
            .flat_map(|f| f.1.bytes())
            .fold(args.join(" ").len(), |sum, byte| sum.wrapping_mul(31) + usize::from(byte))
    );
    let folder = folder.join(unique);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let root = env!("CARGO_MANIFEST_DIR");
    let plan = format!("{root}/tests/fixtures/plans/changes/rds_resize/plan.json");
    let policies = format!("{root}/tests/fixtures/policies");
    let base = ["check", &plan, "--no-builtin", "--policies", &policies, "--skip", "database-zones"];
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let output = command.args(base).args(args).current_dir(&folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn without_a_source_of_approvals_what_needs_one_blocks() {
    let head = sha("head");
    let (code, json, _) = check(&[], &["--head", &head, "--format", "json"]);
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &report["gate"]["head"]), (Some(4), &json!(head)));
    assert_eq!(report["gate"]["changes"].as_str().unwrap().len(), 64);
    assert_eq!(report["findings"][0]["approval"]["state"], "missing");
    let (code, json, _) = check(&[], &["--format", "json"]);
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &report["gate"]), (Some(4), &Value::Null));
}

#[test]
fn files_that_are_something_else_are_named() {
    let head = sha("head");
    let base = ["--head", &head, "--author", "ann"];
    let file = |name: &str, text: &str, flag: &str| {
        let name = name.to_owned();
        check(&[(&name, text.to_owned())], &[&base[..], &[flag, &name]].concat())
    };
    let (code, _, said) = file("reviews.json", r#"{"message": "Not Found"}"#, "--approvals");
    assert_eq!(code, Some(3), "{said}");
    assert!(said.starts_with("error: --approvals reviews.json: expected what GET /repos/"), "{said}");
    let (code, _, said) = file("teams.json", r#"{"checkout": ["bob"]}"#, "--teams");
    assert!(code == Some(3) && said.contains("teams are written as @org/team"), "{said}");
    let (code, _, said) = file("old.json", "{}", "--previous");
    assert!(code == Some(3) && said.contains("expected a JSON report of sekisho"), "{said}");
    let (code, _, said) = check(&[], &["--approvals", "nowhere.json", "--head", &head, "--author", "ann"]);
    assert!(code == Some(3) && said.contains("cannot be read"), "{said}");
    let (code, _, said) = check(&[], &["--head", "abc123"]);
    assert!(code == Some(2) && said.contains("expected the full SHA of a commit"), "{said}");
    let (code, _, said) = check(&[("reviews.json", "[]".to_owned())], &["--approvals", "reviews.json"]);
    assert!(code == Some(2) && said.contains("--author"), "{said}");
}

/// The author's own approval lets nothing pass, in whatever way the author is named.
#[test]
fn an_author_is_a_login_and_no_approver() {
    let root = env!("CARGO_MANIFEST_DIR");
    let check = |author: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let example = "examples/ecs-service";
        command.args(["check", &format!("{example}/infra/plan.json"), "--author", author]);
        command.args(["--config", &format!("{example}/.sekisho.hcl")]);
        command.args(["--approvals", &format!("{example}/story/reviews.json")]);
        command.args(["--head", "64a1c2f05d3b7e9861f0c4d2b8a7e6935f1c0d42"]);
        let output = command.current_dir(root).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(check("ann").0, Some(0));
    for author in ["bea", "BEA", "@bea"] {
        assert_eq!(check(author).0, Some(4), "{author}");
    }
    for none in ["", "@", "Bea Moor", "Bea <bea@example.org>", "bea@example.org"] {
        let (code, said) = check(none);
        assert!(code == Some(2) && said.contains("expected a login"), "{none}: {said}");
    }
}

/// One pull request from its first push on: blocked, approved, pushed to without and with another change.
#[test]
fn an_approval_lasts_as_long_as_the_change_is_the_same() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("approval-story");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixture = root.join("tests/fixtures/plans/changes/rds_resize");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let plan = std::fs::read_to_string(fixture.join("plan.json")).unwrap();
    write("main.tf", &std::fs::read_to_string(fixture.join("main.tf")).unwrap());
    write("CODEOWNERS", "* @acme/platform\n*.tf @acme/data\n");
    write("teams.json", r#"{"@acme/data": ["bob"], "@acme/platform": ["pat"]}"#);
    let policies = root.join("tests/fixtures/policies");
    let check = |head: &str, plan: &str, reviews: &[&str], previous: &[&str]| {
        write("plan.json", plan);
        let reviews: Vec<Value> = reviews.iter().map(|line| review(line)).collect();
        write("reviews.json", &Value::Array(reviews).to_string());
        let report = format!("json={head}.json");
        let head = sha(head);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command
            .args(["check", "plan.json", "--no-builtin", "--skip", "database-zones", "--policies"])
            .arg(&policies);
        command.args([
            "--codeowners",
            "CODEOWNERS",
            "--teams",
            "teams.json",
            "--author",
            "ann",
            "--head",
            &head,
        ]);
        command.args(["--approvals", "reviews.json", "--output", &report]);
        for name in previous {
            command.args(["--previous", &format!("{name}.json")]);
        }
        let output = command.current_dir(&folder).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, said) = check("one", &plan, &[], &[]);
    assert!(code == Some(4) && said.contains("needs @acme/data") && said.contains("main.tf:7:29"), "{said}");
    let (code, said) = check("one", &plan, &["pat APPROVED one"], &[]);
    assert!(code == Some(4) && !said.contains("approved by"), "{said}");
    let (code, said) = check("one", &plan, &["bob APPROVED one"], &[]);
    assert!(code == Some(0) && said.contains("approved by @bob"), "{said}");
    let (code, said) = check("two", &plan, &["bob APPROVED one"], &[]);
    assert!(code == Some(4) && said.contains("@bob approved an older commit"), "{said}");
    assert_eq!(check("two", &plan, &["bob APPROVED one"], &["one"]).0, Some(0));
    assert_eq!(check("three", &plan, &["bob APPROVED one"], &["two"]).0, Some(0));
    let bigger = plan.replace("2000", "4000");
    assert_ne!(plan, bigger);
    assert_eq!(check("four", &bigger, &["bob APPROVED one"], &["three"]).0, Some(4));
    assert_eq!(check("four", &bigger, &["bob APPROVED one", "bob APPROVED four"], &["three"]).0, Some(0));
}
