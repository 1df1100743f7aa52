//! Which configuration of a provider a resource uses, through aliases and the `providers` maps of module calls.

use std::sync::Arc;

use crate::lang::{Block, Expr, Node};
use crate::value::{Name, Value};

use super::evaluation::Instance;
use super::folder::{Declared, Folder};
use super::scope::Here;

/// A provider as a module names it: its local name, and the alias of the configuration that is meant.
pub(super) type Named = (Name, Option<Name>);

/// What a resource's provider is.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    /// `registry.terraform.io/hashicorp/aws`
    pub source: Name,
    /// Tags that its configuration adds to every resource; none where it adds none.
    pub default_tags: Option<Value>,
}

impl Here<'_> {
    /// The provider of a resource of this module.
    pub(super) fn provider_of(&self, kind: Name, block: &Block) -> Provider {
        let named = Self::provider_named(kind, block);
        let source = source_of(&self.module.folder, named.0);
        Provider { source, default_tags: self.default_tags(named) }
    }

    /// The configuration that a resource of this module names, or the default one of its type.
    pub(super) fn provider_named(kind: Name, block: &Block) -> Named {
        let written = block.body.attribute("provider").and_then(|a| named(&a.expr));
        let word = kind.split('_').next().unwrap_or_default();
        written.unwrap_or((Name::new(word), None))
    }

    /// The tags of the configuration that this name stands for here.
    fn default_tags(&self, named: Named) -> Option<Value> {
        let (module, named) = configured(&self.module, named);
        let block = module.folder.providers.get(&named)?;
        let there = Self::new(self.evaluation, module.clone());
        if let Some(written) = block.item.body.attribute("default_tags") {
            // In JSON, blocks of providers look like arguments.
            let value = there.expression(&written.expr, written.from.as_ref().unwrap_or(&block.source));
            let only = value.as_elements().map_or(Some(&value), <[Value]>::first)?;
            return only.as_fields()?.get_str("tags").cloned();
        }
        let tags = block.item.body.blocks_of("default_tags").next()?.body.attribute("tags")?;
        let label = Name::new(&format!("{}.{}", named.0, named.1.map_or("", Name::as_str)));
        let source = tags.from.as_ref().unwrap_or(&block.source);
        let outcome = || there.outcome(&tags.expr, source);
        // A provider that depends on its own resources cannot be configured before they exist.
        let tags = self.evaluation.once(&module, Name::new("provider"), label, outcome);
        Some(tags.unwrap_or_else(|_| crate::value::Unknown::anything().into()))
    }
}

/// `aws` or `aws.west`.
fn named(expr: &Expr) -> Option<Named> {
    match &expr.node {
        Node::Root(name) => Some((*name, None)),
        Node::Member(name, alias) => Some((*name, Some(*alias))),
        Node::Literal(text) => {
            let text = text.as_str()?;
            let (name, alias) =
                text.split_once('.').map_or((text, None), |(name, alias)| (name, Some(alias)));
            Some((Name::new(name), alias.map(Name::new)))
        }
        _ => None,
    }
}

/// The module whose provider block is meant by a name, and the block's own name there. That it is there nobody promises: a
/// default configuration need not be written.
pub(super) fn configured(module: &Arc<Instance>, named: Named) -> (Arc<Instance>, Named) {
    let (mut module, mut named) = (module.clone(), named);
    loop {
        let passed =
            module.parent.as_ref().map(|parent| passed(parent.module.folder.calls.get(&parent.call), named));
        let next = match passed {
            // What the call passes counts, also where the module still declares an empty block of its own.
            Some(Some(outer)) => outer,
            _ if module.folder.providers.contains_key(&named) => return (module, named),
            // The default configuration is inherited; one with an alias must be passed.
            Some(None) if named.1.is_none() => named,
            _ => return (module, named),
        };
        let Some(parent) = &module.parent else { return (module, named) };
        (module, named) = (parent.module.clone(), next);
    }
}

/// What a call passes for a provider of the module that it calls.
fn passed(call: Option<&Declared<Block>>, wanted: Named) -> Option<Named> {
    let Node::Object(entries) = &call?.item.body.attribute("providers")?.expr.node else { return None };
    let entry = entries.iter().find(|(key, _)| named(key) == Some(wanted))?;
    named(&entry.1)
}

/// Whether the module says that it needs this provider: only then it can call the provider's functions.
pub(super) fn is_required(folder: &Folder, local: Name) -> bool {
    required(folder).any(|block| block.body.attribute(&local).is_some())
}

fn required(folder: &Folder) -> impl Iterator<Item = &Block> {
    let settings = folder.others.iter().filter(|block| block.item.kind.as_str() == "terraform");
    settings.flat_map(|block| block.item.body.blocks_of("required_providers"))
}

/// The full source of a provider by its local name.
pub(super) fn source_of(folder: &Folder, local: Name) -> Name {
    let source = required_text(folder, local, "source").unwrap_or_else(|| match local.as_str() {
        "terraform" => "terraform.io/builtin/terraform".to_owned(),
        local => format!("hashicorp/{local}"),
    });
    Name::new(&match source.matches('/').count() {
        0 => format!("registry.terraform.io/hashicorp/{source}"),
        1 => format!("registry.terraform.io/{source}"),
        _ => source,
    })
}

/// What `required_providers` says of a provider by its local name: its `source`, its `version`.
pub(super) fn required_text(folder: &Folder, local: Name, member: &str) -> Option<String> {
    required(folder).filter_map(|block| text_of(&block.body.attribute(&local)?.expr, member)).last()
}

/// A text in an object that is written out.
fn text_of(expr: &Expr, member: &str) -> Option<String> {
    let Node::Object(entries) = &expr.node else { return None };
    let (_, value) =
        entries.iter().find(|(key, _)| key.as_literal().and_then(Value::as_str) == Some(member))?;
    value.as_literal()?.as_str().map(str::to_owned)
}
