//! YAML as Terraform reads and writes it: YAML 1.1's truth values, 1.2's octal numbers, dates as timestamps.
//!
//! The parser gives events only; what a scalar means is decided here.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};

use super::Function;
use super::Unknowns::{Deep, Whole};
use super::helper::{row, text, unknown_until_apply};
use super::time::yaml_timestamp;
use crate::value::{Kind, Name, Number, Type, Value, convert};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("yamldecode(src string) any", "The value that YAML text describes", Whole, decode),
    row("yamlencode(value any?) string", "A value as YAML text", Deep, encode),
];

/// Nesting that is read; deeper input is refused rather than risking the stack.
const MAX_DEPTH: usize = 200;
/// Values that one document may make, aliases counted each time.
const MAX_VALUES: usize = 100_000;
/// Where the writer of Terraform begins to fold lines.
const WIDTH: usize = 80;
/// A longer key is no simple one.
const LONGEST_KEY: usize = 128;

fn decode(args: &[Value]) -> Result<Value, String> {
    let text = text(&args[0]);
    let mut decoder = Decoder {
        parser: Parser::new_from_str(text),
        length: text.chars().count(),
        ends_a_line: text.ends_with('\n'),
        anchors: HashMap::new(),
        depth: 0,
        made: 0,
    };
    let value = match decoder.after_start()? {
        Event::StreamEnd => return Err("missing start of document".to_owned()),
        event => decoder.value(event)?,
    };
    match decoder.after_start()? {
        Event::StreamEnd => Ok(value),
        _ => Err("unexpected extra content after value".to_owned()),
    }
}

struct Decoder<'t> {
    parser: Parser<'t, StrInput<'t>>,
    /// Of the input, in characters.
    length: usize,
    ends_a_line: bool,
    anchors: HashMap<usize, (Value, usize)>,
    depth: usize,
    made: usize,
}

impl<'t> Decoder<'t> {
    fn next(&mut self) -> Result<Event<'t>, String> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok(self.as_ended(event, span.end.index())),
            Some(Err(e)) => {
                Err(format!("on line {}, column {}: {}", e.marker().line(), e.marker().col() + 1, e.info()))
            }
            None => Ok(Event::StreamEnd),
        }
    }

    /// A block of text that the input ends in the middle of a line has no line break at its end either.
    fn as_ended(&self, event: Event<'t>, end: usize) -> Event<'t> {
        match event {
            Event::Scalar(text, style @ (ScalarStyle::Literal | ScalarStyle::Folded), anchor, tag)
                if end >= self.length && !self.ends_a_line && text.ends_with('\n') =>
            {
                Event::Scalar(text[..text.len() - 1].to_owned().into(), style, anchor, tag)
            }
            event => event,
        }
    }

    /// The next event that is not about where documents begin and end.
    fn after_start(&mut self) -> Result<Event<'t>, String> {
        loop {
            match self.next()? {
                Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => {}
                event => return Ok(event),
            }
        }
    }

    fn value(&mut self, event: Event<'t>) -> Result<Value, String> {
        self.made += 1;
        if self.made > MAX_VALUES || self.depth > MAX_DEPTH {
            return Err("the document is too large or too deeply nested".to_owned());
        }
        let before = self.made;
        self.depth += 1;
        let (anchor, value) = match event {
            Event::Alias(id) => (0, self.alias(id)?),
            Event::Scalar(text, style, anchor, tag) => (anchor, scalar(&text, style, tag.as_deref())?),
            Event::SequenceStart(anchor, tag) => {
                expect_tag(tag.as_deref(), "seq")?;
                (anchor, self.sequence()?)
            }
            Event::MappingStart(anchor, tag) => {
                expect_tag(tag.as_deref(), "map")?;
                (anchor, self.mapping()?)
            }
            _ => return Err("did not find expected node content".to_owned()),
        };
        self.depth -= 1;
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), self.made - before + 1));
        }
        Ok(value)
    }

    /// Each use of an alias counts with all that is inside.
    fn alias(&mut self, id: usize) -> Result<Value, String> {
        let inside = || "cannot refer to an anchor from inside its own definition".to_owned();
        let (value, size) = self.anchors.get(&id).ok_or_else(inside)?;
        self.made += size;
        Ok(value.clone())
    }

    fn sequence(&mut self) -> Result<Value, String> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Value::tuple(items)),
                event => items.push(self.value(event)?),
            }
        }
    }

    /// Of equal keys the last wins, merged ones included.
    fn mapping(&mut self) -> Result<Value, String> {
        let mut entries = Vec::new();
        loop {
            let event = self.next()?;
            if let Event::MappingEnd = event {
                return Ok(Value::object(entries));
            }
            let merge = matches!(&event, Event::Scalar(text, _, _, None) if text == "<<");
            let key = self.value(event)?;
            let event = self.next()?;
            let value = self.value(event)?;
            if merge {
                let wrong = || format!("cannot merge {} into mapping", Type::of(&value).friendly());
                entries.extend_from_slice(value.as_fields().ok_or_else(wrong)?.entries());
            } else {
                entries.push((key_name(&key)?, value));
            }
        }
    }
}

