//! The blocks of the source as entries of a graph of their own: each folder once, however often it is called, and
//! nothing of modules that come from elsewhere.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::{Block, Expr, Node};
use crate::text::{Source, Span};
use crate::value::{Address, Marks, Mode, Name, Origin, Reason, Unknown, Value};

use super::super::graph::{About, Action, Graph, Resource, Role};
use super::super::projection::{Projection, Wanted};
use super::Module;
use super::as_written::{Writing, labels, marks};
use super::folder::{Folder, is_fetched};
use super::scope::Here;
use super::uses::Uses;
use super::written::{self, Item, What};

/// What a `terraform` block may hold; where a file could not be read, nobody can say that it does not.
const SETTINGS: [&str; 4] = ["required_version", "required_providers", "backend", "cloud"];

/// Blocks of source that policies about source judge.
#[derive(Debug, Default)]
pub struct WrittenBlocks {
    /// The blocks.
    pub graph: Graph,
    folders: Vec<(Arc<Folder>, String)>,
}

impl WrittenBlocks {
    /// The blocks of a root module and of the modules that it calls by path, as far as somebody asks for them, without
    /// those of modules that have been judged already.
    pub(super) fn of(module: &Module, projection: &Projection, judged: &HashSet<PathBuf>) -> Self {
        let mut blocks = Self::default();
        let (mut resources, mut about) = (Vec::new(), BTreeMap::new());
        let root = &module.root.folder;
        let mut folders = module.evaluation.loader.folders();
        folders.retain(|f| f.path != root.path && !is_fetched(&f.path) && !judged.contains(&f.path));
        folders.insert(0, root.clone());
        for folder in folders {
            let reader = FolderReader::new(module, &folder);
            for item in written::items(&folder) {
                if let Some(wanted) = projection.of(Projection::block(item.kind)) {
                    let number = u32::try_from(resources.len()).unwrap_or(u32::MAX);
                    about.insert(number, About { role: Role::Source, meta: reader.meta(&item) });
                    resources.push(reader.entry(&item, &wanted, number));
                }
            }
            let suffix = reader.suffix();
            blocks.folders.push((folder, suffix));
        }
        blocks.graph = Graph::with(resources, about);
        blocks
    }

    /// The folders that they stand in.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().map(|(folder, _)| folder.path.as_path())
    }

    /// Where each of these is written: of the attributes of a block the first that is, else where the block begins.
    /// Paths are as blame gives them.
    #[must_use]
    pub fn places(&self, asked: &[(Name, &[String])]) -> Vec<Option<(Source, Span)>> {
        let mut found = vec![None; asked.len()];
        for (folder, suffix) in &self.folders {
            let own: Vec<(usize, &str, &[String])> = (0..)
                .zip(asked)
                .filter_map(|(at, (id, paths))| {
                    Some((at, id.as_str().strip_suffix(suffix.as_str())?, *paths))
                })
                .collect();
            if own.is_empty() {
                continue;
            }
            let items = written::items(folder);
            let by_id: HashMap<&str, &Item<'_>> = items.iter().map(|item| (item.id.as_str(), item)).collect();
            for (at, id, paths) in own {
                if let Some(item) = by_id.get(id) {
                    found[at] = Some(item.place(paths));
                }
            }
        }
        found
    }
}

/// Makes entries of the blocks of one folder.
struct FolderReader<'f> {
    folder: &'f Folder,
    writing: Writing<'f>,
    /// `.` for the root module; another folder's path from the top of the repository.
    path: String,
    /// Whether it is applied on its own.
    is_root: bool,
    uses: OnceCell<Uses>,
}

impl<'f> FolderReader<'f> {
    fn new(module: &'f Module, folder: &'f Folder) -> Self {
        let evaluation = &module.evaluation;
        let root = &module.root.folder;
        let own = root.path == folder.path;
        let here = Here::new(evaluation, module.root.clone());
        let path = if own { ".".to_owned() } else { relative(&evaluation.boundary, &folder.path) };
        let from_root = relative(&root.path, &folder.path);
        let writing = Writing {
            folder,
            root: own.then(|| here.clone()),
            outside: here,
            path: from_root,
            open: RefCell::default(),
            told: RefCell::default(),
        };
        Self { folder, writing, path, is_root: own && is_applied(folder), uses: OnceCell::new() }
    }

    /// What the ids of blocks end in, so that those of two folders are two.
    fn suffix(&self) -> String {
        if self.path == "." { String::new() } else { format!(" ({})", self.path) }
    }

