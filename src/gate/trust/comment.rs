//! Comments that let a finding be: whether one was there before the pull request, of the same and used for the same.

use crate::check::{
    Age, Finding, Location, Report, Status, Suppression, arguments, ignore_marks, ignore_reach,
};
use crate::policy::{Level, Operation};
use crate::text::Source;
use crate::value::Address;

use super::super::ground::Ground;
use super::stood::stood;

/// Marks suppressions that are, or may be, the pull request's own, with those who own the file that they stand in. What an
/// owner must let pass stands until one has: a comment alone is no approval.
pub(super) fn settle(report: &mut Report, ground: &Ground, owners: &dyn Fn(&str) -> Vec<String>, ask: bool) {
    for at in 0..report.findings.len() {
        let Some(finding) = report.findings.get(at).filter(|finding| finding.suppression.is_some()) else {
            continue;
        };
        let age = age(finding, report, ground, ask);
        let finding = &mut report.findings[at];
        if age != Age::Settled && finding.level == Level::MandatoryOverridable {
            finding.status = Status::Failed;
        }
        if let Some(suppression) = &mut finding.suppression {
            suppression.age = age;
            suppression.owners = owners(&suppression.location.file);
        }
    }
    report.sort_findings();
}

fn age(finding: &Finding, report: &Report, ground: &Ground, ask: bool) -> Age {
    let is_there = || {
        let is_same = |s: &Suppression| was_there(s, ground) && is_used_as_before(finding, s, ground);
        finding.suppression.as_ref().is_some_and(is_same) && is_made_as_before(finding, report, ground)
    };
    match ground.commits() {
        Some(_) if is_there() => Age::Settled,
        Some(_) => Age::New,
        None if ask || finding.level == Level::MandatoryOverridable => Age::Unknown,
        None => Age::Settled,
    }
}

/// Whether a comment was there before the pull request: the same of the same, and as often.
fn was_there(suppression: &Suppression, ground: &Ground) -> bool {
    let file = suppression.location.file.as_str();
    let count = |text: String| {
        let marks = ignore_marks(&Source::new(file, text));
        marks.into_iter().filter(|mark| *mark == suppression.mark).count()
    };
    let before = ground.before(file).map_or(0, count);
    before > 0 && std::fs::read_to_string(file).is_ok_and(|now| count(now) <= before)
}

/// Whether what a comment lets be is used where it was: behind it, the value passes arguments that the base has too. Else
/// a comment about one thing would let another be, of which somebody makes a user of that.
fn is_used_as_before(finding: &Finding, suppression: &Suppression, ground: &Ground) -> bool {
    let way: Vec<&Location> =
        finding.location.iter().chain(finding.chain.iter().map(|passage| &passage.location)).collect();
    let file = suppression.location.file.as_str();
    let now = |file: &str| std::fs::read_to_string(file).map(|text| Source::new(file, text)).ok();
    let reach = now(file).map_or(Vec::new(), |source| ignore_reach(&source, &suppression.mark));
    let is_reached =
        |place: &&Location| place.file == file && reach.iter().any(|lines| lines.contains(&place.line));
    let last = way.iter().rposition(is_reached).map_or(0, |at| at + 1);
    way[last..].iter().all(|place| {
        let texts = |source: &Source| arguments(source).into_iter().map(|(_, text)| text).collect();
        let before = ground.before(&place.file).map(|text| Source::new(place.file.as_str(), text));
        let before: Vec<String> = before.as_ref().map_or(Vec::new(), texts);
        // What the repository does not have is no pull request's: a module that was fetched.
        let is_elsewhere = ground.own_place(&place.file).is_none();
        let here = now(&place.file).map_or(Vec::new(), |source| arguments(&source));
        let mut here = here.into_iter().filter(|(lines, _)| lines.contains(&place.line));
        is_elsewhere || here.all(|(_, text)| before.contains(&text))
    })
}

/// Whether what is changed is made by the same module as before, for a call may lead to another one, in which a comment has
/// been agreed on for others. What is new is made by nobody before.
fn is_made_as_before(finding: &Finding, report: &Report, ground: &Ground) -> bool {
    let Ok(address) = Address::parse(&finding.subject()) else { return true };
    let is_new = matches!(finding.operation, None | Some(Operation::Create));
    let Some(commits) = ground.commits().filter(|_| !is_new && !address.module.is_empty()) else {
        return true;
    };
    let way = finding.location.iter().chain(finding.chain.iter().map(|passage| &passage.location));
    let last = way.filter_map(|place| ground.own_place(&place.file)).next_back();
    let root = ground.root_folder(report, finding.input);
    let stood = stood(&commits.base, &root, &address).ok().flatten();
    let folder = |file: &str| file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    last.zip(stood).is_some_and(|(now, stood)| folder(&now) == folder(&stood.file))
}
