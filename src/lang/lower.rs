//! The parser's tree to ours: names interned, loop variables numbered, functions resolved, constants folded.

use hcl_edit::expr as hcl;
use hcl_edit::structure;

use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::{Name, Number, Value};

use super::expr::{
    Attribute, BinaryOperator, Block, Body, Call, Expr, For, Loop, Node, Target, UnaryOperator,
};
use super::functions;
use super::parse::RenamedKeys;

/// Functions that the scope of an expression answers, and the words of type constraints, which look like functions.
const SCOPED: [&str; 23] = [
    "getresources",
    "getdatasource",
    "gethttprequest",
    "list",
    "set",
    "map",
    "object",
    "tuple",
    "optional",
    "abspath",
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha1",
    "filesha256",
    "filesha512",
    "pathexpand",
    "templatefile",
    "templatestring",
];

/// How far into a value an expression may reach: each step is a step of recursion.
const MOST_STEPS: usize = 200;

/// One lowering; collects what is wrong on the way instead of stopping at it.
pub(super) struct Lower<'s> {
    source: &'s Source,
    renamed: &'s RenamedKeys,
    /// Loop variables in scope, by slot.
    slots: Vec<Option<Name>>,
    problems: Vec<Diagnostic>,
}

impl<'s> Lower<'s> {
    pub(super) fn new(source: &'s Source, renamed: &'s RenamedKeys) -> Self {
        Self { source, renamed, slots: Vec::new(), problems: Vec::new() }
    }

