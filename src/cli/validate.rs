//! `sekisho validate`.

use std::path::{Path, PathBuf};

use crate::output::{count, diagnostic};
use crate::policy::{self, PolicyFile};
use crate::text::{Diagnostic, Level};

use super::exit::Exit;
use super::flags;
use super::problem::Problem;
use super::terminal;

/// Looks through policy files and says everything that is wrong or strange, without a plan.
///
/// # Errors
/// Where there is no policy file, or one cannot be read.
pub fn run(flags: &flags::Validate) -> Result<Exit, Problem> {
    super::schema::install()?;
    let files = files(&flags.paths)?;
    let mut found = Vec::new();
    for path in &files {
        found.extend(look_through(path));
    }
    let paint = terminal::stdout_paint();
    let mut out: String = found.iter().map(|d| diagnostic(d, paint) + "\n").collect();
    let of = |level: Level| found.iter().filter(|d| d.level == level).count();
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    out.push_str(&paint.dim(&summary(files.len(), errors, warnings)));
    out.push('\n');
    terminal::print(&out)?;
    Ok(if errors > 0 { Exit::Usage } else { Exit::Clear })
}

fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    let here = [PathBuf::from(".")];
    let mut files = Vec::new();
    for path in if paths.is_empty() { &here } else { paths } {
        let found = policy::find_files(path, ".policy.hcl")?;
        if found.is_empty() {
            let help = "policy files are called `*.policy.hcl`: give their folder";
            let message = format!("{}: no *.policy.hcl in it", path.display());
            return Err(Problem::usage(message).with_help(Some(help.to_owned())));
        }
        files.extend(found);
    }
    Ok(files)
}

fn look_through(path: &Path) -> Vec<Diagnostic> {
    let parsed = policy::read_source(path).and_then(|source| PolicyFile::parse(&source));
    parsed.map_or_else(|problems| problems, |file| policy::validate(&file))
}

fn summary(files: usize, errors: usize, warnings: usize) -> String {
    let files = count(files, "policy file");
    match (errors, warnings) {
        (0, 0) => format!("{files}: nothing to object to"),
        _ => format!("{files}: {}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}
