//! What could not be read of a source never looks like a pass: every format says that it is not all, once, with the
//! place and the way out.

#![allow(clippy::unwrap_used, clippy::panic)] // A test says what it expects by failing.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const GOOD: &str = "resource \"aws_ebs_volume\" \"v\" {\n  encrypted = true\n}\n";
const BROKEN: &str = "resource \"aws_ebs_volume\" \"w\" {\n  encrypted =\n}\n";

/// A folder of its own for each test, with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("incomplete-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    for (file, text) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn sekisho(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(args)
        .current_dir(folder)
        .env_remove("GITHUB_ACTIONS")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// The report and the exit code; only rules about volumes are asked.
fn check(folder: &Path, format: &str, more: &[&str]) -> (String, Option<i32>) {
    let args = [&["check", ".", "--rule", "ebs_volume_encrypted", "--format", format], more].concat();
    let output = sekisho(folder, &args);
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn json(folder: &Path) -> Value {
    serde_json::from_str(&check(folder, "json", &[]).0).unwrap()
}

#[test]
fn a_file_that_does_not_parse_is_no_pass_in_any_format() {
    let folder = folder("broken", &[("good.tf", GOOD), ("broken.tf", BROKEN)]);
    for (format, words) in [
        ("human", "! broken.tf:2:"),
        ("markdown", "broken\\.tf\\:2\\:"),
        ("github", "::error file=broken.tf,line=2,"),
        ("json", "\"missing\": \"unread\""),
        ("sarif", "\"executionSuccessful\": false"),
    ] {
        let (report, code) = check(&folder, format, &[]);
        assert_eq!((report.matches(words).count(), code), (1, Some(3)), "{format}: {report}");
    }
    let (human, _) = check(&folder, "human", &[]);
    assert!(human.contains("incomplete: 1 part of the source could not be read"), "{human}");
    assert!(human.ends_with("Not everything could be read, so nothing passes.\n"), "{human}");
    assert!(sekisho(&folder, &["check", ".", "--rule", "ebs_volume_encrypted"]).stderr.is_empty());
    assert_eq!(sekisho(&folder, &["show", "."]).status.code(), Some(3));
}

#[test]
fn the_rest_of_a_broken_source_is_checked() {
    let open = GOOD.replace("true", "false");
    let report = json(&folder("rest", &[("open.tf", open.as_str()), ("broken.tf", BROKEN)]));
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);
    assert_eq!(report["inputs"][0]["complete"], false);
    let problem = &report["problems"][0];
    assert_eq!(
        (&problem["location"]["file"], &problem["location"]["line"]),
        (&"broken.tf".into(), &2.into())
    );
}

#[test]
fn a_module_that_is_not_installed_is_said_with_the_command_that_installs_it() {
    let call =
        |name: &str| format!("module \"{name}\" {{\n  source  = \"a/b/c\"\n  version = \"1.0.0\"\n}}\n");
    let folder = folder("modules", &[("main.tf", &(GOOD.to_owned() + &call("a") + &call("b")))]);
    for (format, words) in [
        ("human", "terraform init -backend=false"),
        ("markdown", "terraform init"),
        ("github", "::warning file=main.tf,line="),
        ("json", "\"missing\": \"not_installed\""),
        ("sarif", "terraform init -backend=false"),
    ] {
        let (report, code) = check(&folder, format, &[]);
        assert_eq!((report.matches(words).count(), code), (2, Some(0)), "{format}: {report}");
    }
    let (human, _) = check(&folder, "human", &[]);
    assert!(
        human.contains("incomplete: 2 modules are not installed; what is missing was not checked"),
        "{human}"
    );
    assert_eq!(check(&folder, "json", &["--unknown", "fail"]).1, Some(5));
}

#[test]
fn a_module_whose_folder_is_not_there_is_no_pass() {
    let call = "module \"a\" {\n  source = \"./gone\"\n}\n";
    let (report, code) = check(&folder("gone", &[("main.tf", &(GOOD.to_owned() + call))]), "json", &[]);
    assert_eq!(code, Some(3), "{report}");
    assert!(report.contains("module `a` cannot be read"), "{report}");
}

#[test]
fn what_two_roots_share_is_said_once_and_counts_for_both() {
    let root = "provider \"aws\" {}\nmodule \"m\" {\n  source = \"../m\"\n}\n";
    let folder = folder("shared", &[("a/main.tf", root), ("b/main.tf", root), ("m/main.tf", BROKEN)]);
    let report = json(&folder);
    assert_eq!(report["problems"].as_array().unwrap().len(), 1, "{report}");
    let complete: Vec<&Value> = report["inputs"].as_array().unwrap().iter().map(|i| &i["complete"]).collect();
    assert_eq!(complete, [false, false]);
}

