//! Edits to what the check goes by.

use std::collections::BTreeSet;

use crate::check::{FILE_EDITED, Finding, Location, Report, fingerprint};
use crate::policy::Severity;

use super::super::base::Unread;
use super::super::codeowners::PLACES;
use super::super::ground::{Commits, Ground};
use super::Deciding;

/// A file that the check goes by: as it is on the base, whatever the pull request makes of it.
pub(super) struct Guarded {
    /// Its path from the repository's root.
    name: String,
    /// As it is now.
    now: Now,
    /// As it is on the base; none where it is new.
    base: Option<String>,
    /// The same of the commit at which the pull request left the branch, where somebody can tell.
    left: Option<Option<String>>,
}

/// What has become of a file.
enum Now {
    /// It is not there.
    Gone,
    /// It has this text.
    Text(String),
    /// It is a link out of the repository, which nobody follows.
    Elsewhere,
}

impl Guarded {
    /// What the pull request does to it; none where it is as it is on the base, or as it was there when the pull request
    /// left: what has happened on the branch since is not the pull request's doing.
    fn edit(&self) -> Option<&'static str> {
        if self.is_as(self.base.as_ref()) || self.left.as_ref().is_some_and(|left| self.is_as(left.as_ref()))
        {
            return None;
        }
        Some(match (&self.base, &self.now) {
            (_, Now::Elsewhere) => "a link that leads out of the repository",
            (None, _) => "added",
            (Some(_), Now::Gone) => "removed",
            (Some(_), Now::Text(_)) => "edited",
        })
    }

    /// Whether it is as it was. How lines end is git's business.
    fn is_as(&self, was: Option<&String>) -> bool {
        let lines = |text: &str| text.replace("\r\n", "\n");
        match (was, &self.now) {
            (None, Now::Gone) => true,
            (Some(was), Now::Text(now)) => lines(was) == lines(now),
            _ => false,
        }
    }

    /// What follows from it.
    fn consequence(&self) -> &'static str {
        match self.base {
            Some(_) => "the check goes by it as it is on the base",
            None => "the check does not go by it before it is merged",
        }
    }
}

/// The files that the check goes by.
pub(super) fn guarded(
    ground: &Ground,
    commits: &Commits,
    deciding: &Deciding,
) -> Result<Vec<Guarded>, Unread> {
    let mut places: BTreeSet<String> = PLACES.iter().map(|place| (*place).to_owned()).collect();
    places.extend(deciding.files.iter().filter_map(|path| ground.place_of(path)));
    for (folder, ending) in &deciding.folders {
        if let Some(folder) = ground.place_of(folder) {
            places.extend(ground.files(&folder, ending)?);
        }
    }
    let mut guarded = Vec::new();
    for place in places {
        let base = commits.base.text(&place)?;
        if base.is_some() || commits.head_has(&place) {
            guarded.push(Guarded { now: now(ground, &place), base, left: None, name: place });
        }
    }
    let mut edited = guarded.iter_mut().filter(|file| file.edit().is_some()).peekable();
    if let Some(common) = edited.peek().and_then(|_| (commits.common)()) {
        edited.for_each(|file| file.left = common.text(&file.name).ok());
    }
    Ok(guarded)
}

/// A file as it is at hand; links out of the repository are not followed.
fn now(ground: &Ground, place: &str) -> Now {
    let path = ground.root().join(place);
    if path.symlink_metadata().is_err() {
        return Now::Gone;
    }
    if ground.leads_out(&path) {
        return Now::Elsewhere;
    }
    std::fs::read(&path).map_or(Now::Gone, |text| Now::Text(String::from_utf8_lossy(&text).into_owned()))
}

/// A finding for each file that is edited.
pub(super) fn tell(report: &mut Report, files: &[Guarded], owners: &dyn Fn(&str) -> Vec<String>) {
    for (file, what) in files.iter().filter_map(|file| Some((file, file.edit()?))) {
        report.advise(edit(file, what, owners(&file.name)));
    }
    report.sort_findings();
}

fn edit(file: &Guarded, what: &str, owners: Vec<String>) -> Finding {
    let rule = FILE_EDITED;
    let message = format!("{} is {what} here; {}.", file.name, file.consequence());
    Finding {
        severity: Severity::Medium,
        location: matches!(file.now, Now::Text(_)).then(|| Location {
            file: file.name.clone(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
        }),
        owners,
        fingerprint: fingerprint(rule, &file.name, "", 0, &[]),
        ..Finding::advice(rule.into(), file.name.as_str().into(), message)
    }
}
