//! Checking sources, from the start of the process to its exit: `cargo bench --bench sources`.
//!
//! The sources are made here, of everyday resources with variables, locals, loops, documents and references: 300
//! resources in 30 files; 5,000 over 200 files and 40 modules; a repository of twenty root modules of which one, of ten
//! files, changed. With a folder as argument (`-- FOLDER`) they stay there, for `perf` and the like.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A bench is a test in all but name: it prints, and fails by panicking.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: u32 = 15;

/// Ten resources about one service, as a file of its own.
fn file(name: &str) -> String {
    let mut text = format!(
        "locals {{\n  {name}_tags = merge(var.tags, {{ Service = \"{name}\", Stage = var.stage }})\n}}\n\n"
    );
    let _ = write!(
        text,
        r#"resource "aws_s3_bucket" "{name}" {{
  bucket = "${{var.prefix}}-{name}-${{var.stage}}"
  tags   = local.{name}_tags
}}

resource "aws_s3_bucket_public_access_block" "{name}" {{
  bucket                  = aws_s3_bucket.{name}.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = var.stage != "dev"
}}

resource "aws_kms_key" "{name}" {{
  description         = "Key of {name}"
  enable_key_rotation = true
  tags                = local.{name}_tags
}}

data "aws_iam_policy_document" "{name}" {{
  statement {{
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.{name}.arn, "${{aws_s3_bucket.{name}.arn}}/*"]
  }}
}}

resource "aws_iam_role" "{name}" {{
  name = "${{var.prefix}}-{name}"
  assume_role_policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ Service = "ec2.amazonaws.com" }} }}]
  }})
}}

resource "aws_iam_role_policy" "{name}" {{
  role   = aws_iam_role.{name}.id
  policy = data.aws_iam_policy_document.{name}.json
}}

resource "aws_security_group" "{name}" {{
  name   = "{name}"
  vpc_id = var.vpc_id

  dynamic "ingress" {{
    for_each = var.ports
    content {{
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
      description = "port ${{ingress.value}}"
    }}
  }}
}}

resource "aws_ebs_volume" "{name}" {{
  count             = 2
  availability_zone = "eu-west-1${{element(["a", "b"], count.index)}}"
  size              = 20 * (count.index + 1)
  encrypted         = true
  kms_key_id        = aws_kms_key.{name}.arn
}}

resource "aws_cloudwatch_log_group" "{name}" {{
  name              = "/{name}"
  retention_in_days = lookup({{ dev = 7, prod = 365 }}, var.stage, 30)
}}

resource "aws_sqs_queue" "{name}" {{
  name              = "${{var.prefix}}-{name}"
  kms_master_key_id = aws_kms_key.{name}.key_id
  redrive_policy    = jsonencode({{ maxReceiveCount = 5 }})
}}
"#
    );
    text
}

const VARIABLES: &str = r#"variable "prefix" {
  type    = string
  default = "shop"
}

variable "stage" {
  type    = string
  default = "prod"
}

variable "vpc_id" {
  type    = string
  default = "vpc-1"
}

variable "ports" {
  type    = list(number)
  default = [443, 8443]
}

variable "tags" {
  type    = map(string)
  default = { Team = "shop" }
}
"#;

/// A module of so many files of ten resources, and one of variables.
fn module(folder: &Path, files: usize) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("variables.tf"), VARIABLES).unwrap();
    for at in 0..files {
        std::fs::write(folder.join(format!("service{at}.tf")), file(&format!("s{at}"))).unwrap();
    }
}

fn calls(modules: impl Iterator<Item = String>) -> String {
    let call = |(at, source): (usize, String)| {
        format!(
            "module \"m{at}\" {{\n  source = \"{source}\"\n  prefix = \"p{at}\"\n  stage  = \"dev\"\n}}\n\n"
        )
    };
    (0..).zip(modules).map(call).collect()
}

/// 40 modules of five files, 120 resources in all but the variables', and a root module that calls each.
fn large(folder: &Path) {
    for at in 0..40 {
        module(&folder.join(format!("modules/m{at}")), 4);
    }
    let more = calls((0..40).map(|at| format!("./modules/m{at}")));
    // Each is called a second time here and there, so that there are 5,000 resources.
    let again = calls((0..85).map(|at| format!("./modules/m{}", at % 40))).replace("\"m", "\"again");
    std::fs::write(folder.join("main.tf"), more + &again).unwrap();
}

fn repository(folder: &Path) {
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    for at in 0..20 {
        module(&folder.join(format!("envs/e{at}")), 9);
    }
}

fn run(folder: &Path, args: &[&str]) -> Duration {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let status = command.arg("check").args(args).current_dir(folder).stdout(Stdio::null()).status().unwrap();
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
    start.elapsed()
}

fn main() {
    let kept = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).map(PathBuf::from);
    let top = kept.clone().unwrap_or_else(|| std::env::temp_dir().join("sekisho-sources"));
    module(&top.join("small"), 30);
    module(&top.join("ten"), 9);
    large(&top.join("large"));
    repository(&top.join("repository"));
    for (name, args) in [
        ("small", &["."][..]),
        ("ten", &["."]),
        ("large", &["."]),
        ("repository", &["--changed", "envs/e7/service1.tf"]),
        ("repository", &["."]),
    ] {
        let least = (0..RUNS).map(|_| run(&top.join(name), args)).min().unwrap_or_default();
        println!("{name:<12} {:<32} {least:>10.1?}", args.join(" "));
    }
    if kept.is_none() {
        let _ = std::fs::remove_dir_all(&top);
    }
}
