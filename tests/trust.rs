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
    git(&folder, &["add", "."]);
    git(&folder, &["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "base"]);
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn git(folder: &Path, arguments: &[&str]) {
    assert!(Command::new("git").arg("-C").arg(folder).args(arguments).status().unwrap().success());
}

/// Who approves; the code and the findings as `status rule: what is said`.
fn check(folder: &Path, approvers: &[&str], arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let review = |login: &&str| json!({"user": {"login": login, "type": "User"}, "state": "APPROVED", "commit_id": HEAD});
    write(folder, "reviews.json", &Value::Array(approvers.iter().map(review).collect()).to_string());
    let base = ["check", ".", "--no-builtin", "--policies", "own.policy.hcl", "--format", "json"];
    let approvals = ["--approvals", "reviews.json", "--head", HEAD, "--author", "ann"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let output = command.args(base).args(approvals).args(arguments).current_dir(folder).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let said = |finding: &Value| {
        let owners: Vec<&str> =
            finding["owners"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let word = |key: &str| finding[key].as_str().unwrap().to_owned();
        format!("{} {} of {}", word("status"), word("rule"), owners.join(" "))
    };
    (output.status.code(), report["findings"].as_array().unwrap().iter().map(said).collect())
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
    git(&folder, &["add", "."]);
    git(&folder, &["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "two"]);
    std::fs::remove_file(folder.join(".sekisho.hcl")).unwrap();
    assert_eq!(first(&BASE).0, Some(0), "nor can it take the settings away");
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
fn a_policy_that_is_edited_needs_an_owner() {
    let folder = repository("policy", &volume("data"));
    write(&folder, "own.policy.hcl", &POLICY.replace("== true", "!= null"));
    let edited = |status: &str| vec![format!("{status} guarded_policy_edited of @bob")];
    assert_eq!(check(&folder, &["eve"], &BASE), (Some(4), edited("failed")));
    assert_eq!(check(&folder, &["bob"], &BASE), (Some(0), edited("approved")));
}

#[test]
fn a_policy_that_is_removed_needs_an_owner() {
    let folder = repository("removed", &volume("data"));
    std::fs::create_dir(folder.join("policies")).unwrap();
    write(&folder, "policies/one.policy.hcl", POLICY);
    write(
        &folder,
        "policies/two.policy.hcl",
        &POLICY.replace("\"encrypted\"", "\"other\"").replace("encrypted, false) == true", "size, 0) > 1"),
    );
    git(&folder, &["add", "."]);
    git(&folder, &["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "more"]);
    std::fs::remove_file(folder.join("policies/one.policy.hcl")).unwrap();
    let more = ["--base", "HEAD", "--policies", "policies", "--skip", "encrypted"];
    let removed = |status: &str| vec![format!("{status} guarded_policy_edited of @bob")];
    assert_eq!(check(&folder, &[], &more), (Some(4), removed("failed")));
    assert_eq!(check(&folder, &["bob"], &more), (Some(0), removed("approved")));
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
