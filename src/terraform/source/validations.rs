//! `validation` blocks of variables: what Terraform would refuse to plan with is said, as far as the values are known.

use crate::lang::Block;
use crate::text::{Diagnostic, Source, Span};
use crate::value::Value;

use super::scope::Here;
use super::variables::Variable;

impl Here<'_> {
    /// Notes the rules that the values of this module's variables do not keep.
    pub(super) fn validate(&self) {
        for variable in self.module.folder.variables.values() {
            for rule in variable.block.item.body.blocks_of("validation") {
                let source = rule.from.as_ref().unwrap_or(&variable.block.source);
                if self.is_broken(rule, source) {
                    let text = self.error_message(rule);
                    let message = format!("the value of variable `{}` is not valid: {text}", variable.name());
                    let (source, span) = self.given_at(variable);
                    self.evaluation.add_note(Diagnostic::error(message, &source, span).into_warning());
                }
            }
        }
    }

    /// Whether a rule certainly does not hold. One that cannot be evaluated is noted as every such expression is.
    fn is_broken(&self, rule: &Block, source: &Source) -> bool {
        let Some(condition) = rule.body.attribute("condition") else { return false };
        let source = condition.from.as_ref().unwrap_or(source);
        self.expression(&condition.expr, source).as_bool() == Some(false)
    }

    fn error_message(&self, rule: &Block) -> String {
        let written = rule.body.attribute("error_message");
        let text = written.map(|message| self.evaluate(&message.expr));
        match text {
            Some(Ok(text)) if !text.any(&Value::is_sensitive) => text.as_str().map(str::to_owned),
            _ => None,
        }
        .unwrap_or_else(|| "a validation rule of it does not hold".to_owned())
    }

    /// Where the value is given, or the variable is declared.
    fn given_at(&self, variable: &Variable) -> (Source, Span) {
        match self.given(variable.name()) {
            Ok(Some((_, source, span))) => (source, span),
            _ => (variable.block.source.clone(), variable.block.item.header),
        }
    }
}
