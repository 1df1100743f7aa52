//! JSON text to values and back, as Terraform's `jsondecode` and `jsonencode` do it.

use std::fmt::Write;

pub use crate::text::json::JsonError;
use crate::text::json::{Next, Reader};

use super::{Kind, Name, Number, Value};

/// Reads one JSON document: arrays become tuples, objects objects.
///
/// # Errors
/// Where the text is no JSON, with the byte offset.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    let mut reader = Reader::new(text);
    let value = read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

fn read(reader: &mut Reader<'_>) -> Result<Value, JsonError> {
    match reader.peek()? {
        Next::Object => {
            let mut entries = Vec::new();
            reader.object(|r, key| {
                entries.push((Name::new(&key), read(r)?));
                Ok::<(), JsonError>(())
            })?;
            Ok(Value::object(entries))
        }
        Next::Array => {
            let mut items = Vec::new();
            reader.array(|r| {
                items.push(read(r)?);
                Ok::<(), JsonError>(())
            })?;
            Ok(Value::tuple(items))
        }
        Next::String => Ok(Value::string(&reader.string()?)),
        Next::Number => read_number(reader).map(Value::from),
        Next::Bool => Ok(reader.bool()?.into()),
        Next::Null => reader.null().map(|()| Value::null()),
    }
}

/// Reads a number exactly.
///
/// # Errors
/// Where it is no number, or one too large to be held.
pub fn read_number(reader: &mut Reader<'_>) -> Result<Number, JsonError> {
    let offset = reader.offset();
    let text = reader.number()?;
    Number::parse(text).ok_or_else(|| JsonError {
        what: format!("`{text}` is no number"),
        offset,
        truncated: false,
    })
}

/// The value as compact JSON with `<`, `>` and `&` escaped; none where something in it is unknown.
#[must_use]
pub fn encode(value: &Value) -> Option<String> {
    let mut out = String::new();
    write_value(value, &mut out)?;
    Some(out)
}

fn write_value(value: &Value, out: &mut String) -> Option<()> {
    match &value.kind {
        Kind::Null(_) => out.push_str("null"),
        Kind::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Kind::Number(n) => out.push_str(&n.to_string()),
        Kind::String(s) => write_string(s, out),
        Kind::Unknown(_) => return None,
        Kind::List(e) | Kind::Set(e) | Kind::Tuple(e) => {
            write_items('[', ']', &e.items, out, write_value)?;
        }
        Kind::Map(f) | Kind::Object(f) if f.symbolic.is_empty() => {
            write_items('{', '}', f.entries(), out, |(key, item), out| {
                write_string(key, out);
                out.push(':');
                write_value(item, out)
            })?;
        }
        Kind::Map(_) | Kind::Object(_) => return None,
    }
    Some(())
}

fn write_items<T>(
    open: char,
    close: char,
    items: &[T],
    out: &mut String,
    item: impl Fn(&T, &mut String) -> Option<()>,
) -> Option<()> {
    out.push(open);
    for (at, each) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        item(each, out)?;
    }
    out.push(close);
    Some(())
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{0}'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{encode, parse};

    #[test]
    fn what_is_read_is_written_back() {
        for text in [
            r#"{"a":[1,2.5,123456789012345678901234567890],"b":null,"c":true}"#,
            r#""\u003ca\u003e\u0026\u2028 é""#,
            "[]",
        ] {
            assert_eq!(encode(&parse(text).unwrap()).unwrap(), text);
        }
    }

    #[test]
    fn refuses_trailing_text_and_bad_numbers() {
        assert!(parse("{} x").is_err());
        assert!(parse("1e").is_err());
        assert!(parse("").unwrap_err().truncated);
    }
}
