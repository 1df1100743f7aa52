//! Layer 1: values with unknowns and marks, their types and conversions, numbers, addresses.
//!
//! A [`Value`] is what expressions compute with and what plans, sources and mocks are read into. It is cheap to clone:
//! strings and collections are shared. Nothing here knows of HCL, plans or policies.

mod address;
mod convert;
mod display;
mod equal;
mod hint;
mod json;
mod name;
mod number;
mod types;
mod unify;
mod unknown;

use std::sync::Arc;

pub use address::{Address, AddressError, InstanceKey, Mode, ModuleStep};
pub use convert::{convert, convert_to_common};
pub use display::{MessageStyle, display, to_message};
pub use equal::{Truth, equals, order_in_set};
pub use json::{JsonError, encode as to_json, parse as from_json};
pub use name::Name;
pub use number::Number;
pub use types::Type;
pub use unify::{unify, unify_all};
pub use unknown::{Reason, Ref, Unknown};

/// Facts about a value that travel with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// Nothing marked.
    pub const NONE: Self = Self(0);
    /// Must appear in no output.
    pub const SENSITIVE: Self = Self(1);
    /// A null that nobody wrote: the argument is left out. In a mock also what such an argument comes to, known or not.
    pub const UNSET: Self = Self(2);
    /// Not in the input: the service's documented default, supplied by us.
    pub const ASSUMED: Self = Self(4);
    /// An element that may or may not be in its collection: the filter that keeps it is unknown.
    pub const POSSIBLE: Self = Self(8);
    /// Never kept in a plan or state, and shown nowhere.
    pub const EPHEMERAL: Self = Self(16);
    /// What shows in no output, for whichever reason.
    pub const SECRET: Self = Self(Self::SENSITIVE.0 | Self::EPHEMERAL.0);

    /// Not in the input: the attribute that it refers to equals one that is known.
    pub const RESOLVED: Self = Self(32);

    /// Whether all marks of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets of marks.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without the marks of `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Only the marks that both have.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The marks that a value computed from a marked one inherits.
    #[must_use]
    pub fn inherited(self) -> Self {
        Self(self.0 & (Self::SENSITIVE.0 | Self::ASSUMED.0 | Self::EPHEMERAL.0))
    }
}

/// Where a value was read from: 0 is nowhere; the meaning of other numbers belongs to whoever tagged the tree (a
/// resource's index in its graph; an entry of a recorder's table).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(pub u32);

impl Origin {
    /// Nowhere in particular.
    pub const NONE: Self = Self(0);

    /// This origin, or the other one where this is none.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == Self::NONE { other } else { self }
    }
}

/// Elements of a list, set or tuple.
#[derive(Clone, Debug, Default)]
pub struct Elements {
    /// Type of the elements of a list or set; dynamic for a tuple.
    pub elem: Type,
    /// The elements; a set's are distinct and in Terraform's set order.
    pub items: Vec<Value>,
}

/// Entries of a map or object, sorted by key.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// Type of a map's values; dynamic for an object.
    pub elem: Type,
    /// A resource or one of its blocks: a name that it lacks reads as unset instead of being an error.
    pub open: bool,
    /// The only block where the schema has a list or set of them, as mocks are written: it is read as itself, with `[0]`
    /// and by loops.
    pub alone: bool,
    entries: Vec<(Name, Value)>,
    /// Entries whose key is unknown but stands for one attribute that is known.
    pub symbolic: Vec<(Value, Value)>,
}

impl Fields {
    /// Entries in any order; of equal keys the last wins, as in Terraform.
    #[must_use]
    pub fn new(mut entries: Vec<(Name, Value)>) -> Self {
        if !entries.is_sorted_by(|a, b| a.0 < b.0) {
            entries.reverse();
            entries.sort_by_key(|e| e.0);
            entries.dedup_by(|later, kept| later.0 == kept.0);
        }
        Self { entries, ..Self::default() }
    }

    /// The same, as a map whose values are of this type.
    #[must_use]
    pub fn map(elem: Type, entries: Vec<(Name, Value)>) -> Self {
        Self { elem, ..Self::new(entries) }
    }

