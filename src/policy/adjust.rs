//! What a project wants otherwise of rules that it did not write: their level and severity.

use std::sync::Arc;

use globset::GlobMatcher;

use crate::lang::{Expr, Node};
use crate::value::Value;

use super::docs::{Docs, Severity};
use super::file::{Level, PolicyFile};

/// Another level or severity for the rules that match.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// Which rules, by id; `-` counts as `_`.
    pub rules: GlobMatcher,
    /// Their level.
    pub level: Option<Level>,
    /// Their severity.
    pub severity: Option<Severity>,
}

impl PolicyFile {
    /// Adjusts its rules; of several adjustments the last counts.
    pub fn adjust(&mut self, adjustments: &[Adjustment]) {
        for adjustment in adjustments {
            let is_meant = |label: &str| adjustment.rules.is_match(label.replace('-', "_"));
            if let Some(severity) = adjustment.severity {
                for (_, docs) in self.docs.iter_mut().filter(|(label, _)| is_meant(label)) {
                    *docs = Arc::new(Docs { severity, ..Docs::clone(docs) });
                }
            }
            if let Some(level) = adjustment.level {
                for policy in self.policies.iter_mut().filter(|policy| is_meant(&policy.label)) {
                    let node = Node::Literal(Value::string(level.as_str()));
                    policy.level = Some(Expr { node, span: policy.span });
                }
            }
        }
    }
}
