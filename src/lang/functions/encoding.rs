//! Encodings: JSON, CSV, base64, URLs and character sets; YAML has its own file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Function;
use super::Unknowns::{Handled, Whole};
use super::helper::{row, text, unknown_any, unknown_from, unknown_until_apply};
use crate::value::{Name, Type, Unknown, Value, from_json, to_json};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("base64decode(str string) string", "Text out of base64", Whole, base64_decode),
    row("base64encode(str string) string", "Text as base64", Whole, base64_encode),
    row("base64gzip(str string) string", "Text compressed, as base64", Handled, base64_gzip),
    row(
        "csvdecode(str string) any",
        "A table of comma-separated values as a list of objects",
        Whole,
        csv_decode,
    ),
    row("jsondecode(str string) any", "The value that JSON text describes", Handled, json_decode),
    row("jsonencode(val any?) string", "A value as JSON text", Handled, json_encode),
    row(
        "textdecodebase64(source string, encoding string) string",
        "Text out of base64 of a charset",
        Whole,
        text_decode,
    ),
    row(
        "textencodebase64(string string, encoding string) string",
        "Text in a charset, as base64",
        Whole,
        text_encode,
    ),
    row("urlencode(str string) string", "Text as part of a URL's query", Whole, url_encode),
];

fn base64_encode(args: &[Value]) -> Result<Value, String> {
    Ok(Value::string(&STANDARD.encode(text(&args[0]))))
}

/// Line ends are skipped, padding is required.
fn decoded(encoded: &str) -> Result<Vec<u8>, String> {
    let bytes: Vec<u8> = encoded.bytes().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
    STANDARD.decode(bytes).map_err(|_| "failed to decode base64 data".to_owned())
}

fn base64_decode(args: &[Value]) -> Result<Value, String> {
    let bytes = decoded(text(&args[0]))?;
    let text = String::from_utf8(bytes).map_err(|_| "the result of decoding is not valid UTF-8")?;
    Ok(Value::string(&text))
}

/// Go's compressor makes other bytes than any of Rust's, so the text cannot be foretold.
fn base64_gzip(args: &[Value]) -> Result<Value, String> {
    Ok(unknown_until_apply(Type::String, args))
}

fn json_decode(args: &[Value]) -> Result<Value, String> {
    match args[0].as_unknown() {
        Some(Unknown { json: Some(document), .. }) => Ok(document.clone()),
        Some(_) => Ok(unknown_any(args)),
        None => {
            // Stricter than our own reader, which passes over what a plan never has, such as `01`.
            serde_json::from_str::<serde::de::IgnoredAny>(text(&args[0])).map_err(|e| e.to_string())?;
            from_json(text(&args[0])).map_err(|e| e.to_string())
        }
    }
}

/// A document with unknown leaves is unknown text that `jsondecode` can still look into.
fn json_encode(args: &[Value]) -> Result<Value, String> {
    let document = &args[0];
    if document.any(&|part| matches!(part.as_number(), Some(crate::value::Number::Infinity(_)))) {
        return Err("cannot serialize infinity as JSON".to_owned());
    }
    let possible = document.any(&Value::has_possible);
    if let (Some(text), false) = (to_json(document), possible) {
        return Ok(Value::string(&text));
    }
    let is_there = document.as_unknown().is_none_or(|unknown| unknown.not_null);
    let prefix = match Type::of(document) {
        Type::List(_) | Type::Set(_) | Type::Tuple(_) if is_there => "[",
        Type::Map(_) | Type::Object(_) if is_there => "{",
        Type::String if is_there => "\"",
        _ => "",
    };
    let json = Some(document.clone());
    let unknown = unknown_from(Type::String, args);
    Ok(Unknown { prefix: prefix.into(), json, not_empty: true, ..unknown }.into())
}

