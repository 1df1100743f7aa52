//! Sensitive values are in no output, whatever is asked for.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// What must be nowhere; long enough to stand nowhere by accident.
const SECRETS: [&str; 5] =
    ["swordfish-before", "swordfish-after", "swordfish-ephemeral", "swordfish-output", "31337421"];

const POLICY: &str = r#"
# Says all that it sees, as nobody should.
resource_policy "aws_db_instance" "says_all" {
  enforcement_level = "mandatory_overridable"
  operations        = ["update"]
  locals {
    all = core::jsonencode(attrs)
    old = core::jsonencode(prior_attrs)
  }
  enforce {
    condition     = attrs.password == prior_attrs.password && attrs.port == 1
    error_message = "It was ${core::try(prior_attrs.password, "none")}, is ${core::try(attrs.password, "none")} at ${core::try(attrs.port, 0)}: ${local.all} ${local.old}"
  }
  enforce {
    condition     = core::length(core::try(attrs.tags.secret, "")) == 0
    error_message = core::format("%s %v", core::upper(core::try(attrs.tags.secret, "")), attrs.tags)
  }
}

# Says what it sees of a source too.
resource_policy "aws_db_instance" "says_now" {
  enforce {
    condition     = core::length(core::try(attrs.tags.secret, "")) == 0
    error_message = "It is ${attrs.tags.secret}, ${core::jsonencode(attrs)} and ${core::join("-", [attrs.password])}."
  }
}

# Says it where it holds.
resource_policy "aws_db_instance" "says_more" {
  enforce {
    condition    = attrs.identifier != ""
    info_message = "All is well with ${core::jsonencode(attrs)} and ${core::base64encode(core::try(attrs.password, ""))}."
  }
}

# Goes by it.
resource_policy "aws_db_instance" "goes_by_it" {
  filter = core::startswith(core::try(attrs.password, ""), "swordfish")
  enforce {
    condition     = attrs.tags[attrs.password] == "x"
    error_message = "No."
  }
}
"#;

const SOURCE: &str = r#"
variable "password" {
  type      = string
  sensitive = true
}
variable "token" {
  type      = string
  ephemeral = true
}
variable "port" {
  type      = number
  sensitive = true
}
locals {
  url = "db://user:${var.password}@host:${var.port}"
}
resource "aws_db_instance" "main" {
  identifier          = "main"
  instance_class      = "db.t3.small"
  engine              = "postgres"
  publicly_accessible = true
  port                = var.port
  password            = var.password
  password_wo         = var.token
  tags = {
    secret = local.url
  }
}
output "url" {
  value     = local.url
  sensitive = true
}
"#;

const VALUES: &str = "password = \"swordfish-after\"\ntoken = \"swordfish-ephemeral\"\nport = 31337421\n";

fn plan() -> Value {
    let side = |password: &str| {
        json!({
            "identifier": "main", "instance_class": "db.t3.small", "engine": "postgres", "publicly_accessible": true,
            "password": password, "port": 31_337_421, "tags": { "secret": format!("db://user:{password}@host") },
        })
    };
    let sensitive = json!({ "password": true, "port": true, "tags": { "secret": true } });
    json!({
        "format_version": "1.2", "terraform_version": "1.11.4",
        "variables": { "password": { "value": "swordfish-after" }, "port": { "value": 31_337_421 } },
        "output_changes": { "url": {
            "actions": ["create"], "before": null, "after": "swordfish-output", "before_sensitive": true, "after_sensitive": true,
        }},
        "resource_changes": [{
            "address": "aws_db_instance.main", "mode": "managed", "type": "aws_db_instance", "name": "main",
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {
                "actions": ["update"], "before": side("swordfish-before"), "after": side("swordfish-after"),
                "after_unknown": {}, "before_sensitive": sensitive, "after_sensitive": sensitive,
            },
        }],
    })
}

fn project(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secrets").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("alone")).unwrap();
    for (name, text) in [
        ("main.tf", SOURCE),
        ("terraform.tfvars", VALUES),
        ("own.policy.hcl", POLICY),
        ("CODEOWNERS", "* @bob\n"),
        ("reviews.json", "[]"),
        ("alone/plan.json", &plan().to_string()),
        ("plan.json", &serde_json::to_string_pretty(&plan()).unwrap()),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let git = |arguments: &[&str]| {
        assert!(Command::new("git").arg("-C").arg(&folder).args(arguments).status().unwrap().success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "CODEOWNERS", "own.policy.hcl", "main.tf"]);
    git(&["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"]);
    folder
}

/// What it prints and writes, and whether there is any secret in it.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let output = command.args(arguments).current_dir(folder).output().unwrap();
    let said = [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).concat();
    for secret in SECRETS.iter().flat_map(|secret| forms(secret)) {
        assert!(!said.contains(&secret), "{arguments:?} tells {secret}:\n{said}");
    }
    said
}

/// A secret as it may be spelled: as it is, in capitals, in Base64 whatever stands before it.
fn forms(secret: &str) -> Vec<String> {
    let encode = |text: &str| {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let triples = text.as_bytes().chunks_exact(3);
        let sextets = triples.flat_map(|t| {
            let word = (u32::from(t[0]) << 16) | (u32::from(t[1]) << 8) | u32::from(t[2]);
            [18, 12, 6, 0].map(|shift| char::from(LETTERS[(word >> shift) as usize & 63]))
        });
        sextets.collect::<String>()
    };
    vec![secret.to_owned(), secret.to_uppercase(), encode(secret), encode(&secret[1..]), encode(&secret[2..])]
}

