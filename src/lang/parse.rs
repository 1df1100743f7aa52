//! Text to [`Body`] and [`Expr`]: the only file that calls the HCL parser, and the place where its known defects are
//! worked round.

use std::collections::BTreeMap;

use hcl_edit::parser::{Error, parse_body, parse_expr};

use crate::text::{Diagnostic, Source, Span};

use super::expr::{Body, Expr};
use super::lower::Lower;

/// Keys of objects that had to be renamed to be parsed, by where they stand: offset → the key as written.
pub(super) type RenamedKeys = BTreeMap<usize, String>;

/// More duplicate keys than this in one file are not repaired.
const MAX_RENAMED: usize = 500;

/// Parses a file. What can be told apart from the parse error is reported with it.
///
/// # Errors
/// The syntax error, or everything that is wrong with names in the file.
pub fn parse_file(source: &Source) -> Result<Body, Vec<Diagnostic>> {
    let (body, renamed) = parse_with_repair(source, parse_body)?;
    let mut lower = Lower::new(source, &renamed);
    let body = lower.body(&body);
    lower.finish(body)
}

/// Parses a text that is one expression.
///
/// # Errors
/// As for [`parse_file`].
pub fn parse_expression(source: &Source) -> Result<Expr, Vec<Diagnostic>> {
    let (expr, renamed) = parse_with_repair(source, parse_expr)?;
    let mut lower = Lower::new(source, &renamed);
    let expr = lower.expr(&expr);
    lower.finish(expr)
}

/// The parser refuses a file in which an object has a key twice, which Terraform accepts. Such a key is given another
/// name of the same length, so that all spans stay true, and its own name again when it is lowered.
fn parse_with_repair<T>(
    source: &Source,
    parse: impl Fn(&str) -> Result<T, Error>,
) -> Result<(T, RenamedKeys), Vec<Diagnostic>> {
    let mut renamed = RenamedKeys::new();
    let mut text = source.text().to_owned();
    loop {
        let error = match parse(&text) {
            Ok(parsed) => return Ok((parsed, renamed)),
            Err(error) => error,
        };
        let repaired = is_duplicate_key(&error) && renamed.len() < MAX_RENAMED;
        if !repaired || !rename_key(&mut text, error.location().offset(), &mut renamed) {
            return Err(vec![syntax_error(source, &error)]);
        }
    }
}

fn is_duplicate_key(error: &Error) -> bool {
    error.message().contains("redefined object key")
}

/// Replaces the first letter of the key at this offset by the next one that has not been tried.
fn rename_key(text: &mut String, offset: usize, renamed: &mut RenamedKeys) -> bool {
    let quoted = text[offset..].starts_with('"');
    let first = offset + usize::from(quoted);
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let Some(letter) = text[first..].chars().next().filter(|c| is_key(*c)) else {
        return false;
    };
    let next = match letter {
        'z' => 'A',
        'Z' => '_',
        '_' => 'a',
        '9' => 'a',
        other => char::from(other as u8 + 1),
    };
    let word: String =
        text[first..].chars().take_while(|c| is_key(*c) || (quoted && !matches!(c, '"' | '\\'))).collect();
    let original = renamed.entry(offset).or_insert(word);
    if original.starts_with(next) {
        return false;
    }
    text.replace_range(first..=first, next.encode_utf8(&mut [0; 4]));
    true
}

fn syntax_error(source: &Source, error: &Error) -> Diagnostic {
    let text = source.text();
    let mut at = error.location().offset().min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let len = text[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let (what, expected) = split_message(error.message());
    let diagnostic = Diagnostic::error(format!("syntax error: {what}"), source, Span::new(at..at + len));
    match unclosed(text, at) {
        _ if !expected.is_empty() => diagnostic.labelled(expected),
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

/// What is wrong, and what was expected instead.
fn split_message(message: &str) -> (&str, &str) {
    let (what, expected) = message.split_once("; ").unwrap_or((message, ""));
    (what, expected)
}

fn unclosed(text: &str, at: usize) -> Option<&'static str> {
    text[at..]
        .trim()
        .is_empty()
        .then_some("something opened earlier is not closed: look for a missing `}`, `]` or `)`")
}

#[cfg(test)]
mod tests {
    use super::{parse_expression, parse_file};
    use crate::lang::expr::Node;
    use crate::text::Source;

    fn source(text: &str) -> Source {
        Source::new("x.hcl", text.to_owned())
    }

    #[test]
    fn duplicate_keys_keep_their_names() {
        for text in
            ["{a = 1, b = 2, a = 3}", "{\"a\" = 1, b = 2, \"a\" = 3}", "{\n  a = 1\n  b = 2\n  a = 3\n}"]
        {
            let expr = parse_expression(&source(text)).unwrap();
            let Node::Object(entries) = &expr.node else { panic!("{text}") };
            let keys: Vec<_> = entries.iter().filter_map(|(k, _)| k.as_literal()?.as_str()).collect();
            assert_eq!(keys, ["a", "b", "a"], "{text}");
        }
    }

    #[test]
    fn a_syntax_error_says_where() {
        let errors = parse_file(&source("policy {\n  a = \n}\n")).unwrap_err();
        assert_eq!(errors[0].location().unwrap(), "x.hcl:2:7");
        assert_eq!(errors[0].message, "syntax error: invalid expression");
    }

    #[test]
    fn a_byte_order_mark_is_no_error() {
        assert_eq!(parse_file(&source("\u{feff}a = 1\n")).unwrap().attributes.len(), 1);
    }
}
