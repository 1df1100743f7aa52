//! Types as Terraform's values have them.

use std::fmt;
use std::sync::Arc;

use super::{Kind, Name, Value};

/// A type; `Dynamic` is "any type, not known which".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Type {
    /// Not known.
    #[default]
    Dynamic,
    /// `bool`.
    Bool,
    /// `number`.
    Number,
    /// `string`.
    String,
    /// `list(…)`.
    List(Arc<Type>),
    /// `set(…)`.
    Set(Arc<Type>),
    /// `map(…)`.
    Map(Arc<Type>),
    /// `tuple([…])`.
    Tuple(Arc<Vec<Type>>),
    /// `object({…})`, attributes sorted by name.
    Object(Arc<Vec<(Name, Type)>>),
}

impl Type {
    /// The type of a value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match &value.kind {
            Kind::Null(ty) => ty.clone(),
            Kind::Bool(_) => Self::Bool,
            Kind::Number(_) => Self::Number,
            Kind::String(_) => Self::String,
            Kind::List(e) => Self::list(e.elem.clone()),
            Kind::Set(e) => Self::Set(Arc::new(e.elem.clone())),
            Kind::Tuple(e) => Self::Tuple(Arc::new(e.items.iter().map(Self::of).collect())),
            Kind::Map(f) => Self::Map(Arc::new(f.elem.clone())),
            Kind::Object(f) => {
                Self::Object(Arc::new(f.entries().iter().map(|(k, v)| (*k, Self::of(v))).collect()))
            }
            Kind::Unknown(unknown) => unknown.ty.clone(),
        }
    }

    /// A list of this.
    #[must_use]
    pub fn list(elem: Self) -> Self {
        Self::List(Arc::new(elem))
    }

    /// Whether it is `bool`, `number` or `string`.
    #[must_use]
    pub fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::String)
    }

    /// Whether it is a list, set or tuple.
    #[must_use]
    pub fn is_sequence(&self) -> bool {
        matches!(self, Self::List(_) | Self::Set(_) | Self::Tuple(_))
    }

    /// Whether no part of it is left open.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match self {
            Self::Dynamic => false,
            Self::List(elem) | Self::Set(elem) | Self::Map(elem) => elem.is_whole(),
            Self::Tuple(types) => types.iter().all(Self::is_whole),
            Self::Object(attributes) => attributes.iter().all(|a| a.1.is_whole()),
            _ => true,
        }
    }

    /// What a person calls it: `string`, `list of number`, `object`.
    #[must_use]
    pub fn friendly(&self) -> String {
        match self {
            Self::List(elem) => format!("list of {}", elem.friendly()),
            Self::Set(elem) => format!("set of {}", elem.friendly()),
            Self::Map(elem) => format!("map of {}", elem.friendly()),
            Self::Tuple(_) => "tuple".to_owned(),
            Self::Object(_) => "object".to_owned(),
            Self::Dynamic => "any type".to_owned(),
            primitive => primitive.to_string(),
        }
    }
}

/// As a type constraint is written.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dynamic => f.write_str("any"),
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::String => f.write_str("string"),
            Self::List(elem) => write!(f, "list({elem})"),
            Self::Set(elem) => write!(f, "set({elem})"),
            Self::Map(elem) => write!(f, "map({elem})"),
            Self::Tuple(types) => {
                let types: Vec<String> = types.iter().map(Self::to_string).collect();
                write!(f, "tuple([{}])", types.join(", "))
            }
            Self::Object(attributes) => {
                let attributes: Vec<String> = attributes.iter().map(|(k, t)| format!("{k} = {t}")).collect();
                write!(f, "object({{{}}})", attributes.join(", "))
            }
        }
    }
}
