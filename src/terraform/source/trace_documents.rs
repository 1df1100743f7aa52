//! Tracing into documents: statements of policies to the blocks of `aws_iam_policy_document` that they are made of, and
//! members of JSON to their lines in the text.

use crate::lang::{Block, Expr, Node, Part};
use crate::text::Span;
use crate::text::json::Reader;
use crate::value::{PathStep, Value};

use super::super::input::descend;
use super::super::policy_document;
use super::trace::{Passing, Trace, Walk};

/// Arguments of a `statement` block by the members of the document that they become.
const ARGUMENTS: [(&str, &str); 6] = [
    ("Sid", "sid"),
    ("Effect", "effect"),
    ("Action", "actions"),
    ("NotAction", "not_actions"),
    ("Resource", "resources"),
    ("NotResource", "not_resources"),
];

impl<'w> Walk<'w> {
    /// A part of the document that a data source makes of its arguments: from inside of the instance that makes it.
    pub(super) fn document(&self, block: &'w Block, planned: &Value, path: &[PathStep]) -> Option<Trace> {
        let (PathStep::Name(member), rest) = path.split_first()? else { return None };
        let (PathStep::Index(at), rest) = rest.split_first()? else { return None };
        if member.as_str() != "Statement" {
            return None;
        }
        let (written, said) = policy_document::statements(planned.as_fields()?)?.into_iter().nth(*at)?;
        if let ("statement", Some(attribute)) = (written.argument, block.body.attribute("statement")) {
            let inside = in_block(rest);
            let inside: Vec<PathStep> =
                std::iter::once(PathStep::Index(written.statement)).chain(inside).collect();
            return Some(self.argument(attribute, None, &inside));
        }
        if written.argument == "statement" {
            let blocks = self.nested(&block.body, "statement".into());
            let (inner, walk) = blocks.get(written.statement)?;
            return Some(walk.statement(inner, &said, rest));
        }
        let source = block.body.attribute(written.argument)?;
        let document = written.document.map(PathStep::Index).into_iter();
        let inside = document.chain([PathStep::Name("Statement".into()), PathStep::Index(written.statement)]);
        let inside: Vec<PathStep> = inside.chain(rest.iter().copied()).collect();
        Some(self.in_file(source.from.as_ref()).expr(&source.expr, &inside))
    }

    /// A member of a statement, in the block that says it.
    fn statement(&self, block: &'w Block, said: &Value, path: &[PathStep]) -> Trace {
        let whole = || vec![self.place(Passing::Missing, block.header)];
        let Some((PathStep::Name(member), rest)) = path.split_first() else { return whole() };
        let said = said.as_fields().and_then(|fields| fields.get(*member));
        if let Some((_, argument)) = ARGUMENTS.iter().find(|(name, _)| *name == member.as_str()) {
            return self.listed(block, argument, said, rest);
        }
        let nested = match (member.as_str(), rest) {
            ("Principal", _) => self.of_type(block, "principals", rest),
            ("NotPrincipal", _) => self.of_type(block, "not_principals", rest),
            ("Condition", [PathStep::Name(test), PathStep::Name(variable), rest @ ..]) => {
                let wanted = [("test", test.as_str()), ("variable", variable.as_str())];
                self.saying(block, "condition", &wanted).map(|found| (found, "values", rest.to_vec()))
            }
            _ => None,
        };
        let Some(((inner, walk), argument, rest)) = nested else { return whole() };
        let said = said.and_then(|said| part(said, &path[1..path.len() - rest.len()]));
        walk.listed(inner, argument, said, &rest)
    }

