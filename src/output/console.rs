//! A value as `terraform console` prints it.

use std::fmt::Write as _;

use crate::value::{Elements, Fields, Kind, Marks, Type, Value};

/// The text of a value, without a line break at its end. It may hold what a terminal would act on.
#[must_use]
pub fn console(value: &Value) -> String {
    let mut writer = Writer { out: String::new() };
    writer.value(value, 0);
    writer.out
}

/// The text of a type, as `type(…)` prints it.
#[must_use]
pub fn console_type(ty: &Type) -> String {
    type_text(ty, 0)
}

struct Writer {
    out: String,
}

impl Writer {
    fn value(&mut self, value: &Value, indent: usize) {
        if value.is_unknown() {
            return self.out.push_str("(known after apply)");
        }
        if value.is_sensitive() {
            return self.out.push_str("(sensitive value)");
        }
        if value.marks.has(Marks::EPHEMERAL) {
            return self.out.push_str("(ephemeral value)");
        }
        // Which elements and keys there are is not known yet.
        if value.has_possible() || value.as_fields().is_some_and(|f| !f.symbolic.is_empty()) {
            return self.out.push_str("(known after apply)");
        }
        match &value.kind {
            Kind::Null(ty) => self.out.push_str(&null(ty)),
            Kind::Bool(b) => self.out.push_str(if *b { "true" } else { "false" }),
            Kind::Number(n) => {
                let _ = write!(self.out, "{n}");
            }
            Kind::String(text) => self.string(text, indent),
            Kind::List(e) => self.wrapped("tolist(", e, indent),
            Kind::Set(e) => self.wrapped("toset(", e, indent),
            Kind::Tuple(e) => self.sequence(e, indent),
            Kind::Map(f) => {
                self.out.push_str("tomap(");
                self.fields(f, indent);
                self.out.push(')');
            }
            Kind::Object(f) => self.fields(f, indent),
            Kind::Unknown(_) => self.out.push_str("(known after apply)"),
        }
    }

    fn wrapped(&mut self, open: &str, elements: &Elements, indent: usize) {
        self.out.push_str(open);
        self.sequence(elements, indent);
        self.out.push(')');
    }

    fn sequence(&mut self, elements: &Elements, indent: usize) {
        self.out.push('[');
        for item in &elements.items {
            self.line(indent + 2);
            self.value(item, indent + 2);
            self.out.push(',');
        }
        if !elements.items.is_empty() {
            self.line(indent);
        }
        self.out.push(']');
    }

    fn fields(&mut self, fields: &Fields, indent: usize) {
        self.out.push('{');
        for (name, item) in fields.entries() {
            self.line(indent + 2);
            self.string(name, indent + 2);
            self.out.push_str(" = ");
            self.value(item, indent + 2);
        }
        if !fields.is_empty() {
            self.line(indent);
        }
        self.out.push('}');
    }

    fn line(&mut self, indent: usize) {
        let _ = write!(self.out, "\n{:indent$}", "");
    }

    /// Text of several lines is a heredoc, indented where it stands inside something.
    fn string(&mut self, text: &str, indent: usize) {
        if !text.contains('\n') {
            return self.out.push_str(&quoted(text));
        }
        let delimiter = delimiter(text);
        self.out.push_str(if indent > 0 { "<<-" } else { "<<" });
        self.out.push_str(&delimiter);
        for line in text.split('\n') {
            self.line(indent);
            self.out.push_str(line);
        }
        self.line(indent);
        self.out.push_str(&delimiter);
    }
}

/// `EOT`, or the first of `EOT_`, `EOT__`, … that is no line of the text.
fn delimiter(text: &str) -> String {
    let mut word = "EOT".to_owned();
    while text.split('\n').any(|line| line.trim() == word) {
        word.push('_');
    }
    word
}

