//! How many there are: instances of a block with `count` or `for_each`, and what appears or goes as a whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::value::{Address, InstanceKey, Mode, Name, Number, Value};

use super::super::graph::{Action, Graph, Resource, Role};
use super::amount::percent;
use super::table::{Dimension, is_stateful};
use super::{Change, Class, Direction, words};

/// So many instances are named.
const NAMED: usize = 5;

/// A block whose number of instances changes.
pub struct Block {
    /// What is said of it.
    pub change: Change,
    /// The resources that it speaks for.
    numbers: Vec<u32>,
}

/// Resources that are managed, with their numbers; not leftovers of earlier replacements.
pub fn managed(graph: &Graph) -> impl Iterator<Item = (u32, &Resource)> {
    let entries = (0..).zip(&graph.resources);
    entries.filter(|(at, r)| {
        graph.role(*at) == Role::Resource && r.address.mode == Mode::Managed && r.deposed.is_none()
    })
}

/// Whether a change of a block tells of this one already: that an instance comes where there are more, or goes where
/// there are fewer.
pub fn tell(blocks: &[Block], change: &Change) -> bool {
    let covered = match change.class {
        Class::Created => Direction::Up,
        Class::Removed => Direction::Down,
        _ => return false,
    };
    blocks
        .iter()
        .any(|block| block.change.direction == Some(covered) && block.numbers.contains(&change.resource))
}

/// The instances of one block, in their order.
type Members<'r> = Vec<(u32, &'r Resource)>;

/// Blocks with another number of instances than before.
pub fn of_blocks(resources: &[(u32, &Resource)]) -> Vec<Block> {
    let mut blocks: BTreeMap<Address, Members<'_>> = BTreeMap::new();
    for (at, resource) in resources {
        blocks.entry(resource.address.without_keys()).or_default().push((*at, resource));
    }
    blocks.into_iter().filter_map(|(address, members)| of_block(&address, &members)).collect()
}

fn of_block(address: &Address, members: &Members<'_>) -> Option<Block> {
    let counted = || members.iter().map(|(_, r)| r).filter(|r| r.action != Action::Forget);
    let before = counted().filter(|r| !matches!(r.action, Action::Create)).count();
    let after = counted().filter(|r| r.action.leaves_it()).count();
    let repeated = members.iter().any(|(_, r)| is_repeated(&r.address));
    // What is there for the first time does not grow.
    if before == after || before == 0 || !repeated {
        return None;
    }
    let certain = members.iter().all(|(_, r)| r.certain);
    let (number, instance, place) = place(members)?;
    let (old, new) = (Number::from(before), Number::from(after));
    let percent = percent(&old, &new).filter(|_| certain);
    let kind = members[0].1.kind();
    let change = Change {
        resource: number,
        instance,
        address: address.to_name(),
        action: Action::Update,
        path: "instances".to_owned(),
        places: place.into_iter().collect(),
        before: before.into(),
        after: if certain { after.into() } else { crate::value::Unknown::anything().into() },
        direction: certain.then_some(if after > before { Direction::Up } else { Direction::Down }),
        possible: if certain { &[] } else { &Direction::ALL },
        words: in_words(before, after, percent.as_ref(), members),
        percent,
        steps: None,
        dimension: Dimension::Horizontal,
        stateful: is_stateful(&kind),
        class: Class::Instances,
    };
    Some(Block { change, numbers: members.iter().map(|(at, _)| *at).collect() })
}

fn is_repeated(address: &Address) -> bool {
    address.key.is_some() || address.module.iter().any(|step| step.key.is_some())
}

/// The instance and the argument by which to find where the number is written: one that stays or comes, else one that
/// goes. It is the argument of the outermost module call that makes another number of them, else of the block itself.
fn place(members: &Members<'_>) -> Option<(u32, Name, Option<String>)> {
    let kept = members.iter().rev().find(|(_, r)| r.action.leaves_it());
    let (number, resource) = kept.or_else(|| members.first())?;
    let argument = |key: Option<InstanceKey>| match key {
        Some(InstanceKey::Index(_)) => Some("count"),
        Some(InstanceKey::Key(_)) => Some("for_each"),
        Some(InstanceKey::Any) | None => None,
    };
    let steps = &resource.address.module;
    let called = (1..=steps.len()).find(|depth| is_changed(members, *depth));
    let repeated = match called {
        Some(depth) => argument(steps[depth - 1].key).map(|argument| {
            let call = steps[..depth]
                .iter()
                .fold(String::new(), |path, step| format!("{path}module.{}.", step.name));
            call + argument
        }),
        None => argument(resource.address.key).map(str::to_owned),
    };
    Some((*number, resource.id, repeated))
}

/// Whether there are other instances of the module this deep than there were.
fn is_changed(members: &Members<'_>, depth: usize) -> bool {
    let modules = |is_counted: &dyn Fn(Action) -> bool| -> BTreeSet<Vec<Option<InstanceKey>>> {
        let counted =
            members.iter().map(|(_, r)| r).filter(|r| r.action != Action::Forget && is_counted(r.action));
        counted.map(|r| r.address.module.iter().take(depth).map(|step| step.key).collect()).collect()
    };
    modules(&|action| action != Action::Create) != modules(&Action::leaves_it)
}

/// `instances 3 → 2 (-33 %), without aws_instance.web["b"]`
fn in_words(before: usize, after: usize, change: Option<&Number>, members: &Members<'_>) -> String {
    let Some(change) = change else { return format!("instances {before} → known after apply") };
    let named = |word: &str, action: Action| {
        let ids: Vec<Name> = members.iter().filter(|(_, r)| r.action == action).map(|(_, r)| r.id).collect();
        let shown: Vec<&str> = ids.iter().take(NAMED).map(|id| id.as_str()).collect();
        let more = match ids.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        if ids.is_empty() { String::new() } else { format!(", {word} {}{more}", shown.join(", ")) }
    };
    let (gone, new) = (named("without", Action::Delete), named("with", Action::Create));
    format!("instances {before} → {after} ({}){gone}{new}", words::percent(change))
}

/// A resource that appears, goes, or does both; then these attributes are chosen anew, for nobody sets them.
pub fn whole(number: u32, resource: &Resource, class: Class, anew: &[String]) -> Change {
    let forced = &resource.replace_paths;
    let because =
        if forced.is_empty() { String::new() } else { format!(" (forced by {})", forced.join(", ")) };
    let anew = if anew.is_empty() {
        String::new()
    } else {
        format!("; not set, so it may differ: {}", anew.join(", "))
    };
    let (direction, words) = match class {
        Class::Created => (Direction::Up, "is created".to_owned()),
        Class::Removed => (Direction::Down, "is removed".to_owned()),
        _ => (Direction::Changed, format!("is replaced{because}{anew}")),
    };
    Change {
        resource: number,
        instance: resource.id,
        address: resource.id,
        action: resource.action,
        path: String::new(),
        places: forced.clone(),
        before: Value::null(),
        after: Value::null(),
        direction: Some(direction),
        possible: &[],
        percent: None,
        steps: None,
        dimension: Dimension::Horizontal,
        stateful: true,
        class,
        words,
    }
}
