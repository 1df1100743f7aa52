//! Every format over a small report made by hand and over the reports of real plans.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod contract;
mod hand_made;
mod on_pull_request;

use std::path::Path;
use std::time::{Duration, Instant};

use sekisho::check::{self, Policies, Report};
use sekisho::output::{Format, Paint, Style, render};
use sekisho::terraform;

use pulldown_cmark::{Event, Tag};

use hand_made::{decided, hostile, of_broken_sources, of_modules, small, with_unknowns_only};

const CHANGES: [&str; 9] = [
    "asg_scale",
    "db_replaced",
    "drift",
    "dynamodb_capacity",
    "ecs_desired_count",
    "iam_user_added",
    "module_refactor",
    "rds_resize",
    "s3_lifecycle_removed",
];

/// The report on a plan of the fixtures, with a duration that is always the same.
fn of_change(name: &str) -> Report {
    let path = format!("tests/fixtures/plans/changes/{name}/plan.json");
    let plan = terraform::load(Path::new(&path), None).unwrap();
    let policies = Policies { built_in: true, ..Policies::default() };
    let mut report = check::run(vec![plan.into()], &policies, Instant::now()).unwrap();
    report.duration = Duration::from_millis(12);
    report
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Human => "txt",
        Format::Json => "json",
        Format::Sarif => "sarif",
        Format::Github => "log",
        Format::Markdown => "md",
        Format::Counts => "counts",
    }
}

fn snapshot(name: &str, report: &Report) {
    for format in Format::ALL {
        let text = render(format, report, &Style::default()).replace(env!("CARGO_PKG_VERSION"), "VERSION");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("{name}.{}", extension(format)), text);
        });
    }
}

#[test]
fn a_small_report_in_every_format() {
    snapshot("small", &small());
}

#[test]
fn approvals_in_every_format() {
    snapshot("decided", &decided());
}

#[test]
fn a_report_without_findings_in_every_format() {
    snapshot("undecided", &with_unknowns_only());
}

#[test]
fn what_could_not_be_read_in_every_format() {
    snapshot("broken", &of_broken_sources());
}

#[test]
fn real_changes_in_every_format() {
    for name in CHANGES {
        snapshot(name, &of_change(name));
    }
}

#[test]
fn colours_only_where_asked_for() {
    let style = Style { paint: Paint::new(true), width: Some(60), ..Style::default() };
    let coloured = render(Format::Human, &small(), &style);
    assert!(coloured.contains("\u{1b}[1m"), "{coloured}");
    for format in Format::ALL {
        assert!(!render(format, &small(), &Style::default()).contains('\u{1b}'), "{format:?}");
    }
    let plain = anstream::adapter::strip_str(&coloured).to_string();
    assert!(
        plain.contains("  fix:  Do what is asked for, which takes a few words more\n        than fit on"),
        "{plain}"
    );
}

#[test]
fn a_definition_is_said_once_however_often_its_module_is_called() {
    let report = of_modules();
    snapshot("modules", &report);
    let text = render(Format::Human, &report, &Style::default());
    assert_eq!(text.matches("Volume 4 is not encrypted.").count(), 1, "{text}");
    assert!(text.contains("15 instances, 4 callers") && text.contains("and 5 more\n"), "{text}");
    let sarif: serde_json::Value =
        serde_json::from_str(&render(Format::Sarif, &report, &Style::default())).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    assert_eq!(results[0]["locations"][0]["logicalLocations"].as_array().unwrap().len(), 15);
    let json: serde_json::Value =
        serde_json::from_str(&render(Format::Json, &report, &Style::default())).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 19);
}

/// The same words at one place about one resource are two findings still: somebody meant to say two things.
#[test]
fn what_is_said_twice_of_one_resource_stays_two() {
    let mut report = of_modules();
    let twice = report.findings[0].clone();
    report.findings = vec![twice.clone(), twice];
    let text = render(Format::Github, &report, &Style::default());
    assert_eq!(text.lines().filter(|line| line.starts_with("::error ")).count(), 2, "{text}");
}

