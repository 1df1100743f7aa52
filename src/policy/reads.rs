//! Which attributes of which types a policy can read, found out from its expressions alone.
//!
//! The plan reader keeps only those. What cannot be followed (a whole resource handed to a function that looks inside)
//! asks for everything of its type, so the answer may be too large but never too small. On the same way `validate` sees
//! every step into a value and every comparison, with what a schema says of them.

use std::collections::{BTreeSet, HashMap};

use crate::lang::{BinaryOperator, Call, Expr, Loop, Node, Part, Target, UnaryOperator};
use crate::terraform::schema::Thing;
use crate::terraform::{Projection, Role, Wanted};
use crate::text::Span;
use crate::value::{Name, Type, Value};

use super::change;
use super::file::{PolicyFile, ResourcePolicy};
use super::locals::Locals;
use super::shape::{Collection, Shape};
use super::validate::Checker;

/// The resources that a value may be, or hold inside.
#[derive(Clone, Debug, Default)]
struct Held {
    kinds: BTreeSet<Name>,
    /// How many collections deep they lie: 0 is a resource itself.
    depth: usize,
    /// What a schema says of the value, where it was asked.
    shape: Shape,
}

impl Held {
    fn nothing() -> Self {
        Self::default()
    }

    fn of(kind: Name, depth: usize) -> Self {
        Self { kinds: BTreeSet::from([kind]), depth, shape: Shape::Any }
    }

    /// The same, of this shape.
    fn shaped(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// Inside one more collection.
    fn wrapped(self) -> Self {
        let shape = self.shape.many(Collection::Tuple);
        Self { depth: self.depth + 1, shape, ..self }
    }

    /// An element; of a resource itself, an attribute, which holds none.
    fn inside(self) -> Self {
        let shape = self.shape.element();
        match self.depth {
            0 => Self::nothing().shaped(shape),
            depth => Self { depth: depth - 1, shape, ..self },
        }
    }

    fn with(mut self, other: Self) -> Self {
        if !other.kinds.is_empty() {
            self.depth = self.depth.max(other.depth);
            self.kinds.extend(other.kinds);
        }
        self.shape = self.shape.with(other.shape);
        self
    }
}

/// Functions that hand on what they are given without looking inside.
const HANDING_ON: [&str; 14] = [
    "concat",
    "distinct",
    "tolist",
    "toset",
    "slice",
    "reverse",
    "coalescelist",
    "coalesce",
    "compact",
    "values",
    "merge",
    "setunion",
    "tomap",
    "nonsensitive",
];

/// Functions that give one element.
const ONE_OF: [&str; 3] = ["one", "element", "lookup"];

/// Functions that ask only whether or how many.
const COUNTING: [&str; 2] = ["length", "keys"];

/// Adds what a file's policies read to a projection.
pub fn add_reads(file: &PolicyFile, projection: &mut Projection) {
    for policy in &file.policies {
        if policy.role == Role::Change {
            change::add_reads(policy, projection);
            continue;
        }
        let mut reads = Reads {
            kind: kind_of(policy),
            role: policy.role,
            scopes: [&policy.locals, &file.locals],
            projection,
            slots: Vec::new(),
            locals: HashMap::new(),
            checker: None,
        };
        reads.policy(policy);
    }
}

/// Follows one policy for what schemas say of it.
pub(super) fn check_reads<'p>(file: &'p PolicyFile, policy: &'p ResourcePolicy, checker: &mut Checker<'_>) {
    let mut projection = Projection::nothing();
    let mut reads = Reads {
        kind: kind_of(policy),
        role: policy.role,
        scopes: [&policy.locals, &file.locals],
        projection: &mut projection,
        slots: Vec::new(),
        locals: HashMap::new(),
        checker: Some(checker),
    };
    reads.policy(policy);
}

/// The name by which what a policy is about is asked for.
fn kind_of(policy: &ResourcePolicy) -> Option<Name> {
    match policy.role {
        Role::Resource => Some(policy.kind),
        Role::Source => Some(Projection::block(policy.kind)),
        Role::Module | Role::Provider | Role::Change => None,
    }
}

struct Reads<'p, 'c, 's> {
    /// The type it is about; none where it is about module calls or providers, which are read whole.
    kind: Option<Name>,
    role: Role,
    /// The policy's own local values, then the file's.
    scopes: [&'p Locals; 2],
    projection: &'c mut Projection,
    slots: Vec<Held>,
    locals: HashMap<Name, Held>,
    checker: Option<&'c mut Checker<'s>>,
}

