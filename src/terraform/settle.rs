//! What each unknown value of a plan stands for, decided once for the whole graph.
//!
//! An argument that nobody set takes the service's documented default; one that is set remembers the resource attributes
//! it comes from; a computed attribute stands for itself. Then identifiers that equal a known attribute become known.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::text::json::JsonError;
use crate::value::{PathStep, Reason, Unknown, Value};

use super::configuration::{Argument, Configuration};
use super::graph::{Action, Graph, Resource};
use super::left_out::{LeftOut, names};
use super::plan::Plan;
use super::{blocks, identify, resolve, schema};

/// Explains the unknowns of a plan's resources and makes the graph of them.
pub(super) fn settle<'t>(
    resources: Vec<Resource>,
    configuration: impl FnOnce() -> Result<Configuration<'t>, JsonError>,
    plan: &Plan,
    with_blocks: bool,
) -> Result<Graph, JsonError> {
    if !with_blocks && !resources.iter().any(|r| r.after.any(&Value::is_unknown)) {
        return Ok(Graph::new(resources));
    }
    let configuration = configuration()?.with_instances(plan.addresses());
    let explain = |resource| explain(resource, &configuration, plan);
    let mut explained: Vec<Resource> = resources.into_par_iter().map(explain).collect();
    let blocks = if with_blocks { blocks::of(&configuration, plan) } else { Vec::new() };
    let mut about = BTreeMap::new();
    for (block, what) in blocks {
        about.insert(u32::try_from(explained.len()).unwrap_or(u32::MAX), what);
        explained.push(block);
    }
    Ok(resolve::resolve_with(explained, about))
}

fn explain(mut resource: Resource, configuration: &Configuration<'_>, plan: &Plan) -> Resource {
    if !resource.after.any(&Value::is_unknown) {
        return resource;
    }
    let after = resource.after.clone();
    resource.after = rewrite(&after, &mut Vec::new(), &mut |unknown, path| {
        let argument = configuration.argument(&resource.address, path);
        explanation(&resource, unknown, path, argument, plan)
    });
    resource
}

/// The same tree with every unknown replaced.
pub(super) fn rewrite(
    value: &Value,
    path: &mut Vec<PathStep>,
    replace: &mut dyn FnMut(&Value, &[PathStep]) -> Value,
) -> Value {
    if value.is_unknown() {
        return replace(value, path);
    }
    if !value.any(&Value::is_unknown) {
        return value.clone();
    }
    let step = |step, child: &Value| {
        path.push(step);
        let rewritten = rewrite(child, path, replace);
        path.pop();
        rewritten
    };
    value.map_children(step)
}

/// What an unknown stands for, given what the configuration says of its argument.
fn explanation(
    resource: &Resource,
    value: &Value,
    path: &[PathStep],
    argument: Argument,
    plan: &Plan,
) -> Value {
    let left_out = left_out(resource, plan);
    let written = plan.written.as_ref().filter(|_| argument != Argument::NotSet);
    if let Some(written) = written.and_then(|source| source.explanation(resource.id, path)) {
        return Value { marks: value.marks.with(written.marks), origin: value.origin, ..written };
    }
    let unknown = match argument {
        Argument::NotSet => match left_out.assumed(&names(path), |name| resource.attribute(name)) {
            Some(assumed) => {
                let assumed = assumed.read_from(resource.after.origin);
                return Value { origin: value.origin, ..assumed.marked(value.marks) };
            }
            // The provider computes no such thing: it is a `dynamic` block of unknown length.
            None if !schema::may_be_computed(resource.kind(), &names(path)) => not_recorded(),
            None => left_out.own(path, |name| resource.attribute(name)),
        },
        Argument::Set(sources) if left_out.is_name(path) => {
            left_out.named_after(path, sources.refs, |name| resource.attribute(name))
        }
        Argument::Set(sources) => identify::from_sources(sources, path),
        Argument::NotRecorded => not_recorded(),
    };
    Value { marks: value.marks, origin: value.origin, ..unknown.into() }
}

/// An update shows the present value, so nothing is assumed of it.
fn left_out<'p>(resource: &Resource, plan: &'p Plan) -> LeftOut<'p> {
    let creates = matches!(resource.action, Action::Create | Action::Replace | Action::CreateAndForget);
    let versions = creates.then_some(&plan.providers);
    LeftOut { id: resource.id, kind: resource.kind(), provider: resource.provider, versions }
}

fn not_recorded() -> Unknown {
    Unknown { reason: Reason::NotRecorded, ..Unknown::anything() }
}
