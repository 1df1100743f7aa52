//! Evaluation of expressions. Compiled once, evaluated for every resource; values are shared, not copied.

use crate::text::Span;
use crate::value::{Fields, Kind, Marks, Name, Origin, Truth, Type, Unknown, Value, convert, display, equals};

use super::access;
use super::expr::{BinaryOperator, Call, Expr, For, Loop, Node, Part, Target};
use super::operators::{self, describe, from_truth, inherited, truth, unknown_from};
use super::record::{Recorder, Step};
use super::template::only_value;

/// Why an expression has no value: a sentence, the place in its source, and where the offending value was read.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Which part of the expression.
    pub span: Span,
    /// Where the value that did not fit came from.
    pub origin: Origin,
}

/// A value, or why there is none.
pub type Outcome = Result<Value, Failure>;

/// What the names in an expression stand for.
pub trait Scope {
    /// The value of a name: `attrs`.
    ///
    /// # Errors
    /// Where nothing goes by that name.
    fn root(&self, name: Name, evaluator: &Evaluator<'_>) -> Result<Value, Failure>;

    /// An attribute of such a name, without building the rest: `local.x`.
    ///
    /// # Errors
    /// Where there is no such attribute.
    fn member(&self, root: Name, member: Name, evaluator: &Evaluator<'_>) -> Result<Value, Failure> {
        let whole = self.root(root, evaluator)?;
        access::attribute(&whole, member, evaluator.recorder).map_err(|e| Failure::new(e, whole.origin))
    }

    /// A call of a function that needs more than its arguments.
    ///
    /// # Errors
    /// Where it is not available or its arguments are wrong.
    fn call(&self, function: Name, args: &[Value], evaluator: &Evaluator<'_>) -> Result<Value, Failure>;
}

impl Failure {
    /// A failure whose place is filled in by the expression that meets it.
    #[must_use]
    pub fn new(message: impl Into<String>, origin: Origin) -> Self {
        Self { message: message.into(), span: Span::default(), origin }
    }

    fn at(mut self, span: Span) -> Self {
        if self.span == Span::default() {
            self.span = span;
        }
        self
    }
}

/// Evaluates expressions in a scope.
pub struct Evaluator<'s> {
    scope: &'s dyn Scope,
    /// Records where values were read, when a verdict is to be explained.
    pub recorder: Option<&'s Recorder>,
    slots: Vec<Value>,
    in_message: bool,
}

impl<'s> Evaluator<'s> {
    /// For expressions of this scope.
    #[must_use]
    pub fn new(scope: &'s dyn Scope, recorder: Option<&'s Recorder>) -> Self {
        Self { scope, recorder, slots: Vec::new(), in_message: false }
    }

    /// For messages: what is unknown or sensitive is worded, not passed on.
    #[must_use]
    pub fn for_message(scope: &'s dyn Scope) -> Self {
        Self { in_message: true, ..Self::new(scope, None) }
    }

    /// For another expression of the same scope, as when a local value is read.
    #[must_use]
    pub fn nested(&self) -> Self {
        Self { scope: self.scope, recorder: self.recorder, slots: Vec::new(), in_message: self.in_message }
    }

    /// The number of the resource that a value was read from.
    #[must_use]
    pub fn resource_of(&self, origin: Origin) -> Option<u32> {
        match self.recorder {
            Some(recorder) => recorder.resource_of(origin),
            None => origin.0.checked_sub(1),
        }
    }

