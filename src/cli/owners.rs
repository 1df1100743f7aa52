//! `sekisho owners`, and the owners of what `check` finds.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::check::{CodeOwnersFile, Owned, Ownership, Report};
use crate::gate::approval::is_gated;
use crate::gate::{Found, Ground, Owner, OwnerMap, assign_owners};
use crate::output::{Paint, diagnostic};
use crate::terraform::{Library, Repository, SourceOptions, StaticPlan, holds_source, is_fetched};
use crate::text::{Diagnostic, Level, escape};
use crate::value::Address;

use super::config::{Config, Roots};
use super::exit::Exit;
use super::flags;
use super::inputs::options_of;
use super::options::{self, Options};
use super::problem::Problem;
use super::terminal;

mod files;
mod idle;
mod lint;

use files::terraform_files;

/// So many root modules are offered.
const MOST_ROOTS: usize = 4;

/// Fills in who owns the places of findings, and says whether anything is known of owners.
pub fn assign(report: &mut Report, map: &OwnerMap) -> bool {
    if report.findings.iter().any(is_gated) {
        report.warnings.extend(map.found.problems());
    }
    assign_owners(report, map);
    !matches!(map.found, Found::Nothing)
}

/// Who owns which file, by the file that the options name.
///
/// # Errors
/// Where it cannot be read.
pub fn read(ground: &Ground, options: &Options, config: &Config) -> Result<OwnerMap, Problem> {
    let read = ground.owners(options.codeowners.as_deref());
    read.map_err(|problem| config.placed("gate.codeowners", problem.into()))
}

/// What policies may know of code owners; nothing where there is neither a repository nor a file of them.
#[must_use]
pub fn ownership(map: &OwnerMap) -> Option<Ownership> {
    if matches!(map.found, Found::Nothing) && !map.is_repository() {
        return None;
    }
    let path = map.found.path().map(|path| map.path_of(path).unwrap_or_else(|| path.display().to_string()));
    let owners = |map: &OwnerMap, path: &str| -> Vec<String> {
        map.line_for(path).iter().flat_map(|(_, line)| &line.owners).map(ToString::to_string).collect()
    };
    let mut problems: Vec<String> = map.found.problems().into_iter().map(in_line).collect();
    match &path {
        None => {
            problems.push("the repository has no CODEOWNERS, so nobody can be asked to approve".to_owned());
        }
        Some(path) if map.found.file().is_some() && owners(map, path).is_empty() => {
            problems.push(format!("nobody owns {path} itself, so anybody may change who owns what"));
        }
        Some(_) => {}
    }
    let codeowners = CodeOwnersFile { path, problems };
    let map = map.clone();
    let of = move |file: &str| {
        // What `terraform init` has fetched is nobody's.
        let path = map.path_of(Path::new(file)).filter(|path| !is_fetched(Path::new(path)))?;
        Some(Owned { owners: owners(&map, &path), path })
    };
    Some(Ownership { codeowners, of: Box::new(of) })
}

/// What is wrong, with the number of its line.
fn in_line(problem: Diagnostic) -> String {
    match &problem.place {
        Some((source, span)) => {
            format!("line {}: {}", source.position(span.start as usize).line, problem.message)
        }
        None => problem.message,
    }
}

/// A place in the repository that is checked: the source of the plans where it is named, else the first path.
#[must_use]
pub fn place(flags: &flags::Check) -> &Path {
    let first = flags.configuration.source.as_deref().or(flags.paths.first().map(PathBuf::as_path));
    // A name of a root module is no place, nor is standard input.
    first.filter(|path| path.exists()).unwrap_or(Path::new("."))
}

