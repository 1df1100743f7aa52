//! The containers of a task definition, each with its own share of processor and memory.

use crate::value::{Kind, Value, from_json};

use super::pairs::Pair;

/// What of a container is capacity.
const FIELDS: [&str; 3] = ["cpu", "memory", "memoryReservation"];

/// One pair for each container and field; the text as a whole where one side is no such text, not known, or not plain.
pub fn pairs(pair: Pair) -> Vec<Pair> {
    if pair.before.is_unknown() || pair.after.is_unknown() || pair.secret {
        return vec![pair];
    }
    let (Some(before), Some(after)) = (containers(&pair.before), containers(&pair.after)) else {
        return vec![pair];
    };
    let mut found = Vec::new();
    for (at, (name, now)) in after.iter().enumerate() {
        let was = before.iter().find(|(old, _)| old == name).map(|(_, was)| was);
        found.push(pair.element(name, Some(at), was, Some(now)));
    }
    let gone = before.iter().filter(|(name, _)| !after.iter().any(|(new, _)| new == name));
    found.extend(gone.map(|(name, was)| pair.element(name, None, Some(was), None)));
    found.iter().flat_map(|container| FIELDS.map(|field| container.member(field))).collect()
}

/// Containers with their names; where one has none, its place. None where two have the same name, or a field is written in
/// other letters: AWS's own library would take `CPU` for `cpu`, and the last of them.
fn containers(text: &Value) -> Option<Vec<(String, Value)>> {
    if text.is_null() {
        return Some(Vec::new());
    }
    let Kind::String(text) = &text.kind else { return None };
    let list = from_json(text).ok()?;
    let named = |(at, container): (usize, &Value)| {
        let name = container.as_fields().and_then(|f| f.get_str("name")).and_then(Value::as_str);
        (name.map_or_else(|| at.to_string(), str::to_owned), container.clone())
    };
    let found: Vec<_> = list.as_elements()?.iter().enumerate().map(named).collect();
    let is_twice =
        |(at, (name, _)): (usize, &(String, Value))| found[..at].iter().any(|(own, _)| own == name);
    let is_plain =
        found.iter().all(|(_, container)| is_plain(container)) && !found.iter().enumerate().any(is_twice);
    is_plain.then_some(found)
}

fn is_plain(container: &Value) -> bool {
    let is_like = |key: &str, field: &str| key.eq_ignore_ascii_case(field) && key != field;
    let is_odd = |key: &str| ["name"].iter().chain(&FIELDS).any(|field| is_like(key, field));
    container.as_fields().is_none_or(|fields| !fields.entries().iter().any(|(key, _)| is_odd(key)))
}
