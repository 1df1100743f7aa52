//! The blocks of the source themselves, as they are written, for policies about source: each folder once, however
//! often it is called, and nothing of modules that come from elsewhere.
//!
//! The `terraform` blocks of a folder count as one, as they do for Terraform, and a folder without any has an empty one:
//! so there is something to say of what every module ought to declare. Local values stand one by one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use crate::lang::{Attribute, Block, Body, Expr, Node};
use crate::text::{Source, Span};
use crate::value::{Mode, Name, Value};

use super::super::input::steps;
use super::folder::{Declared, Folder};

/// Types of blocks that a policy about source can be about.
pub const BLOCK_TYPES: [&str; 13] = [
    "variable",
    "output",
    "locals",
    "module",
    "provider",
    "terraform",
    "resource",
    "data",
    "ephemeral",
    "check",
    "moved",
    "import",
    "removed",
];

/// One block of a folder, or one local value.
#[derive(Debug)]
pub(super) struct Item<'f> {
    /// The block's type.
    pub kind: Name,
    /// What it goes by: `var.size`, `aws_s3_bucket.logs`, `moved aws_s3_bucket.old`.
    pub id: String,
    /// Its last label, or the local value's name.
    pub name: Name,
    pub labels: Vec<Name>,
    pub what: What<'f>,
    pub source: Source,
}

/// What an item is.
#[derive(Debug)]
pub(super) enum What<'f> {
    /// A block; the `terraform` blocks of a folder put together.
    Block(Cow<'f, Block>),
    /// A local value.
    Local(&'f Attribute),
}

impl<'f> Item<'f> {
    fn block(root: &str, block: Cow<'f, Block>, source: &Source) -> Self {
        let labels: Vec<Name> = block.labels.iter().map(|label| label.0).collect();
        let words = std::iter::once(root).chain(labels.iter().map(|label| label.as_str()));
        let id = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(".");
        let name = labels.last().copied().unwrap_or_else(|| Name::new(""));
        Self { kind: block.kind, id, name, labels, what: What::Block(block), source: source.clone() }
    }

    fn local(local: &'f Declared<Attribute>) -> Self {
        let name = local.item.name;
        let source = local.item.from.as_ref().unwrap_or(&local.source).clone();
        let id = format!("local.{name}");
        Self {
            kind: Name::new("locals"),
            id,
            name,
            labels: Vec::new(),
            what: What::Local(&local.item),
            source,
        }
    }

    /// Where it begins.
    pub fn header(&self) -> Span {
        match &self.what {
            What::Block(block) => block.header,
            What::Local(local) => local.name_span,
        }
    }

    /// Where the first of these attributes that is written at all stands; else where the block begins.
    pub fn place(&self, paths: &[String]) -> (Source, Span) {
        let written = paths.iter().find_map(|path| match &self.what {
            What::Block(block) => place_in(&block.body, &self.source, &steps(path)),
            What::Local(local) => Some((self.source.clone(), local.span)),
        });
        written.unwrap_or_else(|| (self.source.clone(), self.header()))
    }
}

/// All blocks of a folder, each with an id of its own.
pub(super) fn items(folder: &Folder) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = vec![settings(folder)];
    let variables = folder.variables.values().map(|variable| ("var", &variable.block));
    let outputs = folder.outputs.values().map(|block| ("output", block));
    let others = folder.others.iter().map(|block| (block.item.kind.as_str(), block));
    let resources =
        folder.resources.iter().map(|(key, block)| (if key.0 == Mode::Data { "data" } else { "" }, block));
    let calls = folder.calls.values().chain(folder.providers.values()).map(|b| (b.item.kind.as_str(), b));
    for (root, declared) in variables.chain(outputs).chain(resources).chain(calls).chain(others) {
        if declared.item.kind.as_str() != "terraform" {
            items.push(Item::block(root, Cow::Borrowed(&declared.item), &declared.source));
        }
    }
    items.extend(folder.locals.values().map(Item::local));
    let mut seen: HashMap<String, usize> = HashMap::new();
    for item in &mut items {
        item.id.push_str(&more_of_id(item));
        let count = seen.entry(item.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let _ = write!(item.id, " ({count})");
        }
    }
    items
}