fn csv_decode(args: &[Value]) -> Result<Value, String> {
    let mut records = super::csv::records(text(&args[0]))?.into_iter();
    let header = records.next().ok_or("missing header line")?;
    let names: Vec<Name> = header.iter().map(|name| Name::new(name)).collect();
    if let Some((_, twice)) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
        return Err(format!("duplicate column name {:?}", twice.as_str()));
    }
    let mut rows = Vec::new();
    for record in records {
        if record.len() != names.len() {
            return Err(format!("wrong number of fields: {} instead of {}", record.len(), names.len()));
        }
        rows.push(Value::object(
            names.iter().copied().zip(record.iter().map(|f| Value::string(f))).collect(),
        ));
    }
    let mut types: Vec<(Name, Type)> = names.iter().map(|name| (*name, Type::String)).collect();
    types.sort_by_key(|t| t.0);
    Ok(Value::list_of(Type::Object(types.into()), rows))
}

/// As Go escapes a query: a blank is `+`, letters, digits and `-_.~` are as they are.
fn url_encode(args: &[Value]) -> Result<Value, String> {
    use std::fmt::Write;
    let mut out = String::new();
    for byte in text(&args[0]).bytes() {
        match byte {
            b' ' => out.push('+'),
            b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b if b.is_ascii_alphanumeric() => out.push(char::from(b)),
            b => {
                let _ = write!(out, "%{b:02X}");
            }
        }
    }
    Ok(Value::string(&out))
}

/// A charset of the IANA registry.
enum Charset {
    /// UTF-16, big or little end first, with a mark that says which.
    Utf16 { big: bool, mark: bool },
    /// The first 256 characters of Unicode, which the crate takes for Windows' variant.
    Latin1,
    /// Seven bits, which the crate takes for Windows' variant too.
    Ascii,
    /// One that the crate reads and writes.
    Other(&'static encoding_rs::Encoding),
}

/// Names that browsers know and the IANA does not, or has for something else, by their beginnings.
const NO_IANA_NAME: [&str; 20] = [
    "x-",
    "cp125",
    "iso885",
    "unicode",
    "ks",
    "gb2312",
    "gb_2312",
    "csksc",
    "csgb",
    "csiso58",
    "iso-10646",
    "ucs",
    "koi8_",
    "koi8-ru",
    "big5-",
    "cn-",
    "dos-",
    "sun_",
    "iso-ir-58",
    "iso-ir-149",
];
/// The same, whole.
const NO_IANA_NAMES: [&str; 18] = [
    "l9",
    "koi",
    "koi8",
    "utf8",
    "shift-jis",
    "sjis",
    "ms932",
    "ascii",
    "visual",
    "logical",
    "korean",
    "chinese",
    "tis-620",
    "csunicode",
    "csisolatin9",
    "iso-8859-11",
    "windows-949",
    "windows-31j",
];

fn charset(name: &str) -> Result<Charset, String> {
    let lower = name.to_ascii_lowercase();
    let unknown =
        NO_IANA_NAMES.contains(&&*lower) || NO_IANA_NAME.iter().any(|start| lower.starts_with(start));
    let other = || encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).map(Charset::Other);
    let found = match name.to_ascii_uppercase().as_str() {
        _ if unknown => None,
        "US-ASCII" | "ANSI_X3.4-1968" => Some(Charset::Ascii),
        "UTF-16LE" => Some(Charset::Utf16 { big: false, mark: false }),
        "UTF-16BE" => Some(Charset::Utf16 { big: true, mark: false }),
        "UTF-16" => Some(Charset::Utf16 { big: true, mark: true }),
        "ISO-8859-1" | "LATIN1" => Some(Charset::Latin1),
        _ => other(),
    };
    found.ok_or_else(|| {
        format!("{name:?} is not a supported IANA encoding name or alias in this Terraform version")
    })
}

