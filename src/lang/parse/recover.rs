//! Where parsing goes on after an error: at the next entry of a list, argument of a body, or behind a template's `}`.

use super::super::token::{Kind, Scanner, Token};
use super::{MOST_NESTING, Mark, Parsed, Parser, Stop};

/// How many bytes of later lines are searched for the end of a broken marker.
const FARTHEST_CLOSE: usize = 4096;

impl<'s> Parser<'s> {
    /// To where the next argument or block begins, or the body ends.
    pub(super) fn go_to_next_item(&mut self, mark: Mark) {
        self.skip(mark, false);
    }

    /// To the comma, line end or bracket after a broken entry.
    ///
    /// # Errors
    /// Where the brackets around it are not closed, or what was wrong concerns more than the entry.
    pub(super) fn go_to_next_entry(&mut self, mark: Mark, stop: Stop) -> Parsed<()> {
        if stop == Stop::Entry && self.skip(mark, true) { Ok(()) } else { Err(Stop::Item) }
    }

    /// Says whether the place after an entry was found, rather than one that is outside of its brackets.
    fn skip(&mut self, mark: Mark, is_entry: bool) -> bool {
        let mut open: Vec<Kind> = self.open.iter().skip(mark.open).map(|token| token.kind).collect();
        self.restore(mark);
        let around = self.open.last().map(|token| token.kind);
        self.newlines = true;
        let found =
            !std::mem::take(&mut self.resume_here) && self.skip_tokens(&mut open, mark, around, is_entry);
        self.newlines = mark.newlines;
        found
    }

    fn skip_tokens(
        &mut self,
        open: &mut Vec<Kind>,
        mark: Mark,
        around: Option<Kind>,
        is_entry: bool,
    ) -> bool {
        loop {
            let kind = self.token.kind;
            match kind {
                Kind::End => return false,
                Kind::Newline if open.is_empty() && mark.newlines => return true,
                Kind::Comma if open.is_empty() && is_entry => return true,
                Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParen => open.push(kind),
                Kind::CloseBracket | Kind::CloseParen => {
                    let innermost = open.last().copied().or(around);
                    if innermost.and_then(Kind::closing) == Some(kind) && open.pop().is_none() {
                        return true;
                    }
                }
                Kind::CloseBrace => match open.iter().rposition(|kind| *kind == Kind::OpenBrace) {
                    Some(at) => open.truncate(at),
                    None => return open.is_empty() && around.is_none_or(|kind| kind == Kind::OpenBrace),
                },
                Kind::Quote => drop(skip_quoted(&mut self.scanner, self.text, 0)),
                Kind::Heredoc => self.skip_heredoc(),
                Kind::Word if self.is_outside(open.last().copied().or(around)) => return false,
                _ => {}
            }
            self.advance();
        }
    }

    /// Whether an argument or block begins here, although round or square brackets are open.
    fn is_outside(&self, innermost: Option<Kind>) -> bool {
        matches!(innermost, Some(Kind::OpenParen | Kind::OpenBracket)) && self.looks_like_item()
    }

    /// Whether a line begins here that can only be an argument or the header of a block.
    pub(super) fn looks_like_item(&self) -> bool {
        let line_start = self.text[..self.token.start].trim_end_matches([' ', '\t']);
        if !self.at(Kind::Word) || !(line_start.is_empty() || line_start.ends_with('\n')) {
            return false;
        }
        let line = self.text[self.token.end..].lines().next().unwrap_or_default();
        match self.kind_after() {
            Kind::Assign => true,
            Kind::OpenBrace | Kind::Quote => line.trim_end().ends_with('{'),
            _ => false,
        }
    }

    fn skip_heredoc(&mut self) {
        let marker = self.marker();
        while let Some(line) = self.text[self.scanner.at..].split_inclusive('\n').next() {
            if line.trim() == marker {
                self.scanner.at += line.trim_end_matches(['\r', '\n']).len();
                return;
            }
            self.scanner.at += line.len();
        }
    }

    /// The word that ends the heredoc which begins at this token.
    pub(super) fn marker(&self) -> &'s str {
        self.text_of(self.token).trim_start_matches(['<', '-']).trim_end()
    }

    /// Whether this bracket is closed somewhere below, if all is balanced up to there.
    pub(super) fn is_closed_below(&self, open: Token) -> bool {
        open.kind.closing().is_some_and(|closing| close_of(self.text, open.end, closing, 0).is_some())
    }

    /// Where the `}` that closes a template's marker ends, on the same line if there is one, or on a later one.
    pub(super) fn end_of_marker(&self, inside: usize) -> Option<usize> {
        let line = self.text[inside..].find('\n').map_or(self.text.len(), |end| inside + end);
        let far = self.text.floor_char_boundary(inside + FARTHEST_CLOSE);
        close_of(&self.text[..line], inside, Kind::CloseBrace, 0)
            .or_else(|| close_of(&self.text[..far], inside, Kind::CloseBrace, 0))
    }
}

/// Where the bracket that is open here is closed, if everything between is balanced.
fn close_of(text: &str, at: usize, closing: Kind, depth: usize) -> Option<usize> {
    let mut scanner = Scanner::at(text, at);
    let mut open = Vec::new();
    loop {
        let token = scanner.next();
        match token.kind {
            Kind::End | Kind::Strange | Kind::Heredoc => return None,
            Kind::Quote => skip_quoted(&mut scanner, text, depth)?,
            Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParen => open.extend(token.kind.closing()),
            Kind::StripBrace if open.is_empty() && closing == Kind::CloseBrace => return Some(token.end),
            kind if open.is_empty() && kind == closing => return Some(token.end),
            Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParen if open.pop() != Some(token.kind) => {
                return None;
            }
            _ => {}
        }
    }
}

/// Moves past the end of a quoted string that has begun; none where it does not end on its line.
fn skip_quoted(scanner: &mut Scanner<'_>, text: &str, depth: usize) -> Option<()> {
    let bytes = text.as_bytes();
    loop {
        let rest = bytes.get(scanner.at..)?;
        scanner.at +=
            rest.iter().position(|b| matches!(b, b'"' | b'\\' | b'\n' | b'$' | b'%')).unwrap_or(rest.len());
        match (*bytes.get(scanner.at)?, bytes.get(scanner.at + 1)) {
            (b'"', _) => {
                scanner.at += 1;
                return Some(());
            }
            (b'\n', _) => return None,
            (b'\\', Some(next)) if *next != b'\n' => {
                scanner.at += 1;
                scanner.at += text[scanner.at..].chars().next().map_or(0, char::len_utf8);
            }
            (sign @ (b'$' | b'%'), Some(b'{')) if scanner.at == 0 || bytes[scanner.at - 1] != sign => {
                if depth > MOST_NESTING {
                    return None;
                }
                scanner.at = close_of(text, scanner.at + 2, Kind::CloseBrace, depth + 1)?;
            }
            _ => scanner.at += 1,
        }
    }
}
