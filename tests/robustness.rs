//! No input makes it panic: mutated plans, rule files and test files, and expressions that nobody would write.
//!
//! What comes out is not judged here, only that something does: a verdict, or an error that says what is wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test says what it expects by failing.

#[path = "robustness/mutate.rs"]
mod mutate;

#[path = "robustness/expressions.rs"]
mod expressions;

#[path = "robustness/parse.rs"]
mod parse;

#[path = "robustness/sources.rs"]
mod sources;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Instant;

use proptest::prelude::*;

use mutate::{edit, edit_json, edit_tokens, edits, json_edits};
use sekisho::check::{Policies, Report, RunError, run};
use sekisho::policy::PolicyFile;
use sekisho::policy::testing::{TestOptions, run as run_tests};
use sekisho::terraform::Plan;
use sekisho::text::Source;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files with this ending below a folder, in a fixed order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries =
        walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.map(walkdir::DirEntry::into_path).filter(|p| p.to_string_lossy().ends_with(ending)).collect()
}

fn texts(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

static PLANS: LazyLock<Vec<String>> = LazyLock::new(|| texts(&files("tests/fixtures/plans", "plan.json")));
static RULES: LazyLock<Vec<PathBuf>> = LazyLock::new(|| files("rules", ".policy.hcl"));

/// Reads a plan and checks it with these policies; an error must say something.
fn check(plan: String, policies: &Policies) -> Option<Report> {
    match Plan::read(Source::new("plan.json", plan)) {
        Err(error) => {
            assert!(!error.to_string().is_empty());
            None
        }
        Ok(plan) => match run(vec![plan.into()], policies, Instant::now()) {
            Ok(report) => {
                assert_consistent(&report);
                Some(report)
            }
            Err(RunError::Input(_, error)) => {
                assert!(!error.to_string().is_empty());
                None
            }
            Err(RunError::Policies(problems)) => {
                assert!(!problems.is_empty());
                None
            }
        },
    }
}

fn assert_consistent(report: &Report) {
    let counts = report.counts;
    let errors: usize = report.errors.iter().map(|e| 1 + e.others).sum();
    assert!(counts.passed + counts.failed + counts.unknown <= counts.evaluated);
    assert!(counts.evaluated <= counts.passed + counts.failed + counts.unknown + errors);
}

fn built_in() -> Policies {
    Policies { built_in: true, ..Policies::default() }
}

/// So many cases; `SEKISHO_CASES=100` runs a hundred times as many.
fn cases(cases: u32) -> ProptestConfig {
    let times = std::env::var("SEKISHO_CASES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    ProptestConfig {
        cases: cases * times,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A folder of this test's own, gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("sekisho-{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Runs a rule's test file against the rule, either of which may be broken.
fn test(rule: &Path, policy: &str, tests: &str) {
    let folder = Folder::new("rule");
    let name = rule.file_name().unwrap().to_string_lossy().into_owned();
    folder.write(&name, policy);
    folder.write(&name.replace(".policy.", ".policytest."), tests);
    let report = run_tests(&folder.0, &TestOptions::default());
    for problem in &report.problems {
        assert!(!problem.to_string().is_empty());
    }
}

fn test_file_of(rule: &Path) -> String {
    std::fs::read_to_string(rule.to_string_lossy().replace(".policy.hcl", ".policytest.hcl"))
        .unwrap_or_default()
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn plans_with_broken_bytes(at in any::<prop::sample::Index>(), edits in edits()) {
        check(edit(at.get::<String>(&PLANS), &edits), &built_in());
    }

    #[test]
    fn plans_with_values_of_other_shapes(at in any::<prop::sample::Index>(), edits in json_edits()) {
        let mut plan = serde_json::from_str(at.get::<String>(&PLANS)).unwrap();
        edit_json(&mut plan, &edits);
        check(plan.to_string(), &built_in());
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn rules_with_broken_bytes(at in any::<prop::sample::Index>(), edits in edits()) {
        let rule = at.get::<PathBuf>(&RULES);
        test(rule, &edit(&std::fs::read_to_string(rule).unwrap(), &edits), &test_file_of(rule));
    }

    #[test]
    fn rules_with_tokens_in_wrong_places(at in any::<prop::sample::Index>(), edits in edits()) {
        let rule = at.get::<PathBuf>(&RULES);
        test(rule, &edit_tokens(&std::fs::read_to_string(rule).unwrap(), &edits), &test_file_of(rule));
    }

    #[test]
    fn test_files_with_tokens_in_wrong_places(at in any::<prop::sample::Index>(), edits in edits()) {
        let rule = at.get::<PathBuf>(&RULES);
        test(rule, &std::fs::read_to_string(rule).unwrap(), &edit_tokens(&test_file_of(rule), &edits));
    }

    #[test]
    fn test_files_with_broken_bytes(at in any::<prop::sample::Index>(), edits in edits()) {
        let rule = at.get::<PathBuf>(&RULES);
        test(rule, &std::fs::read_to_string(rule).unwrap(), &edit(&test_file_of(rule), &edits));
    }
}

const SMALL: &str = include_str!("fixtures/plans/joins/buckets_through_locals/plan.json");

/// Checks the smallest plan with a policy that has this condition.
fn evaluate(expression: &str) {
    let text = format!(
        "resource_policy \"aws_s3_bucket*\" \"generated\" {{\n  enforce {{\n    condition = {expression}\n    error_message = \"${{{expression}}}\"\n  }}\n}}\n"
    );
    check_policy("generated.policy.hcl", text);
}

/// Checks the smallest plan with a policy file, if it is one.
fn check_policy(name: &str, text: String) {
    if let Ok(file) = PolicyFile::parse(&Source::new(name, text)) {
        check(SMALL.to_owned(), &Policies { custom: vec![file], ..Policies::default() });
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn expressions_that_nobody_would_write(expression in expressions::expression()) {
        evaluate(&expression);
    }
}

/// Text of this depth comes from people with a bad day in mind; a stack overflow would end the process without a word.
const DEEP: usize = 20_000;

/// Tests run in threads with a quarter of the stack that a program's first thread has.
fn with_the_stack_of_main(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(8 << 20).spawn(work).unwrap().join().unwrap();
}

fn deep(open: &str, middle: &str, close: &str) -> String {
    open.repeat(DEEP) + middle + &close.repeat(DEEP)
}

#[test]
fn deep_values_in_plans() {
    for nested in [deep("[", "1", "]"), deep("{\"a\":", "1", "}"), deep("[", "", "")] {
        for member in ["after", "after_unknown", "before", "after_sensitive"] {
            let plan = SMALL.replacen(
                &format!("\"{member}\": {{"),
                &format!("\"{member}\": {{\"bucket\": {nested}, "),
                2,
            );
            check(plan, &built_in());
        }
        check(
            SMALL.replacen("\"constant_value\": true", &format!("\"constant_value\": {nested}"), 3),
            &built_in(),
        );
        check(
            SMALL.replacen("\"expressions\": {", &format!("\"expressions\": {{\"x\": {nested}, "), 3),
            &built_in(),
        );
        check(SMALL.replacen("\"variables\"", &format!("\"x\": {nested}, \"variables\""), 1), &built_in());
        check(nested, &built_in());
    }
}

#[test]
fn deep_modules_in_plans() {
    let calls = "{\"module_calls\":{\"m\":{\"module\":".repeat(DEEP) + "{}" + &"}}}".repeat(DEEP);
    check(
        SMALL.replacen("\"root_module\": {", &format!("\"root_module\": {calls}, \"rest\": {{"), 1),
        &built_in(),
    );
}

#[test]
fn deep_expressions() {
    let nested = [
        deep("(", "1", ")"),
        deep("[", "", "]"),
        deep("{ a = ", "1", " }"),
        deep("!", "true", ""),
        deep("-", "1", ""),
        deep("core::length(", "1", ")"),
        deep("\"${", "1", "}\""),
        deep("true ? 1 : ", "2", ""),
        deep("[for x in ", "[]", " : x]"),
        deep("1 + ", "1", ""),
        deep("attrs.a && ", "true", ""),
        "attrs".to_owned() + &".a".repeat(DEEP),
        "attrs".to_owned() + &"[0]".repeat(DEEP),
        "attrs".to_owned() + &"[*]".repeat(DEEP),
        format!("core::jsondecode(\"{}\")", deep("[", "", "]")),
        format!("core::yamldecode(\"{}\")", deep("[", "", "]")),
        format!("core::regex(\"{}\", \"a\")", deep("(", "a", ")")),
    ];
    with_the_stack_of_main(move || nested.iter().for_each(|expression| evaluate(expression)));
}

#[test]
fn deep_blocks_and_locals() {
    let blocks = deep("a {\n", "", "}\n");
    let locals: String = (0..DEEP).map(|n| format!("  l{n} = local.l{}\n", n + 1)).collect();
    let chain = format!("locals {{\n{locals}  l{DEEP} = 1\n}}\n");
    let texts = [
        blocks,
        chain.clone(),
        chain + "resource_policy \"*\" \"x\" {\n enforce {\n condition = local.l0 == 1\n }\n}\n",
    ];
    with_the_stack_of_main(move || texts.into_iter().for_each(|text| check_policy("deep.policy.hcl", text)));
}
