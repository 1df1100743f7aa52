//! From paths to inputs: plans are read, sources evaluated.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::terraform::{self, Input, Library, SourceOptions, StaticPlan};
use crate::text::{Diagnostic, Level};

use super::config::Roots;
use super::exit::Exit;
use super::flags;
use super::problem::Problem;
use super::roots::{self, Meant};

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
    let (meant, warnings) = roots::meant(paths, asked, settings, &options, &library)?;
    let folders = meant.iter().filter_map(Meant::folder);
    let folders: Vec<(PathBuf, SourceOptions)> =
        folders.map(|folder| (folder.clone(), settings.options(&folder, &options))).collect();
    let mut sources = StaticPlan::read_all(&folders, &library).into_iter();
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for one in &meant {
        let input = match one {
            Meant::Plan(path) => plan(path, tool, source, settings),
            Meant::Source(_) => match sources.next() {
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

fn unreadable(diagnostics: Vec<Diagnostic>) -> Problem {
    Problem { exit: Exit::Input, diagnostics }
}

fn plan(
    path: &Path,
    tool: Option<&OsStr>,
    source: &flags::Configuration,
    settings: &Roots,
) -> Result<Input, Problem> {
    let name = if path.as_os_str() == "-" { "<stdin>".to_owned() } else { path.display().to_string() };
    let wrong = |error: terraform::InputError| {
        let message = error.to_string();
        let message = if message.starts_with(&name) { message } else { format!("{name}: {message}") };
        unreadable(vec![Diagnostic::bare(Level::Error, message)])
    };
    let mut plan = terraform::load(path, tool).map_err(wrong)?;
    if let Some(folder) = source_of(path, source)? {
        let variables = source.variables.given.clone();
        let (planned, planned_account) = (plan.variables(), plan.account());
        let options =
            SourceOptions { variables, planned, planned_account, ..SourceOptions::of_environment() };
        let options = settings.options(&folder, &options);
        plan.deployment.clone_from(&options.deployment);
        plan.written = Some(StaticPlan::read(&folder, &options).map_err(unreadable)?.into());
    }
    Ok(plan.into())
}

/// The folder of a plan's source: the one that is named, or the plan's own where it holds source.
fn source_of(plan: &Path, source: &flags::Configuration) -> Result<Option<PathBuf>, Problem> {
    if source.no_source {
        return Ok(None);
    }
    if let Some(folder) = &source.source {
        if terraform::holds_source(folder) {
            return Ok(Some(folder.clone()));
        }
        let lack = if folder.is_dir() { "no Terraform source in it" } else { "there is no such folder" };
        return Err(Problem::usage(format!("--source {}: {lack}", folder.display())));
    }
    let here = Path::new(".");
    let beside = plan.parent().map(|folder| if folder.as_os_str().is_empty() { here } else { folder });
    Ok(beside.filter(|folder| plan.as_os_str() != "-" && terraform::holds_source(folder)).map(Path::to_owned))
}
