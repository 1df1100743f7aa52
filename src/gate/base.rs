//! Files as they are in a commit: on the branch that a pull request is to be merged into above all, read with git or from
//! where else they are.
//!
//! The head of a pull request is its author's. What decides about it is read from here.
//!
//! Git is asked for what is in its store and nothing else: nothing that a repository configures is run for it, nothing is
//! fetched, and variables of the environment that would lead it to another repository are not handed on.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;

use thiserror::Error;

use crate::text::Source;

use super::codeowners::{CodeOwners, Found, MAX_BYTES, PLACES};

/// How git calls a link.
pub const LINK: &str = "120000";
/// More links than this, one after the other, are a circle.
pub const MOST_LINKS: usize = 20;
/// What is said of a link that nobody follows.
pub const OUTSIDE: &str = "is a link that leads out of the repository";
/// What is said of a repository in the place of a file.
pub const SUBMODULE: &str = "is a submodule: its files are not in this repository";

/// Where a link leads, from the root; none where that is outside.
#[must_use]
pub fn led(link: &str, target: &str) -> Option<String> {
    let mut names: Vec<&str> = link.split('/').collect();
    names.pop();
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()?),
            name => names.push(name),
        }
    }
    (!target.starts_with('/')).then(|| names.join("/"))
}

/// Why a file of a commit could not be read; that it is not there is no such reason.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unread {
    /// The repository at hand does not give it.
    #[error("{0}")]
    Git(String),
    /// GitHub does not.
    #[error("{0}")]
    GitHub(String),
}

/// The files of a commit.
pub trait Tree {
    /// The text of a file, by its path from the root; none where there is no file.
    ///
    /// # Errors
    /// Where nobody can tell.
    fn text(&self, path: &str) -> Result<Option<String>, Unread>;

    /// The paths of all files in a folder and below, from the root; the path itself where it is a file.
    ///
    /// # Errors
    /// Where nobody can tell.
    fn files(&self, folder: &str) -> Result<Vec<String>, Unread>;
}

/// A commit of the repository at a folder.
#[derive(Clone)]
pub struct Base {
    root: PathBuf,
    tree: Rc<dyn Tree>,
}

/// What a commit has at a path; links inside of it are followed.
enum Object {
    Nothing,
    Blob(String),
    Tree(String),
}

impl Base {
    /// The commit of this name in the repository that has its root here.
    ///
    /// # Errors
    /// Where there is no such commit, or no git.
    pub fn of(root: &Path, name: &str) -> Result<Self, Unread> {
        let said = named(root, name).map_err(Unread::Git)?;
        match said.text.as_deref().map(str::trim) {
            Some(_) if is_ambiguous(root, name) => Err(Unread::Git(format!(
                "`{name}` means several things in {}: give the full SHA, or all of the name (refs/remotes/origin/main)",
                root.display()
            ))),
            Some(commit) if is_full_name(commit) => Ok(Self::at(root, commit)),
            _ => {
                let help = "fetch it first (actions/checkout with fetch-depth: 0 has all commits)";
                let place = root.display();
                Err(Unread::Git(said.why.map_or_else(
                    || format!("there is no commit `{name}` in {place}: {help}"),
                    |why| format!("the commit `{name}` cannot be read in {place}: {why}"),
                )))
            }
        }
    }

    /// The last commit that two have in common; none where the repository has not all of their history, or there are
    /// several such commits.
    #[must_use]
    pub fn common(root: &Path, one: &str, other: &str) -> Option<Self> {
        let text = |said: Result<Said, String>| Some(said.ok()?.text?.trim().to_owned());
        if text(git(root, &["rev-parse", "--is-shallow-repository"], ""))? != "false" {
            return None;
        }
        let (one, other) = (text(named(root, one))?, text(named(root, other))?);
        let common = text(git(root, &["merge-base", "--all", &one, &other], ""))?;
        (!common.contains('\n')).then(|| Self::at(root, &common))
    }

    fn at(root: &Path, commit: &str) -> Self {
        Self::from(root, Rc::new(GitTree { root: root.to_owned(), commit: commit.to_owned() }))
    }

    /// The files of a commit, wherever they are, for the repository that has its root here.
    #[must_use]
    pub fn from(root: &Path, tree: Rc<dyn Tree>) -> Self {
        Self { root: root.to_owned(), tree }
    }

    /// The text of a file, by its path from the root; none where there is no file.
    ///
    /// # Errors
    /// Where nobody can tell, or a link leads out of the repository.
    pub fn text(&self, path: &str) -> Result<Option<String>, Unread> {
        self.tree.text(path)
    }

