//! Equality in three values, and the order of elements in a set.

use std::cmp::Ordering;

use super::{Elements, Fields, Kind, Type, Unknown, Value};

/// Kleene's three truth values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Certainly not.
    False,
    /// Certainly.
    True,
    /// Not decided by what is known.
    Unknown,
}

impl Truth {
    /// False where either is, true where both are.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    /// True where either is, false where both are not.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.negate().and(other.negate()).negate()
    }

    /// The opposite.
    #[must_use]
    pub fn negate(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::True => Self::False,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(b: bool) -> Self {
        if b { Self::True } else { Self::False }
    }
}

/// Whether two values are equal, without conversion: values of different types differ.
#[must_use]
pub fn equals(a: &Value, b: &Value) -> Truth {
    match (&a.kind, &b.kind) {
        (Kind::Unknown(a), Kind::Unknown(b)) => unknowns_equal(a, b),
        (Kind::Unknown(unknown), _) => equals_known(unknown, b),
        (_, Kind::Unknown(unknown)) => equals_known(unknown, a),
        (Kind::Null(_), Kind::Null(_)) => Truth::True,
        (Kind::Bool(a), Kind::Bool(b)) => (a == b).into(),
        (Kind::Number(a), Kind::Number(b)) => (a == b).into(),
        (Kind::String(a), Kind::String(b)) => (a == b).into(),
        (Kind::List(a), Kind::List(b)) | (Kind::Set(a), Kind::Set(b)) | (Kind::Tuple(a), Kind::Tuple(b)) => {
            elements_equal(a, b)
        }
        (Kind::Map(a), Kind::Map(b)) | (Kind::Object(a), Kind::Object(b)) => fields_equal(a, b),
        _ => Truth::False,
    }
}

fn elements_equal(a: &Elements, b: &Elements) -> Truth {
    if a.items.iter().chain(&b.items).any(|v| v.marks.has(super::Marks::POSSIBLE)) {
        return Truth::Unknown;
    }
    if a.items.len() != b.items.len() {
        return Truth::False;
    }
    all(a.items.iter().zip(&b.items).map(|(a, b)| equals(a, b)))
}

fn fields_equal(a: &Fields, b: &Fields) -> Truth {
    let possible = |f: &Fields| f.entries().iter().any(|(_, v)| v.marks.has(super::Marks::POSSIBLE));
    if !a.symbolic.is_empty() || !b.symbolic.is_empty() || possible(a) || possible(b) {
        return Truth::Unknown;
    }
    let same_keys = a.len() == b.len() && a.entries().iter().zip(b.entries()).all(|(a, b)| a.0 == b.0);
    if !same_keys {
        return Truth::False;
    }
    all(a.entries().iter().zip(b.entries()).map(|(a, b)| equals(&a.1, &b.1)))
}

fn all(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Truth::True;
    for truth in truths {
        result = result.and(truth);
        if result == Truth::False {
            break;
        }
    }
    result
}

/// Two attributes known after the apply: the same one is equal to itself; identifiers of different things differ. A
/// reference that names only the resource (`aws_subnet.a[count.index]`) is one to its identifier.
fn unknowns_equal(one: &Unknown, other: &Unknown) -> Truth {
    let (Some(a), Some(b)) = (one.as_exact(), other.as_exact()) else {
        return Truth::Unknown;
    };
    if a.address != b.address && (is_made_of(one, b) || is_made_of(other, a)) {
        return Truth::Unknown;
    }
    let identifies = |r: super::Ref| r.attribute.is_none_or(|name| matches!(name.as_str(), "id" | "arn"));
    let same_attribute = a.attribute == b.attribute || a.attribute.is_none() || b.attribute.is_none();
    match (a.address == b.address, identifies(a) && identifies(b)) {
        (true, both) if a == b || (both && same_attribute) => Truth::True,
        (false, true) => Truth::False,
        _ => Truth::Unknown,
    }
}

/// Whether a name is made of an attribute of this resource, and so may be that very attribute.
fn is_made_of(name: &Unknown, part: super::Ref) -> bool {
    name.made_of.iter().any(|r| r.address == part.address)
}

/// What the refinements of an unknown say about its equality with a known value.
fn equals_known(unknown: &Unknown, known: &Value) -> Truth {
    let differs = match &known.kind {
        Kind::Null(_) => unknown.not_null,
        Kind::String(text) => string_differs(unknown, text),
        Kind::List(e) | Kind::Set(e) | Kind::Tuple(e) => length_differs(unknown, e.items.len()),
        Kind::Map(f) | Kind::Object(f) => length_differs(unknown, f.len()),
        Kind::Number(n) => number_differs(unknown, n),
        Kind::Bool(_) | Kind::Unknown(_) => false,
    };
    if differs || type_differs(unknown, known) { Truth::False } else { Truth::Unknown }
}

