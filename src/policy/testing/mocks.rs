//! Mocks that refer to each other: their values, evaluated when they are asked for.

use std::cell::RefCell;

use crate::lang::{Evaluator, Expr, Failure, Node, Outcome, Scope};
use crate::terraform::{Action, Graph, Mock, PathStep, own_attribute, resolve};
use crate::value::{Mode, Name, Origin, Value};

use super::file::{Case, TestFile};

/// Nothing is planned of a mock without values.
#[must_use]
pub fn is_empty(case: &Case) -> bool {
    let nothing = |expr: &Option<Expr>| match expr.as_ref().map(|e| &e.node) {
        None => true,
        Some(Node::Object(entries)) => entries.is_empty(),
        Some(Node::Literal(value)) => value.is_null(),
        Some(_) => false,
    };
    nothing(&case.attrs) && nothing(&case.prior_attrs)
}

/// The graph of a test file's mocks, in the order of its cases.
///
/// # Errors
/// Where a value cannot be computed.
pub fn graph(file: &TestFile) -> Result<Graph, Failure> {
    let mocks = Mocks::new(file);
    let resources =
        mocks.cases.iter().enumerate().map(|(number, case)| {
            Ok(mocks.mock(case)?.into_resource(u32::try_from(number).unwrap_or(u32::MAX)))
        });
    Ok(resolve(resources.collect::<Result<_, Failure>>()?))
}

/// A value of the test file that is about no mock in particular.
///
/// # Errors
/// Where it cannot be computed.
pub fn value(file: &TestFile, expr: &Expr) -> Outcome {
    let mocks = Mocks::new(file);
    let mut expr = expr.clone();
    expr.rewrite(&mut |e| join_path(e));
    Evaluator::new(&mocks, None).eval(&expr)
}

struct Mocks {
    cases: Vec<Case>,
    locals: Vec<(Name, Expr)>,
    /// What is being evaluated: a name that turns up again refers to itself.
    open: RefCell<Vec<(Name, Name)>>,
}

impl Mocks {
    fn new(file: &TestFile) -> Self {
        let mut cases = file.cases.clone();
        let mut locals = file.locals.clone();
        for case in &mut cases {
            let expressions = [&mut case.attrs, &mut case.prior_attrs, &mut case.meta];
            expressions.into_iter().flatten().for_each(|e| e.rewrite(&mut |e| join_path(e)));
        }
        locals.iter_mut().for_each(|(_, e)| e.rewrite(&mut |e| join_path(e)));
        Self { cases, locals, open: RefCell::default() }
    }

    fn mock(&self, case: &Case) -> Result<Mock, Failure> {
        let eval =
            |expr: &Option<Expr>| expr.as_ref().map(|e| Evaluator::new(self, None).eval(e)).transpose();
        let given = |value: Option<Value>| value.filter(|v| v.as_fields().is_some_and(|f| !f.is_empty()));
        let (attrs, prior_attrs, meta) = (eval(&case.attrs)?, eval(&case.prior_attrs)?, eval(&case.meta)?);
        let operation =
            meta.as_ref().and_then(|m| m.as_fields()?.get_str("operation")?.as_str().map(str::to_owned));
        let (attrs, prior_attrs) = (given(attrs), given(prior_attrs));
        let action = match (operation.as_deref(), &attrs, &prior_attrs) {
            (Some("create"), ..) => Action::Create,
            (Some("update"), ..) => Action::Update,
            (Some("delete"), ..) | (None, None, Some(_)) => Action::Delete,
            (Some("no-op"), ..) => Action::NoOp,
            (Some(other), ..) => {
                return Err(Failure { span: case.span, ..wrong(format!("`{other}` is no operation")) });
            }
            (None, Some(_), Some(_)) => Action::Update,
            (None, ..) => Action::Create,
        };
        // A mock without values still exists: `attrs = {}` and joins on what it computes.
        let attrs = attrs.or_else(|| (action != Action::Delete).then(|| Value::object(Vec::new())));
        Ok(Mock { mode: case.mode, kind: case.kind, name: case.name, attrs, prior_attrs, action })
    }

