//! Test files: text to cases.

use crate::lang::{self, Block, Body, Expr, Node};
use crate::policy::docs::comment_above;
use crate::terraform::Role;
use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::{Mode, Name, Value};

/// What a case expects of the policies, beside `expect_failure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// `# expect: unknown`
    Unknown,
    /// `# expect: fail RULE`
    Fail(String),
    /// `# expect: message "TEXT"`: some message holds this text.
    Message(String),
}

/// One mock, and what is expected of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is.
    pub role: Role,
    /// Managed or data.
    pub mode: Mode,
    /// Its type; a module's source, a provider's name, a block's type.
    pub kind: Name,
    /// Its name.
    pub name: Name,
    /// Where it is declared.
    pub span: Span,
    /// Values after the apply.
    pub attrs: Option<Expr>,
    /// Values before.
    pub prior_attrs: Option<Expr>,
    /// `operation` and whatever else it says of itself.
    pub meta: Option<Expr>,
    /// Values of inputs for this case alone.
    pub inputs: Vec<(Name, Expr)>,
    /// At least one policy must fail.
    pub expect_failure: bool,
    /// Not checked, only seen by others.
    pub skip: bool,
    /// From the comments above.
    pub expectations: Vec<Expectation>,
}

/// A test file.
#[derive(Clone, Debug)]
pub struct TestFile {
    /// Its text.
    pub source: Source,
    /// Paths of policy files, relative to the test file; none where the file names none.
    pub targets: Option<Vec<String>>,
    /// Values of inputs for all cases.
    pub inputs: Vec<(Name, Expr)>,
    /// Local values.
    pub locals: Vec<(Name, Expr)>,
    /// Resources, data sources, module calls, providers and blocks of source.
    pub cases: Vec<Case>,
}

const BLOCKS: [&str; 8] =
    ["policytest", "resource", "data", "module", "provider", "source", "inputs", "locals"];

impl TestFile {
    /// Reads a test file.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(source: &Source) -> Result<Self, Vec<Diagnostic>> {
        let body = lang::parse_file(source)?;
        let mut reader = Reader { source, problems: Vec::new() };
        let file = reader.file(&body);
        if reader.problems.is_empty() { Ok(file) } else { Err(reader.problems) }
    }
}

