//! Reads `.sekisho.hcl`: everything that is wrong with it at once, each at its place.

use std::collections::BTreeMap;

use crate::lang::{Attribute, Block, parse_file_whole};
use crate::policy::{Given, constant};
use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::{Kind as ValueKind, Value};

use super::settings::{Kind, SETTINGS, Setting};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Said {
    /// The value.
    pub value: Value,
    /// Where.
    pub span: Span,
}

/// What a file says.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// Settings by key (`gate.teams`).
    pub settings: BTreeMap<String, Said>,
    /// `rule` blocks in their order: glob and settings by name.
    pub rules: Vec<(String, BTreeMap<String, Said>)>,
    /// Values of inputs of policies.
    pub inputs: BTreeMap<String, Given>,
}

/// Reads a text.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(source: &Source) -> Result<Document, Vec<Diagnostic>> {
    let (body, problems) = parse_file_whole(source);
    let (settings, inputs) = (BTreeMap::new(), BTreeMap::new());
    let document = Document { source: source.clone(), settings, rules: Vec::new(), inputs };
    let mut reader = Reader { document, problems };
    for attribute in &body.attributes {
        reader.stray(attribute);
    }
    body.blocks.iter().for_each(|block| reader.block(block));
    if reader.problems.is_empty() { Ok(reader.document) } else { Err(reader.problems) }
}

struct Reader {
    document: Document,
    problems: Vec<Diagnostic>,
}

impl Reader {
    fn problem(&mut self, message: String, span: Span, help: Option<String>) {
        let mut problem = Diagnostic::error(message, &self.document.source, span);
        problem.help = help;
        self.problems.push(problem);
    }

    /// A setting outside of any block.
    fn stray(&mut self, attribute: &Attribute) {
        let home = SETTINGS.iter().find(|setting| setting.name == attribute.name.as_str());
        let help = home.map(|setting| format!("it stands in a block: {} {{ … }}", setting.block));
        self.problem(format!("`{}` stands outside of any block", attribute.name), attribute.name_span, help);
    }

    fn block(&mut self, block: &Block) {
        let blocks = ["rules", "verdict", "gate", "inputs", "rule"];
        let kind = block.kind.as_str();
        let wanted_labels = usize::from(kind == "rule");
        if !blocks.contains(&kind) {
            let near = nearest(kind, blocks).map(|near| format!("did you mean `{near}`?"));
            let help = near.or_else(|| Some(format!("blocks are {}", blocks.join(", "))));
            return self.problem(format!("there is no block `{kind}`"), block.header, help);
        }
        if block.labels.len() != wanted_labels {
            let help = if wanted_labels == 1 {
                "rule \"GLOB\" { … }".to_owned()
            } else {
                format!("{kind} {{ … }}")
            };
            return self.problem(
                format!("`{kind}` has {}", if wanted_labels == 1 { "one label" } else { "no label" }),
                block.header,
                Some(help),
            );
        }
        for inner in &block.body.blocks {
            self.problem(format!("`{kind}` has no blocks in it"), inner.header, None);
        }
        match kind {
            "inputs" => block.body.attributes.iter().for_each(|attribute| self.input(attribute)),
            "rule" => self.rule(block),
            _ => {
                for attribute in &block.body.attributes {
                    if let Some((setting, said)) = self.setting(kind, attribute)
                        && self.document.settings.insert(setting.key(), said).is_some()
                    {
                        self.problem(format!("`{}` is set twice", setting.key()), attribute.name_span, None);
                    }
                }
            }
        }
    }

    fn rule(&mut self, block: &Block) {
        let Some((label, span)) = block.labels.first() else { return };
        if let Err(error) = globset::Glob::new(label) {
            return self.problem(format!("`{label}` is no pattern: {}", error.kind()), *span, None);
        }
        let mut settings = BTreeMap::new();
        for attribute in &block.body.attributes {
            if let Some((setting, said)) = self.setting("rule", attribute) {
                settings.insert(setting.name.to_owned(), said);
            }
        }
        self.document.rules.push((label.replace('-', "_"), settings));
    }

    fn input(&mut self, attribute: &Attribute) {
        match constant(&attribute.expr) {
            Ok(value) => drop(self.document.inputs.insert(attribute.name.to_string(), Given::Value(value))),
            Err(failure) => self.problem(failure.message, failure.span, None),
        }
    }

    fn setting(&mut self, block: &str, attribute: &Attribute) -> Option<(&'static Setting, Said)> {
        let name = attribute.name.as_str();
        let own = || SETTINGS.iter().filter(|setting| setting.block == block);
        let Some(setting) = own().find(|setting| setting.name == name) else {
            let near = nearest(name, own().map(|setting| setting.name))
                .map(|near| format!("did you mean `{near}`?"));
            let all = || own().map(|setting| setting.name).collect::<Vec<_>>().join(", ");
            let help = near.unwrap_or_else(|| format!("`{block}` has {}", all()));
            self.problem(format!("`{block}` has no setting `{name}`"), attribute.name_span, Some(help));
            return None;
        };
        let value = match constant(&attribute.expr) {
            Ok(value) => value,
            Err(failure) => {
                self.problem(failure.message, failure.span, None);
                return None;
            }
        };
        if !fits(setting.kind, &value) {
            let help = match (setting.kind, value.as_str()) {
                (Kind::Word(words), Some(text)) => {
                    nearest(text, words.iter().copied()).map(|near| format!("did you mean \"{near}\"?"))
                }
                _ => None,
            };
            let message = format!("`{}` must be {}", setting.key(), setting.kind.describe());
            let help = help.or_else(|| Some(setting.about.to_owned()));
            self.problem(message, attribute.expr.span, help);
            return None;
        }
        Some((setting, Said { value, span: attribute.name_span }))
    }
}

fn fits(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::Word(words) => value.as_str().is_some_and(|text| words.contains(&text)),
        Kind::Text => value.as_str().is_some(),
        Kind::Texts => texts(value).is_some(),
        Kind::Number => number(value).is_some(),
        Kind::Flag => matches!(value.kind, ValueKind::Bool(_)),
        Kind::Teams => teams(value).is_some(),
    }
}

/// A list of texts.
pub fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_elements()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

/// A whole number from 1.
pub fn number(value: &Value) -> Option<usize> {
    match &value.kind {
        ValueKind::Number(number) => number.to_string().parse().ok().filter(|number| *number >= 1),
        _ => None,
    }
}

/// Members by team.
pub fn teams(value: &Value) -> Option<BTreeMap<String, Vec<String>>> {
    let entries = value.as_fields()?.entries().iter();
    entries
        .map(|(name, list)| Some((name.to_string(), texts(list)?)).filter(|_| name.contains('/')))
        .collect()
}
