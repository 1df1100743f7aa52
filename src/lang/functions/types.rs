//! Conversions, and functions about types and marks.

use super::Function;
use super::Unknowns::Handled;
use super::helper::{as_set, is_possible, items, row, unknown_from};
use crate::value::{Elements, Fields, Kind, Marks, MessageStyle, Type, Value, convert, to_message};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("ephemeralasnull(value any?) any", "Null in place of what is ephemeral", Handled, ephemeral_as_null),
    row("issensitive(value any?) bool", "Whether a value is marked as sensitive", Handled, is_sensitive),
    row("nonsensitive(value any?) any", "The value without its sensitive mark", Handled, nonsensitive),
    row("sensitive(value any?) any", "The value marked as sensitive", Handled, sensitive),
    row("tobool(v bool?) bool", "The value as a bool", Handled, same),
    row("tolist(v any?) any", "A set or tuple as a list", Handled, to_list),
    row("tomap(v any?) any", "An object as a map", Handled, to_map),
    row("tonumber(v number?) number", "The value as a number", Handled, same),
    row("toset(v any?) any", "A list or tuple as a set", Handled, to_set),
    row("tostring(v string?) string", "The value as a string", Handled, same),
    row("type(value any?) string", "The type of a value, as a type constraint is written", Handled, type_of),
    row("valuetostring(value any?) string", "Any value as text for a message", Handled, value_to_string),
];

fn same(args: &[Value]) -> Result<Value, String> {
    Ok(args[0].clone())
}

fn ephemeral_as_null(args: &[Value]) -> Result<Value, String> {
    Ok(without_ephemeral(&args[0]))
}

fn without_ephemeral(value: &Value) -> Value {
    if value.marks.has(Marks::EPHEMERAL) {
        return Kind::Null(Type::of(value)).into();
    }
    if !value.any(&|v| v.marks.has(Marks::EPHEMERAL)) {
        return value.clone();
    }
    let items = |e: &Elements| {
        Elements { items: e.items.iter().map(without_ephemeral).collect(), ..e.clone() }.into()
    };
    let fields = |f: &Fields| f.map_values(|_, v| without_ephemeral(v)).into();
    let kind = match &value.kind {
        Kind::List(e) => Kind::List(items(e)),
        Kind::Tuple(e) => Kind::Tuple(items(e)),
        Kind::Map(f) => Kind::Map(fields(f)),
        Kind::Object(f) => Kind::Object(fields(f)),
        other => other.clone(),
    };
    Value { kind, ..value.clone() }
}

/// A set whose elements are not all known has no order yet, so it makes no list.
fn to_list(args: &[Value]) -> Result<Value, String> {
    let value = &args[0];
    let unordered = matches!(value.kind, Kind::Set(_)) && items(value).len() > 1 && !value.is_wholly_known();
    let list = convert(value, &Type::list(Type::Dynamic)).map_err(|_| impossible(value, "list"))?;
    if unordered {
        return Ok(unknown_from(Type::of(&list), [value]).into());
    }
    Ok(list)
}

/// Of equal elements the certain one is kept, so certain ones go first.
fn to_set(args: &[Value]) -> Result<Value, String> {
    let mut value = args[0].clone();
    if let Kind::List(e) | Kind::Tuple(e) = &value.kind
        && e.items.iter().any(is_possible)
    {
        let mut items = e.items.clone();
        items.sort_by_key(is_possible);
        value = Value { kind: Value::tuple(items).kind, ..value };
    }
    as_set(&value).map_err(|_| impossible(&value, "set"))
}

fn to_map(args: &[Value]) -> Result<Value, String> {
    convert(&args[0], &Type::Map(Type::Dynamic.into())).map_err(|_| impossible(&args[0], "map"))
}

fn impossible(value: &Value, to: &str) -> String {
    format!("cannot convert {} to {to} of any single type", Type::of(value).friendly())
}

fn is_sensitive(args: &[Value]) -> Result<Value, String> {
    if args[0].is_unknown() && !args[0].is_sensitive() {
        return Ok(unknown_from(Type::Bool, args).into());
    }
    Ok(args[0].is_sensitive().into())
}

fn sensitive(args: &[Value]) -> Result<Value, String> {
    Ok(args[0].clone().marked(Marks::SENSITIVE))
}

fn nonsensitive(args: &[Value]) -> Result<Value, String> {
    Ok(Value { marks: args[0].marks.without(Marks::SENSITIVE), ..args[0].clone() })
}

fn type_of(args: &[Value]) -> Result<Value, String> {
    Ok(Value::string(&Type::of(&args[0]).to_string()))
}

fn value_to_string(args: &[Value]) -> Result<Value, String> {
    Ok(Value::string(&to_message(&args[0], MessageStyle::VALUE_TO_STRING)))
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::{call, check, id, json, s, shown};
    use crate::value::{Marks, Unknown, Value};

    #[test]
    fn conversions() {
        check(&[
            ("tobool", r#"["1"]"#, "true"),
            ("tonumber", r#"["1e3"]"#, "1000"),
            ("tostring", "[1.5]", "1.5"),
            ("tostring", "[null]", "null"),
            ("toset", r#"[["10","9","1"]]"#, r#"["1","10","9"]"#),
            ("toset", r#"[[1,"1"]]"#, r#"["1"]"#),
            ("tolist", r#"[[1,"a",true]]"#, r#"["1","a","true"]"#),
            ("tolist", "[[1,[2]]]", "error: cannot convert tuple to list of any single type"),
            ("tomap", r#"[{"a":1,"b":"x"}]"#, r#"{"a":"1","b":"x"}"#),
            ("type", r#"[{"a":[1,"x"]}]"#, "object({a = tuple([number, string])})"),
            ("valuetostring", "[null]", "(null)"),
            ("valuetostring", "[[1]]", "[\n  1\n]"),
        ]);
    }

    #[test]
    fn an_unknown_is_passed_on_whole() {
        for name in ["tostring", "tobool", "sensitive", "nonsensitive"] {
            assert!(call(name, &[id("aws_vpc.a")]).as_unknown().unwrap().as_exact().is_some(), "{name}");
        }
        for name in ["tolist", "toset", "tomap"] {
            let untyped = Unknown::attribute("aws_vpc.a".into(), "x".into());
            assert!(call(name, &[untyped.into()]).as_unknown().unwrap().as_exact().is_some(), "{name}");
            assert!(shown(name, &[id("aws_vpc.a")]).starts_with("error"), "an id is no collection");
        }
        let set = call("toset", &[Value::tuple(vec![s("a"), id("aws_vpc.a")])]);
        assert_eq!(shown("tolist", &[set]), "?");
    }

    #[test]
    fn marks() {
        let secret = call("sensitive", &[s("x")]);
        assert!(secret.is_sensitive());
        assert_eq!(shown("issensitive", std::slice::from_ref(&secret)), "true");
        assert_eq!(shown("nonsensitive", &[secret]), "x");
        assert_eq!(shown("issensitive", &[json("[1]")]), "false");
    }

    #[test]
    fn a_certain_element_of_a_set_stays_certain() {
        let set = call("toset", &[Value::tuple(vec![s("a").marked(Marks::POSSIBLE), s("a")])]);
        assert!(!set.has_possible());
    }
}
