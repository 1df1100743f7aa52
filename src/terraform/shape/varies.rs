//! Arguments of which a plan shows one thing or another, as the arguments beside them are: when they are left out, and
//! some even when they are set.

use crate::terraform::schema::Omitted;
use crate::value::{Fields, Name, PathStep, Value, from_json};

/// What is shown for attributes of these types.
struct Varies {
    kinds: &'static [&'static str],
    /// Whether it is the first case, told by the arguments beside it; none where they do not tell.
    test: fn(&Fields) -> Option<bool>,
    /// Path and JSON of the two cases.
    shows: &'static [(&'static str, [&'static str; 2])],
}

const TABLE: &[Varies] = &[
    Varies {
        kinds: &["aws_lb", "aws_alb"],
        test: |arguments| Some(is_load_balancer(arguments, "application")),
        shows: &[
            ("client_keep_alive", ["3600", "null"]),
            ("desync_mitigation_mode", ["\"defensive\"", "null"]),
            ("drop_invalid_header_fields", ["false", "null"]),
            ("enable_cross_zone_load_balancing", ["null", "false"]),
            ("enable_http2", ["true", "null"]),
            ("enable_tls_version_and_cipher_suite_headers", ["false", "null"]),
            ("enable_waf_fail_open", ["false", "null"]),
            ("enable_xff_client_port", ["false", "null"]),
            ("idle_timeout", ["60", "null"]),
            ("preserve_host_header", ["false", "null"]),
            ("xff_header_processing_mode", ["\"append\"", "null"]),
        ],
    },
    Varies {
        kinds: &["aws_lb", "aws_alb"],
        test: |arguments| Some(is_load_balancer(arguments, "network")),
        shows: &[("dns_record_client_routing_policy", ["\"any_availability_zone\"", "null"])],
    },
    Varies {
        kinds: &["aws_lb", "aws_alb"],
        test: |arguments| {
            Some(["application", "network"].iter().any(|kind| is_load_balancer(arguments, kind)))
        },
        shows: &[("enable_zonal_shift", ["false", "null"])],
    },
    Varies {
        kinds: &["aws_instance"],
        test: has_interface,
        shows: &[("source_dest_check", ["null", "true"])],
    },
    Varies {
        kinds: &["aws_ecs_service"],
        test: is_daemon,
        shows: &[
            ("deployment_maximum_percent", ["null", "200"]),
            ("deployment_minimum_healthy_percent", ["null", "100"]),
        ],
    },
    Varies {
        kinds: &["aws_s3_bucket_lifecycle_configuration"],
        test: has_anything,
        shows: &[("rule.filter.prefix", ["null", "\"\""])],
    },
    Varies {
        kinds: &["aws_s3_bucket_lifecycle_configuration"],
        test: |_| Some(true),
        shows: &[
            ("rule.filter.and.object_size_greater_than", ["0", "0"]),
            ("rule.filter.and.object_size_less_than", ["0", "0"]),
            ("rule.filter.and.prefix", ["\"\"", "\"\""]),
        ],
    },
    Varies {
        kinds: &["aws_sqs_queue"],
        test: |beside| beside.get_str("sqs_managed_sse_enabled")?.as_bool().filter(|on| *on),
        shows: &[("kms_data_key_reuse_period_seconds", ["0", "0"])],
    },
    Varies {
        kinds: &["aws_lb_listener", "aws_alb_listener"],
        test: |_| Some(true),
        shows: &[
            ("default_action.forward.stickiness.enabled", ["false", "null"]),
            ("default_action.redirect.host", ["\"#{host}\"", "null"]),
            ("default_action.redirect.path", ["\"/#{path}\"", "null"]),
            ("default_action.redirect.port", ["\"#{port}\"", "null"]),
            ("default_action.redirect.protocol", ["\"#{protocol}\"", "null"]),
            ("default_action.redirect.query", ["\"#{query}\"", "null"]),
        ],
    },
    Varies {
        kinds: &["aws_lb_listener_rule", "aws_alb_listener_rule"],
        test: |_| Some(true),
        shows: &[
            ("action.forward.stickiness.enabled", ["false", "null"]),
            ("action.redirect.host", ["\"#{host}\"", "null"]),
            ("action.redirect.path", ["\"/#{path}\"", "null"]),
            ("action.redirect.port", ["\"#{port}\"", "null"]),
            ("action.redirect.protocol", ["\"#{protocol}\"", "null"]),
            ("action.redirect.query", ["\"#{query}\"", "null"]),
        ],
    },
    // Seen only where another type of action made the provider pass them over.
    Varies {
        kinds: &["aws_lb_listener", "aws_alb_listener"],
        test: |_| None,
        shows: &[
            ("default_action.authenticate_cognito.on_unauthenticated_request", UNCLEAR),
            ("default_action.authenticate_cognito.scope", UNCLEAR),
            ("default_action.authenticate_cognito.session_cookie_name", UNCLEAR),
            ("default_action.authenticate_cognito.session_timeout", UNCLEAR),
            ("default_action.authenticate_oidc.on_unauthenticated_request", UNCLEAR),
            ("default_action.authenticate_oidc.scope", UNCLEAR),
            ("default_action.authenticate_oidc.session_cookie_name", UNCLEAR),
            ("default_action.authenticate_oidc.session_timeout", UNCLEAR),
            ("default_action.fixed_response.status_code", UNCLEAR),
        ],
    },
    Varies {
        kinds: &["aws_lb_listener_rule", "aws_alb_listener_rule"],
        test: |_| None,
        shows: &[
            ("action.authenticate_cognito.on_unauthenticated_request", UNCLEAR),
            ("action.authenticate_cognito.scope", UNCLEAR),
            ("action.authenticate_cognito.session_cookie_name", UNCLEAR),
            ("action.authenticate_cognito.session_timeout", UNCLEAR),
            ("action.authenticate_oidc.on_unauthenticated_request", UNCLEAR),
            ("action.authenticate_oidc.scope", UNCLEAR),
            ("action.authenticate_oidc.session_cookie_name", UNCLEAR),
            ("action.authenticate_oidc.session_timeout", UNCLEAR),
            ("action.fixed_response.status_code", UNCLEAR),
        ],
    },
    // Blocks that the measurement did not reach.
    Varies {
        kinds: &["aws_kinesis_firehose_delivery_stream"],
        test: |_| Some(true),
        shows: &[
            ("elasticsearch_configuration.s3_configuration.cloudwatch_logging_options.enabled", FALSE),
            ("http_endpoint_configuration.s3_configuration.cloudwatch_logging_options.enabled", FALSE),
            ("iceberg_configuration.s3_configuration.cloudwatch_logging_options.enabled", FALSE),
            ("opensearch_configuration.s3_configuration.cloudwatch_logging_options.enabled", FALSE),
            ("opensearchserverless_configuration.s3_configuration.cloudwatch_logging_options.enabled", FALSE),
            ("redshift_configuration.s3_configuration.cloudwatch_logging_options.enabled", FALSE),
            ("snowflake_configuration.s3_configuration.cloudwatch_logging_options.enabled", FALSE),
            ("splunk_configuration.s3_configuration.cloudwatch_logging_options.enabled", FALSE),
        ],
    },
    Varies {
        kinds: &["aws_scheduler_schedule"],
        test: |_| Some(true),
        shows: &[
            ("target.ecs_parameters.network_configuration.assign_public_ip", FALSE),
            ("target.ecs_parameters.placement_constraints.expression", ["\"\"", "null"]),
        ],
    },
];