struct Reader<'s> {
    source: &'s Source,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn problem(&mut self, message: impl Into<String>, span: Span, help: Option<String>) {
        let mut diagnostic = Diagnostic::error(message, self.source, span);
        diagnostic.help = help;
        self.problems.push(diagnostic);
    }

    fn file(&mut self, body: &Body) -> TestFile {
        let mut file = TestFile {
            source: self.source.clone(),
            targets: None,
            inputs: Vec::new(),
            locals: Vec::new(),
            cases: Vec::new(),
        };
        for attribute in &body.attributes {
            let help = Some(format!("blocks allowed here: {}", BLOCKS.join(", ")));
            self.problem(
                format!("a test file has no argument `{}`", attribute.name),
                attribute.name_span,
                help,
            );
        }
        for block in &body.blocks {
            match block.kind.as_str() {
                "policytest" => self.settings(block, &mut file),
                "inputs" => file.inputs.extend(entries(block)),
                "locals" => file.locals.extend(entries(block)),
                "resource" | "data" => file.cases.extend(self.case(Role::Resource, block)),
                "module" => file.cases.extend(self.case(Role::Module, block)),
                "provider" => file.cases.extend(self.case(Role::Provider, block)),
                "source" => file.cases.extend(self.case(Role::Source, block)),
                other => {
                    let help = nearest(other, BLOCKS).map(|near| format!("did you mean `{near}`?"));
                    self.problem(format!("a test file has no block `{other}`"), block.header, help);
                }
            }
        }
        file
    }

    fn settings(&mut self, block: &Block, file: &mut TestFile) {
        let Some(targets) = block.body.attribute("targets") else { return };
        let Node::Tuple(items) = &targets.expr.node else {
            self.problem("`targets` must be a list of paths", targets.expr.span, None);
            return;
        };
        let path = |item: &Expr| item.as_literal().and_then(Value::as_str).map(str::to_owned);
        file.targets = items.iter().map(path).collect();
        if file.targets.is_none() {
            self.problem("`targets` must be a list of paths", targets.expr.span, None);
        }
    }

    fn case(&mut self, role: Role, block: &Block) -> Option<Case> {
        let [(kind, _), (name, _)] = block.labels[..] else {
            self.problem(format!("`{}` needs a type and a name", block.kind), block.header, None);
            return None;
        };
        let known = ["attrs", "prior_attrs", "meta", "expect_failure", "skip"];
        for attribute in block.body.attributes.iter().filter(|a| !known.contains(&a.name.as_str())) {
            let help = nearest(&attribute.name, known).map(|near| format!("did you mean `{near}`?"));
            let help = help.unwrap_or_else(|| {
                format!("allowed here: {}; values of the resource belong in `attrs`", known.join(", "))
            });
            self.problem(
                format!("a mock has no argument `{}`", attribute.name),
                attribute.name_span,
                Some(help),
            );
        }
        let values = ["attrs", "prior_attrs", "meta"];
        let is_known = |b: &&Block| b.kind.as_str() == "inputs" || values.contains(&b.kind.as_str());
        for inner in block.body.blocks.iter().filter(|b| !is_known(b)) {
            self.problem(
                format!("a mock has no block `{}`", inner.kind),
                inner.header,
                Some("write `attrs = { … }`".to_owned()),
            );
        }
        let written = |name: &str| block.body.attribute(name).map(|a| a.expr.clone());
        let as_block = |name: &str| block.body.blocks_of(name).next().map(|b| object_of(&b.body, b.header));
        let object = |name: &str| written(name).or_else(|| as_block(name));
        Some(Case {
            role,
            mode: if block.kind.as_str() == "data" { Mode::Data } else { Mode::Managed },
            kind,
            name,
            span: block.header,
            attrs: object("attrs"),
            prior_attrs: object("prior_attrs"),
            meta: object("meta"),
            inputs: block.body.blocks_of("inputs").flat_map(entries).collect(),
            expect_failure: self.flag(block, "expect_failure"),
            skip: self.flag(block, "skip"),
            expectations: self.expectations(block),
        })
    }

    fn flag(&mut self, block: &Block, name: &str) -> bool {
        let Some(attribute) = block.body.attribute(name) else { return false };
        let flag = attribute.expr.as_literal().and_then(Value::as_bool);
        if flag.is_none() {
            self.problem(format!("`{name}` must be true or false"), attribute.expr.span, None);
        }
        flag.unwrap_or_default()
    }

    fn expectations(&mut self, block: &Block) -> Vec<Expectation> {
        let comments = comment_above(self.source, block.header);
        let written = comments.iter().filter_map(|line| line.trim().strip_prefix("expect:"));
        let mut expectations = Vec::new();
        for text in written {
            match expectation(text.trim()) {
                Some(expectation) => expectations.push(expectation),
                None => {
                    let help =
                        "write `# expect: unknown`, `# expect: fail RULE` or `# expect: message \"TEXT\"`";
                    self.problem(
                        format!("`{}` is no expectation", text.trim()),
                        block.header,
                        Some(help.to_owned()),
                    );
                }
            }
        }
        expectations
    }
}

fn expectation(text: &str) -> Option<Expectation> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    match (word, rest.trim()) {
        ("unknown", "") => Some(Expectation::Unknown),
        ("fail", rule) if !rule.is_empty() => Some(Expectation::Fail(rule.to_owned())),
        ("message", quoted) => serde_json::from_str(quoted).ok().map(Expectation::Message),
        _ => None,
    }
}

/// What is written as a block, as the object that it stands for; blocks of one kind in it are a list.
fn object_of(body: &Body, span: Span) -> Expr {
    let key = |name: Name, span| Expr { node: Node::Literal(Value::string(&name)), span };
    let attributes = body.attributes.iter().map(|a| (key(a.name, a.name_span), a.expr.clone()));
    let mut entries: Vec<(Expr, Expr)> = attributes.collect();
    let mut lists: Vec<(Name, Span, Vec<Expr>)> = Vec::new();
    for block in &body.blocks {
        let inner = object_of(&block.body, block.header);
        match lists.iter_mut().find(|(kind, ..)| *kind == block.kind) {
            Some((.., items)) => items.push(inner),
            None => lists.push((block.kind, block.header, vec![inner])),
        }
    }
    let list = |(kind, at, items)| (key(kind, at), Expr { node: Node::Tuple(items), span: at });
    entries.extend(lists.into_iter().map(list));
    Expr { node: Node::Object(entries), span }
}

fn entries(block: &Block) -> Vec<(Name, Expr)> {
    block.body.attributes.iter().map(|a| (a.name, a.expr.clone())).collect()
}
