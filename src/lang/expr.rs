//! The compact form of expressions and bodies: what evaluation, analysis and policies see.
//!
//! The parser stays hidden behind it. Names are interned, loop variables are slots on a stack, functions are resolved,
//! and every node knows its span.

use std::sync::Arc;

use crate::text::{Source, Span};
use crate::value::{Name, Value};

use super::functions::Callable;

/// An expression with its place in the source.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug)]
pub enum Node {
    /// A constant.
    Literal(Value),
    /// A loop variable, by its place on the stack.
    Slot(usize),
    /// A name that the scope answers: `attrs`.
    Root(Name),
    /// An attribute of such a name, which the scope may answer lazily: `local.x`.
    Member(Name, Name),
    /// `expr.name`
    Attribute(Box<Expr>, Name),
    /// `expr[key]`
    Index(Box<Expr>, Box<Expr>),
    /// `expr[*]…` or `expr.*…`: `each` is evaluated with every element in the slot.
    Splat {
        /// What is taken apart.
        source: Box<Expr>,
        /// Where the element stands.
        slot: usize,
        /// What is done with each.
        each: Box<Expr>,
    },
    /// `[…]`
    Tuple(Vec<Expr>),
    /// `{…}`
    Object(Vec<(Expr, Expr)>),
    /// `"…${…}…"` or a heredoc.
    Template(Vec<Part>),
    /// `!x`, `-x`
    Unary(UnaryOperator, Box<Expr>),
    /// `a + b`
    Binary(BinaryOperator, Box<[Expr; 2]>),
    /// `condition ? yes : no`
    Conditional(Box<[Expr; 3]>),
    /// `[for …]`, `{for …}`
    For(Box<For>),
    /// `name(…)`
    Call(Box<Call>),
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum Part {
    /// Text.
    Text(Arc<str>),
    /// `${…}`
    Value(Expr),
    /// `%{if …}…%{else}…%{endif}`
    If {
        /// Decides.
        condition: Expr,
        /// Text if it is true.
        yes: Vec<Part>,
        /// Text if it is not.
        no: Vec<Part>,
    },
    /// `%{for …}…%{endfor}`
    For {
        /// What it runs over.
        loops: Loop,
        /// Text for each element.
        body: Vec<Part>,
    },
}

/// What a loop runs over and which slots it fills.
#[derive(Clone, Debug)]
pub struct Loop {
    /// The collection.
    pub collection: Expr,
    /// First of the two slots: the key; the value is in the next one.
    pub slot: usize,
}

/// A `for` expression.
#[derive(Clone, Debug)]
pub struct For {
    /// What it runs over.
    pub loops: Loop,
    /// Key of the entry it makes; none makes a list.
    pub key: Option<Expr>,
    /// The element it makes.
    pub value: Expr,
    /// Which elements it keeps.
    pub guard: Option<Expr>,
    /// `...`: values of equal keys are gathered into lists.
    pub grouping: bool,
}

/// A call of a function.
#[derive(Clone, Debug)]
pub struct Call {
    /// Which function.
    pub target: Target,
    /// Its arguments.
    pub args: Vec<Expr>,
    /// `...`: the last argument is a list of further ones.
    pub expand: bool,
}

/// What a call calls.
#[derive(Clone, Debug)]
pub enum Target {
    /// A function of values.
    Function(Callable),
    /// `try`: the first argument that can be evaluated.
    Try,
    /// `can`: whether its argument can be evaluated.
    Can,
    /// A function that the scope answers (`getresources`).
    Scoped(Name),
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `!`
    Not,
    /// `-`
    Negate,
}

/// Operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the operator it is named for")]
pub enum BinaryOperator {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// A file's or block's contents, in the order of the source.
#[derive(Clone, Debug)]
pub struct Body {
    /// Arguments.
    pub attributes: Vec<Attribute>,
    /// Nested blocks.
    pub blocks: Vec<Block>,
    /// Whether everything in it could be understood: otherwise it may lack what is written in it.
    pub is_whole: bool,
}

impl Default for Body {
    fn default() -> Self {
        Self { attributes: Vec::new(), blocks: Vec::new(), is_whole: true }
    }
}

/// `name = expr`
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: Name,
    /// Where the name stands.
    pub name_span: Span,
    /// Its value.
    pub expr: Expr,
    /// The file it stands in, where that is another than its block's: an override's.
    pub from: Option<Source>,
    /// From the name to the end of the value, parentheses included.
    pub span: Span,
}

/// `kind "label" … { … }`
#[derive(Clone, Debug)]
pub struct Block {
    /// Its type.
    pub kind: Name,
    /// Its labels and where they stand.
    pub labels: Vec<(Name, Span)>,
    /// From the type to the last label.
    pub header: Span,
    /// What is in it.
    pub body: Body,
    /// The file it stands in, where that is another than that of the block around it: an override's.
    pub from: Option<Source>,
    /// From the type to the closing brace.
    pub span: Span,
}

impl Body {
    /// Whether everything in it and in the blocks below could be understood.
    #[must_use]
    pub fn is_whole_below(&self) -> bool {
        self.is_whole && self.blocks.iter().all(|block| block.body.is_whole_below())
    }

