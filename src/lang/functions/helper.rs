//! What several groups of functions share: rows of the table, arguments read as numbers or elements, unknown results.

use super::{Function, Unknowns};
use crate::value::{Elements, Kind, Marks, Number, Reason, Type, Unknown, Value, convert};

type Run = fn(&[Value]) -> Result<Value, String>;

/// One row of the table.
pub(super) const fn row(
    signature: &'static str,
    doc: &'static str,
    unknowns: Unknowns,
    run: Run,
) -> Function {
    Function { signature, doc, unknowns, run }
}

/// The longest text that an expression makes, in bytes: a few lines can double one until no memory is left.
const MAX_TEXT: usize = 16 << 20;

/// Refuses a text that would be longer than any that somebody needs.
pub fn fits(bytes: usize) -> Result<(), String> {
    if bytes <= MAX_TEXT { Ok(()) } else { Err("this would make a text of more than 16 MiB".to_owned()) }
}

/// Whether an element may or may not be in its collection.
pub(super) fn is_possible(value: &Value) -> bool {
    value.marks.has(Marks::POSSIBLE)
}

/// An element taken out of its collection: what it is then is certain.
pub(super) fn taken(value: &Value) -> Value {
    Value { marks: value.marks.without(Marks::POSSIBLE), ..value.clone() }
}

/// Not known, built from everything unknown in these values; certainly not null.
pub(super) fn unknown_from<'a>(ty: Type, values: impl IntoIterator<Item = &'a Value>) -> Unknown {
    let parts: Vec<&Unknown> = values.into_iter().flat_map(Value::unknowns).collect();
    Unknown { ty, not_null: true, ..Unknown::from_refs(parts) }
}

/// The same, of a type that nothing tells, and perhaps null.
pub(super) fn unknown_any<'a>(values: impl IntoIterator<Item = &'a Value>) -> Value {
    Unknown { not_null: false, ..unknown_from(Type::Dynamic, values) }.into()
}

/// A value that only the apply can tell.
pub(super) fn unknown_until_apply(ty: Type, args: &[Value]) -> Value {
    Unknown { reason: Reason::Function, not_empty: true, ..unknown_from(ty, args) }.into()
}

/// A whole number.
pub(super) fn integer(value: &Value) -> Result<i64, String> {
    value.as_number().and_then(Number::as_i64).ok_or_else(|| "a whole number is required".to_owned())
}

/// A number that counts or indexes.
pub(super) fn index(value: &Value, what: &str) -> Result<usize, String> {
    usize::try_from(integer(value)?).map_err(|_| format!("{what} must not be less than zero"))
}

/// The text of an argument that the signature makes a string.
pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The elements of an argument that the signature makes a list, or none.
pub(super) fn items(value: &Value) -> &[Value] {
    value.as_elements().unwrap_or_default()
}

/// The texts of a list of strings; the error names the first element that is null.
pub(super) fn texts(value: &Value) -> Result<Vec<&str>, String> {
    let text = |(at, item): (usize, &'_ Value)| -> Result<usize, String> {
        if item.is_null() { Err(format!("element {at} is null")) } else { Ok(at) }
    };
    items(value).iter().enumerate().try_for_each(|each| text(each).map(drop))?;
    Ok(items(value).iter().map(self::text).collect())
}

/// Elements of a list or tuple put together anew: a tuple stays one, all else becomes a list.
pub(super) fn rebuilt(like: &Value, items: Vec<Value>) -> Value {
    match &like.kind {
        Kind::Tuple(_) => Value::tuple(items),
        Kind::List(e) | Kind::Set(e) => Value::list_of(e.elem.clone(), items),
        _ => Value::list(items),
    }
}

/// The elements of a list or tuple, which have an order; a set's have none.
pub(super) fn ordered(value: &Value) -> Result<&Elements, String> {
    match &value.kind {
        Kind::List(e) | Kind::Tuple(e) => Ok(e),
        _ => Err(format!("a list or tuple is required, but this is {}", Type::of(value).friendly())),
    }
}

/// As a set of the one type that its elements share. The list in between finds that type.
pub(super) fn as_set(value: &Value) -> Result<Value, String> {
    let list = convert(value, &Type::list(Type::Dynamic))?;
    let elem = match Type::of(&list) {
        Type::List(elem) => elem,
        _ => Type::Dynamic.into(),
    };
    let secrets = items(value).iter().fold(Marks::NONE, |marks, item| marks.with(item.secrets()));
    let set = convert(&list, &Type::Set(elem))?;
    // Which elements are equal would tell what is secret, so all of the set is.
    Ok(if secrets == Marks::NONE { set } else { set.without_secrets().marked(value.marks.with(secrets)) })
}

/// The elements of a list, set or tuple.
pub(super) fn sequence(value: &Value) -> Result<&[Value], String> {
    let wrong = || format!("a list, set or tuple is required, but this is {}", Type::of(value).friendly());
    value.as_elements().ok_or_else(wrong)
}

/// A text where it is known what it begins with: kept as far as nothing that follows can change it.
///
/// A combining character that follows would change the last cluster, so that is dropped, unless it is a delimiter as
/// nobody puts one on; this is Terraform's own rule.
pub(super) fn safe_prefix(text: &str) -> &str {
    use unicode_segmentation::UnicodeSegmentation;
    if text.ends_with(|c: char| c.is_ascii() && (c.is_ascii_punctuation() || matches!(c, ' ' | '\t' | '\n')))
    {
        return text;
    }
    text.grapheme_indices(true).next_back().map_or("", |(at, _)| &text[..at])
}

