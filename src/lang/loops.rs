//! Evaluation of whatever runs over a collection: `for`, splats, and the objects that are built on the way.

use std::collections::HashMap;

use crate::value::{Fields, Kind, Marks, Name, Truth, Type, Unknown, Value, convert};

use super::access;
use super::eval::{Evaluator, Failure, Outcome};
use super::expr::{Expr, For, Loop};
use super::operators::{describe, unknown_from};
use super::record::{Recorder, Step};

/// Keys and values that a loop runs over.
pub(super) type Pairs = Vec<(Value, Value)>;

impl Evaluator<'_> {
    pub(super) fn splat(&mut self, source: &Expr, slot: usize, each: &Expr) -> Outcome {
        let value = self.eval(source)?;
        match &value.kind {
            Kind::Null(Type::Dynamic) => Ok(self.over(&value, Value::tuple(Vec::new()))),
            Kind::Null(ty) if !ty.is_sequence() => Ok(self.over(&value, Value::tuple(Vec::new()))),
            Kind::Null(_) => Err(Failure {
                message: "a null list cannot be splatted".to_owned(),
                span: source.span,
                origin: value.origin,
            }),
            // Neither a list nor null: a list of itself.
            Kind::Unknown(unknown) if unknown.not_null && unknown.ty.is_primitive() => {
                Ok(Value::tuple(self.each(slot, std::slice::from_ref(&value), each, &value)?))
            }
            Kind::Unknown(unknown) => Ok(splat_of_unknown(&value, unknown)),
            Kind::List(e) | Kind::Set(e) => {
                let items = self.each(slot, &e.items, each, &value)?;
                let list = if e.elem == Type::Dynamic {
                    Value::list(items)
                } else {
                    let elem = match items.first() {
                        Some(first) => Type::of(first),
                        None => self.type_of_each(slot, &e.elem, each)?,
                    };
                    Value::list_of(elem, items)
                };
                Ok(self.over(&value, list))
            }
            Kind::Tuple(e) => {
                let items = self.each(slot, &e.items, each, &value)?;
                Ok(self.over(&value, Value::tuple(items)))
            }
            _ => {
                let items = self.each(slot, std::slice::from_ref(&value), each, &value)?;
                Ok(self.over(&value, Value::tuple(items)))
            }
        }
    }

    /// The type that a splat would make of an element, where there is none.
    fn type_of_each(&mut self, slot: usize, elem: &Type, each: &Expr) -> Result<Type, Failure> {
        self.set_slot(slot, Unknown { ty: elem.clone(), ..Unknown::anything() }.into());
        let made = self.eval(each).map(|value| Type::of(&value));
        self.slots.truncate(slot);
        if self.strict { made } else { Ok(made.unwrap_or_default()) }
    }

    /// A collection made from another: of an empty one, the origin is all there is to blame.
    fn over(&self, source: &Value, result: Value) -> Value {
        let empty = result.as_elements().is_some_and(<[Value]>::is_empty);
        let result = match self.recorder {
            Some(recorder) if empty && !Recorder::is_recorded(&result) => {
                result.at(recorder.in_vain(vec![self.united(&[source])]))
            }
            _ => result,
        };
        result.marked(source.marks.inherited())
    }

    fn each(
        &mut self,
        slot: usize,
        items: &[Value],
        each: &Expr,
        whole: &Value,
    ) -> Result<Vec<Value>, Failure> {
        let mut results = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            self.set_slot(slot, self.part(item, whole, Step::Index(at)));
            let possible = item.marks.both(Marks::POSSIBLE);
            results.push(self.eval(each)?.marked(possible));
        }
        self.slots.truncate(slot);
        Ok(results)
    }

    fn part(&self, part: &Value, whole: &Value, step: Step<'_>) -> Value {
        access::inherit(part, whole, self.recorder, step)
    }

    pub(super) fn set_slot(&mut self, slot: usize, value: Value) {
        self.slots.truncate(slot);
        self.slots.resize_with(slot, Value::null);
        self.slots.push(value);
    }

    /// What a loop runs over, as (key, value) pairs; none where the collection is unknown.
    pub(super) fn pairs(&mut self, loops: &Loop) -> Result<(Value, Option<Pairs>), Failure> {
        let source = self.eval(&loops.collection)?;
        let pairs = match &source.kind {
            Kind::List(e) | Kind::Tuple(e) => {
                let indexed = numbered(&e.items).zip(e.items.iter().enumerate());
                Some(
                    indexed
                        .map(|(key, (at, item))| (key, self.part(item, &source, Step::Index(at))))
                        .collect(),
                )
            }
            Kind::Set(e) => {
                let indexed = e.items.iter().enumerate();
                Some(
                    indexed
                        .map(|(at, item)| (item.clone(), self.part(item, &source, Step::Index(at))))
                        .collect(),
                )
            }
            Kind::Object(f) if f.alone => Some(vec![(Value::from(0usize), source.clone())]),
            Kind::Map(f) | Kind::Object(f) => {
                let key = |name: &Name| Value::string(name).at(source.origin);
                let named =
                    f.entries().iter().map(|(name, v)| (key(name), self.part(v, &source, Step::Name(name))));
                Some(named.chain(f.symbolic.iter().cloned()).collect())
            }
            Kind::Unknown(unknown) if !unknown.ty.is_primitive() => unknown.elements().map(|elements| {
                let element = |(at, e): (usize, Unknown)| {
                    (Value::from(at), self.part(&e.into(), &source, Step::Index(at)))
                };
                elements.into_iter().enumerate().map(element).collect()
            }),
            _ => {
                let message = format!("`for` needs a collection, but this is {}", describe(&source));
                return Err(Failure { message, span: loops.collection.span, origin: source.origin });
            }
        };
        Ok((source, pairs))
    }

    pub(super) fn for_expr(&mut self, f: &For) -> Outcome {
        let (source, pairs) = self.pairs(&f.loops)?;
        let Some(pairs) = pairs else {
            let ty = if f.key.is_some() { Type::Dynamic } else { Type::list(Type::Dynamic) };
            return Ok(self.derived(unknown_from(ty, &[&source]), &[&source]));
        };
        if pairs.is_empty() && self.strict {
            self.check_guard(f)?;
        }
        let mut built = Built::default();
        for (key, item) in pairs {
            self.set_slot(f.loops.slot, key);
            self.slots.push(item.clone());
            self.iteration(f, &item, &mut built)?;
        }
        self.slots.truncate(f.loops.slot);
        let guards = self.united(&built.guards.iter().collect::<Vec<_>>());
        let result = if f.key.is_some() { built.object.finish() } else { Value::tuple(built.items) };
        let secret = built.marks;
        Ok(self.over(&source, result.at(guards)).marked(secret))
    }

    /// Whether the condition of a loop over nothing could be one.
    fn check_guard(&mut self, f: &For) -> Result<(), Failure> {
        let Some(guard) = &f.guard else { return Ok(()) };
        self.set_slot(f.loops.slot, Unknown::anything().into());
        self.slots.push(Unknown::anything().into());
        self.truth_of(guard, "the condition after `if`")?;
        self.slots.truncate(f.loops.slot);
        Ok(())
    }

    /// A value that a condition let pass.
    fn let_pass(&self, value: Value, guard: Option<&Value>) -> Value {
        match (self.recorder, guard) {
            (Some(recorder), Some(guard)) => recorder.chosen(value, guard.origin),
            _ => value,
        }
    }

    fn iteration(&mut self, f: &For, item: &Value, built: &mut Built) -> Result<(), Failure> {
        let mut possible = item.marks.has(Marks::POSSIBLE);
        let mut guard_value = None;
        if let Some(guard) = &f.guard {
            let (value, kept) = self.truth_of(guard, "the condition after `if`")?;
            built.marks = built.marks.with(value.marks.both(Marks::SECRET));
            let kept = self.world.map_or(kept, |world| world.decide(kept));
            if kept == Truth::False {
                return Ok(());
            }
            possible |= kept == Truth::Unknown;
            guard_value = Some(value);
        }
        let mark = |v: Value| if possible { v.marked(Marks::POSSIBLE) } else { v };
        let value = mark(self.eval(&f.value)?);
        let value = self.let_pass(value, guard_value.as_ref());
        match &f.key {
            None => built.items.push(value),
            Some(key_expr) => {
                let key = self.eval(key_expr)?;
                let inserted = if f.grouping {
                    built.object.gather(&key, value)
                } else {
                    built.object.insert_once(&key, value)
                };
                inserted.map_err(|message| Failure { message, span: key_expr.span, origin: key.origin })?;
            }
        }
        built.guards.extend(guard_value);
        Ok(())
    }
}

