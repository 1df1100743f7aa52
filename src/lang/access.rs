//! Reading a part of a value: attributes and elements.

use crate::value::{Fields, Kind, Marks, Name, Truth, Type, Unknown, Value, convert, equals};

use super::operators::{describe, unknown_from};
use super::record::{Recorder, Step};

/// Reads `value.name`.
///
/// # Errors
/// Where there is no such attribute; an open block answers with an unset null instead.
pub fn attribute(value: &Value, name: Name, recorder: Option<&Recorder>) -> Result<Value, String> {
    match &value.kind {
        Kind::Map(fields) | Kind::Object(fields) => member(value, fields, name, recorder),
        Kind::Unknown(unknown) if unknown.ty.is_primitive() || unknown.ty.is_sequence() => {
            Err(format!("cannot read `{name}`: this is {}, which has no attributes", describe(value)))
        }
        Kind::Unknown(unknown) => Ok(match written(unknown, name) {
            Some(found) => inherit(found, value, recorder, Step::Name(&name)),
            None => part_of(value, unknown, &format!(".{name}")),
        }),
        Kind::Null(_) => Err(format!("cannot read `{name}` of null")),
        _ => Err(format!("cannot read `{name}`: this is {}, which has no attributes", describe(value))),
    }
}

fn member(value: &Value, fields: &Fields, name: Name, recorder: Option<&Recorder>) -> Result<Value, String> {
    if let Some(found) = fields.get(name) {
        if found.marks.has(Marks::POSSIBLE) {
            return Ok(unknown_from(Type::Dynamic, &[value, found]));
        }
        return Ok(inherit(found, value, recorder, Step::Name(&name)));
    }
    if fields.open {
        let origin = recorder.map_or(value.origin, |r| r.absent(value.origin, name));
        return Ok(Value::unset().at(origin));
    }
    symbolic(value, fields, &Value::string(&name), &format!("there is no attribute `{name}`"), recorder)
}

/// A part is as sensitive as the whole and, unless it knows better, was read where the whole was.
#[must_use]
pub fn inherit(part: &Value, whole: &Value, recorder: Option<&Recorder>, step: Step<'_>) -> Value {
    let part = match recorder {
        Some(recorder) => recorder.part(part, whole, step),
        None => part.clone().at(part.origin.or(whole.origin)),
    };
    part.marked(whole.marks.inherited())
}

/// An entry whose key is unknown but stands for the same attribute; undecided where some key may be equal.
fn symbolic(
    value: &Value,
    fields: &Fields,
    key: &Value,
    missing: &str,
    recorder: Option<&Recorder>,
) -> Result<Value, String> {
    let mut undecided = false;
    for (candidate, found) in &fields.symbolic {
        match equals(candidate, key) {
            Truth::True if found.marks.has(Marks::POSSIBLE) => undecided = true,
            Truth::True => return Ok(inherit(found, value, recorder, Step::Name("?"))),
            Truth::Unknown => undecided = true,
            Truth::False => {}
        }
    }
    if undecided { Ok(unknown_from(Type::Dynamic, &[value, key])) } else { Err(missing.to_owned()) }
}

/// An argument of a resource of which only the arguments are known.
fn written(unknown: &Unknown, name: Name) -> Option<&Value> {
    unknown.known.as_ref()?.as_fields()?.get(name)
}

/// A part of an unknown value: still exactly one attribute, further down.
fn part_of(value: &Value, unknown: &Unknown, step: &str) -> Value {
    let mut part = Unknown::from_refs([unknown]);
    if let Some(mut only) = unknown.as_exact() {
        only.attribute = match only.attribute {
            Some(path) => Some(Name::new(&format!("{path}{step}"))),
            None => step.strip_prefix('.').map(Name::new),
        };
        part.refs = [only].into();
        part.exact = true;
    }
    part.ty = match &unknown.ty {
        Type::List(elem) | Type::Set(elem) | Type::Map(elem) => (**elem).clone(),
        _ => Type::Dynamic,
    };
    Value::from(part).marked(value.marks.inherited()).at(value.origin)
}

