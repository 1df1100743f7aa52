//! What paths mean: a plan, the root module in a folder, the root modules below it, or those that changed files touch.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::terraform::{Library, Repository, SourceOptions, VariableFlag, holds_source};
use crate::text::{Diagnostic, Level};

use super::exit::Exit;
use super::flags;
use super::problem::Problem;

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// The plan in a file; `-` is standard input.
    Plan(PathBuf),
    /// The root module in a folder.
    Source(PathBuf),
}

impl Meant {
    /// The folder of a root module.
    pub fn folder(&self) -> Option<PathBuf> {
        match self {
            Self::Plan(_) => None,
            Self::Source(folder) => Some(folder.clone()),
        }
    }
}

/// What the paths mean, each root module once, and what is to be said of that.
///
/// # Errors
/// Where a path means nothing.
pub fn meant(
    paths: &[PathBuf],
    asked: flags::Roots,
    options: &SourceOptions,
    library: &Library,
) -> Result<(Vec<Meant>, Vec<Diagnostic>), Problem> {
    if asked.changed {
        return Ok(touched(paths, options, library));
    }
    let given = if paths.is_empty() { &[PathBuf::from(".")][..] } else { paths };
    let (mut all, mut warnings, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for path in given {
        let (meant, more) = meaning(path, asked.recursive, library)?;
        let is_new = |one: &Meant| one.folder().is_none_or(|folder| seen.insert(real(&folder)));
        all.extend(meant.into_iter().filter(is_new));
        warnings.extend(more);
    }
    Ok((all, warnings))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A folder means the plan in it, else its source, else the root modules below it.
fn meaning(
    path: &Path,
    recursive: bool,
    library: &Library,
) -> Result<(Vec<Meant>, Vec<Diagnostic>), Problem> {
    let one = |meant| Ok((vec![meant], Vec::new()));
    if !path.is_dir() {
        return one(Meant::Plan(path.to_owned()));
    }
    match plan_in(path) {
        Some(plan) if !recursive => return one(Meant::Plan(plan)),
        None if !recursive && holds_source(path) => return one(Meant::Source(path.to_owned())),
        _ => {}
    }
    let repository = Repository::search(path, library);
    let roots = repository.roots();
    if roots.is_empty() {
        return Err(nothing_in(path, repository.warnings()));
    }
    Ok((roots.into_iter().map(Meant::Source).collect(), repository.warnings()))
}

/// The root modules that changed files touch; all of them where a file of variables is among these.
fn touched(files: &[PathBuf], options: &SourceOptions, library: &Library) -> (Vec<Meant>, Vec<Diagnostic>) {
    if files.is_empty() {
        return (Vec::new(), vec![nothing_touched()]);
    }
    let repository = Repository::search(&repository_folder(), library);
    let given = |flag: &VariableFlag| match flag {
        VariableFlag::File(path) => files.iter().any(|file| real(file) == real(path)),
        VariableFlag::Value(..) => false,
    };
    let all = options.variables.iter().any(given);
    let roots = if all { repository.roots() } else { repository.touched(files) };
    let mut said = repository.warnings();
    if roots.is_empty() {
        said.push(nothing_touched());
    }
    (roots.into_iter().map(Meant::Source).collect(), said)
}

fn nothing_touched() -> Diagnostic {
    Diagnostic::bare(Level::Note, "nothing to check: no root module is touched by these files")
}

/// The repository around the current folder, by a path from there; the current folder where there is none.
fn repository_folder() -> PathBuf {
    let current = std::env::current_dir().unwrap_or_default();
    let up = current.ancestors().position(|folder| folder.join(".git").exists()).unwrap_or(0);
    if up == 0 { PathBuf::from(".") } else { (0..up).map(|_| "..").collect() }
}

fn plan_in(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str() == "." { Path::new("") } else { folder };
    let names = ["plan.json", "tfplan.json", "tfplan"].into_iter();
    names.map(|name| folder.join(name)).find(|path| path.is_file())
}

fn nothing_in(folder: &Path, warnings: Vec<Diagnostic>) -> Problem {
    let here = folder.as_os_str() == ".";
    let place = if here { "this folder".to_owned() } else { folder.display().to_string() };
    let message = format!(
        "there is no plan.json, tfplan.json or tfplan in {place}, and no Terraform source in it or below it"
    );
    let mut problem = Problem::usage(message).with_help(Some(
        "make a plan with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`, or give the path of one, or of a folder with .tf files"
            .to_owned(),
    ));
    problem.diagnostics.extend(warnings);
    Problem { exit: Exit::Usage, ..problem }
}
