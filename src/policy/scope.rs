//! What the names in a policy's expressions stand for, for one resource and one operation.

use std::cell::OnceCell;
use std::sync::OnceLock;

use crate::lang::{Evaluator, Expr, Failure, Outcome, Recorder, Scope, World, read_attribute};
use crate::terraform::{DECLARED, Graph, Resource, Role, declared};
use crate::text::nearest;
use crate::value::{Fields, Name, Origin, Unknown, Value};

use super::file::{Operation, PolicyFile, ResourcePolicy};
use super::join;
use super::locals::Locals;
use super::ownership::{self, OWNED};

/// Graphs up to this size are looked through again for each explanation.
const EXPLAINED_ANEW: usize = 1_000;

/// A policy file together with the values of its inputs and, per graph, of its shared local values.
#[derive(Debug)]
pub struct FileState<'f> {
    /// The file.
    pub file: &'f PolicyFile,
    /// Values of its inputs.
    pub inputs: &'f [(Name, Value)],
    /// Values of the file's locals: they see no single resource, so they are the same for all.
    shared: Vec<OnceLock<Outcome>>,
}

impl<'f> FileState<'f> {
    /// For one graph.
    #[must_use]
    pub fn new(file: &'f PolicyFile, inputs: &'f [(Name, Value)]) -> Self {
        Self { file, inputs, shared: file.locals.names().map(|_| OnceLock::new()).collect() }
    }
}

/// The resource that a policy is evaluated for.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'g> {
    /// Its number in the graph.
    pub number: u32,
    /// Itself.
    pub resource: &'g Resource,
    /// What is done to it, as far as this evaluation goes.
    pub operation: Operation,
}

/// The names that one evaluation sees.
pub struct PolicyScope<'s> {
    graph: &'s Graph,
    state: &'s FileState<'s>,
    policy: &'s ResourcePolicy,
    subject: Subject<'s>,
    own: Vec<OnceCell<Outcome>>,
    /// The file's locals once more, for an explanation or a world.
    shared: OnceCell<Vec<OnceCell<Outcome>>>,
    /// Which of the possible elements are there, when that is settled.
    world: Option<&'s World>,
}

impl<'s> PolicyScope<'s> {
    /// For one resource.
    #[must_use]
    pub fn new(
        graph: &'s Graph,
        state: &'s FileState<'s>,
        policy: &'s ResourcePolicy,
        subject: Subject<'s>,
    ) -> Self {
        let own = policy.locals.names().map(|_| OnceCell::new()).collect();
        Self { graph, state, policy, subject, own, shared: OnceCell::new(), world: None }
    }

    /// The same, in a world where nothing is merely possible.
    #[must_use]
    pub fn in_world(self, world: Option<&'s World>) -> Self {
        Self { world, ..self }
    }

    /// Evaluates expressions that use these names.
    #[must_use]
    pub fn evaluator<'e>(&'e self, recorder: Option<&'e Recorder>) -> Evaluator<'e> {
        Evaluator::new(self, recorder).in_world(self.world)
    }

    /// The values before or after, as the operation shows them; none where every attribute is null.
    fn side(&self, prior: bool) -> Option<&Value> {
        let Subject { resource, operation, .. } = self.subject;
        match (prior, operation) {
            (false, Operation::Delete) => None,
            (false, _) => Some(&resource.after),
            (true, Operation::Create) => Some(&NULL),
            (true, Operation::NoOp) => {
                Some(if resource.before.is_null() { &resource.after } else { &resource.before })
            }
            (true, _) => Some(&resource.before),
        }
    }

    fn attributes(&self, prior: bool, evaluator: &Evaluator<'_>) -> Value {
        let value = self.side(prior).cloned().unwrap_or_else(|| Value::block(Vec::new()));
        match evaluator.recorder {
            Some(recorder) => recorder.tag(&value, self.subject.number, ""),
            None => value,
        }
    }

