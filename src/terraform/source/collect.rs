//! An evaluated root module as a graph: every instance of every resource, module call and provider block.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::Block;
use crate::value::{Address, Mode, ModuleStep, Name, Origin, Value};

use super::super::blocks::{module_meta, provider_meta};
use super::super::graph::{About, Action, Graph, Resource, Role};
use super::super::resolve;
use super::calls::META;
use super::evaluation::{Evaluation, Instance};
use super::folder::Declared;
use super::providers::source_of;
use super::resources::opened;
use super::scope::Here;

/// Everything that a root module makes.
pub(super) fn graph(evaluation: &Evaluation, root: &Arc<Instance>) -> Graph {
    let mut collection = Collection { evaluation, resources: Vec::new(), about: BTreeMap::new() };
    collection.module(root);
    collection.blocks(root);
    resolve::resolve_with(collection.resources, collection.about)
}

struct Collection<'e> {
    evaluation: &'e Evaluation,
    resources: Vec<Resource>,
    about: BTreeMap<u32, About>,
}

impl Collection<'_> {
    /// The resources of a module and of all modules that it calls.
    fn module(&mut self, module: &Arc<Instance>) {
        let here = Here::new(self.evaluation, module.clone());
        here.validate();
        for (mode, kind, name) in module.folder.resources.keys() {
            // What went wrong is among the notes.
            let _ = here.resource(*mode, *kind, *name);
            let key = (module.number, *mode, *kind, *name);
            let instances = self.evaluation.resources.lock().get(&key).cloned();
            for (_, planned) in instances.iter().flat_map(|instances| &instances.all) {
                let action = if *mode == Mode::Data { Action::Read } else { Action::Create };
                let resource = entry(planned.address.clone(), planned.id, planned.provider, action);
                self.push(Resource { certain: planned.certain, ..resource }, &planned.value, None);
            }
        }
        for child in called(&here) {
            self.module(&child);
        }
    }

    /// Module calls and provider blocks: each as it is written, however many instances it has.
    fn blocks(&mut self, root: &Arc<Instance>) {
        let mut seen = Vec::new();
        self.calls_below(root, &mut seen);
        seen.insert(0, root.clone());
        for module in seen {
            self.providers_of(&module);
        }
    }

    fn calls_below(&mut self, module: &Arc<Instance>, seen: &mut Vec<Arc<Instance>>) {
        let here = Here::new(self.evaluation, module.clone());
        for (name, call) in &module.folder.calls {
            let (_, ones) = here.repetition(&call.item.body, &call.source);
            // What differs between the instances of a call is said of the first of them.
            let Some((_, bound)) = ones.into_iter().next() else { continue };
            let there = here.with(&bound);
            let arguments = there.body(&call.item.body, &call.source, &META);
            self.call(module, *name, call, &arguments);
            let called = here.call_instances(*name).ok().flatten();
            if let Some((_, child)) = called.iter().flat_map(|called| &called.all).next() {
                seen.push(child.clone());
                self.calls_below(child, seen);
            }
        }
    }

    fn call(&mut self, module: &Arc<Instance>, name: Name, call: &Declared<Block>, arguments: &Value) {
        let text = |name: &str| call.item.body.attribute(name)?.expr.as_literal()?.as_str();
        let (source, version) = (text("source").unwrap_or_default(), text("version"));
        let parents = without_keys(&module.path);
        let id = path_text(&[&parents[..], &[ModuleStep { name, key: None }]].concat());
        let mut meta = module_meta(source, version, &id);
        meta.push(("module_path".into(), Value::string(&path_or_root(&parents))));
        let address =
            Address { module: parents, mode: Mode::Managed, kind: Name::new(source), name, key: None };
        let about = About { role: Role::Module, meta };
        let resource = entry(address, Name::new(&id), Name::new(""), Action::NoOp);
        self.push(resource, &opened(arguments), Some(about));
    }

    fn providers_of(&mut self, module: &Arc<Instance>) {
        let here = Here::new(self.evaluation, module.clone());
        for ((name, alias), block) in &module.folder.providers {
            let source = source_of(&module.folder, *name);
            let parents = without_keys(&module.path);
            let label = alias.map(|alias| format!(".{alias}")).unwrap_or_default();
            let prefix = if parents.is_empty() { String::new() } else { path_text(&parents) + "." };
            let id = format!("{prefix}provider[\"{source}\"]{label}");
            let version = self.evaluation.versions.of(&source).map_or_else(Value::null, Value::string);
            let mut meta = provider_meta(name, alias.map(Name::as_str), &source, version);
            meta.push(("address".into(), Value::string(&id)));
            meta.push(("module_path".into(), Value::string(&path_or_root(&parents))));
            let kind = Name::new(source.rsplit('/').next().unwrap_or_default());
            let address = Address { module: parents, mode: Mode::Managed, kind, name: *name, key: None };
            let arguments = here.body(&block.item.body, &block.source, &["alias", "version"]);
            let resource = entry(address, Name::new(&id), source, Action::NoOp);
            self.push(resource, &opened(&arguments), Some(About { role: Role::Provider, meta }));
        }
    }

    fn push(&mut self, resource: Resource, value: &Value, about: Option<About>) {
        let number = u32::try_from(self.resources.len()).unwrap_or(u32::MAX);
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

/// An entry of which nothing is planned yet.
pub(super) fn entry(address: Address, id: Name, provider: Name, action: Action) -> Resource {
    Resource {
        address,
        id,
        provider,
        action,
        deposed: None,
        before: Value::null(),
        after: Value::null(),
        replace_paths: Vec::new(),
        previous_address: None,
        importing: false,
        offset: 0,
        certain: true,
    }
}

fn without_keys(path: &[ModuleStep]) -> Vec<ModuleStep> {
    path.iter().map(|step| ModuleStep { key: None, ..*step }).collect()
}

fn path_text(path: &[ModuleStep]) -> String {
    path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

fn path_or_root(path: &[ModuleStep]) -> String {
    if path.is_empty() { ".".to_owned() } else { path_text(path) }
}
