//! Ways to break a text.

use proptest::prelude::*;
use serde_json::Value;

/// One thing done to a text; the place is relative, so that it fits any text.
#[derive(Clone, Debug)]
pub struct Edit {
    at: prop::sample::Index,
    to: prop::sample::Index,
    how: How,
}

#[derive(Clone, Debug)]
enum How {
    Delete(usize),
    Duplicate(usize),
    Replace(String),
    Insert(String),
    Swap,
    Cut,
}

/// What is put in: what means something to one of the readers, and what means nothing to any.
const PIECES: [&str; 48] = [
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ",",
    ":",
    "=",
    "==",
    "!",
    "&&",
    "||",
    "?",
    "...",
    ".",
    "*",
    "[*]",
    "${",
    "%{",
    "%{ if",
    "%{ endif }",
    "<<E\n",
    "<<-E\n",
    "\nE\n",
    "#",
    "/*",
    "//",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "é",
    "null",
    "true",
    "-1",
    "0",
    "1e400",
    "99999999999999999999999999",
    "0.1",
    "for",
    "if",
    "core::",
    "local.",
    "attrs",
];

fn how() -> impl Strategy<Value = How> {
    let piece = prop_oneof![
        4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop_oneof![
        3 => (1..40_usize).prop_map(How::Delete),
        2 => (1..200_usize).prop_map(How::Duplicate),
        4 => piece.clone().prop_map(How::Replace),
        4 => piece.prop_map(How::Insert),
        2 => Just(How::Swap),
        1 => Just(How::Cut),
    ]
}

/// A few edits.
pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let one = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), how());
    prop::collection::vec(one.prop_map(|(at, to, how)| Edit { at, to, how }), 1..5)
}

/// Edits bytes; what is no longer text is replaced.
pub fn edit(text: &str, edits: &[Edit]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for edit in edits {
        apply(&mut bytes, edit, |piece| piece.as_bytes().to_vec());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Edits words and signs instead of bytes.
pub fn edit_tokens(text: &str, edits: &[Edit]) -> String {
    let mut tokens: Vec<String> = tokens(text);
    for edit in edits {
        apply(&mut tokens, edit, |piece| vec![piece.to_owned()]);
    }
    tokens.concat()
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut word = false;
    for c in text.chars() {
        let is_word = c.is_alphanumeric() || c == '_';
        match tokens.last_mut() {
            Some(last) if word && is_word => last.push(c),
            _ => tokens.push(c.into()),
        }
        word = is_word;
    }
    tokens
}

fn apply<T: Clone>(items: &mut Vec<T>, edit: &Edit, piece: impl Fn(&str) -> Vec<T>) {
    if items.is_empty() {
        return;
    }
    let (at, to) = (edit.at.index(items.len()), edit.to.index(items.len()));
    match &edit.how {
        How::Delete(count) => drop(items.drain(at..(at + count).min(items.len()))),
        How::Duplicate(count) => {
            let copy = items[at..(at + count).min(items.len())].to_vec();
            items.splice(to..to, copy);
        }
        How::Replace(text) => drop(items.splice(at..=at, piece(text))),
        How::Insert(text) => drop(items.splice(at..at, piece(text))),
        How::Swap => items.swap(at, to),
        How::Cut => items.truncate(at),
    }
}

/// One thing done to a JSON document.
#[derive(Clone, Debug)]
pub struct JsonEdit {
    at: prop::sample::Index,
    to: prop::sample::Index,
    how: JsonHow,
}

#[derive(Clone, Debug)]
enum JsonHow {
    Replace(Value),
    Copy,
    Empty,
    Wrap,
}

/// Strings that a plan's reader takes apart.
const TEXTS: [&str; 9] = [
    "",
    "x",
    "a.b.c[0].d",
    "module.m.aws_s3_bucket.b[\"k\"]",
    "each.value.id",
    "local.x",
    "var.x",
    "{\"a\":[",
    "create",
];

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e300..1e300_f64).prop_map(Value::from),
        prop::sample::select(&TEXTS[..]).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(serde_json::json!([])),
        Just(serde_json::json!({})),
        Just(serde_json::json!([null, [], {"": null}])),
        Just(serde_json::json!({"references": ["each.key", "aws_s3_bucket.b[", "module.", "data.", ""]})),
        Just(serde_json::json!({"constant_value": null})),
    ]
}

/// Some edits of a JSON document.
pub fn json_edits() -> impl Strategy<Value = Vec<JsonEdit>> {
    let how = prop_oneof![
        5 => value().prop_map(JsonHow::Replace),
        3 => Just(JsonHow::Copy),
        2 => Just(JsonHow::Empty),
        1 => Just(JsonHow::Wrap),
    ];
    let one = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), how);
    prop::collection::vec(one.prop_map(|(at, to, how)| JsonEdit { at, to, how }), 1..40)
}

/// Changes values here and there.
pub fn edit_json(document: &mut Value, edits: &[JsonEdit]) {
    for edit in edits {
        let count = count(document);
        let source = nth(document, &mut edit.to.index(count)).map(|v| v.clone());
        let Some(target) = nth(document, &mut edit.at.index(count)) else { continue };
        match &edit.how {
            JsonHow::Replace(value) => *target = value.clone(),
            JsonHow::Copy => *target = source.unwrap_or_default(),
            JsonHow::Empty => match target {
                Value::Array(items) => items.clear(),
                Value::Object(members) => members.clear(),
                other => *other = Value::Null,
            },
            JsonHow::Wrap => *target = Value::Array(vec![target.take()]),
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// The value with this number, counted from the top.
fn nth<'v>(value: &'v mut Value, number: &mut usize) -> Option<&'v mut Value> {
    if *number == 0 {
        return Some(value);
    }
    *number -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, number)),
        Value::Object(members) => members.values_mut().find_map(|member| nth(member, number)),
        _ => None,
    }
}
