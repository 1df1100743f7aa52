//! Resource addresses: `module.a["x.y"].aws_s3_bucket.b[0]`, parsed and printed without loss.

use std::fmt;

use super::Name;

/// Which instance of a resource or module call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InstanceKey {
    /// By `count`.
    Index(u64),
    /// By `for_each`.
    Key(Name),
    /// One that stands for all, since how many there are is not known before the apply.
    Any,
}

/// Managed resource or data source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// A resource that Terraform manages.
    #[default]
    Managed,
    /// A data source.
    Data,
}

/// One `module.name[key]` of a module path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleStep {
    /// Name of the module call.
    pub name: Name,
    /// Which instance of it.
    pub key: Option<InstanceKey>,
}

/// The full address of one resource instance.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// From the root module down; empty in the root.
    pub module: Vec<ModuleStep>,
    /// Managed or data.
    pub mode: Mode,
    /// `aws_s3_bucket`.
    pub kind: Name,
    /// The resource's own name.
    pub name: Name,
    /// Which instance of it.
    pub key: Option<InstanceKey>,
}

/// Text that is no resource address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no resource address: expected {expected} at character {at}")]
pub struct AddressError {
    text: String,
    expected: &'static str,
    at: usize,
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// Where the text is not `[module.NAME[KEY].]…[data.]TYPE.NAME[KEY]`.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let mut cursor = Cursor { text, at: 0 };
        let mut module = Vec::new();
        let mut word = cursor.word("a resource type")?;
        while word == "module" {
            cursor.expect(b'.', "`.`")?;
            let name = Name::new(cursor.word("the name of a module call")?);
            module.push(ModuleStep { name, key: cursor.key()? });
            cursor.expect(b'.', "`.`")?;
            word = cursor.word("a resource type")?;
        }
        let mode = if word == "data" { Mode::Data } else { Mode::Managed };
        if mode == Mode::Data {
            cursor.expect(b'.', "`.`")?;
            word = cursor.word("a data source type")?;
        }
        cursor.expect(b'.', "`.`")?;
        let name = Name::new(cursor.word("a resource name")?);
        let key = cursor.key()?;
        if cursor.at != text.len() {
            return Err(cursor.error("the end"));
        }
        Ok(Self { module, mode, kind: Name::new(word), name, key })
    }

    /// The address as an interned name.
    #[must_use]
    pub fn to_name(&self) -> Name {
        Name::new(&self.to_string())
    }

    /// The block that it is an instance of, in the module's own block.
    #[must_use]
    pub fn without_keys(&self) -> Self {
        let module = self.module.iter().map(|step| ModuleStep { key: None, ..*step }).collect();
        Self { module, key: None, ..self.clone() }
    }

    /// The module part: `module.a["x"].module.b`, empty in the root.
    #[must_use]
    pub fn module_text(&self) -> String {
        let steps: Vec<String> = self.module.iter().map(ToString::to_string).collect();
        steps.join(".")
    }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn error(&self, expected: &'static str) -> AddressError {
        AddressError { text: self.text.to_owned(), expected, at: self.at + 1 }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, byte: u8, expected: &'static str) -> Result<(), AddressError> {
        if self.peek() != Some(byte) {
            return Err(self.error(expected));
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, expected: &'static str) -> Result<&'a str, AddressError> {
        let rest = &self.text[self.at..];
        let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
        if len == 0 {
            return Err(self.error(expected));
        }
        self.at += len;
        Ok(&rest[..len])
    }

    fn key(&mut self) -> Result<Option<InstanceKey>, AddressError> {
        if self.peek() != Some(b'[') {
            return Ok(None);
        }
        self.at += 1;
        let key = match self.peek() {
            Some(b'"') => self.quoted()?,
            Some(b'*') => {
                self.at += 1;
                InstanceKey::Any
            }
            _ => self.index()?,
        };
        self.expect(b']', "`]`")?;
        Ok(Some(key))
    }

    fn index(&mut self) -> Result<InstanceKey, AddressError> {
        let digits = self.word("a number or a quoted key")?;
        digits.parse().map(InstanceKey::Index).map_err(|_| self.error("a number or a quoted key"))
    }

    fn quoted(&mut self) -> Result<InstanceKey, AddressError> {
        self.at += 1;
        let mut key = String::new();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut chars = rest.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += at + 1;
                    return Ok(InstanceKey::Key(Name::new(&key)));
                }
                '\\' => key.push(unescape(&mut chars).ok_or_else(|| self.error("an escape such as `\\n`"))?),
                '$' | '%' if rest[at + 1..].starts_with([c]) && rest[at + 2..].starts_with('{') => {
                    chars.next();
                    key.push(c);
                }
                other => key.push(other),
            }
        }
        Err(self.error("a closing quote"))
    }
}

fn unescape(chars: &mut std::str::CharIndices<'_>) -> Option<char> {
    match chars.next()?.1 {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'u' => code_point(chars, 4),
        'U' => code_point(chars, 8),
        quoted @ ('"' | '\\') => Some(quoted),
        _ => None,
    }
}

fn code_point(chars: &mut std::str::CharIndices<'_>, digits: usize) -> Option<char> {
    let mut code = 0;
    for _ in 0..digits {
        code = code * 16 + chars.next()?.1.to_digit(16)?;
    }
    char::from_u32(code)
}

impl fmt::Display for InstanceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => write!(f, "[\"{}\"]", escape_key(key)),
            Self::Any => f.write_str("[*]"),
        }
    }
}

/// As HCL quotes it, so that nothing in a key can end the quotes or begin a template.
fn escape_key(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if chars.peek() == Some(&'{') => out.extend([c, c]),
            c if c.is_control() => out.extend(format!("\\u{:04x}", c as u32).chars()),
            c => out.push(c),
        }
    }
    out
}

impl fmt::Display for ModuleStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "module.{}", self.name)?;
        self.key.iter().try_for_each(|key| key.fmt(f))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.module {
            write!(f, "{step}.")?;
        }
        if self.mode == Mode::Data {
            f.write_str("data.")?;
        }
        write!(f, "{}.{}", self.kind, self.name)?;
        self.key.iter().try_for_each(|key| key.fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, InstanceKey, Mode, Name};
    use proptest::prelude::*;

    #[test]
    fn prints_what_it_read() {
        for text in [
            "aws_s3_bucket.b",
            "data.aws_ami.a[3]",
            "module.m[*].aws_subnet.a[*]",
            r#"module.a["x.y"].module.b[0].aws_s3_bucket.b["a\"]\\ $${x}"]"#,
        ] {
            assert_eq!(Address::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn says_where_it_stops_understanding() {
        for (text, at) in
            [("aws_s3_bucket", 14), ("module.a", 9), ("a.b[", 5), ("a.b[\"x", 6), ("a.b c", 4), ("", 1)]
        {
            let error = Address::parse(text).unwrap_err();
            assert_eq!(error.at, at, "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_key_survives(key in any::<String>(), index in any::<u64>()) {
            for key in [InstanceKey::Key(Name::new(&key)), InstanceKey::Index(index)] {
                let address = Address {
                    module: vec![], mode: Mode::Managed, kind: "aws_x".into(), name: "n".into(), key: Some(key),
                };
                prop_assert_eq!(Address::parse(&address.to_string()).unwrap(), address);
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = Address::parse(&text);
        }
    }
}
