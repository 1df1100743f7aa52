//! The one type that values of several types can share, and which types can be converted to which.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Name, Type, Value};

/// The one type that all values can be converted to.
#[must_use]
pub fn unify_all(values: &[Value]) -> Option<Type> {
    // The type of an argument that nobody set is known to a schema only: it agrees with whatever the others are.
    let typed = values.iter().filter(|value| !value.is_unset());
    unify(&typed.map(Type::of).collect::<Vec<_>>())
}

/// The one type that values of all these types can be converted to; no types at all leave it open.
#[must_use]
pub fn unify(types: &[Type]) -> Option<Type> {
    match types {
        [] => Some(Type::Dynamic),
        [first, rest @ ..] if rest.iter().all(|ty| ty == first) => Some(first.clone()),
        _ => match of_one_kind(types) {
            Kinds::Unified(ty) => Some(ty),
            Kinds::Never => None,
            Kinds::Mixed => preferred(types),
        },
    }
}

/// What types have to do with each other, judged by their outermost words.
enum Kinds {
    Unified(Type),
    Never,
    Mixed,
}

/// The outermost word of a type.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    Primitive,
    List,
    Set,
    Map,
    Tuple,
    Object,
}

fn word(ty: &Type) -> Option<Word> {
    Some(match ty {
        Type::Dynamic => return None,
        Type::Bool | Type::Number | Type::String => Word::Primitive,
        Type::List(_) => Word::List,
        Type::Set(_) => Word::Set,
        Type::Map(_) => Word::Map,
        Type::Tuple(_) => Word::Tuple,
        Type::Object(_) => Word::Object,
    })
}

/// Types of one kind become a new type of it. With one among them that is not known yet, that one decides later.
fn of_one_kind(types: &[Type]) -> Kinds {
    let words: Vec<Word> = types.iter().filter_map(word).collect();
    let has = |wanted: Word| words.contains(&wanted);
    let only = |a: Word, b: Word| words.iter().all(|word| *word == a || *word == b);
    let open = words.len() < types.len();
    match words.first() {
        Some(Word::Primitive) | None => Kinds::Mixed,
        Some(first) if only(*first, *first) => match (open, same_kind(*first, types)) {
            (true, _) => Kinds::Unified(Type::Dynamic),
            (false, Some(ty)) => Kinds::Unified(ty),
            (false, None) => Kinds::Never,
        },
        _ if has(Word::List) && only(Word::List, Word::Tuple) => as_collections(types, tuples_to_list),
        _ if has(Word::Map) && only(Word::Map, Word::Object) => as_collections(types, objects_to_map),
        _ if has(Word::Tuple) && has(Word::Object) => Kinds::Never,
        _ => Kinds::Mixed,
    }
}

fn same_kind(kind: Word, types: &[Type]) -> Option<Type> {
    let inner = || unify(&types.iter().flat_map(parts).collect::<Vec<_>>()).map(Arc::new);
    match kind {
        Word::List => inner().map(Type::List),
        Word::Set => inner().map(Type::Set),
        Word::Map => inner().map(Type::Map),
        Word::Tuple => tuples(types),
        Word::Object => objects(types),
        Word::Primitive => None,
    }
}

/// The types of a type's elements or values.
fn parts(ty: &Type) -> Vec<Type> {
    match ty {
        Type::List(elem) | Type::Set(elem) | Type::Map(elem) => vec![(**elem).clone()],
        Type::Tuple(types) => types.to_vec(),
        Type::Object(attributes) => attributes.iter().map(|a| a.1.clone()).collect(),
        _ => Vec::new(),
    }
}

/// Tuples of one length stay tuples, others become lists.
fn tuples(types: &[Type]) -> Option<Type> {
    let each: Vec<Vec<Type>> = types.iter().map(parts).collect();
    let length = each[0].len();
    if each.iter().any(|elements| elements.len() != length) {
        return tuples_to_list(types);
    }
    let unified: Option<Vec<Type>> = (0..length).map(|at| unify(&column(&each, at))).collect();
    let tuple = Type::Tuple(Arc::new(unified?));
    if types.iter().all(|ty| converts(ty, &tuple)) { Some(tuple) } else { tuples_to_list(types) }
}

fn column(rows: &[Vec<Type>], at: usize) -> Vec<Type> {
    rows.iter().map(|row| row[at].clone()).collect()
}