    pub(super) fn finish<T>(self, result: T) -> Result<T, Vec<Diagnostic>> {
        if self.problems.is_empty() { Ok(result) } else { Err(self.problems) }
    }

    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems
    }

    pub(super) fn source(&self) -> &Source {
        self.source
    }

    fn problem(&mut self, message: String, span: Span, help: Option<String>) {
        let mut diagnostic = Diagnostic::error(message, self.source, span);
        diagnostic.help = help;
        self.problems.push(diagnostic);
    }

    pub(super) fn body(&mut self, body: &structure::Body) -> Body {
        let mut lowered = Body::default();
        for item in body {
            match item {
                structure::Structure::Attribute(attribute) => {
                    let expr = self.expr(&attribute.value);
                    let (name, name_span) = (Name::new(attribute.key.as_str()), span_of(&attribute.key));
                    lowered.attributes.push(Attribute { name, name_span, expr, from: None });
                }
                structure::Structure::Block(block) => {
                    let block = self.block(block);
                    lowered.blocks.push(block);
                }
            }
        }
        lowered
    }

    fn block(&mut self, block: &structure::Block) -> Block {
        let labels: Vec<_> = block.labels.iter().map(|l| (Name::new(l.as_str()), span_of(l))).collect();
        let start = span_of(&block.ident);
        let end = labels.last().map_or(start.end, |l| l.1.end);
        let header = Span { start: start.start, end };
        let kind = Name::new(block.ident.as_str());
        Block { kind, labels, header, body: self.body(&block.body), from: None }
    }

    pub(super) fn expr(&mut self, expr: &hcl::Expression) -> Expr {
        let span = span_of(expr);
        let node = match expr {
            hcl::Expression::Null(_) => Node::Literal(Value::null()),
            hcl::Expression::Bool(b) => Node::Literal((*b.value()).into()),
            hcl::Expression::Number(_) => self.number(span),
            hcl::Expression::String(s) => Node::Literal(Value::string(s.value())),
            hcl::Expression::Array(items) => Node::Tuple(items.iter().map(|item| self.expr(item)).collect()),
            hcl::Expression::Object(object) => self.object(object),
            hcl::Expression::StringTemplate(template) => self.quoted(template),
            hcl::Expression::HeredocTemplate(heredoc) => self.heredoc(heredoc, span),
            hcl::Expression::Parenthesis(inner) => return self.expr(inner.inner()),
            hcl::Expression::Variable(name) => self.variable(Name::new(name.as_str())),
            hcl::Expression::Conditional(c) => {
                let three = [&c.cond_expr, &c.true_expr, &c.false_expr].map(|e| self.expr(e));
                Node::Conditional(Box::new(three))
            }
            hcl::Expression::FuncCall(call) => self.call(call, span),
            hcl::Expression::Traversal(traversal) => return self.traversal(traversal),
            hcl::Expression::UnaryOp(op) => self.unary(op),
            hcl::Expression::BinaryOp(op) => {
                let pair = [&op.lhs_expr, &op.rhs_expr].map(|e| self.expr(e));
                Node::Binary(binary_operator(*op.operator.value()), Box::new(pair))
            }
            hcl::Expression::ForExpr(f) => self.for_expr(f),
        };
        Expr { node, span }
    }

    /// Numbers are read from the source: the parser keeps machine floats.
    fn number(&mut self, span: Span) -> Node {
        let text = self.source.slice(span);
        let Some(number) = Number::parse(text) else {
            self.problem(format!("`{text}` is no number that can be held"), span, None);
            return Node::Literal(Value::null());
        };
        Node::Literal(number.into())
    }

    fn object(&mut self, object: &hcl::Object) -> Node {
        let entries = object.iter().map(|(key, value)| {
            let key = self.object_key(key);
            (key, self.expr(value.expr()))
        });
        Node::Object(entries.collect())
    }

    fn object_key(&mut self, key: &hcl::ObjectKey) -> Expr {
        let span = match key {
            hcl::ObjectKey::Ident(name) => span_of(name),
            hcl::ObjectKey::Expression(expr) => span_of(expr),
        };
        if let Some(original) = self.renamed.get(&(span.start as usize)) {
            return Expr { node: Node::Literal(Value::string(original)), span };
        }
        match key {
            hcl::ObjectKey::Ident(name) => Expr { node: Node::Literal(Value::string(name.as_str())), span },
            hcl::ObjectKey::Expression(hcl::Expression::Variable(name)) => {
                // A bare word is a key, not a variable; in parentheses it is an expression of its own.
                Expr { node: Node::Literal(Value::string(name.as_str())), span }
            }
            hcl::ObjectKey::Expression(hcl::Expression::Null(_)) => {
                Expr { node: Node::Literal(Value::string("null")), span }
            }
            hcl::ObjectKey::Expression(expr) => {
                if matches!(expr, hcl::Expression::Traversal(_)) {
                    let help =
                        "write `(a.b)` for the value of a reference, `\"a.b\"` for the text".to_owned();
                    self.problem("this key could be a reference or a text".to_owned(), span, Some(help));
                }
                self.expr(expr)
            }
        }
    }

    /// A name alone: a loop variable if one is in scope, otherwise the scope's.
    fn variable(&self, name: Name) -> Node {
        match self.slots.iter().rposition(|slot| *slot == Some(name)) {
            Some(slot) => Node::Slot(slot),
            None => Node::Root(name),
        }
    }

    fn unary(&mut self, op: &hcl::UnaryOp) -> Node {
        let operand = self.expr(&op.expr);
        match (op.operator.value(), operand.as_literal().and_then(Value::as_number)) {
            (hcl::UnaryOperator::Neg, Some(number)) => Node::Literal(number.neg().into()),
            (hcl::UnaryOperator::Neg, None) => Node::Unary(UnaryOperator::Negate, Box::new(operand)),
            (hcl::UnaryOperator::Not, _) => Node::Unary(UnaryOperator::Not, Box::new(operand)),
        }
    }

    fn traversal(&mut self, traversal: &hcl::Traversal) -> Expr {
        let start = self.expr(&traversal.expr);
        if traversal.operators.len() > MOST_STEPS {
            let message = format!("more than {MOST_STEPS} steps into a value");
            self.problem(message, span_of(traversal), None);
        }
        let steps: Vec<Step> = traversal.operators.iter().take(MOST_STEPS).map(|op| self.step(op)).collect();
        self.apply(start, &steps)
    }

    fn step(&mut self, operator: &hcl_edit::repr::Decorated<hcl::TraversalOperator>) -> Step {
        let span = span_of(operator);
        let kind = match operator.value() {
            hcl::TraversalOperator::AttrSplat(_) => StepKind::AttributeSplat,
            hcl::TraversalOperator::FullSplat(_) => StepKind::FullSplat,
            hcl::TraversalOperator::GetAttr(name) => StepKind::Attribute(Name::new(name.as_str())),
            hcl::TraversalOperator::Index(expr) => StepKind::Index(self.expr(expr)),
            hcl::TraversalOperator::LegacyIndex(index) => {
                let node =
                    Node::Literal(Number::from(i64::try_from(*index.value()).unwrap_or(i64::MAX)).into());
                StepKind::LegacyIndex(Expr { node, span })
            }
        };
        Step { kind, end: span.end }
    }

    fn apply(&mut self, mut expr: Expr, steps: &[Step]) -> Expr {
        for (at, step) in steps.iter().enumerate() {
            let span = Span { start: expr.span.start, end: step.end.max(expr.span.end) };
            let rest = &steps[at + 1..];
            let node = match &step.kind {
                StepKind::Attribute(name) => attribute(expr, *name),
                StepKind::Index(key) | StepKind::LegacyIndex(key) => {
                    Node::Index(Box::new(expr), Box::new(key.clone()))
                }
                StepKind::FullSplat => return self.splat(expr, rest, step.end),
                StepKind::AttributeSplat => {
                    // `a.*.b[0]`: only what follows a dot belongs to the elements; the index is the result's.
                    let is_own =
                        |s: &&Step| matches!(s.kind, StepKind::Attribute(_) | StepKind::LegacyIndex(_));
                    let own = rest.iter().take_while(is_own).count();
                    let splat = self.splat(expr, &rest[..own], step.end);
                    return self.apply(splat, &rest[own..]);
                }
            };
            expr = Expr { node, span };
        }
        expr
    }

    fn splat(&mut self, source: Expr, steps: &[Step], end: u32) -> Expr {
        let slot = self.slots.len();
        let element = Expr { node: Node::Slot(slot), span: source.span };
        self.slots.push(None);
        let each = self.apply(element, steps);
        self.slots.pop();
        let span = Span { start: source.span.start, end: end.max(each.span.end) };
        Expr { node: Node::Splat { source: Box::new(source), slot, each: Box::new(each) }, span }
    }

    /// Lowers a loop: the collection outside, the rest with key and value in two new slots.
    pub(super) fn in_loop<T>(
        &mut self,
        collection: &hcl::Expression,
        key: Option<&str>,
        value: &str,
        inside: impl FnOnce(&mut Self) -> T,
    ) -> (Loop, T) {
        let collection = self.expr(collection);
        let slot = self.slots.len();
        self.slots.extend([key.map(Name::new), Some(Name::new(value))]);
        let result = inside(self);
        self.slots.truncate(slot);
        (Loop { collection, slot }, result)
    }

    fn for_expr(&mut self, f: &hcl::ForExpr) -> Node {
        let key = f.intro.key_var.as_ref().map(|k| k.as_str());
        let (loops, (key, value, guard)) =
            self.in_loop(&f.intro.collection_expr, key, f.intro.value_var.as_str(), |lower| {
                let key = f.key_expr.as_ref().map(|k| lower.expr(k));
                let value = lower.expr(&f.value_expr);
                (key, value, f.cond.as_ref().map(|c| lower.expr(&c.expr)))
            });
        Node::For(Box::new(For { loops, key, value, guard, grouping: f.grouping }))
    }

    fn call(&mut self, call: &hcl::FuncCall, span: Span) -> Node {
        let args: Vec<Expr> = call.args.iter().map(|arg| self.expr(arg)).collect();
        let namespace: Vec<&str> = call.name.namespace.iter().map(|n| n.as_str()).collect();
        match self.target(&namespace, call.name.name.as_str(), span) {
            Some(target) => {
                self.check_count(&target, args.len(), call.args.expand_final(), span);
                self.check_reference(&target, &args);
                Node::Call(Box::new(Call { target, args, expand: call.args.expand_final() }))
            }
            None => Node::Literal(Value::null()),
        }
    }

    fn target(&mut self, namespace: &[&str], name: &str, span: Span) -> Option<Target> {
        if !matches!(namespace, [] | ["core"]) {
            let full = [namespace, &[name]].concat().join("::");
            let help = "only the built-in functions, called as `core::name(…)`, are available";
            self.problem(format!("`{full}` is not supported"), span, Some(help.to_owned()));
            return None;
        }
        match name {
            "try" => return Some(Target::Try),
            "can" => return Some(Target::Can),
            _ if SCOPED.contains(&name) => return Some(Target::Scoped(Name::new(name))),
            _ => {}
        }
        let found = functions::find(name).map(Target::Function);
        if found.is_none() {
            let known = functions::all().iter().map(|f| f.name()).chain(SCOPED).chain(["try", "can"]);
            let help = nearest(name, known).map(|near| format!("did you mean `{near}`?"));
            let help = help.or_else(|| Some("`sekisho functions` lists them".to_owned()));
            let length = self.source.slice(span).find('(').unwrap_or_default();
            let name_span = Span::new(span.start as usize..span.start as usize + length);
            self.problem(format!("there is no function `{name}`"), name_span, help);
        }
        found
    }

    /// What `templatestring` makes a template of is named, so that nobody mistakes its `${…}` for the caller's.
    fn check_reference(&mut self, target: &Target, args: &[Expr]) {
        let (Target::Scoped(name), Some(first)) = (target, args.first()) else { return };
        let named =
            matches!(first.node, Node::Root(_) | Node::Member(..) | Node::Attribute(..) | Node::Index(..));
        if name.as_str() == "templatestring" && !named {
            let message = "the template must be a reference to a value that is defined elsewhere".to_owned();
            self.problem(
                message,
                first.span,
                Some("write the template into a local value, and name that".to_owned()),
            );
        }
    }

    fn check_count(&mut self, target: &Target, given: usize, expand: bool, span: Span) {
        let wrong = match target {
            Target::Function(callable) if !expand => callable.signature.check_count(given).err(),
            Target::Try if given == 0 => Some("expected at least 1 argument, got 0".to_owned()),
            Target::Can if given != 1 => Some(format!("expected 1 argument, got {given}")),
            _ => None,
        };
        if let Some(why) = wrong {
            let help = match target {
                Target::Function(callable) => {
                    Some(format!("its signature is `{}`", callable.function.signature))
                }
                _ => None,
            };
            self.problem(why, span, help);
        }
    }
}

