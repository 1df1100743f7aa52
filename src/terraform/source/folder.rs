//! One folder of source: its files, parsed, and what they declare, with overrides merged.
//!
//! A file that does not parse is said, and what could be read of it counts; the rest of the folder goes on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::lang::{Block, Body, parse_source_file};
use crate::text::{Diagnostic, Level, Source};
use crate::value::{Mode, Name};

use super::overrides;
use super::references;
use super::variables::Variable;

/// How the names of source files end.
pub(super) const ENDINGS: [&str; 4] = [".tf", ".tf.json", ".tofu", ".tofu.json"];

/// What tells the files that `OpenTofu` alone reads.
const TOFU: &str = ".tofu";

/// Something that a file declares, with the file.
#[derive(Clone, Debug)]
pub(super) struct Declared<T> {
    /// The file.
    pub source: Source,
    /// What it declares.
    pub item: T,
}

/// Declarations of one kind, by name.
pub(super) type Table<T> = BTreeMap<Name, Declared<T>>;

/// Managed or data, type and name of a resource block.
pub(super) type ResourceKey = (Mode, Name, Name);

/// Everything that the files of a folder declare.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Its path, links resolved.
    pub path: PathBuf,
    pub variables: BTreeMap<Name, Variable>,
    pub locals: Table<crate::lang::Attribute>,
    pub resources: BTreeMap<ResourceKey, Declared<Block>>,
    pub calls: Table<Block>,
    pub outputs: Table<Block>,
    /// By local name and alias.
    pub providers: BTreeMap<(Name, Option<Name>), Declared<Block>>,
    /// `terraform`, `moved`, `check` and whatever else there may be.
    pub others: Vec<Declared<Block>>,
    /// Its files, in the order in which they count.
    pub files: Vec<Source>,
    /// What is wrong with what its files declare.
    pub problems: Vec<Diagnostic>,
    /// Why files of it, or parts of them, could not be understood: what they declare or refer to is missing.
    pub unread: Vec<Diagnostic>,
}

impl Folder {
    /// Reads a folder; its files are reported under `shown`, the folder's path as the user knows it.
    pub fn read(path: &Path, shown: &str) -> Result<Self, Vec<Diagnostic>> {
        let listed = Listed::of(path, shown)?;
        let parsed = listed.files.iter().map(|file| parse(file, shown)).collect();
        Ok(Self::of(path, listed, parsed))
    }

    /// A folder of these files, in lexical order.
    pub fn of(path: &Path, listed: Listed, files: Vec<Parsed>) -> Self {
        let problems = listed.of_two_tools.into_iter().collect();
        let mut folder = Self { path: path.to_owned(), problems, ..Self::default() };
        let (overriding, own): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.overrides);
        for file in own {
            folder.take(file, Self::add);
        }
        for file in overriding {
            folder.take(file, overrides::merge);
        }
        folder.finish();
        folder
    }

    fn take(&mut self, file: Parsed, add: fn(&mut Self, Body, &Source)) {
        self.unread.extend(file.problems);
        let Some((body, source)) = file.body else { return };
        add(self, body, &source);
        self.files.push(source);
    }

    /// Adds the declarations of one file. The first of two of the same name stands; the second is said.
    fn add(&mut self, body: Body, source: &Source) {
        for block in body.blocks {
            if block.kind.as_str() == "locals" {
                for local in block.body.attributes {
                    let (name, span) = (local.name, local.name_span);
                    if let Some(first) = self.locals.get(&name) {
                        let first = at(&first.source, first.item.name_span.start);
                        self.twice(&format!("local value `{name}`"), &first, source, span);
                    } else {
                        self.locals.insert(name, declared(source, local));
                    }
                }
                continue;
            }
            let (header, what) = (block.header, describe(&block));
            if let Some(first) = self.insert(declared(source, block)) {
                self.twice(&what, &first, source, header);
            }
        }
    }

    fn twice(&mut self, what: &str, first: &str, source: &Source, span: crate::text::Span) {
        let message = format!("{what} is declared twice; the first is at {first}");
        self.problems.push(Diagnostic::error(message, source, span));
    }

    /// Keeps a block; where one of its name is there already, says where.
    fn insert(&mut self, block: Declared<Block>) -> Option<String> {
        let place = |first: &Declared<Block>| at(&first.source, first.item.header.start);
        let labels: Vec<Name> = block.item.labels.iter().map(|label| label.0).collect();
        match (block.item.kind.as_str(), &labels[..]) {
            ("resource", [kind, name]) => {
                keep(&mut self.resources, (Mode::Managed, *kind, *name), block, place)
            }
            ("data", [kind, name]) => keep(&mut self.resources, (Mode::Data, *kind, *name), block, place),
            ("module", [name]) => keep(&mut self.calls, *name, block, place),
            ("output", [name]) => keep(&mut self.outputs, *name, block, place),
            ("provider", [name]) => {
                let key = (*name, overrides::alias_of(&block.item));
                keep(&mut self.providers, key, block, place)
            }
            ("variable", [name]) => {
                let place = |first: &Variable| at(&first.block.source, first.block.item.header.start);
                keep(&mut self.variables, *name, Variable::new(block), place)
            }
            _ => {
                self.others.push(block);
                None
            }
        }
    }

    /// When all files are in: what variables say is read, and references are put into the form that is evaluated.
    fn finish(&mut self) {
        for variable in self.variables.values_mut() {
            self.problems.extend(variable.read());
        }
        self.problems.extend(references::check(self));
        references::prepare(self);
    }
}

