//! The containers of a task definition, each with its own share of processor and memory.

use crate::value::{Kind, Value, from_json};

use super::pairs::Pair;

/// What of a container is capacity.
const FIELDS: [&str; 3] = ["cpu", "memory", "memoryReservation"];

/// One pair for each container and field; the text as a whole where one side is no such text, or not known.
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

/// Containers with their names; where one has none, its place.
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
    Some(list.as_elements()?.iter().enumerate().map(named).collect())
}
