//! From an attribute of a resource to the place where its value is written: through variables, module calls, locals,
//! outputs, `for_each` and dynamic blocks to the literal that a person would edit.
//!
//! Nothing is kept for this while a module is evaluated: only what is reported is traced, by walking the expressions
//! again and evaluating what decides between their parts.

use std::sync::Arc;

use crate::lang::{Attribute, Block, Body, Evaluator, Expr, Node};
use crate::text::{Source, Span};
use crate::value::{Address, InstanceKey, Kind, Mode, Name, PathStep, Truth, Type, Value, convert, equals};

use super::super::graph::Resource;
use super::super::policy_document;
use super::evaluation::{Evaluation, Instance};
use super::given::Given;
use super::overrides::makes;
use super::references::iterator;
use super::resources::Planned;
use super::scope::Here;

/// More steps than this from a literal to its resource are not followed.
const LONGEST: usize = 100;

/// What happens to a value at a place that it passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passing {
    /// It is written there; nothing else is known of it.
    Written,
    /// It is the default of a variable.
    Default(Name),
    /// It is given for a variable from outside.
    Given(Name),
    /// It is what a local value is.
    Local(Name),
    /// It is handed to a module, as a variable.
    Passed(Name, Name),
    /// It is handed out by a module, as an output.
    Output(Name, Name),
    /// Elements of it make instances or blocks.
    Repeated,
    /// It is an argument of the resource.
    Used,
    /// The module that it is in was fetched for this call.
    Fetched(Name),
    /// Nothing is written: it would stand in this block.
    Missing,
}

/// A place that a value passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What happens there.
    pub what: Passing,
    /// The file.
    pub source: Source,
    /// Where in it.
    pub span: Span,
}

/// The places of a value, from where it is written to where the resource uses it.
pub(super) type Trace = Vec<Place>;

/// Where the value of an attribute of a resource is written; of one that is not, where its block begins.
pub(super) fn trace(
    evaluation: &Evaluation,
    root: &Arc<Instance>,
    resource: &Resource,
    path: &[PathStep],
) -> Option<Trace> {
    let address = &resource.address;
    let module = module_at(evaluation, root, address)?;
    let block = module.folder.resources.get(&(address.mode, address.kind, address.name))?;
    let here = Here::new(evaluation, module.clone());
    let key = (module.number, address.mode, address.kind, address.name);
    let _ = here.resource(address.mode, address.kind, address.name);
    let instances = evaluation.resources.lock().get(&key).cloned()?;
    let planned = instances.get(address.key)?;
    let walk = Walk::new(here, &block.source).repeated(&block.item.body, planned);
    Some(walk.block(&block.item, Some(&resource.after), path))
}

/// The instance of a module that an address is in.
fn module_at(evaluation: &Evaluation, root: &Arc<Instance>, address: &Address) -> Option<Arc<Instance>> {
    address.module.iter().try_fold(root.clone(), |module, step| {
        let called = Here::new(evaluation, module).call_instances(step.name).ok().flatten()?;
        called.get(step.key).cloned()
    })
}

/// An element of a collection that a loop runs over.
#[derive(Clone)]
pub(super) struct Element<'w> {
    /// What the loop runs over, and the place from which that is read.
    collection: &'w Expr,
    from: Arc<Walk<'w>>,
    /// Which element; none where it is the whole.
    step: Option<PathStep>,
}