    /// Evaluates an expression.
    ///
    /// # Errors
    /// The first thing that cannot be computed.
    pub fn eval(&mut self, expr: &Expr) -> Outcome {
        let fail = |message: String, of: &Value| Failure { message, span: expr.span, origin: of.origin };
        match &expr.node {
            Node::Literal(value) => Ok(value.clone()),
            Node::Slot(slot) => Ok(self.slots.get(*slot).cloned().unwrap_or_else(Value::null)),
            Node::Root(name) => self.scope.root(*name, self).map_err(|f| f.at(expr.span)),
            Node::Member(root, name) => self.scope.member(*root, *name, self).map_err(|f| f.at(expr.span)),
            Node::Attribute(of, name) => {
                let of = self.eval(of)?;
                access::attribute(&of, *name, self.recorder).map_err(|e| fail(e, &of))
            }
            Node::Index(of, key) => {
                let (of, key) = (self.eval(of)?, self.eval(key)?);
                access::index(&of, &key, self.recorder).map_err(|e| fail(e, &of))
            }
            Node::Splat { source, slot, each } => self.splat(source, *slot, each),
            Node::Tuple(items) => Ok(Value::tuple(items.iter().map(|i| self.eval(i)).collect::<Result<_, _>>()?)),
            Node::Object(entries) => self.object(entries),
            Node::Template(parts) => self.template(parts),
            Node::Unary(operator, operand) => {
                let operand = self.eval(operand)?;
                let result = operators::unary(*operator, &operand).map_err(|e| fail(e, &operand))?;
                Ok(self.derived(result, &[&operand]))
            }
            Node::Binary(operator, pair) => self.binary(*operator, &pair[0], &pair[1], expr.span),
            Node::Conditional(three) => self.conditional(three),
            Node::For(f) => self.for_expr(f),
            Node::Call(call) => self.call(call, expr.span),
        }
    }

    /// A result with the origin of the operands it was computed from, unless it has one of its own.
    fn derived(&self, result: Value, from: &[&Value]) -> Value {
        if self.recorder.is_none() || Recorder::is_recorded(&result) {
            return result;
        }
        let origin = self.united(from);
        result.at(origin)
    }

    /// One origin for all of these values: their own, or those of what they hold.
    fn united(&self, values: &[&Value]) -> Origin {
        let Some(recorder) = self.recorder else { return Origin::NONE };
        let mut origins = Vec::new();
        values.iter().for_each(|value| collect_origins(value, &mut origins));
        recorder.unite(origins)
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Expr, right: &Expr, span: Span) -> Outcome {
        if matches!(operator, BinaryOperator::And | BinaryOperator::Or) {
            return self.logic(operator, left, right);
        }
        let (a, b) = (self.eval(left)?, self.eval(right)?);
        let result = operators::binary(operator, &a, &b).map_err(|message| Failure {
            message,
            span,
            origin: a.origin.or(b.origin),
        })?;
        Ok(self.derived(result, &[&a, &b]))
    }

    /// `&&` and `||`: a left side that decides leaves the right one unread; the origin is that of what decided.
    fn logic(&mut self, operator: BinaryOperator, left: &Expr, right: &Expr) -> Outcome {
        let deciding = Truth::from(operator == BinaryOperator::Or);
        let (a, x) = self.truth_of(left, "the left side")?;
        if x == deciding && self.recorder.is_none() {
            return Ok(from_truth(x, &[&a]));
        }
        let (b, y) = match self.truth_of(right, "the right side") {
            // The fast path would not have looked.
            Err(_) if x == deciding => return Ok(self.derived(from_truth(x, &[&a]), &[&a])),
            other => other?,
        };
        let result = if operator == BinaryOperator::And { x.and(y) } else { x.or(y) };
        let operands = [(&a, x), (&b, y)];
        let deciders: Vec<&Value> = operands.iter().filter(|(_, t)| *t == result).map(|(v, _)| *v).collect();
        Ok(self.derived(from_truth(result, &[&a, &b]), &deciders))
    }

    fn truth_of(&mut self, expr: &Expr, what: &str) -> Result<(Value, Truth), Failure> {
        let value = self.eval(expr)?;
        match truth(&value, what) {
            Ok(truth) => Ok((value, truth)),
            Err(message) => Err(Failure { message, span: expr.span, origin: value.origin }),
        }
    }

    fn conditional(&mut self, [condition, yes, no]: &[Expr; 3]) -> Outcome {
        let (value, truth) = self.truth_of(condition, "the condition")?;
        match truth {
            Truth::True => self.chosen(&value, yes, no),
            Truth::False => self.chosen(&value, no, yes),
            Truth::Unknown => self.either(&value, yes, no),
        }
    }

