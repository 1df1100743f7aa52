//! The repository that is checked, and the commits that tell whose its files are.
//!
//! The head of a pull request is its author's. Of every file that decides, the repository's own counts as it is on the base,
//! one that the pull request brings does not count, and what the repository does not have is whoever runs the check's own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::check::Report;
use crate::text::Diagnostic;

use super::base::{Base, Unread};
use super::codeowners::Found;
use super::map::OwnerMap;

/// The repository, with the commits between which a pull request stands where there is one.
pub struct Ground {
    /// A place in the repository that is checked.
    checked: PathBuf,
    /// Nothing is known here of who owns its files.
    repository: OwnerMap,
    commits: Option<Commits>,
}

/// What a pull request is to be merged into, and what it makes of it.
pub struct Commits {
    /// What the base is called.
    pub name: String,
    /// What it is to be merged into.
    pub base: Base,
    /// What is checked; none where nobody knows.
    pub head: Option<Base>,
    /// Finds the commit at which the pull request left the branch, for those who need it; none where nobody can tell.
    pub common: Box<dyn Fn() -> Option<Base>>,
}

/// Whose a file is, and what counts of it.
#[derive(Debug)]
pub enum Kept {
    /// The repository's: as it is on the base.
    Base(String),
    /// The pull request's: it does not count.
    New,
    /// Not the repository's, or nothing is known of a pull request: as it is at hand.
    Own,
}

/// Why code owners cannot be read.
#[derive(Debug, Error)]
pub enum OwnersUnread {
    /// The base does not give them.
    #[error(transparent)]
    Base(#[from] Unread),
    /// A file at hand cannot be read.
    #[error("{}", .0.message)]
    File(Diagnostic),
}

impl Ground {
    /// The repository that a place is in; a file of code owners that is named may tell where its root is.
    #[must_use]
    pub fn around(checked: &Path, codeowners: Option<&Path>) -> Self {
        let repository = OwnerMap::bare(checked, codeowners);
        Self { checked: checked.to_owned(), repository, commits: None }
    }

    /// The same with the commits of a pull request, where they are known.
    #[must_use]
    pub fn between(self, commits: Option<Commits>) -> Self {
        Self { commits, ..self }
    }

    /// The repository's root.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.repository.root
    }

    /// The commits of the pull request; none where nothing is known of one.
    #[must_use]
    pub fn commits(&self) -> Option<&Commits> {
        self.commits.as_ref()
    }

    /// Whose a file is.
    ///
    /// # Errors
    /// Where the base cannot be read.
    pub fn kept(&self, path: &Path) -> Result<Kept, Unread> {
        let (Some(commits), Some(place)) = (&self.commits, self.place_of(path)) else {
            return Ok(Kept::Own);
        };
        Ok(match commits.base.text(&place)? {
            Some(text) => Kept::Base(text),
            None if commits.head_has(&place) => Kept::New,
            None => Kept::Own,
        })
    }

    /// Where the repository keeps a path, as [`OwnerMap::place_of`] has it.
    #[must_use]
    pub fn place_of(&self, path: &Path) -> Option<String> {
        self.repository.place_of(path)
    }

    /// Whether a path of the repository is, or goes through, a link that leads out of it.
    #[must_use]
    pub fn leads_out(&self, path: &Path) -> bool {
        self.repository.leads_out(path)
    }

    /// A root module's folder, from the repository's root: `.` for that itself.
    #[must_use]
    pub fn root_of(&self, folder: Option<&Path>) -> String {
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if folder.canonicalize().is_ok_and(|folder| folder == self.root()) {
            return ".".to_owned();
        }
        self.repository.path_of(folder).unwrap_or_else(|| folder.display().to_string())
    }

    /// The folder of an input's root module, from the repository's root: empty for that itself.
    pub(super) fn root_folder(&self, report: &Report, input: usize) -> String {
        let folder = report.inputs.get(input).and_then(|input| input.folder.as_deref());
        Some(self.root_of(folder)).filter(|root| root != ".").unwrap_or_default()
    }

    /// Whether the repository has a folder.
    #[must_use]
    pub fn has_folder(&self, place: &str) -> bool {
        self.root().join(place).is_dir()
    }

    /// Where a file of this name may be: in the current folder and in those above it in the repository.
    #[must_use]
    pub fn upward(&self, name: &str) -> Vec<PathBuf> {
        let Some(here) = self.place_of(Path::new(".")) else { return Vec::new() };
        let levels = here.split('/').filter(|name| !name.is_empty()).count();
        let up = |levels| std::iter::repeat_n("..", levels).collect::<PathBuf>();
        (0..=levels).map(|level| up(level).join(name)).collect()
    }

    /// The files in a folder of the repository and below that end so, on the base or at the head, from the root.
    ///
    /// # Errors
    /// Where the base cannot be read.
    pub fn files(&self, folder: &str, ending: &str) -> Result<BTreeSet<String>, Unread> {
        let Some(commits) = &self.commits else { return Ok(BTreeSet::new()) };
        let mut places: BTreeSet<String> = commits.base.files(folder)?.into_iter().collect();
        // What the head makes of the folder hinders nothing, be it a link to nowhere.
        places.extend(commits.head.iter().flat_map(|head| head.files(folder).unwrap_or_default()));
        places.retain(|path| path.ends_with(ending));
        Ok(places)
    }

    /// The repository with the code owners that count.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn owners(&self, named: Option<&Path>) -> Result<OwnerMap, OwnersUnread> {
        // A file of code owners in a place where GitHub looks for one tells by that which folder its patterns are from.
        let root = named
            .map_or_else(|| self.root().to_owned(), |file| OwnerMap::bare(&self.checked, Some(file)).root);
        let found = match (&self.commits, named) {
            (None, None) => Found::at(self.root()).map_err(OwnersUnread::File)?,
            (Some(commits), None) => commits.base.code_owners()?,
            (commits, Some(path)) => match (self.kept(path)?, commits, self.place_of(path)) {
                (Kept::Base(_), Some(commits), Some(place)) => commits.base.code_owners_in(&place)?,
                (Kept::New, ..) => Found::Nothing,
                _ => Found::read(path).map_err(OwnersUnread::File)?,
            },
        };
        Ok(OwnerMap { root, found })
    }

    /// Where the repository keeps a file, if the commit that is checked has it: not that of a module that was fetched.
    pub(super) fn own_place(&self, file: &str) -> Option<String> {
        let place = self.place_of(Path::new(file))?;
        self.commits.as_ref().is_some_and(|commits| commits.head_has(&place)).then_some(place)
    }

    /// A file as the base has it; none also where that cannot be told. Of one that has become a link since, that is not what
    /// the link leads to.
    pub(super) fn before(&self, file: &str) -> Option<String> {
        let place = self.place_of(Path::new(file))?;
        self.commits.as_ref()?.base.text(&place).ok().flatten()
    }
}

impl Commits {
    /// Whether the commit that is checked has a file; what cannot be told is its own too.
    pub(super) fn head_has(&self, place: &str) -> bool {
        self.head.as_ref().is_none_or(|head| !matches!(head.text(place), Ok(None)))
    }
}
