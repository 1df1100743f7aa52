//! One folder that is planned in several ways: root modules by name, with values, workspaces and accounts of their own.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

const SETTINGS: &str = "accounts {\n  live = \"111122223333\"\n  test = \"444455556666\"\n}\n\
    root \"prod\" {\n  folder    = \"infra\"\n  var_files = [\"env/prod.tfvars\"]\n  workspace = \"blue\"\n  account   = \"live\"\n}\n\
    root \"dev\" {\n  folder    = \"infra\"\n  var_files = [\"env/dev.tfvars\"]\n  account   = \"test\"\n}\n";

const SOURCE: &str = "variable \"encrypted\" {\n  type = bool\n}\nvariable \"size\" {\n  default = 8\n}\nresource \"aws_ebs_volume\" \"v\" {\n  \
    availability_zone = \"eu-west-1a\"\n  encrypted         = var.encrypted\n  size              = var.size\n  \
    tags              = { Stage = terraform.workspace }\n}\nresource \"aws_ebs_volume\" \"w\" {\n  availability_zone = \"eu-west-1a\"\n  encrypted         = false\n}\n";

struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("root_names").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join(".git")).unwrap();
        let repository = Self(folder);
        repository.write(".sekisho.hcl", SETTINGS);
        repository.write("infra/main.tf", SOURCE);
        repository.write("infra/env/prod.tfvars", "encrypted = true\n");
        repository.write("infra/env/dev.tfvars", "encrypted = false\nsize = 1\n");
        repository
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn run(&self, at: &str, args: &[&str], workspace: Option<&str>) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(args).current_dir(self.0.join(at)).env_remove("TF_WORKSPACE");
        let output = command.envs(workspace.map(|name| ("TF_WORKSPACE", name))).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn sekisho(&self, args: &[&str]) -> (Option<i32>, String, String) {
        self.run(".", args, None)
    }

    fn report(&self, args: &[&str]) -> Value {
        let args = [&["check", "--rule", "ebs_volume_encrypted", "--format", "json"], args].concat();
        let (_, report, said) = self.sekisho(&args);
        assert!(!report.is_empty(), "{said}");
        serde_json::from_str(&report).unwrap()
    }

    /// Root modules by name, each with the resources that it finds something in.
    fn found(&self, args: &[&str]) -> Vec<(String, String)> {
        let report = self.report(args);
        let of = |input: &Value| {
            let findings = report["findings"].as_array().unwrap().iter();
            let own = findings
                .filter(|finding| (&finding["input"], &finding["root"]) == (&input["path"], &input["root"]));
            let mut own: Vec<&str> = own.map(|finding| finding["address"].as_str().unwrap()).collect();
            own.sort_unstable();
            (input["root"].as_str().unwrap_or("-").to_owned(), own.join(" "))
        };
        report["inputs"].as_array().unwrap().iter().map(of).collect()
    }
}

fn root(name: &str, found: &str) -> (String, String) {
    (name.to_owned(), found.to_owned())
}

fn both() -> Vec<(String, String)> {
    vec![prod(), dev()]
}

fn prod() -> (String, String) {
    root("prod", "aws_ebs_volume.w")
}

fn dev() -> (String, String) {
    root("dev", "aws_ebs_volume.v aws_ebs_volume.w")
}

#[test]
fn a_folder_is_checked_in_each_way_in_which_it_is_planned() {
    let repository = Repository::new("checked");
    for args in [&[][..], &["infra"], &["--recursive"], &["infra", "dev", "./infra/"], &["prod", "dev"]] {
        assert_eq!(repository.found(args), both(), "{args:?}");
    }
    assert_eq!(repository.found(&["dev"]), [dev()]);
    assert_eq!(repository.found(&["--var", "encrypted=true", "dev"]), [root("dev", "aws_ebs_volume.w")]);
    let inputs = repository.report(&["infra"])["inputs"].take();
    assert_eq!((&inputs[0]["path"], &inputs[1]["path"]), (&json!("infra"), &json!("infra")));
    let accounts = inputs.as_array().unwrap().iter().map(|input| input["account"]["name"].as_str().unwrap());
    assert_eq!(accounts.collect::<Vec<_>>(), ["live", "test"]);
    // From within it, by a path as by a name.
    for (at, names) in [("infra", &[][..]), ("infra/env", &["prod", "dev"])] {
        let args = [&["check", "--format", "json"], names].concat();
        let report: Value = serde_json::from_str(&repository.run(at, &args, None).1).unwrap();
        let inputs = report["inputs"].as_array().unwrap().iter();
        assert_eq!(inputs.map(|input| input["root"].as_str().unwrap()).collect::<Vec<_>>(), ["prod", "dev"]);
    }
}