/// Objects with the same attributes stay objects, others become maps.
fn objects(types: &[Type]) -> Option<Type> {
    let names: Vec<Vec<Name>> = types.iter().map(names).collect();
    if names.iter().any(|these| *these != names[0]) {
        return objects_to_map(types);
    }
    let each: Vec<Vec<Type>> = types.iter().map(parts).collect();
    let unified = names[0].iter().enumerate().map(|(at, name)| Some((*name, unify(&column(&each, at))?)));
    let object = Type::Object(Arc::new(unified.collect::<Option<_>>()?));
    if types.iter().all(|ty| converts(ty, &object)) { Some(object) } else { objects_to_map(types) }
}

fn names(ty: &Type) -> Vec<Name> {
    match ty {
        Type::Object(attributes) => attributes.iter().map(|a| a.0).collect(),
        _ => Vec::new(),
    }
}

fn tuples_to_list(types: &[Type]) -> Option<Type> {
    collection(types, Type::List)
}

fn objects_to_map(types: &[Type]) -> Option<Type> {
    collection(types, Type::Map)
}

fn collection(types: &[Type], of: fn(Arc<Type>) -> Type) -> Option<Type> {
    let inner: Vec<Type> = types.iter().flat_map(parts).collect();
    if inner.is_empty() {
        return None;
    }
    let ty = of(Arc::new(unify(&inner)?));
    types.iter().all(|t| converts(t, &ty)).then_some(ty)
}

/// Tuples among lists, or objects among maps, are taken for what they are beside.
fn as_collections(types: &[Type], collected: fn(&[Type]) -> Option<Type>) -> Kinds {
    let structural = |ty: &Type| matches!(ty, Type::Tuple(_) | Type::Object(_));
    let loose: Vec<Type> = types.iter().filter(|ty| structural(ty)).cloned().collect();
    let Some(collected) = collected(&loose) else { return Kinds::Mixed };
    let all = types.iter().map(|ty| if structural(ty) { collected.clone() } else { ty.clone() });
    match unify(&all.collect::<Vec<_>>()) {
        Some(ty @ (Type::List(_) | Type::Map(_))) => Kinds::Unified(ty),
        _ => Kinds::Mixed,
    }
}

/// The most general of the types that all others can be converted to.
fn preferred(types: &[Type]) -> Option<Type> {
    let fits = |at: &usize| types.iter().all(|ty| converts(ty, &types[*at]));
    most_general_first(types).into_iter().find(fits).map(|at| types[at].clone())
}

/// Places of the types, those that are more general than others before them.
fn most_general_first(types: &[Type]) -> Vec<usize> {
    let above = |a: usize, b: usize| match a.cmp(&b) {
        Ordering::Less => generality(&types[a], &types[b]) == Ordering::Less,
        Ordering::Greater => generality(&types[b], &types[a]) == Ordering::Greater,
        Ordering::Equal => false,
    };
    let mut waits: Vec<usize> =
        (0..types.len()).map(|at| (0..types.len()).filter(|other| above(*other, at)).count()).collect();
    let mut order: Vec<usize> = (0..types.len()).filter(|at| waits[*at] == 0).collect();
    let mut next = 0;
    while let Some(at) = order.get(next).copied() {
        next += 1;
        for below in (0..types.len()).filter(|other| above(at, *other)) {
            waits[below] -= 1;
            if waits[below] == 0 {
                order.push(below);
            }
        }
    }
    order
}

/// `Less` where `a` is the more general type: a result of type `a` is preferred to one of type `b`.
fn generality(a: &Type, b: &Type) -> Ordering {
    match (a, b) {
        (Type::Dynamic, Type::Dynamic) => Ordering::Equal,
        (Type::Dynamic, _) => Ordering::Greater,
        (_, Type::Dynamic) => Ordering::Less,
        _ if a.is_primitive() && b.is_primitive() => match (*a == Type::String, *b == Type::String) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            _ => Ordering::Equal,
        },
        (Type::List(x), Type::List(y)) | (Type::Set(x), Type::Set(y)) | (Type::Map(x), Type::Map(y)) => {
            generality(x, y)
        }
        (Type::List(_) | Type::Tuple(_), Type::Set(_))
        | (Type::List(_), Type::Tuple(_))
        | (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Set(_), Type::List(_) | Type::Tuple(_))
        | (Type::Tuple(_), Type::List(_))
        | (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::Tuple(_), Type::Tuple(_)) | (Type::Object(_), Type::Object(_)) => structural(a, b),
        _ => Ordering::Equal,
    }
}

