//! The `configuration` of a plan: which arguments are set, and what their expressions refer to.
//!
//! References are followed through variables, module calls and outputs to the resources at the end. What plan JSON does
//! not record (locals, dynamic blocks) is said to be lost, never guessed.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::text::json::{JsonError, Next, Reader};
use crate::value::{InstanceKey, ModuleStep, Name, PathStep, Ref, Value, from_json};

/// One module of the configuration.
#[derive(Debug, Default)]
pub struct Module<'t> {
    /// By `type.name` or `data.type.name`.
    resources: HashMap<String, ResourceBlock<'t>>,
    calls: HashMap<String, ModuleCall<'t>>,
    outputs: HashMap<String, &'t str>,
    /// Local values that a `count` depends on: those are known when the plan is made.
    counted: HashSet<String>,
}

#[derive(Debug, Default)]
struct ResourceBlock<'t> {
    expressions: Expressions<'t>,
    repetition: Option<&'t str>,
}

#[derive(Debug, Default)]
struct ModuleCall<'t> {
    source: String,
    version: Option<String>,
    expressions: Expressions<'t>,
    repetition: Option<&'t str>,
    module: Module<'t>,
}

/// The expressions of a block: most are never asked for, so only where each stands is noted, when one is.
#[derive(Debug, Default)]
struct Expressions<'t> {
    text: &'t str,
    members: OnceLock<Vec<(Cow<'t, str>, &'t str)>>,
}

impl<'t> Expressions<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, members: OnceLock::new() }
    }

    /// The expression of an argument.
    fn get(&self, argument: &str) -> Option<Value> {
        let members = self.members.get_or_init(|| members(self.text).unwrap_or_default());
        let (_, text) = members.iter().find(|(name, _)| name == argument)?;
        from_json(text).ok()
    }
}

fn members(text: &str) -> Result<Vec<(Cow<'_, str>, &str)>, JsonError> {
    let mut members = Vec::new();
    Reader::new(text).object(|r, name| {
        members.push((name, r.skip()?));
        Ok::<(), JsonError>(())
    })?;
    members.shrink_to_fit();
    Ok(members)
}

/// The whole configuration.
#[derive(Debug, Default)]
pub struct Configuration<'t> {
    root: Module<'t>,
    /// `provider_config`, as text.
    providers: Option<&'t str>,
    /// Instances by address without keys; filled in by whoever knows the plan's addresses.
    instances: HashMap<String, Vec<Name>>,
}

/// What an argument's expression says.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Nobody set it, or it was set to null.
    NotSet,
    /// Set, to something made of these.
    Set(Sources),
    /// Whether it is set is not recorded (it is inside a `dynamic` block).
    NotRecorded,
}

/// What an expression is made of, followed to the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    /// Resource attributes.
    pub refs: Vec<Ref>,
    /// It passes through a local value, whose own references plan JSON does not have.
    pub lost: bool,
    /// Besides the resource attributes, something that may choose among them (a variable in a condition).
    pub mixed: bool,
}

impl Sources {
    fn add(&mut self, other: Self) {
        self.refs.extend(other.refs);
        self.lost |= other.lost;
        self.mixed |= other.mixed;
    }

    /// Made of known things alone: if its value is unknown all the same, the argument was null and the provider computes
    /// it.
    #[must_use]
    pub fn is_static(&self) -> bool {
        self.refs.is_empty() && !self.lost
    }
}

/// A module call as it is written: once, however many instances it has.
pub(super) struct WrittenCall<'c> {
    /// Where it leads; its last step is the call itself.
    pub path: Vec<ModuleStep>,
    /// `source`
    pub source: &'c str,
    /// `version`
    pub version: Option<&'c str>,
    /// What is written for each argument.
    pub arguments: Value,
}

fn calls_in<'c>(module: &'c Module<'_>, path: &mut Vec<ModuleStep>, calls: &mut Vec<WrittenCall<'c>>) {
    let mut names: Vec<&String> = module.calls.keys().collect();
    names.sort();
    for name in names {
        let call = &module.calls[name];
        path.push(ModuleStep { name: Name::new(name), key: None });
        let arguments = from_json(call.expressions.text).unwrap_or_else(|_| Value::null());
        calls.push(WrittenCall {
            path: path.clone(),
            source: &call.source,
            version: call.version.as_deref(),
            arguments,
        });
        calls_in(&call.module, path, calls);
        path.pop();
    }
}

