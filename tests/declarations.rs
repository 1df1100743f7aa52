//! What the blocks of resources say and no plan records, asked of a source, of a plan beside it, and of a plan alone.

#![allow(clippy::unwrap_used)] // A test says what it expects by failing.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

const MAIN: &str = r#"
variable "names" {
  type = set(string)
}

resource "aws_s3_bucket" "kept" {
  bucket = "kept"
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket" "plain" {
  count  = 2
  bucket = "plain-${count.index}"
}

resource "aws_s3_bucket" "overridden" {
  bucket = "overridden"
  lifecycle {
    prevent_destroy = false
    ignore_changes  = [tags["Owner"]]
  }
}

resource "aws_s3_bucket" "each" {
  for_each = var.names
  bucket   = each.value
  lifecycle {
    ignore_changes = all
  }
}

module "inner" {
  source = "./inner"
}
"#;

const OVERRIDE: &str = r#"
resource "aws_s3_bucket" "overridden" {
  lifecycle {
    prevent_destroy = true
  }
}
"#;

const INNER: &str = r#"
variable "prefix" {
  default = null
}

resource "aws_s3_bucket" "logs" {
  bucket        = "logs"
  bucket_prefix = var.prefix
  lifecycle {
    prevent_destroy = true
  }
}
"#;

const JSON: &str = r#"{"resource": {"aws_s3_bucket": {"json": {
  "bucket": "json", "lifecycle": {"prevent_destroy": true, "ignore_changes": ["tags"]}
}}}}"#;

const POLICY: &str = r#"
resource_policy "aws_s3_bucket" "prevents" {
  enforce {
    condition     = meta.prevent_destroy
    error_message = core::join(",", meta.ignore_changes)
  }
}

resource_policy "aws_s3_bucket" "sets" {
  enforce {
    condition     = core::length(core::setsubtract(meta.arguments, ["bucket"])) == 0
    error_message = core::join(",", meta.arguments)
  }
}
"#;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("sekisho-declarations-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        for (path, text) in files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    /// `rule address: message` of each finding, and `rule address?` of what is undecided.
    fn said(&self, input: &Path) -> Vec<String> {
        let output = Command::new(env!("CARGO_BIN_EXE_sekisho"))
            .args(["check", "--no-builtin", "--format", "json", "--policies"])
            .args([&self.0.join("policies"), input])
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
        let of = |entry: &Value| format!("{} {}", text(entry, "rule"), text(entry, "address"));
        let findings = report["findings"].as_array().unwrap().iter();
        let mut said: Vec<String> =
            findings.map(|entry| format!("{}: {}", of(entry), text(entry, "message"))).collect();
        said.extend(report["unknown"].as_array().unwrap().iter().map(|entry| of(entry) + "?"));
        said.sort();
        said
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn plan(addresses: &[&str]) -> String {
    let entry = |address: &&str| {
        let plain = address.rsplit("aws_s3_bucket.").next().unwrap();
        let (name, key) = plain.split_once('[').unwrap_or((plain, ""));
        let mut entry = json!({
            "address": address, "mode": "managed", "type": "aws_s3_bucket", "name": name,
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": { "actions": ["create"], "before": null, "after": { "bucket": "b", "bucket_prefix": null },
                "after_unknown": {}, "before_sensitive": false, "after_sensitive": {} },
        });
        if !key.is_empty() {
            entry["index"] = serde_json::from_str(key.trim_end_matches(']')).unwrap();
        }
        if let Some((module, _)) = address.split_once(".aws_s3_bucket") {
            entry["module_address"] = json!(module);
        }
        entry
    };
    let changes: Vec<Value> = addresses.iter().map(entry).collect();
    json!({ "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": changes }).to_string()
}

#[test]
fn a_plan_knows_it_where_its_source_is_at_hand() {
    let bucket = |name: &str| format!("aws_s3_bucket.{name}");
    let all = ["kept", "plain[0]", "plain[1]", "overridden", "json", "each[\"a\"]"].map(bucket);
    let mut all: Vec<&str> = all.iter().map(String::as_str).collect();
    all.push("module.inner.aws_s3_bucket.logs");
    let plan = plan(&all);
    let folder = Folder::new(
        "all",
        &[
            ("root/main.tf", MAIN),
            ("root/override.tf", OVERRIDE),
            ("root/more.tf.json", JSON),
            ("root/inner/main.tf", INNER),
            ("policies/own.policy.hcl", POLICY),
            ("planned/main.tf", MAIN),
            ("planned/override.tf", OVERRIDE),
            ("planned/more.tf.json", JSON),
            ("planned/inner/main.tf", INNER),
            ("planned/plan.json", &plan),
            ("alone/plan.json", &plan),
        ],
    );
    let unguarded = ["prevents aws_s3_bucket.plain[0]: ", "prevents aws_s3_bucket.plain[1]: "];
    let said = folder.said(&folder.0.join("planned/plan.json"));
    assert_eq!(said, [&["prevents aws_s3_bucket.each[\"a\"]: all"], &unguarded[..]].concat());
    let said = folder.said(&folder.0.join("root"));
    assert_eq!(said[1..], unguarded);
    assert!(said[0].starts_with("prevents aws_s3_bucket.each[") && said[0].ends_with(": all"), "{said:?}");
    // Of a plan alone nobody knows.
    let said = folder.said(&folder.0.join("alone/plan.json"));
    let mut open: Vec<String> =
        all.iter().flat_map(|id| [format!("prevents {id}?"), format!("sets {id}?")]).collect();
    open.sort();
    assert_eq!(said, open);
}

#[test]
fn what_ignores_and_sets_is_told_as_it_is_written() {
    let folder = Folder::new(
        "written",
        &[
            (
                "main.tf",
                "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n  force_destroy = true\n  lifecycle {\n    ignore_changes = [bucket, tags[\"Owner\"]]\n  }\n}\n",
            ),
            ("policies/own.policy.hcl", POLICY),
        ],
    );
    assert_eq!(
        folder.said(&folder.0),
        ["prevents aws_s3_bucket.b: bucket,tags[\"Owner\"]", "sets aws_s3_bucket.b: bucket,force_destroy"]
    );
}
