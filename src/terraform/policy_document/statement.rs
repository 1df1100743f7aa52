//! One `statement` block: what it says, as a member of the document.

use crate::value::{Fields, Kind, Marks, Name, Type, Value};

use super::{elements, given, object, order};

/// The statement of a block.
pub(super) fn of(block: &Value) -> Option<Value> {
    let block = block.as_fields()?;
    let effect = given(block.get_str("effect")).unwrap_or_else(|| Value::string("Allow"));
    let principal = |name| principals(elements(block.get_str(name))?);
    Some(object(vec![
        ("Sid", given(block.get_str("sid"))),
        ("Effect", Some(effect)),
        ("Action", one_or_many(block.get_str("actions"), false)),
        ("NotAction", one_or_many(block.get_str("not_actions"), false)),
        ("Resource", one_or_many(block.get_str("resources"), true)),
        ("NotResource", one_or_many(block.get_str("not_resources"), true)),
        ("Principal", principal("principals")?),
        ("NotPrincipal", principal("not_principals")?),
        ("Condition", conditions(elements(block.get_str("condition"))?)?),
    ]))
}

/// A block as the provider keeps it once it was read: with its defaults, and nothing null.
pub(super) fn filled(block: &Value) -> Value {
    let Some(fields) = block.as_fields() else { return block.clone() };
    let filled = fields.map_values(|name, value| match name.as_str() {
        _ if !value.is_null() => value.clone(),
        "effect" => Value::string("Allow"),
        "sid" => Value::string(""),
        "actions" | "not_actions" | "resources" | "not_resources" => Value::set_of(Type::String, Vec::new()),
        _ => value.clone(),
    });
    Value { kind: Kind::Object(filled.into()), marks: block.marks.without(Marks::UNSET), ..block.clone() }
}

/// A list of one is written without the list; an empty one not at all; the last comes first.
fn one_or_many(list: Option<&Value>, with_variables: bool) -> Option<Value> {
    let list = list.filter(|l| !l.is_null())?;
    let change = |v: &Value| if with_variables { variables(v) } else { v.clone() };
    match list.as_elements() {
        Some([]) => None,
        Some([only]) => Some(change(only)),
        Some(items) => Some(Value::tuple(last_first(items.iter().map(change).collect()))),
        None => Some(list.clone()),
    }
}

/// From the last to the first in the order of their bytes; as they are where one is not known.
pub(super) fn last_first(mut items: Vec<Value>) -> Vec<Value> {
    if items.iter().all(|item| item.as_str().is_some()) {
        items.sort_by(|a, b| b.as_str().cmp(&a.as_str()));
    }
    items
}

/// `&{…}` is how a configuration writes `${…}`, which Terraform would take for its own.
fn variables(value: &Value) -> Value {
    match value.as_str() {
        Some(text) if text.contains("&{") => {
            Value { kind: Value::string(&text.replace("&{", "${")).kind, ..value.clone() }
        }
        _ => value.clone(),
    }
}

/// Principals by type; everybody is `"*"`.
fn principals(blocks: &[Value]) -> Option<Option<Value>> {
    let mut by_type = Groups::default();
    for block in order::sorted(blocks, order::principal) {
        let block = block.as_fields()?;
        let kind = block.get_str("type")?.as_str()?;
        by_type.add(Name::new(kind), values(block.get_str("identifiers")?, last_first));
    }
    Some(by_type.into_principal())
}

fn conditions(blocks: &[Value]) -> Option<Option<Value>> {
    let mut tests: Vec<(Name, Groups)> = Vec::new();
    for block in order::sorted(blocks, order::condition) {
        let block = block.as_fields()?;
        let name = |argument: &str| block.get_str(argument)?.as_str().map(Name::new);
        let (test, variable) = (name("test")?, name("variable")?);
        let values = values(block.get_str("values")?, |items| items);
        match tests.iter_mut().find(|(known, _)| *known == test) {
            Some((_, variables)) => variables.add(variable, values),
            None => tests.push((test, Groups(vec![(variable, values)]))),
        }
    }
    let tests: Vec<(Name, Value)> =
        tests.into_iter().map(|(test, groups)| (test, groups.into_value())).collect();
    Some((!tests.is_empty()).then(|| Value::object(tests)))
}

/// One value stands alone, several in a list.
fn values(list: &Value, sort: impl Fn(Vec<Value>) -> Vec<Value>) -> Value {
    match list.as_elements() {
        Some([only]) => variables(only),
        Some(items) => Value::tuple(sort(items.iter().map(variables).collect())),
        None => list.clone(),
    }
}

/// Values by the name that they stand under.
#[derive(Default)]
pub(super) struct Groups(pub Vec<(Name, Value)>);

impl Groups {
    pub fn add(&mut self, name: Name, value: Value) {
        let Some((_, known)) = self.0.iter_mut().find(|(other, _)| *other == name) else {
            return self.0.push((name, value));
        };
        let list = |v: &Value| v.as_elements().map_or_else(|| vec![v.clone()], <[Value]>::to_vec);
        *known = Value::tuple([list(known), list(&value)].concat());
    }

    /// As a principal.
    pub fn into_principal(self) -> Option<Value> {
        match &*self.0 {
            [] => None,
            [(kind, all)] if kind.as_str() == "*" && all.as_str() == Some("*") => Some(all.clone()),
            _ => Some(self.into_value()),
        }
    }

    pub fn into_value(self) -> Value {
        Kind::Object(Fields::new(self.0).into()).into()
    }
}