/// Where an expression stands: its module, and the instance that it belongs to.
#[derive(Clone, Copy, Debug)]
struct Context<'c, 't> {
    path: &'c [ModuleStep],
    /// Key of the instance whose `each` and `count` are meant.
    key: Option<InstanceKey>,
    /// `for_each` or `count` of that instance.
    repetition: Option<&'t str>,
}

impl<'t> Configuration<'t> {
    /// Reads the shape of a configuration; expressions stay text until they are asked for.
    ///
    /// # Errors
    /// Where it is malformed.
    pub fn read(text: &'t str, at: Option<usize>) -> Result<Self, JsonError> {
        let mut configuration = Self::default();
        let Some(at) = at else { return Ok(configuration) };
        Reader::at(text, at).object(|r, key| match &*key {
            "root_module" => {
                configuration.root = module(r)?;
                Ok(())
            }
            "provider_config" => r.skip().map(|text| configuration.providers = Some(text)),
            _ => r.skip().map(drop),
        })?;
        Ok(configuration)
    }

    /// Tells it the instances that exist, by full address.
    pub fn with_instances(mut self, addresses: impl Iterator<Item = Name>) -> Self {
        for address in addresses {
            self.instances.entry(without_keys(&address)).or_default().push(address);
        }
        self
    }

    /// What is written for an argument of a resource; the path is its names and, in lists of blocks, places.
    #[must_use]
    pub fn argument(&self, address: &crate::value::Address, path: &[PathStep]) -> Argument {
        let module = self.module(&address.module);
        let data = if address.mode == crate::value::Mode::Data { "data." } else { "" };
        let block = module.and_then(|m| m.resources.get(&format!("{data}{}.{}", address.kind, address.name)));
        let Some(block) = block else { return Argument::NotRecorded };
        let Some((PathStep::Name(first), rest)) = path.split_first() else { return Argument::NotRecorded };
        let Some(expression) = block.expressions.get(first) else {
            // Within a block that the plan shows but the configuration does not, nothing is recorded.
            return if rest.is_empty() { Argument::NotSet } else { Argument::NotRecorded };
        };
        let context = Context { path: &address.module, key: address.key, repetition: block.repetition };
        match find(&expression, rest) {
            Found::Nothing => Argument::NotSet,
            Found::NotRecorded => Argument::NotRecorded,
            Found::Expression(expression) => self.argument_of(expression, &context),
        }
    }

