//! The root modules of a repository: what is planned on its own, and what a change touches.
//!
//! A folder is a root module when it keeps its state somewhere (a `backend` or `cloud` block), when providers were
//! selected for it (a lock file), or when no other module calls it. Libraries are checked where they are called.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::text::{Diagnostic, Level};

use super::files::clean;
use super::folder::Folder;
use super::library::{Library, Place, local_calls};
use super::reads::{Base, Reading, readings};
use super::search::search;

/// So many folders are named in one message.
const NAMED: usize = 5;

/// The modules in and below a folder.
#[derive(Debug)]
pub struct Repository {
    /// By path, links resolved.
    modules: BTreeMap<PathBuf, Module>,
    left_out: Vec<String>,
    /// Root modules because somebody says so.
    declared: BTreeSet<PathBuf>,
    /// None, though they would be taken for some.
    unwanted: BTreeSet<PathBuf>,
}

#[derive(Debug)]
struct Module {
    shown: String,
    folder: Arc<Folder>,
    /// The modules here that it calls.
    calls: BTreeSet<PathBuf>,
}

impl Repository {
    /// Searches a folder, by a path as the user knows it.
    #[must_use]
    pub fn search(folder: &Path, library: &Library) -> Self {
        let top = Place::new(&folder.display().to_string());
        let found = search(&top.path);
        let shown = |path: &PathBuf| match path.strip_prefix(&top.path) {
            Ok(below) => clean(&Path::new(&top.shown).join(below).to_string_lossy()),
            Err(_) => path.display().to_string(),
        };
        let places: Vec<Place> =
            found.folders.iter().map(|path| Place { path: path.clone(), shown: shown(path) }).collect();
        library.read_ahead(places.clone());
        let module = |place: Place| {
            let folder = library.folder(&place).ok()?;
            let calls = local_calls(&folder).map(|source| place.join(source).path).collect();
            Some((place.path, Module { shown: place.shown, folder, calls }))
        };
        let modules = places.into_iter().filter_map(module).collect();
        let left_out = found.left_out.iter().map(shown).collect();
        Self { modules, left_out, declared: BTreeSet::new(), unwanted: BTreeSet::new() }
    }

    /// The same with these folders for root modules, wherever they are, and of the others only those that are wanted, by
    /// path, links resolved.
    #[must_use]
    pub fn choosing(
        mut self,
        declared: &[PathBuf],
        is_wanted: &dyn Fn(&Path) -> bool,
        library: &Library,
    ) -> Self {
        for place in declared.iter().map(|folder| Place::new(&folder.display().to_string())) {
            if !self.modules.contains_key(&place.path) {
                let Ok(folder) = library.folder(&place) else { continue };
                let calls = local_calls(&folder).map(|source| place.join(source).path).collect();
                self.modules.insert(place.path.clone(), Module { shown: place.shown, folder, calls });
            }
            self.declared.insert(place.path);
        }
        let others = self.modules.keys().filter(|path| !self.declared.contains(*path));
        self.unwanted = others.filter(|path| !is_wanted(path)).cloned().collect();
        self
    }

    /// Its root modules, in the order of their paths. Each module belongs to one of them: of modules that only call each
    /// other in a circle the first is taken for one.
    #[must_use]
    pub fn roots(&self) -> Vec<PathBuf> {
        self.root_paths()
            .iter()
            .filter_map(|path| Some(self.modules.get(path)?.shown.as_str().into()))
            .collect()
    }

    fn root_paths(&self) -> BTreeSet<PathBuf> {
        let called: BTreeSet<&PathBuf> =
            self.modules.iter().flat_map(|(path, module)| module.calls_of_others(path)).collect();
        let is_root = |(path, module): &(&PathBuf, &Module)| {
            !called.contains(path) || module.keeps_state() || path.join(".terraform.lock.hcl").is_file()
        };
        let mut roots: BTreeSet<PathBuf> =
            self.modules.iter().filter(is_root).map(|(path, _)| path.clone()).collect();
        let mut reached: BTreeSet<&PathBuf> = BTreeSet::new();
        roots.iter().for_each(|root| self.reach(root, &mut reached));
        for path in self.modules.keys() {
            if !reached.contains(path) {
                roots.insert(path.clone());
                self.reach(path, &mut reached);
            }
        }
        roots.retain(|path| !self.unwanted.contains(path));
        roots.extend(self.declared.iter().cloned());
        roots
    }

