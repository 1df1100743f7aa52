//! Conversion between types, and the one type that several values can share, by Terraform's rules.

use std::sync::Arc;

use super::unify::{converts, element_type, unify_all, value_type};
use super::{Elements, Fields, Kind, Name, Number, Type, Unknown, Value};

/// Brings a value to a type; marks and origin stay.
///
/// # Errors
/// Says in words what cannot be converted to what.
pub fn convert(value: &Value, ty: &Type) -> Result<Value, String> {
    let kind = match &value.kind {
        Kind::Null(from) if !converts(from, ty) => return Err(mismatch(value, ty)),
        Kind::Null(from) => Kind::Null(null_type(from, ty)),
        Kind::Unknown(unknown) if !converts(&unknown.ty, ty) => return Err(mismatch(value, ty)),
        Kind::Unknown(unknown) => unknown_of(unknown, ty),
        known => convert_known(value, known, ty)?,
    };
    Ok(Value { kind, ..value.clone() })
}

fn unknown_of(unknown: &Arc<Unknown>, ty: &Type) -> Kind {
    if *ty == Type::Dynamic || *ty == unknown.ty {
        return Kind::Unknown(unknown.clone());
    }
    Kind::Unknown(Arc::new(Unknown { ty: ty.clone(), ..(**unknown).clone() }))
}

fn convert_known(value: &Value, kind: &Kind, ty: &Type) -> Result<Kind, String> {
    match (kind, ty) {
        (_, Type::Dynamic)
        | (Kind::Bool(_), Type::Bool)
        | (Kind::Number(_), Type::Number)
        | (Kind::String(_), Type::String) => Ok(kind.clone()),
        (Kind::Bool(b), Type::String) => Ok(Kind::String(b.to_string().into())),
        (Kind::Number(n), Type::String) => Ok(Kind::String(n.to_string().into())),
        (Kind::String(s), Type::Number) => {
            Number::parse(s).map(Kind::Number).ok_or_else(|| "a number is required".to_owned())
        }
        (Kind::String(s), Type::Bool) => string_to_bool(s),
        (Kind::List(known), Type::List(elem)) if known.elem == **elem && **elem != Type::Dynamic => {
            Ok(kind.clone())
        }
        (_, Type::List(elem)) => sequence(value, elem, ty).map(Kind::List),
        (_, Type::Set(elem)) => {
            let elements = sequence(value, elem, ty)?;
            Ok(Value::set_of(elements.elem.clone(), elements.items.clone()).kind)
        }
        (_, Type::Tuple(types)) => tuple(value, types, ty).map(Kind::Tuple),
        (_, Type::Map(elem)) => map(value, elem, ty).map(Kind::Map),
        (_, Type::Object(attributes)) => object(value, attributes, ty).map(Kind::Object),
        _ => Err(mismatch(value, ty)),
    }
}

fn string_to_bool(text: &str) -> Result<Kind, String> {
    match text {
        "true" | "1" => Ok(Kind::Bool(true)),
        "false" | "0" => Ok(Kind::Bool(false)),
        "True" | "TRUE" => {
            Err("a bool is required; to convert from string, use lowercase \"true\"".to_owned())
        }
        "False" | "FALSE" => {
            Err("a bool is required; to convert from string, use lowercase \"false\"".to_owned())
        }
        _ => Err("a bool is required".to_owned()),
    }
}

fn mismatch(value: &Value, ty: &Type) -> String {
    format!("{} required, but this is {}", ty.friendly(), Type::of(value).friendly())
}

/// The type of a null: what is left open is taken from the type it had.
fn null_type(from: &Type, ty: &Type) -> Type {
    match (from, ty) {
        (_, Type::Dynamic) => from.clone(),
        (Type::List(x) | Type::Set(x), Type::List(y)) if **y == Type::Dynamic => Type::List(x.clone()),
        (Type::List(x) | Type::Set(x), Type::Set(y)) if **y == Type::Dynamic => Type::Set(x.clone()),
        (Type::Map(x), Type::Map(y)) if **y == Type::Dynamic => Type::Map(x.clone()),
        _ => ty.clone(),
    }
}

