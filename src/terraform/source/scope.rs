//! What the names in a module's expressions stand for.

use std::sync::Arc;

use crate::lang::{Evaluator, Expr, Failure, Outcome, Scope};
use crate::text::Source;
use crate::value::{Marks, Mode, ModuleStep, Name, Origin, Reason, Type, Unknown, Value, convert};

use super::evaluation::{Evaluation, Instance, whole};
use super::files;
use super::given::Given;
use super::provider_functions;
use super::providers;
use super::references::OUTPUT;

/// Names that stand for something at a place besides those of its module: `each`, `count`, iterators of blocks.
pub(super) type Bound = Vec<(Name, Value)>;

/// A place in an instance of a module, from which names are read.
#[derive(Clone)]
pub(super) struct Here<'e> {
    pub evaluation: &'e Evaluation,
    pub module: Arc<Instance>,
    pub bound: Bound,
}

impl<'e> Here<'e> {
    /// In a module, outside of all repeated blocks.
    pub fn new(evaluation: &'e Evaluation, module: Arc<Instance>) -> Self {
        Self { evaluation, module, bound: Bound::new() }
    }

    /// The same place with these names besides.
    pub fn with(&self, bound: &[(Name, Value)]) -> Self {
        let mut here = self.clone();
        here.bound.extend(bound.iter().cloned());
        here
    }

    /// The value of an expression of the module's files.
    ///
    /// # Errors
    /// In a console, where it has none; elsewhere that is a note and an unknown value.
    pub fn outcome(&self, expr: &Expr, source: &Source) -> Outcome {
        self.evaluation.settled(self.evaluate(expr), source)
    }

    /// The same where an error cannot be handed on: nothing is known of the value then.
    pub fn expression(&self, expr: &Expr, source: &Source) -> Value {
        self.outcome(expr, source).unwrap_or_else(|_| failed())
    }

    /// The value of an expression.
    ///
    /// # Errors
    /// Where it has none.
    pub fn evaluate(&self, expr: &Expr) -> Outcome {
        Evaluator::new(self, None).eval(expr)
    }

    /// What a provider's function returns.
    fn function_of_provider(&self, provider: Name, name: &str, args: &[Value]) -> Outcome {
        let folder = &self.module.folder;
        if providers::is_required(folder, provider) {
            return provider_functions::call(&providers::source_of(folder, provider), name, args)
                .map_err(|why| Failure::new(format!("provider::{provider}::{name}: {why}"), Origin::NONE));
        }
        let message = format!("`{provider}` is not among the module's `required_providers`");
        Err(Failure::new(message, Origin::NONE))
    }

    fn local(&self, name: Name) -> Outcome {
        let local = self.module.folder.locals.get(&name).ok_or_else(|| missing("local value", name))?;
        self.outside().outcome(&local.item.expr, &local.source)
    }

    /// The same module, outside of the block that is repeated.
    pub fn outside(&self) -> Self {
        Self::new(self.evaluation, self.module.clone())
    }

    fn variable(&self, name: Name) -> Outcome {
        let variable = self.module.folder.variables.get(&name).ok_or_else(|| missing("variable", name))?;
        let (given, source, span) = match self.given(name)? {
            Some((value, source, span)) => (Some(value), source, span),
            None => (None, variable.block.source.clone(), variable.block.item.header),
        };
        let value = variable.value(given).map_err(|why| Failure {
            message: format!("variable `{name}`: {why}"),
            span,
            origin: Origin::NONE,
        });
        match self.evaluation.settled(value, &source)? {
            value if value.as_unknown().is_some_and(|u| u.reason == Reason::Failed) => {
                Ok(variable.unknown(Reason::Failed))
            }
            value => Ok(value),
        }
    }

    /// What is given for a variable: by the call of the module, or from outside for the root.
    pub fn given(&self, name: Name) -> Result<Option<(Value, Source, crate::text::Span)>, Failure> {
        if let Some(parent) = &self.module.parent {
            let Some(call) = parent.module.folder.calls.get(&parent.call) else { return Ok(None) };
            let Some(argument) = call.item.body.attribute(&name) else { return Ok(None) };
            let source = argument.from.as_ref().unwrap_or(&call.source);
            let there = Self::new(self.evaluation, parent.module.clone()).with(&parent.bound);
            return Ok(Some((there.outcome(&argument.expr, source)?, source.clone(), argument.expr.span)));
        }
        let (Some(given), Some(variable)) =
            (self.evaluation.given.values.get(&name), self.module.folder.variables.get(&name))
        else {
            return Ok(None);
        };
        let (source, span) = match given {
            Given::Written { source, expr } => (source.clone(), expr.span),
            Given::Text { .. } | Given::Planned(_) => {
                (variable.block.source.clone(), variable.block.item.header)
            }
        };
        Ok(Some((self.evaluation.settled(given.value(variable), &source)?, source, span)))
    }

    fn path(&self, name: Name) -> Outcome {
        Ok(Value::string(match name.as_str() {
            "module" => &self.module.shown,
            "root" => ".",
            "cwd" => return Ok(Value::string(&self.evaluation.root.to_string_lossy())),
            _ => return Err(missing("path", name)),
        }))
    }

    fn terraform(&self, name: Name) -> Outcome {
        match name.as_str() {
            "workspace" => Ok(Value::string(&self.evaluation.workspace)),
            "applying" => Ok(false.into()),
            _ => Err(missing("attribute", Name::new(&format!("terraform.{name}")))),
        }
    }