/// The index of each element: behind one that is merely possible, it has bounds and no more.
fn numbered(items: &[Value]) -> impl Iterator<Item = Value> {
    let mut possible = 0;
    items.iter().enumerate().map(move |(at, item)| {
        let least = at - possible;
        possible += usize::from(item.marks.has(Marks::POSSIBLE));
        if least == at { Value::from(at) } else { index_between(least, at) }
    })
}

fn index_between(least: usize, most: usize) -> Value {
    let unknown =
        Unknown { ty: Type::Number, not_null: true, length: Some((least, most)), ..Unknown::anything() };
    unknown.into()
}

/// A group is as possible as the likeliest of its members.
fn group(items: Vec<Value>) -> Value {
    let possible = items.iter().all(|item| item.marks.has(Marks::POSSIBLE));
    Value::tuple(items).marked(if possible { Marks::POSSIBLE } else { Marks::NONE })
}

/// Of an unknown list an unknown list; of anything else that may turn out to be null or single, unknown.
fn splat_of_unknown(value: &Value, unknown: &Unknown) -> Value {
    let length = unknown.length;
    let spread = Unknown { ty: Type::Dynamic, not_null: true, length, ..Unknown::from_refs([unknown]) };
    Value::from(spread).marked(value.marks.inherited()).at(value.origin)
}

