//! What a value can be as far as schemas say: the types of a policy's expressions before anything is evaluated.
//!
//! [`Shape::Any`] is the answer wherever nothing certain is known, so that what is reported is certain.

use crate::lang::BinaryOperator;
use crate::terraform::schema::{Member, Nesting, TypeSchema};
use crate::text::nearest;
use crate::value::{Kind, Name, Type, Value};

/// What a value can be.
#[derive(Clone, Debug, Default)]
pub enum Shape {
    /// Anything.
    #[default]
    Any,
    /// Null.
    Null,
    /// A value of this type, or null.
    Of(Type),
    /// A resource, a data source or a block.
    Block(&'static TypeSchema),
    /// A collection of these.
    Many(Collection, Box<Shape>),
}

/// Kinds of collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collection {
    /// In order.
    List,
    /// Without order.
    Set,
    /// By key.
    Map,
    /// As `[…]` makes.
    Tuple,
    /// A list or a tuple: as its arguments are.
    Sequence,
}

/// What is wrong with a step into a value, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misstep {
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

/// What a value is at the top, to tell those that can never be equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Bool,
    Number,
    String,
    List,
    Set,
    Map,
    Tuple,
    Object,
}

impl Shape {
    /// Many of these.
    #[must_use]
    pub fn many(self, collection: Collection) -> Self {
        Self::Many(collection, Box::new(self))
    }

    /// The shape of a constant.
    #[must_use]
    pub fn of_literal(value: &Value) -> Self {
        match &value.kind {
            Kind::Null(_) => Self::Null,
            Kind::Unknown(_) => Self::Any,
            _ => Self::Of(Type::of(value)),
        }
    }

