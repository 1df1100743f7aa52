//! `core::getresources`: resources of a type that match a filter, decided by reference where values are not known yet.

use crate::lang::{Evaluator, Failure, describe};
use crate::terraform::{Graph, Resource};
use crate::value::{Address, Fields, Marks, Name, Origin, Reason, Truth, Unknown, Value, equals};

/// The resources of a type that match the filter, those undecided marked as possible.
///
/// # Errors
/// Where an argument has the wrong type.
pub fn getresources(graph: &Graph, args: &[Value], evaluator: &Evaluator<'_>) -> Result<Value, Failure> {
    let kind = args.first().and_then(Value::as_str).map(Name::new);
    let Some(kind) = kind else {
        return Err(Failure::new("the first argument must be a resource type", Origin::NONE));
    };
    let nothing = Fields::default();
    let filter = match args.get(1) {
        None => &nothing,
        Some(value) if value.is_null() => &nothing,
        Some(value) => value.as_fields().ok_or_else(|| {
            Failure::new(format!("the filter must be a map, but it is {}", describe(value)), value.origin)
        })?,
    };
    let found = matching(graph, kind, filter, evaluator);
    let origin = undecided(graph, filter, &found, evaluator);
    let elements = found.into_iter().filter_map(|(number, truth)| element(graph, number, truth, evaluator));
    Ok(Value::list(elements.collect()).at(origin))
}

/// The attributes that leave open whether a resource matches, for the explanation.
fn undecided(graph: &Graph, filter: &Fields, found: &[(u32, Truth)], evaluator: &Evaluator<'_>) -> Origin {
    let Some(recorder) = evaluator.recorder else { return Origin::NONE };
    let mut origins = Vec::new();
    for (number, _) in found.iter().filter(|(_, truth)| *truth == Truth::Unknown) {
        for (name, _) in filter.entries() {
            let value = graph.get(*number).and_then(|r| r.attribute(*name)).filter(|v| v.is_unknown());
            origins.extend(value.map(|v| recorder.tag(v, *number, name).origin));
        }
    }
    recorder.unite(origins)
}

fn element(graph: &Graph, number: u32, truth: Truth, evaluator: &Evaluator<'_>) -> Option<Value> {
    let after = &graph.get(number)?.after;
    let value = match evaluator.recorder {
        Some(recorder) => recorder.tag(after, number, ""),
        None => after.clone(),
    };
    Some(if truth == Truth::Unknown { value.marked(Marks::POSSIBLE) } else { value })
}

/// An attribute that the filter asks for, and what is known of where the wanted value comes from.
struct Wanted<'v> {
    name: Name,
    value: &'v Value,
    /// The resource that it was read from, or that it certainly stands for an attribute of.
    from: Vec<Name>,
    /// Resources that it may come from.
    may_be_from: Vec<Name>,
}

/// Numbers of the resources that match, or may.
fn matching(graph: &Graph, kind: Name, filter: &Fields, evaluator: &Evaluator<'_>) -> Vec<(u32, Truth)> {
    let wanted: Vec<Wanted<'_>> =
        filter.entries().iter().map(|(name, value)| wanted(graph, *name, value, evaluator)).collect();
    let indexed = wanted.iter().find(|w| w.value.as_fields().is_none() && !w.value.is_null());
    let candidates = match indexed {
        Some(w) => graph.index(kind, w.name).candidates(w.value, &[&w.from[..], &w.may_be_from].concat()),
        None => graph.of_kind(kind).to_vec(),
    };
    let decided = candidates.into_iter().filter_map(|number| {
        let resource = graph.get(number)?;
        let truth = wanted.iter().fold(Truth::True, |so_far, w| {
            if so_far == Truth::False { so_far } else { so_far.and(attribute_matches(resource, w)) }
        });
        // One that stands for however many there will be may stand for none.
        let truth = if resource.certain { truth } else { truth.and(Truth::Unknown) };
        (resource.action.leaves_it() && truth != Truth::False).then_some((number, truth))
    });
    decided.collect()
}

fn attribute_matches(resource: &Resource, wanted: &Wanted<'_>) -> Truth {
    if is_of_another(resource, wanted) {
        return Truth::False;
    }
    let unset = Value::unset();
    matches(resource.attribute(wanted.name).unwrap_or(&unset), wanted.value, &wanted.from)
}

/// Whether the wanted value is this very identifier of another resource of the type: no two have the same.
fn is_of_another(resource: &Resource, wanted: &Wanted<'_>) -> bool {
    let exact = wanted.value.as_unknown().and_then(Unknown::as_exact);
    let same_attribute =
        exact.filter(|r| r.attribute == Some(wanted.name) && matches!(wanted.name.as_str(), "id" | "arn"));
    same_attribute.is_some_and(|r| {
        let same_kind = Address::parse(&r.address).is_ok_and(|a| a.kind == resource.kind());
        same_kind && r.address != resource.id
    })
}