fn key_name(key: &Value) -> Result<Name, String> {
    if key.is_null() {
        return Err("mapping key cannot be null".to_owned());
    }
    let text =
        convert(key, &Type::String).map_err(|_| "only strings are allowed as mapping keys".to_owned())?;
    Ok(Name::new(self::text(&text)))
}

/// What the tags of YAML's own begin with, written out.
const CORE: &str = "tag:yaml.org,2002:";

/// The name of a tag of YAML's own; an error for any other.
fn core_tag(tag: Option<&Tag>) -> Result<Option<&str>, String> {
    match tag {
        None => Ok(None),
        Some(tag) if tag.is_yaml_core_schema() => Ok(Some(&tag.suffix)),
        Some(tag) if tag.suffix.starts_with(CORE) => Ok(tag.suffix.strip_prefix(CORE)),
        Some(tag) => Err(format!("unsupported tag \"{}{}\"", tag.handle, tag.suffix)),
    }
}

fn expect_tag(tag: Option<&Tag>, wanted: &str) -> Result<(), String> {
    match core_tag(tag)? {
        None => Ok(()),
        Some(tag) if tag == wanted => Ok(()),
        Some(tag) => Err(format!("can't interpret this as tag:yaml.org,2002:{tag}")),
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, String> {
    let plain = style == ScalarStyle::Plain;
    match core_tag(tag)? {
        None if plain => resolve(text),
        Some("null") if plain => Ok(Value::null()),
        None | Some("str" | "null") => Ok(Value::string(text)),
        Some("binary") => Ok(Value::string(text.trim_end())),
        // Quoted, it is text whatever its tag says.
        Some("int" | "float" | "bool" | "timestamp") if !plain => Ok(Value::string(text)),
        Some(tag) => {
            let value = resolve(text)?;
            let fits = match tag {
                "int" => value.as_number().is_some_and(Number::is_integer),
                "float" => value.as_number().is_some(),
                "bool" => value.as_bool().is_some(),
                "timestamp" => yaml_timestamp(text).is_some(),
                _ => false,
            };
            if fits { Ok(value) } else { Err(format!("cannot parse {text:?} as tag:yaml.org,2002:{tag}")) }
        }
    }
}

/// What a scalar without quotes means.
fn resolve(text: &str) -> Result<Value, String> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::null(),
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => true.into(),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => false.into(),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Number::Infinity(false).into(),
        "-.inf" | "-.Inf" | "-.INF" => Number::Infinity(true).into(),
        ".nan" | ".NaN" | ".NAN" => return Err("floating point NaN is not supported".to_owned()),
        _ => number(text).map_or_else(
            || yaml_timestamp(text).map_or_else(|| Value::string(text), |time| Value::string(&time)),
            Value::from,
        ),
    })
}

fn number(text: &str) -> Option<Number> {
    let radix = |digits: &str, radix| dashu_int::UBig::from_str_radix(digits, radix).ok();
    let plain = |digits: &&str| digits.bytes().all(|b| b.is_ascii_alphanumeric());
    if let Some(digits) = text.strip_prefix("0x").filter(plain) {
        return radix(digits, 16).map(|n| Number::from_integer(n.into()));
    }
    if let Some(digits) = text.strip_prefix("0o").filter(plain) {
        return radix(digits, 8).map(|n| Number::from_integer(n.into()));
    }
    let numeric = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    if numeric && !text.to_ascii_lowercase().contains("inf") { Number::parse(text) } else { None }
}

/// Long keys, and keys of several lines, are written in a form that is not foretold.
fn encode(args: &[Value]) -> Result<Value, String> {
    let mut writer = Writer { out: String::new(), certain: true };
    writer.value(&args[0], 0, Place::Top);
    if writer.certain {
        return Ok(Value::string(&writer.out));
    }
    Ok(unknown_until_apply(Type::String, args))
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    AfterKey,
    InList,
}

struct Writer {
    out: String,
    certain: bool,
}

