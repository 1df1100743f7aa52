//! Where the file of settings is, and its text.

use std::path::{Path, PathBuf};

use crate::gate::OwnerMap;
use crate::text::{Diagnostic, Level, Source};

/// No settings are as long as that; something else is meant, or somebody wants memory used.
const MAX_BYTES: u64 = 1 << 20;

/// The nearest file of a name in the current folder and above it, up to the repository's root.
#[must_use]
pub fn nearest(name: &str) -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let mut up = PathBuf::new();
    for folder in current.ancestors() {
        // Also one that cannot be read: settings that do not hold should not go unnoticed.
        if folder.join(name).symlink_metadata().is_ok() {
            return Some(up.join(name));
        }
        if folder.join(".git").exists() {
            return None;
        }
        up.push("..");
    }
    None
}

/// How many folders a folder is below the repository's root; 0 where there is no repository.
#[must_use]
pub fn depth(folder: &Path) -> usize {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(folder) = folder.canonicalize() else { return 0 };
    folder.ancestors().position(|above| above.join(".git").exists()).unwrap_or(0)
}

/// Whether what is written to a path lands in a folder or below it: no link leads elsewhere.
#[must_use]
pub fn lands_below(path: &Path, folder: &Path) -> bool {
    let real =
        |path: &Path| if path.as_os_str().is_empty() { Path::new(".") } else { path }.canonicalize().ok();
    let is_link = path.symlink_metadata().is_ok_and(|about| about.file_type().is_symlink());
    // What is not there yet cannot be a link either; that it is missing is said when it is written to.
    let below = match (path.parent().and_then(real), real(folder)) {
        (Some(parent), Some(folder)) => parent.starts_with(folder),
        _ => true,
    };
    below && !is_link
}

/// The text of a file.
///
/// # Errors
/// Where it cannot be read, or is no text.
pub fn read(path: &Path) -> Result<Source, Vec<Diagnostic>> {
    let problem = |what: String, help: &str| {
        let problem = Diagnostic::bare(Level::Error, format!("{}: {what}", path.display()));
        vec![if help.is_empty() { problem } else { problem.with_help(help) }]
    };
    let name = "a file of settings is text: see docs/config.md";
    let broken = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound if path.symlink_metadata().is_ok() => {
            problem("links to a file that is not there".to_owned(), "")
        }
        std::io::ErrorKind::NotFound => problem("there is no such file".to_owned(), ""),
        _ => problem(format!("cannot be read: {error}"), ""),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // What a pull request links to is not its own to show.
    if OwnerMap::bare(folder, None).leads_out(path) && path.exists() {
        return Err(problem("is a link that leads out of the repository".to_owned(), ""));
    }
    let about = std::fs::metadata(path).map_err(broken)?;
    if about.is_dir() {
        return Err(problem("is a folder".to_owned(), name));
    }
    if !about.is_file() {
        return Err(problem("is no file".to_owned(), name));
    }
    if about.len() > MAX_BYTES {
        return Err(problem(format!("has {} bytes, more than settings can have (1 MiB)", about.len()), name));
    }
    let bytes = std::fs::read(path).map_err(broken)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(path.display().to_string(), text)),
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            Err(problem(format!("is not UTF-8 (line {line})"), "save it as UTF-8"))
        }
    }
}