fn keep<K: Ord, T>(
    table: &mut BTreeMap<K, T>,
    key: K,
    item: T,
    place: impl Fn(&T) -> String,
) -> Option<String> {
    if let Some(first) = table.get(&key) {
        return Some(place(first));
    }
    table.insert(key, item);
    None
}

/// `resource "aws_s3_bucket" "b"`
pub(super) fn describe(block: &Block) -> String {
    block.labels.iter().fold(format!("`{}", block.kind), |text, label| format!("{text} \"{}\"", label.0))
        + "`"
}

fn at(source: &Source, offset: u32) -> String {
    let place = source.position(offset as usize);
    format!("{}:{}", source.name(), place.line)
}

pub(super) fn declared<T>(source: &Source, item: T) -> Declared<T> {
    Declared { source: source.clone(), item }
}

/// One file, as far as it could be read.
pub(super) struct Parsed {
    overrides: bool,
    body: Option<(Body, Source)>,
    problems: Vec<Diagnostic>,
}

/// Reads a file of a folder that is shown like this.
pub(super) fn parse(file: &Path, shown: &str) -> Parsed {
    let overrides = is_override(&file_name(file));
    let source = match read_source(file, shown) {
        Ok(source) => source,
        Err(problems) => return Parsed { overrides, body: None, problems },
    };
    let (body, problems) = parse_source_file(&source);
    Parsed { overrides, body: Some((body, source)), problems }
}

/// What is wrong with reading a path.
pub(super) fn unreadable(path: &str, error: &std::io::Error) -> Vec<Diagnostic> {
    vec![Diagnostic::bare(Level::Error, format!("{path}: {error}"))]
}

/// A file's text under the name that it has below the shown folder.
pub(super) fn read_source(file: &Path, shown: &str) -> Result<Source, Vec<Diagnostic>> {
    let name = match shown {
        "" | "." => file_name(file),
        folder => format!("{folder}/{}", file_name(file)),
    };
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(&name, &error))?;
    let source = Source::new(name, text);
    // What somebody links to may be anything on this machine.
    Ok(if file.is_symlink() { source.hidden() } else { source })
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The files of a folder whose names end like this, in lexical order; editors' leavings are no files of it.
pub(super) fn files_ending(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| unreadable(&folder.display().to_string(), &error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| {
        let name = file_name(path);
        let left_over =
            name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'));
        endings.iter().any(|ending| name.ends_with(ending)) && !left_over && path.is_file()
    });
    paths.sort();
    Ok(paths)
}

/// The source files of a folder.
pub(super) struct Listed {
    /// In lexical order.
    pub files: Vec<PathBuf>,
    /// Said where it depends on the tool which files count.
    of_two_tools: Option<Diagnostic>,
}

impl Listed {
    /// Lists a folder that is shown like this.
    pub fn of(folder: &Path, shown: &str) -> Result<Self, Vec<Diagnostic>> {
        let all = files_ending(folder, &ENDINGS)?;
        let files = without_hidden(all.clone());
        Ok(Self { of_two_tools: of_two_tools(&all, &files, shown), files })
    }
}

/// The source files of a folder, in lexical order.
fn source_files(folder: &Path) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    files_ending(folder, &ENDINGS).map(without_hidden)
}

/// A file of `OpenTofu` hides the one of Terraform with the same name.
fn without_hidden(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let tofu: Vec<String> =
        paths.iter().map(|path| file_name(path)).filter(|name| name.contains(TOFU)).collect();
    paths.retain(|path| {
        let name = file_name(path);
        !tofu.iter().any(|other| name == other.replace(TOFU, ".tf"))
    });
    paths
}

/// Of files for both tools nobody can tell which of them is used: what only one of them reads is said.
fn of_two_tools(all: &[PathBuf], read: &[PathBuf], shown: &str) -> Option<Diagnostic> {
    let names = |files: Vec<&PathBuf>| {
        let names: Vec<String> = files.into_iter().map(|path| format!("`{}`", file_name(path))).collect();
        names.join(", ")
    };
    let (tofu, terraform): (Vec<&PathBuf>, Vec<&PathBuf>) =
        all.iter().partition(|path| file_name(path).contains(TOFU));
    if tofu.is_empty() || terraform.is_empty() {
        return None;
    }
    let hidden: Vec<&PathBuf> = terraform.into_iter().filter(|path| !read.contains(path)).collect();
    let hidden = if hidden.is_empty() { String::new() } else { format!(", but {}", names(hidden)) };
    let message =
        format!("{shown}: checked as OpenTofu reads it: Terraform does not read {}{hidden}", names(tofu));
    Some(Diagnostic::bare(Level::Warning, message))
}

/// Whether a path is of a module that was fetched, and not of this repository: those stand below `.terraform`.
#[must_use]
pub fn is_fetched(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == ".terraform")
}

/// Whether a file of this name may be source.
#[must_use]
pub fn is_source(name: &str) -> bool {
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether a folder holds Terraform source.
#[must_use]
pub fn holds_source(folder: &Path) -> bool {
    source_files(folder).is_ok_and(|files| !files.is_empty())
}

fn is_override(name: &str) -> bool {
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    stem.is_some_and(|stem| stem == "override" || stem.ends_with("_override"))
}