/// The workspace of a root module is its own, whatever the environment says.
#[test]
fn each_way_has_its_workspace() {
    let repository = Repository::new("workspaces");
    let tags = |name: &str, workspace: Option<&str>| {
        let shown = repository.run(".", &["show", "--format", "json", name], workspace).1;
        serde_json::from_str::<Value>(&shown).unwrap()["aws_ebs_volume.v"]["tags"]["Stage"].take()
    };
    assert_eq!((tags("prod", None), tags("dev", None)), (json!("blue"), json!("default")));
    assert_eq!((tags("prod", Some("x")), tags("dev", Some("x"))), (json!("blue"), json!("x")));
}

#[test]
fn a_changed_file_of_values_touches_those_that_name_it() {
    let repository = Repository::new("changed");
    let touched = |file: &str| repository.found(&["--changed", file]);
    assert_eq!(touched("infra/env/prod.tfvars"), [prod()]);
    assert_eq!(touched("infra/env/dev.tfvars"), [dev()]);
    for file in ["infra/main.tf", "infra/terraform.tfvars", "infra/env/other.tfvars", ".sekisho.hcl"] {
        assert_eq!(touched(file), both(), "{file}");
    }
    // One that is read in another way too belongs to all.
    repository.write("infra/reads.tf", "locals {\n  x = file(\"${path.module}/env/dev.tfvars\")\n}\n");
    assert_eq!(touched("infra/env/dev.tfvars"), both());
}

/// What all of them share is told once, with its instances; the name of a violation is that of the folder's.
#[test]
fn what_all_share_is_told_once() {
    let repository = Repository::new("shared");
    let human = repository.sekisho(&["check", "--rule", "ebs_volume_encrypted", "infra"]).1;
    let lines: Vec<&str> = human.lines().map(str::trim).collect();
    let told = [
        "aws_ebs_volume.w (create) in infra (prod, account live)",
        "aws_ebs_volume.w (create) in infra (dev, account test)",
        "- The volume is not encrypted.",
        "at infra/main.tf:15:23 · 2 instances",
    ];
    let at = lines.iter().position(|line| *line == told[0]).unwrap();
    assert_eq!(lines[at..at + 4], told, "{human}");
    let fingerprint = |report: &Value| {
        let findings = report["findings"].as_array().unwrap().iter();
        let of = findings.filter(|finding| finding["address"] == "aws_ebs_volume.w");
        of.map(|finding| finding["fingerprint"].clone()).collect::<Vec<_>>()
    };
    let named = fingerprint(&repository.report(&["infra"]));
    repository.write(".sekisho.hcl", "");
    let plain = fingerprint(&repository.report(&["infra"]));
    assert_eq!(named, [plain[0].clone(), plain[0].clone()]);
}

#[test]
fn policies_about_source_judge_a_folder_once() {
    let repository = Repository::new("source");
    let args = ["check", "--rule", "terraform-style/*", "--format", "json", "infra"];
    let count = || {
        let report: Value = serde_json::from_str(&repository.sekisho(&args).1).unwrap();
        let findings = report["findings"].as_array().unwrap().clone();
        (findings.len(), report["summary"]["evaluated"].clone())
    };
    let named = count();
    assert!(named.0 > 0);
    repository.write(".sekisho.hcl", "");
    assert_eq!(named, count());
}

/// A plan of the root module in `infra`, with the values that it was made with.
fn plan(values: &Value) -> String {
    let variables: serde_json::Map<String, Value> = values
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), json!({ "value": value })))
        .collect();
    json!({
        "format_version": "1.2", "terraform_version": "1.11.4", "variables": variables,
        "resource_changes": [{
            "address": "aws_ebs_volume.w", "mode": "managed", "type": "aws_ebs_volume", "name": "w",
            "change": { "actions": ["create"], "before": null, "after": { "encrypted": false }, "after_unknown": {} },
        }],
    })
    .to_string()
}

