//! The scanner: bytes to tokens with their places. Blanks and comments are passed over.
//!
//! Text between quotes and in heredocs is not cut into tokens: the token says that it begins, and who parses templates
//! reads on from there.

use memchr::{memchr, memmem};

use crate::text::Span;

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "most are the sign they are named for")]
pub(super) enum Kind {
    Word,
    Number,
    /// The quote that opens a string.
    Quote,
    /// `<<EOT` and the line end after it.
    Heredoc,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    OpenParen,
    CloseParen,
    /// `~}`
    StripBrace,
    Assign,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Not,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Question,
    Colon,
    DoubleColon,
    Comma,
    Dot,
    Ellipsis,
    /// `=>`
    Arrow,
    Newline,
    End,
    /// What no token begins with.
    Strange,
}

impl Kind {
    /// The bracket that closes this one.
    pub(super) fn closing(self) -> Option<Self> {
        match self {
            Self::OpenBrace => Some(Self::CloseBrace),
            Self::OpenBracket => Some(Self::CloseBracket),
            Self::OpenParen => Some(Self::CloseParen),
            _ => None,
        }
    }

    /// Whether a value can begin with it.
    pub(super) fn starts_value(self) -> bool {
        matches!(
            self,
            Self::Word
                | Self::Number
                | Self::Quote
                | Self::Heredoc
                | Self::OpenBrace
                | Self::OpenBracket
                | Self::OpenParen
                | Self::Not
        )
    }
}

/// A token with its place, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    pub(super) fn span(self) -> Span {
        Span::new(self.start..self.end)
    }
}

/// A place in a text, between two tokens.
pub(super) struct Scanner<'t> {
    text: &'t str,
    /// Where the next token is looked for.
    pub(super) at: usize,
    /// The comments passed on the way, if anybody asks.
    pub(super) comments: Option<Vec<Span>>,
}

impl<'t> Scanner<'t> {
    pub(super) fn at(text: &'t str, at: usize) -> Self {
        Self { text, at, comments: None }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// The next token; line ends are tokens, as they mean something in most places.
    pub(super) fn next(&mut self) -> Token {
        self.blanks();
        let start = self.at;
        let kind = self.kind();
        Token { kind, start, end: self.at }
    }

    fn blanks(&mut self) {
        loop {
            match self.byte(0) {
                Some(b' ' | b'\t') => self.at += 1,
                Some(b'#') => self.line_comment(),
                Some(b'/') if self.byte(1) == Some(b'/') => self.line_comment(),
                Some(b'/') if self.byte(1) == Some(b'*') => {
                    let Some(end) = memmem::find(&self.text.as_bytes()[self.at + 2..], b"*/") else { return };
                    self.comment(self.at + end + 4);
                }
                _ => return,
            }
        }
    }

    fn line_comment(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let end = memchr(b'\n', rest).unwrap_or(rest.len());
        let end = if rest[..end].ends_with(b"\r") && end < rest.len() { end - 1 } else { end };
        self.comment(self.at + end);
    }

    fn comment(&mut self, end: usize) {
        if let Some(comments) = &mut self.comments {
            comments.push(Span::new(self.at..end));
        }
        self.at = end;
    }

    fn kind(&mut self) -> Kind {
        let Some(byte) = self.byte(0) else { return Kind::End };
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => return self.word(),
            b'0'..=b'9' => return self.number(),
            b'<' if self.byte(1) == Some(b'<') => return self.heredoc(),
            b'/' if self.byte(1) == Some(b'*') => {
                self.at = self.text.len();
                return Kind::Strange;
            }
            _ => {}
        }
        let (kind, len) = match (byte, self.byte(1)) {
            (b'.', Some(b'.')) if self.byte(2) == Some(b'.') => (Kind::Ellipsis, 3),
            (a, Some(b)) => sign_of_two(a, b).map_or((sign(a), 1), |kind| (kind, 2)),
            (a, None) => (sign(a), 1),
        };
        if kind == Kind::Strange {
            return self.strange();
        }
        self.at += len;
        kind
    }

    fn word(&mut self) -> Kind {
        self.at += word_length(&self.text[self.at..]);
        Kind::Word
    }

    /// A letter beyond ASCII begins a word; anything else is no sign that means something.
    fn strange(&mut self) -> Kind {
        let Some(letter) = self.text[self.at..].chars().next() else { return Kind::End };
        if unicode_ident::is_xid_start(letter) {
            return self.word();
        }
        self.at += letter.len_utf8();
        Kind::Strange
    }

