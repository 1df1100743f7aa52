//! What a person probably meant where the text goes wrong: mistakes in arguments and blocks.

use crate::text::Span;
use crate::value::Name;

use super::super::expr::Body;
use super::super::token::{Kind, Token};
use super::{Parsed, Parser, Stop};

impl Parser<'_> {
    pub(super) fn closes_nothing(&mut self) {
        self.mistake(
            "this `}` closes nothing",
            self.token.span(),
            "remove it, or find the `{` that is missing above",
        );
    }

    /// Neither an argument nor a block begins here.
    pub(super) fn no_item(&mut self) {
        let span = self.token.span();
        match self.token.kind {
            Kind::Quote => {
                self.mistake("an argument's name is written without quotes", span, "write `name = …`");
            }
            Kind::OpenBrace if self.text[..self.token.start].trim().is_empty() => {
                self.mistake("this looks like JSON", span, "files with JSON in them are called `*.tf.json`");
            }
            Kind::Strange => drop(self.no_value()),
            _ => drop(self.expected("no argument or block begins like this", "expected a name")),
        }
    }

    /// Something else than `=` follows the name of an argument.
    pub(super) fn no_assign(&mut self, name: Token) -> Parsed<()> {
        let word = self.text_of(name).to_owned();
        let help = format!("write `{word} = …`");
        match self.token.kind {
            Kind::Colon => self.mistake("an argument is set with `=`", self.token.span(), help),
            Kind::Equal => {
                self.mistake("`==` compares; an argument is set with `=`", self.token.span(), help);
            }
            Kind::Newline | Kind::End => {
                let help = format!("write `{word} = …` for an argument, `{word} {{ … }}` for a block");
                self.mistake(format!("`{word}` stands alone"), name.span(), help);
                return Err(Stop::Item);
            }
            _ => {
                self.mistake(format!("`=` is missing after `{word}`"), name.span(), help);
                return Err(Stop::Item);
            }
        }
        Ok(())
    }

    /// What follows the header of a block is no brace. Where it is clear what was meant, parsing goes on.
    pub(super) fn no_brace(&mut self, block: Token, labels: &[(Name, Span)]) -> Parsed<()> {
        let word = self.text_of(block).to_owned();
        let header = Span::new(block.start..self.previous_end);
        if self.at(Kind::Assign) && self.kind_after() == Kind::OpenBrace {
            let help = format!("write `{} {{`", self.source.slice(header));
            self.mistake("a block has no `=`", self.token.span(), help);
            self.advance();
            return Ok(());
        }
        if self.brace_follows() {
            let help = format!("write `{} {{`", self.source.slice(header));
            self.mistake("the `{` of a block stands on the line of its header", header, help);
            self.skip_newlines();
            return Ok(());
        }
        match self.token.kind {
            Kind::Assign => {
                let help = "an argument is one word, `=` and a value".to_owned();
                self.mistake("this is no name of an argument", header, help);
            }
            Kind::Newline | Kind::End if labels.len() != 1 => {
                let help = format!("write `{} {{`", self.source.slice(header));
                self.mistake("`{` is missing after this header", header, help);
            }
            _ => {
                let help = format!("write `{word} = …`");
                self.mistake(format!("`=` is missing after `{word}`"), block.span(), help);
            }
        }
        Err(Stop::Item)
    }

    /// Whether a brace is the next thing on the following lines.
    pub(super) fn brace_follows(&self) -> bool {
        self.at(Kind::Newline) && self.text[self.token.start..].trim_start().starts_with('{')
    }

    pub(super) fn template_in_label(&mut self, span: Span) {
        self.mistake("a label is plain text", span, "no `${…}` can stand in it");
    }

    pub(super) fn brace_on_the_line(&mut self) {
        let help = "begin a new line before it";
        self.mistake(
            "the `}` of a block with several lines stands on a line of its own",
            self.token.span(),
            help,
        );
    }

    pub(super) fn after_block(&mut self) {
        let help = "begin a new line after the `}`";
        let span = self.token.span();
        self.mistake("something follows the end of a block on its line", span, help);
    }

    pub(super) fn block_on_one_line(&mut self, body: &Body) {
        let Some(header) = body.blocks.first().map(|block| block.header) else { return };
        self.mistake("a block cannot stand on the line of another", header, "begin a new line after the `{`");
    }

    /// A body that began on the line of its header goes on.
    pub(super) fn more_on_one_line(&mut self, is_whole: bool) {
        if is_whole && !self.at(Kind::End) {
            let help = "begin a new line after the `{`, and one before the `}`";
            let span = self.here_or_before();
            self.mistake("a block on one line holds one argument", span, help);
        }
    }

    fn here_or_before(&self) -> Span {
        if self.at(Kind::Newline) {
            let before = self.text.get(..self.previous_end).unwrap_or_default();
            let letter = before.chars().next_back().map_or(0, char::len_utf8);
            return Span::new(self.previous_end - letter..self.previous_end);
        }
        self.token.span()
    }

    /// The text ends inside of a block. A brace that does not stand where its block begins tells where one is missing.
    pub(super) fn block_not_closed(&mut self, opened: Token) {
        if self.said_unclosed {
            return;
        }
        let open = self.odd.unwrap_or(opened);
        self.not_closed(open);
    }
}
