//! Folders and settings around a root module: how far files may be read, which workspace is selected.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder that no file function leaves: the repository; without one the current folder, where the root module is
/// below it; otherwise the root module's own.
pub(super) fn boundary(root: &Path) -> PathBuf {
    if let Some(repository) = root.ancestors().find(|folder| folder.join(".git").exists()) {
        return repository.to_owned();
    }
    let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
    match current {
        Ok(current) if root.starts_with(&current) && current.parent().is_some() => current,
        _ => root.to_owned(),
    }
}

/// The workspace that is selected in the folder, and what says so: a variable of the environment, a file, or nothing.
#[must_use]
pub fn workspace(root: &Path, environment: &BTreeMap<String, String>) -> (String, Option<&'static str>) {
    const VARIABLE: &str = "TF_WORKSPACE";
    const FILE: &str = ".terraform/environment";
    let chosen = || Some((std::fs::read_to_string(root.join(FILE)).ok()?, FILE));
    let named = environment.get(VARIABLE).map(|name| (name.clone(), VARIABLE)).or_else(chosen);
    match named.filter(|(name, _)| !name.trim().is_empty()) {
        Some((name, by)) => (name.trim().to_owned(), Some(by)),
        None => ("default".to_owned(), None),
    }
}
