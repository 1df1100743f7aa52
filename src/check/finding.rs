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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It stands.
    Failed,
    /// Those who answer for it have approved it.
    Approved,
    /// A comment beside its place says why it may be.
    Suppressed,
    /// It was there before, and a file of known findings has it.
    Baseline,
}

/// Whether a comment counts as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// It does: it was there before the pull request, or nobody asks.
    Settled,
    /// The pull request adds it: an owner must have seen that.
    New,
    /// Nobody can tell without a base, so an owner must have seen it.
    Unknown,
}

/// A comment in the source that lets a finding be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Why, in its author's words.
    pub reason: String,
    /// The last day it holds, as `2027-03-31`.
    pub until: Option<String>,
    /// Where it stands.
    pub location: Location,
    /// What it says and of what, so that it can be found in another version of the file.
    pub mark: String,
    /// Whether it was there before the pull request.
    pub age: Age,
    /// Who owns the file that it stands in, where that was asked.
    pub owners: Vec<String>,
}

/// What reviews say of a finding that owners can let pass.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Approval {
    /// Logins of those whose review counts, without `@`.
    pub by: Vec<String>,
    /// What is still asked for; nothing where it is approved.
    pub missing: Vec<Need>,
    /// Whether it was asked for before, when the pull request entered a merge queue, and is not again.
    pub entered: bool,
    /// What could not be found out although it matters, and what would help, each a sentence.
    pub unverified: Vec<String>,
}

impl Approval {
    /// Whether everything that is asked for is there.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Approvals that are still missing: so many more of these owners.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Need {
    /// How many people more.
    pub count: usize,
    /// Who can give them, as CODEOWNERS names them: not who has, and not the author.
    pub of: Vec<String>,
    /// The author of the pull request as an owner, where they are one by name: their own approval does not count.
    pub author: Option<String>,
}

impl Need {
    /// Whether fewer are named than it takes, be it nobody. A team may be as large as it takes.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.of.len() < self.count && !self.of.iter().any(|owner| owner.contains('/'))
    }
}

/// A place that an offending value passes on its way to the resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What happens there: `passed to module.svc as instance_type`.
    pub what: String,
    /// Where.
    pub location: Location,
}

/// The file that answers for a finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Responsible {
    /// Its path from the repository's root.
    pub file: String,
    /// The line that says who owns it: `.github/CODEOWNERS:12`. None where no line does.
    pub line: Option<String>,
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
    /// Who answers for the place; any one of them can approve.
    pub owners: Vec<String>,
    /// The file that they own, where code owners were looked for and a file of source is known.
    pub responsible: Option<Responsible>,
    /// What reviews say, where owners can let it pass and reviews were looked at.
    pub approval: Option<Approval>,
    /// What lets it be, where something does.
    pub suppression: Option<Suppression>,
    /// What exactly would be let pass, as a digest: of what the rules read of the resource before and after, and of what
    /// made the condition false. None where a secret is among it, or where nobody can let it pass.
    pub change: Option<String>,
    /// The same for the same violation in every run: of rule, address, operation and attributes, not of lines or values.
    pub fingerprint: String,
    /// The change of capacity that it is about; none of other findings.
    pub capacity: Option<Capacity>,
    /// Number of the input it was found in.
    pub input: usize,
}

/// A change of capacity, for those who want its parts. What is secret is not among them.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Capacity {
    /// What changes: `scaling_config.desired_size`; none where it is the resource as a whole.
    pub path: Option<String>,
    /// A number, a text, a truth, null, or words for what is neither.
    pub before: serde_json::Value,
    /// The same after the apply.
    pub after: serde_json::Value,
    /// `up`, `down`, `same` or `changed`; none where only the apply tells.
    pub direction: Option<&'static str>,
    /// In percent of the value before, with a sign; none where that means nothing.
    pub percent: Option<f64>,
    /// `horizontal`, `vertical`, `storage` or `throughput`.
    pub dimension: &'static str,
    /// Whether it is of something that holds data.
    pub stateful: bool,
    /// `value`, `instances`, `created`, `removed` or `replaced`.
    pub class: &'static str,
    /// The resource by which the finding's place is found, where its address is a block's.
    #[serde(skip)]
    pub instance: Name,
}

impl Finding {
    /// All places that it names.
    pub(super) fn places_mut(&mut self) -> impl Iterator<Item = &mut Location> {
        let comment = self.suppression.iter_mut().map(|suppression| &mut suppression.location);
        let chain = self.chain.iter_mut().map(|passage| &mut passage.location);
        self.location.iter_mut().chain(chain).chain(comment)
    }

    /// The resource by which its place is found.
    #[must_use]
    pub fn subject(&self) -> Name {
        self.capacity.as_ref().map_or(self.address, |capacity| capacity.instance)
    }

    /// Something that a reader should know of the check itself. It never blocks.
    #[must_use]
    pub fn advice(rule: Name, address: Name, message: String) -> Self {
        Self {
            rule,
            address,
            operation: None,
            status: Status::Failed,
            severity: Severity::Low,
            level: Level::Advisory,
            message,
            notes: Vec::new(),
            attributes: Vec::new(),
            location: None,
            chain: Vec::new(),
            owners: Vec::new(),
            responsible: None,
            approval: None,
            suppression: None,
            capacity: None,
            change: None,
            fingerprint: String::new(),
            input: 0,
        }
    }

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

impl Undecided {
    /// Whether the source would tell all that is missing, and is not at hand: what the rule asks, no plan has.
    #[must_use]
    pub fn needs_source(&self) -> bool {
        !self.because.is_empty() && self.because.iter().all(|cause| cause.in_source)
    }
}

/// An attribute that is not known, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// Its path; with the resource's address in front where it belongs to another than the subject.
    pub path: String,
    /// Why, as the end of a sentence: `set to aws_kms_key.main.arn, known after apply`.
    pub why: String,
    /// Whether it stands in the source alone, which is not at hand.
    pub in_source: bool,
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
