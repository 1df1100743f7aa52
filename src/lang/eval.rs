//! Evaluation of expressions. Compiled once, evaluated for every resource; values are shared, not copied.

use crate::text::Span;
use crate::value::{Kind, Marks, Name, Origin, Truth, Type, Unknown, Value, convert, equals};

use super::access;
use super::expr::{BinaryOperator, Call, Expr, Node, Target};
use super::functions::{Arguments, Callable};
use super::loops::ObjectBuilder;
use super::operators::{self, describe, from_truth, truth, unknown_from};
use super::record::Recorder;
use super::world::World;

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

    /// Whether `try` and `can` have no result yet while a part of it is unknown, as Terraform has it: once that is known,
    /// another argument may be the first to succeed.
    fn waits_to_try(&self) -> bool {
        false
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
    /// Which of the possible elements are there, when that is settled.
    pub world: Option<&'s World>,
    pub(super) slots: Vec<Value>,
    pub(super) in_message: bool,
    /// Evaluates what could be left unread too, as Terraform 1.11 does: what is wrong there is an error.
    pub(super) strict: bool,
}

impl<'s> Evaluator<'s> {
    /// For expressions of this scope.
    #[must_use]
    pub fn new(scope: &'s dyn Scope, recorder: Option<&'s Recorder>) -> Self {
        Self { scope, recorder, world: None, slots: Vec::new(), in_message: false, strict: false }
    }

    /// The same with values of loop variables.
    #[must_use]
    pub fn with_slots(self, slots: Vec<Value>) -> Self {
        Self { slots, ..self }
    }

    /// For messages: what is unknown or sensitive is worded, not passed on.
    #[must_use]
    pub fn for_message(scope: &'s dyn Scope) -> Self {
        Self { in_message: true, ..Self::new(scope, None) }
    }

    /// As strict as Terraform 1.11 is: both sides of `&&` and `||` have to be right, and so has the condition of a
    /// `for` over nothing.
    #[must_use]
    pub fn strictly(self) -> Self {
        Self { strict: true, ..self }
    }

    /// For another expression of the same scope, as when a local value is read.
    #[must_use]
    pub fn nested(&self) -> Self {
        Self { slots: Vec::new(), ..*self }
    }