/// Ten annotations are kept, and a definition takes one of them.
#[test]
fn annotations_are_counted_by_definition() {
    let mut report = of_modules();
    let finding = report.findings[0].clone();
    report.findings = (0..25)
        .map(|at| check::Finding {
            address: format!("module.m[{at}].aws_ebs_volume.v").as_str().into(),
            ..finding.clone()
        })
        .collect();
    let text = render(Format::Github, &report, &Style::default());
    let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("::error ")).collect();
    assert_eq!(errors.len(), 1, "{text}");
    assert!(errors[0].contains("25 instances, 1 caller: ") && errors[0].contains(" and 20 more."), "{text}");
}

#[test]
fn two_runs_say_the_same() {
    for name in CHANGES {
        let (one, two) = (of_change(name), of_change(name));
        for format in Format::ALL {
            let style = Style::default();
            assert!(render(format, &one, &style) == render(format, &two, &style), "{name} as {format:?}");
        }
    }
}

#[test]
fn json_holds_to_the_contract() {
    let report: serde_json::Value =
        serde_json::from_str(&render(Format::Json, &small(), &Style::default())).unwrap();
    let keys =
        |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(report["version"], 1);
    assert_eq!(
        keys(&report),
        "errors findings gate infos inputs problems rules summary unknown version warnings"
    );
    assert_eq!(keys(&report["inputs"][0]), "account complete kind path resources root terraform_version");
    assert_eq!(
        keys(&report["findings"][0]),
        "address approval attributes blocks capacity chain enforcement_level fingerprint input location message notes operation owners responsible root rule severity status suppression title"
    );
    assert_eq!(keys(&report["findings"][0]["location"]), "column end_column end_line file line");
    assert_eq!(
        keys(&report["unknown"][0]),
        "address because causes enforcement_level input needs_source root rule severity"
    );
    assert_eq!(keys(&report["errors"][0]), "address input location message root rule");
    assert_eq!(
        keys(&report["summary"]),
        "approved baseline blocking by_severity duration_ms evaluated failed findings needs_approval passed resources rules suppressed unknown"
    );
    assert_eq!(keys(&report["summary"]["by_severity"]), "critical high info low medium");
}

#[test]
fn sarif_is_valid() {
    let schema = std::fs::read_to_string("tests/fixtures/sarif/sarif-schema-2.1.0.json").unwrap();
    let schema = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut reports =
        vec![small(), with_unknowns_only(), decided(), hostile(), of_modules(), of_broken_sources()];
    reports.extend(CHANGES.map(of_change));
    for report in reports {
        let sarif = serde_json::from_str(&render(Format::Sarif, &report, &Style::default())).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&sarif).map(|e| format!("{}: {e}", e.instance_path)).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
    let broken = serde_json::json!({ "version": "2.1.0" });
    assert!(!validator.is_valid(&broken), "the schema refuses nothing");
}

#[test]
fn sarif_leaves_nothing_out_in_silence() {
    let mut report = small();
    let finding = report.findings[0].clone();
    report.findings = vec![finding; 25_003];
    let sarif: serde_json::Value =
        serde_json::from_str(&render(Format::Sarif, &report, &Style::default())).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    let said = run["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(said.contains("3 further findings are left out"), "{said}");
}

/// Name, properties and message.
type RunnerCommand = (String, Vec<(String, String)>, String);

/// What GitHub's runner makes of a line: a command's name, properties and message, or nothing. As in its
/// `ActionCommand.TryParseV2`; its older `##[…]` form acts anywhere in a line.
fn runner_reads(line: &str) -> Option<RunnerCommand> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, data) = rest.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let unescape = |text: &str| {
        [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
            .iter()
            .fold(text.to_owned(), |text, (code, c)| text.replace(code, c))
    };
    let properties = properties.split(',').filter_map(|p| p.split_once('='));
    let properties = properties.map(|(key, value)| (key.to_owned(), unescape(value))).collect();
    Some((name.to_owned(), properties, unescape(data)))
}

