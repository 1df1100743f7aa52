//! The walls of the house: which layer may import which, and what stands in no source file.
//!
//! Read from the sources themselves, not from what the compiler made of them, so that a finding names a line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test says what it expects by failing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// From the ground up: each layer imports only those before it.
const LAYERS: [&str; 9] = ["text", "value", "lang", "terraform", "policy", "check", "gate", "output", "cli"];

/// Longer than this no longer fits in one head.
const FILE_LINES: usize = 600;
/// A function of more lines than this does more than one thing.
const FUNCTION_LINES: usize = 60;

struct File {
    /// From the package's root.
    path: String,
    text: String,
}

impl File {
    /// Its lines before the first thing that only tests have (tests stand at the end), numbered from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = self.text.find("#[cfg(test)]\n").unwrap_or(self.text.len());
        self.text[..tests].lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    /// The layer that it belongs to; none for main.rs, lib.rs and build.rs.
    fn layer(&self) -> Option<usize> {
        let (folder, _) = self.path.strip_prefix("src/")?.split_once('/')?;
        LAYERS.iter().position(|layer| *layer == folder)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<File> {
    let entries =
        walkdir::WalkDir::new(root().join("src")).sort_by_file_name().into_iter().filter_map(Result::ok);
    let paths =
        entries.map(walkdir::DirEntry::into_path).filter(|p| p.extension().is_some_and(|e| e == "rs"));
    paths.map(|path| File { path: relative(&path), text: std::fs::read_to_string(&path).unwrap() }).collect()
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

fn without_comment(line: &str) -> &str {
    let code = line.trim_start();
    if code.starts_with("//") { "" } else { code.split(" // ").next().unwrap_or_default() }
}

/// The modules that a line imports by `crate::`, groups (`crate::{a::B, c}`) included.
fn imports(line: &str) -> Vec<&str> {
    let after = |(at, found): (usize, &str)| &line[at + found.len()..];
    line.match_indices("crate::")
        .map(after)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(group) => group.split([',', '}']).map(|item| name(item.trim())).collect(),
            None => vec![name(rest)],
        })
        .collect()
}

fn name(path: &str) -> &str {
    path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn imports_go_only_downwards() {
    let mut found = Vec::new();
    for file in sources() {
        let Some(own) = file.layer() else { continue };
        for (number, line) in file.text.lines().enumerate() {
            let upward = imports(without_comment(line))
                .into_iter()
                .filter(|to| LAYERS.iter().position(|l| l == to).is_some_and(|to| to > own));
            found.extend(
                upward.map(|to| format!("{}:{}: {} imports {to}", file.path, number + 1, LAYERS[own])),
            );
        }
    }
    assert_none(&found);
}

#[test]
fn every_folder_is_a_layer() {
    let folders = std::fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.is_dir());
    let strange: Vec<String> = folders
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .filter(|name| !LAYERS.contains(&name.as_str()))
        .collect();
    assert_none(&strange);
}

#[test]
fn only_those_who_talk_to_people_print() {
    let talkers = ["output", "cli"].map(|name| LAYERS.iter().position(|layer| *layer == name));
    let signs = ["println!(", "print!(", "eprintln!(", "eprint!(", "dbg!("];
    let silent =
        sources().into_iter().filter(|file| file.layer().is_some() && !talkers.contains(&file.layer()));
    assert_none(&lines_with(silent, &signs));
}

#[test]
fn nothing_ends_the_process_half_way() {
    let signs = [".unwrap()", ".expect(\"", "panic!(", "todo!(", "unimplemented!(", "process::exit("];
    assert_none(&lines_with(sources().into_iter().filter(|file| file.path != "src/build.rs"), &signs));
}

fn lines_with(files: impl Iterator<Item = File>, signs: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.lines() {
            if signs.iter().any(|sign| without_comment(line).contains(sign)) {
                found.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    found
}

#[test]
fn files_fit_in_one_head() {
    let length = |file: &File| file.lines().count();
    let long = sources().into_iter().filter(|file| length(file) > FILE_LINES);
    assert_none(&long.map(|file| format!("{}: {} lines", file.path, length(&file))).collect::<Vec<_>>());
}

#[test]
fn functions_are_short() {
    let mut found = Vec::new();
    for file in sources() {
        found.extend(
            functions(&file)
                .into_iter()
                .filter(|f| f.2 > FUNCTION_LINES)
                .map(|(number, name, lines)| format!("{}:{number}: {name} has {lines} lines", file.path)),
        );
    }
    assert_none(&found);
}

/// Line, name and length of each function: from `fn` to the closing brace in the same column.
fn functions(file: &File) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = without_comment(line);
        let Some(start) = code.find("fn ").filter(|at| code[..*at].split_whitespace().all(is_modifier))
        else {
            continue;
        };
        let indent = &line[..line.len() - line.trim_start().len()];
        let closing = format!("{indent}}}");
        let Some(length) = lines[at..].iter().position(|l| *l == closing) else { continue };
        // A signature that ends in `;` has no body, and one that ends in `}` is one line.
        if !code.ends_with([';', '}']) {
            found.push((at + 1, name(&code[start + 3..]).to_owned(), length + 1));
        }
    }
    found
}

fn is_modifier(word: &str) -> bool {
    word.starts_with("pub") || ["const", "async", "unsafe", "extern"].contains(&word) || word.ends_with(')')
}

#[test]
fn most_functions_are_very_short() {
    let mut lengths: Vec<usize> = sources().iter().flat_map(functions).map(|f| f.2).collect();
    lengths.sort_unstable();
    let of = |share: usize| lengths[lengths.len() * share / 100];
    assert!(of(90) <= 30, "nine in ten functions have at most {} lines", of(90));
}

#[test]
fn every_module_says_what_lives_there() {
    let mute = sources().into_iter().filter(|file| !file.text.starts_with("//!"));
    assert_none(&mute.map(|file| file.path).collect::<Vec<_>>());
}

/// What is committed works on any machine: no file speaks of a folder of the one it was written on.
#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let mut found = Vec::new();
    for path in committed() {
        let Ok(text) = std::fs::read_to_string(root().join(&path)) else { continue };
        for (number, line) in text.lines().enumerate() {
            if machine_paths().iter().any(|sign| line.contains(sign.as_str())) {
                found.push(format!(
                    "{}:{}: {}",
                    path.display(),
                    number + 1,
                    line.trim().chars().take(120).collect::<String>()
                ));
            }
        }
    }
    assert_none(&found);
}

