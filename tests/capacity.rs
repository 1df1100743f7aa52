//! Changes of capacity: each line of the table against the provider's schema, and what each order makes of a step.

#![allow(clippy::unwrap_used, clippy::panic)] // A test says what it expects by failing.

use sekisho::terraform::capacity::{Change, Class, Direction, Order, changes, kinds, measures_of};
use sekisho::terraform::schema::{Member, Nesting, TypeSchema, schema_of};
use sekisho::terraform::{Action, Graph, Mock};
use sekisho::value::{Marks, Mode, Name, Type, Unknown, Value};

fn number(n: i64) -> Value {
    n.into()
}

fn text(text: &str) -> Value {
    Value::string(text)
}

/// A resource whose one attribute moves.
fn moved(kind: &str, before: Value, after: Value) -> Vec<Change> {
    planned(kind, before, after, Action::Update)
}

fn planned(kind: &str, before: Value, after: Value, action: Action) -> Vec<Change> {
    let object = |value: Value| (!value.is_null()).then_some(value);
    let mock = Mock {
        mode: Mode::Managed,
        kind: kind.into(),
        name: "m".into(),
        attrs: object(after),
        prior_attrs: object(before),
        action,
    };
    changes(&Graph::new(vec![mock.into_resource(0)]), &|_| true)
}

fn object(entries: &[(&str, Value)]) -> Value {
    Value::object(entries.iter().map(|(name, value)| (Name::new(name), value.clone())).collect())
}

