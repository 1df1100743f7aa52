//! HCL sources, evaluated as Terraform's planner would as far as the source decides it: a *static plan*.
//!
//! A root module is loaded with the modules that it calls ([`loader`], [`folder`]), expressions are evaluated when they
//! are first read ([`evaluation`], [`scope`]), blocks are repeated and expanded ([`repeat`], [`calls`], [`body`]), and
//! what comes out is the same graph that a plan gives ([`collect`]). No provider is asked: what a provider makes of a
//! configuration is known from its schema and from measured defaults.

mod agreement;
mod as_written;
mod block_graph;
mod body;
mod caller;
mod calls;
mod collect;
mod evaluation;
mod files;
mod folder;
mod given;
mod glob;
mod library;
mod lifecycle;
mod loader;
mod overrides;
mod paths;
mod problem;
mod provider_functions;
mod providers;
mod reads;
mod references;
mod repeat;
mod resources;
mod roots;
mod scope;
mod search;
mod shared;
mod trace;
mod trace_calls;
mod trace_documents;
mod trace_files;
mod trace_gone;
mod uses;
mod validations;
mod values;
mod variables;
mod waits;
mod written;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::{Evaluator, parse_expression};
use crate::text::{Diagnostic, Source};
use crate::value::{Address, Kind, Marks, Mode, Name, PathStep, Truth, Unknown, Value, equals};

use super::acting::Acting;
use super::declaration::Declaration;
use super::deployment::Deployment;
use super::graph::{Graph, Resource, Role};
use super::input::steps;
use super::lockfile::ProviderVersions;
use super::projection::Projection;
use evaluation::{Evaluation, Instance};
use folder::Folder;
use given::AllGiven;
use library::Place;
use loader::Loader;
use scope::Here;

pub use agreement::Differences;
pub use block_graph::WrittenBlocks;
pub use folder::{holds_source, is_fetched, is_source};
pub use given::{VariableFlag, is_automatic};
pub use library::Library;
pub use paths::workspace;
pub use problem::{Gap, Problem};
pub use roots::Repository;
pub use trace::{Passing, Place as SourcePlace};
pub use values::{VariableValue, variables};
pub use written::BLOCK_TYPES;

/// What a root module is evaluated with.
#[derive(Clone, Debug, Default)]
pub struct SourceOptions {
    /// Values for its variables, in the order of the command line.
    pub variables: Vec<VariableFlag>,
    /// Environment variables: `TF_VAR_…` and `TF_WORKSPACE` mean something.
    pub environment: BTreeMap<String, String>,
    /// The values that a plan was made with, where the source stands beside one.
    pub planned: BTreeMap<Name, Value>,
    /// The account that such a plan was made in, where it tells.
    pub planned_account: Option<String>,
    /// What the root module is planned as.
    pub deployment: Deployment,
}

impl SourceOptions {
    /// Nothing but this process's environment.
    #[must_use]
    pub fn of_environment() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self { environment: std::env::vars_os().filter_map(text).collect(), ..Self::default() }
    }

    fn account(&self) -> Option<String> {
        let declared = || self.deployment.account.as_ref().map(|account| account.id.clone());
        self.planned_account.clone().or_else(declared)
    }
}

/// A root module.
#[derive(Debug)]
pub struct Module {
    evaluation: Evaluation,
    root: Arc<Instance>,
}

impl Module {
    /// The root module in this folder for a console: what is wrong with it is an error.
    ///
    /// # Errors
    /// Where the folder cannot be read, or everything that is wrong with its files.
    pub fn load(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let module = Self::open(folder, &SourceOptions::of_environment(), &Library::default(), true)?;
        let Folder { problems, unread, .. } = &*module.root.folder;
        let problems: Vec<Diagnostic> = unread.iter().chain(problems).cloned().collect();
        if problems.is_empty() { Ok(module) } else { Err(problems) }
    }

