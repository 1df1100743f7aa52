//! The README says what is so: its reports, its policies and its table of rules are those of the repository.
//!
//! `SEKISHO_BLESS=1 cargo test --test readme` writes the table and the report anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test says what it expects by failing.

use std::fmt::Write as _;
use std::path::Path;

use sekisho::policy::{PolicyFile, built_in};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The text between `<!-- NAME -->` and `<!-- end of NAME -->` must be this.
fn check(name: &str, wanted: &str) {
    let readme = read("README.md");
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = readme.split_once(&open).unwrap();
    let (found, after) = rest.split_once(&close).unwrap();
    if std::env::var_os("SEKISHO_BLESS").is_some() && found != wanted {
        std::fs::write(root().join("README.md"), format!("{before}{open}{wanted}{close}{after}")).unwrap();
        return;
    }
    assert!(found == wanted, "README.md, {name}: should be\n{wanted}");
}

/// Family, id, severity, title of each rule.
fn rules() -> Vec<(String, String, String, String)> {
    let mut rules = Vec::new();
    for shipped in built_in() {
        let file: PolicyFile = shipped.parse().unwrap();
        let family = shipped.path.split('/').next().unwrap().to_owned();
        for policy in &file.policies {
            let docs = file.documentation(policy.label);
            rules.push((
                family.clone(),
                policy.label.to_string(),
                docs.severity.to_string(),
                docs.title.clone(),
            ));
        }
    }
    rules.sort();
    rules.dedup();
    rules
}

fn table() -> String {
    let rules = rules();
    let mut text = format!("{} rules.\n", rules.len());
    let mut last = "";
    for (family, id, severity, title) in &rules {
        if family != last {
            write!(text, "\n**{family}**\n\n| rule | severity | what it wants |\n|---|---|---|\n").unwrap();
            last = family;
        }
        writeln!(text, "| `{id}` | {severity} | {} |", title.replace('|', "\\|")).unwrap();
    }
    text
}

/// The first findings of the example's report, and its last lines.
fn excerpt() -> String {
    let report = read("examples/web-service/expected.txt");
    let paragraphs: Vec<&str> = report.trim_end().split("\n\n").collect();
    let has = |word: &str| paragraphs.iter().copied().find(|p| p.contains(word)).unwrap();
    let shown = [
        paragraphs[0],
        has("rds_instance_not_public"),
        has("ebs_volume_encrypted"),
        "…",
        paragraphs[paragraphs.len() - 1],
    ];
    format!("```text\n{}\n```\n", shown.join("\n\n"))
}

/// The commands of the example's page, and of what they print who is asked, who has answered, and what comes of it.
fn story() -> String {
    let page = read("examples/ecs-service/README.md");
    let blocks = page.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    format!("```console\n{}\n```\n", blocks.map(scene).collect::<Vec<_>>().join("\n\n"))
}

fn scene(block: &str) -> String {
    let told = ["- ", "at ", "needs ", "approved by "];
    let shown = |line: &&str| {
        let is_command = line.starts_with("$ ") || line.starts_with("> ");
        is_command || told.iter().any(|word| line.trim_start().starts_with(word))
    };
    let lines: Vec<&str> = block.lines().filter(shown).collect();
    let end = block.trim_end().lines().last().unwrap();
    let code = block.lines().find_map(|line| line.strip_prefix("? ")).unwrap_or("0");
    format!("{}\n{end} (exit code {code})", lines.join("\n"))
}

// One test: two that write the same file would overwrite each other.
#[test]
fn the_readme_is_up_to_date() {
    check("rules", &table());
    check("report", &excerpt());
    check("story", &story());
    check("policy", &format!("```hcl\n{}```\n", read("examples/policies/log_groups_expire.policy.hcl")));
    check(
        "policytest",
        &format!("```hcl\n{}```\n", read("examples/policies/log_groups_expire.policytest.hcl")),
    );
}

#[test]
fn the_policy_of_the_readme_passes_its_tests() {
    use sekisho::policy::testing::{Outcome, TestOptions, run};
    let report = run(&root().join("examples/policies"), &TestOptions::default());
    assert!(report.problems.is_empty());
    assert_eq!((report.count(Outcome::Passed), report.count(Outcome::Failed)), (4, 0));
}

/// Where the README names a file of the repository, it is there.
#[test]
fn the_files_that_the_readme_names_are_there() {
    let readme = read("README.md");
    let named = readme
        .split(['(', ')', '`', ' ', '\n'])
        .filter(|word| ["examples/", "tests/", "rules/", "src/", ".ci/"].iter().any(|f| word.starts_with(f)));
    let places = named.map(|word| word.split(':').next().unwrap());
    let missing: Vec<&str> = places.filter(|path| !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
