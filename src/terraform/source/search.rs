//! Folders of source below a folder. Hidden folders, `node_modules`, links and what `.gitignore` names are left out, the
//! last not without a word.

use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::Gitignore;

use super::folder::{holds_source, is_source};

/// So many folders are looked into to tell whether one that `.gitignore` names holds source.
const PROBED: usize = 200;

/// Folders of source.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Those that hold some.
    pub folders: Vec<PathBuf>,
    /// Those that `.gitignore` names, though there is source in or below them.
    pub left_out: Vec<PathBuf>,
}

/// Folders of source in and below a folder, in order; links must be resolved in its path.
pub(super) fn search(folder: &Path) -> Found {
    let mut found = Found::default();
    let above = folder.ancestors().find(|above| above.join(".git").exists());
    let between =
        folder.ancestors().skip(1).take_while(|path| above.is_some_and(|top| path.starts_with(top)));
    let mut ignored: Vec<Gitignore> = between.filter_map(ignored_by).collect();
    ignored.reverse();
    found.below(folder, &mut ignored);
    found.folders.sort();
    found
}

impl Found {
    fn below(&mut self, folder: &Path, ignored: &mut Vec<Gitignore>) {
        let depth = ignored.len();
        ignored.extend(ignored_by(folder));
        let entries = entries(folder);
        if entries.iter().any(|entry| is_source(&entry.file_name().to_string_lossy())) && holds_source(folder)
        {
            self.folders.push(folder.to_owned());
        }
        for path in folders(entries) {
            if !is_ignored(&path, ignored) {
                self.below(&path, ignored);
            } else if holds_some(&path) {
                self.left_out.push(path);
            }
        }
        ignored.truncate(depth);
    }
}

fn entries(folder: &Path) -> Vec<DirEntry> {
    // What cannot be read is not searched; Terraform could not read it either.
    std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).collect()
}

/// The folders among entries that may hold source of the user's own, in order.
fn folders(entries: Vec<DirEntry>) -> Vec<PathBuf> {
    let is_wanted = |entry: &DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        !name.starts_with('.') && name != "node_modules" && entry.file_type().is_ok_and(|kind| kind.is_dir())
    };
    let mut folders: Vec<PathBuf> = entries.into_iter().filter(is_wanted).map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

fn ignored_by(folder: &Path) -> Option<Gitignore> {
    let path = folder.join(".gitignore");
    // A line that is no pattern is none to git either.
    path.is_file().then(|| Gitignore::new(path).0)
}

/// The deepest file that says something of a folder decides.
fn is_ignored(folder: &Path, ignored: &[Gitignore]) -> bool {
    let said = ignored.iter().rev().map(|file| file.matched(folder, true));
    said.into_iter().find(|said| !matches!(said, Match::None)).is_some_and(|said| said.is_ignore())
}

/// Whether a folder or one below it holds source, as far as a short look tells.
fn holds_some(folder: &Path) -> bool {
    let mut queue = vec![folder.to_owned()];
    let mut at = 0;
    while let Some(folder) = queue.get(at).filter(|_| at < PROBED).cloned() {
        if holds_source(&folder) {
            return true;
        }
        queue.extend(folders(entries(&folder)));
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::search;

    fn repository(name: &str, files: &[(&str, &str)]) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("sekisho-search-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        for (path, text) in files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder.canonicalize().unwrap()
    }

    fn below(found: &[std::path::PathBuf], folder: &Path) -> Vec<String> {
        found.iter().map(|path| path.strip_prefix(folder).unwrap().display().to_string()).collect()
    }

    #[test]
    fn folders_of_others_are_left_out() {
        let folder = repository(
            "others",
            &[
                ("a/main.tf", ""),
                ("a/b/c/x.tf.json", "{}"),
                ("a/.terraform/modules/m/main.tf", ""),
                ("a/.main.tf", ""),
                ("hidden/.main.tf", ""),
                ("node_modules/m/main.tf", ""),
                ("docs/main.tf.md", ""),
            ],
        );
        let found = search(&folder);
        assert_eq!(below(&found.folders, &folder), ["a", "a/b/c"]);
        assert!(found.left_out.is_empty());
    }

    #[test]
    fn what_git_ignores_is_left_out_and_said() {
        let folder = repository(
            "ignored",
            &[
                (".gitignore", "build/\n/out\n!a/build\n"),
                ("build/deep/main.tf", ""),
                ("a/build/main.tf", ""),
                ("a/.gitignore", "gen\n"),
                ("a/gen/readme", ""),
                ("a/out/main.tf", ""),
                ("out/main.tf", ""),
            ],
        );
        let found = search(&folder);
        assert_eq!(below(&found.folders, &folder), ["a/build", "a/out"]);
        assert_eq!(below(&found.left_out, &folder), ["build", "out"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = repository("links", &[("a/main.tf", "")]);
        std::os::unix::fs::symlink(&folder, folder.join("a/loop")).unwrap();
        assert_eq!(below(&search(&folder).folders, &folder), ["a"]);
    }
}
