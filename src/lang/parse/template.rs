//! Text with values in it: quoted strings, heredocs, and files that are templates.

use std::borrow::Cow;

use crate::text::Span;
use crate::value::Value;

use super::super::expr::{Expr, Node};
use super::super::template::{Marker, Piece, Strip, dedent, fold, strip};
use super::super::token::{Kind, Token};
use super::{Parsed, Parser, Stop};

/// Where a template stands, which decides how it ends and what is escaped in it.
#[derive(Clone, Copy)]
enum Place<'s> {
    /// Between quotes.
    Quoted,
    /// In a heredoc that this word ends.
    Heredoc(&'s str),
    /// The whole text.
    File,
}

/// Why a run of text ended.
enum Ending {
    Template,
    Value,
    Directive,
}

/// A directive that is not ended yet.
struct Open {
    span: Span,
    is_for: bool,
    has_else: bool,
    /// How many loop variables were in scope outside.
    slots: usize,
}

/// A template being read.
struct Reading<'s> {
    place: Place<'s>,
    pieces: Vec<Piece<'s>>,
    open: Vec<Open>,
    /// Levels of the values and of the directives.
    height: usize,
    most_open: usize,
}

impl<'s> Parser<'s> {
    pub(super) fn quoted(&mut self) -> Parsed<Expr> {
        let start = self.token.start;
        let rest = &self.text.as_bytes()[self.token.end..];
        let plain = rest.iter().position(|b| matches!(b, b'"' | b'\\' | b'$' | b'%' | b'\n')).unwrap_or(0);
        if rest.get(plain) == Some(&b'"') {
            let text = &self.text[self.token.end..self.token.end + plain];
            self.end_template(self.token.end + plain + 1);
            let span = Span::new(start..self.previous_end);
            return Ok(self.leaf(Node::Literal(Value::string(text)), span));
        }
        let mut pieces = self.template(Place::Quoted)?;
        strip(&mut pieces);
        self.node(fold(pieces), start)
    }

    pub(super) fn heredoc(&mut self) -> Parsed<Expr> {
        let start = self.token.start;
        let is_indented = self.text_of(self.token).starts_with("<<-");
        let mut pieces = self.template(Place::Heredoc(self.marker()))?;
        strip(&mut pieces);
        if is_indented {
            dedent(&mut pieces);
        }
        self.node(fold(pieces), start)
    }

    pub(super) fn file_template(&mut self) -> Parsed<Expr> {
        self.token = Token { kind: Kind::Newline, start: 0, end: 0 };
        let mut pieces = self.template(Place::File)?;
        strip(&mut pieces);
        self.node(fold(pieces), 0)
    }

    /// The template ends here; what follows is tokens again.
    fn end_template(&mut self, end: usize) {
        self.token.end = end;
        self.scanner.at = end;
        self.advance();
    }

