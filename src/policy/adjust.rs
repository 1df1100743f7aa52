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
        for adjustment in adjustments {
            let is_meant = |id: &str| adjustment.rules.matches(RuleName { family: &family, id });
            if let Some(severity) = adjustment.severity {
                for (_, docs) in self.docs.iter_mut().filter(|(label, _)| is_meant(label)) {
                    *docs = Arc::new(Docs { severity, ..Docs::clone(docs) });
                }
            }
            if let Some(level) = adjustment.level {
                // Who gives a rule a level by its name wants it, also where it is off by default.
                let named = |id: &str| adjustment.rules.names(RuleName { family: &family, id });
                for (_, docs) in self.docs.iter_mut().filter(|(label, _)| named(label)) {
                    *docs = Arc::new(Docs { off_by_default: false, ..Docs::clone(docs) });
                }
                for policy in self.policies.iter_mut().filter(|policy| is_meant(&policy.label)) {
                    let node = Node::Literal(Value::string(level.as_str()));
                    policy.level = Some(Expr { node, span: policy.span });
                }
            }
        }
    }
}