    /// The chosen arm, of the type that both arms share; what is wrong in the other one does not matter.
    fn chosen(&mut self, condition: &Value, arm: &Expr, other: &Expr) -> Outcome {
        let value = self.eval(arm)?;
        let value = match self.eval(other) {
            Ok(other) => to_common_type(&value, &other).map_err(|message| Failure {
                message,
                span: arm.span,
                origin: value.origin,
            })?,
            Err(_) => value,
        };
        Ok(self.derived(value.marked(condition.marks.inherited()), &[condition]))
    }

    /// The condition is unknown: equal arms are the value, otherwise either may be.
    fn either(&mut self, condition: &Value, yes: &Expr, no: &Expr) -> Outcome {
        let (a, b) = match (self.eval(yes), self.eval(no)) {
            (Ok(a), Ok(b)) => (a, b),
            (Ok(only), Err(_)) | (Err(_), Ok(only)) => {
                return Ok(self.derived(unknown_from(Type::Dynamic, &[condition, &only]), &[condition, &only]));
            }
            (Err(failure), Err(_)) => return Err(failure),
        };
        if equals(&a, &b) == Truth::True {
            return Ok(self.derived(a.marked(condition.marks.inherited()), &[condition]));
        }
        let ty = crate::value::unify(&[Type::of(&a), Type::of(&b)]).unwrap_or_default();
        Ok(self.derived(unknown_from(ty, &[condition, &a, &b]), &[condition]))
    }

    fn object(&mut self, entries: &[(Expr, Expr)]) -> Outcome {
        let mut built = ObjectBuilder::default();
        for (key_expr, value) in entries {
            let key = self.eval(key_expr)?;
            let value = self.eval(value)?;
            built.insert(&key, value).map_err(|message| Failure { message, span: key_expr.span, origin: key.origin })?;
        }
        Ok(built.finish())
    }

    fn splat(&mut self, source: &Expr, slot: usize, each: &Expr) -> Outcome {
        let value = self.eval(source)?;
        match &value.kind {
            Kind::Null(Type::Dynamic) => Ok(self.derived(Value::tuple(Vec::new()), &[&value])),
            Kind::Null(ty) if !ty.is_sequence() => Ok(Value::tuple(Vec::new())),
            Kind::Null(_) => Err(Failure {
                message: "a null list cannot be splatted".to_owned(),
                span: source.span,
                origin: value.origin,
            }),
            Kind::Unknown(unknown) => Ok(splat_of_unknown(&value, unknown)),
            Kind::List(e) | Kind::Set(e) => {
                let items = self.each(slot, &e.items, each, &value)?;
                Ok(self.over(&value, Value::list(items)))
            }
            Kind::Tuple(e) => {
                let items = self.each(slot, &e.items, each, &value)?;
                Ok(self.over(&value, Value::tuple(items)))
            }
            _ => Ok(Value::tuple(self.each(slot, std::slice::from_ref(&value), each, &value)?)),
        }
    }

    /// A collection made from another: of an empty one, the origin is all there is to blame.
    fn over(&self, source: &Value, result: Value) -> Value {
        let empty = result.as_elements().is_some_and(<[Value]>::is_empty);
        if empty { self.derived(result, &[source]) } else { result }.marked(source.marks.inherited())
    }

