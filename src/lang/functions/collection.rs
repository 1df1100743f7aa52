//! Functions that look into a collection or put maps together.

use std::sync::Arc;

use super::Function;
use super::Unknowns::{Deep, Handled, Whole};
use super::helper::{is_possible, items, row, sequence, taken, text, texts, unknown_any, unknown_from};
use crate::value::{Fields, Kind, Marks, Name, Ref, Truth, Type, Unknown, Value, convert_to_common, equals};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("alltrue(list list(bool)) bool", "Whether every element is true", Handled, all_true),
    row("anytrue(list list(bool)) bool", "Whether any element is true", Handled, any_true),
    row(
        "coalesce(vals ...any?) any",
        "The first value that is neither null nor empty text",
        Handled,
        coalesce,
    ),
    row("contains(list any, value any) bool", "Whether an element equals a value", Handled, contains),
    row("keys(inputMap any) any", "The keys of a map, sorted", Handled, keys),
    row("length(value any) number", "How many elements or characters there are", Handled, length),
    row("lookup(inputMap any, key string, default ...any?) any", "The value under a key", Handled, lookup),
    row("merge(maps ...any?) any", "Several maps as one; later ones win", Handled, merge),
    row("one(list any?) any", "The only element, or null where there is none", Handled, one),
    row(
        "transpose(values map(list(string))) map(list(string))",
        "A map of lists turned inside out",
        Deep,
        transpose,
    ),
    row("values(mapping any) any", "The values of a map, in the order of its keys", Handled, values),
    row("zipmap(keys list(string), values any) any", "A map of keys to values", Whole, zipmap),
];

fn all_true(args: &[Value]) -> Result<Value, String> {
    Ok(kleene(&args[0], false))
}

fn any_true(args: &[Value]) -> Result<Value, String> {
    Ok(kleene(&args[0], true))
}

/// `decisive` where an element certainly is that; its opposite where none can be; a null counts as false.
fn kleene(list: &Value, decisive: bool) -> Value {
    if list.is_unknown() {
        return unknown_from(Type::Bool, [list]).into();
    }
    let mut open = false;
    for item in items(list) {
        let decides = item.as_bool().unwrap_or(false) == decisive;
        match (item.is_unknown(), decides, is_possible(item)) {
            (false, true, false) => return decisive.into(),
            (false, false, _) => {}
            _ => open = true,
        }
    }
    if open { unknown_from(Type::Bool, [list]).into() } else { (!decisive).into() }
}

/// Whether a candidate of `coalesce` is the answer, if it is its turn.
fn counts(value: &Value) -> Truth {
    match &value.kind {
        Kind::Null(_) => Truth::False,
        Kind::String(s) => (!s.is_empty()).into(),
        Kind::Unknown(u) if u.not_null && (is_no_text(&u.ty) || u.is_certainly_not_empty()) => Truth::True,
        Kind::Unknown(_) => Truth::Unknown,
        _ => Truth::True,
    }
}

/// No text of this type can be the empty one that `coalesce` skips.
fn is_no_text(ty: &Type) -> bool {
    !matches!(ty, Type::String | Type::Dynamic)
}

fn coalesce(args: &[Value]) -> Result<Value, String> {
    let args = convert_to_common(args).map_err(|_| "all arguments must have the same type".to_owned())?;
    let mut open = Vec::new();
    for arg in &args {
        match counts(arg) {
            Truth::False => {}
            Truth::True if open.is_empty() => return Ok(arg.clone()),
            Truth::True => {
                open.push(arg);
                return Ok(unknown_from(Type::of(arg), open).into());
            }
            Truth::Unknown => open.push(arg),
        }
    }
    match &open[..] {
        [] => Err("no non-null, non-empty-string arguments".to_owned()),
        // It is this one, or an error.
        [only] => Ok((*only).clone()),
        [first, ..] => Ok(unknown_from(Type::of(first), open.iter().copied()).into()),
    }
}

fn contains(args: &[Value]) -> Result<Value, String> {
    if let Some(unknown) = args[0].as_unknown() {
        return Ok(members_contain(unknown, &args[1])
            .map_or_else(|| unknown_from(Type::Bool, args).into(), Value::from));
    }
    let mut open = false;
    for item in sequence(&args[0])? {
        match (equals(item, &args[1]), is_possible(item)) {
            (Truth::True, false) => return Ok(true.into()),
            (Truth::False, _) => {}
            _ => open = true,
        }
    }
    Ok(if open { unknown_from(Type::Bool, args).into() } else { false.into() })
}

