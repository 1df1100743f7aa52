//! What a check finds, ready to be worded by any format.

use crate::policy::{Level, Operation, Severity};
use crate::value::Name;

/// Where in a file something stands; lines and columns from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Path as it is reported.
    pub file: String,
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// One past the last column.
    pub end_column: usize,
}

/// What has become of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It stands.
    Failed,
}

/// A place that an offending value passes on its way to the resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What happens there: `passed to module.svc as instance_type`.
    pub what: String,
    /// Where.
    pub location: Location,
}

/// A policy that does not hold for a resource.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's id.
    pub rule: Name,
    /// The resource.
    pub address: Name,
    /// What the plan does to it; none of module calls and providers, with which nothing is done.
    pub operation: Option<Operation>,
    /// What has become of it.
    pub status: Status,
    /// How bad it is.
    pub severity: Severity,
    /// What it means for the run.
    pub level: Level,
    /// The policy's message. May hold text from the plan: escape it for the sink.
    pub message: String,
    /// What the message does not say: defaults that were assumed, resources read besides.
    pub notes: Vec<String>,
    /// Paths of the resource's attributes that are to blame: `ingress[2].cidr_blocks`.
    pub attributes: Vec<String>,
    /// Where the offending value stands, where that is known.
    pub location: Option<Location>,
    /// How the value comes from there to the resource, from where it is written on.
    pub chain: Vec<Passage>,
    /// Who answers for the place.
    pub owners: Vec<String>,
    /// The same for the same violation in every run: of rule, address, operation and attributes, not of lines or values.
    pub fingerprint: String,
    /// Number of the input it was found in.
    pub input: usize,
}

impl Finding {
    /// What the plan does to the resource, in parentheses with a space before; nothing where it is none.
    #[must_use]
    pub fn doing(&self) -> String {
        self.operation.map(|operation| format!(" ({})", operation.as_str())).unwrap_or_default()
    }
}

/// What a policy says where it holds (`info_message`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Info {
    /// The rule's id.
    pub rule: Name,
    /// The resource.
    pub address: Name,
    /// The policy's text. May hold text from the plan: escape it for the sink.
    pub message: String,
}

/// A pair of rule and resource that cannot be decided.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// The rule's id.
    pub rule: Name,
    /// The resource.
    pub address: Name,
    /// How bad a violation would be.
    pub severity: Severity,
    /// What it would mean for the run.
    pub level: Level,
    /// The attributes that are not known.
    pub because: Vec<Cause>,
    /// Number of the input.
    pub input: usize,
}

/// An attribute that is not known, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// Its path; with the resource's address in front where it belongs to another than the subject.
    pub path: String,
    /// Why, as the end of a sentence: `set to aws_kms_key.main.arn, known after apply`.
    pub why: String,
}

/// A policy that cannot be evaluated.
#[derive(Clone, Debug)]
pub struct PolicyError {
    /// The rule's id.
    pub rule: Name,
    /// The resource that it failed on.
    pub address: Name,
    /// What is wrong and where in the policy file.
    pub diagnostic: crate::text::Diagnostic,
    /// How many other resources it fails on in the same way.
    pub others: usize,
    /// Number of the input.
    pub input: usize,
}
