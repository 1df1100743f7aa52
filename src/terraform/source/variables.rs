//! Values of variables: defaults, `TF_VAR_…`, and tfvars files, brought to the types that their declarations ask for.

use std::collections::BTreeMap;
use std::path::Path;

use crate::lang::{
    Block, Constraint, Evaluator, Expr, Failure, Outcome, Scope, parse_expression, parse_file,
};
use crate::text::{Diagnostic, Source};
use crate::value::{Marks, Name, Origin, Type, Unknown, Value};

use super::{Declared, Table, files_of, read_source};

/// A value from outside.
pub(super) enum Given {
    /// Text of the environment: taken as it is for a string, otherwise as an expression.
    Text(String),
    /// A value.
    Value(Value),
}

/// Everything given to the root module; later wins: the environment, `terraform.tfvars`, `*.auto.tfvars`.
pub(super) fn given(folder: &Path) -> Result<BTreeMap<Name, Given>, Vec<Diagnostic>> {
    let named = |(key, value): (std::ffi::OsString, std::ffi::OsString)| {
        let name = Name::new(key.to_str()?.strip_prefix("TF_VAR_")?);
        Some((name, Given::Text(value.into_string().ok()?)))
    };
    let mut given: BTreeMap<Name, Given> = std::env::vars_os().filter_map(named).collect();
    let all = files_of(folder, ".tfvars")?;
    let is_auto = |path: &Path| path.to_string_lossy().ends_with(".auto.tfvars");
    let main = all.iter().filter(|path| path.ends_with("terraform.tfvars"));
    for path in main.chain(all.iter().filter(|path| is_auto(path))) {
        let source = read_source(path)?;
        for attribute in parse_file(&source)?.attributes {
            let value = constant(&attribute.expr)
                .map_err(|failure| vec![Diagnostic::error(failure.message, &source, failure.span)])?;
            given.insert(attribute.name, Given::Value(value));
        }
    }
    Ok(given)
}

/// The value of every declared variable; one without value is unknown.
pub(super) fn resolve(
    declared: &Table<Block>,
    given: &BTreeMap<Name, Given>,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<Name, Value> {
    let mut values = BTreeMap::new();
    for (name, variable) in declared {
        match value_of(variable, given.get(name)) {
            Ok(value) => drop(values.insert(*name, value)),
            Err((message, span)) => {
                let message = format!("variable `{name}`: {message}");
                problems.push(Diagnostic::error(message, &variable.source, span));
            }
        }
    }
    values
}

type Problem = (String, crate::text::Span);

fn value_of(variable: &Declared<Block>, given: Option<&Given>) -> Result<Value, Problem> {
    let body = &variable.item.body;
    let header = variable.item.header;
    let constraint = match body.attribute("type") {
        Some(attribute) => Constraint::parse(&attribute.expr)?,
        None => Constraint::Any,
    };
    let default =
        body.attribute("default").map(|a| constant(&a.expr).map_err(|f| (f.message, f.span))).transpose()?;
    let value = match (given, default) {
        (Some(given), default) => given.value(&constraint).map_err(|why| (why, header)).map(|value| {
            let replaced = value.is_null() && is(&variable.item, "nullable", false);
            if replaced { default.unwrap_or(value) } else { value }
        })?,
        (None, Some(default)) => default,
        (None, None) => Unknown { ty: constraint.ty(), ..Unknown::anything() }.into(),
    };
    let value = constraint.apply(&value).map_err(|why| (why, header))?;
    let marks = [("sensitive", Marks::SENSITIVE), ("ephemeral", Marks::EPHEMERAL)];
    let marked =
        |value: Value, (flag, mark)| if is(&variable.item, flag, true) { value.marked(mark) } else { value };
    Ok(marks.into_iter().fold(value, marked))
}

/// Whether an argument is written as just this truth value.
fn is(block: &Block, name: &str, wanted: bool) -> bool {
    let literal = block.body.attribute(name).and_then(|a| a.expr.as_literal());
    literal.and_then(Value::as_bool) == Some(wanted)
}

impl Given {
    fn value(&self, constraint: &Constraint) -> Result<Value, String> {
        let text = match self {
            Self::Value(value) => return Ok(value.clone()),
            Self::Text(text) => text,
        };
        if matches!(constraint, Constraint::Any | Constraint::Primitive(Type::String)) {
            return Ok(Value::string(text));
        }
        let source = Source::new("the environment", text.clone());
        let expr = parse_expression(&source)
            .map_err(|d| d.first().map(|d| d.message.clone()).unwrap_or_default())?;
        constant(&expr).map_err(|failure| failure.message)
    }
}

/// The value of an expression that may name nothing.
fn constant(expr: &Expr) -> Outcome {
    Evaluator::new(&NoNames, None).eval(expr)
}

struct NoNames;

impl Scope for NoNames {
    fn root(&self, name: Name, _: &Evaluator<'_>) -> Outcome {
        Err(Failure::new(format!("a constant is expected here, but this reads `{name}`"), Origin::NONE))
    }

    fn call(&self, function: Name, _: &[Value], _: &Evaluator<'_>) -> Outcome {
        Err(Failure::new(format!("`{function}` cannot be called here"), Origin::NONE))
    }
}
