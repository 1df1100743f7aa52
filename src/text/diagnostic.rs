//! What is wrong with a file that a user gave us: where, what, and the way out.

use super::{Source, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Works, but not as the author may think.
    Warning,
    /// Cannot be used.
    Error,
}

/// A message about a place in a user's file, shown by the same renderer as findings.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub level: Level,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Where; none where the whole file (or no file) is meant.
    pub place: Option<(Source, Span)>,
    /// What to write at the place: shown beside the marked text.
    pub label: String,
    /// The way out, if there is one to name.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(message: impl Into<String>, source: &Source, span: Span) -> Self {
        Self { place: Some((source.clone(), span)), ..Self::bare(Level::Error, message) }
    }

    /// A message about no place in particular.
    #[must_use]
    pub fn bare(level: Level, message: impl Into<String>) -> Self {
        Self { level, message: message.into(), place: None, label: String::new(), help: None }
    }

    /// The same as a warning.
    #[must_use]
    pub fn into_warning(mut self) -> Self {
        self.level = Level::Warning;
        self
    }

    /// With words beside the marked text.
    #[must_use]
    pub fn labelled(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With a way out.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// `file:line:column`, as far as it is known.
    #[must_use]
    pub fn location(&self) -> Option<String> {
        let (source, span) = self.place.as_ref()?;
        let at = source.position(span.start as usize);
        Some(format!("{}:{}:{}", source.name(), at.line, at.column))
    }
}

/// On one line: `file:line:column: message (help)`.
impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(location) = self.location() {
            write!(f, "{location}: ")?;
        }
        f.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(f, " ({help})"))
    }
}

/// The candidate that was probably meant: at most a third of its letters differ.
#[must_use]
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let close = |candidate: &&str| distance(word, candidate) <= 1 + word.chars().count() / 4;
    candidates.into_iter().filter(close).min_by_key(|candidate| distance(word, candidate))
}

/// How many letters must be inserted, removed or replaced.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        assert_eq!(nearest("conditon", ["condition", "error_message"]), Some("condition"));
        assert_eq!(nearest("xyz", ["condition"]), None);
        assert_eq!(nearest("", ["a"]), Some("a"));
    }
}
