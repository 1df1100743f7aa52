//! Regular expressions in Go's syntax (RE2), translated to what the `regex` crate reads, and kept once compiled.
//!
//! The two differ in little: Go's `\w`, `\d`, `\s` and `\b` are ASCII only, its classes have no set operations, `\Q…\E`
//! and octal escapes exist, a quantifier may not follow another, and no quantifier may ask for more than 1000.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use regex::{Regex, RegexBuilder};

/// Patterns kept; a policy set uses far fewer.
const CACHED: usize = 512;
/// Greatest number a quantifier may ask for.
const MAX_REPEAT: u32 = 1000;

static CACHE: LazyLock<Mutex<HashMap<String, Arc<Regex>>>> = LazyLock::new(Mutex::default);

/// A pattern, compiled.
pub(super) fn compile(pattern: &str) -> Result<Arc<Regex>, String> {
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = cache.get(pattern) {
        return Ok(known.clone());
    }
    let translated = Translator::translate(pattern)?;
    let built = RegexBuilder::new(&translated).size_limit(8 << 20).build();
    let regex =
        Arc::new(built.map_err(|e| format!("invalid regexp pattern: {}", last_line(&e.to_string())))?);
    if cache.len() >= CACHED {
        cache.clear();
    }
    cache.insert(pattern.to_owned(), regex.clone());
    Ok(regex)
}

fn last_line(text: &str) -> String {
    let line = text.lines().next_back().unwrap_or_default().trim();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

/// What a text begins with if and only if the pattern matches it: `^igw-` gives `igw-`.
pub(super) fn anchored_literal(pattern: &str) -> Option<String> {
    let (required, rest) = required_prefix(pattern)?;
    matches!(rest, "" | ".*").then_some(required)
}

/// What every text that the pattern matches begins with, and the rest of the pattern.
pub(super) fn required_prefix(pattern: &str) -> Option<(String, &str)> {
    let body = pattern.strip_prefix('^').filter(|body| !body.contains('|'))?;
    let mut literal = String::new();
    let mut rest = body;
    while let Some((c, after)) = literal_char(rest) {
        // A quantifier makes the character before it optional.
        if after.starts_with(['*', '?', '{', '+']) {
            break;
        }
        literal.push(c);
        rest = after;
    }
    Some((literal, rest))
}

fn literal_char(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    match chars.next()? {
        '\\' => chars.next().filter(char::is_ascii_punctuation).map(|c| (c, chars.as_str())),
        c if "^$.[]()*+?{}|".contains(c) => None,
        c => Some((c, chars.as_str())),
    }
}

struct Translator<'p> {
    rest: &'p str,
    out: String,
    /// Whether a quantifier may come next.
    quantifiable: bool,
}

