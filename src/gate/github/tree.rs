//! The files of a commit that GitHub has and this machine has not.
//!
//! "Not found" is GitHub's answer for a file that is not there and for everything that a token may not see. It is taken for
//! the former only where something else of the repository could be seen.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;

use super::super::base::{self, LINK, MOST_LINKS, SUBMODULE, Tree, Unread};
use super::transport::{Answer, Failure, Media, PAGE, read};
use super::{Client, escaped};

/// GitHub lists no more of a folder than this.
const MOST_ENTRIES: usize = 1_000;
/// More folders than this are not asked for one after the other.
const MOST_FOLDERS: usize = 200;
/// What helps.
const FETCH: &str = "fetch the commit (actions/checkout with fetch-depth: 0 has all)";

/// Files by their paths, links among them.
type Files = BTreeMap<String, Listed>;

/// What a list says that stands at a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Nothing,
    File,
    Link,
    Submodule,
    Folder,
}

/// A commit that GitHub has.
pub struct RemoteTree<'s> {
    client: Rc<Client<'s>>,
    commit: String,
    /// Whether something of the repository's contents was seen.
    visible: Cell<bool>,
    /// Its files and links; none where there are too many for one answer.
    listed: OnceCell<Result<Option<Files>, Failure>>,
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
    /// What git says of it, in the list of a commit.
    #[serde(default)]
    mode: String,
}

/// What stands at a path.
#[derive(Deserialize)]
struct Contents {
    r#type: String,
    #[serde(default)]
    encoding: Option<String>,
    #[serde(default)]
    content: Option<String>,
    /// Where a link leads, from its folder.
    #[serde(default)]
    target: Option<String>,
    #[serde(default)]
    entries: Option<Vec<Entry>>,
}

enum Stands {
    Thing(Contents),
    Folder(Vec<Entry>),
}

/// What stands where links lead.
struct Reached {
    /// The path, from the top of the repository, without links.
    to: String,
    stands: Stands,
    /// Where it was asked for.
    place: String,
}

