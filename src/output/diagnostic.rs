//! What is wrong with a user's file: where, the line with a mark under the place, and the way out.

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;

use crate::check::Location;
use crate::text::escape::terminal;
use crate::text::{Diagnostic, Level, Source, Span};

use super::paint::Paint;
use super::words::lines;

/// A diagnostic in full, with a line break at its end.
#[must_use]
pub fn diagnostic(diagnostic: &Diagnostic, paint: Paint) -> String {
    let word = match diagnostic.level {
        Level::Error => paint.bad("error"),
        Level::Warning => paint.warning("warning"),
        Level::Note => paint.bold("note"),
    };
    let mut out = format!("{word}: {}\n", lines(&diagnostic.message).join("\n  "));
    if let Some((source, span)) = &diagnostic.place {
        out.push_str(&snippet(source, *span, &diagnostic.label, paint));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  {} {}", paint.bold("help:"), terminal(help));
    }
    out
}

/// Where the place of a diagnostic begins and ends.
pub(super) fn place(diagnostic: &Diagnostic) -> Option<Location> {
    let (source, span) = diagnostic.place.as_ref()?;
    let (start, end) = (source.position(span.start as usize), source.position(span.end as usize));
    Some(Location {
        file: source.name().to_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    })
}

/// The line that a span begins on, its place marked; of a file of values only the place.
fn snippet(source: &Source, span: Span, label: &str, paint: Paint) -> String {
    let at = source.position(span.start as usize);
    let line = source.text().lines().nth(at.line - 1).unwrap_or_default();
    let number = at.line.to_string();
    let margin = " ".repeat(number.len());
    let head =
        format!("  {margin}{} {}:{}:{}\n", paint.dim("╭▸"), terminal(source.name()), at.line, at.column);
    if source.is_hidden() {
        return head;
    }
    let (before, marked) = parts(line, at.column, source.slice(span));
    let label = if label.is_empty() { String::new() } else { format!(" {}", terminal(label)) };
    let mark = format!("{}{}", " ".repeat(before), paint.bad(&format!("{}{label}", "^".repeat(marked))));
    let bar = paint.dim("│");
    format!("{head}  {} {bar} {}\n  {margin} {bar} {mark}\n", paint.dim(&number), shown(line))
}

/// A line of a file as it is shown: tabs are four columns, whatever acts is named.
fn shown(line: &str) -> String {
    terminal(&line.replace('\t', "    ")).into_owned()
}

/// Columns before the mark and under it, as the line is shown.
fn parts(line: &str, column: usize, text: &str) -> (usize, usize) {
    let width = |text: &str| shown(text).graphemes(true).count();
    let before: String = line.graphemes(true).take(column - 1).collect();
    let rest = line.get(before.len()..).unwrap_or_default();
    let first = text.lines().next().unwrap_or_default();
    let marked = if rest.starts_with(first) { first } else { rest };
    (width(&before), width(marked.trim_end()).max(1))
}

#[cfg(test)]
mod tests {
    use super::{Paint, diagnostic};
    use crate::text::{Diagnostic, Source, Span};

    #[test]
    fn marks_the_place() {
        let source = Source::new("a.policy.hcl", "x = 1\n\ty = foo(1)\n".to_owned());
        let wrong = Diagnostic::error("no function `foo`", &source, Span::new(11..14))
            .with_help("did you mean `floor`?");
        assert_eq!(
            diagnostic(&wrong, Paint::PLAIN),
            "error: no function `foo`\n   ╭▸ a.policy.hcl:2:6\n  2 │     y = foo(1)\n    │         ^^^\n  help: did you mean `floor`?\n"
        );
    }
}
