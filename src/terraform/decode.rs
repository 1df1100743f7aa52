//! One entry of `resource_changes` to a [`Resource`]: only the attributes that are wanted.

use std::borrow::Cow;

use crate::text::json::{JsonError, Next, Reader};
use crate::value::{
    Address, Elements, Fields, Kind, Marks, Mode, Name, Number, Origin, Type, Unknown, Value,
};

use super::graph::{Action, Resource};
use super::projection::Wanted;
use super::schema::{self, Shape, Thing, TypeSchema};

/// A member that is not of the form that the plan format gives it.
fn malformed(offset: usize, what: impl Into<String>) -> JsonError {
    JsonError { what: what.into(), offset, truncated: false }
}

/// The parts of an entry that precede its values.
#[derive(Clone, Debug)]
pub(super) struct Head<'t> {
    pub address: Cow<'t, str>,
    pub kind: Cow<'t, str>,
    pub mode: Mode,
}

/// Text of the parts of `change`; decoded only where needed.
#[derive(Default)]
struct Parts {
    actions: Vec<String>,
    before: Option<usize>,
    after: Option<usize>,
    after_unknown: Option<usize>,
    before_sensitive: Option<usize>,
    after_sensitive: Option<usize>,
    replace_paths: Vec<String>,
    importing: bool,
}

/// Reads an entry. Unknown values are left for [`super::settle`] to explain.
pub(super) fn resource(
    text: &str,
    offset: usize,
    wanted: &Wanted,
    schema: Option<&'static TypeSchema>,
    origin: Origin,
) -> Result<Resource, JsonError> {
    let mut strings: [Option<String>; 4] = Default::default();
    let mut parts = Parts::default();
    Reader::at(text, offset).object(|r, key| {
        let slot = match &*key {
            "address" => 0,
            "provider_name" => 1,
            "deposed" => 2,
            "previous_address" => 3,
            "change" => return change(r, &mut parts),
            _ => return r.skip().map(drop),
        };
        once(&mut strings[slot], r.string()?.into_owned(), offset)
    })?;
    let [address, provider, deposed, previous_address] = strings;
    let address = address.ok_or_else(|| malformed(offset, "a resource change without `address`"))?;
    let address = Address::parse(&address).map_err(|e| malformed(offset, e.to_string()))?;
    let decoder = Decoder { text, wanted, schema, origin };
    Ok(Resource {
        id: address.to_name(),
        address,
        provider: Name::new(provider.as_deref().unwrap_or_default()),
        action: action(&parts.actions, offset)?,
        deposed: deposed.as_deref().map(Name::new),
        before: decoder.object(parts.before, None, parts.before_sensitive)?,
        after: decoder.object(parts.after, parts.after_unknown, parts.after_sensitive)?,
        replace_paths: parts.replace_paths,
        previous_address: previous_address.as_deref().map(Name::new),
        importing: parts.importing,
        offset,
        certain: true,
    })
}

/// Reads an entry of a state: what is there, with nothing planned for it.
pub(super) fn of_state(text: &str, offset: usize, origin: Origin) -> Result<Resource, JsonError> {
    let (mut address, mut provider) = (String::new(), String::new());
    let (mut values, mut sensitive) = (None, None);
    Reader::at(text, offset).object(|r, key| {
        match &*key {
            "address" => address = r.string()?.into_owned(),
            "provider_name" => provider = r.string()?.into_owned(),
            "values" => (values, _) = (Some(r.offset()), r.skip()?),
            "sensitive_values" => (sensitive, _) = (Some(r.offset()), r.skip()?),
            _ => drop(r.skip()?),
        }
        Ok::<(), JsonError>(())
    })?;
    let address = Address::parse(&address).map_err(|e| malformed(offset, e.to_string()))?;
    let schema = schema::find(Thing::Data, address.kind);
    let after = Decoder { text, wanted: &Wanted::All, schema, origin }.object(values, None, sensitive)?;
    let id = address.to_name();
    Ok(Resource { after, offset, ..Resource::bare(address, id, Name::new(&provider), Action::Read) })
}

fn action(actions: &[String], offset: usize) -> Result<Action, JsonError> {
    let list: Vec<&str> = actions.iter().map(String::as_str).collect();
    Action::from_list(&list).ok_or_else(|| malformed(offset, format!("unknown actions {list:?}")))
}