    /// The block that names principals of the type that a path goes through; everybody may be of any.
    fn of_type(
        &self,
        block: &'w Block,
        kind: &'static str,
        path: &[PathStep],
    ) -> Option<((&'w Block, Self), &'static str, Vec<PathStep>)> {
        let (wanted, rest) = match path.split_first() {
            Some((PathStep::Name(wanted), rest)) => (vec![("type", wanted.as_str())], rest.to_vec()),
            _ => (vec![], path.to_vec()),
        };
        Some((self.saying(block, kind, &wanted)?, "identifiers", rest))
    }

    /// The nested block of a kind whose arguments have these values.
    fn saying(&self, block: &'w Block, kind: &str, wanted: &[(&str, &str)]) -> Option<(&'w Block, Self)> {
        let says = |(block, walk): &(&'w Block, Self), (argument, text): &(&str, &str)| {
            let attribute = block.body.attribute(argument);
            attribute.and_then(|a| walk.value(&a.expr)).is_some_and(|value| value.as_str() == Some(*text))
        };
        let nested = self.nested(&block.body, kind.into());
        nested.into_iter().find(|block| wanted.iter().all(|one| says(block, one)))
    }

    /// An argument that holds a list, of which the document may say the only element alone.
    fn listed(&self, block: &'w Block, argument: &str, said: Option<&Value>, path: &[PathStep]) -> Trace {
        let Some(attribute) = block.body.attribute(argument) else {
            return vec![self.place(Passing::Missing, block.header)];
        };
        let alone = said.is_some_and(|said| said.as_elements().is_none());
        let count = || Some(self.value(&attribute.expr)?.as_elements()?.len());
        let path = match path {
            [] if alone && count() == Some(1) => &[PathStep::Index(0)],
            path => path,
        };
        self.argument(attribute, said, path)
    }

    /// A member of JSON that is written as text, between what is inserted into it.
    pub(super) fn json_text(&self, expr: &'w Expr, path: &[PathStep]) -> Option<Trace> {
        let inserted = match &expr.node {
            Node::Literal(_) => Vec::new(),
            Node::Template(parts) => inserted(parts)?,
            _ => return None,
        };
        let start = expr.span.start as usize;
        let raw = self.source().text().get(start..expr.span.end as usize)?;
        let (text, places) = filled(raw, start, &inserted)?;
        let mut at = json_begins(&text)?;
        for (done, step) in path.iter().enumerate() {
            if let Some((_, part)) = places.iter().find(|(place, _)| *place == at) {
                return Some(self.expr(part, &path[done..]));
            }
            let step = match step {
                PathStep::Name(name) => name.to_string(),
                PathStep::Index(at) => at.to_string(),
            };
            match descend(&text, at, &step).ok().flatten() {
                Some(deeper) => at = deeper,
                None if done == 0 => return None,
                None => break,
            }
        }
        if let Some((_, part)) = places.iter().find(|(place, _)| *place == at) {
            return Some(self.expr(part, &[]));
        }
        let length = Reader::at(&text, at).skip().ok()?.trim_start().len();
        Some(vec![self.place(Passing::Written, Span::new(start + at..start + at + length))])
    }
}

/// The argument of a `statement` block that says a member, where the block is written as JSON.
fn in_block(path: &[PathStep]) -> Vec<PathStep> {
    let Some(PathStep::Name(member)) = path.first() else { return Vec::new() };
    match ARGUMENTS.iter().find(|(name, _)| *name == member.as_str()) {
        Some((_, argument)) => vec![PathStep::Name((*argument).into())],
        None if member.as_str() == "Principal" => {
            vec![
                PathStep::Name("principals".into()),
                PathStep::Index(0),
                PathStep::Name("identifiers".into()),
            ]
        }
        None => Vec::new(),
    }
}

/// What is inserted into a template; none where more than that happens in it.
fn inserted(parts: &[Part]) -> Option<Vec<&Expr>> {
    let texts = parts.iter().filter(|part| matches!(part, Part::Text(_))).count();
    let values = parts.iter().filter_map(|part| match part {
        Part::Value(expr) => Some(expr),
        _ => None,
    });
    let values: Vec<&Expr> = values.collect();
    (texts + values.len() == parts.len()).then_some(values)
}

/// The text with digits for all that is inserted, which JSON has as a number or inside of a string; and where that is.
fn filled<'e>(raw: &str, start: usize, inserted: &[&'e Expr]) -> Option<(String, Vec<(usize, &'e Expr)>)> {
    let (mut text, mut places) = (raw.to_owned(), Vec::new());
    for expr in inserted {
        let from = raw.get(..(expr.span.start as usize).checked_sub(start)?)?.rfind("${")?;
        let end = (expr.span.end as usize).checked_sub(start)?;
        let to = end + raw.get(end..)?.find('}')? + 1;
        text.replace_range(from..to, &"1".repeat(to - from));
        places.push((from, *expr));
    }
    Some((text, places))
}

/// Where the JSON begins in a literal or a heredoc.
fn json_begins(text: &str) -> Option<usize> {
    let skipped = if text.starts_with("<<") { text.find('\n')? + 1 } else { 0 };
    text[skipped..].find(['{', '[']).map(|at| skipped + at)
}

fn part<'v>(value: &'v Value, path: &[PathStep]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        PathStep::Name(name) => value.as_fields()?.get(*name),
        PathStep::Index(at) => value.as_elements()?.get(*at),
    })
}