    fn attribute(&self, prior: bool, name: Name, evaluator: &Evaluator<'_>) -> Outcome {
        let found = match self.side(prior) {
            None => Some(Some(Value::unset())),
            Some(value) => {
                value.as_fields().map(|f| f.get(name).cloned().or_else(|| f.open.then(Value::unset)))
            }
        };
        let Some(found) = found else {
            let what = if prior { "prior_attrs" } else { "attrs" };
            return Err(Failure::new(format!("cannot read `{name}`: `{what}` is null here"), Origin::NONE));
        };
        let Some(found) = found else {
            let fields = self.side(prior).and_then(Value::as_fields);
            let names = fields.map(Fields::entries).unwrap_or_default().iter().map(|(name, _)| name.as_str());
            let near = nearest(&name, names).map(|near| format!(" (did you mean `{near}`?)"));
            let failure = missing("attribute or block", name);
            return Err(Failure { message: failure.message + &near.unwrap_or_default(), ..failure });
        };
        Ok(match evaluator.recorder {
            Some(recorder) => recorder.tag(&found, self.subject.number, &name),
            None if found.origin == Origin::NONE => found.at(Origin(self.subject.number + 1)),
            None => found,
        })
    }

    /// What the source says of a resource, where it is that which is asked for.
    fn declared(&self, member: Name, evaluator: &Evaluator<'_>) -> Option<Value> {
        let number = self.subject.number;
        let told = |(name, value): &(Name, Value)| (*name == member).then(|| value.clone());
        if self.graph.role(number) != Role::Resource {
            return None;
        }
        let value = declared(self.graph.declaration(number), &member)?;
        let value = self.graph.meta(number).iter().find_map(told).unwrap_or(value);
        Some(match (evaluator.recorder, member.as_str()) {
            (Some(recorder), "arguments") if value.is_unknown() => {
                recorder.tag(&value, number, "meta.arguments")
            }
            (Some(recorder), name) if name != "arguments" => {
                recorder.tag(&value, number, &format!("lifecycle.{name}"))
            }
            _ => value,
        })
    }

    /// What every entry says of itself, and what this one brings besides.
    fn meta(&self) -> Value {
        let Subject { number, resource, operation } = self.subject;
        let module = resource.address.module_text();
        let provider_type = resource.provider.rsplit('/').next().unwrap_or_default();
        let tags = Value::object(vec![("tags".into(), Value::object(Vec::new()))]);
        let stack = ["name", "id", "deployment"].map(|name| (name.into(), Value::string("")));
        let mut members = vec![
            ("address".into(), Value::string(&resource.id)),
            ("tfe_workspace".into(), tags),
            ("tfe_stack".into(), Value::object(stack.into())),
        ];
        if matches!(self.graph.role(number), Role::Resource | Role::Change) {
            members.extend([
                ("type".into(), Value::string(&resource.kind())),
                ("provider_type".into(), Value::string(provider_type)),
                ("module_path".into(), Value::string(if module.is_empty() { "." } else { &module })),
                ("operation".into(), Value::string(operation.as_str())),
            ]);
        }
        if OWNED.contains(&self.graph.role(number)) {
            members.extend(ownership::MEMBERS.map(|name| (name.into(), Value::null())));
        }
        // Of equal names the last counts.
        members.extend_from_slice(self.graph.told(number));
        members.extend_from_slice(self.graph.meta(number));
        Value::object(members)
    }

    fn whole_meta(&self, evaluator: &Evaluator<'_>) -> Value {
        let own = DECLARED.map(Name::new).into_iter();
        let own = own.filter_map(|name| Some((name, self.declared(name, evaluator)?)));
        let meta = self.meta();
        let entries = meta.as_fields().map(Fields::entries).unwrap_or_default();
        // Of equal names the last counts.
        Value::object(own.chain(entries.iter().cloned()).collect())
    }

    fn input(&self, name: Name) -> Outcome {
        let found = self.state.inputs.iter().find(|(input, _)| *input == name);
        found.map(|(_, value)| value.clone()).ok_or_else(|| missing("input", name))
    }

