//! Opening an input, whatever form it has.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::text::json::{JsonError, Next, Reader};
use crate::text::{Diagnostic, Source};

use crate::value::Name;

use super::deployment::Deployment;
use super::error::InputError;
use super::graph::{Graph, Resource};
use super::lockfile::ProviderVersions;
use super::plan::Plan;
use super::planfile;
use super::projection::Projection;
use super::source::{Problem, SourceOptions, StaticPlan};

/// Something to check.
#[derive(Debug)]
pub enum Input {
    /// A plan that Terraform made.
    Plan(Box<Plan>),
    /// What the source of a root module would make.
    Source(Box<StaticPlan>),
}

impl Input {
    /// The source in a folder, evaluated.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn source(folder: &Path, options: &SourceOptions) -> Result<Self, Vec<Diagnostic>> {
        StaticPlan::read(folder, options).map(|plan| Self::Source(Box::new(plan)))
    }

    /// As the user named it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Plan(plan) => plan.source.name(),
            Self::Source(plan) => &plan.name,
        }
    }

    /// `plan` or `source`
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Plan(_) => "plan",
            Self::Source(_) => "source",
        }
    }

    /// The version of Terraform that made it; empty where it does not tell.
    #[must_use]
    pub fn terraform_version(&self) -> &str {
        match self {
            Self::Plan(plan) => &plan.header.terraform_version,
            Self::Source(_) => "",
        }
    }

    /// What it is a plan of, where somebody says so.
    #[must_use]
    pub fn deployment(&self) -> &Deployment {
        match self {
            Self::Plan(plan) => &plan.deployment,
            Self::Source(plan) => &plan.deployment,
        }
    }

    /// The types that occur in it.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<Name> {
        match self {
            Self::Plan(plan) => plan.kinds(),
            Self::Source(plan) => plan.graph.resources.iter().map(Resource::kind).collect(),
        }
    }

    /// What is wanted of it, as a graph.
    ///
    /// # Errors
    /// Where a part of a plan does not have the shape that the format gives it.
    pub fn graph(&self, projection: &Projection) -> Result<Arc<Graph>, InputError> {
        match self {
            Self::Plan(plan) => plan.graph(projection).map(Arc::new),
            Self::Source(plan) => Ok(plan.graph.clone()),
        }
    }

    /// The source that it was made from, where that is at hand.
    #[must_use]
    pub fn as_source(&self) -> Option<&StaticPlan> {
        match self {
            Self::Plan(plan) => plan.written.as_deref(),
            Self::Source(plan) => Some(plan),
        }
    }

    /// Versions of providers, where a lock file tells them.
    #[must_use]
    pub fn providers(&self) -> &ProviderVersions {
        match self {
            Self::Plan(plan) => &plan.providers,
            Self::Source(plan) => plan.providers(),
        }
    }

    /// What is wrong with it and kept nothing else from being read. A plan has all there is to check, whatever is missing of
    /// its source, but where Terraform itself says that it is not whole.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        match self {
            Self::Plan(plan) => {
                let problems = plan.written.as_ref().map(|source| source.problems()).unwrap_or_default();
                let of_source = problems.into_iter().map(|problem| problem.diagnostic.into_warning().into());
                plan.problems().into_iter().chain(of_source).collect()
            }
            Self::Source(plan) => plan.problems(),
        }
    }
}

impl From<Plan> for Input {
    fn from(plan: Plan) -> Self {
        Self::Plan(Box::new(plan))
    }
}

/// Reads the plan at a path; `-` is standard input. A saved binary plan is converted by `terraform` (or the given tool).
///
/// # Errors
/// Says what the input is instead of a plan.
pub fn load(path: &Path, tool: Option<&OsStr>) -> Result<Plan, InputError> {
    let stdin = path.as_os_str() == "-";
    let mut bytes =
        if stdin { read_stdin() } else { std::fs::read(path) }.map_err(|e| unreadable(path, &e))?;
    if planfile::is_plan_file(&bytes) {
        if stdin {
            return Err(InputError::PlanFile(
                "standard input is a saved plan: give its path instead, or pipe what `terraform show -json` prints".to_owned(),
            ));
        }
        bytes = planfile::convert(path, tool)?;
    }
    let name = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
    let text = String::from_utf8(bytes).map_err(|error| no_text(&error))?;
    let mut plan = Plan::read(Source::new(name, text))?;
    if !stdin {
        plan.providers = ProviderVersions::beside(path);
    }
    Ok(plan)
}

