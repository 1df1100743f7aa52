//! Arguments that the provider makes of other arguments, type by type.

use crate::value::{Fields, Marks, Name, Type, Unknown, Value};

/// The planned values with what the type's own code makes of them.
pub(super) fn apply(kind: Name, after: Fields) -> Fields {
    match kind.as_str() {
        "aws_acm_certificate" => certificate(after),
        "aws_lambda_function" => function(after),
        _ => after,
    }
}

/// A certificate that is asked for is valid for its domain too.
fn certificate(after: Fields) -> Fields {
    let names = Name::new("subject_alternative_names");
    let (Some(domain), Some(others)) = (after.get_str("domain_name"), after.get(names)) else { return after };
    let requested = after.get_str("validation_method").is_some_and(|v| v.as_str().is_some());
    let set = others.as_elements().filter(|_| requested);
    let joined = match (set, domain.as_str()) {
        (Some(others), Some(_)) => {
            let mut all = others.to_vec();
            all.push(domain.clone());
            Value::set_of(Type::String, all)
        }
        (Some(_), None) => {
            Unknown { not_null: true, not_empty: true, ..Unknown::from_refs(domain.as_unknown()) }.into()
        }
        _ => return after,
    };
    replaced(&after, names, &joined)
}

/// An environment without variables is none.
fn function(after: Fields) -> Fields {
    let environment = Name::new("environment");
    let blocks = after.get(environment).and_then(Value::as_elements).unwrap_or_default();
    let says_nothing =
        |block: &Value| block.as_fields().and_then(|f| f.get_str("variables")).is_some_and(Value::is_null);
    if blocks.is_empty() || !blocks.iter().all(says_nothing) {
        return after;
    }
    replaced(&after, environment, &Value::list_of(Type::Dynamic, Vec::new()))
}

fn replaced(after: &Fields, name: Name, with: &Value) -> Fields {
    after.map_values(|other, value| {
        if other != name {
            return value.clone();
        }
        let marks = value.marks.without(Marks::UNSET);
        Value { kind: with.kind.clone(), marks, ..value.clone() }
    })
}
