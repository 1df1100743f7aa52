//! The README and the pages in `docs/` say what is so: their reports, policies and tables of rules are those of the repository.
//!
//! `SEKISHO_BLESS=1 cargo test --test readme` writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test says what it expects by failing.

use std::fmt::Write as _;
use std::path::Path;

use sekisho::policy::{Level, PolicyFile, ResourcePolicy, built_in};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The text of a page between `<!-- NAME -->` and `<!-- end of NAME -->` must be this.
fn check(page: &str, name: &str, wanted: &str) {
    let text = read(page);
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = text.split_once(&open).unwrap();
    let (found, after) = rest.split_once(&close).unwrap();
    if std::env::var_os("SEKISHO_BLESS").is_some() && found != wanted {
        std::fs::write(root().join(page), format!("{before}{open}{wanted}{close}{after}")).unwrap();
        return;
    }
    assert!(found == wanted, "{page}, {name}: should be\n{wanted}");
}

struct Row {
    family: String,
    id: String,
    severity: String,
    /// What a finding does.
    does: &'static str,
    title: String,
    is_on: bool,
}

fn rules() -> Vec<Row> {
    let mut rules = Vec::new();
    for shipped in built_in() {
        let file: PolicyFile = shipped.parse().unwrap();
        let family = shipped.path.split('/').next().unwrap();
        for policy in &file.policies {
            let docs = file.documentation(policy.label);
            rules.push(Row {
                family: family.to_owned(),
                id: policy.label.to_string(),
                severity: docs.severity.to_string(),
                does: does(level_of(policy, &file)),
                title: docs.title.replace('|', "\\|"),
                is_on: !docs.off_by_default,
            });
        }
    }
    rules.sort_by(|a, b| (&a.family, &a.id).cmp(&(&b.family, &b.id)));
    rules.dedup_by(|a, b| a.id == b.id);
    rules
}

fn level_of(policy: &ResourcePolicy, file: &PolicyFile) -> Level {
    let literal = policy.level.as_ref().and_then(|level| level.as_literal()?.as_str().and_then(Level::parse));
    literal.unwrap_or(file.level)
}

fn does(level: Level) -> &'static str {
    match level {
        Level::Advisory => "is advice",
        Level::MandatoryOverridable => "needs an owner's approval",
        Level::Mandatory => "blocks",
    }
}

fn table(rules: &[Row]) -> String {
    let mut text = format!("{} rules.\n", rules.len());
    for family in rules.chunk_by(|a, b| a.family == b.family) {
        let name = &family[0].family;
        write!(text, "\n## {name}\n\n| rule | severity | a finding | what it wants |\n|---|---|---|---|\n")
            .unwrap();
        for Row { id, severity, does, title, is_on, .. } in family {
            let off = if *is_on { "" } else { " (off by default)" };
            writeln!(text, "| `{id}` | {severity} | {does} | {title}{off} |").unwrap();
        }
    }
    text
}

/// What no policy says.
fn of_the_check() -> String {
    let head = "| rule | severity | a finding | what it wants |\n|---|---|---|---|\n".to_owned();
    sekisho::check::OWN_RULES.iter().fold(head, |text, rule| {
        format!("{text}| `{}` | {} | {} | {} |\n", rule.id, rule.severity, does(rule.level), rule.title)
    })
}