/// Tells who owns what, or what is wrong with the file of code owners.
///
/// # Errors
/// Where there is no such file, or what is asked for is nowhere.
pub fn run(flags: &flags::Owners) -> Result<Exit, Problem> {
    let config = Config::find(flags.config.as_deref())?;
    let codeowners = options::codeowners(flags.codeowners.as_ref(), &config);
    let asked = flags.subjects.iter().map(Path::new).find(|path| path.exists()).unwrap_or(&flags.root);
    let map = OwnerMap::around(asked, codeowners.as_deref()).map_err(|problem| vec![problem])?;
    if matches!(map.found, Found::Nothing) {
        let help =
            "GitHub looks for .github/CODEOWNERS, CODEOWNERS and docs/CODEOWNERS; --codeowners names another";
        return Err(Problem::usage(format!("there is no CODEOWNERS in {}", map.root.display()))
            .with_help(Some(help.to_owned())));
    }
    if flags.lint {
        return lint::run(&map, &gatekeepers(flags, &config)?, &config.roots());
    }
    let paint = terminal::stderr_paint();
    map.found.problems().iter().for_each(|problem| terminal::complain(&diagnostic(problem, paint)));
    let here = [".".to_owned()];
    let subjects = if flags.subjects.is_empty() { &here } else { &flags.subjects[..] };
    let mut rows = Vec::new();
    for subject in subjects {
        for (asked, file) in files_of(subject, flags, &config)? {
            if !file.exists() {
                let message = format!("there is no {}: this is who would own it", file.display());
                terminal::complain(&diagnostic(&Diagnostic::bare(Level::Note, message), paint));
            }
            rows.push(row(asked, &file, &map)?);
        }
    }
    let text = if flags.format == "json" { json(&rows) } else { human(&rows, terminal::stdout_paint()) };
    terminal::print(&text)?;
    Ok(Exit::Clear)
}

/// Those that flags name, else those of the settings.
///
/// # Errors
/// Where one can be nobody: no file would ever be theirs.
fn gatekeepers(flags: &flags::Owners, config: &Config) -> Result<Vec<String>, Problem> {
    for owner in &flags.gatekeeper {
        Owner::parse(owner).map_err(|why| Problem::usage(format!("--gatekeeper {owner}: {why}")))?;
    }
    let said = flags.gatekeeper.clone();
    Ok(if said.is_empty() { config.texts("gate.gatekeepers") } else { said })
}

/// One answer.
#[derive(Serialize)]
struct Row {
    /// What was asked for.
    asked: String,
    /// The file, from the repository's root.
    file: String,
    owners: Vec<String>,
    line: Option<String>,
}

fn row(asked: String, file: &Path, map: &OwnerMap) -> Result<Row, Problem> {
    let Some(path) = map.path_of(file) else {
        return Err(Problem::usage(format!("{} is outside of {}", file.display(), map.root.display())));
    };
    let line = map.line_for(&path);
    let owners = line.iter().flat_map(|(_, line)| &line.owners).map(ToString::to_string).collect();
    Ok(Row { asked, owners, line: line.map(|(file, line)| map.name_of(file, line)), file: path })
}

/// The files that something stands for: a file itself, a folder's Terraform files, where a resource or a value is written.
fn files_of(
    subject: &str,
    flags: &flags::Owners,
    config: &Config,
) -> Result<Vec<(String, PathBuf)>, Problem> {
    let path = Path::new(subject);
    if path.is_dir() {
        let files = terraform_files(path);
        return Ok(files.into_iter().map(|file| (file.display().to_string(), file)).collect());
    }
    // A key may have any letters in it.
    let plain = subject.split('[').next().unwrap_or(subject);
    let named = plain.contains('/') || [".tf", ".json", ".tfvars"].iter().any(|end| plain.ends_with(end));
    if path.exists() || named || !plain.contains('.') {
        return Ok(vec![(subject.to_owned(), path.to_owned())]);
    }
    addressed(subject, &flags.root, &config.roots())
}