    /// The one shape that both have.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Null, shape) | (shape, Self::Null) => shape,
            (Self::Of(a), Self::Of(b)) if a == b => Self::Of(a),
            (Self::Block(a), Self::Block(b)) if std::ptr::eq(a, b) => Self::Block(a),
            (Self::Many(a, x), Self::Many(b, y)) if a == b => x.with(*y).many(a),
            _ => Self::Any,
        }
    }

    /// The shape of what an operator makes.
    #[must_use]
    pub fn of_operator(operator: BinaryOperator) -> Self {
        use BinaryOperator::{Add, Divide, Multiply, Remainder, Subtract};
        let arithmetic = matches!(operator, Add | Subtract | Multiply | Divide | Remainder);
        Self::Of(if arithmetic { Type::Number } else { Type::Bool })
    }

    /// What a function makes of it that hands on what it is given.
    #[must_use]
    pub fn through(&self, function: &str) -> Self {
        match function {
            "tolist" | "compact" => self.as_collection(Collection::List),
            "concat" | "values" => self.as_collection(Collection::Sequence),
            "slice" | "reverse" if self.family().is_some_and(Family::is_sequence) => self.clone(),
            "toset" | "setunion" => self.as_collection(Collection::Set),
            "coalesce" | "coalescelist" | "nonsensitive" => self.clone(),
            "distinct" => self.as_collection(Collection::List),
            _ => Self::Any,
        }
    }

    /// Elements of elements; what is not nested stays.
    #[must_use]
    pub fn flattened(&self) -> Self {
        match self {
            Self::Many(_, inner) => match &**inner {
                Self::Many(..) => inner.as_collection(Collection::Tuple),
                Self::Block(_) => self.as_collection(Collection::Tuple),
                _ => Self::Any,
            },
            _ => Self::Any,
        }
    }

    /// An element, as loops and splats see it.
    #[must_use]
    pub fn element(&self) -> Self {
        match self {
            Self::Many(_, inner) => (**inner).clone(),
            Self::Of(Type::List(elem) | Type::Set(elem) | Type::Map(elem)) => Self::Of((**elem).clone()),
            _ => Self::Any,
        }
    }

    /// What a splat runs over: a single value counts as a list of one.
    #[must_use]
    pub fn splat(&self) -> Self {
        if self.family().is_some_and(|f| !f.is_sequence()) { self.clone() } else { self.element() }
    }

    /// The same elements in another kind of collection.
    #[must_use]
    pub fn as_collection(&self, collection: Collection) -> Self {
        self.element().many(collection)
    }

    /// The shape of `value.name`.
    ///
    /// # Errors
    /// Where no value of this shape has the name.
    pub fn attribute(&self, name: Name) -> Result<Self, Misstep> {
        match self {
            Self::Block(schema) => match schema.member(name) {
                Some(Member::Attribute(attribute)) => Ok(Self::Of(attribute.ty.clone())),
                Some(Member::Block(nested)) => Ok(nested_shape(nested.nesting, nested.block())),
                None => Err(no_such(name, schema.names())),
            },
            Self::Of(Type::Object(members)) => match members.iter().find(|m| m.0 == name) {
                Some((_, ty)) => Ok(Self::Of(ty.clone())),
                None => Err(no_such(name, members.iter().map(|m| m.0))),
            },
            Self::Many(Collection::Map, inner) => Ok((**inner).clone()),
            Self::Of(Type::Map(elem)) => Ok(Self::Of((**elem).clone())),
            _ => match self.family() {
                Some(family) => Err(self.no_attributes(family, name)),
                None => Ok(Self::Any),
            },
        }
    }

    fn no_attributes(&self, family: Family, name: Name) -> Misstep {
        let help = match family {
            Family::List | Family::Tuple => {
                Some(format!("write `[0].{name}` for the first, or `[*].{name}` for all of them"))
            }
            Family::Set => Some(format!(
                "write `[*].{name}` for all of them, or `core::one(…).{name}` where there is one"
            )),
            _ => None,
        };
        Misstep { message: format!("`{name}` is read from {}", self.words()), help }
    }

    /// The shape of `value[key]`.
    ///
    /// # Errors
    /// Where no value of this shape has such an element.
    pub fn index(&self, key: Option<&Value>) -> Result<Self, Misstep> {
        let name = key.and_then(Value::as_str).map(Name::new);
        match (self.family(), name) {
            (Some(Family::Object | Family::Map), Some(name)) => self.attribute(name),
            (Some(Family::Object), None) => Ok(Self::Any),
            (Some(Family::Set), _) => Err(Misstep {
                message: format!("this is {}, whose elements have no number", self.words()),
                help: Some("use `core::one(…)`, `core::tolist(…)[0]` or a `for` over them".to_owned()),
            }),
            (Some(Family::List | Family::Tuple), Some(name)) => Err(self.no_attributes(Family::List, name)),
            (Some(Family::Bool | Family::Number | Family::String), _) => Err(Misstep {
                message: format!("this is {}, which has no elements", self.words()),
                help: None,
            }),
            _ => Ok(self.element()),
        }
    }

    fn family(&self) -> Option<Family> {
        match self {
            Self::Any | Self::Null | Self::Of(Type::Dynamic) | Self::Many(Collection::Sequence, _) => None,
            Self::Block(_) | Self::Of(Type::Object(_)) => Some(Family::Object),
            Self::Of(Type::Bool) => Some(Family::Bool),
            Self::Of(Type::Number) => Some(Family::Number),
            Self::Of(Type::String) => Some(Family::String),
            Self::Of(Type::List(_)) | Self::Many(Collection::List, _) => Some(Family::List),
            Self::Of(Type::Set(_)) | Self::Many(Collection::Set, _) => Some(Family::Set),
            Self::Of(Type::Map(_)) | Self::Many(Collection::Map, _) => Some(Family::Map),
            Self::Of(Type::Tuple(_)) | Self::Many(Collection::Tuple, _) => Some(Family::Tuple),
        }
    }

    /// What a person calls it: `a string`, `a list of blocks`.
    #[must_use]
    pub fn words(&self) -> String {
        let of = |word: &str, inner: &Self| match inner {
            Self::Block(_) => format!("a {word} of blocks"),
            Self::Of(ty) if *ty != Type::Dynamic => format!("a {word} of {}", ty.friendly()),
            _ => format!("a {word}"),
        };
        match self {
            Self::Any => "anything".to_owned(),
            Self::Null => "null".to_owned(),
            Self::Block(_) => "a block".to_owned(),
            Self::Of(Type::Object(_)) => "an object".to_owned(),
            Self::Of(ty) => format!("a {}", ty.friendly()),
            Self::Many(Collection::List | Collection::Sequence, inner) => of("list", inner),
            Self::Many(Collection::Set, inner) => of("set", inner),
            Self::Many(Collection::Map, inner) => of("map", inner),
            Self::Many(Collection::Tuple, _) => "a tuple".to_owned(),
        }
    }

    /// Why values of these shapes are never equal, if that is so, with `this` being what is compared with the other.
    #[must_use]
    pub fn never_equals(&self, other: &Self, operator: BinaryOperator) -> Option<Misstep> {
        let (a, b) = (self.family()?, other.family()?);
        if a == b {
            return None;
        }
        let outcome = if operator == BinaryOperator::Equal { "never true" } else { "always true" };
        let message = format!(
            "this is {outcome}: {} is compared with {}, and `==` converts nothing",
            self.words(),
            other.words()
        );
        Some(Misstep { message, help: way_to_compare(a, b) })
    }
}

