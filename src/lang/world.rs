//! Worlds: each *possible* element of a collection is there or it is not, and a world says which.
//!
//! An evaluation in a world asks it at every open question, in the order in which they are met, and then has no possible
//! elements any more. What every world comes to is certain; who runs through them is not decided here.

use std::cell::{Cell, RefCell};

use crate::value::{Elements, Kind, Marks, Truth, Value};

/// So many questions have 64 worlds. What is asked beyond them stays possible.
const MOST: usize = 6;

/// One answer to each open question.
#[derive(Debug, Default)]
pub struct World {
    answers: RefCell<Vec<bool>>,
    asked: Cell<usize>,
    /// The answer to a question that no earlier world has met.
    otherwise: bool,
}

impl World {
    /// The world that answers everything so.
    #[must_use]
    pub fn of(otherwise: bool) -> Self {
        Self { otherwise, ..Self::default() }
    }

    /// The same world, to be lived through once more.
    #[must_use]
    pub fn again(&self) -> Self {
        Self { answers: self.answers.clone(), asked: Cell::new(0), otherwise: self.otherwise }
    }

    /// The next in the order that begins with the world where nothing possible is there; none after the last.
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        let mut answers = self.answers.borrow().clone();
        while answers.pop()? {}
        answers.push(true);
        Some(Self { answers: answers.into(), ..Self::default() })
    }

    /// Whether nothing was asked.
    #[must_use]
    pub fn is_only_one(&self) -> bool {
        self.answers.borrow().is_empty()
    }

    /// The answer to the next question; none where there have been too many.
    #[must_use]
    pub fn ask(&self) -> Option<bool> {
        let mut answers = self.answers.borrow_mut();
        let at = self.asked.replace(self.asked.get() + 1);
        if at == answers.len() && at < MOST {
            answers.push(self.otherwise);
        }
        answers.get(at).copied()
    }

    /// An undecided truth, decided.
    #[must_use]
    pub fn decide(&self, truth: Truth) -> Truth {
        match truth {
            Truth::Unknown => self.ask().map_or(truth, Truth::from),
            _ => truth,
        }
    }

    /// A value without possible elements.
    #[must_use]
    pub fn settle(&self, value: Value) -> Value {
        if !value.any(&|v| v.marks.has(Marks::POSSIBLE)) {
            return value;
        }
        let elements = |e: &Elements| Elements {
            elem: e.elem.clone(),
            items: e.items.iter().filter_map(|item| self.element(item)).collect(),
        };
        let kind = match &value.kind {
            Kind::List(e) => Kind::List(elements(e).into()),
            Kind::Set(e) => Kind::Set(elements(e).into()),
            Kind::Tuple(e) => Kind::Tuple(elements(e).into()),
            Kind::Map(f) => Kind::Map(f.filter_values(|v| self.element(v)).into()),
            Kind::Object(f) => Kind::Object(f.filter_values(|v| self.element(v)).into()),
            leaf => leaf.clone(),
        };
        Value { kind, ..value }
    }

    fn element(&self, element: &Value) -> Option<Value> {
        let there = if element.marks.has(Marks::POSSIBLE) { self.ask() } else { Some(true) };
        let settled = self.settle(element.clone());
        match there {
            None => Some(settled),
            Some(true) => Some(Value { marks: settled.marks.without(Marks::POSSIBLE), ..settled }),
            Some(false) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, World};
    use crate::value::{Marks, Value, display};

    fn possible(text: &str) -> Value {
        Value::string(text).marked(Marks::POSSIBLE)
    }

    #[test]
    fn every_combination_has_its_world() {
        let list = Value::tuple(vec![possible("a"), Value::string("b"), possible("c")]);
        let mut world = Some(World::of(false));
        let mut seen = Vec::new();
        while let Some(this) = world {
            let settled = this.settle(list.clone());
            let texts: Vec<&str> = settled.children().filter_map(Value::as_str).collect();
            seen.push(texts.concat());
            assert_eq!(display(&this.again().settle(list.clone())), display(&settled));
            world = this.next();
        }
        assert_eq!(seen, ["b", "bc", "ab", "abc"]);
    }

    #[test]
    fn what_is_beyond_the_most_stays_possible() {
        let world = World::of(true);
        let many: Vec<Value> = (0..MOST + 2).map(|at| possible(&at.to_string())).collect();
        let settled = world.settle(Value::tuple(many));
        assert_eq!(settled.children().filter(|v| v.marks.has(Marks::POSSIBLE)).count(), 2);
    }

    #[test]
    fn entries_of_maps_and_what_is_inside_are_asked_too() {
        let inner = Value::tuple(vec![possible("x")]);
        let map = Value::object(vec![("a".into(), inner), ("b".into(), possible("y"))]);
        let without = World::of(false).settle(map.clone());
        assert_eq!(without.as_fields().unwrap().len(), 1);
        assert!(without.as_fields().unwrap().get_str("a").unwrap().children().next().is_none());
        assert_eq!(World::of(true).settle(map).as_fields().unwrap().len(), 2);
    }
}