    /// The policy's own local of this name, otherwise the file's.
    fn local(&self, name: Name, evaluator: &Evaluator<'_>) -> Outcome {
        if let Some((at, expr)) = self.policy.locals.find(name) {
            return self.own[at].get_or_init(|| evaluator.nested().eval(expr)).clone();
        }
        let Some((at, expr)) = self.state.file.locals.find(name) else {
            return Err(missing("local value", name));
        };
        self.shared_local(at, expr, evaluator)
    }

    /// A local of the file is computed once for all resources. An explanation computes it anew, with its reads, and a world
    /// with its own elements, unless that would mean to look through a large plan once for every finding.
    fn shared_local(&self, at: usize, expr: &Expr, evaluator: &Evaluator<'_>) -> Outcome {
        if evaluator.recorder.is_none() && evaluator.world.is_none() {
            return self.state.shared[at].get_or_init(|| evaluator.nested().eval(expr)).clone();
        }
        let anew =
            self.shared.get_or_init(|| self.state.file.locals.names().map(|_| OnceCell::new()).collect());
        let small = self.graph.resources.len() <= EXPLAINED_ANEW;
        let compute =
            || if small { evaluator.nested().eval(expr) } else { self.settled(at, expr, evaluator) };
        anew[at].get_or_init(compute).clone()
    }

    /// What was computed for all resources, without what is merely possible in it.
    fn settled(&self, at: usize, expr: &Expr, evaluator: &Evaluator<'_>) -> Outcome {
        let plain = || Evaluator::new(self, None).eval(expr);
        let value = self.state.shared[at].get_or_init(plain).clone()?;
        Ok(match evaluator.world {
            Some(world) => world.settle(value),
            None => value,
        })
    }

    fn locals_object(&self, evaluator: &Evaluator<'_>) -> Outcome {
        let names = |locals: &Locals| locals.names().collect::<Vec<_>>();
        let all = [names(&self.state.file.locals), names(&self.policy.locals)].concat();
        let entries = all.into_iter().map(|name| Ok((name, self.local(name, evaluator)?)));
        Ok(Value::object(entries.collect::<Result<_, Failure>>()?))
    }
}

static NULL: Value = Value {
    kind: crate::value::Kind::Null(crate::value::Type::Dynamic),
    marks: crate::value::Marks::NONE,
    origin: Origin::NONE,
};

fn missing(what: &str, name: Name) -> Failure {
    Failure::new(format!("there is no {what} `{name}`"), Origin::NONE)
}

impl Scope for PolicyScope<'_> {
    fn root(&self, name: Name, evaluator: &Evaluator<'_>) -> Outcome {
        match name.as_str() {
            "attrs" => Ok(self.attributes(false, evaluator)),
            "prior_attrs" => Ok(self.attributes(true, evaluator)),
            "meta" => Ok(self.whole_meta(evaluator)),
            "local" => self.locals_object(evaluator),
            "input" => Ok(Value::object(self.state.inputs.to_vec())),
            _ => Err(missing("name", name)),
        }
    }

    fn member(&self, root: Name, member: Name, evaluator: &Evaluator<'_>) -> Outcome {
        match root.as_str() {
            "attrs" => self.attribute(false, member, evaluator),
            "prior_attrs" => self.attribute(true, member, evaluator),
            "local" => self.local(member, evaluator),
            "input" => self.input(member),
            _ => {
                if let Some(declared) = self.declared(member, evaluator).filter(|_| root.as_str() == "meta") {
                    return Ok(declared);
                }
                let whole = if root.as_str() == "meta" { self.meta() } else { self.root(root, evaluator)? };
                read_attribute(&whole, member, evaluator.recorder).map_err(|e| Failure::new(e, Origin::NONE))
            }
        }
    }

    fn call(&self, function: Name, args: &[Value], evaluator: &Evaluator<'_>) -> Outcome {
        match function.as_str() {
            "getresources" => join::getresources(self.graph, args, evaluator),
            "getdatasource" => join::getdatasource(self.graph, args, evaluator),
            _ => Ok(Unknown { reason: crate::value::Reason::Function, ..Unknown::anything() }.into()),
        }
    }
}
