//! What the schema says of a value while it is read, step by step. A name is looked up only where it matters: at a
//! collection.

use std::sync::Arc;

use crate::value::{Name, Type};

use super::{Member, NestedSchema, Nesting, TypeSchema};

/// The form that a value has by the schema.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'s> {
    /// Nothing says which.
    Any,
    /// That of this name in a resource or block; not looked up yet.
    Member(&'static TypeSchema, Name),
    /// That of this name in an object; not looked up yet.
    Field(&'s [(Name, Type)], Name),
    /// A value of this type.
    Typed(&'s Type),
    /// Nested blocks.
    Blocks(&'s NestedSchema),
    /// One block.
    Block(&'static TypeSchema),
}

impl Shape<'_> {
    /// The same, with the name looked up.
    #[must_use]
    pub fn resolve(self) -> Self {
        match self {
            Self::Member(schema, name) => match schema.member(name) {
                Some(Member::Attribute(attribute)) => Self::Typed(&attribute.ty),
                Some(Member::Block(nested)) => Self::Blocks(nested),
                None => Self::Any,
            },
            Self::Field(members, name) => {
                members.iter().find(|m| m.0 == name).map_or(Self::Any, |m| Self::Typed(&m.1))
            }
            resolved => resolved,
        }
    }

    /// The shape of what a resolved one has by this name.
    #[must_use]
    pub fn member(self, name: Name) -> Self {
        match self {
            Self::Typed(Type::Map(elem)) => Self::Typed(elem),
            Self::Typed(Type::Object(members)) => Self::Field(members, name),
            Self::Blocks(nested) if nested.nesting == Nesting::Map => Self::Block(nested.block()),
            Self::Blocks(nested) => Self::Member(nested.block(), name),
            Self::Block(schema) => Self::Member(schema, name),
            _ => Self::Any,
        }
    }

    /// The shape of an element of a resolved one.
    #[must_use]
    pub fn element(self, at: usize) -> Self {
        match self {
            Self::Typed(Type::List(elem) | Type::Set(elem)) => Self::Typed(elem),
            Self::Typed(Type::Tuple(types)) => types.get(at).map_or(Self::Any, Self::Typed),
            Self::Blocks(nested) => Self::Block(nested.block()),
            _ => Self::Any,
        }
    }

    /// The type of the values, where a resolved shape is a map.
    #[must_use]
    pub fn map(self) -> Option<Type> {
        match self {
            Self::Typed(Type::Map(elem)) => Some((**elem).clone()),
            Self::Blocks(nested) if nested.nesting == Nesting::Map => Some(Type::Dynamic),
            _ => None,
        }
    }

    /// The type of a resolved shape that is a list, a set or a tuple.
    #[must_use]
    pub fn sequence(self) -> Option<Type> {
        match self {
            Self::Typed(ty @ (Type::List(_) | Type::Set(_) | Type::Tuple(_))) => Some(ty.clone()),
            Self::Blocks(nested) if nested.nesting == Nesting::Set => {
                Some(Type::Set(Arc::new(Type::Dynamic)))
            }
            Self::Blocks(_) => Some(Type::List(Arc::new(Type::Dynamic))),
            _ => None,
        }
    }
}
