//! What a provider makes of a configuration: the values that a plan would show for a resource whose arguments are known
//! as far as its source tells them.
//!
//! Every attribute and block of the schema is there, in the schema's types; what is left out is what plans were seen to
//! show. Where nobody knows, the value is unknown, never made up.

mod containers;
mod special;
mod tags;
mod texts;
mod varies;

use crate::value::{Fields, Kind, Marks, Mode, Name, PathStep, Type, Unknown, Value};

use super::left_out::{LeftOut, names};
use super::lockfile::ProviderVersions;
use super::policy_document;
use super::schema::{
    self, AttributeSchema, Member, NestedSchema, Nesting, Omissions, Omitted, Thing, TypeSchema,
};

/// What the provider's own configuration contributes.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// `registry.terraform.io/hashicorp/aws`
    pub provider: Name,
    /// Versions of providers, as far as a lock file tells them.
    pub versions: &'c ProviderVersions,
    /// `default_tags { tags = … }`: a map or object, or an unknown.
    pub default_tags: Option<&'c Value>,
}

/// The values of a resource that is to be created, or of a data source that is to be read.
///
/// `written` holds the arguments that are set, nested blocks as lists of such objects (or one unknown in their place).
/// Values of a type that no known provider has stay as they are written.
#[must_use]
pub fn planned(id: Name, kind: Name, mode: Mode, written: &Value, context: &Context<'_>) -> Value {
    let Some(fields) = written.as_fields() else { return written.clone() };
    let thing = if mode == Mode::Data { Thing::Data } else { Thing::Resource };
    let Some(schema) = schema::find(thing, kind) else {
        return Value { kind: Kind::Object(fields.clone().opened().into()), ..written.clone() };
    };
    let omissions = if mode == Mode::Data { &schema::LOOKED_INTO } else { schema::omissions_of(kind) };
    let versions = (mode == Mode::Managed).then_some(context.versions);
    let left_out = LeftOut { id, kind, provider: context.provider, versions };
    let old_kit = mode == Mode::Managed && has_old_kit(schema);
    let shaper = Shaper { left_out, root: fields, schema, old_kit, mode, varies: varies::has(kind) };
    let mut after = shaper.block(fields, schema, omissions, &mut Vec::new());
    match mode {
        Mode::Managed => {
            after = tags::apply(after, old_kit, context.default_tags);
            after = special::apply(kind, after);
        }
        Mode::Data if kind.as_str() == policy_document::KIND => after = policy_document::read(after),
        Mode::Data => {}
    }
    Value { kind: Kind::Object(after.into()), ..written.clone() }
}

/// Whether a type is written with the older of Terraform's two plugin kits, which treats empty values and maps in its own
/// way: there the `id` may be set.
fn has_old_kit(schema: &TypeSchema) -> bool {
    schema.attributes.iter().any(|a| a.name.as_str() == "id" && a.optional)
}

struct Shaper<'s> {
    left_out: LeftOut<'s>,
    /// What is written for the whole resource.
    root: &'s Fields,
    schema: &'static TypeSchema,
    old_kit: bool,
    mode: Mode,
    /// Something that is left out in this type is one thing or another.
    varies: bool,
}

