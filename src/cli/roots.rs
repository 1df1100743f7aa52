//! What paths mean: a plan, the root module in a folder, the root modules below it, or those that changed files touch.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::output::count;
use crate::terraform::{Library, Repository, SourceOptions, VariableFlag, holds_source, is_source};
use crate::text::{Diagnostic, Level};

use super::config::{Roots, real};
use super::exit::Exit;
use super::flags;
use super::problem::Problem;

/// So many plans are named.
const MOST_PLANS: usize = 4;

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
    settings: &Roots,
    options: &SourceOptions,
    library: &Library,
) -> Result<(Vec<Meant>, Vec<Diagnostic>), Problem> {
    if asked.changed {
        return Ok(touched(paths, settings, options, library));
    }
    let given = if paths.is_empty() { &[PathBuf::from(".")][..] } else { paths };
    let (mut all, mut warnings, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for path in given {
        let (meant, more) = meaning(path, asked.recursive, settings, library)?;
        let is_new = |one: &Meant| one.folder().is_none_or(|folder| seen.insert(real(&folder)));
        all.extend(meant.into_iter().filter(is_new));
        warnings.extend(more);
    }
    Ok((all, warnings))
}

/// A folder means the plan in it, else its source, else the root modules below it; with root modules that the settings
/// declare below it, all of them.
fn meaning(
    path: &Path,
    recursive: bool,
    settings: &Roots,
    library: &Library,
) -> Result<(Vec<Meant>, Vec<Diagnostic>), Problem> {
    let one = |meant| Ok((vec![meant], Vec::new()));
    if !path.is_dir() {
        return no_plan(path).map_or_else(|| one(Meant::Plan(path.to_owned())), Err);
    }
    let declared = settings.below(path);
    match plan_in(path) {
        Some(plan) if !recursive => return one(Meant::Plan(plan)),
        None if !recursive && holds_source(path) && declared.iter().all(|root| real(root) == real(path)) => {
            return one(Meant::Source(path.to_owned()));
        }
        _ => {}
    }
    let repository = Repository::search(path, library);
    let mut said = repository.warnings();
    let found = repository.roots().len();
    said.extend(settings.idle(path, &repository.roots()));
    let roots = repository.choosing(&declared, &|root| settings.is_wanted(root), library).roots();
    if roots.is_empty() {
        return Err(if found == 0 { nothing_in(path, said) } else { none_wanted(path, found, said) });
    }
    said.extend(unread_plans(&roots).filter(|_| !recursive));
    Ok((roots.into_iter().map(Meant::Source).collect(), said))
}

/// A file whose name says that it is something else than a plan, and what is done with such.
fn no_plan(path: &Path) -> Option<Problem> {
    let name = path.file_name()?.to_str()?;
    let shown = path.display();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is_values = name.ends_with(".tfvars") || name.ends_with(".tfvars.json");
    let (what, help) = if is_source(name) {
        let folder = folder.display();
        (
            "source",
            format!(
                "check its folder: `sekisho check {folder}`; or what it touches: `sekisho check --changed {shown}`"
            ),
        )
    } else if is_values {
        (
            "a file of values",
            format!("give it with --var-file, or check what it touches: `sekisho check --changed {shown}`"),
        )
    } else if name.ends_with(".policy.hcl") {
        ("a policy", format!("give it with `--policies {shown}`"))
    } else {
        return None;
    };
    let message = format!("{shown} is {what}, not a plan");
    (path.is_file()).then(|| Problem::usage(message).with_help(Some(help)))
}

/// Plans in the folders of root modules that were searched for: who has made them would think that they are checked.
fn unread_plans(roots: &[PathBuf]) -> Option<Diagnostic> {
    let plans: Vec<String> =
        roots.iter().filter_map(|root| plan_in(root)).map(|plan| plan.display().to_string()).collect();
    let named = plans.iter().take(MOST_PLANS).cloned().collect::<Vec<_>>().join(" ");
    let (verb, more) =
        (if plans.len() == 1 { "is" } else { "are" }, if plans.len() > MOST_PLANS { " …" } else { "" });
    let message = format!(
        "{} below {verb} not read: a search for root modules checks their source",
        count(plans.len(), "plan")
    );
    let help = format!("to check what is planned: `sekisho check {named}{more}`");
    (!plans.is_empty()).then(|| Diagnostic::bare(Level::Warning, message).with_help(help))
}

/// The root modules that changed files touch; all of them where a file of variables is among these.
fn touched(
    files: &[PathBuf],
    settings: &Roots,
    options: &SourceOptions,
    library: &Library,
) -> (Vec<Meant>, Vec<Diagnostic>) {
    if files.is_empty() {
        return (Vec::new(), vec![nothing_touched()]);
    }
    let folder = repository_folder();
    let repository = Repository::search(&folder, library);
    let mut said = repository.warnings();
    let repository = repository.choosing(&settings.below(&folder), &|root| settings.is_wanted(root), library);
    let changed: Vec<PathBuf> = files.iter().map(|file| real(file)).collect();
    let given = |flag: &VariableFlag| match flag {
        VariableFlag::File(path) => changed.contains(&real(path)),
        VariableFlag::Value(..) | VariableFlag::Written(..) => false,
    };
    let roots = if options.variables.iter().any(given) || settings.are_among(&changed) {
        repository.roots()
    } else {
        let given: BTreeSet<PathBuf> = settings.given_by(&changed).iter().map(|root| real(root)).collect();
        let touched: BTreeSet<PathBuf> = repository.touched(files).into_iter().collect();
        let is_meant = |root: &PathBuf| touched.contains(root) || given.contains(&real(root));
        repository.roots().into_iter().filter(is_meant).collect()
    };
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

/// What is to be said of patterns of root modules, by a search for them.
#[must_use]
pub fn idle(settings: &Roots) -> Vec<Diagnostic> {
    let Some(folder) = settings.patterned() else { return Vec::new() };
    settings.idle(folder, &Repository::search(folder, &Library::default()).roots())
}

fn none_wanted(folder: &Path, found: usize, warnings: Vec<Diagnostic>) -> Problem {
    let number = count(found, "root module");
    let message = format!("the settings leave none of the {number} in {}", folder.display());
    let help =
        "see `roots` in `sekisho config --explain`; a folder that is named itself is checked in any case";
    let mut problem = Problem::usage(message).with_help(Some(help.to_owned()));
    problem.diagnostics.extend(warnings);
    problem
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
