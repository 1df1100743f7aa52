//! What each unknown value of a plan stands for, decided once for the whole graph.
//!
//! An argument that nobody set takes the service's documented default; one that is set remembers the resource attributes
//! it comes from; a computed attribute stands for itself. Then identifiers that equal a known attribute become known.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::text::json::JsonError;
use crate::value::{Fields, Kind, Marks, Name, Reason, Ref, Type, Unknown, Value};

use super::configuration::{Argument, Configuration, PathStep, Sources};
use super::graph::{Action, Graph, Resource};
use super::plan::Plan;
use super::{policy_document, tables};

/// Arguments that hold text composed of references: a single reference in them is a part, not the whole.
const FREE_TEXT: [&str; 22] = [
    "name", "name_prefix", "description", "comment", "policy", "assume_role_policy", "inline_policy", "access_policies",
    "user_data", "user_data_base64", "container_definitions", "definition", "template_body", "content", "input",
    "body", "value", "command", "source_json", "override_json", "schedule_expression", "resources",
];

/// Explains the unknowns of a plan's resources and makes the graph of them.
pub(super) fn settle<'t>(
    resources: Vec<Resource>,
    configuration: impl FnOnce() -> Result<Configuration<'t>, JsonError>,
    plan: &Plan,
) -> Result<Graph, JsonError> {
    if !resources.iter().any(|r| r.after.any(&Value::is_unknown)) {
        return Ok(Graph::new(resources));
    }
    let configuration = configuration()?.with_instances(plan.addresses());
    let explained = resources.into_par_iter().map(|resource| explain(resource, &configuration)).collect();
    Ok(resolve(explained))
}

fn explain(mut resource: Resource, configuration: &Configuration<'_>) -> Resource {
    if !resource.after.any(&Value::is_unknown) {
        return resource;
    }
    let after = resource.after.clone();
    resource.after = rewrite(&after, &mut Vec::new(), &mut |unknown, path| {
        let argument = configuration.argument(&resource.address, path);
        explanation(&resource, unknown, path, argument)
    });
    resource
}

/// The same tree with every unknown replaced.
fn rewrite(value: &Value, path: &mut Vec<PathStep>, replace: &mut dyn FnMut(&Value, &[PathStep]) -> Value) -> Value {
    if value.is_unknown() {
        return replace(value, path);
    }
    if !value.any(&Value::is_unknown) {
        return value.clone();
    }
    let mut step = |step, child: &Value| {
        path.push(step);
        let rewritten = rewrite(child, path, replace);
        path.pop();
        rewritten
    };
    let kind = match &value.kind {
        Kind::List(e) => {
            let items = e.items.iter().enumerate().map(|(at, item)| step(PathStep::Index(at), item)).collect();
            Kind::List(crate::value::Elements { elem: e.elem.clone(), items }.into())
        }
        Kind::Object(f) => Kind::Object(f.map_values(|name, v| step(PathStep::Name(name), v)).into()),
        other => other.clone(),
    };
    Value { kind, ..value.clone() }
}

/// What an unknown stands for, given what the configuration says of its argument.
fn explanation(resource: &Resource, value: &Value, path: &[PathStep], argument: Argument) -> Value {
    let unknown = match argument {
        Argument::NotSet => match assumed(resource, path) {
            Some(assumed) => return Value { origin: value.origin, ..assumed.marked(value.marks) },
            // The provider computes no such thing: it is a `dynamic` block of unknown length.
            None if !may_be_computed(resource, path) => not_recorded(),
            None => own(resource.id, resource.kind(), path),
        },
        Argument::Set(sources) => from_sources(sources, path),
        Argument::NotRecorded => not_recorded(),
    };
    Value { marks: value.marks, origin: value.origin, ..unknown.into() }
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
    known.peek().is_none() || known.any(|p| p == text || text.strip_prefix(p).is_some_and(|rest| rest.starts_with('.')))
}