fn change(reader: &mut Reader<'_>, parts: &mut Parts) -> Result<(), JsonError> {
    reader.object(|r, key| {
        let offset = r.offset();
        let part = match &*key {
            "actions" => return r.array(|r| r.string().map(|s| parts.actions.push(s.into_owned()))),
            "replace_paths" => return r.array(|r| path(r).map(|p| parts.replace_paths.push(p))),
            "importing" => {
                parts.importing = r.peek()? != Next::Null;
                return r.skip().map(drop);
            }
            "before" => &mut parts.before,
            "after" => &mut parts.after,
            "after_unknown" => &mut parts.after_unknown,
            "before_sensitive" => &mut parts.before_sensitive,
            "after_sensitive" => &mut parts.after_sensitive,
            _ => return r.skip().map(drop),
        };
        once(part, offset, offset)?;
        r.skip().map(drop)
    })
}

/// Of a member that is there twice, programs take one or the other: Terraform writes each once.
fn once<T>(slot: &mut Option<T>, value: T, offset: usize) -> Result<(), JsonError> {
    if slot.replace(value).is_some() { Err(malformed(offset, "a member is there twice")) } else { Ok(()) }
}

/// `["a", 0, "b"]` as `a[0].b`.
fn path(reader: &mut Reader<'_>) -> Result<String, JsonError> {
    let mut path = String::new();
    reader.array(|r| {
        match r.peek()? {
            Next::String => path = crate::lang::member_path(&path, &r.string()?),
            _ => path = format!("{path}[{}]", r.skip()?),
        }
        Ok::<(), JsonError>(())
    })?;
    Ok(path)
}

/// Reads values of one entry.
struct Decoder<'t> {
    text: &'t str,
    wanted: &'t Wanted,
    /// What the provider says of the type: JSON has no sets and no maps.
    schema: Option<&'static TypeSchema>,
    origin: Origin,
}