    /// The root module in this folder: what is wrong in it is noted, and the rest goes on.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn read(folder: &Path, options: &SourceOptions) -> Result<Self, Vec<Diagnostic>> {
        Self::open(folder, options, &Library::default(), false)
    }

    fn open(
        folder: &Path,
        options: &SourceOptions,
        library: &Library,
        strict: bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let shown = folder.display().to_string();
        let path: PathBuf = folder.canonicalize().map_err(|error| folder::unreadable(&shown, &error))?;
        let shown = files::clean(&shown);
        let loader = Loader::new(Place { path: path.clone(), shown: shown.clone() }, library.clone());
        library.read_ahead(loader.places().collect());
        let found = loader.root()?;
        let mut given = AllGiven::collect(&path, if shown == "." { "" } else { &shown }, options);
        given.agree_with(&options.planned, &found.folder.variables);
        let evaluation = Evaluation::new(path.clone(), paths::boundary(&path), loader, given, strict)
            .in_workspace(paths::workspace(&path, &options.environment).0)
            .in_account(options.account());
        let root = Instance {
            number: evaluation.next_number(),
            folder: found.folder,
            path: Vec::new(),
            key: String::new(),
            shown: found.path,
            parent: None,
            certain: true,
        };
        Ok(Self { evaluation, root: Arc::new(root) })
    }

    /// The value of an expression in this module.
    ///
    /// # Errors
    /// Where it is no expression, names something that is not declared, or has no value.
    pub fn evaluate(&self, source: &Source) -> Result<Value, Vec<Diagnostic>> {
        let mut expr = parse_expression(source)?;
        if let Some(problem) = references::undeclared(&self.root.folder, &expr, &[]) {
            return Err(vec![problem.diagnostic(source)]);
        }
        references::prepare_expr(&mut expr);
        let here = Here::new(&self.evaluation, self.root.clone());
        shared::on_deep_stack(|| Evaluator::new(&here, None).strictly().eval(&expr))
            .map_err(|failure| vec![Diagnostic::error(failure.message, source, failure.span)])
    }

    /// Everything that it makes.
    #[must_use]
    pub fn graph(&self) -> Graph {
        shared::on_deep_stack(|| collect::graph(&self.evaluation, &self.root))
    }

    /// What is wrong with its files and with what is given to it, and what could not be evaluated so far.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let evaluation = &self.evaluation;
        let mut problems: Vec<Problem> = Vec::new();
        for folder in evaluation.loader.folders() {
            problems.extend(folder.unread.iter().cloned().map(Problem::unread));
            problems.extend(folder.problems.iter().cloned().map(Problem::from));
        }
        problems.extend(evaluation.given.problems.iter().cloned().map(Problem::unread));
        problems
            .extend(evaluation.given.undeclared(&self.root.folder.variables).into_iter().map(Problem::from));
        // What cannot be meant cannot be evaluated either: once is enough.
        let said: BTreeSet<Option<String>> =
            problems.iter().map(|problem| problem.diagnostic.location()).collect();
        let is_new = |note: &Problem| note.gap.is_some() || !said.contains(&note.diagnostic.location());
        let notes: Vec<Problem> = evaluation.notes().into_iter().filter(is_new).collect();
        problems.extend(notes);
        problems
    }
}

/// A root module with everything that it makes: what a plan of it would hold, as far as its source decides that.
#[derive(Debug)]
pub struct StaticPlan {
    /// The folder, as the user named it.
    pub name: String,
    /// The resources.
    pub graph: Arc<Graph>,
    /// What it is a plan of, where somebody says so.
    pub deployment: Deployment,
    module: Module,
}

