//! The files of a repository, without what git ignores.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// All files in and below a folder, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| ![OsStr::new(".git"), OsStr::new(".terraform")].contains(&entry.file_name()))
        .sort_by_file_name(Ord::cmp)
        .build();
    let entries =
        walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    entries.map(|entry| clean(entry.path())).collect()
}

/// Files that Terraform reads, in and below a folder.
pub fn terraform_files(folder: &Path) -> Vec<PathBuf> {
    let ends = [".tf", ".tf.json", ".tfvars", ".tfvars.json"];
    let is_ours =
        |path: &PathBuf| path.to_str().is_some_and(|path| ends.iter().any(|end| path.ends_with(end)));
    files(folder).into_iter().filter(is_ours).collect()
}

fn clean(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}