    /// The argument of this name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name.as_str() == name)
    }

    /// The nested blocks of this type.
    pub fn blocks_of<'b>(&'b self, kind: &'b str) -> impl Iterator<Item = &'b Block> {
        self.blocks.iter().filter(move |b| b.kind.as_str() == kind)
    }
}

impl Expr {
    /// The expressions directly inside this one.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.node {
            Node::Literal(_) | Node::Slot(_) | Node::Root(_) | Node::Member(..) => Vec::new(),
            Node::Attribute(inner, _) | Node::Unary(_, inner) => vec![inner],
            Node::Index(source, key) => vec![source, key],
            Node::Splat { source, each, .. } => vec![source, each],
            Node::Tuple(items) => items.iter().collect(),
            Node::Object(entries) => entries.iter().flat_map(|(k, v)| [k, v]).collect(),
            Node::Template(parts) => parts.iter().flat_map(Part::expressions).collect(),
            Node::Binary(_, pair) => pair.iter().collect(),
            Node::Conditional(three) => three.iter().collect(),
            Node::For(f) => {
                let optional = f.key.iter().chain(&f.guard);
                [&f.loops.collection, &f.value].into_iter().chain(optional).collect()
            }
            Node::Call(call) => call.args.iter().collect(),
        }
    }

    /// Calls `visit` with this expression and everything inside it.
    pub fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// Replaces expressions from the inside out.
    pub fn rewrite(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        match &mut self.node {
            Node::Literal(_) | Node::Slot(_) | Node::Root(_) | Node::Member(..) => {}
            Node::Attribute(inner, _) | Node::Unary(_, inner) => inner.rewrite(change),
            Node::Index(source, key) => [source, key].into_iter().for_each(|e| e.rewrite(change)),
            Node::Splat { source, each, .. } => [source, each].into_iter().for_each(|e| e.rewrite(change)),
            Node::Tuple(items) => items.iter_mut().for_each(|e| e.rewrite(change)),
            Node::Object(entries) => entries.iter_mut().for_each(|(k, v)| {
                k.rewrite(change);
                v.rewrite(change);
            }),
            Node::Template(parts) => parts.iter_mut().for_each(|p| p.rewrite(change)),
            Node::Binary(_, pair) => pair.iter_mut().for_each(|e| e.rewrite(change)),
            Node::Conditional(three) => three.iter_mut().for_each(|e| e.rewrite(change)),
            Node::For(f) => {
                let always = [&mut f.loops.collection, &mut f.value].into_iter();
                always.chain(&mut f.key).chain(&mut f.guard).for_each(|e| e.rewrite(change));
            }
            Node::Call(call) => call.args.iter_mut().for_each(|e| e.rewrite(change)),
        }
        change(self);
    }

    /// The constant that it is, if it is one.
    #[must_use]
    pub fn as_literal(&self) -> Option<&Value> {
        match &self.node {
            Node::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// The scoped functions that it calls, by name.
    #[must_use]
    pub fn scoped_calls(&self) -> Vec<(Name, &Call, Span)> {
        let mut found = Vec::new();
        self.walk(&mut |expr| {
            if let Node::Call(call) = &expr.node
                && let Target::Scoped(name) = call.target
            {
                found.push((name, &**call, expr.span));
            }
        });
        found
    }

    /// The names that the scope answers, with the member where one is read, and where.
    #[must_use]
    pub fn roots(&self) -> Vec<(Name, Option<Name>, Span)> {
        let mut found = Vec::new();
        self.walk(&mut |expr| match expr.node {
            Node::Root(root) => found.push((root, None, expr.span)),
            Node::Member(root, member) => found.push((root, Some(member), expr.span)),
            _ => {}
        });
        found
    }
}

impl Part {
    fn rewrite(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        match self {
            Self::Text(_) => {}
            Self::Value(expr) => expr.rewrite(change),
            Self::If { condition, yes, no } => {
                condition.rewrite(change);
                yes.iter_mut().chain(no).for_each(|p| p.rewrite(change));
            }
            Self::For { loops, body } => {
                loops.collection.rewrite(change);
                body.iter_mut().for_each(|p| p.rewrite(change));
            }
        }
    }

    fn expressions(&self) -> Vec<&Expr> {
        fn inside(parts: &[Part]) -> impl Iterator<Item = &Expr> {
            parts.iter().flat_map(Part::expressions)
        }
        match self {
            Self::Text(_) => Vec::new(),
            Self::Value(expr) => vec![expr],
            Self::If { condition, yes, no } => {
                std::iter::once(condition).chain(inside(yes)).chain(inside(no)).collect()
            }
            Self::For { loops, body } => std::iter::once(&loops.collection).chain(inside(body)).collect(),
        }
    }
}
