//! Files as they are on the branch that a pull request is to be merged into, read with git.
//!
//! The head of a pull request is its author's. What decides about it is read from here.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::text::Source;

use super::codeowners::{CodeOwners, Found, MAX_BYTES, PLACES};

/// A commit of the repository at a folder.
#[derive(Clone, Debug)]
pub struct Base {
    root: PathBuf,
    commit: String,
}

impl Base {
    /// The commit of this name in the repository that has its root here.
    ///
    /// # Errors
    /// Where there is no such commit, or no git.
    pub fn of(root: &Path, name: &str) -> Result<Self, String> {
        let wanted = format!("{name}^{{commit}}");
        let found = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
        let help = "fetch it first (actions/checkout with fetch-depth: 0 has all commits)";
        let found =
            found.ok_or_else(|| format!("there is no commit `{name}` in {}: {help}", root.display()))?;
        Ok(Self { root: root.to_owned(), commit: found.trim().to_owned() })
    }

    /// The text of a file, by its path from the root; none where it is not there.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn text(&self, path: &str) -> Result<Option<String>, String> {
        git(&self.root, &["cat-file", "blob", &format!("{}:./{path}", self.commit)])
    }

    /// The paths of all files in a folder and below, from the root.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn files(&self, folder: &str) -> Result<Vec<String>, String> {
        let folder = if folder.is_empty() { "." } else { folder };
        let listed = git(&self.root, &["ls-tree", "-r", "-z", "--name-only", &self.commit, "--", folder])?;
        let listed = listed.unwrap_or_default();
        Ok(listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    }

    /// The code owners in a file, by its path from the root.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn code_owners_in(&self, place: &str) -> Result<Found, String> {
        let Some(text) = self.text(place)? else { return Ok(Found::Nothing) };
        let (size, path) = (text.len() as u64, self.root.join(place));
        if size >= MAX_BYTES {
            return Ok(Found::TooLarge(path, size));
        }
        Ok(Found::File(Box::new(CodeOwners::parse(Source::new(path.display().to_string(), text)))))
    }

    /// The code owners there.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn code_owners(&self) -> Result<Found, String> {
        for place in PLACES {
            let found = self.code_owners_in(place)?;
            if !matches!(found, Found::Nothing) {
                return Ok(found);
            }
        }
        Ok(Found::Nothing)
    }
}

/// What git prints; none where it refuses.
fn git(root: &Path, arguments: &[&str]) -> Result<Option<String>, String> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output();
    let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
    Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
}
