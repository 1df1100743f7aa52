//! `sekisho owners --lint`: what is wrong with a file of code owners, by itself and for this repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::gate::{CodeOwners, OwnerMap, PLACES};
use crate::output::{count, diagnostic};
use crate::terraform::capacity::measures_of;
use crate::terraform::{Library, Passing, Repository, SourceOptions, StaticPlan};
use crate::text::{Diagnostic, Level};

use super::super::config::Roots;
use super::super::exit::Exit;
use super::super::inputs::options_of;
use super::super::problem::Problem;
use super::super::terminal;
use super::files::{files, terraform_files};
use super::idle::idle_lines;

/// So many files or lines are named in one message.
pub(super) const NAMED: usize = 5;

/// Says everything that is wrong.
///
/// # Errors
/// Where stdout cannot be written.
pub fn run(map: &OwnerMap, gatekeepers: &[String], settings: &Roots) -> Result<Exit, Problem> {
    let mut said = map.found.problems();
    if let Some(file) = map.found.file() {
        said.extend(idle_lines(file, &paths(map)));
        said.extend(unowned_itself(file, map));
    }
    said.extend(ignored_files(map));
    said.extend(places(map, gatekeepers, settings));
    let paint = terminal::stdout_paint();
    let text: String = said.iter().map(|one| diagnostic(one, paint) + "\n").collect();
    let last = match said.len() {
        0 => "nothing is wrong with the code owners".to_owned(),
        number => count(number, "warning"),
    };
    terminal::print(&format!("{text}{last}\n"))?;
    Ok(if said.is_empty() { Exit::Clear } else { Exit::Blocked })
}

fn paths(map: &OwnerMap) -> Vec<String> {
    files(&map.root).iter().filter_map(|file| map.path_of(file)).collect()
}

/// Who may change the file unseen may give everything to anybody.
fn unowned_itself(file: &CodeOwners, map: &OwnerMap) -> Option<Diagnostic> {
    let path = map.path_of(Path::new(file.source.name()))?;
    let help = format!("add a last line: `/{path} @organisation/team`");
    let said =
        || bare(format!("nobody owns {path} itself: anybody may change who owns what")).with_help(help);
    owners(map, &path).is_empty().then(said)
}

/// Files that GitHub does not read, since another comes first.
fn ignored_files(map: &OwnerMap) -> Vec<Diagnostic> {
    let Some(read) = map.found.path().and_then(|path| map.path_of(path)) else { return Vec::new() };
    let others = PLACES.iter().filter(|place| **place != read && map.root.join(place).is_file());
    let is_behind =
        |place: &&&str| PLACES.iter().position(|p| *p == read) < PLACES.iter().position(|p| p == *place);
    let said = |place: &&str| bare(format!("GitHub does not read {place}: {read} comes first"));
    others.filter(is_behind).map(said).collect()
}

/// Root modules and files with capacity that nobody owns, or only those who should not be alone.
fn places(map: &OwnerMap, gatekeepers: &[String], settings: &Roots) -> Vec<Diagnostic> {
    let library = Library::default();
    let repository = Repository::search(&map.root, &library);
    let declared = settings.below(&map.root);
    let roots = repository.choosing(&declared, &|root| settings.is_wanted(root), &library).roots();
    let mut said: Vec<Diagnostic> = roots.iter().filter_map(|root| unowned_root(root, map)).collect();
    let given = SourceOptions::of_environment();
    let ways = |folder: PathBuf| {
        let ways = settings.ways(&folder).into_iter();
        ways.map(|root| (folder.clone(), options_of(root.as_deref(), &given))).collect::<Vec<_>>()
    };
    let roots: Vec<(PathBuf, SourceOptions)> = roots.into_iter().flat_map(ways).collect();
    let plans = StaticPlan::read_all(&roots, &library);
    let mut capacity: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for plan in plans.iter().flatten() {
        for (file, what) in capacity_files(plan) {
            capacity.entry(map.path_of(&file).unwrap_or_default()).or_default().insert(what);
        }
    }
    said.extend(capacity.iter().filter_map(|(file, what)| capacity_problem(file, what, map, gatekeepers)));
    said
}

fn unowned_root(root: &Path, map: &OwnerMap) -> Option<Diagnostic> {
    let inside = terraform_files(root).into_iter().filter(|file| file.parent() == Some(root));
    let paths: Vec<String> = inside.filter_map(|file| map.path_of(&file)).collect();
    let unowned: Vec<&str> =
        paths.iter().map(String::as_str).filter(|path| owners(map, path).is_empty()).collect();
    if unowned.is_empty() {
        return None;
    }
    let root = map.path_of(root).unwrap_or_else(|| ".".to_owned());
    let names: Vec<&str> = unowned.iter().take(NAMED).copied().collect();
    let more =
        if unowned.len() > NAMED { format!(" and {} more", unowned.len() - NAMED) } else { String::new() };
    Some(bare(format!(
        "nobody owns {} of the root module in {root}: {}{more}",
        count(unowned.len(), "file"),
        names.join(", ")
    )))
}

fn owners(map: &OwnerMap, path: &str) -> Vec<String> {
    map.line_for(path).iter().flat_map(|(_, line)| &line.owners).map(ToString::to_string).collect()
}

/// The files in which capacity is written, with an example of each resource's.
fn capacity_files(plan: &StaticPlan) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for resource in &plan.graph.resources {
        for measure in measures_of(&resource.kind()) {
            let trace = plan.trace(&[(resource, vec![measure.path])]);
            if let Some(place) = trace.iter().flatten().next().filter(|place| place.what != Passing::Missing)
            {
                found.push((PathBuf::from(place.source.name()), format!("{}.{}", resource.id, measure.path)));
            }
        }
    }
    found
}

fn capacity_problem(
    file: &str,
    what: &BTreeSet<String>,
    map: &OwnerMap,
    gatekeepers: &[String],
) -> Option<Diagnostic> {
    let owners = owners(map, file);
    let example = what.first()?;
    let is_gatekeeper = |owner: &String| gatekeepers.iter().any(|keeper| keeper.eq_ignore_ascii_case(owner));
    if owners.is_empty() {
        Some(bare(format!("nobody owns {file}, in which capacity is written: {example}")))
    } else if owners.iter().all(is_gatekeeper) {
        let message = format!(
            "{file}, in which capacity is written ({example}), is owned by gatekeepers only: {}",
            owners.join(", ")
        );
        Some(bare(message).with_help("let the team that runs the service own it"))
    } else {
        None
    }
}

fn bare(message: String) -> Diagnostic {
    Diagnostic::bare(Level::Warning, message)
}
