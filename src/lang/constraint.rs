//! Type constraints of inputs and variables: `object({ name = string, size = optional(number, 1) })`.

use std::sync::Arc;

use super::expr::{Call, Expr, Node, Target};
use crate::text::nearest;
use crate::value::{Fields, Kind, Name, Type, Value, convert};

const TYPES: [&str; 9] = ["any", "string", "number", "bool", "list", "set", "map", "object", "tuple"];

/// A type with the defaults of its optional attributes.
#[derive(Clone, Debug, PartialEq)]
pub enum Constraint {
    /// `any`
    Any,
    /// `string`, `number`, `bool`
    Primitive(Type),
    /// `list(…)`
    List(Box<Constraint>),
    /// `set(…)`
    Set(Box<Constraint>),
    /// `map(…)`
    Map(Box<Constraint>),
    /// `tuple([…])`
    Tuple(Vec<Constraint>),
    /// `object({…})`
    Object(Vec<Member>),
}

/// An attribute of an object constraint.
#[derive(Clone, Debug)]
pub struct Member {
    name: Name,
    constraint: Constraint,
    optional: bool,
    default: Option<Value>,
}

impl PartialEq for Member {
    fn eq(&self, other: &Self) -> bool {
        (self.name, &self.constraint, self.optional) == (other.name, &other.constraint, other.optional)
    }
}

impl Constraint {
    /// Reads a constraint from the expression it is written as.
    ///
    /// # Errors
    /// Says what is no type, and where.
    pub fn parse(expr: &Expr) -> Result<Self, (String, crate::text::Span)> {
        let wrong = |what: String| Err((what, expr.span));
        match &expr.node {
            Node::Root(name) => match name.as_str() {
                "any" => Ok(Self::Any),
                "string" => Ok(Self::Primitive(Type::String)),
                "number" => Ok(Self::Primitive(Type::Number)),
                "bool" => Ok(Self::Primitive(Type::Bool)),
                "list" => Ok(Self::List(Box::new(Self::Any))),
                "set" => Ok(Self::Set(Box::new(Self::Any))),
                "map" => Ok(Self::Map(Box::new(Self::Any))),
                other => {
                    let near = nearest(other, TYPES).map(|near| format!(": did you mean `{near}`?"));
                    wrong(format!("`{other}` is no type{}", near.unwrap_or_default()))
                }
            },
            Node::Call(call) => Self::call(call, expr),
            Node::Literal(value) if value.as_str().is_some() => {
                wrong(format!("a type is written without quotes: `{}`", value.as_str().unwrap_or_default()))
            }
            _ => wrong("this is no type".to_owned()),
        }
    }

    fn call(call: &Call, expr: &Expr) -> Result<Self, (String, crate::text::Span)> {
        let Target::Scoped(name) = &call.target else {
            return Err(("this is no type".to_owned(), expr.span));
        };
        let [inner] = &call.args[..] else {
            return Err((format!("`{name}` takes one argument"), expr.span));
        };
        let boxed = || Self::parse(inner).map(Box::new);
        match (name.as_str(), &inner.node) {
            ("list", _) => boxed().map(Self::List),
            ("set", _) => boxed().map(Self::Set),
            ("map", _) => boxed().map(Self::Map),
            ("tuple", Node::Tuple(items)) => {
                Ok(Self::Tuple(items.iter().map(Self::parse).collect::<Result<_, _>>()?))
            }
            ("object", Node::Object(entries)) => {
                Ok(Self::Object(entries.iter().map(|(key, ty)| member(key, ty)).collect::<Result<_, _>>()?))
            }
            _ => Err((format!("`{name}` is not a type here"), expr.span)),
        }
    }

    /// Brings a value to this type; missing optional attributes get their defaults first, as in Terraform.
    ///
    /// # Errors
    /// Says what does not fit.
    pub fn apply(&self, value: &Value) -> Result<Value, String> {
        convert(&self.with_defaults(value), &self.ty())
    }

    /// The type alone.
    #[must_use]
    pub fn ty(&self) -> Type {
        match self {
            Self::Any => Type::Dynamic,
            Self::Primitive(ty) => ty.clone(),
            Self::List(elem) => Type::list(elem.ty()),
            Self::Set(elem) => Type::Set(Arc::new(elem.ty())),
            Self::Map(elem) => Type::Map(Arc::new(elem.ty())),
            Self::Tuple(items) => Type::Tuple(Arc::new(items.iter().map(Self::ty).collect())),
            Self::Object(members) => {
                let mut types: Vec<_> = members.iter().map(|m| (m.name, m.constraint.ty())).collect();
                types.sort_by_key(|t| t.0);
                Type::Object(Arc::new(types))
            }
        }
    }

