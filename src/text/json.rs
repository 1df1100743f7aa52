//! A pull reader of JSON that knows where it is: exact numbers, borrowed strings, skipping without building.
//!
//! Plans are large and little of them is wanted, so skipping is the common case and only looks for quotes and
//! brackets. What is skipped is not checked beyond its nesting; what is read is.

use std::borrow::Cow;
use std::ops::Range;

/// Nesting that is read; deeper input is refused rather than risking the stack.
const MAX_DEPTH: usize = 200;

/// Where and why reading stopped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} at byte {offset}")]
pub struct JsonError {
    /// What was wrong, in words.
    pub what: String,
    /// Byte offset into the text.
    pub offset: usize,
    /// Whether the text ended too early.
    pub truncated: bool,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `"`
    String,
    /// A digit or `-`.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`
    Null,
}

/// A position in JSON text.
#[derive(Clone, Debug)]
pub struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

type Result<T> = std::result::Result<T, JsonError>;

impl<'t> Reader<'t> {
    /// At the start of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self::at(text, 0)
    }

    /// At a byte offset of a text, which must be the start of a value.
    #[must_use]
    pub fn at(text: &'t str, offset: usize) -> Self {
        Self { text, at: offset, depth: 0 }
    }

    /// Byte offset of the next value or bracket.
    pub fn offset(&mut self) -> usize {
        self.blanks();
        self.at
    }

    /// Byte offset of the end of what was read last.
    #[must_use]
    pub fn end_of_last(&self) -> usize {
        self.at
    }

    fn error<T>(&self, what: impl Into<String>) -> Result<T> {
        let truncated = self.at >= self.text.len();
        let what = if truncated { "the text ends too early".to_owned() } else { what.into() };
        Err(JsonError { what, offset: self.at, truncated })
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<()> {
        self.blanks();
        if self.byte() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        self.error(format!("expected `{}`", byte as char))
    }

    /// What kind of value comes next.
    ///
    /// # Errors
    /// Where no value begins here.
    pub fn peek(&mut self) -> Result<Next> {
        self.blanks();
        match self.byte() {
            Some(b'{') => Ok(Next::Object),
            Some(b'[') => Ok(Next::Array),
            Some(b'"') => Ok(Next::String),
            Some(b'-' | b'0'..=b'9') => Ok(Next::Number),
            Some(b't' | b'f') => Ok(Next::Bool),
            Some(b'n') => Ok(Next::Null),
            _ => self.error("expected a value"),
        }
    }

    /// Reads an object: `member` gets each key and must read or skip its value.
    ///
    /// # Errors
    /// Where the text is no object, or `member` fails.
    pub fn object<E: From<JsonError>>(
        &mut self,
        mut member: impl FnMut(&mut Self, Cow<'t, str>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.members(|reader, key, _| member(reader, key))
    }

    /// The same, where `member` also gets the bytes that each key takes, its quotes included.
    ///
    /// # Errors
    /// As for [`Reader::object`].
    pub fn members<E: From<JsonError>>(
        &mut self,
        mut member: impl FnMut(&mut Self, Cow<'t, str>, Range<usize>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.items(b'{', b'}', |reader| {
            let start = reader.offset();
            let key = reader.string()?;
            let place = start..reader.at;
            reader.expect(b':')?;
            member(reader, key, place)
        })
    }

    /// Reads an array: `element` is called at each element and must read or skip it.
    ///
    /// # Errors
    /// Where the text is no array, or `element` fails.
    pub fn array<E: From<JsonError>>(
        &mut self,
        element: impl FnMut(&mut Self) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.items(b'[', b']', element)
    }

    fn items<E: From<JsonError>>(
        &mut self,
        open: u8,
        close: u8,
        mut item: impl FnMut(&mut Self) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.error(format!("nested deeper than {MAX_DEPTH} levels"))?;
        }
        self.blanks();
        let mut more = self.byte() != Some(close);
        while more {
            item(self)?;
            self.blanks();
            more = self.byte() == Some(b',');
            if more {
                self.at += 1;
            }
        }
        self.depth -= 1;
        Ok(self.expect(close)?)
    }

    /// Reads a string; borrowed where it holds no escape.
    ///
    /// # Errors
    /// Where the text is no string or holds a bad escape.
    pub fn string(&mut self) -> Result<Cow<'t, str>> {
        self.blanks();
        let start = self.at;
        let escaped = self.skip_string()?;
        let text: &'t str = self.text;
        let raw = &text[start + 1..self.at - 1];
        if !escaped {
            return Ok(Cow::Borrowed(raw));
        }
        // Escapes are rare; a well-kept reader decodes them, lone surrogates included (as U+FFFD).
        match serde_json::from_str::<String>(&text[start..self.at]) {
            Ok(decoded) => Ok(Cow::Owned(decoded)),
            Err(_) => {
                self.at = start;
                self.error("a string with a bad escape")
            }
        }
    }

    /// Moves past a string and says whether it held an escape.
    fn skip_string(&mut self) -> Result<bool> {
        if self.byte() != Some(b'"') {
            self.error("expected a string")?;
        }
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        let mut escaped = false;
        loop {
            let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) else {
                self.at = bytes.len();
                return self.error("an unfinished string");
            };
            at += found + 1;
            if bytes[at - 1] == b'"' {
                self.at = at;
                return Ok(escaped);
            }
            escaped = true;
            at += 1;
        }
    }

    /// Reads a number as it is written.
    ///
    /// # Errors
    /// Where no number stands here.
    pub fn number(&mut self) -> Result<&'t str> {
        self.blanks();
        let rest = &self.text.as_bytes()[self.at..];
        let len =
            rest.iter().take_while(|b| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).count();
        if len == 0 {
            return self.error("expected a number");
        }
        let start = self.at;
        self.at += len;
        let text: &'t str = self.text;
        Ok(&text[start..self.at])
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// Where neither stands here.
    pub fn bool(&mut self) -> Result<bool> {
        if self.literal("true") {
            Ok(true)
        } else if self.literal("false") {
            Ok(false)
        } else {
            self.error("expected `true` or `false`")
        }
    }

    /// Reads `null`.
    ///
    /// # Errors
    /// Where it does not stand here.
    pub fn null(&mut self) -> Result<()> {
        if self.literal("null") { Ok(()) } else { self.error("expected `null`") }
    }

    fn literal(&mut self, word: &str) -> bool {
        self.blanks();
        let found = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    /// Moves past the next value and gives its text.
    ///
    /// # Errors
    /// Where the text ends within it.
    pub fn skip(&mut self) -> Result<&'t str> {
        let next = self.peek()?;
        let start = self.at;
        match next {
            Next::Object | Next::Array => self.skip_nested()?,
            Next::String => self.skip_string().map(drop)?,
            Next::Number => self.number().map(drop)?,
            Next::Bool => self.bool().map(drop)?,
            Next::Null => self.null()?,
        }
        let text: &'t str = self.text;
        Ok(&text[start..self.at])
    }

    fn skip_nested(&mut self) -> Result<()> {
        let bytes = self.text.as_bytes();
        let mut open = 0usize;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.skip_string()?;
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Ok(());
            }
        }
        self.error("an unfinished value")
    }

    /// Makes sure that nothing but blanks follows.
    ///
    /// # Errors
    /// Where something does.
    pub fn end(&mut self) -> Result<()> {
        self.blanks();
        if self.at == self.text.len() {
            return Ok(());
        }
        self.error("something follows the end of the document")
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonError, Next, Reader};
    use proptest::prelude::*;

    #[test]
    fn reads_members_and_skips_the_rest() {
        let text =
            r#" {"skip": {"a": ["}", "\\\"]"]}, "n": -1.50e3, "s": "a\u00e9\n", "t": true, "z": null} "#;
        let mut reader = Reader::new(text);
        let mut seen = Vec::new();
        reader
            .object(|r, key| -> Result<(), JsonError> {
                seen.push(match &*key {
                    "n" => r.number()?.to_owned(),
                    "s" => r.string()?.into_owned(),
                    _ => format!("{key}={}", r.skip()?),
                });
                Ok(())
            })
            .unwrap();
        reader.end().unwrap();
        assert_eq!(seen, ["skip={\"a\": [\"}\", \"\\\\\\\"]\"]}", "-1.50e3", "aé\n", "t=true", "z=null"]);
    }

    #[test]
    fn says_where_the_text_ends_too_early() {
        for text in ["{\"a\": [1, 2", "{\"a", "", "[", "{\"a\":"] {
            let mut reader = Reader::new(text);
            let error = reader.skip().unwrap_err();
            assert!(error.truncated && error.offset == text.len(), "{text}: {error:?}");
        }
    }

    #[test]
    fn refuses_what_is_no_json() {
        assert_eq!(Reader::new("nope").skip().unwrap_err().what, "expected `null`");
        assert_eq!(Reader::new("[1 2]").array(|r| r.skip().map(drop)).unwrap_err().offset, 3);
        assert_eq!(Reader::new("\"\\x\"").string().unwrap_err().what, "a string with a bad escape");
        assert_eq!(Reader::new("]").peek().unwrap_err().what, "expected a value");
        assert_eq!(Reader::new(" 7").peek().unwrap(), Next::Number);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = Reader::new(&text).skip();
            let _ = Reader::new(&text).string();
            let _ = Reader::new(&text).number();
        }
    }
}
