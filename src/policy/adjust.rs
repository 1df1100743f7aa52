//! What a project wants otherwise of rules that it did not write: their level and severity.

use std::sync::Arc;

use crate::lang::{Expr, Node};
use crate::value::Value;

use super::docs::{Docs, Severity};
use super::file::{Level, PolicyFile};
use super::pattern::{RuleName, RulePattern};

/// Another level or severity for the rules that match.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// Which rules.
    pub rules: RulePattern,
    /// Their level.
    pub level: Option<Level>,
    /// Their severity.
    pub severity: Option<Severity>,
}

impl PolicyFile {
    /// Adjusts its rules; of several adjustments the last counts. A rule that is off by default and gets a level by its
    /// own name is on.
    pub fn adjust(&mut self, adjustments: &[Adjustment]) {
        let family = self.family().to_owned();
        for (label, docs) in &mut self.docs {
            *docs = adjusted(docs, RuleName { family: &family, id: label }, adjustments);
        }
        for Adjustment { rules, level, .. } in adjustments {
            let is_meant = |id: &str| rules.matches(RuleName { family: &family, id });
            let meant = self.policies.iter_mut().filter(|policy| is_meant(&policy.label));
            if let Some(level) = level {
                meant.for_each(|policy| {
                    let node = Node::Literal(Value::string(level.as_str()));
                    policy.level = Some(Expr { node, span: policy.span });
                });
            }
        }
    }
}

/// The documentation of a rule as these adjustments leave it.
#[must_use]
pub fn adjusted(docs: &Arc<Docs>, rule: RuleName<'_>, adjustments: &[Adjustment]) -> Arc<Docs> {
    let meant = || adjustments.iter().filter(|adjustment| adjustment.rules.matches(rule));
    let severity = meant().filter_map(|adjustment| adjustment.severity).next_back();
    // Who gives a rule a level by its name wants it, also where it is off by default.
    let is_named = meant().any(|adjustment| adjustment.level.is_some() && adjustment.rules.names(rule));
    if severity.is_none() && !is_named {
        return docs.clone();
    }
    let severity = severity.unwrap_or(docs.severity);
    Arc::new(Docs { severity, off_by_default: docs.off_by_default && !is_named, ..Docs::clone(docs) })
}