impl StaticPlan {
    /// Evaluates the root module in a folder.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn read(folder: &Path, options: &SourceOptions) -> Result<Self, Vec<Diagnostic>> {
        Self::with(folder, options, &Library::default())
    }

    /// Evaluates the root modules in several folders, on all cores. What they share is read once.
    #[must_use]
    pub fn read_all(
        folders: &[(PathBuf, SourceOptions)],
        library: &Library,
    ) -> Vec<Result<Self, Vec<Diagnostic>>> {
        let place = |(folder, _): &(PathBuf, _)| Place::new(&folder.display().to_string());
        library.read_ahead(folders.iter().map(place).collect());
        shared::each_on_deep_stack(folders, |(folder, options)| Self::with(folder, options, library))
    }

    fn with(folder: &Path, options: &SourceOptions, library: &Library) -> Result<Self, Vec<Diagnostic>> {
        let module = Module::open(folder, options, library, false)?;
        let graph = Arc::new(module.graph());
        let (name, deployment) = (folder.display().to_string(), options.deployment.clone());
        Ok(Self { name, graph, deployment, module })
    }

    /// What is wrong with the source, and what could not be evaluated.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        self.module.problems()
    }

    /// What the default configuration of its provider says of its account.
    pub(super) fn acting(&self) -> Option<Acting> {
        let Module { evaluation, root } = &self.module;
        shared::on_deep_stack(|| Here::new(evaluation, root.clone()).acting())
    }

    /// What an unknown attribute of a plan's resource stands for, by the source: an unknown value that knows where it comes
    /// from, or what that is known to equal.
    pub(super) fn explanation(&self, id: Name, path: &[PathStep]) -> Option<Value> {
        let whole = &self.graph.at(id)?.after;
        let found = parts(whole, path);
        let around = path.split_last().map(|(_, above)| parts(whole, above)).unwrap_or_default();
        match &found[..] {
            // Of its parts it has neither the type, nor is one of them what it stands for.
            [only] if around.iter().any(|value| value.is_unknown()) => {
                Some(Unknown::from_refs(only.unknowns()).into())
            }
            [only] if only.is_unknown() => Some((*only).clone()),
            [only] => (only.marks.has(Marks::RESOLVED)).then(|| (*only).clone()),
            // A set has an order of its own, so any of its elements may be meant.
            several if several.iter().any(|value| value.is_unknown()) => {
                let unknowns = several.iter().flat_map(|value| value.unknowns());
                Some(Unknown::from_refs(unknowns).into())
            }
            _ => None,
        }
    }

    /// What the source says of a resource of a plan; of one whose instances it does not know, what it says of all of them.
    pub(super) fn declaration(&self, address: &Address) -> Option<Declaration> {
        let number = self.graph.number(address.to_name());
        let of_all = || {
            let base = address.without_keys();
            let is_it = |r: &Resource| !r.certain && r.address.without_keys() == base;
            self.graph.of_kind(address.kind).iter().copied().find(|at| self.graph.get(*at).is_some_and(is_it))
        };
        self.graph.declaration(number.or_else(of_all)?).cloned()
    }

    /// Resources of a plan, by address, that the source does not make.
    #[must_use]
    pub fn lacks(&self, addresses: impl Iterator<Item = Name>) -> Vec<Name> {
        let base = |id: &str| Address::parse(id).map(|address| address.without_keys().to_name()).ok();
        let symbolic = self.graph.resources.iter().filter(|r| !r.certain).filter_map(|r| base(&r.id));
        let symbolic: BTreeSet<Name> = symbolic.collect();
        let makes =
            |id: &Name| self.graph.at(*id).is_some() || base(id).is_some_and(|id| symbolic.contains(&id));
        addresses.filter(|id| !makes(id)).collect()
    }

    /// Where a value of each resource is written, with the places that it passes on its way there. Of several attributes
    /// the first counts that is written as null, or whose value comes from elsewhere; then one that the block itself says;
    /// where none is written, the place is where its block begins. Paths are as blame
    /// gives them: `ingress[2].cidr_blocks`. The resources may be those of a plan: places in its sets count in its order,
    /// and where it has another value than the source, only the argument is told, not where its value comes from.
    #[must_use]
    pub fn trace(&self, asked: &[(&Resource, Vec<&str>)]) -> Vec<Vec<SourcePlace>> {
        let one = |(resource, paths): &(&Resource, Vec<&str>)| self.trace_one(resource, paths);
        shared::on_deep_stack(|| asked.iter().map(one).collect())
    }

    fn trace_one(&self, resource: &Resource, paths: &[&str]) -> Vec<SourcePlace> {
        let Module { evaluation, root } = &self.module;
        let trace = |path: &&str| {
            if let Some(depth) = trace_gone::called(&resource.address, path) {
                return trace_gone::trace_call(evaluation, root, &resource.address, depth)
                    .unwrap_or_default();
            }
            let path: Vec<PathStep> = steps(path).iter().map(|step| step_named(step)).collect();
            let Some(trace) = trace::trace(evaluation, root, resource, &path) else {
                return trace_gone::trace_gone(evaluation, root, &resource.address).unwrap_or_default();
            };
            if self.agrees(resource, &path) {
                trace
            } else {
                trace.into_iter().next_back().into_iter().collect()
            }
        };
        let mut traces: Vec<Vec<SourcePlace>> = paths.iter().map(trace).collect();
        let chosen = (0..traces.len()).min_by_key(|at| {
            let path: Vec<PathStep> = steps(paths[*at]).iter().map(|step| step_named(step)).collect();
            let is_null = matches!(parts(&resource.after, &path)[..], [value] if value.is_null());
            remoteness(&traces[*at], paths[*at], is_null)
        });
        let mut places = chosen.map_or_else(Vec::new, |chosen| traces.swap_remove(chosen));
        // Who has a module fetched decides what is in it.
        if !places.is_empty() && places.iter().all(|place| is_fetched(Path::new(place.source.name()))) {
            places.extend(trace_gone::fetching_call(evaluation, root, &resource.address));
        }
        places
    }

    /// Whether the source comes to the value that a resource has, as far as both are known.
    fn agrees(&self, resource: &Resource, path: &[PathStep]) -> bool {
        let Some(own) = self.graph.at(resource.id) else { return true };
        match (&parts(&resource.after, path)[..], &parts(&own.after, path)[..]) {
            ([planned], [own]) => equals(planned, own) != Truth::False,
            _ => true,
        }
    }

    /// The blocks of its source that policies about source read, without those of modules in folders that have been
    /// judged already.
    #[must_use]
    pub fn written(&self, projection: &Projection, judged: &HashSet<PathBuf>) -> WrittenBlocks {
        shared::on_deep_stack(|| WrittenBlocks::of(&self.module, projection, judged))
    }

    /// The root module's folder, links resolved.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.module.root.folder.path
    }

    /// The files of the root module and of the modules in the same tree, without those that were installed from
    /// elsewhere.
    #[must_use]
    pub fn own_files(&self) -> Vec<Source> {
        let folders = self.module.evaluation.loader.folders();
        folders
            .iter()
            .filter(|folder| !is_fetched(&folder.path))
            .flat_map(|folder| folder.files.clone())
            .collect()
    }

    /// How many managed resources it makes.
    #[must_use]
    pub fn resource_count(&self) -> usize {
        let entries = (0..).zip(&self.graph.resources);
        let is_resource = |(at, resource): &(u32, &Resource)| {
            resource.address.mode == Mode::Managed && self.graph.role(*at) == Role::Resource
        };
        entries.filter(is_resource).count()
    }

    /// Versions of providers, where a lock file tells them.
    #[must_use]
    pub fn providers(&self) -> &ProviderVersions {
        &self.module.evaluation.versions
    }
}