    /// Every module call, the outer ones first, by name.
    pub(super) fn calls(&self) -> Vec<WrittenCall<'_>> {
        let mut calls = Vec::new();
        calls_in(&self.root, &mut Vec::new(), &mut calls);
        calls
    }

    /// `provider_config`; null where there is none.
    pub(super) fn providers(&self) -> Value {
        self.providers.and_then(|text| from_json(text).ok()).unwrap_or_else(Value::null)
    }

    /// What an expression in a module is made of, when it stands in no resource.
    pub(super) fn sources_in(&self, module: &[ModuleStep], expression: &Value) -> Sources {
        self.sources(expression, &Context { path: module, key: None, repetition: None }, 0)
    }

    fn argument_of(&self, expression: &Value, context: &Context<'_, 't>) -> Argument {
        let constant = expression.as_fields().and_then(|f| f.get_str("constant_value"));
        if constant.is_some_and(Value::is_null) {
            return Argument::NotSet;
        }
        let sources = self.sources(expression, context, 0);
        // All of it is known, so an unknown value can only be the provider's own: the expression gave null.
        if sources.is_static() { Argument::NotSet } else { Argument::Set(sources) }
    }

    fn module(&self, path: &[ModuleStep]) -> Option<&Module<'t>> {
        path.iter().try_fold(&self.root, |module, step| Some(&module.calls.get(step.name.as_str())?.module))
    }

    fn call(&self, path: &[ModuleStep]) -> Option<&ModuleCall<'t>> {
        let (last, parents) = path.split_last()?;
        self.module(parents)?.calls.get(last.name.as_str())
    }

    /// Everything that an expression, or a block of expressions, refers to.
    fn sources(&self, expression: &Value, context: &Context<'_, 't>, depth: usize) -> Sources {
        let mut all = Sources::default();
        // A chain of references longer than this is a cycle that Terraform would have refused.
        if depth > 64 {
            return Sources { lost: true, ..all };
        }
        if let Some(references) = expression.as_fields().and_then(|f| f.get_str("references")) {
            let texts: Vec<&str> = references.children().filter_map(Value::as_str).collect();
            let keyed = texts.iter().any(|t| t.starts_with("each.") || *t == "count.index");
            for reference in longest(&texts) {
                all.add(self.follow(reference, keyed, context, depth + 1));
            }
            return all;
        }
        if expression.as_fields().is_some_and(|f| f.get_str("constant_value").is_some()) {
            return all;
        }
        expression.children().for_each(|child| all.add(self.sources(child, context, depth + 1)));
        all
    }

    fn sources_of_text(&self, text: &str, context: &Context<'_, 't>, depth: usize) -> Sources {
        match from_json(text) {
            Ok(expression) => self.sources(&expression, context, depth),
            Err(_) => Sources { lost: true, ..Sources::default() },
        }
    }

    /// One reference, to its end.
    fn follow(&self, reference: &str, keyed: bool, context: &Context<'_, 't>, depth: usize) -> Sources {
        let (root, rest) = reference.split_once('.').unwrap_or((reference, ""));
        match root {
            "var" => self.variable(rest, context, depth),
            "local" if self.is_counted(rest, context) => Sources { mixed: true, ..Sources::default() },
            "local" => Sources { lost: true, ..Sources::default() },
            "module" => self.output(rest, context, depth),
            "each" => self.each(rest, context, depth),
            "count" | "path" | "terraform" | "self" => Sources::default(),
            _ => Sources { refs: self.resource(reference, keyed, context), ..Sources::default() },
        }
    }

    fn variable(&self, rest: &str, context: &Context<'_, 't>, depth: usize) -> Sources {
        let name = rest.split(['.', '[']).next().unwrap_or_default();
        let Some((step, parents)) = context.path.split_last() else {
            // A variable of the root is known when the plan is made.
            return Sources { mixed: true, ..Sources::default() };
        };
        let Some(call) = self.call(context.path) else { return Sources { lost: true, ..Sources::default() } };
        let outer = Context { path: parents, key: step.key, repetition: call.repetition };
        match call.expressions.get(name) {
            Some(expression) => {
                let sources = self.sources(&expression, &outer, depth);
                Sources { mixed: sources.mixed || sources.is_static(), ..sources }
            }
            None => Sources { mixed: true, ..Sources::default() },
        }
    }

    fn is_counted(&self, local: &str, context: &Context<'_, 't>) -> bool {
        let name = local.split(['.', '[']).next().unwrap_or_default();
        self.module(context.path).is_some_and(|module| module.counted.contains(name))
    }

    /// `name[key].output…`
    fn output(&self, rest: &str, context: &Context<'_, 't>, depth: usize) -> Sources {
        let (call, key, rest) = name_and_key(rest);
        let output = rest.trim_start_matches('.').split(['.', '[']).next().unwrap_or_default();
        let mut path = context.path.to_vec();
        path.push(ModuleStep { name: Name::new(call), key });
        let Some(module) = self.module(&path) else { return Sources { lost: true, ..Sources::default() } };
        let inner = Context { path: &path, key: None, repetition: None };
        match module.outputs.get(output) {
            Some(expression) => self.sources_of_text(expression, &inner, depth),
            // The whole module is referred to; which output, nobody can tell.
            None => Sources { lost: true, ..Sources::default() },
        }
    }

    /// `each.value.id` of a `for_each` over a resource is that resource's instance of the same key.
    fn each(&self, rest: &str, context: &Context<'_, 't>, depth: usize) -> Sources {
        if rest == "key" {
            return Sources::default();
        }
        let Some(repetition) = context.repetition else { return Sources::default() };
        if let Some(output) = self.output_of_each(repetition, rest, context, depth) {
            return output;
        }
        let sources = self.sources_of_text(repetition, context, depth);
        let attribute = rest.strip_prefix("value.").map(Name::new);
        let same_key = |r: &Ref| context.key.is_none_or(|k| r.address.ends_with(&k.to_string()));
        let refs = sources.refs.into_iter().filter(same_key);
        let refs = refs.map(|r| Ref { attribute: r.attribute.or(attribute), ..r });
        Sources { refs: refs.collect(), ..sources }
    }

    /// `each.value.out` of a `for_each` over a whole module is that output of the module's instance of the same key.
    fn output_of_each(
        &self,
        repetition: &str,
        rest: &str,
        context: &Context<'_, 't>,
        depth: usize,
    ) -> Option<Sources> {
        let expression = from_json(repetition).ok()?;
        let references = expression.as_fields()?.get_str("references")?;
        let [only] = references.as_elements()? else { return None };
        let call = only.as_str()?.strip_prefix("module.").filter(|call| !call.contains(['.', '[']))?;
        let output = rest.strip_prefix("value.")?;
        Some(self.output(&format!("{call}{}.{output}", context.key?), context, depth))
    }

    /// `aws_s3_bucket.b["k"].id`, in the module of the context.
    fn resource(&self, reference: &str, keyed: bool, context: &Context<'_, 't>) -> Vec<Ref> {
        let (data, rest) = match reference.strip_prefix("data.") {
            Some(rest) => ("data.", rest),
            None => ("", reference),
        };
        let (kind, rest) = rest.split_once('.').unwrap_or((rest, ""));
        let (name, key, rest) = name_and_key(rest);
        let attribute = rest.strip_prefix('.').map(Name::new);
        let module: String = context.path.iter().map(|step| format!("{step}.")).collect();
        let base = format!("{module}{data}{kind}.{name}");
        if let Some(key) = key {
            let address = Name::new(&format!("{base}{key}"));
            let exists = self.instances.get(&without_keys(&base)).is_some_and(|all| all.contains(&address));
            return if exists || !data.is_empty() { vec![Ref { address, attribute }] } else { Vec::new() };
        }
        let addresses = self.instances_of(&base, keyed.then_some(context.key).flatten());
        addresses.into_iter().map(|address| Ref { address, attribute }).collect()
    }

    /// The instances of a resource that is referred to without a key: the one with the same key where the expression
    /// uses its own key, otherwise all.
    fn instances_of(&self, base: &str, own: Option<InstanceKey>) -> Vec<Name> {
        let known = self.instances.get(&without_keys(base)).map_or(&[][..], Vec::as_slice);
        let here: Vec<Name> =
            known.iter().copied().filter(|a| a.strip_prefix(base).is_some_and(is_key)).collect();
        if let Some(own) = own {
            let wanted = format!("{base}{own}");
            if let Some(same) = here.iter().find(|a| a.as_str() == wanted) {
                return vec![*same];
            }
        }
        // A plan lists every instance of a resource: one without any (`count = 0`) gives nothing. Of data sources it
        // lists only those still to be read.
        if here.is_empty() && base.contains("data.") { vec![Name::new(base)] } else { here }
    }
}