    fn each(&mut self, slot: usize, items: &[Value], each: &Expr, whole: &Value) -> Result<Vec<Value>, Failure> {
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

    fn set_slot(&mut self, slot: usize, value: Value) {
        self.slots.truncate(slot);
        self.slots.resize_with(slot, Value::null);
        self.slots.push(value);
    }

    /// What a loop runs over, as (key, value) pairs; none where the collection is unknown.
    fn pairs(&mut self, loops: &Loop) -> Result<(Value, Option<Vec<(Value, Value)>>), Failure> {
        let source = self.eval(&loops.collection)?;
        let pairs = match &source.kind {
            Kind::List(e) | Kind::Tuple(e) => {
                let indexed = e.items.iter().enumerate();
                Some(indexed.map(|(at, item)| (Value::from(at), self.part(item, &source, Step::Index(at)))).collect())
            }
            Kind::Set(e) => {
                let indexed = e.items.iter().enumerate();
                Some(indexed.map(|(at, item)| (item.clone(), self.part(item, &source, Step::Index(at)))).collect())
            }
            Kind::Map(f) | Kind::Object(f) => {
                let key = |name: &Name| Value::string(name).at(source.origin);
                let named = f.entries().iter().map(|(name, v)| (key(name), self.part(v, &source, Step::Name(name))));
                Some(named.chain(f.symbolic.iter().cloned()).collect())
            }
            Kind::Unknown(unknown) => unknown.elements().map(|elements| {
                let element =
                    |(at, e): (usize, Unknown)| (Value::from(at), self.part(&e.into(), &source, Step::Index(at)));
                elements.into_iter().enumerate().map(element).collect()
            }),
            _ => {
                let message = format!("`for` needs a collection, but this is {}", describe(&source));
                return Err(Failure { message, span: loops.collection.span, origin: source.origin });
            }
        };
        Ok((source, pairs))
    }

    fn for_expr(&mut self, f: &For) -> Outcome {
        let (source, pairs) = self.pairs(&f.loops)?;
        let Some(pairs) = pairs else {
            let ty = if f.key.is_some() { Type::Dynamic } else { Type::list(Type::Dynamic) };
            return Ok(self.derived(unknown_from(ty, &[&source]), &[&source]));
        };
        let mut built = Built::default();
        for (key, item) in pairs {
            self.set_slot(f.loops.slot, key);
            self.slots.push(item.clone());
            self.iteration(f, &item, &mut built)?;
        }
        self.slots.truncate(f.loops.slot);
        let guards = self.united(&built.guards.iter().collect::<Vec<_>>());
        let result = if f.key.is_some() { built.object.finish() } else { Value::tuple(built.items) };
        Ok(self.over(&source, result.at(guards)))
    }

    fn iteration(&mut self, f: &For, item: &Value, built: &mut Built) -> Result<(), Failure> {
        let mut possible = item.marks.has(Marks::POSSIBLE);
        let mut guard_value = None;
        if let Some(guard) = &f.guard {
            let (value, kept) = self.truth_of(guard, "the condition after `if`")?;
            if kept == Truth::False {
                return Ok(());
            }
            possible |= kept == Truth::Unknown;
            guard_value = Some(value);
        }
        let mark = |v: Value| if possible { v.marked(Marks::POSSIBLE) } else { v };
        let value = mark(self.eval(&f.value)?);
        match &f.key {
            None => built.items.push(value),
            Some(key_expr) => {
                let key = self.eval(key_expr)?;
                let inserted = if f.grouping { built.object.gather(&key, value) } else { built.object.insert_once(&key, value) };
                inserted.map_err(|message| Failure { message, span: key_expr.span, origin: key.origin })?;
            }
        }
        built.guards.extend(guard_value);
        Ok(())
    }

    fn template(&mut self, parts: &[Part]) -> Outcome {
        if let (Some(only), false) = (only_value(parts), self.in_message) {
            return self.eval(only);
        }
        let mut text = Text::default();
        self.parts(parts, &mut text)?;
        let pieces: Vec<&Value> = text.read.iter().collect();
        let origin = self.united(&pieces);
        let marks = inherited(&pieces);
        Ok(text.finish(&pieces).marked(marks).at(origin))
    }

    fn parts(&mut self, parts: &[Part], text: &mut Text) -> Result<(), Failure> {
        parts.iter().try_for_each(|part| match part {
            Part::Text(literal) => {
                text.push(literal);
                Ok(())
            }
            Part::Value(expr) => self.interpolation(expr, text),
            Part::If { condition, yes, no } => {
                let (value, truth) = self.truth_of(condition, "the condition of the directive")?;
                match truth {
                    Truth::True => self.parts(yes, text),
                    Truth::False => self.parts(no, text),
                    Truth::Unknown => {
                        text.unknown(value, "");
                        Ok(())
                    }
                }
            }
            Part::For { loops, body } => self.for_directive(loops, body, text),
        })
    }

    fn for_directive(&mut self, loops: &Loop, body: &[Part], text: &mut Text) -> Result<(), Failure> {
        let (source, pairs) = self.pairs(loops)?;
        let Some(pairs) = pairs else {
            text.unknown(source, "");
            return Ok(());
        };
        for (key, item) in pairs {
            self.set_slot(loops.slot, key);
            self.slots.push(item);
            self.parts(body, text)?;
        }
        self.slots.truncate(loops.slot);
        Ok(())
    }

    fn interpolation(&mut self, expr: &Expr, text: &mut Text) -> Result<(), Failure> {
        let value = match self.eval(expr) {
            Ok(value) => value,
            // A message that cannot be worded wholly is still a message.
            Err(_) if self.in_message => Value::null(),
            Err(failure) => return Err(failure),
        };
        if self.in_message {
            text.push(&display(&value));
            return Ok(());
        }
        let fail = |message: String| Failure { message, span: expr.span, origin: value.origin };
        if value.is_null() {
            return Err(fail("a null value cannot be part of a string".to_owned()));
        }
        let converted = convert(&value, &Type::String)
            .map_err(|_| fail(format!("{} cannot be part of a string", describe(&value))))?;
        match &converted.kind {
            Kind::String(s) => text.push(s),
            Kind::Unknown(unknown) => {
                let prefix = unknown.prefix.to_string();
                text.unknown(converted, &prefix);
                return Ok(());
            }
            _ => {}
        }
        text.read.push(converted);
        Ok(())
    }

    fn call(&mut self, call: &Call, span: Span) -> Outcome {
        match &call.target {
            Target::Try => self.try_each(&call.args, span),
            Target::Can => self.can(&call.args),
            Target::Function(callable) => {
                let args = self.arguments(call)?;
                let result = callable.call(&args).map_err(|e| Failure {
                    message: format!("{}: {e}", callable.function.name()),
                    span,
                    origin: args.iter().map(|a| a.origin).find(|o| *o != Origin::NONE).unwrap_or_default(),
                })?;
                Ok(self.derived(result.clone(), &deciding_arguments(callable.function.name(), &args, &result)))
            }
            Target::Scoped(name) => {
                let args = self.arguments(call)?;
                self.scope.call(*name, &args, self).map_err(|f| f.at(span))
            }
        }
    }

    fn arguments(&mut self, call: &Call) -> Result<Vec<Value>, Failure> {
        let mut args = call.args.iter().map(|arg| self.eval(arg)).collect::<Result<Vec<_>, _>>()?;
        if call.expand
            && let Some(last) = args.pop()
        {
            let Some(items) = last.as_elements() else {
                let message = format!("`...` needs a list, but this is {}", describe(&last));
                let span = call.args.last().map_or_else(Span::default, |a| a.span);
                return Err(Failure { message, span, origin: last.origin });
            };
            args.extend(items.iter().cloned());
        }
        Ok(args)
    }

    /// The first argument that has a value; one that nobody set has none.
    fn try_each(&mut self, args: &[Expr], span: Span) -> Outcome {
        let mut passed_over = Vec::new();
        for (at, arg) in args.iter().enumerate() {
            let depth = self.slots.len();
            let outcome = self.eval(arg);
            self.slots.truncate(depth);
            match outcome {
                Ok(value) if value.is_unset() && at + 1 < args.len() => passed_over.push(value.origin),
                Ok(value) => {
                    let tried: Vec<Value> = passed_over.iter().map(|o| Value::null().at(*o)).collect();
                    return Ok(self.derived(value, &tried.iter().collect::<Vec<_>>()));
                }
                Err(failure) => passed_over.push(failure.origin),
            }
        }
        let origin = passed_over.into_iter().find(|o| *o != Origin::NONE).unwrap_or_default();
        Err(Failure { message: "no argument of `try` could be evaluated".to_owned(), span, origin })
    }

    fn can(&mut self, args: &[Expr]) -> Outcome {
        let depth = self.slots.len();
        let outcome = args.iter().map(|arg| self.eval(arg)).next_back();
        self.slots.truncate(depth);
        Ok(match outcome {
            Some(Ok(value)) => self.derived(Value::from(!value.is_unset()), &[&value]),
            Some(Err(failure)) => Value::from(false).at(if self.recorder.is_some() { failure.origin } else { Origin::NONE }),
            None => false.into(),
        })
    }
}

fn collect_origins(value: &Value, origins: &mut Vec<Origin>) {
    if Recorder::is_recorded(value) {
        origins.push(value.origin);
    } else {
        value.children().for_each(|child| collect_origins(child, origins));
    }
}

/// The arguments that made the result what it is: of `alltrue` the false ones, of `anytrue` the true ones.
fn deciding_arguments<'a>(name: &str, args: &'a [Value], result: &Value) -> Vec<&'a Value> {
    let decided = match name {
        "alltrue" if result.as_bool() != Some(true) => result,
        "anytrue" if result.as_bool() != Some(false) => result,
        _ => return args.iter().collect(),
    };
    let same = |item: &&Value| item.as_bool() == decided.as_bool();
    let elements: Vec<&Value> = args.iter().flat_map(|a| a.as_elements().unwrap_or_default()).filter(same).collect();
    if elements.is_empty() { args.iter().collect() } else { elements }
}

