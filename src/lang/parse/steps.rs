//! Steps into a value: attributes, indexes, splats.

use crate::text::Span;
use crate::value::Name;

use super::super::expr::{Expr, Node};
use super::super::token::Kind;
use super::{Parsed, Parser, Stop};

impl Parser<'_> {
    /// The expression with all steps that follow it.
    pub(super) fn steps(&mut self, mut expr: Expr) -> Parsed<Expr> {
        loop {
            expr = match self.token.kind {
                Kind::Dot => self.dot(expr)?,
                Kind::OpenBracket => self.bracket(expr)?,
                Kind::OpenParen if self.is_dotted_call(&expr) => self.dotted_call(&expr)?,
                _ => return Ok(expr),
            };
        }
    }

    fn dot(&mut self, of: Expr) -> Parsed<Expr> {
        self.advance();
        match self.token.kind {
            Kind::Word => self.attribute(of),
            Kind::Number => self.numbered(of),
            Kind::Star => self.attribute_splat(of),
            _ => Err(self.no_name_after_dot()),
        }
    }

    /// An attribute of a name that the scope answers is one node, so that the scope need not build the whole of it.
    fn attribute(&mut self, of: Expr) -> Parsed<Expr> {
        let name = Name::new(self.text_of(self.token));
        self.advance();
        let span = Span { end: Span::new(0..self.previous_end).end, ..of.span };
        match of.node {
            Node::Root(root) => Ok(self.leaf(Node::Member(root, name), span)),
            _ => self.spanned(Node::Attribute(Box::new(of), name), span),
        }
    }

    /// `a.0`, as people wrote it before there was `a[0]`.
    fn numbered(&mut self, of: Expr) -> Parsed<Expr> {
        let token = self.token;
        if let Some((first, second)) = self.text_of(token).split_once('.') {
            let help = Some(format!("write `[{first}][{second}]`"));
            self.problem("two numbers after dots cannot follow each other", token.span(), help);
        }
        self.advance();
        let height = self.height;
        let key = self.number_of(token);
        self.indexed(of, key, height)
    }

    fn indexed(&mut self, of: Expr, key: Expr, height: usize) -> Parsed<Expr> {
        self.height = height.max(self.height);
        let span = Span { end: Span::new(0..self.previous_end).end, ..of.span };
        self.spanned(Node::Index(Box::new(of), Box::new(key)), span)
    }

    /// `a[key]` or `a[*]`, of which everything that follows belongs to the elements.
    fn bracket(&mut self, of: Expr) -> Parsed<Expr> {
        let height = self.height;
        let outside = self.open(self.newlines);
        if self.take(Kind::Star) {
            if !self.close(outside) {
                return Err(self.not_closed_here());
            }
            return self.splat(of, height, Self::steps);
        }
        self.newlines = false;
        self.skip_newlines();
        let mut key = self.expression()?;
        while !self.close(outside) {
            let stop = self.after_value(self.open.last().copied());
            key = self.go_on(stop)?;
        }
        self.indexed(of, key, height)
    }

    /// `a.*.b[0]`: only what follows a dot belongs to the elements; the index is the result's.
    fn attribute_splat(&mut self, of: Expr) -> Parsed<Expr> {
        let height = self.height;
        self.advance();
        self.splat(of, height, |parser, mut each| {
            while parser.at(Kind::Dot) {
                if parser.kind_after() == Kind::Star {
                    return Err(parser.nested_splat());
                }
                each = parser.dot(each)?;
            }
            Ok(each)
        })
    }

    fn splat(
        &mut self,
        source: Expr,
        height: usize,
        steps: impl FnOnce(&mut Self, Expr) -> Parsed<Expr>,
    ) -> Parsed<Expr> {
        self.enter()?;
        let slot = self.slots.len();
        let element = self.leaf(Node::Slot(slot), source.span);
        let star_end = self.previous_end;
        self.slots.push(None);
        let each = steps(self, element)?;
        self.slots.truncate(slot);
        self.depth -= 1;
        self.height = height.max(self.height);
        let span = Span { end: Span::new(0..star_end).end.max(each.span.end), ..source.span };
        self.spanned(Node::Splat { source: Box::new(source), slot, each: Box::new(each) }, span)
    }

    /// A name is wanted after the dot.
    fn no_name_after_dot(&mut self) -> Stop {
        let help = Some("write `.name`, or `[\"a name\"]` for one that is no word".to_owned());
        self.problem(
            "a name is missing after this dot",
            Span::new(self.previous_end - 1..self.previous_end),
            help,
        );
        Stop::Entry
    }

    fn nested_splat(&mut self) -> Stop {
        let help = Some("write `[*]` for both, or use a `for` expression".to_owned());
        self.problem("`.*` cannot follow another one", self.token.span(), help);
        Stop::Entry
    }
}
