//! The command on a pull request, as a workflow runs it, against a server on this machine that answers as GitHub documents it:
//! where the base comes from, whose approval counts, what happens where something cannot be found out.
#![cfg(feature = "github")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod double;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use double::{Double, Reply, say, with};

const PULL: &str = "/repos/acme/shop/pulls/7";
const REVIEWS: &str = "/repos/acme/shop/pulls/7/reviews?per_page=100";
const BRANCH: &str = "/repos/acme/shop/branches/release%2F2.x";
const HEAD: &str = "1111111111111111111111111111111111111111";
const TIP: &str = "2222222222222222222222222222222222222222";
/// What GitHub says with the pull request: the branch has moved on since.
const OLD: &str = "3333333333333333333333333333333333333333";
const TOKEN: &str = "ghp_0123456789abcdefSECRET";
const TEAM_TOKEN: &str = "github_pat_11AAAAAA0SECRET";

/// A pull request that makes a database larger, checked out with git, and the event beside it.
struct Shop {
    folder: PathBuf,
}

impl Shop {
    fn new(name: &str, owners: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("github-gate").join(name).join("shop");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("policies")).unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let copy = |from: &str, to: &str| std::fs::copy(root.join(from), folder.join(to)).map(drop).unwrap();
        copy("plans/changes/rds_resize/plan.json", "plan.json");
        copy("plans/changes/rds_resize/main.tf", "main.tf");
        copy("policies/databases.policy.hcl", "policies/databases.policy.hcl");
        let shop = Self { folder };
        shop.write("CODEOWNERS", owners);
        shop.git(&["init", "--quiet"]);
        shop.commit();
        shop
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.join(name), text).unwrap();
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git").arg("-C").arg(&self.folder).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Everything as it is now; its full name.
    fn commit(&self) -> String {
        self.git(&["add", "."]);
        self.git(&["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// The files as the API has them at a commit, but for those that are said here.
    fn on_github(&self, commit: &str, other: &[(&str, Option<&str>)]) -> Vec<(String, Vec<Reply>)> {
        let names = ["CODEOWNERS", "main.tf", "plan.json", "policies/databases.policy.hcl"];
        let own = names.iter().map(|name| (*name, std::fs::read_to_string(self.folder.join(name)).ok()));
        let other = other.iter().map(|(name, text)| (*name, text.map(str::to_owned)));
        let all: BTreeMap<&str, Option<String>> = own.chain(other).collect();
        let there = all.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?)));
        double::files(commit, &there.collect())
    }

    fn run(&self, double: &Double, event: &Value, arguments: &[&str]) -> Run {
        let path = self.folder.with_file_name("event.json");
        std::fs::write(&path, event.to_string()).unwrap();
        let base =
            ["check", "plan.json", "--no-builtin", "--policies", "policies", "--skip", "database-zones"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.current_dir(&self.folder).args(base).args(["--github"]).args(arguments);
        if !arguments.contains(&"--format") {
            command.args(["--format", "json"]);
        }
        command.env("GITHUB_API_URL", &double.api).env("GITHUB_REPOSITORY", "acme/shop");
        command.env("GITHUB_EVENT_PATH", &path).env_remove("GITHUB_REF");
        command.env("GITHUB_TOKEN", format!("{TOKEN}\n")).env("SEKISHO_TEAM_TOKEN", TEAM_TOKEN);
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn report(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("{}{}", self.out, self.err))
    }

    /// `status rule` of each finding.
    fn found(&self) -> Vec<String> {
        let report = self.report();
        let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let findings = report["findings"].as_array().unwrap();
        findings
            .iter()
            .map(|finding| format!("{} {}", word(finding, "status"), word(finding, "rule")))
            .collect()
    }

    fn notes(&self) -> String {
        self.report()["gate"]["notes"].to_string()
    }
}

fn event() -> Value {
    json!({"action": "submitted", "pull_request": {"number": 7, "head": {"sha": HEAD}, "base": {"sha": OLD}}, "review": {"state": "approved"}})
}

fn user(login: &str) -> Value {
    json!({"login": login, "id": 1, "type": "User", "site_admin": false})
}