    /// The same, in a world where nothing is merely possible.
    #[must_use]
    pub fn in_world(self, world: Option<&'s World>) -> Self {
        Self { world, ..self }
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
                access::attribute(&of, *name, self.recorder).map_err(|e| fail(e, &self.lacking(of, name)))
            }
            Node::Index(of, key) => {
                let (of, key) = (self.eval(of)?, self.eval(key)?);
                let lacking = |of: Value| self.lacking(of, key.as_str().unwrap_or_default());
                let part =
                    access::index(&of, &key, self.recorder).map_err(|e| fail(e, &lacking(of.clone())))?;
                Ok(part.marked(key.marks.both(Marks::SECRET)))
            }
            Node::Splat { source, slot, each } => self.splat(source, *slot, each),
            Node::Tuple(items) => {
                Ok(Value::tuple(items.iter().map(|i| self.eval(i)).collect::<Result<_, _>>()?))
            }
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
            Node::Call(call) => {
                let result = self.call(call, expr.span)?;
                Ok(match self.world {
                    Some(world) => world.settle(result),
                    None => result,
                })
            }
        }
    }

    /// A map, read from where the key that it lacks would stand.
    fn lacking(&self, map: Value, key: &str) -> Value {
        match self.recorder {
            Some(recorder) if matches!(map.kind, Kind::Map(_)) && !key.is_empty() => {
                let origin = recorder.absent(map.origin, Name::new(key));
                map.at(origin)
            }
            _ => map,
        }
    }

    /// A result with the origin of the operands it was computed from, unless it has one of its own.
    pub(super) fn derived(&self, result: Value, from: &[&Value]) -> Value {
        if self.recorder.is_none() || Recorder::is_recorded(&result) {
            return result;
        }
        let origin = self.united(from);
        result.at(origin)
    }

    /// One origin for all of these values: their own, or those of what they hold.
    pub(super) fn united(&self, values: &[&Value]) -> Origin {
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
        if x == deciding && self.recorder.is_none() && !self.strict {
            return Ok(from_truth(x, &[&a]));
        }
        let (b, y) = match self.truth_of(right, "the right side") {
            // The fast path would not have looked.
            Err(_) if x == deciding && !self.strict => return Ok(self.derived(from_truth(x, &[&a]), &[&a])),
            other => other?,
        };
        let result = if operator == BinaryOperator::And { x.and(y) } else { x.or(y) };
        let both = [&a, &b];
        let deciders = match (x == result, y == result) {
            (true, true) => &both[..],
            (true, false) => &both[..1],
            (false, _) => &both[1..],
        };
        Ok(self.derived(from_truth(result, &both), deciders))
    }

    pub(super) fn truth_of(&mut self, expr: &Expr, what: &str) -> Result<(Value, Truth), Failure> {
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
            Ok(other) => to_common_type(&value, &other)
                .map_err(|message| Failure { message, span: arm.span, origin: value.origin })?
                .marked(other.marks.both(Marks::SECRET)),
            Err(_) => value,
        };
        Ok(self.derived(value.marked(condition.marks.inherited()), &[condition]))
    }

    /// The condition is unknown: equal arms are the value, otherwise either may be.
    fn either(&mut self, condition: &Value, yes: &Expr, no: &Expr) -> Outcome {
        let (a, b) = match (self.eval(yes), self.eval(no)) {
            (Ok(a), Ok(b)) => (a, b),
            (Ok(only), Err(_)) | (Err(_), Ok(only)) => {
                return Ok(
                    self.derived(unknown_from(Type::Dynamic, &[condition, &only]), &[condition, &only])
                );
            }
            (Err(failure), Err(_)) => return Err(failure),
        };
        if equals(&a, &b) == Truth::True {
            return Ok(self.derived(a.marked(condition.marks.inherited()), &[condition]));
        }
        let common = crate::value::unify(&[Type::of(&a), Type::of(&b)]);
        if common.is_none() && self.strict {
            return Err(Failure { message: of_two_types(&a, &b), span: yes.span, origin: a.origin });
        }
        let ty = common.unwrap_or_default();
        let unknown = unknown_from(ty, &[condition, &a, &b]);
        let result = match (unknown.as_unknown(), between(&a, &b)) {
            (Some(known), bounds @ Some(_)) => {
                Value::from(Unknown { length: bounds, ..known.clone() }).marked(unknown.marks)
            }
            _ => unknown,
        };
        Ok(self.derived(result, &[condition]))
    }

    fn object(&mut self, entries: &[(Expr, Expr)]) -> Outcome {
        let mut built = ObjectBuilder::default();
        for (key_expr, value) in entries {
            let key = self.eval(key_expr)?;
            let value = self.eval(value)?;
            built.insert(&key, value).map_err(|message| Failure {
                message,
                span: key_expr.span,
                origin: key.origin,
            })?;
        }
        Ok(built.finish())
    }

    fn call(&mut self, call: &Call, span: Span) -> Outcome {
        match &call.target {
            Target::Try | Target::Can if call.expand => self.expanded(call, span),
            Target::Try => self.try_each(&call.args, span),
            Target::Can => self.can(&call.args),
            Target::Function(callable) => self.call_function(callable, call, span),
            Target::Scoped(name) => {
                let args = self.arguments(call)?;
                self.scope.call(*name, &args, self).map_err(|f| f.at(span))
            }
        }
    }

    fn call_function(&mut self, callable: &Callable, call: &Call, span: Span) -> Outcome {
        let mut args = self.arguments(call)?;
        self.spread(callable, &mut args);
        let result = callable.call_with(&mut args).map_err(|e| Failure {
            message: format!("{}: {e}", callable.name),
            span,
            origin: args.iter().map(|a| a.origin).find(|o| *o != Origin::NONE).unwrap_or_default(),
        })?;
        if self.recorder.is_none() {
            return Ok(result);
        }
        if let ("jsondecode", [text]) = (callable.name, &args[..]) {
            // A document's parts are parts of its text: `policy.Statement[0].Action`.
            return Ok(result.at(text.origin));
        }
        let deciding = deciding_arguments(callable.name, &args, &result);
        Ok(self.derived(result.clone(), &deciding))
    }

    /// Elements that a function hands on know where they were read, whatever list they end up in.
    fn spread(&self, callable: &Callable, args: &mut Arguments) {
        if let Some(recorder) = self.recorder.filter(|_| callable.passes_on()) {
            args.iter_mut().for_each(|arg| *arg = recorder.spread(arg));
        }
    }

    fn arguments(&mut self, call: &Call) -> Result<Arguments, Failure> {
        let mut args = call.args.iter().map(|arg| self.eval(arg)).collect::<Result<Arguments, _>>()?;
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

    /// `try(list...)` and `can(list...)`: the elements have values, so there is nothing to try.
    fn expanded(&mut self, call: &Call, span: Span) -> Outcome {
        let args = self.arguments(call)?;
        match (&call.target, args.first()) {
            (Target::Can, Some(_)) if args.len() == 1 => Ok(true.into()),
            (Target::Try, Some(first)) => Ok(first.clone()),
            _ => {
                let message = format!("`...` gives {} arguments here, which is the wrong number", args.len());
                Err(Failure { message, span, origin: Origin::NONE })
            }
        }
    }

    /// The first argument that has a value; one that nobody set has none.
    fn try_each(&mut self, args: &[Expr], span: Span) -> Outcome {
        let mut passed_over = Vec::new();
        for (at, arg) in args.iter().enumerate() {
            let depth = self.slots.len();
            let outcome = self.eval(arg);
            self.slots.truncate(depth);
            match outcome {
                Ok(value) if self.waits_for(&value) => return Ok(undecided(value)),
                Ok(value) if value.is_left_out() && at + 1 < args.len() => passed_over.push(value.origin),
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

    fn waits_for(&self, value: &Value) -> bool {
        self.scope.waits_to_try() && !value.is_wholly_known()
    }

    #[allow(clippy::unnecessary_wraps)] // As its sibling `try`.
    fn can(&mut self, args: &[Expr]) -> Outcome {
        let depth = self.slots.len();
        let outcome = args.iter().map(|arg| self.eval(arg)).next_back();
        self.slots.truncate(depth);
        Ok(match outcome {
            Some(Ok(value)) if self.waits_for(&value) => unknown_from(Type::Bool, &[&value]),
            Some(Ok(value)) if value.is_left_out() => self.derived(Value::from(false), &[&value]),
            Some(Ok(value)) if value.is_unknown() && !args.iter().all(|arg| finds(arg, &value)) => {
                self.derived(unknown_from(Type::Bool, &[&value]), &[&value])
            }
            Some(Ok(value)) => self.derived(Value::from(true), &[&value]),
            Some(Err(failure)) => {
                Value::from(false).at(if self.recorder.is_some() { failure.origin } else { Origin::NONE })
            }
            None => false.into(),
        })
    }
}

/// An unknown value in place of one of which a part is.
fn undecided(value: Value) -> Value {
    if value.is_unknown() { value } else { Unknown::from_refs(value.unknowns()).into() }
}

/// The bounds of a number that is one of these two.
fn between(a: &Value, b: &Value) -> Option<(usize, usize)> {
    let (a, b) = (a.as_number()?.as_index()?, b.as_number()?.as_index()?);
    Some((a.min(b), a.max(b)))
}

/// Whether an expression certainly finds the unknown value it came to: it only looks up a name, or an attribute of a
/// resource. What is computed may fail, and a document that is not there yet may lack the member.
fn finds(expr: &Expr, value: &Value) -> bool {
    let named = !matches!(expr.node, Node::Attribute(..) | Node::Index(..));
    is_reference(expr) && (named || value.as_unknown().is_some_and(|unknown| unknown.exact))
}

fn is_reference(expr: &Expr) -> bool {
    match &expr.node {
        Node::Literal(_) | Node::Slot(_) | Node::Root(_) | Node::Member(..) => true,
        Node::Attribute(of, _) => is_reference(of),
        Node::Index(of, key) => is_reference(of) && is_reference(key),
        _ => false,
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
        "contains" if result.as_bool() == Some(true) => return found(args),
        _ => return args.iter().collect(),
    };
    let same = |item: &&Value| item.as_bool() == decided.as_bool();
    let elements: Vec<&Value> =
        args.iter().flat_map(|a| a.as_elements().unwrap_or_default()).filter(same).collect();
    if elements.is_empty() { args.iter().collect() } else { elements }
}

/// What `contains` looked for, and what of its list is that.
fn found(args: &[Value]) -> Vec<&Value> {
    let [list, wanted] = args else { return args.iter().collect() };
    let items = list.as_elements().unwrap_or_default().iter();
    let mut found: Vec<&Value> = items.filter(|item| equals(item, wanted) == Truth::True).collect();
    if found.is_empty() || !found.iter().all(|item| Recorder::is_recorded(item)) {
        found.push(list);
    }
    found.push(wanted);
    found
}

fn to_common_type(value: &Value, other: &Value) -> Result<Value, String> {
    let (own, others) = (Type::of(value), Type::of(other));
    if own == Type::Dynamic && value.is_null() && !value.is_unset() {
        return Ok(Value { kind: Kind::Null(others), ..value.clone() });
    }
    if own == others || own == Type::Dynamic || others == Type::Dynamic {
        return Ok(value.clone());
    }
    let common = crate::value::unify(&[own.clone(), others.clone()]);
    let common = common.ok_or_else(|| of_two_types(value, other))?;
    convert(value, &common).map_err(|why| format!("the two results are to be of one type, but here {why}"))
}

fn of_two_types(one: &Value, other: &Value) -> String {
    let (one, other) = (Type::of(one).friendly(), Type::of(other).friendly());
    format!("the two results must be of one type, but one is {one} and the other {other}")
}