    /// The value with the defaults of optional attributes; what does not fit is left for the conversion to say.
    fn with_defaults(&self, value: &Value) -> Value {
        let items = value.as_elements();
        let kind = match (self, items, value.as_fields()) {
            (Self::List(elem) | Self::Set(elem), Some(items), _) => {
                Value::tuple(items.iter().map(|item| elem.with_defaults(item)).collect()).kind
            }
            (Self::Tuple(constraints), Some(items), _) if items.len() == constraints.len() => {
                Value::tuple(items.iter().zip(constraints).map(|(item, c)| c.with_defaults(item)).collect())
                    .kind
            }
            (Self::Map(elem), _, Some(fields)) => {
                Kind::Object(fields.map_values(|_, v| elem.with_defaults(v)).into())
            }
            (Self::Object(members), _, Some(fields)) => {
                Value::object(members.iter().filter_map(|m| Some((m.name, m.value_in(fields)?))).collect())
                    .kind
            }
            _ => return value.clone(),
        };
        Value { kind, ..value.clone() }
    }
}

impl Member {
    /// What an object has for this attribute; null in place of an optional one means its default.
    fn value_in(&self, fields: &Fields) -> Option<Value> {
        let given = fields.get(self.name).filter(|v| !(v.is_null() && self.optional));
        match (given, &self.default) {
            (Some(value), _) | (None, Some(value)) => Some(self.constraint.with_defaults(value)),
            (None, None) => self.optional.then(Value::null),
        }
    }
}

fn member(key: &Expr, ty: &Expr) -> Result<Member, (String, crate::text::Span)> {
    let name = key.as_literal().and_then(Value::as_str).map(Name::new);
    let Some(name) = name else { return Err(("an attribute name is expected".to_owned(), key.span)) };
    if let Node::Call(call) = &ty.node
        && let Target::Scoped(function) = &call.target
        && function.as_str() == "optional"
    {
        let (Some(inner), true) = (call.args.first(), call.args.len() <= 2) else {
            return Err(("`optional` takes a type and, if wanted, a default".to_owned(), ty.span));
        };
        let default = call.args.get(1).map(constant).transpose()?;
        return Ok(Member { name, constraint: Constraint::parse(inner)?, optional: true, default });
    }
    Ok(Member { name, constraint: Constraint::parse(ty)?, optional: false, default: None })
}

fn constant(expr: &Expr) -> Result<Value, (String, crate::text::Span)> {
    match &expr.node {
        Node::Literal(value) => Ok(value.clone()),
        Node::Tuple(items) => Ok(Value::tuple(items.iter().map(constant).collect::<Result<_, _>>()?)),
        Node::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let name = key.as_literal().and_then(Value::as_str).map(Name::new);
                Ok((
                    name.ok_or_else(|| ("a constant key is expected".to_owned(), key.span))?,
                    constant(value)?,
                ))
            });
            Ok(Value::object(entries.collect::<Result<_, _>>()?))
        }
        _ => Err(("a constant is expected".to_owned(), expr.span)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_expression;
    use super::Constraint;
    use crate::text::Source;
    use crate::value::{display, from_json};

    fn apply(constraint: &str, json: &str) -> Result<String, String> {
        let expr = parse_expression(&Source::new("t", constraint.to_owned())).unwrap();
        Constraint::parse(&expr).unwrap().apply(&from_json(json).unwrap()).map(|v| display(&v))
    }

    #[test]
    fn optional_attributes_get_their_defaults() {
        let ty = "object({ a = string, b = optional(number, 2), c = optional(bool) })";
        assert_eq!(apply(ty, r#"{"a": 1, "x": 3, "b": null}"#).unwrap(), r#"{"a":"1","b":2,"c":null}"#);
        assert_eq!(apply(ty, "{}").unwrap_err(), "attribute \"a\" is required");
    }

    #[test]
    fn collections_convert_their_elements() {
        assert_eq!(apply("list(string)", r#"[1, "a"]"#).unwrap(), r#"["1","a"]"#);
        assert_eq!(apply("set(number)", r#"["2", 1, 2]"#).unwrap(), "[1,2]");
        assert_eq!(apply("map(list(any))", r#"{"a": [1]}"#).unwrap(), r#"{"a":[1]}"#);
        assert!(apply("number", r#""x""#).is_err());
    }
}
