//! What a pull request may not decide about itself: comments that it adds to suppress findings, and edits to what the
//! check goes by.

use crate::check::{Age, Finding, Location, Report, Status, fingerprint};
use crate::policy::{Level, Severity};

/// A file that the check goes by: as it is on the base, whatever the pull request makes of it.
#[derive(Clone, Debug)]
pub struct Guarded {
    /// Its path from the repository's root.
    pub name: String,
    /// As it is now.
    pub now: Now,
    /// As it is on the base; none where it is new.
    pub base: Option<String>,
    /// The same of the commit at which the pull request left the branch, where somebody can tell.
    pub left: Option<Option<String>>,
}

/// What has become of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Now {
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
    #[must_use]
    pub fn edit(&self) -> Option<&'static str> {
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

/// Marks suppressions that are, or may be, the pull request's own, with those who own the file that they stand in. What an
/// owner must let pass stands until one has: a comment alone is no approval.
pub fn settle(report: &mut Report, age: &dyn Fn(&Finding) -> Age, owners: &dyn Fn(&str) -> Vec<String>) {
    for finding in report.findings.iter_mut().filter(|finding| finding.suppression.is_some()) {
        let age = age(finding);
        if age != Age::Settled && finding.level == Level::MandatoryOverridable {
            finding.status = Status::Failed;
        }
        if let Some(suppression) = &mut finding.suppression {
            suppression.age = age;
            suppression.owners = owners(&suppression.location.file);
        }
    }
    report.sort_findings();
}

/// A finding for each file that is edited.
pub fn tell_edits(report: &mut Report, files: &[Guarded], owners: &dyn Fn(&str) -> Vec<String>) {
    for (file, what) in files.iter().filter_map(|file| Some((file, file.edit()?))) {
        let title = "What the check goes by is not changed in passing";
        report.advise(title, edit(file, what, owners(&file.name)));
    }
    report.sort_findings();
}

fn edit(file: &Guarded, what: &str, owners: Vec<String>) -> Finding {
    let rule = "guarded_file_edited";
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
