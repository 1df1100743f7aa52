//! What the block of a resource says and no plan records: its `lifecycle`, and which arguments it sets at all. It is known
//! where the source is at hand.

use std::sync::Arc;

use crate::value::{Name, Reason, Type, Unknown, Value};

/// Members of `meta` that tell of it.
pub const DECLARED: [&str; 3] = ["arguments", "ignore_changes", "prevent_destroy"];

/// What one instance's block says.
#[derive(Clone, Debug, Default)]
pub struct Declaration {
    /// Arguments and blocks that have a value.
    pub arguments: Box<[Name]>,
    /// The same for all instances.
    pub lifecycle: Arc<Lifecycle>,
}

/// A `lifecycle` block; empty where there is none.
#[derive(Debug, Default)]
pub struct Lifecycle {
    /// As they are written: `desired_count`, `tags["Owner"]`, or `all` alone.
    pub ignore_changes: Vec<String>,
    /// None where it is not written as a literal.
    pub prevent_destroy: Option<bool>,
}

/// A member of `meta`, if it is one of these; unknown where nobody has the source.
#[must_use]
pub fn declared(declaration: Option<&Declaration>, member: &str) -> Option<Value> {
    let texts = |texts: Vec<Value>| Value::list_of(Type::String, texts);
    let unknown = |ty| Unknown { reason: Reason::NoSource, not_null: true, ty, ..Unknown::anything() }.into();
    let list = || unknown(Type::list(Type::String));
    Some(match (member, declaration) {
        ("arguments", Some(own)) => texts(own.arguments.iter().map(|name| Value::string(name)).collect()),
        ("ignore_changes", Some(own)) => {
            texts(own.lifecycle.ignore_changes.iter().map(|text| Value::string(text)).collect())
        }
        ("prevent_destroy", Some(own)) => {
            own.lifecycle.prevent_destroy.map_or_else(|| unknown(Type::Bool), Value::from)
        }
        ("arguments" | "ignore_changes", None) => list(),
        ("prevent_destroy", None) => unknown(Type::Bool),
        _ => return None,
    })
}
