//! Layer 5: rules over graphs, and what they find.
//!
//! Wording for people and machines is the output's business; who may let a finding pass is the gate's.

mod account;
mod baseline;
mod capacity;
mod cause;
mod change;
mod finding;
mod fingerprint;
mod ignore;
mod info;
mod locate;
mod own;
mod ownership;
mod report;
mod run;
mod select;
mod source;
mod summary;
mod suppress;

pub use account::Accounts;
pub use baseline::{Baseline, Entry, Surroundings};
pub use capacity::Thresholds;
pub use finding::{
    Age, Approval, Capacity, Cause, Finding, Info, Location, Need, Passage, PolicyError, Responsible, Status,
    Suppression, Undecided,
};
pub use fingerprint::fingerprint;
pub use ignore::{arguments, marks as ignore_marks, reach as ignore_reach};
pub use info::notes;
pub use own::{FILE_EDITED, OWN_RULES, OwnRule, own_rule};
pub use ownership::{CodeOwnersFile, Owned, Ownership};
pub use report::{Counts, Gate, GatedSet, InputSummary, NamedAccount, Report, RuleSummary};
pub use run::{Policies, RunError, run};
pub use select::Selection;
