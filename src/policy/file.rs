//! Policy files: text to compiled policies, with everything that is wrong with a file said at once.

use std::sync::Arc;

use crate::lang::{self, Attribute, Block, Body, Constraint, Expr, Node};
use crate::terraform::Role;
use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::{Name, Value};

use super::docs::{self, Docs, Slip, lines_above};
use super::locals::Locals;
use super::pattern::{RuleName, family_of};

/// What happens when a policy fails; the stricter, the later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// It is said.
    Advisory,
    /// It blocks unless a code owner lets it pass.
    MandatoryOverridable,
    /// It blocks.
    #[default]
    Mandatory,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Advisory, Self::MandatoryOverridable, Self::Mandatory];

    /// As it is written in a policy.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Advisory => "advisory",
            Self::MandatoryOverridable => "mandatory_overridable",
            Self::Mandatory => "mandatory",
        }
    }

    /// From the word for it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

/// What a plan does to a resource, as policies name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// It is created.
    Create,
    /// It is changed in place.
    Update,
    /// It is destroyed.
    Delete,
    /// It stays as it is.
    NoOp,
    /// It is destroyed, and another takes its place. Policies of resources see a delete and a create.
    Replace,
}

impl Operation {
    /// Those that a policy of resources can list.
    pub const ALL: [Self; 4] = [Self::Create, Self::Update, Self::Delete, Self::NoOp];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::NoOp => "no-op",
            Self::Replace => "replace",
        }
    }

    /// From the word for it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.as_str() == word)
    }
}

/// A value that a policy file asks for.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its label.
    pub name: Name,
    /// Where it is declared.
    pub span: Span,
    /// What values it takes.
    pub constraint: Constraint,
    /// Used where none is given.
    pub default: Option<Expr>,
    /// Whether null is a value for it.
    pub nullable: bool,
    /// Never shown.
    pub sensitive: bool,
    /// For people.
    pub description: String,
}

/// One `enforce` block.
#[derive(Clone, Debug)]
pub struct Enforce {
    /// What must hold.
    pub condition: Expr,
    /// What is said where it does not.
    pub error_message: Option<Expr>,
    /// What is said where it does.
    pub info_message: Option<Expr>,
}

/// One `resource_policy`, `module_policy`, `provider_policy`, `source_policy` or `change_policy` block.
#[derive(Clone, Debug)]
pub struct ResourcePolicy {
    /// What it is about.
    pub role: Role,
    /// A resource type, a module's source, a provider's name or a block's type, or a prefix of them with `*`.
    pub kind: Name,
    /// The rule's id.
    pub label: Name,
    /// The block's header.
    pub span: Span,
    /// Which resources it is about.
    pub filter: Option<Expr>,
    /// Which operations it is about.
    pub operations: Vec<Operation>,
    /// What happens when it fails, if the policy says so itself.
    pub level: Option<Expr>,
    /// Its own local values.
    pub locals: Locals,
    /// What must hold.
    pub enforces: Vec<Enforce>,
    /// Rules that say the same more strictly: where one of them speaks of a change, this one does not.
    pub gives_way_to: Vec<Name>,
}

/// A policy file, compiled.
#[derive(Clone, Debug)]
pub struct PolicyFile {
    /// Its text.
    pub source: Source,
    /// What it asks for.
    pub inputs: Vec<Input>,
    /// Local values of the whole file.
    pub locals: Locals,
    /// Its policies, in order.
    pub policies: Vec<ResourcePolicy>,
    /// Documentation of each of its rules, by label, in the order of the file.
    pub docs: Vec<(Name, Arc<Docs>)>,
    /// The level of policies that name none.
    pub level: Level,
    /// Versions of Terraform whose plans it is about.
    pub required_terraform: Option<String>,
    /// Versions of providers that it was written for, by source.
    pub required_providers: Vec<(String, String)>,
    /// What works, but not as the author may think.
    pub warnings: Vec<Diagnostic>,
}

const BLOCKS: [&str; 8] = [
    "policy",
    "input",
    "locals",
    "resource_policy",
    "module_policy",
    "provider_policy",
    "source_policy",
    "change_policy",
];

