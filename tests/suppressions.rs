//! Comments in the source that let findings be, from the command line.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const POLICY: &str = r#"
# Volumes are encrypted.
resource_policy "aws_ebs_volume" "encrypted" {
  enforce {
    condition     = core::try(attrs.encrypted, false) == true
    error_message = "Not encrypted."
  }
}

# Volumes are small.
resource_policy "aws_ebs_volume" "small" {
  enforce {
    condition     = attrs.size < 100
    error_message = "Too large."
  }
}
"#;

fn folder(name: &str, main: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suppressions").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("main.tf"), main).unwrap();
    std::fs::write(folder.join("own.policy.hcl"), POLICY).unwrap();
    folder
}

/// The findings as `status rule line: what else is said`, with the exit code.
fn check(name: &str, main: &str, args: &[&str]) -> (Option<i32>, Vec<String>) {
    let folder = folder(name, main);
    let base = ["check", ".", "--no-builtin", "--policies", ".", "--format", "json", "--today", "2026-11-28"];
    let output = Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(base)
        .args(args)
        .current_dir(&folder)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let line = |finding: &Value| {
        let word = |key: &str| finding[key].as_str().unwrap().to_owned();
        let more = match &finding["suppression"] {
            Value::Null => String::new(),
            suppression => format!(": {}", suppression["reason"].as_str().unwrap()),
        };
        format!("{} {} {}{more}", word("status"), word("rule"), finding["location"]["line"])
    };
    (output.status.code(), report["findings"].as_array().unwrap().iter().map(line).collect())
}

fn volume(before: &str, argument: &str) -> String {
    format!(
        "{before}\nresource \"aws_ebs_volume\" \"data\" {{\n  availability_zone = \"eu-west-1a\"\n  size = 500 {argument}\n}}\n"
    )
}

#[test]
fn a_block_and_an_argument_are_let_be_with_a_reason() {
    let none = volume("", "");
    assert_eq!(
        check("none", &none, &[]),
        (Some(1), vec!["failed encrypted 2".to_owned(), "failed small 4".to_owned(),])
    );
    let block = volume("# sekisho:ignore encrypted,small reason=\"moves in spring\" until=2026-11-28", "");
    assert_eq!(
        check("block", &block, &[]),
        (
            Some(0),
            vec![
                "suppressed encrypted 2: moves in spring".to_owned(),
                "suppressed small 4: moves in spring".to_owned(),
            ]
        )
    );
    let argument = volume("", "# sekisho:ignore small reason=\"a cache\"");
    assert_eq!(
        check("argument", &argument, &[]),
        (Some(1), vec!["failed encrypted 2".to_owned(), "suppressed small 4: a cache".to_owned(),])
    );
    let (code, found) = check("refused", &block, &["--no-ignores"]);
    assert_eq!((code, found), (Some(1), vec!["failed encrypted 2".to_owned(), "failed small 4".to_owned()]));
}

#[test]
fn comments_that_do_nothing_are_told() {
    let cases = [
        ("expired", "encrypted reason=\"x\" until=2026-11-27", "ignore_expired"),
        ("mute", "encrypted", "ignore_without_reason"),
        ("empty", "encrypted reason=\"\"", "ignore_without_reason"),
        ("unknown", "encrypt reason=\"x\"", "ignore_of_unknown_rule"),
        ("malformed", "encrypted reason=\"x", "ignore_malformed"),
    ];
    for (name, words, rule) in cases {
        let (code, found) = check(name, &volume(&format!("# sekisho:ignore {words}"), ""), &[]);
        let expected =
            ["failed encrypted 2".to_owned(), "failed small 4".to_owned(), format!("failed {rule} 1")];
        assert_eq!((code, found.len()), (Some(1), 3), "{name}: {found:?}");
        expected.iter().for_each(|line| assert!(found.contains(line), "{name}: {found:?}"));
    }
}

