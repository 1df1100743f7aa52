//! Remembering where values were read, for the second evaluation of a condition that did not hold.
//!
//! The fast path records nothing. When a verdict needs explaining, the same expression is evaluated again with a
//! [`Recorder`]: what is read from a resource is tagged with its path, operators pass on the tags of the operands that
//! decided, and the tags of the result are the blame.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::value::{Name, Origin, PathStep, Value};

/// An attribute of a resource, by the resource's number in its graph.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which resource.
    pub resource: u32,
    /// `ingress[2].cidr_blocks`
    pub path: String,
    /// What was read there.
    pub value: Value,
}

enum Entry {
    /// A place, and what was read to choose it.
    Place(Place, Option<Origin>),
    Several(Vec<Origin>),
    /// Where something was looked for and nothing was found: to blame only where nothing else is.
    InVain(Origin),
}

impl Entry {
    fn place(&self) -> Option<&Place> {
        match self {
            Self::Place(place, _) => Some(place),
            Self::Several(_) | Self::InVain(_) => None,
        }
    }

    fn again(&self) -> Option<(Place, Option<Origin>)> {
        match self {
            Self::Place(place, because) => Some((place.clone(), *because)),
            Self::Several(_) | Self::InVain(_) => None,
        }
    }
}

/// Tells origins that are entries of a recorder from those that are numbers of resources: values that were computed
/// before the recording began keep the latter.
const RECORDED: u32 = 1 << 31;

/// A table of places; an [`Origin`] of a recorded value is an index into it, from 1.
#[derive(Default)]
pub struct Recorder {
    entries: RefCell<Vec<Entry>>,
}

impl Recorder {
    fn push(&self, entry: Entry) -> Origin {
        let mut entries = self.entries.borrow_mut();
        entries.push(entry);
        Origin(RECORDED | u32::try_from(entries.len()).unwrap_or(u32::MAX))
    }

    /// The place in the table that an origin of ours names.
    fn index(origin: Origin) -> Option<usize> {
        let recorded = origin.0 & RECORDED != 0;
        recorded.then(|| (origin.0 & !RECORDED) as usize - 1)
    }

    /// The same value, tagged with its path. What is in it is tagged when it is read.
    #[must_use]
    pub fn tag(&self, value: &Value, resource: u32, path: &str) -> Value {
        let place = Place { resource, path: path.to_owned(), value: value.clone() };
        value.clone().at(self.push(Entry::Place(place, None)))
    }

    /// A value that was chosen because of what was read elsewhere. What was computed from others stays as it is.
    #[must_use]
    pub fn chosen(&self, value: Value, because: Origin) -> Value {
        let entry = Self::index(value.origin).and_then(|at| self.entries.borrow().get(at).map(Entry::again));
        let (Some(Some((place, earlier))), Some(_)) = (entry, Self::index(because)) else { return value };
        let reasons = self.unite(earlier.into_iter().chain([because]).collect());
        value.at(self.push(Entry::Place(place, Some(reasons))))
    }

    /// The origin of nothing, which was looked for in what these origins stand for.
    #[must_use]
    pub fn in_vain(&self, origins: Vec<Origin>) -> Origin {
        match self.unite(origins) {
            Origin::NONE => Origin::NONE,
            looked_in => self.push(Entry::InVain(looked_in)),
        }
    }

    /// A part of a value, tagged with the path that leads to it; unless it was read elsewhere and knows that.
    #[must_use]
    pub fn part(&self, part: &Value, whole: &Value, step: Step<'_>) -> Value {
        if Self::index(part.origin).is_some() {
            return part.clone();
        }
        match self.place(whole.origin) {
            Some(place) => self.tag(part, place.resource, &step.after(&place.path)),
            None => part.clone().at(if Self::is_recorded(whole) { whole.origin } else { Origin::NONE }),
        }
    }

    /// A value whose parts know where they were read: its own, and those of sequences in it, which a function may flatten.
    #[must_use]
    pub fn spread(&self, value: &Value) -> Value {
        value.map_children(|step, child| {
            let step = match &step {
                PathStep::Index(at) => Step::Index(*at),
                PathStep::Name(name) => Step::Name(name),
            };
            let child = self.part(child, value, step);
            if child.as_elements().is_some() { self.spread(&child) } else { child }
        })
    }

    /// Whether a value carries an origin of a recorder.
    #[must_use]
    pub fn is_recorded(value: &Value) -> bool {
        Self::index(value.origin).is_some()
    }

    fn place(&self, origin: Origin) -> Option<Place> {
        self.entries.borrow().get(Self::index(origin)?)?.place().cloned()
    }

    /// The place of an attribute that a resource or block does not have.
    #[must_use]
    pub fn absent(&self, parent: Origin, name: Name) -> Origin {
        match self.place(parent) {
            Some(place) => self.tag(&Value::unset(), place.resource, &member_path(&place.path, &name)).origin,
            None => parent,
        }
    }