impl Reads<'_, '_, '_> {
    fn policy(&mut self, policy: &ResourcePolicy) {
        match self.kind {
            Some(kind) => self.projection.add(kind, &Wanted::default()),
            None => self.projection.blocks = true,
        }
        let locals = &policy.locals;
        for expr in policy.expressions() {
            if !locals.expressions().any(|l| std::ptr::eq(l, expr)) {
                self.follow(expr);
            }
        }
    }

    fn read(&mut self, held: &Held, name: Name) {
        let mut wanted = Wanted::default();
        wanted.add(name);
        held.kinds.iter().for_each(|kind| self.projection.add(*kind, &wanted));
    }

    fn read_all(&mut self, held: &Held) {
        held.kinds.iter().for_each(|kind| self.projection.add(*kind, &Wanted::All));
    }

    fn subject(&self) -> Held {
        let of = |kind| Held::of(kind, 0).shaped(self.schema(Thing::Resource, kind));
        match self.role {
            Role::Change => Held::nothing().shaped(change::shape()),
            _ => self.kind.map_or_else(Held::nothing, of),
        }
    }

    /// What the schema says of a type; nothing where nobody checks.
    fn schema(&self, thing: Thing, kind: Name) -> Shape {
        let schema = self.checker.as_ref().and_then(|checker| checker.schemas.find(thing, kind));
        schema.map_or(Shape::Any, Shape::Block)
    }

    /// The shape after a step into a value; what is wrong with the step is noted.
    fn step(&mut self, shape: &Shape, name: Name, span: Span) -> Shape {
        match (shape.attribute(name), &mut self.checker) {
            (Ok(shape), _) => shape,
            (Err(wrong), Some(checker)) => checker.misstep(wrong, shape, name, span),
            (Err(_), None) => Shape::Any,
        }
    }

    /// The resources that an expression's value may hold; everything it reads on the way is noted.
    fn follow(&mut self, expr: &Expr) -> Held {
        match &expr.node {
            Node::Slot(slot) => self.slots.get(*slot).cloned().unwrap_or_default(),
            Node::Root(root) => self.root(*root),
            Node::Member(root, name) => self.member(*root, *name, expr.span),
            Node::Attribute(of, name) => {
                let held = self.follow(of);
                self.read(&held, *name);
                let shape = self.step(&held.shape, *name, expr.span);
                held.inside().shaped(shape)
            }
            Node::Index(of, key) => self.index(of, key, expr.span),
            Node::Splat { source, slot, each } => {
                let held = self.follow(source);
                let shape = held.shape.splat();
                self.with_slots(*slot, &[held.inside().shaped(shape)], |reads| reads.follow(each)).wrapped()
            }
            Node::Tuple(items) => self.each(items.iter()).wrapped(),
            Node::Object(entries) => {
                entries.iter().for_each(|(key, _)| self.consume(key));
                self.each(entries.iter().map(|(_, value)| value)).wrapped().shaped(Shape::Any)
            }
            // Nothing but one value is that value.
            Node::Template(parts) if let [Part::Value(only)] = &parts[..] => self.follow(only),
            Node::Template(parts) => {
                parts.iter().for_each(|part| self.part(part));
                Held::nothing().shaped(Shape::Of(Type::String))
            }
            Node::Binary(operator, pair) => self.binary(*operator, pair, expr.span),
            Node::Conditional(three) => {
                self.consume(&three[0]);
                self.each(three[1..].iter())
            }
            Node::For(f) => {
                let held = self.collection(&f.loops.collection);
                let made = self.with_slots(f.loops.slot, &[Held::nothing(), held], |reads| {
                    f.guard.iter().chain(&f.key).for_each(|e| reads.consume(e));
                    reads.follow(&f.value)
                });
                let shape =
                    if f.key.is_some() { Shape::Any } else { made.shape.clone().many(Collection::Tuple) };
                made.wrapped().shaped(shape)
            }
            Node::Call(call) => self.call(call),
            Node::Literal(value) => Held::nothing().shaped(Shape::of_literal(value)),
            Node::Unary(operator, inner) => {
                self.consume(inner);
                let ty = if *operator == UnaryOperator::Not { Type::Bool } else { Type::Number };
                Held::nothing().shaped(Shape::Of(ty))
            }
        }
    }

    /// What a loop's variable holds; a loop over a resource itself looks at all of it.
    fn collection(&mut self, expr: &Expr) -> Held {
        let held = self.follow(expr);
        if held.depth == 0 {
            self.read_all(&held);
        }
        held.inside()
    }

    /// An expression whose value is looked into as a whole.
    fn consume(&mut self, expr: &Expr) {
        let held = self.follow(expr);
        self.read_all(&held);
    }

    fn each<'e>(&mut self, expressions: impl Iterator<Item = &'e Expr>) -> Held {
        let all = expressions.map(|e| self.follow(e)).reduce(Held::with);
        all.unwrap_or_default()
    }

    fn with_slots<T>(&mut self, first: usize, held: &[Held], inside: impl FnOnce(&mut Self) -> T) -> T {
        self.slots.resize(first, Held::nothing());
        self.slots.extend_from_slice(held);
        let result = inside(self);
        self.slots.truncate(first);
        result
    }

    fn root(&self, root: Name) -> Held {
        if matches!(root.as_str(), "attrs" | "prior_attrs") { self.subject() } else { Held::nothing() }
    }

    fn member(&mut self, root: Name, name: Name, span: Span) -> Held {
        match root.as_str() {
            "attrs" | "prior_attrs" => {
                let subject = self.subject();
                self.read(&subject, name);
                let shape = self.step(&subject.shape, name, span);
                Held::nothing().shaped(shape)
            }
            "local" => self.local(name),
            "meta" => {
                let shape = self.checker.as_mut().map_or(Shape::Any, |checker| checker.meta(name, span));
                Held::nothing().shaped(shape)
            }
            _ => Held::nothing(),
        }
    }

    fn local(&mut self, name: Name) -> Held {
        if let Some(kinds) = self.locals.get(&name) {
            return kinds.clone();
        }
        let found = self.scopes.iter().find_map(|locals| locals.find(name));
        let Some((_, expr)) = found else { return Held::nothing() };
        let slots = std::mem::take(&mut self.slots);
        let kinds = self.follow(&expr.clone());
        self.slots = slots;
        self.locals.insert(name, kinds.clone());
        kinds
    }

    fn index(&mut self, of: &Expr, key: &Expr, span: Span) -> Held {
        let kinds = self.follow(of);
        self.consume(key);
        let shape = match (kinds.shape.index(key.as_literal()), &mut self.checker) {
            (Ok(shape), _) => shape,
            (Err(wrong), Some(checker)) => checker.misstep(wrong, &kinds.shape, Name::new(""), span),
            (Err(_), None) => Shape::Any,
        };
        match key.as_literal() {
            Some(literal) => {
                literal.as_str().into_iter().for_each(|name| self.read(&kinds, Name::new(name)));
            }
            // A computed key may be an attribute's name.
            None if kinds.depth == 0 => self.read_all(&kinds),
            None => {}
        }
        kinds.inside().shaped(shape)
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Text(_) => {}
            Part::Value(expr) => self.consume(expr),
            Part::If { condition, yes, no } => {
                self.consume(condition);
                yes.iter().chain(no).for_each(|part| self.part(part));
            }
            Part::For { loops: Loop { collection, slot }, body } => {
                let kinds = self.collection(collection);
                self.with_slots(*slot, &[Held::nothing(), kinds], |reads| {
                    body.iter().for_each(|part| reads.part(part));
                });
            }
        }
    }

    fn binary(&mut self, operator: BinaryOperator, pair: &[Expr; 2], span: Span) -> Held {
        let comparison = matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual);
        let with_null = comparison && pair.iter().any(|e| e.as_literal().is_some_and(Value::is_null));
        let sides = pair.each_ref().map(|side| {
            let kinds = self.follow(side);
            if !with_null {
                self.read_all(&kinds);
            }
            kinds.shape
        });
        if let (true, Some(checker)) = (comparison, &mut self.checker) {
            checker.comparison(operator, pair, &sides, span);
        }
        Held::nothing().shaped(Shape::of_operator(operator))
    }

    fn call(&mut self, call: &Call) -> Held {
        match &call.target {
            Target::Try => self.tolerant(|reads| reads.each(call.args.iter())),
            Target::Can => {
                self.tolerant(|reads| reads.each(call.args.iter()));
                Held::nothing().shaped(Shape::Of(Type::Bool))
            }
            Target::Scoped(name) if name.as_str() == "getresources" => self.getresources(&call.args),
            Target::Scoped(name) if name.as_str() == "getdatasource" => self.getdatasource(&call.args),
            Target::Function(f) if ONE_OF.contains(&f.function.name()) => {
                self.each(call.args.iter()).inside()
            }
            Target::Function(f) if f.function.name() == "flatten" => {
                let held = self.each(call.args.iter());
                Held { depth: held.depth.min(1), shape: held.shape.flattened(), ..held }
            }
            Target::Function(f) if HANDING_ON.contains(&f.function.name()) => {
                let held = self.each(call.args.iter());
                let shape = held.shape.through(f.function.name());
                held.shaped(shape)
            }
            Target::Function(f) if COUNTING.contains(&f.function.name()) => {
                self.each(call.args.iter());
                Held::nothing().shaped(Shape::Of(f.signature.result.clone()))
            }
            Target::Function(f) => {
                call.args.iter().for_each(|arg| self.consume(arg));
                Held::nothing().shaped(Shape::Of(f.signature.result.clone()))
            }
            Target::Scoped(_) => {
                call.args.iter().for_each(|arg| self.consume(arg));
                Held::nothing()
            }
        }
    }

    /// Data sources are few and small: they are read whole.
    fn getdatasource(&mut self, args: &[Expr]) -> Held {
        let kind = args.first().and_then(Expr::as_literal).and_then(Value::as_str);
        self.projection.add_data(Name::new(kind.unwrap_or("*")));
        args.iter().for_each(|arg| self.consume(arg));
        Held::nothing().shaped(kind.map_or(Shape::Any, |kind| self.schema(Thing::Data, Name::new(kind))))
    }

    /// Inside `try` and `can` an attribute that is not there is provided for.
    fn tolerant<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.checker.iter_mut().for_each(|checker| checker.tolerant += 1);
        let result = inside(self);
        self.checker.iter_mut().for_each(|checker| checker.tolerant -= 1);
        result
    }

    fn getresources(&mut self, args: &[Expr]) -> Held {
        let Some(kind) = args.first().and_then(Expr::as_literal).and_then(Value::as_str).map(Name::new)
        else {
            // Which types are read turns out only later.
            self.projection.add(Name::new("*"), &Wanted::All);
            return Held::nothing();
        };
        if let Some(checker) = &mut self.checker {
            checker.kind(kind, args[0].span);
        }
        let element = self.schema(Thing::Resource, kind);
        let kinds = Held::of(kind, 1).shaped(element.clone().many(Collection::List));
        self.projection.add(kind, &Wanted::default());
        match args.get(1).map(|filter| &filter.node) {
            None => {}
            Some(Node::Object(entries)) => {
                for (key, value) in entries {
                    match key.as_literal().and_then(Value::as_str) {
                        Some(name) => {
                            self.read(&kinds, Name::new(name));
                            self.step(&element, Name::new(name), key.span);
                        }
                        None => self.read_all(&kinds),
                    }
                    self.consume(value);
                }
            }
            Some(_) => {
                self.consume(&args[1]);
                self.read_all(&kinds);
            }
        }
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::add_reads;
    use crate::policy::PolicyFile;
    use crate::terraform::{Projection, Wanted};
    use crate::text::Source;

    fn reads(condition: &str, kind: &str) -> String {
        let text = format!(
            "locals {{\n all = core::getresources(\"t_b\", {{ id = \"x\" }})\n}}\n\
             resource_policy \"t_a\" \"r\" {{\n enforce {{\n condition = {condition}\n }}\n}}\n"
        );
        let file = PolicyFile::parse(&Source::new("t", text)).unwrap();
        let mut projection = Projection::nothing();
        add_reads(&file, &mut projection);
        match projection.of(kind.into()) {
            None => "none".to_owned(),
            Some(Wanted::All) => "all".to_owned(),
            Some(Wanted::These(names)) => names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(" "),
        }
    }

    #[test]
    fn reads_are_followed_through_locals_loops_and_functions() {
        assert_eq!(reads("attrs.x == core::try(attrs.y[0].z, 1)", "t_a"), "x y");
        assert_eq!(reads("core::length(local.all) > 0", "t_b"), "id");
        assert_eq!(reads("core::alltrue([for r in local.all : r.ok])", "t_b"), "id ok");
        assert_eq!(reads("core::anytrue(core::flatten(local.all)[*].yes)", "t_b"), "id yes");
        assert_eq!(reads("{for r in local.all : r.key => r}[attrs.x].deep == 1", "t_b"), "deep id key");
        assert_eq!(reads("local.all[0] != null", "t_b"), "id");
    }

    #[test]
    fn what_escapes_is_wanted_whole() {
        assert_eq!(reads("core::jsonencode(attrs) == \"\"", "t_a"), "all");
        assert_eq!(reads("core::jsonencode(local.all) == \"\"", "t_b"), "all");
        assert_eq!(reads("attrs[attrs.k] == 1", "t_a"), "all");
        assert_eq!(reads("true", "t_c"), "none");
    }
}
