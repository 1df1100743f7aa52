//! Tracing into files that the source reads: to the line of a member, as far as JSON and the plain forms of YAML tell it.

use crate::text::Span;
use crate::value::PathStep;

use super::super::input::descend;
use super::trace::{Passing, Place, Trace, Walk};

impl Walk<'_> {
    /// A part of a file that is read: the line of the member that a path leads to, else of what is nearest to it.
    pub(super) fn file(&self, name: &str, path: &[PathStep]) -> Option<Trace> {
        let source = self.evaluation().file(name)?;
        let text = source.text();
        let begin = text.len() - text.trim_start().len();
        let start = match text[begin..].chars().next() {
            Some('{' | '[') => in_json(text, begin, path),
            _ => in_yaml(text, path),
        };
        let length = text[start..].lines().next().map_or(0, str::len);
        let span = Span::new(start..start + length);
        Some(vec![Place { what: Passing::Written, source, span }])
    }
}

fn in_json(text: &str, begin: usize, path: &[PathStep]) -> usize {
    let step = |at: usize, step: &PathStep| {
        let step = match step {
            PathStep::Name(name) => name.to_string(),
            PathStep::Index(at) => at.to_string(),
        };
        descend(text, at, &step).ok().flatten().ok_or(at)
    };
    path.iter().try_fold(begin, step).unwrap_or_else(|nearest| nearest)
}

/// A line of YAML: where its content begins, how far that is indented, and the content.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    indent: usize,
    content: &'t str,
}

/// Keys and dashes that begin a line; what is within one is on that line.
fn in_yaml(text: &str, path: &[PathStep]) -> usize {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        let is_content =
            !content.trim().is_empty() && !content.starts_with('#') && !content.starts_with("---");
        lines.extend(is_content.then_some(Line {
            start: start + indent,
            indent,
            content: content.trim_end(),
        }));
        start += line.len();
    }
    let mut found = lines.first().map_or(0, |line| line.start);
    let mut inside = &lines[..];
    let mut nested;
    for step in path {
        let Some(at) = child(inside, step) else { break };
        found = inside[at].start;
        let after = &inside[at + 1..];
        let indent = inside[at].indent;
        let is_within = |line: &&Line<'_>| {
            line.indent > indent
                || line.indent == indent && matches!(step, PathStep::Name(_)) && is_item(line)
        };
        nested = after.iter().take_while(is_within).copied().collect::<Vec<_>>();
        if let (PathStep::Index(_), Some(content)) = (step, inside[at].content.strip_prefix('-')) {
            let plain = content.trim_start();
            let by = 1 + content.len() - plain.len();
            let first = Line { start: inside[at].start + by, indent: indent + by, content: plain };
            nested.insert(0, first);
        }
        lines = nested;
        inside = &lines[..];
    }
    found
}

/// The line of a member among lines that are indented as the first of them, or more.
fn child(lines: &[Line<'_>], step: &PathStep) -> Option<usize> {
    let indent = lines.first()?.indent;
    let mut own = lines.iter().enumerate().filter(|(_, line)| line.indent == indent);
    match step {
        PathStep::Name(name) => {
            let is_it = |line: &Line<'_>| {
                line.content
                    .split_once(':')
                    .is_some_and(|(key, _)| key.trim_matches(['"', '\'', ' ']) == name.as_str())
            };
            own.find(|(_, line)| is_it(line)).map(|(at, _)| at)
        }
        PathStep::Index(wanted) => own.filter(|(_, line)| is_item(line)).nth(*wanted).map(|(at, _)| at),
    }
}

fn is_item(line: &Line<'_>) -> bool {
    line.content == "-" || line.content.starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::{in_json, in_yaml};
    use crate::value::PathStep;

    fn path(text: &str) -> Vec<PathStep> {
        let step = |step: &str| step.parse().map_or_else(|_| PathStep::Name(step.into()), PathStep::Index);
        text.split('.').filter(|step| !step.is_empty()).map(step).collect()
    }

    #[test]
    fn members_are_found_in_the_plain_forms() {
        let text = "# sizes\n---\na:\n  b: 1\n\n  # c\n  \"c\":\n  - x: 2\n    y: 3\n  - z\n  d: { e: 4 }\nf:\n    - - 5\n";
        for (at, line) in [
            ("", "a:"),
            ("a", "a:"),
            ("a.b", "b: 1"),
            ("a.c.0.x", "x: 2"),
            ("a.c.0.y", "y: 3"),
            ("a.c.1", "- z"),
            ("a.d.e", "d: { e: 4 }"),
            ("a.none", "a:"),
            ("f.0.0", "- 5"),
            ("e", "a:"),
        ] {
            let found = in_yaml(text, &path(at));
            assert_eq!(text[found..].lines().next(), Some(line), "{at}");
        }
        let text = " {\"a\": [1,\n {\"b\": 2}]}";
        for (at, rest) in [("a.1.b", "2}]}"), ("a.5", "[1,"), ("", "{\"a\": [1,")] {
            assert_eq!(text[in_json(text, 1, &path(at))..].lines().next(), Some(rest), "{at}");
        }
    }
}
