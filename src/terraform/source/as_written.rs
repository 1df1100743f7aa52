//! Values of blocks as they are written: what the source alone decides is known, whoever calls the module and however
//! often a block is repeated.
//!
//! Variables are known in the root module, whose values nobody else decides. What stands for each instance (`each`,
//! `count`, iterators of blocks), resources and what other modules hand out are unknown, without a note: nothing is wrong
//! with them.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::lang::{Attribute, Block, Body, Evaluator, Expr, Node, Outcome, Scope};
use crate::text::Source;
use crate::value::{Marks, Name, Reason, Type, Unknown, Value};

use super::folder::Folder;
use super::scope::{Here, missing};
use super::written::text_of;

/// Reads the blocks of one folder.
pub(super) struct Writing<'f> {
    pub folder: &'f Folder,
    /// The root module, where the folder is its own.
    pub root: Option<Here<'f>>,
    /// For `path.*`, `terraform.workspace` and files.
    pub outside: Here<'f>,
    /// The folder's path from the root module's.
    pub path: String,
    /// Local values that are being evaluated.
    pub open: RefCell<Vec<Name>>,
    /// Those that have been: each is evaluated once, however many others read it.
    pub told: RefCell<HashMap<Name, Outcome>>,
}

impl Writing<'_> {
    /// The value of an argument of a block of this kind.
    pub fn argument(&self, kind: &str, attribute: &Attribute, source: &Source) -> Value {
        let source = attribute.from.as_ref().unwrap_or(source);
        if names_something(kind, &attribute.name) {
            return named(&attribute.expr, source);
        }
        self.value(&attribute.expr, source)
    }

    /// An object or list that is written out is known in its parts.
    pub fn value(&self, expr: &Expr, source: &Source) -> Value {
        let text = |key: &Expr| Some(Name::new(key.as_literal()?.as_str()?));
        match &expr.node {
            Node::Object(entries) if entries.iter().all(|(key, _)| text(key).is_some()) => {
                let entry = |(key, value): &(Expr, Expr)| {
                    let name = text(key)?;
                    let named_here = name.as_str() == "configuration_aliases";
                    Some((name, if named_here { named(value, source) } else { self.value(value, source) }))
                };
                Value::object(entries.iter().filter_map(entry).collect())
            }
            Node::Tuple(items) => Value::tuple(items.iter().map(|item| self.value(item, source)).collect()),
            _ => Evaluator::new(self, None).eval(expr).unwrap_or_else(|_| failed()),
        }
    }

    /// The arguments and nested blocks of a body that are wanted.
    pub fn body(&self, block: &Block, source: &Source, wants: &dyn Fn(&str) -> bool) -> Vec<(Name, Value)> {
        let Body { attributes, blocks, .. } = &block.body;
        let written = attributes.iter().filter(|a| wants(&a.name));
        let mut entries: Vec<(Name, Value)> =
            written.map(|a| (a.name, self.argument(&block.kind, a, source))).collect();
        let mut nested: Vec<(Name, Vec<Value>)> = Vec::new();
        for inner in blocks.iter().filter(|inner| wants(&inner.kind)) {
            let value = self.nested(inner, inner.from.as_ref().unwrap_or(source));
            match nested.iter_mut().find(|(kind, _)| *kind == inner.kind) {
                Some((_, values)) => values.push(value),
                None => nested.push((inner.kind, vec![value])),
            }
        }
        entries.extend(nested.into_iter().map(|(kind, all)| (kind, Value::list_of(Type::Dynamic, all))));
        entries
    }

    /// A nested block; one with labels (`backend "s3"`) has them as an attribute.
    fn nested(&self, block: &Block, source: &Source) -> Value {
        let mut entries = self.body(block, source, &|_| true);
        if !block.labels.is_empty() {
            entries.push((Name::new("labels"), labels(block.labels.iter().map(|label| label.0))));
        }
        Value::block(entries)
    }

    fn local(&self, name: Name) -> Outcome {
        let local = self.folder.locals.get(&name).ok_or_else(|| missing("local value", name))?;
        if let Some(outcome) = self.told.borrow().get(&name) {
            return outcome.clone();
        }
        if self.open.borrow().contains(&name) {
            return Err(missing("end of local values that refer to each other:", name));
        }
        self.open.borrow_mut().push(name);
        let outcome = Evaluator::new(self, None).eval(&local.item.expr);
        self.open.borrow_mut().pop();
        self.told.borrow_mut().insert(name, outcome.clone());
        outcome
    }
}

/// Labels as policies see them.
pub(super) fn labels(labels: impl Iterator<Item = Name>) -> Value {
    Value::list_of(Type::String, labels.map(|label| Value::string(&label)).collect())
}

/// Whether an argument names types, providers, resources or attributes: it is no value.
fn names_something(kind: &str, argument: &str) -> bool {
    match kind {
        "variable" => argument == "type",
        "module" => matches!(argument, "providers" | "depends_on"),
        "resource" | "data" | "ephemeral" => matches!(argument, "provider" | "depends_on"),
        "output" => argument == "depends_on",
        "moved" | "removed" | "import" => matches!(argument, "from" | "to" | "provider"),
        "lifecycle" => matches!(argument, "ignore_changes" | "replace_triggered_by"),
        "dynamic" => argument == "iterator",
        _ => false,
    }
}

/// The text of what is named, of each part where it is a list or an object.
fn named(expr: &Expr, source: &Source) -> Value {
    match &expr.node {
        Node::Tuple(items) => {
            Value::list_of(Type::String, items.iter().map(|item| named(item, source)).collect())
        }
        Node::Object(entries) => {
            let entry =
                |(key, value): &(Expr, Expr)| (Name::new(&text_of(key, source)), named(value, source));
            Value::object(entries.iter().map(entry).collect())
        }
        _ => Value::string(&text_of(expr, source)),
    }
}

/// Nothing is known of it.
fn failed() -> Value {
    Unknown { reason: Reason::Failed, ..Unknown::anything() }.into()
}

impl Scope for Writing<'_> {
    fn root(&self, _: Name, _: &Evaluator<'_>) -> Outcome {
        Ok(Unknown::anything().into())
    }

    fn member(&self, root: Name, member: Name, evaluator: &Evaluator<'_>) -> Outcome {
        match (root.as_str(), &self.root) {
            ("var", Some(root_module)) => root_module.member(root, member, evaluator),
            ("var", None) => {
                let variable = self.folder.variables.get(&member);
                Ok(variable.ok_or_else(|| missing("variable", member))?.unknown(Reason::NotGiven))
            }
            ("local", _) => self.local(member),
            ("path", _) if member.as_str() == "module" => Ok(Value::string(&self.path)),
            ("path" | "terraform", _) => self.outside.member(root, member, evaluator),
            _ => Ok(Unknown::anything().into()),
        }
    }

    fn call(&self, function: Name, args: &[Value], evaluator: &Evaluator<'_>) -> Outcome {
        match function.as_str() {
            super::references::OUTPUT => Ok(Unknown::anything().into()),
            _ => self.outside.call(function, args, evaluator),
        }
    }
}

/// What shows in no output, by what the block says of itself.
pub(super) fn marks(block: &Block) -> Marks {
    let says = |name: &str| block.body.attribute(name).and_then(|a| a.expr.as_literal()?.as_bool());
    let secret = ["sensitive", "ephemeral"].into_iter().any(|name| says(name) == Some(true));
    if secret { Marks::SENSITIVE } else { Marks::NONE }
}
