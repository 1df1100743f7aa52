//! Policies about the source itself: what they see of blocks, where their findings stand, and what they refuse.

#![allow(clippy::unwrap_used, clippy::panic)] // A test says what it expects by failing.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder of its own for each test, with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("source-policies-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    for (file, text) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn sekisho(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sekisho")).args(args).current_dir(folder).output().unwrap()
}

fn report(folder: &Path, args: &[&str]) -> Value {
    let output = sekisho(folder, &[&["check", "--format", "json"], args].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// `address: message (file:line)` of each finding, sorted.
fn findings(report: &Value) -> Vec<String> {
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
    let of = |finding: &Value| {
        let at = &finding["location"];
        let place = format!("{}:{}", at["file"].as_str().unwrap(), at["line"]);
        format!("{}: {} ({place})", text(finding, "address"), text(finding, "message"))
    };
    let mut lines: Vec<String> = report["findings"].as_array().unwrap().iter().map(of).collect();
    lines.sort();
    lines
}

/// A policy that fails on each block it is about, and says this of it.
fn saying(kind: &str, message: &str) -> String {
    format!(
        "source_policy \"{kind}\" \"says\" {{\n  enforcement_level = \"advisory\"\n  enforce {{\n    \
         condition = meta.line < 0\n    error_message = \"{message}\"\n  }}\n}}\n"
    )
}

/// What such a policy says of a source.
fn said(name: &str, source: &[(&str, &str)], kind: &str, message: &str) -> Vec<String> {
    let policy = saying(kind, message);
    let files = [source, &[("policies/own.policy.hcl", policy.as_str())]].concat();
    findings(&report(&folder(name, &files), &[".", "--no-builtin", "--policies", "policies"]))
}

#[test]
fn every_block_is_there_once_with_its_place() {
    let main = "variable \"size\" {}\noutput \"id\" {\n  value = 1\n}\nlocals {\n  a = 1\n  b = 2\n}\nmodule \"m\" {\n  source = \"./m\"\n}\nmodule \"n\" {\n  source = \"./m\"\n}\nprovider \"aws\" {\n  alias = \"west\"\n}\nresource \"aws_s3_bucket\" \"logs\" {\n  count = 3\n}\ndata \"aws_region\" \"here\" {}\nmoved {\n  from = aws_s3_bucket.old\n  to   = aws_s3_bucket.logs\n}\ncheck \"health\" {}\nremoved {\n  from = aws_s3_bucket.gone\n}\nimport {\n  to = aws_s3_bucket.logs[0]\n  id = \"x\"\n}\n";
    let files = [("main.tf", main), ("m/main.tf", "variable \"x\" {}\n")];
    let said = said("all", &files, "*", "${meta.type} ${meta.name} of ${meta.module_path}");
    assert_eq!(
        said,
        [
            "aws_s3_bucket.logs: resource logs of . (main.tf:18)",
            "check.health: check health of . (main.tf:26)",
            "data.aws_region.here: data here of . (main.tf:21)",
            "import aws_s3_bucket.logs[0]: import  of . (main.tf:30)",
            "local.a: locals a of . (main.tf:6)",
            "local.b: locals b of . (main.tf:7)",
            "module.m: module m of . (main.tf:9)",
            "module.n: module n of . (main.tf:12)",
            "moved aws_s3_bucket.old: moved  of . (main.tf:22)",
            "output.id: output id of . (main.tf:2)",
            "provider.aws.west: provider aws of . (main.tf:15)",
            "removed aws_s3_bucket.gone: removed  of . (main.tf:27)",
            "terraform (MODULE): terraform  of MODULE (m/main.tf:1)",
            "terraform: terraform  of . (main.tf:1)",
            "var.size: variable size of . (main.tf:1)",
            "var.x (MODULE): variable x of MODULE (m/main.tf:1)",
        ]
        .map(|line| line.replace("MODULE", &format!("{}/m", in_repository("all"))))
    );
}

/// A test's folder from the top of the repository that holds it, or from itself where none does.
fn in_repository(name: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("source-policies-{name}"));
    let folder = folder.canonicalize().unwrap();
    let top = folder.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&folder);
    folder.strip_prefix(top).unwrap().display().to_string()
}

