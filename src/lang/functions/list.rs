//! Functions that make lists out of lists.

use super::Function;
use super::Unknowns::{Handled, Whole};
use super::helper::{
    index as size, integer, is_possible, items, ordered, rebuilt, row, sequence, taken, unknown_any,
    unknown_from,
};
use crate::value::{
    Kind, Marks, Number, Truth, Type, Unknown, Value, convert, convert_to_common, equals, unify_all,
};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("chunklist(list list(any), size number) any", "A list cut into pieces of a size", Whole, chunk),
    row("coalescelist(vals ...any?) any", "The first list that is not empty", Handled, coalesce_list),
    row("compact(list list(string)) list(string)", "A list without null and empty text", Handled, compact),
    row("concat(seqs ...any) any", "Several lists as one", Handled, concat),
    row("distinct(list list(any)) any", "A list without repetitions", Handled, distinct),
    row("element(list any, index number) any", "One element, counted round and round", Handled, element),
    row("flatten(list any) any", "Lists inside lists made one", Handled, flatten),
    row("index(list any, value any) number", "Where in a list a value is", Handled, index),
    row(
        "matchkeys(values list(any), keys list(any), searchset list(any)) any",
        "Values whose key is in a set",
        Handled,
        match_keys,
    ),
    row("range(params ...number) list(number)", "Numbers from a start to a limit", Whole, range),
    row("reverse(list any) any", "A list back to front", Handled, reverse),
    row("slice(list any, start_index number, end_index number) any", "Part of a list", Whole, slice),
    row("sort(list list(string)) list(string)", "A list of texts in order", Handled, sort),
];

/// As many numbers as `range` makes.
const MAX_RANGE: usize = 1024;

fn chunk(args: &[Value]) -> Result<Value, String> {
    let all = items(&args[0]);
    let size = size(&args[1], "the size")?;
    let ty = Type::of(&args[0]);
    let chunks = all.chunks(if size == 0 { all.len().max(1) } else { size });
    Ok(Value::list_of(ty, chunks.map(|chunk| rebuilt(&args[0], chunk.to_vec())).collect()))
}

fn coalesce_list(args: &[Value]) -> Result<Value, String> {
    let known = args.iter().take_while(|arg| !arg.is_unknown());
    if known.map(Type::of).any(|ty| !matches!(ty, Type::List(_) | Type::Tuple(_))) {
        return Err("coalescelist arguments must be lists or tuples".to_owned());
    }
    for arg in args {
        if let Some(unknown) = arg.as_unknown() {
            let certain = unknown.not_null && unknown.is_certainly_not_empty();
            return Ok(if certain || args.len() == 1 { arg.clone() } else { unknown_any(args) });
        }
        let items =
            &ordered(arg).map_err(|_| "coalescelist arguments must be lists or tuples".to_owned())?.items;
        if items.iter().any(|item| !is_possible(item)) {
            return Ok(arg.clone());
        }
        if !items.is_empty() {
            return Ok(unknown_any(args));
        }
    }
    Err("no non-null arguments".to_owned())
}

fn compact(args: &[Value]) -> Result<Value, String> {
    let mut kept = Vec::new();
    let mut open = args[0].is_unknown();
    for item in items(&args[0]) {
        match item.as_unknown() {
            Some(unknown) => open |= !(unknown.not_null && unknown.is_certainly_not_empty()),
            None if item.is_null() || item.as_str() == Some("") => continue,
            None => {}
        }
        kept.push(item.clone());
    }
    if open {
        return Ok(unknown_from(Type::list(Type::String), args).into());
    }
    Ok(Value::list_of(Type::String, kept))
}

