//! The stacks of `tests/fixtures/stacks`: sources as teams write them, each with the plan that terraform made of it.
#![allow(dead_code, reason = "each test uses a part")]

use std::path::{Path, PathBuf};

use sekisho::terraform::{Account, SourceOptions, VariableFlag};
use sekisho::text::{Source, Span};

/// Begins a comment that names the rules that find something on its line.
const MARK: &str = "# expect: ";

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/stacks")
}

/// Their folders, in order.
pub fn stacks() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

pub fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// A file's text; what is no text is read as far as it is.
pub fn text(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()
}

/// The rules that a line's mark names; in JSON the mark is a string, and ends with it.
pub fn marked(line: &str) -> Vec<String> {
    let rules = line.split_once(MARK).map_or("", |(_, rest)| rest.split('"').next().unwrap());
    rules.split_whitespace().map(str::to_owned).collect()
}

/// What the stack's plan was made with beside its sources.
pub fn options(stack: &Path) -> SourceOptions {
    let mut options = SourceOptions::default();
    let text = std::fs::read_to_string(stack.join("options")).unwrap_or_default();
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("-var-file=") {
            options.variables.push(VariableFlag::File(stack.join(path)));
        } else if let Some((name, value)) = line.strip_prefix("-var=").and_then(|rest| rest.split_once('=')) {
            options.variables.push(VariableFlag::Value(name.to_owned(), value.to_owned()));
        } else if let Some(id) = line.strip_prefix("# account=") {
            let (id, name) = (id.to_owned(), "mock".to_owned());
            let source = Source::new("options", text.clone());
            options.deployment.account = Some(Account { id, name, source, span: Span::new(0..0) });
        } else if let Some((name, value)) = line.split_once('=') {
            options.environment.insert(name.to_owned(), value.to_owned());
        }
    }
    options
}