const UNCLEAR: [&str; 2] = ["", ""];

const FALSE: [&str; 2] = ["false", "null"];

/// Arguments that the provider does not look at, where the test does not say that it does.
const IGNORED: &[Varies] = &[
    Varies {
        kinds: &["aws_elasticsearch_domain", "aws_opensearch_domain"],
        test: has_master,
        shows: &[
            ("cluster_config.dedicated_master_count", ["", "null"]),
            ("cluster_config.dedicated_master_type", ["", "null"]),
        ],
    },
    Varies {
        kinds: &["aws_sqs_queue"],
        test: has_key,
        shows: &[("kms_data_key_reuse_period_seconds", ["", ""])],
    },
];

/// Whether anything of a type varies.
pub(super) fn has(kind: Name) -> bool {
    TABLE.iter().chain(IGNORED).any(|v| v.kinds.contains(&kind.as_str()))
}

/// What is shown at this path, where nothing is set, beside these arguments; none where nothing varies.
pub(super) fn shown(kind: Name, path: &[PathStep], beside: &Fields) -> Option<Omitted> {
    let (varies, shows) = find(TABLE, kind, &super::place(path))?;
    let value = (varies.test)(beside).and_then(|first| from_json(shows[usize::from(!first)]).ok());
    Some(match value {
        None => Omitted::NotSeen,
        Some(value) if value.is_null() => Omitted::Null,
        Some(value) => Omitted::Value(value),
    })
}

