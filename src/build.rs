//! Embeds the rules and the tables of service defaults: a sorted table of `include_str!` each, so that a new file needs
//! no line of code.

#![allow(clippy::unnecessary_debug_formatting)] // What is written here are Rust literals.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("no manifest"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no out dir"))?);
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=data");
    fs::write(out.join("rules.rs"), rules(&root)?)?;
    fs::write(out.join("defaults.rs"), defaults(&root)?)
}

/// `(path below rules/, the resource types of its policies, its text)` of every rule.
fn rules(root: &Path) -> io::Result<String> {
    let mut code = String::from("static RULE_FILES: &[RuleFile] = &[\n");
    for path in files(&root.join("rules"), ".policy.hcl")? {
        let name = path.strip_prefix(root.join("rules")).unwrap_or(&path);
        let text = fs::read_to_string(&path)?;
        let (kinds, changes) = (kinds(&text, "resource_policy \""), kinds(&text, "change_policy \""));
        let on_source = text.contains("\nsource_policy \"");
        let _ = writeln!(
            code,
            "RuleFile {{ path: {name:?}, kinds: &{kinds:?}, on_source: {on_source}, changes: &{changes:?}, text: include_str!({path:?}) }},"
        );
    }
    code.push_str("];\n");
    Ok(code)
}

/// The types that a rule file's policies are about, so that a file is parsed only when one of them occurs.
fn kinds<'t>(text: &'t str, block: &str) -> Vec<&'t str> {
    let headers = text.lines().filter_map(|line| line.strip_prefix(block));
    let mut kinds: Vec<&str> = headers.filter_map(|rest| rest.split('"').next()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn defaults(root: &Path) -> io::Result<String> {
    let mut code = String::from("static DEFAULT_FILES: &[&str] = &[\n");
    for path in files(&root.join("data/defaults"), ".json")? {
        let _ = writeln!(code, "include_str!({path:?}),");
    }
    code.push_str("];\n");
    Ok(code)
}

fn files(folder: &Path, suffix: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(found) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, suffix)?);
        } else if path.to_string_lossy().ends_with(suffix) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
