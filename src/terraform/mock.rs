//! Resources that nobody planned: a test's mocks, completed as a plan would show them.

use crate::value::{Address, Fields, Kind, Marks, Mode, Name, Origin, PathStep, Value};

use super::graph::{Action, Resource};
use super::left_out::LeftOut;
use super::lockfile::ProviderVersions;
use super::schema::{self, Member, Omissions, Omitted, Thing, TypeSchema};
use super::tables;

/// A mock's values and what is planned for it.
#[derive(Clone, Debug)]
pub struct Mock {
    /// Managed or data.
    pub mode: Mode,
    /// Its type.
    pub kind: Name,
    /// Its name in the test file.
    pub name: Name,
    /// Values after the apply; none where it goes away.
    pub attrs: Option<Value>,
    /// Values now.
    pub prior_attrs: Option<Value>,
    /// What is planned.
    pub action: Action,
}

impl Mock {
    /// As the resource of a graph; the number is its place there.
    #[must_use]
    pub fn into_resource(self, number: u32) -> Resource {
        let address =
            Address { module: Vec::new(), mode: self.mode, kind: self.kind, name: self.name, key: None };
        let origin = Origin(number + 1);
        let id = address.to_name();
        let create = matches!(self.action, Action::Create | Action::Replace);
        let provider = Name::new(&provider_of(&self.kind));
        let complete = |values: &Value, creates: bool| {
            let planned = tables::as_planned(values, Marks::NONE);
            let versions = creates.then_some(ProviderVersions::unknown());
            let left_out = LeftOut { id, kind: self.kind, provider, versions };
            Completion { left_out, mode: self.mode, creates }.resource(&planned).read_from(origin)
        };
        Resource {
            before: self.prior_attrs.as_ref().map_or_else(Value::null, |v| complete(v, false)),
            after: self.attrs.as_ref().map_or_else(Value::null, |v| complete(v, create)),
            ..Resource::bare(address, id, provider, self.action)
        }
    }
}

fn provider_of(kind: &str) -> String {
    format!("registry.terraform.io/hashicorp/{}", kind.split('_').next().unwrap_or_default())
}

/// Fills in what a plan shows for arguments that are left out and that the provider computes.
struct Completion {
    left_out: LeftOut<'static>,
    mode: Mode,
    /// It does not exist yet. Of a resource that does, everything is known but what joins go by.
    creates: bool,
}

impl Completion {
    /// A mock as the schema has it, where there is one.
    fn resource(&self, values: &Value) -> Value {
        let Some(fields) = values.as_fields() else { return values.clone() };
        let thing = if self.mode == Mode::Data { Thing::Data } else { Thing::Resource };
        let fields = match schema::find(thing, self.left_out.kind) {
            // Of a data source that says nothing, not even what it asks for, nothing is known.
            Some(_) if self.mode == Mode::Data && fields.is_empty() => fields.clone().opened(),
            Some(schema) => {
                let known = match self.mode {
                    Mode::Data => &schema::LOOKED_INTO,
                    Mode::Managed => schema::omissions_of(self.left_out.kind),
                };
                schema::conform(&self.block(fields, schema, known, &mut Vec::new()), schema)
            }
            None => fields.clone().opened(),
        };
        Value { kind: Kind::Object(fields.into()), ..values.clone() }
    }

    fn block(
        &self,
        fields: &Fields,
        schema: &TypeSchema,
        omissions: &Omissions,
        path: &mut Vec<PathStep>,
    ) -> Fields {
        let mut entries = fields.entries().to_vec();
        for name in schema.names() {
            let Some(member) = schema.member(name) else { continue };
            path.push(PathStep::Name(name));
            match (entries.iter_mut().find(|e| e.0 == name), member) {
                (Some((_, inner)), Member::Block(nested)) => {
                    *inner = self.blocks(inner, nested.block(), omissions.inside(name), path);
                }
                (None, member) if self.computes(name, member, omissions, path) => {
                    entries.push((name, self.value(path, fields)));
                }
                _ => {}
            }
            path.pop();
        }
        Fields::block(entries)
    }

