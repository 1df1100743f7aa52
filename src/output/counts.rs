//! How much there is of what, as lines of `name=number`: what a workflow takes as the outputs of a step.
//!
//! Numbers only, so that nothing that stands in a plan can add a line or change one.

use crate::check::{Report, Status};

use super::style::Style;
use super::words::{blocking, needing_approval};

/// The report as counts.
#[must_use]
pub fn render(report: &Report, style: &Style) -> String {
    let of_status = |status: Status| report.findings.iter().filter(|f| f.status == status).count();
    let rows = [
        ("findings", of_status(Status::Failed)),
        ("blocking", blocking(report, style).count()),
        ("needs-approval", needing_approval(report, style).count()),
        ("approved", of_status(Status::Approved)),
        ("suppressed", of_status(Status::Suppressed)),
        ("baseline", of_status(Status::Baseline)),
        ("unknown", report.unknown.len()),
    ];
    rows.iter().map(|(name, number)| format!("{name}={number}\n")).collect()
}
