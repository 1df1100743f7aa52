//! The document as the provider writes it: members in their order, two blanks a level; or in one line.

use crate::value::{Kind, Name, Value, to_json};

/// Members of the document and of a statement. Those of everything else are sorted.
const ORDER: &[&str] = &[
    "Version",
    "Id",
    "Statement",
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
];

/// How deep the members of statements stand: document, list, statement.
const STATEMENT_DEPTH: usize = 2;

/// On lines of their own; none where something is not known.
pub(super) fn pretty(document: &Value) -> Option<String> {
    let mut text = String::new();
    write(document, 0, true, &mut text)?;
    Some(text)
}

/// In one line.
pub(super) fn compact(document: &Value) -> Option<String> {
    let mut text = String::new();
    write(document, 0, false, &mut text)?;
    Some(text)
}

fn write(value: &Value, depth: usize, pretty: bool, out: &mut String) -> Option<()> {
    match (&value.kind, value.as_elements(), value.as_fields()) {
        (Kind::Unknown(_), ..) => return None,
        (_, Some(items), _) => {
            sequence(['[', ']'], items, depth, pretty, out, |item, out| write(item, depth + 1, pretty, out))?;
        }
        (.., Some(fields)) => {
            let mut members: Vec<&(Name, Value)> = fields.entries().iter().collect();
            if depth <= STATEMENT_DEPTH {
                members.sort_by_key(|(name, _)| ORDER.iter().position(|known| *known == name.as_str()));
            }
            sequence(['{', '}'], &members, depth, pretty, out, |(name, member), out| {
                out.push_str(&to_json(&Value::string(name))?);
                out.push_str(if pretty { ": " } else { ":" });
                write(member, depth + 1, pretty, out)
            })?;
        }
        _ => out.push_str(&to_json(value)?),
    }
    Some(())
}

fn sequence<T>(
    [open, close]: [char; 2],
    items: &[T],
    depth: usize,
    pretty: bool,
    out: &mut String,
    each: impl Fn(&T, &mut String) -> Option<()>,
) -> Option<()> {
    let line = |depth: usize, out: &mut String| {
        if pretty {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        }
    };
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at > 0 { "," } else { "" });
        line(depth + 1, out);
        each(item, out)?;
    }
    if !items.is_empty() {
        line(depth, out);
    }
    out.push(close);
    Some(())
}
