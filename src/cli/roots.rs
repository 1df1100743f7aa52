//! What paths mean: a plan, the root module in a folder, the root modules below it, or those that changed files touch.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::output::count;
use crate::terraform::{Library, Repository, SourceOptions, VariableFlag, holds_source, is_source};
use crate::text::{Diagnostic, Level};

use super::config::{Root, Roots, real};
use super::exit::Exit;
use super::flags;
use super::problem::Problem;

/// So many plans are named.
const MOST_PLANS: usize = 4;

/// Something to read, and the root module that it is said to be of.
#[derive(Clone, Debug)]
pub enum Meant {
    /// The plan in a file; `-` is standard input.
    Plan(PathBuf, Option<Arc<Root>>),
    /// The root module in a folder, as it is planned in one way.
    Source(PathBuf, Option<Arc<Root>>),
}

impl Meant {
    /// What tells one root module from another.
    fn key(&self) -> Option<(PathBuf, Option<String>)> {
        match self {
            Self::Plan(..) => None,
            Self::Source(folder, root) => {
                Some((real(folder), root.as_ref().and_then(|root| root.name.clone())))
            }
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
        let is_new = |one: &Meant| one.key().is_none_or(|key| seen.insert(key));
        all.extend(meant.into_iter().filter(is_new));
        warnings.extend(more);
    }
    Ok((all, warnings))
}

/// A folder means the plan in it, else its source, else the root modules below it; with root modules that the settings
/// declare below it, all of them. What is no path may be a root module's name.
fn meaning(
    path: &Path,
    recursive: bool,
    settings: &Roots,
    library: &Library,
) -> Result<(Vec<Meant>, Vec<Diagnostic>), Problem> {
    let one = |meant| Ok((vec![meant], Vec::new()));
    if let Some(problem) = two_things(path, settings) {
        return Err(problem);
    }
    if !path.is_dir() {
        return match named(path, settings)? {
            Some(meant) => one(meant),
            None => no_plan(path).map_or_else(|| one(Meant::Plan(path.to_owned(), None)), Err),
        };
    }
    let declared = settings.below(path);
    match plan_in(path) {
        Some(plan) if !recursive => return one(Meant::Plan(plan, None)),
        None if !recursive && holds_source(path) && declared.iter().all(|root| real(root) == real(path)) => {
            return Ok((ways(path, settings), Vec::new()));
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
    Ok((roots.iter().flat_map(|root| ways(root, settings)).collect(), said))
}

/// A folder of source, in each way in which it is planned.
fn ways(folder: &Path, settings: &Roots) -> Vec<Meant> {
    settings.ways(folder).into_iter().map(|root| Meant::Source(folder.to_owned(), root)).collect()
}

/// What is there by the name of a root module that is elsewhere: whoever adds such a folder would be checked instead.
fn two_things(path: &Path, settings: &Roots) -> Option<Problem> {
    let text = path.to_str().filter(|_| path.symlink_metadata().is_ok())?;
    let name = if settings.named(text).is_some() { text } else { text.split_once('=')?.0 };
    let root = settings.named(name).filter(|root| name != text || real(&root.folder) != real(path))?;
    let message = format!(
        "`{text}` is there, and \"{name}\" is the name of the root module in {}",
        root.folder.display()
    );
    let help = format!("write ./{text} for the one, or {} for the other", root.folder.display());
    Some(Problem::usage(message).with_help(Some(help)))
}

/// What is meant by the name of a root module, or by that and its plan: `production=plan.json`.
fn named(path: &Path, settings: &Roots) -> Result<Option<Meant>, Problem> {
    let Some(text) = path.to_str().filter(|text| *text != "-" && path.symlink_metadata().is_err()) else {
        return Ok(None);
    };
    if let Some(root) = settings.named(text) {
        return Ok(Some(Meant::Source(root.folder.clone(), Some(root.clone()))));
    }
    let (name, plan) =
        text.split_once('=').map_or((text, None), |(name, plan)| (name, Some(Path::new(plan))));
    match (settings.named(name), plan) {
        (Some(root), Some(plan)) => plan_of(plan, root).map(Some),
        (None, Some(plan)) if plan.exists() || plan.as_os_str() == "-" => Err(no_name(name, settings)),
        (None, None) if settings.nearest(name).is_some() => {
            let message = format!("{name}: no such file or folder, and no root module is named so");
            Err(Problem::input(message).with_help(near(name, settings)))
        }
        _ => Ok(None),
    }
}

fn plan_of(plan: &Path, root: &Arc<Root>) -> Result<Meant, Problem> {
    let inside = || {
        let lack = format!("there is no plan.json, tfplan.json or tfplan in {}", plan.display());
        plan_in(plan).ok_or_else(|| Problem::usage(lack))
    };
    let plan = if plan.is_dir() { inside()? } else { plan.to_owned() };
    Ok(Meant::Plan(plan, Some(root.clone())))
}

fn no_name(name: &str, settings: &Roots) -> Problem {
    let help = near(name, settings)
        .unwrap_or_else(|| format!("`root \"{name}\" {{ folder = \"…\" }}` in the settings names one"));
    Problem::usage(format!("no root module is named `{name}`")).with_help(Some(help))
}

fn near(name: &str, settings: &Roots) -> Option<String> {
    settings.nearest(name).map(|near| format!("did you mean `{near}`?"))
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
    let all = |folders: Vec<PathBuf>| -> Vec<Meant> {
        folders.iter().flat_map(|folder| ways(folder, settings)).collect()
    };
    let roots = if options.variables.iter().any(given) || settings.are_among(&changed) {
        all(repository.roots())
    } else {
        let given = settings.given_by(&changed);
        let is_given = |root: &Root| given.iter().any(|other| other.title() == root.title());
        let touched = repository.touched(files, &|file| settings.keeps(file));
        let is_meant = |one: &Meant| match one {
            Meant::Source(folder, Some(root)) => touched.contains(folder) || is_given(root),
            Meant::Source(folder, None) | Meant::Plan(folder, _) => touched.contains(folder),
        };
        all(repository.roots()).into_iter().filter(is_meant).collect()
    };
    if roots.is_empty() {
        said.push(nothing_touched());
    }
    (roots, said)
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
