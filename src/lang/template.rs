//! Templates: strip markers and the indentation of heredocs, by HCL's rules.
//!
//! The parser's tree is laid out flat, since both rules look across the borders of directives, and folded again.

use std::iter::Peekable;
use std::vec::IntoIter;

use hcl_edit::template as tree;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::Span;
use crate::value::Value;

use super::expr::{Expr, Loop, Node, Part};
use super::lower::{Lower, span_of};

/// A piece of a template laid out flat.
enum Token {
    Text(String),
    Marker { strips: tree::Strip, piece: Piece },
}

enum Piece {
    Value(Expr),
    If(Expr),
    Else,
    EndIf,
    For(Loop),
    EndFor,
}

/// How the text of literals is found, and cut into tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Quoted,
    Heredoc,
}

impl Lower<'_> {
    pub(super) fn quoted(&mut self, template: &tree::StringTemplate) -> Node {
        let mut tokens = Vec::new();
        self.lay_out(template, Kind::Quoted, &mut tokens);
        strip(&mut tokens);
        fold(tokens)
    }

    pub(super) fn heredoc(&mut self, heredoc: &tree::HeredocTemplate, span: Span) -> Node {
        let mut tokens = Vec::new();
        self.lay_out(&heredoc.template, Kind::Heredoc, &mut tokens);
        strip(&mut tokens);
        if self.source().slice(span).starts_with("<<-") {
            dedent(&mut tokens);
        }
        fold(tokens)
    }

    /// A whole text that is a template.
    pub(super) fn file_template(&mut self, template: &tree::Template) -> Node {
        let mut tokens = Vec::new();
        self.lay_out(template, Kind::Heredoc, &mut tokens);
        strip(&mut tokens);
        fold(tokens)
    }

    fn lay_out(&mut self, template: &tree::Template, kind: Kind, tokens: &mut Vec<Token>) {
        for element in template {
            match element {
                tree::Element::Literal(text) if kind == Kind::Quoted => {
                    tokens.push(Token::Text(text.value().clone()));
                }
                // The parser's own text is already dedented, and wrongly so: take the source's.
                tree::Element::Literal(text) => {
                    let text = unescape(self.source().slice(span_of(text)));
                    tokens.extend(text.split_inclusive('\n').map(|line| Token::Text(line.to_owned())));
                }
                tree::Element::Interpolation(value) => {
                    let piece = Piece::Value(self.expr(&value.expr));
                    tokens.push(Token::Marker { strips: value.strip, piece });
                }
                tree::Element::Directive(directive) => self.directive(directive, kind, tokens),
            }
        }
    }

    fn directive(&mut self, directive: &tree::Directive, kind: Kind, tokens: &mut Vec<Token>) {
        match directive {
            tree::Directive::If(directive) => {
                let condition = self.expr(&directive.if_expr.cond_expr);
                tokens.push(Token::Marker { strips: directive.if_expr.strip, piece: Piece::If(condition) });
                self.lay_out(&directive.if_expr.template, kind, tokens);
                if let Some(otherwise) = &directive.else_expr {
                    tokens.push(Token::Marker { strips: otherwise.strip, piece: Piece::Else });
                    self.lay_out(&otherwise.template, kind, tokens);
                }
                tokens.push(Token::Marker { strips: directive.endif_expr.strip, piece: Piece::EndIf });
            }
            tree::Directive::For(directive) => self.for_directive(directive, kind, tokens),
        }
    }

    fn for_directive(&mut self, directive: &tree::ForDirective, kind: Kind, tokens: &mut Vec<Token>) {
        let each = &directive.for_expr;
        let key = each.key_var.as_ref().map(|k| k.as_str());
        let mut inside = Vec::new();
        let (loops, ()) = self.in_loop(&each.collection_expr, key, each.value_var.as_str(), |lower| {
            lower.lay_out(&each.template, kind, &mut inside);
        });
        tokens.push(Token::Marker { strips: each.strip, piece: Piece::For(loops) });
        tokens.append(&mut inside);
        tokens.push(Token::Marker { strips: directive.endfor_expr.strip, piece: Piece::EndFor });
    }
}

