//! Lines of CODEOWNERS that do nothing, and what was probably meant by them.

use std::collections::{BTreeMap, BTreeSet};

use crate::gate::{CodeOwners, Line, Pattern};
use crate::text::Diagnostic;

use super::lint::NAMED;

/// Lines that decide about no file: they match none, or later lines match all that they do.
pub(super) fn idle_lines(file: &CodeOwners, paths: &[String]) -> Vec<Diagnostic> {
    let mut deciding = BTreeSet::new();
    let mut over: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for path in paths {
        let Some((last, earlier)) = file.lines_for(path) else { continue };
        deciding.insert(last.number);
        for line in earlier {
            over.entry(line.number).or_default().insert(last.number);
        }
    }
    let idle = file.lines.iter().filter(|line| !deciding.contains(&line.number));
    idle.map(|line| {
        let said = |message: String| Diagnostic::error(message, &file.source, line.span).into_warning();
        match over.get(&line.number) {
            None => {
                let said = said(format!("`{}` matches no file", line.text));
                match hint(line, paths) {
                    Some(help) => said.with_help(help),
                    None => said,
                }
            }
            Some(later) => {
                let lines: Vec<String> = later.iter().take(NAMED).map(ToString::to_string).collect();
                said(format!(
                    "`{}` decides about no file: all that it matches is decided further down",
                    line.text
                ))
                .with_help(format!("the last line that matches counts; further down: {}", lines.join(", ")))
            }
        }
    })
    .collect()
}

/// What was probably meant by a pattern that matches nothing.
fn hint(line: &Line, paths: &[String]) -> Option<String> {
    let text = line.text.as_str();
    let found = |pattern: &str| {
        let pattern = Pattern::parse(pattern).ok()?;
        paths.iter().find(|path| pattern.matches(path))
    };
    if text.starts_with('@') {
        return Some(format!("a line begins with a pattern: `* {text}`"));
    }
    let plain = text.trim_start_matches("./").trim_start_matches('/').replace('\\', "/");
    let plain = format!("/{plain}");
    if found(&plain).is_some() {
        return Some(format!("write `{plain}`: paths begin at the repository's root, and `/` parts folders"));
    }
    if let Some(folder) =
        text.strip_suffix('*').filter(|folder| folder.ends_with('/') && found(folder).is_some())
    {
        return Some(format!("`*` stands for one name: `{folder}` matches what is in folders below too"));
    }
    let lower = Pattern::parse(&text.to_lowercase()).ok()?;
    let other = paths.iter().find(|path| lower.matches(&path.to_lowercase()))?;
    Some(format!("upper and lower case matter: there is {other}"))
}
