//! The files of a commit that GitHub has and this machine has not.
//!
//! "Not found" is GitHub's answer for a file that is not there and for everything that a token may not see. It is taken for
//! the former only where something else of the repository could be seen.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;

use super::super::base::{Tree, Unread};
use super::transport::{Answer, Failure, Media, read};
use super::{Client, escaped};

/// GitHub lists no more of a folder than this.
const MOST_ENTRIES: usize = 1_000;
/// More folders than this are not asked for one after the other.
const MOST_FOLDERS: usize = 200;
/// What helps.
const FETCH: &str = "fetch the commit (actions/checkout with fetch-depth: 0 has all)";

/// A commit that GitHub has.
pub struct RemoteTree<'s> {
    client: Rc<Client<'s>>,
    commit: String,
    /// Whether something of the repository's contents was seen.
    visible: Cell<bool>,
    /// Its files; none where there are too many for one answer.
    listed: OnceCell<Result<Option<BTreeSet<String>>, Failure>>,
    texts: RefCell<BTreeMap<String, Option<String>>>,
}

#[derive(Deserialize)]
struct Listing {
    tree: Vec<Entry>,
    truncated: bool,
}

#[derive(Deserialize)]
struct Entry {
    path: String,
    r#type: String,
}

/// What stands at a path.
#[derive(Deserialize)]
struct Contents {
    r#type: String,
    #[serde(default)]
    encoding: Option<String>,
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    target: Option<String>,
    #[serde(default)]
    entries: Vec<Entry>,
}

enum Stands {
    Thing(Contents),
    Folder(Vec<Entry>),
}

/// A folder is a list or an object with one.
fn stands(answer: &Answer, place: &str) -> Result<Stands, Failure> {
    if answer.text.trim_start().starts_with('[') {
        return Ok(Stands::Folder(read(answer, place)?));
    }
    let contents: Contents = read(answer, place)?;
    let is_folder = contents.r#type == "dir";
    Ok(if is_folder { Stands::Folder(contents.entries) } else { Stands::Thing(contents) })
}

impl<'s> RemoteTree<'s> {
    /// The files of a commit by its SHA. `visible` is said where the repository's contents are known to be
    /// seen: it is public, or something else of them was.
    #[must_use]
    pub fn new(client: Rc<Client<'s>>, commit: String, visible: bool) -> Self {
        Self {
            client,
            commit,
            visible: Cell::new(visible),
            listed: OnceCell::default(),
            texts: RefCell::default(),
        }
    }

    /// All its files; none where GitHub does not tell them all.
    fn listed(&self) -> &Result<Option<BTreeSet<String>>, Failure> {
        self.listed.get_or_init(|| {
            let path = self.listing();
            let listing: Listing = read(&self.client.get(&path, Media::Json)?, &path)?;
            self.visible.set(true);
            let is_file = |entry: &Entry| entry.r#type == "blob";
            let files = listing.tree.into_iter().filter(is_file).map(|entry| entry.path).collect();
            Ok((!listing.truncated).then_some(files))
        })
    }

    /// What stands at a path: text of JSON, and where it was asked for; none where nothing is there.
    fn at(&self, path: &str) -> Result<Option<(Answer, String)>, Failure> {
        let segments: Vec<String> = path.split('/').map(escaped).collect();
        let place = self.client.repository(&format!("/contents/{}?ref={}", segments.join("/"), self.commit));
        match self.client.get(&place, Media::Object) {
            Ok(answer) => {
                self.visible.set(true);
                Ok(Some((answer, place)))
            }
            Err(Failure::Refused { status: 404, .. }) if self.visible.get() => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    fn fetched(&self, path: &str) -> Result<Option<String>, Failure> {
        if self.all()?.is_some_and(|files| !files.contains(path)) {
            return Ok(None);
        }
        let Some((answer, place)) = self.at(path)? else { return Ok(None) };
        let Stands::Thing(Contents { r#type, encoding, content, target, .. }) = stands(&answer, &place)?
        else {
            return Ok(None);
        };
        match (r#type.as_str(), content) {
            ("file", Some(content)) if encoding.as_deref() == Some("base64") => {
                decoded(&content, &place).map(Some)
            }
            // GitHub hands out what is larger than 1 MB only as it is.
            ("file", _) => Ok(Some(self.client.get(&place, Media::Raw)?.text)),
            ("symlink", _) => Ok(target),
            _ => Ok(None),
        }
    }

    /// All files, where GitHub lists them in one answer.
    fn all(&self) -> Result<Option<&BTreeSet<String>>, Failure> {
        match self.listed() {
            Ok(files) => Ok(files.as_ref()),
            Err(Failure::Refused { status: 404, .. }) => Ok(None),
            Err(failure) => Err(failure.clone()),
        }
    }

    /// Folder by folder.
    fn walked(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let (mut files, mut left, mut asked) = (Vec::new(), vec![folder.to_owned()], 0);
        while let Some(folder) = left.pop() {
            let Some((answer, place)) = self.at(&folder)? else { continue };
            asked += 1;
            match stands(&answer, &place)? {
                Stands::Folder(entries) if entries.len() >= MOST_ENTRIES || asked > MOST_FOLDERS => {
                    let message = format!("it is more than is listed: {FETCH}");
                    return Err(Failure::Strange { path: place, message });
                }
                Stands::Folder(entries) => {
                    for Entry { path, r#type } in entries {
                        if r#type == "dir" { left.push(path) } else { files.push(path) }
                    }
                }
                Stands::Thing(Contents { r#type, .. }) if r#type == "file" => files.push(folder),
                Stands::Thing(_) => {}
            }
        }
        Ok(files)
    }

    /// The text of a file, by its path from the root; none where there is no such file.
    ///
    /// # Errors
    /// Where nobody can tell.
    pub fn text(&self, path: &str) -> Result<Option<String>, Failure> {
        if let Some(known) = self.texts.borrow().get(path) {
            return Ok(known.clone());
        }
        let text = self.fetched(path)?;
        self.texts.borrow_mut().insert(path.to_owned(), text.clone());
        Ok(text)
    }

    /// The paths of all files in a folder and below, from the root; the path itself where it is a file.
    ///
    /// # Errors
    /// Where nobody can tell.
    pub fn files(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let Some(files) = self.all()? else { return self.walked(folder) };
        let inside = |path: &&String| {
            let rest = path.strip_prefix(folder);
            folder.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        Ok(files.iter().filter(inside).cloned().collect())
    }

    fn listing(&self) -> String {
        self.client.repository(&format!("/git/trees/{}?recursive=1", self.commit))
    }
}

impl Tree for RemoteTree<'_> {
    fn text(&self, path: &str) -> Result<Option<String>, Unread> {
        self.text(path).map_err(|failure| Unread::GitHub(failure.to_string()))
    }

    fn files(&self, folder: &str) -> Result<Vec<String>, Unread> {
        self.files(folder).map_err(|failure| Unread::GitHub(failure.to_string()))
    }
}

/// Base64 in lines.
fn decoded(content: &str, place: &str) -> Result<String, Failure> {
    let plain: String = content.split_whitespace().collect();
    let bytes = BASE64_STANDARD
        .decode(plain)
        .map_err(|error| Failure::Strange { path: place.to_owned(), message: error.to_string() })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
