//! From paths to inputs: plans, saved plans, folders that hold one, folders of source.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::terraform::{self, Input, SourceOptions, StaticPlan};
use crate::text::{Diagnostic, Level};

use super::exit::Exit;
use super::flags;
use super::problem::Problem;

/// Everything that the paths mean, or everything that is wrong with them.
///
/// # Errors
/// Where a path means nothing, or an input cannot be read.
pub fn load(
    paths: &[PathBuf],
    tool: Option<&OsStr>,
    source: &flags::Configuration,
) -> Result<Vec<Input>, Problem> {
    let given = if paths.is_empty() { &[PathBuf::from(".")][..] } else { paths };
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for path in given {
        match load_one(path, tool, source) {
            Ok(input) => inputs.push(input),
            Err(problem) if problem.exit == Exit::Usage => return Err(problem),
            Err(problem) => problems.extend(problem.diagnostics),
        }
    }
    if problems.is_empty() { Ok(inputs) } else { Err(unreadable(problems)) }
}

/// A folder means the plan in it, else its source.
fn load_one(path: &Path, tool: Option<&OsStr>, source: &flags::Configuration) -> Result<Input, Problem> {
    if !path.is_dir() {
        return plan(path, tool, source);
    }
    if let Some(path) = plan_in(path) {
        return plan(&path, tool, source);
    }
    if terraform::holds_source(path) {
        let variables = source.variables.given.clone();
        let options = SourceOptions { variables, ..SourceOptions::of_environment() };
        return Input::source(path, &options).map_err(unreadable);
    }
    Err(nothing_in(path))
}

fn unreadable(diagnostics: Vec<Diagnostic>) -> Problem {
    Problem { exit: Exit::Input, diagnostics }
}

fn plan(path: &Path, tool: Option<&OsStr>, source: &flags::Configuration) -> Result<Input, Problem> {
    let name = if path.as_os_str() == "-" { "<stdin>".to_owned() } else { path.display().to_string() };
    let wrong = |error: terraform::InputError| {
        let message = error.to_string();
        let message = if message.starts_with(&name) { message } else { format!("{name}: {message}") };
        unreadable(vec![Diagnostic::bare(Level::Error, message)])
    };
    let mut plan = terraform::load(path, tool).map_err(wrong)?;
    if let Some(folder) = source_of(path, source)? {
        let variables = source.variables.given.clone();
        let planned = plan.variables();
        let options = SourceOptions { variables, planned, ..SourceOptions::of_environment() };
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
        return Err(Problem::usage(format!("--source {}: no Terraform source in it", folder.display())));
    }
    let here = Path::new(".");
    let beside = plan.parent().map(|folder| if folder.as_os_str().is_empty() { here } else { folder });
    Ok(beside.filter(|folder| plan.as_os_str() != "-" && terraform::holds_source(folder)).map(Path::to_owned))
}

fn plan_in(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str() == "." { Path::new("") } else { folder };
    let names = ["plan.json", "tfplan.json", "tfplan"].into_iter();
    names.map(|name| folder.join(name)).find(|path| path.is_file())
}

fn nothing_in(folder: &Path) -> Problem {
    let here = folder.as_os_str() == ".";
    let place = if here { "this folder".to_owned() } else { folder.display().to_string() };
    let message = format!("there is no plan.json, tfplan.json or tfplan in {place}, and no Terraform source");
    Problem { exit: Exit::Usage, ..Problem::input(message) }.with_help(Some(
        "make a plan with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`, or give the path of one, or of a folder with .tf files"
            .to_owned(),
    ))
}