    /// The same, as a resource or block.
    #[must_use]
    pub fn block(entries: Vec<(Name, Value)>) -> Self {
        Self { open: true, ..Self::new(entries) }
    }

    /// The same with these entries besides, under keys that are not known.
    #[must_use]
    pub fn with_symbolic(mut self, symbolic: Vec<(Value, Value)>) -> Self {
        self.symbolic = symbolic;
        self
    }

    /// The same fields as a resource or block.
    #[must_use]
    pub fn opened(mut self) -> Self {
        self.open = true;
        self
    }

    /// The same fields with each value replaced.
    #[must_use]
    pub fn map_values(&self, mut change: impl FnMut(Name, &Value) -> Value) -> Self {
        Self {
            entries: self.entries.iter().map(|(name, v)| (*name, change(*name, v))).collect(),
            ..self.clone()
        }
    }

    /// The same fields without those values for which there is none.
    #[must_use]
    pub fn filter_values(&self, mut change: impl FnMut(&Value) -> Option<Value>) -> Self {
        Self {
            entries: self.entries.iter().filter_map(|(name, v)| Some((*name, change(v)?))).collect(),
            symbolic: self.symbolic.iter().filter_map(|(key, v)| Some((key.clone(), change(v)?))).collect(),
            elem: self.elem.clone(),
            open: self.open,
            alone: self.alone,
        }
    }

    /// Value under this key.
    #[must_use]
    pub fn get(&self, key: Name) -> Option<&Value> {
        hint::find(&self.entries, key)
    }

    /// Value under this key, by its text.
    #[must_use]
    pub fn get_str(&self, key: &str) -> Option<&Value> {
        let at = self.entries.binary_search_by(|e| e.0.as_str().cmp(key)).ok()?;
        Some(&self.entries[at].1)
    }

    /// All entries in the order of their keys.
    #[must_use]
    pub fn entries(&self) -> &[(Name, Value)] {
        &self.entries
    }

    /// The entries themselves.
    #[must_use]
    pub fn into_entries(self) -> Vec<(Name, Value)> {
        self.entries
    }

    /// How many entries, those under symbolic keys included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len() + self.symbolic.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A step from a value to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// By name.
    Name(Name),
    /// By place in a list.
    Index(usize),
}

/// What a value is, less its marks and origin.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Null of a type (dynamic where nothing says which).
    Null(Type),
    /// `true` or `false`.
    Bool(bool),
    /// A number, exact.
    Number(Number),
    /// Text in Unicode's normal form C.
    String(Arc<str>),
    /// Elements of one type, in order.
    List(Arc<Elements>),
    /// Distinct elements of one type.
    Set(Arc<Elements>),
    /// Elements of any types.
    Tuple(Arc<Elements>),
    /// Values of one type by key.
    Map(Arc<Fields>),
    /// Attributes of any types by name.
    Object(Arc<Fields>),
    /// Known only after the apply.
    Unknown(Arc<Unknown>),
}

/// A value with its marks and where it was read.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Facts that travel with it.
    pub marks: Marks,
    /// Where it was read from.
    pub origin: Origin,
}

impl From<Kind> for Value {
    fn from(kind: Kind) -> Self {
        Self { kind, marks: Marks::NONE, origin: Origin::NONE }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Self {
        Kind::Bool(b).into()
    }
}

impl From<Number> for Value {
    fn from(n: Number) -> Self {
        Kind::Number(n).into()
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Number::from(n).into()
    }
}

impl From<usize> for Value {
    fn from(n: usize) -> Self {
        Number::from(n).into()
    }
}

impl From<Unknown> for Value {
    fn from(unknown: Unknown) -> Self {
        Kind::Unknown(Arc::new(unknown)).into()
    }
}

impl Value {
    /// Null of no particular type.
    #[must_use]
    pub fn null() -> Self {
        Kind::Null(Type::Dynamic).into()
    }

    /// An argument that nobody set.
    #[must_use]
    pub fn unset() -> Self {
        Self::null().marked(Marks::UNSET)
    }