/// The service's choice for an argument that nobody set. An update shows the present value, so nothing is assumed of it.
fn assumed(resource: &Resource, path: &[PathStep]) -> Option<Value> {
    if !matches!(resource.action, Action::Create | Action::Replace | Action::CreateAndForget) {
        return None;
    }
    tables::default_at(resource.kind(), &names(path)).map(|default| retag(&default.value, resource))
}

/// The table's value, as read from this resource.
fn retag(value: &Value, resource: &Resource) -> Value {
    let origin = resource.after.origin;
    let kind = match &value.kind {
        Kind::List(e) => {
            let items = e.items.iter().map(|v| retag(v, resource)).collect();
            Kind::List(crate::value::Elements { elem: e.elem.clone(), items }.into())
        }
        Kind::Object(f) => Kind::Object(f.map_values(|_, v| retag(v, resource)).into()),
        leaf => leaf.clone(),
    };
    Value { kind, marks: value.marks, origin }
}

/// A computed attribute stands for itself.
#[must_use]
pub fn own(id: Name, kind: Name, path: &[PathStep]) -> Unknown {
    let text = path.iter().fold(String::new(), |text, step| match step {
        PathStep::Name(name) => crate::lang::member_path(&text, name),
        PathStep::Index(at) => format!("{text}[{at}]"),
    });
    let identifier = matches!(text.as_str(), "id" | "arn");
    let reason = if identifier { Reason::Computed } else { Reason::NotSet };
    refined(Unknown { reason, ..Unknown::attribute(id, Name::new(&text)) }, kind)
}

/// What is known of an identifier before it exists.
fn refined(mut unknown: Unknown, kind: Name) -> Unknown {
    let attribute = unknown.as_exact().and_then(|r| r.attribute);
    let prefix = match attribute.map(Name::as_str) {
        Some("arn") => Some("arn:"),
        Some("id") => tables::identifier_prefix(&kind),
        Some(other) => match tables::identifier_prefix(&format!("{kind}.{other}")) {
            Some(prefix) => Some(prefix),
            None => return unknown,
        },
        None => return unknown,
    };
    unknown.ty = Type::String;
    (unknown.not_null, unknown.not_empty) = (true, true);
    unknown.generated = prefix.is_some_and(|p| p != "arn:");
    unknown.prefix = prefix.unwrap_or_default().into();
    unknown
}

/// A value made of these references. A single one to an identifier counts as the whole value.
fn from_sources(sources: Sources, path: &[PathStep]) -> Unknown {
    let mut refs = sources.refs;
    refs.sort();
    refs.dedup();
    let plain = !sources.lost && !refs.is_empty();
    // Nobody builds a policy document around another by quoting it.
    let document = refs.len() == 1 && refs[0].attribute.is_some_and(|a| a.as_str() == "json");
    let identifiers = refs.iter().all(|r| r.attribute.is_none_or(|a| is_identifier(&a))) && !holds_free_text(path);
    // What variables choose is known when the plan is made: if the value is not, the only reference was chosen.
    let exact = plain && (identifiers || document) && refs.len() == 1;
    let members = plain && identifiers && !sources.mixed;
    let reason = if sources.lost { Reason::ThroughLocal } else { Reason::Computed };
    let kind = refs.first().and_then(|r| crate::value::Address::parse(&r.address).ok()).map(|a| a.kind);
    let length = members.then_some((1, usize::MAX));
    let unknown = Unknown { refs: refs.into(), exact, members, length, reason, ..Unknown::anything() };
    match kind {
        Some(kind) if exact => refined(unknown, kind),
        _ => unknown,
    }
}

fn holds_free_text(path: &[PathStep]) -> bool {
    path.iter().any(|step| matches!(step, PathStep::Name(name) if FREE_TEXT.contains(&name.as_str()) || name.starts_with("tags")))
}

/// Attributes by which resources name each other.
fn is_identifier(attribute: &str) -> bool {
    ["id", "arn", "name", "bucket", "key_id", "identifier"].iter().any(|end| {
        attribute.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
    })
}