    /// All outputs of a module: one object, a tuple of them, an object of them.
    fn whole_module(&self, name: Name) -> Outcome {
        let Some(called) = self.call_instances(name)? else { return Ok(self.not_there(name)) };
        let outputs = |module: &Arc<Instance>| {
            let there = Self::new(self.evaluation, module.clone());
            let names = module.folder.outputs.keys();
            Value::object(
                names.map(|output| (*output, there.output(*output).unwrap_or_else(|_| failed()))).collect(),
            )
        };
        Ok(called.value(&format!("module.{name}"), outputs))
    }

    /// One output of the one instance of a module.
    fn output_of(&self, call: Name, output: Name) -> Outcome {
        match self.call_instances(call)? {
            None => Ok(self.not_there(call)),
            Some(called) => match called.get(None) {
                Some(module) => Self::new(self.evaluation, module.clone()).output(output),
                None => {
                    let message = format!(
                        "module.{call} has several instances: say which one, as in `module.{call}[0]`"
                    );
                    Err(Failure::new(message, Origin::NONE))
                }
            },
        }
    }

    /// One output of one instance: `module.call[key].output`.
    fn output_at(&self, args: &[Value]) -> Outcome {
        let [call, key, output] = args else { return Err(missing("output", Name::new(OUTPUT))) };
        let name = |value: &Value| Name::new(value.as_str().unwrap_or_default());
        let (call, output) = (name(call), name(output));
        let Some(called) = self.call_instances(call)? else { return Ok(self.not_there(call)) };
        if key.is_unknown() {
            let refs = key.unknowns();
            return Ok(Unknown::from_refs(refs).into());
        }
        match called.at(key) {
            Some(module) => Self::new(self.evaluation, module.clone()).output(output),
            None => {
                let key = convert(key, &Type::String).ok();
                let key = key.as_ref().and_then(Value::as_str).unwrap_or("?");
                Err(Failure::new(format!("module.{call} has no instance {key:?}"), Origin::NONE))
            }
        }
    }

    /// An output of this module.
    pub fn output(&self, name: Name) -> Outcome {
        let Some(output) = self.module.folder.outputs.get(&name) else {
            return Err(Failure::new(format!("the module has no output `{name}`"), Origin::NONE));
        };
        let Some(value) = output.item.body.attribute("value") else { return Ok(Value::null()) };
        let source = value.from.as_ref().unwrap_or(&output.source);
        let outcome = || self.outside().outcome(&value.expr, source);
        // A console shows what a module hands out, as Terraform's does.
        let says = output.item.body.attribute("sensitive").and_then(|a| a.expr.as_literal()?.as_bool());
        let marks =
            if says == Some(true) && !self.evaluation.strict { Marks::SENSITIVE } else { Marks::NONE };
        Ok(self.evaluation.once(&self.module, Name::new("output"), name, outcome)?.marked(marks))
    }

    /// Of a module whose source is not here nothing is known.
    fn not_there(&self, call: Name) -> Value {
        let own = ModuleStep { name: call, key: None }.to_string();
        let steps = self.module.path.iter().map(ToString::to_string).chain([own]);
        whole(&steps.collect::<Vec<_>>().join("."))
    }
}

fn failed() -> Value {
    Unknown { reason: Reason::Failed, ..Unknown::anything() }.into()
}

pub(super) fn missing(what: &str, name: Name) -> Failure {
    Failure::new(format!("there is no {what} `{name}`"), Origin::NONE)
}

impl Scope for Here<'_> {
    fn root(&self, name: Name, _: &Evaluator<'_>) -> Outcome {
        let bound = self.bound.iter().rev().find(|(own, _)| *own == name);
        bound.map(|(_, value)| value.clone()).ok_or_else(|| missing("name", name))
    }

    fn member(&self, root: Name, member: Name, _: &Evaluator<'_>) -> Outcome {
        if let Some((_, value)) = self.bound.iter().rev().find(|(own, _)| *own == root) {
            let found = value.as_fields().and_then(|fields| fields.get(member).cloned());
            return found.ok_or_else(|| missing("attribute", Name::new(&format!("{root}.{member}"))));
        }
        let once = |compute: &dyn Fn() -> Outcome| self.evaluation.once(&self.module, root, member, compute);
        match root.as_str() {
            "var" => once(&|| self.variable(member)),
            "local" => once(&|| self.local(member)),
            "path" => self.path(member),
            "terraform" => self.terraform(member),
            "module" => self.whole_module(member),
            "count" | "each" => {
                let message = format!("`{root}.{member}` means something only inside a repeated block");
                Err(Failure::new(message, Origin::NONE))
            }
            "data" => Ok(self.data_of_type(member)),
            _ => match root.split_once('.') {
                Some(("module", call)) => self.output_of(Name::new(call), member),
                Some(("data", kind)) => self.resource(Mode::Data, Name::new(kind), member),
                _ => self.resource(Mode::Managed, root, member),
            },
        }
    }

    fn waits_to_try(&self) -> bool {
        true
    }

    fn call(&self, function: Name, args: &[Value], _: &Evaluator<'_>) -> Outcome {
        if function.as_str() == OUTPUT {
            return self.output_at(args);
        }
        if let Some((provider, name)) = function.strip_prefix("provider::").and_then(|f| f.split_once("::")) {
            return self.function_of_provider(Name::new(provider), name, args);
        }
        let places = files::Places { root: &self.evaluation.root, boundary: &self.evaluation.boundary };
        files::call(function.as_str(), args, &places)
            .map_err(|why| Failure::new(format!("{function}: {why}"), Origin::NONE))
    }
}
