//! Values of the inputs that policy files declare.

use std::collections::BTreeMap;

use crate::lang::{Constraint, Evaluator, Expr, Failure, Scope, parse_expression};
use crate::text::{Diagnostic, Level, Source};
use crate::value::{Marks, Name, Value};

use super::file::{Input, PolicyFile};

/// Values given from outside, by name, in the order of their precedence: the first that has a name wins.
#[derive(Clone, Debug, Default)]
pub struct GivenInputs {
    layers: Vec<BTreeMap<String, Given>>,
}

/// One given value.
#[derive(Clone, Debug)]
pub enum Given {
    /// Text from a flag or the environment: taken as it is for a string, otherwise as an expression.
    Text(String),
    /// A value from a file.
    Value(Value),
}

impl GivenInputs {
    /// Adds values that give way to all added before.
    pub fn add(&mut self, layer: BTreeMap<String, Given>) {
        self.layers.push(layer);
    }

    /// Adds another's values, all of which give way to these.
    pub fn extend(&mut self, other: &Self) {
        self.layers.extend(other.layers.iter().cloned());
    }

    fn get(&self, name: &str) -> Option<&Given> {
        // A variable of the environment can hardly have a dash in its name.
        let plain = name.replace('-', "_");
        self.layers.iter().find_map(|layer| layer.get(name).or_else(|| layer.get(&plain)))
    }

    /// The layer that a value comes from, by its number in the order of adding; none where nothing is given.
    #[must_use]
    pub fn layer(&self, name: &str) -> Option<usize> {
        let plain = name.replace('-', "_");
        self.layers.iter().position(|layer| layer.contains_key(name) || layer.contains_key(&plain))
    }

    /// The names given in a layer that no file declares.
    #[must_use]
    pub fn undeclared(&self, layer: usize, files: &[PolicyFile]) -> Vec<String> {
        let declared = |name: &str| files.iter().any(|f| f.inputs.iter().any(|i| i.name.as_str() == name));
        let names = self.layers.get(layer).into_iter().flat_map(BTreeMap::keys);
        names.filter(|name| !declared(name)).cloned().collect()
    }
}

/// Reads `name = value` lines, as in a tfvars file.
///
/// # Errors
/// Where the file does not parse or a value is no constant.
pub fn read_values(source: &Source) -> Result<BTreeMap<String, Given>, Vec<Diagnostic>> {
    let body = crate::lang::parse_file(source)?;
    let mut values = BTreeMap::new();
    let mut problems = Vec::new();
    for attribute in &body.attributes {
        match constant(&attribute.expr) {
            Ok(value) => drop(values.insert(attribute.name.to_string(), Given::Value(value))),
            Err(failure) => problems.push(Diagnostic::error(failure.message, source, failure.span)),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}

/// The values of a file's inputs.
///
/// # Errors
/// Every input that has no value, or one of the wrong type.
pub fn resolve(file: &PolicyFile, given: &GivenInputs) -> Result<Vec<(Name, Value)>, Vec<Diagnostic>> {
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for input in &file.inputs {
        match value_of(input, given.get(&input.name)) {
            Ok(value) => values.push((input.name, value)),
            Err(message) => {
                let help = way_to_give(&input.name, given.get(&input.name));
                problems.push(Diagnostic::error(message, &file.source, input.span).with_help(help));
            }
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}

/// How a value is given that is missing, or one that fits.
fn way_to_give(name: &str, given: Option<&Given>) -> String {
    match given {
        Some(Given::Text(_)) => {
            "what is no single value is written as in HCL, such as '[443]' or '{ a = 1 }'".to_owned()
        }
        Some(Given::Value(_)) => "it is declared here".to_owned(),
        None => {
            format!(
                "give it with --input {name}=VALUE, in a file with --input-file, or as TFPOLICY_INPUT_{name}"
            )
        }
    }
}

/// The value of an input.
///
/// # Errors
/// Where it has none, or one of the wrong type.
pub fn value_in(input: &Input, given: &GivenInputs) -> Result<Value, String> {
    value_of(input, given.get(&input.name))
}

/// Its value where this is given.
///
/// # Errors
/// As above.
pub fn value_of(input: &Input, given: Option<&Given>) -> Result<Value, String> {
    // As for a variable of Terraform: where null is no value, it asks for the default.
    let is_null = |given: &&Given| matches!(given, Given::Value(value) if value.is_null());
    let given = given.filter(|given| input.nullable || input.default.is_none() || !is_null(given));
    let value = match (given, &input.default) {
        (Some(Given::Value(value)), _) => value.clone(),
        (Some(Given::Text(text)), _) => from_text(input, text)
            .map_err(|why| format!("what is given for input `{}` is no value: {why}", input.name))?,
        (None, Some(default)) => constant(default).map_err(|f| f.message)?,
        (None, None) if input.nullable => Value::null(),
        (None, None) => return Err(format!("input `{}` has no value and no default", input.name)),
    };
    let value = input
        .constraint
        .apply(&value)
        .map_err(|e| format!("the value of input `{}` does not fit: {e}", input.name))?;
    if value.is_null() && given.is_some() && !input.nullable {
        return Err(format!("input `{}` must not be null", input.name));
    }
    Ok(if input.sensitive { value.marked(Marks::SENSITIVE) } else { value })
}

/// Text for a string input is that string; for any other it is an expression.
fn from_text(input: &Input, text: &str) -> Result<Value, String> {
    if matches!(input.constraint, Constraint::Any | Constraint::Primitive(_)) {
        return Ok(Value::string(text));
    }
    let source = Source::new(format!("input {}", input.name), text.to_owned()).hidden();
    let expr =
        parse_expression(&source).map_err(|d| d.first().map(|d| d.message.clone()).unwrap_or_default())?;
    constant(&expr).map_err(|f| f.message)
}

/// The value of an expression without names.
///
/// # Errors
/// Where it reads something.
pub fn constant(expr: &Expr) -> Result<Value, Failure> {
    Evaluator::new(&NoNames, None).eval(expr)
}

/// A scope in which no name means anything.
struct NoNames;

impl Scope for NoNames {
    fn root(&self, name: Name, _: &Evaluator<'_>) -> Result<Value, Failure> {
        Err(Failure::new(
            format!("a constant is expected, but this reads `{name}`"),
            crate::value::Origin::NONE,
        ))
    }

    fn call(&self, function: Name, _: &[Value], _: &Evaluator<'_>) -> Result<Value, Failure> {
        Err(Failure::new(format!("`{function}` cannot be called here"), crate::value::Origin::NONE))
    }
}

/// A warning about names that are given but that no policy declares.
#[must_use]
pub fn undeclared_warning(names: &[String], declared: &[PolicyFile]) -> Option<Diagnostic> {
    let first = names.first()?;
    let known = declared.iter().flat_map(|f| f.inputs.iter().map(|i| i.name.as_str()));
    let help = crate::text::nearest(first, known).map(|near| format!("did you mean `{near}`?"));
    let mut warning =
        Diagnostic::bare(Level::Warning, format!("no policy has an input `{}`", names.join("`, `")));
    warning.help = help;
    Some(warning)
}
