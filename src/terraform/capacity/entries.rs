//! Changes as entries of a graph of their own, so that policies are evaluated on them as on anything else.

use std::collections::BTreeMap;

use crate::value::{Name, Unknown, Value};

use super::super::graph::{About, Action, Graph, Resource, Role};
use super::Change;

/// One entry for each change, with the same number.
#[must_use]
pub fn entries(changes: &[Change], graph: &Graph, operation: &dyn Fn(&Change) -> &'static str) -> Graph {
    let mut about = BTreeMap::new();
    let mut entries = Vec::new();
    for (number, change) in (0..).zip(changes) {
        let Some(resource) = graph.get(change.resource) else { continue };
        let meta = vec![("operation".into(), Value::string(operation(change)))];
        about.insert(number, About { role: Role::Change, meta });
        entries.push(entry(change, resource));
    }
    Graph::with(entries, about)
}

fn entry(change: &Change, resource: &Resource) -> Resource {
    let address = resource.address.clone();
    Resource {
        after: Value::object(attributes(change)),
        offset: resource.offset,
        certain: resource.certain,
        ..Resource::bare(address, change.address, resource.provider, Action::NoOp)
    }
}

fn attributes(change: &Change) -> Vec<(Name, Value)> {
    let text = |text: &str| if text.is_empty() { Value::null() } else { Value::string(text) };
    // What waits for the same values waits for the same reason.
    let waits = |known: Option<Value>| match (known, change.direction) {
        (Some(known), _) => known,
        (None, Some(_)) => Value::null(),
        (None, None) => not_known(change).into(),
    };
    vec![
        ("path".into(), text(&change.path)),
        ("before".into(), change.before.clone()),
        ("after".into(), change.after.clone()),
        ("direction".into(), direction(change)),
        ("percent".into(), waits(change.percent.clone().map(Value::from))),
        ("steps".into(), waits(change.steps.map(Value::from))),
        ("dimension".into(), Value::string(change.dimension.as_str())),
        ("stateful".into(), change.stateful.into()),
        ("class".into(), Value::string(change.class.as_str())),
        ("words".into(), Value::string(&change.words)),
    ]
}

fn direction(change: &Change) -> Value {
    let words = change.possible.iter().map(|direction| direction.as_str().into()).collect();
    let open = || Unknown { words, not_null: true, ..not_known(change) };
    change.direction.map_or_else(|| open().into(), |known| Value::string(known.as_str()))
}

fn not_known(change: &Change) -> Unknown {
    let sides = [&change.before, &change.after];
    let unknown = sides.iter().flat_map(|side| side.unknowns()).next();
    Unknown::from_refs(unknown)
}
