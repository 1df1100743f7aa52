//! HCL sources, evaluated as Terraform's planner would as far as the source decides it: a *static plan*.
//!
//! A root module is loaded with the modules that it calls ([`loader`], [`folder`]), expressions are evaluated when they
//! are first read ([`evaluation`], [`scope`]), blocks are repeated and expanded ([`repeat`], [`calls`], [`body`]), and
//! what comes out is the same graph that a plan gives ([`collect`]). No provider is asked: what a provider makes of a
//! configuration is known from its schema and from measured defaults.

mod body;
mod calls;
mod collect;
mod evaluation;
mod files;
mod folder;
mod given;
mod glob;
mod loader;
mod overrides;
mod paths;
mod providers;
mod references;
mod repeat;
mod resources;
mod scope;
mod shared;
mod trace;
mod trace_calls;
mod variables;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::{Evaluator, parse_expression};
use crate::text::{Diagnostic, Source};
use crate::value::{Address, Mode, Name, PathStep, Value};

use super::graph::{Graph, Resource, Role};
use super::input::steps;
use super::lockfile::ProviderVersions;
use evaluation::{Evaluation, Instance};
use given::AllGiven;
use loader::Loader;
use scope::Here;

pub use folder::holds_source;
pub use given::VariableFlag;
pub use trace::{Passing, Place as SourcePlace};

/// What a root module is evaluated with.
#[derive(Clone, Debug, Default)]
pub struct SourceOptions {
    /// Values for its variables, in the order of the command line.
    pub variables: Vec<VariableFlag>,
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
        let module = Self::open(folder, &SourceOptions::default(), true)?;
        let problems = module.root.folder.problems.clone();
        if problems.is_empty() { Ok(module) } else { Err(problems) }
    }

    /// The root module in this folder: what is wrong in it is noted, and the rest goes on.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn read(folder: &Path, options: &SourceOptions) -> Result<Self, Vec<Diagnostic>> {
        Self::open(folder, options, false)
    }

    fn open(folder: &Path, options: &SourceOptions, strict: bool) -> Result<Self, Vec<Diagnostic>> {
        let shown = folder.display().to_string();
        let path: PathBuf = folder.canonicalize().map_err(|error| folder::unreadable(&shown, &error))?;
        let shown = files::clean(&shown);
        let given = AllGiven::collect(&path, if shown == "." { "" } else { &shown }, &options.variables);
        let loader = Loader::new(&path, &shown);
        let found = loader.root()?;
        let evaluation = Evaluation::new(path.clone(), paths::boundary(&path), loader, given, strict);
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
    pub fn problems(&self) -> Vec<Diagnostic> {
        let evaluation = &self.evaluation;
        let mut problems: Vec<Diagnostic> = Vec::new();
        for folder in evaluation.loader.folders() {
            problems.extend(folder.problems.iter().cloned());
        }
        problems.extend(evaluation.given.problems.iter().cloned());
        problems.extend(evaluation.given.undeclared(&self.root.folder.variables));
        problems.extend(evaluation.notes());
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
    module: Module,
}

impl StaticPlan {
    /// Evaluates the root module in a folder.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn read(folder: &Path, options: &SourceOptions) -> Result<Self, Vec<Diagnostic>> {
        let module = Module::read(folder, options)?;
        let graph = Arc::new(module.graph());
        Ok(Self { name: folder.display().to_string(), graph, module })
    }

    /// What is wrong with the source, and what could not be evaluated.
    #[must_use]
    pub fn problems(&self) -> Vec<Diagnostic> {
        self.module.problems()
    }

    /// Where a value of each resource is written, with the places that it passes on its way there. Of several attributes
    /// the first counts that is written at all; where none is, the place is where its block begins. Paths are as blame
    /// gives them: `ingress[2].cidr_blocks`.
    #[must_use]
    pub fn trace(&self, asked: &[(Address, Vec<&str>)]) -> Vec<Vec<SourcePlace>> {
        shared::on_deep_stack(|| {
            asked.iter().map(|(address, paths)| self.trace_one(address, paths)).collect()
        })
    }

    fn trace_one(&self, address: &Address, paths: &[&str]) -> Vec<SourcePlace> {
        let Module { evaluation, root } = &self.module;
        let trace = |path: &&str| {
            let path: Vec<PathStep> = steps(path).iter().map(|step| step_named(step)).collect();
            trace::trace(evaluation, root, address, &path).unwrap_or_default()
        };
        let mut traces: Vec<Vec<SourcePlace>> = paths.iter().map(trace).collect();
        let is_written =
            |trace: &Vec<SourcePlace>| trace.first().is_some_and(|place| place.what != Passing::Missing);
        let chosen = traces.iter().position(is_written).unwrap_or(0);
        if traces.is_empty() { Vec::new() } else { traces.swap_remove(chosen) }
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

/// A step of a path in words: a number is a place in a list.
fn step_named(step: &str) -> PathStep {
    step.parse().map_or_else(|_| PathStep::Name(Name::new(step)), PathStep::Index)
}
