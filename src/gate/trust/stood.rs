//! Where something stood that the source does not have any more, in the files of a commit.

use crate::lang::{Block, parse_source_file};
use crate::terraform::is_source;
use crate::text::Source;
use crate::value::{Address, Mode};

use super::super::base::{Base, Unread};

/// A place in a file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Its path from the repository's root.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// Where a commit has the block of a resource, by its root module's folder. Of a resource in a module from elsewhere it is
/// the call of that. None where the commit has neither.
///
/// # Errors
/// Where the commit cannot be read.
pub fn stood(base: &Base, root: &str, address: &Address) -> Result<Option<Stood>, Unread> {
    let mut folder = root.to_owned();
    for step in &address.module {
        let Some((call, source)) = find(base, &folder, &["module", &step.name])? else { return Ok(None) };
        match source.as_deref().map(|source| inside(&folder, source)) {
            Some(Some(inner)) => folder = inner,
            // From elsewhere, or from what nobody can tell: what stands here is the call.
            _ => return Ok(Some(call)),
        }
    }
    let kind = if address.mode == Mode::Data { "data" } else { "resource" };
    Ok(find(base, &folder, &[kind, &address.kind, &address.name])?.map(|(place, _)| place))
}

/// A block by its type and labels, with its literal `source` where it has one.
fn find(base: &Base, folder: &str, wanted: &[&str]) -> Result<Option<(Stood, Option<String>)>, Unread> {
    for path in base.files(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).trim_start_matches('/');
        if name.contains('/') || !is_source(name) {
            continue;
        }
        let Some(text) = base.text(&path)? else { continue };
        let source = Source::new(path.as_str(), text);
        let (body, _) = parse_source_file(&source);
        if let Some(block) = body.blocks.iter().find(|block| is_it(block, wanted)) {
            let line = source.position(block.header.start as usize).line;
            let from =
                block.body.attribute("source").and_then(|a| a.expr.as_literal()?.as_str().map(str::to_owned));
            return Ok(Some((Stood { file: path, line }, from)));
        }
    }
    Ok(None)
}

fn is_it(block: &Block, wanted: &[&str]) -> bool {
    let labels = block.labels.iter().map(|(label, _)| label.as_str());
    [block.kind.as_str()].into_iter().chain(labels).eq(wanted.iter().copied())
}

/// The folder of a module's local source, from the repository's root; none where it is not local or leads outside.
fn inside(folder: &str, source: &str) -> Option<String> {
    if !source.starts_with("./") && !source.starts_with("../") {
        return None;
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in source.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()?),
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn local_sources_lead_to_folders_of_the_repository() {
        let cases = [
            ("envs/prod", "../../modules/db", Some("modules/db")),
            ("", "./db//", Some("db")),
            ("a", "..", None),
            ("a", "../", Some("")),
            ("a", "../../b", None),
            ("a", "hashicorp/consul/aws", None),
        ];
        for (folder, source, expected) in cases {
            assert_eq!(inside(folder, source).as_deref(), expected, "{folder} {source}");
        }
    }
}
