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

/// What every run would end at, `sekisho config` says.
#[test]
fn files_that_are_named_and_not_there_are_wrong() {
    let project = Project::new("gone", OWN);
    for (settings, wanted) in [
        ("gate {\n  codeowners = \"gone\"\n}\n", "the code owners cannot be read from ../../gone"),
        ("verdict {\n  baseline = \"gone.json\"\n}\n", "there is no baseline ../../gone.json"),
    ] {
        project.write(".sekisho.hcl", settings);
        for command in ["config", "check"] {
            let (code, said) = project.sekisho(&[command, "--no-builtin", "--policies", "../../rules"]);
            assert!(code == 2 && said.contains(wanted), "{command}: {code} {said}");
        }
    }
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
    let more = "verdict {\n  unknown = \"fail\"\n}\ngate {\n  gatekeepers = [\"@org/platform\"]\n}\n\
                rule \"rules/*\" {\n  level = \"mandatory_overridable\"\n  min_approvals = 2\n}\nrule \"t*\" {\n  level = \"mandatory\"\n}\n\
                inputs {\n  word = \"settings\"\n}\naccounts {\n  live = \"111122223333\"\n}\nroot \"deep/er\" {\n  workspace = \"live\"\n}\n";
    let project = Project::new("explain", &format!("{OWN}{more}"));
    let input = |name: &str, rest: &str| format!("input \"{name}\" {{\n  type = string\n{rest}}}\n");
    let inputs = [
        input("word", "  default = \"own\"\n"),
        input("key", "  sensitive = true\n"),
        input("free", "  nullable = true\n"),
    ];
    project.write("rules/asks.policy.hcl", &inputs.concat());
    project.write(
        "rules/accounts.policy.hcl",
        "input \"own_account_ids\" {\n  type = list(string)\n  default = []\n}\n",
    );
    let (code, said) = project.sekisho(&[
        "config",
        "--explain",
        "--fail-on",
        "high",
        "--skip",
        "tasks",
        "--input",
        "key=secret",
    ]);
    assert_eq!(code, 0);
    assert!(!said.contains("secret"));
    insta::assert_snapshot!(said);
}

