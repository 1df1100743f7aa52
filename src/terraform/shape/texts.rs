//! Texts that the provider does not keep as they are written: documents that it writes its own way, names in lower case,
//! scripts of which it shows a hash.

use crate::value::{Name, PathStep, Value, from_json, to_json};

/// What becomes of a text.
#[derive(Clone, Copy)]
enum Becomes {
    /// Nothing else.
    Itself,
    /// A JSON document in the provider's form; one that says nothing counts as left out.
    Policy,
    /// A JSON document in the provider's form.
    Json,
    /// Lower case.
    Lower,
    /// Lower case without the dot at its end.
    Domain,
    /// The hash of what it encodes.
    Hash,
}

/// By type and attribute.
const TEXTS: &[(&str, &str, Becomes)] = &[
    ("aws_instance", "user_data", Becomes::Hash),
    ("aws_iam_group_policy", "policy", Becomes::Itself),
    ("aws_iam_role_policy", "policy", Becomes::Itself),
    ("aws_iam_user_policy", "policy", Becomes::Itself),
    ("aws_route53_record", "name", Becomes::Domain),
    ("aws_security_group", "ingress.protocol", Becomes::Lower),
];

/// By attribute, whatever the type.
const DOCUMENTS: &[(&str, Becomes)] = &[
    ("policy", Becomes::Policy),
    ("assume_role_policy", Becomes::Policy),
    ("redrive_policy", Becomes::Json),
];

/// The text in the plan; none where nobody knows.
pub(super) fn planned(kind: Name, path: &[PathStep], text: &str, old_kit: bool) -> Option<Value> {
    let place = super::place(path);
    let own = TEXTS.iter().find(|(k, p, _)| *k == kind.as_str() && *p == place).map(|t| t.2);
    let document = || DOCUMENTS.iter().find(|(name, _)| old_kit && *name == place).map(|d| d.1);
    match own.or_else(document) {
        None | Some(Becomes::Itself) => Some(Value::string(text)),
        Some(Becomes::Lower) => Some(Value::string(&text.to_lowercase())),
        Some(Becomes::Domain) => Some(Value::string(text.to_lowercase().trim_end_matches('.'))),
        Some(Becomes::Json) => json(text),
        Some(Becomes::Policy) => json(text).filter(|_| says_something(text)),
        Some(Becomes::Hash) => Some(Value::string(&hash(text))),
    }
}

/// The document with its members sorted and no space between them.
fn json(text: &str) -> Option<Value> {
    Some(Value::string(&to_json(&from_json(text).ok()?)?))
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
    Sha1::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect()
}
