//! The names in a folder's expressions: whether they are declared, and the form in which they are evaluated.
//!
//! Whether a name is declared is decided before anything is evaluated, as Terraform does, so `try` does not hide it.

use crate::lang::{Block, Body, Call, Expr, Node, Target};
use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::{Mode, Name, Value};

use super::folder::Folder;

/// The call that reads an output of one instance of a module: `module("name", key, "output")`.
pub(super) const OUTPUT: &str = "module";

/// Arguments that hold no values: they name providers, dependencies or modules.
const NO_VALUES: [&str; 5] = ["provider", "providers", "depends_on", "source", "version"];

/// Blocks whose contents are no planned values.
const NO_PLAN: [&str; 4] = ["lifecycle", "provisioner", "connection", "validation"];

/// Puts references into the form that is evaluated: outputs and data sources are read one by one, so that two modules
/// may use outputs of each other.
pub(super) fn prepare(folder: &mut Folder) {
    let locals = folder.locals.values_mut().map(|local| &mut local.item.expr);
    locals.for_each(prepare_expr);
    let blocks =
        folder.resources.values_mut().chain(folder.calls.values_mut()).chain(folder.outputs.values_mut());
    let others = folder.providers.values_mut().chain(&mut folder.others);
    let variables = folder.variables.values_mut().map(|variable| &mut variable.block);
    blocks.chain(others).chain(variables).for_each(|block| prepare_body(&mut block.item.body));
}

fn prepare_body(body: &mut Body) {
    body.attributes.iter_mut().for_each(|attribute| prepare_expr(&mut attribute.expr));
    body.blocks.iter_mut().for_each(|block| prepare_body(&mut block.body));
}

/// The same for one expression.
pub(super) fn prepare_expr(expr: &mut Expr) {
    expr.rewrite(&mut |expr| {
        if let Some(node) = direct(expr) {
            expr.node = node;
        }
    });
}

fn direct(expr: &Expr) -> Option<Node> {
    let Node::Attribute(of, name) = &expr.node else { return None };
    match &of.node {
        Node::Member(root, member) if matches!(root.as_str(), "data" | "module") => {
            Some(Node::Member(Name::new(&format!("{root}.{member}")), *name))
        }
        Node::Index(source, key) => {
            let Node::Member(root, call) = &source.node else { return None };
            let literal = |name: &Name| Expr { node: Node::Literal(Value::string(name)), span: source.span };
            let args = vec![literal(call), (**key).clone(), literal(name)];
            let call = Call { target: Target::Scoped(Name::new(OUTPUT)), args, expand: false };
            (root.as_str() == "module").then(|| Node::Call(Box::new(call)))
        }
        _ => None,
    }
}

/// Every name in the folder's expressions that is not declared.
pub(super) fn check(folder: &Folder) -> Vec<Diagnostic> {
    let mut check = Check { folder, problems: Vec::new() };
    for local in folder.locals.values() {
        check.expr(&local.item.expr, &local.source, &[]);
    }
    let blocks = folder.resources.values().chain(folder.calls.values()).chain(folder.outputs.values());
    for block in blocks.chain(folder.providers.values()) {
        check.body(&block.item.body, &block.source, &mut Vec::new());
    }
    check.problems
}

struct Check<'f> {
    folder: &'f Folder,
    problems: Vec<Diagnostic>,
}

impl Check<'_> {
    fn body(&mut self, body: &Body, source: &Source, iterators: &mut Vec<Name>) {
        let values = body.attributes.iter().filter(|a| !NO_VALUES.contains(&a.name.as_str()));
        for attribute in values.filter(|a| a.name.as_str() != "iterator") {
            self.expr(&attribute.expr, attribute.from.as_ref().unwrap_or(source), iterators);
        }
        for block in body.blocks.iter().filter(|b| !NO_PLAN.contains(&b.kind.as_str())) {
            let source = block.from.as_ref().unwrap_or(source);
            let depth = iterators.len();
            iterators.extend(iterator(block));
            self.body(&block.body, source, iterators);
            iterators.truncate(depth);
        }
    }

    fn expr(&mut self, expr: &Expr, source: &Source, iterators: &[Name]) {
        if let Some(problem) = undeclared(self.folder, expr, iterators) {
            self.problems.push(problem.diagnostic(source));
        }
    }
}

