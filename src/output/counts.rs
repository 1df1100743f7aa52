//! How much there is of what, as lines of `name=number`: what a workflow takes as the outputs of a step.
//!
//! Numbers only, so that nothing that stands in a plan can add a line or change one.

use crate::check::{Finding, Report, Status};
use crate::policy::Level;

use super::style::Style;

/// The report as counts.
#[must_use]
pub fn render(report: &Report, style: &Style) -> String {
    let count = |wanted: &dyn Fn(&Finding) -> bool| report.findings.iter().filter(|f| wanted(f)).count();
    let of_status = |status: Status| count(&|finding| finding.status == status);
    let rows = [
        ("findings", of_status(Status::Failed)),
        ("blocking", count(&|finding| style.blocks(finding))),
        ("needs-approval", count(&|f| style.blocks(f) && f.level == Level::MandatoryOverridable)),
        ("approved", of_status(Status::Approved)),
        ("suppressed", of_status(Status::Suppressed)),
        ("baseline", of_status(Status::Baseline)),
        ("unknown", report.unknown.len()),
    ];
    rows.iter().map(|(name, number)| format!("{name}={number}\n")).collect()
}
