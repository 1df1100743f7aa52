//! Findings that a comment in the source lets be: moved aside with the reason, never dropped.
//!
//! A comment that does not do what its author thinks is told: one without a reason, one that has run out, one that nothing
//! needs any more, one that names no rule. None of those lets anything pass, so they are advice.

use jiff::civil::Date;

use crate::text::{Source, Span};

use super::finding::{Age, Finding, Location, Status, Suppression};
use super::fingerprint::fingerprint;
use super::ignore::{Ignore, Order, ignores};
use super::locate::location;
use super::own::{EXPIRED, MALFORMED, UNKNOWN, UNUSED, WITHOUT_REASON};
use super::report::Report;
use super::run::Policies;

/// Applies what the comments of these sources say. They may name every rule of these policies, used or not.
pub fn suppress(report: &mut Report, sources: &[Source], today: Date, policies: &Policies) {
    let mut problems = Vec::new();
    for ignore in sources.iter().flat_map(ignores) {
        match &ignore.order {
            Err(why) => problems.push(problem(
                MALFORMED,
                &ignore,
                "",
                format!("The comment suppresses nothing: {why}."),
            )),
            Ok(order) => {
                for rule in &order.rules {
                    problems.extend(one(report, &ignore, order, rule, today, policies));
                }
            }
        }
    }
    problems.into_iter().for_each(|finding| report.advise(finding));
}

/// One rule of one comment; what is wrong with it is handed back.
fn one(
    report: &mut Report,
    ignore: &Ignore,
    order: &Order,
    rule: &str,
    today: Date,
    policies: &Policies,
) -> Option<Finding> {
    let tell = |what, message| Some(problem(what, ignore, rule, message));
    let id = rule.replace('-', "_");
    if !policies.has_rule(&id) {
        let way = way_to_name(rule, policies);
        return tell(UNKNOWN, format!("There is no rule `{rule}`, so the comment suppresses nothing.{way}"));
    }
    let Some(reason) = &order.reason else {
        return tell(WITHOUT_REASON, format!("`{rule}` is not suppressed: a reason=\"…\" is missing."));
    };
    if let Some(until) = order.until.filter(|until| *until < today) {
        return tell(
            EXPIRED,
            format!("`{rule}` is not suppressed any more: it was until {until}, because: {reason}"),
        );
    }
    let suppression = Suppression {
        reason: reason.clone(),
        until: order.until.map(|until| until.to_string()),
        location: location(&ignore.source, ignore.span),
        mark: ignore.mark.clone(),
        age: Age::Settled,
        owners: Vec::new(),
    };
    let mut hit = false;
    for finding in report.findings.iter_mut().filter(|finding| is_meant(finding, ignore, &id)) {
        hit = true;
        finding.status = Status::Suppressed;
        finding.suppression = Some(suppression.clone());
    }
    let judged = report.rules.iter().any(|r| r.id.replace('-', "_") == id)
        && !report.unknown.iter().any(|u| u.rule.replace('-', "_") == id);
    if hit || !judged {
        return None;
    }
    tell(UNUSED, format!("`{rule}` finds nothing here: the comment can go."))
}

/// How the rule is called that was meant.
fn way_to_name(rule: &str, policies: &Policies) -> String {
    if rule.contains('*') {
        return " It names each rule by its id.".to_owned();
    }
    let id = rule.rsplit('/').next().unwrap_or(rule);
    let meant = if policies.has_rule(&id.replace('-', "_")) { Some(id) } else { policies.meant(id) };
    meant.map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default()
}

/// Whether a comment reaches a finding: the place of the value, or one that it passes.
fn is_meant(finding: &Finding, ignore: &Ignore, id: &str) -> bool {
    let reached = |place: &Location| place.file == ignore.source.name() && ignore.lines.contains(&place.line);
    finding.rule.replace('-', "_") == id
        && (finding.location.as_ref().is_some_and(reached)
            || finding.chain.iter().any(|p| reached(&p.location)))
}

fn problem(id: &'static str, ignore: &Ignore, rule: &str, message: String) -> Finding {
    let Span { start, end } = ignore.span;
    let file = ignore.source.name();
    let text = ignore.source.slice(ignore.span).to_owned();
    Finding {
        location: Some(location(&ignore.source, Span { start, end })),
        fingerprint: fingerprint(id, file, "", 0, &[rule.to_owned(), text]),
        ..Finding::advice(id.into(), file.into(), message)
    }
}
