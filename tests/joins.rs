//! Joins on real plans of first-time creates: which resource belongs to which, before any of them has an id.
//!
//! Each folder of `tests/fixtures/plans/joins` holds the source, the plan that terraform made of it, and `expected.txt`:
//! one line `verdict rule address` for each pair of rule and resource, and no pair besides. A verdict that ought to be
//! another has the right one behind it: `unknown (pass: why not yet) rule address`. The test fails when the engine learns
//! it, so that the line is corrected; `SEKISHO_BLESS=1 cargo test --test joins` corrects the lines that have come right.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test says what it expects by failing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use sekisho::check::{Policies, Report, run};
use sekisho::policy;
use sekisho::terraform::load;

/// By rule and address.
type Verdicts = BTreeMap<(String, String), String>;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/plans/joins")
}

fn report(folder: &Path) -> Report {
    let plan = load(&folder.join("plan.json"), None).unwrap();
    let own = folder.join("joins.policy.hcl");
    let file = if own.exists() { own } else { fixtures().join("buckets.policy.hcl") };
    let policies = Policies { custom: policy::load(&file).unwrap(), ..Policies::default() };
    run(vec![plan.into()], &policies, Instant::now()).unwrap()
}

/// What is not pass, as a report tells it.
fn verdicts(report: &Report) -> Verdicts {
    let failed = report.findings.iter().map(|f| (f.rule, f.address, "fail"));
    let unknown = report.unknown.iter().map(|u| (u.rule, u.address, "unknown"));
    let errors = report.errors.iter().map(|e| (e.rule, e.address, "error"));
    failed
        .chain(unknown)
        .chain(errors)
        .map(|(rule, address, v)| ((rule.to_string(), address.to_string()), v.to_owned()))
        .collect()
}

/// A line of `expected.txt`: today's verdict, and the right one where that is another.
struct Line<'t> {
    now: &'t str,
    right: &'t str,
    pair: (String, String),
}

impl<'t> Line<'t> {
    fn parse(line: &'t str) -> Self {
        let (now, rest) = line.split_once(' ').unwrap();
        let (right, pair) = match rest.strip_prefix('(') {
            Some(noted) => {
                let (note, pair) = noted.split_once(") ").unwrap();
                (note.split(':').next().unwrap(), pair)
            }
            None => (now, rest),
        };
        let (rule, address) = pair.split_once(' ').unwrap();
        Self { now, right, pair: (rule.to_owned(), address.to_owned()) }
    }
}

fn check(name: &str) {
    let folder = fixtures().join(name);
    let path = folder.join("expected.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let report = report(&folder);
    let mut found = verdicts(&report);
    let (mut wrong, mut corrected) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let Line { now, right, pair } = Line::parse(line);
        let verdict = found.remove(&pair).unwrap_or_else(|| "pass".to_owned());
        let (rule, address) = &pair;
        if verdict != now {
            let learnt = if verdict == right { " (which is right: take away the note)" } else { "" };
            wrong.push(format!(
                "{rule} {address}: expected {now}, got {verdict}{learnt}{}",
                why(&report, &pair)
            ));
        }
        let keep = verdict != right || now == right;
        corrected.push(if keep { line.to_owned() } else { format!("{right} {rule} {address}") });
    }
    wrong.extend(
        found.iter().map(|((rule, address), v)| format!("{rule} {address}: {v}, but is not expected at all")),
    );
    if std::env::var_os("SEKISHO_BLESS").is_some() {
        std::fs::write(&path, corrected.join("\n") + "\n").unwrap();
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    assert_eq!(report.counts.evaluated, text.lines().count(), "{name}: pairs of rule and resource");
}

fn why(report: &Report, (rule, address): &(String, String)) -> String {
    let undecided = report.unknown.iter().find(|u| *u.rule == **rule && *u.address == **address);
    let causes = undecided
        .map(|u| u.because.iter().map(|c| format!("\n    {}: {}", c.path, c.why)).collect::<String>());
    let errors = report.errors.iter().filter(|e| *e.rule == **rule && *e.address == **address);
    causes.unwrap_or_default() + &errors.map(|e| format!("\n    {}", e.diagnostic)).collect::<String>()
}

macro_rules! joins {
    ($($name:ident),+ $(,)?) => {
        $(#[test] fn $name() { check(stringify!($name)); })+

        #[test]
        fn every_folder_is_checked() {
            let mut folders: Vec<String> = std::fs::read_dir(fixtures()).unwrap()
                .map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
                .map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
            folders.sort();
            assert_eq!(folders, [$(stringify!($name)),+]);
        }
    };
}

joins! {
    buckets_across_modules,
    buckets_by_reference,
    buckets_counted,
    buckets_for_each,
    buckets_named_after_one,
    buckets_possible,
    buckets_through_locals,
    database_route_to_internet,
    ecs_service_logs,
    load_balancer_waf,
    names_with_prefix,
}
