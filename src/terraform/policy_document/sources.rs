//! Documents that this one extends or that override it: read as the provider reads them.

use crate::value::{Fields, Name, Value, from_json};

use super::statement::{Groups, last_first};
use super::{Document, elements, given, numbered, object};

/// The documents in these arguments, in their order; none where one of them is unknown or refused.
pub(super) fn documents(arguments: &Fields, names: [&'static str; 2]) -> Option<Vec<Document>> {
    let mut found = Vec::new();
    for (name, value) in names.into_iter().filter_map(|name| Some((name, arguments.get_str(name)?))) {
        let alone = value.as_str().is_some();
        let listed = if alone { std::slice::from_ref(value) } else { elements(Some(value))? };
        for (at, text) in listed.iter().enumerate() {
            if !text.is_null() && text.as_str() != Some("") {
                found.push(document(text, name, (!alone).then_some(at))?);
            }
        }
    }
    Some(found)
}

fn document(text: &Value, argument: &'static str, at: Option<usize>) -> Option<Document> {
    let document = match (text.as_str(), text.as_unknown()) {
        (Some(text), _) => from_json(text).ok()?,
        (_, Some(unknown)) => unknown.json.clone()?,
        _ => return None,
    };
    let document = document.as_fields()?;
    Some(Document {
        version: member(document, "Version"),
        id: member(document, "Id"),
        statements: match member(document, "Statement") {
            None => Vec::new(),
            Some(statements) => numbered(argument, at, statements.as_elements()?, statement)?,
        },
    })
}

/// A member by its name, whatever its case.
fn member(fields: &Fields, name: &str) -> Option<Value> {
    let mut same = fields.entries().iter().rev().filter(|(key, _)| key.eq_ignore_ascii_case(name));
    given(same.next().map(|(_, value)| value))
}

fn statement(statement: &Value) -> Option<Value> {
    let statement = statement.as_fields()?;
    let plain = |name| member(statement, name);
    let principal = |name| member(statement, name).map_or(Some(None), |value| principals(&value));
    Some(object(vec![
        ("Sid", plain("Sid")),
        ("Effect", plain("Effect")),
        ("Action", plain("Action")),
        ("NotAction", plain("NotAction")),
        ("Resource", plain("Resource")),
        ("NotResource", plain("NotResource")),
        ("Principal", principal("Principal")?),
        ("NotPrincipal", principal("NotPrincipal")?),
        ("Condition", member(statement, "Condition").map_or(Some(None), |value| conditions(&value))?),
    ]))
}

fn principals(value: &Value) -> Option<Option<Value>> {
    if value.as_str() == Some("*") || value.is_unknown() {
        return Some(Some(value.clone()));
    }
    let mut by_type = Groups::default();
    for (kind, identifiers) in value.as_fields()?.entries() {
        let identifiers = match texts(identifiers)? {
            Some(items) => Value::tuple(last_first(items)),
            None => identifiers.clone(),
        };
        by_type.add(*kind, identifiers);
    }
    Some(by_type.into_principal())
}

fn conditions(value: &Value) -> Option<Option<Value>> {
    if value.is_unknown() {
        return Some(Some(value.clone()));
    }
    let mut tests: Vec<(Name, Value)> = Vec::new();
    for (test, variables) in value.as_fields()?.entries() {
        let mut by_variable = Groups::default();
        for (variable, values) in variables.as_fields()?.entries() {
            let values = match texts(values)? {
                Some(mut items) if items.len() == 1 => items.remove(0),
                Some(items) => Value::tuple(items),
                None => values.clone(),
            };
            by_variable.add(*variable, values);
        }
        tests.push((*test, by_variable.into_value()));
    }
    Some((!tests.is_empty()).then(|| Value::object(tests)))
}

/// The texts of a list, or nothing of one text alone; the provider fails at anything else.
fn texts(value: &Value) -> Option<Option<Vec<Value>>> {
    let is_text = |v: &Value| v.as_str().is_some() || v.is_unknown();
    match value.as_elements() {
        Some(items) if items.iter().all(is_text) => Some(Some(items.to_vec())),
        None if is_text(value) => Some(None),
        _ => None,
    }
}
