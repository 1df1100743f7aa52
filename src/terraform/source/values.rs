//! The values that a root module's variables have, each with where it comes from.

use std::path::Path;

use crate::text::{Diagnostic, Source, Span};
use crate::value::{Name, Value};

use super::given::Given;
use super::library::Library;
use super::variables::Variable;
use super::{Module, SourceOptions};

/// A variable of a root module.
#[derive(Clone, Debug)]
pub struct VariableValue {
    /// Its name.
    pub name: Name,
    /// Its value; none where nobody gives one.
    ///
    /// # Errors
    /// Why it has none.
    pub value: Option<Result<Value, String>>,
    /// `TF_VAR_size`, `--var size`, or `file:line`.
    pub origin: String,
    /// Whether it is the default.
    pub is_default: bool,
}

/// The variables of the root module in a folder, by name.
///
/// # Errors
/// Where the folder cannot be read.
pub fn variables(folder: &Path, options: &SourceOptions) -> Result<Vec<VariableValue>, Vec<Diagnostic>> {
    let module = Module::open(folder, options, &Library::default(), false)?;
    let given = &module.evaluation.given;
    let one = |(name, variable): (&Name, &Variable)| of(*name, variable, given.values.get(name));
    Ok(module.root.folder.variables.iter().map(one).collect())
}

fn of(name: Name, variable: &Variable, given: Option<&Given>) -> VariableValue {
    let block = &variable.block;
    let own = given.map(|given| given.value(variable).map_err(|failure| failure.message));
    let is_default =
        own.as_ref().is_none_or(|own| own.as_ref().is_ok_and(|own| variable.prefers_default(Some(own))));
    let origin = match given.filter(|_| !is_default) {
        Some(Given::Text { name, .. }) => name.clone(),
        Some(Given::Written { source, expr }) => line(source, expr.span),
        Some(Given::Planned(_)) => "the plan".to_owned(),
        None => line(&block.source, block.item.header),
    };
    let is_there = given.is_some() || !variable.is_required();
    let value = || own.transpose().and_then(|own| variable.value(own));
    VariableValue { name, value: is_there.then(value), origin, is_default }
}

fn line(source: &Source, span: Span) -> String {
    format!("{}:{}", source.name(), source.position(span.start as usize).line)
}
