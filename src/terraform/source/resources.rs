//! Resources and data sources of a module, as a plan would have them.

use std::sync::Arc;

use crate::lang::{Block, Outcome};
use crate::value::{Address, Fields, Kind, Mode, Name, PathStep, Ref, Type, Unknown, Value};

use super::super::schema::{self, Thing};
use super::super::{identify, policy_document, shape};
use super::evaluation::whole;
use super::folder::{Declared, ResourceKey};
use super::repeat::{Instances, One, Repetition};
use super::scope::{Bound, Here, missing};

/// Arguments and blocks that mean the same in every resource and are no values of it.
const META: [&str; 7] =
    ["count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection"];

/// One instance of a resource.
#[derive(Debug)]
pub(super) struct Planned {
    /// Where it is.
    pub address: Address,
    /// The address as text.
    pub id: Name,
    /// The provider's source.
    pub provider: Name,
    /// What is planned for it.
    pub value: Value,
    /// `each` or `count` in it.
    pub bound: Bound,
    /// What references to it read.
    referred: Value,
    /// Whether it exists for certain.
    pub certain: bool,
    /// Arguments and blocks that have a value.
    pub arguments: Box<[Name]>,
}

impl Here<'_> {
    /// What a reference to a resource reads: an object, a tuple of them with `count`, an object of them with `for_each`.
    pub(super) fn resource(&self, mode: Mode, kind: Name, name: Name) -> Outcome {
        let root = match mode {
            Mode::Managed => kind,
            Mode::Data => Name::new(&format!("data.{kind}")),
        };
        let Some(block) = self.module.folder.resources.get(&(mode, kind, name)) else {
            return Err(missing("resource", Name::new(&format!("{root}.{name}"))));
        };
        let expand = || {
            let instances = Arc::new(self.outside().expand_resource((mode, kind, name), block));
            let key = (self.module.number, mode, kind, name);
            self.evaluation.resources.lock().insert(key, instances.clone());
            let address = self.address((mode, kind, name), None).to_string();
            Ok(instances.value(&address, |planned| planned.referred.clone()))
        };
        self.evaluation.once(&self.module, root, name, expand)
    }

    /// All data sources of a type, by name.
    pub(super) fn data_of_type(&self, kind: Name) -> Value {
        let keys = self.module.folder.resources.keys().filter(|key| key.0 == Mode::Data && key.1 == kind);
        let one =
            |key: &ResourceKey| (key.2, self.resource(key.0, key.1, key.2).unwrap_or_else(|_| whole("data")));
        Value::object(keys.map(one).collect())
    }

    fn address(&self, (mode, kind, name): ResourceKey, key: Option<crate::value::InstanceKey>) -> Address {
        Address { module: self.module.path.clone(), mode, kind, name, key }
    }

    fn expand_resource(&self, of: ResourceKey, block: &Declared<Block>) -> Instances<Planned> {
        let (repetition, ones) = self.repetition(&block.item.body, &block.source);
        let certain = self.module.certain && repetition != Repetition::Unknown;
        let all = ones.into_iter().map(|one| (one.0, self.planned(of, one, block, certain)));
        Instances { repetition, all: all.collect() }
    }

    fn planned(&self, of: ResourceKey, (key, bound): One, block: &Declared<Block>, certain: bool) -> Planned {
        let address = self.address(of, key);
        let id = address.to_name();
        let written = self.with(&bound).body(&block.item.body, &block.source, &META);
        let arguments = given(&written);
        let provider = self.provider_of(of.1, &block.item);
        let referred = match schema::find(thing(of.0), of.1) {
            _ if of.1.as_str() == "terraform_data" => terraform_data(id, &written),
            None => open(id, &written),
            Some(_) => {
                let context = shape::Context {
                    provider: provider.source,
                    versions: &self.evaluation.versions,
                    default_tags: provider.default_tags.as_ref(),
                };
                let value = shape::planned(id, of.1, of.0, &written, &context);
                match of.0 {
                    Mode::Data => self.answered((id, of.1), &block.item, &written, (provider.source, value)),
                    Mode::Managed => value,
                }
            }
        };
        let referred = if of.0 == Mode::Data && self.waits(&block.item.body, &written) {
            put_off(id, of.1, &referred)
        } else {
            referred
        };
        let value = if referred.is_unknown() { opened(&written) } else { referred.clone() };
        Planned { address, id, provider: provider.source, value, bound, referred, certain, arguments }
    }
}

/// A data source that is read during the apply: what it finds is not known before, whatever it is asked for.
fn put_off(id: Name, kind: Name, value: &Value) -> Value {
    let (Some(fields), Some(schema)) = (value.as_fields(), schema::find(Thing::Data, kind)) else {
        return value.clone();
    };
    let own = |name: Name| identify::own(id, kind, &[PathStep::Name(name)]);
    let found = |name: Name| schema.attributes.iter().any(|a| a.name == name && a.computed && !a.optional);
    let fields = if kind.as_str() == policy_document::KIND {
        policy_document::put_off(fields, own)
    } else {
        fields.map_values(|name, value| if found(name) { own(name).into() } else { value.clone() })
    };
    Value { kind: Kind::Object(fields.into()), ..value.clone() }
}

fn thing(mode: Mode) -> Thing {
    match mode {
        Mode::Managed => Thing::Resource,
        Mode::Data => Thing::Data,
    }
}

/// A resource of a provider whose schema is not known: what is written is known, everything else after the apply.
fn open(id: Name, written: &Value) -> Value {
    let refs = [Ref { address: id, attribute: None }].into();
    let known = Some(written.clone());
    Unknown { refs, exact: true, not_null: true, known, ..Unknown::anything() }.into()
}

/// What is written with a value: null is as good as not written, and so is a block that comes to none.
fn given(written: &Value) -> Box<[Name]> {
    let entries = written.as_fields().map(Fields::entries).unwrap_or_default();
    let is_given = |value: &Value| !value.is_null() && value.as_elements().is_none_or(|all| !all.is_empty());
    entries.iter().filter(|entry| is_given(&entry.1)).map(|entry| entry.0).collect()
}

/// What nobody wrote reads as null.
pub(super) fn opened(written: &Value) -> Value {
    Value::block(written.as_fields().map(|fields| fields.entries().to_vec()).unwrap_or_default())
}

/// Terraform's own resource needs no provider to be known.
fn terraform_data(id: Name, written: &Value) -> Value {
    let argument = |name: &str| {
        let given = written.as_fields().and_then(|fields| fields.get_str(name)).cloned();
        given.unwrap_or_else(Value::null)
    };
    let own = |name: &str| Unknown::attribute(id, name.into());
    let identifier = Unknown { ty: Type::String, not_null: true, not_empty: true, ..own("id") };
    let input = argument("input");
    let output = Unknown { ty: Type::of(&input), ..own("output") };
    let output = if input.is_null() { Value::null() } else { output.into() };
    Value::object(vec![
        ("id".into(), identifier.into()),
        ("input".into(), input),
        ("output".into(), output),
        ("triggers_replace".into(), argument("triggers_replace")),
    ])
}
