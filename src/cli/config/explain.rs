//! What holds, and where each value comes from.

use crate::policy::RuleName;
use crate::text::Span;
use crate::value::{Marks, Value, display};

use super::Config;
use super::read::Said;
use super::settings::{BLOCKS, Holds, Setting};

/// A setting, its value, and where that comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// `gate.teams`
    pub key: String,
    /// The value that holds.
    pub value: String,
    /// `--flag`, `file:line` or `default`.
    pub origin: String,
    /// What else is worth knowing of it.
    pub note: String,
}

/// Says something of a setting, by its key.
pub type Teller<'t> = &'t dyn Fn(&str) -> Option<String>;

impl Config {
    /// Every setting with the value that holds and where it comes from; `flags` tells what a flag says, `found` what is
    /// looked for where nobody says anything.
    #[must_use]
    pub fn explain(&self, flags: Teller<'_>, found: Teller<'_>) -> Vec<Explained> {
        let mut rows = Vec::new();
        for block in BLOCKS.iter().filter(|block| matches!(block.holds, Holds::Settings)) {
            rows.extend(block.settings().map(|setting| self.explain_setting(setting, flags, found)));
        }
        rows
    }

    fn explain_setting(&self, setting: &Setting, flags: Teller<'_>, found: Teller<'_>) -> Explained {
        let key = setting.key();
        if let Some(value) = flags(&key) {
            let origin = setting.flag.unwrap_or_default().to_owned();
            return Explained { key, value, origin, ..Explained::default() };
        }
        if let Some(own) = self.said(&key) {
            return self.explained(key, own);
        }
        let other = setting.fallback();
        if let Some((other, own)) = other.and_then(|other| Some((other, self.said(other)?))) {
            return Explained { note: format!("by {other}"), ..self.explained(key, own) };
        }
        let default = other.and_then(Setting::with_key).map_or(setting.default, |other| other.default);
        let default = if default.is_empty() { "-" } else { default };
        let value = found(&key).unwrap_or_else(|| default.to_owned());
        Explained { key, value, origin: "default".to_owned(), ..Explained::default() }
    }

    /// What it says of each root module, by its label, and more of it that follows from that.
    #[must_use]
    pub fn explain_labelled(&self, more: &dyn Fn(&str) -> Vec<Explained>) -> Vec<Explained> {
        let all = self.document.iter().flat_map(|document| &document.labelled);
        let mut rows = Vec::new();
        for row in all.filter(|row| row.block != "rule") {
            let title = format!("{} \"{}\"", row.block, row.label);
            if row.settings.is_empty() {
                let (value, origin) = ("-".to_owned(), self.line(row.span));
                rows.push(Explained { key: title.clone(), value, origin, ..Explained::default() });
            }
            for (name, own) in &row.settings {
                let number =
                    own.value.as_str().filter(|_| *name == "account").and_then(|name| self.number_of(name));
                let row = self.explained(format!("{title} {name}"), own);
                rows.push(Explained { note: number.unwrap_or_default().to_owned(), ..row });
            }
            let more = more(&row.label).into_iter();
            rows.extend(more.map(|row| Explained { key: format!("{title} {}", row.key), ..row }));
        }
        rows
    }

    /// What it says of a rule, with what would hold otherwise.
    #[must_use]
    pub fn explain_rule(&self, rule: RuleName<'_>, otherwise: &dyn Fn(&str) -> String) -> Vec<Explained> {
        let said = self.of_rule(rule);
        let one = |(name, said): (&str, &Said)| {
            let row = self.explained(format!("{} {name}", rule.id), said);
            let note = Some(otherwise(name)).filter(|own| !own.is_empty());
            Explained { note: note.map(|own| format!("otherwise {own}")).unwrap_or_default(), ..row }
        };
        said.into_iter().map(one).collect()
    }

    /// Values by names of the user's own.
    #[must_use]
    pub fn explain_names(&self, block: &str) -> Vec<Explained> {
        let said = self.names(block).into_iter().flatten();
        said.map(|(name, own)| self.explained(format!("{block}.{name}"), own)).collect()
    }

    fn explained(&self, key: String, said: &Said) -> Explained {
        let (value, origin) = (shown(&said.value), self.line(said.span));
        Explained { key, value, origin, ..Explained::default() }
    }

    /// The number of an account.
    fn number_of(&self, name: &str) -> Option<&str> {
        self.names("accounts")?.get(name)?.value.as_str()
    }

    /// Where a name of the user's own stands.
    #[must_use]
    pub fn place_of(&self, block: &str, name: &str) -> String {
        let said = self.names(block).and_then(|names| names.get(name).or_else(|| names.values().next()));
        said.map(|said| self.line(said.span)).unwrap_or_default()
    }

    /// Where a setting stands.
    #[must_use]
    pub fn place_of_setting(&self, key: &str) -> String {
        self.said(key).map(|said| self.line(said.span)).unwrap_or_default()
    }

    /// `file:line`
    fn line(&self, span: Span) -> String {
        let Some(document) = &self.document else { return String::new() };
        let line = document.source.position(span.start as usize).line;
        format!("{}:{line}", document.source.name())
    }
}

/// A value as people read it: a text without its quotes, what is secret not at all.
#[must_use]
pub fn shown(value: &Value) -> String {
    if value.marks.has(Marks::SENSITIVE) {
        return "(sensitive)".to_owned();
    }
    match value.as_str() {
        Some("") => "\"\"".to_owned(),
        Some(text) => text.to_owned(),
        None => display(value),
    }
}
