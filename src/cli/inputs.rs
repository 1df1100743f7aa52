//! From paths to inputs: plans, saved plans, folders that hold one, folders of source.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::terraform::{self, Input, SourceOptions};
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
    variables: &flags::Variables,
) -> Result<Vec<Input>, Problem> {
    let given = if paths.is_empty() { &[PathBuf::from(".")][..] } else { paths };
    let options = SourceOptions { variables: variables.given.clone() };
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for path in given {
        match load_one(path, tool, &options) {
            Ok(input) => inputs.push(input),
            Err(problem) if problem.exit == Exit::Usage => return Err(problem),
            Err(problem) => problems.extend(problem.diagnostics),
        }
    }
    if problems.is_empty() { Ok(inputs) } else { Err(Problem { exit: Exit::Input, diagnostics: problems }) }
}

/// A folder means the plan in it, else its source.
fn load_one(path: &Path, tool: Option<&OsStr>, options: &SourceOptions) -> Result<Input, Problem> {
    if !path.is_dir() {
        return plan(path, tool);
    }
    if let Some(path) = plan_in(path) {
        return plan(&path, tool);
    }
    if terraform::holds_source(path) {
        let wrong = |diagnostics| Problem { exit: Exit::Input, diagnostics };
        return Input::source(path, options).map_err(wrong);
    }
    Err(nothing_in(path))
}

fn plan(path: &Path, tool: Option<&OsStr>) -> Result<Input, Problem> {
    let name = if path.as_os_str() == "-" { "<stdin>".to_owned() } else { path.display().to_string() };
    let wrong = |error: terraform::InputError| {
        let message = error.to_string();
        let message = if message.starts_with(&name) { message } else { format!("{name}: {message}") };
        Problem { exit: Exit::Input, diagnostics: vec![Diagnostic::bare(Level::Error, message)] }
    };
    terraform::load(path, tool).map(Input::from).map_err(wrong)
}

fn plan_in(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str() == "." { Path::new("") } else { folder };
    ["plan.json", "tfplan.json", "tfplan"]
        .into_iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_file())
}

fn nothing_in(folder: &Path) -> Problem {
    let place =
        if folder.as_os_str() == "." { "this folder".to_owned() } else { folder.display().to_string() };
    let message = format!("there is no plan.json, tfplan.json or tfplan in {place}, and no Terraform source");
    Problem { exit: Exit::Usage, ..Problem::input(message) }.with_help(Some(
        "make a plan with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`, or give the path of one, or of a folder with .tf files"
            .to_owned(),
    ))
}
