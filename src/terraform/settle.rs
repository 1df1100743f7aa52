//! What each unknown value of a plan stands for, decided once for the whole graph.
//!
//! An argument that nobody set takes the service's documented default; one that is set remembers the resource attributes
//! it comes from; a computed attribute stands for itself. Then identifiers that equal a known attribute become known.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::text::json::JsonError;
use crate::value::{Name, PathStep, Reason, Unknown, Value};

use super::configuration::{Argument, Configuration};
use super::graph::{Action, Graph, Resource};
use super::plan::Plan;
use super::{blocks, identify, resolve, tables};

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
    let unknown = match argument {
        Argument::NotSet => match assumed(resource, path, plan) {
            Some(assumed) => return Value { origin: value.origin, ..assumed.marked(value.marks) },
            // The provider computes no such thing: it is a `dynamic` block of unknown length.
            None if !may_be_computed(resource, path) => not_recorded(),
            None => with_given_prefix(identify::own(resource.id, resource.kind(), path), resource, path),
        },
        // Whatever a resource is named after, its name is its own identity: `"logs-${random_pet.p.id}"` and
        // `"data-${random_pet.p.id}"` have one reference and are two names.
        Argument::Set(sources) if is_name(resource, path) => Unknown {
            generated: false,
            made_of: sources.refs.into(),
            ..identify::own(resource.id, resource.kind(), path)
        },
        Argument::Set(sources) => identify::from_sources(sources, path),
        Argument::NotRecorded => not_recorded(),
    };
    Value { marks: value.marks, origin: value.origin, ..unknown.into() }
}

fn is_name(resource: &Resource, path: &[PathStep]) -> bool {
    matches!(path, [PathStep::Name(name)] if tables::names_resource(resource.kind(), *name))
}

/// A name that is made up begins with the prefix that was asked for: `bucket_prefix`, `name_prefix`.
fn with_given_prefix(mut unknown: Unknown, resource: &Resource, path: &[PathStep]) -> Unknown {
    if let [PathStep::Name(name)] = path
        && unknown.generated
        && let Some(prefix) = resource.attribute(tables::prefix_argument(*name)).and_then(Value::as_str)
    {
        unknown.prefix = prefix.into();
    }
    unknown
}

fn not_recorded() -> Unknown {
    Unknown { reason: Reason::NotRecorded, ..Unknown::anything() }
}

fn names(path: &[PathStep]) -> Vec<Name> {
    let name = |step: &PathStep| match step {
        PathStep::Name(name) => Some(*name),
        PathStep::Index(_) => None,
    };
    path.iter().filter_map(name).collect()
}

/// Whether a plan may show this as unknown although nobody set it; of types we have no table of, anything.
fn may_be_computed(resource: &Resource, path: &[PathStep]) -> bool {
    let text = names(path).iter().map(|n| n.as_str()).collect::<Vec<_>>().join(".");
    let mut known = tables::computed_paths(resource.kind()).peekable();
    known.peek().is_none()
        || known.any(|p| p == text || text.strip_prefix(p).is_some_and(|rest| rest.starts_with('.')))
}

/// The service's choice for an argument that nobody set. An update shows the present value, so nothing is assumed of it.
fn assumed(resource: &Resource, path: &[PathStep], plan: &Plan) -> Option<Value> {
    if !matches!(resource.action, Action::Create | Action::Replace | Action::CreateAndForget) {
        return None;
    }
    let default = tables::default_at(resource.kind(), &names(path))?;
    let holds = plan.providers.admits(resource.provider, &default.provider);
    holds.then(|| default.value.read_from(resource.after.origin))
}