/// Put together here, so that this file does not find itself.
fn machine_paths() -> Vec<String> {
    ["work", "root", "tmp", "home"]
        .iter()
        .flat_map(|folder| {
            ["\"", "'", " ", "=", "("].map(|before| {
                let mut sign = String::new();
                write!(sign, "{before}/{folder}/").unwrap();
                sign
            })
        })
        .collect()
}

/// What git has, or everything outside the build's folder where there is no git.
fn committed() -> Vec<PathBuf> {
    let listed = std::process::Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    match listed {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout)
            .split('\0')
            .filter(|p| !p.is_empty())
            .map(PathBuf::from)
            .collect(),
        _ => {
            let inside = |e: &walkdir::DirEntry| e.file_name() != "target" && e.file_name() != ".git";
            let entries =
                walkdir::WalkDir::new(root()).into_iter().filter_entry(inside).filter_map(Result::ok);
            entries.filter(|e| e.file_type().is_file()).map(|e| relative(e.path()).into()).collect()
        }
    }
}

#[test]
fn imports_are_read_in_all_their_forms() {
    assert_eq!(imports("use crate::{text::Span, value::{Name, Value}};"), ["text", "value", "Value", "", ""]);
    assert_eq!(imports("    crate::output::words::say(crate::text::x)"), ["output", "text"]);
}