/// Reads `value[key]`.
///
/// # Errors
/// Where there is no such element, or the key has the wrong type.
pub fn index(value: &Value, key: &Value, recorder: Option<&Recorder>) -> Result<Value, String> {
    match &value.kind {
        Kind::List(e) | Kind::Tuple(e) => element(value, &e.items, key, recorder),
        Kind::Object(fields) if fields.alone && is_first(key) => Ok(value.clone()),
        Kind::Map(fields) | Kind::Object(fields) => entry(value, fields, key, recorder),
        Kind::Unknown(unknown) if unknown.ty.is_primitive() => {
            Err(format!("cannot read an element: this is {}", describe(value)))
        }
        Kind::Unknown(unknown) if !key.is_unknown() => Ok(part_of(value, unknown, &step_text(key))),
        Kind::Unknown(_) => Ok(unknown_from(Type::Dynamic, &[value, key])),
        Kind::Null(_) => Err("cannot read an element of null".to_owned()),
        Kind::Set(_) => {
            Err("a set has no order, so its elements have no index: use `for` or `core::one`".to_owned())
        }
        _ => Err(format!("cannot read an element: this is {}", describe(value))),
    }
}

fn is_first(key: &Value) -> bool {
    key.as_number().and_then(crate::value::Number::as_index) == Some(0)
}

fn step_text(key: &Value) -> String {
    match (&key.kind, key.as_str()) {
        (Kind::Number(n), _) => format!("[{n}]"),
        (_, Some(text)) => format!("[{text:?}]"),
        _ => String::new(),
    }
}

fn element(
    value: &Value,
    items: &[Value],
    key: &Value,
    recorder: Option<&Recorder>,
) -> Result<Value, String> {
    if key.is_unknown() {
        return Ok(unknown_from(Type::Dynamic, &[value, key]));
    }
    let number = convert(key, &Type::Number)
        .map_err(|_| format!("an index must be a number, but this is {}", describe(key)))?;
    let at = number.as_number().and_then(crate::value::Number::as_index);
    let at =
        at.ok_or_else(|| format!("an index must be a whole number from 0, but this is {}", describe(key)))?;
    match items.get(at) {
        // One that may not be there moves those behind it.
        Some(_) if items[..=at].iter().any(|item| item.marks.has(Marks::POSSIBLE)) => {
            Ok(unknown_from(Type::Dynamic, &[value]).at(value.origin))
        }
        Some(found) => Ok(inherit(found, value, recorder, Step::Index(at))),
        None if key.is_secret() => Err("there is no such element".to_owned()),
        None => Err(format!("there is no element {at}: there are {}", items.len())),
    }
}

fn entry(value: &Value, fields: &Fields, key: &Value, recorder: Option<&Recorder>) -> Result<Value, String> {
    let text = convert(key, &Type::String)
        .map_err(|_| format!("a key must be a string, but this is {}", describe(key)))?;
    let Some(name) = text.as_str() else {
        return unknown_entry(value, fields, &text, recorder);
    };
    match fields.get_str(name) {
        Some(found) if found.marks.has(Marks::POSSIBLE) => Ok(unknown_from(Type::Dynamic, &[value, found])),
        Some(found) => Ok(inherit(found, value, recorder, Step::Name(name))),
        None if fields.open => member(value, fields, Name::new(name), recorder),
        None => {
            let shown = if key.is_secret() { "this key".to_owned() } else { format!("the key {name:?}") };
            let missing = format!("there is no element with {shown}");
            symbolic(value, fields, &text, &missing, recorder)
        }
    }
}

fn unknown_entry(
    value: &Value,
    fields: &Fields,
    key: &Value,
    recorder: Option<&Recorder>,
) -> Result<Value, String> {
    if key.is_null() {
        return Err("a key must not be null".to_owned());
    }
    let known_differ =
        fields.entries().iter().all(|(name, _)| equals(key, &Value::string(name)) == Truth::False);
    if !known_differ {
        return Ok(unknown_from(Type::Dynamic, &[value, key]));
    }
    symbolic(value, fields, key, "there is no element with this key", recorder)
}

#[cfg(test)]
mod tests {
    use super::{attribute, index};
    use crate::value::{Marks, Value};

    #[test]
    fn what_may_not_be_there_is_not_taken_for_certain() {
        let possible = Value::string("a").marked(Marks::POSSIBLE);
        let list = Value::tuple(vec![Value::string("first"), possible.clone(), Value::string("last")]);
        let at = |at: i64| index(&list, &at.into(), None).unwrap();
        assert_eq!(at(0).as_str(), Some("first"));
        // Which is the second depends on whether `a` is there; whether there is a third as well.
        assert!(at(1).is_unknown() && at(2).is_unknown());
        assert!(index(&list, &3i64.into(), None).is_err());
        let map = Value::object(vec![("k".into(), possible)]);
        assert!(attribute(&map, "k".into(), None).unwrap().is_unknown());
        assert!(index(&map, &Value::string("k"), None).unwrap().is_unknown());
    }
}