struct Step {
    kind: StepKind,
    end: u32,
}

enum StepKind {
    Attribute(Name),
    Index(Expr),
    /// `.0`
    LegacyIndex(Expr),
    FullSplat,
    AttributeSplat,
}

/// An attribute of a name that the scope answers is one node, so that the scope need not build the whole of it.
fn attribute(of: Expr, name: Name) -> Node {
    match of.node {
        Node::Root(root) => Node::Member(root, name),
        _ => Node::Attribute(Box::new(of), name),
    }
}

pub(super) fn span_of(item: &impl hcl_edit::Span) -> Span {
    item.span().map(Span::new).unwrap_or_default()
}

fn binary_operator(operator: hcl::BinaryOperator) -> BinaryOperator {
    match operator {
        hcl::BinaryOperator::And => BinaryOperator::And,
        hcl::BinaryOperator::Or => BinaryOperator::Or,
        hcl::BinaryOperator::Eq => BinaryOperator::Equal,
        hcl::BinaryOperator::NotEq => BinaryOperator::NotEqual,
        hcl::BinaryOperator::Less => BinaryOperator::Less,
        hcl::BinaryOperator::LessEq => BinaryOperator::LessOrEqual,
        hcl::BinaryOperator::Greater => BinaryOperator::Greater,
        hcl::BinaryOperator::GreaterEq => BinaryOperator::GreaterOrEqual,
        hcl::BinaryOperator::Plus => BinaryOperator::Add,
        hcl::BinaryOperator::Minus => BinaryOperator::Subtract,
        hcl::BinaryOperator::Mul => BinaryOperator::Multiply,
        hcl::BinaryOperator::Div => BinaryOperator::Divide,
        hcl::BinaryOperator::Mod => BinaryOperator::Remainder,
    }
}