#[test]
fn a_plan_is_of_the_root_module_whose_values_it_was_made_with() {
    let repository = Repository::new("plans");
    for (values, expected, account) in [
        (json!({ "encrypted": true, "size": 8 }), "prod", json!("live")),
        (json!({ "encrypted": false, "size": 1 }), "dev", json!("test")),
        // Given on the command line, beside what the root module has.
        (json!({ "encrypted": true, "size": 100 }), "prod", json!("live")),
        (json!({ "encrypted": false, "size": 100 }), "-", Value::Null),
    ] {
        repository.write("infra/plan.json", &plan(&values));
        assert_eq!(repository.found(&["infra"]), [root(expected, "aws_ebs_volume.w")], "{values}");
        assert_eq!(repository.report(&["infra"])["inputs"][0]["account"]["name"], account, "{values}");
    }
    let said = repository.sekisho(&["check", "infra"]).2;
    assert!(
        said.contains("infra/plan.json was made with other values than any of its root modules: prod (encrypted), dev (size)"),
        "{said}"
    );
    assert!(said.contains("say it: NAME=infra/plan.json"), "{said}");
}

#[test]
fn where_values_do_not_tell_the_workspace_or_a_name_does() {
    let repository = Repository::new("told");
    repository.write("infra/env/dev.tfvars", "encrypted = true\n");
    repository.write("infra/plan.json", &plan(&json!({ "encrypted": true, "size": 8 })));
    let (_, _, said) = repository.sekisho(&["check", "infra"]);
    assert!(said.contains("nobody can tell which root module infra/plan.json is of: prod or dev"), "{said}");
    assert!(said.contains("say it: prod=infra/plan.json"), "{said}");
    let named = |args: &[&str], workspace: Option<&str>| {
        let args = [&["check", "--format", "json"], args].concat();
        let (_, report, said) = repository.run(".", &args, workspace);
        let report: Value = serde_json::from_str(&report).unwrap();
        (report["inputs"][0]["root"].clone(), report["inputs"][0]["path"].clone(), said)
    };
    assert_eq!(named(&["infra"], Some("blue")).0, "prod");
    assert_eq!(named(&["infra"], Some("green")).0, Value::Null);
    for path in ["dev=infra/plan.json", "dev=infra"] {
        let (root, path, said) = named(&[path], None);
        assert_eq!((root, path, said.as_str()), (json!("dev"), json!("infra/plan.json"), ""));
    }
    // Wherever it lies, its source is that of the root module.
    repository.write("plans/a=b.json", &plan(&json!({ "encrypted": false, "size": 8 })));
    let (root, path, said) = named(&["prod=plans/a=b.json"], None);
    assert_eq!((root, path), (json!("prod"), json!("plans/a=b.json")));
    assert!(
        said.contains("plans/a=b.json was made with other values than those of root \"prod\": encrypted"),
        "{said}"
    );
    let report = repository.report(&["prod=plans/a=b.json"]);
    assert_eq!(report["findings"][0]["location"]["file"], "infra/main.tf");
    let plan_and_name = repository.report(&["plans/a=b.json", "dev"])["inputs"].take();
    assert_eq!((&plan_and_name[0]["root"], &plan_and_name[1]["root"]), (&Value::Null, &json!("dev")));
}