fn to_common_type(value: &Value, other: &Value) -> Result<Value, String> {
    let (own, others) = (Type::of(value), Type::of(other));
    if own == others || own == Type::Dynamic || others == Type::Dynamic {
        return Ok(value.clone());
    }
    let Some(ty) = crate::value::unify(&[own.clone(), others.clone()]) else {
        return Err(format!("the two results must be of one type, but one is {} and the other {}", own.friendly(), others.friendly()));
    };
    convert(value, &ty)
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
}

/// An object under construction; keys may be unknown.
#[derive(Default)]
struct ObjectBuilder {
    entries: Vec<(Name, Value)>,
    symbolic: Vec<(Value, Value)>,
    groups: Vec<(Name, Vec<Value>)>,
    /// Keys and values of entries whose key nothing is known of: they make the whole unknown.
    undecided: Vec<Value>,
}

impl ObjectBuilder {
    fn insert(&mut self, key: &Value, value: Value) -> Result<(), String> {
        let text = convert(key, &Type::String).map_err(|_| format!("a key must be a string, but this is {}", describe(key)))?;
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
        self.insert(key, value)?;
        let Some((added, _)) = self.entries.get(count) else { return Ok(()) };
        if self.entries[..count].iter().any(|(name, _)| name == added) {
            return Err(format!("two elements have the key {:?}: add `...` after the value to gather them", added.as_str()));
        }
        Ok(())
    }

