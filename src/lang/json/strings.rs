//! Text in JSON that is a template or an expression, with places in the file for whatever is in it.

use crate::text::{Diagnostic, Source, Span};
use crate::value::Value;

use super::super::expr::{Expr, Node};
use super::super::parse::{parse_expression, parse_template};

/// A string of the file.
pub(super) struct Text<'t> {
    source: &'t Source,
    /// With its quotes.
    pub(super) span: Span,
    /// What it says, escapes resolved.
    said: &'t str,
}

type Parsed = Result<Expr, Vec<Diagnostic>>;

impl<'t> Text<'t> {
    pub(super) fn new(source: &'t Source, span: Span, said: &'t str) -> Self {
        Self { source, span, said }
    }

    pub(super) fn literal(&self) -> Expr {
        Expr { node: Node::Literal(Value::string(self.said)), span: self.span }
    }

    pub(super) fn template(&self) -> Parsed {
        if !self.said.contains("${") && !self.said.contains("%{") {
            return Ok(self.literal());
        }
        let mut expr = self.parsed(parse_template)?;
        expr.span = self.span;
        Ok(expr)
    }

    /// An expression. What was written for old versions, `"${…}"`, is a template of just one.
    pub(super) fn expression(&self) -> Parsed {
        if self.said.starts_with("${") { self.template() } else { self.parsed(parse_expression) }
    }

    fn parsed(&self, parse: fn(&Source) -> Parsed) -> Parsed {
        let offsets = Offsets::new(self.source.slice(self.span), self.span.start as usize);
        match parse(&Source::new(self.source.name(), self.said.to_owned())) {
            Ok(mut expr) => {
                expr.rewrite(&mut |expr| expr.span = offsets.in_file(expr.span));
                Ok(expr)
            }
            Err(mut problems) => {
                for (source, span) in problems.iter_mut().filter_map(|problem| problem.place.as_mut()) {
                    (*source, *span) = (self.source.clone(), offsets.in_file(*span));
                }
                Err(problems)
            }
        }
    }
}

/// Where the parts of a string between escapes begin: in what it says, and in the file.
struct Offsets(Vec<(usize, usize)>);

impl Offsets {
    /// Of a string as it is written, with its quotes, which begins here.
    fn new(written: &str, start: usize) -> Self {
        let mut parts = vec![(0, start + 1)];
        let (mut said, mut at) = (0, 1);
        while let Some(found) = memchr::memchr(b'\\', &written.as_bytes()[at.min(written.len())..]) {
            let (bytes_said, bytes_written) = escape(&written[at + found..]);
            said += found + bytes_said;
            at += found + bytes_written;
            parts.push((said, start + at));
        }
        Self(parts)
    }

    fn in_file(&self, span: Span) -> Span {
        let place = |offset: u32| {
            let offset = offset as usize;
            let part = self.0.partition_point(|(said, _)| *said <= offset).saturating_sub(1);
            self.0.get(part).map_or(offset, |(said, written)| written + offset - said)
        };
        Span::new(place(span.start)..place(span.end))
    }
}

/// How many bytes the escape at the beginning stands for, and how many it takes.
fn escape(written: &str) -> (usize, usize) {
    if !written.starts_with("\\u") {
        return (1, 2);
    }
    let unit = |at: usize| u16::from_str_radix(written.get(at..at + 4)?, 16).ok();
    let second = if written.get(6..8) == Some("\\u") { unit(8) } else { None };
    let units = [unit(2), second];
    match char::decode_utf16(units.into_iter().map_while(|unit| unit)).next() {
        Some(Ok(letter)) => (letter.len_utf8(), 6 * letter.len_utf16()),
        _ => ('\u{fffd}'.len_utf8(), 6),
    }
}
