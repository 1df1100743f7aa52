//! Texts that the provider does not keep as they are written: documents that it writes its own way, names in lower case,
//! scripts of which it shows a hash.

use crate::text::hex;
use crate::value::{Kind, Name, PathStep, Value, from_json, to_json};

use super::containers;

/// What becomes of a text.
#[derive(Clone, Copy)]
enum Becomes {
    /// A JSON document in the provider's form; a policy that says nothing may count as left out.
    Policy,
    /// The same with its version first.
    VersionFirst,
    /// A JSON document in the provider's form; a text that is none stays.
    Json,
    /// The same without the escapes that HTML would need.
    PlainJson,
    /// The container definitions of an ECS task.
    Containers,
    Lower,
    Upper,
    /// Without blanks around it.
    Trimmed,
    /// Lower case without the dot at its end.
    Domain,
    /// A protocol's name, or its number where it has none.
    Protocol,
    /// The hash of what it encodes.
    Hash,
}

/// By types and attribute.
const TEXTS: &[(&[&str], &str, Becomes)] = &[
    (
        &["aws_iam_group_policy", "aws_iam_role_policy", "aws_iam_user_policy"],
        "policy",
        Becomes::VersionFirst,
    ),
    (&["aws_iam_role"], "inline_policy.policy", Becomes::VersionFirst),
    (&["aws_ecs_task_definition"], "container_definitions", Becomes::Containers),
    (&["aws_instance", "aws_launch_configuration", "aws_spot_instance_request"], "user_data", Becomes::Hash),
    (&["aws_route53_record", "aws_route53_zone"], "name", Becomes::Domain),
    (&["aws_route53_record"], "alias.name", Becomes::Domain),
    (&["aws_security_group", "aws_default_security_group"], "ingress.protocol", Becomes::Protocol),
    (&["aws_security_group", "aws_default_security_group"], "egress.protocol", Becomes::Protocol),
    (&["aws_security_group_rule"], "protocol", Becomes::Protocol),
    (&["aws_lb_listener", "aws_alb_listener"], "protocol", Becomes::Upper),
    (&["aws_lb_target_group", "aws_alb_target_group"], "health_check.protocol", Becomes::Upper),
    (&["aws_db_instance"], "engine", Becomes::Lower),
    (
        &["aws_db_instance", "aws_elasticache_cluster", "aws_elasticache_replication_group"],
        "maintenance_window",
        Becomes::Lower,
    ),
    (&["aws_rds_cluster", "aws_rds_cluster_instance"], "preferred_maintenance_window", Becomes::Lower),
    (&["aws_elasticache_subnet_group", "aws_elasticache_parameter_group"], "name", Becomes::Lower),
    (&["aws_elasticache_replication_group"], "replication_group_id", Becomes::Lower),
    (&["aws_key_pair"], "public_key", Becomes::Trimmed),
];

/// By attribute, whatever the type, where the older plugin kit is used.
const DOCUMENTS: &[(&str, Becomes)] = &[
    ("policy", Becomes::Policy),
    ("assume_role_policy", Becomes::Policy),
    ("policy_document", Becomes::Policy),
    ("access_policies", Becomes::Policy),
    ("access_policy", Becomes::Policy),
    ("inline_policy", Becomes::Policy),
    ("policy_body", Becomes::Json),
    ("template_body", Becomes::Json),
    ("dashboard_body", Becomes::Json),
    ("event_pattern", Becomes::PlainJson),
    ("container_properties", Becomes::Json),
    ("delivery_policy", Becomes::Json),
    ("filter_policy", Becomes::Json),
    ("redrive_policy", Becomes::Json),
    ("redrive_allow_policy", Becomes::Json),
];

const PROTOCOLS: &[(&str, &str)] =
    &[("all", "-1"), ("1", "icmp"), ("6", "tcp"), ("17", "udp"), ("58", "icmpv6")];

/// The text in the plan; none where nobody knows.
pub(super) fn planned(kind: Name, path: &[PathStep], text: &str, old_kit: bool) -> Option<Value> {
    let place = super::place(path);
    let own = TEXTS.iter().find(|(kinds, p, _)| *p == place && kinds.contains(&kind.as_str())).map(|t| t.2);
    let document = || DOCUMENTS.iter().find(|(name, _)| old_kit && *name == place).map(|d| d.1);
    let Some(becomes) = own.or_else(document) else { return Some(Value::string(text)) };
    let text = match becomes {
        Becomes::Lower => text.to_lowercase(),
        Becomes::Upper => text.to_uppercase(),
        Becomes::Trimmed => text.trim().to_owned(),
        Becomes::Domain => text.to_lowercase().trim_end_matches('.').to_owned(),
        Becomes::Protocol => protocol(&text.to_lowercase()).to_owned(),
        Becomes::Json => json(text).unwrap_or_else(|| text.to_owned()),
        Becomes::PlainJson => json(text).map_or_else(|| text.to_owned(), |json| without_escapes(&json)),
        Becomes::Policy => json(text).filter(|_| says_something(text))?,
        Becomes::VersionFirst => version_first(text).filter(|_| says_something(text))?,
        Becomes::Containers => containers::planned(&from_json(text).ok()?)?,
        Becomes::Hash => hash(text),
    };
    Some(Value::string(&text))
}

fn protocol(text: &str) -> &str {
    PROTOCOLS.iter().find(|(written, _)| *written == text).map_or(text, |(_, name)| name)
}

/// The document with its members sorted and no space between them.
fn json(text: &str) -> Option<String> {
    to_json(&from_json(text).ok()?)
}

fn without_escapes(json: &str) -> String {
    let mut text = String::new();
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        text.push_str(before);
        let plain = [("\\u003c", "<"), ("\\u003e", ">"), ("\\u0026", "&")];
        let found = plain.into_iter().find(|(written, _)| escape.starts_with(written));
        let (written, means) = found.unwrap_or_else(|| {
            let two = escape.char_indices().nth(2).map_or(escape, |(end, _)| &escape[..end]);
            (two, two)
        });
        text.push_str(means);
        rest = &escape[written.len()..];
    }
    text + rest
}

/// The same, the language's version before everything else.
fn version_first(text: &str) -> Option<String> {
    let document = from_json(text).ok()?;
    let Kind::Object(fields) = &document.kind else { return None };
    let Some(version) = fields.get_str("Version") else { return to_json(&document) };
    let others = fields.entries().iter().filter(|(name, _)| name.as_str() != "Version");
    let others = to_json(&Value::object(others.cloned().collect()))?;
    let rest = others.strip_prefix('{').filter(|rest| *rest != "}")?;
    Some(format!("{{\"Version\":{},{rest}", to_json(version)?))
}

/// Whether a policy document has a statement.
fn says_something(text: &str) -> bool {
    let Ok(document) = from_json(text) else { return false };
    let statement = document.as_fields().and_then(|f| f.get_str("Statement"));
    statement.is_some_and(|s| s.children().next().is_some())
}

/// SHA-1, of what it encodes where it is base64.
fn hash(text: &str) -> String {
    use base64::Engine;
    use sha1::{Digest, Sha1};
    let decoded = base64::engine::general_purpose::STANDARD.decode(text);
    let bytes = decoded.unwrap_or_else(|_| text.as_bytes().to_vec());
    hex(&Sha1::digest(&bytes))
}
