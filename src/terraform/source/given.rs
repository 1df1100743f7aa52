//! Values for the root module's variables from outside: the environment, tfvars files, the command line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::lang::{Evaluator, Expr, Failure, Node, Outcome, Scope, parse_expression, parse_file};
use crate::text::json::{JsonError, Reader};
use crate::text::{Diagnostic, Level, Source, Span};
use crate::value::{Name, Origin, Truth, Value, equals, from_json};

use super::SourceOptions;
use super::folder::{files_ending, read_source};
use super::variables::Variable;

/// A value for a variable, as the command line or the settings give it.
#[derive(Clone, Debug)]
pub enum VariableFlag {
    /// `--var name=value`
    Value(String, String),
    /// `--var-file path`
    File(PathBuf),
    /// What a file of settings says of a variable: its name, the file, and the value there.
    Written(String, Source, Expr),
}

/// A value from outside.
#[derive(Clone, Debug)]
pub(super) enum Given {
    /// Text: taken as it is for a string, otherwise as an expression.
    Text {
        /// Where it comes from: `TF_VAR_size`.
        name: String,
        /// The text.
        text: String,
    },
    /// What a plan says that it was, which nothing at hand says.
    Planned(Value),
    /// An expression of a tfvars file.
    Written {
        /// The file.
        source: Source,
        /// The expression.
        expr: Expr,
    },
}

/// All that is given, by variable.
#[derive(Debug, Default)]
pub(super) struct AllGiven {
    /// By variable; of several the last counts.
    pub values: BTreeMap<Name, Given>,
    /// What is wrong with the files and flags.
    pub problems: Vec<Diagnostic>,
}

impl AllGiven {
    /// Everything given to the root module in a folder; later wins: the environment, `terraform.tfvars`,
    /// `terraform.tfvars.json`, `*.auto.tfvars` and `*.auto.tfvars.json`, then flags in their order.
    pub fn collect(folder: &Path, shown: &str, options: &SourceOptions) -> Self {
        let mut given = Self::default();
        given.environment(&options.environment);
        for path in automatic(folder) {
            given.file(read_source(&path, shown).map(|source| source.hidden()));
        }
        given.flags(&options.variables);
        given
    }

    /// What flags alone give.
    pub fn of_flags(flags: &[VariableFlag]) -> Self {
        let mut given = Self::default();
        given.flags(flags);
        given
    }

    fn flags(&mut self, flags: &[VariableFlag]) {
        for flag in flags {
            match flag {
                VariableFlag::Value(name, text) => {
                    let value = Given::Text { name: format!("--var {name}"), text: text.clone() };
                    self.values.insert(Name::new(name), value);
                }
                VariableFlag::Written(name, source, expr) => {
                    let (source, expr) = (source.clone(), expr.clone());
                    self.values.insert(Name::new(name), Given::Written { source, expr });
                }
                VariableFlag::File(path) => {
                    let shown = path.parent().map(|p| p.display().to_string()).unwrap_or_default();
                    self.file(read_source(path, &shown).map(|source| source.hidden()));
                }
            }
        }
    }

    fn environment(&mut self, environment: &BTreeMap<String, String>) {
        for (key, text) in environment {
            if let Some(name) = key.strip_prefix("TF_VAR_") {
                self.values.insert(Name::new(name), Given::Text { name: key.clone(), text: text.clone() });
            }
        }
    }

    fn file(&mut self, source: Result<Source, Vec<Diagnostic>>) {
        let read = |source: Source| {
            if is_json(&source) { of_json(&source) } else { of_hcl(&source) }
        };
        match source.and_then(read) {
            Ok(values) => self.values.extend(values),
            Err(problems) => self.problems.extend(problems),
        }
    }

    /// Believes the values that a plan was made with, where what is given or declared says otherwise.
    pub fn agree_with(&mut self, planned: &BTreeMap<Name, Value>, declared: &BTreeMap<Name, Variable>) {
        for (name, planned) in planned {
            let Some(variable) = declared.get(name) else { continue };
            let given = self.values.get(name).map(|given| given.value(variable)).transpose().ok().flatten();
            let own = variable.value(given).ok();
            let Ok(wanted) = variable.value(Some(planned.clone())) else { continue };
            if own.is_none_or(|own| equals(&own, &wanted) != Truth::True) {
                self.values.insert(*name, Given::Planned(planned.clone()));
            }
        }
    }

