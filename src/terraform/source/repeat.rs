//! `count` and `for_each`: how often a block is there, and what its instances go by.

use crate::lang::{Body, describe};
use crate::text::{Source, Span};
use crate::value::{InstanceKey, Kind, Marks, Name, Type, Unknown, Value, convert};

use super::scope::{Bound, Here};

/// More instances of one block are not told apart.
const MOST: usize = 10_000;

/// How a block is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repetition {
    /// Not at all.
    Once,
    /// By `count`.
    Count,
    /// By `for_each`.
    Each,
    /// By something that is not known before the apply: one instance stands for all.
    Unknown,
}

/// Instances of one block.
#[derive(Debug)]
pub(super) struct Instances<T> {
    /// How it is repeated.
    pub repetition: Repetition,
    /// By key.
    pub all: Vec<(Option<InstanceKey>, T)>,
}

impl<T> Instances<T> {
    /// The instance of a key.
    pub fn get(&self, key: Option<InstanceKey>) -> Option<&T> {
        let found = match (self.repetition, key) {
            (Repetition::Unknown, _) => self.all.first(),
            (Repetition::Count, Some(InstanceKey::Index(at))) => self.all.get(usize::try_from(at).ok()?),
            // The keys of a set, a map or an object are in order.
            _ => self.all.binary_search_by_key(&key, |(own, _)| *own).ok().map(|at| &self.all[at]),
        };
        found.map(|(_, instance)| instance)
    }

    /// What a reference to the whole block reads: one value, a tuple of them, an object of them.
    pub fn value(&self, address: &str, of: impl Fn(&T) -> Value) -> Value {
        let values = || self.all.iter().map(|(_, instance)| of(instance));
        match self.repetition {
            Repetition::Once => values().next().unwrap_or_else(Value::null),
            Repetition::Count => Value::tuple(values().collect()),
            Repetition::Each => {
                let keys = self.all.iter().map(|(key, _)| match key {
                    Some(InstanceKey::Key(key)) => *key,
                    _ => Name::new(""),
                });
                Value::object(keys.zip(values()).collect())
            }
            Repetition::Unknown => super::evaluation::whole(&format!("{address}{}", InstanceKey::Any)),
        }
    }
}

/// What stands for one instance: its key, and `count` or `each` inside it.
pub(super) type One = (Option<InstanceKey>, Bound);

impl Here<'_> {
    /// The instances of a block of this module, by its `count` or `for_each`.
    pub(super) fn repetition(&self, body: &Body, source: &Source) -> (Repetition, Vec<One>) {
        let place = |name: &str| body.attribute(name).map(|a| (a, a.from.as_ref().unwrap_or(source)));
        let asked = match (place("count"), place("for_each")) {
            (Some((count, source)), _) => {
                counted(&self.expression(&count.expr, source)).map_err(|w| (w, source, count.expr.span))
            }
            (None, Some((each, source))) => {
                keyed(&self.expression(&each.expr, source)).map_err(|w| (w, source, each.expr.span))
            }
            (None, None) => return (Repetition::Once, vec![(None, Vec::new())]),
        };
        match asked {
            Ok(Some(repeated)) => repeated,
            Ok(None) => symbolic(),
            Err((wrong, source, span)) => {
                self.wrong_repetition(&wrong, source, span);
                symbolic()
            }
        }
    }

    fn wrong_repetition(&self, message: &str, source: &Source, span: Span) {
        self.evaluation.note(message, source, span);
    }
}

/// `count`; none where it is unknown.
fn counted(value: &Value) -> Result<Option<(Repetition, Vec<One>)>, String> {
    if value.is_unknown() {
        return Ok(None);
    }
    let wrong = || format!("`count` must be a whole number from 0, but this is {}", describe(value));
    if value.is_null() || value.as_bool().is_some() {
        return Err(wrong());
    }
    let number = convert(value, &Type::Number).map_err(|_| wrong())?;
    let count = number.as_number().and_then(crate::value::Number::as_index).ok_or_else(wrong)?;
    if count > MOST {
        return Err(format!("more than {MOST} instances are not told apart"));
    }
    let one = |at: usize| {
        let bound = vec![(Name::new("count"), Value::object(vec![("index".into(), at.into())]))];
        (Some(InstanceKey::Index(at as u64)), bound)
    };
    Ok(Some((Repetition::Count, (0..count).map(one).collect())))
}

/// `for_each`; none where its keys are unknown.
fn keyed(value: &Value) -> Result<Option<(Repetition, Vec<One>)>, String> {
    if value.is_unknown() || value.has_possible() {
        return Ok(None);
    }
    let Some(pairs) = pairs(value)? else { return Ok(None) };
    if pairs.len() > MOST {
        return Err(format!("more than {MOST} instances are not told apart"));
    }
    let one =
        |(key, value): (Name, Value)| (Some(InstanceKey::Key(key)), vec![each(Value::string(&key), value)]);
    Ok(Some((Repetition::Each, pairs.into_iter().map(one).collect())))
}

/// `each` inside an instance.
fn each(key: Value, value: Value) -> (Name, Value) {
    (Name::new("each"), Value::object(vec![("key".into(), key), ("value".into(), value)]))
}

/// The one instance that stands for however many there will be.
fn symbolic() -> (Repetition, Vec<One>) {
    let unknown = |ty: Type| Value::from(Unknown { ty, ..Unknown::anything() });
    let index = Value::object(vec![("index".into(), unknown(Type::Number))]);
    let bound = vec![(Name::new("count"), index), each(unknown(Type::String), unknown(Type::Dynamic))];
    (Repetition::Unknown, vec![(Some(InstanceKey::Any), bound)])
}

/// Keys and values of `for_each`; none where a key is unknown.
fn pairs(value: &Value) -> Result<Option<Vec<(Name, Value)>>, String> {
    let wrong =
        |why: &str| Err(format!("`for_each` must be a map, an object or a set of strings, but {why}"));
    if value.is_sensitive() {
        return Err("`for_each` must not be sensitive: its keys become part of addresses".to_owned());
    }
    match &value.kind {
        Kind::Set(elements) => {
            if elements.items.iter().any(Value::is_unknown) {
                return Ok(None);
            }
            let pair = |item: &Value| item.as_str().map(|key| (Name::new(key), plain(item)));
            match elements.items.iter().map(pair).collect::<Option<Vec<_>>>() {
                Some(pairs) => Ok(Some(pairs)),
                None => wrong("this set has other elements"),
            }
        }
        Kind::Map(fields) | Kind::Object(fields) => {
            Ok(fields.symbolic.is_empty().then(|| fields.entries().to_vec()))
        }
        _ => wrong(&format!("this is {}", describe(value))),
    }
}

fn plain(value: &Value) -> Value {
    Value { marks: value.marks.without(Marks::POSSIBLE), ..value.clone() }
}