/// Whether the provider looks at what is set at this path; none where nobody can tell.
pub(super) fn is_heeded(kind: Name, path: &[PathStep], beside: &Fields) -> Option<bool> {
    match find(IGNORED, kind, &super::place(path)) {
        Some((varies, _)) => (varies.test)(beside),
        None => Some(true),
    }
}

fn find(table: &'static [Varies], kind: Name, place: &str) -> Option<(&'static Varies, [&'static str; 2])> {
    let mut of_kind = table.iter().filter(|v| v.kinds.contains(&kind.as_str()));
    of_kind.find_map(|v| {
        let at = move |(path, shows): &(&str, [&'static str; 2])| (*path == place).then_some((v, *shows));
        v.shows.iter().find_map(at)
    })
}

fn is_set(value: &Value) -> bool {
    !value.is_null() && !value.as_elements().is_some_and(<[Value]>::is_empty)
}

/// Of a load balancer whose kind is not known yet, the plan shows what other kinds have.
fn is_load_balancer(arguments: &Fields, kind: &str) -> bool {
    is(arguments, "load_balancer_type", kind, "application").unwrap_or(false)
}

fn is_daemon(arguments: &Fields) -> Option<bool> {
    is(arguments, "scheduling_strategy", "DAEMON", "REPLICA")
}

fn is(arguments: &Fields, name: &str, wanted: &str, default: &str) -> Option<bool> {
    match arguments.get_str(name).filter(|v| !v.is_null()) {
        Some(given) => given.as_str().map(|text| text == wanted),
        None => Some(wanted == default),
    }
}

fn has_master(arguments: &Fields) -> Option<bool> {
    let enabled = arguments.get_str("dedicated_master_enabled").filter(|v| !v.is_null());
    enabled.map_or(Some(false), |v| v.as_bool().or_else(|| Some(v.as_str()? == "true")))
}

/// Nobody knows what the plan shows where there is no key.
fn has_key(arguments: &Fields) -> Option<bool> {
    arguments.get_str("kms_master_key_id").filter(|v| is_set(v) && v.as_str() != Some("")).map(|_| true)
}

fn has_anything(block: &Fields) -> Option<bool> {
    let known = |(_, v): &(Name, Value)| is_set(v) && !v.is_unknown();
    let set = block.entries().iter().any(known);
    (set || !block.entries().iter().any(|(_, v)| v.is_unknown())).then_some(set)
}

fn has_interface(arguments: &Fields) -> Option<bool> {
    match arguments.get_str("network_interface") {
        Some(blocks) if blocks.is_unknown() => None,
        blocks => Some(blocks.is_some_and(is_set)),
    }
}
