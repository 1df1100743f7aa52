//! What the names in a module's expressions stand for.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::lang::{Block, Evaluator, Expr, Failure, Outcome, Scope};
use crate::value::{Kind, Name, Origin, Ref, Type, Unknown, Value, convert};

use super::{Declared, Module, files, variables};

/// Deeper than this values do not refer to each other: each step is a step of recursion.
const DEEPEST: usize = 100;
/// More instances of one block are not told apart.
const MOST_INSTANCES: usize = 10_000;

/// The names of one module, for a number of evaluations; what has been computed once is kept.
pub(super) struct ModuleScope<'m> {
    module: &'m Module,
    /// How many module calls lead here.
    depth: usize,
    known: Rc<RefCell<HashMap<(Name, Name), Outcome>>>,
    /// What is being computed: to meet it again is a circle.
    open: Rc<RefCell<Vec<(Name, Name)>>>,
    /// `count` or `each`, inside a block that is repeated.
    instance: Option<(Name, Value)>,
}

impl<'m> ModuleScope<'m> {
    pub(super) fn new(module: &'m Module) -> Self {
        Self { module, depth: 0, known: Rc::default(), open: Rc::default(), instance: None }
    }

    pub(super) fn evaluate(&self, expr: &Expr) -> Outcome {
        Evaluator::new(self, None).eval(expr)
    }

    /// A declared value, computed when it is first read.
    fn once(&self, root: Name, member: Name, compute: impl FnOnce() -> Outcome) -> Outcome {
        let key = (root, member);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let problem = match self.open.borrow() {
            open if open.contains(&key) => Some("refers to itself"),
            open if open.len() > DEEPEST => Some("is one of too many values that refer to each other"),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(Failure::new(format!("`{root}.{member}` {problem}"), Origin::NONE));
        }
        self.open.borrow_mut().push(key);
        let outcome = compute();
        self.open.borrow_mut().pop();
        self.known.borrow_mut().insert(key, outcome.clone());
        outcome
    }

    /// An expression of one of the module's files; what is wrong in it is said with its place.
    fn declared(&self, source: &crate::text::Source, expr: &Expr) -> Outcome {
        let wrong = |message: String, span: crate::text::Span| {
            // Of several that lead to each other the innermost is where it is wrong.
            if message.ends_with(')') && message.contains(" (/") {
                return Failure::new(message, Origin::NONE);
            }
            let at = source.position(span.start as usize);
            Failure::new(format!("{message} ({}:{}:{})", source.name(), at.line, at.column), Origin::NONE)
        };
        self.module
            .check(expr, self.instance.is_some())
            .map_err(|problem| wrong(problem.message, problem.span))?;
        self.evaluate(expr).map_err(|failure| wrong(failure.message, failure.span))
    }

    fn local(&self, name: Name) -> Outcome {
        let local = self.module.locals.get(&name).ok_or_else(|| missing("local value", name))?;
        self.declared(&local.source, &local.item)
    }

    fn path(&self, name: Name) -> Outcome {
        Ok(Value::string(match name.as_str() {
            "module" => &self.module.path,
            "root" => ".",
            "cwd" => return Ok(Value::string(&self.module.root.to_string_lossy())),
            _ => return Err(missing("path", name)),
        }))
    }

    /// A resource: its attributes are known after the apply. Terraform's own `terraform_data` needs no provider to be
    /// known better.
    fn resource(&self, kind: Name, name: Name) -> Outcome {
        let address = Name::new(&format!("{kind}.{name}"));
        let Some(block) = self.module.resources.get(&(kind, name)) else {
            return Err(missing("resource", address));
        };
        if kind.as_str() == "terraform_data" { self.instances(address, block) } else { Ok(whole(address)) }
    }

    /// One object, a tuple of them with `count`, an object of them with `for_each`.
    fn instances(&self, address: Name, block: &Declared<Block>) -> Outcome {
        let body = &block.item.body;
        if let Some(count) = body.attribute("count") {
            let count = convert(&self.declared(&block.source, &count.expr)?, &Type::Number);
            let Some(count) =
                count.ok().and_then(|n| n.as_number()?.as_index()).filter(|n| *n <= MOST_INSTANCES)
            else {
                return Ok(whole(address));
            };
            let one = |at: usize| {
                let count = Value::object(vec![("index".into(), at.into())]);
                self.instance("count", count).terraform_data(Name::new(&format!("{address}[{at}]")), block)
            };
            return Ok(Value::tuple((0..count).map(one).collect::<Result<_, _>>()?));
        }
        let Some(for_each) = body.attribute("for_each") else { return self.terraform_data(address, block) };
        let Some(pairs) = pairs(&self.declared(&block.source, &for_each.expr)?) else {
            return Ok(whole(address));
        };
        let one = |(key, value): (Name, Value)| {
            let each = Value::object(vec![("key".into(), Value::string(&key)), ("value".into(), value)]);
            let address = Name::new(&format!("{address}[{:?}]", key.as_str()));
            Ok((key, self.instance("each", each).terraform_data(address, block)?))
        };
        Ok(Value::object(pairs.into_iter().map(one).collect::<Result<_, Failure>>()?))
    }

    /// The names inside one instance of a block.
    fn instance(&self, name: &str, value: Value) -> Self {
        let (known, open) = (self.known.clone(), self.open.clone());
        Self { known, open, instance: Some((name.into(), value)), ..*self }
    }