#[test]
fn github_reads_nothing_but_our_commands() {
    let report = hostile();
    let text = render(Format::Github, &report, &Style::default());
    let mut commands: Vec<_> = text.lines().filter_map(runner_reads).collect();
    let first = report.errors.len() + report.inputs[0].problems.len();
    let (kind, _, note) = commands.remove(first + report.findings.len());
    assert!(kind == "notice" && note.contains("::error::owned"), "{kind} {note}");
    assert_eq!(commands.len(), report.findings.len() + report.unknown.len() + first, "{text}");
    for ((name, properties, message), finding) in commands.iter().skip(first).zip(&report.findings) {
        assert_eq!(name, "error");
        let keys: Vec<&str> = properties.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["file", "line", "endLine", "col", "endColumn", "title"]);
        let title = &properties.last().unwrap().1;
        assert!(title.contains(finding.rule.as_str().split('\u{1b}').next().unwrap()), "{title}");
        assert!(message.contains("100%") && message.contains("::error::owned,\"'"), "{message}");
    }
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}') && !text.contains('\r'), "{text:?}");
}

#[test]
fn no_format_acts_in_a_log() {
    let report = hostile();
    for format in [Format::Human, Format::Json, Format::Sarif, Format::Markdown] {
        let text = render(format, &report, &Style::default());
        for line in text.lines() {
            assert!(runner_reads(line).is_none(), "{format:?}: {line}");
            assert!(!line.contains("##[") && !line.contains("##vso["), "{format:?}: {line}");
            let acts = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!line.chars().any(acts), "{format:?}: {line:?}");
        }
    }
}

#[test]
fn github_keeps_ten_of_each_kind_and_says_how_many_more() {
    let mut report = small();
    let finding = report.findings[0].clone();
    report.findings = vec![finding; 25];
    report.errors.clear();
    let text = render(Format::Github, &report, &Style::default());
    let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("::error ")).collect();
    assert_eq!(errors.len(), 10);
    assert!(errors[9].contains("title=16 errors more::"), "{}", errors[9]);
}

#[test]
fn markdown_stays_under_a_mebibyte_and_means_nothing() {
    let mut report = small();
    let finding = report.findings[0].clone();
    report.findings = (0..20_000)
        .map(|at| check::Finding { rule: format!("rule_{at}").as_str().into(), ..finding.clone() })
        .collect();
    let text = render(Format::Markdown, &report, &Style::default());
    assert!(text.len() < 1024 * 1024, "{}", text.len());
    assert!(text.contains("would not fit here"), "{}", &text[text.len() - 300..]);
    report.findings = vec![finding; 1_234];
    let text = render(Format::Markdown, &report, &Style::default());
    assert!(text.contains("| 1,234 |") && text.contains("- **and 1,034 more**"), "{text}");
    let text = render(Format::Markdown, &hostile(), &Style::default());
    let (mut html, mut links, mut mentions) = (Vec::new(), Vec::new(), String::new());
    for event in pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all()) {
        match event {
            Event::Html(tag) | Event::InlineHtml(tag) => html.push(tag.trim().to_owned()),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.to_string());
            }
            Event::Text(text) => mentions.push_str(&text),
            _ => {}
        }
    }
    html.retain(|tag| {
        !["<br>", "<details>", "</details>"].contains(&tag.as_str()) && !tag.starts_with("<details><summary>")
    });
    assert!(html.is_empty() && links.is_empty(), "{html:?} {links:?}");
    assert!(
        !mentions.contains("@o") && !mentions.contains("#1") && mentions.contains("@\u{200b}octocat"),
        "{mentions}"
    );
}
