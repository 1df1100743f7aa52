//! How often the expressions of a folder read each of its declarations.

use std::collections::HashMap;

use crate::lang::{Attribute, Body, Expr, Node, Target};
use crate::value::{Name, Value};

use super::folder::{Folder, ResourceKey};
use super::references::OUTPUT;
use crate::value::Mode;

/// Counts of references, by the two names that a declaration is read by.
#[derive(Debug, Default)]
pub(super) struct Uses {
    counts: HashMap<(Name, Name), usize>,
}

impl Uses {
    /// Of every expression in a folder. What a variable's own block says of it is no use of it, and neither is a
    /// `moved` or `removed` block.
    pub fn of(folder: &Folder) -> Self {
        let mut uses = Self::default();
        for local in folder.locals.values() {
            uses.expr(&local.item.expr, None);
        }
        let blocks = folder.resources.values().chain(folder.calls.values()).chain(folder.outputs.values());
        let others = folder.others.iter().filter(|b| !matches!(b.item.kind.as_str(), "moved" | "removed"));
        for block in blocks.chain(folder.providers.values()).chain(others) {
            uses.body(&block.item.body, None);
        }
        for (name, variable) in &folder.variables {
            uses.body(&variable.block.item.body, Some(*name));
        }
        uses
    }

    /// How often a variable (`var`), a local value (`local`) or a module call (`module`) is read.
    pub fn count(&self, root: &str, name: Name) -> usize {
        self.get(Name::new(root), name)
    }

    /// How often a resource or data source is read; all of a type read at once are all read.
    pub fn of_resource(&self, (mode, kind, name): ResourceKey) -> usize {
        match mode {
            Mode::Managed => self.get(kind, name),
            Mode::Data => {
                let own = self.get(Name::new(&format!("data.{kind}")), name);
                own + self.get(Name::new("data"), kind)
            }
        }
    }

    fn get(&self, root: Name, name: Name) -> usize {
        self.counts.get(&(root, name)).copied().unwrap_or_default()
    }

    fn add(&mut self, root: &str, name: Name) {
        *self.counts.entry((Name::new(root), name)).or_default() += 1;
    }

    fn body(&mut self, body: &Body, own: Option<Name>) {
        body.attributes.iter().for_each(|attribute| self.attribute(attribute, own));
        body.blocks.iter().for_each(|block| self.body(&block.body, own));
    }

    fn attribute(&mut self, attribute: &Attribute, own: Option<Name>) {
        self.expr(&attribute.expr, own);
        // In JSON, and in old sources, these are texts.
        if let ("depends_on", Node::Tuple(items)) = (attribute.name.as_str(), &attribute.expr.node) {
            items.iter().filter_map(|item| item.as_literal()?.as_str()).for_each(|text| self.address(text));
        }
    }

    fn address(&mut self, text: &str) {
        match text.split(['.', '[']).collect::<Vec<_>>()[..] {
            ["data", kind, name, ..] => self.add(&format!("data.{kind}"), Name::new(name)),
            [root, name, ..] => self.add(root, Name::new(name)),
            _ => {}
        }
    }

    fn expr(&mut self, expr: &Expr, own: Option<Name>) {
        expr.walk(&mut |expr| match &expr.node {
            Node::Member(root, name) if root.as_str() == "var" && Some(*name) == own => {}
            // `module.a.output` and `data.type.name` are read in one step.
            Node::Member(root, name) => match root.split_once('.') {
                Some((OUTPUT, call)) => self.add(OUTPUT, Name::new(call)),
                _ => self.add(root, *name),
            },
            Node::Call(call) if matches!(call.target, Target::Scoped(name) if name.as_str() == OUTPUT) => {
                let name = call.args.first().and_then(Expr::as_literal).and_then(Value::as_str);
                name.iter().for_each(|name| self.add(OUTPUT, Name::new(name)));
            }
            _ => {}
        });
    }
}