fn sequence(value: &Value, elem: &Type, ty: &Type) -> Result<Arc<Elements>, String> {
    let items = value.as_elements().ok_or_else(|| mismatch(value, ty))?;
    let known = match &value.kind {
        Kind::List(known) | Kind::Set(known) => Some(&known.elem),
        _ => None,
    };
    if let Some(elem) = kept(known, items, elem) {
        return Ok(Arc::new(Elements { elem, items: items.to_vec() }));
    }
    let same = || "all elements must be of one type".to_owned();
    let elem = element_type(&types_of(items), elem).ok_or_else(same)?;
    let items: Vec<Value> = items.iter().map(|item| convert(item, &elem)).collect::<Result<_, _>>()?;
    let (elem, items) = settled(elem, items).ok_or_else(same)?;
    Ok(Arc::new(Elements { elem, items }))
}

/// The type of elements that stay as they are: those of a collection already, where any type will do. Resources and
/// blocks too, whose types a schema knows and not their values.
fn kept<'v>(known: Option<&Type>, items: impl IntoIterator<Item = &'v Value>, wanted: &Type) -> Option<Type> {
    if *wanted != Type::Dynamic {
        return None;
    }
    let is_block = |item: &Value| item.is_unset() || item.as_fields().is_some_and(|f| f.open);
    known.cloned().or_else(|| items.into_iter().any(is_block).then_some(Type::Dynamic))
}

fn types_of<'v>(values: impl IntoIterator<Item = &'v Value>) -> Vec<Type> {
    values.into_iter().map(Type::of).collect()
}

/// The type of a map's values: where one of them leaves it open, all others are of one type.
fn decided<'v>(ty: Type, values: impl Iterator<Item = &'v Value>) -> Option<Type> {
    if ty != Type::Dynamic {
        return Some(ty);
    }
    let mut known = values.map(Type::of).filter(|ty| *ty != Type::Dynamic);
    let first = known.next().unwrap_or_default();
    known.all(|ty| ty == first).then_some(first)
}

/// Elements of a type that is open inside (`list(any)`) each found their own; together they need one.
fn settled(elem: Type, items: Vec<Value>) -> Option<(Type, Vec<Value>)> {
    if elem.is_whole() || elem == Type::Dynamic || items.is_empty() {
        return Some((elem, items));
    }
    let elem = unify_all(&items)?;
    let items: Vec<Value> = items.iter().map(|item| convert(item, &elem)).collect::<Result<_, _>>().ok()?;
    let of_one_type = items.windows(2).all(|pair| Type::of(&pair[0]) == Type::of(&pair[1]));
    of_one_type.then_some((elem, items))
}

fn tuple(value: &Value, types: &[Type], ty: &Type) -> Result<Arc<Elements>, String> {
    let items = value.as_elements().filter(|items| items.len() == types.len());
    let items = items.ok_or_else(|| mismatch(value, ty))?;
    let items = items.iter().zip(types).map(|(item, ty)| convert(item, ty)).collect::<Result<_, _>>()?;
    Ok(Arc::new(Elements { elem: Type::Dynamic, items }))
}

fn map(value: &Value, elem: &Type, ty: &Type) -> Result<Arc<Fields>, String> {
    let fields = value.as_fields().ok_or_else(|| mismatch(value, ty))?;
    let known = match &value.kind {
        Kind::Map(known) => Some(&known.elem),
        _ => None,
    };
    let values = || fields.entries().iter().map(|e| &e.1);
    if let Some(elem) = kept(known, values(), elem) {
        return Ok(Arc::new(Fields { elem, open: false, alone: false, ..fields.clone() }));
    }
    let same = || "all values of a map must be of one type".to_owned();
    let elem = value_type(&types_of(values()), elem).and_then(|ty| decided(ty, values())).ok_or_else(same)?;
    let entries = convert_entries(fields, |_| Some(&elem))?;
    let (names, values): (Vec<Name>, Vec<Value>) = entries.into_iter().unzip();
    let (elem, values) = settled(elem, values).ok_or_else(same)?;
    let entries = names.into_iter().zip(values).collect();
    Ok(Arc::new(Fields { symbolic: fields.symbolic.clone(), ..Fields::map(elem, entries) }))
}