impl Writer {
    /// A value whose lines but the first are indented by this.
    fn value(&mut self, value: &Value, indent: usize, place: Place) {
        match &value.kind {
            Kind::List(e) | Kind::Set(e) | Kind::Tuple(e) if !e.items.is_empty() => {
                self.items(&e.items, indent, place);
            }
            Kind::Map(f) | Kind::Object(f) if !f.is_empty() => self.entries(f.entries(), indent, place),
            Kind::String(text) => self.string(text, indent, place),
            scalar => {
                let text = match scalar {
                    Kind::Bool(b) => b.to_string(),
                    Kind::Number(n) => n.to_string(),
                    Kind::List(_) | Kind::Set(_) | Kind::Tuple(_) => "[]".to_owned(),
                    Kind::Map(_) | Kind::Object(_) => "{}".to_owned(),
                    _ => "null".to_owned(),
                };
                let collection = value.as_elements().is_some() || value.as_fields().is_some();
                self.line(&text);
                if place == Place::Top && !collection {
                    self.out.push_str("...\n");
                }
            }
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A list under a key begins on a new line, at the key's own indentation; one in a list on the same line.
    fn items(&mut self, items: &[Value], indent: usize, place: Place) {
        let indent = if place == Place::AfterKey { indent - 2 } else { indent };
        for (at, item) in items.iter().enumerate() {
            self.begin(at == 0, indent, place);
            self.out.push_str("- ");
            self.value(item, indent + 2, Place::InList);
        }
    }

    fn entries(&mut self, entries: &[(Name, Value)], indent: usize, place: Place) {
        for (at, (name, value)) in entries.iter().enumerate() {
            self.begin(at == 0, indent, place);
            let key = quoted(name);
            self.certain &= !name.contains('\n') && name.len() <= LONGEST_KEY;
            self.out.push_str(&key);
            self.out.push(':');
            let nested = value.children().next().is_some();
            self.out.push(if nested { '\n' } else { ' ' });
            self.value(value, indent + 2, Place::AfterKey);
        }
    }

    fn begin(&mut self, first: bool, indent: usize, place: Place) {
        if !first || place == Place::AfterKey {
            self.out.push_str(&" ".repeat(indent));
        }
    }

    /// In quotes, or as a literal block where it has several lines and nothing that a block cannot show.
    fn string(&mut self, text: &str, indent: usize, place: Place) {
        let indent = if place == Place::Top { 2 } else { indent };
        let showable = text.chars().all(|c| c == '\n' || is_printable(c));
        if !text.contains('\n') || !showable || text.contains(" \n") || text.ends_with(' ') {
            return self.folded(text, indent);
        }
        let width = if text.starts_with([' ', '\n']) { "2" } else { "" };
        let ends = match text.strip_suffix('\n') {
            None => "-",
            Some("") => "+",
            Some(body) if body.ends_with('\n') => "+",
            Some(_) => "",
        };
        self.line(&format!("|{width}{ends}"));
        for line in text.lines() {
            let indent = if line.is_empty() { 0 } else { indent };
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }
}

impl Writer {
    /// In quotes: a blank beyond the width ends a line; one that follows it is kept from being lost.
    fn folded(&mut self, text: &str, indent: usize) {
        let start = self.out.rfind('\n').map_or(0, |at| at + 1);
        let mut column = self.out[start..].chars().count() + 1;
        self.out.push('"');
        let mut after_blank = false;
        let mut rest = text.chars().peekable();
        let mut first = true;
        while let Some(c) = rest.next() {
            let folds = c == ' ' && !after_blank && column > WIDTH && !first && rest.peek().is_some();
            let before = self.out.len();
            if folds {
                self.out.push('\n');
                self.out.push_str(&" ".repeat(indent));
                column = indent;
                if rest.peek() == Some(&' ') {
                    self.out.push('\\');
                    column += 1;
                }
            } else {
                escape(c, &mut self.out);
                column += self.out[before..].chars().count();
            }
            after_blank = c == ' ';
            first = false;
        }
        self.line("\"");
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    text.chars().for_each(|c| escape(c, &mut out));
    out.push('"');
    out
}

fn escape(c: char, out: &mut String) {
    use std::fmt::Write;
    let _ = match c {
        '"' | '\\' => write!(out, "\\{c}"),
        '\t' => write!(out, "\\t"),
        '\n' => write!(out, "\\n"),
        '\r' => write!(out, "\\r"),
        '\0' => write!(out, "\\0"),
        '\u{7}' => write!(out, "\\a"),
        '\u{8}' => write!(out, "\\b"),
        '\u{b}' => write!(out, "\\v"),
        '\u{c}' => write!(out, "\\f"),
        '\u{1b}' => write!(out, "\\e"),
        '\u{85}' => write!(out, "\\N"),
        '\u{2028}' => write!(out, "\\L"),
        '\u{2029}' => write!(out, "\\P"),
        c if is_printable(c) => write!(out, "{c}"),
        c if (c as u32) <= 0xff => write!(out, "\\x{:02X}", c as u32),
        c if (c as u32) <= 0xffff => write!(out, "\\u{:04X}", c as u32),
        c => write!(out, "\\U{:08X}", c as u32),
    };
}

fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
        && !matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::{check, json, s, shown};

    #[test]
    fn scalars() {
        for (yaml, want) in [
            ("on", "true"),
            ("n", "false"),
            ("017", "17"),
            ("0o17", "15"),
            ("0x1F", "31"),
            ("-0x1F", "-0x1F"),
            ("1_000", "1_000"),
            ("2001-12-14", "2001-12-14T00:00:00Z"),
            ("2001-1-1", "2001-01-01T00:00:00Z"),
            ("2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43-05:00"),
            ("2001-12-14 21:59:43.10 -5", "2001-12-14 21:59:43.10 -5"),
            ("12:30:45", "12:30:45"),
            ("'1'", "1"),
            ("!!str 1", "1"),
            ("!!int '5'", "5"),
            ("!!float 0x10", "16"),
            ("~", "null"),
            (".nan", "error: floating point NaN is not supported"),
            ("!foo x", "error: unsupported tag \"!foo\""),
            ("!!int x", "error: cannot parse \"x\" as tag:yaml.org,2002:int"),
            ("", "error: missing start of document"),
        ] {
            assert_eq!(shown("yamldecode", &[s(yaml)]), want, "{yaml}");
        }
    }

    #[test]
    fn collections() {
        for (yaml, want) in [
            ("a: 1\nb: [x, y]\ny: 2", r#"{"a":1,"b":["x",true],"true":2}"#),
            ("{a: 1, <<: {b: 2, a: 3}}", r#"{"a":3,"b":2}"#),
            ("{a: &x {b: 1}, c: {<<: *x, d: 2}}", r#"{"a":{"b":1},"c":{"b":1,"d":2}}"#),
            ("<<: [{a: 1}]", "error: cannot merge tuple into mapping"),
            ("~: x", "error: mapping key cannot be null"),
            ("&a [*a]", "error: cannot refer to an anchor from inside its own definition"),
            ("a: 1\n---\nb: 2", "error: unexpected extra content after value"),
            ("- 1\n-", "[1,null]"),
        ] {
            assert_eq!(shown("yamldecode", &[s(yaml)]), want, "{yaml}");
        }
        assert!(shown("yamldecode", &[s("a: [")]).starts_with("error"));
        assert!(shown("yamldecode", &[s(&"[".repeat(5000))]).starts_with("error"));
        let bomb = "a: &a [1,2,3,4,5,6,7,8,9]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n\
                    d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e]";
        assert!(shown("yamldecode", &[s(bomb)]).starts_with("error"));
    }

    #[test]
    fn written() {
        check(&[
            ("yamlencode", r#"["a"]"#, "\"a\"\n"),
            ("yamlencode", "[true]", "true\n...\n"),
            ("yamlencode", r#"["a\nb"]"#, "|-\n  a\n  b\n"),
            (
                "yamlencode",
                r#"[{"b":[1,"a"],"a":{"c":null}}]"#,
                "\"a\":\n  \"c\": null\n\"b\":\n- 1\n- \"a\"\n",
            ),
            ("yamlencode", r#"[[[1,2],{"a":[]}]]"#, "- - 1\n  - 2\n- \"a\": []\n"),
            ("yamlencode", r#"[["a\nb\n","x"]]"#, "- |\n  a\n  b\n- \"x\"\n"),
            ("yamlencode", r#"[{"a":[1,[2,{"x":"y"}]]}]"#, "\"a\":\n- 1\n- - 2\n  - \"x\": \"y\"\n"),
            ("yamlencode", r#"["é\t\u0001\ufeff😀"]"#, "\"é\\t\\x01\\uFEFF\\U0001F600\"\n"),
        ]);
        let long = json(&format!("{:?}", "long ".repeat(18)));
        let folded = format!("\"{}\n  long \"\n", "long ".repeat(17).trim_end());
        assert_eq!(shown("yamlencode", &[long]), folded);
        assert_eq!(shown("yamlencode", &[json(r#"{"a\nb": 1}"#)]), "?");
    }
}
