//! Text to [`Body`] and [`Expr`]: the only file that calls the HCL parser, and the place where its known defects are
//! worked round.

use std::collections::BTreeMap;

use hcl_edit::expr::Expression;
use hcl_edit::parser::{Error, parse_body, parse_expr, parse_template as parse_text};

use crate::text::{Diagnostic, Source, Span};

use super::expr::{Body, Expr};
use super::lower::Lower;
use super::syntax::syntax_error;

/// Keys of objects that had to be renamed to be parsed, by where they stand: offset → the key as written.
pub(super) type RenamedKeys = BTreeMap<usize, String>;

/// More duplicate keys than this in one file are not repaired.
const MAX_RENAMED: usize = 500;

/// Parses a file. What can be told apart from the parse error is reported with it.
///
/// # Errors
/// The syntax error, or everything that is wrong with names in the file.
pub fn parse_file(source: &Source) -> Result<Body, Vec<Diagnostic>> {
    let (body, problems) = parse_file_whole(source)?;
    if problems.is_empty() { Ok(body) } else { Err(problems) }
}

/// The same, with everything that is wrong with names beside the body instead of in its place, so that more can be
/// found wrong with it.
///
/// # Errors
/// The syntax error.
pub fn parse_file_whole(source: &Source) -> Result<(Body, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (body, renamed) = parse_with_repair(source, parse_body)?;
    let mut lower = Lower::new(source, &renamed);
    let body = lower.body(&body);
    Ok((body, lower.into_problems()))
}

/// Parses a text that is one expression.
///
/// # Errors
/// As for [`parse_file`].
pub fn parse_expression(source: &Source) -> Result<Expr, Vec<Diagnostic>> {
    let (expr, renamed) =
        parse_with_repair(source, |text| parse_expr(text).or_else(|error| without_comments(text, error)))?;
    let mut lower = Lower::new(source, &renamed);
    let expr = lower.expr(&expr);
    lower.finish(expr)
}

/// Parses a text that is a template: the contents of a file for `templatefile`.
///
/// # Errors
/// As for [`parse_file`].
pub fn parse_template(source: &Source) -> Result<Expr, Vec<Diagnostic>> {
    let (template, renamed) = parse_with_repair(source, parse_text)?;
    let mut lower = Lower::new(source, &renamed);
    let node = lower.file_template(&template);
    let span = Span::new(0..source.text().len());
    lower.finish(Expr { node, span })
}

/// More comments than this around one expression are not looked past.
const MAX_COMMENTS: usize = 50;

/// The parser knows comments inside an expression, not around one: blanks take their place.
fn without_comments(text: &str, mut error: Error) -> Result<Expression, Error> {
    let mut text = text.to_owned();
    for _ in 0..MAX_COMMENTS {
        let before = text.len() - text.trim_start().len();
        let at = error.location().offset();
        let Some(comment) = [before, at, at + 1].into_iter().find_map(|at| comment_at(&text, at)) else {
            break;
        };
        text.replace_range(comment.clone(), &" ".repeat(comment.len()));
        error = match parse_expr(&bare(&text)) {
            Ok(expr) => return Ok(expr),
            Err(error) => error,
        };
    }
    Err(error)
}

/// The parser takes no blanks around an expression; a parenthesis in place of the first of them moves nothing.
fn bare(text: &str) -> String {
    match text.strip_prefix(' ') {
        Some(rest) => format!("({})", rest.trim_end()),
        None => text.trim_end().to_owned(),
    }
}

/// The comment that begins here.
fn comment_at(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let rest = text.get(at..)?;
    if let Some(inside) = rest.strip_prefix("/*") {
        return Some(at..at + inside.find("*/")? + 4);
    }
    let is_comment = rest.starts_with('#') || rest.starts_with("//");
    is_comment.then(|| at..rest.find('\n').map_or(text.len(), |end| at + end))
}

/// The parser refuses numbers beyond a machine float. Zeros take the place of such an exponent: the value is read from
/// the source in any case.
fn shorten_exponent(text: &mut String, at: usize) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-');
    let start = text[..at].trim_end_matches(is_part).len();
    let end = at + text[at..].find(|c: char| !is_part(c)).unwrap_or(text.len() - at);
    let Some(exponent) = text[start..end].find(['e', 'E']).map(|e| start + e + 1) else { return false };
    let digits = text[exponent..end].trim_start_matches(['+', '-']);
    if digits.len() < 3 || !digits.bytes().all(|b| b.is_ascii_digit()) || digits.bytes().all(|b| b == b'0') {
        return false;
    }
    let zeros = "0".repeat(digits.len());
    text.replace_range(end - zeros.len()..end, &zeros);
    true
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
        let at = error.location().offset();
        if text.is_char_boundary(at) && at <= text.len() && shorten_exponent(&mut text, at) {
            continue;
        }
        let repaired = is_duplicate_key(&error) && renamed.len() < MAX_RENAMED;
        if !repaired || !rename_key(&mut text, error.location().offset(), &mut renamed) {
            let at = error.location().offset();
            return Err(vec![syntax_error(source, Span::new(at..at), error.message())]);
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
        assert_eq!(errors[0].message, "syntax error: a value is missing here");
    }

    #[test]
    fn a_byte_order_mark_is_no_error() {
        assert_eq!(parse_file(&source("\u{feff}a = 1\n")).unwrap().attributes.len(), 1);
    }
}
