//! Evaluation of templates: text with values in it.

use crate::value::{Kind, Truth, Type, Unknown, Value, convert, display};

use super::eval::{Evaluator, Failure, Outcome};
use super::expr::{Expr, Loop, Part};
use super::functions::fits;
use super::operators::{describe, inherited};
use super::template::only_value;

impl Evaluator<'_> {
    pub(super) fn template(&mut self, parts: &[Part]) -> Outcome {
        if let (Some(only), false) = (only_value(parts), self.in_message) {
            return self.eval(only);
        }
        let mut text = Text::default();
        self.parts(parts, &mut text)?;
        let pieces: Vec<&Value> = text.read.iter().collect();
        let origin = self.united(&pieces);
        let marks = inherited(&pieces);
        Ok(text.finish(&pieces).marked(marks).at(origin))
    }

    fn parts(&mut self, parts: &[Part], text: &mut Text) -> Result<(), Failure> {
        parts.iter().try_for_each(|part| match part {
            Part::Text(literal) => {
                text.push(literal);
                Ok(())
            }
            Part::Value(expr) => self.interpolation(expr, text),
            Part::If { condition, yes, no } => {
                let (value, truth) = self.truth_of(condition, "the condition of the directive")?;
                match truth {
                    Truth::True => self.parts(yes, text),
                    Truth::False => self.parts(no, text),
                    Truth::Unknown => {
                        text.unknown(value, "");
                        Ok(())
                    }
                }
            }
            Part::For { loops, body } => self.for_directive(loops, body, text),
        })
    }

    fn for_directive(&mut self, loops: &Loop, body: &[Part], text: &mut Text) -> Result<(), Failure> {
        let (source, pairs) = self.pairs(loops)?;
        let Some(pairs) = pairs else {
            text.unknown(source, "");
            return Ok(());
        };
        for (key, item) in pairs {
            self.set_slot(loops.slot, key);
            self.slots.push(item);
            self.parts(body, text)?;
        }
        self.slots.truncate(loops.slot);
        Ok(())
    }

    fn interpolation(&mut self, expr: &Expr, text: &mut Text) -> Result<(), Failure> {
        let value = match self.eval(expr) {
            Ok(value) => value,
            // A message that cannot be worded wholly is still a message.
            Err(_) if self.in_message => Value::null(),
            Err(failure) => return Err(failure),
        };
        if self.in_message {
            text.push(&display(&value));
            return Ok(());
        }
        let fail = |message: String| Failure { message, span: expr.span, origin: value.origin };
        if value.is_null() {
            return Err(fail("a null value cannot be part of a string".to_owned()));
        }
        // That something unknown can be no text is not said before it is known.
        let ty = if value.is_unknown() { Type::Dynamic } else { Type::String };
        let converted = convert(&value, &ty)
            .map_err(|_| fail(format!("{} cannot be part of a string", describe(&value))))?;
        match &converted.kind {
            Kind::String(s) => text.push(s),
            Kind::Unknown(unknown) => {
                let prefix = unknown.prefix.to_string();
                text.unknown(converted, &prefix);
                return Ok(());
            }
            _ => {}
        }
        fits(text.known.len()).map_err(fail)?;
        text.read.push(converted);
        Ok(())
    }
}

/// A template's text under construction.
#[derive(Default)]
struct Text {
    known: String,
    /// Some part is unknown: `known` is the prefix, what follows is lost.
    open: bool,
    not_empty: bool,
    read: Vec<Value>,
}

impl Text {
    fn push(&mut self, text: &str) {
        self.not_empty |= !text.is_empty();
        if !self.open {
            self.known.push_str(text);
        }
    }

    fn unknown(&mut self, value: Value, prefix: &str) {
        self.push(prefix);
        self.not_empty |= value.as_unknown().is_some_and(Unknown::is_certainly_not_empty);
        self.open = true;
        self.read.push(value);
    }

    fn finish(&self, pieces: &[&Value]) -> Value {
        if !self.open {
            return Value::string(&self.known);
        }
        let parts = pieces.iter().flat_map(|v| v.unknowns());
        Unknown {
            ty: Type::String,
            not_null: true,
            not_empty: self.not_empty,
            prefix: self.known.as_str().into(),
            ..Unknown::from_refs(parts)
        }
        .into()
    }
}