impl<'p> Translator<'p> {
    fn translate(pattern: &'p str) -> Result<String, String> {
        let mut translator =
            Self { rest: pattern, out: String::with_capacity(pattern.len()), quantifiable: false };
        while let Some(c) = translator.next() {
            translator.step(c)?;
        }
        Ok(translator.out)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn step(&mut self, c: char) -> Result<(), String> {
        match c {
            '\\' => self.escape()?,
            '[' => self.class()?,
            '*' | '+' | '?' => return self.quantifier(&c.to_string()),
            '{' => return self.repeat(),
            '(' => {
                self.group()?;
                self.quantifiable = false;
                return Ok(());
            }
            '|' | '^' => {
                self.out.push(c);
                self.quantifiable = c == '^';
                return Ok(());
            }
            '}' | ']' => self.literal(c),
            c => self.out.push(c),
        }
        self.quantifiable = true;
        Ok(())
    }

    fn literal(&mut self, c: char) {
        self.out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
    }

    fn quantifier(&mut self, text: &str) -> Result<(), String> {
        if !self.quantifiable {
            return Err(format!("invalid regexp pattern: missing argument to repetition operator: {text}"));
        }
        self.out.push_str(text);
        if self.eat("?") {
            self.out.push('?');
        }
        self.quantifiable = false;
        Ok(())
    }

    /// `{n}`, `{n,}` or `{n,m}`; any other brace is a character.
    fn repeat(&mut self) -> Result<(), String> {
        let counts = self.rest.split_once('}').map(|(inner, _)| inner).filter(|inner| is_repeat(inner));
        let Some(counts) = counts else {
            self.out.push_str("\\{");
            self.quantifiable = true;
            return Ok(());
        };
        let too_many = |n: &str| !n.is_empty() && n.parse::<u32>().map_or(true, |n| n > MAX_REPEAT);
        if counts.split(',').any(too_many) {
            return Err(format!("invalid regexp pattern: invalid repeat count in {{{counts}}}"));
        }
        self.rest = &self.rest[counts.len() + 1..];
        self.quantifier(&format!("{{{counts}}}"))
    }

    /// What `(?` begins: a group's name or flags, of which Go knows `i`, `m`, `s` and `U`.
    fn group(&mut self) -> Result<(), String> {
        self.out.push('(');
        if let Some(named) = ["?P<", "?<"].into_iter().find(|start| self.rest.starts_with(start)) {
            let name = self.rest[named.len()..].split('>').next().unwrap_or_default();
            if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                return Err(format!("invalid regexp pattern: invalid named capture in ({named}{name}>"));
            }
            self.rest = &self.rest[named.len()..];
            self.out.push_str("?P<");
            return Ok(());
        }
        if !self.rest.starts_with('?') {
            return Ok(());
        }
        let end = self.rest.find([':', ')']).unwrap_or(self.rest.len());
        let (flags, rest) = self.rest.split_at(end);
        if rest.is_empty() || !flags.chars().all(|c| "?imsU-".contains(c)) {
            return Err(format!("invalid regexp pattern: invalid or unsupported Perl syntax in ({flags}"));
        }
        self.out.push_str(flags);
        self.rest = rest;
        if self.eat(":") {
            self.out.push(':');
        }
        Ok(())
    }

    fn escape(&mut self) -> Result<(), String> {
        let c = self.next().ok_or("invalid regexp pattern: trailing backslash at end of expression")?;
        match c {
            'b' | 'B' => {
                let _ = write!(self.out, "(?-u:\\{c})");
            }
            'Q' => self.quoted(),
            'A' | 'z' => self.out.extend(['\\', c]),
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                let negation = if c.is_ascii_uppercase() { "^" } else { "" };
                let _ = write!(self.out, "[{negation}{}]", perl_class(c));
            }
            c => self.common_escape(c)?,
        }
        Ok(())
    }

    /// `\Q…\E`: all of it as it is.
    fn quoted(&mut self) {
        let (text, rest) = self.rest.split_once("\\E").unwrap_or((self.rest, ""));
        self.out.push_str(&regex::escape(text));
        self.rest = rest;
    }

    /// Escapes that mean the same inside a class and outside.
    fn common_escape(&mut self, c: char) -> Result<(), String> {
        match c {
            'a' | 'f' | 'n' | 'r' | 't' | 'v' | 'x' | 'p' | 'P' => self.out.extend(['\\', c]),
            '0' | '1'..='7' => return self.octal(c),
            c if c.is_ascii_punctuation() => {
                // Go takes any escaped mark as itself; the crate has a meaning for a few.
                let _ = write!(self.out, "\\x{{{:x}}}", c as u32);
            }
            c => return Err(format!("invalid regexp pattern: invalid escape sequence: \\{c}")),
        }
        if "xpP".contains(c) && self.eat("{") {
            let (braced, rest) =
                self.rest.split_once('}').ok_or("invalid regexp pattern: missing closing }")?;
            let _ = write!(self.out, "{{{braced}}}");
            self.rest = rest;
        }
        Ok(())
    }

    /// `\0`, or up to three octal digits; `\1` alone would be a reference back, which RE2 has not.
    fn octal(&mut self, first: char) -> Result<(), String> {
        let digits: String = self.rest.chars().take_while(|c| ('0'..='7').contains(c)).take(2).collect();
        if first != '0' && digits.is_empty() {
            return Err(format!("invalid regexp pattern: invalid escape sequence: \\{first}"));
        }
        let code = u32::from_str_radix(&format!("{first}{digits}"), 8).unwrap_or(0);
        let _ = write!(self.out, "\\x{{{code:x}}}");
        self.rest = &self.rest[digits.len()..];
        Ok(())
    }

    /// A class: in Go `[`, `&&`, `--` and `~~` inside one are characters.
    fn class(&mut self) -> Result<(), String> {
        self.out.push('[');
        if self.eat("^") {
            self.out.push('^');
        }
        let mut first = true;
        loop {
            let c = self.next().ok_or("invalid regexp pattern: missing closing ]")?;
            match c {
                ']' if !first => break,
                '[' if self.rest.starts_with(':') => self.posix_class()?,
                '\\' => self.class_escape()?,
                '[' | ']' | '&' | '~' => self.out.extend(['\\', c]),
                '-' if first || self.rest.starts_with(']') => self.out.push_str("\\-"),
                c => self.out.push(c),
            }
            first = false;
        }
        self.out.push(']');
        Ok(())
    }

    fn posix_class(&mut self) -> Result<(), String> {
        let Some((name, rest)) = self.rest.split_once(":]") else {
            self.out.push_str("\\[");
            return Ok(());
        };
        if !POSIX_CLASSES.contains(&name.trim_start_matches(':').trim_start_matches('^')) {
            return Err(format!("invalid regexp pattern: invalid character class range in [{name}:]"));
        }
        let _ = write!(self.out, "[{name}:]");
        self.rest = rest;
        Ok(())
    }

    fn class_escape(&mut self) -> Result<(), String> {
        let c = self.next().ok_or("invalid regexp pattern: missing closing ]")?;
        match c {
            'd' | 's' | 'w' => self.out.push_str(perl_class(c)),
            'D' | 'S' | 'W' => {
                let _ = write!(self.out, "[^{}]", perl_class(c));
            }
            c => self.common_escape(c)?,
        }
        Ok(())
    }
}

