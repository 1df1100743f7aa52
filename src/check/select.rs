//! Which rules a run uses.

use crate::policy::{Docs, RuleName, RulePattern, Severity};

/// Rules, as flags select them.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    only: Vec<RulePattern>,
    skip: Vec<RulePattern>,
    least: Option<Severity>,
}

impl Selection {
    /// From patterns.
    #[must_use]
    pub fn new(only: Vec<RulePattern>, skip: Vec<RulePattern>, least: Option<Severity>) -> Self {
        Self { only, skip, least }
    }

    /// Whether a rule is used. One that is off by default is used only when it is named.
    #[must_use]
    pub fn has(&self, rule: RuleName<'_>, docs: &Docs) -> bool {
        let named = self.only.iter().any(|pattern| pattern.matches(rule));
        let wanted = if self.only.is_empty() { !docs.off_by_default } else { named };
        wanted
            && !self.skip.iter().any(|pattern| pattern.matches(rule))
            && self.least.is_none_or(|least| docs.severity >= least)
    }

    /// Whether one of these rules may be used, by their names alone.
    #[must_use]
    pub fn leaves_any(&self, rules: &[RuleName<'_>]) -> bool {
        let is_in = |patterns: &[RulePattern], rule| patterns.iter().any(|pattern| pattern.matches(rule));
        rules
            .iter()
            .any(|rule| (self.only.is_empty() || is_in(&self.only, *rule)) && !is_in(&self.skip, *rule))
    }

    /// Whether rules are asked for by name.
    #[must_use]
    pub fn names_rules(&self) -> bool {
        !self.only.is_empty()
    }
}
