//! Blocks that the pull request removes: those who own the file that one stood in decide about its removal.

use crate::check::Report;
use crate::policy::Operation;
use crate::terraform::capacity::Class;
use crate::value::Address;

use super::super::approval::is_gated;
use super::super::base::Unread;
use super::super::ground::{Commits, Ground};
use super::super::map::{OwnerMap, own};
use super::stood::stood;

/// Gives what is found of a block that only the base has the owners of its file there.
pub(super) fn give_owners(
    report: &mut Report,
    ground: &Ground,
    commits: &Commits,
    map: &OwnerMap,
) -> Result<(), Unread> {
    let Some(head) = &commits.head else { return Ok(()) };
    for at in 0..report.findings.len() {
        let finding = &report.findings[at];
        let root = ground.root_folder(report, finding.input);
        let Ok(address) = Address::parse(&finding.subject()) else { continue };
        // Of a block with several instances it may be that all of them go.
        let is_number =
            finding.capacity.as_ref().is_some_and(|change| change.class == Class::Instances.as_str());
        if finding.operation != Some(Operation::Delete) && !is_number || !is_gated(finding) {
            continue;
        }
        let place = stood(&commits.base, &root, &address)?;
        let is_gone = || stood(head, &root, &address).is_ok_and(|place| place.is_none());
        let Some(place) = place.filter(|_| is_gone()) else { continue };
        let finding = &mut report.findings[at];
        finding.notes.push(format!("its block stood in {}:{} on the base", place.file, place.line));
        own(finding, map, place.file);
    }
    Ok(())
}
