//! Functions that read files, confined to the root module's folder, and the paths and templates beside them.

use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest as _;

use crate::lang::{Evaluator, Failure, Outcome, Scope, parse_template};
use crate::text::{Source, hex};
use crate::value::{Fields, Marks, Name, Origin, Type, Unknown, Value, convert};

use super::glob;

/// Larger files are not read into a value.
const LARGEST: u64 = 16 << 20;

type Result<T> = std::result::Result<T, String>;

/// Where paths begin, and how far they may lead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places<'p> {
    /// The root module's folder: relative paths begin here.
    pub root: &'p Path,
    /// No file outside this folder is read.
    pub boundary: &'p Path,
}

/// Calls a function that the module's scope answers; paths are relative to the root module's folder.
pub(super) fn call(function: &str, args: &[Value], root: &Places<'_>) -> Result<Value> {
    let marks = args.iter().fold(Marks::NONE, |marks, arg| marks.with(arg.marks.inherited()));
    check_count(function, args.len())?;
    let texts = match function {
        "templatefile" | "templatestring" => 1,
        _ => args.len(),
    };
    let is_text = |value: &Value| matches!(Type::of(value), Type::String | Type::Dynamic);
    if function == "templatestring" && !args.first().is_some_and(is_text) {
        return Err("the template must be a string".to_owned());
    }
    let args = strings(args, texts)?;
    if args.iter().take(texts).any(Value::is_unknown) {
        return Ok(undecided(function, &args).marked(marks));
    }
    run(function, &args, root).map(|value| value.marked(marks))
}

fn check_count(function: &str, given: usize) -> Result<()> {
    let expected = match function {
        "fileset" | "templatefile" | "templatestring" => 2,
        _ => 1,
    };
    if given == expected {
        return Ok(());
    }
    Err(format!("expected {expected} argument{}, got {given}", if expected == 1 { "" } else { "s" }))
}

/// The arguments that are text, as text.
fn strings(args: &[Value], count: usize) -> Result<Vec<Value>> {
    let convert = |(at, arg): (usize, &Value)| match arg {
        arg if arg.is_null() => Err("argument must not be null".to_owned()),
        arg if at < count => convert(arg, &Type::String),
        arg => Ok(arg.clone()),
    };
    args.iter().enumerate().map(convert).collect()
}

fn undecided(function: &str, args: &[Value]) -> Value {
    let ty = match function {
        "fileset" => Type::Set(Type::String.into()),
        "fileexists" => Type::Bool,
        "templatefile" | "templatestring" => Type::Dynamic,
        _ => Type::String,
    };
    let parts = args.iter().flat_map(Value::unknowns);
    Unknown { ty, ..Unknown::from_refs(parts) }.into()
}

fn run(function: &str, args: &[Value], root: &Places<'_>) -> Result<Value> {
    let first = args.first().and_then(Value::as_str).unwrap_or_default();
    let bytes = || read(first, root);
    Ok(Value::string(&match function {
        "file" => text_of(bytes()?)?,
        "filebase64" => STANDARD.encode(bytes()?),
        "filebase64sha256" => STANDARD.encode(sha2::Sha256::digest(bytes()?)),
        "filebase64sha512" => STANDARD.encode(sha2::Sha512::digest(bytes()?)),
        "filemd5" => hex(&md5::Md5::digest(bytes()?)),
        "filesha1" => hex(&sha1::Sha1::digest(bytes()?)),
        "filesha256" => hex(&sha2::Sha256::digest(bytes()?)),
        "filesha512" => hex(&sha2::Sha512::digest(bytes()?)),
        "abspath" => clean(&root.root.join(first).to_string_lossy()),
        "pathexpand" => expand(first)?,
        "fileexists" => return exists(first, root).map(Value::from),
        "fileset" => return file_set(first, args, root),
        "templatefile" => return template(first, &text_of(bytes()?)?, args, Some(root)),
        "templatestring" => return template("the template", first, args, Some(root)),
        other => return Err(format!("`{other}` cannot be called here")),
    }))
}

fn text_of(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| "the file is not UTF-8 text: use `filebase64`".to_owned())
}

/// The text that `file` would give; none where it gives none.
pub(super) fn text(path: &str, places: &Places<'_>) -> Option<String> {
    read(path, places).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

/// A path that exists, after following links, inside the boundary.
fn inside(path: &str, places: &Places<'_>) -> Result<PathBuf> {
    let found = places.root.join(path).canonicalize().map_err(|error| format!("{path}: {error}"))?;
    if found.starts_with(places.boundary) {
        return Ok(found);
    }
    Err(format!("{path} is outside of what is checked, where no file is read"))
}

fn read(path: &str, root: &Places<'_>) -> Result<Vec<u8>> {
    let found = inside(path, root)?;
    // A pipe or a device could keep us waiting for ever.
    if !found.is_file() {
        return Err(format!("{path} is not a file"));
    }
    let wrong = |error: std::io::Error| format!("{path}: {error}");
    let mut bytes = Vec::new();
    let file = std::fs::File::open(&found).map_err(wrong)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(wrong)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{path} is larger than {} MiB", LARGEST >> 20));
    }
    Ok(bytes)
}

