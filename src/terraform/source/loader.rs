//! Folders of modules, read once each however often they are called, and where the source of a call is found.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use crate::text::Diagnostic;

use super::files::clean;
use super::folder::Folder;
use super::shared::Shared;

/// A folder that a call leads to.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// What is declared there.
    pub folder: Arc<Folder>,
    /// Its path from the root module's folder, as `path.module` has it.
    pub path: String,
}

/// Why a call leads nowhere.
#[derive(Clone, Debug)]
pub(super) enum Missing {
    /// Its source is elsewhere, and was not installed.
    NotInstalled,
    /// Its folder cannot be read.
    Unreadable(Vec<Diagnostic>),
}

/// A folder, or why it cannot be read.
type Read = Result<Arc<Folder>, Vec<Diagnostic>>;

/// Reads folders.
#[derive(Debug)]
pub(super) struct Loader {
    /// The root module's folder, links resolved.
    root: PathBuf,
    /// The same as the user named it.
    shown: String,
    /// Where modules from elsewhere were installed, by dotted path of calls.
    installed: HashMap<String, String>,
    folders: Shared<HashMap<PathBuf, Read>>,
}

impl Loader {
    /// For the root module in this folder.
    pub fn new(root: &Path, shown: &str) -> Self {
        let (root, shown) = (root.to_owned(), shown.to_owned());
        let installed = installed(&root);
        Self { root, shown, installed, folders: Shared::default() }
    }

    /// The root module's own folder.
    pub fn root(&self) -> Result<Found, Vec<Diagnostic>> {
        self.at(".")
    }

    /// What a call leads to: `source` as it is written in the module at `path`, `key` the dotted path of calls.
    pub fn child(&self, source: &str, path: &str, key: &str) -> Result<Found, Missing> {
        let folder = if is_local(source) {
            clean(&format!("{path}/{source}"))
        } else {
            self.installed.get(key).map(|folder| clean(folder)).ok_or(Missing::NotInstalled)?
        };
        self.at(&folder).map_err(Missing::Unreadable)
    }

    fn at(&self, path: &str) -> Result<Found, Vec<Diagnostic>> {
        let folder = self.root.join(path);
        let folder = folder.canonicalize().unwrap_or(folder);
        let shown = shown(&self.shown, path);
        let mut folders = self.folders.lock();
        let read = || Folder::read(&folder, &shown).map(Arc::new);
        let folder = folders.entry(folder.clone()).or_insert_with(read).clone()?;
        Ok(Found { folder, path: path.to_owned() })
    }

    /// Every folder that was read, by path.
    pub fn folders(&self) -> Vec<Arc<Folder>> {
        let mut folders: Vec<Arc<Folder>> =
            self.folders.lock().values().filter_map(|folder| folder.as_ref().ok().cloned()).collect();
        folders.sort_by(|a, b| a.path.cmp(&b.path));
        folders
    }
}

/// `infra` and `../modules/a` is `modules/a`.
fn shown(root: &str, path: &str) -> String {
    match (root, path) {
        ("" | ".", path) => path.to_owned(),
        (root, ".") => root.to_owned(),
        (root, path) => clean(&format!("{root}/{path}")),
    }
}

/// Whether a source is a folder of the same tree.
pub(super) fn is_local(source: &str) -> bool {
    ["./", "../"].iter().any(|start| source.starts_with(start)) || matches!(source, "." | "..")
}

#[derive(Deserialize)]
struct Manifest {
    #[serde(rename = "Modules", default)]
    modules: Vec<Installed>,
}

#[derive(Deserialize)]
struct Installed {
    #[serde(rename = "Key")]
    key: String,
    #[serde(rename = "Dir")]
    dir: String,
}

/// What `terraform init` noted of the modules that it fetched; nothing where it did not run.
fn installed(root: &Path) -> HashMap<String, String> {
    let text = std::fs::read_to_string(root.join(".terraform/modules/modules.json")).unwrap_or_default();
    let manifest = serde_json::from_str(&text).unwrap_or(Manifest { modules: Vec::new() });
    manifest.modules.into_iter().map(|module| (module.key, module.dir)).collect()
}
