//! Documentation in policy files: the comment block right above a policy.

use crate::text::{Source, Span};

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

impl Docs {
    /// Reads comment lines, markers already removed. A word before a colon that is no key of ours is free text.
    ///
    /// # Errors
    /// Where `severity` is no severity.
    pub fn parse(lines: &[String]) -> Result<Self, String> {
        let mut docs = Self::default();
        let mut text: Vec<&str> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if at == 0 {
                line.trim_end_matches('.').clone_into(&mut docs.title);
            } else if !docs.key(line)? {
                text.push(line);
            }
        }
        text.join("\n").trim().clone_into(&mut docs.text);
        Ok(docs)
    }

    fn key(&mut self, line: &str) -> Result<bool, String> {
        let Some((key, value)) = line.split_once(": ") else { return Ok(false) };
        let words = || value.split_whitespace().map(str::to_owned).collect();
        match key {
            "severity" => {
                self.severity = Severity::parse(value.trim()).ok_or_else(|| {
                    format!("`{value}` is no severity: use critical, high, medium, low or info")
                })?;
            }
            "controls" => self.controls = words(),
            "aliases" => self.aliases = words(),
            "remediation" => value.clone_into(&mut self.remediation),
            "reference" => value.trim().clone_into(&mut self.reference),
            "default" => self.off_by_default = value.trim() == "off",
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// The comment lines right above a place, without their markers, first line first.
#[must_use]
pub fn comment_above(source: &Source, place: Span) -> Vec<String> {
    let before = source.text().get(..place.start as usize).unwrap_or_default();
    let above = before.rfind('\n').map_or("", |end| &before[..end]);
    let mut lines: Vec<String> = above.lines().rev().map_while(comment).collect();
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
    use super::{Docs, Severity, comment_above};
    use crate::text::{Source, Span};

    #[test]
    fn reads_title_text_and_keys() {
        let text =
            "x\n\n# Title.\n#\n# Some text: really.\n# severity: high\n# controls: a/1 b/2\nresource_policy";
        let source = Source::new("x", text.to_owned());
        let lines = comment_above(&source, Span::new(text.len() - 15..text.len()));
        let docs = Docs::parse(&lines).unwrap();
        assert_eq!((docs.title.as_str(), docs.text.as_str()), ("Title", "Some text: really."));
        assert_eq!((docs.severity, docs.controls.len()), (Severity::High, 2));
        assert!(Docs::parse(&["t".into(), "severity: bad".into()]).is_err());
    }
}
