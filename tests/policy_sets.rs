//! Policies as others write them: a set in the published style with its tests, and what the language has besides
//! resources, on a real plan.

#![allow(clippy::unwrap_used, clippy::panic)] // A test says what it expects by failing.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sekisho::policy::testing::{Outcome, TestOptions, TestReport, run};

const SET: &str = "tests/fixtures/policy-sets/published-style";
const ODD: &str = "tests/fixtures/policy-sets/odd-habits";
const PLAN: &str = "tests/fixtures/plans/blocks/plan.json";

fn told(report: &TestReport) -> String {
    let problems = report.problems.iter().map(ToString::to_string);
    let failed = report.cases.iter().filter(|c| c.outcome == Outcome::Failed).map(|c| {
        format!(
            "{}: {}: expected {}, got {}\n    {}",
            c.source.name(),
            c.title,
            c.expected,
            c.actual,
            c.messages.join("\n    ")
        )
    });
    problems.chain(failed).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_set_in_the_published_style_passes_its_tests() {
    let report = run(Path::new(SET), &TestOptions::default());
    assert_eq!(told(&report), "");
    assert!(report.files >= 25, "only {} files", report.files);
    assert!(report.count(Outcome::Passed) >= 80, "only {} cases ran", report.count(Outcome::Passed));
}

/// Everything that people do: helper locals that try three shapes, mocks that leave out whatever they can or are written
/// as blocks, comments in every place, inputs of every type.
#[test]
fn a_set_of_odd_habits_passes_its_tests() {
    let report = run(Path::new(ODD), &TestOptions::default());
    assert_eq!(told(&report), "");
    assert!(report.files >= 22, "only {} files", report.files);
    assert!(report.count(Outcome::Passed) >= 136, "only {} cases ran", report.count(Outcome::Passed));
    let output = sekisho(&["validate", ODD]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
}

#[test]
fn nothing_in_the_set_is_wrong() {
    let output = sekisho(&["validate", SET]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    // An input that nobody reads is a habit, not a mistake.
    assert!(said.ends_with("29 policy files: 0 errors, 1 warning\n"), "{said}");
}

/// A folder of its own for each test, with these policies.
fn policies(folder: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("policy-sets-{folder}"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("own.policy.hcl"), text).unwrap();
    folder
}

fn sekisho(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sekisho")).args(args).output().unwrap()
}

fn check(folder: &str, text: &str, more: &[&str]) -> (serde_json::Value, Output) {
    check_input(PLAN, folder, text, more)
}

fn check_input(input: &str, folder: &str, text: &str, more: &[&str]) -> (serde_json::Value, Output) {
    let folder = policies(folder, text);
    let common = ["check", input, "--no-builtin", "--format", "json", "--policies", folder.to_str().unwrap()];
    let output = sekisho(&[&common, more].concat());
    let report = serde_json::from_slice(&output.stdout);
    (report.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr))), output)
}

/// Address and message of each finding.
fn found(report: &serde_json::Value) -> Vec<(String, String)> {
    let findings = report["findings"].as_array().unwrap();
    let text = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    findings.iter().map(|f| (text(&f["address"]), text(&f["message"]))).collect()
}

fn pair(address: &str, message: &str) -> (String, String) {
    (address.to_owned(), message.to_owned())
}

#[test]
fn module_calls_of_a_plan() {
    let text = r#"
module_policy "./inner" "size" {
  enforce {
    condition     = attrs.size <= 2
    error_message = "${meta.address} in ${meta.module_path} is too large: ${attrs.size}."
  }
}
module_policy "*" "named" {
  enforce {
    condition     = meta.version == null && attrs.name == "shop"
    error_message = "It has another name."
  }
}
"#;
    let (report, _) = check("modules", text, &[]);
    let large = "module.app.module.inner in module.app is too large: 3.";
    assert_eq!(found(&report), [pair("module.app.module.inner", large)]);
    assert!(report["findings"][0]["operation"].is_null());
    // The inner module's name is that of the outer one, handed on.
    assert_eq!(report["unknown"][0]["address"], "module.app.module.inner");
    assert_eq!(report["summary"]["passed"], 1);
}

/// A source with one provider that may be of any version, and a module that is called for each of two, one of which is
/// given more.
fn source(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("policy-sets-source-{name}"));
    std::fs::create_dir_all(folder.join("inner")).unwrap();
    let root = r#"
provider "aws" {
  region = "eu-west-1"
}
module "each" {
  source   = "./inner"
  for_each = { a = 1, b = 3 }
  size     = each.value
  name     = "shop"
}
"#;
    std::fs::write(folder.join("main.tf"), root).unwrap();
    let inner = "variable \"size\" {}\nvariable \"name\" {}\nmodule \"below\" {\n  source = \"./below\"\n  size = var.size\n}\n";
    std::fs::write(folder.join("inner/main.tf"), inner).unwrap();
    std::fs::create_dir_all(folder.join("inner/below")).unwrap();
    std::fs::write(folder.join("inner/below/main.tf"), "variable \"size\" {}\n").unwrap();
    folder
}