fn families(rules: &[Row]) -> String {
    let mut text = format!(
        "[{} rules](docs/rules.md) of these families:\n\n| family | rules | for example |\n|---|--:|---|\n",
        rules.len()
    );
    for family in rules.chunk_by(|a, b| a.family == b.family) {
        let name = &family[0].family;
        // The worst of the family, the first of these.
        let worst = ["critical", "high", "medium"]
            .iter()
            .find_map(|s| family.iter().find(|r| r.severity == *s))
            .unwrap();
        writeln!(text, "| [`{name}`](docs/rules.md#{name}) | {} | {} |", family.len(), worst.title).unwrap();
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
    let blocks = page
        .split("```console\n")
        .skip(1)
        .filter(|rest| rest.starts_with("$ sekisho check"))
        .map(|rest| rest.split("```").next().unwrap());
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
    let rules = rules();
    check("docs/rules.md", "rules", &table(&rules));
    check("docs/rules.md", "own", &of_the_check());
    check("README.md", "families", &families(&rules));
    check("README.md", "report", &excerpt());
    check("README.md", "story", &story());
    check(
        "README.md",
        "policy",
        &format!("```hcl\n{}```\n", read("examples/policies/log_groups_expire.policy.hcl")),
    );
    check(
        "docs/policies.md",
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

/// The README and every page in `docs/`.
fn pages() -> Vec<String> {
    let docs = std::fs::read_dir(root().join("docs")).unwrap();
    let mut pages: Vec<String> =
        docs.map(|page| format!("docs/{}", page.unwrap().file_name().to_str().unwrap())).collect();
    pages.extend(["README.md", "examples/workflows/README.md"].map(str::to_owned));
    pages.sort();
    pages
}

/// Where a page names a file of the repository, it is there.
#[test]
fn the_files_that_the_pages_name_are_there() {
    for page in pages() {
        let text = read(&page);
        let named = text.split(['(', ')', '`', ' ', '\n']).filter(|word| {
            ["examples/", "tests/", "rules/", "src/", ".ci/", "data/"].iter().any(|f| word.starts_with(f))
        });
        let places = named.map(|word| word.split([':', '#']).next().unwrap());
        let missing: Vec<&str> = places.filter(|path| !root().join(path).exists()).collect();
        assert!(missing.is_empty(), "{page}: {missing:?}");
    }
}

/// What GitHub calls the place of a heading.
fn anchor(heading: &str) -> String {
    let letters = heading.trim_start_matches('#').trim().to_lowercase();
    letters
        .chars()
        .filter(|c| c.is_alphanumeric() || "-_ ".contains(*c))
        .collect::<String>()
        .replace(' ', "-")
}

/// A link to a page or to a heading leads there.
#[test]
fn links_lead_somewhere() {
    for page in pages() {
        let text = read(&page);
        let links = text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
        for link in links.filter(|link| !link.contains("://")) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let folder = root().join(&page);
            let target = if path.is_empty() { folder } else { folder.parent().unwrap().join(path) };
            assert!(target.exists(), "{page}: {link}");
            let found = || std::fs::read_to_string(&target).unwrap();
            let is_heading = |line: &str| line.starts_with('#') && anchor(line) == heading;
            assert!(heading.is_empty() || found().lines().any(is_heading), "{page}: {link}");
        }
    }
}

/// What a code block of the pages gives to a command of sekisho, by command.
fn given(text: &str) -> Vec<(String, String)> {
    let blocks = text.split("\n```").skip(1).step_by(2);
    let calls =
        blocks.flat_map(|block| block.split("sekisho ").skip(1).map(str::to_owned).collect::<Vec<_>>());
    let flags = |call: String| {
        let command = call.split_whitespace().next().unwrap_or_default().to_owned();
        let mut call = call;
        while let Some(from) = call.rfind("$(") {
            let to = call[from..].find(')').map_or(call.len(), |length| from + length + 1);
            call.replace_range(from..to, "");
        }
        // A call ends where another command begins, or a comment.
        let call = call.split(['#', '|', '`']).next().unwrap_or_default().to_owned();
        let call = call.split("\n\n").next().unwrap_or_default().to_owned();
        let words: Vec<String> = call.split_whitespace().map(str::to_owned).collect();
        let is_flag = |word: &&String| word.starts_with("--") && word.len() > 2;
        let plain =
            |word: &String| word.trim_end_matches(['\'', '"', ',']).split('=').next().unwrap().to_owned();
        words.iter().filter(is_flag).map(|word| (command.clone(), plain(word))).collect::<Vec<_>>()
    };
    calls.flat_map(flags).collect()
}

#[test]
fn the_flags_that_the_pages_give_are_there() {
    let mut seen = 0;
    for page in pages() {
        for (command, flag) in given(&read(&page)) {
            let help = std::process::Command::new(env!("CARGO_BIN_EXE_sekisho"))
                .args([&command, "--help"])
                .output()
                .unwrap();
            let help = String::from_utf8(help.stdout).unwrap();
            let known = help.split_whitespace().any(|word| word.trim_end_matches(',') == flag);
            assert!(known, "{page}: sekisho {command} has no {flag}");
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen}");
}
