//! What the check says of itself, under ids that no policy has: of comments, baselines, files that decide, accounts.
//!
//! None of it can be skipped or set otherwise: who could, could have it say nothing.

use crate::policy::{Docs, Level, Severity};

/// A rule that no policy has.
#[derive(Clone, Copy, Debug)]
pub struct OwnRule {
    /// Its id.
    pub id: &'static str,
    /// How bad a finding is.
    pub severity: Severity,
    /// What it means for the run.
    pub level: Level,
    /// What it asks for.
    pub title: &'static str,
    /// Why.
    pub text: &'static str,
    /// What to do about a finding.
    pub remediation: &'static str,
}

pub(super) const MALFORMED: &str = "ignore_malformed";
pub(super) const WITHOUT_REASON: &str = "ignore_without_reason";
pub(super) const EXPIRED: &str = "ignore_expired";
pub(super) const UNKNOWN: &str = "ignore_of_unknown_rule";
pub(super) const UNUSED: &str = "ignore_unused";
pub(super) const ENTRY_UNUSED: &str = "baseline_entry_unused";
pub(super) const ACCOUNT_DIFFERS: &str = "root_account_differs";
/// A file by which the check goes is edited.
pub const FILE_EDITED: &str = "guarded_file_edited";

const fn advice(
    id: &'static str,
    title: &'static str,
    text: &'static str,
    remediation: &'static str,
) -> OwnRule {
    OwnRule { id, severity: Severity::Low, level: Level::Advisory, title, text, remediation }
}

/// All of them.
#[rustfmt::skip]
pub const OWN_RULES: [OwnRule; 8] = [
    advice(MALFORMED, "Comments that suppress findings are written as documented",
        "A comment that is nearly right suppresses nothing, and its author thinks that it does.",
        "Write # sekisho:ignore RULE reason=\"…\" until=2027-03-31."),
    advice(WITHOUT_REASON, "Suppressions have a reason",
        "Whoever reads the comment later must be able to tell whether it still holds. Without a reason it suppresses nothing.",
        "Add reason=\"…\"."),
    advice(EXPIRED, "Suppressions have not run out",
        "The day that the comment names is over, so the finding stands again.",
        "Mend what is found and remove the comment, or agree on another day."),
    advice(UNKNOWN, "Suppressions name rules that there are",
        "A comment names each rule by its id. One that names no rule suppresses nothing.",
        "Name the rule as the report does, or remove the comment."),
    advice(UNUSED, "Suppressions that nothing needs are removed",
        "What the comment let be is mended. Left in its place it would let the next one be as well.",
        "Remove the comment."),
    advice(ENTRY_UNUSED, "Baselines name no finding that is mended",
        "What the entry knew is mended. Left in the file it would let the next one like it be as well.",
        "Write the file again with --write-baseline, which only takes away."),
    OwnRule {
        id: FILE_EDITED, severity: Severity::Medium, level: Level::Advisory,
        title: "What the check goes by is not changed in passing",
        text: "Code owners, settings, policies and what else decides are read on the base, where they are agreed on. The edit counts once it is merged.",
        remediation: "See to it that whoever answers for the file knows of the edit.",
    },
    OwnRule {
        id: ACCOUNT_DIFFERS, severity: Severity::High, level: Level::Mandatory,
        title: "Root modules are planned in the account that the settings name",
        text: "A plan in another account changes something else than everybody thinks who reads the pull request.",
        remediation: "Plan with the credentials of the account that the settings name, or name the other one there.",
    },
];

/// The rule of an id; `-` and `_` mean the same.
#[must_use]
pub fn own_rule(id: &str) -> Option<&'static OwnRule> {
    let plain = id.replace('-', "_");
    OWN_RULES.iter().find(|rule| rule.id == plain)
}

impl OwnRule {
    /// Its documentation, as a policy has one.
    #[must_use]
    pub fn docs(&self) -> Docs {
        Docs {
            title: self.title.to_owned(),
            text: self.text.to_owned(),
            severity: self.severity,
            remediation: self.remediation.to_owned(),
            ..Docs::default()
        }
    }
}