/// A folder is a list or an object with one.
fn stands(answer: &Answer, place: &str) -> Result<Stands, Failure> {
    if answer.text.trim_start().starts_with('[') {
        return Ok(Stands::Folder(read(answer, place)?));
    }
    let contents: Contents = read(answer, place)?;
    let untold = |what: &str| strange(place, format!("it does not say {what}"));
    match contents.r#type.as_str() {
        "dir" => contents.entries.map(Stands::Folder).ok_or_else(|| untold("what is in the folder")),
        // The form that GitHub documents for such an answer has no target: a link to nobody knows where is not nothing.
        "symlink" if contents.target.is_none() => Err(untold("where the link leads")),
        _ => Ok(Stands::Thing(contents)),
    }
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
    fn listed(&self) -> &Result<Option<Files>, Failure> {
        self.listed.get_or_init(|| {
            let path = self.listing();
            let listing: Listing = read(&self.client.get(&path, Media::Json)?, &path)?;
            self.visible.set(true);
            let kind = |entry: &Entry| match entry.r#type.as_str() {
                "commit" => Some(Listed::Submodule),
                "blob" if entry.mode == LINK => Some(Listed::Link),
                "blob" => Some(Listed::File),
                _ => None,
            };
            let files = listing.tree.iter().filter_map(|entry| Some((entry.path.clone(), kind(entry)?)));
            Ok((!listing.truncated).then(|| files.collect()))
        })
    }

    /// What stands at a path, and where it was asked for; none where nothing is there.
    fn at(&self, path: &str) -> Result<Option<(Stands, String)>, Failure> {
        let segments: Vec<String> = path.split('/').map(escaped).collect();
        let place = self.client.repository(&format!("/contents/{}?ref={}", segments.join("/"), self.commit));
        match self.client.get(&place, Media::Object) {
            Ok(answer) => {
                self.visible.set(true);
                Ok(Some((stands(&answer, &place)?, place)))
            }
            // What is listed is there, whoever may not have it.
            Err(Failure::Refused { status: 404, .. })
                if self.visible.get() && matches!(self.kind(path), Ok(None)) =>
            {
                Ok(None)
            }
            Err(failure) => Err(failure),
        }
    }

    /// What the list says of a path; none where there is no list.
    fn kind(&self, path: &str) -> Result<Option<Listed>, Failure> {
        let Some(files) = self.all()? else { return Ok(None) };
        let below = format!("{path}/");
        let next = || files.range(below.clone()..).next();
        let is_folder = path.is_empty() || next().is_some_and(|(file, _)| file.starts_with(&below));
        let unlisted = if is_folder { Listed::Folder } else { Listed::Nothing };
        Ok(Some(files.get(path).copied().unwrap_or(unlisted)))
    }

    fn fetched(&self, path: &str) -> Result<Option<String>, Failure> {
        match self.reached(path)? {
            Some(Reached { stands: Stands::Thing(contents), place, .. }) if contents.r#type == "file" => {
                self.read(contents, &place).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The text of a file. GitHub hands out what is larger than 1 MB only as it is.
    fn read(&self, contents: Contents, place: &str) -> Result<String, Failure> {
        match contents.content {
            Some(content) if contents.encoding.as_deref() == Some("base64") => decoded(&content, place),
            _ => match self.client.get(place, Media::Raw)? {
                page if page.is_html() => Err(strange(place, PAGE.to_owned())),
                answer => Ok(answer.text),
            },
        }
    }

    /// What stands at a path, where links lead within the repository; none where nothing does. GitHub itself follows a link
    /// to a file, and none to a folder or to another link.
    fn reached(&self, path: &str) -> Result<Option<Reached>, Failure> {
        let mut to = path.to_owned();
        for _ in 0..MOST_LINKS {
            let there = match self.kind(&to)? {
                Some(Listed::Nothing) => None,
                Some(Listed::Folder) => Some((Stands::Folder(Vec::new()), String::new())),
                Some(Listed::Submodule) => return Err(astray(path, SUBMODULE)),
                Some(Listed::File | Listed::Link) | None => self.at(&to)?,
            };
            to = match there {
                Some((Stands::Thing(contents), _)) if contents.r#type == "submodule" => {
                    return Err(astray(path, SUBMODULE));
                }
                Some((Stands::Thing(Contents { target: Some(target), .. }), _)) => led(path, &to, &target)?,
                Some((stands, place)) => return Ok(Some(Reached { to, stands, place })),
                None => match self.detour(path, &to)? {
                    Some(other) => other,
                    None => return Ok(None),
                },
            };
        }
        Err(astray(path, "is a link in a circle"))
    }

    /// The same path by the first link to a folder that is on its way.
    fn detour(&self, path: &str, to: &str) -> Result<Option<String>, Failure> {
        for (end, _) in to.match_indices('/') {
            let (above, rest) = to.split_at(end);
            match self.kind(above)? {
                Some(Listed::Folder) => continue,
                Some(Listed::Nothing | Listed::File | Listed::Submodule) => return Ok(None),
                Some(Listed::Link) | None => {}
            }
            match self.at(above)? {
                Some((Stands::Folder(_), _)) => {}
                Some((Stands::Thing(Contents { target: Some(target), .. }), _)) => {
                    let other = led(path, above, &target)? + rest;
                    return Ok(Some(other.trim_start_matches('/').to_owned()));
                }
                _ => return Ok(None),
            }
        }
        Ok(None)
    }

    /// All files, where GitHub lists them in one answer.
    fn all(&self) -> Result<Option<&Files>, Failure> {
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
            let Some((Stands::Folder(entries), place)) = self.at(&folder)? else { continue };
            asked += 1;
            if entries.len() >= MOST_ENTRIES || asked > MOST_FOLDERS {
                return Err(strange(&place, format!("it is more than is listed: {FETCH}")));
            }
            for Entry { path, r#type, .. } in entries {
                if r#type == "dir" { left.push(path) } else { files.push(path) }
            }
        }
        Ok(files)
    }

    /// All below a folder that is one, and not a link to one.
    fn below(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let Some(files) = self.all()? else { return self.walked(folder) };
        let inside = |path: &&String| {
            let rest = path.strip_prefix(folder);
            folder.is_empty() || rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let is_file = |kind: &Listed| *kind != Listed::Submodule;
        Ok(files
            .iter()
            .filter(|(_, kind)| is_file(kind))
            .map(|(path, _)| path)
            .filter(inside)
            .cloned()
            .collect())
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
        match self.kind(folder)? {
            Some(Listed::Nothing | Listed::Link | Listed::Submodule) | None => self.files_reached(folder),
            Some(Listed::File) => Ok(vec![folder.to_owned()]),
            Some(Listed::Folder) => self.below(folder),
        }
    }

    /// The same where links may be on the way.
    fn files_reached(&self, folder: &str) -> Result<Vec<String>, Failure> {
        match self.reached(folder)? {
            Some(Reached { to, stands: Stands::Folder(_), .. }) => {
                let named = |path: String| format!("{folder}/{}", path[to.len()..].trim_start_matches('/'));
                Ok(self.below(&to)?.into_iter().map(named).collect())
            }
            Some(Reached { stands: Stands::Thing(contents), .. }) if contents.r#type == "file" => {
                Ok(vec![folder.to_owned()])
            }
            _ => Ok(Vec::new()),
        }
    }

    fn listing(&self) -> String {
        self.client.repository(&format!("/git/trees/{}?recursive=1", self.commit))
    }
}

impl Tree for RemoteTree<'_> {
    fn text(&self, path: &str) -> Result<Option<String>, Unread> {
        self.text(path).map_err(|failure| unread(&failure))
    }

    fn files(&self, folder: &str) -> Result<Vec<String>, Unread> {
        self.files(folder).map_err(|failure| unread(&failure))
    }
}

/// What is wrong with the commit itself is the same wherever it is read.
fn unread(failure: &Failure) -> Unread {
    let said = failure.to_string();
    if matches!(failure, Failure::Astray { .. }) { Unread::Git(said) } else { Unread::GitHub(said) }
}

/// Where a link leads, from the top of the repository; `path` is what somebody asked for.
fn led(path: &str, link: &str, target: &str) -> Result<String, Failure> {
    base::led(link, target).ok_or_else(|| astray(path, base::OUTSIDE))
}

fn astray(path: &str, why: &'static str) -> Failure {
    Failure::Astray { path: path.to_owned(), why }
}

fn strange(place: &str, message: String) -> Failure {
    Failure::Strange { path: place.to_owned(), message }
}

/// Base64 in lines.
fn decoded(content: &str, place: &str) -> Result<String, Failure> {
    let plain: String = content.split_whitespace().collect();
    let bytes = BASE64_STANDARD.decode(plain).map_err(|error| strange(place, error.to_string()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