    /// One origin that stands for all of these. It is never a place itself: what was computed from a value has no parts
    /// of that value's.
    #[must_use]
    pub fn unite(&self, mut origins: Vec<Origin>) -> Origin {
        origins.retain(|o| Self::index(*o).is_some());
        origins.sort_unstable();
        origins.dedup();
        if origins.is_empty() { Origin::NONE } else { self.push(Entry::Several(origins)) }
    }

    /// The resource that a value with this origin was read from, if it was one.
    #[must_use]
    pub fn resource_of(&self, origin: Origin) -> Option<u32> {
        if Self::index(origin).is_none() {
            return origin.0.checked_sub(1);
        }
        let mut resources = self.places(origin).into_iter().map(|p| p.resource);
        let first = resources.next()?;
        resources.all(|r| r == first).then_some(first)
    }

    /// All places that an origin stands for, sorted.
    #[must_use]
    pub fn places(&self, origin: Origin) -> Vec<Place> {
        self.collect(origin, true)
    }

    /// The same without those where something was looked for in vain.
    #[must_use]
    pub fn found(&self, origin: Origin) -> Vec<Place> {
        self.collect(origin, false)
    }

    fn collect(&self, origin: Origin, in_vain: bool) -> Vec<Place> {
        let entries = self.entries.borrow();
        let (mut found, mut seen, mut open) = (BTreeMap::new(), BTreeSet::new(), vec![origin]);
        while let Some(origin) = open.pop() {
            if !seen.insert(origin) {
                continue;
            }
            match Self::index(origin).and_then(|at| entries.get(at)) {
                Some(Entry::Place(place, because)) => {
                    open.extend(because);
                    found.insert((place.resource, place.path.clone()), place.clone());
                }
                Some(Entry::Several(origins)) => open.extend(origins),
                Some(Entry::InVain(origin)) if in_vain => open.push(*origin),
                Some(Entry::InVain(_)) | None => {}
            }
        }
        found.into_values().collect()
    }
}

/// A step from a value to its part.
#[derive(Clone, Copy, Debug)]
pub enum Step<'s> {
    /// By name.
    Name(&'s str),
    /// By place.
    Index(usize),
}

impl Step<'_> {
    fn after(self, path: &str) -> String {
        match self {
            Self::Name(name) => member_path(path, name),
            Self::Index(at) => format!("{path}[{at}]"),
        }
    }
}

/// `path.name`, or `path["na me"]` where the name is no identifier.
#[must_use]
pub fn member_path(path: &str, name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    match (plain, path.is_empty()) {
        (true, true) => name.to_owned(),
        (true, false) => format!("{path}.{name}"),
        (false, _) => format!("{path}[{name:?}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Recorder, Step};
    use crate::value::{Origin, Value};

    #[test]
    fn every_part_knows_its_path() {
        let recorder = Recorder::default();
        let block = Value::block(vec![("cidr_blocks".into(), Value::list(vec![Value::string("0.0.0.0/0")]))]);
        let list = Value::list(vec![block]);
        let whole = recorder.tag(&list, 7, "ingress");
        let first = recorder.part(list.children().next().unwrap(), &whole, Step::Index(0));
        let inner = recorder.part(first.children().next().unwrap(), &first, Step::Name("cidr_blocks"));
        let both =
            recorder.unite(vec![inner.origin, recorder.absent(inner.origin, "x".into()), Origin::NONE]);
        let paths: Vec<_> = recorder.places(both).into_iter().map(|p| p.path).collect();
        assert_eq!(paths, ["ingress[0].cidr_blocks", "ingress[0].cidr_blocks.x"]);
        assert_eq!(recorder.resource_of(both), Some(7));
    }

    #[test]
    fn where_nothing_was_found_counts_less() {
        let recorder = Recorder::default();
        let [found, missed] = ["a", "b"].map(|path| recorder.tag(&Value::null(), 1, path).origin);
        let both = recorder.unite(vec![found, recorder.in_vain(vec![missed])]);
        let paths = |places: Vec<super::Place>| places.into_iter().map(|p| p.path).collect::<Vec<_>>();
        assert_eq!(paths(recorder.places(both)), ["a", "b"]);
        assert_eq!(paths(recorder.found(both)), ["a"]);
    }

    #[test]
    fn what_chose_an_element_is_blamed_with_it() {
        let recorder = Recorder::default();
        let [element, reason] = ["list[0]", "list[0].kind"].map(|path| recorder.tag(&Value::null(), 1, path));
        let chosen = recorder.chosen(element, reason.origin);
        let paths: Vec<_> = recorder.places(chosen.origin).into_iter().map(|p| p.path).collect();
        assert_eq!(paths, ["list[0]", "list[0].kind"]);
    }
}
