//! Tracing through loops and functions that hand on parts of their arguments.

use crate::lang::{Body, Call, Expr, For, Target};
use crate::value::{Name, PathStep, Truth, Type, Value, convert, equals};

use super::references::OUTPUT;
use super::trace::{Trace, Walk, prepend, step_of};

/// Functions whose result holds the parts of their first argument in the same places.
const SAME: [&str; 9] =
    ["tolist", "toset", "tomap", "tostring", "tonumber", "tobool", "jsonencode", "sensitive", "nonsensitive"];

/// Functions whose result holds elements of their arguments in other places.
const ELSEWHERE: [&str; 9] = [
    "compact",
    "distinct",
    "flatten",
    "reverse",
    "setintersection",
    "setsubtract",
    "setunion",
    "slice",
    "sort",
];

/// Functions that make one value of another: their first argument, behind as many as this.
const MADE_OF: [(&str, usize); 18] = [
    ("abs", 0),
    ("base64decode", 0),
    ("base64encode", 0),
    ("ceil", 0),
    ("chomp", 0),
    ("floor", 0),
    ("lower", 0),
    ("parseint", 0),
    ("regex", 1),
    ("replace", 0),
    ("split", 1),
    ("strrev", 0),
    ("substr", 0),
    ("title", 0),
    ("trimprefix", 0),
    ("trimspace", 0),
    ("trimsuffix", 0),
    ("upper", 0),
];

/// Whether a block has instances.
pub(super) fn is_repeated(body: &Body) -> bool {
    ["count", "for_each"].iter().any(|name| body.attribute(name).is_some())
}

impl<'w> Walk<'w> {
    /// The element of a `for` expression's result: the part of the collection that it is made of, seen through the loop.
    pub(super) fn for_expr(&self, f: &'w For, path: &[PathStep]) -> Option<Trace> {
        let (step, rest) = path.split_first()?;
        let collection = self.value(&f.loops.collection)?;
        let mut kept = 0;
        for (at, (key, value)) in super::body::elements(&collection)?.into_iter().enumerate() {
            let inner = match key.as_str() {
                Some(name) if collection.as_fields().is_some() => PathStep::Name(Name::new(name)),
                _ => PathStep::Index(at),
            };
            let element = || self.element(&f.loops.collection, inner);
            let walk =
                self.with_slot(f.loops.slot, key, element()).with_slot(f.loops.slot + 1, value, element());
            if !f.guard.as_ref().is_none_or(|guard| walk.is_true(guard)) {
                continue;
            }
            let found = match (&f.key, step) {
                (None, PathStep::Index(wanted)) => *wanted == kept,
                (Some(key), PathStep::Name(wanted)) => walk.text(key).as_deref() == Some(wanted.as_str()),
                _ => false,
            };
            match rest.split_first() {
                // A group: the first step leads to it, the next to its members.
                Some((PathStep::Index(wanted), rest)) if found && f.grouping && *wanted == kept => {
                    return Some(walk.expr(&f.value, rest));
                }
                _ if found && f.grouping => kept += 1,
                _ if found => return Some(walk.expr(&f.value, rest)),
                _ if f.grouping => {}
                _ => kept += 1,
            }
        }
        None
    }

    fn is_true(&self, expr: &Expr) -> bool {
        self.value(expr).and_then(|value| convert(&value, &Type::Bool).ok()?.as_bool()) == Some(true)
    }

    fn text(&self, expr: &Expr) -> Option<String> {
        convert(&self.value(expr)?, &Type::String).ok()?.as_str().map(str::to_owned)
    }

    /// A part of what a function gives.
    pub(super) fn call(&self, expr: &'w Expr, call: &'w Call, path: &[PathStep]) -> Option<Trace> {
        let args = &call.args[..];
        match &call.target {
            Target::Try => self.first(args, path, |value| !value.is_unset()),
            Target::Scoped(name) if name.as_str() == OUTPUT => {
                let [name, key, output] = args else { return None };
                let named = |expr: &Expr| expr.as_literal().and_then(Value::as_str).map(Name::new);
                self.output(named(name)?, Some(&self.value(key)?), named(output)?, path)
            }
            Target::Scoped(name) if ["file", "filebase64"].contains(&name.as_str()) => {
                self.file(&self.text(args.first()?)?, path)
            }
            Target::Function(callable) => self.function(expr, callable.name, args, path),
            _ => None,
        }
    }