/// What a block of this kind is a policy about.
fn role_of(block: &Block) -> Option<Role> {
    match block.kind.as_str() {
        "resource_policy" => Some(Role::Resource),
        "module_policy" => Some(Role::Module),
        "provider_policy" => Some(Role::Provider),
        "source_policy" => Some(Role::Source),
        "change_policy" => Some(Role::Change),
        _ => None,
    }
}

impl PolicyFile {
    /// Compiles a policy file.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(source: &Source) -> Result<Self, Vec<Diagnostic>> {
        let (body, problems) = lang::parse_file_whole(source);
        if !body.is_whole_below() {
            // What seems to be missing may be what could not be read.
            return Err(problems);
        }
        let mut reader = FileReader { source, problems };
        let file = reader.file(&body);
        let mut problems = reader.problems;
        problems.sort_by_key(|d| d.place.as_ref().map(|(_, span)| span.start));
        if problems.is_empty() { Ok(file) } else { Err(problems) }
    }

    /// What the comment above a rule's first policy says.
    #[must_use]
    pub fn documentation(&self, label: Name) -> Arc<Docs> {
        self.docs.iter().find(|(name, _)| *name == label).map(|(_, docs)| docs.clone()).unwrap_or_default()
    }

    /// The family of its rules.
    #[must_use]
    pub fn family(&self) -> &str {
        family_of(self.source.name())
    }

    /// Its rules, each once.
    pub fn rules(&self) -> impl Iterator<Item = RuleName<'_>> {
        self.docs.iter().map(|(id, _)| RuleName { family: self.family(), id })
    }
}

/// Reads one file and collects what is wrong with it.
pub(super) struct FileReader<'s> {
    pub(super) source: &'s Source,
    problems: Vec<Diagnostic>,
}