fn is_key(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('[')
}

/// An address without instance keys; keys may hold any text.
fn without_keys(address: &str) -> String {
    let (mut out, mut quoted, mut depth, mut escaped) =
        (String::with_capacity(address.len()), false, 0, false);
    for c in address.chars() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' if quoted => escaped = true,
            '"' if depth > 0 => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Of `["a.b.id", "a.b", "c.d"]` those that are not the beginning of the one before: each use lists its prefixes.
fn longest<'s>(references: &[&'s str]) -> Vec<&'s str> {
    let mut kept: Vec<&str> = Vec::new();
    for reference in references {
        let covered = kept
            .last()
            .and_then(|last| last.strip_prefix(reference))
            .is_some_and(|r| r.starts_with(['.', '[']));
        if !covered && !kept.contains(reference) {
            kept.push(reference);
        }
    }
    kept
}

/// `name["key"].rest` in its three parts.
fn name_and_key(text: &str) -> (&str, Option<InstanceKey>, &str) {
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let Some(inside) = rest.strip_prefix('[') else { return (name, None, rest) };
    let close = if inside.starts_with('"') { inside.find("\"]").map(|at| at + 1) } else { inside.find(']') };
    let Some(close) = close else { return (name, None, rest) };
    let key = match inside[..close].strip_prefix('"') {
        Some(quoted) => Some(InstanceKey::Key(Name::new(quoted.trim_end_matches('"')))),
        None => inside[..close].parse().ok().map(InstanceKey::Index),
    };
    (name, key, &inside[close + 1..])
}

enum Found<'v> {
    Nothing,
    Expression(&'v Value),
    NotRecorded,
}

/// The expression at a path below an argument.
fn find<'v>(argument: &'v Value, path: &[PathStep]) -> Found<'v> {
    let mut current = argument;
    for step in path {
        if is_expression(current) {
            return Found::Expression(current);
        }
        let next = match step {
            PathStep::Name(name) => current.as_fields().and_then(|f| f.get(*name)),
            // A single block stands without its list.
            PathStep::Index(0) if current.as_fields().is_some() => Some(current),
            PathStep::Index(at) => current.as_elements().and_then(|items| items.get(*at)),
        };
        current = match (next, step) {
            (Some(next), _) => next,
            (None, PathStep::Name(_)) => return Found::Nothing,
            (None, PathStep::Index(_)) => return Found::NotRecorded,
        };
    }
    Found::Expression(current)
}

