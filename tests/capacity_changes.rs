//! Changes of capacity in plans: what is said of them, at which place, and what an owner lets pass.
//!
//! `INSTA_UPDATE=always cargo test --test capacity_changes` writes the listing of the real changes anew: read every line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test says what it expects by failing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use sekisho::check::{Finding, Policies, Report, Thresholds, run};
use sekisho::output::{Format, Style, render};
use sekisho::policy::{Adjustment, Level, RulePattern, Severity};
use sekisho::terraform::capacity::{Change, Dimension, Direction, changes};
use sekisho::terraform::{Projection, SourceOptions, StaticPlan, load};
use sekisho::value::Number;
use serde_json::{Value, json};

/// The rules that are about capacity, those that are off by default too where they are named.
fn policies(skip: &[&str]) -> Policies {
    let pattern = |text: &str| RulePattern::new(text).unwrap();
    let own = ["capacity_*_change", "capacity_scale_*", "capacity_storage_*", "capacity_stateful_created"];
    let selection = sekisho::check::Selection::new(
        own.iter().copied().map(pattern).collect(),
        skip.iter().copied().map(pattern).collect(),
        None,
    );
    Policies { built_in: true, selection, ..Policies::default() }
}

fn checked(path: &Path, policies: &Policies) -> Report {
    run(vec![load(path, None).unwrap().into()], policies, Instant::now()).unwrap()
}

/// A line for each change: address, words, class, direction, percent, dimension, stateful; then the rules that speak of
/// it, with their levels, else that it waits for the apply.
fn listing(path: &Path) -> String {
    let plan = load(path, None).unwrap();
    let graph = plan.graph(&Projection::everything()).unwrap();
    let report = checked(path, &policies(&[]));
    let mut lines = String::new();
    for change in changes(&graph, &|_| true) {
        let said = report.findings.iter().filter(|finding| is_about(finding, &change));
        let said: Vec<String> = said.map(|f| format!("{} {}", f.level.as_str(), f.rule)).collect();
        let waits = report.unknown.iter().filter(|u| u.address == change.address);
        let waits = waits.filter(|u| u.because.iter().any(|cause| cause.path == change.path));
        let waits: Vec<String> = waits.map(|u| format!("unknown {}", u.rule)).collect();
        let Change { address, words, class, dimension, stateful, .. } = &change;
        let direction = change.direction.map_or("unknown", Direction::as_str);
        let percent = change.percent.as_ref().map_or_else(|| "-".to_owned(), Number::to_string);
        let held = if *stateful { "stateful" } else { "stateless" };
        let (class, dimension) = (class.as_str(), dimension.as_str());
        let _ = writeln!(lines, "  {address}: {words}");
        let _ = writeln!(lines, "    {class} {direction} {percent} {dimension} {held}");
        let _ = writeln!(lines, "    {}", [said, waits].concat().join(", "));
    }
    if lines.is_empty() { "  nothing\n".to_owned() } else { lines }
}

fn is_about(finding: &Finding, change: &Change) -> bool {
    let capacity = finding.capacity.as_ref().expect("a change");
    let path = (!change.path.is_empty()).then_some(&change.path);
    finding.address == change.address
        && capacity.path.as_ref() == path
        && capacity.class == change.class.as_str()
}

#[test]
fn the_changes_of_real_plans() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/plans/changes");
    let mut plans: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    plans.sort();
    let mut text = String::new();
    for plan in plans {
        let name = plan.file_name().unwrap().to_string_lossy().into_owned();
        let _ = write!(text, "{name}\n{}", listing(&plan.join("plan.json")));
    }
    insta::assert_snapshot!(text);
}

/// A folder with a plan, and its source.
struct Stack(PathBuf);

