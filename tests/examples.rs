//! The examples give the reports that they and the README show.
//!
//! `SEKISHO_BLESS=1 cargo test --test examples` writes the reports anew: read the difference before you commit it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test says what it expects by failing.

use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The report as it is printed, without the time it took, and the exit code.
fn report(example: &str) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["check", &format!("examples/{example}/plan.json")])
        .current_dir(root())
        .env_remove("GITHUB_ACTIONS")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    let lines = text.lines().map(|line| match line.rsplit_once(" in ") {
        Some((before, after)) if line.contains(" rules on ") && after.ends_with('s') => before.to_owned(),
        _ => line.to_owned(),
    });
    (lines.map(|line| line + "\n").collect(), output.status.code())
}

fn check(example: &str) {
    let (report, code) = report(example);
    let path = root().join("examples").join(example).join("expected.txt");
    if std::env::var_os("SEKISHO_BLESS").is_some() {
        std::fs::write(&path, &report).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(report == expected, "examples/{example}/expected.txt is not what is printed now:\n{report}");
    assert_eq!(code, Some(1));
}

#[test]
fn capacity_change() {
    check("capacity-change");
}

#[test]
fn web_service() {
    check("web-service");
}