fn concat(args: &[Value]) -> Result<Value, String> {
    if args.is_empty() {
        return Err("at least one argument is required".to_owned());
    }
    if args.iter().any(Value::is_unknown) {
        return Ok(unknown_any(args));
    }
    let mut all = Vec::new();
    for arg in args {
        let wrong = |_| format!("all arguments must be lists or tuples; got {}", Type::of(arg).friendly());
        all.extend_from_slice(&ordered(arg).map_err(wrong)?.items);
    }
    let lists = args.iter().all(|arg| matches!(arg.kind, Kind::List(_)));
    match unify_all(args) {
        // Lists from a plan whose elements' type nobody knows stay such a list.
        Some(Type::List(elem)) if lists && *elem == Type::Dynamic => Ok(Value::list_of(Type::Dynamic, all)),
        Some(ty) if lists => convert(&Value::tuple(all), &ty),
        _ => Ok(Value::tuple(all)),
    }
}

fn distinct(args: &[Value]) -> Result<Value, String> {
    let mut kept: Vec<Value> = Vec::new();
    let mut open = args[0].is_unknown();
    for item in items(&args[0]) {
        match kept.iter_mut().map(|k| (equals(k, item), k)).find(|(truth, _)| *truth != Truth::False) {
            None => kept.push(item.clone()),
            Some((Truth::True, earlier)) if !is_possible(item) => *earlier = taken(earlier),
            Some((Truth::True, _)) => {}
            Some(_) => {
                open = true;
                kept.push(item.clone());
            }
        }
    }
    if open {
        let ty = Type::of(&args[0]);
        return Ok(Unknown { not_empty: !kept.is_empty(), ..unknown_from(ty, args) }.into());
    }
    Ok(rebuilt(&args[0], kept))
}

/// One that is only possible moves those behind it.
fn element(args: &[Value]) -> Result<Value, String> {
    if args.iter().any(Value::is_unknown) {
        return Ok(unknown_any(args));
    }
    let all = match &args[0].kind {
        Kind::Set(_) => return Err(format!("cannot read elements from {}", Type::of(&args[0]).friendly())),
        _ => &ordered(&args[0])?.items,
    };
    let at = integer(&args[1])?;
    if all.is_empty() {
        return Err("cannot use element function with an empty list".to_owned());
    }
    let round =
        usize::try_from(at.rem_euclid(i64::try_from(all.len()).unwrap_or(i64::MAX))).unwrap_or_default();
    // Terraform 1.11 counts backwards in lists only.
    if at < 0 && round != 0 && matches!(args[0].kind, Kind::Tuple(_)) {
        return Err("the index must not be less than zero".to_owned());
    }
    if !args[0].has_possible() {
        return Ok(all[round].clone());
    }
    let at = usize::try_from(at).unwrap_or(round);
    let certain = all.get(at).filter(|_| !all[..=at].iter().any(is_possible));
    Ok(certain.map_or_else(|| unknown_any(args), Value::clone))
}

fn flatten(args: &[Value]) -> Result<Value, String> {
    if args[0].is_unknown() {
        return Ok(unknown_any(args));
    }
    let wrong = |_| "can only flatten lists, sets and tuples".to_owned();
    let mut flat = Vec::new();
    let complete = flatten_into(sequence(&args[0]).map_err(wrong)?, Marks::NONE, &mut flat);
    Ok(if complete { Value::tuple(flat) } else { unknown_from(Type::Dynamic, args).into() })
}

/// False where an element may yet turn out to be a list.
fn flatten_into(items: &[Value], marks: Marks, flat: &mut Vec<Value>) -> bool {
    items.iter().all(|item| {
        let passed_on = marks.with(item.marks.inherited());
        let passed_on = passed_on.with(if is_possible(item) { Marks::POSSIBLE } else { Marks::NONE });
        match (item.as_elements(), item.as_unknown()) {
            (Some(inner), _) => flatten_into(inner, passed_on, flat),
            (_, Some(unknown)) if unknown.members && !unknown.exact => {
                let elements = unknown.elements().unwrap_or_default().into_iter();
                flat.extend(elements.map(|e| Value::from(e).at(item.origin).marked(passed_on)));
                true
            }
            (_, Some(unknown)) if unknown.ty.is_sequence() || unknown.ty == Type::Dynamic => false,
            _ => {
                flat.push(item.clone().marked(marks));
                true
            }
        }
    })
}

