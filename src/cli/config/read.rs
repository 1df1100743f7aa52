//! Reads `.sekisho.hcl`: everything that is wrong with it at once, each at its place.

use std::collections::BTreeMap;

use crate::lang::{Attribute, Block, Expr, Node, parse_file_whole};
use crate::policy::constant;
use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::Value;

use super::kind::{Kind, is_account, texts};
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
    reader.accounts();
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

    /// Names of accounts that are none, and accounts of two names: nobody could say what to call such a one.
    fn accounts(&mut self) {
        let document = &self.document;
        let named = document.names.get("accounts").cloned().unwrap_or_default();
        let mut problems = Vec::new();
        let mut known: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, said) in &named {
            let number = said.value.as_str().unwrap_or_default();
            if let Some(other) = known.insert(number, name) {
                let help = format!("`{other}` is the same account: keep one of the two");
                problems.push((
                    format!("`accounts.{name}` has \"{number}\" once more"),
                    said.expr.span,
                    help,
                ));
            }
        }
        for said in document.labelled.iter().filter_map(|labelled| labelled.settings.get("account")) {
            let Some(name) = said.value.as_str().filter(|name| !named.contains_key(*name)) else { continue };
            let help = nearest(name, named.keys().map(String::as_str))
                .map(|near| format!("did you mean \"{near}\"?"));
            let help = help.unwrap_or_else(|| {
                if is_account(name) {
                    format!("give it a name, and say that here: accounts {{ NAME = \"{name}\" }}")
                } else {
                    format!("accounts {{ {name} = \"111122223333\" }} names one")
                }
            });
            problems.push((
                format!("`root.account` has \"{name}\", which is no name of `accounts`"),
                said.expr.span,
                help,
            ));
        }
        for (message, span, help) in problems {
            self.problem(message, span, Some(help));
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
        if let Some(fault) = kind.fault(&Value::string(label), self.up) {
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
        match constant(expr).map(|value| (kind.fault(&value, up), value)) {
            Ok((None, value)) => Some(Said { value, span: attribute.name_span, expr: expr.clone() }),
            Ok((Some(fault), _)) => {
                let span = fault.element.map_or(expr.span, |at| element(expr, at));
                let help = fault.help.or_else(|| about.map(str::to_owned));
                self.problem(format!("`{key}` {}", fault.message), span, help);
                None
            }
            Err(failure) => {
                let help = "the settings are read before anything else: write the value itself";
                self.problem(failure.message, failure.span, Some(help.to_owned()));
                None
            }
        }
    }
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
