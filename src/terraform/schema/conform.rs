//! Values that people wrote, brought to the types that the schema has.

use crate::value::{Fields, Kind, Name, Type, Value, convert};

use super::{Member, Nesting, TypeSchema};

/// The attributes of a resource or block with the schema's types. What is left out is there as an argument that nobody
/// set; a name that neither has is then an error to read. What does not fit stays as it is written.
#[must_use]
pub fn conform(fields: &Fields, schema: &TypeSchema) -> Fields {
    let mut entries: Vec<(Name, Value)> = Vec::new();
    for (name, value) in fields.entries() {
        entries.push((*name, member(value, schema.member(*name))));
    }
    let missing = schema.names().filter(|name| fields.get(*name).is_none());
    entries.extend(missing.map(|name| (name, Value::unset())));
    Fields::new(entries)
}

fn member(value: &Value, member: Option<Member<'_>>) -> Value {
    match member {
        Some(Member::Attribute(attribute)) => typed(value, &attribute.ty),
        Some(Member::Block(nested)) => blocks(value, nested.nesting, nested.block()),
        None => value.clone(),
    }
}

/// Nested blocks. One alone is not made a list of one, since its author may read it as it stands; it is also read as if
/// it were one.
fn blocks(value: &Value, nesting: Nesting, schema: &TypeSchema) -> Value {
    let items = || value.children().map(|item| block(item, schema)).collect::<Vec<_>>();
    let kind = match (&value.kind, nesting) {
        // Written as a block, it came as a list of one.
        (Kind::List(e) | Kind::Tuple(e), Nesting::Single) if e.items.len() == 1 => {
            return block(&e.items[0], schema);
        }
        (Kind::List(_) | Kind::Tuple(_), Nesting::Set) => Value::set_of(Type::Dynamic, items()).kind,
        (Kind::List(_) | Kind::Tuple(_), _) => Value::list_of(Type::Dynamic, items()).kind,
        (Kind::Object(fields), Nesting::Map) => {
            let entries = fields.entries().iter().map(|(name, item)| (*name, block(item, schema)));
            Value::map_of(Type::Dynamic, entries.collect()).kind
        }
        (Kind::Object(fields), Nesting::List | Nesting::Set) => {
            let mut fields = conform(fields, schema);
            fields.alone = true;
            Kind::Object(fields.into())
        }
        _ => return block(value, schema),
    };
    Value { kind, ..value.clone() }
}

fn block(value: &Value, schema: &TypeSchema) -> Value {
    match &value.kind {
        Kind::Object(fields) => Value { kind: Kind::Object(conform(fields, schema).into()), ..value.clone() },
        _ => value.clone(),
    }
}

/// An attribute of this type. Members of objects that are left out are unset; what does not fit stays as it is written.
#[must_use]
pub fn typed(value: &Value, ty: &Type) -> Value {
    let items = |elem: &Type| value.children().map(|item| typed(item, elem)).collect::<Vec<_>>();
    let kind = match (&value.kind, ty) {
        (Kind::Null(_) | Kind::Unknown(_), _) => return value.clone(),
        (Kind::List(_) | Kind::Tuple(_) | Kind::Set(_), Type::List(elem)) => {
            Value::list_of((**elem).clone(), items(elem)).kind
        }
        (Kind::List(_) | Kind::Tuple(_) | Kind::Set(_), Type::Set(elem)) => {
            Value::set_of((**elem).clone(), items(elem)).kind
        }
        (Kind::Object(fields) | Kind::Map(fields), Type::Map(elem)) => {
            let entries = fields.map_values(|_, item| typed(item, elem)).into_entries();
            let map = Fields::map((**elem).clone(), entries).with_symbolic(fields.symbolic.clone());
            Kind::Map(map.into())
        }
        (Kind::Object(fields) | Kind::Map(fields), Type::Object(members)) => {
            Kind::Object(object(fields, members).into())
        }
        (_, primitive) if primitive.is_primitive() => match convert(value, primitive) {
            Ok(converted) => converted.kind,
            Err(_) => return value.clone(),
        },
        _ => return value.clone(),
    };
    Value { kind, ..value.clone() }
}

fn object(fields: &Fields, members: &[(Name, Type)]) -> Fields {
    let type_of = |name: Name| members.iter().find(|m| m.0 == name).map(|m| &m.1);
    let given = fields.map_values(|name, v| type_of(name).map_or_else(|| v.clone(), |ty| typed(v, ty)));
    let missing = members.iter().filter(|m| fields.get(m.0).is_none()).map(|m| (m.0, Value::unset()));
    Fields::new(given.into_entries().into_iter().chain(missing).collect())
}

#[cfg(test)]
mod tests {
    use super::conform;
    use crate::terraform::schema::schema_of;
    use crate::value::{Kind, Name, Value, display, from_json};

    /// One attribute of a mock that sets these.
    fn read(kind: &str, json: &str, name: &str) -> Option<Value> {
        let written = from_json(json).unwrap();
        let fields = conform(written.as_fields().unwrap(), schema_of(Name::new(kind)).unwrap());
        fields.get(Name::new(name)).cloned()
    }

    #[test]
    fn values_take_the_types_of_the_schema() {
        let json = r#"{"security_groups": ["b", "a", "b"], "tags": {"n": 1}, "ebs_optimized": "true",
            "ebs_block_device": [{"device_name": "x", "volume_size": "8"}], "oops": 1}"#;
        let shown = |name| display(&read("aws_instance", json, name).unwrap());
        assert_eq!(shown("security_groups"), r#"["a","b"]"#);
        assert!(matches!(read("aws_instance", json, "tags").unwrap().kind, Kind::Map(_)));
        assert_eq!((shown("tags"), shown("ebs_optimized")), (r#"{"n":"1"}"#.to_owned(), "true".to_owned()));
        let devices = read("aws_instance", json, "ebs_block_device").unwrap();
        let device = devices.children().next().unwrap().as_fields().unwrap();
        assert!(matches!(devices.kind, Kind::Set(_)) && device.get(Name::new("iops")).unwrap().is_unset());
        assert_eq!(display(device.get(Name::new("volume_size")).unwrap()), "8");
        assert_eq!(shown("oops"), "1");
    }

    #[test]
    fn what_is_left_out_is_unset_and_what_nobody_has_is_missing() {
        assert!(read("aws_instance", "{}", "ami").unwrap().is_unset());
        assert!(read("aws_instance", "{}", "amy").is_none());
    }

    #[test]
    fn what_does_not_fit_stays() {
        let json =
            r#"{"ebs_optimized": "maybe", "tags": "x", "ebs_block_device": "y", "security_groups": null}"#;
        for (name, expected) in [
            ("ebs_optimized", "maybe"),
            ("tags", "x"),
            ("ebs_block_device", "y"),
            ("security_groups", "null"),
        ] {
            assert_eq!(display(&read("aws_instance", json, name).unwrap()), expected);
        }
    }
}
