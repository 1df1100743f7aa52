//! Documentation in policy files: the comment block right above a policy.

use crate::text::{Source, Span, nearest};

/// How bad a violation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth tidying up.
    Low,
    /// To be mended soon.
    #[default]
    Medium,
    /// To be mended before it is applied.
    High,
    /// Gives data or control away.
    Critical,
}

impl Severity {
    /// All, the worst first.
    pub const ALL: [Self; 5] = [Self::Critical, Self::High, Self::Medium, Self::Low, Self::Info];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// From its word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == word)
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// What the comment above a policy says.
#[derive(Clone, Debug, Default)]
pub struct Docs {
    /// First line, without its full stop.
    pub title: String,
    /// Paragraphs of free text.
    pub text: String,
    /// `severity:`
    pub severity: Severity,
    /// `controls:` such as `fsbp/S3.8`.
    pub controls: Vec<String>,
    /// `aliases:`, what other tools call it.
    pub aliases: Vec<String>,
    /// `remediation:`
    pub remediation: String,
    /// `reference:`, a web address.
    pub reference: String,
    /// `default: off`
    pub off_by_default: bool,
}

/// What is most likely not meant in a comment: which line of it, what, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The number of the line, from 0.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

/// The words that begin a line which is no free text.
pub const KEYS: [&str; 6] = ["severity", "controls", "aliases", "remediation", "reference", "default"];

impl Docs {
    /// Reads comment lines, markers already removed. A word before a colon that is no key of ours is free text; one that is
    /// nearly a key is told.
    #[must_use]
    pub fn parse(lines: &[String]) -> (Self, Vec<Slip>) {
        let (mut docs, mut slips) = (Self::default(), Vec::new());
        let mut text: Vec<&str> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if at == 0 {
                line.trim_end_matches('.').clone_into(&mut docs.title);
                continue;
            }
            match docs.key(line) {
                Ok(true) => {}
                Ok(false) => text.push(line),
                Err((message, help)) => {
                    text.push(line);
                    slips.push(Slip { line: at, message, help });
                }
            }
        }
        text.join("\n").trim().clone_into(&mut docs.text);
        (docs, slips)
    }

    /// Takes a line that begins with a key. The slip and the way out, where it nearly does.
    fn key(&mut self, line: &str) -> Result<bool, (String, Option<String>)> {
        let Some((key, value)) = line.split_once(':') else { return Ok(false) };
        let value = value.trim();
        let words = || value.split_whitespace().map(str::to_owned).collect();
        match key {
            "severity" => {
                let known = Severity::ALL.map(Severity::as_str);
                let plain = value.to_lowercase();
                self.severity = Severity::parse(&plain).ok_or_else(|| {
                    let near = nearest(&plain, known).map(|near| format!("did you mean `{near}`?"));
                    (format!("`{value}` is no severity: use {}", known.join(", ")), near)
                })?;
            }
            "controls" => self.controls = words(),
            "aliases" => self.aliases = words(),
            "remediation" => value.clone_into(&mut self.remediation),
            "reference" => value.clone_into(&mut self.reference),
            "default" => self.off_by_default = value == "off",
            _ => return almost(key).map_or(Ok(false), Err),
        }
        Ok(true)
    }
}

fn almost(key: &str) -> Option<(String, Option<String>)> {
    let is_word = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic());
    let near = nearest(&key.to_lowercase(), KEYS).filter(|_| is_word)?;
    Some((format!("`{key}:` is free text"), Some(format!("did you mean `{near}:`?"))))
}

/// The comment lines right above a place, without their markers, first line first.
#[must_use]
pub fn comment_above(source: &Source, place: Span) -> Vec<String> {
    lines_above(source, place).into_iter().map(|(text, _)| text).collect()
}

/// The same, each with its place.
#[must_use]
pub fn lines_above(source: &Source, place: Span) -> Vec<(String, Span)> {
    let before = source.text().get(..place.start as usize).unwrap_or_default();
    let mut end = before.rfind('\n').unwrap_or(0);
    let mut lines = Vec::new();
    while end > 0 {
        let start = before[..end].rfind('\n').map_or(0, |at| at + 1);
        let Some(text) = comment(&before[start..end]) else { break };
        lines.push((text, Span::new(start..start + before[start..end].trim_end().len())));
        end = start.saturating_sub(1);
    }
    lines.reverse();
    lines
}

fn comment(line: &str) -> Option<String> {
    let line = line.trim();
    let text = line.strip_prefix('#').or_else(|| line.strip_prefix("//"))?;
    Some(text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Docs, Severity, comment_above, lines_above};
    use crate::text::{Source, Span};

    #[test]
    fn reads_title_text_and_keys() {
        let text =
            "x\n\n# Title.\n#\n# Some text: really.\n# severity: high\n# controls: a/1 b/2\nresource_policy";
        let source = Source::new("x", text.to_owned());
        let lines = comment_above(&source, Span::new(text.len() - 15..text.len()));
        let (docs, slips) = Docs::parse(&lines);
        assert!(slips.is_empty(), "{slips:?}");
        assert_eq!((docs.title.as_str(), docs.text.as_str()), ("Title", "Some text: really."));
        assert_eq!((docs.severity, docs.controls.len()), (Severity::High, 2));
    }

    #[test]
    fn what_is_nearly_a_key_is_told_and_the_rest_is_read() {
        let lines = [
            "t",
            "severity: hihg",
            "remedation: x",
            "Reference: y",
            "reference:https://z",
            "Note: n",
            "a b: c",
        ];
        let (docs, slips) = Docs::parse(&lines.map(str::to_owned));
        let told: Vec<_> = slips.iter().map(|slip| (slip.line, slip.help.as_deref().unwrap())).collect();
        let reference = (3, "did you mean `reference:`?");
        assert_eq!(told, [(1, "did you mean `high`?"), (2, "did you mean `remediation:`?"), reference]);
        assert_eq!((docs.title.as_str(), docs.reference.as_str()), ("t", "https://z"));
        assert!(Docs::parse(&["t".into(), "severity: bad".into()]).1[0].help.is_none());
    }

    #[test]
    fn lines_have_their_places() {
        let text = "# a\nx\n  # b \n\t// c\nresource_policy";
        let source = Source::new("x", text.to_owned());
        let lines = lines_above(&source, Span::new(text.len() - 15..text.len()));
        let told: Vec<_> = lines.iter().map(|(text, span)| (text.as_str(), source.slice(*span))).collect();
        assert_eq!(told, [("b", "  # b"), ("c", "\t// c")]);
    }
}
