//! Who owns what is found: a repository whose service, module and databases belong to different teams.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// A copy of `tests/fixtures/owners` that looks like a repository, with a plan in `infra/prod`.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sekisho-owned-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        copy(Path::new("tests/fixtures/owners"), &folder);
        std::fs::create_dir(folder.join(".git")).unwrap();
        std::fs::write(folder.join("infra/prod/plan.json"), plan().to_string()).unwrap();
        Self(folder)
    }

    fn sekisho(&self, args: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let output = command.args(args).current_dir(&self.0).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), said.replace(&*self.0.to_string_lossy(), "REPOSITORY"))
    }

    fn findings(&self, args: &[&str]) -> Value {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let output = command.args(args).args(["--format", "json"]).current_dir(&self.0).output().unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap()["findings"].take()
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Six tasks become twelve by a file of variables, one database of two goes by another, and a module is gone.
fn plan() -> Value {
    let change = |address: &str, kind: &str, before: Value, after: Value| {
        let actions = if after.is_null() { json!(["delete"]) } else { json!(["update"]) };
        json!({
            "address": address, "mode": "managed", "type": kind, "name": address.rsplit('.').next().unwrap(),
            "change": { "actions": actions, "before": before, "after": after, "after_unknown": {} },
        })
    };
    let service = |count: u32| json!({ "name": "api", "desired_count": count });
    let database = json!({ "identifier": "orders", "instance_class": "db.r5.large" });
    json!({ "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [
        change("module.checkout.aws_ecs_service.api", "aws_ecs_service", service(6), service(12)),
        change("aws_db_instance.orders[1]", "aws_db_instance", database.clone(), Value::Null),
        change("aws_db_instance.elsewhere", "aws_db_instance", database, Value::Null),
    ]})
}

const GATED: [&str; 5] = ["check", "infra/prod", "--no-builtin", "--policies", "policies"];

fn owned(findings: &Value) -> Vec<String> {
    let text = |finding: &Value| {
        let responsible = &finding["responsible"];
        format!(
            "{} {} {} {}",
            finding["address"], responsible["file"], finding["owners"], responsible["line"]
        )
        .replace('"', "")
    };
    let mut owned: Vec<String> = findings.as_array().unwrap().iter().map(text).collect();
    owned.sort();
    owned.dedup();
    owned
}

#[test]
fn the_file_in_which_the_literal_stands_is_responsible() {
    let repository = Repository::new("literal");
    let expected = [
        "aws_db_instance.elsewhere null [] null",
        "aws_db_instance.orders[1] infra/prod/databases.tf [@org/dba] .github/CODEOWNERS:4",
        "module.checkout.aws_ecs_service.api infra/prod/prod.auto.tfvars [@org/checkout] .github/CODEOWNERS:5",
    ];
    assert_eq!(owned(&repository.findings(&GATED)), expected);
    // Without its source a plan does not tell in which file anything stands.
    let alone = repository.findings(&[&GATED[..], &["--no-source"]].concat());
    assert!(owned(&alone).iter().all(|owned| owned.ends_with("null [] null")), "{alone}");
}

#[test]
fn another_file_of_owners_can_be_named() {
    let repository = Repository::new("another");
    std::fs::write(repository.0.join("base"), "infra/ @org/base\n").unwrap();
    let outside = std::env::temp_dir().join(format!("sekisho-base-{}", std::process::id()));
    std::fs::write(&outside, "/infra/prod/*.tfvars\n").unwrap();
    let ask = |file: &str| {
        owned(&repository.findings(&[&GATED[..], &["--codeowners", file]].concat())).pop().unwrap()
    };
    let service = "module.checkout.aws_ecs_service.api infra/prod/prod.auto.tfvars";
    assert_eq!(ask("base"), format!("{service} [@org/base] base:1"));
    assert_eq!(ask(outside.to_str().unwrap()), format!("{service} [] {}:1", outside.display()));
    std::fs::remove_file(outside).unwrap();
}