    fn find(&self, path: &str) -> Option<&Case> {
        let (mode, rest) =
            path.strip_prefix("data.").map_or((Mode::Managed, path), |rest| (Mode::Data, rest));
        let (kind, name) = rest.split_once('.')?;
        self.cases.iter().find(|c| c.mode == mode && c.kind.as_str() == kind && c.name.as_str() == name)
    }

    fn attribute(&self, case: &Case, path: Name, name: Name, evaluator: &Evaluator<'_>) -> Outcome {
        let Some(Expr { node: Node::Object(entries), .. }) = &case.attrs else {
            return Ok(computed(case, path, name));
        };
        let is_it = |key: &Expr| key.as_literal().and_then(Value::as_str) == Some(name.as_str());
        let Some((_, value)) = entries.iter().rfind(|(key, _)| is_it(key)) else {
            return Ok(computed(case, path, name));
        };
        if self.open.borrow().contains(&(path, name)) {
            return Err(wrong(format!("`{path}.{name}` refers to itself")));
        }
        self.open.borrow_mut().push((path, name));
        let outcome = evaluator.nested().eval(value);
        self.open.borrow_mut().pop();
        outcome
    }
}

fn wrong(message: String) -> Failure {
    Failure::new(message, Origin::NONE)
}

/// What a mock leaves out is known after the apply.
fn computed(case: &Case, path: Name, name: Name) -> Value {
    own_attribute(path, case.kind, &[PathStep::Name(name)]).into()
}

/// `type.name.attribute` becomes one member, `type.name` and `attribute`, so that nothing else of the mock is evaluated.
fn join_path(expr: &mut Expr) {
    let Node::Attribute(of, name) = &expr.node else { return };
    let joined = match &of.node {
        // `type.name.attrs.attribute`
        Node::Member(path, attrs) if attrs.as_str() == "attrs" && path.contains('.') => Some((*path, *name)),
        Node::Member(root, _)
            if matches!(root.as_str(), "local" | "attrs" | "meta")
                || root.contains('.') && !root.starts_with("data.") =>
        {
            None
        }
        Node::Member(root, second) if root.as_str() == "data" => {
            Some((Name::new(&format!("data.{second}.{name}")), Name::new("")))
        }
        Node::Member(data, empty) if data.starts_with("data.") && empty.is_empty() => Some((*data, *name)),
        Node::Member(kind, mock) if !kind.contains('.') => {
            Some((Name::new(&format!("{kind}.{mock}")), *name))
        }
        _ => None,
    };
    if let Some((path, name)) = joined {
        expr.node = Node::Member(path, name);
    }
}

impl Scope for Mocks {
    fn root(&self, name: Name, _: &Evaluator<'_>) -> Outcome {
        Err(wrong(format!("there is no `{name}` in a test file")))
    }

    fn member(&self, root: Name, member: Name, evaluator: &Evaluator<'_>) -> Outcome {
        if root.as_str() == "local" {
            let found = self.locals.iter().find(|(name, _)| *name == member);
            let Some((_, expr)) = found else {
                return Err(wrong(format!("there is no local value `{member}`")));
            };
            return evaluator.nested().eval(expr);
        }
        let whole = !root.contains('.');
        let path = if whole { Name::new(&format!("{root}.{member}")) } else { root };
        let Some(case) = self.find(&path) else { return Err(wrong(format!("there is no mock `{path}`"))) };
        if !whole && !member.is_empty() {
            return self.attribute(case, path, member, evaluator);
        }
        match &case.attrs {
            Some(attrs) => evaluator.nested().eval(attrs),
            None => Ok(Value::block(Vec::new())),
        }
    }

    fn call(&self, function: Name, _: &[Value], _: &Evaluator<'_>) -> Outcome {
        Err(wrong(format!("`{function}` cannot be called in a test file")))
    }
}
