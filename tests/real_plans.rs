//! The plans of public modules in `../shared/plans/real`, where that folder stands beside the checkout.
//!
//! What holds for any plan is asserted; the figures are printed (`cargo test --test real_plans -- --nocapture`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // A test says what it expects by failing.

use std::path::{Path, PathBuf};
use std::time::Instant;

use sekisho::check::{Policies, Report, run};
use sekisho::terraform::Plan;
use sekisho::text::Source;

/// The plans; none where the folder is not there.
fn plans() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/plans/real");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.to_string_lossy().ends_with(".plan.json.gz"))
        .collect();
    paths.sort();
    paths
}

fn text(path: &Path) -> String {
    let output = std::process::Command::new("gzip").arg("-dc").arg(path).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn report(name: &str, text: &str) -> Report {
    let plan = Plan::read(Source::new(name, text.to_owned())).unwrap();
    let policies = Policies { built_in: true, ..Policies::default() };
    run(vec![plan.into()], &policies, Instant::now()).unwrap()
}

/// All of a report but the time it took.
fn content(report: &Report) -> String {
    format!("{:?}{:?}{:?}{:?}", report.findings, report.unknown, report.errors, report.counts)
}

#[test]
fn real_plans() {
    let (mut evaluated, mut unknown, mut for_source, mut unexplained) = (0, 0, 0, Vec::new());
    for path in plans() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = text(&path);
        let report = report(&name, &text);
        let errors: Vec<String> = report.errors.iter().map(|e| e.diagnostic.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {}", errors.join("\n"));
        let counts = report.counts;
        assert_eq!(counts.evaluated, counts.passed + counts.failed + counts.unknown, "{name}");
        let mute = report.unknown.iter().filter(|u| u.because.is_empty());
        unexplained.extend(mute.map(|u| format!("{name}: {} {}", u.rule, u.address)));
        assert_eq!(content(&report), content(&self::report(&name, &text)), "{name}: two runs differ");
        println!(
            "{name:<40} {:>4} evaluated {:>4} failed {:>3} unknown ({})",
            counts.evaluated,
            counts.failed,
            counts.unknown,
            share(counts.unknown, counts.evaluated)
        );
        evaluated += counts.evaluated;
        unknown += counts.unknown;
        for_source += report.unknown.iter().filter(|u| u.needs_source()).count();
    }
    let rest = unknown - for_source;
    println!("together: {unknown} of {evaluated} unknown ({})", share(unknown, evaluated));
    println!(
        "of these {for_source} ask for the source; without them {}",
        share(rest, evaluated - for_source)
    );
    assert!(unexplained.is_empty(), "undecided without a reason:\n{}", unexplained.join("\n"));
}

fn share(part: usize, whole: usize) -> String {
    let tenths = part * 1000 / whole.max(1);
    format!("{}.{} %", tenths / 10, tenths % 10)
}