/// What is not found here needs no comment; where the rule was not used nobody can say so.
#[test]
fn a_comment_that_nothing_needs_is_told() {
    let text = volume(
        "",
        "\n  # sekisho:ignore encrypted reason=\"x\"\n  encrypted = true # sekisho:ignore small reason=\"y\"\n",
    );
    let (code, found) = check("unused", &text, &[]);
    let expected = ["failed small 4", "failed ignore_unused 5", "failed ignore_unused 6"];
    assert_eq!((code, found), (Some(1), expected.map(str::to_owned).to_vec()));
    let (code, found) = check("unused", &text, &["--skip", "encrypted"]);
    assert_eq!((code, found.len()), (Some(1), 2), "{found:?}");
}

/// The comment stands where the value is written, be that far from the resource; or where it passes.
#[test]
fn a_comment_reaches_a_value_on_its_way() {
    let resource = "resource \"aws_ebs_volume\" \"data\" {\n  availability_zone = \"a\"\n  encrypted = true\n  size = var.size\n}\n";
    let written = format!(
        "{resource}variable \"size\" {{\n  # sekisho:ignore small reason=\"for all\"\n  default = 500\n}}\n"
    );
    assert_eq!(check("written", &written, &[]), (Some(0), vec!["suppressed small 8: for all".to_owned()]));
    let used = format!(
        "# sekisho:ignore small reason=\"this one\"\n{resource}variable \"size\" {{\n  default = 500\n}}\n"
    );
    assert_eq!(check("used", &used, &[]), (Some(0), vec!["suppressed small 8: this one".to_owned()]));
    let elsewhere = format!(
        "{resource}# sekisho:ignore small reason=\"no\"\nvariable \"other\" {{}}\nvariable \"size\" {{\n  default = 500\n}}\n"
    );
    let (code, found) = check("elsewhere", &elsewhere, &[]);
    assert_eq!((code, &found[0][..]), (Some(1), "failed small 9"), "{found:?}");
}

/// Whoever wrote a module that comes from elsewhere has no say.
#[test]
fn a_module_from_elsewhere_suppresses_nothing() {
    let name = "installed";
    let main = "module \"disk\" {\n  source = \"acme/disk/aws\"\n}\n";
    let folder = folder(name, main);
    let module = folder.join(".terraform/modules/disk");
    std::fs::create_dir_all(&module).unwrap();
    let text = volume("# sekisho:ignore encrypted,small reason=\"trust me\"", "");
    std::fs::write(module.join("main.tf"), text).unwrap();
    let manifest = r#"{"Modules": [{"Key": "", "Source": "", "Dir": "."}, {"Key": "disk", "Source": "registry.terraform.io/acme/disk/aws", "Version": "1.0.0", "Dir": ".terraform/modules/disk"}]}"#;
    std::fs::write(folder.join(".terraform/modules/modules.json"), manifest).unwrap();
    let args = ["check", ".", "--no-builtin", "--policies", "own.policy.hcl"];
    let output =
        Command::new(env!("CARGO_BIN_EXE_sekisho")).args(args).current_dir(&folder).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("Not encrypted.") && !said.contains("trust me"), "{said}");
}

/// What an owner must let pass is not let pass by a comment of which nobody knows who wrote it; --base tells.
#[test]
fn a_comment_is_no_approval() {
    let name = "gated";
    let text = volume("# sekisho:ignore small reason=\"for now\"", "\n  encrypted = true");
    let folder = folder(name, &text);
    let gated = POLICY
        .replace("condition     = attrs.size", "condition = attrs.size")
        .replace("\"small\" {", "\"small\" {\n  enforcement_level = \"mandatory_overridable\"");
    std::fs::write(folder.join("own.policy.hcl"), gated).unwrap();
    let run = |more: &[&str]| {
        let base = ["check", ".", "--no-builtin", "--policies", "."];
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let output = command.args(base).args(more).current_dir(&folder).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, said) = run(&[]);
    assert_eq!(code, Some(4), "{said}");
    assert!(
        said.contains("a comment asks to suppress it, and only --base can tell whether it is new: for now"),
        "{said}"
    );
    let git = |arguments: &[&str]| {
        assert!(Command::new("git").arg("-C").arg(&folder).args(arguments).status().unwrap().success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"]);
    let (code, said) = run(&["--base", "HEAD"]);
    assert_eq!(code, Some(0), "what is merged is agreed on: {said}");
    assert!(said.contains("suppressed: for now"), "{said}");
}
