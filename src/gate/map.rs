//! A repository and who owns its files: from files as they are reported to owners.

use std::path::{Component, Path, PathBuf};

use crate::check::{Finding, Report, Responsible};
use crate::terraform::is_fetched;
use crate::text::Diagnostic;

use super::approval::is_gated;
use super::codeowners::{CodeOwners, Found, Line, PLACES};

/// A repository, as far as owners are concerned.
#[derive(Clone, Debug)]
pub struct OwnerMap {
    /// Its root, links resolved.
    pub root: PathBuf,
    /// Its code owners.
    pub found: Found,
}

impl OwnerMap {
    /// The repository that a path is in, with the code owners that it has or those of another file.
    ///
    /// A path outside of all repositories, as that of a plan may be, is taken to be of the one that the current folder is in.
    /// Outside git, the root is where a file of code owners stands that is named as GitHub wants it, else the current folder.
    ///
    /// # Errors
    /// Where a file of code owners cannot be read.
    pub fn around(path: &Path, codeowners: Option<&Path>) -> Result<Self, Diagnostic> {
        let mut map = Self::bare(path, codeowners);
        map.found = match codeowners {
            Some(file) => Found::read(file)?,
            None => Found::at(&map.root)?,
        };
        Ok(map)
    }

    /// The same without looking at any file of code owners.
    #[must_use]
    pub fn bare(path: &Path, codeowners: Option<&Path>) -> Self {
        let path = real(path);
        let own = codeowners.and_then(root_of).filter(|root| path.starts_with(root));
        let here = real(Path::new("."));
        let root = own.or_else(|| git_root(&path)).or_else(|| git_root(&here)).unwrap_or(here);
        Self { root, found: Found::Nothing }
    }

    /// Whether it is one of git, and not just a folder.
    #[must_use]
    pub fn is_repository(&self) -> bool {
        self.root.join(".git").exists()
    }

    /// The path of a file as CODEOWNERS has it: from the root, with slashes; none where it is outside. Links are
    /// followed, for who edits what stands behind one edits the value.
    #[must_use]
    pub fn path_of(&self, file: &Path) -> Option<String> {
        let real = real(file);
        let inside = real.strip_prefix(&self.root).ok()?;
        let names: Option<Vec<&str>> = inside.iter().map(|name| name.to_str()).collect();
        names.map(|names| names.join("/")).filter(|path| !path.is_empty())
    }

    /// Where the repository keeps a path, from its root; none where that is outside. Links inside of the repository are
    /// not followed: a pull request can lay them.
    #[must_use]
    pub fn place_of(&self, path: &Path) -> Option<String> {
        let absolute = plain(path);
        let is_root = |folder: &&Path| folder.canonicalize().is_ok_and(|folder| folder == self.root);
        let root = absolute.ancestors().filter(is_root).last()?;
        let inside = absolute.strip_prefix(root).ok()?;
        let names: Option<Vec<&str>> = inside.iter().map(|name| name.to_str()).collect();
        names.map(|names| names.join("/"))
    }

    /// Whether a path of the repository is, or goes through, a link that leads out of it.
    #[must_use]
    pub fn leads_out(&self, path: &Path) -> bool {
        self.place_of(path).is_some_and(|place| !place.is_empty()) && self.path_of(path).is_none()
    }

    /// The line that decides about a file that is given as [`Self::path_of`] gives it.
    #[must_use]
    pub fn line_for(&self, path: &str) -> Option<(&CodeOwners, &Line)> {
        let file = self.found.file()?;
        Some((file, file.line_for(path)?))
    }

    /// `.github/CODEOWNERS:12`
    #[must_use]
    pub fn name_of(&self, file: &CodeOwners, line: &Line) -> String {
        let name = Path::new(file.source.name());
        let shown = self.path_of(name).unwrap_or_else(|| file.source.name().to_owned());
        format!("{shown}:{}", line.number)
    }
}

/// Absolute, links resolved as far as the path is there; the rest of it may come to be.
fn real(path: &Path) -> PathBuf {
    let mut absolute = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(".")).components() {
        match part {
            Component::ParentDir => {
                absolute.pop();
            }
            part => absolute.push(part),
        }
        absolute = absolute.canonicalize().unwrap_or(absolute);
    }
    absolute
}

/// Absolute, with `..` taken at its word.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_default().components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

fn git_root(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// The root that a file of code owners belongs to by its place.
fn root_of(codeowners: &Path) -> Option<PathBuf> {
    let codeowners = real(codeowners);
    // The longest place first: the file in `docs` is also one named CODEOWNERS.
    let place = PLACES.iter().filter(|place| codeowners.ends_with(place)).max_by_key(|place| place.len())?;
    codeowners.ancestors().nth(Path::new(place).iter().count()).map(Path::to_owned)
}

/// Gives every finding the owners of the file that answers for it: the one its value is written in. Without source at
/// hand no file is known, and then nobody owns it.
pub fn assign_owners(report: &mut Report, repository: &OwnerMap) {
    let is_asked = |finding: &Finding| repository.found.file().is_some() || is_gated(finding);
    for at in 0..report.findings.len() {
        let file = Some(&report.findings[at]).filter(|finding| is_asked(finding));
        let file = file.and_then(|finding| written_in(finding, report));
        let Some(path) = file.and_then(|file| repository.path_of(Path::new(file))) else { continue };
        own(&mut report.findings[at], repository, path);
    }
}

/// Gives a finding the owners of a file, by its path from the root.
pub fn own(finding: &mut Finding, repository: &OwnerMap, path: String) {
    let line = repository.line_for(&path);
    finding.owners = line.iter().flat_map(|(_, line)| &line.owners).map(ToString::to_string).collect();
    let line = line.map(|(file, line)| repository.name_of(file, line));
    finding.responsible = Some(Responsible { file: path, line });
}

/// The file of source that a finding stands in; a place in the plan itself is none. Of what stands in a module that was
/// fetched it is the first of this repository that its value comes to, be it the call for which that was.
fn written_in<'r>(finding: &'r Finding, report: &Report) -> Option<&'r str> {
    let input = report.inputs.get(finding.input)?;
    let passed = finding.chain.iter().map(|passage| &passage.location);
    let mut files = finding.location.iter().chain(passed).map(|place| place.file.as_str());
    files.find(|file| !is_fetched(Path::new(file))).filter(|file| *file != input.path)
}
