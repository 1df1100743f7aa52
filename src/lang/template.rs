//! Templates: strip markers and the indentation of heredocs, by HCL's rules.
//!
//! The parser lays a template out flat, since both rules look across the borders of directives; here it is folded.

use std::borrow::Cow;
use std::iter::Peekable;
use std::vec::IntoIter;

use unicode_segmentation::UnicodeSegmentation;

use crate::value::Value;

use super::expr::{Expr, Loop, Node, Part};

/// A piece of a template laid out flat.
pub(super) enum Piece<'t> {
    /// Text: a line of it in a heredoc, a whole run in a quoted string.
    Text(Cow<'t, str>),
    /// `${…}` or `%{…}`
    Marker(Strip, Marker),
}

/// On which sides of a marker a `~` takes the white space.
#[derive(Clone, Copy)]
pub(super) struct Strip {
    pub(super) before: bool,
    pub(super) after: bool,
}

/// What a marker is.
pub(super) enum Marker {
    Value(Expr),
    If(Expr),
    Else,
    EndIf,
    For(Loop),
    EndFor,
}

/// `~` trims the white space of the literal beside it: of its line in a heredoc, all of it in a quoted string.
pub(super) fn strip(pieces: &mut [Piece<'_>]) {
    for at in 0..pieces.len() {
        let Piece::Marker(strip, _) = pieces[at] else { continue };
        if strip.before
            && at > 0
            && let Piece::Text(text) = &mut pieces[at - 1]
        {
            trim(text, str::trim_end);
        }
        if strip.after
            && let Some(Piece::Text(text)) = pieces.get_mut(at + 1)
        {
            trim(text, str::trim_start);
        }
    }
}

fn trim(text: &mut Cow<'_, str>, how: fn(&str) -> &str) {
    match text {
        Cow::Borrowed(text) => *text = how(text),
        Cow::Owned(text) => *text = how(text).to_owned(),
    }
}

/// Removes the smallest indentation of all lines that are not blank.
pub(super) fn dedent(pieces: &mut [Piece<'_>]) {
    let mut starts = Vec::new();
    let (mut least, mut line_start) = (usize::MAX, true);
    for (at, piece) in pieces.iter().enumerate() {
        if std::mem::take(&mut line_start) {
            match piece {
                Piece::Text(text) if text.trim().is_empty() && text.ends_with('\n') => {}
                Piece::Text(text) => {
                    least = least.min(text[..text.len() - text.trim_start().len()].graphemes(true).count());
                    starts.push(at);
                }
                Piece::Marker(..) => least = 0,
            }
        }
        line_start = matches!(piece, Piece::Text(text) if text.ends_with('\n'));
    }
    for at in starts {
        if let Piece::Text(text) = &mut pieces[at] {
            let indent = text.graphemes(true).take(least).map(str::len).sum();
            match text {
                Cow::Borrowed(text) => *text = &text[indent..],
                Cow::Owned(text) => drop(text.drain(..indent)),
            }
        }
    }
}

/// The tree again. A template of one value is that value, of text alone a constant.
pub(super) fn fold(pieces: Vec<Piece<'_>>) -> Node {
    let several = pieces.len() > 1;
    let mut parts = Folder { pieces: pieces.into_iter().peekable() }.parts();
    if several && matches!(parts[..], [Part::Value(_)]) {
        // Blanks beside it were written, if only to be stripped: that is a text, not the value.
        parts.push(Part::Text("".into()));
    }
    match &mut parts[..] {
        [] => Node::Literal(Value::string("")),
        [Part::Text(text)] => Node::Literal(Value::string(text)),
        _ => Node::Template(parts),
    }
}

struct Folder<'t> {
    pieces: Peekable<IntoIter<Piece<'t>>>,
}

impl<'t> Folder<'t> {
    /// Everything up to the directive that ends this level.
    fn parts(&mut self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let ends =
            |p: &Piece<'_>| matches!(p, Piece::Marker(_, Marker::Else | Marker::EndIf | Marker::EndFor));
        while let Some(piece) = self.pieces.next_if(|p| !ends(p)) {
            match piece {
                Piece::Text(text) => self.text(text, &mut parts),
                Piece::Marker(_, marker) => parts.extend(self.marker(marker)),
            }
        }
        parts
    }

    /// Lines of one run of text are one part again.
    fn text(&mut self, mut text: Cow<'t, str>, parts: &mut Vec<Part>) {
        while let Some(Piece::Text(more)) = self.pieces.next_if(|p| matches!(p, Piece::Text(_))) {
            text.to_mut().push_str(&more);
        }
        if !text.is_empty() {
            parts.push(Part::Text(text.into()));
        }
    }

    fn marker(&mut self, marker: Marker) -> Option<Part> {
        match marker {
            Marker::Value(expr) => Some(Part::Value(expr)),
            Marker::If(condition) => {
                let yes = self.parts();
                let is_else = matches!(self.pieces.next(), Some(Piece::Marker(_, Marker::Else)));
                let no = if is_else { self.parts() } else { Vec::new() };
                if is_else {
                    self.pieces.next();
                }
                Some(Part::If { condition, yes, no })
            }
            Marker::For(loops) => {
                let body = self.parts();
                self.pieces.next();
                Some(Part::For { loops, body })
            }
            Marker::Else | Marker::EndIf | Marker::EndFor => None,
        }
    }
}

/// Whether an expression is one value between quotes: `"${x}"` is `x`, whatever its type.
#[must_use]
pub(super) fn only_value(parts: &[Part]) -> Option<&Expr> {
    match parts {
        [Part::Value(only)] => Some(only),
        _ => None,
    }
}