    /// Names that files and flags give and nobody declares. The environment may be meant for others.
    pub fn undeclared(&self, declared: &BTreeMap<Name, Variable>) -> Vec<Diagnostic> {
        let names = declared.keys().map(|name| name.as_str()).collect::<Vec<_>>();
        let near = |name: &str| {
            crate::text::nearest(name, names.iter().copied()).map(|near| format!("did you mean `{near}`?"))
        };
        let unknown = self.values.iter().filter(|(name, _)| !declared.contains_key(name));
        let said = unknown.filter_map(|(name, given)| {
            let message = format!("a value is given for `{name}`, but no such variable is declared");
            let mut diagnostic = match given {
                Given::Written { source, expr } => {
                    Diagnostic::error(message, source, expr.span).into_warning()
                }
                Given::Text { name, .. } if name.starts_with("--var") => {
                    Diagnostic::bare(Level::Error, message)
                }
                Given::Text { .. } | Given::Planned(_) => return None,
            };
            diagnostic.help = near(name);
            Some(diagnostic)
        });
        said.collect()
    }
}

impl Given {
    /// The value for this variable.
    pub fn value(&self, variable: &Variable) -> Outcome {
        let (name, text) = match self {
            Self::Written { expr, .. } => return constant(expr),
            Self::Planned(value) => return Ok(value.clone()),
            Self::Text { name, text } => (name, text),
        };
        if variable.takes_text() {
            return Ok(Value::string(text));
        }
        let source = Source::new(name.clone(), text.clone()).hidden();
        let wrong = |problems: Vec<Diagnostic>| {
            let first = problems.into_iter().next().map(|d| d.message).unwrap_or_default();
            Failure::new(format!("{name}: {first}"), Origin::NONE)
        };
        constant(&parse_expression(&source).map_err(wrong)?)
    }
}

fn is_json(source: &Source) -> bool {
    Path::new(source.name()).extension().is_some_and(|ending| ending == "json")
}

const MAIN: [&str; 2] = ["terraform.tfvars", "terraform.tfvars.json"];

const AUTOMATIC: [&str; 2] = [".auto.tfvars", ".auto.tfvars.json"];

/// Whether a file of this name is read without being asked for, where it stands in a root module's folder.
#[must_use]
pub fn is_automatic(name: &str) -> bool {
    MAIN.contains(&name) || AUTOMATIC.iter().any(|end| name.ends_with(end))
}

/// The files that are read without being asked for, in the order in which they count.
fn automatic(folder: &Path) -> Vec<PathBuf> {
    let main = MAIN.map(|name| folder.join(name));
    let auto = files_ending(folder, &AUTOMATIC).unwrap_or_default();
    main.into_iter().filter(|path| path.is_file()).chain(auto).collect()
}

fn of_hcl(source: &Source) -> Result<Vec<(Name, Given)>, Vec<Diagnostic>> {
    let attributes = parse_file(source)?.attributes;
    let written =
        attributes.into_iter().map(|a| (a.name, Given::Written { source: source.clone(), expr: a.expr }));
    Ok(written.collect())
}

fn of_json(source: &Source) -> Result<Vec<(Name, Given)>, Vec<Diagnostic>> {
    let mut values = Vec::new();
    let mut reader = Reader::new(source.text());
    let read = reader.object(|r, name| {
        let start = r.offset();
        let text = r.skip()?;
        let value = from_json(text).map_err(|e| JsonError {
            what: e.to_string(),
            offset: start,
            truncated: false,
        })?;
        let span = Span::new(start..start + text.len());
        let expr = Expr { node: Node::Literal(value), span };
        values.push((Name::new(&name), Given::Written { source: source.clone(), expr }));
        Ok::<(), JsonError>(())
    });
    match read {
        Ok(()) => Ok(values),
        Err(error) => {
            let span = Span::new(error.offset..error.offset);
            Err(vec![Diagnostic::error(format!("not JSON: {}", error.what), source, span)])
        }
    }
}

/// The value of an expression that may name nothing.
pub(super) fn constant(expr: &Expr) -> Outcome {
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
