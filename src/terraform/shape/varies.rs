//! Arguments of which a plan shows one thing or another when they are left out, as the other arguments are.

use crate::value::{Fields, Name, PathStep, Value, from_json};

/// What is shown for these attributes of these types.
struct Varies {
    kinds: &'static [&'static str],
    attributes: &'static [&'static str],
    /// Whether it is the first case, told by the arguments beside it; none where they do not tell.
    test: fn(&Fields) -> Option<bool>,
    /// JSON of the two cases.
    shows: [&'static str; 2],
}

const LOAD_BALANCERS: &[&str] = &["aws_lb", "aws_alb"];

const TABLE: &[Varies] = &[
    Varies {
        kinds: LOAD_BALANCERS,
        attributes: &[
            "drop_invalid_header_fields",
            "enable_tls_version_and_cipher_suite_headers",
            "enable_waf_fail_open",
            "enable_xff_client_port",
            "preserve_host_header",
        ],
        test: is_application,
        shows: ["false", "null"],
    },
    Varies {
        kinds: LOAD_BALANCERS,
        attributes: &["enable_http2"],
        test: is_application,
        shows: ["true", "null"],
    },
    Varies {
        kinds: LOAD_BALANCERS,
        attributes: &["idle_timeout"],
        test: is_application,
        shows: ["60", "null"],
    },
    Varies {
        kinds: LOAD_BALANCERS,
        attributes: &["client_keep_alive"],
        test: is_application,
        shows: ["3600", "null"],
    },
    Varies {
        kinds: LOAD_BALANCERS,
        attributes: &["desync_mitigation_mode"],
        test: is_application,
        shows: ["\"defensive\"", "null"],
    },
    Varies {
        kinds: LOAD_BALANCERS,
        attributes: &["xff_header_processing_mode"],
        test: is_application,
        shows: ["\"append\"", "null"],
    },
    Varies {
        kinds: LOAD_BALANCERS,
        attributes: &["enable_cross_zone_load_balancing"],
        test: is_application,
        shows: ["null", "false"],
    },
    Varies {
        kinds: LOAD_BALANCERS,
        attributes: &["dns_record_client_routing_policy"],
        test: is_network,
        shows: ["\"any_availability_zone\"", "null"],
    },
    Varies {
        kinds: &["aws_instance"],
        attributes: &["source_dest_check"],
        test: has_interface,
        shows: ["null", "true"],
    },
    Varies {
        kinds: &["aws_s3_bucket_lifecycle_configuration"],
        attributes: &["rule.filter.prefix"],
        test: has_anything,
        shows: ["null", "\"\""],
    },
];

/// Whether anything of a type varies.
pub(super) fn has(kind: Name) -> bool {
    TABLE.iter().any(|v| v.kinds.contains(&kind.as_str()))
}

/// What is shown at this path beside these arguments; none where nothing varies or nobody can tell.
pub(super) fn shown(kind: Name, path: &[PathStep], beside: &Fields) -> Option<Value> {
    let place = super::place(path);
    let at = |v: &&Varies| v.kinds.contains(&kind.as_str()) && v.attributes.contains(&&*place);
    let varies = TABLE.iter().find(at)?;
    let first = (varies.test)(beside)?;
    from_json(varies.shows[usize::from(!first)]).ok()
}

fn is_set(value: &Value) -> bool {
    !value.is_null() && !value.as_elements().is_some_and(<[Value]>::is_empty)
}

fn load_balancer_type(arguments: &Fields) -> Option<&str> {
    match arguments.get_str("load_balancer_type").filter(|v| !v.is_null()) {
        Some(given) => given.as_str(),
        None => Some("application"),
    }
}

fn is_application(arguments: &Fields) -> Option<bool> {
    load_balancer_type(arguments).map(|kind| kind == "application")
}

fn is_network(arguments: &Fields) -> Option<bool> {
    load_balancer_type(arguments).map(|kind| kind == "network")
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
