//! Verdicts that wait for values nobody knows yet, as people read them: which resource, why, and which rules wait.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::check::{Cause, Report};
use crate::text::escape::terminal;

use super::style::Style;
use super::words::{among, count, wrapped};

/// What is unknown in an input, and the rules that wait for it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Waiting<'r> {
    pub input: usize,
    pub causes: Vec<&'r Cause>,
    pub rules: Vec<&'static str>,
}

/// The section, or nothing.
pub(super) fn undecided(report: &Report, style: &Style) -> String {
    if report.unknown.is_empty() {
        return String::new();
    }
    let head = format!("{} could not be decided", count(report.unknown.len(), "verdict"));
    let mut out = format!("{}\n", style.paint.warning(&head));
    for (Waiting { input, causes, rules }, addresses) in grouped(report) {
        let input = among(report, input).map(|path| format!(" (in {})", terminal(&path))).unwrap_or_default();
        let addresses: Vec<_> = addresses.iter().map(|address| terminal(address)).collect();
        for line in wrapped(&(addresses.join(", ") + &input), style.width.map(|w| w.saturating_sub(2))) {
            let _ = writeln!(out, "  {}", style.paint.bold(&line));
        }
        for Cause { path, why, .. } in causes {
            let cause = format!("{} is {}", terminal(path), terminal(why));
            for (at, line) in wrapped(&cause, style.width.map(|w| w.saturating_sub(6))).iter().enumerate() {
                let _ = writeln!(out, "    {}{line}", if at == 0 { "" } else { "  " });
            }
        }
        let rules = format!("waiting: {}", terminal(&rules.join(", ")));
        for line in wrapped(&rules, style.width.map(|w| w.saturating_sub(4))) {
            let _ = writeln!(out, "    {}", style.paint.dim(&line));
        }
    }
    for (input, rule, resources) in for_source(report) {
        let of = among(report, input).map(|path| format!(" of {}", terminal(&path))).unwrap_or_default();
        let _ = writeln!(out, "  {}", style.paint.bold(&format!("{} for {resources}{of}", terminal(rule))));
        for line in wrapped(ASKS_SOURCE, style.width.map(|w| w.saturating_sub(4))) {
            let _ = writeln!(out, "    {line}");
        }
    }
    out.push('\n');
    out
}

/// What is said of a rule that no plan can answer, behind its name.
pub(super) const ASKS_SOURCE: &str =
    "asks for what stands in the source alone, which is not at hand (--source names it)";

/// Rules that no plan can answer: each once for an input, with how many resources it is about.
pub(super) fn for_source(report: &Report) -> Vec<(usize, &'static str, String)> {
    let mut resources: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for unknown in report.unknown.iter().filter(|u| u.needs_source()) {
        *resources.entry((unknown.input, unknown.rule.as_str())).or_default() += 1;
    }
    resources.into_iter().map(|((input, rule), of)| (input, rule, count(of, "resource"))).collect()
}

/// Resources that wait for the same, with the same rules, stand together.
pub(super) fn grouped(report: &Report) -> BTreeMap<Waiting<'_>, Vec<&'static str>> {
    let mut by_resource: BTreeMap<_, Vec<&'static str>> = BTreeMap::new();
    for unknown in report.unknown.iter().filter(|u| !u.needs_source()) {
        let causes: Vec<&Cause> = unknown.because.iter().collect();
        by_resource
            .entry((unknown.input, unknown.address.as_str(), causes))
            .or_default()
            .push(unknown.rule.as_str());
    }
    let mut grouped: BTreeMap<_, Vec<&'static str>> = BTreeMap::new();
    for ((input, address, causes), rules) in by_resource {
        grouped.entry(Waiting { input, causes, rules }).or_default().push(address);
    }
    grouped
}
