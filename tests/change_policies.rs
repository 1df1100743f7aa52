//! `change_policy`: what is wrong with one is said at its place, and settings decide which findings need an owner.

#![allow(clippy::unwrap_used, clippy::expect_used)] // A test says what it expects by failing.

use std::path::PathBuf;
use std::process::Command;

use sekisho::policy::{PolicyFile, validate};
use sekisho::text::Source;
use serde_json::json;

fn policy(kind: &str, head: &str, condition: &str) -> String {
    format!(
        "change_policy \"{kind}\" \"r\" {{\n  {head}\n  enforce {{\n    condition     = {condition}\n    error_message = attrs.words\n  }}\n}}\n"
    )
}

/// Everything that is wrong with a file, with the way out.
fn wrong(text: &str) -> Vec<String> {
    let source = Source::new("t", text.to_owned());
    let said = match PolicyFile::parse(&source) {
        Ok(file) => validate(&file),
        Err(problems) => problems,
    };
    said.iter().map(ToString::to_string).collect()
}

#[test]
fn good_ones_are_clean() {
    for (kind, head, condition) in [
        ("*", "", "attrs.direction != \"down\""),
        ("aws_db_*", "filter = attrs.stateful && meta.operation == \"replace\"", "attrs.percent == null"),
        ("aws_ecs_service", "gives_way_to = [\"other\"]", "attrs.class == \"value\" && attrs.steps == null"),
        (
            "aws_eks_*",
            "enforcement_level = \"advisory\"",
            "attrs.dimension == \"vertical\" || attrs.before == 1",
        ),
    ] {
        assert_eq!(wrong(&policy(kind, head, condition)), Vec::<String>::new(), "{condition}");
    }
}

#[test]
fn what_is_wrong_is_said_with_the_way_out() {
    let ok = "attrs.stateful";
    for (text, expected) in [
        (
            policy("aws_ecs_servcie", "", ok),
            "holds no capacity that sekisho knows of (did you mean \"aws_ecs_service\"?)",
        ),
        (policy("aws_s3_*", "", ok), "holds no capacity"),
        (policy("*", "operations = [\"update\"]", ok), "has no argument `operations`"),
        (policy("*", "gives_way_to = \"x\"", ok), "`gives_way_to` must be a list of rule ids"),
        (policy("*", "", "prior_attrs.x == 1"), "the values are `attrs.before` and `attrs.after`"),
        (policy("*", "", "core::getresources(\"aws_vpc\", {}) == []"), "`getresources` finds nothing here"),
        (policy("*", "", "attrs.percents == 1"), "did you mean `percent`?"),
        (
            policy("*", "", "attrs.direction == \"dwon\""),
            "there is no direction \"dwon\" (did you mean \"down\"?)",
        ),
        (policy("*", "", "attrs.class == \"deleted\""), "there is no class \"deleted\""),
        (policy("*", "", "attrs.dimension == \"storge\""), "did you mean \"storage\"?"),
        (policy("*", "", "meta.operation == \"no-op\""), "there is no operation \"no-op\""),
        (policy("*", "", "meta.source == \"x\""), "`meta` has no `source`"),
        (policy("*", "", "attrs.percent == \"10\""), "a number is compared with a string"),
        (
            policy("*", "", ok)
                + "resource_policy \"aws_vpc\" \"s\" {\n  enforce {\n    condition = true\n  }\n}\n",
            "a file with a `change_policy` holds no `resource_policy`",
        ),
        ("change_policy \"*\" {\n}\n".to_owned(), "needs 2 labels, but has 1"),
    ] {
        let said = wrong(&text);
        assert!(said.iter().any(|one| one.contains(expected)), "{expected}: {said:?}");
    }
}

/// A folder with settings and the plan of a service that grows by a tenth.
struct Project(PathBuf);

impl Project {
    fn new(name: &str, settings: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sekisho-changes-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join(".git")).unwrap();
        let plan = json!({ "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [{
            "address": "aws_ecs_service.api", "mode": "managed", "type": "aws_ecs_service", "name": "api",
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": { "actions": ["update"], "before": { "desired_count": 10 }, "after": { "desired_count": 11 },
                "after_unknown": {} },
        }]});
        std::fs::write(folder.join("plan.json"), plan.to_string()).unwrap();
        std::fs::write(folder.join(".sekisho.hcl"), settings).unwrap();
        Self(folder)
    }

    fn sekisho(&self, args: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let output = command.args(args).current_dir(&self.0).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said)
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn settings_say_how_small_a_change_needs_no_owner() {
    let gated = Project::new("gated", "");
    assert_eq!(gated.sekisho(&["check"]).0, Some(4));
    let small = Project::new("small", "capacity {\n  ignore_below = \"20%\"\n}\n");
    let (code, said) = small.sekisho(&["check"]);
    assert!(code == Some(0) && said.contains("desired_count 10 → 11 (+10 %)"), "{said}");
    assert!(said.contains("less than 20 %"), "{said}");
    let exact = Project::new("exact", "capacity {\n  ignore_below = \"20%\"\n  horizontal = \"10%\"\n}\n");
    assert_eq!(exact.sekisho(&["check"]).0, Some(4));
    let explained = exact.sekisho(&["config", "--explain"]).1;
    let row =
        |line: &str| line.contains("capacity.horizontal") && line.contains("10%") && line.contains(":3");
    assert!(explained.lines().any(row), "{explained}");
}

#[test]
fn thresholds_that_are_none_are_said() {
    let wrong = Project::new(
        "wrong",
        "capacity {\n  ignore_below = 20\n  vertcal = \"5%\"\n  storage = \"-5%\"\n}\n",
    );
    let (code, said) = wrong.sekisho(&["check"]);
    assert_eq!(code, Some(2));
    for expected in ["did you mean \"20%\"?", "did you mean `vertical`?", "must be a percentage"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn tests_of_change_policies_tell_what_waits() {
    let project = Project::new("tests", "");
    let write = |name: &str, text: &str| std::fs::write(project.0.join(name), text).unwrap();
    write("r.policy.hcl", &policy("aws_ecs_*", "", "attrs.direction == \"same\""));
    write(
        "r.policytest.hcl",
        "resource \"aws_launch_template\" \"t\" {\n  attrs = { name = \"t\" }\n  skip  = true\n}\n\n# expect: unknown\nresource \"aws_ecs_service\" \"waits\" {\n  attrs       = { desired_count = aws_launch_template.t.latest_version }\n  prior_attrs = { desired_count = 1 }\n}\n\nresource \"aws_ecs_service\" \"wrong\" {\n  attrs       = { desired_count = 2 }\n  prior_attrs = { desired_count = 1 }\n}\n",
    );
    let (code, said) = project.sekisho(&["test", "."]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("desired_count 1 → 2 (+100 %)") && said.contains("1 passed, 1 failed"), "{said}");
}
