//! A name for what exactly an owner lets pass: the same as long as the change is the same, another as soon as a value is.
//!
//! The fingerprint of a finding has no values in it, so that a baseline outlives an edit. An approval must not: who
//! approved six tasks did not approve twelve. What counts is all that rules read of the resource, and that is to change, not only
//! what made this condition false: the rest of the condition may have become false since.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::policy::{ResourcePolicy, Subject, Violation};
use crate::terraform::Graph;
use crate::text::hex;
use crate::value::{Fields, Kind, Marks, Name, Truth, Value, equals};

/// The digest; none where a secret would be in it, which somebody could guess from it, nor where what is to blame is only
/// known after the apply: it may be something else each time.
#[must_use]
pub fn change(
    graph: &Graph,
    policy: &ResourcePolicy,
    subject: Subject<'_>,
    violation: &Violation,
) -> Option<String> {
    let Subject { resource, operation, .. } = subject;
    let mut text = Text::default();
    let condition = violation.condition.to_string();
    for part in [policy.label.as_str(), &resource.id, operation.as_str(), &condition, &violation.message] {
        text.add(part);
    }
    text.difference(&resource.before, &resource.after)?;
    for place in &violation.blame {
        if place.value.any(&Value::is_unknown) {
            return None;
        }
        text.add(graph.get(place.resource).map_or("", |resource| resource.id.as_str()));
        text.add(&place.path);
        text.value(&place.value)?;
    }
    Some(text.digest())
}

/// Pieces of which none runs into the next.
#[derive(Default)]
struct Text(Sha256);

impl Text {
    fn add(&mut self, piece: &str) {
        self.0.update(piece.len().to_le_bytes());
        self.0.update(piece.as_bytes());
    }

    fn digest(self) -> String {
        hex(&self.0.finalize())
    }

    /// Of an update only what it changes: a password that stays is nobody's business here.
    fn difference(&mut self, before: &Value, after: &Value) -> Option<()> {
        let (Some(old), Some(new)) = (before.as_fields(), after.as_fields()) else {
            self.value(before)?;
            return self.value(after);
        };
        let names: BTreeSet<Name> = old.entries().iter().chain(new.entries()).map(|entry| entry.0).collect();
        let null = Value::null();
        for name in names {
            let (old, new) = (old.get(name).unwrap_or(&null), new.get(name).unwrap_or(&null));
            if equals(old, new) != Truth::True {
                self.add(&name);
                self.value(old)?;
                self.value(new)?;
            }
        }
        Some(())
    }

    /// None where it is secret.
    fn value(&mut self, value: &Value) -> Option<()> {
        if value.marks.has(Marks::SENSITIVE) || value.marks.has(Marks::EPHEMERAL) {
            return None;
        }
        match &value.kind {
            Kind::Null(_) => self.add("null"),
            Kind::Bool(bool) => self.add(if *bool { "true" } else { "false" }),
            Kind::Number(number) => self.add(&format!("number {number}")),
            Kind::String(string) => self.add(&format!("string {string}")),
            Kind::List(items) | Kind::Set(items) | Kind::Tuple(items) => {
                self.add(&format!("elements {}", items.items.len()));
                items.items.iter().try_for_each(|item| self.value(item))?;
            }
            Kind::Map(fields) | Kind::Object(fields) => self.fields(fields)?,
            Kind::Unknown(unknown) => {
                self.add(&format!("unknown {}", unknown.refs.len()));
                unknown.refs.iter().for_each(|reference| self.add(&reference.to_string()));
            }
        }
        Some(())
    }

    fn fields(&mut self, fields: &Fields) -> Option<()> {
        self.add(&format!("entries {}", fields.len()));
        for (name, value) in fields.entries() {
            self.add(name);
            self.value(value)?;
        }
        for (key, value) in &fields.symbolic {
            self.value(key)?;
            self.value(value)?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::value::{Marks, Value};

    fn digest(value: &Value) -> Option<String> {
        let mut text = Text::default();
        text.value(value)?;
        Some(text.digest())
    }

    #[test]
    fn values_that_differ_have_digests_that_differ() {
        let text = |text: &str| Value::string(text);
        let values = [
            Value::null(),
            Value::from(true),
            Value::from(6_i64),
            text("6"),
            text("null"),
            Value::list(vec![text("a"), text("b")]),
            Value::list(vec![text("ab")]),
            Value::list(vec![Value::list(vec![text("a")]), text("b")]),
            Value::object(vec![("a".into(), text("b"))]),
            Value::object(vec![("b".into(), text("a"))]),
        ];
        let mut digests: Vec<_> = values.iter().map(digest).collect();
        digests.sort();
        digests.dedup();
        assert_eq!(digests.len(), values.len());
    }

    #[test]
    fn a_secret_is_in_no_digest() {
        let secret = text_list(Value::string("hunter2").marked(Marks::SENSITIVE));
        assert_eq!(digest(&secret), None);
        assert!(digest(&text_list(Value::string("hunter2"))).is_some());
    }

    #[test]
    fn of_an_update_only_what_changes_counts() {
        let of = |size: i64, password: &str| {
            let password = Value::string(password).marked(Marks::SENSITIVE);
            Value::object(vec![("size".into(), size.into()), ("password".into(), password)])
        };
        let digest = |before: &Value, after: &Value| {
            let mut text = Text::default();
            text.difference(before, after)?;
            Some(text.digest())
        };
        assert_eq!(digest(&of(6, "a"), &of(12, "a")), digest(&of(6, "b"), &of(12, "b")));
        assert_ne!(digest(&of(6, "a"), &of(12, "a")), digest(&of(6, "a"), &of(24, "a")));
        assert_eq!(digest(&of(6, "a"), &of(12, "b")), None);
        assert_eq!(digest(&Value::null(), &of(12, "b")), None);
    }

    fn text_list(value: Value) -> Value {
        Value::list(vec![value])
    }
}