fn index(args: &[Value]) -> Result<Value, String> {
    if args[0].is_unknown() {
        return Ok(unknown_from(Type::Number, args).into());
    }
    let all = &ordered(&args[0])?.items;
    if all.is_empty() {
        return Err("cannot search an empty list".to_owned());
    }
    let mut open = false;
    for (at, item) in all.iter().enumerate() {
        match equals(item, &args[1]) {
            Truth::True if !open && !is_possible(item) => return Ok(at.into()),
            Truth::False => open |= is_possible(item),
            _ => return Ok(unknown_from(Type::Number, args).into()),
        }
    }
    Err("item not found".to_owned())
}

fn match_keys(args: &[Value]) -> Result<Value, String> {
    if args.iter().any(Value::is_unknown) || args[..2].iter().any(Value::has_possible) {
        return Ok(unknown_from(Type::of(&args[0]), args).into());
    }
    let (values, keys) = (items(&args[0]), items(&args[1]));
    if values.len() != keys.len() {
        return Err("length of keys and values should be equal".to_owned());
    }
    let both =
        convert_to_common(&args[1..]).map_err(|_| "the search set must be of the keys' type".to_owned())?;
    let (keys, wanted) = (items(&both[0]), items(&both[1]));
    let open = |value: &Value| !value.is_wholly_known() || value.any(&Value::has_possible);
    if !wanted.is_empty() && (both.iter().any(open) || open(&args[0])) {
        return Ok(unknown_from(Type::of(&args[0]), args).into());
    }
    let is_wanted = |key: &Value| wanted.iter().any(|w| equals(w, key) == Truth::True);
    let matched = values.iter().zip(keys).filter(|(_, key)| is_wanted(key));
    Ok(rebuilt(&args[0], matched.map(|(value, _)| value.clone()).collect()))
}

fn range(args: &[Value]) -> Result<Value, String> {
    let numbers: Vec<Number> = args.iter().filter_map(Value::as_number).cloned().collect();
    let (start, limit, step) = match &numbers[..] {
        [limit] => (Number::ZERO, limit.clone(), one_towards(&Number::ZERO, limit)),
        [start, limit] => (start.clone(), limit.clone(), one_towards(start, limit)),
        [start, limit, step] => (start.clone(), limit.clone(), step.clone()),
        _ => return Err("must have one, two, or three arguments".to_owned()),
    };
    let down = limit < start;
    if down && !step.is_negative() && !step.is_zero() || !down && step.is_negative() {
        return Err(format!("step must be {} zero", if down { "less than" } else { "greater than" }));
    }
    let mut made = Vec::new();
    let mut next = start;
    while if down { next > limit } else { next < limit } {
        if made.len() == MAX_RANGE {
            return Err(format!("more than {MAX_RANGE} values were generated"));
        }
        made.push(Value::from(next.clone()));
        next = next.add(&step).ok_or_else(|| "the range has no end".to_owned())?;
    }
    Ok(Value::list_of(Type::Number, made))
}

fn one_towards(start: &Number, limit: &Number) -> Number {
    if limit < start { Number::Int(-1) } else { Number::Int(1) }
}

fn reverse(args: &[Value]) -> Result<Value, String> {
    let unordered = matches!(args[0].kind, Kind::Set(_)) && items(&args[0]).len() > 1;
    if args[0].is_unknown() || (unordered && !args[0].is_wholly_known()) {
        return Ok(unknown_any(args));
    }
    let wrong = |_| format!("can only reverse list or tuple values, not {}", Type::of(&args[0]).friendly());
    let reversed = sequence(&args[0]).map_err(wrong)?.iter().rev().cloned().collect();
    Ok(rebuilt(&args[0], reversed))
}

fn slice(args: &[Value]) -> Result<Value, String> {
    let all = &ordered(&args[0])?.items;
    let (start, end) = (size(&args[1], "start index")?, size(&args[2], "end index")?);
    if end > all.len() {
        return Err("end index must not be greater than the length of the list".to_owned());
    }
    let part =
        all.get(start..end).ok_or_else(|| "start index must not be greater than end index".to_owned())?;
    Ok(rebuilt(&args[0], part.to_vec()))
}