#[test]
fn values_are_as_far_as_the_source_decides_them() {
    let main = "variable \"region\" {\n  type    = string\n  default = \"eu-west-1\"\n}\nlocals {\n  zone = \"${var.region}a\"\n}\nresource \"aws_ebs_volume\" \"v\" {\n  count             = 2\n  availability_zone = local.zone\n  size              = count.index\n  provider          = aws.west\n  depends_on        = [aws_s3_bucket.b]\n  lifecycle {\n    ignore_changes = [tags, size]\n  }\n}\n";
    let show = |what: &str| format!("${{core::jsonencode({what})}}").replace('"', "\\\"");
    let of = |name: &str, kind: &str, what: &str| said(name, &[("main.tf", main)], kind, &show(what));
    assert_eq!(
        of(
            "value",
            "resource",
            "[attrs.availability_zone, attrs.provider, attrs.depends_on, attrs.lifecycle[0].ignore_changes, meta.labels]"
        ),
        [
            "aws_ebs_volume.v: [\"eu-west-1a\",\"aws.west\",[\"aws_s3_bucket.b\"],[\"tags\",\"size\"],[\"aws_ebs_volume\",\"v\"]] (main.tf:8)"
        ]
    );
    assert_eq!(
        of("type", "variable", "[attrs.type, attrs.default, attrs.description]"),
        ["var.region: [\"string\",\"eu-west-1\",null] (main.tf:1)"]
    );
    assert_eq!(of("local", "locals", "attrs.value"), ["local.zone: \"eu-west-1a\" (main.tf:6)"]);
}

#[test]
fn what_each_instance_has_of_its_own_is_undecided() {
    let policy =
        "source_policy \"resource\" \"small\" {\n  enforce {\n    condition = attrs.size < 9\n  }\n}\n";
    let main = "resource \"aws_ebs_volume\" \"v\" {\n  count = 2\n  size  = count.index\n}\n";
    let folder = folder("each", &[("main.tf", main), ("policies/own.policy.hcl", policy)]);
    let args = [".", "--no-builtin", "--policies", "policies"];
    let report = report(&folder, &args);
    assert_eq!(findings(&report), Vec::<String>::new());
    assert_eq!(report["unknown"][0]["because"], serde_json::json!(["size"]));
    let human = String::from_utf8(sekisho(&folder, &[&["check"], &args[..]].concat()).stdout).unwrap();
    assert!(human.contains("size is not decided by what is written there"), "{human}");
}

#[test]
fn a_module_does_not_depend_on_who_calls_it() {
    let main = "module \"a\" {\n  source = \"./m\"\n  size   = 1\n}\nmodule \"b\" {\n  source   = \"./m\"\n  for_each = toset([\"x\", \"y\"])\n  size     = 100\n}\n";
    let module = "variable \"size\" {\n  type = number\n}\nresource \"aws_ebs_volume\" \"v\" {\n  size = var.size\n}\n";
    let policy =
        "source_policy \"resource\" \"small\" {\n  enforce {\n    condition = attrs.size < 9\n  }\n}\n";
    let files = [("main.tf", main), ("m/main.tf", module), ("policies/own.policy.hcl", policy)];
    let report = report(&folder("callers", &files), &[".", "--no-builtin", "--policies", "policies"]);
    assert_eq!(
        (report["findings"].as_array().unwrap().len(), report["unknown"].as_array().unwrap().len()),
        (0, 1)
    );
}

#[test]
fn the_blamed_argument_is_the_place() {
    let policy = "source_policy \"terraform\" \"encrypted\" {\n  enforce {\n    condition = attrs.backend[0].encrypt == true\n    error_message = \"${attrs.backend[0].labels[0]}\"\n  }\n}\nsource_policy \"terraform\" \"new\" {\n  enforce {\n    condition = attrs.required_providers[0].aws.version == \"6\"\n    error_message = \"old\"\n  }\n}\n";
    let main = "terraform {\n  required_version = \"1\"\n}\nterraform {\n  backend \"s3\" {\n    encrypt = false\n  }\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n      version = \"5\"\n    }\n  }\n}\n";
    let files = [("main.tf", main), ("policies/own.policy.hcl", policy)];
    let report = report(&folder("blame", &files), &[".", "--no-builtin", "--policies", "policies"]);
    assert_eq!(findings(&report), ["terraform: old (main.tf:11)", "terraform: s3 (main.tf:6)"]);
    assert_eq!(report["findings"][0]["operation"], Value::Null);
}