#[test]
fn names_that_nobody_has_given_are_said() {
    let repository = Repository::new("names");
    repository.write("plan.json", &plan(&json!({})));
    for (args, code, wanted) in [
        (&["prdo=plan.json"][..], 2, "no root module is named `prdo`"),
        (&["prdo=plan.json"], 2, "did you mean `prod`?"),
        (&["other=plan.json"], 2, "`root \"other\" { folder = \"…\" }` in the settings names one"),
        (&["prdo"], 3, "prdo: no such file or folder, and no root module is named so"),
        (&["prdo"], 3, "did you mean `prod`?"),
        (&["prod=gone.json"], 3, "gone.json: no such file"),
        (&["prod=infra/env"], 2, "there is no plan.json, tfplan.json or tfplan in infra/env"),
        (&["prod=plan.json", "--source", "infra/env"], 2, "--source infra/env: root \"prod\" is in infra"),
    ] {
        let (status, _, said) = repository.sekisho(&[&["check"], args].concat());
        assert!(status == Some(code) && said.contains(wanted), "{args:?}: {status:?} {said}");
    }
    for (from, to, wanted) in [
        ("\"prod\"", "\"a=b\"", "`root \"a=b\"` must be a name of letters, digits, `_`, `-`, `.` and `/`"),
        ("= \"infra\"", "= \"infar\"", "there is no Terraform source in infar"),
        ("= \"infra\"", "= \"infar\"", ".sekisho.hcl:6:15"),
        ("= \"infra\"", "= 3", "`root.folder` must be a path"),
        ("= \"infra\"", "= \"../infra\"", "`root.folder` has \"../infra\", which leaves the repository"),
        (
            "\"env/prod",
            "\"../../prod",
            "`root.var_files` has \"../../prod.tfvars\", which leaves the repository",
        ),
        ("\"env/prod", "\"env/prdo", "did you mean prod.tfvars?"),
        ("\"dev\"", "\"prod\"", "there are two blocks `root \"prod\"`"),
    ] {
        repository.write(".sekisho.hcl", &SETTINGS.replacen(from, to, 1));
        let (status, _, said) = repository.sekisho(&["config"]);
        assert!(status == Some(2) && said.contains(wanted), "{to}: {said}");
    }
}

/// A known finding is known of the root module that its entry names, and of no other in the folder.
#[test]
fn a_baseline_tells_them_apart() {
    let repository = Repository::new("baseline");
    let args = ["check", "--rule", "ebs_volume_encrypted", "infra"];
    let with = |more: &[&str]| repository.sekisho(&[&args[..], more].concat());
    assert_eq!(with(&["--write-baseline", "known.json"]).0, Some(0));
    let known = std::fs::read_to_string(repository.0.join("known.json")).unwrap();
    let roots: Vec<&str> =
        known.lines().filter_map(|line| line.split("\"root\":\"").nth(1)?.split('"').next()).collect();
    assert_eq!(roots, ["infra (dev)", "infra (dev)", "infra (prod)"]);
    assert_eq!(with(&["--baseline", "known.json"]).0, Some(0));
    let dev: Vec<&str> = known.lines().filter(|line| !line.contains("infra (dev)")).collect();
    repository.write("prod.json", &dev.join("\n"));
    let (code, said, _) = with(&["--baseline", "prod.json"]);
    assert!(code == Some(1) && said.contains("2 findings block"), "{said}");
    // What is mended in one of them, or is no root module any more, can go.
    repository.write("infra/env/dev.tfvars", "encrypted = true\n");
    assert!(
        with(&["--baseline", "known.json"])
            .1
            .contains("is known of aws_ebs_volume.v in infra (dev), and finds nothing")
    );
    repository.write(".sekisho.hcl", &SETTINGS.replace("root \"dev\"", "root \"test\""));
    let said = with(&["--baseline", "known.json"]).1;
    assert_eq!(said.matches("in infra (dev), and finds nothing there any more").count(), 2, "{said}");
}

#[test]
fn owners_are_told_of_each_way_where_they_differ() {
    let repository = Repository::new("owners");
    repository.write("CODEOWNERS", "* @org/all\n/infra/env/prod.tfvars @org/prod\n");
    let asked = |args: &[&str]| repository.sekisho(&[&["owners"], args].concat()).1;
    let value = asked(&["--root", "infra", "aws_ebs_volume.v.encrypted"]);
    assert!(
        value.contains("aws_ebs_volume.v.encrypted in prod  @org/prod")
            && value.contains("in dev   @org/all"),
        "{value}"
    );
    assert!(
        asked(&["--root", "dev", "aws_ebs_volume.v.encrypted"])
            .starts_with("aws_ebs_volume.v.encrypted  @org/all")
    );
    assert_eq!(asked(&["--root", "infra", "aws_ebs_volume.w"]).lines().count(), 1);
}
