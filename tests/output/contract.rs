//! What `docs/report.md` says of the JSON report is all that there is in it, and nothing else.
//! Where nothing of a kind was found, nothing says what keys it has; so all reports of the tests are looked at.

use std::collections::BTreeSet;
use std::path::Path;

use sekisho::check::{Gate, Info, NamedAccount, Passage, Report};
use sekisho::output::{Format, Style, render};
use sekisho::text::{Diagnostic, Level};
use serde_json::Value;

use crate::hand_made::small;

/// Keys that stand for others: a place has the keys of `findings[].location` wherever it is, and some keys are data.
const DATA: [&str; 3] = ["summary.by_severity", "findings[].capacity.before", "findings[].capacity.after"];
const PLACE: [&str; 5] = ["file", "line", "column", "end_line", "end_column"];

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) if !DATA.contains(&path) => {
            for (name, value) in fields {
                let is_place = PLACE.contains(&name.as_str());
                let known = path == "findings[].location" || path.ends_with("responsible");
                if is_place && !known && !path.ends_with("rules[]") {
                    continue;
                }
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                keys(value, &path, found);
            }
            if !path.is_empty() {
                found.insert(path.to_owned());
            }
        }
        Value::Array(items) => {
            found.insert(format!("{path}[]"));
            items.iter().for_each(|item| keys(item, &format!("{path}[]"), found));
        }
        _ => {
            found.insert(path.to_owned());
        }
    }
}

/// A report with what those of the snapshots have nothing of.
fn with_the_rest() -> Report {
    let mut report = small();
    let id = "1".repeat(12);
    report.inputs[0].account = Some(NamedAccount { id, name: Some("live".to_owned()) });
    let rule = report.findings[0].rule;
    report.inputs[0].infos = vec![Info { rule, address: "a.b".into(), message: String::new() }];
    let location = report.findings[0].location.clone().unwrap();
    report.findings[0].chain = vec![Passage { what: "used".to_owned(), location }];
    report.warnings = vec![Diagnostic::bare(Level::Warning, "x")];
    report.gate = Some(Gate { unread: Some("it said no".to_owned()), ..Gate::default() });
    report
}

#[test]
fn the_page_about_the_report_has_every_key() {
    let page = text("docs/report.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let documented: BTreeSet<String> = rows.map(str::to_owned).collect();
    let mut written = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/output/snapshots");
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_name().to_string_lossy().ends_with(".json.snap") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let json = text.splitn(3, "---\n").nth(2).unwrap();
            keys(&serde_json::from_str(json).unwrap(), "", &mut written);
        }
    }
    let rest = render(Format::Json, &with_the_rest(), &Style::default());
    keys(&serde_json::from_str(&rest).unwrap(), "", &mut written);
    let missing: Vec<_> = written.difference(&documented).collect();
    assert!(missing.is_empty(), "docs/report.md does not say what these are: {missing:?}");
    let gone: Vec<_> = documented.difference(&written).collect();
    assert!(gone.is_empty(), "docs/report.md speaks of keys that no report of the tests has: {gone:?}");
}