/// Whether an unknown collection whose members are known attributes has one of them.
fn members_contain(unknown: &Unknown, wanted: &Value) -> Option<bool> {
    let truths = unknown.elements()?.into_iter().map(|e| equals(&e.into(), wanted));
    match truths.fold(Truth::False, Truth::or) {
        Truth::Unknown => None,
        decided => Some(decided == Truth::True),
    }
}

fn fields(value: &Value) -> Result<&Fields, String> {
    value.as_fields().ok_or_else(|| "must have map or object type".to_owned())
}

fn keys(args: &[Value]) -> Result<Value, String> {
    let ty = Type::list(Type::String);
    if let Some(unknown) = args[0].as_unknown() {
        return Ok(Unknown { length: unknown.length, ..unknown_from(ty, args) }.into());
    }
    let fields = fields(&args[0])?;
    if !fields.symbolic.is_empty() {
        let keys = fields.symbolic.iter().map(|e| &e.0);
        let not_empty = fields.symbolic.iter().any(|e| !is_possible(&e.1));
        return Ok(Unknown { not_empty, ..unknown_from(ty, keys) }.into());
    }
    let key = |(name, value): &(Name, Value)| {
        Value::string(name).marked(if is_possible(value) { Marks::POSSIBLE } else { Marks::NONE })
    };
    let keys = fields.entries().iter().map(key).collect();
    Ok(if matches!(args[0].kind, Kind::Map(_)) {
        Value::list_of(Type::String, keys)
    } else {
        Value::tuple(keys)
    })
}

fn values(args: &[Value]) -> Result<Value, String> {
    if args[0].is_unknown() {
        return Ok(unknown_any(args));
    }
    let fields = fields(&args[0])?;
    if !fields.symbolic.is_empty() {
        let not_empty = fields.symbolic.iter().any(|e| !is_possible(&e.1));
        return Ok(Unknown { not_null: true, not_empty, ..unknown_from(Type::Dynamic, args) }.into());
    }
    let values: Vec<Value> = fields.entries().iter().map(|e| e.1.clone()).collect();
    Ok(match &args[0].kind {
        Kind::Map(map) => Value::list_of(map.elem.clone(), values),
        _ => Value::tuple(values),
    })
}

fn length(args: &[Value]) -> Result<Value, String> {
    let (least, most) = match &args[0].kind {
        Kind::Unknown(unknown) => return unknown_length(&args[0], unknown),
        Kind::String(text) => {
            use unicode_segmentation::UnicodeSegmentation;
            return Ok(text.graphemes(true).count().into());
        }
        Kind::List(e) | Kind::Tuple(e) => (e.items.iter().filter(|i| !is_possible(i)).count(), e.items.len()),
        Kind::Set(e) => set_length(&e.items),
        Kind::Object(f) if f.alone => (1, 1),
        Kind::Map(f) | Kind::Object(f) => map_length(f),
        _ => return Err(has_no_length()),
    };
    Ok(count_between(&args[0], least, most))
}

fn has_no_length() -> String {
    "argument must be a string, a collection type, or a structural type".to_owned()
}

fn count_between(of: &Value, least: usize, most: usize) -> Value {
    if least == most {
        return most.into();
    }
    Unknown { length: Some((least, most)), ..unknown_from(Type::Number, [of]) }.into()
}

fn unknown_length(value: &Value, unknown: &Unknown) -> Result<Value, String> {
    let bounds = match &unknown.ty {
        Type::String => None,
        Type::Number | Type::Bool => return Err(has_no_length()),
        Type::Tuple(types) => Some((types.len(), types.len())),
        Type::Object(attributes) => Some((attributes.len(), attributes.len())),
        _ => unknown.length,
    };
    match bounds {
        Some((least, most)) => Ok(count_between(value, least, most)),
        None => Ok(unknown_from(Type::Number, [value]).into()),
    }
}

/// Elements that may turn out equal are perhaps one.
fn set_length(items: &[Value]) -> (usize, usize) {
    let distinct = |at: usize| items[..at].iter().all(|earlier| equals(earlier, &items[at]) == Truth::False);
    // Known elements are distinct already, and stand first.
    let certain = |at: &usize| !is_possible(&items[*at]) && (!any_unknown(&items[*at]) || distinct(*at));
    let certain = (0..items.len()).filter(certain).count();
    let some = items.iter().any(|item| !is_possible(item));
    (certain.max(usize::from(some)), items.len())
}

fn any_unknown(value: &Value) -> bool {
    !value.is_wholly_known()
}