impl Decoder<'_> {
    /// The wanted attributes of `before` or `after`, with what `after_unknown` and the sensitive mask say of them.
    fn object(
        &self,
        at: Option<usize>,
        unknown: Option<usize>,
        sensitive: Option<usize>,
    ) -> Result<Value, JsonError> {
        let Some(mut reader) = at.map(|offset| Reader::at(self.text, offset)) else {
            // An object that is unknown as a whole has no `after`; nor has one that goes away.
            return Ok(Value::null().at(self.origin));
        };
        if reader.peek()? == Next::Null {
            return Ok(Value::null().at(self.origin));
        }
        let unknown = self.mask(unknown)?;
        let sensitive = self.mask(sensitive)?;
        let mut entries = Vec::new();
        reader.object(|r, key| {
            if !self.wanted.has(&key) {
                return r.skip().map(drop);
            }
            let name = Name::new(&key);
            let masks = [child(&unknown, &key), child(&sensitive, &key)];
            let shape = self.schema.map_or(Shape::Any, |schema| Shape::Member(schema, name));
            entries.push((name, self.value(r, masks, shape)?));
            Ok::<(), JsonError>(())
        })?;
        self.add_unknown(&mut entries, &unknown, &sensitive);
        Ok(self.finish(Kind::Object(Fields::block(entries).into()), None))
    }

    /// Unknown attributes are absent from `after`.
    fn add_unknown(&self, entries: &mut Vec<(Name, Value)>, unknown: &Mask, sensitive: &Mask) {
        let Mask::Object(masks) = unknown else { return };
        for (name, mask) in masks {
            if matches!(mask, Mask::All) && !entries.iter().any(|e| e.0 == *name) {
                entries.push((*name, self.finish(unexplained(), child(sensitive, name))));
            }
        }
    }

    fn finish(&self, kind: Kind, sensitive: Option<&Mask>) -> Value {
        let marks = if matches!(sensitive, Some(Mask::All)) { Marks::SENSITIVE } else { Marks::NONE };
        Value::from(kind).marked(marks).at(self.origin)
    }

    fn value(
        &self,
        reader: &mut Reader<'_>,
        [unknown, sensitive]: [Option<&Mask>; 2],
        shape: Shape<'_>,
    ) -> Result<Value, JsonError> {
        if matches!(unknown, Some(Mask::All)) {
            reader.skip()?;
            return Ok(self.finish(unexplained(), sensitive));
        }
        let value = match reader.peek()? {
            Next::Object => self.fields(reader, [unknown, sensitive], shape.resolve())?,
            Next::Array => self.elements(reader, [unknown, sensitive], shape.resolve())?,
            Next::String => Value::string(&reader.string()?).kind,
            Next::Number => Kind::Number(number(reader)?),
            Next::Bool => Kind::Bool(reader.bool()?),
            Next::Null => {
                reader.null()?;
                return Ok(self.finish(Kind::Null(Type::Dynamic), sensitive).marked(Marks::UNSET));
            }
        };
        Ok(self.finish(value, sensitive))
    }

    /// A map, an object or a block. What the schema has as something else, as another version of the provider may, is a
    /// block: nothing is missing in it.
    fn fields(
        &self,
        reader: &mut Reader<'_>,
        [unknown, sensitive]: [Option<&Mask>; 2],
        shape: Shape<'_>,
    ) -> Result<Kind, JsonError> {
        let mut entries = Vec::new();
        reader.object(|r, key| {
            let masks = [unknown, sensitive].map(|m| m.and_then(|m| child(m, &key)));
            let name = Name::new(&key);
            entries.push((name, self.value(r, masks, shape.member(name))?));
            Ok::<(), JsonError>(())
        })?;
        if let Some(unknown) = unknown {
            self.add_unknown(&mut entries, unknown, sensitive.unwrap_or(&Mask::Nothing));
        }
        Ok(match shape.map() {
            Some(elem) => Kind::Map(Fields::map(elem, entries).into()),
            None => Kind::Object(Fields::block(entries).into()),
        })
    }

    /// A list, a set or a tuple. Terraform wrote a set's elements in their order.
    fn elements(
        &self,
        reader: &mut Reader<'_>,
        [unknown, sensitive]: [Option<&Mask>; 2],
        shape: Shape<'_>,
    ) -> Result<Kind, JsonError> {
        let mut items: Vec<Value> = Vec::new();
        reader.array(|r| {
            let masks = [unknown, sensitive].map(|m| m.and_then(|m| m.element(items.len())));
            items.push(self.value(r, masks, shape.element(items.len()))?);
            Ok::<(), JsonError>(())
        })?;
        Ok(match shape.sequence() {
            Some(Type::Set(elem)) => Kind::Set(Elements { elem: (*elem).clone(), items }.into()),
            Some(Type::Tuple(_)) => Kind::Tuple(Elements { elem: Type::Dynamic, items }.into()),
            Some(Type::List(elem)) => Kind::List(Elements { elem: (*elem).clone(), items }.into()),
            _ => Kind::List(Elements { elem: element_type(&items), items }.into()),
        })
    }

    fn mask(&self, at: Option<usize>) -> Result<Mask, JsonError> {
        match at {
            Some(offset) => mask(&mut Reader::at(self.text, offset), Some(self.wanted)),
            None => Ok(Mask::Nothing),
        }
    }
}

fn element_type(items: &[Value]) -> Type {
    let primitive = |v: &Value| Some(Type::of(v)).filter(Type::is_primitive);
    let first = items.first().and_then(primitive).unwrap_or_default();
    let same = items.iter().all(|v| Type::of(v) == first);
    if same { first } else { Type::Dynamic }
}

fn number(reader: &mut Reader<'_>) -> Result<Number, JsonError> {
    let offset = reader.offset();
    let text = reader.number()?;
    Number::parse(text).ok_or_else(|| malformed(offset, format!("`{text}` is no number")))
}

fn unexplained() -> Kind {
    Kind::Unknown(Unknown::anything().into())
}

/// What `after_unknown` and the sensitive masks say of a value: all of it, or parts.
#[derive(Debug)]
enum Mask {
    Nothing,
    All,
    Object(Vec<(Name, Mask)>),
    List(Vec<Mask>),
}

impl Mask {
    fn element(&self, at: usize) -> Option<&Self> {
        match self {
            Self::List(items) => items.get(at),
            Self::All => Some(self),
            _ => None,
        }
    }
}

fn child<'m>(mask: &'m Mask, name: &str) -> Option<&'m Mask> {
    match mask {
        Mask::Object(entries) => entries.iter().find(|e| e.0.as_str() == name).map(|e| &e.1),
        Mask::All => Some(mask),
        _ => None,
    }
}

