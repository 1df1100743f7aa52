//! An evaluated root module as a graph: every instance of every resource, module call and provider block.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::lang::Block;
use crate::value::{Address, Kind, Mode, ModuleStep, Name, Origin, Truth, Unknown, Value, equals};

use super::super::blocks::{
    module_meta, not_recorded, one_version, path_text, provider_address, provider_meta, with_module_path,
};
use super::super::declaration::Declaration;
use super::super::graph::{About, Action, Graph, Resource, Role};
use super::super::resolve;
use super::calls::META;
use super::evaluation::{Evaluation, Instance};
use super::folder::Declared;
use super::lifecycle;
use super::providers::{required_text, source_of};
use super::resources::opened;
use super::scope::Here;

/// Everything that a root module makes.
pub(super) fn graph(evaluation: &Evaluation, root: &Arc<Instance>) -> Graph {
    let mut collection = Collection {
        evaluation,
        resources: Vec::new(),
        about: BTreeMap::new(),
        declarations: HashMap::new(),
    };
    collection.module(root);
    collection.blocks(root);
    let declarations = collection.declarations;
    let graph = resolve::resolve_with(collection.resources, collection.about);
    graph.declaring(|number, _| declarations.get(&number).cloned())
}

struct Collection<'e> {
    evaluation: &'e Evaluation,
    resources: Vec<Resource>,
    about: BTreeMap<u32, About>,
    declarations: HashMap<u32, Declaration>,
}

impl Collection<'_> {
    /// The resources of a module and of all modules that it calls.
    fn module(&mut self, module: &Arc<Instance>) {
        let here = Here::new(self.evaluation, module.clone());
        here.validate();
        for ((mode, kind, name), block) in &module.folder.resources {
            let lifecycle = Arc::new(lifecycle::of(block));
            // What went wrong is among the notes.
            let _ = here.resource(*mode, *kind, *name);
            let key = (module.number, *mode, *kind, *name);
            let instances = self.evaluation.resources.lock().get(&key).cloned();
            for (_, planned) in instances.iter().flat_map(|instances| &instances.all) {
                let action = if *mode == Mode::Data { Action::Read } else { Action::Create };
                let resource = Resource::bare(planned.address.clone(), planned.id, planned.provider, action);
                let (arguments, lifecycle) = (planned.arguments.clone(), lifecycle.clone());
                self.declarations.insert(self.next_number(), Declaration { arguments, lifecycle });
                self.push(Resource { certain: planned.certain, ..resource }, &planned.value, None);
            }
        }
        for child in called(&here) {
            self.module(&child);
        }
    }

    /// Module calls and provider blocks: each as it is written, however many instances it has.
    fn blocks(&mut self, root: &Arc<Instance>) {
        let mut calls = Vec::new();
        let mut modules = vec![root.clone()];
        self.calls_below(root, &mut calls, &mut modules);
        for call in &calls {
            self.call(call);
        }
        for module in modules {
            self.providers_of(&module);
        }
    }

    /// The calls of a module and of all that it calls; of each module that is called, the first instance.
    fn calls_below(
        &self,
        module: &Arc<Instance>,
        calls: &mut Vec<WrittenCall>,
        modules: &mut Vec<Arc<Instance>>,
    ) {
        let here = Here::new(self.evaluation, module.clone());
        for (name, call) in &module.folder.calls {
            let path = without_keys(&[&module.path[..], &[ModuleStep { name: *name, key: None }]].concat());
            let (_, ones) = here.repetition(&call.item.body, &call.source);
            let arguments = ones
                .into_iter()
                .map(|(_, bound)| here.with(&bound).body(&call.item.body, &call.source, &META));
            WrittenCall::add(calls, &path, call, arguments);
            let called = here.call_instances(*name).ok().flatten();
            for (_, child) in called.iter().flat_map(|called| &called.all) {
                if !modules.iter().any(|other| without_keys(&other.path) == path) {
                    modules.push(child.clone());
                }
                self.calls_below(child, calls, modules);
            }
        }
    }

    fn call(&mut self, written: &WrittenCall) {
        let Some((own, parents)) = written.path.split_last() else { return };
        let text = |name: &str| written.call.item.body.attribute(name)?.expr.as_literal()?.as_str();
        let (source, version) = (text("source").unwrap_or_default(), text("version"));
        let id = path_text(&written.path);
        let meta = with_module_path(module_meta(source, version, &id), parents);
        let (module, kind) = (parents.to_vec(), Name::new(source));
        let address = Address { module, mode: Mode::Managed, kind, name: own.name, key: None };
        let resource = Resource::bare(address, Name::new(&id), Name::new(""), Action::NoOp);
        self.push(resource, &opened(&written.arguments), Some(About { role: Role::Module, meta }));
    }

    fn providers_of(&mut self, module: &Arc<Instance>) {
        let here = Here::new(self.evaluation, module.clone());
        for ((name, alias), block) in &module.folder.providers {
            let source = source_of(&module.folder, *name);
            let (module, alias) = (without_keys(&module.path), alias.map(Name::as_str));
            let id = provider_address(&module, &source, alias);
            let required = required_text(&here.module.folder, *name, "version");
            let version = self.evaluation.versions.of(&source).or_else(|| one_version(required.as_deref()?));
            let version = version.map_or_else(not_recorded, Value::string);
            let mut meta = provider_meta(name, alias, &source, version);
            meta.push(("address".into(), Value::string(&id)));
            let meta = with_module_path(meta, &module);
            let kind = Name::new(source.rsplit('/').next().unwrap_or_default());
            let address = Address { module, mode: Mode::Managed, kind, name: *name, key: None };
            let arguments = here.body(&block.item.body, &block.source, &["alias", "version"]);
            let resource = Resource::bare(address, Name::new(&id), source, Action::NoOp);
            self.push(resource, &opened(&arguments), Some(About { role: Role::Provider, meta }));
        }
    }

    fn next_number(&self) -> u32 {
        u32::try_from(self.resources.len()).unwrap_or(u32::MAX)
    }

    fn push(&mut self, resource: Resource, value: &Value, about: Option<About>) {
        let number = self.next_number();
        self.about.extend(about.map(|about| (number, about)));
        let after = value.read_from(Origin(number.saturating_add(1)));
        self.resources.push(Resource { after, ..resource });
    }
}