fn map_length(fields: &Fields) -> (usize, usize) {
    let known = fields.entries().iter().filter(|e| !is_possible(&e.1)).count();
    let certain = |at: &usize| {
        let key = &fields.symbolic[*at].0;
        let others = fields.symbolic[..*at].iter().all(|e| equals(&e.0, key) == Truth::False);
        let differs = |e: &(Name, Value)| equals(key, &Value::string(&e.0)) == Truth::False;
        !is_possible(&fields.symbolic[*at].1) && others && fields.entries().iter().all(differs)
    };
    let symbolic = (0..fields.symbolic.len()).filter(certain).count();
    let some = usize::from(fields.symbolic.iter().any(|e| !is_possible(&e.1)));
    ((known + symbolic).max(some.min(known + fields.symbolic.len())), fields.len())
}

fn lookup(args: &[Value]) -> Result<Value, String> {
    if args.len() > 3 {
        return Err(format!("expected at most 3 arguments, got {}", args.len()));
    }
    if args[0].is_unknown() {
        return Ok(unknown_any(args));
    }
    let fields = fields(&args[0])?;
    match find(fields, &args[1]) {
        Found::Entry(value) if !is_possible(value) => Ok(value.clone()),
        Found::Nothing => default(args, fields),
        _ => Ok(unknown_any(args)),
    }
}

/// What a map has under a key that may be unknown.
enum Found<'a> {
    Entry(&'a Value),
    Nothing,
    Undecided,
}

fn find<'a>(fields: &'a Fields, key: &Value) -> Found<'a> {
    if let Some(found) = key.as_str().and_then(|key| fields.get_str(key)) {
        return Found::Entry(found);
    }
    let mut answer = Found::Nothing;
    for (symbol, value) in &fields.symbolic {
        match equals(symbol, key) {
            Truth::True => return Found::Entry(value),
            Truth::Unknown => answer = Found::Undecided,
            Truth::False => {}
        }
    }
    let maybe = |e: &(Name, Value)| equals(key, &Value::string(&e.0)) == Truth::Unknown;
    if key.is_unknown() && fields.entries().iter().any(maybe) { Found::Undecided } else { answer }
}

fn default(args: &[Value], fields: &Fields) -> Result<Value, String> {
    match args.get(2) {
        Some(default) if matches!(args[0].kind, Kind::Map(_)) => {
            crate::value::convert(default, &fields.elem).map_err(|why| format!("the default value: {why}"))
        }
        Some(default) => Ok(default.clone()),
        None if fields.open => Ok(Value::unset()),
        None => Err(format!("the given object has no attribute {:?}", text(&args[1]))),
    }
}

fn merge(args: &[Value]) -> Result<Value, String> {
    if args.iter().any(Value::is_unknown) {
        return Ok(unknown_any(args));
    }
    let (mut entries, mut symbolic) = (Vec::new(), Vec::new());
    for arg in args.iter().filter(|a| !a.is_null()) {
        let wrong = || format!("arguments must be maps or objects, got {:?}", Type::of(arg).friendly());
        let fields = arg.as_fields().ok_or_else(wrong)?;
        for (name, value) in fields.entries() {
            entries.push((*name, over(&entries, *name, value)));
        }
        for (key, value) in &fields.symbolic {
            symbolic.retain(|(earlier, _): &(Value, Value)| equals(earlier, key) != Truth::True);
            symbolic.push((key.clone(), value.clone()));
        }
    }
    let elem = common_map(args);
    let mut merged = Fields::map(elem.clone().unwrap_or_default(), entries);
    merged.symbolic = symbolic;
    let merged = Arc::new(merged);
    Ok(if elem.is_some() { Kind::Map(merged) } else { Kind::Object(merged) }.into())
}

/// The value of an entry over an earlier one: one that may be missing leaves open which of the two it is.
fn over(entries: &[(Name, Value)], name: Name, value: &Value) -> Value {
    if !is_possible(value) {
        return value.clone();
    }
    match entries.iter().rev().find(|e| e.0 == name) {
        Some((_, earlier)) if is_possible(earlier) => unknown_any([earlier, value]).marked(Marks::POSSIBLE),
        Some((_, earlier)) => unknown_any([earlier, value]),
        None => value.clone(),
    }
}

/// The element type where all arguments are maps of one type.
fn common_map(args: &[Value]) -> Option<Type> {
    let elem = |arg: &Value| match &arg.kind {
        Kind::Map(map) => Some(map.elem.clone()),
        _ => None,
    };
    let first = elem(args.first()?)?;
    args.iter().all(|arg| elem(arg).as_ref() == Some(&first)).then_some(first)
}