fn string_differs(unknown: &Unknown, text: &str) -> bool {
    // What a plan creates belongs to somebody's account, never to AWS's own.
    let of_aws = &*unknown.prefix == "arn:" && text.split(':').nth(4) == Some("aws");
    let impossible = unknown.exact && (unknown.generated || of_aws);
    let is_none_of_them = !unknown.words.is_empty() && unknown.words.iter().all(|word| **word != *text);
    impossible
        || is_none_of_them
        || !text.starts_with(&*unknown.prefix)
        || (text.is_empty() && unknown.is_certainly_not_empty())
}

fn length_differs(unknown: &Unknown, length: usize) -> bool {
    let within = unknown.length.is_none_or(|(least, most)| (least..=most).contains(&length));
    !within || (length == 0 && unknown.is_certainly_not_empty())
}

fn number_differs(unknown: &Unknown, n: &super::Number) -> bool {
    unknown.length.is_some_and(|(least, most)| *n < least.into() || *n > most.into())
}

fn type_differs(unknown: &Unknown, known: &Value) -> bool {
    let ty = Type::of(known);
    let both_told = unknown.ty.is_primitive() || (unknown.ty.is_whole() && ty.is_whole());
    !known.is_null() && both_told && unknown.ty != ty && ty != Type::Dynamic
}

/// Terraform's order of the elements of a set: unknowns after known values, nulls last; numbers by size, text by bytes.
#[must_use]
pub fn order_in_set(a: &Value, b: &Value) -> Ordering {
    match (&a.kind, &b.kind) {
        (Kind::Number(a), Kind::Number(b)) => a.cmp(b),
        (Kind::String(a), Kind::String(b)) => a.as_bytes().cmp(b.as_bytes()),
        (Kind::Bool(a), Kind::Bool(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)).then_with(|| serial_form(a).cmp(&serial_form(b))),
    }
}

fn rank(value: &Value) -> u8 {
    match value.kind {
        Kind::Null(_) => 2,
        Kind::Unknown(_) => 1,
        _ => 0,
    }
}

/// The text by which Terraform orders elements that are no primitives.
fn serial_form(value: &Value) -> String {
    let children = || value.children().map(|v| serial_form(v) + ";").collect::<String>();
    match &value.kind {
        Kind::Null(_) => "~".to_owned(),
        Kind::Unknown(_) => "?".to_owned(),
        Kind::Bool(b) => if *b { "T" } else { "F" }.to_owned(),
        Kind::Number(n) => n.to_string(),
        Kind::String(s) => format!("{s:?}"),
        Kind::List(_) | Kind::Set(_) => format!("[{}]", children()),
        Kind::Tuple(_) | Kind::Object(_) => format!("<{}>", children()),
        Kind::Map(f) => {
            let entries = f.entries().iter().map(|(k, v)| format!("{:?}:{};", k.as_str(), serial_form(v)));
            format!("{{{}}}", entries.collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Truth, equals};
    use crate::value::{Type, Unknown, Value};

    fn id_of(address: &str) -> Unknown {
        Unknown { not_null: true, not_empty: true, ..Unknown::attribute(address.into(), "id".into()) }
    }

    #[test]
    fn equality_does_not_convert() {
        assert_eq!(equals(&Value::string("1"), &1i64.into()), Truth::False);
        let list = Value::list_of(Type::Number, vec![1i64.into()]);
        assert_eq!(equals(&list, &Value::tuple(vec![1i64.into()])), Truth::False);
        assert_eq!(equals(&list, &list.clone()), Truth::True);
    }

    #[test]
    fn identifiers_that_do_not_exist_yet_are_told_apart() {
        let (a, b) = (id_of("aws_vpc.a"), id_of("aws_vpc.b"));
        assert_eq!(equals(&a.clone().into(), &a.clone().into()), Truth::True);
        assert_eq!(equals(&a.clone().into(), &b.into()), Truth::False);
        assert_eq!(equals(&a.clone().into(), &Value::null()), Truth::False);
        assert_eq!(equals(&a.clone().into(), &Value::string("")), Truth::False);
        assert_eq!(equals(&a.clone().into(), &Value::string("vpc-1")), Truth::Unknown);
        let generated = Unknown { generated: true, ..a };
        assert_eq!(equals(&generated.into(), &Value::string("vpc-1")), Truth::False);
    }

    #[test]
    fn a_name_may_be_what_it_is_made_of() {
        let pet = id_of("random_pet.p");
        let named = |address| Unknown { made_of: pet.refs.clone(), ..id_of(address) };
        let (logs, data) = (named("aws_s3_bucket.logs"), named("aws_s3_bucket.data"));
        assert_eq!(equals(&logs.clone().into(), &data.into()), Truth::False);
        assert_eq!(equals(&logs.into(), &pet.into()), Truth::Unknown);
    }

    #[test]
    fn an_unknown_element_leaves_a_difference_certain() {
        let unknown: Value = Unknown::anything().into();
        let a = Value::list(vec![unknown.clone(), Value::string("x")]);
        let b = Value::list(vec![Value::string("a"), Value::string("y")]);
        assert_eq!(equals(&a, &b), Truth::False);
        let c = Value::list(vec![Value::string("a"), Value::string("x")]);
        assert_eq!(equals(&a, &c), Truth::Unknown);
    }
}