/// What tells blocks apart that have no label: the alias, or what is moved, imported or removed.
fn more_of_id(item: &Item<'_>) -> String {
    let What::Block(block) = &item.what else { return String::new() };
    let (name, sign) = match item.kind.as_str() {
        "provider" => ("alias", "."),
        "import" => ("to", " "),
        "moved" | "removed" => ("from", " "),
        _ => return String::new(),
    };
    let Some(attribute) = block.body.attribute(name) else { return String::new() };
    let source = attribute.from.as_ref().unwrap_or(&item.source);
    format!("{sign}{}", text_of(&attribute.expr, source))
}

/// The `terraform` blocks of a folder as one; an empty one at the beginning of its first file where there is none.
fn settings(folder: &Folder) -> Item<'_> {
    let mut blocks = folder.others.iter().filter(|block| block.item.kind.as_str() == "terraform");
    let Some(first) = blocks.next() else {
        let (kind, labels, header) = (Name::new("terraform"), Vec::new(), Span::default());
        let block = Block { kind, labels, header, body: Body::default(), from: None, span: header };
        let main = |source: &&Source| source.name().rsplit('/').next() == Some("main.tf");
        let source = folder.files.iter().find(main).or(folder.files.first());
        let source =
            source.cloned().unwrap_or_else(|| Source::new(folder.path.to_string_lossy(), String::new()));
        return Item::block("terraform", Cow::Owned(block), &source);
    };
    let mut whole = Cow::Borrowed(&first.item);
    for Declared { source, item } in blocks {
        let body = &mut whole.to_mut().body;
        let attributes = item.body.attributes.iter().cloned();
        body.attributes
            .extend(attributes.map(|a| Attribute { from: a.from.or_else(|| Some(source.clone())), ..a }));
        let nested = item.body.blocks.iter().cloned();
        body.blocks.extend(nested.map(|b| Block { from: b.from.or_else(|| Some(source.clone())), ..b }));
    }
    Item::block("terraform", whole, &first.source)
}

/// The text of an expression that names something rather than having a value.
pub(super) fn text_of(expr: &Expr, source: &Source) -> String {
    match expr.as_literal().and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None => source.slice(expr.span).to_owned(),
    }
}

/// The place of an attribute that is written below a body, or of as much of its path as is.
fn place_in(body: &Body, source: &Source, path: &[String]) -> Option<(Source, Span)> {
    let (name, rest) = path.split_first()?;
    if let Some(attribute) = body.attribute(name) {
        let source = attribute.from.as_ref().unwrap_or(source).clone();
        return Some((source, inside(&attribute.expr, rest).unwrap_or(attribute.span)));
    }
    let (at, rest) = match rest.split_first() {
        Some((at, rest)) => (at.parse().unwrap_or_default(), rest),
        None => (0, rest),
    };
    let block = body.blocks_of(name).nth(at)?;
    let source = block.from.as_ref().unwrap_or(source);
    Some(place_in(&block.body, source, rest).unwrap_or_else(|| (source.clone(), block.header)))
}

/// The part of an expression that a path leads to.
fn inside(expr: &Expr, path: &[String]) -> Option<Span> {
    let (step, rest) = path.split_first()?;
    let part = match &expr.node {
        Node::Object(entries) => {
            let is_it = |key: &Expr| key.as_literal().and_then(Value::as_str) == Some(step);
            &entries.iter().rfind(|(key, _)| is_it(key))?.1
        }
        Node::Tuple(items) => items.get(step.parse::<usize>().ok()?)?,
        _ => return None,
    };
    Some(inside(part, rest).unwrap_or(part.span))
}
