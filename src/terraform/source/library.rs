//! Folders of source, each read once however many root modules use it, all files in parallel.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::text::Diagnostic;
use crate::value::Value;

use super::files::clean;
use super::folder::{Folder, Listed, parse};
use super::loader::is_local;
use super::shared::Shared;

/// A folder, or why it cannot be read.
pub(super) type Read = Result<Arc<Folder>, Vec<Diagnostic>>;

/// A folder: its path, links resolved, and the one that its files are reported under.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    pub path: PathBuf,
    pub shown: String,
}

impl Place {
    /// The folder at a path as the user knows it.
    pub fn new(shown: &str) -> Self {
        let path = Path::new(shown);
        Self { path: path.canonicalize().unwrap_or_else(|_| path.to_owned()), shown: clean(shown) }
    }

    /// The folder that a path leads to from here.
    pub fn join(&self, path: &str) -> Self {
        let joined = self.path.join(path);
        Self { path: joined.canonicalize().unwrap_or(joined), shown: shown(&self.shown, path) }
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

/// All folders that were read so far. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Library(Arc<Shared<HashMap<Place, Read>>>);

impl Library {
    /// A folder, read now if it was not before. Whoever evaluates asks here, so nothing is held or waited for meanwhile.
    pub(super) fn folder(&self, place: &Place) -> Read {
        if let Some(known) = self.0.lock().get(place) {
            return known.clone();
        }
        let read = Folder::read(&place.path, &place.shown).map(Arc::new);
        self.0.lock().entry(place.clone()).or_insert(read).clone()
    }

    /// Reads folders, and those that their calls lead to, in parallel: not while anything is evaluated.
    pub(super) fn read_ahead(&self, places: Vec<Place>) {
        let mut next = places;
        while !next.is_empty() {
            let known = self.0.lock();
            next.retain(|place| !known.contains_key(place));
            drop(known);
            next.sort();
            next.dedup();
            let read = read_all(&next);
            let found: Vec<Place> = read.iter().flat_map(|(place, read)| called(place, read)).collect();
            self.0.lock().extend(read);
            next = found;
        }
    }
}

/// Reads folders, file by file on all cores.
fn read_all(places: &[Place]) -> Vec<(Place, Read)> {
    let listed: Vec<_> = places.par_iter().map(|place| Listed::of(&place.path, &place.shown)).collect();
    let files: Vec<(usize, &PathBuf)> = (0..)
        .zip(&listed)
        .flat_map(|(at, listed)| listed.iter().flat_map(move |l| l.files.iter().map(move |file| (at, file))))
        .collect();
    let parse = |(at, file): &(usize, &PathBuf)| (*at, parse(file, &places[*at].shown));
    let mut parsed: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for (at, file) in files.par_iter().map(parse).collect::<Vec<_>>() {
        parsed.entry(at).or_default().push(file);
    }
    let parsed: Vec<_> = (0..).zip(&listed).map(|(at, _)| parsed.remove(&at).unwrap_or_default()).collect();
    let folders = places.par_iter().zip(listed).zip(parsed);
    let of = |((place, listed), parsed): ((&Place, Result<Listed, Vec<Diagnostic>>), Vec<_>)| {
        let read = listed.map(|listed| Arc::new(Folder::of(&place.path, listed, parsed)));
        (place.clone(), read)
    };
    folders.map(of).collect()
}

fn called(place: &Place, read: &Read) -> Vec<Place> {
    read.iter().flat_map(|folder| local_calls(folder)).map(|source| place.join(source)).collect()
}

/// The sources of a folder's module calls that are folders of the same tree.
pub(super) fn local_calls(folder: &Folder) -> impl Iterator<Item = &str> {
    folder.calls.values().filter_map(|call| {
        let source = call.item.body.attribute("source")?.expr.as_literal().and_then(Value::as_str)?;
        is_local(source).then_some(source)
    })
}