impl FileReader<'_> {
    pub(super) fn problem(&mut self, message: impl Into<String>, span: Span) -> &mut Diagnostic {
        self.problems.push(Diagnostic::error(message, self.source, span));
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    fn file(&mut self, body: &Body) -> PolicyFile {
        self.only(body, "a policy file", &[], &BLOCKS);
        let inputs: Vec<Input> = body.blocks_of("input").filter_map(|b| self.input(b)).collect();
        let locals = self.locals(body, true);
        let mut file = PolicyFile {
            source: self.source.clone(),
            inputs,
            locals,
            policies: Vec::new(),
            docs: Vec::new(),
            level: Level::default(),
            required_terraform: None,
            required_providers: Vec::new(),
            warnings: Vec::new(),
        };
        self.settings(body, &mut file);
        for block in &body.blocks {
            if let Some(role) = role_of(block) {
                self.policy(role, block, &mut file);
            }
        }
        self.check_source_policies(body, &file);
        self.check_change_policies(body, &file);
        self.check_names(&file);
        file
    }

    /// Refuses arguments and blocks that do not belong here.
    pub(super) fn only(&mut self, body: &Body, place: &str, attributes: &[&str], blocks: &[&str]) {
        for attribute in body.attributes.iter().filter(|a| !attributes.contains(&a.name.as_str())) {
            self.misplaced("argument", attribute.name, attribute.name_span, place, attributes);
        }
        for block in body.blocks.iter().filter(|b| !blocks.contains(&b.kind.as_str())) {
            self.misplaced("block", block.kind, block.header, place, blocks);
        }
    }

    fn misplaced(&mut self, what: &str, name: Name, span: Span, place: &str, allowed: &[&str]) {
        let help = match (nearest(&name, allowed.iter().copied()), allowed) {
            _ if allowed.contains(&"enforcement_level") && docs::KEYS.contains(&name.as_str()) => {
                format!("it stands in the comment right above the policy: `# {name}: …`")
            }
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => format!("no {what} is allowed here"),
            (None, _) => format!("allowed here: {}", allowed.join(", ")),
        };
        self.problem(format!("{place} has no {what} `{name}`"), span).help = Some(help);
    }

    pub(super) fn constant_text(&mut self, attribute: &Attribute) -> Option<String> {
        let text = attribute.expr.as_literal().and_then(Value::as_str).map(str::to_owned);
        if text.is_none() {
            self.problem(format!("`{}` must be a string", attribute.name), attribute.expr.span);
        }
        text
    }

    pub(super) fn constant_level(&mut self, expr: &Expr) -> Option<Level> {
        let word = expr.as_literal().and_then(Value::as_str);
        let level = word.and_then(Level::parse);
        if level.is_none() {
            let help = "use \"advisory\", \"mandatory_overridable\" or \"mandatory\"";
            self.problem("this is no enforcement level", expr.span).help = Some(help.to_owned());
        }
        level
    }

    fn label(&mut self, block: &Block, count: usize) -> bool {
        let right = block.labels.len() == count;
        if !right {
            let (found, s) = (block.labels.len(), if count == 1 { "" } else { "s" });
            let labels = match block.kind.as_str() {
                "input" => "\"name\"",
                "resource_policy" | "change_policy" => "\"resource_type\" \"rule-name\"",
                "source_policy" => "\"block type\" \"rule-name\"",
                _ => "\"what\" \"rule-name\"",
            };
            let message = format!("`{}` needs {count} label{s}, but has {found}", block.kind);
            self.problem(message, block.header).help = Some(format!("write `{} {labels} {{`", block.kind));
        }
        right
    }

    fn input(&mut self, block: &Block) -> Option<Input> {
        let known = ["type", "default", "description", "nullable", "sensitive"];
        self.only(&block.body, "`input`", &known, &[]);
        if !self.label(block, 1) {
            return None;
        }
        let constraint = match block.body.attribute("type").map(|a| Constraint::parse(&a.expr)) {
            Some(Ok(constraint)) => constraint,
            // It is there all the same: what reads it is not wrong.
            Some(Err((message, span))) => {
                self.problem(message, span);
                Constraint::Any
            }
            None => {
                self.problem("an input needs a `type`", block.header).help =
                    Some("for example `type = string`".to_owned());
                return None;
            }
        };
        Some(Input {
            name: block.labels[0].0,
            span: block.header,
            constraint,
            default: block.body.attribute("default").map(|a| a.expr.clone()),
            nullable: self.flag(&block.body, "nullable"),
            sensitive: self.flag(&block.body, "sensitive"),
            description: block
                .body
                .attribute("description")
                .and_then(|a| self.constant_text(a))
                .unwrap_or_default(),
        })
    }

    fn flag(&mut self, body: &Body, name: &str) -> bool {
        let Some(attribute) = body.attribute(name) else { return false };
        match attribute.expr.as_literal().and_then(Value::as_bool) {
            Some(flag) => flag,
            None => {
                self.problem(format!("`{name}` must be true or false"), attribute.expr.span);
                false
            }
        }
    }

    fn locals(&mut self, body: &Body, many: bool) -> Locals {
        let blocks: Vec<&Block> = body.blocks_of("locals").collect();
        if let ([_, second, ..], false) = (&blocks[..], many) {
            self.problem("a policy has at most one `locals` block", second.header);
        }
        let attributes = blocks.iter().flat_map(|b| &b.body.attributes);
        let (locals, problems) =
            Locals::new(attributes.map(|a| (a.name, a.name_span, a.expr.clone())).collect());
        for (message, span) in problems {
            self.problem(message, span);
        }
        locals
    }

    fn policy(&mut self, role: Role, block: &Block, file: &mut PolicyFile) {
        let known: &[&str] = match role {
            Role::Resource => &["filter", "operations", "enforcement_level"],
            Role::Module | Role::Provider | Role::Source => &["filter", "enforcement_level"],
            Role::Change => &["filter", "enforcement_level", "gives_way_to"],
        };
        self.only(&block.body, &format!("`{}`", block.kind), known, &["enforce", "locals"]);
        if !self.label(block, 2) {
            return;
        }
        let enforces: Vec<Enforce> =
            block.body.blocks_of("enforce").filter_map(|b| self.enforce(b)).collect();
        // One that is misspelt has been told of already.
        if block.body.blocks.iter().all(|b| b.kind.as_str() == "locals") {
            self.problem("a policy needs at least one `enforce` block", block.header);
        }
        let expr = |name: &str| block.body.attribute(name).map(|a| a.expr.clone());
        let mut policy = ResourcePolicy {
            role,
            kind: block.labels[0].0,
            label: block.labels[1].0,
            span: block.header,
            filter: expr("filter"),
            operations: Vec::new(),
            level: expr("enforcement_level"),
            locals: self.locals(&block.body, false),
            enforces,
            gives_way_to: self.gives_way_to(block),
        };
        if let Some(level) = policy.level.as_ref().filter(|l| l.as_literal().is_some()) {
            self.constant_level(level);
        }
        match role {
            Role::Resource => self.operations(block, &mut policy, file),
            // Nothing is planned for a module call, a provider, a block or a change: it is there.
            Role::Module | Role::Provider | Role::Source | Role::Change => {
                policy.operations = vec![Operation::NoOp];
            }
        }
        self.warn_of_requests(&policy, file);
        self.document(block, file);
        file.policies.push(policy);
    }

    fn document(&mut self, block: &Block, file: &mut PolicyFile) {
        let label = block.labels[1].0;
        if file.docs.iter().any(|(name, _)| *name == label) {
            return;
        }
        let (lines, spans): (Vec<String>, Vec<Span>) =
            lines_above(self.source, block.header).into_iter().unzip();
        let (docs, slips) = Docs::parse(&lines);
        // To others it is only a comment.
        let warning = |Slip { line, message, help }: Slip| Diagnostic {
            help,
            ..Diagnostic::error(message, self.source, spans[line]).into_warning()
        };
        file.warnings.extend(slips.into_iter().map(warning));
        file.docs.push((label, Arc::new(docs)));
    }

    fn enforce(&mut self, block: &Block) -> Option<Enforce> {
        self.only(&block.body, "`enforce`", &["condition", "error_message", "info_message"], &[]);
        let expr = |name: &str| block.body.attribute(name).map(|a| a.expr.clone());
        let Some(condition) = expr("condition") else {
            // One that is misspelt has been told of already.
            if block.body.attributes.iter().all(|a| a.name.as_str().ends_with("_message")) {
                self.problem("`enforce` needs a `condition`", block.header).help =
                    Some("for example `condition = attrs.encrypted == true`".to_owned());
            }
            return None;
        };
        Some(Enforce { condition, error_message: expr("error_message"), info_message: expr("info_message") })
    }

    fn operations(&mut self, block: &Block, policy: &mut ResourcePolicy, file: &mut PolicyFile) {
        let uses_prior = policy.reads_root("prior_attrs");
        let written = block.body.attribute("operations");
        let listed = written.map(|a| self.operation_list(&a.expr));
        let span = written.map_or(block.header, |a| a.expr.span);
        policy.operations = match (listed, uses_prior) {
            (None, false) => vec![Operation::Create, Operation::Update, Operation::NoOp],
            (None, true) => {
                let help = "add `operations = [\"update\"]`, `[\"delete\"]` or both";
                self.problem("a policy that reads `prior_attrs` must list its operations", span).help =
                    Some(help.to_owned());
                Vec::new()
            }
            (Some(list), false) if list.is_empty() => Operation::ALL.to_vec(),
            (Some(list), uses_prior) => {
                self.check_operations(&list, uses_prior, span);
                list
            }
        };
        self.warn_of_unchanged(policy, uses_prior, written.is_some(), span, file);
    }

    fn operation_list(&mut self, expr: &Expr) -> Vec<Operation> {
        let Node::Tuple(items) = &expr.node else {
            self.problem("`operations` must be a list", expr.span).help =
                Some("for example [\"create\", \"update\"]".to_owned());
            return Vec::new();
        };
        let mut list = Vec::new();
        for item in items {
            match item.as_literal().and_then(Value::as_str).and_then(Operation::parse) {
                Some(operation) => list.push(operation),
                None => {
                    let help = "use \"create\", \"update\", \"delete\" or \"no-op\"";
                    self.problem("this is no operation", item.span).help = Some(help.to_owned());
                }
            }
        }
        list
    }

    fn check_operations(&mut self, list: &[Operation], uses_prior: bool, span: Span) {
        let has = |operation| list.contains(&operation);
        if uses_prior && (list.is_empty() || has(Operation::Create) || has(Operation::NoOp)) {
            self.problem("a policy that reads `prior_attrs` is about \"update\", \"delete\" or both", span);
        } else if has(Operation::Delete) && (has(Operation::NoOp) || has(Operation::Create)) {
            self.problem("\"delete\" cannot be listed together with \"create\" or \"no-op\"", span);
        }
    }

    /// No request is made, so nobody should wait for its answer.
    fn warn_of_requests(&self, policy: &ResourcePolicy, file: &mut PolicyFile) {
        let calls = policy.expressions().into_iter().chain(file.locals.expressions());
        let calls = calls.flat_map(Expr::scoped_calls).filter(|(name, ..)| name.as_str() == "gethttprequest");
        let spans: Vec<Span> = calls.map(|(.., span)| span).collect();
        for span in spans {
            let message = "sekisho makes no network requests: the result of `gethttprequest` is unknown";
            if !file.warnings.iter().any(|w| w.place.as_ref().is_some_and(|(_, place)| *place == span)) {
                file.warnings.push(Diagnostic::error(message, self.source, span).into_warning());
            }
        }
    }

    /// A companion may appear or vanish while the resource itself stays as it is.
    fn warn_of_unchanged(
        &self,
        policy: &ResourcePolicy,
        uses_prior: bool,
        listed: bool,
        span: Span,
        file: &mut PolicyFile,
    ) {
        let skips =
            !policy.operations.contains(&Operation::NoOp) && !policy.operations.contains(&Operation::Delete);
        if listed && skips && !uses_prior && policy.calls("getresources") {
            let message =
                "this policy looks at other resources but skips resources that do not change themselves";
            let diagnostic = Diagnostic::error(message, self.source, span).into_warning();
            file.warnings.push(
                diagnostic.with_help("add \"no-op\", so that a change of the other resource is noticed"),
            );
        }
    }
}