    /// Text, brought to normal form C.
    #[must_use]
    pub fn string(text: &str) -> Self {
        use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
        if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
            return Kind::String(text.into()).into();
        }
        Kind::String(text.nfc().collect::<String>().into()).into()
    }

    /// A list; its element type is the primitive one that all elements share, if there is one.
    #[must_use]
    pub fn list(items: Vec<Value>) -> Self {
        let elem = common_type(&items);
        Self::list_of(elem, items)
    }

    /// A list of this element type.
    #[must_use]
    pub fn list_of(elem: Type, items: Vec<Value>) -> Self {
        Kind::List(Arc::new(Elements { elem, items })).into()
    }

    /// A set: distinct elements of this type in Terraform's order.
    #[must_use]
    pub fn set_of(elem: Type, mut items: Vec<Value>) -> Self {
        items.sort_by(order_in_set);
        items.dedup_by(|a, b| equals(a, b) == Truth::True);
        Kind::Set(Arc::new(Elements { elem, items })).into()
    }

    /// A tuple, as `[…]` in source makes.
    #[must_use]
    pub fn tuple(items: Vec<Value>) -> Self {
        let elem = Type::Dynamic;
        Kind::Tuple(Arc::new(Elements { elem, items })).into()
    }

    /// An object, as `{…}` in source makes.
    #[must_use]
    pub fn object(entries: Vec<(Name, Value)>) -> Self {
        Kind::Object(Arc::new(Fields::new(entries))).into()
    }

    /// A map with values of this type.
    #[must_use]
    pub fn map_of(elem: Type, entries: Vec<(Name, Value)>) -> Self {
        Kind::Map(Arc::new(Fields::map(elem, entries))).into()
    }

    /// A resource or block: see [`Fields::open`].
    #[must_use]
    pub fn block(entries: Vec<(Name, Value)>) -> Self {
        Kind::Object(Arc::new(Fields::block(entries))).into()
    }

    /// The same value with these marks as well.
    #[must_use]
    pub fn marked(mut self, marks: Marks) -> Self {
        self.marks = self.marks.with(marks);
        self
    }

