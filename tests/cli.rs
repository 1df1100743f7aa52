//! The command line, from outside: cases told in files, and what files cannot tell.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Cases with their output; `TRYCMD=overwrite` writes what comes out.
#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}

fn sekisho(args: &[&str], stdin: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").spawn().unwrap();
    // Who refuses its arguments does not read: that is its right.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn plan(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/fixtures/plans/changes/{name}/plan.json")).unwrap()
}

#[test]
fn reads_standard_input() {
    let output = sekisho(&["check", "-", "--format", "json"], &plan("dynamodb_capacity"));
    assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["inputs"][0]["path"], "<stdin>");
    assert_eq!(report["summary"]["failed"], 2);
}

#[test]
fn finds_the_plan_of_the_folder_it_runs_in() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let output =
        command.arg("check").current_dir("tests/fixtures/plans/changes/iam_user_added").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("iam_no_access_keys"));
}

#[test]
fn a_pretty_printed_plan_has_places() {
    let value: serde_json::Value = serde_json::from_slice(&plan("dynamodb_capacity")).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    let output = sekisho(&["check", "-"], pretty.as_bytes());
    let change = pretty.find("\"resource_changes\"").unwrap();
    let value = change + pretty[change..].find("\"read_capacity\": 2000").unwrap();
    let line = pretty[..value].lines().count();
    let said = text(&output.stdout);
    assert!(said.contains(&format!("at <stdin>:{line}:")), "{line}: {said}");
}

#[test]
fn what_is_no_plan_is_called_by_its_name() {
    let make = "make a plan with `terraform plan -out=tfplan` and `terraform show -json tfplan`";
    let long = "use `terraform plan -out=tfplan` and `terraform show -json tfplan`";
    let cases: Vec<(&[u8], String)> = vec![
        (b"", "the input is empty: did `terraform show -json` fail?".to_owned()),
        (b" \n", "the input is empty: did `terraform show -json` fail?".to_owned()),
        (
            br#"{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}"#,
            format!("this is a state, not a plan: {make}"),
        ),
        (
            br#"{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{},"resources":[]}"#,
            format!("this is a state file: sekisho checks plans; {}", make.replace("make a plan", "make one")),
        ),
        (
            b"{\"@level\":\"info\",\"@message\":\"x\",\"type\":\"version\"}\n{\"@level\":\"info\",\"@message\":\"y\"}\n",
            format!("this is the event stream of `terraform plan -json`, which has no values: {long}"),
        ),
        (
            br#"{"format_version":"1.2","resource_changes":[{"address":"a.b","#,
            "the JSON is cut off at byte 61: was the disk full, or the download interrupted?".to_owned(),
        ),
        (
            br#"{"format_version":"2.0","resource_changes":[]}"#,
            "plan format 2.0 is newer than this sekisho knows (0.1 to 1.x): look for a newer release".to_owned(),
        ),
        (
            b"{}",
            "not a Terraform plan: it has no `format_version`; expected what `terraform show -json PLANFILE` prints".to_owned(),
        ),
        (
            b"\x7fELF\x02\x01\xff",
            "the input is not UTF-8 text (first bad byte at 6): a plan is what `terraform show -json PLANFILE` prints".to_owned(),
        ),
        (
            b"\xff\xfe{\0}\0",
            "the input is UTF-16 text, as PowerShell's `>` writes it: save it as UTF-8".to_owned(),
        ),
        (
            b"\x1f\x8b\x08\0",
            "the input is compressed: unpack it first, as in `gunzip -c plan.json.gz | sekisho check -`".to_owned(),
        ),
        (
            b"Terraform will perform the following actions:\n",
            "not a Terraform plan: expected a value at line 1, column 1 (byte 0); a plan is what `terraform show -json PLANFILE` prints".to_owned(),
        ),
        (
            b"PK\x03\x04zip",
            "standard input is a saved plan: give its path instead, or pipe what `terraform show -json` prints".to_owned(),
        ),
    ];
    for (bytes, message) in cases {
        let output = sekisho(&["check", "-"], bytes);
        assert_eq!(text(&output.stderr), format!("error: <stdin>: {message}\n"));
        assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0));
    }
}

