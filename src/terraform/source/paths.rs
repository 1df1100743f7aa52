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

/// The workspace that is selected in the folder.
pub(super) fn workspace(root: &Path, environment: &BTreeMap<String, String>) -> String {
    let chosen = std::fs::read_to_string(root.join(".terraform/environment")).ok();
    let named = environment.get("TF_WORKSPACE").cloned().or(chosen).filter(|name| !name.trim().is_empty());
    named.map_or_else(|| "default".to_owned(), |name| name.trim().to_owned())
}