fn exists(path: &str, places: &Places<'_>) -> Result<bool> {
    let path = &clean(path);
    let named = places.root.join(path);
    let outside = !Path::new(&clean(&named.to_string_lossy())).starts_with(places.boundary);
    match inside(path, places) {
        Ok(found) if found.is_file() => Ok(true),
        Ok(_) => Err(format!("{path} is not a file")),
        Err(why) if outside || named.exists() => Err(why),
        Err(_) => Ok(false),
    }
}

fn file_set(folder: &str, args: &[Value], places: &Places<'_>) -> Result<Value> {
    let pattern = args.get(1).and_then(Value::as_str).unwrap_or_default();
    let start = places.root.join(folder);
    let within = |folder: &Path| folder.canonicalize().is_ok_and(|found| found.starts_with(places.boundary));
    // A folder that is not there has no files; one that may not be looked into may have some.
    if start.exists() && !within(&start) {
        return Err(format!("{folder} is outside of what is checked, where no file is read"));
    }
    let found = glob::files(&start, pattern, within)?;
    Ok(Value::set_of(Type::String, found.iter().map(|path| Value::string(path)).collect()))
}

fn expand(path: &str) -> Result<String> {
    let Some(rest) = path.strip_prefix('~') else { return Ok(path.to_owned()) };
    if !rest.is_empty() && !rest.starts_with('/') {
        return Err("the home folder of another user is not looked up".to_owned());
    }
    let home = std::env::var("HOME").map_err(|_| "HOME is not set".to_owned())?;
    Ok(clean(&format!("{home}{rest}")))
}

/// A path without detours: `a/./b/../c` is `a/c`.
pub(super) fn clean(path: &str) -> String {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in Path::new(path).components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => drop(parts.pop()),
            (Component::ParentDir, Some(Component::RootDir)) => {}
            _ => parts.push(part),
        }
    }
    let path = parts.iter().collect::<PathBuf>().to_string_lossy().into_owned();
    if path.is_empty() { ".".to_owned() } else { path }
}

/// A template's text with these variables. A template that calls for templates in turn gets none.
fn template(name: &str, text: &str, args: &[Value], root: Option<&Places<'_>>) -> Result<Value> {
    let said = |d: Vec<crate::text::Diagnostic>| {
        let first = d.into_iter().next();
        first.map(|d| format!("{}: {}", d.location().unwrap_or_default(), d.message)).unwrap_or_default()
    };
    let source = Source::new(name, text.to_owned());
    let expr = parse_template(&source).map_err(said)?;
    let vars = args.get(1);
    if vars.is_some_and(Value::is_unknown) {
        return Ok(undecided("templatefile", args));
    }
    let fields = vars.and_then(Value::as_fields).ok_or("the variables must be a map or an object")?;
    check_names(fields)?;
    for (root, ..) in expr.roots() {
        if fields.get(root).is_none() {
            return Err(format!("{name} reads `{root}`, but the variables have no such name"));
        }
    }
    let scope = TemplateScope { fields, root };
    let value = Evaluator::new(&scope, None).eval(&expr).map_err(|failure| {
        let at = source.position(failure.span.start as usize);
        format!("{name}:{}:{}: {}", at.line, at.column, failure.message)
    })?;
    // What is secret among the variables makes all of it secret, read or not.
    Ok(value.marked(vars.map_or(Marks::NONE, Value::secrets)))
}

/// Variables of a template are names.
fn check_names(fields: &Fields) -> Result<()> {
    let is_name = |name: &Name| {
        let goes_on = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(goes_on)
    };
    match fields.entries().iter().find(|(name, _)| !is_name(name)) {
        Some((name, _)) => Err(format!(
            "{:?} is no name for a variable: a letter, then letters, digits and underscores",
            name.as_str()
        )),
        None => Ok(()),
    }
}

struct TemplateScope<'t> {
    fields: &'t Fields,
    root: Option<&'t Places<'t>>,
}

impl Scope for TemplateScope<'_> {
    fn root(&self, name: Name, _: &Evaluator<'_>) -> Outcome {
        let missing = || Failure::new(format!("the variables have no name `{name}`"), Origin::NONE);
        self.fields.get(name).cloned().ok_or_else(missing)
    }

    fn call(&self, function: Name, args: &[Value], _: &Evaluator<'_>) -> Outcome {
        let wrong = |why: String| Failure::new(format!("{function}: {why}"), Origin::NONE);
        match self.root {
            Some(root) if !function.starts_with("template") => {
                call(function.as_str(), args, root).map_err(wrong)
            }
            _ => Err(wrong("a template cannot make another template".to_owned())),
        }
    }
}