    /// The paths of all files in a folder and below, from the root; the path itself where it is a file.
    ///
    /// # Errors
    /// As for [`Self::text`].
    pub fn files(&self, folder: &str) -> Result<Vec<String>, Unread> {
        self.tree.files(folder)
    }

    /// The code owners in a file, by its path from the root.
    ///
    /// # Errors
    /// As for [`Self::text`].
    pub fn code_owners_in(&self, place: &str) -> Result<Found, Unread> {
        let Some(text) = self.text(place)? else { return Ok(Found::Nothing) };
        let (size, path) = (text.len() as u64, self.root.join(place));
        if size > MAX_BYTES {
            return Ok(Found::TooLarge(path, size));
        }
        Ok(Found::File(Box::new(CodeOwners::parse(Source::new(path.display().to_string(), text)))))
    }

    /// The code owners there.
    ///
    /// # Errors
    /// As for [`Self::text`].
    pub fn code_owners(&self) -> Result<Found, Unread> {
        for place in PLACES {
            let found = self.code_owners_in(place)?;
            if !matches!(found, Found::Nothing) {
                return Ok(found);
            }
        }
        Ok(Found::Nothing)
    }
}

/// A commit that git has.
struct GitTree {
    root: PathBuf,
    commit: String,
}

impl Tree for GitTree {
    fn text(&self, path: &str) -> Result<Option<String>, Unread> {
        self.read(path).map_err(Unread::Git)
    }

    fn files(&self, folder: &str) -> Result<Vec<String>, Unread> {
        self.list(folder).map_err(Unread::Git)
    }
}