fn object(value: &Value, attributes: &[(Name, Type)], ty: &Type) -> Result<Arc<Fields>, String> {
    let fields = value.as_fields().ok_or_else(|| mismatch(value, ty))?;
    if let Some((missing, _)) = attributes.iter().find(|(name, _)| fields.get(*name).is_none()) {
        return Err(format!("attribute \"{missing}\" is required"));
    }
    let type_of = |name: Name| attributes.iter().find(|a| a.0 == name).map(|a| &a.1);
    Ok(Arc::new(Fields::new(convert_entries(fields, type_of)?)))
}

/// Entries converted to the type each of them is to have; those that have none are left out.
fn convert_entries<'t>(
    fields: &Fields,
    type_of: impl Fn(Name) -> Option<&'t Type>,
) -> Result<Vec<(Name, Value)>, String> {
    let wanted = fields.entries().iter().filter_map(|(name, value)| Some((*name, value, type_of(*name)?)));
    wanted
        .map(|(name, value, ty)| match convert(value, ty) {
            Ok(value) => Ok((name, value)),
            Err(why) => Err(format!("in \"{name}\": {why}")),
        })
        .collect()
}

/// Brings values to the one type they share.
///
/// # Errors
/// Where they share none.
pub fn convert_to_common(values: &[Value]) -> Result<Vec<Value>, String> {
    let ty = unify_all(values).ok_or_else(|| "all values must be of one type".to_owned())?;
    values.iter().map(|value| convert(value, &ty)).collect()
}

#[cfg(test)]
mod tests {
    use super::convert;
    use crate::value::{Type, Value, display, unify_all};

    fn shown(value: &Value, ty: &Type) -> String {
        convert(value, ty).map_or_else(|e| format!("error: {e}"), |v| display(&v))
    }

    #[test]
    fn primitives_convert_where_the_text_is_canonical() {
        assert_eq!(shown(&Value::string("010"), &Type::Number), "10");
        assert_eq!(shown(&true.into(), &Type::String), "true");
        assert_eq!(
            shown(&Value::string("True"), &Type::Bool),
            "error: a bool is required; to convert from string, use lowercase \"true\""
        );
        assert!(shown(&1i64.into(), &Type::Bool).starts_with("error"));
    }

    #[test]
    fn a_set_is_sorted_and_distinct() {
        let mixed = Value::tuple(vec![Value::string("9"), 10i64.into(), 9i64.into()]);
        assert_eq!(shown(&mixed, &Type::Set(Type::String.into())), r#"["10","9"]"#);
    }

    #[test]
    fn values_unify_as_in_terraform() {
        let of = |values: &[Value]| unify_all(values).map(|t| t.to_string());
        assert_eq!(of(&[1i64.into(), Value::string("a")]).as_deref(), Some("string"));
        assert_eq!(of(&[1i64.into(), true.into()]), None);
        assert_eq!(of(&[Value::null(), true.into()]).as_deref(), Some("bool"));
        let short = Value::tuple(vec![1i64.into()]);
        let long = Value::tuple(vec![1i64.into(), 2i64.into()]);
        assert_eq!(of(&[short, long]).as_deref(), Some("list(number)"));
        let a = Value::object(vec![("a".into(), 1i64.into())]);
        let b = Value::object(vec![("b".into(), 2i64.into())]);
        assert_eq!(of(&[a, b]).as_deref(), Some("map(number)"));
    }
}