fn way_to_compare(a: Family, b: Family) -> Option<String> {
    let has = |family| a == family || b == family;
    let call = match () {
        () if has(Family::Bool) && has(Family::String) => "core::tobool",
        () if has(Family::Number) && has(Family::String) => "core::tonumber",
        () if has(Family::Set) && (has(Family::Tuple) || has(Family::List)) => "core::toset",
        () if has(Family::List) && has(Family::Tuple) => "core::tolist",
        () if has(Family::Map) && has(Family::Object) => "core::tomap",
        () => return None,
    };
    let empty =
        if has(Family::Tuple) { "; to ask whether it is empty, `core::length(…) == 0`" } else { "" };
    Some(format!("convert one side: `{call}(…)`{empty}"))
}

impl Family {
    fn is_sequence(self) -> bool {
        matches!(self, Self::List | Self::Set | Self::Tuple)
    }
}

fn nested_shape(nesting: Nesting, block: &'static TypeSchema) -> Shape {
    match nesting {
        Nesting::Single => Shape::Block(block),
        Nesting::List => Shape::Block(block).many(Collection::List),
        Nesting::Set => Shape::Block(block).many(Collection::Set),
        Nesting::Map => Shape::Block(block).many(Collection::Map),
    }
}

fn no_such(name: Name, known: impl Iterator<Item = Name>) -> Misstep {
    let known: Vec<&str> = known.map(Name::as_str).collect();
    let help = match nearest(&name, known.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if known.len() <= 12 => Some(format!("it has: {}", known.join(", "))),
        None => None,
    };
    Misstep { message: format!("there is no attribute or block `{name}`"), help }
}

#[cfg(test)]
mod tests {
    use super::{Collection, Shape};
    use crate::lang::BinaryOperator;
    use crate::terraform::schema::schema_of;
    use crate::value::{Name, Value};

    fn bucket() -> Shape {
        Shape::Block(schema_of(Name::new("aws_s3_bucket")).unwrap())
    }

    #[test]
    fn steps_follow_the_schema() {
        let read = |shape: &Shape, name: &str| shape.attribute(Name::new(name));
        let logging = read(&bucket(), "logging").unwrap();
        let wrong = read(&logging, "target_bucket").unwrap_err();
        assert_eq!(wrong.message, "`target_bucket` is read from a list of blocks");
        let first = logging.index(Some(&0i64.into())).unwrap();
        assert_eq!(read(&first, "target_bucket").unwrap().words(), "a string");
        assert_eq!(read(&bucket(), "buckte").unwrap_err().help.unwrap(), "did you mean `bucket`?");
        assert!(read(&bucket(), "grant").unwrap().index(Some(&0i64.into())).is_err());
    }

    #[test]
    fn only_certain_differences_are_differences() {
        let string = Shape::of_literal(&Value::string("x"));
        let never = |a: &Shape, b: &Shape| a.never_equals(b, BinaryOperator::Equal).is_some();
        assert!(never(&string, &Shape::of_literal(&true.into())));
        assert!(!never(&string, &Shape::Null) && !never(&string, &Shape::Any) && !never(&string, &string));
        assert!(never(&Shape::Any.many(Collection::Tuple), &Shape::Any.many(Collection::List)));
    }
}