    fn entry(&self, item: &Item<'_>, wanted: &Wanted, number: u32) -> Resource {
        let id = Name::new(&format!("{}{}", item.id, self.suffix()));
        let (module, mode) = (Vec::new(), Mode::Managed);
        let address = Address { module, mode, kind: item.kind, name: item.name, key: None };
        let after = self.attributes(item, wanted).read_from(Origin(number.saturating_add(1)));
        Resource { after, ..Resource::bare(address, id, Name::new(""), Action::NoOp) }
    }

    fn attributes(&self, item: &Item<'_>, wanted: &Wanted) -> Value {
        let block = match &item.what {
            What::Block(block) => block,
            What::Local(local) => {
                return Value::block(vec![("value".into(), self.writing.value(&local.expr, &item.source))]);
            }
        };
        let mut entries = self.writing.body(block, &item.source, &|name| wanted.has(name));
        if item.kind.as_str() == "terraform" && !self.folder.unread.is_empty() {
            let missing =
                SETTINGS.into_iter().filter(|name| entries.iter().all(|own| own.0.as_str() != *name));
            let missing: Vec<_> = missing.map(|name| (Name::new(name), unread())).collect();
            entries.extend(missing);
        }
        let secret = marks(block);
        let shown = |(name, value): (Name, Value)| match name.as_str() {
            "default" | "value" if secret != Marks::NONE => (name, value.marked(secret)),
            _ => (name, value),
        };
        Value::block(entries.into_iter().map(shown).collect())
    }

    fn meta(&self, item: &Item<'_>) -> Vec<(Name, Value)> {
        let source = &item.source;
        let line = source.position(item.header().start as usize).line;
        let mut meta: Vec<(Name, Value)> = vec![
            ("type".into(), Value::string(&item.kind)),
            ("name".into(), Value::string(&item.name)),
            ("labels".into(), labels(item.labels.iter().copied())),
            ("file".into(), Value::string(source.name())),
            ("line".into(), line.into()),
            ("module_path".into(), Value::string(&self.path)),
            ("is_root".into(), self.is_root.into()),
        ];
        meta.extend(self.references(item).map(|count| ("references".into(), count)));
        if item.kind.as_str() == "terraform" {
            meta.push(("providers".into(), self.providers()));
        }
        meta
    }

    /// How often the folder's expressions read what a block declares; none of blocks that nothing reads by name. A file
    /// that could not be read may read it.
    fn references(&self, item: &Item<'_>) -> Option<Value> {
        let uses = || self.uses.get_or_init(|| Uses::of(self.folder));
        let resource = |mode| Some(uses().of_resource((mode, *item.labels.first()?, item.name)));
        let count = match item.kind.as_str() {
            "variable" => uses().count("var", item.name),
            "locals" => uses().count("local", item.name),
            "module" => uses().count("module", item.name),
            "resource" => resource(Mode::Managed)?,
            "data" => resource(Mode::Data)?,
            _ => return None,
        };
        Some(if count == 0 && !self.folder.unread.is_empty() { unread() } else { count.into() })
    }

    /// Local names of the providers that the folder's own blocks use, sorted.
    fn providers(&self) -> Value {
        let resources = self.folder.resources.iter().map(|((_, kind, _), block)| used(*kind, &block.item));
        let names: BTreeSet<&str> =
            resources.chain(self.folder.providers.keys().map(|(name, _)| name.as_str())).collect();
        let names = names.into_iter().filter(|name| *name != "terraform");
        labels(names.map(Name::new))
    }
}

/// It may stand in a file that could not be read.
fn unread() -> Value {
    Unknown { reason: Reason::NotRecorded, ..Unknown::anything() }.into()
}

/// The local name of the provider of a resource.
fn used(kind: Name, block: &Block) -> &'static str {
    let named = |expr: &Expr| match &expr.node {
        Node::Root(name) | Node::Member(name, _) => Some(name.as_str()),
        Node::Literal(text) => Some(Name::new(text.as_str()?.split('.').next()?).as_str()),
        _ => None,
    };
    let written = block.body.attribute("provider").and_then(|a| named(&a.expr));
    written.or_else(|| kind.as_str().split('_').next()).unwrap_or_default()
}

/// Whether a folder is applied on its own rather than called: it has a backend, a provider's configuration or a lock
/// file.
fn is_applied(folder: &Folder) -> bool {
    let settings = folder.others.iter().filter(|block| block.item.kind.as_str() == "terraform");
    let mut nested = settings.flat_map(|block| &block.item.body.blocks);
    nested.any(|block| matches!(block.kind.as_str(), "backend" | "cloud"))
        || !folder.providers.is_empty()
        || folder.path.join(".terraform.lock.hcl").is_file()
}

/// A folder's path from another, both without links.
fn relative(from: &Path, to: &Path) -> String {
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| "..".to_owned());
    let down = to.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}
