//! Reads `.sekisho.hcl`: everything that is wrong with it at once, each at its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::{Attribute, Block, Expr, Node, parse_file_whole};
use crate::policy::constant;
use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::Value;

use super::conflicts::conflicts;
use super::kind::{Kind, texts};
use super::settings::{BLOCKS, Block as Row, Holds, SETTINGS, Setting};

/// The setting that says what folder a block is about whose label is a name.
const FOLDER: &str = "folder";

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Said {
    /// The value.
    pub value: Value,
    /// The name.
    pub span: Span,
    /// The value as it is written.
    pub expr: Expr,
}

/// A block with a label.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// Its type.
    pub block: &'static str,
    /// What it is about.
    pub label: String,
    /// Where the label stands.
    pub span: Span,
    /// Settings by name.
    pub settings: BTreeMap<&'static str, Said>,
}

impl Labelled {
    /// A setting that is a text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.settings.get(name)?.value.as_str()
    }
}

impl Said {
    /// The texts of a list, each with its place.
    #[must_use]
    pub fn elements(&self) -> Vec<(String, Span)> {
        let texts = texts(&self.value).unwrap_or_default();
        texts.into_iter().enumerate().map(|(at, text)| (text, element(&self.expr, at))).collect()
    }
}

/// What a file says.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// Settings by key (`gate.teams`).
    pub settings: BTreeMap<String, Said>,
    /// Blocks with labels, in their order.
    pub labelled: Vec<Labelled>,
    /// Values by the user's own names, by block.
    pub names: BTreeMap<&'static str, BTreeMap<String, Said>>,
}

/// Reads a text. Its paths may climb so many folders.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(source: &Source, up: usize) -> Result<Document, Vec<Diagnostic>> {
    let (body, problems) = parse_file_whole(source);
    let document = Document {
        source: source.clone(),
        settings: BTreeMap::new(),
        labelled: Vec::new(),
        names: BTreeMap::new(),
    };
    let mut reader = Reader { document, problems, up, seen: BTreeMap::new() };
    body.attributes.iter().for_each(|attribute| reader.stray(attribute));
    body.blocks.iter().for_each(|block| reader.block(block));
    for (message, span, help) in conflicts(&reader.document) {
        reader.problem(message, span, Some(help));
    }
    reader.problems.sort_by_key(|problem| problem.place.as_ref().map(|(_, span)| span.start));
    if reader.problems.is_empty() { Ok(reader.document) } else { Err(reader.problems) }
}

struct Reader {
    document: Document,
    problems: Vec<Diagnostic>,
    up: usize,
    /// Blocks by type and label.
    seen: BTreeMap<(&'static str, String), Span>,
}

impl Reader {
    fn problem(&mut self, message: String, span: Span, help: Option<String>) {
        let mut problem = Diagnostic::error(message, &self.document.source, span);
        problem.help = help;
        self.problems.push(problem);
    }

    /// A setting outside of any block.
    fn stray(&mut self, attribute: &Attribute) {
        let name = attribute.name.as_str();
        if let Some(row) = Row::named(name) {
            let help = Some(row.form());
            return self.problem(format!("`{name}` is a block, without `=`"), attribute.name_span, help);
        }
        let home = SETTINGS.iter().find(|setting| setting.name == name);
        let home = home.and_then(|setting| Row::named(setting.block));
        let help = home.map(|row| format!("it stands in a block: {}", row.form()));
        self.problem(format!("`{name}` stands outside of any block"), attribute.name_span, help);
    }

    fn block(&mut self, block: &Block) {
        let kind = block.kind.as_str();
        let Some(row) = Row::named(kind) else {
            let names = || BLOCKS.iter().map(|row| row.name);
            let near = nearest(kind, names()).map(|near| format!("did you mean `{near}`?"));
            let help =
                near.unwrap_or_else(|| format!("blocks are {}", names().collect::<Vec<_>>().join(", ")));
            return self.problem(format!("there is no block `{kind}`"), block.header, Some(help));
        };
        let wanted = usize::from(matches!(row.holds, Holds::Labelled(..)));
        if block.labels.len() != wanted {
            let labels = if wanted == 1 { "has one label" } else { "has no label" };
            return self.problem(format!("`{kind}` {labels}"), block.header, Some(row.form()));
        }
        for inner in &block.body.blocks {
            let help = row.settings().find(|setting| setting.name == inner.kind.as_str());
            let help = help.map(|setting| format!("write it with `=`: {} = …", setting.name));
            self.problem(format!("`{kind}` has no block `{}` in it", inner.kind), inner.header, help);
        }
        self.once(row, block);
        match row.holds {
            Holds::Settings => self.settings(row, block),
            Holds::Labelled(_, kind) => self.labelled(row, kind, block),
            Holds::Names(kind) => self.names(row, kind, block),
        }
    }

    /// A second block of a type, or with a label, that is there once.
    fn once(&mut self, row: &'static Row, block: &Block) {
        let label = block.labels.first().map_or("", |(label, _)| label.as_str());
        let label = label.trim_start_matches("./").trim_end_matches('/').to_owned();
        let title = if label.is_empty() { row.name.to_owned() } else { format!("{} \"{label}\"", row.name) };
        if let Some(first) = self.seen.insert((row.name, label), block.header) {
            let line = self.document.source.position(first.start as usize).line;
            let help = format!("the first stands in line {line}: put what they say together");
            self.problem(format!("there are two blocks `{title}`"), block.header, Some(help));
        }
    }

