//! `lifecycle` blocks: what they name is no value, and `prevent_destroy` must be a literal.

use crate::lang::{Block, Expr, Node};
use crate::text::Source;
use crate::value::{Kind, Value};

use super::super::declaration::Lifecycle;
use super::folder::Declared;
use super::written::text_of;

/// What the block of a resource says of its life.
pub(super) fn of(block: &Declared<Block>) -> Lifecycle {
    let mut found = Lifecycle { prevent_destroy: Some(false), ..Lifecycle::default() };
    for own in block.item.body.blocks_of("lifecycle") {
        let source = own.from.as_ref().unwrap_or(&block.source);
        if let Some(ignored) = own.body.attribute("ignore_changes") {
            found.ignore_changes = names(&ignored.expr, ignored.from.as_ref().unwrap_or(source));
        }
        if let Some(prevents) = own.body.attribute("prevent_destroy") {
            found.prevent_destroy = literal(&prevents.expr);
        }
    }
    found
}

fn names(expr: &Expr, source: &Source) -> Vec<String> {
    match &expr.node {
        Node::Tuple(items) => items.iter().map(|item| text_of(item, source)).collect(),
        _ => vec![text_of(expr, source)],
    }
}

fn literal(expr: &Expr) -> Option<bool> {
    match expr.as_literal().map(|value: &Value| &value.kind) {
        Some(Kind::Bool(prevents)) => Some(*prevents),
        Some(Kind::String(text)) => text.parse().ok(),
        _ => None,
    }
}