/// A walk through expressions of one module, from one place in it.
#[derive(Clone)]
pub(super) struct Walk<'w> {
    here: Here<'w>,
    source: Source,
    /// `each` and iterators of blocks: what they stand for.
    loops: Vec<(Name, Element<'w>)>,
    /// Loop variables of expressions: their values, and where those come from.
    slots: Vec<(Value, Option<Element<'w>>)>,
    depth: usize,
}

impl<'w> Walk<'w> {
    pub(super) fn new(here: Here<'w>, source: &Source) -> Self {
        Self { here, source: source.clone(), loops: Vec::new(), slots: Vec::new(), depth: 0 }
    }

    /// Inside one instance of a block that is repeated.
    fn repeated(&self, body: &'w Body, planned: &Planned) -> Self {
        let mut walk = self.clone();
        walk.here = self.here.with(&planned.bound);
        if let (Some(each), Some(InstanceKey::Key(key))) = (body.attribute("for_each"), planned.address.key) {
            walk.loops.push((Name::new("each"), self.element(&each.expr, PathStep::Name(key))));
        }
        walk
    }

    pub(super) fn element(&self, collection: &'w Expr, step: impl Into<Option<PathStep>>) -> Element<'w> {
        Element { collection, from: Arc::new(self.clone()), step: step.into() }
    }

    pub(super) fn evaluation(&self) -> &'w Evaluation {
        self.here.evaluation
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    pub(super) fn place(&self, what: Passing, span: Span) -> Place {
        Place { what, source: self.source.clone(), span }
    }

    fn written(&self, expr: &Expr) -> Trace {
        vec![self.place(Passing::Written, expr.span)]
    }

    /// The value of an expression here.
    pub(super) fn value(&self, expr: &Expr) -> Option<Value> {
        let slots = self.slots.iter().map(|slot| slot.0.clone()).collect();
        Evaluator::new(&self.here, None).with_slots(slots).eval(expr).ok()
    }

    /// In the file that a part stands in.
    pub(super) fn in_file(&self, from: Option<&Source>) -> Self {
        let mut walk = self.clone();
        if let Some(source) = from {
            walk.source = source.clone();
        }
        walk
    }

    /// Something inside a block: an argument, or a nested block and what is in it.
    fn block(&self, block: &'w Block, planned: Option<&Value>, path: &[PathStep]) -> Trace {
        let missing = || vec![self.place(Passing::Missing, block.header)];
        let Some((PathStep::Name(name), rest)) = path.split_first() else { return missing() };
        let planned = planned.and_then(|value| value.as_fields()?.get(*name));
        if let Some(attribute) = block.body.attribute(name) {
            return self.argument(attribute, planned, rest);
        }
        let nested: Vec<_> = self.nested(&block.body, *name);
        let chosen = match rest.first() {
            Some(PathStep::Index(at)) => choose(&nested, planned, *at),
            _ => nested.first(),
        };
        let Some((inner, walk)) = chosen else { return missing() };
        let one = matches!(rest.first(), Some(PathStep::Index(_)));
        let (item, rest) = match rest.split_first() {
            Some((PathStep::Index(at), rest)) => (planned.and_then(|v| v.as_elements()?.get(*at)), rest),
            _ => (planned, rest),
        };
        match walk.loops.last() {
            // All that a dynamic block makes is to blame, so it is what it is made of.
            Some((_, element)) if rest.is_empty() && inner.kind.as_str() == "content" => {
                let made_of =
                    if one { element.trace(&[]) } else { element.from.expr(element.collection, &[]) };
                with(made_of, element.from.place(Passing::Repeated, element.collection.span))
            }
            _ => walk.block(inner, item, rest),
        }
    }

    pub(super) fn argument(
        &self,
        attribute: &'w Attribute,
        planned: Option<&Value>,
        rest: &[PathStep],
    ) -> Trace {
        let walk = self.in_file(attribute.from.as_ref());
        let rest = walk.in_order_of_source(&attribute.expr, planned, rest);
        let mut trace = walk.expr(&attribute.expr, &rest);
        let used = walk.place(Passing::Used, attribute.expr.span);
        let last = trace.last();
        if last.is_none_or(|last| !(last.source == used.source && contains(used.span, last.span))) {
            trace.push(used);
        }
        trace
    }

    /// An index into a set counts in the set's order; in the source the element stands elsewhere.
    fn in_order_of_source(&self, expr: &Expr, planned: Option<&Value>, path: &[PathStep]) -> Vec<PathStep> {
        let mut path = path.to_vec();
        if let Some(PathStep::Index(at)) = path.first()
            && let Some(wanted) = planned.and_then(|value| value.as_elements()?.get(*at))
            && let Some(written) = self.value(expr)
            && let Some(items) = written.as_elements()
            && let Some(found) = items.iter().position(|item| same(item, wanted))
        {
            path[0] = PathStep::Index(found);
        }
        path
    }

    /// The nested blocks of a kind, in their order, each with the place that it is evaluated at.
    pub(super) fn nested(&self, body: &'w Body, kind: Name) -> Vec<(&'w Block, Self)> {
        let mut found = Vec::new();
        for block in body.blocks.iter().filter(|block| makes(block) == kind) {
            let walk = self.in_file(block.from.as_ref());
            if block.kind.as_str() == "dynamic" {
                found.extend(walk.dynamic(block));
            } else {
                found.push((block, walk));
            }
        }
        found
    }

    fn dynamic(&self, block: &'w Block) -> Vec<(&'w Block, Self)> {
        let content = block.body.blocks_of("content").next();
        let (Some(for_each), Some(content), Some(name)) =
            (block.body.attribute("for_each"), content, iterator(block))
        else {
            return Vec::new();
        };
        let elements =
            self.value(&for_each.expr).as_ref().and_then(super::body::elements).unwrap_or_default();
        let one = |(at, (key, value)): (usize, (Value, Value))| {
            let step = key.as_str().map_or(PathStep::Index(at), |key| PathStep::Name(Name::new(key)));
            let bound = Value::object(vec![("key".into(), key), ("value".into(), value)]);
            let mut walk = self.clone();
            walk.here = self.here.with(&[(name, bound)]);
            walk.loops.push((name, self.element(&for_each.expr, step)));
            (content, walk)
        };
        elements.into_iter().enumerate().map(one).collect()
    }

    /// A part of an expression's value.
    pub(super) fn expr(&self, expr: &'w Expr, path: &[PathStep]) -> Trace {
        if self.depth > LONGEST {
            return self.written(expr);
        }
        let walk = Self { depth: self.depth + 1, ..self.clone() };
        walk.step(expr, path).unwrap_or_else(|| self.written(expr))
    }

    /// One step further; none where the expression itself is where the value is written.
    fn step(&self, expr: &'w Expr, path: &[PathStep]) -> Option<Trace> {
        match &expr.node {
            Node::Tuple(items) => match path.split_first()? {
                (PathStep::Index(at), rest) => Some(self.expr(items.get(*at)?, rest)),
                (PathStep::Name(_), _) => None,
            },
            Node::Object(entries) => self.entry(entries, path),
            Node::Attribute(of, name) => Some(self.expr(of, &prepend(PathStep::Name(*name), path))),
            Node::Index(of, key) => Some(self.expr(of, &prepend(step_of(&self.value(key)?)?, path))),
            Node::Conditional(three) => {
                let [condition, yes, no] = &**three;
                let chosen = convert(&self.value(condition)?, &Type::Bool).ok()?.as_bool()?;
                Some(self.expr(if chosen { yes } else { no }, path))
            }
            Node::Member(root, member) => self.reference(*root, *member, path),
            Node::Slot(slot) => self.slots.get(*slot)?.1.as_ref().map(|element| element.trace(path)),
            Node::For(f) => self.for_expr(f, path),
            Node::Splat { source, slot, each } => {
                let (PathStep::Index(at), rest) = path.split_first()? else { return None };
                let value = self.value(source)?;
                // What is no list is the only element of one.
                let (value, step) = match value.as_elements() {
                    Some(items) => (items.get(*at)?.clone(), Some(PathStep::Index(*at))),
                    None => (value, None),
                };
                Some(self.with_slot(*slot, value, self.element(source, step)).expr(each, rest))
            }
            Node::Call(call) => self.call(expr, call, path),
            Node::Template(parts) => match &parts[..] {
                [crate::lang::Part::Value(only)] => Some(self.expr(only, path)),
                _ => self.json_text(expr, path),
            },
            Node::Literal(_) if !path.is_empty() => self.json_text(expr, path),
            _ => None,
        }
    }

    fn entry(&self, entries: &'w [(Expr, Expr)], path: &[PathStep]) -> Option<Trace> {
        let (step, rest) = path.split_first()?;
        let PathStep::Name(wanted) = step else {
            // JSON may have a block where others are lists of them.
            return self.entry(entries, rest).filter(|_| *step == PathStep::Index(0));
        };
        let is_it = |key: &Expr| {
            self.value(key)
                .and_then(|k| convert(&k, &Type::String).ok())
                .is_some_and(|k| k.as_str() == Some(wanted))
        };
        let (_, value) = entries.iter().rev().find(|(key, _)| is_it(key))?;
        Some(self.expr(value, rest))
    }

    pub(super) fn with_slot(&self, slot: usize, value: Value, element: Element<'w>) -> Self {
        let mut walk = self.clone();
        walk.slots.truncate(slot);
        walk.slots.resize_with(slot, || (Value::null(), None));
        walk.slots.push((value, Some(element)));
        walk
    }

    /// What a name stands for.
    fn reference(&self, root: Name, member: Name, path: &[PathStep]) -> Option<Trace> {
        if let Some((_, element)) = self.loops.iter().rev().find(|(name, _)| *name == root) {
            let trace = element.trace(if member.as_str() == "value" { path } else { &[] });
            return Some(with(trace, element.from.place(Passing::Repeated, element.collection.span)));
        }
        match root.as_str() {
            "var" => self.variable(member, path),
            "local" => {
                let folder = self.here.module.folder.clone();
                let local = folder.locals.get(&member)?;
                let there = Walk::new(self.here.outside(), &local.source).at_depth(self.depth);
                Some(with(
                    there.expr(&local.item.expr, path),
                    there.place(Passing::Local(member), local.item.expr.span),
                ))
            }
            _ => match root.split_once('.') {
                Some(("module", call)) => self.output(Name::new(call), None, member, path),
                Some(("data", kind)) => self.resource(Mode::Data, Name::new(kind), member, path),
                _ => self.resource(Mode::Managed, root, member, path),
            },
        }
    }

    fn at_depth(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    fn variable(&self, name: Name, path: &[PathStep]) -> Option<Trace> {
        let module = self.here.module.clone();
        let variable = module.folder.variables.get(&name)?;
        let given = self.here.given(name).ok().flatten().map(|given| given.0);
        if variable.prefers_default(given.as_ref()) {
            let default = variable.block.item.body.attribute("default")?;
            let there =
                Walk::new(self.here.outside(), default.from.as_ref().unwrap_or(&variable.block.source));
            return Some(relabelled(
                there.at_depth(self.depth).expr(&default.expr, path),
                Passing::Default(name),
            ));
        }
        let declared = Place {
            what: Passing::Given(name),
            source: variable.block.source.clone(),
            span: variable.block.item.header,
        };
        if let Some(parent) = &module.parent {
            let call = parent.module.folder.calls.get(&parent.call)?;
            let Some(argument) = call.item.body.attribute(&name) else { return Some(vec![declared]) };
            let source = argument.from.as_ref().unwrap_or(&call.source);
            let there =
                Walk::caller(&module, self.here.evaluation, &call.item.body, source)?.at_depth(self.depth);
            let passed = there.place(Passing::Passed(parent.call, name), argument.expr.span);
            return Some(with(there.expr(&argument.expr, path), passed));
        }
        match self.here.evaluation.given.values.get(&name) {
            Some(Given::Written { source, expr }) => {
                let there = Walk::new(self.here.outside(), source).at_depth(self.depth);
                Some(relabelled(there.expr(expr, path), Passing::Given(name)))
            }
            _ => Some(vec![declared]),
        }
    }

    /// A resource's own argument, where it is set; what the provider computes is written nowhere.
    fn resource(&self, mode: Mode, kind: Name, name: Name, path: &[PathStep]) -> Option<Trace> {
        let module = self.here.module.clone();
        let block = module.folder.resources.get(&(mode, kind, name))?;
        let (key, path) = match (path.split_first()?, super::trace_calls::is_repeated(&block.item.body)) {
            ((PathStep::Index(at), rest), true) => (Some(InstanceKey::Index(*at as u64)), rest),
            ((PathStep::Name(key), rest), true) => (Some(InstanceKey::Key(*key)), rest),
            _ => (None, path),
        };
        let (PathStep::Name(first), inside) = path.split_first()? else { return None };
        let is_document = kind.as_str() == policy_document::KIND && policy_document::is_result(first);
        if !is_document {
            block.item.body.attribute(first)?;
        }
        let instances =
            self.here.evaluation.resources.lock().get(&(module.number, mode, kind, name)).cloned()?;
        let planned = instances.get(key)?;
        let walk = Walk::new(self.here.outside(), &block.source)
            .at_depth(self.depth)
            .repeated(&block.item.body, planned);
        if is_document {
            return walk.document(&block.item, &planned.value, inside);
        }
        Some(walk.block(&block.item, Some(&planned.value), path))
    }
}

impl<'w> Walk<'w> {
    /// Where a module is called from, inside the instance of the call.
    fn caller(
        module: &'w Instance,
        evaluation: &'w Evaluation,
        body: &'w Body,
        source: &Source,
    ) -> Option<Self> {
        let parent = module.parent.as_ref()?;
        let mut walk = Self::new(Here::new(evaluation, parent.module.clone()), source);
        let outside = walk.clone();
        walk.here = walk.here.with(&parent.bound);
        let key = module.path.last().and_then(|step| step.key);
        if let (Some(each), Some(InstanceKey::Key(key))) = (body.attribute("for_each"), key) {
            walk.loops.push((Name::new("each"), outside.element(&each.expr, PathStep::Name(key))));
        }
        Some(walk)
    }

    /// An output of a module that is called here.
    pub(super) fn output(
        &self,
        call: Name,
        key: Option<&Value>,
        output: Name,
        path: &[PathStep],
    ) -> Option<Trace> {
        let called = self.here.call_instances(call).ok().flatten()?;
        let module = match key {
            Some(key) => called.at(key)?,
            None => called.get(None)?,
        };
        let declared = module.folder.outputs.get(&output)?;
        let value = declared.item.body.attribute("value")?;
        let source = value.from.as_ref().unwrap_or(&declared.source);
        let there = Walk::new(Here::new(self.here.evaluation, module.clone()), source).at_depth(self.depth);
        Some(with(there.expr(&value.expr, path), there.place(Passing::Output(call, output), value.expr.span)))
    }
}

impl Element<'_> {
    /// A part of the element, in the collection.
    fn trace(&self, path: &[PathStep]) -> Trace {
        let inside: Vec<PathStep> = self.step.into_iter().chain(path.iter().copied()).collect();
        self.from.expr(self.collection, &inside)
    }
}

/// Of several blocks of a kind, the one that a plan shows in this place: a set has an order of its own.
fn choose<'b, 'w>(
    nested: &'b [(&'w Block, Walk<'w>)],
    planned: Option<&Value>,
    at: usize,
) -> Option<&'b (&'w Block, Walk<'w>)> {
    let set = planned.filter(|value| matches!(value.kind, Kind::Set(_)) && nested.len() > 1);
    let Some(item) = set.and_then(|set| set.as_elements()?.get(at)) else { return nested.get(at) };
    let agreeing = |(block, walk): &(&Block, Walk<'_>)| {
        let written = walk.here.body(&block.body, &walk.source, &[]);
        let fields = written.as_fields().map(|f| f.entries().to_vec()).unwrap_or_default();
        let planned = |name: &Name| item.as_fields().and_then(|f| f.get(*name));
        fields.iter().filter(|(name, value)| planned(name).is_some_and(|p| same(value, p))).count()
    };
    nested.iter().rev().max_by_key(|candidate| agreeing(candidate))
}

/// Whether a value as it is written may be this one as it is planned: the schema's types may differ from those written.
fn same(written: &Value, planned: &Value) -> bool {
    let text = |value: &Value| convert(value, &Type::String);
    match (text(written), text(planned)) {
        (Ok(a), Ok(b)) => equals(&a, &b) == Truth::True,
        (Err(_), Err(_)) => {
            let (a, b): (Vec<_>, Vec<_>) = (written.children().collect(), planned.children().collect());
            match (written.as_fields(), planned.as_fields()) {
                (Some(a), Some(b)) => {
                    a.entries().iter().all(|(name, v)| b.get(*name).is_some_and(|p| same(v, p)))
                }
                _ => a.len() == b.len() && a.iter().all(|a| b.iter().any(|b| same(a, b))),
            }
        }
        _ => false,
    }
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

pub(super) fn prepend(step: PathStep, path: &[PathStep]) -> Vec<PathStep> {
    std::iter::once(step).chain(path.iter().copied()).collect()
}

/// The step that an index makes.
pub(super) fn step_of(key: &Value) -> Option<PathStep> {
    if let Some(number) = key.as_number() {
        return number.as_index().map(PathStep::Index);
    }
    key.as_str().map(|key| PathStep::Name(Name::new(key)))
}

fn with(mut trace: Trace, place: Place) -> Trace {
    trace.push(place);
    trace
}

/// The same trace, beginning with more than "written here".
fn relabelled(mut trace: Trace, what: Passing) -> Trace {
    if let Some(first) = trace.first_mut().filter(|first| first.what == Passing::Written) {
        first.what = what;
    }
    trace
}
