//! Signatures as they are written in the table: `substr(string string, offset number, length number) string`.

use std::sync::Arc;

use crate::value::Type;

/// One parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name, for messages.
    pub name: &'static str,
    /// What arguments are converted to.
    pub ty: Type,
    /// Whether null is allowed.
    pub nullable: bool,
}

/// Parameters and result of a function.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Those that must be given.
    pub parameters: Vec<Parameter>,
    /// The one that any number of further arguments go to.
    pub rest: Option<Parameter>,
    /// Type of the result.
    pub result: Type,
}

impl Signature {
    /// The name that a signature begins with.
    #[must_use]
    pub fn name(text: &'static str) -> &'static str {
        text.split('(').next().unwrap_or_default()
    }

    /// Reads a signature of the table; every row is read by a test.
    #[must_use]
    pub fn parse(text: &'static str) -> Self {
        let open = text.find('(').unwrap_or(text.len());
        let close = text.rfind(") ").unwrap_or(text.len());
        let mut signature = Self {
            parameters: Vec::new(),
            rest: None,
            result: parse_type(text.get(close + 2..).unwrap_or("any")),
        };
        for parameter in text.get(open + 1..close).unwrap_or_default().split(", ").filter(|p| !p.is_empty()) {
            signature.add(parameter);
        }
        signature
    }

    fn add(&mut self, text: &'static str) {
        let (name, ty) = text.split_once(' ').unwrap_or((text, "any"));
        let nullable = ty.ends_with('?');
        let ty = ty.trim_end_matches('?');
        let (variadic, ty) = ty.strip_prefix("...").map_or((false, ty), |ty| (true, ty));
        let parameter = Parameter { name, ty: parse_type(ty), nullable };
        if variadic {
            self.rest = Some(parameter);
        } else {
            self.parameters.push(parameter);
        }
    }

    /// The parameter that the argument at this place goes to.
    #[must_use]
    pub fn parameter(&self, at: usize) -> &Parameter {
        let rest = || self.rest.as_ref().or(self.parameters.last());
        self.parameters.get(at).or_else(rest).unwrap_or(&NOTHING)
    }

    /// Whether so many arguments are right.
    ///
    /// # Errors
    /// Says how many are expected.
    pub fn check_count(&self, given: usize) -> Result<(), String> {
        let least = self.parameters.len();
        match (given < least, given > least && self.rest.is_none()) {
            (false, false) => Ok(()),
            (true, _) if self.rest.is_some() => {
                Err(format!("expected at least {least} arguments, got {given}"))
            }
            _ => Err(format!("expected {least} argument{}, got {given}", if least == 1 { "" } else { "s" })),
        }
    }
}

static NOTHING: Parameter = Parameter { name: "", ty: Type::Dynamic, nullable: true };

fn parse_type(text: &str) -> Type {
    let inner = |prefix: &str| text.strip_prefix(prefix)?.strip_suffix(')').map(|t| Arc::new(parse_type(t)));
    match text {
        "string" => Type::String,
        "number" => Type::Number,
        "bool" => Type::Bool,
        _ => {
            let list = inner("list(").map(Type::List);
            let set = || inner("set(").map(Type::Set);
            let map = || inner("map(").map(Type::Map);
            list.or_else(set).or_else(map).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Signature;

    #[test]
    fn reads_parameters_and_result() {
        let signature = Signature::parse("join(separator string, lists ...list(string)?) string");
        assert_eq!(signature.parameters.len(), 1);
        let rest = signature.rest.as_ref().unwrap();
        assert_eq!((rest.name, rest.ty.to_string().as_str(), rest.nullable), ("lists", "list(string)", true));
        assert!(signature.check_count(3).is_ok());
        assert_eq!(signature.check_count(0).unwrap_err(), "expected at least 1 arguments, got 0");
    }

    #[test]
    fn every_row_of_the_table_is_a_signature() {
        for (text, doc) in crate::lang::functions::documented() {
            let signature = Signature::parse(text);
            assert!(text.contains(") "), "{text}");
            assert!(signature.parameters.iter().all(|p| !p.name.is_empty()), "{text}");
            assert!(!doc.is_empty() && !doc.ends_with('.'), "{text}");
        }
    }
}