#[test]
fn module_calls_of_a_source_are_judged_for_all_their_instances() {
    let text = r#"
module_policy "*" "size" {
  enforce {
    condition     = attrs.size <= 2
    error_message = "Too large."
  }
}
module_policy "./inner" "named" {
  enforce {
    condition     = attrs.name == "shop"
    error_message = "It has another name."
  }
}
"#;
    let folder = source("calls");
    let (report, _) = check_input(folder.to_str().unwrap(), "source-calls", text, &[]);
    let undecided: Vec<&str> =
        report["unknown"].as_array().unwrap().iter().map(|u| u["address"].as_str().unwrap()).collect();
    assert_eq!(undecided, ["module.each", "module.each.module.below"], "the first instance is not all");
    assert_eq!((found(&report).len(), &report["summary"]["passed"]), (0, &serde_json::json!(1)));
}

#[test]
fn a_provider_of_a_source_has_the_version_that_is_told() {
    let text = r#"
provider_policy "aws" "version" {
  enforce {
    condition     = core::semverconstraint(meta.version, ">= 5.0")
    error_message = "Too old."
  }
}
"#;
    let policy = text;
    let folder = source("versions");
    let path = folder.to_str().unwrap();
    let (report, _) = check_input(path, "source-versions", text, &[]);
    assert_eq!(report["unknown"].as_array().unwrap().len(), 1, "nobody tells it: {report}");
    let required = |version: &str| {
        let text = format!(
            "terraform {{\n  required_providers {{\n    aws = {{ source = \"hashicorp/aws\", version = \"{version}\" }}\n  }}\n}}\n"
        );
        std::fs::write(folder.join("versions.tf"), text).unwrap();
        check_input(path, "source-versions", policy, &[]).0
    };
    assert_eq!(required("4.67.0")["summary"]["failed"], 1);
    assert_eq!(required("~> 5.0")["summary"]["unknown"], 1);
}

#[test]
fn providers_of_a_plan() {
    let text = r#"
provider_policy "aws" "region" {
  enforce {
    condition     = attrs.region == "eu-west-1"
    error_message = "${meta.name} ${meta.version} of ${meta.source} works in ${attrs.region}."
  }
}
provider_policy "aws" "owner" {
  enforce {
    condition     = core::try(attrs.default_tags[0].tags.Owner, "") != ""
    error_message = "${meta.alias} has no owner."
  }
}
"#;
    let (report, _) = check("providers", text, &[]);
    let aws = "provider[\"registry.terraform.io/hashicorp/aws\"]";
    let region = "aws 5.100.0 of registry.terraform.io/hashicorp/aws works in eu-central-1.";
    assert_eq!(found(&report), [pair(aws, region), pair(&format!("{aws}.west"), "west has no owner.")]);
    // What a variable is set to, a plan does not tell of a provider's arguments.
    assert_eq!(report["unknown"][0]["address"], format!("{aws}.west"));
    assert_eq!(report["unknown"][0]["because"][0], "region");
}

#[test]
fn data_sources_that_were_read_are_known_and_others_are_not() {
    let text = r#"
locals {
  read = core::getdatasource("aws_iam_policy_document", { id = "247601143" })
}
resource_policy "aws_iam_policy" "read" {
  enforce {
    condition     = core::getdatasource("aws_ami", { most_recent = true }) != null
    error_message = "${core::length(local.read.statement)} statement, ${core::one(local.read.statement[0].actions)}."
  }
}
resource_policy "aws_sqs_queue" "deferred" {
  enforce {
    condition = core::getdatasource("aws_iam_policy_document", {}).statement[0].resources == core::toset(["arn:aws:sqs:eu-central-1:1:jobs"])
  }
}
"#;
    let (report, _) = check("data", text, &[]);
    assert_eq!(found(&report), [pair("aws_iam_policy.read", "1 statement, s3:GetObject.")]);
    assert_eq!(report["unknown"][0]["address"], "aws_sqs_queue.jobs");
}

