//! What is read from the base commit of a pull request, since the head is its author's.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::check::{Report, Suppression, ignore_marks};
use crate::gate::base::Base;
use crate::gate::trust::{Guarded, settle, tell_edits};
use crate::gate::{OwnerMap, PLACES};
use crate::policy::find_files;
use crate::text::Source;

use super::config::Config;
use super::flags;
use super::options::Options;
use super::problem::Problem;

/// How the names of policy files end.
const POLICY: &str = ".policy.hcl";

/// The repository with the code owners that count: those of the base where one is given, unless a file is.
///
/// # Errors
/// Where the base cannot be read.
pub fn owner_map(
    path: &Path,
    codeowners: Option<&Path>,
    flags: &flags::Approvals,
) -> Result<OwnerMap, Problem> {
    let mut map = OwnerMap::around(path, codeowners).map_err(|problem| vec![problem])?;
    if let (Some(base), None) = (base(&map.root, flags)?, &flags.codeowners) {
        let named = codeowners.and_then(|path| map.path_of(path));
        let found = named.map_or_else(|| base.code_owners(), |path| base.code_owners_in(&path));
        map.found = found.map_err(Problem::input)?;
    }
    Ok(map)
}

/// The settings that count: those of the base where one is given, whatever the pull request makes of them.
///
/// # Errors
/// Where they cannot be read, or everything that is wrong with them.
pub fn config(flags: &flags::Check) -> Result<Config, Problem> {
    let path = Config::path_of(flags.config.as_deref());
    if flags.approvals.base.is_none() {
        return Ok(path.map_or_else(|| Ok(Config::default()), |path| Config::read(&path))?);
    }
    let path = path.unwrap_or_else(|| PathBuf::from(Config::NAME));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let map = OwnerMap::around(folder, None).map_err(|problem| vec![problem])?;
    let (Some(base), Some(place)) = (base(&map.root, &flags.approvals)?, map.path_of(&path)) else {
        return Err(Problem::usage(format!("{} is outside of {}", path.display(), map.root.display())));
    };
    match base.text(&place).map_err(Problem::input)? {
        Some(text) => {
            let name = format!("{}:{place}", flags.approvals.base.as_deref().unwrap_or_default());
            Ok(Config::of(&Source::new(name, text), &path)?)
        }
        None => Ok(Config::default()),
    }
}

fn base(root: &Path, flags: &flags::Approvals) -> Result<Option<Base>, Problem> {
    let name = flags.base.as_deref();
    name.map(|name| Base::of(root, name).map_err(|why| Problem::input(format!("--base: {why}")))).transpose()
}

/// Where approvals are asked for, comments that the pull request adds count only with one, and its edits to what the check
/// goes by are told. Without a base, every comment may be its own.
///
/// # Errors
/// Where the base cannot be read.
pub fn apply(
    report: &mut Report,
    path: &Path,
    options: &Options,
    flags: &flags::Approvals,
) -> Result<(), Problem> {
    if flags.base.is_none() && !flags.ask() {
        return Ok(());
    }
    let map = owner_map(path, options.codeowners.as_deref(), flags)?;
    let base = base(&map.root, flags)?;
    let owners = |file: &str| -> Vec<String> {
        let path = map.path_of(Path::new(file)).or_else(|| Some(file.to_owned()));
        let line = path.as_deref().and_then(|path| map.line_for(path));
        line.map(|(_, line)| line.owners.iter().map(ToString::to_string).collect()).unwrap_or_default()
    };
    let text = |file: &str| {
        let path = map.path_of(Path::new(file))?;
        base.as_ref()?.text(&path).ok().flatten()
    };
    let was_there = |suppression: &Suppression| {
        let file = &suppression.location.file;
        text(file)
            .is_some_and(|text| ignore_marks(&Source::new(file.as_str(), text)).contains(&suppression.mark))
    };
    settle(report, &was_there, &owners);
    if let Some(base) = &base {
        tell_edits(report, &guarded(&map, base, &options.policy_folders)?, &owners);
    }
    Ok(())
}

/// The files that the check goes by.
fn guarded(map: &OwnerMap, base: &Base, policies: &[PathBuf]) -> Result<Vec<Guarded>, Problem> {
    let mut files = Vec::new();
    for place in PLACES.into_iter().chain([".sekisho.hcl"]) {
        let now = std::fs::read_to_string(map.root.join(place)).ok();
        let base = base.text(place).map_err(Problem::input)?;
        files.push(Guarded { name: place.to_owned(), now, base, counts_now: false });
    }
    for path in policy_paths(map, base, policies)? {
        let now = std::fs::read_to_string(map.root.join(&path)).ok();
        let base = base.text(&path).map_err(Problem::input)?;
        files.push(Guarded { name: path, now, base, counts_now: true });
    }
    Ok(files)
}

/// The policies that there are, and those that there were.
fn policy_paths(map: &OwnerMap, base: &Base, policies: &[PathBuf]) -> Result<BTreeSet<String>, Problem> {
    let mut paths = BTreeSet::new();
    for given in policies {
        let files = find_files(given, POLICY).unwrap_or_default();
        paths.extend(files.iter().filter_map(|file| map.path_of(file)));
        let folder = map.path_of(given).unwrap_or_default();
        let there = base.files(&folder).map_err(Problem::input)?;
        paths.extend(there.into_iter().filter(|path| path.ends_with(POLICY)));
    }
    Ok(paths)
}