impl Shaper<'_> {
    fn block(
        &self,
        fields: &Fields,
        schema: &TypeSchema,
        omissions: &Omissions,
        path: &mut Vec<PathStep>,
    ) -> Fields {
        let mut entries: Vec<(Name, Value)> = Vec::with_capacity(fields.len());
        for attribute in &schema.attributes {
            path.push(PathStep::Name(attribute.name));
            entries.push((attribute.name, self.attribute(fields, attribute, omissions, path)));
            path.pop();
        }
        for nested in &schema.blocks {
            path.push(PathStep::Name(nested.name));
            entries.push((nested.name, self.blocks(fields.get(nested.name), nested, omissions, path)));
            path.pop();
        }
        let strange = fields.entries().iter().filter(|(name, _)| schema.member(*name).is_none());
        entries.extend(strange.cloned());
        Fields::block(entries)
    }

    fn attribute(
        &self,
        fields: &Fields,
        attribute: &AttributeSchema,
        omissions: &Omissions,
        path: &[PathStep],
    ) -> Value {
        let written = fields.get(attribute.name);
        let marks = if attribute.sensitive { Marks::SENSITIVE } else { Marks::NONE };
        let set = written.filter(|v| !v.is_null() && !attribute.write_only);
        let varies = || self.varies.then(|| varies::shown(self.left_out.kind, path, fields)).flatten();
        let omitted = || match varies() {
            Some(shown) => shown,
            None => omissions.left_out(attribute.name, Member::Attribute(attribute)),
        };
        let value = match set {
            None => self.omitted(omitted(), &attribute.ty, path),
            Some(value) if self.old_kit && is_empty(value) => {
                self.empty(value, &omitted(), &attribute.ty, path)
            }
            Some(value) => match varies::is_heeded(self.left_out.kind, path, fields) {
                Some(true) => self.written(value, attribute, omissions, path),
                Some(false) => self.omitted(Omitted::Null, &attribute.ty, path),
                None => self.unclear(value, path),
            },
        };
        let inherited = written.map_or(Marks::NONE, |v| v.marks.both(Marks::SENSITIVE));
        value.marked(marks.with(inherited))
    }

    /// The old kit takes an empty text, set or map for none, but for sets and maps within sets of blocks.
    fn empty(&self, value: &Value, omitted: &Omitted, ty: &Type, path: &[PathStep]) -> Value {
        let kept = match ty {
            Type::Set(elem) | Type::Map(elem) => !elem.is_primitive() || self.is_in_set(path),
            ty => *ty != Type::String,
        };
        match omitted {
            Omitted::Unknown if !kept => self.own(path),
            Omitted::Null if !kept && *ty != Type::String => self.omitted(Omitted::Null, ty, path),
            _ => schema::typed(value, ty),
        }
    }

    /// Whether a path leads through a set of blocks.
    fn is_in_set(&self, path: &[PathStep]) -> bool {
        let mut schema = self.schema;
        for name in names(path) {
            let Some(Member::Block(nested)) = schema.member(name) else { return false };
            if nested.nesting == Nesting::Set {
                return true;
            }
            schema = nested.block();
        }
        false
    }

    fn written(
        &self,
        value: &Value,
        attribute: &AttributeSchema,
        omissions: &Omissions,
        path: &[PathStep],
    ) -> Value {
        if let Some(unknown) = value.as_unknown().filter(|_| self.left_out.is_name(path)) {
            let named = self.left_out.named_after(path, unknown.refs.to_vec(), |name| self.root.get(name));
            return Value { kind: Value::from(named).kind, ..value.clone() };
        }
        let typed = schema::typed(value, &attribute.ty);
        let shaped = self.typed(&typed, &attribute.ty, omissions.inside(attribute.name), &mut path.to_vec());
        Value { marks: value.marks.with(shaped.marks), ..shaped }
    }

    /// A value of an attribute's type, as the provider plans it.
    fn typed(&self, value: &Value, ty: &Type, omissions: &Omissions, path: &mut Vec<PathStep>) -> Value {
        match (&value.kind, ty) {
            (Kind::String(text), _) if self.mode == Mode::Managed => self.text(value, text, path),
            (_, collection) if self.old_kit && is_collection_of_primitives(collection) => as_a_whole(value),
            (_, Type::List(elem) | Type::Set(elem)) => in_order(value.map_children(|step, child| {
                path.push(step);
                let shaped = self.typed(child, elem, omissions, path);
                path.pop();
                shaped
            })),
            (Kind::Object(fields), Type::Object(members)) => {
                let shaped = fields.map_values(|name, child| {
                    let ty = members.iter().find(|m| m.0 == name).map_or(&Type::Dynamic, |m| &m.1);
                    path.push(PathStep::Name(name));
                    let shaped = self.member(child, ty, omissions.measured(name), path);
                    path.pop();
                    shaped
                });
                Value { kind: Kind::Object(shaped.into()), ..value.clone() }
            }
            _ => value.clone(),
        }
    }

    /// A member of an attribute's objects. Those of a security group's rules get the zero value where they are null.
    fn member(
        &self,
        value: &Value,
        ty: &Type,
        measured: Option<&Omitted>,
        path: &mut Vec<PathStep>,
    ) -> Value {
        match measured {
            Some(Omitted::Value(default)) if value.is_null() => schema::typed(default, ty),
            _ => self.typed(value, ty, &schema::LOOKED_INTO, path),
        }
    }

    fn text(&self, value: &Value, text: &str, path: &[PathStep]) -> Value {
        match texts::planned(self.left_out.kind, path, text, self.old_kit) {
            Some(changed) => Value { kind: changed.kind, ..value.clone() },
            None => self.unclear(value, path),
        }
    }

    /// Something of which the provider makes we do not know what.
    fn unclear(&self, value: &Value, path: &[PathStep]) -> Value {
        let own: Value = self.left_out.own(path, |name| self.root.get(name)).into();
        Value { kind: own.kind, ..value.clone() }
    }

    fn omitted(&self, omitted: Omitted, ty: &Type, path: &[PathStep]) -> Value {
        match omitted {
            Omitted::Null => Kind::Null(ty.clone()).into(),
            Omitted::Value(value) => return schema::typed(&value, ty),
            Omitted::Absent => Value::null(),
            Omitted::Unknown => return self.own(path),
            Omitted::NotSeen => return self.left_out.own(path, |name| self.root.get(name)).into(),
        }
        .marked(Marks::UNSET)
    }

    fn own(&self, path: &[PathStep]) -> Value {
        self.left_out.value(path, |name| self.root.get(name))
    }

    fn blocks(
        &self,
        written: Option<&Value>,
        nested: &NestedSchema,
        omissions: &Omissions,
        path: &mut Vec<PathStep>,
    ) -> Value {
        let inside = omissions.inside(nested.name);
        let single = nested.nesting == Nesting::Single;
        match written {
            Some(value) if value.is_unknown() => value.clone(),
            Some(value) if !is_empty(value) => self.written_blocks(value, nested, inside, path),
            _ => match omissions.left_out(nested.name, Member::Block(nested)) {
                Omitted::Absent | Omitted::Null if !single => many(nested.nesting, Vec::new()),
                omitted => self.omitted(omitted, &Type::Dynamic, path),
            },
        }
    }

    fn written_blocks(
        &self,
        value: &Value,
        nested: &NestedSchema,
        omissions: &Omissions,
        path: &mut Vec<PathStep>,
    ) -> Value {
        let mut one = |step: Option<PathStep>, item: &Value| {
            let Some(fields) = item.as_fields() else { return item.clone() };
            path.extend(step);
            let shaped = self.block(fields, nested.block(), omissions, path);
            path.truncate(path.len() - usize::from(step.is_some()));
            Value { kind: Kind::Object(shaped.into()), ..item.clone() }
        };
        let items = match (nested.nesting, value.as_elements(), value.as_fields()) {
            (Nesting::Single, Some([only]), _) => return one(None, only),
            (Nesting::Single, None, _) => return one(None, value),
            (Nesting::Map, None, Some(fields)) => {
                let entries = fields.map_values(|name, item| one(Some(PathStep::Name(name)), item));
                return Value { kind: Kind::Map(entries.into()), ..value.clone() };
            }
            (_, Some(items), _) => items,
            (_, None, _) => std::slice::from_ref(value),
        };
        let items = items.iter().enumerate().map(|(at, item)| one(Some(PathStep::Index(at)), item)).collect();
        Value { kind: many(nested.nesting, items).kind, ..value.clone() }
    }
}

