//! What a pull request may not decide about itself, on small repositories of git.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

const POLICY: &str = "# Volumes are encrypted.\nresource_policy \"aws_ebs_volume\" \"encrypted\" {\n  enforce {\n    condition     = core::try(attrs.encrypted, false) == true\n    error_message = \"Not encrypted.\"\n  }\n}\n";

const IGNORE: &str = "# sekisho:ignore encrypted reason=\"moves in spring\"\n";

const HEAD: &str = "1111111111111111111111111111111111111111";

fn volume(name: &str) -> String {
    format!("resource \"aws_ebs_volume\" \"{name}\" {{\n  availability_zone = \"a\"\n  size = 5\n}}\n")
}

/// A repository whose one commit is the base.
fn repository(name: &str, main: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("trust").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    write(&folder, "CODEOWNERS", "* @bob\n");
    write(&folder, "own.policy.hcl", POLICY);
    write(&folder, "main.tf", main);
    git(&folder, &["init", "--quiet"]);
    write(&folder, ".git/info/exclude", "plan.json\n");
    commit(&folder);
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"]);
}

fn head_of(folder: &Path) -> String {
    let output = Command::new("git").arg("-C").arg(folder).args(["rev-parse", "HEAD"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn git(folder: &Path, arguments: &[&str]) {
    assert!(Command::new("git").arg("-C").arg(folder).args(arguments).status().unwrap().success());
}

/// Who approves; the code and the findings as `status rule: what is said`.
fn check(folder: &Path, approvers: &[&str], arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let review = |login: &&str| json!({"user": {"login": login, "type": "User"}, "state": "APPROVED", "commit_id": HEAD});
    let reviews = folder.with_extension("reviews.json");
    std::fs::write(&reviews, Value::Array(approvers.iter().map(review).collect()).to_string()).unwrap();
    let base = ["check", "--no-builtin", "--policies", "own.policy.hcl", "--format", "json"];
    let here = arguments.first().is_none_or(|first| first.starts_with('-'));
    let approvals = ["--approvals", reviews.to_str().unwrap(), "--head", HEAD, "--author", "ann"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let output = command
        .args(base)
        .args(here.then_some("."))
        .args(approvals)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let said = |finding: &Value| {
        let owners: Vec<&str> =
            finding["owners"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let word = |key: &str| finding[key].as_str().unwrap().to_owned();
        format!("{} {} of {}", word("status"), word("rule"), owners.join(" "))
    };
    let mut found: Vec<String> = report["findings"].as_array().unwrap().iter().map(said).collect();
    found.sort();
    (output.status.code(), found)
}

const BASE: [&str; 2] = ["--base", "HEAD"];

#[test]
fn a_comment_that_is_added_needs_an_owner() {
    let folder = repository("added", &volume("data"));
    write(&folder, "main.tf", &format!("{IGNORE}{}", volume("data")));
    let failed = (Some(1), vec!["failed encrypted of @bob".to_owned()]);
    assert_eq!(check(&folder, &[], &BASE), failed);
    assert_eq!(check(&folder, &["ann", "eve"], &BASE), failed);
    let let_be = (Some(0), vec!["suppressed encrypted of @bob".to_owned()]);
    assert_eq!(check(&folder, &["bob"], &BASE), let_be);
    assert_eq!(check(&folder, &[], &[]), failed, "without a base every comment may be new");
}

#[test]
fn a_comment_that_was_there_needs_nobody() {
    let folder = repository("there", &format!("{IGNORE}{}", volume("data")));
    write(&folder, "main.tf", &format!("\n\n{IGNORE}{}", volume("data")));
    assert_eq!(check(&folder, &[], &BASE), (Some(0), vec!["suppressed encrypted of @bob".to_owned()]));
    write(&folder, "main.tf", &format!("{IGNORE}{}{IGNORE}{}", volume("data"), volume("more")));
    let (code, found) = check(&folder, &[], &BASE);
    assert_eq!((code, found[0].as_str(), found.len()), (Some(1), "failed encrypted of @bob", 2), "{found:?}");
    write(&folder, "main.tf", &format!("{}{}", IGNORE.replace("spring", "May"), volume("data")));
    assert_eq!(check(&folder, &[], &BASE).0, Some(1));
}

/// Two values, one of which a comment lets be; then the other's user takes that instead.
#[test]
fn a_comment_that_was_there_lets_nothing_else_be() {
    let user = |name: &str, local: &str| {
        format!("resource \"aws_ebs_volume\" \"{name}\" {{\n  encrypted = local.{local}\n}}\n")
    };
    let locals = format!("{IGNORE}locals {{\n  free = false\n}}\nlocals {{\n  held = true\n}}\n");
    let both = |second: &str| format!("{locals}{}{}", user("free", "free"), user("held", second));
    let folder = repository("redirected", &both("held"));
    let let_be = "suppressed encrypted of @bob".to_owned();
    assert_eq!(check(&folder, &[], &BASE), (Some(0), vec![let_be.clone()]));
    write(&folder, "main.tf", &both("free"));
    let blocked = (Some(1), vec!["failed encrypted of @bob".to_owned(), let_be.clone()]);
    assert_eq!(check(&folder, &[], &BASE), blocked);
    assert_eq!(check(&folder, &["bob"], &BASE), (Some(0), vec![let_be.clone(), let_be]));
}

/// All `locals` blocks look the same from outside.
#[test]
fn a_comment_does_not_move_to_another_block_of_no_name() {
    let user = |local: &str| {
        format!("resource \"aws_ebs_volume\" \"{local}\" {{\n  encrypted = local.{local}\n}}\n")
    };
    let text = |free: &str, held: &str, value: bool| {
        let locals = format!("{free}locals {{\n  free = true\n}}\n{held}locals {{\n  held = {value}\n}}\n");
        format!("{locals}{}{}", user("free"), user("held"))
    };
    let beside = IGNORE.trim_end();
    let within = |free: &str, held: &str, value: bool| {
        let text = text("", "", value).replacen("locals {", &format!("locals {{ {free}"), 1);
        text.replace("locals {\n  held", &format!("locals {{ {held}\n  held"))
    };
    for (name, text, comment) in
        [("above", &text as &dyn Fn(&str, &str, bool) -> String, IGNORE), ("within", &within, beside)]
    {
        let folder = repository(&format!("moved-{name}"), &text(comment, "", true));
        write(&folder, "main.tf", &text("", comment, false));
        assert_eq!(
            check(&folder, &[], &BASE),
            (Some(1), vec!["failed encrypted of @bob".to_owned()]),
            "{name}"
        );
        commit(&folder);
        write(&folder, "main.tf", &format!("\n{}", text("", comment, false)));
        assert_eq!(check(&folder, &[], &BASE).0, Some(0), "{name}");
    }
}

/// A call that leads to another module makes something else of the same name.
#[test]
fn a_comment_in_another_module_lets_nothing_else_be() {
    let call = |folder: &str| format!("module \"m\" {{\n  source = \"./{folder}\"\n}}\n");
    let folder = repository("switched", &call("held"));
    for (name, text) in [("held", volume("data")), ("free", format!("{IGNORE}{}", volume("data")))] {
        std::fs::create_dir(folder.join(name)).unwrap();
        write(&folder, &format!("{name}/main.tf"), &text);
    }
    commit(&folder);
    let volume = json!({ "availability_zone": "a", "size": 5 });
    let plan = |actions: &str, before: &Value| {
        let change = json!({ "actions": [actions], "before": before, "after": volume, "after_unknown": {} });
        write(&folder, "plan.json", &plan("module.m.aws_ebs_volume.data", &change));
    };
    write(&folder, "main.tf", &call("free"));
    plan("update", &json!({ "availability_zone": "a", "size": 5, "encrypted": true }));
    let blocked = (Some(1), vec!["failed encrypted of @bob".to_owned()]);
    let let_be = (Some(0), vec!["suppressed encrypted of @bob".to_owned()]);
    assert_eq!(check(&folder, &[], &["plan.json", "--base", "HEAD"]), blocked);
    assert_eq!(check(&folder, &["bob"], &["plan.json", "--base", "HEAD"]), let_be);
    plan("create", &Value::Null);
    assert_eq!(check(&folder, &[], &["plan.json", "--base", "HEAD"]), let_be, "what is new in a module");
    commit(&folder);
    plan("no-op", &volume);
    assert_eq!(check(&folder, &[], &["plan.json", "--base", "HEAD"]), let_be, "as it was");
}

/// What tells one block of no name from others is what is in it, and one value from others is all of it.
#[test]
fn a_comment_stays_with_its_block_and_its_value() {
    let policy = "# Disks are encrypted.\nresource_policy \"aws_instance\" \"encrypted\" {\n  enforce {\n    condition     = core::alltrue([for d in core::try(attrs.ebs_block_device, []) : d.encrypted == true])\n    error_message = \"Not encrypted.\"\n  }\n}\n";
    let comment = IGNORE.trim_end();
    let disk = |name: &str, encrypted: &str| {
        format!("  ebs_block_device {{\n    device_name = \"{name}\"\n    encrypted = {encrypted}\n  }}\n")
    };
    let text = |one: &str, two: &str| {
        format!("resource \"aws_instance\" \"i\" {{\n{}{}}}\n", disk("one", one), disk("two", two))
    };
    let free = format!("false {comment}");
    let folder = repository("nested", &text(&free, "true"));
    write(&folder, "own.policy.hcl", policy);
    commit(&folder);
    let let_be = (Some(0), vec!["suppressed encrypted of @bob".to_owned()]);
    let blocked = (Some(1), vec!["failed encrypted of @bob".to_owned()]);
    assert_eq!(check(&folder, &[], &BASE), let_be);
    write(&folder, "main.tf", &text("true", &free));
    assert_eq!(check(&folder, &[], &BASE), blocked, "another disk");

    let value = |lines: &str| {
        format!("resource \"aws_ebs_volume\" \"v\" {{\n  {comment}\n  encrypted = (\n    {lines}\n  )\n}}\n")
    };
    let folder = repository("lines", &value("true && false"));
    assert_eq!(check(&folder, &[], &BASE), let_be);
    write(&folder, "main.tf", &value("false"));
    assert_eq!(check(&folder, &[], &BASE), blocked, "another value");
}

#[test]
fn settings_are_those_of_the_base() {
    let folder = repository("settings", &volume("data"));
    let failed = (Some(1), "failed encrypted of @bob".to_owned());
    let first = |arguments: &[&str]| {
        let (code, found) = check(&folder, &[], arguments);
        (code, found.into_iter().find(|said| said.contains(" encrypted ")).unwrap_or_default())
    };
    write(&folder, ".sekisho.hcl", "rule \"encrypted\" {\n  level = \"advisory\"\n}\n");
    assert_eq!(first(&BASE), failed, "a pull request cannot soften a rule");
    assert_eq!(first(&[]).0, Some(0), "where there is no base, the file at hand holds");
    commit(&folder);
    std::fs::remove_file(folder.join(".sekisho.hcl")).unwrap();
    assert_eq!(first(&BASE).0, Some(0), "nor can it take the settings away");
}

#[test]
fn settings_of_the_base_may_speak_of_what_is_gone() {
    let folder = repository("gone", &volume("data"));
    std::fs::create_dir(folder.join("old")).unwrap();
    write(&folder, "old/main.tf", &volume("old"));
    write(&folder, ".sekisho.hcl", "root \"old\" {\n}\nverdict {\n  fail_on = \"critical\"\n}\n");
    commit(&folder);
    std::fs::remove_dir_all(folder.join("old")).unwrap();
    write(&folder, ".sekisho.hcl", "");
    let config = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let output = command.arg("config").args(arguments).current_dir(&folder).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, said, warned) = config(&["--explain", "--base", "HEAD"]);
    assert_eq!(code, Some(0), "{warned}");
    assert!(said.contains("critical") && said.contains("HEAD:.sekisho.hcl:4"), "{said}");
    assert!(warned.starts_with("warning: there is no Terraform source in old"), "{warned}");
    assert!(!config(&["--explain"]).1.contains("critical"));
}

#[test]
fn code_owners_are_those_of_the_base() {
    let folder = repository("owners", &volume("data"));
    write(&folder, "CODEOWNERS", "* @eve\n");
    write(&folder, "main.tf", &format!("{IGNORE}{}", volume("data")));
    let (code, found) = check(&folder, &["eve"], &BASE);
    assert_eq!(code, Some(1));
    assert!(found.contains(&"failed encrypted of @bob".to_owned()), "{found:?}");
    assert!(found.contains(&"failed guarded_file_edited of @bob".to_owned()), "{found:?}");
    std::fs::create_dir_all(folder.join(".github")).unwrap();
    write(&folder, ".github/CODEOWNERS", "* @eve\n");
    assert_eq!(check(&folder, &["eve"], &BASE).0, Some(1));
}

#[test]
fn policies_are_those_of_the_base() {
    let folder = repository("policy", &volume("data"));
    let edited = (
        Some(1),
        vec!["failed encrypted of @bob".to_owned(), "failed guarded_file_edited of @bob".to_owned()],
    );
    write(&folder, "own.policy.hcl", &POLICY.replace("== true", "!= null"));
    assert_eq!(check(&folder, &["bob"], &BASE), edited, "softened");
    write(&folder, "own.policy.hcl", "nothing that could be read {");
    assert_eq!(check(&folder, &[], &BASE), edited, "broken");
    std::fs::remove_file(folder.join("own.policy.hcl")).unwrap();
    assert_eq!(check(&folder, &[], &BASE), edited, "removed");
    write(&folder, "own.policy.hcl", &POLICY.replace('\n', "\r\n"));
    assert_eq!(check(&folder, &[], &BASE).1.len(), 1, "line ends are git's business");
}

#[test]
fn a_folder_of_policies_is_that_of_the_base() {
    let folder = repository("folder", &volume("data"));
    std::fs::create_dir(folder.join("policies")).unwrap();
    let named = |name: &str, least: &str| {
        let text = POLICY.replace("\"encrypted\"", &format!("\"{name}\""));
        text.replace("encrypted, false) == true", &format!("size, 0) > {least}"))
    };
    write(&folder, "policies/one.policy.hcl", &named("one", "9"));
    write(&folder, "policies/two.policy.hcl", &named("two", "1"));
    commit(&folder);
    let base = head_of(&folder);
    std::fs::remove_file(folder.join("policies/one.policy.hcl")).unwrap();
    write(&folder, "policies/three.policy.hcl", &named("three", "9"));
    commit(&folder);
    write(&folder, "policies/fetched.policy.hcl", &named("fetched", "9"));
    let more = ["--base", base.as_str(), "--policies", "policies", "--skip", "encrypted"];
    let (code, found) = check(&folder, &[], &more);
    let expected = ["one", "guarded_file_edited", "guarded_file_edited"];
    assert_eq!(code, Some(1), "{found:?}");
    for rule in expected.iter().chain(&["fetched"]) {
        assert!(found.contains(&format!("failed {rule} of @bob")), "{found:?}");
    }
    assert_eq!(found.len(), 4, "what is added counts once it is merged: {found:?}");
}

/// Nobody has agreed to them yet, so there is nothing to check by.
#[test]
fn policies_that_are_all_new_are_told() {
    let folder = repository("new", &volume("data"));
    let base = head_of(&folder);
    std::fs::create_dir(folder.join("policies")).unwrap();
    write(&folder, "policies/new.policy.hcl", &POLICY.replace("\"encrypted\"", "\"new\""));
    commit(&folder);
    let more = ["--base", base.as_str(), "--policies", "policies", "--skip", "encrypted"];
    assert_eq!(check(&folder, &[], &more), (Some(0), vec!["failed guarded_file_edited of @bob".to_owned()]));
    let outside = folder.with_file_name("outside");
    std::fs::create_dir_all(&outside).unwrap();
    write(&outside, "far.policy.hcl", &POLICY.replace("\"encrypted\"", "\"far\""));
    let more = ["--base", "HEAD", "--policies", "../outside", "--skip", "encrypted"];
    assert_eq!(check(&folder, &[], &more), (Some(1), vec!["failed far of @bob".to_owned()]));
}

#[test]
fn inputs_and_teams_are_those_of_the_base() {
    let folder = repository("inputs", &volume("data"));
    write(&folder, "sizes.hcl", "least = 9\n");
    write(&folder, "teams.json", r#"{"@org/a": ["bob"]}"#);
    write(&folder, "CODEOWNERS", "* @org/a\n");
    let policy = "input \"least\" {\n  type = number\n}\nresource_policy \"aws_ebs_volume\" \"sized\" {\n  enforcement_level = \"mandatory_overridable\"\n  enforce {\n    condition     = attrs.size >= input.least\n    error_message = \"Small.\"\n  }\n}\n";
    write(&folder, "sized.policy.hcl", policy);
    commit(&folder);
    write(&folder, "sizes.hcl", "least = 1\n");
    write(&folder, "teams.json", r#"{"@org/a": ["bob", "eve"]}"#);
    let more = [
        ["--base", "HEAD", "--policies", "sized.policy.hcl", "--input-file", "sizes.hcl"],
        ["--teams", "teams.json", "--skip", "encrypted", "--fail-on", "low"],
    ]
    .concat();
    let found = |status: &str| {
        let edited = "failed guarded_file_edited of @org/a".to_owned();
        let mut found = vec![edited.clone(), edited, format!("{status} sized of @org/a")];
        found.sort();
        found
    };
    assert_eq!(check(&folder, &["eve"], &more), (Some(4), found("failed")));
    assert_eq!(check(&folder, &["bob"], &more), (Some(0), found("approved")));
}

/// The nearest file of settings counts, and a nearer one that the pull request adds does not.
#[test]
fn settings_are_looked_for_on_the_base() {
    let folder = repository("nearer", &volume("data"));
    std::fs::create_dir(folder.join("deep")).unwrap();
    write(&folder, "deep/main.tf", &volume("deep"));
    write(&folder, ".sekisho.hcl", "rules {\n  builtin = false\n  policies = [\"own.policy.hcl\"]\n}\n");
    commit(&folder);
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["check", ".", "--base", "HEAD"]).current_dir(folder.join("deep"));
        command.output().unwrap().status.code()
    };
    assert_eq!(run(), Some(1));
    write(&folder, "deep/.sekisho.hcl", "rules {\n  skip = [\"*\"]\n}\n");
    assert_eq!(run(), Some(1), "a nearer one");
    std::fs::remove_file(folder.join("deep/.sekisho.hcl")).unwrap();
    std::fs::remove_file(folder.join(".sekisho.hcl")).unwrap();
    assert_eq!(run(), Some(1), "none any more");
}

/// A plan that lies elsewhere is of the repository that its source is in, or else of the one that one stands in.
#[test]
fn a_plan_may_lie_outside_of_the_repository() {
    let folder = repository("outside-plan", "");
    std::fs::create_dir(folder.join("deep")).unwrap();
    write(&folder, "deep/main.tf", &volume("data"));
    write(&folder, ".sekisho.hcl", "rules {\n  builtin = false\n  policies = [\"own.policy.hcl\"]\n}\n");
    commit(&folder);
    let other = repository("outside-other", "");
    let created = created("aws_ebs_volume.data");
    for (place, plan) in [("beside", folder.with_extension("plan.json")), ("other", other.join("plan.json"))]
    {
        std::fs::write(&plan, &created).unwrap();
        for (within, source) in [("deep", "."), (".", "deep")] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
            command.arg("check").arg(&plan).args(["--base", "HEAD", "--source", source]);
            let output = command.current_dir(folder.join(within)).output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            assert_eq!(output.status.code(), Some(1), "{place} {within}: {said}");
            assert!(said.contains("Not encrypted."), "{place} {within}: {said}");
        }
    }
}

/// What others say of a pull request is not read from a file that it can bring.
#[test]
fn evidence_is_not_the_pull_requests_own() {
    let folder = repository("evidence", &volume("data"));
    let base = head_of(&folder);
    write(&folder, "reviews.json", "[]");
    write(&folder, "report.json", r#"{"version": 1, "gate": null}"#);
    commit(&folder);
    let run = |file: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command
            .args(["check", ".", "--no-builtin", "--policies", "own.policy.hcl", "--base", &base])
            .args(file);
        let output = command.current_dir(&folder).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for file in [
        &["--approvals", "reviews.json", "--head", HEAD, "--author", "ann"][..],
        &["--previous", "report.json"],
    ] {
        let (code, said) = run(file);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("the pull request may have written it"), "{said}");
    }
}

/// What has happened on the branch since is not the pull request's doing.
#[test]
fn edits_are_the_pull_requests_own() {
    let folder = repository("since", &volume("data"));
    let left = head_of(&folder);
    write(&folder, "CODEOWNERS", "* @cat\n");
    write(&folder, "docs.md", "new\n");
    write(&folder, ".sekisho.hcl", "");
    std::fs::remove_file(folder.join("own.policy.hcl")).unwrap();
    write(&folder, "other.policy.hcl", POLICY);
    commit(&folder);
    let base = head_of(&folder);
    git(&folder, &["checkout", "--quiet", "-b", "work", &left]);
    write(&folder, "main.tf", &volume("more"));
    commit(&folder);
    let more = ["--base", base.as_str(), "--policies", "."];
    let told = |folder: &Path| -> Vec<String> {
        let (_, found) = check(folder, &[], &more);
        found.into_iter().filter(|said| said.contains("guarded_file_edited")).collect()
    };
    let edited = |count: usize| vec!["failed guarded_file_edited of @cat".to_owned(); count];
    assert_eq!(told(&folder), edited(0));
    assert_eq!(check(&folder, &[], &more).1[0], "failed encrypted of @cat", "what counts is the base's");
    write(&folder, "CODEOWNERS", "* @eve\n");
    commit(&folder);
    assert_eq!(told(&folder), edited(1));
    let shallow = folder.with_file_name("since-shallow");
    let _ = std::fs::remove_dir_all(&shallow);
    let origin = format!("file://{}", folder.display());
    git(&folder, &["checkout", "--quiet", "HEAD~1"]);
    let clone = ["clone", "--quiet", "--depth=1", &origin, shallow.to_str().unwrap()];
    git(&folder, &clone);
    git(&shallow, &["fetch", "--quiet", "--depth=1", "origin", &base]);
    assert_eq!(told(&shallow), edited(4), "without the history nobody can tell");
    git(&shallow, &["fetch", "--quiet", "--unshallow", "origin", &base]);
    assert_eq!(told(&shallow), edited(0));
}

/// Of two commits that both were left, none alone says what was there.
#[test]
fn a_history_that_crosses_tells_nothing() {
    let folder = repository("crossed", &volume("data"));
    let merge = |other: &str| {
        let who = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        git(&folder, &[&who[..], &["merge", "--quiet", "--no-edit", other]].concat());
        head_of(&folder)
    };
    git(&folder, &["checkout", "--quiet", "-b", "one"]);
    write(&folder, "one", "");
    commit(&folder);
    let one = head_of(&folder);
    git(&folder, &["checkout", "--quiet", "-b", "two", "HEAD~1"]);
    write(&folder, "two", "");
    commit(&folder);
    let work = merge(&one);
    git(&folder, &["checkout", "--quiet", "one"]);
    merge(&format!("{work}^1"));
    write(&folder, "CODEOWNERS", "* @cat\n");
    commit(&folder);
    let base = head_of(&folder);
    git(&folder, &["checkout", "--quiet", &work]);
    let told = check(&folder, &[], &["--base", &base]).1;
    assert!(told.contains(&"failed guarded_file_edited of @cat".to_owned()), "{told:?}");
}

#[test]
fn a_base_that_is_nowhere_is_told() {
    let folder = repository("nowhere", &volume("data"));
    for name in ["0000000000000000000000000000000000000000", "--upload-pack=x", "HEAD:main.tf"] {
        let flag = format!("--base={name}");
        let args = ["check", ".", "--no-builtin", "--policies", "own.policy.hcl", &flag];
        let output =
            Command::new(env!("CARGO_BIN_EXE_sekisho")).args(args).current_dir(&folder).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains(&format!("--base: there is no commit `{name}`")), "{said}");
    }
}

const KEPT: &str = "resource_policy \"aws_ebs_volume\" \"kept\" {\n  enforcement_level = \"mandatory_overridable\"\n  operations        = [\"delete\"]\n  enforce {\n    condition     = false\n    error_message = \"It goes.\"\n  }\n}\n";

fn created(address: &str) -> String {
    let volume = json!({ "availability_zone": "a", "size": 5 });
    let change = json!({ "actions": ["create"], "before": null, "after": volume, "after_unknown": {} });
    plan(address, &change)
}

fn deletion(address: &str) -> String {
    let volume = json!({ "availability_zone": "a", "size": 5, "encrypted": true });
    let change = json!({ "actions": ["delete"], "before": volume, "after": null, "after_unknown": {} });
    plan(address, &change)
}

fn plan(address: &str, change: &Value) -> String {
    of_entries(&[entry(address, change)])
}

fn of_entries(entries: &[Value]) -> String {
    json!({ "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": entries }).to_string()
}

fn entry(address: &str, change: &Value) -> Value {
    let plain: Vec<&str> = address.split('.').rev().collect();
    let name = plain[0].split('[').next().unwrap();
    json!({
        "address": address, "mode": "managed", "type": plain[1], "name": name,
        "provider_name": "registry.terraform.io/hashicorp/aws", "change": change,
    })
}

/// What `terraform init` has fetched is no file of the repository: who has it fetched, by the version, decides.
#[test]
fn what_stands_in_a_fetched_module_belongs_to_the_call() {
    let folder = repository("fetched", "");
    let call = "module \"m\" {\n  source  = \"acme/disk/aws\"\n  version = \"2.0.0\"\n}\n";
    std::fs::create_dir_all(folder.join("infra/.terraform/modules/m")).unwrap();
    write(&folder, "infra/main.tf", call);
    write(&folder, "CODEOWNERS", "* @bob\n/infra/ @cat\n/infra/main.tf @dan\n");
    write(&folder, ".gitignore", ".terraform/\n");
    let modules = json!({ "Modules": [{ "Key": "", "Source": "", "Dir": "." }, {
        "Key": "m", "Source": "registry.terraform.io/acme/disk/aws", "Version": "2.0.0", "Dir": ".terraform/modules/m",
    }]});
    write(&folder, "infra/.terraform/modules/modules.json", &modules.to_string());
    let variable = "variable \"encrypted\" {\n  default = false\n}\n";
    let disk = "resource \"aws_ebs_volume\" \"d\" {\n  encrypted = var.encrypted\n}\n";
    write(&folder, "infra/.terraform/modules/m/main.tf", &format!("{variable}{disk}"));
    write(
        &folder,
        "own.policy.hcl",
        &POLICY.replace("\n  enforce {", "\n  enforcement_level = \"mandatory_overridable\"\n  enforce {"),
    );
    commit(&folder);
    let found = |status: &str| vec![format!("{status} encrypted of @dan")];
    let infra = |approver| check(&folder, &[approver], &["infra", "--base", "HEAD"]);
    assert_eq!(infra("cat"), (Some(4), found("failed")));
    assert_eq!(infra("dan"), (Some(0), found("approved")));
    write(&folder, "CODEOWNERS", "* @bob\n/infra/ @dan\n/infra/main.tf @cat\n");
    write(&folder, "infra/main.tf", &call.replace('}', "  encrypted = false\n}"));
    commit(&folder);
    assert_eq!(infra("cat").0, Some(0), "a value that the call gives");
}

/// So many instances less is a change of their number, and where all go, their block does.
#[test]
fn a_removed_block_of_several_belongs_to_the_file_that_it_stood_in() {
    let call = "module \"m\" {\n  source = \"./web\"\n  count  = 2\n}\n";
    let folder = repository("gone-several", "");
    std::fs::create_dir(folder.join("web")).unwrap();
    write(&folder, "web/main.tf", "resource \"aws_ecs_service\" \"w\" {}\n");
    write(&folder, "call.tf", call);
    write(&folder, "more.tf", "resource \"aws_ecs_service\" \"w\" {\n  count = 2\n}\n");
    write(&folder, "CODEOWNERS", "* @bob\n/more.tf @cat\n/call.tf @dan\n/web/ @eve\n");
    commit(&folder);
    let base = head_of(&folder);
    let judge = |address: &str, kept: usize, approver: &str| {
        let change = |actions: &str, after: Value| json!({ "actions": [actions], "before": {}, "after": after, "after_unknown": {} });
        let entries = (0..2).map(|at| {
            let change = if at < kept { change("no-op", json!({})) } else { change("delete", Value::Null) };
            entry(&address.replace('#', &at.to_string()), &change)
        });
        write(&folder, "plan.json", &of_entries(&entries.collect::<Vec<_>>()));
        let reviews = folder.with_extension("approved.json");
        let review =
            json!([{"user": {"login": approver, "type": "User"}, "state": "APPROVED", "commit_id": HEAD}]);
        std::fs::write(&reviews, review.to_string()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["check", "plan.json", "--rule", "capacity_ecs_change", "--base", &base]);
        command.args(["--approvals", reviews.to_str().unwrap(), "--head", HEAD, "--author", "ann"]);
        command.current_dir(&folder).output().unwrap().status.code()
    };
    let (own, called) = ("aws_ecs_service.w[#]", "module.m[#].aws_ecs_service.w");
    std::fs::remove_file(folder.join("more.tf")).unwrap();
    commit(&folder);
    assert_eq!((judge(own, 0, "bob"), judge(own, 0, "cat")), (Some(4), Some(0)));
    write(&folder, "call.tf", &call.replace("= 2", "= 1"));
    commit(&folder);
    assert_eq!((judge(called, 1, "eve"), judge(called, 1, "dan")), (Some(4), Some(0)), "a number of modules");
}

/// Of a block that is gone, those decide who own the file that it stood in.
#[test]
fn a_removed_block_belongs_to_the_file_that_it_stood_in() {
    let folder = repository("gone", &volume("old"));
    std::fs::create_dir_all(folder.join("envs")).unwrap();
    std::fs::create_dir_all(folder.join("modules/disk")).unwrap();
    write(&folder, "CODEOWNERS", "* @bob\n/envs/ @cat\n/envs/disks.tf @dan\n/modules/ @eve\n");
    write(&folder, "own.policy.hcl", KEPT);
    write(
        &folder,
        "envs/main.tf",
        "locals {}\nmodule \"disk\" {\n  source = \"../modules/disk\"\n}\nmodule \"far\" {\n  source = \"acme/disk/aws\"\n}\n",
    );
    write(&folder, "envs/disks.tf", &format!("\n{}", volume("data")));
    write(&folder, "envs/more.tf.json", r#"{"resource": {"aws_ebs_volume": {"json": {"size": 5}}}}"#);
    write(&folder, "modules/disk/main.tf", &[volume("a"), volume("b")].concat());
    commit(&folder);
    let base = head_of(&folder);
    std::fs::remove_file(folder.join("envs/disks.tf")).unwrap();
    std::fs::remove_file(folder.join("envs/more.tf.json")).unwrap();
    write(&folder, "modules/disk/main.tf", &volume("b"));
    commit(&folder);
    let judge = |address: &str, approvers: &[&str], base: &[&str]| {
        write(&folder, "envs/plan.json", &deletion(address));
        check(&folder, approvers, &[&["envs/plan.json"], base].concat())
    };
    let base = ["--base", base.as_str()];
    for (address, owner) in [
        ("aws_ebs_volume.data", "dan"),
        ("aws_ebs_volume.json", "cat"),
        ("module.disk.aws_ebs_volume.a", "eve"),
    ] {
        let found = |status: &str| vec![format!("{status} kept of @{owner}")];
        assert_eq!(judge(address, &["bob"], &base), (Some(4), found("failed")), "{address}");
        assert_eq!(judge(address, &[owner], &base), (Some(0), found("approved")), "{address}");
    }
    write(&folder, "envs/main.tf", "locals {}\n");
    commit(&folder);
    assert_eq!(judge("module.far.aws_ebs_volume.a", &["cat"], &base).0, Some(0), "the call of a module");
    assert_eq!(
        judge("module.disk.aws_ebs_volume.b", &["eve"], &base).0,
        Some(0),
        "a module that is not called"
    );
    assert_eq!(judge("aws_ebs_volume.data", &["dan"], &[]).0, Some(4), "without a base nobody knows");
    write(&folder, "envs/plan.json", &deletion("aws_ebs_volume.data"));
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["check", "envs/plan.json", "--no-builtin", "--policies", "own.policy.hcl"]).args(more);
        String::from_utf8(command.current_dir(&folder).output().unwrap().stdout).unwrap()
    };
    let (with, without) = (run(&base), run(&[]));
    assert!(
        with.contains("(its block stood in envs/disks.tf:2 on the base)") && with.contains("needs @dan"),
        "{with}"
    );
    assert!(without.contains("give the plan's source (--source) and --base"), "{without}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(["check", "envs/plan.json", "--rule", "capacity_change_has_codeowner"]).args(base);
    let said = String::from_utf8(command.current_dir(&folder).output().unwrap().stdout).unwrap();
    assert!(said.contains("what is removed stands in no file of the source any more"), "{said}");
}
