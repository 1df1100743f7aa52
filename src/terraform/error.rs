//! Why an input cannot be read, in words that name the place and the way out.

use thiserror::Error;

/// An input that is no plan, or not one that can be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InputError {
    /// The file cannot be opened.
    #[error("{0}")]
    Unreadable(String),
    /// Nothing in it.
    #[error("the input is empty: did `terraform show -json` fail?")]
    Empty,
    /// Not UTF-8.
    #[error(
        "the input is not UTF-8 text (first bad byte at {0}): a plan is what `terraform show -json PLANFILE` prints"
    )]
    NotText(usize),
    /// As some shells of Windows redirect output.
    #[error("the input is UTF-16 text, as PowerShell's `>` writes it: save it as UTF-8")]
    Wide,
    /// A plan that was packed to be kept.
    #[error("the input is compressed: unpack it first, as in `gunzip -c plan.json.gz | sekisho check -`")]
    Compressed,
    /// Cut off.
    #[error("the JSON is cut off at byte {0}: was the disk full, or the download interrupted?")]
    Truncated(usize),
    /// No JSON.
    #[error("not a Terraform plan: {what} at {place}; a plan is what `terraform show -json PLANFILE` prints")]
    NotJson {
        /// What was wrong.
        what: String,
        /// Line and column, and byte.
        place: String,
    },
    /// `terraform show -json` of a state.
    #[error(
        "this is a state, not a plan: make a plan with `terraform plan -out=tfplan` and `terraform show -json tfplan`"
    )]
    State,
    /// A state file as Terraform keeps it.
    #[error(
        "this is a state file: sekisho checks plans; make one with `terraform plan -out=tfplan` and `terraform show -json tfplan`"
    )]
    StateFile,
    /// The event stream of `terraform plan -json`.
    #[error(
        "this is the event stream of `terraform plan -json`, which has no values: use `terraform plan -out=tfplan` and `terraform show -json tfplan`"
    )]
    EventStream,
    /// A format of the future.
    #[error("plan format {0} is newer than this sekisho knows (0.1 to 1.x): look for a newer release")]
    Format(String),
    /// JSON, but nothing of a plan in it.
    #[error(
        "not a Terraform plan: it has no `format_version`; expected what `terraform show -json PLANFILE` prints"
    )]
    NoPlan,
    /// A part of the plan does not have the shape that the format gives it.
    #[error("malformed plan: {what} at {place}")]
    Malformed {
        /// What was wrong.
        what: String,
        /// Line and column, and byte.
        place: String,
    },
    /// A binary plan could not be converted.
    #[error("{0}")]
    PlanFile(String),
}
