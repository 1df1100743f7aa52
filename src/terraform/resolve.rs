//! Identifiers that equal a known attribute become known: `aws_s3_bucket.b.id` is the bucket's name.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::value::{Fields, Marks, Name, Ref, Truth, Unknown, Value, equals};

use super::graph::{About, Graph, Resource};
use super::settle::rewrite;
use super::{policy_document, tables};

/// Replaces exact unknowns that equal a known attribute by that attribute's value, and makes the graph.
#[must_use]
pub fn resolve(resources: Vec<Resource>) -> Graph {
    resolve_with(resources, BTreeMap::new())
}

/// The same with what is to be known of some of them, by number.
#[must_use]
pub fn resolve_with(resources: Vec<Resource>, about: BTreeMap<u32, About>) -> Graph {
    let by_id: HashMap<Name, usize> =
        resources.iter().enumerate().filter(|(_, r)| r.deposed.is_none()).map(|(at, r)| (r.id, at)).collect();
    let resolver = Resolver { resources: &resources, by_id };
    let settled: Vec<Value> = resources.par_iter().map(|r| resolver.resource(r)).collect();
    let settled = resources.into_iter().zip(settled).map(|(r, after)| Resource { after, ..r }).collect();
    Graph::with(settled, about)
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
        if let Some(unknown) = value.as_unknown().filter(|u| u.one_of && depth < 8) {
            return self.one_of(value, unknown, depth).unwrap_or_else(|| value.clone());
        }
        let exact = value.as_unknown().and_then(Unknown::as_exact);
        let Some(found) = exact.filter(|_| depth < 8).and_then(|r| self.equal_to(r, depth + 1)) else {
            return value.clone();
        };
        let same = found.as_unknown().and_then(Unknown::as_exact) == exact;
        let found = if found.is_unknown() && !same { self.value(&found, depth + 1) } else { found };
        // What another leaves out is there for this one, unless it is null.
        let theirs = if found.is_null() { found.marks } else { found.marks.without(Marks::UNSET) };
        let marks = value.marks.with(theirs);
        let marks = if found.is_unknown() { marks } else { marks.with(Marks::RESOLVED) };
        Value { marks, origin: value.origin, ..found }
    }

    /// One of several attributes, where all of them turn out to be the same: a bucket's id, be it the bucket's own or that
    /// of its policy.
    fn one_of(&self, value: &Value, unknown: &Unknown, depth: usize) -> Option<Value> {
        let alone = |only: &Ref| {
            let exact = Unknown { refs: [*only].into(), exact: true, one_of: false, ..unknown.clone() };
            self.value(&Value { kind: Value::from(exact).kind, ..value.clone() }, depth + 1)
        };
        let mut resolved = unknown.refs.iter().map(alone);
        let first = resolved.next()?;
        resolved.all(|other| equals(&first, &other) == Truth::True).then_some(first)
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
                let elsewhere =
                    other.and_then(Value::as_unknown).and_then(Unknown::as_exact).filter(|r| *r != reference);
                match elsewhere {
                    Some(_) => other.cloned(),
                    // An attribute that says less than the reference does not take its place, unless it is all there is.
                    None if name.as_str() == "id" => alias_value(resource.kind(), fields)
                        .filter(|value| tables::is_companion(resource.kind()) || says_which(value)),
                    None => None,
                }
            }
        }
    }
}

/// Whether a value is known, or known to be one attribute.
fn says_which(value: &Value) -> bool {
    value.as_unknown().is_none_or(|u| u.as_exact().is_some() || u.json.is_some())
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
