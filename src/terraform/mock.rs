//! Resources that nobody planned: a test's mocks, completed as a plan would show them.

use crate::value::{Address, Elements, Fields, Kind, Mode, Name, Origin, PathStep, Value};

use super::graph::{Action, Resource};
use super::schema::{self, Thing, TypeSchema};
use super::{identify, tables};

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
        let complete = |values: &Value, assume: bool| {
            let planned = tables::as_planned(values, crate::value::Marks::NONE);
            let completion = Completion { id, kind: self.kind, assume };
            self.typed(completion.resource(&planned), &completion).read_from(origin)
        };
        Resource {
            id,
            provider: Name::new(&provider_of(&self.kind)),
            action: self.action,
            deposed: None,
            before: self.prior_attrs.as_ref().map_or_else(Value::null, |v| complete(v, false)),
            after: self.attrs.as_ref().map_or_else(Value::null, |v| complete(v, create)),
            replace_paths: Vec::new(),
            previous_address: None,
            importing: false,
            offset: 0,
            address,
        }
    }
}

impl Mock {
    /// As the schema has it, where there is one.
    fn typed(&self, values: Value, completion: &Completion) -> Value {
        let thing = if self.mode == Mode::Data { Thing::Data } else { Thing::Resource };
        match (&values.kind, schema::find(thing, self.kind)) {
            // Of a data source that says nothing, not even what it asks for, nothing is known.
            (Kind::Object(fields), Some(_)) if self.mode == Mode::Data && fields.is_empty() => values,
            (Kind::Object(fields), Some(schema)) => {
                let fields = completion.by_schema(fields, schema, self.mode);
                Value { kind: Kind::Object(schema::conform(&fields, schema).into()), ..values }
            }
            _ => values,
        }
    }
}

fn provider_of(kind: &str) -> String {
    format!("registry.terraform.io/hashicorp/{}", kind.split('_').next().unwrap_or_default())
}

/// Fills in what a plan shows for arguments that are left out and that the provider computes.
struct Completion {
    id: Name,
    kind: Name,
    assume: bool,
}

impl Completion {
    /// Of a resource that exists already, everything is known but what joins go by.
    fn resource(&self, values: &Value) -> Value {
        let Some(fields) = values.as_fields() else { return values.clone() };
        let mut fields = fields.clone();
        let computed =
            tables::computed_paths(self.kind).filter(|path| self.assume || matches!(*path, "id" | "arn"));
        for path in computed {
            let names: Vec<Name> = path.split('.').map(Name::new).collect();
            fields = self.fill(&fields, &names, 0, &mut Vec::new());
        }
        Value { kind: Kind::Object(fields.opened().into()), ..values.clone() }
    }

    /// The same of types whose plans nobody has measured: what the schema says is computed. What a data source finds is
    /// as unknown as what a resource makes.
    fn by_schema(&self, fields: &Fields, schema: &TypeSchema, mode: Mode) -> Fields {
        let measured = mode == Mode::Managed && tables::computed_paths(self.kind).next().is_some();
        if measured || !(self.assume || mode == Mode::Data) {
            return fields.clone();
        }
        let left_out = schema.attributes.iter().filter(|a| a.computed && fields.get(a.name).is_none());
        let unknown = left_out.map(|a| (a.name, self.value(&[a.name], &[PathStep::Name(a.name)])));
        Fields::block(fields.entries().iter().cloned().chain(unknown).collect())
    }

    /// Adds the attribute at a path wherever the blocks that lead to it exist.
    fn fill(&self, fields: &Fields, names: &[Name], depth: usize, path: &mut Vec<PathStep>) -> Fields {
        let name = names[depth];
        path.push(PathStep::Name(name));
        let filled = match fields.get(name) {
            None if depth + 1 == names.len() => Some(self.value(names, path)),
            Some(inner) if depth + 1 < names.len() => Some(self.fill_block(inner, names, depth + 1, path)),
            _ => None,
        };
        path.pop();
        let Some(value) = filled else { return fields.clone() };
        let others = fields.entries().iter().filter(|(other, _)| *other != name).cloned();
        Fields::block(others.chain([(name, value)]).collect())
    }

    fn fill_block(&self, block: &Value, names: &[Name], depth: usize, path: &mut Vec<PathStep>) -> Value {
        let kind = match &block.kind {
            Kind::List(e) => {
                let items = e.items.iter().enumerate().map(|(at, item)| {
                    path.push(PathStep::Index(at));
                    let filled = self.fill_block(item, names, depth, path);
                    path.pop();
                    filled
                });
                Kind::List(Elements { elem: e.elem.clone(), items: items.collect() }.into())
            }
            Kind::Object(f) => Kind::Object(self.fill(f, names, depth, path).into()),
            _ => return block.clone(),
        };
        Value { kind, ..block.clone() }
    }

    fn value(&self, names: &[Name], path: &[PathStep]) -> Value {
        let default = tables::default_at(self.kind, names).filter(|_| self.assume);
        default.map_or_else(|| identify::own(self.id, self.kind, path).into(), |d| d.value.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::Mock;
    use crate::terraform::{Action, resolve};
    use crate::value::{Mode, Value, display};

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
}
