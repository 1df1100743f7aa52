//! Values as text for people: in messages, and as `core::valuetostring` gives them.

use std::fmt::Write;

use super::{Kind, Value};

/// How the parts of a value that cannot be shown are worded.
#[derive(Clone, Copy, Debug)]
pub struct MessageStyle {
    /// In place of an unknown.
    pub unknown: &'static str,
    /// In place of a null.
    pub null: &'static str,
    /// Blanks per level of nesting; none puts all on one line.
    pub indent: Option<usize>,
}

impl MessageStyle {
    /// Within a sentence.
    pub const SENTENCE: Self = Self { unknown: "(known after apply)", null: "null", indent: None };
    /// What `core::valuetostring` gives.
    pub const VALUE_TO_STRING: Self = Self { unknown: "(unknown)", null: "(null)", indent: Some(2) };
}

/// The value within a sentence: text as it is, collections as JSON on one line, what is sensitive never.
#[must_use]
pub fn display(value: &Value) -> String {
    to_message(value, MessageStyle::SENTENCE)
}

/// The value in a given style.
#[must_use]
pub fn to_message(value: &Value, style: MessageStyle) -> String {
    if let (Kind::String(text), false) = (&value.kind, value.is_secret()) {
        return text.to_string();
    }
    let mut writer = Writer { style, out: String::new() };
    writer.value(value, 0);
    writer.out
}

struct Writer {
    style: MessageStyle,
    out: String,
}

impl Writer {
    fn value(&mut self, value: &Value, depth: usize) {
        if value.is_secret() {
            self.out.push_str("(sensitive)");
            return;
        }
        match &value.kind {
            Kind::Null(_) => self.out.push_str(if depth == 0 { self.style.null } else { "null" }),
            Kind::Bool(b) => self.out.push_str(if *b { "true" } else { "false" }),
            Kind::Number(n) => self.out.push_str(&n.to_string()),
            Kind::String(s) => self.quoted(s),
            Kind::Unknown(_) => self.out.push_str(self.style.unknown),
            Kind::List(e) | Kind::Set(e) | Kind::Tuple(e) => {
                self.brackets(['[', ']'], &e.items, depth, |w, item| w.value(item, depth + 1));
            }
            Kind::Map(f) | Kind::Object(f) => {
                self.brackets(['{', '}'], f.entries(), depth, |w, (name, item)| {
                    w.quoted(name);
                    w.out.push_str(if w.style.indent.is_some() { ": " } else { ":" });
                    w.value(item, depth + 1);
                });
            }
        }
    }

    fn brackets<T>(
        &mut self,
        [open, close]: [char; 2],
        items: &[T],
        depth: usize,
        mut item: impl FnMut(&mut Self, &T),
    ) {
        self.out.push(open);
        for (at, each) in items.iter().enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            self.newline(depth + 1);
            item(self, each);
        }
        if !items.is_empty() {
            self.newline(depth);
        }
        self.out.push(close);
    }

    fn newline(&mut self, depth: usize) {
        if let Some(indent) = self.style.indent {
            let _ = write!(self.out, "\n{:width$}", "", width = indent * depth);
        }
    }

    fn quoted(&mut self, text: &str) {
        self.out.push_str(&serde_json::Value::from(text).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::{MessageStyle, display, to_message};
    use crate::value::{Marks, Unknown, Value};

    #[test]
    fn hides_what_is_sensitive_and_says_what_is_unknown() {
        let secret = Value::string("hunter2").marked(Marks::SENSITIVE);
        assert_eq!(display(&secret), "(sensitive)");
        let all =
            Value::tuple(vec![secret, Unknown::anything().into(), Value::null(), Value::string("a\"b")]);
        assert_eq!(display(&all), r#"[(sensitive),(known after apply),null,"a\"b"]"#);
    }

    #[test]
    fn valuetostring_indents() {
        let value = Value::object(vec![("a".into(), Value::tuple(vec![1i64.into()]))]);
        assert_eq!(to_message(&value, MessageStyle::VALUE_TO_STRING), "{\n  \"a\": [\n    1\n  ]\n}");
    }
}
