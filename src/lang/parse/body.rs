//! Files and blocks: arguments and blocks, one after the other.

use std::collections::HashSet;

use crate::text::Span;
use crate::value::{Name, Value};

use super::super::expr::{Attribute, Block, Body, Expr};
use super::super::token::{Kind, Token};
use super::{Mark, Parsed, Parser, Stop};

impl Parser<'_> {
    pub(super) fn file(&mut self) -> Body {
        let mut body = Body::default();
        self.items(&mut body);
        while !self.at(Kind::End) {
            self.closes_nothing();
            body.is_whole = false;
            self.advance();
            self.items(&mut body);
        }
        body
    }

    /// Everything up to the brace that closes the body, or the end.
    fn items(&mut self, body: &mut Body) {
        let mut names = HashSet::new();
        loop {
            match self.token.kind {
                Kind::Newline => self.advance(),
                Kind::CloseBrace | Kind::End => return,
                _ => self.item(body, &mut names, false),
            }
        }
    }

    /// One argument or block. What is broken about it is passed over.
    fn item(&mut self, body: &mut Body, names: &mut HashSet<Name>, one_line: bool) {
        let mark = self.mark();
        self.base = mark.open;
        let Some(word) = self.word() else {
            self.no_item();
            body.is_whole = false;
            return self.go_to_next_item(mark);
        };
        let (token, name) = (self.token, Name::new(word));
        self.advance();
        let result = match self.token.kind {
            Kind::Quote | Kind::OpenBrace | Kind::Word => self.block(token, name, body, mark),
            Kind::Newline if self.brace_follows() => self.block(token, name, body, mark),
            _ => self.argument(token, name, body, mark, one_line),
        };
        if result.is_err() {
            body.is_whole = false;
            self.go_to_next_item(mark);
        }
        if let Some(last) = body.attributes.last().filter(|a| a.name_span == token.span())
            && !names.insert(last.name)
        {
            let help = Some("keep one of the two".to_owned());
            self.problem(format!("`{name}` is already set in this block"), token.span(), help);
        }
    }

    fn argument(
        &mut self,
        token: Token,
        name: Name,
        body: &mut Body,
        mark: Mark,
        one_line: bool,
    ) -> Parsed<()> {
        if !self.at(Kind::Assign) {
            self.no_assign(token)?;
        }
        self.advance();
        self.allows_paths = name.as_str() == "providers";
        let (start, mistakes) = (self.token.start, self.mistakes);
        let expr = match self.value(one_line) {
            Ok(expr) if self.mistakes == mistakes => expr,
            outcome => {
                let span = Span::new(start..self.previous_end.max(start));
                if outcome.is_err() {
                    self.go_to_next_item(mark);
                }
                self.broken(span)
            }
        };
        self.push_attribute(body, token, name, expr);
        Ok(())
    }

    fn push_attribute(&mut self, body: &mut Body, token: Token, name: Name, expr: Expr) {
        let span = Span::new(token.start..self.previous_end.max(token.end));
        body.attributes.push(Attribute { name, name_span: token.span(), expr, span, from: None });
    }

    /// A value and the end of its line.
    fn value(&mut self, one_line: bool) -> Parsed<Expr> {
        let mut expr = self.expression()?;
        loop {
            match self.token.kind {
                Kind::Newline | Kind::End => return Ok(expr),
                Kind::CloseBrace if one_line => return Ok(expr),
                Kind::CloseBrace if !self.open.is_empty() => {
                    self.brace_on_the_line();
                    return Ok(expr);
                }
                _ => {
                    let stop = self.after_value(None);
                    expr = self.go_on(stop)?;
                }
            }
        }
    }

    fn block(&mut self, token: Token, kind: Name, body: &mut Body, mark: Mark) -> Parsed<()> {
        let labels = self.labels(token)?;
        let header = Span::new(token.start..self.previous_end);
        let opened = self.token;
        let outside = self.open(true);
        self.enter()?;
        let mut inner = Body::default();
        if matches!(self.token.kind, Kind::Newline | Kind::CloseBrace | Kind::End) {
            self.items(&mut inner);
        } else {
            self.one_line(&mut inner);
        }
        self.restore(Mark { open: mark.open + 1, ..mark });
        if !self.close(outside) {
            self.open.truncate(mark.open);
            self.block_not_closed(opened);
            inner.is_whole = false;
        }
        self.depth = mark.depth;
        let span = Span::new(token.start..self.previous_end);
        body.blocks.push(Block { kind, labels, header, body: inner, span, from: None });
        if !matches!(self.token.kind, Kind::Newline | Kind::End | Kind::CloseBrace) {
            self.after_block();
            return Err(Stop::Item);
        }
        Ok(())
    }

    /// A body on the line of its block's header: one argument.
    fn one_line(&mut self, body: &mut Body) {
        let mut names = HashSet::new();
        self.item(body, &mut names, true);
        if !body.blocks.is_empty() {
            self.block_on_one_line(body);
        } else if !self.at(Kind::CloseBrace) {
            self.more_on_one_line(body.is_whole);
        }
        self.items(body);
    }

    /// The labels of a block, up to its brace.
    fn labels(&mut self, block: Token) -> Parsed<Vec<(Name, Span)>> {
        let mut labels = Vec::new();
        loop {
            let token = self.token;
            match token.kind {
                Kind::OpenBrace => return Ok(labels),
                Kind::Word => {
                    self.advance();
                    labels.push((Name::new(self.text_of(token)), token.span()));
                }
                Kind::Quote => {
                    let label = self.quoted()?;
                    match label.as_literal().and_then(Value::as_str) {
                        Some(text) => labels.push((Name::new(text), label.span)),
                        None => self.template_in_label(label.span),
                    }
                }
                _ => self.no_brace(block, &labels)?,
            }
        }
    }
}
