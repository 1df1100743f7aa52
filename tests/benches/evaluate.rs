//! Evaluation alone, and joins, on one core: `cargo bench --bench evaluate`.
//!
//! Prints the least of many runs, and how many allocations a verdict of "pass" costs.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A bench is a test in all but name: it prints, and fails by panicking.

use std::hint::black_box;
use std::time::{Duration, Instant};

use sekisho::policy::{FileState, PolicyFile, Subject, Verdict, evaluate, operations_of};
use sekisho::terraform::{Action, Graph, Mock, resolve};
use sekisho::text::Source;
use sekisho::value::{Mode, Name, Value};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

const RUNS: u32 = 20;

/// Ten conditions of the everyday kind, all of which hold.
const CONDITIONS: [&str; 10] = [
    "attrs.storage_encrypted == true",
    "attrs.publicly_accessible != true",
    "attrs.backup_retention_period >= 7",
    "attrs.deletion_protection == true && attrs.multi_az == true",
    "core::startswith(attrs.engine, \"aurora\")",
    "core::try(attrs.kms_key_id, \"\") != \"\"",
    "core::contains(attrs.enabled_cloudwatch_logs_exports, \"audit\")",
    "!(attrs.port == 3306) || attrs.engine != \"mysql\"",
    "attrs.tags != null",
    "attrs.storage_encrypted == true ? attrs.iam_database_authentication_enabled == true : false",
];

fn mock(kind: &str, name: &str, attributes: Vec<(&str, Value)>) -> Mock {
    let attrs = attributes.into_iter().map(|(name, value)| (Name::new(name), value)).collect();
    Mock {
        mode: Mode::Managed,
        kind: kind.into(),
        name: name.into(),
        attrs: Some(Value::object(attrs)),
        prior_attrs: None,
        action: Action::Create,
    }
}

fn graph(mocks: Vec<Mock>) -> Graph {
    let numbered = mocks.into_iter().zip(0..);
    resolve(numbered.map(|(mock, number)| mock.into_resource(number)).collect())
}

fn databases(count: usize) -> Graph {
    let text = |s: &str| Value::string(s);
    let database = |at: usize| {
        mock(
            "aws_rds_cluster",
            &format!("db{at}"),
            vec![
                ("storage_encrypted", true.into()),
                ("publicly_accessible", false.into()),
                ("backup_retention_period", 14i64.into()),
                ("deletion_protection", true.into()),
                ("multi_az", true.into()),
                ("engine", text("aurora-postgresql")),
                ("kms_key_id", text("arn:aws:kms:eu-west-1:123456789012:key/1")),
                ("enabled_cloudwatch_logs_exports", Value::tuple(vec![text("audit"), text("error")])),
                ("port", 5432i64.into()),
                ("tags", Value::object(vec![("team".into(), text("orders"))])),
                ("iam_database_authentication_enabled", true.into()),
            ],
        )
    };
    graph((0..count).map(database).collect())
}

const COMPANIONS: [&str; 4] = [
    "aws_s3_bucket_acl",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
];

fn buckets(count: usize) -> Graph {
    let mut mocks = Vec::new();
    for at in 0..count {
        let name = format!("bucket-{at}");
        mocks.push(mock("aws_s3_bucket", &format!("b{at}"), vec![("bucket", Value::string(&name))]));
        for kind in COMPANIONS {
            mocks.push(mock(kind, &format!("b{at}"), vec![("bucket", Value::string(&name))]));
        }
    }
    graph(mocks)
}

fn file(kind: &str, conditions: &[String]) -> PolicyFile {
    let policy = |(at, condition): (usize, &String)| {
        format!(
            "resource_policy \"{kind}\" \"rule{at}\" {{\n  enforce {{\n    condition = {condition}\n  }}\n}}\n"
        )
    };
    let text = conditions.iter().enumerate().map(policy).collect();
    PolicyFile::parse(&Source::new("bench.policy.hcl", text)).unwrap()
}

/// Every policy of the file on every resource of the type; how many pass.
fn check(graph: &Graph, file: &PolicyFile, kind: Name) -> usize {
    let state = FileState::new(file, &[]);
    let mut passed = 0;
    for number in graph.of_kind(kind) {
        let resource = graph.get(*number).unwrap();
        let operation = operations_of(resource.action)[0];
        let subject = Subject { number: *number, resource, operation };
        for policy in &file.policies {
            passed += usize::from(matches!(evaluate(graph, &state, policy, subject), Verdict::Pass(_)));
        }
    }
    passed
}

fn least(mut work: impl FnMut()) -> Duration {
    let one = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..RUNS).map(one).min().unwrap_or_default()
}

fn report(what: &str, graph: &Graph, file: &PolicyFile, kind: &str) {
    let kind = Name::new(kind);
    let pairs = graph.of_kind(kind).len() * file.policies.len();
    assert_eq!(check(graph, file, kind), pairs, "{what}: every pair passes");
    let region = Region::new(ALLOCATOR);
    black_box(check(graph, file, kind));
    let allocations = region.change().allocations;
    let time = least(|| {
        black_box(check(graph, file, kind));
    });
    let each = time / u32::try_from(pairs).unwrap();
    println!("{what:<34} {pairs:>8} pairs {time:>10.1?} {each:>8.0?} each, {allocations:>8} allocations");
}

fn main() {
    let conditions = CONDITIONS.map(str::to_owned);
    let databases = databases(12_000);
    report(
        "12,000 resources, 10 rules",
        &databases,
        &file("aws_rds_cluster", &conditions),
        "aws_rds_cluster",
    );
    for condition in &conditions {
        let one = file("aws_rds_cluster", std::slice::from_ref(condition));
        report(&condition.chars().take(34).collect::<String>(), &databases, &one, "aws_rds_cluster");
    }
    let join =
        |kind: &str| format!("core::length(core::getresources(\"{kind}\", {{ bucket = attrs.id }})) == 1");
    let joins = COMPANIONS.map(join);
    report("10,000 buckets, 4 companions", &buckets(10_000), &file("aws_s3_bucket", &joins), "aws_s3_bucket");
}