/// Replaces exact unknowns that equal a known attribute by that attribute's value, and makes the graph.
#[must_use]
pub fn resolve(resources: Vec<Resource>) -> Graph {
    let by_id: HashMap<Name, usize> =
        resources.iter().enumerate().filter(|(_, r)| r.deposed.is_none()).map(|(at, r)| (r.id, at)).collect();
    let resolver = Resolver { resources: &resources, by_id };
    let settled: Vec<Value> = resources.par_iter().map(|r| resolver.resource(r)).collect();
    let settled = resources.into_iter().zip(settled).map(|(r, after)| Resource { after, ..r }).collect();
    Graph::new(settled)
}

struct Resolver<'r> {
    resources: &'r [Resource],
    by_id: HashMap<Name, usize>,
}

impl Resolver<'_> {
    fn resource(&self, resource: &Resource) -> Value {
        self.inside(&resource.after, 0)
    }

    fn inside(&self, value: &Value, depth: usize) -> Value {
        rewrite(value, &mut Vec::new(), &mut |value, _| self.value(value, depth))
    }

    /// An alias of an alias is followed; a plan has no cycles, but a hand-made one may.
    fn value(&self, value: &Value, depth: usize) -> Value {
        let exact = value.as_unknown().and_then(Unknown::as_exact);
        let Some(found) = exact.filter(|_| depth < 8).and_then(|r| self.equal_to(r, depth + 1)) else {
            return value.clone();
        };
        let found = if found.is_unknown() { self.value(&found, depth + 1) } else { found };
        Value { marks: value.marks.with(found.marks), origin: value.origin, ..found }
    }

    /// What a reference is known to equal.
    fn equal_to(&self, reference: Ref, depth: usize) -> Option<Value> {
        let resource = &self.resources[*self.by_id.get(&reference.address)?];
        let fields = resource.after.as_fields()?;
        let name = reference.attribute.unwrap_or_else(|| Name::new("id"));
        match fields.get(name) {
            Some(value) if !value.is_unknown() => Some(value.clone()),
            Some(value) if name.as_str() == "json" && resource.kind().as_str() == policy_document::KIND => {
                // Its own results refer to it, so only its arguments are looked into.
                let arguments = fields.map_values(|name, v| {
                    if policy_document::is_result(&name) { v.clone() } else { self.inside(v, depth) }
                });
                policy_document::json(&arguments, value.as_unknown()?)
            }
            other => {
                let elsewhere = other.and_then(Value::as_unknown).and_then(Unknown::as_exact).filter(|r| *r != reference);
                match elsewhere {
                    Some(_) => other.cloned(),
                    None if name.as_str() == "id" => alias_value(resource.kind(), fields),
                    None => None,
                }
            }
        }
    }
}

/// What the `id` of a resource with these attributes equals.
#[must_use]
pub fn alias_value(kind: Name, fields: &Fields) -> Option<Value> {
    let alias = tables::alias(kind)?;
    let is_set = |name: &String| fields.get_str(name).is_some_and(|v| !v.is_null());
    if alias.unless_set.iter().any(is_set) {
        return None;
    }
    match (&alias.id, &alias.made_of) {
        (Some(name), _) => fields.get_str(name).filter(|v| !v.is_null()).cloned(),
        (None, Some(template)) => compose(template, fields),
        (None, None) => None,
    }
}

/// `{a}/{b}` with the attributes' values, where all are known.
fn compose(template: &str, fields: &Fields) -> Option<Value> {
    let mut text = String::new();
    for (at, piece) in template.split('{').enumerate() {
        match piece.split_once('}') {
            Some((name, rest)) if at > 0 => {
                text.push_str(fields.get_str(name)?.as_str()?);
                text.push_str(rest);
            }
            _ => text.push_str(piece),
        }
    }
    Some(Value::string(&text).marked(Marks::NONE))
}