    /// What a resource is known by it always has; anything else is as good as absent to a `try`.
    fn value(&self, path: &[PathStep], fields: &Fields) -> Value {
        let value = self.left_out.value(path, |name| fields.get(name));
        match path {
            [PathStep::Name(name)] if is_identifier(*name) => value,
            _ => value.marked(Marks::UNSET),
        }
    }

    fn computes(&self, name: Name, member: Member<'_>, omissions: &Omissions, path: &[PathStep]) -> bool {
        let asked = self.creates || self.mode == Mode::Data || path.len() == 1 && is_identifier(name);
        asked && matches!(omissions.left_out(name, member), Omitted::Unknown)
    }

    fn blocks(
        &self,
        block: &Value,
        schema: &TypeSchema,
        omissions: &Omissions,
        path: &mut Vec<PathStep>,
    ) -> Value {
        match &block.kind {
            Kind::List(_) => block.map_children(|step, item| {
                path.push(step);
                let filled = self.blocks(item, schema, omissions, path);
                path.pop();
                filled
            }),
            Kind::Object(fields) => {
                let filled = self.block(fields, schema, omissions, path);
                Value { kind: Kind::Object(filled.into()), ..block.clone() }
            }
            _ => block.clone(),
        }
    }
}

fn is_identifier(name: Name) -> bool {
    matches!(name.as_str(), "id" | "arn")
}

#[cfg(test)]
mod tests {
    use super::Mock;
    use crate::terraform::{Action, resolve};
    use crate::value::{Mode, Unknown, Value, display};

    fn mock(kind: &str, attrs: Value) -> Mock {
        Mock {
            mode: Mode::Managed,
            kind: kind.into(),
            name: "m".into(),
            attrs: Some(attrs),
            prior_attrs: None,
            action: Action::Create,
        }
    }

    #[test]
    fn what_is_left_out_is_as_in_a_plan() {
        let bucket = mock("aws_s3_bucket", Value::object(vec![("bucket".into(), Value::string("logs"))]));
        let graph = resolve(vec![bucket.into_resource(0)]);
        let read = |name: &str| display(graph.resources[0].attribute(name.into()).unwrap());
        assert_eq!((read("id"), read("arn")), ("logs".to_owned(), "(known after apply)".to_owned()));
        assert!(graph.resources[0].attribute("force_destroy".into()).unwrap().is_unset());
        assert!(graph.resources[0].attribute("no_such_thing".into()).is_none());
    }

    #[test]
    fn what_is_left_out_and_computed_is_as_good_as_absent_but_for_what_identifies() {
        let left_out = |kind: &str, name: &str| {
            let graph = resolve(vec![mock(kind, Value::object(Vec::new())).into_resource(0)]);
            let value = graph.resources[0].attribute(name.into()).unwrap();
            (value.is_unknown(), value.is_left_out())
        };
        assert_eq!(left_out("aws_db_instance", "kms_key_id"), (true, true));
        assert_eq!(left_out("aws_db_instance", "arn"), (true, false));
        assert_eq!(left_out("aws_db_instance", "storage_encrypted"), (false, true));
    }

    #[test]
    fn what_one_mock_leaves_out_another_that_refers_to_it_has() {
        let reference: Value = Unknown::attribute("aws_kms_key.m".into(), "key_id".into()).into();
        let queue = mock("aws_sqs_queue", Value::object(vec![("kms_master_key_id".into(), reference)]));
        let key = mock("aws_kms_key", Value::object(Vec::new()));
        let graph = resolve(vec![key.into_resource(0), queue.into_resource(1)]);
        assert!(!graph.resources[1].attribute("kms_master_key_id".into()).unwrap().is_left_out());
    }
}