    fn gather(&mut self, key: &Value, value: Value) -> Result<(), String> {
        let text = convert(key, &Type::String)?;
        let Some(name) = text.as_str().map(Name::new) else { return self.insert(key, value) };
        match self.groups.iter_mut().find(|g| g.0 == name) {
            Some(group) => group.1.push(value),
            None => self.groups.push((name, vec![value])),
        }
        Ok(())
    }

    fn finish(mut self) -> Value {
        self.entries.extend(self.groups.into_iter().map(|(name, items)| (name, Value::tuple(items))));
        if !self.undecided.is_empty() {
            let known = self.entries.iter().map(|e| &e.1);
            let parts: Vec<&Value> = self.undecided.iter().chain(known).collect();
            return unknown_from(Type::Dynamic, &parts);
        }
        let fields = Fields::new(self.entries).with_symbolic(self.symbolic);
        Kind::Object(fields.into()).into()
    }
}

/// A template's text under construction.
#[derive(Default)]
struct Text {
    known: String,
    /// Some part is unknown: `known` is the prefix, what follows is lost.
    open: bool,
    not_empty: bool,
    read: Vec<Value>,
}

impl Text {
    fn push(&mut self, text: &str) {
        self.not_empty |= !text.is_empty();
        if !self.open {
            self.known.push_str(text);
        }
    }

    fn unknown(&mut self, value: Value, prefix: &str) {
        self.push(prefix);
        self.not_empty |= value.as_unknown().is_some_and(Unknown::is_certainly_not_empty);
        self.open = true;
        self.read.push(value);
    }

    fn finish(&self, pieces: &[&Value]) -> Value {
        if !self.open {
            return Value::string(&self.known);
        }
        let parts = pieces.iter().flat_map(|v| v.unknowns());
        Unknown {
            ty: Type::String,
            not_null: true,
            not_empty: self.not_empty,
            prefix: self.known.as_str().into(),
            ..Unknown::from_refs(parts)
        }
        .into()
    }
}