#[test]
fn a_file_about_a_newer_terraform_does_not_apply() {
    let text = r#"
policy {
  terraform_config {
    required_version = ">= 99.0"
  }
}
resource_policy "aws_sqs_queue" "never" {
  enforce {
    condition = false
  }
}
"#;
    let folder = policies("newer", text);
    let output = sekisho(&["check", PLAN, "--no-builtin", "--policies", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("is about Terraform >= 99.0: its policies were not applied"), "{said}");
}

#[test]
fn network_requests_are_not_made() {
    let text = r#"
resource_policy "aws_sqs_queue" "asks" {
  enforce {
    condition = core::gethttprequest("http://127.0.0.1:1/", {}).status_code == 200
  }
}
"#;
    let (report, output) = check("network", text, &[]);
    assert_eq!(report["unknown"][0]["because"][0], "core::gethttprequest");
    assert!(String::from_utf8_lossy(&output.stderr).contains("makes no network requests"));
}

#[test]
fn plugins_are_refused_by_name() {
    let call = "condition = plugin::cost::estimate(attrs.name) < 10";
    let text = format!("resource_policy \"aws_sqs_queue\" \"p\" {{\n  enforce {{\n    {call}\n  }}\n}}\n");
    let folder = policies("plugins", &text);
    let output = sekisho(&["check", PLAN, "--no-builtin", "--policies", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("plugin::cost::estimate"));
}

#[test]
fn what_policies_say_where_they_hold_is_told_once() {
    let text = r#"
resource_policy "aws_sns_topic" "info" {
  enforce {
    condition    = true
    info_message = "Topics are fine."
  }
}
"#;
    let folder = policies("info", text);
    let output = sekisho(&["check", PLAN, "--no-builtin", "--policies", folder.to_str().unwrap()]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("info: Topics are fine. (2 times)"), "{said}");
    let (report, _) = check("info", text, &[]);
    let infos = report["infos"].as_array().unwrap();
    assert_eq!(infos.len(), 2);
    let expected = serde_json::json!({
        "rule": "info", "message": "Topics are fine.", "input": PLAN, "root": null,
        "address": infos[0]["address"],
    });
    assert!(infos[0] == expected && infos[0]["address"] != infos[1]["address"], "{infos:?}");
}

const INPUT: &str = r#"
input "a-name" {
  type    = string
  default = "default"
}
resource_policy "aws_sqs_queue" "input" {
  enforce {
    condition     = false
    error_message = input.a-name
  }
}
"#;

#[test]
fn inputs_come_from_flags_the_environment_files_and_defaults_in_this_order() {
    let folder = policies("inputs", INPUT);
    let file = folder.join("values.tfvars");
    std::fs::write(&file, "a-name = \"file\"\n").unwrap();
    let run = |flags: &[&str], env: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args([
            "check",
            PLAN,
            "--no-builtin",
            "--format",
            "json",
            "--policies",
            folder.to_str().unwrap(),
        ]);
        command.args(flags).envs(env.map(|value| ("TFPOLICY_INPUT_a_name", value)));
        let report: serde_json::Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
        found(&report)[0].1.clone()
    };
    let filed = ["--input-file", file.to_str().unwrap()];
    assert_eq!(run(&[], None), "default");
    assert_eq!(run(&filed, None), "file");
    // Null asks for the default where it is no value itself.
    let nothing = folder.join("nothing.tfvars");
    std::fs::write(&nothing, "a-name = null\n").unwrap();
    assert_eq!(run(&["--input-file", nothing.to_str().unwrap()], None), "default");
    assert_eq!(run(&filed, Some("environment")), "environment");
    assert_eq!(run(&["--input", "a-name=flag", filed[0], filed[1]], Some("environment")), "flag");
}

#[test]
fn tests_can_be_chosen_and_told_as_json() {
    let one = format!("{SET}/modules-pinned");
    let output = sekisho(&["test", "--tests", &one, "--only", "*vpc*", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["passed"], &report["failed"]), (&2.into(), &0.into()));
    assert_eq!(report["cases"][0]["block"], "module");
    assert_eq!(report["cases"][0]["line"], 5);
    let none = sekisho(&["test", &one, "--only", "nothing"]);
    assert_eq!(none.status.code(), Some(2));
}

#[test]
fn a_failing_case_fails_the_run() {
    let folder = policies("failing", INPUT);
    let test = "policytest {\n  targets = [\"own.policy.hcl\"]\n}\nresource \"aws_sqs_queue\" \"q\" {\n  attrs = { name = \"q\" }\n}\n";
    std::fs::write(folder.join("own.policytest.hcl"), test).unwrap();
    let output = sekisho(&["test", folder.to_str().unwrap(), "--input", "a-name=given"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("given") && said.contains("0 passed, 1 failed"), "{said}");
}

#[test]
fn local_values_that_go_in_circles_are_said() {
    let folder = policies("circles", INPUT);
    let test = "policytest {\n  targets = [\"own.policy.hcl\"]\n}\nlocals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_sqs_queue\" \"q\" {\n  attrs = { name = local.a }\n}\n";
    std::fs::write(folder.join("own.policytest.hcl"), test).unwrap();
    let output = sekisho(&["test", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`local.a` refers to itself"));
}

/// A case's own inputs win over the file's, those over flags.
#[test]
fn inputs_of_tests_have_their_order() {
    let folder =
        policies("order", &INPUT.replace("condition     = false", "condition     = input.a-name == \"own\""));
    let mock = |name: &str, inputs: &str, fails: bool| {
        format!(
            "resource \"aws_sqs_queue\" \"{name}\" {{\n  attrs = {{ name = \"q\" }}\n  expect_failure = {fails}\n{inputs}}}\n"
        )
    };
    let own = mock("own", "  inputs {\n    a-name = \"own\"\n  }\n", false);
    let file = format!("# expect: message \"file\"\n{}", mock("file", "", true));
    let head = "policytest {\n  targets = [\"own.policy.hcl\"]\n}\ninputs {\n  a-name = \"file\"\n}\n";
    std::fs::write(folder.join("own.policytest.hcl"), format!("{head}{own}{file}")).unwrap();
    let output = sekisho(&["test", folder.to_str().unwrap(), "--input", "a-name=flag"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}