    /// The pieces of the template that begins after the token.
    fn template(&mut self, place: Place<'s>) -> Parsed<Vec<Piece<'s>>> {
        let opened = self.token;
        let slots = self.slots.len();
        self.scanner.at = opened.end;
        let mut reading = Reading { place, pieces: Vec::new(), open: Vec::new(), height: 0, most_open: 0 };
        loop {
            match self.run_of_text(&mut reading, opened)? {
                Ending::Template => break,
                Ending::Value => self.interpolation(&mut reading)?,
                Ending::Directive => self.directive(&mut reading)?,
            }
            reading.height = reading.height.max(self.height);
        }
        if let Some(open) = reading.open.first() {
            self.directive_not_ended(open.span, open.is_for);
        }
        self.slots.truncate(slots);
        self.height = reading.height + reading.most_open;
        Ok(reading.pieces)
    }

    /// Text up to the next marker or the end.
    fn run_of_text(&mut self, reading: &mut Reading<'s>, opened: Token) -> Parsed<Ending> {
        let ending = match reading.place {
            Place::Quoted => self.quoted_text(&mut reading.pieces, opened),
            Place::Heredoc(marker) => self.lines(&mut reading.pieces, Some(marker), opened),
            Place::File => self.lines(&mut reading.pieces, None, opened),
        };
        if matches!(ending, Ok(Ending::Template)) {
            let end = self.scanner.at;
            self.token = Token { end, ..opened };
            self.end_template(end);
        }
        ending
    }

    /// One piece: in a quoted string, `~` takes white space of all of it.
    fn quoted_text(&mut self, pieces: &mut Vec<Piece<'s>>, opened: Token) -> Parsed<Ending> {
        let bytes = self.text.as_bytes();
        let mut text = Cow::Borrowed("");
        let (mut from, mut at) = (self.scanner.at, self.scanner.at);
        let ending = loop {
            let rest = &bytes[at.min(bytes.len())..];
            at += rest
                .iter()
                .position(|b| matches!(b, b'"' | b'\\' | b'$' | b'%' | b'\n'))
                .unwrap_or(rest.len());
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'"'), _) => break Ending::Template,
                (None | Some(b'\n'), _) => return Err(self.string_not_closed(opened, at)),
                (Some(b'\\'), _) => {
                    push(&mut text, &self.text[from..at]);
                    at += self.escape(at, &mut text);
                    from = at;
                }
                (Some(sign), Some(b'{')) => match self.escaped_marker(at, from) {
                    true => {
                        push(&mut text, &self.text[from..at - 1]);
                        (from, at) = (at, at + 1);
                    }
                    false if *sign == b'$' => break Ending::Value,
                    false => break Ending::Directive,
                },
                _ => at += 1,
            }
        };
        push(&mut text, &self.text[from..at]);
        pieces.extend((!text.is_empty()).then_some(Piece::Text(text)));
        self.scanner.at = at + usize::from(matches!(ending, Ending::Template));
        Ok(ending)
    }

    /// `$${` and `%%{` are text: whether the sign before this one is there for that.
    fn escaped_marker(&self, at: usize, from: usize) -> bool {
        at > from && self.text.as_bytes()[at - 1] == self.text.as_bytes()[at]
    }

    /// One piece for each line, of which only `$${` and `%%{` are not what they are.
    fn lines(&mut self, pieces: &mut Vec<Piece<'s>>, marker: Option<&str>, opened: Token) -> Parsed<Ending> {
        let bytes = self.text.as_bytes();
        let mut is_line_start = self.scanner.at == opened.end;
        loop {
            let start = self.scanner.at;
            let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |n| start + n + 1);
            let line = &self.text[start..end];
            if let Some(marker) = marker {
                if is_line_start && line.ends_with('\n') && line.trim() == marker {
                    self.scanner.at = start + line.trim_end().len();
                    return Ok(Ending::Template);
                }
                if start == end {
                    return Err(self.heredoc_not_closed(opened, marker));
                }
            } else if start == end {
                return Ok(Ending::Template);
            }
            let ending = self.line(start, end, pieces);
            if let Some(ending) = ending {
                return Ok(ending);
            }
            is_line_start = true;
        }
    }

    fn line(&mut self, start: usize, end: usize, pieces: &mut Vec<Piece<'s>>) -> Option<Ending> {
        let bytes = self.text.as_bytes();
        let mut text = Cow::Borrowed("");
        let (mut from, mut at, mut ending) = (start, start, None);
        while let Some(found) = memchr::memchr2(b'$', b'%', &bytes[at..end]) {
            at += found;
            if bytes.get(at + 1) != Some(&b'{') {
                at += 1;
            } else if self.escaped_marker(at, from) {
                push(&mut text, &self.text[from..at - 1]);
                (from, at) = (at, at + 1);
            } else {
                ending = Some(if bytes[at] == b'$' { Ending::Value } else { Ending::Directive });
                break;
            }
        }
        let stop = if ending.is_some() { at } else { end };
        push(&mut text, &self.text[from..stop]);
        pieces.extend((!text.is_empty()).then_some(Piece::Text(text)));
        self.scanner.at = stop;
        ending
    }

    /// What a backslash and the letter after it stand for; gives how many bytes they take.
    fn escape(&mut self, at: usize, text: &mut Cow<'s, str>) -> usize {
        let after = &self.text[at + 1..];
        let letter = after.chars().next().filter(|c| *c != '\n');
        let (plain, digits) = match letter {
            Some('n') => ('\n', 0),
            Some('r') => ('\r', 0),
            Some('t') => ('\t', 0),
            Some(same @ ('"' | '\\')) => (same, 0),
            Some('u') => ('u', 4),
            Some('U') => ('U', 8),
            _ => {
                let length = 1 + letter.map_or(0, char::len_utf8);
                self.no_escape(Span::new(at..at + length));
                return length;
            }
        };
        let code = after.get(1..=digits).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let coded = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        match if digits == 0 { Some(plain) } else { coded } {
            Some(letter) => text.to_mut().push(letter),
            None => {
                self.no_character(Span::new(at..at + 2), digits);
                return 2;
            }
        }
        2 + digits
    }

    fn interpolation(&mut self, reading: &mut Reading<'s>) -> Parsed<()> {
        let start = self.scanner.at;
        let (value, strip) = self.marker_of(reading.place, Self::expression)?;
        let value = value.unwrap_or_else(|| self.broken(Span::new(start..self.scanner.at)));
        reading.pieces.push(Piece::Marker(strip, Marker::Value(value)));
        Ok(())
    }

    /// What is between `${` or `%{` and `}`. None where it is broken, but its end is found.
    fn marker_of<T>(
        &mut self,
        place: Place<'s>,
        parse: impl FnOnce(&mut Self) -> Parsed<T>,
    ) -> Parsed<(Option<T>, Strip)> {
        let mark = self.mark();
        let start = self.scanner.at;
        let before = self.text.as_bytes().get(start + 2) == Some(&b'~');
        let inside = start + 2 + usize::from(before);
        self.open.push(Token { kind: Kind::OpenBrace, start, end: start + 2 });
        self.newlines = false;
        self.scanner.at = inside;
        let problems = self.problems.len();
        self.advance();
        let result = parse(self).and_then(|value| self.end_of_value().map(|()| value));
        match result {
            Ok(_) => self.scanner.at = self.token.end,
            Err(_) => {
                self.open.truncate(mark.open);
                self.after_broken_marker(place, start, inside, problems)?;
            }
        }
        let after = self.scanner.at >= 2 && self.text.as_bytes()[self.scanner.at - 2] == b'~';
        // Loop variables of a directive stay in scope behind it.
        let slots = if result.is_ok() { self.slots.len() } else { mark.slots };
        self.restore(super::Mark { slots, ..mark });
        Ok((result.ok(), Strip { before, after }))
    }

    fn end_of_value(&mut self) -> Parsed<()> {
        while !matches!(self.token.kind, Kind::CloseBrace | Kind::StripBrace) {
            let stop = self.after_value(self.open.last().copied());
            self.go_on(stop)?;
        }
        Ok(())
    }

    /// Goes on behind the marker; where its end is nowhere to be found, that is what is wrong.
    fn after_broken_marker(
        &mut self,
        place: Place<'s>,
        start: usize,
        inside: usize,
        problems: usize,
    ) -> Parsed<()> {
        if self.gave_up {
            return Err(Stop::Item);
        }
        self.resume_here = false;
        if let Some(end) = self.end_of_marker(inside) {
            self.scanner.at = end;
            return Ok(());
        }
        self.problems.truncate(problems);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |end| start + end);
        self.scanner.at = line_end;
        self.marker_not_closed(start);
        if matches!(place, Place::Quoted) {
            self.newlines = true;
            self.advance();
            return Err(Stop::Entry);
        }
        Ok(())
    }

    fn directive(&mut self, reading: &mut Reading<'s>) -> Parsed<()> {
        let start = self.scanner.at;
        let slots = self.slots.len();
        let place = reading.place;
        let (marker, strip) = self.marker_of(place, Self::directive_kind)?;
        let span = Span::new(start..self.scanner.at);
        let Some(marker) = marker else { return Ok(()) };
        match &marker {
            Marker::If(_) | Marker::For(_) => {
                let is_for = matches!(marker, Marker::For(_));
                reading.open.push(Open { span, is_for, has_else: false, slots });
                reading.most_open = reading.most_open.max(reading.open.len());
                if reading.open.len() > super::MOST_NESTING {
                    self.give_up(format!("this is nested deeper than {} levels", super::MOST_NESTING), span);
                    return Err(Stop::Item);
                }
            }
            Marker::Else => match reading.open.last_mut() {
                Some(open) if !open.is_for && !open.has_else => open.has_else = true,
                _ => {
                    self.directive_out_of_place(span, "else", "if");
                    return Ok(());
                }
            },
            Marker::EndIf => match reading.open.pop_if(|open| !open.is_for) {
                Some(_) => {}
                None => {
                    self.directive_out_of_place(span, "endif", "if");
                    return Ok(());
                }
            },
            Marker::EndFor => match reading.open.pop_if(|open| open.is_for) {
                Some(open) => self.slots.truncate(open.slots),
                None => {
                    self.directive_out_of_place(span, "endfor", "for");
                    return Ok(());
                }
            },
            Marker::Value(_) => {}
        }
        reading.pieces.push(Piece::Marker(strip, marker));
        Ok(())
    }

    fn directive_kind(&mut self) -> Parsed<Marker> {
        let word = self.word().unwrap_or_default();
        if !matches!(word, "if" | "else" | "endif" | "for" | "endfor") {
            return Err(self.no_directive());
        }
        self.advance();
        self.height = 0;
        Ok(match word {
            "if" => Marker::If(self.expression()?),
            "for" => Marker::For(self.loop_head()?),
            "else" => Marker::Else,
            "endif" => Marker::EndIf,
            _ => Marker::EndFor,
        })
    }
}

/// Text that is one piece of the source needs no memory of its own.
fn push<'s>(text: &mut Cow<'s, str>, more: &'s str) {
    if text.is_empty() {
        *text = Cow::Borrowed(more);
    } else if !more.is_empty() {
        text.to_mut().push_str(more);
    }
}
