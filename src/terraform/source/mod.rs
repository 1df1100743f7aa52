//! A module's own source: what its files declare, and what expressions in it evaluate to.
//!
//! Variables, local values, paths and files are known here; what a resource will be is not, so its attributes are
//! unknown values that remember where they come from.

mod files;
mod glob;
mod scope;
mod variables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::lang::{Block, Body, Evaluator, Expr, Node, parse_expression, parse_file};
use crate::text::{Diagnostic, Level, Source, Span, nearest};
use crate::value::{Name, Value};

use scope::ModuleScope;

/// Something that a file declares, with the file.
#[derive(Clone, Debug)]
struct Declared<T> {
    source: Source,
    item: T,
}

/// Declarations of one kind, by name.
type Table<T> = BTreeMap<Name, Declared<T>>;

/// A module: what the files of one folder declare, with the values of its variables.
#[derive(Debug)]
pub struct Module {
    folder: PathBuf,
    /// The root module's folder: no file outside it is read.
    root: PathBuf,
    /// `path.module`
    path: String,
    variables: BTreeMap<Name, Value>,
    locals: Table<Expr>,
    resources: BTreeMap<(Name, Name), Declared<Block>>,
    data: BTreeMap<(Name, Name), Declared<Block>>,
    calls: Table<Block>,
    outputs: Table<Expr>,
}

impl Module {
    /// The root module in this folder, with values of its variables from the environment, `terraform.tfvars` and
    /// `*.auto.tfvars`.
    ///
    /// # Errors
    /// Where the folder cannot be read, or everything that is wrong with its files.
    pub fn load(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let folder = real(folder)?;
        let given = variables::given(&folder)?;
        Self::read(&folder, &folder, ".".to_owned(), &given)
    }

    fn read(
        folder: &Path,
        root: &Path,
        path: String,
        given: &BTreeMap<Name, variables::Given>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut declared = Declarations::default();
        let mut problems = Vec::new();
        for file in files_of(folder, ".tf")? {
            match read_source(&file).and_then(|source| Ok((parse_file(&source)?, source))) {
                Ok((body, source)) => declared.add(body, &source),
                Err(more) => problems.extend(more),
            }
        }
        let variables = variables::resolve(&declared.variables, given, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let Declarations { locals, resources, data, calls, outputs, .. } = declared;
        let (folder, root) = (folder.to_owned(), root.to_owned());
        Ok(Self { folder, root, path, variables, locals, resources, data, calls, outputs })
    }

    /// The value of an expression in this module.
    ///
    /// # Errors
    /// Where it is no expression, names something that is not declared, or has no value.
    pub fn evaluate(&self, source: &Source) -> Result<Value, Vec<Diagnostic>> {
        let expr = parse_expression(source)?;
        self.check(&expr, false).map_err(|problem| vec![problem.diagnostic(source)])?;
        Evaluator::new(&ModuleScope::new(self), None)
            .strictly()
            .eval(&expr)
            .map_err(|failure| vec![Diagnostic::error(failure.message, source, failure.span)])
    }

    /// Whether everything that the expression names is declared: that is decided before anything is evaluated, so
    /// `try` does not hide it. Inside a repeated block there are `count` and `each` too.
    fn check(&self, expr: &Expr, repeated: bool) -> Result<(), Undeclared> {
        let mut wrong = None;
        expr.walk(&mut |expr| {
            let problem = match &expr.node {
                Node::Root(name) => {
                    Some((format!("`{name}` is not a reference to a value: it needs a name after it"), None))
                }
                Node::Member(root, _) if repeated && matches!(root.as_str(), "count" | "each") => None,
                Node::Member(root, member) => self.undeclared(*root, *member),
                _ => None,
            };
            if let (Some((message, help)), None) = (problem, &wrong) {
                wrong = Some(Undeclared { message, help, span: expr.span });
            }
        });
        wrong.map_or(Ok(()), Err)
    }

    /// What is wrong with a reference, and what may have been meant.
    fn undeclared(&self, root: Name, member: Name) -> Option<(String, Option<String>)> {
        let (what, known): (&str, Vec<&str>) = match root.as_str() {
            "var" => ("variable", self.variables.keys().map(|n| n.as_str()).collect()),
            "local" => ("local value", self.locals.keys().map(|n| n.as_str()).collect()),
            "module" => ("module call", self.calls.keys().map(|n| n.as_str()).collect()),
            "path" => ("path", vec!["module", "root", "cwd"]),
            "terraform" => ("attribute of `terraform`", vec!["workspace"]),
            "data" => ("data source", self.data.keys().map(|d| d.0.as_str()).collect()),
            "count" | "each" | "self" => {
                return Some((format!("`{root}` means something only inside a block"), None));
            }
            _ => ("resource", self.of_type(root)),
        };
        let help =
            || nearest(&member, known.iter().copied()).map(|near| format!("did you mean `{root}.{near}`?"));
        (!known.contains(&member.as_str())).then(|| (format!("there is no {what} `{root}.{member}`"), help()))
    }

    fn of_type(&self, kind: Name) -> Vec<&'static str> {
        self.resources.keys().filter(|key| key.0 == kind).map(|key| key.1.as_str()).collect()
    }
}