fn pull(head: &str) -> Value {
    let base =
        json!({"label": "acme:release/2.x", "ref": "release/2.x", "sha": OLD, "repo": {"private": true}});
    json!({"number": 7, "state": "open", "user": user("ann"), "head": {"ref": "x", "sha": head, "repo": null}, "base": base})
}

fn approval(login: &str) -> Value {
    json!({"id": 80, "user": user(login), "body": "", "state": "APPROVED", "commit_id": HEAD, "submitted_at": "2026-11-17T17:43:43Z", "author_association": "COLLABORATOR"})
}

fn tip(commit: &str) -> Reply {
    say(200, &json!({"name": "release/2.x", "commit": {"sha": commit, "url": "x"}, "protected": true}))
}

fn refusal(message: &str) -> Value {
    json!({"message": message, "documentation_url": "https://docs.github.com/rest", "status": "x"})
}

/// A server that knows the pull request, its reviews, the branch and more.
fn server(reviews: &[Value], branch: Reply, more: Vec<(String, Vec<Reply>)>) -> Double {
    let mut routes = vec![
        (PULL.to_owned(), vec![say(200, &pull(HEAD))]),
        (REVIEWS.to_owned(), vec![say(200, &Value::Array(reviews.to_vec()))]),
        (BRANCH.to_owned(), vec![branch]),
    ];
    routes.extend(more);
    let routes: Vec<(&str, Vec<Reply>)> =
        routes.iter().map(|(path, all)| (path.as_str(), all.clone())).collect();
    Double::new(&routes)
}

#[test]
fn the_base_is_the_branch_as_it_is_now() {
    let shop = Shop::new("tip", "* @bob\n");
    let at_tip = || shop.on_github(TIP, &[("CODEOWNERS", Some("* @cat\n"))]);
    let run = |who: &str| shop.run(&server(&[approval(who)], tip(TIP), at_tip()), &event(), &[]);
    let removed = run("bob");
    assert_eq!(removed.code, Some(4), "{}{}", removed.out, removed.err);
    assert_eq!(removed.report()["findings"][0]["owners"], json!(["@cat"]));
    assert!(removed.found().contains(&"failed guarded_file_edited".to_owned()), "{:?}", removed.found());
    assert_eq!(run("cat").code, Some(0));
    let double = server(&[], tip(TIP), at_tip());
    shop.run(&double, &event(), &[]);
    assert!(double.paths().iter().all(|path| !path.contains(OLD)), "{:?}", double.paths());
}

#[test]
fn a_base_that_git_has_is_read_there() {
    let shop = Shop::new("local", "* @bob\n");
    let base = shop.git(&["rev-parse", "HEAD"]);
    shop.write("CODEOWNERS", "* @eve\n");
    shop.commit();
    let double = server(&[approval("eve")], tip(&base), Vec::new());
    let run = shop.run(&double, &event(), &[]);
    assert_eq!((run.code, &run.report()["findings"][0]["owners"]), (Some(4), &json!(["@bob"])));
    assert_eq!(double.paths(), [PULL, BRANCH, REVIEWS]);
    let run = shop.run(&server(&[approval("bob")], tip(&base), Vec::new()), &event(), &[]);
    assert_eq!(run.code, Some(0), "{}", run.out);
}

/// Where the history is not at hand, GitHub says where the pull request left the branch.
#[test]
fn what_has_happened_on_the_branch_since_is_not_an_edit() {
    let shop = Shop::new("since", "* @bob\n");
    let left = "5555555555555555555555555555555555555555";
    let compare = format!("/repos/acme/shop/compare/{TIP}...{HEAD}?per_page=1&page=2");
    let commit = |sha: &str| json!({"sha": sha, "node_id": "x", "url": "x"});
    let compared = json!({"status": "diverged", "ahead_by": 1, "behind_by": 1, "total_commits": 1, "commits": [],
        "base_commit": commit(TIP), "merge_base_commit": commit(left)});
    let run = |owners_then: &str, compared: Reply| {
        let mut routes = shop.on_github(TIP, &[("CODEOWNERS", Some("* @cat\n"))]);
        routes.extend(shop.on_github(left, &[("CODEOWNERS", Some(owners_then))]));
        routes.push((compare.clone(), vec![compared]));
        let run = shop.run(&server(&[], tip(TIP), routes), &event(), &[]);
        assert_eq!(run.code, Some(4), "{}{}", run.out, run.err);
        run.found().contains(&"failed guarded_file_edited".to_owned())
    };
    assert!(!run("* @bob\n", say(200, &compared)));
    assert!(run("* @dan\n", say(200, &compared)));
    assert!(run("* @bob\n", say(404, &refusal("Not Found"))));
}