impl Stack {
    fn new(name: &str, source: &str, resources: &[Value]) -> Self {
        let folder = std::env::temp_dir().join(format!("sekisho-capacity-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        if !source.is_empty() {
            std::fs::write(folder.join("main.tf"), source).unwrap();
        }
        let plan =
            json!({ "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": resources });
        std::fs::write(folder.join("plan.json"), serde_json::to_string_pretty(&plan).unwrap()).unwrap();
        Self(folder)
    }

    fn checked(&self, policies: &Policies) -> Report {
        let mut plan = load(&self.0.join("plan.json"), None).unwrap();
        if self.0.join("main.tf").exists() {
            let source = StaticPlan::read(&self.0, &SourceOptions::default()).unwrap();
            plan.written = Some(source.into());
        }
        run(vec![plan.into()], policies, Instant::now()).unwrap()
    }

    /// `rule address: message`, sorted.
    fn said(&self, policies: &Policies) -> Vec<String> {
        let report = self.checked(policies);
        let mut said: Vec<String> = report
            .findings
            .iter()
            .map(|f| format!("{} {}: {}", f.rule.trim_start_matches("capacity_"), f.address, f.message))
            .collect();
        said.sort();
        said
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn resource(address: &str, actions: &[&str], before: &Value, after: &Value) -> Value {
    let plain = address.split('.').rev().take(2).collect::<Vec<_>>();
    let (name, key) = match plain[0].split_once('[') {
        Some((name, key)) => (name, serde_json::from_str(key.trim_end_matches(']')).unwrap()),
        None => (plain[0], Value::Null),
    };
    let module = address.split(plain[1]).next().unwrap().trim_end_matches('.');
    let mut entry = json!({
        "address": address, "mode": "managed", "type": plain[1], "name": name,
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": { "actions": actions, "before": before, "after": after, "after_unknown": {},
            "before_sensitive": {}, "after_sensitive": {} },
    });
    if !key.is_null() {
        entry["index"] = key;
    }
    if !module.is_empty() {
        entry["module_address"] = json!(module);
    }
    entry
}

fn update(address: &str, before: &Value, after: &Value) -> Value {
    resource(address, &["update"], before, after)
}

fn same(address: &str) -> Value {
    resource(address, &["no-op"], &json!({}), &json!({}))
}

fn new(address: &str) -> Value {
    resource(address, &["create"], &Value::Null, &json!({}))
}

fn gone(address: &str) -> Value {
    resource(address, &["delete"], &json!({}), &Value::Null)
}

#[test]
fn a_block_with_another_number_of_instances_is_one_change() {
    let web = "aws_ecs_service.web";
    let stack = Stack::new(
        "out",
        "",
        &[same("aws_ecs_service.web[0]"), same("aws_ecs_service.web[1]"), new("aws_ecs_service.web[2]")],
    );
    let with = "with aws_ecs_service.web[2]";
    assert_eq!(stack.said(&policies(&[])), [format!("ecs_change {web}: instances 2 → 3 (+50 %), {with}")]);

    let db = |key: &str| format!("aws_db_instance.main[\"{key}\"]");
    let stack = Stack::new("in", "", &[same(&db("a")), gone(&db("b")), same(&db("c"))]);
    let without = format!("instances 3 → 2 (-33 %), without {}", db("b"));
    assert_eq!(
        stack.said(&policies(&[])),
        [format!("scale_in_of_stateful_reviewed aws_db_instance.main: {without}")]
    );

    // As many as before, but not the same.
    let stack = Stack::new("other", "", &[same(&db("a")), gone(&db("b")), new(&db("c"))]);
    assert_eq!(
        stack.said(&policies(&[])),
        [
            format!("scale_in_of_stateful_reviewed {}: aws_db_instance is removed", db("b")),
            format!("stateful_created {}: aws_db_instance is created", db("c"))
        ]
    );
}

#[test]
fn instances_of_modules_count_and_first_ones_do_not() {
    let inside = |key: &str| format!("module.svc[\"{key}\"].aws_ecs_service.api");
    let stack = Stack::new("module", "", &[same(&inside("a")), new(&inside("b"))]);
    let said = stack.said(&policies(&[]));
    let with = format!("instances 1 → 2 (+100 %), with {}", inside("b"));
    assert_eq!(said, [format!("ecs_change module.svc.aws_ecs_service.api: {with}")]);

    let first = Stack::new("first", "", &[new("aws_ecs_service.web[0]"), new("aws_ecs_service.web[1]")]);
    assert_eq!(first.said(&policies(&[])), Vec::<String>::new());
    let last = Stack::new("last", "", &[gone("aws_ecs_service.web[0]"), gone("aws_ecs_service.web[1]")]);
    assert_eq!(last.said(&policies(&[])).len(), 1);
    let plain = Stack::new("plain", "", &[gone("aws_ecs_service.web")]);
    assert_eq!(plain.said(&policies(&[])), Vec::<String>::new());
    // Terraform moves the only one to the first of several by itself.
    let mut moved = same("aws_ecs_service.web[0]");
    moved["previous_address"] = json!("aws_ecs_service.web");
    let several = Stack::new("several", "", &[moved, new("aws_ecs_service.web[1]")]);
    assert_eq!(several.said(&policies(&[])).len(), 1);
}

#[test]
fn a_number_of_instances_stands_where_it_is_written() {
    let source = "locals {\n  copies = 3\n}\n\nresource \"aws_ecs_service\" \"web\" {\n  count = local.copies\n  name  = \"web\"\n}\n";
    let stack = Stack::new(
        "place",
        source,
        &[same("aws_ecs_service.web[0]"), same("aws_ecs_service.web[1]"), new("aws_ecs_service.web[2]")],
    );
    let report = stack.checked(&policies(&[]));
    let place = report.findings[0].location.as_ref().unwrap();
    assert!(place.file.ends_with("main.tf") && place.line == 2, "{place:?}");

    let fewer = [same("aws_ecs_service.web[0]"), gone("aws_ecs_service.web[1]")];
    let stack = Stack::new("place-in", &source.replace("= 3", "= 1"), &fewer);
    let report = stack.checked(&policies(&[]));
    assert_eq!(report.findings[0].location.as_ref().unwrap().line, 2);
}

/// Who decides how many there are of a module is who calls it, not who wrote it.
#[test]
fn a_number_of_modules_stands_where_it_is_written() {
    let module = "resource \"aws_ecs_service\" \"web\" {\n  count = 2\n  name  = \"web\"\n}\n";
    let call = |count: &str| format!("module \"svc\" {{\n  source = \"./svc\"\n  {count}\n}}\n");
    let web = |svc: &str, web: i32| format!("module.svc[{svc}].aws_ecs_service.web[{web}]");
    let two = |svc: &str, make: &dyn Fn(&str) -> Value| [make(&web(svc, 0)), make(&web(svc, 1))];
    let place = |name: &str, source: &str, changes: &[Value]| {
        let stack = Stack::new(name, source, changes);
        std::fs::create_dir(stack.0.join("svc")).unwrap();
        std::fs::write(stack.0.join("svc/main.tf"), module).unwrap();
        let report = stack.checked(&policies(&[]));
        let (place, found) = (report.findings[0].location.clone().unwrap(), report.findings.len());
        let file = Path::new(&place.file).strip_prefix(&stack.0).unwrap().display().to_string();
        (found, file, place.line)
    };
    let main = |line: usize| (1, "main.tf".to_owned(), line);
    let more = [two("0", &same), two("1", &new)].concat();
    assert_eq!(place("more", &call("count = 2"), &more), main(3));
    let fewer = [two("0", &same), two("1", &gone)].concat();
    assert_eq!(place("fewer", &call("count = 1"), &fewer), main(3));
    let keyed = [two("\"a\"", &same), two("\"b\"", &new)].concat();
    let keys = "locals {\n  keys = [\"a\", \"b\"]\n}\n";
    assert_eq!(place("keyed", &(keys.to_owned() + &call("for_each = toset(local.keys)")), &keyed), main(2));
    let none = [two("0", &gone), two("1", &gone)].concat();
    assert_eq!(place("none", &call("count = 0"), &none), main(3));
    let within = [same(&web("0", 0)), new(&web("0", 1))];
    assert_eq!(place("within", &call("count = 1"), &within), (1, "svc/main.tf".to_owned(), 2));
}

#[test]
fn a_stricter_rule_speaks_alone_and_others_where_it_is_silent() {
    let table = |read: i64, write: i64| json!({ "read_capacity": read, "write_capacity": write });
    let stack = Stack::new("yield", "", &[update("aws_dynamodb_table.t", &table(10, 10), &table(5, 20))]);
    assert_eq!(
        stack.said(&policies(&[])),
        [
            "dynamodb_change aws_dynamodb_table.t: write_capacity 10 → 20 (+100 %)",
            "scale_in_of_stateful_reviewed aws_dynamodb_table.t: read_capacity 10 → 5 (-50 %)"
        ]
    );
    assert_eq!(
        stack.said(&policies(&["capacity_scale_*"])),
        [
            "dynamodb_change aws_dynamodb_table.t: read_capacity 10 → 5 (-50 %)",
            "dynamodb_change aws_dynamodb_table.t: write_capacity 10 → 20 (+100 %)"
        ]
    );
}

/// What the settings have made of the stricter rule must not be the end of the others.
#[test]
fn a_rule_gives_way_only_to_one_that_says_as_much() {
    let less = [update("aws_db_instance.d", &json!({ "iops": 200 }), &json!({ "iops": 100 }))];
    let stack = Stack::new("weak", "", &less);
    let said = |level: Option<Level>, severity: Option<Severity>| {
        let rules = RulePattern::new("capacity_scale_in_of_stateful_reviewed").unwrap();
        let adjustments = vec![Adjustment { rules, level, severity }];
        stack.said(&Policies { adjustments, ..policies(&[]) }).len()
    };
    assert_eq!(said(Some(Level::MandatoryOverridable), None), 1);
    assert_eq!(said(Some(Level::Advisory), None), 2);
    assert_eq!(said(None, Some(Severity::Low)), 2);
    assert_eq!(said(Some(Level::Mandatory), Some(Severity::Critical)), 1);
}

#[test]
fn an_approval_is_of_these_values_and_of_nothing_else() {
    let service = |count: i64, name: &str| json!({ "desired_count": count, "name": name });
    let digest = |name: &str, before: &Value, after: &Value| {
        let stack = Stack::new(name, "", &[update("aws_ecs_service.api", before, after)]);
        let report = stack.checked(&policies(&[]));
        assert_eq!(report.findings.len(), 1);
        (report.findings[0].change.clone().unwrap(), report.findings[0].fingerprint.clone())
    };
    let (first, fingerprint) = digest("twelve", &service(6, "api"), &service(12, "api"));
    let (more, same_fingerprint) = digest("more", &service(6, "api"), &service(24, "api"));
    let (other, _) = digest("unrelated", &service(6, "api"), &service(12, "renamed"));
    assert_ne!(first, more);
    assert_eq!(first, other);
    assert_eq!(fingerprint, same_fingerprint);
}

#[test]
fn a_secret_is_nowhere() {
    let mut entry =
        update("aws_ecs_service.api", &json!({ "desired_count": 4711 }), &json!({ "desired_count": 8150 }));
    entry["change"]["before_sensitive"] = json!({ "desired_count": true });
    entry["change"]["after_sensitive"] = json!({ "desired_count": true });
    let stack = Stack::new("secret", "", &[entry]);
    let report = stack.checked(&policies(&[]));
    assert_eq!(report.findings[0].message, "desired_count (sensitive) → (sensitive)");
    assert_eq!(report.findings[0].change, None);
    for format in Format::ALL {
        let text = render(format, &report, &Style::default());
        assert!(!text.contains("4711") && !text.contains("8150") && !text.contains("73."), "{text}");
    }
}

#[test]
fn small_steps_need_no_approval_where_a_team_says_so() {
    let changes = [
        update("aws_ecs_service.little", &json!({ "desired_count": 10 }), &json!({ "desired_count": 11 })),
        update("aws_ecs_service.much", &json!({ "desired_count": 10 }), &json!({ "desired_count": 12 })),
        update("aws_ecs_service.from_none", &json!({ "desired_count": 0 }), &json!({ "desired_count": 1 })),
        update("aws_lambda_function.f", &json!({ "memory_size": 100 }), &json!({ "memory_size": 110 })),
        update("aws_dynamodb_table.less", &json!({ "read_capacity": 100 }), &json!({ "read_capacity": 99 })),
        update("aws_dynamodb_table.more", &json!({ "read_capacity": 100 }), &json!({ "read_capacity": 101 })),
        update(
            "aws_instance.size",
            &json!({ "instance_type": "t3.small" }),
            &json!({ "instance_type": "t3.medium" }),
        ),
    ];
    let stack = Stack::new("small", "", &changes);
    let thresholds = Thresholds { all: Some(20.0), each: vec![(Dimension::Vertical, 5.0)] };
    let report = stack.checked(&Policies { thresholds, ..policies(&[]) });
    let mut gated: Vec<&str> =
        report.findings.iter().filter(|f| f.level != Level::Advisory).map(|f| f.address.as_str()).collect();
    gated.sort_unstable();
    assert_eq!(
        gated,
        [
            "aws_dynamodb_table.less",
            "aws_ecs_service.from_none",
            "aws_ecs_service.much",
            "aws_instance.size",
            "aws_lambda_function.f"
        ]
    );
    assert_eq!(report.findings.len(), 7);
    let small = report.findings.iter().find(|f| f.address.as_str() == "aws_ecs_service.little").unwrap();
    assert_eq!(small.change, None);
    assert!(small.notes[0].contains("less than 20 %"), "{:?}", small.notes);
}

#[test]
fn a_level_of_its_own_switches_a_rule_on() {
    let stack = Stack::new("level", "", &[new("aws_dynamodb_table.t")]);
    let with = |pattern: &str| {
        let rules = RulePattern::new(pattern).unwrap();
        let adjustments = vec![Adjustment { rules, level: Some(Level::Mandatory), severity: None }];
        let report = stack.checked(&Policies { built_in: true, adjustments, ..Policies::default() });
        let own = report.findings.iter().filter(|f| f.rule.as_str() == "capacity_stateful_created");
        own.map(|f| f.level).collect::<Vec<_>>()
    };
    assert_eq!(with("capacity_stateful_created"), [Level::Mandatory]);
    assert_eq!(with("capacity/capacity-stateful-created"), [Level::Mandatory]);
    assert_eq!(with("capacity/*"), []);
}

#[test]
fn a_source_alone_tells_no_change() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/plans/changes/rds_resize");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["check", "--rule", "capacity_*", "--format", "json"])
        .arg(folder.join("before"))
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &report["findings"]), (Some(0), &json!([])));
}
