//! Comments that let a finding be: whether one was there before the pull request, of the same and used for the same.

use crate::check::{
    Age, Finding, Location, Report, Status, Suppression, arguments, ignore_marks, ignore_reach,
};
use crate::policy::Level;
use crate::text::Source;

use super::super::ground::Ground;

/// Marks suppressions that are, or may be, the pull request's own, with those who own the file that they stand in. What an
/// owner must let pass stands until one has: a comment alone is no approval.
pub(super) fn settle(report: &mut Report, ground: &Ground, owners: &dyn Fn(&str) -> Vec<String>, ask: bool) {
    for finding in report.findings.iter_mut().filter(|finding| finding.suppression.is_some()) {
        let age = age(finding, ground, ask);
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

fn age(finding: &Finding, ground: &Ground, ask: bool) -> Age {
    let is_there = || {
        let suppression = finding.suppression.as_ref();
        suppression.is_some_and(|s| was_there(s, ground) && is_used_as_before(finding, s, ground))
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
        let is_elsewhere = ground.own_path(&place.file).is_none();
        let here = now(&place.file).map_or(Vec::new(), |source| arguments(&source));
        let mut here = here.into_iter().filter(|(lines, _)| lines.contains(&place.line));
        is_elsewhere || here.all(|(_, text)| before.contains(&text))
    })
}