fn one(args: &[Value]) -> Result<Value, String> {
    if let Some(unknown) = args[0].as_unknown() {
        // Its only member, which is exactly that attribute.
        return Ok(match &*unknown.refs {
            [Ref { address, attribute: Some(attribute) }] if unknown.members => {
                Unknown::attribute(*address, *attribute).into()
            }
            _ => unknown_any(args),
        });
    }
    let items = args[0].as_elements().ok_or_else(not_one)?;
    let mut certain = items.iter().filter(|item| !is_possible(item));
    match (certain.next(), certain.next(), items.len()) {
        (None, _, 0) => Ok(Kind::Null(elem_type(&args[0])).into()),
        (None, _, _) => Ok(unknown_any(args)),
        // Were a possible one there as well, it would be an error; so it is this one.
        (Some(only), None, _) => Ok(taken(only)),
        _ if set_length(items).0 <= 1 && matches!(args[0].kind, Kind::Set(_)) => Ok(unknown_any(args)),
        _ => Err(not_one()),
    }
}

fn elem_type(value: &Value) -> Type {
    match &value.kind {
        Kind::List(e) | Kind::Set(e) => e.elem.clone(),
        _ => Type::Dynamic,
    }
}

fn not_one() -> String {
    "must be a list, set, or tuple value with either zero or one elements".to_owned()
}

fn transpose(args: &[Value]) -> Result<Value, String> {
    let mut turned = std::collections::BTreeMap::<&str, Vec<Value>>::new();
    for (key, list) in fields(&args[0])?.entries() {
        if list.is_null() {
            return Err("input must not contain null list".to_owned());
        }
        for item in texts(list)? {
            turned.entry(item).or_default().push(Value::string(key));
        }
    }
    let list = Type::list(Type::String);
    let entry = |(key, keys): (&str, Vec<Value>)| (Name::new(key), Value::list_of(Type::String, keys));
    Ok(Value::map_of(list, turned.into_iter().map(entry).collect()))
}