/// What the elements of a `dynamic` block go by.
pub(super) fn iterator(block: &Block) -> Option<Name> {
    let (kind, _) = block.labels.first().filter(|_| block.kind.as_str() == "dynamic")?;
    let named = block.body.attribute("iterator").map(|a| &a.expr.node);
    match named {
        Some(Node::Root(name)) => Some(*name),
        Some(Node::Literal(name)) => name.as_str().map(Name::new),
        _ => Some(*kind),
    }
}

/// A name that means nothing here.
pub(super) struct Undeclared {
    message: String,
    help: Option<String>,
    span: Span,
}

impl Undeclared {
    /// With its place.
    pub fn diagnostic(self, source: &Source) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(self.message, source, self.span);
        diagnostic.help = self.help;
        diagnostic
    }
}

/// The first name in an expression that is not declared; `bound` are those that stand for something there besides.
pub(super) fn undeclared(folder: &Folder, expr: &Expr, bound: &[Name]) -> Option<Undeclared> {
    let mut wrong = None;
    expr.walk(&mut |expr| {
        let problem = match &expr.node {
            Node::Root(name) if !bound.contains(name) => {
                Some((format!("`{name}` is not a reference to a value: it needs a name after it"), None))
            }
            Node::Member(root, _) if bound.contains(root) => None,
            Node::Member(root, member) => unknown_name(folder, *root, *member),
            _ => None,
        };
        if let (Some((message, help)), None) = (problem, &wrong) {
            wrong = Some(Undeclared { message, help, span: expr.span });
        }
    });
    wrong
}

/// What is wrong with a reference, and what may have been meant.
fn unknown_name(folder: &Folder, root: Name, member: Name) -> Option<(String, Option<String>)> {
    if is_declared(folder, root, member) {
        return None;
    }
    let (what, known) = known_names(folder, root)?;
    if known.contains(&member.as_str()) {
        return None;
    }
    let near = nearest(&member, known.iter().copied()).map(|near| format!("did you mean `{root}.{near}`?"));
    Some((format!("there is no {what} `{root}.{member}`"), near))
}

/// Whether a name is surely declared, without a look at all the others: there may be thousands, and as many references.
fn is_declared(folder: &Folder, root: Name, member: Name) -> bool {
    match root.as_str() {
        "var" => folder.variables.contains_key(&member),
        "local" => folder.locals.contains_key(&member),
        "module" => folder.calls.contains_key(&member),
        "data" => {
            let mut from = folder.resources.range((Mode::Data, member, Name::new(""))..);
            from.next().is_some_and(|((mode, kind, _), _)| (*mode, *kind) == (Mode::Data, member))
        }
        _ => folder.resources.contains_key(&(Mode::Managed, root, member)),
    }
}

/// The names below a root; none where nothing is to be checked.
fn known_names(folder: &Folder, root: Name) -> Option<(&'static str, Vec<&'static str>)> {
    let of = |mode: Mode, kind: Option<Name>| {
        let keys =
            folder.resources.keys().filter(move |key| key.0 == mode && kind.is_none_or(|kind| key.1 == kind));
        keys.map(move |key| if kind.is_some() { key.2.as_str() } else { key.1.as_str() }).collect()
    };
    Some(match root.as_str() {
        "var" => ("variable", folder.variables.keys().map(|n| n.as_str()).collect()),
        "local" => ("local value", folder.locals.keys().map(|n| n.as_str()).collect()),
        "module" => ("module call", folder.calls.keys().map(|n| n.as_str()).collect()),
        "path" => ("path", vec!["module", "root", "cwd"]),
        "terraform" => ("attribute of `terraform`", vec!["workspace", "applying"]),
        "data" => ("data source", of(Mode::Data, None)),
        "count" => ("attribute of `count`", vec!["index"]),
        "each" => ("attribute of `each`", vec!["key", "value"]),
        "self" | "ephemeral" => return None,
        _ => ("resource", of(Mode::Managed, Some(root))),
    })
}