pub(super) fn is_expression(value: &Value) -> bool {
    value.as_fields().is_some_and(|f| {
        f.is_empty() || f.get_str("references").is_some() || f.get_str("constant_value").is_some()
    })
}

fn module<'t>(reader: &mut Reader<'t>) -> Result<Module<'t>, JsonError> {
    let mut found = Module::default();
    reader.object(|r, key| match &*key {
        "resources" => r.array(|r| {
            let (id, block) = resource_block(r, &mut found.counted)?;
            found.resources.insert(id, block);
            Ok(())
        }),
        "module_calls" => r.object(|r, name| {
            found.calls.insert(name.into_owned(), module_call(r)?);
            Ok(())
        }),
        "outputs" => r.object(|r, name| {
            found.outputs.insert(name.into_owned(), expression_of(r)?);
            Ok(())
        }),
        _ => r.skip().map(drop),
    })?;
    Ok(found)
}

/// The local values that an expression refers to.
fn locals_in(expression: &str) -> Vec<String> {
    let references = from_json(expression).ok().and_then(|e| e.as_fields()?.get_str("references").cloned());
    let references = references.unwrap_or_else(Value::null);
    let locals = references.children().filter_map(|r| r.as_str()?.strip_prefix("local."));
    locals.filter_map(|local| local.split(['.', '[']).next()).map(str::to_owned).collect()
}

fn resource_block<'t>(
    reader: &mut Reader<'t>,
    counted: &mut HashSet<String>,
) -> Result<(String, ResourceBlock<'t>), JsonError> {
    let mut id = String::new();
    let mut block = ResourceBlock { expressions: Expressions::new("{}"), repetition: None };
    reader.object(|r, key| {
        match &*key {
            "address" => id = r.string()?.into_owned(),
            "expressions" => block.expressions = Expressions::new(r.skip()?),
            "count_expression" => {
                block.repetition = Some(r.skip()?);
                counted.extend(block.repetition.into_iter().flat_map(locals_in));
            }
            "for_each_expression" => block.repetition = Some(r.skip()?),
            _ => drop(r.skip()?),
        }
        Ok::<(), JsonError>(())
    })?;
    Ok((id, block))
}

fn module_call<'t>(reader: &mut Reader<'t>) -> Result<ModuleCall<'t>, JsonError> {
    let mut call = ModuleCall { expressions: Expressions::new("{}"), ..ModuleCall::default() };
    reader.object(|r, key| {
        match &*key {
            "source" => call.source = text(r)?.unwrap_or_default(),
            "version_constraint" => call.version = text(r)?,
            "expressions" => call.expressions = Expressions::new(r.skip()?),
            "for_each_expression" | "count_expression" => call.repetition = Some(r.skip()?),
            "module" => call.module = module(r)?,
            _ => drop(r.skip()?),
        }
        Ok::<(), JsonError>(())
    })?;
    Ok(call)
}

fn text(reader: &mut Reader<'_>) -> Result<Option<String>, JsonError> {
    match reader.peek()? {
        Next::String => reader.string().map(|text| Some(text.into_owned())),
        _ => reader.skip().map(|_| None),
    }
}

/// The `expression` of an output.
fn expression_of<'t>(reader: &mut Reader<'t>) -> Result<&'t str, JsonError> {
    let mut expression = "{}";
    if reader.peek()? != Next::Object {
        return reader.skip();
    }
    reader.object(|r, key| {
        let text = r.skip()?;
        if key == "expression" {
            expression = text;
        }
        Ok::<(), JsonError>(())
    })?;
    Ok(expression)
}

#[cfg(test)]
mod tests {
    use super::{longest, name_and_key, without_keys};
    use crate::value::InstanceKey;

    #[test]
    fn each_use_counts_once() {
        let refs = ["aws_a.b[0].id", "aws_a.b[0]", "aws_a.b", "var.x", "aws_a.b", "aws_a.bc"];
        assert_eq!(
            longest(&refs),
            ["aws_a.b[0].id", "aws_a.b", "var.x", "aws_a.bc"][..1]
                .iter()
                .chain(&["var.x", "aws_a.b", "aws_a.bc"])
                .copied()
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn keys_may_hold_anything() {
        assert_eq!(without_keys(r#"module.a["x.y"].aws_b.c["]\"."]"#), "module.a.aws_b.c");
        let (name, key, rest) = name_and_key(r#"b["a.b"].id"#);
        assert_eq!((name, key, rest), ("b", Some(InstanceKey::Key("a.b".into())), ".id"));
        assert_eq!(name_and_key("b[3]"), ("b", Some(InstanceKey::Index(3)), ""));
    }
}
