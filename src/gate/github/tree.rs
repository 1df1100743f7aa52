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

use super::transport::{Failure, Media, read};
use super::{Client, escaped};

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
}

impl<'s> RemoteTree<'s> {
    /// The files of a commit by its SHA. `public` is said of a repository that everybody may see.
    #[must_use]
    pub fn new(client: Rc<Client<'s>>, commit: String, public: bool) -> Self {
        Self {
            client,
            commit,
            visible: Cell::new(public),
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

    fn fetched(&self, path: &str) -> Result<Option<String>, Failure> {
        match self.listed() {
            Ok(Some(files)) if !files.contains(path) => return Ok(None),
            Ok(_) | Err(Failure::Refused { status: 404, .. }) => {}
            Err(failure) => return Err(failure.clone()),
        }
        let segments: Vec<String> = path.split('/').map(escaped).collect();
        let place = self.client.repository(&format!("/contents/{}?ref={}", segments.join("/"), self.commit));
        let answer = match self.client.get(&place, Media::Object) {
            Ok(answer) => answer,
            Err(Failure::Refused { status: 404, .. }) if self.visible.get() => return Ok(None),
            Err(failure) => return Err(failure),
        };
        self.visible.set(true);
        // A folder is a list where it is not an object.
        if answer.text.trim_start().starts_with('[') {
            return Ok(None);
        }
        let Contents { r#type, encoding, content, target } = read(&answer, &place)?;
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
        let files = match self.listed() {
            Ok(Some(files)) => files,
            Ok(None) => {
                let message = format!(
                    "it has more files than are listed: fetch {} (actions/checkout with fetch-depth: 0 has all commits)",
                    self.commit
                );
                return Err(Failure::Strange { path: self.listing(), message });
            }
            Err(failure) => return Err(failure.clone()),
        };
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

/// Base64 in lines.
fn decoded(content: &str, place: &str) -> Result<String, Failure> {
    let plain: String = content.split_whitespace().collect();
    let bytes = BASE64_STANDARD
        .decode(plain)
        .map_err(|error| Failure::Strange { path: place.to_owned(), message: error.to_string() })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
