//! What a pull request may not decide about itself: comments that it adds to suppress findings, and edits to what the
//! check goes by.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::check::{Finding, Location, Report, RuleSummary, Status, Suppression};
use crate::policy::{Docs, Level, Severity};

/// A file that the check goes by.
#[derive(Clone, Debug)]
pub struct Guarded {
    /// As it is reported.
    pub name: String,
    /// As it is now; none where it is gone.
    pub now: Option<String>,
    /// As it is on the base; none where it is new.
    pub base: Option<String>,
    /// Whether what counts is what it is now, so that an owner must approve the edit.
    pub counts_now: bool,
}

/// Marks suppressions that are the pull request's own, with those who own the file that they stand in.
pub fn settle(
    report: &mut Report,
    was_there: &dyn Fn(&Suppression) -> bool,
    owners: &dyn Fn(&str) -> Vec<String>,
) {
    for suppression in report.findings.iter_mut().filter_map(|finding| finding.suppression.as_mut()) {
        suppression.settled = was_there(suppression);
        suppression.owners = owners(&suppression.location.file);
    }
}

/// A finding for each file that is edited.
pub fn tell_edits(report: &mut Report, files: &[Guarded], owners: &dyn Fn(&str) -> Vec<String>) {
    for file in files.iter().filter(|file| file.now != file.base) {
        let finding = edit(file, owners(&file.name));
        if report.rule(finding.rule).is_none() {
            let title = "What the check goes by is not changed in passing".to_owned();
            let docs = Docs { title, severity: finding.severity, ..Docs::default() };
            let (id, level) = (finding.rule, finding.level);
            report.rules.push(RuleSummary { id, file: String::new(), docs: Arc::new(docs), level });
            report.rules.sort_by_key(|rule| rule.id);
        }
        report.findings.push(finding);
    }
    report.sort_findings();
}

fn edit(file: &Guarded, owners: Vec<String>) -> Finding {
    let digest =
        |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let what = match (&file.base, &file.now) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "edited",
    };
    let (rule, level, after) = if file.counts_now {
        ("guarded_policy_edited", Level::MandatoryOverridable, "and the check goes by it as it is here")
    } else {
        ("guarded_file_edited", Level::Advisory, "and the check goes by it as it is on the base")
    };
    Finding {
        rule: rule.into(),
        address: file.name.as_str().into(),
        operation: None,
        status: Status::Failed,
        severity: Severity::Medium,
        level,
        message: format!("{} is {what} here, {after}.", file.name),
        notes: Vec::new(),
        attributes: Vec::new(),
        location: file.now.as_ref().map(|_| Location {
            file: file.name.clone(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
        }),
        chain: Vec::new(),
        owners,
        responsible: None,
        approval: None,
        suppression: None,
        change: Some(digest(file.now.as_deref().unwrap_or_default())),
        fingerprint: digest(&format!("{rule} {}", file.name)).chars().take(32).collect(),
        input: 0,
    }
}