/// The instances of the modules that this one calls.
fn called(here: &Here<'_>) -> Vec<Arc<Instance>> {
    let calls = here.module.folder.calls.keys();
    let called = calls.filter_map(|name| here.call_instances(*name).ok().flatten());
    called
        .flat_map(|called| called.all.iter().map(|(_, module)| module.clone()).collect::<Vec<_>>())
        .collect()
}

fn without_keys(path: &[ModuleStep]) -> Vec<ModuleStep> {
    path.iter().map(|step| ModuleStep { key: None, ..*step }).collect()
}

/// A module call as it is written, with what all of its instances are given.
struct WrittenCall {
    /// Where it leads, without keys; its last step is the call itself.
    path: Vec<ModuleStep>,
    call: Declared<Block>,
    arguments: Value,
}

impl WrittenCall {
    /// Adds instances of a call to those that are there; of one that has none nothing is said.
    fn add(
        calls: &mut Vec<Self>,
        path: &[ModuleStep],
        call: &Declared<Block>,
        instances: impl Iterator<Item = Value>,
    ) {
        for arguments in instances {
            match calls.iter_mut().find(|other| other.path == path) {
                Some(known) => known.arguments = common(&known.arguments, &arguments),
                None => calls.push(Self { path: path.to_vec(), call: call.clone(), arguments }),
            }
        }
    }
}

/// What is the same in both; an argument that differs is unknown, since a policy judges the call once.
fn common(a: &Value, b: &Value) -> Value {
    let (Some(all), Some(others)) = (a.as_fields(), b.as_fields()) else { return a.clone() };
    let one = |name: Name, value: &Value| match others.get(name) {
        Some(other) if equals(value, other) == Truth::True => value.clone(),
        other => Unknown::from_refs(
            value.unknowns().into_iter().chain(other.map(Value::unknowns).unwrap_or_default()),
        )
        .into(),
    };
    Value { kind: Kind::Object(all.map_values(one).into()), ..a.clone() }
}
