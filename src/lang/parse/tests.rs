//! What the parser makes of texts, and what it says about broken ones.

#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::panic)] // A test says what it expects by failing.

use crate::lang::expr::Node;
use crate::lang::{parse_expression, parse_file};
use crate::text::Source;

fn source(text: &str) -> Source {
    Source::new("x.hcl", text.to_owned())
}

#[test]
fn duplicate_keys_keep_their_names() {
    for text in ["{a = 1, b = 2, a = 3}", "{\"a\" = 1, b = 2, \"a\" = 3}", "{\n  a = 1\n  b = 2\n  a = 3\n}"] {
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