/// How far a person is from mending it there, where several attributes are to blame.
fn remoteness(trace: &[SourcePlace], path: &str, is_null: bool) -> u8 {
    match trace.first().map(|place| &place.what) {
        None | Some(Passing::Missing) => 3,
        // That a statement allows something is never what is wrong with it.
        _ if path.ends_with("].Effect") || path.ends_with(".Statement.Effect") => 2,
        // There somebody decided not to say what is missing.
        _ if is_null => 0,
        // What the block says itself holds for all that it makes; what comes from elsewhere makes the difference.
        _ if trace.len() == 1 => 1,
        Some(_) => 0,
    }
}

/// A step of a path in words: a number is a place in a list.
fn step_named(step: &str) -> PathStep {
    step.parse().map_or_else(|_| PathStep::Name(Name::new(step)), PathStep::Index)
}

/// The parts of a value at a path; of a set all elements, since its order may be another here.
fn parts<'v>(value: &'v Value, path: &[PathStep]) -> Vec<&'v Value> {
    let Some((step, rest)) = path.split_first() else { return vec![value] };
    if value.is_unknown() {
        return vec![value];
    }
    match (step, &value.kind) {
        (PathStep::Index(_), Kind::Set(set)) => set.items.iter().flat_map(|item| parts(item, rest)).collect(),
        (PathStep::Index(at), _) => value
            .as_elements()
            .and_then(|items| items.get(*at))
            .map_or_else(Vec::new, |item| parts(item, rest)),
        (PathStep::Name(name), _) => value
            .as_fields()
            .and_then(|fields| fields.get(*name))
            .map_or_else(Vec::new, |item| parts(item, rest)),
    }
}
