//! Type constraints of inputs: `object({ name = string, size = optional(number, 1) })`.

use std::sync::Arc;

use crate::lang::{Call, Expr, Node, Target};
use crate::value::{Fields, Kind, Name, Type, Value, convert};

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
                other => wrong(format!("`{other}` is no type")),
            },
            Node::Call(call) => Self::call(call, expr),
            Node::Literal(value) if value.as_str().is_some() => wrong("a type is written without quotes".to_owned()),
            _ => wrong("this is no type".to_owned()),
        }
    }

    fn call(call: &Call, expr: &Expr) -> Result<Self, (String, crate::text::Span)> {
        let Target::Scoped(name) = &call.target else { return Err(("this is no type".to_owned(), expr.span)) };
        let [inner] = &call.args[..] else {
            return Err((format!("`{name}` takes one argument"), expr.span));
        };
        let boxed = || Self::parse(inner).map(Box::new);
        match (name.as_str(), &inner.node) {
            ("list", _) => boxed().map(Self::List),
            ("set", _) => boxed().map(Self::Set),
            ("map", _) => boxed().map(Self::Map),
            ("tuple", Node::Tuple(items)) => Ok(Self::Tuple(items.iter().map(Self::parse).collect::<Result<_, _>>()?)),
            ("object", Node::Object(entries)) => {
                Ok(Self::Object(entries.iter().map(|(key, ty)| member(key, ty)).collect::<Result<_, _>>()?))
            }
            _ => Err((format!("`{name}` is not a type here"), expr.span)),
        }
    }

    /// Brings a value to this type; missing optional attributes get their defaults.
    ///
    /// # Errors
    /// Says what does not fit.
    pub fn apply(&self, value: &Value) -> Result<Value, String> {
        if value.is_null() || value.is_unknown() {
            return Ok(value.clone());
        }
        match self {
            Self::Any => Ok(value.clone()),
            Self::Primitive(ty) => convert(value, ty),
            Self::List(elem) => convert(&each(value, elem)?, &Type::list(Type::Dynamic)),
            Self::Set(elem) => convert(&each(value, elem)?, &Type::Set(Arc::new(Type::Dynamic))),
            Self::Map(elem) => convert(&values(value, elem)?, &Type::Map(Arc::new(Type::Dynamic))),
            Self::Tuple(constraints) => tuple(value, constraints),
            Self::Object(members) => object(value, members),
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
                Ok((name.ok_or_else(|| ("a constant key is expected".to_owned(), key.span))?, constant(value)?))
            });
            Ok(Value::object(entries.collect::<Result<_, _>>()?))
        }
        _ => Err(("a constant is expected".to_owned(), expr.span)),
    }
}

fn each(value: &Value, elem: &Constraint) -> Result<Value, String> {
    let items = value.as_elements().ok_or_else(|| "a list is required".to_owned())?;
    Ok(Value::tuple(items.iter().map(|item| elem.apply(item)).collect::<Result<_, _>>()?))
}

fn values(value: &Value, elem: &Constraint) -> Result<Value, String> {
    let fields = value.as_fields().ok_or_else(|| "a map is required".to_owned())?;
    let entries = fields.entries().iter().map(|(name, v)| Ok((*name, elem.apply(v)?)));
    Ok(Value::object(entries.collect::<Result<_, String>>()?))
}

fn tuple(value: &Value, constraints: &[Constraint]) -> Result<Value, String> {
    let items = value.as_elements().filter(|items| items.len() == constraints.len());
    let items = items.ok_or_else(|| format!("a list of {} elements is required", constraints.len()))?;
    Ok(Value::tuple(items.iter().zip(constraints).map(|(item, c)| c.apply(item)).collect::<Result<_, _>>()?))
}

/// Attributes that the constraint does not name are dropped, as in Terraform.
fn object(value: &Value, members: &[Member]) -> Result<Value, String> {
    let fields = value.as_fields().ok_or_else(|| "an object is required".to_owned())?;
    let entries = members.iter().map(|member| {
        let given = fields.get(member.name).filter(|v| !(v.is_null() && member.optional));
        let value = match (given, &member.default) {
            (Some(given), _) => member.constraint.apply(given).map_err(|e| format!("in \"{}\": {e}", member.name))?,
            (None, Some(default)) => member.constraint.apply(default)?,
            (None, None) if member.optional => Value::null(),
            (None, None) => return Err(format!("attribute \"{}\" is required", member.name)),
        };
        Ok((member.name, value))
    });
    let entries = entries.collect::<Result<Vec<_>, String>>()?;
    Ok(Kind::Object(Fields::new(entries).into()).into())
}

#[cfg(test)]
mod tests {
    use super::Constraint;
    use crate::lang::parse_expression;
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
