//! sekisho: a checkpoint between a Terraform plan and its apply.
//!
//! The way through, from the bottom layer to the top; each imports only those before it:
//!
//! 1. [`text`]: sources, spans, diagnostics, JSON that is skipped rather than read, escaping for each sink.
//! 2. [`value`]: Terraform's values, among them *unknown* ones that remember which resource attributes they come from.
//! 3. [`lang`]: HCL expressions, compiled once and evaluated many times over such values.
//! 4. [`terraform`]: a plan, read as far as somebody asks, becomes a graph of resources.
//! 5. [`policy`]: policy files, their verdicts (pass, fail or unknown), their tests, and the rules that ship.
//! 6. [`check`]: rules over graphs make one [`check::Report`].
//! 7. [`gate`]: findings get the code owners who answer for their places, and pass where those have approved.
//! 8. [`output`]: each format is a pure function of a report.
//! 9. [`cli`]: the command line.
//!
//! Rules are compiled before the plan is read, so that the reader knows which attributes anybody can ask for and skips
//! the rest.
//!
//! ```
//! use std::time::Instant;
//! use sekisho::check::{Policies, run};
//! use sekisho::terraform::Plan;
//! use sekisho::text::Source;
//!
//! let text = r#"{
//!   "format_version": "1.2",
//!   "resource_changes": [{
//!     "address": "aws_ebs_volume.data", "mode": "managed", "type": "aws_ebs_volume", "name": "data",
//!     "change": { "actions": ["create"], "before": null, "after": { "encrypted": false }, "after_unknown": {} }
//!   }]
//! }"#;
//! let plan = Plan::read(Source::new("plan.json", text.to_owned())).unwrap();
//! let policies = Policies { built_in: true, ..Policies::default() };
//! let report = run(vec![plan.into()], &policies, Instant::now()).unwrap();
//! assert_eq!(report.findings[0].message, "The volume is not encrypted.");
//! ```

pub mod check;
pub mod cli;
pub mod gate;
pub mod lang;
pub mod output;
pub mod policy;
pub mod terraform;
pub mod text;
pub mod value;
