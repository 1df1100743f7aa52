//! What a person probably meant where the text goes wrong: mistakes in lists, objects, `for` and templates.

use crate::text::Span;

use super::super::expr::Expr;
use super::super::token::{Kind, Token};
use super::{Parsed, Parser, Stop};

impl Parser<'_> {
    /// Neither a comma nor the end follows an entry. If another entry does, parsing goes on with it.
    pub(super) fn no_comma(&mut self) -> Parsed<()> {
        let open = self.innermost();
        let is_object = open.is_some_and(|open| open.kind == Kind::OpenBrace);
        if self.token.kind.starts_value() && !self.looks_like_item() {
            let what = if is_object { "entries" } else { "values" };
            let span = self.here();
            self.mistake(format!("`,` is missing between two {what}"), span, "separate them with a comma");
            return Ok(());
        }
        let mark = self.mark();
        let stop = self.after_value(open);
        match self.go_on(stop) {
            Ok(_) => Ok(()),
            Err(stop) => self.go_to_next_entry(mark, stop),
        }
    }

    pub(super) fn no_value_for_key(&mut self, key: &Expr) -> Parsed<()> {
        let text = self.source.slice(key.span).to_owned();
        match self.token.kind {
            Kind::Arrow => {
                let help = format!("write `{text} = …`");
                self.mistake("`=>` belongs to `for`", self.token.span(), help);
                return Ok(());
            }
            Kind::Word | Kind::Quote | Kind::OpenBrace if self.is_header_of_block(key) => {
                let stop = self.innermost().map_or(Stop::Item, |open| self.not_closed(open));
                self.resume_here = false;
                return Err(stop);
            }
            Kind::End => return Err(self.not_closed_here()),
            _ => {}
        }
        let help = format!("write `{text} = …`");
        self.mistake("this key has no value", key.span, help);
        Err(Stop::Entry)
    }

    /// Whether the line of this key ends as a block's header does.
    fn is_header_of_block(&self, key: &Expr) -> bool {
        let line = self.text[key.span.range().start..].lines().next().unwrap_or_default();
        line.trim_end().ends_with('{') && !line.contains('=')
    }

    pub(super) fn no_colon_in_for(&mut self) -> Stop {
        if self.at(Kind::End) {
            return self.not_closed_here();
        }
        let span = self.here();
        let help = "write `[for x in list : value]`, and a filter as `[for x in list : value if condition]`";
        self.mistake("`:` is missing in this `for`", span, help);
        Stop::Entry
    }

    pub(super) fn no_in_in_for(&mut self) -> Stop {
        let help = "write `for x in collection` or `for key, value in collection`";
        self.mistake("`in` is missing in this `for`", self.token.span(), help);
        Stop::Entry
    }

    pub(super) fn no_loop_variable(&mut self) -> Stop {
        let help = "write `for x in collection` or `for key, value in collection`";
        self.mistake("a name is missing in this `for`", self.token.span(), help);
        Stop::Entry
    }

    /// `=>` makes entries of an object, not elements of a list.
    pub(super) fn allow_arrow(&mut self, is_object: bool) {
        if !is_object {
            let help = "for an object, write the `for` in braces: `{for k, v in map : k => v}`";
            self.mistake("`=>` makes entries of an object, but this is a list", self.token.span(), help);
        }
    }

    pub(super) fn no_arrow(&mut self) -> Stop {
        let help = "write `{for x in list : key => value}`, or `[for x in list : value]` for a list";
        self.mistake("this `for` makes an object, but gives no key", self.token.span(), help);
        Stop::Entry
    }

    pub(super) fn string_not_closed(&mut self, opened: Token, line_end: usize) -> Stop {
        let line = self.text[opened.start..line_end].trim_end_matches('\r');
        let help = "close it with `\"` on the same line; a text of several lines is written as <<-EOT … EOT";
        self.mistake("this string does not end", Span::new(opened.start..opened.start + line.len()), help);
        self.go_on_at(line_end);
        Stop::Entry
    }

    pub(super) fn heredoc_not_closed(&mut self, opened: Token, marker: &str) -> Stop {
        let line = self.text_of(opened).trim_end().len();
        let help = format!("end it with `{marker}` on a line of its own");
        self.mistake("this heredoc does not end", Span::new(opened.start..opened.start + line), help);
        self.said_unclosed = true;
        self.go_on_at(self.text.len());
        Stop::Item
    }

    /// The template is left: tokens begin again.
    fn go_on_at(&mut self, at: usize) {
        self.token.end = at;
        self.scanner.at = at;
        self.newlines = true;
        self.advance();
    }

    pub(super) fn marker_not_closed(&mut self, start: usize) {
        let sign = self.text.get(start..start + 2).unwrap_or_default().to_owned();
        let help = "add the `}` that belongs to it, before the end of the string";
        self.mistake(format!("`{sign}` is not closed"), Span::new(start..start + 2), help);
    }

    pub(super) fn no_escape(&mut self, span: Span) {
        let text = self.source.slice(span).to_owned();
        let help = "there are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\uXXXX` and `\\UXXXXXXXX`; write `\\\\` for a backslash";
        self.mistake(format!("`{text}` stands for nothing"), span, help);
    }

    pub(super) fn no_character(&mut self, span: Span, digits: usize) {
        let help = format!("the {digits} hexadecimal digits of a character follow it");
        self.mistake("this stands for no character", span, help);
    }

    pub(super) fn no_directive(&mut self) -> Stop {
        let help = "there are `if`, `else`, `endif`, `for` and `endfor`; write `%%{` for the text";
        self.mistake("this is no directive", self.token.span(), help);
        Stop::Entry
    }

    pub(super) fn directive_not_ended(&mut self, span: Span, is_for: bool) {
        let end = if is_for { "endfor" } else { "endif" };
        self.mistake(
            "this directive does not end",
            span,
            format!("add the `%{{ {end} }}` that belongs to it"),
        );
    }

    pub(super) fn directive_out_of_place(&mut self, span: Span, word: &str, opener: &str) {
        self.mistake(format!("`{word}` without `{opener}`"), span, "");
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::parse_file_whole;
    use crate::text::Source;

    #[test]
    fn what_is_marked_is_whole_letters() {
        for text in ["a = [1 ᖧ]\n", "a = { b = 1 ᖧ = 2 }\n", "a = [for x in y ᖧ]\n", "b { a = 1 ᖧ\n}\n"]
        {
            let source = Source::new("x.tf", text.to_owned());
            let (_, problems) = parse_file_whole(&source);
            assert!(!problems.is_empty(), "{text}");
            for (_, span) in problems.iter().filter_map(|problem| problem.place.as_ref()) {
                assert!(text.get(span.range()).is_some(), "{text}: {span:?}");
            }
        }
    }
}