/// What a `for` expression has made so far.
#[derive(Default)]
struct Built {
    items: Vec<Value>,
    object: ObjectBuilder,
    guards: Vec<Value>,
    /// Which elements there are would tell what is secret in a condition.
    marks: Marks,
}

/// An object under construction; keys may be unknown.
#[derive(Default)]
pub(super) struct ObjectBuilder {
    entries: Vec<(Name, Value)>,
    symbolic: Vec<(Value, Value)>,
    groups: Vec<(Name, Vec<Value>)>,
    /// Where in `entries` or `groups` a key stands.
    places: HashMap<Name, usize>,
    /// Keys and values of entries whose key nothing is known of: they make the whole unknown.
    undecided: Vec<Value>,
    /// A secret among the keys makes the whole secret.
    marks: Marks,
}

impl ObjectBuilder {
    pub(super) fn insert(&mut self, key: &Value, value: Value) -> Result<(), String> {
        let text = convert(key, &Type::String)
            .map_err(|_| format!("a key must be a string, but this is {}", describe(key)))?;
        self.marks = self.marks.with(text.marks.inherited());
        match &text.kind {
            Kind::String(name) => self.entries.push((Name::new(name), value)),
            Kind::Unknown(unknown) if unknown.as_exact().is_some() => self.symbolic.push((text, value)),
            Kind::Unknown(_) => self.undecided.extend([text, value]),
            _ => return Err("a key must not be null".to_owned()),
        }
        Ok(())
    }

    fn insert_once(&mut self, key: &Value, value: Value) -> Result<(), String> {
        let count = self.entries.len();
        let possible = value.marks.has(Marks::POSSIBLE);
        self.insert(key, value)?;
        let Some((added, _)) = self.entries.get(count) else { return Ok(()) };
        let Some(earlier) = self.places.insert(*added, count) else { return Ok(()) };
        if possible || self.entries[earlier].1.marks.has(Marks::POSSIBLE) {
            // Only one of the two may be there in the end.
            self.undecided.extend([self.entries[earlier].1.clone(), self.entries[count].1.clone()]);
            return Ok(());
        }
        let which = match self.marks.both(Marks::SECRET) {
            Marks::NONE => format!("the key {:?}", added.as_str()),
            _ => "the same key".to_owned(),
        };
        Err(format!("two elements have {which}: add `...` after the value to gather them"))
    }

    fn gather(&mut self, key: &Value, value: Value) -> Result<(), String> {
        let text = convert(key, &Type::String)?;
        self.marks = self.marks.with(text.marks.inherited());
        let Some(name) = text.as_str().map(Name::new) else { return self.insert(key, value) };
        match self.places.get(&name) {
            Some(at) => self.groups[*at].1.push(value),
            None => {
                self.places.insert(name, self.groups.len());
                self.groups.push((name, vec![value]));
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Value {
        self.entries.extend(self.groups.into_iter().map(|(name, items)| (name, group(items))));
        if !self.undecided.is_empty() {
            let known = self.entries.iter().map(|e| &e.1);
            let parts: Vec<&Value> = self.undecided.iter().chain(known).collect();
            return unknown_from(Type::Dynamic, &parts).marked(self.marks);
        }
        let fields = Fields::new(self.entries).with_symbolic(self.symbolic);
        Value::from(Kind::Object(fields.into())).marked(self.marks)
    }
}
