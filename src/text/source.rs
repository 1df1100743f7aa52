//! A text with a name, and spans in it.

use std::sync::{Arc, OnceLock};

use unicode_segmentation::UnicodeSegmentation;

/// A range of bytes of one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From a range of bytes; beyond 4 GiB it stays at the end.
    #[must_use]
    pub fn new(range: std::ops::Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(range.start), end: clamp(range.end) }
    }

    /// As a range of bytes.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people count: both from 1, columns in grapheme clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

#[derive(Debug)]
struct Inner {
    name: String,
    text: String,
    lines: OnceLock<Vec<u32>>,
    hidden: bool,
}

/// A text and the name it is reported under. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Source(Arc<Inner>);

impl Source {
    /// A text under this name; a byte order mark is dropped.
    #[must_use]
    pub fn new(name: impl Into<String>, mut text: String) -> Self {
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self(Arc::new(Inner { name: name.into(), text, lines: OnceLock::new(), hidden: false }))
    }

    /// The same as a text that nobody quotes: it holds values, of which any may be a secret.
    #[must_use]
    pub fn hidden(&self) -> Self {
        let (name, text) = (self.name().to_owned(), self.text().to_owned());
        Self(Arc::new(Inner { name, text, lines: OnceLock::new(), hidden: true }))
    }

    /// Whether nobody quotes it.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.0.hidden
    }

    /// What it is reported under: a path, or `<stdin>`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.range()).unwrap_or_default()
    }

    /// How many lines there are; the index is made on first use.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// Whether all of it stands on one line, the line's end not counted.
    #[must_use]
    pub fn is_one_line(&self) -> bool {
        let count = self.line_count();
        count == 1 || (count == 2 && self.text().ends_with('\n'))
    }

    fn line_starts(&self) -> &[u32] {
        self.0.lines.get_or_init(|| {
            let after = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
            std::iter::once(0).chain(memchr::memchr_iter(b'\n', self.text().as_bytes()).map(after)).collect()
        })
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> LineColumn {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start as usize <= offset).max(1);
        let start = starts[line - 1] as usize;
        let end = offset.min(self.text().len());
        let before = self.text().get(start..end).unwrap_or_default();
        LineColumn { line, column: before.graphemes(true).count() + 1 }
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Source {}

#[cfg(test)]
mod tests {
    use super::{LineColumn, Source};

    #[test]
    fn positions_count_lines_and_graphemes() {
        let source = Source::new("x", "\u{feff}ab\ne\u{301}x\n".to_owned());
        let at = |offset| source.position(offset);
        assert_eq!(at(0), LineColumn { line: 1, column: 1 });
        assert_eq!(at(2), LineColumn { line: 1, column: 3 });
        assert_eq!(at(6), LineColumn { line: 2, column: 2 });
        assert_eq!(at(99), LineColumn { line: 3, column: 1 });
        assert_eq!(source.line_count(), 3);
    }
}