#[cfg(test)]
pub(super) mod testing {
    //! Calling functions in tests as an expression would.

    use crate::lang::functions::find;
    use crate::value::{Kind, Type, Unknown, Value, display};

    /// Text.
    pub fn s(text: &str) -> Value {
        Value::string(text)
    }

    /// A value written as JSON.
    pub fn json(text: &str) -> Value {
        crate::value::from_json(text).unwrap()
    }

    /// The `id` of a resource that does not exist yet.
    pub fn id(address: &str) -> Value {
        let unknown = Unknown::attribute(address.into(), "id".into());
        Unknown { ty: Type::String, not_null: true, not_empty: true, ..unknown }.into()
    }

    /// The result of a call.
    pub fn call(name: &str, args: &[Value]) -> Value {
        find(name).unwrap().call(args).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The result of a call as text; `?` where it is unknown, `error: …` where it is wrong.
    pub fn shown(name: &str, args: &[Value]) -> String {
        match find(name).unwrap().call(args) {
            Ok(Value { kind: Kind::Unknown(_), .. }) => "?".to_owned(),
            Ok(value) => display(&value),
            Err(why) => format!("error: {why}"),
        }
    }

    /// Checks rows of function, arguments as JSON array, result.
    pub fn check(rows: &[(&str, &str, &str)]) {
        for (name, args, want) in rows {
            let args = json(args).as_elements().unwrap_or_default().to_vec();
            assert_eq!(shown(name, &args), *want, "{name}({args:?})");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::safe_prefix;
    use crate::lang::functions::{all, find};
    use crate::value::{Kind, Marks, Number, Type, Unknown, Value, convert};
    use proptest::prelude::*;

    #[test]
    fn a_prefix_ends_where_a_combining_mark_could_not_change_it() {
        for (text, want) in [("x-", "x-"), ("ab", "a"), ("", ""), ("a e\u{301}", "a ")] {
            assert_eq!(safe_prefix(text), want);
        }
    }

    fn any_text() -> impl Strategy<Value = String> {
        let of = |texts: &'static [&'static str]| prop::sample::select(texts).prop_map(str::to_owned);
        let odd = of(&[
            "",
            "a",
            "-",
            "/",
            "//",
            "%",
            "%s",
            "%5.2f%d",
            "%[9]v",
            "%.9999e",
            "'",
            "[a-",
            "(?P<x>a)|b",
            "a{2,1}",
            "10.0.0.0/8",
            "::ffff:1.2.3.4/99",
            "1.2.3-x+y",
            "~> 1",
            "2018-01-02T23:12:01Z",
            "9223372036854775807h",
            "1e4000",
            "-0.1",
            "a,b\n\"",
            "{\"a\":[1]}",
            "a: &a [*a]\n",
            "- |\n x\n",
            "UTF-16",
            "====",
            "e\u{301}",
            "0000-01-01T00:00:00+24:00",
            "0000-1-1",
            "dns",
        ]);
        prop_oneof![3 => odd, 1 => any::<String>()]
    }

    fn any_leaf() -> impl Strategy<Value = Value> {
        let numbers = prop::sample::select(vec![
            "0",
            "1",
            "-1",
            "2.5",
            "62",
            "1e300",
            "-1e-300",
            "9223372036854775807",
        ]);
        prop_oneof![
            Just(Value::null()),
            any::<bool>().prop_map(Value::from),
            numbers.prop_map(|n| Number::parse(n).unwrap().into()),
            any::<i64>().prop_map(Value::from),
            Just(Number::Infinity(true).into()),
            any_text().prop_map(|text| Value::string(&text)),
            Just(Unknown::anything().into()),
            any_text().prop_map(|text| {
                Unknown { ty: Type::String, prefix: text.into(), length: Some((1, 2)), ..Unknown::anything() }
                    .into()
            }),
        ]
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let marked = |(value, mark): (Value, u8)| match mark {
            0 => value.marked(Marks::POSSIBLE),
            1 => value.marked(Marks::SENSITIVE),
            _ => value,
        };
        any_leaf().prop_recursive(3, 24, 4, move |inner| {
            let inner = (inner, 0..12u8).prop_map(marked).boxed();
            let entries = prop::collection::vec((any_text(), inner.clone()), 0..4);
            let object = |entries: Vec<(String, Value)>| {
                Value::object(entries.into_iter().map(|(key, value)| (key.as_str().into(), value)).collect())
            };
            let list = prop::collection::vec(inner, 0..4).prop_map(Value::tuple).boxed();
            let as_type = |ty: Type| move |value: Value| convert(&value, &ty).unwrap_or(value);
            prop_oneof![
                list.clone(),
                list.clone().prop_map(as_type(Type::list(Type::Dynamic))),
                list.prop_map(as_type(Type::Set(Type::Dynamic.into()))),
                entries.prop_map(object),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn no_function_panics_or_loses_its_type(args in prop::collection::vec(any_value(), 0..4)) {
            for function in all() {
                let Ok(result) = find(function.name()).unwrap().call(&args) else { continue };
                prop_assert!(!result.marks.has(Marks::POSSIBLE), "{} {:?}", function.name(), args);
                if let Kind::Unknown(unknown) = &result.kind {
                    prop_assert!(unknown.length.is_none_or(|(least, most)| least <= most));
                }
            }
        }
    }
}
