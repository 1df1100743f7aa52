//! Reports made by hand: one with a little of everything, one of bad intent.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use sekisho::check::{
    Age, Approval, Cause, Counts, Finding, Gate, GatedSet, InputSummary, Location, Need, PolicyError, Report,
    Responsible, RuleSummary, Status, Suppression, Undecided,
};
use sekisho::policy::{Docs, Level, Operation, Severity};
use sekisho::terraform::{Gap, SourceProblem};
use sekisho::text::{Diagnostic, Source, Span};

const POLICY: &str = "resource_policy \"aws_lb\" \"lb_logs\" {\n  enforce {\n    condition = attrs.access_logs[0].enabled\n  }\n}\n";

fn input(path: &str) -> InputSummary {
    InputSummary {
        path: path.to_owned(),
        kind: "plan",
        folder: None,
        root: None,
        account: None,
        terraform_version: "1.11.4".to_owned(),
        resources: 1200,
        notes: vec![
            "planning failed: this is only a part of the plan, and what is missing was not checked"
                .to_owned(),
        ],
        infos: Vec::new(),
        problems: Vec::new(),
        gaps: Vec::new(),
    }
}

fn rule(id: &str, severity: Severity, level: Level) -> RuleSummary {
    let docs = Docs {
        title: format!("What {id} asks for"),
        text: "Why it is asked for, in a sentence or two.".to_owned(),
        severity,
        controls: vec!["fsbp/S3.8".to_owned()],
        remediation:
            "Do what is asked for, which takes a few words more than fit on one line of a narrow terminal."
                .to_owned(),
        reference: "https://docs.aws.amazon.com/some/page.html".to_owned(),
        ..Docs::default()
    };
    RuleSummary { id: id.into(), file: format!("rules/family/{id}.policy.hcl"), docs: Arc::new(docs), level }
}

fn finding(rule: &str, address: &str, severity: Severity, level: Level) -> Finding {
    Finding {
        rule: rule.into(),
        address: address.into(),
        operation: Some(Operation::Create),
        status: Status::Failed,
        severity,
        level,
        message: "ingress from 0.0.0.0/0 reaches port 22.\nThe second line says more.".to_owned(),
        notes: vec!["`protocol` is not set; the default is tcp".to_owned()],
        attributes: vec!["ingress[2].cidr_blocks".to_owned()],
        location: Some(Location {
            file: "plan.json".to_owned(),
            line: 12,
            column: 7,
            end_line: 12,
            end_column: 20,
        }),
        chain: Vec::new(),
        owners: Vec::new(),
        responsible: None,
        approval: None,
        suppression: None,
        capacity: None,
        change: None,
        fingerprint: "0123456789abcdef0123456789abcdef".to_owned(),
        input: 0,
    }
}

fn undecided(rule: &str, address: &str, path: &str, why: &str) -> Undecided {
    Undecided {
        rule: rule.into(),
        address: address.into(),
        severity: Severity::High,
        level: Level::Mandatory,
        because: vec![Cause { path: path.to_owned(), why: why.to_owned(), in_source: false }],
        input: 0,
    }
}

/// Something that a rule asks of the source, where there is a plan alone.
fn asked(address: &str) -> Undecided {
    let cause = |path: &str| Cause {
        path: path.to_owned(),
        why: "written in the source alone".to_owned(),
        in_source: true,
    };
    let because = vec![cause("lifecycle.ignore_changes"), cause("meta.arguments")];
    Undecided { because, ..undecided("count_ignored", address, "", "") }
}

fn empty() -> Report {
    Report {
        inputs: vec![input("plan.json"), input("other/plan.json")],
        rules: Vec::new(),
        findings: Vec::new(),
        unknown: Vec::new(),
        errors: Vec::new(),
        warnings: Vec::new(),
        counts: Counts { evaluated: 2400, passed: 2390, failed: 4, unknown: 3 },
        baseline: None,
        gate: None,
        duration: Duration::from_millis(1234),
    }
}

fn error(rule: &str, address: &str) -> PolicyError {
    let source = Source::new("policies/lb_logs.policy.hcl", POLICY.to_owned());
    let start = POLICY.find("attrs.").unwrap_or_default();
    let message = format!("`{rule}` cannot be evaluated for {address}: the list has no element 0");
    let diagnostic = Diagnostic::error(message, &source, Span::new(start..start + 20));
    PolicyError { rule: rule.into(), address: address.into(), diagnostic, others: 0, input: 0 }
}

/// Something that is wrong with a source, on the first line of this file.
fn problem(file: &str, message: &str, gap: Option<Gap>) -> SourceProblem {
    let source = Source::new(file, format!("{message}\n"));
    let diagnostic = Diagnostic::error(message, &source, Span::new(0..4)).with_help(message);
    SourceProblem { diagnostic, gap }
}