/// Where elements are unknown, only their number is known.
fn sort(args: &[Value]) -> Result<Value, String> {
    let all = items(&args[0]);
    if let Some(at) = all.iter().position(Value::is_null) {
        return Err(format!("given list element {at} is null; a null string cannot be sorted"));
    }
    if args[0].is_unknown() || args[0].has_possible() {
        return Ok(unknown_from(Type::list(Type::String), args).into());
    }
    if !args[0].is_wholly_known() {
        let each: Value = unknown_from(Type::String, args).into();
        return Ok(Value::list_of(Type::String, vec![each; all.len()]));
    }
    let mut sorted = all.to_vec();
    sorted.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    Ok(Value::list_of(Type::String, sorted))
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::{call, check, id, json, s, shown};
    use crate::value::{Marks, Value};

    fn possible(value: Value) -> Value {
        value.marked(Marks::POSSIBLE)
    }

    #[test]
    fn known() {
        check(&[
            ("chunklist", r#"[["a","b","c"],2]"#, r#"[["a","b"],["c"]]"#),
            ("chunklist", r#"[["a"],0]"#, r#"[["a"]]"#),
            ("coalescelist", "[[],[1]]", "[1]"),
            ("compact", r#"[["a","",null]]"#, r#"["a"]"#),
            ("concat", "[[[1]],[2]]", "[[1],2]"),
            ("distinct", r#"[[1,"1",1]]"#, r#"["1"]"#),
            ("element", r#"[["a","b","c"],5]"#, "c"),
            ("element", r#"[["a","b"],-1]"#, "error: the index must not be less than zero"),
            ("element", r#"[["a","b"],-2]"#, "a"),
            ("flatten", r#"[["a",["b",["c"]],[],null]]"#, r#"["a","b","c",null]"#),
            ("index", r#"[["a","b"],"b"]"#, "1"),
            ("index", r#"[[1],"1"]"#, "error: item not found"),
            ("matchkeys", r#"[[1,2,3],["a","b","a"],["a"]]"#, "[1,3]"),
            ("range", "[5,1]", "[5,4,3,2]"),
            ("range", "[1,5,-1]", "error: step must be greater than zero"),
            ("range", "[0,1,0.25]", "[0,0.25,0.5,0.75]"),
            ("reverse", r#"[[1,"a"]]"#, r#"["a",1]"#),
            ("slice", r#"[[1,"a"],0,1]"#, "[1]"),
            ("sort", "[[10,9,1]]", r#"["1","10","9"]"#),
        ]);
    }

    #[test]
    fn unknown_elements_keep_the_shape_where_it_is_certain() {
        let list = || Value::tuple(vec![id("aws_vpc.a"), s("b")]);
        assert_eq!(
            shown("flatten", &[Value::tuple(vec![list(), json("[1]")])]),
            r#"[(known after apply),"b",1]"#
        );
        assert_eq!(shown("sort", &[list()]), "[(known after apply),(known after apply)]");
        assert_eq!(shown("distinct", &[list()]), "?");
        assert_eq!(shown("compact", &[list()]), r#"[(known after apply),"b"]"#);
        assert_eq!(shown("element", &[list(), 1i64.into()]), "b");
        assert_eq!(shown("index", &[list(), s("b")]), "?");
    }

    #[test]
    fn possible_elements() {
        let list = || Value::tuple(vec![possible(s("a")), s("b")]);
        assert!(call("concat", &[list(), json("[1]")]).has_possible());
        assert!(call("flatten", &[Value::tuple(vec![possible(json("[1]"))])]).has_possible());
        // With `a` there, the first is `a`; without, it is `b`.
        assert_eq!(shown("element", &[list(), 0i64.into()]), "?");
        assert_eq!(shown("element", &[Value::tuple(vec![s("b"), possible(s("a"))]), 0i64.into()]), "b");
        assert!(!call("distinct", &[Value::tuple(vec![possible(s("a")), s("a")])]).has_possible());
    }
}