/// What bytes are that are no UTF-8.
fn no_text(error: &std::string::FromUtf8Error) -> InputError {
    match error.as_bytes() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => InputError::Wide,
        [0x1f, 0x8b, ..] => InputError::Compressed,
        _ => InputError::NotText(error.utf8_error().valid_up_to()),
    }
}

fn read_stdin() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error) -> InputError {
    let path = path.display();
    InputError::Unreadable(match error.kind() {
        std::io::ErrorKind::NotFound => format!("{path}: no such file"),
        _ => format!("{path}: {error}"),
    })
}

/// Where in a plan's text the value of an attribute stands: of the entry at `offset`, below `change.after`, as far
/// down the path as it goes. The path is as blame gives it: `ingress[2].cidr_blocks`.
#[must_use]
pub fn locate(text: &str, offset: usize, side: &str, path: &str) -> Option<Range<usize>> {
    let entry = member(text, offset, "change").ok()??;
    let mut at = member(text, entry, side).ok()??;
    for step in steps(path) {
        match descend(text, at, &step).ok().flatten() {
            Some(deeper) => at = deeper,
            None => break,
        }
    }
    let mut reader = Reader::at(text, at);
    let start = reader.offset();
    let skipped = reader.skip().ok()?;
    Some(start..start + skipped.len())
}

fn member(text: &str, offset: usize, name: &str) -> Result<Option<usize>, JsonError> {
    let mut found = None;
    Reader::at(text, offset).object(|r, key| {
        if key == name {
            found = Some(r.offset());
        }
        r.skip().map(drop)
    })?;
    Ok(found)
}

/// The offset of a part of the value at an offset of a JSON text.
pub(super) fn descend(text: &str, at: usize, step: &str) -> Result<Option<usize>, JsonError> {
    let mut reader = Reader::at(text, at);
    match reader.peek()? {
        Next::Object => member(text, at, step),
        Next::Array => {
            let Ok(wanted) = step.parse::<usize>() else { return Ok(None) };
            let (mut count, mut found) = (0, None);
            reader.array(|r| {
                if count == wanted {
                    found = Some(r.offset());
                }
                count += 1;
                r.skip().map(drop)
            })?;
            Ok(found)
        }
        _ => Ok(None),
    }
}

/// `ingress[2].cidr_blocks` as `ingress`, `2`, `cidr_blocks`.
pub(super) fn steps(path: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(inside) = rest.strip_prefix('[') {
            let Some((step, after)) = bracketed(inside) else { break };
            steps.push(step);
            rest = after;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            steps.push(rest[..end].to_owned());
            rest = &rest[end..];
        }
    }
    steps
}

fn bracketed(inside: &str) -> Option<(String, &str)> {
    if inside.starts_with('"') {
        let mut stream = serde_json::Deserializer::from_str(inside).into_iter::<String>();
        let step = stream.next()?.ok()?;
        let rest = inside.get(stream.byte_offset()..)?;
        return Some((step, rest.strip_prefix(']')?));
    }
    let (step, rest) = inside.split_once(']')?;
    Some((step.to_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::{locate, steps};

    #[test]
    fn paths_fall_into_steps() {
        assert_eq!(steps(r#"a[2].b["x.y"]"#), ["a", "2", "b", "x.y"]);
    }

    #[test]
    fn finds_the_value_or_the_block_it_is_missing_from() {
        let text = r#"{"address": "x", "change": {"after": {"a": [{"b": 1}, {"b": 22}]}}}"#;
        let at = |path| &text[locate(text, 0, "after", path).unwrap()];
        assert_eq!(at("a[1].b"), "22");
        assert_eq!(at("a[1].c"), r#"{"b": 22}"#);
        assert_eq!(at("z"), r#"{"a": [{"b": 1}, {"b": 22}]}"#);
    }
}
