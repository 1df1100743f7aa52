//! What a file of settings says in two places that do not go together.

use std::collections::BTreeMap;

use crate::policy::{Level, RuleName, RulePattern};
use crate::text::{Diagnostic, Span, nearest};

use super::kind::is_account;
use super::read::{Document, Labelled, Said};

/// What is wrong, where, and the way out.
type Conflict = (String, Span, String);

/// All of them.
pub fn conflicts(document: &Document) -> Vec<Conflict> {
    let found = named_twice(document).into_iter().chain(unnamed(document));
    found.chain(one_file(document)).chain(asks_nobody(document)).collect()
}

/// Accounts of two names: nobody could say what to call such a one.
fn named_twice(document: &Document) -> Vec<Conflict> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for (name, said) in document.names.get("accounts").into_iter().flatten() {
        let number = said.value.as_str().unwrap_or_default();
        if let Some(other) = known.insert(number, name) {
            let help = format!("`{other}` is the same account: keep one of the two");
            found.push((format!("`accounts.{name}` has \"{number}\" once more"), said.expr.span, help));
        }
    }
    found
}

/// Names of accounts that are none.
fn unnamed(document: &Document) -> Vec<Conflict> {
    let names = || document.names.get("accounts").into_iter().flatten().map(|(name, _)| name.as_str());
    let problem = |said: &Said| {
        let name = said.value.as_str().filter(|name| !names().any(|known| known == *name))?;
        let near = nearest(name, names()).map(|near| format!("did you mean \"{near}\"?"));
        let help = near.unwrap_or_else(|| {
            if is_account(name) {
                format!("give it a name, and say that here: accounts {{ NAME = \"{name}\" }}")
            } else {
                format!("accounts {{ {name} = \"111122223333\" }} names one")
            }
        });
        Some((format!("`root.account` has \"{name}\", which is no name of `accounts`"), said.expr.span, help))
    };
    let said = document.labelled.iter().filter_map(|labelled| labelled.settings.get("account"));
    said.filter_map(problem).collect()
}

/// Reports that would be written over each other.
fn one_file(document: &Document) -> Vec<Conflict> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for (key, said) in
        document.settings.iter().filter(|(key, _)| key.starts_with("output.") && *key != "output.format")
    {
        let Some(file) = said.value.as_str() else { continue };
        if let Some(other) = known.insert(file.trim_start_matches("./"), key) {
            let help = "each report needs a file of its own".to_owned();
            found.push((format!("`{key}` has \"{file}\", as `{other}` has"), said.expr.span, help));
        }
    }
    found
}

/// Rules that ask for approvals and are only advice.
fn asks_nobody(document: &Document) -> Vec<Conflict> {
    let mut found = Vec::new();
    for rule in document.labelled.iter().filter(|labelled| labelled.block == "rule") {
        if rule.text("level") != Some(Level::Advisory.as_str()) {
            continue;
        }
        for name in ["owners", "min_approvals"] {
            let Some(said) = rule.settings.get(name) else { continue };
            let help =
                format!("what needs an approval has the level \"{}\"", Level::MandatoryOverridable.as_str());
            let message = format!("`rule.{name}` asks for approvals of what is only advice");
            found.push((message, said.span, help));
        }
    }
    found
}

/// Settings of rules that never hold, since a later block says the same of all the rules that they are about.
pub fn shadowed(document: &Document, known: &[RuleName<'_>]) -> Vec<Diagnostic> {
    let rules: Vec<(&Labelled, RulePattern)> = document
        .labelled
        .iter()
        .filter(|labelled| labelled.block == "rule")
        .filter_map(|rule| Some((rule, RulePattern::new(&rule.label).ok()?)))
        .collect();
    let mut found = Vec::new();
    for (at, (rule, pattern)) in rules.iter().enumerate() {
        let mine: Vec<RuleName<'_>> = known.iter().copied().filter(|known| pattern.matches(*known)).collect();
        for (name, said) in &rule.settings {
            let later = || rules[at + 1..].iter().filter(|(later, _)| later.settings.contains_key(name));
            let is_said = |rule: &RuleName<'_>| later().any(|(_, pattern)| pattern.matches(*rule));
            if mine.is_empty() || !mine.iter().all(is_said) {
                continue;
            }
            let first = later().find(|(_, pattern)| mine.iter().any(|rule| pattern.matches(*rule)));
            let line = first.map_or(0, |(later, _)| document.source.position(later.span.start as usize).line);
            let message = format!(
                "`rule.{name}` of \"{}\" never holds: line {line} says it of the same rules",
                rule.label
            );
            let help = "the last block that says something of a rule counts: write the general ones first";
            found.push(Diagnostic::error(message, &document.source, said.span).with_help(help));
        }
    }
    found
}

/// Rules that are asked for approvals, though those that a pattern matches are all only advice, by their levels.
pub fn idle_demands(
    document: &Document,
    known: &[RuleName<'_>],
    level: &dyn Fn(RuleName<'_>) -> Option<Level>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in document.labelled.iter().filter(|labelled| labelled.block == "rule") {
        let Ok(pattern) = RulePattern::new(&rule.label) else { continue };
        let mut mine = known.iter().filter(|known| pattern.matches(**known)).peekable();
        let is_idle = mine.peek().is_some() && mine.all(|rule| level(*rule) == Some(Level::Advisory));
        let said = ["owners", "min_approvals"].iter().find_map(|name| Some((name, rule.settings.get(name)?)));
        if let Some((name, said)) = said.filter(|_| is_idle) {
            let message =
                format!("`rule.{name}` asks for nothing: what \"{}\" matches is only advice", rule.label);
            let help = "`level = \"mandatory_overridable\"` is what an owner can let pass";
            found
                .push(Diagnostic::error(message, &document.source, said.span).into_warning().with_help(help));
        }
    }
    found
}
