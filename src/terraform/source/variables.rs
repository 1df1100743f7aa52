//! Input variables: what a declaration says, and the value that one comes to.

use crate::lang::{Block, Constraint};
use crate::text::{Diagnostic, Span};
use crate::value::{Marks, Name, Reason, Unknown, Value};

use super::folder::Declared;
use super::given::constant;

/// A declared variable.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    /// Its block.
    pub block: Declared<Block>,
    constraint: Constraint,
    /// Its default, before any conversion.
    pub default: Option<Value>,
    nullable: bool,
    marks: Marks,
}

impl Variable {
    /// What its block says is read when all overrides are in: see [`Self::read`].
    pub fn new(block: Declared<Block>) -> Self {
        Self { block, constraint: Constraint::Any, default: None, nullable: true, marks: Marks::NONE }
    }

    /// Reads the block; hands back what is wrong with it.
    pub fn read(&mut self) -> Vec<Diagnostic> {
        let mut problems: Vec<(String, Span)> = Vec::new();
        let body = &self.block.item.body;
        match body.attribute("type").map(|ty| Constraint::parse(&ty.expr)) {
            Some(Ok(constraint)) => self.constraint = constraint,
            Some(Err(problem)) => problems.push(problem),
            None => {}
        }
        match body.attribute("default").map(|default| constant(&default.expr)) {
            Some(Ok(value)) => self.default = Some(value),
            Some(Err(failure)) => problems.push((failure.message, failure.span)),
            None => {}
        }
        self.nullable = !self.says("nullable", false);
        let marks = [("sensitive", Marks::SENSITIVE), ("ephemeral", Marks::EPHEMERAL)];
        let set = marks.into_iter().filter(|(flag, _)| self.says(flag, true));
        self.marks = set.fold(Marks::NONE, |marks, (_, mark)| marks.with(mark));
        let name = self.name();
        let said = |(message, span)| {
            Diagnostic::error(format!("variable `{name}`: {message}"), &self.block.source, span)
        };
        problems.into_iter().map(said).collect()
    }

    /// Whether an argument is written as just this truth value.
    fn says(&self, name: &str, wanted: bool) -> bool {
        let literal = self.block.item.body.attribute(name).and_then(|a| a.expr.as_literal());
        literal.and_then(Value::as_bool) == Some(wanted)
    }

    /// Its name.
    pub fn name(&self) -> Name {
        self.block.item.labels.first().map_or_else(|| Name::new(""), |label| label.0)
    }

    /// Whether text from outside is taken as it is; otherwise it is an expression.
    pub fn takes_text(&self) -> bool {
        self.block.item.body.attribute("type").is_none()
            || matches!(self.constraint, Constraint::Primitive(_))
    }

    /// Whether a call must give it.
    pub fn is_required(&self) -> bool {
        self.default.is_none()
    }

    /// Whether its value is the default although this one is given.
    pub fn prefers_default(&self, given: Option<&Value>) -> bool {
        given.is_none_or(|value| value.is_null() && !self.nullable) && self.default.is_some()
    }

    /// The value that it has where this one is given.
    ///
    /// # Errors
    /// Where the value does not fit the type.
    pub fn value(&self, given: Option<Value>) -> Result<Value, String> {
        let given = if self.prefers_default(given.as_ref()) { self.default.clone() } else { given };
        let value = match given {
            Some(value) => self.constraint.apply(&value)?,
            None => self.unknown(Reason::NotGiven),
        };
        Ok(value.marked(self.marks))
    }

    /// A value of its type of which nothing is known.
    pub fn unknown(&self, reason: Reason) -> Value {
        Unknown { ty: self.constraint.ty(), not_null: !self.nullable, reason, ..Unknown::anything() }.into()
    }
}