#[test]
fn notes_of_which_nothing_is_missing_change_no_exit_code() {
    let source = "output \"o\" {\n  value = aws_s3_bucket.gone.id\n}\n";
    let folder = folder("notes", &[("main.tf", &(GOOD.to_owned() + source))]);
    let (human, code) = check(&folder, "human", &[]);
    assert_eq!((human.matches("aws_s3_bucket.gone").count(), code), (1, Some(0)), "{human}");
    assert!(!human.contains("incomplete"), "{human}");
    let report = json(&folder);
    assert_eq!(
        (&report["inputs"][0]["complete"], &report["problems"][0]["missing"]),
        (&true.into(), &Value::Null)
    );
}

const CHECKED: &str = "variable \"size\" {\n  type = number\n  default = 3\n  validation {\n    condition     = var.size <= local.most\n    error_message = \"At most ${local.most}, not ${var.size}.\"\n  }\n}\nlocals {\n  most = 2\n}\n";

/// `message (file:line)` of each problem.
fn problems(report: &Value) -> Vec<String> {
    let of = |problem: &Value| {
        let at = &problem["location"];
        let place = format!("{}:{}", at["file"].as_str().unwrap(), at["line"]);
        format!("{} ({place})", problem["message"].as_str().unwrap())
    };
    report["problems"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn values_that_a_variable_refuses_are_said_where_they_are_given() {
    let invalid = |rest: &str| format!("the value of variable `size` is not valid: {rest}");
    let by_default = json(&folder("default", &[("main.tf", CHECKED)]));
    assert_eq!(problems(&by_default), [invalid("At most 2, not 3. (main.tf:1)")]);
    let files = [("main.tf", CHECKED), ("terraform.tfvars", "# sizes\nsize = 9\n")];
    assert_eq!(
        problems(&json(&folder("given", &files))),
        [invalid("At most 2, not 9. (terraform.tfvars:2)")]
    );
    let files = [("main.tf", CHECKED), ("terraform.tfvars", "size = 2\n")];
    assert_eq!(problems(&json(&folder("valid", &files))), Vec::<String>::new());
    let call =
        "module \"m\" {\n  source   = \"./m\"\n  for_each = toset([\"a\", \"b\"])\n  size     = 5\n}\n";
    let passed = json(&folder("passed", &[("main.tf", call), ("m/main.tf", CHECKED)]));
    assert_eq!(problems(&passed), [invalid("At most 2, not 5. (main.tf:4)")]);
}

#[test]
fn what_is_not_known_is_not_refused_and_what_is_secret_is_not_shown() {
    let unknown = CHECKED.replace("  default = 3\n", "");
    assert_eq!(problems(&json(&folder("unknown", &[("main.tf", &unknown)]))), Vec::<String>::new());
    let secret = CHECKED.replace("type = number", "type = number\n  sensitive = true");
    let said = problems(&json(&folder("secret", &[("main.tf", &secret)])));
    assert_eq!(
        said,
        ["the value of variable `size` is not valid: a validation rule of it does not hold (main.tf:1)"]
    );
}

/// What could not be planned in the pull request may well be planned once it is merged.
#[test]
fn a_plan_that_failed_is_no_pass_and_one_that_puts_off_is_not_whole() {
    let plan = |more: &str| format!(r#"{{"format_version": "1.2", "terraform_version": "1.11.4", {more}}}"#);
    let failed = folder("failed", &[("plan.json", &plan(r#""errored": true, "resource_changes": []"#))]);
    for (format, words) in [
        ("human", "! plan.json: planning failed"),
        ("markdown", "planning failed"),
        ("github", "::error title=not a whole plan::plan.json: planning failed"),
        ("json", "\"missing\": \"planning_failed\""),
        ("sarif", "\"executionSuccessful\": false"),
    ] {
        let (report, code) = check(&failed, format, &[]);
        assert_eq!((report.matches(words).count(), code), (1, Some(3)), "{format}: {report}");
    }
    let later = r#""deferred_changes": [{"reason": "provider_config_unknown", "resource_change": {}}]"#;
    let later = folder("later", &[("plan.json", &plan(&format!("{later}, \"resource_changes\": []")))]);
    let (report, code) = check(&later, "json", &[]);
    assert_eq!(code, Some(0), "{report}");
    assert!(
        report.contains("\"missing\": \"deferred\"") && report.contains("\"complete\": false"),
        "{report}"
    );
    assert_eq!(check(&later, "human", &["--unknown", "fail"]).1, Some(5));
}

/// Who adds a file for the other tool hides one from this check and not from the apply.
#[test]
fn files_that_only_one_tool_reads_are_said() {
    let folder = folder("two-tools", &[("main.tf", BROKEN), ("main.tofu", GOOD), ("more.tofu.json", "{}")]);
    let (report, code) = check(&folder, "human", &[]);
    let words =
        "checked as OpenTofu reads it: Terraform does not read `main.tofu`, `more.tofu.json`, but `main.tf`";
    assert!(code == Some(0) && report.contains(words), "{report}");
    std::fs::remove_file(folder.join("main.tf")).unwrap();
    assert!(!check(&folder, "human", &[]).0.contains("as OpenTofu reads it"));
}