/// A name that means nothing here.
struct Undeclared {
    message: String,
    help: Option<String>,
    span: Span,
}

impl Undeclared {
    fn diagnostic(self, source: &Source) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(self.message, source, self.span);
        diagnostic.help = self.help;
        diagnostic
    }
}

/// What the files of a folder declare.
#[derive(Default)]
struct Declarations {
    variables: Table<Block>,
    locals: Table<Expr>,
    resources: BTreeMap<(Name, Name), Declared<Block>>,
    data: BTreeMap<(Name, Name), Declared<Block>>,
    calls: Table<Block>,
    outputs: Table<Expr>,
}

impl Declarations {
    fn add(&mut self, body: Body, source: &Source) {
        for block in body.blocks {
            let labels: Vec<Name> = block.labels.iter().map(|l| l.0).collect();
            match (block.kind.as_str(), &labels[..]) {
                ("locals", _) => {
                    let items = block.body.attributes.into_iter().map(|a| (a.name, declared(source, a.expr)));
                    self.locals.extend(items);
                }
                ("variable", [name]) => drop(self.variables.insert(*name, declared(source, block))),
                ("module", [name]) => drop(self.calls.insert(*name, declared(source, block))),
                ("resource", [kind, name]) => {
                    drop(self.resources.insert((*kind, *name), declared(source, block)));
                }
                ("data", [kind, name]) => drop(self.data.insert((*kind, *name), declared(source, block))),
                ("output", [name]) => {
                    let value = block.body.attributes.into_iter().find(|a| a.name.as_str() == "value");
                    self.outputs.extend(value.map(|a| (*name, declared(source, a.expr))));
                }
                _ => {}
            }
        }
    }
}

fn declared<T>(source: &Source, item: T) -> Declared<T> {
    Declared { source: source.clone(), item }
}

fn real(folder: &Path) -> Result<PathBuf, Vec<Diagnostic>> {
    folder.canonicalize().map_err(|error| unreadable(folder, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Vec<Diagnostic> {
    vec![Diagnostic::bare(Level::Error, format!("{}: {error}", path.display()))]
}

fn read_source(path: &Path) -> Result<Source, Vec<Diagnostic>> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    Ok(Source::new(path.display().to_string(), text))
}

/// The files of a folder with this ending, overrides last, in lexical order; editors' leavings are no files of it.
fn files_of(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_file());
    let name = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let is_override = |name: &str| name == "override.tf" || name.ends_with("_override.tf");
    let mut named: Vec<(bool, String, PathBuf)> =
        paths.map(|path| (is_override(&name(&path)), name(&path), path)).collect();
    named.retain(|(_, name, _)| name.ends_with(ending) && !name.starts_with(['.', '#']));
    named.sort();
    Ok(named.into_iter().map(|(_, _, path)| path).collect())
}