/// The words for one attribute that goes from a value to another.
fn words(kind: &str, name: &str, before: Value, after: Value) -> String {
    let said = moved(kind, object(&[(name, before)]), object(&[(name, after)]));
    let one = |change: &Change| {
        let direction = change.direction.map_or("unknown", Direction::as_str);
        format!("{} {direction}", change.words)
    };
    said.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The two values that a measure moves between: what its order has for less and for more.
fn ends(order: Order, ty: &Type) -> (Value, Value) {
    let list = |items: &[&str]| Value::list(items.iter().map(|item| text(item)).collect());
    let numbers = |low: i64, high: i64| match ty {
        Type::String => (text(&low.to_string()), text(&high.to_string())),
        _ => (number(low), number(high)),
    };
    match order {
        Order::Number | Order::OrNone | Order::Unlimited | Order::Limit => numbers(2, 5),
        Order::UnlessMinusOne | Order::Only(_) => numbers(2, 5),
        Order::Down => numbers(70, 50),
        Order::Size => (text("x.large"), text("x.2xlarge")),
        Order::Sizes => (list(&["m5.large"]), list(&["m5.xlarge"])),
        Order::Count => (list(&["a"]), list(&["a", "b"])),
        Order::Prefix => (text("10.0.0.0/24"), text("10.0.0.0/20")),
        Order::Flag => (false.into(), true.into()),
        Order::Containers => (text(r#"[{"name":"a","cpu":1}]"#), text(r#"[{"name":"a","cpu":2}]"#)),
        Order::Steps(words) => {
            let words: Vec<&str> = words.split(['<', '=']).collect();
            (text(words[0]), text(words[words.len() - 1]))
        }
        Order::Changed if *ty == Type::Number => (number(1), number(2)),
        Order::Changed if *ty == Type::Bool => (false.into(), true.into()),
        Order::Changed => (text("one"), text("other")),
    }
}

/// The attribute's type.
fn type_at(schema: &'static TypeSchema, path: &[&str]) -> Type {
    match (schema.member(Name::new(path[0])), path) {
        (Some(Member::Attribute(attribute)), [_]) => attribute.ty.clone(),
        // A block that the schema has as an attribute.
        (Some(Member::Attribute(attribute)), _) => {
            assert!(matches!(attribute.ty, Type::List(_) | Type::Object(_) | Type::Set(_)), "{path:?}");
            Type::Dynamic
        }
        (Some(Member::Block(nested)), [_, rest @ ..]) => type_at(nested.block(), rest),
        (member, _) => panic!("{path:?} is not in the schema: {}", member.is_some()),
    }
}

/// The resource with these values at these paths.
fn around(schema: Option<&'static TypeSchema>, leaves: &[(&[&str], Value)]) -> Value {
    let mut names: Vec<&str> = leaves.iter().map(|(path, _)| path[0]).collect();
    names.sort_unstable();
    names.dedup();
    let member = |name: &str| {
        let below: Vec<(&[&str], Value)> = leaves
            .iter()
            .filter(|(path, _)| path[0] == name)
            .map(|(path, value)| (&path[1..], value.clone()))
            .collect();
        if let [([], value)] = &below[..] {
            return value.clone();
        }
        let Some(Member::Block(nested)) = schema.and_then(|schema| schema.member(Name::new(name))) else {
            return Value::list(vec![around(None, &below)]);
        };
        let inner = around(Some(nested.block()), &below);
        let inner = if name == "setting" { with_setting_name(&inner) } else { inner };
        match nested.nesting {
            Nesting::Single | Nesting::Map => inner,
            Nesting::List => Value::list(vec![inner]),
            Nesting::Set => Value::set_of(Type::Dynamic, vec![inner]),
        }
    };
    let members: Vec<(&str, Value)> = names.into_iter().map(|name| (name, member(name))).collect();
    object(&members)
}

fn with_setting_name(setting: &Value) -> Value {
    let value = setting.as_fields().and_then(|f| f.get_str("value")).cloned().unwrap();
    object(&[("namespace", text("aws:autoscaling:asg")), ("name", text("MinSize")), ("value", value)])
}

#[test]
fn every_line_is_in_the_schema_and_gives_a_change() {
    let mut lines = 0;
    for kind in kinds() {
        let schema = schema_of(Name::new(kind)).unwrap_or_else(|| panic!("{kind} is not in the schema"));
        for measure in measures_of(kind) {
            lines += 1;
            let path: Vec<&str> = measure.path.split('.').collect();
            let ty = type_at(schema, &path);
            // Under these the numbers mean something.
            let modes: Vec<Vec<&str>> =
                measure.modes.iter().map(|mode| mode.path.split('.').collect()).collect();
            let in_force = |path: &[&str]| match type_at(schema, path) {
                Type::Bool => true.into(),
                Type::Number => number(300),
                _ => text("OTHER"),
            };
            let resource = |value: &Value| {
                let modes = modes.iter().map(|path| (&path[..], in_force(path)));
                around(Some(schema), &modes.chain([(&path[..], value.clone())]).collect::<Vec<_>>())
            };
            let (less, more) = ends(measure.order, &ty);
            let fits = match measure.order {
                Order::Flag => ty == Type::Bool,
                Order::Count | Order::Sizes => matches!(ty, Type::List(_) | Type::Set(_)),
                Order::Number
                | Order::OrNone
                | Order::Down
                | Order::Unlimited
                | Order::Limit
                | Order::UnlessMinusOne => matches!(ty, Type::Number | Type::String | Type::Dynamic),
                Order::Changed => matches!(ty, Type::String | Type::Number | Type::Bool),
                _ => matches!(ty, Type::String | Type::Dynamic),
            };
            assert!(fits, "{kind}.{}: {ty:?} does not fit {:?}", measure.path, measure.order);
            for (before, after, way) in [(&less, &more, "up"), (&more, &less, "down")] {
                let found = moved(kind, resource(before), resource(after));
                let way = if measure.order == Order::Changed { "changed" } else { way };
                assert_eq!(found.len(), 1, "{kind}.{}: {found:?}", measure.path);
                let change = &found[0];
                let direction = change.direction.map(Direction::as_str);
                assert_eq!(direction, Some(way), "{kind}.{}: {}", measure.path, change.words);
                assert_eq!(
                    (change.class, change.dimension, change.stateful),
                    (Class::Value, measure.dimension, measure.stateful)
                );
                let last = path[path.len() - 1];
                let in_json = measure.order == Order::Containers;
                assert!(in_json || change.path.ends_with(last), "{kind}.{}: {}", measure.path, change.path);
            }
            let still = resource(&less);
            assert!(moved(kind, still.clone(), still).is_empty(), "{kind}.{}", measure.path);
        }
    }
    assert_eq!(lines, 481);
}

#[test]
fn numbers_and_sizes_have_their_words() {
    let ecs = |before: Value, after: Value| words("aws_ecs_service", "desired_count", before, after);
    assert_eq!(ecs(number(6), number(12)), "desired_count 6 → 12 (+100 %) up");
    assert_eq!(ecs(number(3), number(2)), "desired_count 3 → 2 (-33 %) down");
    assert_eq!(ecs(number(0), number(2)), "desired_count 0 → 2 up");
    // What nobody says is none: the provider asks ECS for 0.
    assert_eq!(ecs(Value::null(), number(2)), "desired_count not set, so 0 → 2 up");
    assert_eq!(ecs(number(2), Value::null()), "desired_count 2 → not set, so 0 (-100 %) down");
    assert_eq!(ecs(number(0), Value::null()), "");
    let class = |after: Value| words("aws_dms_replication_instance", "allocated_storage", number(50), after);
    assert_eq!(class(Value::null()), "allocated_storage 50 → not set changed");
    assert_eq!(ecs(number(1000), number(1001)), "desired_count 1000 → 1001 (+0.1 %) up");
    assert_eq!(ecs(number(100_000), number(100_001)), "desired_count 100000 → 100001 (less than +0.1 %) up");
    let task = |before: &str, after: &str| words("aws_ecs_task_definition", "cpu", text(before), text(after));
    assert_eq!(task("256", "1024"), "cpu 256 → 1024 (+300 %) up");
    assert_eq!(task("0.25 vCPU", "1 vCPU"), "cpu 0.25 vCPU → 1 vCPU (+300 %) up");
    assert_eq!(task("1 vCPU", "1024"), "cpu 1 vCPU → 1024 (as much) same");
    let class =
        |before: &str, after: &str| words("aws_db_instance", "instance_class", text(before), text(after));
    assert_eq!(
        class("db.m6g.large", "db.m6g.4xlarge"),
        "instance_class db.m6g.large → db.m6g.4xlarge (3 sizes up) up"
    );
    assert_eq!(
        class("db.r5.xlarge", "db.r6g.large"),
        "instance_class db.r5.xlarge → db.r6g.large (1 size down) down"
    );
    assert_eq!(
        class("db.r5.large", "db.r6g.large"),
        "instance_class db.r5.large → db.r6g.large (another kind, as large) changed"
    );
    assert_eq!(class("db.serverless", "db.r6g.large"), "instance_class db.serverless → db.r6g.large changed");
    // What has no size that is known is neither more nor less.
    assert_eq!(class("db.r6g.large", "db.r99.huge"), "instance_class db.r6g.large → db.r99.huge changed");
    let flag = words("aws_db_instance", "multi_az", true.into(), false.into());
    assert_eq!(flag, "multi_az on → off down");
}

#[test]
fn what_is_no_plain_number_has_its_words_too() {
    let lambda = |before: i64, after: i64| {
        words("aws_lambda_function", "reserved_concurrent_executions", number(before), number(after))
    };
    assert_eq!(lambda(-1, 10), "reserved_concurrent_executions no limit → 10 down");
    assert_eq!(lambda(10, -1), "reserved_concurrent_executions 10 → no limit up");
    assert_eq!(lambda(10, 20), "reserved_concurrent_executions 10 → 20 (+100 %) up");
    let schedule = |before: i64, after: i64| {
        words("aws_autoscaling_schedule", "min_size", number(before), number(after))
    };
    assert_eq!(schedule(-1, 4), "min_size not set → 4 changed");
    assert_eq!(schedule(4, -1), "min_size 4 → not set changed");
    assert_eq!(schedule(-1, -1), "");
    assert_eq!(schedule(2, 4), "min_size 2 → 4 (+100 %) up");
    let list = |items: &[&str]| Value::list(items.iter().map(|item| text(item)).collect());
    let subnets = |before: &[&str], after: &[&str]| words("aws_lb", "subnets", list(before), list(after));
    assert_eq!(subnets(&["a", "b"], &["a", "b", "c"]), "subnets 2 → 3 (+50 %) up");
    assert_eq!(subnets(&["a", "b"], &["a", "c"]), "");
    let types = |before: &[&str], after: &[&str]| {
        words("aws_eks_node_group", "instance_types", list(before), list(after))
    };
    assert_eq!(types(&["t3.small", "t3.large"], &["t3.large", "t3.small"]), "");
    assert_eq!(
        types(&["t3.small"], &["m5.large", "m5a.large"]),
        "instance_types t3.small → m5.large, m5a.large (up) up"
    );
    assert_eq!(
        types(&["t3.small", "m5.4xlarge"], &["m5.large"]),
        "instance_types t3.small, m5.4xlarge → m5.large changed"
    );
    let subnet = words("aws_subnet", "cidr_block", text("10.0.0.0/24"), text("10.0.0.0/26"));
    assert_eq!(subnet, "cidr_block 10.0.0.0/24 → 10.0.0.0/26 (-75 %) down");
    assert_eq!(words("aws_subnet", "cidr_block", text("10.0.0.0/24"), text("10.0.1.0/24")), "");
    let tier = words("aws_ssm_parameter", "tier", text("Standard"), text("Advanced"));
    assert_eq!(tier, "tier Standard → Advanced (up) up");
    let mode = words("aws_dynamodb_table", "billing_mode", text("PROVISIONED"), text("PAY_PER_REQUEST"));
    assert_eq!(mode, "billing_mode PROVISIONED → PAY_PER_REQUEST changed");
}

#[test]
fn numbers_are_compared_within_one_mode() {
    let table = |mode: Value, read: Value| {
        let limit = Value::list(vec![object(&[("max_read_request_units", number(9))])]);
        object(&[("billing_mode", mode), ("read_capacity", read), ("on_demand_throughput", limit)])
    };
    let said = |before: Value, after: Value| {
        let found = moved("aws_dynamodb_table", before, after);
        found.iter().map(|change| change.words.clone()).collect::<Vec<_>>()
    };
    let (provisioned, by_request) = (|| text("PROVISIONED"), || text("PAY_PER_REQUEST"));
    let reads = ["read_capacity 50 → 20 (-60 %)"];
    assert_eq!(said(table(provisioned(), number(50)), table(provisioned(), number(20))), reads);
    assert_eq!(said(table(Value::null(), number(50)), table(Value::null(), number(20))), reads);
    assert_eq!(
        said(table(provisioned(), number(50)), table(by_request(), number(0))),
        ["billing_mode PROVISIONED → PAY_PER_REQUEST"]
    );
    assert_eq!(said(table(by_request(), number(50)), table(by_request(), number(0))), Vec::<String>::new());
    // A limit that comes with the mode is no smaller one.
    let before = object(&[("billing_mode", provisioned())]);
    assert_eq!(
        said(before, table(by_request(), Value::null())),
        ["billing_mode PROVISIONED → PAY_PER_REQUEST"]
    );
    let later: Value = Unknown::attribute("aws_ssm_parameter.mode".into(), "value".into()).into();
    let found =
        moved("aws_dynamodb_table", table(provisioned(), number(50)), table(later.clone(), number(20)));
    let reads = found.iter().find(|change| change.path == "read_capacity").unwrap();
    assert_eq!((reads.direction, reads.possible), (None, &Direction::ALL[..]));
    // A block that is not known has a mode that is not known.
    let stream = |details: Value, shards: i64| {
        object(&[("stream_mode_details", details), ("shard_count", number(shards))])
    };
    let details = Value::list(vec![object(&[("stream_mode", provisioned())])]);
    let found = moved("aws_kinesis_stream", stream(details.clone(), 4), stream(later, 2));
    assert!(found.iter().all(|change| change.direction.is_none()), "{found:?}");
    let found = moved("aws_kinesis_stream", stream(details.clone(), 4), stream(details, 2));
    assert_eq!(found[0].direction, Some(Direction::Down));
}

/// The words for a resource that goes from some values to others.
fn said<const N: usize>(kind: &str, before: [(&str, Value); N], after: [(&str, Value); N]) -> Vec<String> {
    let side = |values: [(&str, Value); N]| {
        Value::object(values.into_iter().map(|(name, value)| (Name::new(name), value)).collect())
    };
    moved(kind, side(before), side(after)).into_iter().map(|change| change.words).collect()
}

fn block(entries: &[(&str, Value)]) -> Value {
    Value::list(vec![object(entries)])
}

#[test]
fn numbers_count_where_their_mode_lets_them() {
    let volume = |kind: &str, iops: i64, throughput: i64| {
        [("type", text(kind)), ("iops", number(iops)), ("throughput", number(throughput))]
    };
    let moves = |before: [(&str, Value); 3], after: [(&str, Value); 3]| said("aws_ebs_volume", before, after);
    // The baseline that gp2 reports is not asked for.
    assert_eq!(moves(volume("gp2", 300, 0), volume("gp2", 600, 0)), Vec::<String>::new());
    assert_eq!(moves(volume("gp2", 6000, 0), volume("gp3", 3000, 125)), ["type gp2 → gp3"]);
    // Of volumes that are provisioned, the numbers are the same thing.
    assert_eq!(
        moves(volume("gp3", 16000, 500), volume("io2", 8000, 0)),
        ["iops 16000 → 8000 (-50 %)", "type gp3 → io2"]
    );
    assert_eq!(moves(volume("gp3", 3000, 500), volume("gp3", 3000, 250)), ["throughput 500 → 250 (-50 %)"]);
    let rds = |kind: &str, iops: i64| [("storage_type", text(kind)), ("iops", number(iops))];
    assert_eq!(said("aws_db_instance", rds("io1", 3000), rds("gp2", 0)), ["storage_type io1 → gp2"]);
    let masters = |on: bool, count: i64| {
        let config = [("dedicated_master_enabled", on.into()), ("dedicated_master_count", number(count))];
        [("cluster_config", block(&config))]
    };
    let search = |before, after| said("aws_opensearch_domain", before, after);
    assert_eq!(search(masters(false, 5), masters(false, 3)), Vec::<String>::new());
    assert_eq!(
        search(masters(true, 5), masters(true, 3)),
        ["cluster_config.dedicated_master_count 5 → 3 (-40 %)"]
    );
    assert_eq!(
        search(masters(true, 5), masters(false, 3)),
        ["cluster_config.dedicated_master_enabled on → off"]
    );
    let nobody_said = [("cluster_config", block(&[("dedicated_master_count", number(5))]))];
    assert_eq!(search(nobody_said, masters(false, 3)), Vec::<String>::new());
}

#[test]
fn elements_have_modes_of_their_own() {
    let volume = |name: &str, kind: &str, iops: i64| {
        object(&[("device_name", text(name)), ("volume_type", text(kind)), ("iops", number(iops))])
    };
    let volumes = |one: (&str, i64), other: (&str, i64)| {
        let set = vec![volume("a", one.0, one.1), volume("b", other.0, other.1)];
        [("ebs_block_device", Value::set_of(Type::Dynamic, set))]
    };
    assert_eq!(
        said("aws_instance", volumes(("gp2", 300), ("io2", 8000)), volumes(("gp2", 150), ("io2", 4000))),
        ["ebs_block_device[b].iops 8000 → 4000 (-50 %)"]
    );
    // Where nothing names them, those count in which the number means something.
    let disk = |kind: &str, iops: i64| object(&[("type", text(kind)), ("iops", number(iops))]);
    let group = |one: i64, other: i64| {
        [("ebs_config", Value::set_of(Type::Dynamic, vec![disk("gp2", one), disk("io1", other)]))]
    };
    let emr = |before, after| said("aws_emr_instance_group", before, after);
    assert_eq!(emr(group(300, 1000), group(900, 1000)), Vec::<String>::new());
    assert_eq!(emr(group(300, 1000), group(300, 500)), ["ebs_config.iops 1000 → 500 (-50 %)"]);
    // The root volume is another block.
    let root = |kind: &str, iops: i64| {
        [("root_block_device", block(&[("volume_type", text(kind)), ("iops", number(iops))]))]
    };
    assert_eq!(
        said("aws_instance", root("gp2", 300), root("gp3", 3000)),
        ["root_block_device.volume_type gp2 → gp3"]
    );
}

#[test]
fn numbers_are_compared_in_one_unit() {
    let group = |unit: Value, size: i64| [("desired_capacity_type", unit), ("max_size", number(size))];
    let moves = |before, after| said("aws_autoscaling_group", before, after);
    assert_eq!(moves(group(text("vcpu"), 64), group(text("vcpu"), 32)), ["max_size 64 → 32 (-50 %)"]);
    assert_eq!(moves(group(Value::null(), 4), group(text("units"), 8))[1], "max_size 4 → 8 (+100 %)");
    assert_eq!(
        moves(group(Value::null(), 4), group(text("vcpu"), 64)),
        ["desired_capacity_type not set → vcpu"]
    );
    let quota = |period: &str, limit: i64| {
        [("quota_settings", block(&[("period", text(period)), ("limit", number(limit))]))]
    };
    assert_eq!(
        said("aws_api_gateway_usage_plan", quota("MONTH", 9000), quota("DAY", 1000)),
        ["quota_settings.period MONTH → DAY"]
    );
    let target = |metric: &str, value: i64| {
        let metric = block(&[("predefined_metric_type", text(metric))]);
        let target = [("predefined_metric_specification", metric), ("target_value", number(value))];
        [("target_tracking_scaling_policy_configuration", block(&target))]
    };
    let policy = |before, after| said("aws_appautoscaling_policy", before, after);
    let (cpu, requests) = ("ECSServiceAverageCPUUtilization", "ALBRequestCountPerTarget");
    assert_eq!(policy(target(cpu, 50), target(requests, 1000)).len(), 1);
    assert!(policy(target(cpu, 50), target(cpu, 80))[0].ends_with("50 → 80 (+60 %, less capacity)"));
}

#[test]
fn what_is_not_said_means_what_the_service_makes_of_it() {
    let moves = |kind, name, before: Value, after: Value| words(kind, name, before, after);
    let (maximum, none) = (("aws_db_instance", "max_allocated_storage"), Value::null);
    assert_eq!(
        moves(maximum.0, maximum.1, number(300), none()),
        "max_allocated_storage 300 → not set, so 0 (-100 %) down"
    );
    let builds = ("aws_codebuild_project", "concurrent_build_limit");
    assert_eq!(moves(builds.0, builds.1, none(), number(4)), "concurrent_build_limit not set → 4 down");
    assert_eq!(moves(builds.0, builds.1, number(0), number(4)), "concurrent_build_limit 0 → 4 down");
    assert_eq!(moves(builds.0, builds.1, number(0), none()), "");
    let quota = ("aws_fsx_openzfs_volume", "storage_capacity_quota_gib");
    assert_eq!(
        moves(quota.0, quota.1, number(-1), number(10)),
        "storage_capacity_quota_gib no limit → 10 down"
    );
    let reserved = ("aws_fsx_openzfs_volume", "storage_capacity_reservation_gib");
    assert_eq!(
        moves(reserved.0, reserved.1, number(-1), number(10)),
        "storage_capacity_reservation_gib none → 10 up"
    );
    assert_eq!(moves(reserved.0, reserved.1, number(-1), none()), "");
    let stopped = ("aws_lambda_function", "reserved_concurrent_executions");
    assert_eq!(
        moves(stopped.0, stopped.1, none(), number(0)),
        "reserved_concurrent_executions not set → 0 down"
    );
    // A daemon runs where there are instances, whatever number is written.
    let service = |count: i64| [("scheduling_strategy", text("DAEMON")), ("desired_count", number(count))];
    assert_eq!(said("aws_ecs_service", service(4), service(2)), Vec::<String>::new());
    let worker = |before: &str, after: &str| words("aws_glue_job", "worker_type", text(before), text(after));
    assert_eq!(worker("Standard", "G.1X"), "worker_type Standard → G.1X changed");
    assert_eq!(worker("Standard", "G.025X"), "worker_type Standard → G.025X (down) down");
}

#[test]
fn what_has_no_order_does_not_shrink() {
    let later = || Value::from(Unknown::attribute("aws_ssm_parameter.p".into(), "value".into()));
    let possible = |name: &str, before: Value| {
        let found = moved("aws_db_instance", object(&[(name, before)]), object(&[(name, later())]));
        found[0].possible
    };
    assert_eq!(possible("storage_type", text("gp2")), [Direction::Same, Direction::Changed]);
    assert_eq!(possible("multi_az", true.into()), [Direction::Same, Direction::Down]);
    assert_eq!(possible("multi_az", false.into()), [Direction::Same, Direction::Up]);
    assert_eq!(possible("allocated_storage", number(20)), Direction::ALL);
}

#[test]
fn what_nobody_sets_is_part_of_a_replacement() {
    let own =
        |kind: &str, name: &str| Unknown::attribute(format!("{kind}.m").as_str().into(), name.into()).into();
    let replaced = |kind: &str, name: &str, before: Value, after: Value| {
        let found = planned(kind, object(&[(name, before)]), object(&[(name, after)]), Action::Replace);
        found.iter().map(|change| change.words.clone()).collect::<Vec<_>>()
    };
    let kind = "aws_db_instance";
    assert_eq!(
        replaced(kind, "storage_type", text("gp2"), own(kind, "storage_type")),
        ["is replaced; not set, so it may differ: storage_type"]
    );
    let other: Value = Unknown::attribute("aws_ssm_parameter.p".into(), "value".into()).into();
    assert_eq!(
        replaced(kind, "storage_type", text("gp2"), other),
        ["storage_type gp2 → known after apply", "is replaced"]
    );
    // Where the replacement is not told, this is.
    let kind = "aws_autoscaling_group";
    assert_eq!(
        replaced(kind, "desired_capacity", number(4), own(kind, "desired_capacity")),
        ["desired_capacity 4 → known after apply"]
    );
}

/// What is dropped and made anew runs beside what it was: in the configuration another takes its place.
#[test]
fn what_is_forgotten_and_created_is_a_change_too() {
    let said = |kind: &str, before: Value, after: Value| -> Vec<(String, Class)> {
        let changes = planned(kind, before, after, Action::CreateAndForget);
        changes.into_iter().map(|change| (change.words, change.class)).collect()
    };
    let tasks = |count: i64| object(&[("desired_count", number(count))]);
    let grown = ("desired_count 3 → 12 (+300 %)".to_owned(), Class::Value);
    assert_eq!(said("aws_ecs_service", tasks(3), tasks(12)), [grown]);
    let disk = |size: i64| object(&[("size", number(size)), ("iops", Unknown::anything().into())]);
    let replaced = ("is replaced".to_owned(), Class::Replaced);
    assert_eq!(said("aws_ebs_volume", object(&[("size", number(5))]), disk(5)).last(), Some(&replaced));
}

#[test]
fn elements_are_matched_by_what_names_them() {
    let volume =
        |name: &str, size: i64| object(&[("device_name", text(name)), ("volume_size", number(size))]);
    let said = |before: Vec<Value>, after: Vec<Value>| {
        words(
            "aws_instance",
            "ebs_block_device",
            Value::set_of(Type::Dynamic, before),
            Value::set_of(Type::Dynamic, after),
        )
    };
    assert_eq!(said(vec![volume("a", 1), volume("b", 2)], vec![volume("b", 2), volume("a", 1)]), "");
    assert_eq!(
        said(vec![volume("a", 1), volume("b", 2)], vec![volume("b", 4), volume("c", 8)]),
        "ebs_block_device[b].volume_size 2 → 4 (+100 %) up; ebs_block_device[c].volume_size not set → 8 up; \
         ebs_block_device[a].volume_size 1 → not set down"
    );
    let disk = |size: i64| object(&[("size", number(size)), ("type", text("gp3"))]);
    let set = |sizes: &[i64]| Value::set_of(Type::Dynamic, sizes.iter().map(|size| disk(*size)).collect());
    let group = |sizes: &[i64]| words("aws_emr_instance_group", "ebs_config", set(&[10, 20]), set(sizes));
    assert_eq!(group(&[20, 10]), "");
    assert_eq!(group(&[10, 20, 30]), "ebs_config.size 10, 20 → 10, 20, 30 (+100 %) up");
    assert_eq!(group(&[20]), "ebs_config.size 10, 20 → 20 (-33 %) down");
    // One in the place of another; of several nobody can tell, though their sum hardly moves.
    assert_eq!(group(&[10, 40]), "ebs_config.size 10, 20 → 10, 40 (+100 %) up");
    assert_eq!(group(&[15, 16]), "ebs_config.size 10, 20 → 15, 16 changed");
    assert_eq!(group(&[31]), "ebs_config.size 10, 20 → 31 changed");
    let of_type = |kind: &str| object(&[("instance_type", text(kind))]);
    let policy = |kinds: &[&str]| {
        let overrides = Value::list(kinds.iter().map(|kind| of_type(kind)).collect());
        Value::list(vec![object(&[(
            "launch_template",
            Value::list(vec![object(&[("override", overrides)])]),
        )])])
    };
    let overrides = |before: &[&str], after: &[&str]| {
        words("aws_autoscaling_group", "mixed_instances_policy", policy(before), policy(after))
    };
    assert_eq!(
        overrides(&["m5.large", "c5.large"], &["m5.large", "c5.xlarge", "r5.large"]),
        "mixed_instances_policy.launch_template.override[1].instance_type c5.large → c5.xlarge (1 size up) up; \
         mixed_instances_policy.launch_template.override[2].instance_type not set → r5.large up"
    );
}

#[test]
fn containers_are_compared_one_by_one() {
    let said = |before: &str, after: &str| {
        words("aws_ecs_task_definition", "container_definitions", text(before), text(after))
    };
    assert_eq!(
        said(
            r#"[{"name":"app","cpu":256,"memory":512,"image":"a"},{"name":"log","cpu":0}]"#,
            r#"[{"name":"log"},{"name":"app","cpu":512,"memory":512,"image":"b"},{"name":"new","memoryReservation":64}]"#
        ),
        "container_definitions[app].cpu 256 → 512 (+100 %) up; \
         container_definitions[new].memoryReservation not set → 64 up"
    );
    assert_eq!(said("[]", "no json"), "container_definitions [] → no json changed");
    // AWS's library reads all of these, and the last one of them counts.
    let plain = r#"[{"name":"a","cpu":1}]"#;
    for odd in [
        r#"[{"name":"a","cpu":1,"CPU":9}]"#,
        r#"[{"name":"a","cpu":1,"MemoryReservation":9}]"#,
        r#"[{"name":"a","cpu":1},{"name":"a","cpu":9}]"#,
        r#"[{"name":"b","Name":"a","cpu":9}]"#,
    ] {
        assert_eq!(said(plain, odd), format!("container_definitions {plain} → {odd} changed"));
    }
}

/// Terraform hides all of a set in which one thing is secret; what names the elements still tells which of them count.
#[test]
fn settings_that_count_are_found_among_secrets_and_doubles() {
    let setting = |namespace: &str, name: &str, value: &str| {
        object(&[("namespace", text(namespace)), ("name", text(name)), ("value", text(value))])
    };
    let said = |marks: Marks, largest: &[&str], password: &str| {
        let all = |largest: &[&str], password: &str| {
            let all = largest.iter().map(|value| setting("aws:autoscaling:asg", "MaxSize", value));
            let all = all.chain([setting("aws:elasticbeanstalk:application:environment", "PW", password)]);
            Value::set_of(Type::Dynamic, all.map(|setting| deeply(&setting, marks)).collect())
        };
        words("aws_elastic_beanstalk_environment", "setting", all(&["2"], "a"), all(largest, password))
    };
    let path = "setting[aws:autoscaling:asg/MaxSize].value";
    assert_eq!(said(Marks::NONE, &["9"], "b"), format!("{path} 2 → 9 (+350 %) up"));
    assert_eq!(said(Marks::SENSITIVE, &["9"], "b"), format!("{path} (sensitive) → (sensitive) up"));
    assert_eq!(said(Marks::NONE, &["2", "9"], "b"), "setting.value 2 → 2, 9 changed");
    for marks in [Marks::NONE, Marks::SENSITIVE] {
        assert_eq!(said(marks, &["2"], "b"), "", "what does not count");
    }
}

/// With every part marked.
fn deeply(object: &Value, marks: Marks) -> Value {
    let fields = object.as_fields().unwrap().entries().to_vec();
    Value::object(fields.into_iter().map(|(name, value)| (name, value.marked(marks))).collect()).marked(marks)
}

#[test]
fn a_secret_is_in_no_words() {
    let secret = |n: i64| number(n).marked(Marks::SENSITIVE);
    let found = moved(
        "aws_ecs_service",
        object(&[("desired_count", secret(4711))]),
        object(&[("desired_count", secret(815))]),
    );
    assert_eq!(found[0].words, "desired_count (sensitive) → (sensitive)");
    assert_eq!(found[0].percent, None);
    assert!(found[0].before.is_sensitive() && found[0].after.is_sensitive());
}

#[test]
fn what_only_the_apply_tells_is_unknown() {
    let other: Value = Unknown::attribute("aws_launch_template.size".into(), "latest_version".into()).into();
    assert_eq!(
        words("aws_ecs_service", "desired_count", number(6), other.clone()),
        "desired_count 6 → known after apply unknown"
    );
    let own: Value = Unknown::attribute("aws_db_instance.m".into(), "iops".into()).into();
    assert_eq!(words("aws_db_instance", "iops", number(0), own.clone()), "");
    assert_eq!(words("aws_db_instance", "iops", number(3000), own), "iops 3000 → known after apply unknown");
    assert_eq!(
        words(
            "aws_dynamodb_table",
            "global_secondary_index",
            Value::set_of(Type::Dynamic, Vec::new()),
            other
        ),
        "global_secondary_index.on_demand_throughput.max_read_request_units not set → known after apply unknown; \
         global_secondary_index.on_demand_throughput.max_write_request_units not set → known after apply unknown; \
         global_secondary_index.read_capacity not set → known after apply unknown; \
         global_secondary_index.write_capacity not set → known after apply unknown"
    );
}