    fn terraform_data(&self, address: Name, block: &Declared<Block>) -> Outcome {
        let argument = |name: &str| match block.item.body.attribute(name) {
            Some(attribute) => self.declared(&block.source, &attribute.expr),
            None => Ok(Value::null()),
        };
        let id = Unknown {
            ty: Type::String,
            not_null: true,
            not_empty: true,
            ..Unknown::attribute(address, "id".into())
        };
        let input = argument("input")?;
        let output = Unknown { ty: Type::of(&input), ..Unknown::attribute(address, "output".into()) };
        Ok(Value::object(vec![
            ("id".into(), id.into()),
            ("input".into(), input),
            ("output".into(), output.into()),
            ("triggers_replace".into(), argument("triggers_replace")?),
        ]))
    }

    /// The outputs of a module below this one; unknown where its source is not in the same tree or it is repeated.
    fn call_outputs(&self, name: Name) -> Outcome {
        let call = self.module.calls.get(&name).ok_or_else(|| missing("module call", name))?;
        let body = &call.item.body;
        let source = body.attribute("source").and_then(|a| a.expr.as_literal()).and_then(Value::as_str);
        let local = source.filter(|source| source.starts_with("./") || source.starts_with("../"));
        let repeated = ["count", "for_each"].iter().any(|flag| body.attribute(flag).is_some());
        let (Some(local), false) = (local, repeated) else {
            return Ok(whole(Name::new(&format!("module.{name}"))));
        };
        if self.depth > DEEPEST / 5 {
            return Err(Failure::new("modules call each other too deeply", Origin::NONE));
        }
        let mut given = BTreeMap::new();
        for argument in &body.attributes {
            let value = self.declared(&call.source, &argument.expr)?;
            given.insert(argument.name, variables::Given::Value(value));
        }
        self.outputs(local, &given)
    }

    fn outputs(&self, source: &str, given: &BTreeMap<Name, variables::Given>) -> Outcome {
        let here = &self.module;
        let folder = here.folder.join(source);
        let path = files::clean(&format!("{}/{source}", here.path));
        let child = folder.canonicalize().ok().map(|folder| Module::read(&folder, &here.root, path, given));
        let child = match child {
            Some(Ok(child)) => child,
            Some(Err(problems)) => {
                let first = problems.first().map(|d| d.message.clone()).unwrap_or_default();
                return Err(Failure::new(
                    format!("the module in {source} cannot be read: {first}"),
                    Origin::NONE,
                ));
            }
            None => return Err(Failure::new(format!("there is no module in {source}"), Origin::NONE)),
        };
        let scope = ModuleScope { depth: self.depth + 1, ..ModuleScope::new(&child) };
        let outputs = child
            .outputs
            .iter()
            .map(|(name, output)| Ok((*name, scope.declared(&output.source, &output.item)?)));
        Ok(Value::object(outputs.collect::<Result<_, Failure>>()?))
    }
}

/// Keys and values of `for_each`, where all are known.
fn pairs(value: &Value) -> Option<Vec<(Name, Value)>> {
    if let (Kind::Set(_), Some(items)) = (&value.kind, value.as_elements()) {
        return items.iter().map(|item| Some((Name::new(item.as_str()?), item.clone()))).collect();
    }
    let fields = value.as_fields().filter(|f| f.symbolic.is_empty() && !value.has_possible())?;
    Some(fields.entries().to_vec())
}

/// All of a resource, of which nothing is known but its address.
fn whole(address: Name) -> Value {
    let refs = [Ref { address, attribute: None }].into();
    Unknown { refs, exact: true, not_null: true, ..Unknown::anything() }.into()
}

fn missing(what: &str, name: Name) -> Failure {
    Failure::new(format!("there is no {what} `{name}`"), Origin::NONE)
}

impl Scope for ModuleScope<'_> {
    fn root(&self, name: Name, _: &Evaluator<'_>) -> Outcome {
        match name.as_str() {
            // Types of data sources come between: `data.aws_ami.x`.
            "data" => Ok(whole(name)),
            _ => Err(missing("name", name)),
        }
    }

    fn member(&self, root: Name, member: Name, _: &Evaluator<'_>) -> Outcome {
        match root.as_str() {
            "count" | "each" => {
                let found = self.instance.as_ref().filter(|instance| instance.0 == root);
                let found = found.and_then(|instance| instance.1.as_fields()?.get(member).cloned());
                found.ok_or_else(|| missing("name", Name::new(&format!("{root}.{member}"))))
            }
            "var" => self.module.variables.get(&member).cloned().ok_or_else(|| missing("variable", member)),
            "local" => self.once(root, member, || self.local(member)),
            "path" => self.path(member),
            "terraform" => Ok(Value::string(&workspace(&self.module.root))),
            "module" => self.once(root, member, || self.call_outputs(member)),
            "data" => Ok(whole(Name::new(&format!("data.{member}")))),
            _ => self.once(root, member, || self.resource(root, member)),
        }
    }

    fn call(&self, function: Name, args: &[Value], _: &Evaluator<'_>) -> Outcome {
        files::call(function.as_str(), args, &self.module.root)
            .map_err(|why| Failure::new(format!("{function}: {why}"), Origin::NONE))
    }
}

/// The workspace that is selected in the folder.
fn workspace(root: &std::path::Path) -> String {
    let chosen = std::fs::read_to_string(root.join(".terraform/environment")).ok();
    let named = std::env::var("TF_WORKSPACE").ok().or(chosen).filter(|name| !name.trim().is_empty());
    named.map_or_else(|| "default".to_owned(), |name| name.trim().to_owned())
}