fn mask(reader: &mut Reader<'_>, wanted: Option<&Wanted>) -> Result<Mask, JsonError> {
    match reader.peek()? {
        Next::Bool => Ok(if reader.bool()? { Mask::All } else { Mask::Nothing }),
        Next::Object => {
            let mut entries = Vec::new();
            reader.object(|r, key| {
                if wanted.is_some_and(|w| !w.has(&key)) {
                    return r.skip().map(drop);
                }
                entries.push((Name::new(&key), mask(r, None)?));
                Ok::<(), JsonError>(())
            })?;
            Ok(Mask::Object(entries))
        }
        Next::Array => {
            let mut items = Vec::new();
            reader.array(|r| mask(r, None).map(|m| items.push(m)))?;
            Ok(Mask::List(items))
        }
        _ => reader.skip().map(|_| Mask::Nothing),
    }
}

/// The address, type and mode of an entry, and the reader past it.
pub(super) fn head<'t>(reader: &mut Reader<'t>) -> Result<Head<'t>, JsonError> {
    let offset = reader.offset();
    let (mut address, mut kind, mut mode) = (None, None, None);
    reader.object(|r, key| {
        let slot = match &*key {
            "address" => &mut address,
            "type" => &mut kind,
            "mode" => &mut mode,
            _ => return r.skip().map(drop),
        };
        once(slot, r.string()?, offset)
    })?;
    let mode = if mode.is_some_and(|mode| mode == "data") { Mode::Data } else { Mode::Managed };
    let head = Head { address: address.unwrap_or_default(), kind: kind.unwrap_or_default(), mode };
    if head.kind.is_empty() {
        return Err(malformed(offset, "a resource change without `type`"));
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use crate::terraform::{Plan, Projection};
    use crate::text::Source;
    use crate::value::{Kind, Value, display};

    /// An attribute of the only resource of a plan, which has these values.
    fn read(after: &str, unknown: &str, name: &str) -> Value {
        let text = format!(
            r#"{{"format_version": "1.2", "resource_changes": [{{"address": "aws_instance.a", "mode": "managed",
                "type": "aws_instance", "name": "a", "change": {{"actions": ["create"], "before": null,
                "after": {after}, "after_unknown": {unknown}}}}}]}}"#
        );
        let plan = Plan::read(Source::new("plan.json", text)).unwrap();
        let graph = plan.graph(&Projection::everything()).unwrap();
        graph.resources[0].attribute(name.into()).unwrap().clone()
    }

    #[test]
    fn values_have_the_types_of_the_schema() {
        let after = r#"{"tags": {"a": "b"}, "security_groups": ["z", "b"],
            "ebs_block_device": [{"device_name": "x", "tags": {}}], "root_block_device": [{"iops": 3}]}"#;
        let kind = |name| read(after, "{}", name).kind;
        assert!(matches!(kind("tags"), Kind::Map(f) if !f.open));
        assert!(matches!(kind("root_block_device"), Kind::List(_)));
        let Kind::Set(devices) = kind("ebs_block_device") else { panic!() };
        let device = devices.items[0].as_fields().unwrap();
        assert!(device.open && matches!(device.get("tags".into()).unwrap().kind, Kind::Map(_)));
        // In the plan's order, by which the places of its elements are told.
        assert!(matches!(kind("security_groups"), Kind::Set(_)));
        assert_eq!(display(&read(after, "{}", "security_groups")), r#"["z","b"]"#);
    }

    #[test]
    fn unknown_elements_keep_their_places() {
        let groups = read(
            r#"{"security_groups": [null, "b"]}"#,
            r#"{"security_groups": [true, false]}"#,
            "security_groups",
        );
        assert!(matches!(groups.kind, Kind::Set(_)));
        assert_eq!(display(&groups), r#"[(known after apply),"b"]"#);
    }

    #[test]
    fn what_another_version_has_otherwise_stays_as_it_is() {
        let after =
            r#"{"tags": ["a"], "security_groups": {"a": 1}, "ebs_optimized": "yes", "new": [{"x": [1]}]}"#;
        let kind = |name| read(after, "{}", name).kind;
        assert!(matches!(kind("tags"), Kind::List(_)) && matches!(kind("security_groups"), Kind::Object(_)));
        assert!(matches!(kind("ebs_optimized"), Kind::String(_)) && matches!(kind("new"), Kind::List(_)));
    }
}
