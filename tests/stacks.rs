//! Stacks with the plans that terraform made of them: sources as teams write them, planned once for the first time.
//!
//! Each folder of `tests/fixtures/stacks` is one. A comment `# expect: RULE…` stands at the end of the line that a person
//! would edit to mend what these rules find; what no line of the source decides stands in `exceptions.txt`.
//! `plan.sh` in that folder makes the plans anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test says what it expects by failing.

mod stack;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use sekisho::check::{Policies, run};
use sekisho::terraform::load;
use serde_json::Value;

use stack::{fixtures, marked, name, stacks, text};

/// Top folders in which a machine that made the plans would have its files.
const MACHINE: [&str; 6] = ["work", "root", "home", "tmp", "opt", "Users"];

/// Every file below, hidden ones too, with its text; what is no text is read as far as it is.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let paths = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    paths.map(|path| (text(&path), path)).map(|(text, path)| (path, text)).collect()
}

fn plan(stack: &Path) -> Value {
    serde_json::from_str(&text(&stack.join("plan.json"))).unwrap()
}

fn expected(stack: &Path) -> BTreeSet<String> {
    let source = files(stack).into_iter().filter(|(path, _)| name(path) != "plan.json");
    source.flat_map(|(_, text)| text.lines().flat_map(marked).collect::<Vec<_>>()).collect()
}

/// By stack: rules that find something there which no line of the source decides.
fn exceptions() -> BTreeMap<String, BTreeSet<String>> {
    let mut by_stack = BTreeMap::<String, BTreeSet<String>>::new();
    let list = text(&fixtures().join("exceptions.txt"));
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (stack, rest) = line.split_once(' ').expect("a stack, a rule and a reason");
        let (rule, reason) = rest.trim_start().split_once(' ').expect("a rule and a reason");
        assert!(!reason.trim().is_empty(), "no reason: {line}");
        assert!(by_stack.entry(stack.to_owned()).or_default().insert(rule.to_owned()), "twice: {line}");
    }
    by_stack
}

fn found(stack: &Path) -> BTreeSet<String> {
    let plan = load(&stack.join("plan.json"), None).unwrap();
    let report =
        run(vec![plan.into()], &Policies { built_in: true, ..Policies::default() }, Instant::now()).unwrap();
    report.findings.iter().map(|finding| finding.rule.to_string()).collect()
}

#[test]
fn each_is_planned_for_the_first_time() {
    assert!(stacks().len() >= 40, "{} stacks", stacks().len());
    for stack in stacks() {
        let plan = plan(&stack);
        let version = plan["format_version"].as_str().unwrap();
        assert!(version.starts_with("1."), "{}: format {version}", stack.display());
        let changes = plan["resource_changes"].as_array().unwrap();
        let managed: Vec<_> = changes.iter().filter(|change| change["mode"] == "managed").collect();
        assert!(!managed.is_empty(), "{}: no resource", stack.display());
        for change in managed {
            assert_eq!(change["change"]["actions"], serde_json::json!(["create"]), "{}", change["address"]);
        }
    }
}

#[test]
fn none_names_the_machine_that_made_it() {
    for (path, text) in files(&fixtures()) {
        for folder in MACHINE {
            assert!(!text.contains(&format!("/{folder}/")), "{} names /{folder}", path.display());
        }
    }
}

#[test]
fn each_has_its_line_in_the_readme() {
    let readme = text(&fixtures().join("README.md"));
    for stack in stacks() {
        assert!(readme.contains(&format!("| `{}` |", name(&stack))), "{}", stack.display());
    }
}

#[test]
fn plans_give_the_findings_that_the_sources_mark() {
    let exceptions = exceptions();
    let mut wrong = Vec::new();
    for stack in stacks() {
        let (found, marked) = (found(&stack), expected(&stack));
        let excepted = exceptions.get(&name(&stack)).cloned().unwrap_or_default();
        let say = |what: &str, rule: &String| format!("{}: {rule} {what}", name(&stack));
        wrong.extend(marked.difference(&found).map(|rule| say("is marked and not found", rule)));
        wrong.extend(excepted.difference(&found).map(|rule| say("is excepted and not found", rule)));
        wrong.extend(marked.intersection(&excepted).map(|rule| say("is marked and excepted", rule)));
        let known = marked.union(&excepted).cloned().collect();
        wrong.extend(found.difference(&known).map(|rule| say("is found and not marked", rule)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