    fn settings(&mut self, row: &'static Row, block: &Block) {
        for attribute in &block.body.attributes {
            if let Some((setting, said)) = self.setting(row, attribute, self.up) {
                self.document.settings.insert(setting.key(), said);
            }
        }
    }

    fn labelled(&mut self, row: &'static Row, kind: Kind, block: &Block) {
        let Some((label, span)) = block.labels.first() else { return };
        // Where the folder is said, the label is its name.
        let folder = row
            .settings()
            .any(|setting| setting.name == FOLDER)
            .then(|| block.body.attribute(FOLDER))
            .flatten();
        let kind = if folder.is_some() { Kind::Name } else { kind };
        for fault in kind.faults(&Value::string(label), self.up) {
            self.problem(format!("`{} \"{label}\"` {}", row.name, fault.message), *span, fault.help);
        }
        // Paths in the block of a folder are from there.
        let said = folder.and_then(|folder| constant(&folder.expr).ok());
        let path = said.as_ref().and_then(Value::as_str).unwrap_or(label);
        let is_folder = matches!(kind, Kind::Path | Kind::Name);
        let up = self.up + if is_folder { deeper(path) } else { 0 };
        let mut settings = BTreeMap::new();
        for attribute in &block.body.attributes {
            let up = if attribute.name.as_str() == FOLDER { self.up } else { up };
            if let Some((setting, said)) = self.setting(row, attribute, up) {
                settings.insert(setting.name, said);
            }
        }
        self.document.labelled.push(Labelled {
            block: row.name,
            label: label.to_string(),
            span: *span,
            settings,
        });
    }

    fn names(&mut self, row: &'static Row, kind: Kind, block: &Block) {
        for attribute in &block.body.attributes {
            let key = format!("{}.{}", row.name, attribute.name);
            if let Some(said) = self.said(&key, kind, attribute, self.up, None) {
                self.document.names.entry(row.name).or_default().insert(attribute.name.to_string(), said);
            }
        }
    }

    fn setting(
        &mut self,
        row: &'static Row,
        attribute: &Attribute,
        up: usize,
    ) -> Option<(&'static Setting, Said)> {
        let name = attribute.name.as_str();
        let Some(setting) = row.settings().find(|setting| setting.name == name) else {
            let help = elsewhere(row, name);
            self.problem(format!("`{}` has no setting `{name}`", row.name), attribute.name_span, Some(help));
            return None;
        };
        let said = self.said(&setting.key(), setting.kind, attribute, up, Some(setting.about))?;
        Some((setting, said))
    }

    fn said(
        &mut self,
        key: &str,
        kind: Kind,
        attribute: &Attribute,
        up: usize,
        about: Option<&str>,
    ) -> Option<Said> {
        let expr = &attribute.expr;
        let value = match constant(expr) {
            Ok(value) => value,
            Err(failure) => {
                let help = "the settings are read before anything else: write the value itself";
                self.problem(failure.message, failure.span, Some(help.to_owned()));
                return None;
            }
        };
        let twice = repeated(expr);
        let faults = kind.faults(&value, up);
        let fits = twice.is_empty() && faults.is_empty();
        for (name, span) in twice {
            self.problem(
                format!("`{key}` has \"{name}\" twice"),
                span,
                Some("keep one of the two".to_owned()),
            );
        }
        for fault in faults {
            let place =
                fault.element.map(|at| element(expr, at)).or_else(|| key_in(expr, fault.key.as_deref()?));
            let help = fault.help.or_else(|| about.map(str::to_owned));
            self.problem(format!("`{key}` {}", fault.message), place.unwrap_or(expr.span), help);
        }
        fits.then(|| Said { value, span: attribute.name_span, expr: expr.clone() })
    }
}

/// The keys of an object, each with its place.
fn keys(expr: &Expr) -> impl Iterator<Item = (String, Span)> {
    let items = if let Node::Object(items) = &expr.node { &items[..] } else { &[] };
    items.iter().filter_map(|(key, _)| Some((constant(key).ok()?.as_str()?.to_owned(), key.span)))
}

/// Keys of an object that it has already: of two values one would be lost.
fn repeated(expr: &Expr) -> Vec<(String, Span)> {
    let mut seen = BTreeSet::new();
    keys(expr).filter(|(key, _)| !seen.insert(key.clone())).collect()
}

/// The place of a key.
fn key_in(expr: &Expr, wanted: &str) -> Option<Span> {
    keys(expr).find(|(key, _)| key == wanted).map(|(_, span)| span)
}

/// How many folders a path leads down.
fn deeper(path: &str) -> usize {
    path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).count()
}

/// What was probably meant by a setting that a block does not have.
fn elsewhere(row: &Row, name: &str) -> String {
    let own = || row.settings().map(|setting| setting.name);
    if let Some(near) = nearest(name, own()) {
        return format!("did you mean `{near}`?");
    }
    let home = SETTINGS.iter().find(|setting| setting.name == name);
    if let Some(home) = home.and_then(|setting| Row::named(setting.block)) {
        return format!("it stands in another block: {}", home.form());
    }
    format!("`{}` has {}", row.name, own().collect::<Vec<_>>().join(", "))
}

/// The place of a list's element, or of the whole where that is not told.
fn element(expr: &Expr, at: usize) -> Span {
    match &expr.node {
        Node::Tuple(items) => items.get(at).map_or(expr.span, |item| item.span),
        _ => expr.span,
    }
}