impl GitTree {
    fn read(&self, path: &str) -> Result<Option<String>, String> {
        match self.object(path)? {
            Object::Blob(id) => self.must(&["cat-file", "blob", &id]).map(Some),
            Object::Tree(_) | Object::Nothing => Ok(None),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, String> {
        let tree = match self.object(folder)? {
            Object::Nothing => return Ok(Vec::new()),
            Object::Blob(_) => return Ok(vec![folder.to_owned()]),
            Object::Tree(id) => id,
        };
        let listed = self.must(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", &tree])?;
        let below = |path: &str| if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
        Ok(listed.split('\0').filter(|path| !path.is_empty()).map(below).collect())
    }

    fn object(&self, path: &str) -> Result<Object, String> {
        let mut to = path.to_owned();
        for _ in 0..MOST_LINKS {
            match self.followed(path, &to)? {
                Some(object) => return Ok(object),
                None => match self.led(path, &to)? {
                    Some(other) => to = other,
                    None => return Ok(Object::Nothing),
                },
            }
        }
        Err(format!("{path} is a link in a circle"))
    }

    /// What stands at a path, where git follows links; none where one of them leads nowhere, as git sees it.
    fn followed(&self, path: &str, to: &str) -> Result<Option<Object>, String> {
        if to.contains(['\n', '\r']) {
            return Err(format!("{path:?} has a line break in it"));
        }
        let asked = format!("{}:./{to}\n", self.commit);
        let said = git(&self.root, &["cat-file", "--batch-check", "--follow-symlinks"], &asked)?;
        let answer = said.text.ok_or_else(|| said.why.unwrap_or_else(|| "git says nothing".to_owned()))?;
        let first = answer.lines().next().unwrap_or_default();
        match first.split(' ').collect::<Vec<_>>()[..] {
            [id, "blob", _] => Ok(Some(Object::Blob(id.to_owned()))),
            [id, "tree", _] => Ok(Some(Object::Tree(id.to_owned()))),
            ["symlink", _] => Err(format!("{path} {OUTSIDE}")),
            ["loop", _] => Err(format!("{path} is a link in a circle")),
            ["notdir", _] => Ok(Some(Object::Nothing)),
            ["dangling", _] => Ok(None),
            _ => self.missing(path, to).map(Some),
        }
    }

    /// The same path by the first link on its way: git takes a `.` in one for the name of a file.
    fn led(&self, path: &str, to: &str) -> Result<Option<String>, String> {
        let ends = to.match_indices('/').map(|(end, _)| end).chain([to.len()]);
        for (link, rest) in ends.map(|end| to.split_at(end)) {
            if let Some((mode, _, id)) = self.listed(link)?
                && mode == LINK
            {
                let target = self.must(&["cat-file", "blob", &id])?;
                let other = led(link, &target).ok_or_else(|| format!("{path} {OUTSIDE}"))? + rest;
                return Ok(Some(other.trim_start_matches('/').to_owned()));
            }
        }
        Ok(None)
    }

    /// What is not in a tree is not there; what a tree names and git does not have cannot be read.
    fn missing(&self, path: &str, to: &str) -> Result<Object, String> {
        match self.listed(to)? {
            None => Ok(Object::Nothing),
            Some((_, kind, _)) if kind == "commit" => Err(format!("{path} {SUBMODULE}")),
            Some(_) => Err(format!("{path} has not been fetched (a partial clone leaves files out)")),
        }
    }

    /// What the commit lists at a path, with its mode, kind and name.
    fn listed(&self, path: &str) -> Result<Option<(String, String, String)>, String> {
        let place = format!("./{path}");
        let listed = self.must(&["--literal-pathspecs", "ls-tree", "-z", &self.commit, "--", &place])?;
        let mut words = listed.split([' ', '\t']).map(str::to_owned);
        Ok(words.next().zip(words.next()).zip(words.next()).map(|((mode, kind), id)| (mode, kind, id)))
    }

    fn must(&self, arguments: &[&str]) -> Result<String, String> {
        let said = git(&self.root, arguments, "")?;
        said.text.ok_or_else(|| {
            let why = said.why.unwrap_or_else(|| "it says nothing".to_owned());
            format!("git {} of {} fails: {why}", arguments[0], self.commit)
        })
    }
}

/// An answer of git.
struct Said {
    /// What it printed; none where it refused.
    text: Option<String>,
    /// The last thing that it complained about.
    why: Option<String>,
    /// All that it complained about.
    complaints: String,
}

/// Settings that win over those of the repository.
const SETTINGS: [&str; 8] = [
    "--no-pager",
    "--no-replace-objects",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    // A folder of the repository may look like a repository of its own, with settings of its own.
    "safe.bareRepository=explicit",
];

/// Nothing is fetched, and nobody is asked.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
];

fn git(root: &Path, arguments: &[&str], input: &str) -> Result<Said, String> {
    let wrong = |error: std::io::Error| format!("git cannot be run: {error}");
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| leads_astray(&name.to_string_lossy())) {
        command.env_remove(name);
    }
    command.envs(ENVIRONMENT).arg("-C").arg(root).args(SETTINGS).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(wrong)?;
    if let Some(mut stdin) = child.stdin.take() {
        // One line at most, which fits any pipe; a git that has ended already says why itself.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(wrong)?;
    let text = output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned());
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = complaints.lines().map(str::trim).rfind(|line| line.starts_with("fatal: "));
    let why = last.map(|line| line.trim_start_matches("fatal: ").to_owned());
    Ok(Said { text, why, complaints })
}

/// Whether this is the full name of a commit, be it in SHA-1 or SHA-256: it cannot be anything else that git or GitHub knows.
#[must_use]
pub fn is_full_name(name: &str) -> bool {
    [40, 64].contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The full name of a commit.
fn named(root: &Path, name: &str) -> Result<Said, String> {
    let wanted = format!("{name}^{{commit}}");
    git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted], "")
}

/// The full name of a commit of the repository that has its root here; none where git cannot tell.
#[must_use]
pub fn commit_of(root: &Path, name: &str) -> Option<String> {
    let said = named(root, name).ok()?.text?;
    Some(said.trim().to_owned()).filter(|commit| is_full_name(commit))
}

/// Whether a name means several things, of which git takes one: a tag before a branch, say. Whoever may push a tag could
/// name the base. Nothing else is meant by the full name of a commit, or by HEAD.
fn is_ambiguous(root: &Path, name: &str) -> bool {
    let wanted = format!("{name}^{{commit}}");
    let asked = ["-c", "core.warnAmbiguousRefs=true", "rev-parse", "--verify", "--end-of-options", &wanted];
    let warns = |said: Said| said.complaints.lines().any(|line| line.ends_with(" is ambiguous."));
    let is_sure = is_full_name(name) || name.split(['~', '^', '@']).next() == Some("HEAD");
    !is_sure && git(root, &asked, "").is_ok_and(warns)
}

/// Hooks, and whoever means another repository, set these. What is configured by variables is the user's own.
fn leads_astray(name: &str) -> bool {
    name.starts_with("GIT_") && !name.starts_with("GIT_CONFIG") && name != "GIT_EXEC_PATH"
}
