//! Which files a module reads with functions, as far as its text tells without evaluation.

use crate::lang::{Body, Expr, Node, Part};

use super::folder::Folder;

/// Functions whose first argument is a path that is read.
const READERS: [&str; 11] = [
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha1",
    "filesha256",
    "filesha512",
    "templatefile",
];

/// Where a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// In the module's own folder.
    Module,
    /// In the root module's.
    Root,
}

/// A path that is read: everything that begins like this.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Where it begins.
    pub base: Base,
    /// Whole names of folders, and of the file where all of it is written out.
    pub beginning: String,
}

/// What a folder's expressions read.
pub(super) fn readings(folder: &Folder) -> Vec<Reading> {
    let mut found = Vec::new();
    let mut visit = |expr: &Expr| {
        let calls = expr.scoped_calls().into_iter();
        let reads = calls.filter(|(name, ..)| READERS.contains(&name.as_str()));
        found.extend(reads.filter_map(|(_, call, _)| call.args.first().map(reading)));
    };
    folder.locals.values().for_each(|local| visit(&local.item.expr));
    let blocks = folder.resources.values().chain(folder.calls.values()).chain(folder.outputs.values());
    let blocks = blocks.chain(folder.providers.values()).chain(&folder.others);
    blocks.for_each(|block| expressions(&block.item.body, &mut visit));
    found
}

fn expressions(body: &Body, visit: &mut dyn FnMut(&Expr)) {
    body.attributes.iter().for_each(|attribute| visit(&attribute.expr));
    body.blocks.iter().for_each(|block| expressions(&block.body, visit));
}

fn reading(path: &Expr) -> Reading {
    let (mut base, mut text, mut whole) = (Base::Root, String::new(), true);
    for (at, piece) in pieces(path).into_iter().enumerate() {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Base(own) if at == 0 => base = own,
            _ => {
                whole = false;
                break;
            }
        }
    }
    if !whole {
        text.truncate(text.rfind('/').unwrap_or(0));
    }
    Reading { base, beginning: text.trim_start_matches('/').to_owned() }
}

enum Piece<'e> {
    Text(&'e str),
    Base(Base),
    Other,
}

fn pieces(path: &Expr) -> Vec<Piece<'_>> {
    match &path.node {
        Node::Template(parts) => parts
            .iter()
            .flat_map(|part| match part {
                Part::Text(text) => vec![Piece::Text(text)],
                Part::Value(expr) => pieces(expr),
                Part::If { .. } | Part::For { .. } => vec![Piece::Other],
            })
            .collect(),
        Node::Literal(value) => vec![value.as_str().map_or(Piece::Other, Piece::Text)],
        Node::Member(root, member) if root.as_str() == "path" => vec![match member.as_str() {
            "module" => Piece::Base(Base::Module),
            _ => Piece::Base(Base::Root),
        }],
        _ => vec![Piece::Other],
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, Reading, reading};
    use crate::lang::parse_expression;
    use crate::text::Source;

    #[test]
    fn paths_are_known_as_far_as_they_are_written_out() {
        let of = |text: &str| reading(&parse_expression(&Source::new("x", text.to_owned())).unwrap());
        let reads = |base, beginning: &str| Reading { base, beginning: beginning.to_owned() };
        assert_eq!(of(r#""a/b.json""#), reads(Base::Root, "a/b.json"));
        assert_eq!(of(r#""${path.module}/a/b.json""#), reads(Base::Module, "a/b.json"));
        assert_eq!(of(r#""${path.module}/a/b-${var.x}.json""#), reads(Base::Module, "a"));
        assert_eq!(of(r#""${path.root}/../c""#), reads(Base::Root, "../c"));
        assert_eq!(of("path.module"), reads(Base::Module, ""));
        assert_eq!(of("var.path"), reads(Base::Root, ""));
    }
}
