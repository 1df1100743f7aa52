//! Override files: what they say takes the place of what is declared elsewhere in the folder.

use crate::lang::{Attribute, Block, Body};
use crate::text::{Diagnostic, Source};
use crate::value::{Mode, Name};

use super::folder::{Declared, Folder, declared, describe};

/// Merges one override file into what the folder's other files declare.
///
/// An argument is replaced by name; nested blocks of one type take the place of all that the base has of that type.
pub(super) fn merge(folder: &mut Folder, body: Body, source: &Source) {
    for block in body.blocks {
        if block.kind.as_str() == "locals" {
            for local in block.body.attributes {
                folder.locals.insert(local.name, declared(source, local));
            }
            continue;
        }
        let (header, what) = (block.header, describe(&block));
        if matches!(block.kind.as_str(), "terraform" | "moved" | "import" | "removed" | "check") {
            folder.others.push(declared(source, block));
        } else if let Some(base) = base_of(folder, &block) {
            merge_into(base, block, source);
        } else {
            let message = format!("{what} overrides nothing: there is no such block in this folder");
            folder.problems.push(Diagnostic::error(message, source, header));
        }
    }
}

/// The block that an override is about.
fn base_of<'f>(folder: &'f mut Folder, block: &Block) -> Option<&'f mut Declared<Block>> {
    let labels: Vec<Name> = block.labels.iter().map(|label| label.0).collect();
    match (block.kind.as_str(), &labels[..]) {
        ("resource", [kind, name]) => folder.resources.get_mut(&(Mode::Managed, *kind, *name)),
        ("data", [kind, name]) => folder.resources.get_mut(&(Mode::Data, *kind, *name)),
        ("module", [name]) => folder.calls.get_mut(name),
        ("output", [name]) => folder.outputs.get_mut(name),
        ("variable", [name]) => folder.variables.get_mut(name).map(|variable| &mut variable.block),
        ("provider", [name]) => folder.providers.get_mut(&(*name, alias_of(block))),
        _ => None,
    }
}

/// `alias` of a provider block.
pub(super) fn alias_of(block: &Block) -> Option<Name> {
    block.body.attribute("alias")?.expr.as_literal()?.as_str().map(Name::new)
}

fn merge_into(base: &mut Declared<Block>, block: Block, source: &Source) {
    for attribute in block.body.attributes {
        // In JSON, nested blocks look like arguments.
        base.item.body.blocks.retain(|own| makes(own) != attribute.name);
        replace(&mut base.item.body.attributes, attribute, source);
    }
    let kinds: Vec<Name> =
        block.body.blocks.iter().map(makes).filter(|kind| kind.as_str() != "lifecycle").collect();
    base.item.body.blocks.retain(|own| !kinds.contains(&makes(own)));
    for own in block.body.blocks {
        match base
            .item
            .body
            .blocks
            .iter_mut()
            .find(|b| own.kind.as_str() == "lifecycle" && b.kind == own.kind)
        {
            Some(lifecycle) => own
                .body
                .attributes
                .into_iter()
                .for_each(|a| replace(&mut lifecycle.body.attributes, a, source)),
            None => base.item.body.blocks.push(from(own, source)),
        }
    }
}

fn replace(attributes: &mut Vec<Attribute>, attribute: Attribute, source: &Source) {
    let attribute = Attribute { from: Some(source.clone()), ..attribute };
    match attributes.iter_mut().find(|own| own.name == attribute.name) {
        Some(own) => *own = attribute,
        None => attributes.push(attribute),
    }
}

/// A nested block that stands in another file than the block around it.
fn from(mut block: Block, source: &Source) -> Block {
    block.from = Some(source.clone());
    block
}

/// The type of block that this one makes: `dynamic` makes those of its label.
pub(super) fn makes(block: &Block) -> Name {
    match (block.kind.as_str(), block.labels.first()) {
        ("dynamic", Some((kind, _))) => *kind,
        _ => block.kind,
    }
}