/// Heredocs know no escapes but these two.
fn unescape(raw: &str) -> String {
    raw.replace("$${", "${").replace("%%{", "%{")
}

/// `~` trims the white space of the literal beside it: of its line in a heredoc, all of it in a quoted string.
fn strip(tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let Token::Marker { strips, .. } = &tokens[at] else { continue };
        let (before, after) = match strips {
            tree::Strip::None => continue,
            tree::Strip::Start => (true, false),
            tree::Strip::End => (false, true),
            tree::Strip::Both => (true, true),
        };
        if before
            && at > 0
            && let Token::Text(text) = &mut tokens[at - 1]
        {
            text.truncate(text.trim_end().len());
        }
        if after && let Some(Token::Text(text)) = tokens.get_mut(at + 1) {
            *text = text.trim_start().to_owned();
        }
    }
}

/// Removes the smallest indentation of all lines that are not blank.
fn dedent(tokens: &mut [Token]) {
    let mut starts = Vec::new();
    let (mut least, mut line_start) = (usize::MAX, true);
    for (at, token) in tokens.iter().enumerate() {
        if std::mem::take(&mut line_start) {
            match token {
                Token::Text(text) if text.trim().is_empty() && text.ends_with('\n') => {}
                Token::Text(text) => {
                    least = least.min(text[..text.len() - text.trim_start().len()].graphemes(true).count());
                    starts.push(at);
                }
                Token::Marker { .. } => least = 0,
            }
        }
        line_start = matches!(token, Token::Text(text) if text.ends_with('\n'));
    }
    for at in starts {
        if let Token::Text(text) = &mut tokens[at] {
            *text = text.graphemes(true).skip(least).collect();
        }
    }
}

/// The tree again. A template of one value is that value, of text alone a constant.
fn fold(tokens: Vec<Token>) -> Node {
    let mut parts = Folder { tokens: tokens.into_iter().peekable() }.parts();
    match &mut parts[..] {
        [] => Node::Literal(Value::string("")),
        [Part::Text(text)] => Node::Literal(Value::string(text)),
        _ => Node::Template(parts),
    }
}

struct Folder {
    tokens: Peekable<IntoIter<Token>>,
}

impl Folder {
    /// Everything up to the directive that ends this level.
    fn parts(&mut self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let ends =
            |t: &Token| matches!(t, Token::Marker { piece: Piece::Else | Piece::EndIf | Piece::EndFor, .. });
        while let Some(token) = self.tokens.next_if(|t| !ends(t)) {
            match token {
                Token::Text(text) => push_text(&mut parts, text),
                Token::Marker { piece, .. } => parts.extend(self.piece(piece)),
            }
        }
        parts
    }

    fn piece(&mut self, piece: Piece) -> Option<Part> {
        match piece {
            Piece::Value(expr) => Some(Part::Value(expr)),
            Piece::If(condition) => {
                let yes = self.parts();
                let is_else = matches!(self.tokens.next(), Some(Token::Marker { piece: Piece::Else, .. }));
                let no = if is_else { self.parts() } else { Vec::new() };
                if is_else {
                    self.tokens.next();
                }
                Some(Part::If { condition, yes, no })
            }
            Piece::For(loops) => {
                let body = self.parts();
                self.tokens.next();
                Some(Part::For { loops, body })
            }
            Piece::Else | Piece::EndIf | Piece::EndFor => None,
        }
    }
}

/// Lines of one run of text are one part again.
fn push_text(parts: &mut Vec<Part>, text: String) {
    if text.is_empty() {
        return;
    }
    if let Some(Part::Text(last)) = parts.last_mut() {
        *last = format!("{last}{text}").into();
        return;
    }
    parts.push(Part::Text(text.into()));
}

/// Whether an expression is one value between quotes: `"${x}"` is `x`, whatever its type.
#[must_use]
pub(super) fn only_value(parts: &[Part]) -> Option<&Expr> {
    match parts {
        [Part::Value(only)] => Some(only),
        _ => None,
    }
}
