//! Bodies of blocks as values: arguments evaluated, nested blocks as lists of objects, `dynamic` ones expanded.

use crate::lang::{Block, Body, describe};
use crate::text::Source;
use crate::value::{Kind, Name, Type, Unknown, Value};

use super::overrides::makes;
use super::references::iterator;
use super::scope::Here;

/// Nested blocks of one kind.
#[derive(Default)]
struct Blocks {
    items: Vec<Value>,
    /// What is known where nobody can tell how many there will be.
    unknown: Option<Value>,
}

impl Here<'_> {
    /// What is written in a body, without arguments and blocks of these names.
    pub(super) fn body(&self, body: &Body, source: &Source, skip: &[&str]) -> Value {
        let attributes = body.attributes.iter().filter(|a| !skip.contains(&a.name.as_str()));
        let mut entries: Vec<(Name, Value)> = attributes
            .map(|a| (a.name, self.expression(&a.expr, a.from.as_ref().unwrap_or(source))))
            .collect();
        let mut kinds: Vec<(Name, Blocks)> = Vec::new();
        for block in body.blocks.iter().filter(|block| !skip.contains(&block.kind.as_str())) {
            let kind = makes(block);
            let at = kinds.iter().position(|own| own.0 == kind).unwrap_or_else(|| {
                kinds.push((kind, Blocks::default()));
                kinds.len() - 1
            });
            self.block(block, block.from.as_ref().unwrap_or(source), &mut kinds[at].1);
        }
        entries.extend(kinds.into_iter().map(|(kind, blocks)| (kind, blocks.value())));
        Value::object(entries)
    }

    fn block(&self, block: &Block, source: &Source, blocks: &mut Blocks) {
        if block.kind.as_str() == "dynamic" {
            self.dynamic(block, source, blocks);
        } else {
            blocks.items.push(self.body(&block.body, source, &[]));
        }
    }

    fn dynamic(&self, block: &Block, source: &Source, blocks: &mut Blocks) {
        let (Some(for_each), Some(content), Some(iterator)) =
            (block.body.attribute("for_each"), block.body.blocks_of("content").next(), iterator(block))
        else {
            let message = "a `dynamic` block needs a label, `for_each` and `content`";
            return self.evaluation.note(message, source, block.header);
        };
        let collection = self.expression(&for_each.expr, source);
        if collection.is_unknown() || collection.has_possible() {
            blocks.unknown = Some(how_many(&collection));
            return;
        }
        let Some(elements) = elements(&collection) else {
            let message = format!("`for_each` needs a collection, but this is {}", describe(&collection));
            return self.evaluation.note(message, source, for_each.expr.span);
        };
        for (key, value) in elements {
            let bound = Value::object(vec![("key".into(), key), ("value".into(), value)]);
            let here = self.with(&[(iterator, bound)]);
            blocks.items.push(here.body(&content.body, source, &[]));
        }
    }
}

impl Blocks {
    fn value(self) -> Value {
        self.unknown.unwrap_or_else(|| Value::list_of(Type::Dynamic, self.items))
    }
}

/// Nobody knows how many blocks there will be.
fn how_many(collection: &Value) -> Value {
    let unknown = Unknown::from_refs(collection.unknowns());
    Unknown { ty: Type::list(Type::Dynamic), not_null: true, ..unknown }.into()
}

/// Keys and values of a collection as `dynamic` runs over it: those of a set are the same.
pub(super) fn elements(collection: &Value) -> Option<Vec<(Value, Value)>> {
    let marks = collection.marks.inherited();
    let marked = |value: &Value| value.clone().marked(marks);
    match &collection.kind {
        Kind::Set(set) => Some(set.items.iter().map(|item| (marked(item), marked(item))).collect()),
        Kind::List(list) | Kind::Tuple(list) => {
            Some(list.items.iter().enumerate().map(|(at, item)| (at.into(), marked(item))).collect())
        }
        Kind::Map(fields) | Kind::Object(fields) => {
            let named = fields.entries().iter().map(|(name, value)| (Value::string(name), marked(value)));
            Some(named.chain(fields.symbolic.iter().cloned()).collect())
        }
        _ => None,
    }
}