/// A little of everything: each severity, each level, several inputs, unknowns, an error.
pub fn small() -> Report {
    let mut report = empty();
    let all = [
        ("ssh_open", "aws_security_group.a", Severity::Critical, Level::Mandatory),
        ("ssh_open", "aws_security_group.b[\"x.y\"]", Severity::Critical, Level::Mandatory),
        ("capacity", "module.m[0].aws_ecs_service.api", Severity::Medium, Level::MandatoryOverridable),
        ("advice", "aws_s3_bucket.logs", Severity::High, Level::Advisory),
        ("tidy", "aws_instance.web", Severity::Info, Level::Mandatory),
    ];
    for (id, address, severity, level) in all {
        report.findings.push(finding(id, address, severity, level));
        if !report.rules.iter().any(|r| r.id.as_str() == id) {
            report.rules.push(rule(id, severity, level));
        }
    }
    report.findings[2].input = 1;
    report.findings[2].location = None;
    "desired_count changes from 6 to 12.".clone_into(&mut report.findings[2].message);
    let why = "set to data.aws_iam_policy_document.p.json, known after apply";
    report.unknown.push(undecided("bucket_policy", "aws_s3_bucket_policy.a", "policy", why));
    report.unknown.push(undecided("bucket_policy", "aws_s3_bucket_policy.b", "policy", why));
    report.unknown.push(undecided("public_ip", "aws_instance.web", "public_ip", "known after apply"));
    report.unknown.push(asked("aws_ecs_service.a"));
    report.unknown.push(asked("aws_ecs_service.b"));
    report.counts = Counts { passed: 2388, unknown: 5, ..report.counts };
    report.errors.push(error("lb_logs", "aws_lb.front"));
    report.sort();
    report
}

/// A module called four times in two root modules, one of the calls with twelve instances: two definitions in it that
/// break a rule, and one resource that breaks one on its own.
pub fn of_modules() -> Report {
    let mut report = empty();
    report.inputs = vec![input("envs/dev"), input("envs/prod")];
    for input in &mut report.inputs {
        (input.kind, input.terraform_version, input.notes) = ("source", String::new(), Vec::new());
    }
    let mut add = |input: usize, address: &str, line: usize| {
        let mut finding = finding("volumes", address, Severity::High, Level::Mandatory);
        let file = "modules/disk/main.tf".to_owned();
        finding.location = Some(Location { file, line, column: 3, end_line: line, end_column: 20 });
        finding.message = format!("Volume {line} is not encrypted.");
        (finding.notes, finding.input) = (Vec::new(), input);
        finding.fingerprint = format!("{:032x}", 4000 - report.findings.len());
        report.findings.push(finding);
    };
    for (input, call) in [(0, "module.a"), (0, "module.b"), (1, "module.a.module.c")] {
        add(input, &format!("{call}.aws_ebs_volume.one"), 4);
        add(input, &format!("{call}.aws_ebs_volume.two"), 9);
    }
    for at in 0..12 {
        add(1, &format!("module.many[{at}].aws_ebs_volume.one"), 4);
    }
    add(1, "aws_ebs_volume.own", 30);
    report.rules.push(rule("volumes", Severity::High, Level::Mandatory));
    report.unknown.clear();
    report.sort();
    report
}

/// Two root modules of which not all could be read.
pub fn of_broken_sources() -> Report {
    let mut report = empty();
    report.inputs = vec![input("envs/dev"), input("envs/prod")];
    for input in &mut report.inputs {
        (input.kind, input.terraform_version, input.notes) = ("source", String::new(), Vec::new());
    }
    report.counts = Counts::default();
    let (broken, gone) = (Some(Gap::Unread), Some(Gap::NotInstalled));
    let mut said = HashSet::new();
    let shared = || problem("modules/disk/broken.tf", "a value is missing here", broken);
    let missing = problem("envs/prod/main.tf", "module `m` is not installed", gone);
    let note = |at: usize| problem("envs/prod/main.tf", &format!("there is no variable `v{at}`"), None);
    report.inputs[0].add_problems(vec![shared()], &mut said);
    let notes = (0..11).map(note).chain([missing, shared()]);
    report.inputs[1].add_problems(notes.collect(), &mut said);
    report
}

/// Nothing found, but not everything decided.
pub fn with_unknowns_only() -> Report {
    let mut report = small();
    report.findings.clear();
    report.errors.clear();
    report.inputs.truncate(1);
    report.inputs[0].notes.clear();
    report.counts = Counts { evaluated: 5, passed: 0, failed: 0, unknown: 5 };
    report
}