fn text_encode(args: &[Value]) -> Result<Value, String> {
    let (source, name) = (text(&args[0]), text(&args[1]));
    let unfit = || format!("the given string contains characters that cannot be represented in {name}");
    let bytes = match charset(name)? {
        Charset::Utf16 { big, mark } => {
            let units = mark.then_some(0xfeff).into_iter().chain(source.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        }
        Charset::Latin1 => source.chars().map(u8::try_from).collect::<Result<_, _>>().map_err(|_| unfit())?,
        Charset::Ascii if source.is_ascii() => source.as_bytes().to_vec(),
        Charset::Ascii => return Err(unfit()),
        Charset::Other(encoding) => match encoding.encode(source) {
            (bytes, _, false) => bytes.into_owned(),
            _ => return Err(unfit()),
        },
    };
    Ok(Value::string(&STANDARD.encode(bytes)))
}

fn text_decode(args: &[Value]) -> Result<Value, String> {
    let name = text(&args[1]);
    let bytes = decoded(text(&args[0]))?;
    let undefined = || format!("the given string contains symbols that are not defined for {name}");
    let (encoding, bytes) = match charset(name)? {
        Charset::Utf16 { mark: true, .. } if bytes.starts_with(&[0xff, 0xfe]) => {
            (encoding_rs::UTF_16LE, &bytes[2..])
        }
        Charset::Utf16 { mark: true, .. } if bytes.starts_with(&[0xfe, 0xff]) => {
            (encoding_rs::UTF_16BE, &bytes[2..])
        }
        Charset::Utf16 { big: true, .. } => (encoding_rs::UTF_16BE, &bytes[..]),
        Charset::Utf16 { big: false, .. } => (encoding_rs::UTF_16LE, &bytes[..]),
        Charset::Latin1 => return Ok(Value::string(&bytes.into_iter().map(char::from).collect::<String>())),
        Charset::Ascii if !bytes.is_ascii() => return Err(undefined()),
        Charset::Ascii => (encoding_rs::UTF_8, &bytes[..]),
        Charset::Other(encoding) => (encoding, &bytes[..]),
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // What has no character in the charset the crate reads as a control character of the same number.
    let left_open =
        |c: char| c == '\u{fffd}' || (encoding.is_single_byte() && ('\u{80}'..='\u{9f}').contains(&c));
    if text.contains(left_open) {
        return Err(undefined());
    }
    Ok(Value::string(&text))
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::{call, check, id, s, shown};
    use crate::value::{Name, Value};

    #[test]
    fn known() {
        check(&[
            ("base64decode", r#"["aGVs\nbG8="]"#, "hello"),
            ("base64decode", r#"["aGVsbG8"]"#, "error: failed to decode base64 data"),
            ("base64decode", r#"["/w=="]"#, "error: the result of decoding is not valid UTF-8"),
            ("base64encode", "[1]", "MQ=="),
            ("base64gzip", r#"["hello"]"#, "?"),
            ("csvdecode", r#"["a,b\n1,\"x,y\""]"#, r#"[{"a":"1","b":"x,y"}]"#),
            ("csvdecode", r#"["a,a\n1,2"]"#, "error: duplicate column name \"a\""),
            ("jsondecode", r#"["1.50"]"#, "1.5"),
            ("jsonencode", r#"["<a>"]"#, r#""\u003ca\u003e""#),
            ("jsonencode", "[null]", "null"),
            ("textencodebase64", r#"["hello","UTF-16LE"]"#, "aABlAGwAbABvAA=="),
            ("textencodebase64", r#"["日","Shift_JIS"]"#, "k/o="),
            ("textencodebase64", r#"["a","UTF-16"]"#, "/v8AYQ=="),
            ("jsondecode", r#"["\"a\\tb\""]"#, "a\tb"),
            ("textdecodebase64", r#"["/w==","ISO-8859-1"]"#, "ÿ"),
            ("urlencode", r#"["a b~!é"]"#, "a+b~%21%C3%A9"),
        ]);
        assert!(shown("csvdecode", &[s("a,b\n1")]).starts_with("error"));
    }

    #[test]
    fn json_with_unknown_leaves_can_be_looked_into() {
        let document = Value::object(vec![(Name::new("a"), id("aws_vpc.a")), (Name::new("b"), s("x"))]);
        let text = call("jsonencode", &[document]);
        assert_eq!(shown("startswith", &[text.clone(), s("{")]), "true");
        assert_eq!(shown("lookup", &[call("jsondecode", &[text]), s("b")]), "x");
    }
}
