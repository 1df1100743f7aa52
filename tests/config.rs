//! `.sekisho.hcl`: what is wrong with it is said at its place, all at once; what it says holds unless a flag says other.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// A folder with policies, a plan of one service that grows, and settings.
struct Project(PathBuf);

impl Project {
    fn new(name: &str, settings: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sekisho-config-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join(".git")).unwrap();
        std::fs::create_dir_all(folder.join("deep/er")).unwrap();
        let policies = Path::new("tests/fixtures/owners/policies/gated.policy.hcl");
        std::fs::create_dir(folder.join("rules")).unwrap();
        std::fs::copy(policies, folder.join("rules/gated.policy.hcl")).unwrap();
        let project = Self(folder);
        project.write(".sekisho.hcl", settings);
        project.write("deep/er/main.tf", "resource \"aws_ecs_service\" \"api\" {\n  desired_count = 12\n}\n");
        project.write("CODEOWNERS", "* @org/checkout\n");
        project.write("deep/er/plan.json", &plan().to_string());
        project
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.0.join(file), text).unwrap();
    }

    fn sekisho(&self, args: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let output = command.args(args).current_dir(self.0.join("deep/er")).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), said)
    }

    fn finding(&self, args: &[&str]) -> Value {
        let said = self.sekisho(&[&["check", "--format", "json"], args].concat()).1;
        serde_json::from_str::<Value>(&said).unwrap()["findings"][0].take()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn plan() -> Value {
    json!({ "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [{
        "address": "aws_ecs_service.api", "mode": "managed", "type": "aws_ecs_service", "name": "api",
        "change": {
            "actions": ["update"], "before": { "desired_count": 6 }, "after": { "desired_count": 12 },
            "after_unknown": {},
        },
    }]})
}

const OWN: &str = "rules {\n  policies = [\"rules\"]\n  builtin  = false\n}\n";

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let project = Project::new(
        "wrong",
        "fail_on = \"low\"\nverdict {\n  fail_no = \"low\"\n  unknown = \"wran\"\n}\ngat {\n}\nrule {\n  level = \"advisory\"\n}\n\
         gate {\n  min_approvals = 0\n  gatekeepers = \"@a\"\n  teams = { devs = [\"a\"] }\n  stale_reviews = var.x\n  \
         min_approvals = 2\n}\nrule \"a[\" {\n}\nrules {\n  extra {\n  }\n}\n",
    );
    let (code, said) = project.sekisho(&["check"]);
    assert_eq!(code, 2);
    assert_eq!(project.sekisho(&["config"]).1, said);
    insta::assert_snapshot!(said);
}

#[test]
fn settings_hold_where_no_flag_says_other() {
    let project = Project::new("hold", OWN);
    assert_eq!(project.sekisho(&["check"]).0, 4);
    let finding = project.finding(&[]);
    assert_eq!(finding["approval"]["missing"], json!([{ "count": 1, "of": ["@org/checkout"] }]));
    project.write(".sekisho.hcl", &format!("{OWN}verdict {{\n  fail_on = \"critical\"\n}}\n"));
    assert_eq!(project.sekisho(&["check"]).0, 0);
    assert_eq!(project.sekisho(&["check", "--fail-on", "low"]).0, 4);
    project.write(".sekisho.hcl", &OWN.replace("builtin", "skip = [\"tasks\"]\n  builtin"));
    assert_eq!(project.sekisho(&["check"]).0, 0);
    assert_eq!(project.sekisho(&["check", "--skip", "databases"]).0, 4);
    assert!(project.sekisho(&["config"]).1.contains(".sekisho.hcl: nothing is wrong with it"));
}

#[test]
fn rules_get_another_level_and_severity_and_ask_for_more() {
    let rule = |settings: &str| format!("{OWN}rule \"t*\" {{\n{settings}\n}}\n");
    let project = Project::new("rules", &rule("level = \"mandatory\"\nseverity = \"critical\""));
    assert_eq!(project.sekisho(&["check"]).0, 1);
    let finding = project.finding(&[]);
    assert_eq!(
        (&finding["severity"], &finding["enforcement_level"]),
        (&json!("critical"), &json!("mandatory"))
    );
    project.write(".sekisho.hcl", &rule("level = \"advisory\""));
    assert_eq!(project.sekisho(&["check"]).0, 0);
    project.write(".sekisho.hcl", &rule("").replace("t*", "task"));
    let (code, said) = project.sekisho(&["check"]);
    assert!(code == 2 && said.contains("no rule matches `task`") && said.contains("`tasks`"), "{said}");
    project.write(".sekisho.hcl", &rule("owners = [\"@org/dba\"]\nmin_approvals = 3"));
    let missing = project.finding(&[])["approval"]["missing"].take();
    let of = |owners: &[&str]| json!({ "count": 1, "of": owners });
    assert_eq!(
        missing,
        json!([of(&["@org/checkout"]), of(&["@org/dba"]), of(&["@org/checkout", "@org/dba"])])
    );
}

#[test]
fn teams_and_old_reviews_count_as_settings_say() {
    let gate = "gate {\n  teams = { \"@org/checkout\" = [\"ann\"] }\n  stale_reviews = \"allow\"\n}\n";
    let project = Project::new("gate", &format!("{OWN}{gate}"));
    let (old, head) = ("a".repeat(40), "b".repeat(40));
    let review = json!([{ "id": 1, "user": { "login": "ann", "type": "User" }, "state": "APPROVED", "commit_id": old }]);
    project.write("deep/er/reviews.json", &review.to_string());
    let args = ["check", "--approvals", "reviews.json", "--head", &head, "--author", "bob"];
    let (code, said) = project.sekisho(&args);
    assert_eq!(code, 0, "{said}");
    project.write(".sekisho.hcl", &format!("{OWN}{}", gate.replace("allow", "same_changes")));
    assert_eq!(project.sekisho(&args).0, 4);
    project.write(".sekisho.hcl", OWN);
    assert_eq!(project.sekisho(&args).0, 4);
}

#[test]
fn explain_says_where_each_value_comes_from() {
    let more = "verdict {\n  unknown = \"fail\"\n}\ngate {\n  gatekeepers = [\"@org/platform\"]\n}\nrule \"t*\" {\n  level = \"advisory\"\n}\n";
    let project = Project::new("explain", &format!("{OWN}{more}"));
    let (code, said) = project.sekisho(&["config", "--explain", "--fail-on", "high", "--skip", "x"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(said);
}
