//! Functions that treat their arguments as sets.
//!
//! Where it is not decided whether an element belongs to the result, it is there as a possible one.

use super::Function;
use super::Unknowns::Handled;
use super::helper::{as_set, is_possible, items, row, sequence, unknown_any, unknown_from};
use crate::value::{Kind, Marks, Truth, Type, Value, convert, equals, unify_all};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("setintersection(first_set any, other_sets ...any) any", "What all sets have", Handled, intersection),
    row("setproduct(sets ...any) any", "All combinations of elements", Handled, product),
    row("setsubtract(a any, b any) any", "What the first set has and the second has not", Handled, subtract),
    row("setunion(first_set any, other_sets ...any) any", "What any of the sets has", Handled, union),
];

/// As many combinations as `setproduct` makes.
const MAX_PRODUCT: usize = 1_000_000;

/// All arguments as sets of the one type they share; none where one is unknown.
fn sets(args: &[Value]) -> Result<Option<Vec<Value>>, String> {
    let sets: Vec<Value> = args.iter().map(as_set).collect::<Result<_, _>>()?;
    if sets.iter().any(Value::is_unknown) {
        return Ok(None);
    }
    let ty = unify_all(&sets).ok_or("all sets must have the same element type")?;
    sets.iter().map(|set| convert(set, &ty)).collect::<Result<_, _>>().map(Some)
}

fn unknown_set(args: &[Value]) -> Value {
    unknown_from(Type::Set(Type::Dynamic.into()), args).into()
}

fn set_like(sets: &[Value], items: Vec<Value>) -> Value {
    let elem = match sets.first().map(Type::of) {
        Some(Type::Set(elem)) => (*elem).clone(),
        _ => Type::Dynamic,
    };
    Value::set_of(elem, items)
}

/// Of equal elements the certain one is kept: it comes first, and sorting keeps the order of equals.
fn union(args: &[Value]) -> Result<Value, String> {
    let Some(sets) = sets(args)? else {
        return Ok(unknown_set(args));
    };
    let mut all: Vec<Value> = sets.iter().flat_map(items).cloned().collect();
    all.sort_by_key(is_possible);
    Ok(set_like(&sets, all))
}

/// Whether a set has an element.
fn has(set: &Value, wanted: &Value) -> Truth {
    let each = |item: &Value| {
        let truth = equals(item, wanted);
        if is_possible(item) { truth.and(Truth::Unknown) } else { truth }
    };
    items(set).iter().map(each).fold(Truth::False, Truth::or)
}

/// The elements that belong, those that perhaps do as possible ones.
fn filtered(set: &Value, belongs: impl Fn(&Value) -> Truth) -> Vec<Value> {
    let keep = |item: &Value| match belongs(item) {
        Truth::True => Some(item.clone()),
        Truth::Unknown => Some(item.clone().marked(Marks::POSSIBLE)),
        Truth::False => None,
    };
    items(set).iter().filter_map(keep).collect()
}

fn intersection(args: &[Value]) -> Result<Value, String> {
    let Some(sets) = sets(args)? else {
        return Ok(unknown_set(args));
    };
    let in_all = |item: &Value| sets[1..].iter().map(|set| has(set, item)).fold(Truth::True, Truth::and);
    Ok(set_like(&sets, filtered(&sets[0], in_all)))
}

fn subtract(args: &[Value]) -> Result<Value, String> {
    let Some(sets) = sets(args)? else {
        return Ok(unknown_set(args));
    };
    Ok(set_like(&sets, filtered(&sets[0], |item| has(&sets[1], item).negate())))
}

fn element_type(list: &Value) -> Type {
    match Type::of(list) {
        Type::List(elem) | Type::Set(elem) => (*elem).clone(),
        _ => Type::Dynamic,
    }
}

/// A set among them makes a set, anything else a list; a set whose elements are not all known has no order yet.
fn product(args: &[Value]) -> Result<Value, String> {
    if args.len() < 2 {
        return Err("at least two arguments are required".to_owned());
    }
    let open_set = |arg: &Value| matches!(arg.kind, Kind::Set(_)) && !arg.is_wholly_known();
    if args.iter().any(|arg| arg.is_unknown() || arg.has_possible() || open_set(arg)) {
        return Ok(unknown_any(args));
    }
    let any_list = Type::list(Type::Dynamic);
    let of_one_type = |arg: &Value| {
        if matches!(arg.kind, Kind::Set(_)) { Ok(arg.clone()) } else { convert(arg, &any_list) }
    };
    let lists: Vec<Value> = args.iter().map(of_one_type).collect::<Result<_, _>>()?;
    let mut rows: Vec<Vec<Value>> = vec![vec![]];
    for list in &lists {
        let items = sequence(list)?;
        if rows.len().saturating_mul(items.len()) > MAX_PRODUCT {
            return Err(format!("more than {MAX_PRODUCT} combinations"));
        }
        rows = rows
            .iter()
            .flat_map(|row| items.iter().map(|i| [&row[..], std::slice::from_ref(i)].concat()))
            .collect();
    }
    let rows: Vec<Value> = rows.into_iter().map(Value::tuple).collect();
    let any_set = args.iter().any(|arg| matches!(arg.kind, Kind::Set(_)));
    let elem = rows
        .first()
        .map_or_else(|| Type::Tuple(lists.iter().map(element_type).collect::<Vec<_>>().into()), Type::of);
    Ok(if any_set { Value::set_of(elem, rows) } else { Value::list_of(elem, rows) })
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::{call, check, id, json, s, shown};
    use crate::value::Value;

    #[test]
    fn known() {
        check(&[
            ("setunion", r#"[[1],["a"]]"#, r#"["1","a"]"#),
            ("setintersection", r#"[["a","b"],["b","c"]]"#, r#"["b"]"#),
            ("setsubtract", r#"[["a","b"],["b"]]"#, r#"["a"]"#),
            ("setproduct", r#"[["a","b"],[1]]"#, r#"[["a",1],["b",1]]"#),
            ("setproduct", r#"[["a"],[]]"#, "[]"),
            ("setproduct", r#"[["a"]]"#, "error: at least two arguments are required"),
            ("setunion", r#"["a"]"#, "error: list of any type required, but this is string"),
        ]);
    }

    #[test]
    fn what_is_undecided_is_possible() {
        let set = || Value::tuple(vec![s("a"), id("aws_vpc.a")]);
        assert!(!call("setunion", &[set(), json(r#"["b"]"#)]).has_possible());
        let left = call("setsubtract", &[set(), json(r#"["a"]"#)]);
        assert_eq!(left.as_elements().unwrap().len(), 1);
        assert!(left.has_possible());
        assert_eq!(
            shown("length", &[call("setintersection", &[json(r#"["a","b"]"#), json(r#"["b","a"]"#)])]),
            "2"
        );
    }
}