/// One is more general where some part of it is and no part of the other.
fn structural(a: &Type, b: &Type) -> Ordering {
    let (x, y) = (parts(a), parts(b));
    if x.len() != y.len() || names(a) != names(b) {
        return Ordering::Equal;
    }
    let orders: Vec<Ordering> = x.iter().zip(&y).map(|(x, y)| generality(x, y)).collect();
    match (orders.contains(&Ordering::Less), orders.contains(&Ordering::Greater)) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// Whether values of one type can be converted to another, if their contents allow it: `"5"` to a number.
#[must_use]
pub fn converts(from: &Type, to: &Type) -> bool {
    match (from, to) {
        _ if from == to => true,
        (_, Type::Dynamic) | (Type::Dynamic, _) => true,
        (Type::Bool | Type::Number, Type::String) | (Type::String, Type::Bool | Type::Number) => true,
        (Type::Object(x), Type::Object(wanted)) => wanted.iter().all(|(name, ty)| {
            x.iter().find(|attribute| attribute.0 == *name).is_some_and(|found| converts(&found.1, ty))
        }),
        (Type::Tuple(x), Type::Tuple(y)) => {
            x.len() == y.len() && x.iter().zip(&**y).all(|(x, y)| converts(x, y))
        }
        (Type::List(x) | Type::Set(x), Type::List(y) | Type::Set(y)) | (Type::Map(x), Type::Map(y)) => {
            converts(x, y)
        }
        (Type::Tuple(_), Type::List(elem) | Type::Set(elem)) => {
            element_type(&parts(from), elem).is_some_and(|elem| all_convert(from, &elem))
        }
        (Type::Object(_), Type::Map(elem)) => {
            value_type(&parts(from), elem).is_some_and(|elem| all_convert(from, &elem))
        }
        (Type::Map(x), Type::Object(wanted)) => wanted.iter().all(|(_, ty)| converts(x, ty)),
        _ => false,
    }
}

fn all_convert(from: &Type, to: &Type) -> bool {
    parts(from).iter().all(|ty| converts(ty, to))
}

/// The type that elements of these types are to have in a list or set: the one that is wanted or, where any will do,
/// the one they share.
#[must_use]
pub fn element_type(types: &[Type], wanted: &Type) -> Option<Type> {
    if *wanted != Type::Dynamic {
        return Some(wanted.clone());
    }
    // Where something is not known yet, no one type can be promised.
    unify(types).filter(|ty| *ty != Type::Dynamic || types.iter().all(|t| *t == Type::Dynamic))
}

/// The same for the values of a map: where something is not known yet, the values tell in the end.
#[must_use]
pub fn value_type(types: &[Type], wanted: &Type) -> Option<Type> {
    if *wanted == Type::Dynamic { unify(types) } else { Some(wanted.clone()) }
}

#[cfg(test)]
mod tests {
    use super::unify;
    use crate::value::Type;

    fn list(elem: Type) -> Type {
        Type::list(elem)
    }

    fn tuple(types: &[Type]) -> Type {
        Type::Tuple(types.to_vec().into())
    }

    fn set(elem: Type) -> Type {
        Type::Set(elem.into())
    }

    fn object(attributes: &[(&str, Type)]) -> Type {
        let attributes: Vec<_> = attributes.iter().map(|(name, ty)| ((*name).into(), ty.clone())).collect();
        Type::Object(attributes.into())
    }

    #[test]
    fn of_several_types_the_more_general_wins() {
        let of = |types: &[Type]| unify(types).map(|t| t.to_string());
        let (number, string) = (Type::Number, Type::String);
        assert_eq!(of(&[number.clone(), string.clone()]).as_deref(), Some("string"));
        assert_eq!(of(&[set(string.clone()), list(number.clone())]).as_deref(), Some("list(number)"));
        assert_eq!(
            of(&[tuple(std::slice::from_ref(&string)), set(number.clone())]).as_deref(),
            Some("set(number)")
        );
        assert_eq!(of(&[list(Type::Dynamic), tuple(&[list(string)])]).as_deref(), Some("list(any)"));
        assert_eq!(of(&[number, Type::Bool]), None);
    }

    #[test]
    fn what_is_not_known_yet_leaves_structures_open() {
        let of = |types: &[Type]| unify(types).map(|t| t.to_string());
        let one = object(&[("a", Type::Number)]);
        assert_eq!(of(&[Type::Dynamic, one.clone()]).as_deref(), Some("any"));
        assert_eq!(of(&[Type::Dynamic, Type::Number]).as_deref(), Some("number"));
        assert_eq!(of(&[one.clone(), object(&[("b", Type::String)])]).as_deref(), Some("map(string)"));
        assert_eq!(of(&[one, tuple(&[])]), None);
    }
}