    fn function(&self, expr: &'w Expr, name: &str, args: &'w [Expr], path: &[PathStep]) -> Option<Trace> {
        match name {
            _ if SAME.contains(&name) => Some(self.expr(args.first()?, path)),
            _ if let Some((_, behind)) = MADE_OF.iter().find(|(own, _)| *own == name) => {
                Some(self.expr(args.get(*behind)?, &[]))
            }
            "jsondecode" | "yamldecode" => Some(self.expr(args.first()?, path)),
            "csvdecode" => Some(self.expr(args.first()?, &[])),
            "coalesce" => self.first(args, path, |value| !value.is_null() && value.as_str() != Some("")),
            "coalescelist" => self.first(args, path, |value| value.children().next().is_some()),
            "merge" => {
                let PathStep::Name(wanted) = path.first()? else { return None };
                let has = |arg: &&Expr| {
                    self.value(arg).is_some_and(|v| v.as_fields().is_some_and(|f| f.get(*wanted).is_some()))
                };
                Some(self.expr(args.iter().rev().find(has)?, path))
            }
            "lookup" => {
                let step = PathStep::Name(Name::new(&self.text(args.get(1)?)?));
                let PathStep::Name(wanted) = step else { return None };
                let map = self.value(args.first()?)?;
                match map.as_fields()?.get(wanted) {
                    Some(_) => Some(self.expr(args.first()?, &prepend(step, path))),
                    None => Some(self.expr(args.get(2)?, path)),
                }
            }
            "element" => {
                let count = self.value(args.first()?)?.as_elements()?.len();
                let at = self.value(args.get(1)?)?.as_number()?.as_index()?;
                Some(self.expr(args.first()?, &prepend(PathStep::Index(at.checked_rem(count)?), path)))
            }
            "one" => Some(self.expr(args.first()?, &prepend(step_of(&0i64.into())?, path))),
            _ => {
                let (PathStep::Index(at), rest) = path.split_first()? else { return None };
                self.element_of(expr, (name, args), *at, rest)
            }
        }
    }

    /// An element of the list that a function returns.
    fn element_of(
        &self,
        expr: &'w Expr,
        (name, args): (&str, &'w [Expr]),
        at: usize,
        path: &[PathStep],
    ) -> Option<Trace> {
        let result = || Some(self.value(expr)?.as_elements()?.get(at)?.clone());
        let first = args.first()?;
        let key = || Some(PathStep::Name(self.value(first)?.as_fields()?.entries().get(at)?.0));
        match name {
            "concat" => self.concat(args, at, path),
            "keys" => Some(self.expr(first, &[key()?])),
            "values" => Some(self.expr(first, &prepend(key()?, path))),
            "setproduct" => {
                let (PathStep::Index(of), rest) = path.split_first()? else { return None };
                let part = result()?.as_elements()?.get(*of)?.clone();
                self.holding(args.get(*of)?, &part, rest)
            }
            _ if ELSEWHERE.contains(&name) => {
                let wanted = result()?;
                args.iter().find_map(|arg| self.holding(arg, &wanted, path))
            }
            _ => None,
        }
    }

    /// A part of a value in the list that holds it.
    fn holding(&self, list: &'w Expr, wanted: &Value, path: &[PathStep]) -> Option<Trace> {
        let place = place_of(wanted, &self.value(list)?)?;
        Some(self.expr(list, &[&place[..], path].concat()))
    }

    fn first(
        &self,
        args: &'w [Expr],
        path: &[PathStep],
        has_value: impl Fn(&Value) -> bool,
    ) -> Option<Trace> {
        let chosen = args.iter().find(|arg| self.value(arg).as_ref().is_some_and(&has_value))?;
        Some(self.expr(chosen, path))
    }

    fn concat(&self, args: &'w [Expr], mut at: usize, path: &[PathStep]) -> Option<Trace> {
        for arg in args {
            let length = self.value(arg)?.as_elements()?.len();
            if at < length {
                return Some(self.expr(arg, &prepend(PathStep::Index(at), path)));
            }
            at -= length;
        }
        None
    }
}

/// Where in nested sequences a value stands.
fn place_of(wanted: &Value, within: &Value) -> Option<Vec<PathStep>> {
    within.as_elements()?.iter().enumerate().find_map(|(at, item)| {
        let own = PathStep::Index(at);
        if equals(item, wanted) == Truth::True {
            return Some(vec![own]);
        }
        place_of(wanted, item).map(|deeper| prepend(own, &deeper))
    })
}