#[test]
fn a_saved_plan_needs_its_tool() {
    let folder = temporary("saved");
    let path = folder.join("tfplan");
    std::fs::write(&path, b"PK\x03\x04zip").unwrap();
    let path = path.to_str().unwrap();
    let output = sekisho(&["check", path, "--terraform", "/nowhere/terraform"], b"");
    let expected = format!(
        "error: {path}: {path} is a saved plan, and showing it needs `/nowhere/terraform`, which was not found: give it with \
         --terraform, or run `terraform show -json {path} > plan.json` where it is\n"
    );
    let said = text(&output.stderr);
    assert!(said == expected || said == expected.replacen(&format!("{path}: "), "", 1), "{said}");
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn one_bad_input_of_several_is_named_with_all_others() {
    let output = sekisho(&["check", "nowhere.json", "Cargo.toml", "tests/fixtures/plans/changes/drift"], b"");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(said.starts_with("error: nowhere.json: no such file\nerror: Cargo.toml: "), "{said}");
}

#[test]
fn writes_files_in_several_formats() {
    let folder = temporary("files");
    let (sarif, json) = (folder.join("out.sarif"), folder.join("out.json"));
    let (sarif_flag, json_flag) = (format!("sarif={}", sarif.display()), format!("json={}", json.display()));
    let plan = "tests/fixtures/plans/changes/drift/plan.json";
    let text_file = folder.join("plain.txt");
    let args = [
        "check",
        plan,
        "--output",
        &sarif_flag,
        "--output",
        &json_flag,
        "--output",
        text_file.to_str().unwrap(),
    ];
    let output = sekisho(&args, b"");
    assert_eq!(output.status.code(), Some(1));
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    assert!(read(&sarif).contains("\"version\": \"2.1.0\""));
    assert!(read(&json).contains("\"version\": 1"));
    assert_eq!(read(&text_file), text(&output.stdout));
    let output = sekisho(&["check", plan, "--output", "json=/nowhere/x.json"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error: cannot write /nowhere/x.json: "));
}

/// Who reads only the beginning closes the pipe: that is no error, and the verdict stands.
#[test]
fn a_closed_pipe_is_no_error() {
    for (args, code) in [(vec!["functions"], 0), (vec!["check", "tests/fixtures/plans/changes/drift"], 1)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let mut child = command.args(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(code), ""), "{args:?}");
    }
}

#[test]
fn colours_as_the_environment_wishes() {
    let run = |key: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command
            .args(["check", "tests/fixtures/plans/changes/drift"])
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE");
        text(&command.env(key, "1").output().unwrap().stdout).contains('\u{1b}')
    };
    assert_eq!((run("CLICOLOR_FORCE"), run("NO_COLOR"), run("X")), (true, false, false));
}

const POLICY: &str = "input \"least\" {\n  type = number\n}\n\n# Tables read enough.\nresource_policy \"aws_dynamodb_table\" \"reads\" {\n  enforce {\n    condition = attrs.read_capacity >= input.least\n    error_message = \"Too few.\"\n  }\n}\n";

#[test]
fn inputs_come_from_flags_files_and_the_environment() {
    let folder = temporary("inputs");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).unwrap();
        folder.join(name).to_str().unwrap().to_owned()
    };
    let policy = write("reads.policy.hcl", POLICY);
    let (few, many) = (write("few.hcl", "least = 1\n"), write("many.hcl", "least = 10000\n"));
    let plan = "tests/fixtures/plans/changes/dynamodb_capacity";
    let base = ["check", plan, "--no-builtin", "--policies", &policy];
    let run = |more: &[&str]| sekisho(&[&base, more].concat(), b"");
    assert_eq!(run(&["--input-file", &few]).status.code(), Some(0));
    assert_eq!(run(&["--input-file", &many]).status.code(), Some(1));
    assert_eq!(run(&["--input-file", &many, "--input", "least=1"]).status.code(), Some(0));
    let none = run(&[]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        text(&none.stderr).starts_with("error: input `least` has no value and no default\n"),
        "{}",
        text(&none.stderr)
    );
    let typo = run(&["--input", "least=1", "--input", "leats=2"]);
    assert_eq!(typo.status.code(), Some(0));
    assert_eq!(
        text(&typo.stderr),
        "warning: no policy has an input `leats`\n  help: did you mean `least`?\n"
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    assert_eq!(
        command.args(base).env("TFPOLICY_INPUT_least", "10000").output().unwrap().status.code(),
        Some(1)
    );
}

#[test]
fn a_bad_policy_is_shown_with_its_place() {
    let folder = temporary("bad");
    let path = folder.join("bad.policy.hcl");
    std::fs::write(
        &path,
        "resource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    conditon = true\n  }\n}\n",
    )
    .unwrap();
    let plan = "tests/fixtures/plans/changes/drift";
    let output = sekisho(&["check", plan, "--policies", path.to_str().unwrap()], b"");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("conditon = true\n"), "{said}");
    assert!(said.contains("^^^^^^^^") && said.contains("did you mean `condition`?"), "{said}");
}