    /// The same value, read from here.
    #[must_use]
    pub fn at(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null(_))
    }

    /// Whether it is a null that nobody wrote.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        self.is_null() && self.marks.has(Marks::UNSET)
    }

    /// Whether nobody wrote it: an unset null, or what stands in a mock for an argument that the mock leaves out. Under
    /// `try` it is as good as absent.
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        self.marks.has(Marks::UNSET)
    }

    /// Whether it is sensitive as a whole.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.marks.has(Marks::SENSITIVE)
    }

    /// Whether it must not be shown: it is sensitive, or ephemeral and so kept nowhere.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.marks.both(Marks::SECRET) != Marks::NONE
    }

    /// What is known of an unknown value.
    #[must_use]
    pub fn as_unknown(&self) -> Option<&Unknown> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// Whether it is unknown as a whole.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.as_unknown().is_some()
    }

    /// The truth value.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(b) => Some(b),
            _ => None,
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(s) => Some(s),
            _ => None,
        }
    }

    /// The number.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Number(n) => Some(n),
            _ => None,
        }
    }

    /// The elements of a list, set or tuple.
    #[must_use]
    pub fn as_elements(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::List(e) | Kind::Set(e) | Kind::Tuple(e) => Some(&e.items),
            _ => None,
        }
    }

    /// The entries of a map or object.
    #[must_use]
    pub fn as_fields(&self) -> Option<&Fields> {
        match &self.kind {
            Kind::Map(f) | Kind::Object(f) => Some(f),
            _ => None,
        }
    }

    /// The same value with each value directly inside it replaced. A set keeps its order, by which its elements are found
    /// in the plan's text.
    #[must_use]
    pub fn map_children(&self, mut change: impl FnMut(PathStep, &Value) -> Value) -> Self {
        let elements = |e: &Elements, change: &mut dyn FnMut(PathStep, &Value) -> Value| {
            let items =
                e.items.iter().enumerate().map(|(at, item)| change(PathStep::Index(at), item)).collect();
            Elements { elem: e.elem.clone(), items }
        };
        let kind = match &self.kind {
            Kind::List(e) => Kind::List(elements(e, &mut change).into()),
            Kind::Tuple(e) => Kind::Tuple(elements(e, &mut change).into()),
            Kind::Set(e) => Kind::Set(elements(e, &mut change).into()),
            Kind::Object(f) => Kind::Object(f.map_values(|name, v| change(PathStep::Name(name), v)).into()),
            Kind::Map(f) => Kind::Map(f.map_values(|name, v| change(PathStep::Name(name), v)).into()),
            leaf => leaf.clone(),
        };
        Self { kind, ..self.clone() }
    }

    /// The same value, it and everything in it read from here.
    #[must_use]
    pub fn read_from(&self, origin: Origin) -> Self {
        self.map_children(|_, child| child.read_from(origin)).at(origin)
    }

    /// The values directly inside a collection.
    pub fn children(&self) -> impl Iterator<Item = &Value> {
        let elements = self.as_elements().unwrap_or_default().iter();
        let (entries, symbolic) = match self.as_fields() {
            Some(f) => (f.entries(), &f.symbolic[..]),
            None => (&[][..], &[][..]),
        };
        elements.chain(entries.iter().map(|e| &e.1)).chain(symbolic.iter().map(|e| &e.1))
    }

    /// Whether nothing inside is unknown.
    #[must_use]
    pub fn is_wholly_known(&self) -> bool {
        !self.any(&|v| v.is_unknown())
            && !self.any(&|v| v.as_fields().is_some_and(|f| !f.symbolic.is_empty()))
    }

    /// Whether a test holds for the value or anything inside it.
    pub fn any(&self, test: &dyn Fn(&Value) -> bool) -> bool {
        test(self) || self.children().any(|child| child.any(test))
    }

    /// The marks of what is secret in it, itself included.
    #[must_use]
    pub fn secrets(&self) -> Marks {
        let own = self.marks.both(Marks::SECRET);
        self.children().fold(own, |marks, child| marks.with(child.secrets()))
    }

    /// The same value with nothing marked as secret.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        let bare = self.map_children(|_, child| child.without_secrets());
        Self { marks: self.marks.without(Marks::SECRET), ..bare }
    }

    /// Every unknown in it, itself included.
    #[must_use]
    pub fn unknowns(&self) -> Vec<&Unknown> {
        let mut found = Vec::new();
        self.collect_unknowns(&mut found);
        found
    }

    fn collect_unknowns<'a>(&'a self, found: &mut Vec<&'a Unknown>) {
        found.extend(self.as_unknown());
        for child in self.children() {
            child.collect_unknowns(found);
        }
    }

    /// Whether some element may or may not be in this collection.
    #[must_use]
    pub fn has_possible(&self) -> bool {
        self.children().any(|child| child.marks.has(Marks::POSSIBLE))
    }
}

/// The primitive type that all elements share. Blocks have no type of their own here: a schema knows it, not the values.
fn common_type(items: &[Value]) -> Type {
    let mut kinds = items.iter().filter(|v| !v.is_null()).map(primitive_type);
    let first = kinds.next().unwrap_or_default();
    if kinds.all(|t| t == first) { first } else { Type::Dynamic }
}

fn primitive_type(value: &Value) -> Type {
    match &value.kind {
        Kind::Bool(_) => Type::Bool,
        Kind::Number(_) => Type::Number,
        Kind::String(_) => Type::String,
        _ => Type::Dynamic,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Kind, Name, Value};

    #[test]
    fn a_value_is_small_and_the_last_of_equal_keys_wins() {
        assert!(size_of::<Value>() <= 32);
        let n = Name::new;
        let fields = Fields::new(vec![(n("b"), 1i64.into()), (n("a"), 2i64.into()), (n("b"), 3i64.into())]);
        assert_eq!(fields.entries().len(), 2);
        assert!(matches!(&fields.get(n("b")).unwrap().kind, Kind::Number(x) if x.to_string() == "3"));
        assert!(fields.get_str("a").is_some() && fields.get_str("c").is_none());
    }
}