/// The names in a path: `rule.filter.prefix`.
fn place(path: &[PathStep]) -> String {
    names(path).iter().map(|n| n.as_str()).collect::<Vec<_>>().join(".")
}

fn many(nesting: Nesting, items: Vec<Value>) -> Value {
    match nesting {
        Nesting::Set => Value::set_of(Type::Dynamic, items),
        _ => Value::list_of(Type::Dynamic, items),
    }
}

/// `""` or a collection of nothing.
fn is_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::String(text) => text.is_empty(),
        Kind::List(_) | Kind::Set(_) | Kind::Tuple(_) => value.as_elements().is_some_and(<[Value]>::is_empty),
        Kind::Map(fields) | Kind::Object(fields) => fields.is_empty(),
        Kind::Null(_) => true,
        _ => false,
    }
}

/// A set's elements in the order that they have after a change.
fn in_order(value: Value) -> Value {
    match &value.kind {
        Kind::Set(set) => {
            let kind = Value::set_of(set.elem.clone(), set.items.clone()).kind;
            Value { kind, ..value }
        }
        _ => value,
    }
}

fn is_collection_of_primitives(ty: &Type) -> bool {
    matches!(ty, Type::Map(elem) | Type::List(elem) | Type::Set(elem) if elem.is_primitive())
}

/// The old kit knows a collection of primitives as a whole or not at all.
fn as_a_whole(value: &Value) -> Value {
    if value.is_wholly_known() || value.is_unknown() {
        return value.clone();
    }
    let symbolic = value.as_fields().map(|f| &f.symbolic[..]).unwrap_or_default();
    let keys = symbolic.iter().flat_map(|(key, _)| key.unknowns());
    let parts = value.unknowns().into_iter().chain(keys);
    let is_one_attribute = |v: &Value| v.as_unknown().is_some_and(|u| u.as_exact().is_some());
    let members = value.as_elements().is_some_and(|items| items.iter().all(is_one_attribute));
    let most = value.children().count();
    let unknown = Unknown {
        ty: Type::of(value),
        not_null: true,
        not_empty: true,
        members,
        length: Some((1, most)),
        ..Unknown::from_refs(parts)
    };
    let sensitive = value.any(&Value::is_sensitive);
    let marks = if sensitive { Marks::SENSITIVE } else { Marks::NONE };
    Value { kind: Value::from(unknown).kind, ..value.clone() }.marked(marks)
}
