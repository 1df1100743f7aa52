//! Which account an input is planned in, and whether that is the one that the settings name.

use std::collections::BTreeMap;

use crate::policy::{Level, Severity};
use crate::terraform::{Account, Acting, Graph, Input};

use super::finding::{Finding, Passage};
use super::fingerprint::fingerprint;
use super::locate::location;
use super::own::ACCOUNT_DIFFERS;
use super::report::{InputSummary, NamedAccount};

/// Names of accounts, by their numbers.
pub type Accounts = BTreeMap<String, String>;

/// Tells the account of an input, as far as settings name any; hands back a finding where it is another than they say.
pub(super) fn check(input: &Input, names: &Accounts, summary: &mut InputSummary) -> Option<Finding> {
    if names.is_empty() {
        return None;
    }
    let declared = input.deployment().account.as_ref();
    let acting = input.acting();
    let told = acting.as_ref().and_then(|acting| match &acting.accounts[..] {
        [only] => Some(only.clone()),
        _ => None,
    });
    let account = told.or_else(|| declared.map(|account| account.id.clone()));
    summary.account = account.map(|id| named(id, names));
    let (declared, acting) = declared.zip(acting)?;
    (!acting.accounts.contains(&declared.id)).then(|| differs(declared, &acting, names))
}

/// Notes of findings about what is in another account than the input as a whole.
pub(super) fn note(
    findings: &mut [Finding],
    input: &Input,
    graph: &Graph,
    names: &Accounts,
    summary: &InputSummary,
) {
    if names.is_empty() {
        return;
    }
    for finding in findings {
        let own = graph.at(finding.subject()).and_then(|resource| input.account_at(resource.offset));
        let Some(own) = own.map(|id| named(id, names)) else { continue };
        if summary.account.as_ref().is_none_or(|account| account.id != own.id) {
            finding.notes.push(format!("in {own}"));
        }
    }
}

fn named(id: String, names: &Accounts) -> NamedAccount {
    NamedAccount { name: names.get(&id).cloned(), id }
}

fn differs(declared: &Account, acting: &Acting, names: &Accounts) -> Finding {
    let others: Vec<String> = acting.accounts.iter().map(|id| named(id.clone(), names).to_string()).collect();
    let message = format!(
        "It is planned in {}, as {} says; the settings name account {} ({}).",
        others.join(" or "),
        acting.by,
        declared.name,
        declared.id
    );
    let said = location(&declared.source, declared.span);
    // A plan on one line has no places worth naming.
    let (place, chain) = if acting.source.is_one_line() {
        (said, Vec::new())
    } else {
        let what = format!("planned in {}", declared.name);
        (location(&acting.source, acting.span), vec![Passage { what, location: said }])
    };
    Finding {
        severity: Severity::High,
        level: Level::Mandatory,
        location: Some(place),
        chain,
        fingerprint: fingerprint(ACCOUNT_DIFFERS, &acting.by, "", 0, std::slice::from_ref(&declared.name)),
        ..Finding::advice(ACCOUNT_DIFFERS.into(), acting.by.as_str().into(), message)
    }
}
