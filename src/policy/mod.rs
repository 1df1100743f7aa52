//! Layer 4: policy files, compiled, and their verdicts on the resources of a graph.
//!
//! What becomes of a verdict (findings, reports, exit codes) is not decided here.

mod adjust;
mod change;
mod docs;
mod evaluate;
mod file;
mod inputs;
mod join;
mod library;
mod locals;
mod names;
mod ownership;
mod pattern;
mod reads;
mod scope;
mod settings;
mod shape;
mod source;
pub mod testing;
mod validate;
mod worlds;

pub use adjust::{Adjustment, adjusted};
pub use change::{gives_way, operation_of};
pub use docs::{Docs, Severity, comment_above};
pub use evaluate::{Verdict, Violation, assumptions, evaluate, level, operations_of, own_paths};
pub use file::{Input, Level, Operation, PolicyFile, ResourcePolicy};
pub use inputs::{
    Given, GivenInputs, constant, read_values, resolve as resolve_inputs, undeclared_warning,
    value_in as input_value, value_of as fitting_value,
};
pub use library::{
    Occurring, RuleFile, built_in, built_in_about, find as find_files, load, read as read_source,
};
pub use pattern::{RuleName, RulePattern, family_of};
pub use reads::add_reads;
pub use scope::{FileState, Subject};
pub use settings::admits;
pub use validate::{missteps, validate};
