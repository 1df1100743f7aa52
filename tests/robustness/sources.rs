//! Root modules that nobody would write: mutated ones, circles, depths, numbers that are too large, files elsewhere.

use std::time::Instant;

use proptest::prelude::*;
use sekisho::check::run;
use sekisho::terraform::{Input, SourceOptions, StaticPlan};

use crate::mutate::{edit, edit_tokens, edits};
use crate::{Folder, built_in, cases, files, texts};

static SOURCES: std::sync::LazyLock<Vec<String>> =
    std::sync::LazyLock::new(|| texts(&files("tests/fixtures/stacks", ".tf")));

/// Evaluates and checks a folder; every finding that has a place has one in a file that is there.
fn check(folder: &Folder) -> StaticPlan {
    let options = SourceOptions::default();
    let input = Input::source(&folder.0, &options).unwrap();
    for problem in input.problems() {
        assert!(!problem.diagnostic.message.is_empty());
        if let Some((source, span)) = &problem.diagnostic.place {
            assert!(source.text().get(span.range()).is_some(), "{problem}");
        }
    }
    let report = run(vec![input], &built_in(), Instant::now()).unwrap();
    for finding in &report.findings {
        let location =
            finding.location.as_ref().unwrap_or_else(|| panic!("{} has no place", finding.address));
        assert!(location.line >= 1 && !location.file.is_empty());
    }
    StaticPlan::read(&folder.0, &options).unwrap()
}

fn module(text: &str) -> (Folder, StaticPlan) {
    let folder = Folder::new("source");
    folder.write("main.tf", text);
    let plan = check(&folder);
    (folder, plan)
}

fn said(plan: &StaticPlan) -> String {
    plan.problems().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn with_broken_bytes(at in any::<prop::sample::Index>(), edits in edits()) {
        module(&edit(at.get::<String>(&SOURCES), &edits));
    }

    #[test]
    fn with_tokens_in_wrong_places(at in any::<prop::sample::Index>(), edits in edits()) {
        module(&edit_tokens(at.get::<String>(&SOURCES), &edits));
    }
}

#[test]
fn values_that_go_in_circles() {
    let (_folder, plan) = module(
        "locals {\n  a = local.b\n  b = [for x in local.c : x]\n  c = { k = local.a }\n}\n\
         resource \"aws_sqs_queue\" \"a\" { name = aws_sqs_queue.b.name }\n\
         resource \"aws_sqs_queue\" \"b\" { name = \"${aws_sqs_queue.a.name}-x\" }\n\
         resource \"aws_sqs_queue\" \"self\" { count = length(aws_sqs_queue.self) }\n\
         resource \"aws_sqs_queue\" \"c\" { name = jsonencode(local.a) }\n",
    );
    assert!(said(&plan).contains("in a circle"), "{}", said(&plan));
    assert_eq!(plan.resource_count(), 4);
}

#[test]
fn modules_that_call_themselves() {
    let folder = Folder::new("source");
    folder
        .write("main.tf", "module \"again\" {\n  source = \"./.\"\n}\nresource \"aws_sqs_queue\" \"q\" {}\n");
    let plan = check(&folder);
    assert!(said(&plan).contains("calls itself"), "{}", said(&plan));
}

#[test]
fn chains_of_many_locals() {
    let chain: String = (1..2000).map(|at| format!("  l{at} = local.l{}\n", at - 1)).collect();
    let (_folder, plan) = module(&format!(
        "locals {{\n  l0 = 1\n{chain}}}\nresource \"aws_sqs_queue\" \"q\" {{\n  delay_seconds = local.l1999\n}}\n"
    ));
    assert!(said(&plan).contains("refer to each other"), "{}", said(&plan));
}

#[test]
fn too_many_instances() {
    let (_folder, plan) = module(
        "resource \"aws_sqs_queue\" \"a\" { count = 1e9 }\n\
         resource \"aws_sqs_queue\" \"b\" { count = -1 }\n\
         resource \"aws_sqs_queue\" \"c\" { count = 0.5 }\n\
         resource \"aws_sqs_queue\" \"d\" { for_each = [\"list\"] }\n\
         resource \"aws_sqs_queue\" \"e\" { for_each = { for i in range(1000) : \"k${i}\" => i } }\n\
         resource \"aws_sqs_queue\" \"f\" { for_each = null }\n",
    );
    assert_eq!(plan.resource_count(), 5 + 1000);
    assert!(plan.problems().len() >= 5, "{}", said(&plan));
}

/// Each local value is read twice by the next one: to evaluate it for each reader would take years.
#[test]
fn local_values_that_many_read() {
    let mut text = "variable \"v\" {\n  type = string\n}\nlocals {\n  t0 = var.v\n".to_owned();
    for level in 1..60 {
        let line = format!("  t{level} = \"${{local.t{0}}}${{local.t{0}}}\"\n", level - 1);
        text.push_str(&line);
    }
    let (_folder, plan) = module(&(text + "}\nresource \"aws_sqs_queue\" \"q\" {\n  name = local.t59\n}\n"));
    assert_eq!(plan.resource_count(), 1);
}

/// A few lines that would double a text until no memory is left.
#[test]
fn texts_that_grow_without_end() {
    let ways = [
        "${local.t}${local.t}",
        "${replace(local.t, \"a\", local.t)}",
        "${replace(local.t, \"/a/\", local.t)}",
        "${join(\"\", [local.t, local.t])}",
    ];
    for way in ways {
        let mut text = "locals {\n  t0 = \"aa\"\n".to_owned();
        for level in 1..60 {
            let value = way.replace("local.t", &format!("local.t{}", level - 1));
            let line = format!("  t{level} = \"{value}\"\n");
            text.push_str(&line);
        }
        text += "}\nresource \"aws_sqs_queue\" \"q\" {\n  name = local.t59\n}\n";
        let (_folder, plan) = module(&text);
        assert!(said(&plan).contains("more than 16 MiB"), "{way}: {}", said(&plan));
    }
}

#[test]
fn files_outside_are_not_read() {
    let folder = Folder::new("source");
    std::fs::create_dir(folder.0.join(".git")).unwrap();
    folder.write(
        "main.tf",
        "resource \"aws_sqs_queue\" \"q\" {\n  name = file(\"../../../../etc/hostname\")\n}\n\
         resource \"aws_sqs_queue\" \"r\" {\n  name = file(\"link\")\n}\n\
         resource \"aws_sqs_queue\" \"s\" {\n  name = join(\",\", fileset(\"/etc\", \"*\"))\n}\n",
    );
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", folder.0.join("link")).unwrap();
    let plan = check(&folder);
    let said = said(&plan);
    assert!(said.matches("outside of what is checked").count() == 3, "{said}");
    for resource in &plan.graph.resources {
        let name = resource.attribute("name".into()).unwrap();
        assert!(name.is_unknown(), "{name:?}");
    }
}

#[test]
fn source_that_is_no_text() {
    let folder = Folder::new("source");
    std::fs::write(folder.0.join("main.tf"), [0xff, 0xfe, 0x00]).unwrap();
    folder.write("terraform.tfvars", "a = var.b\n");
    folder.write("x.auto.tfvars.json", "{\"a\": ");
    folder.write("ok.tf", "resource \"aws_sqs_queue\" \"q\" {\n  name = var.a\n}\nvariable \"a\" {}\n");
    let plan = check(&folder);
    assert_eq!(plan.resource_count(), 1);
    assert!(plan.problems().len() >= 3, "{}", said(&plan));
}