/// Gated findings in every state that they can come to, and one that is suppressed.
pub fn decided() -> Report {
    let mut report = empty();
    report.inputs.truncate(1);
    report.inputs[0].notes.clear();
    let level = Level::MandatoryOverridable;
    report.rules.push(rule("capacity", Severity::Medium, level));
    report.rules.push(rule("tidy", Severity::Low, Level::Mandatory));
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let need = |count, of: &[&str]| Need { count, of: names(of), author: None };
    let states = [
        ("approved", Status::Approved, names(&["bob", "cat"]), vec![], vec![]),
        (
            "missing",
            Status::Failed,
            vec![],
            vec![need(1, &["@org/checkout"]), need(2, &["@org/checkout", "@dan"])],
            vec![],
        ),
        ("unowned", Status::Failed, vec![], vec![need(1, &[])], vec![]),
        (
            "own",
            Status::Failed,
            vec![],
            vec![Need { author: Some("@ann".to_owned()), ..need(1, &[]) }],
            vec![],
        ),
        ("spent", Status::Failed, names(&["bob"]), vec![need(1, &[])], vec![]),
        ("short", Status::Failed, vec![], vec![need(2, &["@bob"])], vec![]),
        (
            "unverified",
            Status::Failed,
            names(&["bob"]),
            vec![need(1, &["@org/secret", "@dan"])],
            names(&["nobody could tell whether @eve is in @org/secret"]),
        ),
    ];
    for (name, status, by, missing, unverified) in states {
        let mut one = finding("capacity", &format!("aws_ecs_service.{name}"), Severity::Medium, level);
        "desired_count 6 → 12 (+100 %)".clone_into(&mut one.message);
        one.status = status;
        if ["own", "short", "spent"].contains(&name) {
            (one.owners, one.responsible) = (names(&["@bob"]), Some(responsible()));
        }
        one.approval = Some(Approval { by, missing, unverified, ..Approval::default() });
        report.findings.push(one);
    }
    let mut tidy = finding("tidy", "aws_instance.web", Severity::Low, Level::Mandatory);
    tidy.status = Status::Suppressed;
    tidy.suppression = Some(suppression("moves in spring, see #12"));
    report.findings.push(tidy);
    let set = |name: &str| GatedSet { head: name.repeat(40), changes: name.repeat(64) };
    report.gate = Some(Gate {
        head: Some("c".repeat(40)),
        changes: Some("d".repeat(64)),
        earlier: vec![set("a"), set("b")],
        notes: names(&["@pat approved an older commit"]),
        unread: None,
    });
    report.sort();
    report
}

fn responsible() -> Responsible {
    Responsible { file: "main.tf".to_owned(), line: Some(".github/CODEOWNERS:3".to_owned()) }
}

fn suppression(reason: &str) -> Suppression {
    let location = Location { file: "main.tf".to_owned(), line: 3, column: 1, end_line: 3, end_column: 60 };
    Suppression {
        reason: reason.to_owned(),
        until: Some("2027-03-31".to_owned()),
        location,
        mark: String::new(),
        age: Age::Settled,
        owners: Vec::new(),
    }
}

/// Everything that a pull request may say is said to do harm.
pub fn hostile() -> Report {
    let evil = "a[\"100%\r\n::error::owned,\"'\u{1b}[31m\u{202e}<img src=x>@octocat #1 [a](https://evil.example)|`##[group]##vso[x]\"]";
    let mut report = empty();
    evil.clone_into(&mut report.inputs[0].path);
    report.inputs[0].notes = vec![evil.to_owned()];
    let mut bad = finding(evil, evil, Severity::Critical, Level::Mandatory);
    bad.message = format!("{evil}\n::add-mask::x\n  ::stop-commands::y\n##[error]z");
    bad.attributes = vec![evil.to_owned()];
    bad.notes = vec![evil.to_owned()];
    bad.location = Some(Location { file: evil.to_owned(), line: 1, column: 2, end_line: 1, end_column: 3 });
    bad.suppression = Some(suppression(evil));
    bad.approval = Some(Approval {
        by: vec![evil.to_owned()],
        missing: vec![Need { count: 1, of: vec![evil.to_owned()], author: None }],
        unverified: vec![evil.to_owned()],
        ..Approval::default()
    });
    bad.owners = vec![evil.to_owned()];
    report.gate = Some(Gate { notes: vec![evil.to_owned()], ..Gate::default() });
    let mut plain = bad.clone();
    plain.rule = "plain".into();
    report.findings = vec![bad, plain];
    report.unknown.push(undecided(evil, evil, evil, evil));
    report.inputs[0].add_problems(vec![problem(evil, evil, Some(Gap::Unread))], &mut HashSet::new());
    report.errors.push(error(evil, evil));
    report.sort();
    report
}