    /// Adds a module and all that it calls, directly or not.
    fn reach<'r>(&'r self, from: &Path, reached: &mut BTreeSet<&'r PathBuf>) {
        let mut next = vec![from];
        while let Some(path) = next.pop() {
            if let Some((path, module)) = self.modules.get_key_value(path)
                && reached.insert(path)
            {
                next.extend(module.calls.iter().map(PathBuf::as_path));
            }
        }
    }

    /// The root modules that changed files touch: a file belongs to the module in the nearest folder around it, and to
    /// those that read it with a function; a module belongs to every root module that calls it, directly or not. Of some
    /// files, by path, links resolved, somebody else knows whose they are, wherever they stand.
    #[must_use]
    pub fn touched(&self, files: &[PathBuf], is_elsewhere: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
        let files: Vec<PathBuf> = files.iter().map(|file| resolved(file)).collect();
        let placed = files.iter().filter(|file| !is_elsewhere(file));
        let owners: BTreeSet<&PathBuf> = placed.filter_map(|file| self.owner(file)).collect();
        let is_touched = |root: &PathBuf| {
            let mut reached = BTreeSet::new();
            self.reach(root, &mut reached);
            reached.iter().any(|module| owners.contains(module)) || self.reads_any(root, &reached, &files)
        };
        let touched = self.root_paths().into_iter().filter(is_touched);
        touched.filter_map(|path| Some(self.modules.get(&path)?.shown.as_str().into())).collect()
    }

    fn owner(&self, file: &Path) -> Option<&PathBuf> {
        file.ancestors().find_map(|folder| Some(self.modules.get_key_value(folder)?.0))
    }

    fn reads_any(&self, root: &Path, reached: &BTreeSet<&PathBuf>, files: &[PathBuf]) -> bool {
        let place = |module: &Path, reading: &Reading| {
            let base = if reading.base == Base::Module { module } else { root };
            PathBuf::from(clean(&base.join(&reading.beginning).to_string_lossy()))
        };
        let read = |module: &&PathBuf| {
            let readings =
                self.modules.get(*module).map(|module| readings(&module.folder)).unwrap_or_default();
            readings.iter().any(|reading| {
                let place = place(module, reading);
                files.iter().any(|file| file.starts_with(&place))
            })
        };
        reached.iter().any(read)
    }

    /// What is not searched though there is source in it.
    #[must_use]
    pub fn warnings(&self) -> Vec<Diagnostic> {
        if self.left_out.is_empty() {
            return Vec::new();
        }
        let named: Vec<&str> = self.left_out.iter().take(NAMED).map(String::as_str).collect();
        let more = match self.left_out.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!(
            "not searched, since .gitignore names them, though there is Terraform source: {}{more}",
            named.join(", ")
        );
        let help = "what is named on the command line is checked all the same";
        vec![Diagnostic::bare(Level::Warning, message).with_help(help)]
    }
}

impl Module {
    /// The modules that it calls, itself not counted.
    fn calls_of_others<'m>(&'m self, own: &'m Path) -> impl Iterator<Item = &'m PathBuf> {
        self.calls.iter().filter(move |call| call.as_path() != own)
    }

    /// Whether it says where its state is kept.
    fn keeps_state(&self) -> bool {
        let settings = self.folder.others.iter().filter(|block| block.item.kind.as_str() == "terraform");
        settings.map(|block| &block.item.body).any(|body| {
            let blocks = body.blocks.iter().map(|block| block.kind);
            // In JSON nothing tells an empty block from an attribute.
            let mut names = blocks.chain(body.attributes.iter().map(|attribute| attribute.name));
            names.any(|name| matches!(name.as_str(), "backend" | "cloud"))
        })
    }
}

/// The path of a file, links resolved; also of one that is no longer there.
fn resolved(file: &Path) -> PathBuf {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let known = absolute.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    match known.and_then(|(folder, real)| Some(real.join(absolute.strip_prefix(folder).ok()?))) {
        // To join nothing would leave a slash behind.
        Some(path) => path.components().collect(),
        None => absolute,
    }
}
