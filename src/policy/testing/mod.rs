//! `*.policytest.hcl`: mocks, what is expected of them, and the run.

mod file;
mod mocks;
mod run;
mod strange;

pub use file::{Case, Expectation, TestFile};
pub use run::{CaseResult, Outcome, TestOptions, TestReport, run};