/// The file is known all the same, and is not said to be missing.
#[test]
fn without_code_owners_the_report_says_so() {
    let repository = Repository::new("none");
    std::fs::remove_file(repository.0.join(".github/CODEOWNERS")).unwrap();
    let head = "1111111111111111111111111111111111111111";
    let (code, said) = repository.sekisho(&[&GATED[..], &["--head", head, "--author", "ann"]].concat());
    assert_eq!(code, 4, "{said}");
    assert!(said.contains("no line of CODEOWNERS is about infra/prod/prod.auto.tfvars"), "{said}");
}

#[test]
fn reports_say_who_can_approve() {
    let repository = Repository::new("reports");
    let (code, said) = repository.sekisho(&GATED);
    assert_eq!(code, 4, "{said}");
    let said = said.split(" rules on").next().unwrap();
    insta::assert_snapshot!("human", said.rsplit_once(" · ").unwrap().0);
    let (_, said) = repository.sekisho(&[&GATED[..], &["--format", "github"]].concat());
    assert!(said.contains("needs @org/checkout"), "{said}");
    let (_, said) = repository.sekisho(&[&GATED[..], &["--format", "markdown"]].concat());
    assert!(said.contains("nobody can approve this yet"), "{said}");
}

#[test]
fn owners_are_told_of_files_folders_and_addresses() {
    let repository = Repository::new("told");
    let (code, said) = repository.sekisho(&["owners"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("all_files", said);
    let args = [
        "owners",
        "--root",
        "infra/prod",
        "module.checkout.aws_ecs_service.api",
        "module.checkout.aws_ecs_service.api.desired_count",
        "aws_db_instance.orders",
        "aws_db_instance.orders[0]",
        "new/file.tf",
    ];
    let (code, said) = repository.sekisho(&args);
    assert_eq!(code, 0);
    insta::assert_snapshot!("asked", said);
    let (_, said) = repository.sekisho(&["owners", "infra/prod/databases.tf", "--format", "json"]);
    let answer: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(answer["owners"][0]["line"], ".github/CODEOWNERS:4");
    for nowhere in ["aws_db_instance.none", "aws_db_instance.orders[\"a/b\"]", "module.checkout"] {
        let (code, said) = repository.sekisho(&["owners", nowhere, "--root", "infra/prod"]);
        assert!(code == 2 && said.contains("there is no `"), "{nowhere}: {said}");
    }
    assert_eq!(repository.sekisho(&["owners", "../elsewhere/main.tf"]).0, 2);
}

/// A policy that finds nothing but tells what it knows.
const TELLING: &str = r#"
resource_policy "*" "tell" {
  operations = ["update", "delete"]
  enforce {
    condition     = meta.owners == null ? false : core::contains(meta.owners, "@nobody")
    error_message = "${meta.repository_path}: ${meta.owners == null ? "null" : core::join(" ", meta.owners)}"
  }
}
"#;

#[test]
fn policies_know_who_owns_the_file_that_declares_a_resource() {
    let repository = Repository::new("policies");
    let policy = repository.0.join("tell.policy.hcl");
    std::fs::write(&policy, TELLING).unwrap();
    let check = ["check", "infra/prod", "--no-builtin", "--policies", "tell.policy.hcl"];
    let told = |args: &[&str]| -> Vec<String> {
        let findings = repository.findings(&[&check[..], args].concat());
        findings
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["message"].as_str().unwrap().to_owned())
            .collect()
    };
    insta::assert_snapshot!("told_to_policies", told(&[]).join("\n"));
    // Without the source nobody can tell, and that is no finding.
    assert_eq!(told(&["--no-source"]), [""; 0]);
    let (_, said) = repository.sekisho(&[&check[..], &["--no-source"]].concat());
    assert!(said.contains("the source alone, which is not at hand"), "{said}");
    // No line, and no file.
    let file = repository.0.join(".github/CODEOWNERS");
    std::fs::write(&file, "/elsewhere/ @a\n").unwrap();
    assert!(told(&[]).iter().all(|told| told.ends_with(": ")), "{:?}", told(&[]));
    std::fs::remove_file(&file).unwrap();
    assert!(told(&[]).iter().all(|told| told.ends_with(": null")), "{:?}", told(&[]));
}

#[test]
fn changes_of_capacity_are_held_against_who_owns_their_values() {
    let repository = Repository::new("changes");
    let rules = ["capacity_change_has_codeowner", "capacity_owner_is_service_team"];
    let told = || -> Vec<String> {
        let findings = repository.findings(&["check", "infra/prod", "--rule", rules[0], "--rule", rules[1]]);
        let text = |finding: &Value| finding["message"].as_str().unwrap().to_owned();
        findings.as_array().unwrap().iter().map(text).collect()
    };
    let write = |place: &str, text: &str| std::fs::write(repository.0.join(place), text).unwrap();
    assert_eq!(told(), [""; 0]);
    write(".sekisho.hcl", "gate {\n  gatekeepers = [\"@org/Checkout\"]\n}\n");
    let change = "infra/prod/prod.auto.tfvars, where capacity changes: @org/checkout.";
    assert_eq!(told(), [format!("Only gatekeepers own {change}")]);
    // An owner beside them is enough.
    write(".github/CODEOWNERS", "* @org/checkout @org/tasks\n");
    assert_eq!(told(), [""; 0]);
    write(".github/CODEOWNERS", "* @org/tasks\n*.tfvars\n");
    let change = "infra/prod/prod.auto.tfvars, and so nobody can approve: desired_count 6 → 12 (+100 %).";
    assert_eq!(told(), [format!("Nobody owns {change}")]);
    std::fs::remove_file(repository.0.join(".github/CODEOWNERS")).unwrap();
    assert_eq!(told(), [""; 0]);
}

#[test]
fn code_owners_are_judged_in_repositories_alone() {
    let repository = Repository::new("judged");
    let check = |folder: &str| {
        let args = ["check", folder, "--rule", "codeowners_covers_terraform"];
        let findings = repository.findings(&args);
        let text = |finding: &Value| format!("{}: {}", finding["location"]["file"], finding["message"]);
        findings.as_array().unwrap().iter().map(text).collect::<Vec<_>>().join("\n")
    };
    std::fs::remove_file(repository.0.join("infra/prod/plan.json")).unwrap();
    let lock = |root: &str| std::fs::write(repository.0.join(root).join(".terraform.lock.hcl"), "").unwrap();
    lock("infra/prod");
    let file = repository.0.join(".github/CODEOWNERS");
    std::fs::write(&file, "/modules/ @org/a\n!x @org/a\n").unwrap();
    insta::assert_snapshot!("judged", check("infra/prod"));
    std::fs::remove_file(&file).unwrap();
    insta::assert_snapshot!("judged_without_file", check("infra/prod"));
    std::fs::remove_dir(repository.0.join(".git")).unwrap();
    assert_eq!(check("infra/prod"), "");
}

#[test]
fn lint_says_what_is_wrong() {
    let repository = Repository::new("lint");
    let file = repository.0.join(".github/CODEOWNERS");
    let good = std::fs::read_to_string(&file).unwrap();
    let (code, said) = repository.sekisho(&["owners", "--lint"]);
    assert_eq!((code, said.as_str()), (0, "nothing is wrong with the code owners\n"));
    let bad = "/modules/checkout/ @org/a\n!/x @org/a\n/gone/ @org/a\n[Section]\n/infra/prod/*.tf\n";
    std::fs::write(&file, bad.to_owned() + &good).unwrap();
    let (code, said) = repository.sekisho(&["owners", "--lint", "--gatekeeper", "@org/Checkout"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("lint", said);
    let strange = "./infra @org/a\n/INFRA/ @org/a\n/modules/* @org/a\ninfra\\prod @org/a\n@org/a\n";
    std::fs::write(&file, strange.to_owned() + &good).unwrap();
    std::fs::write(repository.0.join("CODEOWNERS"), "").unwrap();
    insta::assert_snapshot!("lint_of_slips", repository.sekisho(&["owners", "--lint"]).1);
    std::fs::remove_file(repository.0.join("CODEOWNERS")).unwrap();
    std::fs::write(&file, "/modules/ @org/a\n").unwrap();
    insta::assert_snapshot!("lint_of_unowned", repository.sekisho(&["owners", "--lint"]).1);
    std::fs::remove_file(&file).unwrap();
    let (code, said) = repository.sekisho(&["owners", "--lint"]);
    assert!(code == 2 && said.contains("there is no CODEOWNERS in REPOSITORY"), "{said}");
}
