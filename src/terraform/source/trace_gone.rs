//! What a plan takes away no longer has a place of its own in the source: then the count or `for_each` that made it, its
//! block, or the call of the module that it was in is what somebody has edited.

use std::sync::Arc;

use crate::lang::Block;
use crate::text::Source;
use crate::value::Address;

use super::evaluation::{Evaluation, Instance};
use super::folder::is_fetched;
use super::scope::Here;
use super::trace::{Passing, Place, Trace, Walk};

/// The nearest thing to an address that the source still has.
pub(super) fn trace_gone(evaluation: &Evaluation, root: &Arc<Instance>, address: &Address) -> Option<Trace> {
    let mut module = root.clone();
    for step in &address.module {
        let here = Here::new(evaluation, module.clone());
        let called = here.call_instances(step.name).ok().flatten();
        match called.and_then(|instances| instances.get(step.key).cloned()) {
            Some(inner) => module = inner,
            None => {
                let call = module.folder.calls.get(&step.name)?;
                return Some(repetition(here, &call.source, &call.item));
            }
        }
    }
    let here = Here::new(evaluation, module.clone());
    let key = (address.mode, address.kind, address.name);
    if let Some(block) = module.folder.resources.get(&key) {
        return Some(repetition(here, &block.source, &block.item));
    }
    let first = address.module.first()?;
    let call = root.folder.calls.get(&first.name)?;
    Some(vec![Place { what: Passing::Missing, source: call.source.clone(), span: call.item.header }])
}

/// How deep the module call lies whose number of instances a path names: `module.a.module.b.count` of what is in both.
pub(super) fn called(address: &Address, path: &str) -> Option<usize> {
    let mut rest = path;
    for (depth, step) in address.module.iter().enumerate() {
        rest = rest.strip_prefix("module.")?.strip_prefix(step.name.as_str())?.strip_prefix('.')?;
        if matches!(rest, "count" | "for_each") {
            return Some(depth);
        }
    }
    None
}

/// Where it is written how many instances the module call has that lies so deep; where the call has gone, the nearest thing.
pub(super) fn trace_call(
    evaluation: &Evaluation,
    root: &Arc<Instance>,
    address: &Address,
    depth: usize,
) -> Option<Trace> {
    let above = &address.module[..depth];
    let module = above.iter().try_fold(root.clone(), |module, step| {
        let called = Here::new(evaluation, module).call_instances(step.name).ok().flatten()?;
        called.get(step.key).cloned()
    });
    let found = module.and_then(|module| {
        let call = module.folder.calls.get(&address.module.get(depth)?.name)?;
        Some(repetition(Here::new(evaluation, module.clone()), &call.source, &call.item))
    });
    found.or_else(|| trace_gone(evaluation, root, address))
}

/// The call for which the module was fetched that an address is in: where its version is written, else from where it comes.
pub(super) fn fetching_call(
    evaluation: &Evaluation,
    root: &Arc<Instance>,
    address: &Address,
) -> Option<Place> {
    let mut module = root.clone();
    for step in &address.module {
        let folder = module.folder.clone();
        let inner =
            Here::new(evaluation, module).call_instances(step.name).ok().flatten()?.get(step.key).cloned()?;
        if is_fetched(&inner.folder.path) {
            let call = folder.calls.get(&step.name)?;
            let argument = ["version", "source"].iter().find_map(|name| call.item.body.attribute(name));
            let span = argument.map_or(call.item.header, |argument| argument.expr.span);
            return Some(Place { what: Passing::Fetched(step.name), source: call.source.clone(), span });
        }
        module = inner;
    }
    None
}

/// Where it is written how many of a block there are; the block itself where that is nowhere.
fn repetition(here: Here<'_>, source: &Source, block: &Block) -> Trace {
    let walk = Walk::new(here, source);
    match ["count", "for_each"].iter().find_map(|name| block.body.attribute(name)) {
        Some(attribute) => walk.argument(attribute, None, &[]),
        None => vec![Place { what: Passing::Missing, source: source.clone(), span: block.header }],
    }
}