impl PolicyFile {
    /// Whether a policy of it is about changes of capacity of this type.
    #[must_use]
    pub fn is_about_changes_of(&self, kind: Name) -> bool {
        self.policies.iter().any(|policy| policy.covers(Role::Change, kind))
    }

    /// Whether anything in it calls this function.
    #[must_use]
    pub fn calls(&self, function: &str) -> bool {
        self.policies.iter().any(|p| p.calls(function))
            || self.locals.expressions().any(|e| calls(e, function))
    }
}

fn calls(expr: &Expr, function: &str) -> bool {
    expr.scoped_calls().iter().any(|(name, ..)| name.as_str() == function)
}

impl ResourcePolicy {
    /// Every expression in it.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        let enforces = self
            .enforces
            .iter()
            .flat_map(|e| std::iter::once(&e.condition).chain(&e.error_message).chain(&e.info_message));
        self.filter.iter().chain(&self.level).chain(self.locals.expressions()).chain(enforces).collect()
    }

    /// Whether anything in it reads this name.
    #[must_use]
    pub fn reads_root(&self, root: &str) -> bool {
        self.expressions().iter().any(|e| e.roots().iter().any(|(name, ..)| name.as_str() == root))
    }

    /// Whether it calls a function that looks beyond the resource, as far as its own block goes.
    #[must_use]
    pub fn calls(&self, function: &str) -> bool {
        self.expressions().into_iter().any(|e| calls(e, function))
    }

    /// Whether it is about resources of this type.
    #[must_use]
    pub fn is_about(&self, kind: Name) -> bool {
        self.covers(Role::Resource, kind)
    }

    /// Whether it is about what has this role and this type, source or name.
    #[must_use]
    pub fn covers(&self, role: Role, kind: Name) -> bool {
        let plain = |text: &'static str| match role {
            Role::Resource | Role::Source | Role::Change => text,
            // The public registry may be left out.
            Role::Module => text.strip_prefix("registry.terraform.io/").unwrap_or(text),
            Role::Provider => text.rsplit('/').next().unwrap_or(text),
        };
        let (own, kind) = (plain(self.kind.as_str()), plain(kind.as_str()));
        let matches = own.strip_suffix('*').map_or(own == kind, |prefix| kind.starts_with(prefix));
        self.role == role && matches
    }
}