/// Of a root module also what follows: from files of values, from the environment, from flags and by default.
#[test]
fn explain_says_what_a_root_module_is_planned_with() {
    let root = "accounts {\n  live = \"111122223333\"\n}\nroot \"prod\" {\n  folder    = \"deep/er\"\n  account   = \"live\"\n  \
                var_files = [\"prod.tfvars\"]\n  variables = { replicas = 3 }\n}\ncapacity {\n  ignore_below = \"5%\"\n}\n\
                gate {\n  gatekeepers = [\"@org/all\"]\n}\n";
    let project = Project::new("root", root);
    let declared =
        ["replicas", "region", "owner", "size", "zone"].map(|name| format!("variable \"{name}\" {{}}\n"));
    let with_default = "variable \"least\" {\n  default = 1\n}\nvariable \"key\" {\n  default   = \"secret\"\n  sensitive = true\n}\n";
    project.write("deep/er/main.tf", &(declared.concat() + with_default));
    project.write("deep/er/prod.tfvars", "# values\nregion = \"eu-west-1\"\nowner = \"a\"\nsize = 1\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(["config", "--explain", "--var", "size=2"]).current_dir(&project.0);
    command.env("TF_VAR_owner", "b").env("TF_VAR_zone", "c").env("TF_WORKSPACE", "green");
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let is_asked = |line: &&str| {
        ["root \"", "capacity.", "gate.codeo", " gatekeepers"].iter().any(|word| line.contains(word))
    };
    insta::assert_snapshot!(said.lines().filter(is_asked).collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_example_of_the_reference_can_be_used() {
    let project = Project::new("example", include_str!("../src/cli/config/example.hcl"));
    let folder = project.0.join("policies");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy("tests/fixtures/owners/policies/gated.policy.hcl", folder.join("a.policy.hcl")).unwrap();
    for file in [
        "infra/prod/main.tf",
        "infra/prod/prod.tfvars",
        "infra/network/main.tf",
        "infra/network/env/production.tfvars",
        "examples/a/main.tf",
    ] {
        std::fs::create_dir_all(project.0.join(file).parent().unwrap()).unwrap();
        project.write(file, "");
    }
    assert_eq!(
        project.sekisho(&["config"]),
        (0, "../../.sekisho.hcl: nothing is wrong with it\n".to_owned())
    );
    let (code, said) = project.sekisho(&["config", "--reference"]);
    assert_eq!((code, said), (0, std::fs::read_to_string("docs/config.md").unwrap()));
}

#[test]
fn a_family_is_meant_where_a_pattern_has_a_slash() {
    let project =
        Project::new("family", &format!("{OWN}rule \"rules/*\" {{\n  owners = [\"@org/dba\"]\n}}\n"));
    let finding = project.finding(&[]);
    assert_eq!(finding["approval"]["missing"][1], json!({ "count": 1, "of": ["@org/dba"] }));
    assert_eq!(project.sekisho(&["check", "--skip", "rules/t*"]).0, 0);
    let (code, said) = project.sekisho(&["check", "--skip", "rules/*"]);
    assert!(code == 2 && said.contains("no rule is left to check by"), "{said}");
    project.write(".sekisho.hcl", &OWN.replace("builtin", "skip = [\"rules/tasks\"]\n  builtin"));
    assert_eq!(project.sekisho(&["check"]).0, 0);
    let (code, said) = project.sekisho(&["check", "--rule", "rules/t*", "--skip", "rules"]);
    assert!(code == 2 && said.contains("a family is written as `rules/*`"), "{said}");
}

#[test]
fn what_would_do_nothing_is_said_at_its_place() {
    let rules = OWN.replace("builtin", "skip = [\"tasks\", \"tsaks\"]\n  only = [\"rulse/*\"]\n  builtin");
    let project = Project::new(
        "idle",
        &format!("{rules}inputs {{\n  wrod = 1\n  word = [2]\n}}\nrule \"*_x\" {{\n}}\n"),
    );
    project.write("rules/asks.policy.hcl", "input \"word\" {\n  type = number\n  default = 1\n}\n");
    let (code, said) = project.sekisho(&["config"]);
    assert_eq!((code, project.sekisho(&["check"])), (2, (2, said.clone())));
    insta::assert_snapshot!(said);
}

#[test]
fn reports_are_written_where_settings_say() {
    let project = Project::new(
        "output",
        &format!(
            "{OWN}output {{\n  format = \"json\"\n  sarif = \"deep/er/a.sarif\"\n  markdown = \"m.md\"\n}}\n"
        ),
    );
    let (code, said) = project.sekisho(&["check", "--output", "markdown=here.md"]);
    assert_eq!(code, 4);
    assert!(serde_json::from_str::<Value>(&said).unwrap()["findings"].is_array());
    let is_there = |file: &str| project.0.join(file).is_file();
    assert!(is_there("deep/er/a.sarif") && is_there("deep/er/here.md") && !is_there("m.md"));
    assert!(project.sekisho(&["check", "--format", "human"]).1.contains("needs"));
    assert!(is_there("m.md"));
}

#[cfg(unix)]
#[test]
fn settings_write_no_file_elsewhere() {
    let output = |path: &str| format!("{OWN}output {{\n  json = \"{path}\"\n}}\n");
    let project = Project::new("elsewhere", &output("../out.json"));
    project.write("victim", "as it was");
    std::os::unix::fs::symlink(project.0.join("victim"), project.0.join("link.json")).unwrap();
    std::os::unix::fs::symlink(std::env::temp_dir(), project.0.join("away")).unwrap();
    for (path, why) in [
        ("../out.json", "in the folder of this file or below it"),
        ("/out.json", "not from /"),
        (".git/hooks/pre-push", "folder of git's"),
        ("link.json", "a link leads elsewhere"),
        ("away/out.json", "a link leads elsewhere"),
    ] {
        project.write(".sekisho.hcl", &output(path));
        let (code, said) = project.sekisho(&["check"]);
        assert!(code == 2 && said.contains(why), "{path}: {said}");
    }
    assert_eq!(std::fs::read_to_string(project.0.join("victim")).unwrap(), "as it was");
}

#[test]
fn files_that_are_no_settings_are_told_apart() {
    let project = Project::new("files", "");
    let file = project.0.join(".sekisho.hcl");
    let said = |why: &str| {
        let (code, said) = project.sekisho(&["check"]);
        assert!(code == 2 && said.contains(why), "{why}: {said}");
    };
    std::fs::write(&file, b"rules {\n}\n# caf\xe9\n").unwrap();
    said("is not UTF-8 (line 3)");
    std::fs::write(&file, "#".repeat((1 << 20) + 1)).unwrap();
    said("more than settings can have");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    said("is a folder");
    std::fs::remove_dir(&file).unwrap();
    assert!(
        project.sekisho(&["check", "--config", "gone.hcl"]).1.contains("gone.hcl: there is no such file")
    );
    for text in ["", "# nothing yet\n", "\u{feff}rules {\r\n}\r\n"] {
        std::fs::write(&file, text).unwrap();
        assert_eq!(project.sekisho(&["config"]).0, 0, "{text:?}");
    }
}