const POSIX_CLASSES: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
    "upper", "word", "xdigit",
];

fn perl_class(c: char) -> &'static str {
    match c.to_ascii_lowercase() {
        'd' => "0-9",
        's' => "\\t\\n\\f\\r ",
        _ => "0-9A-Za-z_",
    }
}

fn is_repeat(text: &str) -> bool {
    let number = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    match text.split_once(',') {
        Some((least, most)) => number(least) && (most.is_empty() || number(most)),
        None => number(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{anchored_literal, compile};

    #[test]
    fn matches_as_go_does() {
        for (pattern, text, want) in [
            (r"\w+", "é", None),
            (r"\bfoo\b", "a foo b", Some("foo")),
            (r"\Boo", "foo", Some("oo")),
            (r"[\w.-]+", "~a-b.c~", Some("a-b.c")),
            (r"[a&&b]+", "x&&b", Some("&&b")),
            (r"[[a]+", "x[a", Some("[a")),
            (r"\Qa.b\E+", "a.bb", Some("a.bb")),
            (r"a{,5}", "a{,5}", Some("a{,5}")),
            (r"\<a\>", "<a>", Some("<a>")),
            (r"\101", "A", Some("A")),
            (r"[[:alpha:]]+", "1ab", Some("ab")),
            (r"[^\S]", "a b", Some(" ")),
            (r"\p{Greek}\pL", "xαb", Some("αb")),
            (r"(?i)ABC", "xabc", Some("abc")),
            (r"a]", "a]", Some("a]")),
            (r"[]a]+", "]a", Some("]a")),
        ] {
            let regex = compile(pattern).unwrap_or_else(|e| panic!("{pattern}: {e}"));
            assert_eq!(regex.find(text).map(|m| m.as_str()), want, "{pattern}");
        }
    }

    #[test]
    fn refuses_what_go_refuses() {
        for pattern in ["[", "(?=a)", "(?x)a", "a{1001}", "a**", "*a", r"\1", r"\Z", "a++", "(", ")", r"a\"] {
            assert!(compile(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn anchored_literals() {
        for (pattern, want) in [
            ("^igw-", Some("igw-")),
            (r"^a\.b.*", Some("a.b")),
            ("igw", None),
            ("^a|b", None),
            ("^ab*", None),
        ] {
            assert_eq!(anchored_literal(pattern).as_deref(), want, "{pattern}");
        }
    }
}
