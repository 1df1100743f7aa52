//! Why an attribute is not known, in words.

use crate::lang::Place;
use crate::policy::PolicyFile;
use crate::terraform::capacity::Change;
use crate::terraform::schema::{self, Member};
use crate::terraform::{Graph, Resource, Role};
use crate::value::{InstanceKey, Name, Reason, Ref, Unknown};

use super::finding::Cause;

const SET_IT: &str = ": set it, and it is decided";

/// The causes among these places; the subject's own paths stand alone, others behind their address.
#[must_use]
pub fn causes(places: &[Place], subject: u32, graph: &Graph) -> Vec<Cause> {
    let mut causes: Vec<Cause> = places.iter().map(|place| cause(place, subject, graph)).collect();
    causes.dedup();
    causes
}

/// The same of a change: it is the value that changes which nobody knows, not what follows from it.
#[must_use]
pub fn causes_of_change(change: &Change, causes: Vec<Cause>) -> Vec<Cause> {
    let first = causes.into_iter().next();
    first.into_iter().map(|cause| Cause { path: change.path.clone(), ..cause }).collect()
}

/// Where no attribute is the cause, what else nobody can answer before the apply.
#[must_use]
pub fn other_causes(role: Role, resource: &Resource, is_removed: bool, file: &PolicyFile) -> Vec<Cause> {
    let because = |path: &str, why: &str, in_source| {
        vec![Cause { path: path.to_owned(), why: why.to_owned(), in_source }]
    };
    let cause = |path: &str, why: &str| because(path, why, false);
    if !resource.certain {
        let path = if matches!(resource.address.key, Some(InstanceKey::Any)) {
            "count or for_each"
        } else {
            "the module"
        };
        cause(path, "not known, so nobody can say how many of these there will be")
    } else if file.calls("gethttprequest") {
        cause("core::gethttprequest", "a network request, and sekisho makes none")
    } else if file.calls("getdatasource") {
        cause("core::getdatasource", "which data source matches is known after apply")
    } else if file.reads_ownership() && is_removed {
        cause("meta.owners", "not known: what is removed stands in no file of the source any more")
    } else if file.reads_ownership() {
        because(
            "meta.owners",
            "not known: the source is not at hand, so nobody can tell in which file this is written",
            true,
        )
    } else if role == Role::Source {
        cause("meta.references", "not known: a file of this module could not be read")
    } else if role == Role::Provider {
        cause("meta.version", "not in the plan, and there is no .terraform.lock.hcl beside it")
    } else {
        Vec::new()
    }
}

fn cause(place: &Place, subject: u32, graph: &Graph) -> Cause {
    let other = graph.get(place.resource).filter(|_| place.resource != subject);
    let path = other.map_or_else(|| place.path.clone(), |r| format!("{}.{}", r.id, place.path));
    let own = graph.get(place.resource).map(|r| r.id);
    let unknowns = place.value.unknowns();
    let in_source = unknowns.first().is_some_and(|unknown| unknown.reason == Reason::NoSource);
    let why = match unknowns.first() {
        None => "may or may not belong to this resource".to_owned(),
        Some(unknown) if graph.role(place.resource) == Role::Source => why_of_source(unknown).to_owned(),
        Some(unknown) => why(unknown, own.as_deref(), if can_be_set(place, graph) { SET_IT } else { "" }),
    };
    Cause { path, why, in_source }
}

/// Whether what is unknown is an argument, which one may set, and nothing deeper.
fn can_be_set(place: &Place, graph: &Graph) -> bool {
    let schema = graph.get(place.resource).and_then(|resource| schema::schema_of(resource.kind()));
    let member = schema.and_then(|schema| schema.member(Name::new(&place.path)));
    matches!(member, Some(Member::Attribute(attribute)) if attribute.optional)
}

fn why(unknown: &Unknown, own: Option<&str>, hint: &str) -> String {
    let itself = unknown.refs.iter().any(|r| Some(r.address.as_str()) == own) || unknown.refs.is_empty();
    match unknown.reason {
        Reason::NotSet if itself => {
            format!("not set, and what AWS will choose is not known before the apply{hint}")
        }
        Reason::ThroughLocal => "set through a local value, which plan JSON does not record".to_owned(),
        Reason::NotRecorded => "known after apply; plan JSON does not record what it is set to".to_owned(),
        Reason::NoSource => {
            "written in the source alone, which is not at hand (--source names it)".to_owned()
        }
        Reason::NotGiven => "set through a variable that has no value".to_owned(),
        Reason::Failed => "set to an expression that cannot be evaluated".to_owned(),
        Reason::Function => "the result of a function that only the apply can answer".to_owned(),
        Reason::Computed if itself => "known after apply".to_owned(),
        // What is set to an attribute that nobody set is set itself.
        Reason::Computed | Reason::NotSet => format!("set to {}, known after apply", list(&unknown.refs)),
    }
}

/// What is written may mean something only where the module is called or the block is repeated.
fn why_of_source(unknown: &Unknown) -> &'static str {
    match unknown.reason {
        Reason::NotRecorded => "not there, unless it is in the file that could not be read",
        Reason::Failed => "set to an expression that cannot be evaluated",
        _ => "not decided by what is written there",
    }
}

fn list(refs: &[Ref]) -> String {
    let shown: Vec<String> = refs.iter().take(3).map(ToString::to_string).collect();
    let more = if refs.len() > 3 { format!(" and {} more", refs.len() - 3) } else { String::new() };
    shown.join(", ") + &more
}
