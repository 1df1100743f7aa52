//! Conversion between types, and the one type that several values can share, by Terraform's rules.

use std::sync::Arc;

use super::{Elements, Fields, Kind, Name, Number, Type, Unknown, Value};

/// Brings a value to a type; marks and origin stay.
///
/// # Errors
/// Says in words what cannot be converted to what.
pub fn convert(value: &Value, ty: &Type) -> Result<Value, String> {
    let kind = match &value.kind {
        Kind::Null(_) => Kind::Null(ty.clone()),
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

fn sequence(value: &Value, elem: &Type, ty: &Type) -> Result<Arc<Elements>, String> {
    let items = value.as_elements().ok_or_else(|| mismatch(value, ty))?;
    let elem = if *elem == Type::Dynamic { element_type(items)? } else { elem.clone() };
    let items = items.iter().map(|item| convert(item, &elem)).collect::<Result<_, _>>()?;
    Ok(Arc::new(Elements { elem, items }))
}

fn element_type(items: &[Value]) -> Result<Type, String> {
    unify_all(items).ok_or_else(|| "all elements must be of one type".to_owned())
}

fn tuple(value: &Value, types: &[Type], ty: &Type) -> Result<Arc<Elements>, String> {
    let items = value.as_elements().filter(|items| items.len() == types.len());
    let items = items.ok_or_else(|| mismatch(value, ty))?;
    let items = items.iter().zip(types).map(|(item, ty)| convert(item, ty)).collect::<Result<_, _>>()?;
    Ok(Arc::new(Elements { elem: Type::Dynamic, items }))
}

fn map(value: &Value, elem: &Type, ty: &Type) -> Result<Arc<Fields>, String> {
    let fields = value.as_fields().ok_or_else(|| mismatch(value, ty))?;
    let elem = match elem {
        Type::Dynamic => unify(&fields.entries().iter().map(|e| type_to_unify(&e.1)).collect::<Vec<_>>())
            .ok_or_else(|| "all values of a map must be of one type".to_owned())?,
        given => given.clone(),
    };
    let entries = convert_entries(fields, |_| Some(&elem))?;
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

/// The type that a value brings to a unification; a null of no type agrees with everything.
fn type_to_unify(value: &Value) -> Type {
    Type::of(value)
}

/// The one type that all values can be converted to.
#[must_use]
pub fn unify_all(values: &[Value]) -> Option<Type> {
    unify(&values.iter().map(type_to_unify).collect::<Vec<_>>())
}

/// The one type that values of all these types can be converted to; dynamic ones agree with every other.
#[must_use]
pub fn unify(types: &[Type]) -> Option<Type> {
    if types.contains(&Type::String) && types.iter().all(|t| t.is_primitive() || *t == Type::Dynamic) {
        return Some(Type::String);
    }
    let mut known = types.iter().filter(|t| **t != Type::Dynamic);
    let Some(first) = known.next() else {
        return Some(Type::Dynamic);
    };
    known.try_fold(first.clone(), |so_far, next| unify_two(&so_far, next))
}

fn unify_two(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        _ if a == b => Some(a.clone()),
        (Type::Dynamic, other) | (other, Type::Dynamic) => Some(other.clone()),
        (Type::String, p) | (p, Type::String) if p.is_primitive() => Some(Type::String),
        (Type::Tuple(x), Type::Tuple(y)) if x.len() == y.len() => {
            let types: Option<_> = x.iter().zip(y.iter()).map(|(x, y)| unify_two(x, y)).collect();
            types.map(|types| Type::Tuple(Arc::new(types)))
        }
        (x, y) if x.is_sequence() && y.is_sequence() => unify_sequences(x, y),
        (Type::Object(x), Type::Object(y)) if same_names(x, y) => {
            let attributes: Option<_> =
                x.iter().zip(y.iter()).map(|(x, y)| Some((x.0, unify_two(&x.1, &y.1)?))).collect();
            attributes.map(|attributes| Type::Object(Arc::new(attributes)))
        }
        (Type::Object(_) | Type::Map(_), Type::Object(_) | Type::Map(_)) => {
            let elem = unify(&[values_of(a), values_of(b)].concat())?;
            Some(Type::Map(Arc::new(elem)))
        }
        _ => None,
    }
}

/// A tuple becomes whichever the other is, a set with a list a list.
fn unify_sequences(a: &Type, b: &Type) -> Option<Type> {
    let elem = Arc::new(unify(&[elements_of(a), elements_of(b)].concat())?);
    let sets =
        matches!((a, b), (Type::Set(_), Type::Set(_) | Type::Tuple(_)) | (Type::Tuple(_), Type::Set(_)));
    Some(if sets { Type::Set(elem) } else { Type::List(elem) })
}

fn same_names(a: &[(Name, Type)], b: &[(Name, Type)]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0)
}

fn elements_of(ty: &Type) -> Vec<Type> {
    match ty {
        Type::List(elem) | Type::Set(elem) => vec![(**elem).clone()],
        Type::Tuple(types) => types.to_vec(),
        _ => Vec::new(),
    }
}

fn values_of(ty: &Type) -> Vec<Type> {
    match ty {
        Type::Map(elem) => vec![(**elem).clone()],
        Type::Object(attributes) => attributes.iter().map(|a| a.1.clone()).collect(),
        _ => Vec::new(),
    }
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
    use super::{convert, unify_all};
    use crate::value::{Type, Value, display};

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
