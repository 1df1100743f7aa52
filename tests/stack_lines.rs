//! Where findings stand: at the line of the source that a person would edit.
//!
//! The stacks of `fixtures/stacks` mark those lines (`# expect: RULE…`). Findings of the source alone and of the plan with
//! its source must stand there, and every mark must be met. What differs stands in `fixtures/stacks/lines.txt` with its
//! cause; `SEKISHO_STACKS=list` prints that list as it should be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // A test says what it expects by failing.

mod stack;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use sekisho::check::{Policies, Report, run};
use sekisho::terraform::{Input, SourceOptions, StaticPlan, load};

use stack::{fixtures, name, options, stacks, text};

/// A rule and a line, `rule file:line`.
type At = (String, String);

/// What the comments of a stack's sources mark.
fn marked(stack: &Path) -> BTreeSet<At> {
    let mut marks = BTreeSet::new();
    let entries = walkdir::WalkDir::new(stack).into_iter().map(Result::unwrap);
    for path in entries.filter(|e| e.file_type().is_file()).map(walkdir::DirEntry::into_path) {
        if name(&path) == "plan.json" {
            continue;
        }
        for (number, line) in (1..).zip(text(&path).lines()) {
            let place = format!("{}:{number}", path.strip_prefix(stack).unwrap().display());
            marks.extend(stack::marked(line).into_iter().map(|rule| (rule, place.clone())));
        }
    }
    marks
}

/// What is found in resources: how the source is written the stacks do not mark.
fn checked(input: Input) -> Report {
    let policies = Policies { built_in: true, ..Policies::default() };
    let mut report = run(vec![input], &policies, Instant::now()).unwrap();
    report.findings.retain(|finding| !finding.rule.starts_with("terraform_"));
    report.unknown.retain(|undecided| !undecided.rule.starts_with("terraform_"));
    report
}

fn of_source(stack: &Path) -> Report {
    checked(Input::source(stack, &options(stack)).unwrap())
}

fn of_plan(stack: &Path) -> Report {
    checked(load(&stack.join("plan.json"), None).unwrap().into())
}

/// The plan beside its source, which takes the values of variables from it.
fn of_both(stack: &Path) -> Report {
    let mut plan = load(&stack.join("plan.json"), None).unwrap();
    let planned = plan.variables();
    let options = SourceOptions { planned, ..options(stack) };
    plan.written = Some(StaticPlan::read(stack, &options).unwrap().into());
    checked(plan.into())
}

/// Findings by where they stand, each with one address and its blame.
fn places(stack: &Path, report: &Report) -> BTreeMap<At, String> {
    let folder = format!("{}/", stack.display());
    let place = |finding: &sekisho::check::Finding| {
        let at = finding.location.as_ref().map_or_else(
            || "nowhere".to_owned(),
            |at| format!("{}:{}", at.file.strip_prefix(&folder).unwrap_or(&at.file), at.line),
        );
        ((finding.rule.to_string(), at), format!("{} {}", finding.address, finding.attributes.join(", ")))
    };
    report.findings.iter().map(place).collect()
}

/// Differences of a stack: `STACK SIDE RULE PLACE unmarked|unmet`, with what is said of them.
fn differences(stack: &Path) -> Vec<(String, String)> {
    let marks = marked(stack);
    let mut found = Vec::new();
    for (side, report) in [("source", of_source(stack)), ("plan", of_both(stack))] {
        let places = places(stack, &report);
        let line = |(rule, at): &At, what: &str| format!("{} {side} {what} {rule} {at}", name(stack));
        let unmarked = places.iter().filter(|(at, _)| !marks.contains(at));
        found.extend(unmarked.map(|(at, said)| (line(at, "unmarked"), said.clone())));
        let unmet = marks.iter().filter(|at| !places.contains_key(at));
        found.extend(unmet.map(|at| (line(at, "unmet"), String::new())));
    }
    found
}

/// Causes by difference: `STACK SIDE WHAT RULE PLACE | cause`.
fn excepted(list: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(fixtures().join(list)).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pairs = lines.map(|line| line.split_once(" | ").expect("a difference and its cause"));
    pairs.map(|(what, why)| (what.to_owned(), why.to_owned())).collect()
}

fn hold(found: &BTreeMap<String, String>, list: &str) {
    if std::env::var_os("SEKISHO_STACKS").is_some() {
        found.keys().for_each(|what| println!("{what} | "));
    }
    let excepted = excepted(list);
    let new = found.iter().filter(|(what, _)| !excepted.contains_key(*what));
    let gone = excepted.keys().filter(|what| !found.contains_key(*what));
    let mut bad: Vec<String> = new.map(|(what, said)| format!("{what}: {said}")).collect();
    bad.extend(gone.map(|what| format!("no longer: {what}")));
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}

#[test]
fn findings_stand_where_a_person_would_edit() {
    hold(&stacks().iter().flat_map(|stack| differences(stack)).collect(), "lines.txt");
}

/// Rules and addresses of a report's findings.
fn findings(report: &Report) -> BTreeSet<String> {
    report.findings.iter().map(|finding| format!("{} {}", finding.rule, finding.address)).collect()
}

#[test]
fn sources_and_plans_give_the_same_findings() {
    let mut found = BTreeMap::new();
    let mut unknown = [0; 3];
    for stack in stacks() {
        let reports = [of_plan(&stack), of_both(&stack), of_source(&stack)];
        unknown.iter_mut().zip(&reports).for_each(|(sum, report)| *sum += report.unknown.len());
        let [_, plan, source] = &reports;
        let (plan, source) = (findings(plan), findings(source));
        let line = |side: &str, what: &String| (format!("{} {side} {what}", name(&stack)), String::new());
        found.extend(plan.difference(&source).map(|what| line("plan", what)));
        found.extend(source.difference(&plan).map(|what| line("source", what)));
        let alone = findings(&reports[0]);
        found.extend(alone.symmetric_difference(&plan).map(|what| line("plan-alone", what)));
    }
    println!(
        "unknown: {} in plans alone, {} with their sources, {} in sources",
        unknown[0], unknown[1], unknown[2]
    );
    hold(&found, "findings.txt");
}

/// What a plan does not know has a name all the same: its source says what it is set to, though not of which type it is.
#[test]
fn what_a_plan_does_not_know_its_source_explains() {
    for stack in stacks() {
        let errors = of_both(&stack).errors;
        assert!(errors.is_empty(), "{}: {}", stack.display(), errors[0].diagnostic);
    }
    let report = of_both(&fixtures().join("unknowns"));
    let because = |address: &str, path: &str| {
        let mut causes = report.unknown.iter().filter(|u| &*u.address == address).flat_map(|u| &u.because);
        causes.find(|cause| cause.path == path).unwrap().why.clone()
    };
    assert_eq!(
        because("aws_vpc_security_group_ingress_rule.main[\"peer\"]", "cidr_ipv4"),
        "set to aws_eip.peer.public_ip, known after apply"
    );
    assert_eq!(
        because("aws_security_group.of_unknown_list", "ingress[0].protocol"),
        "set to aws_vpc_endpoint.s3.cidr_blocks, known after apply"
    );
}
