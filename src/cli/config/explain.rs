//! What holds, and where each value comes from.

use crate::value::{Value, display};

use super::Config;
use super::read::Said;
use super::settings::{BLOCKS, Holds};

/// A setting, its value, and where that comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// `gate.teams`
    pub key: String,
    /// The value that holds.
    pub value: String,
    /// `--flag`, `file:line` or `default`.
    pub origin: String,
}

impl Config {
    /// Every setting with the value that holds and where it comes from; `flags` tells what a flag says.
    #[must_use]
    pub fn explain(&self, flags: &dyn Fn(&str) -> Option<String>) -> Vec<Explained> {
        let said =
            |key: String, said: &Said| Explained { key, value: shown(&said.value), origin: self.place(said) };
        let mut rows = Vec::new();
        for block in BLOCKS.iter().filter(|block| matches!(block.holds, Holds::Settings)) {
            for setting in block.settings() {
                let key = setting.key();
                let flag = setting.flag.unwrap_or_default().to_owned();
                rows.push(match (flags(&key), self.said(&key)) {
                    (Some(value), _) => Explained { key, value, origin: flag },
                    (None, Some(own)) => said(key, own),
                    (None, None) => {
                        Explained { key, value: setting.default.to_owned(), origin: "default".to_owned() }
                    }
                });
            }
        }
        for row in self.document.iter().flat_map(|document| &document.labelled) {
            let key = |name: &str| format!("{} \"{}\" {name}", row.block, row.label);
            rows.extend(row.settings.iter().map(|(name, own)| said(key(name), own)));
        }
        rows
    }

    /// `file:line`
    pub(super) fn place(&self, said: &Said) -> String {
        let Some(document) = &self.document else { return String::new() };
        let line = document.source.position(said.span.start as usize).line;
        format!("{}:{line}", document.source.name())
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| display(value), str::to_owned)
}