/// A map matches by subset; anything else by equality or, where that is undecided, by what it refers to.
fn matches(candidate: &Value, wanted: &Value, from: &[Name]) -> Truth {
    if let (Some(candidate), Some(wanted)) = (candidate.as_fields(), wanted.as_fields()) {
        return subset(candidate, wanted, from);
    }
    match (equals(candidate, wanted), candidate.as_unknown()) {
        (Truth::Unknown, Some(unknown)) => refers(unknown, wanted, from),
        (truth, _) => truth,
    }
}

fn subset(candidate: &Fields, wanted: &Fields, from: &[Name]) -> Truth {
    wanted.entries().iter().fold(Truth::True, |truth, (name, value)| {
        truth.and(candidate.get(*name).map_or(Truth::False, |c| matches(c, value, from)))
    })
}

/// An unknown attribute matches what was read from a resource that it refers to; one that refers only to others does not.
fn refers(candidate: &Unknown, wanted: &Value, from: &[Name]) -> Truth {
    if candidate.refs.is_empty() || candidate.reason == Reason::ThroughLocal || from.is_empty() {
        return Truth::Unknown;
    }
    if candidate.refs.iter().any(|r| from.contains(&r.address)) {
        // Of several that a variable chooses among, nobody knows which it is.
        let one = candidate.exact || candidate.members || candidate.refs.len() == 1;
        return if one { Truth::True } else { Truth::Unknown };
    }
    match wanted.as_unknown() {
        Some(unknown) if may_be_another(unknown, candidate) => Truth::Unknown,
        _ => Truth::False,
    }
}

/// Whether what is wanted may itself come from a resource that the candidate refers to.
fn may_be_another(wanted: &Unknown, candidate: &Unknown) -> bool {
    let open = wanted.refs.is_empty() || wanted.reason == Reason::ThroughLocal;
    let parts = || wanted.refs.iter().chain(&wanted.made_of);
    open || candidate.refs.iter().any(|c| parts().any(|r| r.address == c.address))
}

/// Where a wanted value comes from: the resource it is an attribute of, or the ones at the end of its references.
fn wanted<'v>(graph: &Graph, name: Name, value: &'v Value, evaluator: &Evaluator<'_>) -> Wanted<'v> {
    let own = evaluator.resource_of(value.origin).and_then(|number| graph.get(number)).map(|r| r.id);
    let unknown = value.as_unknown();
    // Of a value that comes from nobody knows where, the resource it is an argument of says nothing.
    let lost = unknown.is_some_and(|u| u.refs.is_empty() || u.reason == Reason::ThroughLocal);
    let from = unknown
        .and_then(Unknown::as_exact)
        .map(|r| r.address)
        .or(own)
        .filter(|_| !lost)
        .into_iter()
        .collect();
    let parts = |u: &'v Unknown| if u.exact { &u.made_of } else { &u.refs };
    let may_be_from = unknown.filter(|_| !lost).map(|u| parts(u).iter().map(|r| r.address).collect());
    Wanted { name, value, from, may_be_from: may_be_from.unwrap_or_default() }
}

/// `core::getdatasource`: the data source of a type that matches, null where there is none.
///
/// # Errors
/// Where an argument has the wrong type.
pub fn getdatasource(graph: &Graph, args: &[Value], evaluator: &Evaluator<'_>) -> Result<Value, Failure> {
    let Some(kind) = args.first().and_then(Value::as_str).map(Name::new) else {
        return Err(Failure::new("the first argument must be a data source type", Origin::NONE));
    };
    let filter = args.get(1).and_then(Value::as_fields);
    let matches_all = |resource: &Resource| {
        filter.into_iter().flat_map(Fields::entries).fold(Truth::True, |truth, (name, value)| {
            truth.and(attribute_matches(resource, &wanted(graph, *name, value, evaluator)))
        })
    };
    let mut undecided = false;
    for number in graph.data_of_kind(kind) {
        let truth = graph.get(*number).map(&matches_all);
        match truth.map(|t| evaluator.world.map_or(t, |world| world.decide(t))) {
            Some(Truth::True) => {
                return Ok(element(graph, *number, Truth::True, evaluator).unwrap_or_else(Value::null));
            }
            Some(Truth::Unknown) => undecided = true,
            _ => {}
        }
    }
    Ok(if undecided { Unknown::anything().into() } else { Value::null() })
}
