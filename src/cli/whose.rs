//! Which of the root modules in one folder a plan is of: by the values that it was made with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::terraform::{Differences, Library, SourceOptions};
use crate::text::{Diagnostic, Level};
use crate::value::{Name, Value};

use super::config::{Root, Roots};

const WORKSPACE: &str = "TF_WORKSPACE";

/// A root module, and how it differs from the plan.
type Candidate = (Arc<Root>, Differences);

/// The root module in a folder that a plan is of, and what is to be said where nobody can tell.
pub fn root_of(
    plan: &str,
    folder: &Path,
    planned: &BTreeMap<Name, Value>,
    settings: &Roots,
    given: &SourceOptions,
    library: &Library,
) -> (Option<Arc<Root>>, Option<Diagnostic>) {
    let all: Vec<&Arc<Root>> = settings.of(folder).collect();
    if let [] | [_] = all[..] {
        return (all.first().map(|root| (*root).clone()), None);
    }
    let candidate = |root: &Arc<Root>| -> Option<Candidate> {
        let differences = Differences::between(folder, &root.own(), &root.options(given), planned, library);
        Some((root.clone(), differences.ok()?))
    };
    let all: Vec<Candidate> = all.into_iter().filter_map(candidate).collect();
    let possible: Vec<&Candidate> =
        all.iter().filter(|(_, differences)| differences.own.is_empty()).collect();
    let possible = in_workspace(nearest(&possible), given);
    match &possible[..] {
        [(root, _)] => (Some(root.clone()), None),
        [] => (None, Some(of_none(plan, &all))),
        several => (None, Some(of_several(plan, several))),
    }
}

/// Of candidates, those that come nearest to the plan: another agrees with it wherever they do, and further.
fn nearest<'c>(possible: &[&'c Candidate]) -> Vec<&'c Candidate> {
    let is_nearest = |(_, own): &&&Candidate| {
        let is_nearer = |other: &BTreeSet<Name>| other.is_subset(&own.all) && *other != own.all;
        !possible.iter().any(|(_, other)| is_nearer(&other.all))
    };
    possible.iter().filter(is_nearest).copied().collect()
}

/// Of several, those in the workspace that the environment says: no plan tells its own.
fn in_workspace<'c>(possible: Vec<&'c Candidate>, given: &SourceOptions) -> Vec<&'c Candidate> {
    let Some(workspace) = given.environment.get(WORKSPACE) else { return possible };
    let is_there = |(root, _): &&&Candidate| root.workspace() == Some(workspace);
    let there: Vec<&Candidate> = possible.iter().filter(is_there).copied().collect();
    if there.is_empty() { possible } else { there }
}

fn of_none(plan: &str, all: &[Candidate]) -> Diagnostic {
    let one = |(root, differences): &Candidate| {
        let names: Vec<&str> = differences.own.iter().map(|name| name.as_str()).collect();
        format!("{} ({})", root.title(), names.join(", "))
    };
    let all: Vec<String> = all.iter().map(one).collect();
    let message =
        format!("{plan} was made with other values than any of its root modules: {}", all.join(", "));
    Diagnostic::bare(Level::Warning, message).with_help(how_to_say(plan, "NAME"))
}

fn of_several(plan: &str, several: &[&Candidate]) -> Diagnostic {
    let names: Vec<&str> = several.iter().map(|(root, _)| root.title()).collect();
    let message = format!("nobody can tell which root module {plan} is of: {}", names.join(" or "));
    Diagnostic::bare(Level::Warning, message).with_help(how_to_say(plan, names[0]))
}

fn how_to_say(plan: &str, name: &str) -> String {
    let plan = if plan == "<stdin>" { "-" } else { plan };
    format!("say it: {name}={plan}")
}
