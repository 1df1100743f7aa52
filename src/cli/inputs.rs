//! From paths to inputs: plans are read, sources evaluated.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::terraform::{self, Differences, Input, Library, SourceOptions, StaticPlan};
use crate::text::{Diagnostic, Level};
use crate::value::{Name, Value};

use super::config::{Root, Roots, real};
use super::exit::Exit;
use super::flags;
use super::problem::Problem;
use super::roots::{self, Meant};
use super::whose;

/// What is to be checked.
#[derive(Debug)]
pub struct Loaded {
    /// Plans and sources.
    pub inputs: Vec<Input>,
    /// What keeps nothing from being checked.
    pub warnings: Vec<Diagnostic>,
}

/// Everything that the paths mean, or everything that is wrong with them.
///
/// # Errors
/// Where a path means nothing, or an input cannot be read.
pub fn load(
    paths: &[PathBuf],
    asked: flags::Roots,
    tool: Option<&OsStr>,
    source: &flags::Configuration,
    settings: &Roots,
) -> Result<Loaded, Problem> {
    let options =
        SourceOptions { variables: source.variables.given.clone(), ..SourceOptions::of_environment() };
    let library = Library::default();
    let (meant, mut warnings) = roots::meant(paths, asked, settings, &options, &library)?;
    let way = |one: &Meant| match one {
        Meant::Source(folder, root) => Some((folder.clone(), options_of(root.as_deref(), &options))),
        Meant::Plan(..) => None,
    };
    let folders: Vec<(PathBuf, SourceOptions)> = meant.iter().filter_map(way).collect();
    let mut sources = StaticPlan::read_all(&folders, &library).into_iter();
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    let given = Given { source, settings, options: &options, library: &library };
    for one in &meant {
        let input = match one {
            Meant::Plan(path, root) => given.plan(path, root.as_ref(), tool, &mut warnings),
            Meant::Source(..) => match sources.next() {
                Some(read) => read.map(|source| Input::Source(Box::new(source))).map_err(unreadable),
                None => continue,
            },
        };
        match input {
            Ok(input) => inputs.push(input),
            Err(problem) if problem.exit == Exit::Usage => return Err(problem),
            Err(problem) => problems.extend(problem.diagnostics),
        }
    }
    if problems.is_empty() { Ok(Loaded { inputs, warnings }) } else { Err(unreadable(problems)) }
}

/// What a root module is planned with.
#[must_use]
pub fn options_of(root: Option<&Root>, given: &SourceOptions) -> SourceOptions {
    root.map_or_else(|| given.clone(), |root| root.options(given))
}

fn unreadable(diagnostics: Vec<Diagnostic>) -> Problem {
    Problem { exit: Exit::Input, diagnostics }
}

/// What is given for all inputs.
struct Given<'g> {
    source: &'g flags::Configuration,
    settings: &'g Roots,
    options: &'g SourceOptions,
    library: &'g Library,
}

impl Given<'_> {
    /// A plan with its source, and with what is declared of the root module that it is of.
    fn plan(
        &self,
        path: &Path,
        named: Option<&Arc<Root>>,
        tool: Option<&OsStr>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Input, Problem> {
        let name = if path.as_os_str() == "-" { "<stdin>".to_owned() } else { path.display().to_string() };
        let wrong = |error: terraform::InputError| {
            let message = error.to_string();
            let message = if message.starts_with(&name) { message } else { format!("{name}: {message}") };
            unreadable(vec![Diagnostic::bare(Level::Error, message)])
        };
        let mut plan = terraform::load(path, tool).map_err(wrong)?;
        let folder = self.source_of(path, named.map(AsRef::as_ref))?;
        let planned = plan.variables();
        let root = match (named, &folder) {
            (Some(root), _) => {
                warnings.extend(self.contradiction(&name, root, &planned));
                Some(root.clone())
            }
            (None, Some(folder)) => {
                let (found, doubt) =
                    whose::root_of(&name, folder, &planned, self.settings, self.options, self.library);
                warnings.extend(doubt);
                found
            }
            (None, None) => None,
        };
        let options = options_of(root.as_deref(), self.options);
        plan.deployment.clone_from(&options.deployment);
        if let Some(folder) = folder {
            let options = SourceOptions { planned, planned_account: plan.account(), ..options };
            plan.written = Some(StaticPlan::read(&folder, &options).map_err(unreadable)?.into());
        }
        Ok(plan.into())
    }

    /// What is to be said of a plan that is named as one of a root module, and was made with other values.
    fn contradiction(&self, name: &str, root: &Root, planned: &BTreeMap<Name, Value>) -> Option<Diagnostic> {
        let differences = Differences::between(
            &root.folder,
            &root.own(),
            &root.options(self.options),
            planned,
            self.library,
        );
        let differing = differences.ok()?.own;
        let names: Vec<&str> = differing.iter().map(|name| name.as_str()).collect();
        let message = format!(
            "{name} was made with other values than those of root \"{}\": {}",
            root.title(),
            names.join(", ")
        );
        (!names.is_empty()).then(|| Diagnostic::bare(Level::Warning, message))
    }

    /// The folder of a plan's source: the one that is named, that of its root module, or the plan's own where it holds
    /// source.
    fn source_of(&self, plan: &Path, root: Option<&Root>) -> Result<Option<PathBuf>, Problem> {
        if self.source.no_source {
            return Ok(None);
        }
        if let Some(folder) = &self.source.source {
            if let Some(root) = root.filter(|root| real(&root.folder) != real(folder)) {
                let (title, own) = (root.title(), root.folder.display());
                let message = format!("--source {}: root \"{title}\" is in {own}", folder.display());
                return Err(Problem::usage(message).with_help(Some("leave --source out".to_owned())));
            }
            if terraform::holds_source(folder) {
                return Ok(Some(folder.clone()));
            }
            let lack = if folder.is_dir() { "no Terraform source in it" } else { "there is no such folder" };
            return Err(Problem::usage(format!("--source {}: {lack}", folder.display())));
        }
        if let Some(root) = root {
            return Ok(Some(root.folder.clone()).filter(|folder| terraform::holds_source(folder)));
        }
        let here = Path::new(".");
        let beside = plan.parent().map(|folder| if folder.as_os_str().is_empty() { here } else { folder });
        let is_kept = |folder: &&Path| plan.as_os_str() != "-" && terraform::holds_source(folder);
        Ok(beside.filter(is_kept).map(Path::to_owned))
    }
}