fn null(ty: &Type) -> String {
    let of = |function: &str, elem: &Type| format!("{function}(null) /* of {} */", friendly(elem));
    match ty {
        Type::Bool | Type::Number | Type::String => format!("to{ty}(null)"),
        Type::List(elem) => of("tolist", elem),
        Type::Set(elem) => of("toset", elem),
        Type::Map(elem) => of("tomap", elem),
        Type::Object(_) => "null /* object */".to_owned(),
        Type::Tuple(_) => "null /* tuple */".to_owned(),
        Type::Dynamic => "null".to_owned(),
    }
}

fn friendly(ty: &Type) -> String {
    if *ty == Type::Dynamic { "dynamic".to_owned() } else { ty.friendly() }
}

fn type_text(ty: &Type, indent: usize) -> String {
    match ty {
        Type::Dynamic => "dynamic".to_owned(),
        Type::List(elem) => of_elements("list", elem, indent),
        Type::Set(elem) => of_elements("set", elem, indent),
        Type::Map(elem) => of_elements("map", elem, indent),
        Type::Tuple(types) if types.is_empty() => "tuple([])".to_owned(),
        Type::Tuple(types) => {
            let items: String = types.iter().map(|t| entry("", t, indent)).collect();
            format!("tuple([\n{items}{:indent$}])", "")
        }
        Type::Object(attributes) if attributes.is_empty() => "object({})".to_owned(),
        Type::Object(attributes) => {
            let items: String =
                attributes.iter().map(|(name, t)| entry(&format!("{name}: "), t, indent)).collect();
            format!("object({{\n{items}{:indent$}}})", "")
        }
        primitive => primitive.to_string(),
    }
}

fn entry(name: &str, ty: &Type, indent: usize) -> String {
    let inner = indent + 4;
    format!("{:inner$}{name}{},\n", "", type_text(ty, inner))
}

/// Structural element types stand on lines of their own.
fn of_elements(word: &str, elem: &Type, indent: usize) -> String {
    match elem {
        Type::Tuple(_) | Type::Object(_) => format!("{word}(\n{}{:indent$})", entry("", elem, indent), ""),
        _ => format!("{word}({})", type_text(elem, indent)),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\u{b}' => out.push_str("\\v"),
            c if is_hidden(c) => escape(u32::from(c), &mut out),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What shows nothing, or not itself: controls, blanks but the common one, formats, private and unassigned characters.
fn is_hidden(c: char) -> bool {
    let format = matches!(c,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    let beyond = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e007f}' | '\u{f0000}'..);
    c.is_control() || (c.is_whitespace() && c != ' ') || format || beyond
}

fn escape(code: u32, out: &mut String) {
    let _ = match code {
        0..=0x7f => write!(out, "\\x{code:02x}"),
        0x80..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

#[cfg(test)]
mod tests {
    use super::{console, console_type};
    use crate::value::{Marks, Type, Value};

    #[test]
    fn collections_say_what_they_are() {
        let list = Value::list_of(Type::Number, vec![1i64.into()]);
        let object = Value::object(vec![("a".into(), list), ("b".into(), Value::string("x\ny"))]);
        assert_eq!(
            console(&object),
            "{\n  \"a\" = tolist([\n    1,\n  ])\n  \"b\" = <<-EOT\n  x\n  y\n  EOT\n}"
        );
        assert_eq!(console(&Value::null()), "null");
        assert_eq!(console(&Value::string("s").marked(Marks::SENSITIVE)), "(sensitive value)");
    }

    #[test]
    fn text_shows_what_a_terminal_would_not() {
        assert_eq!(console(&Value::string("a\"${b}\u{1b}")), "\"a\\\"${b}\\x1b\"");
    }

    #[test]
    fn types_are_written_over_several_lines() {
        let ty = Type::list(Type::Tuple(vec![Type::String].into()));
        assert_eq!(console_type(&ty), "list(\n    tuple([\n        string,\n    ]),\n)");
    }
}
