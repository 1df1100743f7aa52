//! What an unknown value says of itself: the attribute that it is, and what is known of identifiers before they exist.

use crate::value::{Address, Name, PathStep, Reason, Ref, Type, Unknown};

use super::configuration::Sources;
use super::tables;

/// Arguments that hold text composed of references: a single reference in them is a part, not the whole.
const FREE_TEXT: [&str; 22] = [
    "name",
    "name_prefix",
    "description",
    "comment",
    "policy",
    "assume_role_policy",
    "inline_policy",
    "access_policies",
    "user_data",
    "user_data_base64",
    "container_definitions",
    "definition",
    "template_body",
    "content",
    "input",
    "body",
    "value",
    "command",
    "source_json",
    "override_json",
    "schedule_expression",
    "resources",
];

/// A computed attribute stands for itself.
#[must_use]
pub fn own(id: Name, kind: Name, path: &[PathStep]) -> Unknown {
    let text = path.iter().fold(String::new(), |text, step| match step {
        PathStep::Name(name) => crate::lang::member_path(&text, name),
        PathStep::Index(at) => format!("{text}[{at}]"),
    });
    let attribute = Name::new(&text);
    let names_it = tables::names_resource(kind, attribute);
    let reason =
        if names_it || matches!(text.as_str(), "id" | "arn") { Reason::Computed } else { Reason::NotSet };
    let unknown = refined(Unknown { reason, ..Unknown::attribute(id, attribute) }, kind);
    // A name that nobody set is made up during the apply, as an identifier is.
    if names_it {
        Unknown { generated: true, not_null: true, not_empty: true, ..canonical(unknown) }
    } else {
        unknown
    }
}

/// The attribute that an `id` equals is known by the name `id`, so that both are one.
fn canonical(mut unknown: Unknown) -> Unknown {
    for reference in &mut unknown.refs {
        let named = |name: &Name| kind_of(reference).is_some_and(|kind| tables::names_resource(kind, *name));
        if reference.attribute.as_ref().is_some_and(named) {
            reference.attribute = Some(Name::new("id"));
        }
    }
    unknown
}

/// What is known of an identifier before it exists.
fn refined(mut unknown: Unknown, kind: Name) -> Unknown {
    let attribute = unknown.as_exact().and_then(|r| r.attribute);
    let prefix = match attribute.map(Name::as_str) {
        Some("arn") if has_arn(kind) => Some("arn:"),
        Some("arn") => return unknown,
        Some("id") => tables::identifier_prefix(&kind),
        Some(other) => match tables::identifier_prefix(&format!("{kind}.{other}")) {
            Some(prefix) => Some(prefix),
            None => return unknown,
        },
        None => return unknown,
    };
    unknown.ty = Type::String;
    (unknown.not_null, unknown.not_empty) = (true, true);
    unknown.generated = prefix.is_some_and(|p| p != "arn:");
    unknown.prefix = prefix.unwrap_or_default().into();
    unknown
}

/// Whether the `arn` of a type is an ARN. Other clouds have an `arn` that begins in another way, and the provider leaves that
/// of a spot request null, which it has only since its schema is that of an instance (seen at an apply).
fn has_arn(kind: Name) -> bool {
    kind.starts_with("aws") && kind.as_str() != "aws_spot_instance_request"
}

/// A value made of these references. A single one to an identifier counts as the whole value.
pub(super) fn from_sources(sources: Sources, path: &[PathStep]) -> Unknown {
    let mut refs = sources.refs;
    refs.sort();
    refs.dedup();
    let plain = !sources.lost && !refs.is_empty();
    // Nobody builds a policy document around another by quoting it.
    let document = refs.len() == 1 && refs[0].attribute.is_some_and(|a| a.as_str() == "json");
    let identifiers =
        refs.iter().all(|r| r.attribute.is_none_or(|a| is_identifier(&a))) && !holds_free_text(path);
    // What variables choose is known when the plan is made: if the value is not, the only reference was chosen.
    let exact = plain && (identifiers || document) && refs.len() == 1;
    let members = plain && identifiers && !sources.mixed;
    let reason = if sources.lost { Reason::ThroughLocal } else { Reason::Computed };
    let kind = refs.first().and_then(kind_of);
    let one_of = plain && identifiers && sources.mixed && refs.len() > 1;
    let length = members.then_some((1, usize::MAX));
    let unknown =
        Unknown { refs: refs.into(), exact, one_of, members, length, reason, ..Unknown::anything() };
    match kind {
        Some(kind) if exact => canonical(refined(unknown, kind)),
        _ => canonical(unknown),
    }
}

fn kind_of(reference: &Ref) -> Option<Name> {
    Address::parse(&reference.address).ok().map(|a| a.kind)
}

fn holds_free_text(path: &[PathStep]) -> bool {
    path.iter().any(|step| matches!(step, PathStep::Name(name) if FREE_TEXT.contains(&name.as_str()) || name.starts_with("tags")))
}

/// Attributes by which resources name each other.
fn is_identifier(attribute: &str) -> bool {
    ["id", "arn", "name", "bucket", "key_id", "identifier"]
        .iter()
        .any(|end| attribute.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('_')))
}

#[cfg(test)]
mod tests {
    use super::own;
    use crate::value::{Name, PathStep};

    #[test]
    fn an_arn_of_aws_begins_as_such() {
        let arn = |kind: &str| {
            let id = Name::new(&format!("{kind}.a"));
            let unknown = own(id, Name::new(kind), &[PathStep::Name("arn".into())]);
            (unknown.prefix.to_string(), unknown.not_null)
        };
        assert_eq!(arn("aws_kms_key"), ("arn:".to_owned(), true));
        assert_eq!(arn("awscc_kms_key"), ("arn:".to_owned(), true));
        for kind in ["aws_spot_instance_request", "alicloud_ram_role"] {
            assert_eq!(arn(kind), (String::new(), false), "{kind}");
        }
    }
}