/// GitHub says of a branch that is gone that it is not found; then the commit that it was at is left.
#[test]
fn a_branch_that_is_gone_leaves_its_commit() {
    let shop = Shop::new("gone", "* @bob\n");
    let gone = say(404, &refusal("Branch not found"));
    let run = shop.run(&server(&[approval("bob")], gone, shop.on_github(OLD, &[])), &event(), &[]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
}

#[test]
fn settings_and_policies_are_those_of_the_base_on_github() {
    let shop = Shop::new("settings", "* @bob\n");
    shop.write(".sekisho.hcl", "rule \"*\" {\n  level = \"advisory\"\n}\n");
    shop.write("policies/databases.policy.hcl", "");
    shop.commit();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/policies/databases.policy.hcl");
    let policy = std::fs::read_to_string(root).unwrap();
    let at_tip = || shop.on_github(TIP, &[("policies/databases.policy.hcl", Some(&policy))]);
    let run = shop.run(&server(&[], tip(TIP), at_tip()), &event(), &[]);
    assert_eq!(run.code, Some(4), "{}{}", run.out, run.err);
    assert!(run.found().contains(&"failed database_size".to_owned()), "{:?}", run.found());
    let two = [
        ("policies/databases.policy.hcl", Some(policy.as_str())),
        (".sekisho.hcl", Some("gate {\n  min_approvals = 2\n}\n")),
    ];
    let run = shop.run(&server(&[approval("bob")], tip(TIP), shop.on_github(TIP, &two)), &event(), &[]);
    assert_eq!(run.code, Some(4), "{}{}", run.out, run.err);
    // They may speak of what the pull request has taken away.
    let gone = [two[0], (".sekisho.hcl", Some("root \"old\" {\n}\n"))];
    let run = shop.run(&server(&[], tip(TIP), shop.on_github(TIP, &gone)), &event(), &[]);
    assert!(run.err.contains("warning: there is no Terraform source in old"), "{}", run.err);
    assert_eq!(run.code, Some(4), "{}{}", run.out, run.err);
}

#[test]
fn a_base_that_is_given_wins_and_nobody_is_asked_without_a_need() {
    let shop = Shop::new("given", "* @bob\n");
    let double = Double::new(&[]);
    let run = shop.run(&double, &event(), &["--base", "HEAD", "--skip", "database-size"]);
    assert_eq!((run.code, double.paths().len()), (Some(0), 0), "{}", run.out);
    let double = server(&[approval("bob")], tip(TIP), Vec::new());
    let run = shop.run(&double, &event(), &["--base", "HEAD"]);
    assert_eq!(
        (run.code, double.paths()),
        (Some(0), vec![PULL.to_owned(), REVIEWS.to_owned()]),
        "{}",
        run.out
    );
}

/// The group comes upon what stands before it in the queue; approvals are of the pull request's own head.
#[test]
fn a_merge_group_goes_by_its_own_base_and_the_reviews_of_its_pull_request() {
    let shop = Shop::new("queue", "* @bob\n");
    let group = "4444444444444444444444444444444444444444";
    let queue = json!({"action": "checks_requested", "merge_group": {
        "head_sha": group, "base_sha": TIP, "base_ref": "refs/heads/release/2.x",
        "head_ref": format!("refs/heads/gh-readonly-queue/release/2.x/pr-7-{TIP}"),
    }});
    let at_base = || shop.on_github(TIP, &[]);
    let double = server(&[approval("bob")], tip(OLD), at_base());
    let run = shop.run(&double, &queue, &[]);
    assert_eq!((run.code, &run.report()["gate"]["head"]), (Some(0), &json!(HEAD)), "{}{}", run.out, run.err);
    assert!(!double.paths().contains(&BRANCH.to_owned()));
    let run = shop.run(&server(&[], tip(OLD), at_base()), &queue, &[]);
    assert_eq!(run.code, Some(4));
    let of_group = json!({"user": user("bob"), "state": "APPROVED", "commit_id": group});
    assert_eq!(shop.run(&server(&[of_group], tip(OLD), at_base()), &queue, &[]).code, Some(4));
}

/// Where the settings of the base say so, the queue does not ask again; what nobody may let pass still blocks.
#[test]
fn a_merge_queue_may_be_trusted() {
    let shop = Shop::new("trusted", "* @bob\n");
    let queue = |base: &str| {
        json!({"action": "checks_requested", "merge_group": {
            "head_sha": OLD, "base_sha": base, "base_ref": "refs/heads/main",
            "head_ref": format!("refs/heads/gh-readonly-queue/main/pr-7-{base}"),
        }})
    };
    let before = shop.git(&["rev-parse", "HEAD"]);
    let settings = "gate {\n  merge_queue = \"trust\"\n}\n";
    shop.write(".sekisho.hcl", settings);
    let base = shop.commit();
    let double = server(&[], tip(TIP), Vec::new());
    let run = shop.run(&double, &queue(&base), &[]);
    let expected = ["failed database_tags", "approved database_size", "approved database_size"];
    assert_eq!((run.code, run.found()), (Some(0), expected.map(str::to_owned).to_vec()));
    let approval = run.report()["findings"][1]["approval"].clone();
    assert_eq!(
        (&approval["state"], &approval["by"], &approval["entered"]),
        (&json!("approved"), &json!([]), &json!(true))
    );
    assert!(double.paths().iter().all(|path| path == PULL), "{:?}", double.paths());
    for format in ["human", "markdown"] {
        let run = shop.run(&double, &queue(&base), &["--format", format]);
        assert!(run.out.contains("entered the merge queue"), "{}", run.out);
    }
    let double = server(&[], tip(&base), Vec::new());
    assert_eq!(shop.run(&double, &event(), &[]).code, Some(4), "a pull request is not in the queue");
    assert_eq!(shop.run(&double, &queue(&before), &[]).code, Some(4), "the base did not say so");
    let unread = shop.run(&Double::new(&[]), &queue(&base), &[]);
    assert_eq!(unread.code, Some(5), "the settings at hand are not those of the base: {}", unread.out);
    let gate = std::fs::read_to_string(shop.folder.join("policies/databases.policy.hcl")).unwrap();
    shop.write("policies/databases.policy.hcl", &gate.replace("mandatory_overridable", "mandatory"));
    let base = shop.commit();
    assert_eq!(shop.run(&double, &queue(&base), &[]).code, Some(1), "what is mandatory blocks");
}

#[test]
fn events_of_no_pull_request_say_how_to_name_one() {
    let shop = Shop::new("events", "* @bob\n");
    let fork = json!({"action": "completed", "workflow_run": {"head_sha": HEAD, "pull_requests": [], "event": "pull_request"}});
    let double = server(&[approval("bob")], tip(TIP), shop.on_github(TIP, &[]));
    let run = shop.run(&double, &fork, &[]);
    assert!(
        run.code == Some(2) && run.err.contains("--pull-request") && run.err.contains("fork"),
        "{}",
        run.err
    );
    assert_eq!(shop.run(&double, &fork, &["--pull-request", "7"]).code, Some(0));
    let other = json!({"action": "completed", "workflow_run": {"head_sha": OLD, "pull_requests": []}});
    let run = shop.run(&double, &other, &["--pull-request", "7"]);
    assert!(run.code == Some(4) && run.notes().contains("was checked"), "{}", run.out);
    let target =
        json!({"action": "opened", "number": 7, "pull_request": {"number": 7, "head": {"sha": HEAD}}});
    assert_eq!(shop.run(&double, &target, &[]).code, Some(0));
    let comment =
        json!({"action": "created", "issue": {"number": 7, "pull_request": {}}, "comment": {"body": "x"}});
    assert_eq!(shop.run(&double, &comment, &["--head", HEAD]).code, Some(0));
    let push = json!({"ref": "refs/heads/main", "after": HEAD});
    let run = shop.run(&double, &push, &[]);
    assert!(run.code == Some(2) && run.err.contains("--pull-request"), "{}", run.err);
}

/// Who comments or starts a workflow names no commit, and somebody may have pushed since the plan was made.
#[test]
fn what_is_checked_out_is_the_newest_commit_or_nobody_knows_what_was_planned() {
    let shop = Shop::new("checked-out", "* @bob\n");
    let checked_out = shop.git(&["rev-parse", "HEAD"]);
    let comment = json!({"action": "created", "issue": {"number": 7, "pull_request": {}}, "comment": {}});
    let of = |head: &str, merged: Option<&str>| {
        let mut now = pull(head);
        now["merge_commit_sha"] = json!(merged);
        let mut review = approval("bob");
        review["commit_id"] = json!(head);
        let files = shop.on_github(TIP, &[]);
        let mut routes: Vec<(&str, Vec<Reply>)> =
            files.iter().map(|(path, all)| (path.as_str(), all.clone())).collect();
        routes.push((PULL, vec![say(200, &now)]));
        routes.push((REVIEWS, vec![say(200, &json!([review]))]));
        routes.push((BRANCH, vec![tip(TIP)]));
        let double = Double::new(&routes);
        let run = shop.run(&double, &comment, &[]);
        (run.code, run.err.contains("--head names it"), double.paths().len())
    };
    assert_eq!(of(&checked_out, None).0, Some(0));
    assert_eq!(of(HEAD, Some(&checked_out)).0, Some(0), "as GitHub merges it");
    assert_eq!(of(HEAD, Some(OLD)), (Some(2), true, 1));
    assert_eq!(of(HEAD, None), (Some(2), true, 1));
    let unread = shop.run(&Double::new(&[]), &comment, &["--base", "HEAD"]);
    assert_eq!(unread.code, Some(5), "{}", unread.err);
}

#[test]
fn a_pull_request_that_has_moved_on_is_told() {
    let shop = Shop::new("moved", "* @bob\n");
    let newer =
        json!({"user": user("bob"), "state": "APPROVED", "commit_id": OLD, "author_association": "MEMBER"});
    let server = |review: Value| {
        let mut routes = shop.on_github(TIP, &[]);
        routes.push((PULL.to_owned(), vec![say(200, &pull(OLD))]));
        routes.push((BRANCH.to_owned(), vec![tip(TIP)]));
        routes.push((REVIEWS.to_owned(), vec![say(200, &json!([review]))]));
        let routes: Vec<(&str, Vec<Reply>)> =
            routes.iter().map(|(path, all)| (path.as_str(), all.clone())).collect();
        Double::new(&routes)
    };
    let run = shop.run(&server(newer), &event(), &[]);
    assert_eq!((run.code, &run.report()["gate"]["head"]), (Some(4), &json!(HEAD)));
    assert!(
        run.notes().contains(&format!("the pull request is at {OLD}, and {HEAD} was checked")),
        "{}",
        run.notes()
    );
    assert_eq!(shop.run(&server(approval("bob")), &event(), &[]).code, Some(0));
}

#[test]
fn a_stranger_with_an_owners_name_is_asked_about() {
    let shop = Shop::new("stranger", "* @bob\n");
    let path = "/repos/acme/shop/collaborators/bob/permission";
    let run = |association: &str, reply: Reply| {
        let mut review = approval("Bob");
        review["author_association"] = association.into();
        let mut routes = shop.on_github(TIP, &[]);
        routes.push((path.to_owned(), vec![reply]));
        shop.run(&server(&[review], tip(TIP), routes), &event(), &[])
    };
    let may = |permission: &str| {
        say(200, &json!({"permission": permission, "role_name": permission, "user": user("bob")}))
    };
    for (permission, code) in [("admin", 0), ("write", 0), ("read", 4), ("none", 4), ("other", 5)] {
        let run = run("NONE", may(permission));
        assert_eq!(run.code, Some(code), "{permission}: {}", run.out);
        assert_eq!(run.notes().contains("may not write to the repository"), code == 4, "{}", run.notes());
    }
    assert_eq!(run("CONTRIBUTOR", say(403, &refusal("Must have push access"))).code, Some(5));
    assert_eq!(run("MEMBER", may("none")).code, Some(0), "nobody asks about members");
}

/// Whatever fails: never a pass, and a sentence that says what to do.
#[test]
fn what_cannot_be_asked_is_undecided() {
    let shop = Shop::new("undecided", "* @bob\n");
    let team = Shop::new("undecided-team", "* @acme/data\n");
    let bad = || say(401, &refusal("Bad credentials"));
    let denied = || say(403, &refusal("Resource not accessible by integration"));
    let nothing = Double::new(&[(PULL, vec![bad()])]);
    let run = shop.run(&nothing, &event(), &[]);
    assert_eq!(
        (run.code, &run.report()["findings"][0]["approval"]["state"]),
        (Some(5), &json!("unverified"))
    );
    let said = run.report()["findings"][0]["approval"]["unverified"].clone();
    assert_eq!(said, json!(["who has approved could not be found out"]));
    let notes = run.notes();
    assert!(notes.contains("no longer valid") && notes.matches("Bad credentials").count() == 1, "{notes}");
    let run = shop.run(&nothing, &event(), &["--skip", "database-size"]);
    assert_eq!(run.code, Some(5), "the settings that count are not known: {}", run.out);
    assert!(run.notes().contains("Bad credentials"), "{}", run.notes());
    let listing = format!("/repos/acme/shop/git/trees/{TIP}?recursive=1");
    let blind = server(&[approval("bob")], tip(TIP), vec![(listing, vec![denied()])]);
    let run = shop.run(&blind, &event(), &[]);
    assert_eq!(run.code, Some(5), "{}", run.out);
    assert!(run.err.contains("contents: read") && run.err.contains("--base"), "{}", run.err);
    let gone = say(404, &refusal("Not Found"));
    let run = shop.run(&server(&[approval("bob")], gone, Vec::new()), &event(), &[]);
    assert!(run.code == Some(5) && run.err.contains("contents: read"), "{}{}", run.out, run.err);
    let at_tip = team.on_github(TIP, &[]);
    let run = team.run(&server(&[approval("bob")], tip(TIP), at_tip), &event(), &[]);
    assert_eq!(run.code, Some(5), "{}", run.out);
    assert!(run.out.contains("SEKISHO_TEAM_TOKEN"), "{}", run.out);
}

/// In no output, whatever happens, and in no address.
#[test]
fn tokens_are_told_to_nobody() {
    let shop = Shop::new("tokens", "* @acme/data\n");
    let other = Double::new(&[]);
    let away = with(302, &format!("location: {}/x\r\n", other.api), &json!({}));
    let html = Reply::Say(401, String::new(), "<html>".to_owned());
    let team = "/orgs/acme/teams/data/memberships/bob";
    let doubles = [
        Double::new(&[(PULL, vec![html])]),
        Double::new(&[(PULL, vec![away.clone()])]),
        Double::new(&[(PULL, vec![say(200, &json!([]))])]),
        server(&[approval("bob")], away.clone(), Vec::new()),
        server(&[approval("bob")], tip(TIP), shop.on_github(TIP, &[])),
        server(
            &[approval("bob")],
            tip(TIP),
            [shop.on_github(TIP, &[]), vec![(team.to_owned(), vec![away])]].concat(),
        ),
    ];
    for double in &doubles {
        for format in ["human", "json", "sarif", "github", "markdown"] {
            let run = shop.run(double, &event(), &["--format", format]);
            assert_eq!(run.code, Some(5), "{format}: {}{}", run.out, run.err);
            assert!(!run.out.contains("SECRET") && !run.err.contains("SECRET"), "{}{}", run.out, run.err);
        }
        assert!(double.paths().iter().all(|path| !path.contains("SECRET")));
        let seen = double.seen.lock().unwrap();
        let expected = |path: &str| if path.starts_with("/orgs/") { TEAM_TOKEN } else { TOKEN };
        assert!(seen.iter().all(|(path, token)| *token == format!("Bearer {}", expected(path))));
    }
    assert_eq!(other.paths(), [""; 0]);
}