/// The file of an address, in each way in which its root module is planned where they do not agree.
fn addressed(subject: &str, root: &Path, settings: &Roots) -> Result<Vec<(String, PathBuf)>, Problem> {
    let named = root.to_str().filter(|_| !root.exists()).and_then(|name| settings.named(name));
    let folder = named.map_or(root, |root| &root.folder);
    let ways = named.map_or_else(|| settings.ways(folder), |root| vec![Some(root.clone())]);
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    for way in &ways {
        let options = options_of(way.as_deref(), &SourceOptions::of_environment());
        let file = file_of(subject, folder, &options);
        let name = way.as_ref().and_then(|root| root.name.as_ref());
        match file {
            Ok(file) if found.iter().any(|(_, other)| *other == file) => {}
            Ok(file) => found
                .push((name.map_or_else(|| subject.to_owned(), |name| format!("{subject} in {name}")), file)),
            Err(problem) if ways.len() == 1 => return Err(problem),
            Err(_) => {}
        }
    }
    match &mut found[..] {
        [] => Err(nowhere(subject, folder)),
        [(only, _)] => {
            subject.clone_into(only);
            Ok(found)
        }
        _ => Ok(found),
    }
}

fn nowhere(asked: &str, root: &Path) -> Problem {
    let below =
        if holds_source(root) { Vec::new() } else { Repository::search(root, &Library::default()).roots() };
    if !below.is_empty() {
        let named = below.iter().take(MOST_ROOTS).map(|root| format!("--root {}", root.display()));
        let more = if below.len() > MOST_ROOTS { " and others" } else { "" };
        let help = format!("say which root module is meant: {}{more}", named.collect::<Vec<_>>().join(", "));
        let message = format!("`{asked}` is an address, and {} holds no source", root.display());
        return Problem::usage(message).with_help(Some(help));
    }
    Problem::usage(format!("there is no `{asked}` in {}", root.display()))
        .with_help(Some("`sekisho show` lists the resources; --root names another root module".to_owned()))
}

/// The file that a resource stands in, or the value of an attribute of it; without a key, all its instances.
fn file_of(subject: &str, root: &Path, options: &SourceOptions) -> Result<PathBuf, Problem> {
    let plan = StaticPlan::read(root, options)?;
    let asked = Address::parse(subject).map_or_else(|_| subject.to_owned(), |address| address.to_string());
    let nowhere = || nowhere(&asked, root);
    let found = plan.graph.resources.iter().find_map(|r| Some((r, attribute_of(&r.address, &asked)?)));
    let (resource, attribute) = found.ok_or_else(nowhere)?;
    let places = plan.trace(&[(resource, vec![attribute])]);
    let place = places.into_iter().flatten().next().ok_or_else(nowhere)?;
    Ok(PathBuf::from(place.source.name()))
}

/// What is asked of a resource, if it is this one: an attribute, or nothing where it is the resource itself.
fn attribute_of<'t>(address: &Address, asked: &'t str) -> Option<&'t str> {
    let names = [address.to_name(), address.without_keys().to_name()];
    let rest =
        names.iter().find_map(|name| asked.strip_prefix(name.as_str()).filter(|rest| !rest.starts_with('[')));
    rest.and_then(|rest| if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') })
}

fn human(rows: &[Row], paint: Paint) -> String {
    let mut out = String::new();
    let width = rows.iter().map(|row| row.asked.chars().count()).max().unwrap_or(0);
    for Row { asked, file, owners, line } in rows {
        let line = line.as_ref().map_or_else(|| "no line".to_owned(), Clone::clone);
        let owners = if owners.is_empty() {
            paint.warning("nobody")
        } else {
            escape::terminal(&owners.join(" ")).into_owned()
        };
        let by = if asked == file { line } else { format!("{file}, {line}") };
        let asked = escape::terminal(asked);
        let _ =
            writeln!(out, "{asked:<width$}  {owners}  {}", paint.dim(&escape::terminal(&format!("({by})"))));
    }
    out
}

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    owners: &'r [Row],
}

fn json(rows: &[Row]) -> String {
    // Strings and lists of them always serialise.
    let text = serde_json::to_string_pretty(&Document { version: 1, owners: rows }).unwrap_or_default();
    escape::json(&text).into_owned() + "\n"
}
