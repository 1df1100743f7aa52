//! What a pull request may not decide about itself, on small repositories of git.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod base;
mod comments;
mod places;

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