fn zipmap(args: &[Value]) -> Result<Value, String> {
    let (keys, values) = (items(&args[0]), super::helper::ordered(&args[1])?);
    if keys.len() != values.items.len() {
        let (k, v) = (keys.len(), values.items.len());
        return Err(format!("number of keys ({k}) does not match number of values ({v})"));
    }
    if keys.iter().any(Value::is_unknown) {
        return Ok(unknown_any(args));
    }
    let names = texts(&args[0])?.into_iter().map(Name::new);
    let entries = names.zip(values.items.iter().cloned()).collect();
    let zipped = match &args[1].kind {
        Kind::List(list) => Value::map_of(list.elem.clone(), entries),
        _ => Value::object(entries),
    };
    Ok(zipped.marked(args[0].secrets()))
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::{call, check, id, json, s, shown};
    use crate::value::{Fields, Kind, Marks, Name, Type, Unknown, Value, to_message};

    fn possible(value: Value) -> Value {
        value.marked(Marks::POSSIBLE)
    }

    #[test]
    fn known() {
        check(&[
            ("alltrue", "[[true,null]]", "false"),
            ("alltrue", "[[]]", "true"),
            ("anytrue", "[[false,null]]", "false"),
            ("coalesce", r#"["","b"]"#, "b"),
            ("coalesce", r#"[[],["b"]]"#, "[]"),
            ("coalesce", r#"[1,"a"]"#, "1"),
            ("coalesce", "[true,1]", "error: all arguments must have the same type"),
            ("contains", r#"[[1,2],"1"]"#, "false"),
            ("contains", r#"[["a"],"a"]"#, "true"),
            ("keys", r#"[{"10":1,"9":2}]"#, r#"["10","9"]"#),
            ("values", r#"[{"b":1,"a":"x"}]"#, r#"["x",1]"#),
            ("length", r#"["e\u0301x"]"#, "2"),
            ("length", "[5]", "error: argument must be a string, a collection type, or a structural type"),
            ("lookup", r#"[{"a":null},"a","d"]"#, "null"),
            ("lookup", r#"[{"a":1},"b"]"#, "error: the given object has no attribute \"b\""),
            ("merge", r#"[{"a":1},null,{"b":2}]"#, r#"{"a":1,"b":2}"#),
            ("merge", r#"[{"a":{"x":1}},{"a":{"y":2}}]"#, r#"{"a":{"y":2}}"#),
            ("one", "[[]]", "null"),
            ("transpose", r#"[{"a":["1","2"],"b":["2"]}]"#, r#"{"1":["a"],"2":["a","b"]}"#),
            ("zipmap", r#"[["b","a"],[1,"x"]]"#, r#"{"a":"x","b":1}"#),
        ]);
    }

    #[test]
    fn contains_is_decided_by_what_is_certain() {
        let list = Value::tuple(vec![id("aws_vpc.a"), s("b"), possible(s("c"))]);
        for (wanted, answer) in [(s("b"), "true"), (id("aws_vpc.a"), "true"), (s("c"), "?"), (s("z"), "?")] {
            assert_eq!(shown("contains", &[list.clone(), wanted]), answer);
        }
        let ids = Value::tuple(vec![id("aws_vpc.a")]);
        assert_eq!(shown("contains", &[ids, id("aws_vpc.b")]), "false");
    }

    #[test]
    fn members_of_an_unknown_collection_are_told_apart() {
        let refs = id("aws_sg.a").as_unknown().unwrap().refs.clone();
        let list: Value = Unknown { refs, members: true, ..Unknown::anything() }.into();
        assert_eq!(shown("contains", &[list.clone(), id("aws_sg.a")]), "true");
        assert_eq!(shown("contains", &[list.clone(), id("aws_sg.b")]), "false");
        assert_eq!(shown("contains", &[list.clone(), s("sg-1")]), "?");
        let only = call("one", &[list]);
        assert!(only.as_unknown().unwrap().as_exact().is_some());
    }

    #[test]
    fn logic_is_kleenes() {
        let t = || Value::from(true);
        let f = || Value::from(false);
        let unknown = || Value::from(Unknown::anything());
        for (name, list, answer) in [
            ("alltrue", vec![t(), unknown()], "?"),
            ("alltrue", vec![f(), unknown()], "false"),
            ("alltrue", vec![t(), possible(f())], "?"),
            ("alltrue", vec![t(), possible(t())], "true"),
            ("anytrue", vec![t(), unknown()], "true"),
            ("anytrue", vec![f(), possible(t())], "?"),
            ("anytrue", vec![f(), possible(f())], "false"),
        ] {
            assert_eq!(shown(name, &[Value::tuple(list)]), answer, "{name}");
        }
    }

    #[test]
    fn lengths_that_are_not_certain_have_bounds() {
        let bounds = |value: Value| call("length", &[value]).as_unknown().and_then(|u| u.length);
        assert_eq!(bounds(Value::tuple(vec![s("a"), possible(s("b"))])), Some((1, 2)));
        let set = |items| call("toset", &[Value::tuple(items)]);
        assert_eq!(bounds(set(vec![s("a"), id("aws_vpc.a")])), Some((1, 2)));
        assert_eq!(shown("length", &[set(vec![id("aws_vpc.b"), id("aws_vpc.a")])]), "2");
    }

    #[test]
    fn symbolic_keys_are_found() {
        let symbolic = vec![(id("aws_vpc.a"), s("A"))];
        let mut map = Fields::map(Type::String, vec![]);
        map.symbolic = symbolic;
        let map: Value = Kind::Map(map.into()).into();
        let looked_up = |key| shown("lookup", &[map.clone(), key, s("d")]);
        assert_eq!(looked_up(id("aws_vpc.a")), "A");
        assert_eq!(looked_up(id("aws_vpc.b")), "d");
        assert_eq!(looked_up(s("vpc-1")), "?");
    }

    #[test]
    fn coalesce_takes_what_is_certainly_something() {
        assert!(call("coalesce", &[id("aws_vpc.a"), s("b")]).as_unknown().unwrap().as_exact().is_some());
        let perhaps =
            Value::from(Unknown { ty: Type::String, ..Unknown::attribute("a.b".into(), "x".into()) });
        let either = call("coalesce", &[perhaps, s("b")]);
        assert!(either.as_unknown().unwrap().as_exact().is_none() && either.as_unknown().unwrap().not_null);
    }

    #[test]
    fn possible_entries_stay_so_in_a_merge() {
        let entry = |value: Value| Value::object(vec![(Name::new("a"), value)]);
        let merged = call("merge", &[json("{}"), entry(possible(s("x")))]);
        assert!(merged.has_possible());
        let merged = call("merge", &[entry(s("y")), entry(possible(s("x")))]);
        assert_eq!(to_message(&merged, crate::value::MessageStyle::SENTENCE), r#"{"a":(known after apply)}"#);
    }

    #[test]
    fn one_takes_the_certain_element() {
        assert_eq!(shown("one", &[Value::tuple(vec![possible(s("b")), s("a")])]), "a");
        assert_eq!(shown("one", &[Value::tuple(vec![possible(s("b"))])]), "?");
        assert!(shown("one", &[json("[1,2]")]).starts_with("error"));
    }
}
