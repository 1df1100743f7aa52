//! What a person probably meant where the text goes wrong: mistakes in values.

use crate::text::Span;

use super::super::expr::{BinaryOperator, Expr, Node};
use super::super::token::{Kind, Token};
use super::{Parsed, Parser, Stop};

impl Parser<'_> {
    /// Something about the syntax is wrong: what was parsed is not to be relied upon.
    pub(super) fn mistake(&mut self, message: impl Into<String>, span: Span, help: impl Into<String>) {
        let help = help.into();
        self.mistakes += 1;
        self.problem(message, span, Some(help).filter(|help| !help.is_empty()));
    }

    /// The same at the next token, where nothing better is known than what was expected.
    pub(super) fn expected(&mut self, message: &str, expected: &str) -> Stop {
        let span = self.here();
        self.mistake(format!("syntax error: {message}"), span, "");
        if let Some(last) = self.problems.last_mut().filter(|_| !self.gave_up) {
            expected.clone_into(&mut last.label);
        }
        Stop::Entry
    }

    /// The first letter of the next token.
    pub(super) fn here(&self) -> Span {
        let rest = self.text.get(self.token.start..).unwrap_or_default();
        let letter = rest.chars().next().filter(|c| !matches!(c, '\n' | '\r'));
        Span::new(self.token.start..self.token.start + letter.map_or(0, char::len_utf8))
    }

    /// The bracket that is open here, of those that this argument has opened.
    pub(super) fn innermost(&self) -> Option<Token> {
        self.open.get(self.base..).unwrap_or_default().last().copied()
    }

    /// Whether what comes next can only stand outside of this bracket.
    fn is_left_open(&self, open: Token) -> bool {
        let wanted = open.kind.closing();
        match self.token.kind {
            Kind::End => true,
            Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParen => wanted != Some(self.token.kind),
            _ => wanted != Some(Kind::CloseBrace) && self.looks_like_item(),
        }
    }

    pub(super) fn not_closed(&mut self, open: Token) -> Stop {
        self.said_unclosed |= self.at(Kind::End);
        self.resume_here |= self.looks_like_item();
        let sign = self.text_of(open).to_owned();
        let closing = match open.kind {
            Kind::OpenParen => ")",
            Kind::OpenBracket => "]",
            _ => "}",
        };
        self.mistake(
            format!("`{sign}` is not closed"),
            open.span(),
            format!("add the `{closing}` that belongs to it"),
        );
        Stop::Item
    }

    pub(super) fn not_closed_here(&mut self) -> Stop {
        match self.innermost() {
            Some(open) => self.not_closed(open),
            None => self.expected("a bracket is missing here", "expected a closing bracket"),
        }
    }

    /// No value begins here.
    pub(super) fn no_value(&mut self) -> Parsed<Expr> {
        let token = self.token;
        if let Some(open) = self.innermost().filter(|open| self.is_left_open(*open)) {
            return Err(self.not_closed(open));
        }
        let before = self.text.get(..token.start).unwrap_or_default();
        match token.kind {
            Kind::Assign if before.ends_with("==") || before.ends_with("!=") => {
                let right = &before[token.start - 2..];
                self.no_operator(Span::new(token.start - 2..token.end), right);
                self.advance();
                self.expression()
            }
            Kind::Greater if before.ends_with('<') => {
                self.no_operator(Span::new(token.start - 1..token.end), "!=");
                self.advance();
                self.expression()
            }
            Kind::Strange => self.strange(),
            _ => Err(self.expected("a value is missing here", "expected a value")),
        }
    }

    fn no_operator(&mut self, span: Span, right: &str) {
        self.mistake("there is no such operator", span, format!("write `{right}`"));
    }

    /// A sign that means nothing to the scanner. Text in other quotes is passed over as if it were a string.
    fn strange(&mut self) -> Parsed<Expr> {
        let token = self.token;
        let text = self.text_of(token);
        match text {
            "'" | "`" => return Ok(self.other_quotes()),
            "\u{201c}" | "\u{201d}" | "\u{2018}" | "\u{2019}" | "\u{201e}" | "\u{ab}" => {
                self.mistake("a string is written in straight double quotes", token.span(), "write `\"…\"`");
            }
            "&" => self.no_operator(token.span(), "&&"),
            "|" => self.no_operator(token.span(), "||"),
            "~" => self.no_operator(token.span(), "core::regex_match(pattern, string)"),
            "<<" => self.mistake(
                "this is no heredoc",
                token.span(),
                "it begins with a word and a line end: `<<-EOT`, the lines, and `EOT` on a line of its own",
            ),
            "$" if self.text[token.end..].starts_with('{') => self.mistake(
                "`${…}` means something between quotes only",
                Span::new(token.start..token.end + 1),
                "write the expression without it, or put quotes around the text",
            ),
            ";" => self.mistake("nothing is separated by `;`", token.span(), "begin a new line instead"),
            _ if text.starts_with("/*") => self.mistake(
                "this comment does not end",
                Span::new(token.start..token.start + 2),
                "close it with `*/`",
            ),
            _ => self.mistake(format!("`{}` means nothing here", text.escape_debug()), token.span(), ""),
        }
        Err(Stop::Entry)
    }

    fn other_quotes(&mut self) -> Expr {
        let start = self.token.start;
        let quote = self.text_of(self.token);
        let line = self.text[start + 1..].split('\n').next().unwrap_or_default().trim_end();
        let (inner, closed) = line.split_once(quote).map_or((line, 0), |(inner, _)| (inner, 1));
        let end = start + 1 + inner.len() + closed;
        self.mistake(
            "a string is written in double quotes",
            Span::new(start..end),
            format!("write `\"{inner}\"`"),
        );
        self.scanner.at = end;
        self.token.end = end;
        self.advance();
        self.broken(Span::new(start..end))
    }

    /// What follows a value does not belong there. The bracket is the one that was to be closed.
    pub(super) fn after_value(&mut self, open: Option<Token>) -> Stop {
        if let Some(open) = open.filter(|open| self.is_left_open(*open)) {
            return self.not_closed(open);
        }
        let token = self.token;
        let before = self.text.get(..token.start).unwrap_or_default();
        let adjacent = token.start == self.previous_end;
        match token.kind {
            Kind::Assign if self.text[token.end..].starts_with('~') => {
                self.no_operator(Span::new(token.start..token.end + 1), "core::regex_match(pattern, string)");
                return Stop::Item;
            }
            Kind::Assign => {
                self.mistake("`=` sets a value, it does not compare", token.span(), "to compare, write `==`");
            }
            Kind::Strange => drop(self.strange()),
            Kind::Word if adjacent && before.ends_with(|c: char| c.is_ascii_digit()) => {
                let help = "write it in quotes, if it is text";
                self.mistake("a number has no letters", token.span(), help);
            }
            Kind::Comma if open.is_none() => self.mistake(
                "arguments are not separated by commas",
                token.span(),
                "write each on a line of its own",
            ),
            Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParen if open.is_none() => {
                let text = self.text_of(token).to_owned();
                self.mistake(format!("this `{text}` closes nothing"), token.span(), "");
            }
            _ => return self.does_not_belong(open),
        }
        Stop::Entry
    }

    fn does_not_belong(&mut self, open: Option<Token>) -> Stop {
        let closing = match open.map(|open| open.kind) {
            Some(Kind::OpenParen) => "expected an operator or `)`",
            Some(Kind::OpenBracket) => "expected an operator or `]`",
            Some(_) => "expected an operator or `}`",
            None => "expected an operator or a new line",
        };
        self.expected("this does not follow from what is before it", closing)
    }

    /// Behind a `=` that was meant to compare, the other value follows.
    pub(super) fn go_on(&mut self, stop: Stop) -> Parsed<Expr> {
        if stop == Stop::Entry && self.take(Kind::Assign) { self.expression() } else { Err(stop) }
    }

    pub(super) fn half_conditional(&mut self, question: Token) -> Stop {
        self.mistake(
            "this conditional has no second value",
            question.span(),
            "write `condition ? value : other`",
        );
        Stop::Entry
    }

    /// `and` and its like, where an operator is wanted.
    pub(super) fn word_for_operator(&self) -> Option<(u8, BinaryOperator)> {
        match self.word()? {
            "or" => Some((1, BinaryOperator::Or)),
            "and" => Some((2, BinaryOperator::And)),
            "in" | "contains" => Some((3, BinaryOperator::Equal)),
            _ => None,
        }
    }

    pub(super) fn is_not_in_words(&self) -> bool {
        self.is_word("not") && matches!(self.kind_after(), Kind::Word | Kind::Quote | Kind::Not)
    }

    /// Takes an operator; a word for one is told about.
    pub(super) fn take_operator(&mut self) {
        if let Some(word) = self.word() {
            let help = match word {
                "and" => "write `&&`",
                "or" => "write `||`",
                "not" => "write `!`",
                _ => "write `core::contains(list, value)`",
            };
            self.mistake(format!("`{word}` is no operator"), self.token.span(), help);
        }
        self.advance();
    }

    /// `core.length(…)`
    pub(super) fn is_dotted_call(&self, of: &Expr) -> bool {
        let is_path = matches!(of.node, Node::Member(..) | Node::Attribute(..));
        is_path && self.token.start == self.previous_end
    }

    pub(super) fn dotted_call(&mut self, of: &Expr) -> Parsed<Expr> {
        let path = self.source.slice(of.span);
        let name = path.rsplit('.').next().unwrap_or_default();
        let help = format!("write `core::{name}(…)`");
        self.mistake("a function has no dot in its name", of.span, help);
        self.arguments()?;
        Ok(self.broken(Span { end: Span::new(0..self.previous_end).end, ..of.span }))
    }

    pub(super) fn no_function_name(&mut self) -> Stop {
        self.expected("a function's name is missing here", "expected a name")
    }

    pub(super) fn no_parenthesis(&mut self, name: Span) -> Stop {
        let name_text = self.source.slice(name).to_owned();
        self.mistake(format!("`{name_text}` is not called"), name, format!("write `{name_text}(…)`"));
        Stop::Entry
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::parse_file;
    use crate::text::Source;

    fn said(text: &str) -> String {
        let text = format!("a {{\n  {text}\n}}\n");
        let errors = parse_file(&Source::new("t", text)).unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors[0].to_string()
    }

    #[test]
    fn slips_are_called_by_their_names() {
        for (text, expected) in [
            ("x = \"abc", "t:2:7: this string does not end"),
            ("x = y == 'z'", "t:2:12: a string is written in double quotes (write `\"z\"`)"),
            ("x = y and z", "t:2:9: `and` is no operator (write `&&`)"),
            ("x = not y", "t:2:7: `not` is no operator (write `!`)"),
            ("x = y = 1", "t:2:9: `=` sets a value, it does not compare (to compare, write `==`)"),
            ("x = y === 1", "t:2:9: there is no such operator (write `==`)"),
            ("x = 1\n  x = 2", "t:3:3: `x` is already set in this block (keep one of the two)"),
            ("x = core.length(y)", "t:2:7: a function has no dot in its name (write `core::length(…)`)"),
            ("x y.z == 1", "t:2:3: `=` is missing after `x` (write `x = …`)"),
            ("x: 1", "t:2:4: an argument is set with `=` (write `x = …`)"),
            ("x = [1 2]", "t:2:10: `,` is missing between two values (separate them with a comma)"),
            ("x = [for y in z y.w]", "t:2:19: `:` is missing in this `for`"),
            ("x = y ? 1", "t:2:9: this conditional has no second value (write `condition ? value : other`)"),
            ("x = f(y\n  z = 1", "t:2:8: `(` is not closed (add the `)` that belongs to it)"),
            ("x = \"a ${y.\"", "t:2:10: `${` is not closed"),
            ("x = ", "t:2:7: syntax error: a value is missing here"),
            ("b {", "t:2:5: `{` is not closed (add the `}` that belongs to it)"),
        ] {
            assert!(said(text).starts_with(expected), "{text}: {}", said(text));
        }
    }
}
