//! Mocks that refer to each other: their values, evaluated when they are asked for.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::lang::{Evaluator, Expr, Failure, Node, Outcome, Scope};
use crate::terraform::tables::as_planned;
use crate::terraform::{
    About, Action, Declaration, Graph, Lifecycle, Mock, Resource, Role, module_meta, own_attribute,
    provider_meta, resolve_with,
};
use crate::value::{Address, Fields, Marks, Mode, Name, Origin, PathStep, Value};

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
    let mut about = BTreeMap::new();
    let mut resources = Vec::with_capacity(mocks.cases.len());
    for (number, case) in (0..).zip(&mocks.cases) {
        let meta = mocks.meta(case)?;
        let resource = match case.role {
            Role::Resource => mocks.mock(case, &meta)?.into_resource(number),
            Role::Module | Role::Provider | Role::Source | Role::Change => mocks.block(case)?,
        };
        if case.role != Role::Resource || !meta.is_empty() {
            about.insert(number, About { role: case.role, meta: described(case, meta) });
        }
        resources.push(resource);
    }
    let graph = resolve_with(resources, about);
    Ok(graph.declaring(|_, resource| Some(declaration(resource))))
}

/// A mock's block sets what the mock gives, and has no `lifecycle`.
fn declaration(resource: &Resource) -> Declaration {
    let entries = resource.after.as_fields().map(Fields::entries).unwrap_or_default();
    let given = entries.iter().filter(|(_, value)| !value.is_null() && !value.is_left_out());
    let lifecycle = Lifecycle { prevent_destroy: Some(false), ..Lifecycle::default() };
    Declaration { arguments: given.map(|(name, _)| *name).collect(), lifecycle: lifecycle.into() }
}

/// What a mock says of itself, and what it leaves out.
fn described(case: &Case, given: Vec<(Name, Value)>) -> Vec<(Name, Value)> {
    let text = |name: &str| given.iter().find(|(own, _)| own.as_str() == name).and_then(|(_, v)| v.as_str());
    let mut meta = match case.role {
        Role::Resource | Role::Change => Vec::new(),
        Role::Module => module_meta(&case.kind, None, &address(case)),
        Role::Provider => {
            let source = text("source").map_or_else(|| source_of(&case.kind), str::to_owned);
            provider_meta(&case.kind, None, &source, Value::null())
        }
        Role::Source => source_meta(case),
    };
    if case.role != Role::Resource {
        meta.push(("module_path".into(), Value::string(".")));
    }
    // Of equal names the last counts.
    meta.extend(given);
    meta
}

/// A block in the main file of a root module that something reads.
fn source_meta(case: &Case) -> Vec<(Name, Value)> {
    vec![
        ("type".into(), Value::string(&case.kind)),
        ("name".into(), Value::string(&case.name)),
        ("labels".into(), Value::list(vec![Value::string(&case.name)])),
        ("file".into(), Value::string("main.tf")),
        ("line".into(), 1_usize.into()),
        ("is_root".into(), true.into()),
        ("references".into(), 1_usize.into()),
        ("providers".into(), Value::list(Vec::new())),
    ]
}

fn source_of(provider: &str) -> String {
    format!("registry.terraform.io/hashicorp/{provider}")
}

fn address(case: &Case) -> String {
    match case.role {
        Role::Provider => format!("provider[\"{}\"].{}", source_of(&case.kind), case.name),
        Role::Source => format!("{}.{}", case.kind, case.name),
        _ => format!("module.{}", case.name),
    }
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

    fn eval(&self, expr: Option<&Expr>) -> Result<Option<Value>, Failure> {
        expr.map(|e| Evaluator::new(self, None).eval(e)).transpose()
    }

    fn meta(&self, case: &Case) -> Result<Vec<(Name, Value)>, Failure> {
        let meta = self.eval(case.meta.as_ref())?;
        Ok(meta.as_ref().and_then(Value::as_fields).map(|f| f.entries().to_vec()).unwrap_or_default())
    }

    /// A module call or provider: what is written for it, as it is.
    fn block(&self, case: &Case) -> Result<Resource, Failure> {
        let attrs = self.eval(case.attrs.as_ref())?.unwrap_or_else(|| Value::object(Vec::new()));
        let (mode, kind, name) = (Mode::Managed, case.kind, case.name);
        let place = Address { module: Vec::new(), mode, kind, name, key: None };
        let bare = Resource::bare(place, Name::new(&address(case)), Name::new(""), Action::NoOp);
        Ok(Resource { after: as_planned(&attrs, Marks::NONE), ..bare })
    }

    fn mock(&self, case: &Case, meta: &[(Name, Value)]) -> Result<Mock, Failure> {
        let given = |value: Option<Value>| value.filter(|v| v.as_fields().is_some_and(|f| !f.is_empty()));
        let (attrs, prior_attrs) = (self.eval(case.attrs.as_ref())?, self.eval(case.prior_attrs.as_ref())?);
        let operation = meta.iter().find(|(name, _)| name.as_str() == "operation");
        let operation = operation.and_then(|(_, v)| v.as_str().map(str::to_owned));
        let (attrs, prior_attrs) = (given(attrs), given(prior_attrs));
        let action = match (operation.as_deref(), &attrs, &prior_attrs) {
            (Some("create"), ..) => Action::Create,
            (Some("update"), ..) => Action::Update,
            (Some("replace"), ..) => Action::Replace,
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
        let is_it = |c: &&Case| c.mode == mode && c.kind.as_str() == kind && c.name.as_str() == name;
        self.cases.iter().filter(|c| c.role == Role::Resource).find(is_it)
    }

    fn attribute(&self, case: &Case, path: Name, name: Name, evaluator: &Evaluator<'_>) -> Outcome {
        let Some(attrs) = &case.attrs else { return Ok(computed(case, path, name)) };
        let Node::Object(entries) = &attrs.node else {
            // Put together by a function: there is no telling the attribute before all of it is there.
            let whole = self.guarded((path, Name::new("attrs")), attrs, evaluator)?;
            let found = whole.as_fields().and_then(|f| f.get(name)).cloned();
            return Ok(found.unwrap_or_else(|| computed(case, path, name)));
        };
        let is_it = |key: &Expr| key.as_literal().and_then(Value::as_str) == Some(name.as_str());
        let Some((_, value)) = entries.iter().rfind(|(key, _)| is_it(key)) else {
            return Ok(computed(case, path, name));
        };
        self.guarded((path, name), value, evaluator)
    }

    fn local(&self, name: Name, evaluator: &Evaluator<'_>) -> Outcome {
        let Some((_, expr)) = self.locals.iter().find(|(own, _)| *own == name) else {
            return Err(wrong(format!("there is no local value `{name}`")));
        };
        self.guarded((Name::new("local"), name), expr, evaluator)
    }

    /// Evaluates what stands for a path, unless that is what is being evaluated already.
    fn guarded(&self, path: (Name, Name), expr: &Expr, evaluator: &Evaluator<'_>) -> Outcome {
        if self.open.borrow().contains(&path) {
            return Err(wrong(format!("`{}.{}` refers to itself", path.0, path.1)));
        }
        self.open.borrow_mut().push(path);
        let outcome = evaluator.nested().eval(expr);
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
            return self.local(member, evaluator);
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