    fn digits(&mut self) {
        while self.byte(0).is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn number(&mut self) -> Kind {
        let is_digit = |byte: Option<u8>| byte.is_some_and(|b| b.is_ascii_digit());
        self.digits();
        if self.byte(0) == Some(b'.') && is_digit(self.byte(1)) {
            self.at += 1;
            self.digits();
        }
        if matches!(self.byte(0), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.byte(1), Some(b'+' | b'-')));
            if is_digit(self.byte(1 + sign)) {
                self.at += 1 + sign;
                self.digits();
            }
        }
        Kind::Number
    }

    /// `<<EOT`, which nothing but a line end may follow.
    fn heredoc(&mut self) -> Kind {
        let rest = &self.text[self.at + 2..];
        let dash = usize::from(rest.starts_with('-'));
        let word = &rest[dash..];
        let length = if starts_word(word) { word_length(word) } else { 0 };
        let after = &word[length..];
        let line_end = if after.starts_with('\n') { 1 } else { 2 * usize::from(after.starts_with("\r\n")) };
        if length == 0 || line_end == 0 {
            self.at += 2;
            return Kind::Strange;
        }
        self.at += 2 + dash + length + line_end;
        Kind::Heredoc
    }
}

fn starts_word(text: &str) -> bool {
    text.starts_with(|c: char| c == '_' || unicode_ident::is_xid_start(c))
}

/// How many bytes of the beginning of a text are one word.
fn word_length(text: &str) -> usize {
    let ascii = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    let ends = |c: char| c != '-' && !unicode_ident::is_xid_continue(c);
    text.find(ends).unwrap_or(text.len())
}

fn sign_of_two(first: u8, second: u8) -> Option<Kind> {
    Some(match (first, second) {
        (b'\r', b'\n') => Kind::Newline,
        (b'=', b'=') => Kind::Equal,
        (b'=', b'>') => Kind::Arrow,
        (b'!', b'=') => Kind::NotEqual,
        (b'<', b'=') => Kind::LessOrEqual,
        (b'>', b'=') => Kind::GreaterOrEqual,
        (b'&', b'&') => Kind::And,
        (b'|', b'|') => Kind::Or,
        (b':', b':') => Kind::DoubleColon,
        (b'~', b'}') => Kind::StripBrace,
        _ => return None,
    })
}

fn sign(byte: u8) -> Kind {
    match byte {
        b'\n' => Kind::Newline,
        b'"' => Kind::Quote,
        b'{' => Kind::OpenBrace,
        b'}' => Kind::CloseBrace,
        b'[' => Kind::OpenBracket,
        b']' => Kind::CloseBracket,
        b'(' => Kind::OpenParen,
        b')' => Kind::CloseParen,
        b'=' => Kind::Assign,
        b'<' => Kind::Less,
        b'>' => Kind::Greater,
        b'!' => Kind::Not,
        b'+' => Kind::Plus,
        b'-' => Kind::Minus,
        b'*' => Kind::Star,
        b'/' => Kind::Slash,
        b'%' => Kind::Percent,
        b'?' => Kind::Question,
        b':' => Kind::Colon,
        b',' => Kind::Comma,
        b'.' => Kind::Dot,
        _ => Kind::Strange,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Scanner};

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        let mut scanner = Scanner::at(text, 0);
        let mut found = Vec::new();
        loop {
            let token = scanner.next();
            if token.kind == Kind::End {
                return found;
            }
            found.push((token.kind, &text[token.start..token.end]));
        }
    }

    #[test]
    fn words_and_numbers_end_where_they_should() {
        let words = [(Kind::Word, "a-1"), (Kind::Minus, "-"), (Kind::Word, "größe"), (Kind::Word, "日本-2")];
        assert_eq!(kinds("a-1 - größe 日本-2"), words);
        let numbers = [
            (Kind::Number, "1"),
            (Kind::Dot, "."),
            (Kind::Number, "1.5e-3"),
            (Kind::Number, "2"),
            (Kind::Word, "e"),
        ];
        assert_eq!(kinds("1. 1.5e-3 2e"), numbers);
    }

    #[test]
    fn comments_end_at_the_line_end_and_are_kept_when_asked_for() {
        let text = "a # b\r\n/* c\n */ d // e";
        let line = [(Kind::Word, "a"), (Kind::Newline, "\r\n"), (Kind::Word, "d")];
        assert_eq!(kinds(text), line);
        let mut scanner = Scanner { comments: Some(Vec::new()), ..Scanner::at(text, 0) };
        while scanner.next().kind != Kind::End {}
        let comments: Vec<&str> = scanner.comments.iter().flatten().map(|span| &text[span.range()]).collect();
        assert_eq!(comments, ["# b", "/* c\n */", "// e"]);
    }

    #[test]
    fn a_heredoc_begins_with_a_word_and_a_line_end() {
        assert_eq!(kinds("<<-EOT\r\n"), [(Kind::Heredoc, "<<-EOT\r\n")]);
        assert_eq!(kinds("<<EOT ")[0], (Kind::Strange, "<<"));
        assert_eq!(kinds("/* a")[0], (Kind::Strange, "/* a"));
    }
}