#[test]
fn references_are_counted_in_every_expression_of_the_folder() {
    let main = "variable \"own\" {\n  validation {\n    condition     = var.own > 0\n    error_message = \"no\"\n  }\n}\nvariable \"once\" {}\nvariable \"hidden\" {}\nlocals {\n  deep = { a = [for x in var.once : x] }\n  out  = local.deep\n}\ndata \"aws_region\" \"waited\" {}\ndata \"aws_region\" \"read\" {}\ndata \"aws_region\" \"unread\" {}\nmodule \"m\" {\n  source = \"./m\"\n  count  = 2\n}\noutput \"o\" {\n  depends_on = [data.aws_region.waited]\n  value      = \"${data.aws_region.read.name}${module.m[0].x}${try(var.hidden, 1)}\"\n}\n";
    let files = [("main.tf", main), ("m/main.tf", "output \"x\" {\n  value = 1\n}\n")];
    let mut counts = Vec::new();
    for kind in ["variable", "locals", "data", "module"] {
        counts.extend(said("references", &files, kind, "${meta.references}"));
    }
    let counts: Vec<&str> = counts.iter().map(|line| line.split(" (").next().unwrap()).collect();
    assert_eq!(
        counts,
        [
            "var.hidden: 1",
            "var.once: 1",
            "var.own: 0",
            "local.deep: 1",
            "local.out: 0",
            "data.aws_region.read: 1",
            "data.aws_region.unread: 0",
            "data.aws_region.waited: 1",
            "module.m: 1",
        ]
    );
}

#[test]
fn nobody_calls_a_name_unused_while_a_file_cannot_be_read() {
    let files = [
        ("main.tf", "variable \"a\" {\n  type = string\n}\n"),
        ("broken.tf", "output \"o\" {\n  value = var.a +\n}\n"),
    ];
    let report = report(
        &folder("broken", &files),
        &[".", "--rule", "terraform_unused_*", "--rule", "terraform_required_version"],
    );
    assert_eq!(findings(&report), Vec::<String>::new());
    let rules: Vec<&str> =
        report["unknown"].as_array().unwrap().iter().map(|u| u["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["terraform_required_version", "terraform_unused_declarations"]);
}

#[test]
fn installed_modules_are_not_judged() {
    let manifest = r#"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"m","Source":"a/b/c","Dir":".terraform/modules/m"}]}"#;
    let files = [
        ("main.tf", "module \"m\" {\n  source  = \"a/b/c\"\n  version = \"1.0.0\"\n}\n"),
        (".terraform/modules/modules.json", manifest),
        (".terraform/modules/m/main.tf", "variable \"theirs\" {}\n"),
    ];
    assert_eq!(said("installed", &files, "variable", "x"), Vec::<String>::new());
}

#[test]
fn a_module_of_two_roots_is_judged_once() {
    let root = "module \"m\" {\n  source = \"../m\"\n}\n";
    let policy = saying("variable", "x");
    let files = [
        ("a/main.tf", root),
        ("b/main.tf", root),
        ("m/main.tf", "variable \"x\" {}\n"),
        ("policies/own.policy.hcl", policy.as_str()),
    ];
    let folder = folder("roots", &files);
    let report = report(&folder, &["a", "b", "--no-builtin", "--policies", "policies"]);
    assert_eq!(findings(&report).len(), 1);
}

#[test]
fn a_plan_alone_says_that_its_source_is_missing() {
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/plans/blocks/plan.json");
    let folder = folder("plan", &[("plan.json", &std::fs::read_to_string(plan).unwrap())]);
    let human = |args: &[&str]| {
        String::from_utf8(sekisho(&folder, &[&["check", "plan.json"], args].concat()).stdout).unwrap()
    };
    let named = human(&["--rule", "terraform_documented_variables"]);
    assert_eq!(named.matches("policies about source were not applied").count(), 1, "{named}");
    assert!(!human(&[]).contains("about source"), "nobody asked for them");
}

fn refused(name: &str, policy: &str) -> String {
    let folder = folder(name, &[("own.policy.hcl", policy)]);
    let output = sekisho(&folder, &["validate", "."]);
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_makes_no_sense_is_refused_with_the_way_out() {
    let good = saying("variable", "x");
    let resource = "resource_policy \"aws_s3_bucket\" \"r\" {\n  enforce {\n    condition = attrs.bucket != null\n  }\n}\n";
    let mixed = refused("mixed", &(good.clone() + resource));
    assert!(mixed.contains("holds no `resource_policy`") && mixed.contains("move one of them"), "{mixed}");
    let misspelt = refused("misspelt", &saying("varable", "x"));
    assert!(misspelt.contains("did you mean \"variable\"?"), "{misspelt}");
    let operations =
        refused("operations", &good.replace("enforce {", "operations = [\"create\"]\n  enforce {"));
    assert!(operations.contains("no argument `operations`"), "{operations}");
    let prior = refused("prior", &good.replace("meta.line", "prior_attrs.x"));
    assert!(prior.contains("a block of source has no `prior_attrs`"), "{prior}");
    let join = refused(
        "join",
        &good.replace("meta.line", "core::length(core::getresources(\"aws_s3_bucket\", {}))"),
    );
    assert!(join.contains("`getresources` finds nothing here"), "{join}");
    let meta = refused("meta", &good.replace("meta.line", "meta.lines"));
    assert!(meta.contains("did you mean `line`?"), "{meta}");
}