#[test]
fn tests_of_policies_pass_fail_or_cannot_be_read() {
    let folder = temporary("tests");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write("reads.policy.hcl", &POLICY.replace("input.least", "10"));
    let path = folder.to_str().unwrap();
    assert_eq!(sekisho(&["test", path], b"").status.code(), Some(2));
    write(
        "reads.policytest.hcl",
        "inputs {\n  least = 10\n}\n\nresource \"aws_dynamodb_table\" \"good\" {\n  attrs = { read_capacity = 12 }\n}\n",
    );
    let passed = sekisho(&["test", path], b"");
    assert_eq!(text(&passed.stdout), "1 passed, 0 failed, 0 skipped in 1 file\n", "{}", text(&passed.stderr));
    assert_eq!(passed.status.code(), Some(0));
    write(
        "reads.policytest.hcl",
        "inputs {\n  least = 10\n}\n\nresource \"aws_dynamodb_table\" \"good\" {\n  attrs = { read_capacity = 2 }\n}\n",
    );
    let failed = sekisho(&["test", path], b"");
    let expected = format!(
        "FAILED {path}/reads.policytest.hcl:5: resource \"aws_dynamodb_table\" \"good\"\n  expected  pass\n  actual    fail reads\n  \
         said      Too few.\n\n0 passed, 1 failed, 0 skipped in 1 file\n"
    );
    assert_eq!((text(&failed.stdout), failed.status.code()), (expected, Some(1)));
    write("reads.policytest.hcl", "resource \"aws_dynamodb_table\" {\n");
    assert_eq!(sekisho(&["test", path], b"").status.code(), Some(2));
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = sekisho(&["completions", shell], b"");
        assert!(output.status.success() && text(&output.stdout).contains("explain"), "{shell}");
    }
    let functions = text(&sekisho(&["functions"], b"").stdout);
    assert!(functions.contains("core::coalesce(") && functions.lines().count().is_multiple_of(2));
}

/// Mocks have the schema's attributes: one left out is null, one that no schema has is an error that `try` catches.
#[test]
fn mocks_know_which_attributes_there_are() {
    let folder = temporary("mocks");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let policy = |condition: &str| {
        format!(
            "resource_policy \"aws_instance\" \"one\" {{\n  enforce {{\n    condition = {condition}\n  }}\n}}\n"
        )
    };
    let case = "resource \"aws_instance\" \"web\" {\n  attrs = { ami = \"x\", security_groups = [\"b\", \"a\"], custom = 1 }\n}\n";
    write("one.policytest.hcl", case);
    for (condition, code) in [
        ("attrs.hibernation == null", 0),
        ("attrs.security_groups == core::toset([\"a\", \"b\"])", 0),
        ("attrs.custom == 1", 0),
        ("core::try(attrs.key_nmae, \"none\") == \"none\"", 0),
        ("attrs.key_nmae == null", 1),
    ] {
        write("one.policy.hcl", &policy(condition));
        let output = sekisho(&["test", folder.to_str().unwrap()], b"");
        assert_eq!(output.status.code(), Some(code), "{condition}: {}", text(&output.stdout));
        assert!(text(&output.stderr).contains("warning: the schema has no attribute or block `custom` here"));
    }
}

/// Schemas of other providers are kept in the project and used from then on.
#[test]
fn added_schemas_are_used() {
    let folder = temporary("schemas");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let run = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_sekisho")).args(args).current_dir(&folder).output().unwrap()
    };
    write(
        "one.policy.hcl",
        "resource_policy \"shop_order\" \"one\" {\n  enforce {\n    condition = attrs.totl == 1\n  }\n}\n",
    );
    assert_eq!(run(&["validate"]).status.code(), Some(0));
    write(
        "schema.json",
        r#"{"format_version": "1.0", "provider_schemas": {"registry.terraform.io/acme/shop": {"resource_schemas":
           {"shop_order": {"block": {"attributes": {"total": {"type": "number", "optional": true}}}}}}}}"#,
    );
    let added = run(&["schema", "add", "schema.json"]);
    assert_eq!(
        text(&added.stdout),
        "registry.terraform.io/acme/shop: 1 resource types and 0 data sources, kept in \
         .sekisho/schemas/registry-terraform-io-acme-shop.schema\n"
    );
    let found = run(&["validate"]);
    assert_eq!(found.status.code(), Some(2));
    assert!(text(&found.stdout).contains("did you mean `total`?"), "{}", text(&found.stdout));
    write(".sekisho/schemas/broken.schema", "x");
    let broken = run(&["validate"]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(
        text(&broken.stderr).contains("this is no schema that sekisho wrote"),
        "{}",
        text(&broken.stderr)
    );
}

/// A new folder for one test.
fn temporary(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
