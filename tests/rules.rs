//! Every rule that ships: its file compiles, its tests pass, its documentation is whole.

use std::path::Path;

use sekisho::policy::testing::{CaseResult, Outcome, TestOptions, run};

/// Our own rules are held to more than the language asks: a case that ends unknown must say so.
fn is_undecided(case: &CaseResult) -> bool {
    case.actual.starts_with("unknown") && !case.expected.contains("unknown")
}

#[test]
fn every_rule_passes_its_tests() {
    let report = run(Path::new("rules"), &TestOptions::default());
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let failed: Vec<String> = report
        .cases
        .iter()
        .filter(|c| c.outcome == Outcome::Failed || is_undecided(c))
        .map(|c| {
            let line = c.source.position(c.span.start as usize).line;
            format!(
                "{}:{line}: {}: expected {}, got {}\n    {}",
                c.source.name(),
                c.title,
                c.expected,
                c.actual,
                c.messages.join("\n    ")
            )
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{} of {} cases failed\n{}",
        failed.len(),
        report.cases.len(),
        failed.join("\n")
    );
    assert!(report.count(Outcome::Passed) > 1000, "only {} cases ran", report.count(Outcome::Passed));
}

/// Who gives an input a value means one rule, and not another that happens to ask by the same name.
#[test]
fn each_input_is_one_rules() {
    let mut seen = std::collections::BTreeMap::new();
    for rule in sekisho::policy::built_in() {
        for input in rule.input_names() {
            let other = seen.insert(input, rule.path);
            assert!(other.is_none(), "{input}: {} and {}", rule.path, other.unwrap_or_default());
        }
    }
}
