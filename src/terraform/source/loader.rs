//! Where the sources of module calls are found.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use crate::text::Diagnostic;

use super::files::clean;
use super::folder::Folder;
use super::library::{Library, Place};
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

/// Finds the folders that the calls of a root module lead to.
#[derive(Debug)]
pub(super) struct Loader {
    root: Place,
    /// Where modules from elsewhere were installed, by dotted path of calls.
    installed: HashMap<String, String>,
    library: Library,
    /// What was found so far, by path.
    used: Shared<BTreeMap<PathBuf, Arc<Folder>>>,
}

impl Loader {
    /// For the root module in this folder.
    pub fn new(root: Place, library: Library) -> Self {
        let installed = installed(&root.path);
        Self { root, installed, library, used: Shared::default() }
    }

    /// Everything that can be found, to be read ahead.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        [self.root.clone()]
            .into_iter()
            .chain(self.installed.values().map(|folder| self.root.join(&clean(folder))))
    }

    /// A file that is named from the root module's folder, as the user knows it.
    pub fn shown(&self, file: &str) -> String {
        let place = if Path::new(file).is_absolute() { Place::new(file) } else { self.root.join(file) };
        clean(&place.shown)
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
        let place = self.root.join(path);
        let folder = self.library.folder(&place)?;
        self.used.lock().entry(place.path).or_insert_with(|| folder.clone());
        Ok(Found { folder, path: path.to_owned() })
    }

    /// Every folder that was found, by path.
    pub fn folders(&self) -> Vec<Arc<Folder>> {
        self.used.lock().values().cloned().collect()
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