#[test]
fn no_output_has_a_secret() {
    let folder = project("printed");
    let head = "1".repeat(40);
    let inputs: [&[&str]; 5] = [
        &["alone/plan.json"],
        &["plan.json"],
        &["plan.json", "--no-source"],
        &["alone/plan.json", "--source", "."],
        &[".", "--recursive"],
    ];
    let more: [&[&str]; 7] = [
        &[],
        &["--unknown", "fail", "--no-ignores"],
        &["--approvals", "reviews.json", "--head", &head, "--author", "ann"],
        &["--base", "HEAD"],
        &["--severity", "info", "--fail-on", "info"],
        &["--quiet"],
        &["--no-builtin"],
    ];
    let formats = ["human", "json", "sarif", "github", "markdown", "counts"];
    let mut seen = String::new();
    for input in inputs {
        for more in more {
            for format in formats {
                let fixed = ["check", "--policies", "own.policy.hcl", "--format", format];
                seen += &run(&folder, &[&fixed[..], input, more].concat());
            }
        }
        for format in [&["--format", "human"][..], &["--format", "json"], &["--format", "json", "--refs"]] {
            let source: Vec<&str> = input.iter().copied().filter(|word| *word != "--recursive").collect();
            seen += &run(&folder, &[&["show"], &source[..], format].concat());
        }
    }
    for rule in ["says_all", "says_now", "says_more", "goes_by_it", "rds_instance_not_public", "(sensitive)"]
    {
        assert!(seen.contains(rule), "{rule}: nothing is shown by what is not there");
    }
}

#[test]
fn no_file_that_is_written_has_a_secret() {
    let folder = project("written");
    let formats = ["human", "json", "sarif", "github", "markdown", "counts"];
    let mut arguments =
        vec!["check", "plan.json", "--policies", "own.policy.hcl", "--write-baseline", "known.json"];
    let outputs: Vec<String> =
        formats.iter().map(|format| format!("--output={format}=out.{format}")).collect();
    arguments.extend(outputs.iter().map(String::as_str));
    run(&folder, &arguments);
    for name in formats.map(|format| format!("out.{format}")).iter().chain([&"known.json".to_owned()]) {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        for secret in SECRETS.iter().flat_map(|secret| forms(secret)) {
            assert!(!text.contains(&secret), "{name} has {secret}");
        }
    }
    assert!(std::fs::read_to_string(folder.join("known.json")).unwrap().contains("rds_instance_not_public"));
}

/// What is wrong with the value of a sensitive variable is said without it.
#[test]
fn what_is_wrong_with_a_secret_is_said_without_it() {
    let folder = project("wrong");
    for values in [
        VALUES.replace("31337421", "\"swordfish-after\""),
        VALUES.replace("\"swordfish-after\"", "[\"swordfish-after\"]"),
        VALUES.replace("\"swordfish-after\"", "\"swordfish-after ${"),
        VALUES.replace("= \"swordfish-after\"", "swordfish-after"),
        VALUES.replace("\"swordfish-ephemeral\"", "{ a = \"swordfish-ephemeral\" }"),
    ] {
        std::fs::write(folder.join("terraform.tfvars"), values).unwrap();
        for format in ["human", "json", "github", "markdown", "sarif"] {
            run(&folder, &["check", ".", "--recursive", "--format", format]);
        }
    }
}

/// What cannot be computed of a secret is said without it.
#[test]
fn no_policy_error_has_a_secret() {
    let folder = project("errors");
    let expressions = [
        "core::parseint(attrs.password, 10)",
        "core::jsondecode(attrs.password)",
        "core::yamldecode(core::format(\"{%s\", attrs.password))",
        "core::tonumber(attrs.password)",
        "core::timeadd(attrs.password, \"1h\")",
        "core::cidrhost(attrs.password, 1)",
        "core::regex(attrs.password, \"x\")",
        "core::regex(\"[\", attrs.password)",
        "core::format(attrs.password)",
        "core::format(\"%d\", attrs.password)",
        "core::base64decode(attrs.password)",
        "core::tobool(attrs.tags.secret)",
        "core::toset([attrs.password, attrs.port])[0]",
        "core::element([], attrs.port)",
        "core::lookup({}, attrs.password)",
        "core::range(attrs.port, 0, attrs.port)",
        "core::substr(attrs.password, attrs.port, 1) + 1",
        "[1][attrs.port]",
        "{ a = 1 }[attrs.password]",
        "attrs.password + 1",
        "!attrs.password",
        "attrs.password ? 1 : 2",
        "{ for x in [1, 2] : attrs.password => x }",
        "core::merge(attrs.password)",
        "core::semverconstraint(attrs.password, \"x\")",
        "core::upper(attrs)",
    ];
    for expression in expressions {
        let policy = format!(
            "resource_policy \"aws_db_instance\" \"fails\" {{\n  enforce {{\n    condition     = {expression} == 1\n    error_message = \"No.\"\n  }}\n}}\n"
        );
        std::fs::write(folder.join("own.policy.hcl"), policy).unwrap();
        for format in ["human", "json", "sarif"] {
            let input = [
                "check",
                "alone/plan.json",
                "--no-builtin",
                "--policies",
                "own.policy.hcl",
                "--format",
                format,
            ];
            run(&folder, &input);
        }
    }
}
