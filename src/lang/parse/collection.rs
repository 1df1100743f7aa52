//! Lists, objects and `for`.

use crate::text::Span;
use crate::value::{Name, Value};

use super::super::expr::{Expr, For, Loop, Node};
use super::super::token::Kind;
use super::{Parsed, Parser, Stop};

/// Key, value and guard of a `for`.
struct Inside {
    key: Option<Expr>,
    value: Expr,
    grouping: bool,
    guard: Option<Expr>,
}

impl Parser<'_> {
    pub(super) fn tuple(&mut self) -> Parsed<Expr> {
        let start = self.token.start;
        let outside = self.open(false);
        if self.is_word("for") {
            return self.for_expression(start, outside, false);
        }
        let (mut items, mut height) = (Vec::new(), 0);
        while !self.close(outside) {
            items.push(self.entry(Self::expression)?);
            height = self.height.max(height);
            if !self.take(Kind::Comma) && !self.at(Kind::CloseBracket) {
                self.no_comma()?;
            }
        }
        self.height = height;
        self.node(Node::Tuple(items), start)
    }

    /// One of several expressions; a broken one is passed over where the next one can be found.
    pub(super) fn entry(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<Expr>) -> Parsed<Expr> {
        if self.looks_like_item()
            && let Some(open) = self.innermost().filter(|open| !self.is_closed_below(*open))
        {
            return Err(self.not_closed(open));
        }
        let mark = self.mark();
        let start = self.token.start;
        let stop = match parse(self) {
            Ok(expr) => return Ok(expr),
            Err(stop) => stop,
        };
        self.go_to_next_entry(mark, stop)?;
        Ok(self.broken(Span::new(start..self.token.start.max(start))))
    }

    pub(super) fn object(&mut self) -> Parsed<Expr> {
        let start = self.token.start;
        let outside = self.open(true);
        self.skip_newlines();
        if self.is_word("for") {
            self.newlines = false;
            return self.for_expression(start, outside, true);
        }
        let (mut entries, mut height) = (Vec::new(), 0);
        while !self.close(outside) {
            let mark = self.mark();
            match self.object_entry() {
                Ok(entry) => entries.push(entry),
                Err(stop) => self.go_to_next_entry(mark, stop)?,
            }
            height = self.height.max(height);
            if !self.take(Kind::Comma) && !matches!(self.token.kind, Kind::Newline | Kind::CloseBrace) {
                self.no_comma()?;
            }
            self.skip_newlines();
        }
        self.height = height;
        self.node(Node::Object(entries), start)
    }

    fn object_entry(&mut self) -> Parsed<(Expr, Expr)> {
        let key = self.object_key()?;
        let height = self.height;
        if !matches!(self.token.kind, Kind::Assign | Kind::Colon) {
            self.no_value_for_key(&key)?;
        }
        self.advance();
        let value = self.expression()?;
        self.height = height.max(self.height);
        Ok((key, value))
    }

    /// A bare word is a key, not a variable; in parentheses it is an expression of its own.
    fn object_key(&mut self) -> Parsed<Expr> {
        let token = self.token;
        if token.kind != Kind::Word {
            return self.expression();
        }
        if matches!(
            self.kind_after(),
            Kind::Assign | Kind::Colon | Kind::Newline | Kind::Comma | Kind::CloseBrace
        ) {
            self.advance();
            return Ok(self.leaf(Node::Literal(Value::string(self.text_of(token))), token.span()));
        }
        let key = self.expression()?;
        let is_path =
            matches!(key.node, Node::Member(..) | Node::Attribute(..) | Node::Index(..) | Node::Splat { .. });
        if is_path && !self.allows_paths {
            let help = "write `(a.b)` for the value of a reference, `\"a.b\"` for the text".to_owned();
            self.problem("this key could be a reference or a text", key.span, Some(help));
        }
        Ok(key)
    }

    fn for_expression(&mut self, start: usize, outside: bool, is_object: bool) -> Parsed<Expr> {
        self.advance();
        let loops = self.loop_head()?;
        let mut height = self.height;
        if !self.take(Kind::Colon) {
            return Err(self.no_colon_in_for());
        }
        let inside = self.inside_for(is_object, &mut height)?;
        self.slots.truncate(loops.slot);
        if !self.close(outside) {
            return Err(self.after_value(self.open.last().copied()));
        }
        self.height = height;
        let Inside { key, value, grouping, guard } = inside;
        self.node(Node::For(Box::new(For { loops, key, value, guard, grouping })), start)
    }

    /// `k, v in collection`: the names are in scope for what follows.
    pub(super) fn loop_head(&mut self) -> Parsed<Loop> {
        let first = self.loop_variable()?;
        let second = if self.take(Kind::Comma) { Some(self.loop_variable()?) } else { None };
        if !self.is_word("in") {
            return Err(self.no_in_in_for());
        }
        self.advance();
        let collection = self.expression()?;
        let slot = self.slots.len();
        let (key, value) = second.map_or((None, first), |second| (Some(first), second));
        self.slots.extend([key, Some(value)]);
        Ok(Loop { collection, slot })
    }

    fn loop_variable(&mut self) -> Parsed<Name> {
        match self.word() {
            Some(word) => {
                self.advance();
                Ok(Name::new(word))
            }
            None => Err(self.no_loop_variable()),
        }
    }

    fn inside_for(&mut self, is_object: bool, height: &mut usize) -> Parsed<Inside> {
        let mut part = |parser: &mut Self| {
            let part = parser.expression()?;
            *height = parser.height.max(*height);
            Ok::<_, Stop>(part)
        };
        let (mut key, mut value) = (None, part(self)?);
        if self.at(Kind::Arrow) {
            self.allow_arrow(is_object);
            self.advance();
            key = Some(std::mem::replace(&mut value, part(self)?));
        } else if is_object {
            return Err(self.no_arrow());
        }
        let ellipsis = self.token;
        let grouping = self.take(Kind::Ellipsis);
        if grouping && !is_object {
            self.problem("`...` gathers values of equal keys: a list has none", ellipsis.span(), None);
        }
        let guard = if self.is_word("if") {
            self.advance();
            Some(part(self)?)
        } else {
            None
        };
        Ok(Inside { key: key.filter(|_| is_object), value, grouping, guard })
    }
}
