//! Findings that are one in the source: a module that is called several times, or a block with several instances, breaks
//! a rule at one line only, and to mend it there mends it everywhere.
//!
//! Formats for people and for code scanning show them once, with the instances; the JSON report has each of them.

use std::collections::{BTreeSet, HashMap};

use crate::check::{Finding, Report};
use crate::value::{Address, Name};

use super::words::{among, count, permission, thousands};

/// Findings of one rule with one message at one place that have come to the same, in the order of the report.
#[derive(Clone, Debug)]
pub(super) struct Definition<'r> {
    /// The first of them.
    pub first: &'r Finding,
    /// Those of the other instances.
    pub others: Vec<&'r Finding>,
}

/// Puts findings together that are one in the source, each where the first of them stands. Where no place is known, each
/// stands for itself.
pub(super) fn definitions<'r>(findings: impl IntoIterator<Item = &'r Finding>) -> Vec<Definition<'r>> {
    let mut all: Vec<Definition<'r>> = Vec::new();
    let (mut known, mut seen) = (HashMap::new(), HashMap::new());
    for finding in findings {
        let place = (finding.rule, finding.level.as_str(), finding.location.as_ref(), &finding.message);
        let place = (place, finding.status, permission(finding));
        // What is said twice of one resource is two things.
        let times: &mut usize = seen.entry((place.clone(), finding.input, finding.address)).or_default();
        *times += 1;
        let key = (place, *times);
        match known.get(&key) {
            Some(at) if finding.location.is_some() => {
                let definition: &mut Definition<'r> = &mut all[*at];
                definition.others.push(finding);
            }
            _ => {
                known.insert(key, all.len());
                all.push(Definition { first: finding, others: Vec::new() });
            }
        }
    }
    all
}

impl<'r> Definition<'r> {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &'r Finding> {
        [self.first].into_iter().chain(self.others.iter().copied())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.others.len() + 1
    }

    /// `6 instances, 4 callers`; nothing where there is one.
    pub fn instances(&self) -> Option<String> {
        let instances = (self.len() > 1).then(|| count(self.len(), "instance"))?;
        match self.callers() {
            0 => Some(instances),
            callers => Some(format!("{instances}, {}", count(callers, "caller"))),
        }
    }

    /// A name for it that does not depend on the order of the instances.
    pub fn fingerprint(&self) -> &'r str {
        self.all().map(|finding| finding.fingerprint.as_str()).min().unwrap_or_default()
    }

    /// How many module calls lead here, instances of one call not told apart.
    fn callers(&self) -> usize {
        let call = |finding: &Finding| {
            let address = Address::parse(&finding.address).ok()?;
            let steps: Vec<Name> = address.module.iter().map(|step| step.name).collect();
            (!steps.is_empty()).then_some((finding.input, steps))
        };
        self.all().filter_map(call).collect::<BTreeSet<_>>().len()
    }

    /// The first addresses, each with its input where there are several, and how many more there are.
    pub fn addresses(&self, report: &Report, most: usize) -> (Vec<String>, usize) {
        let address = |finding: &Finding| match among(report, finding.input) {
            Some(input) => format!("{} in {input}", finding.address),
            None => finding.address.to_string(),
        };
        (self.all().take(most).map(address).collect(), self.len().saturating_sub(most))
    }
}

/// ` at 4 places` where findings share some.
pub(super) fn places(report: &Report) -> String {
    let places = definitions(report.standing()).len();
    if places == report.standing().count() {
        String::new()
    } else {
        format!(" at {} places", thousands(places))
    }
}
