//! `terraform show -json` of a plan: a first pass finds out what is in it and where, a second decodes what is wanted.
//!
//! The text is one buffer and elements are offsets into it; a reader of chunks can take the first pass's place without
//! anything above noticing, since all it hands on is [`Element`]s.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::text::json::{JsonError, Next, Reader};
use crate::text::{Diagnostic, Level, Source};
use crate::value::{Mode, Name, Origin, Value, from_json};

use super::configuration::Configuration;
use super::decode;
use super::deployment::Deployment;
use super::error::InputError;
use super::graph::{Graph, Resource};
use super::lockfile::ProviderVersions;
use super::projection::{Projection, Wanted};
use super::schema::{self, Thing, TypeSchema};
use super::source::{Gap, Problem, StaticPlan};
use super::{policy_document, prior, settle, tables};

/// One entry of `resource_changes`.
#[derive(Clone, Debug)]
pub struct Element {
    /// Byte offset of its `{`.
    pub offset: usize,
    /// Its type.
    pub kind: Name,
    /// Managed or data.
    pub mode: Mode,
    /// Its address, as text.
    pub address: Name,
}

/// What the plan says of itself.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// `1.2`
    pub format_version: String,
    /// `1.11.4`; empty where the plan does not tell.
    pub terraform_version: String,
    /// Planning failed; what is there is only a part.
    pub errored: bool,
    /// False where Terraform says that another plan and apply must follow.
    pub complete: Option<bool>,
    /// How many resources drifted since the last apply.
    pub drifted: usize,
    /// How many changes were put off because something they need is unknown.
    pub deferred: usize,
}

/// A plan after the first pass.
#[derive(Debug)]
pub struct Plan {
    /// Its text.
    pub source: Source,
    /// What it says of itself.
    pub header: Header,
    /// Its resource changes.
    pub elements: Vec<Element>,
    /// Versions of providers, where a lock file tells them.
    pub providers: ProviderVersions,
    /// Its source, where that is at hand: it tells lines, and what plan JSON does not record.
    pub written: Option<Arc<StaticPlan>>,
    /// What it is a plan of, where somebody says so.
    pub deployment: Deployment,
    pub(super) configuration: Option<usize>,
    variables: Option<usize>,
    pub(super) prior_state: Option<usize>,
}

impl Plan {
    /// Makes the first pass.
    ///
    /// # Errors
    /// Says what the text is instead of a plan, or where it stops being one.
    pub fn read(source: Source) -> Result<Self, InputError> {
        let text = source.text();
        if text.trim().is_empty() {
            return Err(InputError::Empty);
        }
        let mut scan = Scan::default();
        let mut reader = Reader::new(text);
        let outcome = reader
            .peek()
            .and_then(|_| reader.object(|r, key| scan.member(r, &key)))
            .and_then(|()| reader.end());
        if let Err(error) = outcome {
            return Err(explain(&source, &scan, &error));
        }
        if let Some(error) = scan.is_something_else() {
            return Err(error);
        }
        let Scan { header, elements, configuration, variables, prior_state, .. } = scan;
        let (providers, deployment) = Default::default();
        Ok(Self {
            source,
            header,
            elements,
            providers,
            written: None,
            deployment,
            configuration,
            variables,
            prior_state,
        })
    }

    /// The values that the root module's variables had.
    #[must_use]
    pub fn variables(&self) -> BTreeMap<Name, Value> {
        let Some(at) = self.variables else { return BTreeMap::new() };
        let mut values = BTreeMap::new();
        let read = Reader::at(self.source.text(), at).object(|r, name| {
            if let Ok(variable) = from_json(r.skip()?)
                && let Some(value) = variable.as_fields().and_then(|fields| fields.get_str("value"))
            {
                values.insert(Name::new(&name), value.clone());
            }
            Ok::<(), JsonError>(())
        });
        // What cannot be read has no value here, as if the plan did not tell it.
        if read.is_ok() { values } else { BTreeMap::new() }
    }

    /// What keeps it from being whole, as it says itself.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let Header { errored, deferred, .. } = self.header;
        let name = self.source.name();
        let failed = errored.then(|| Problem {
            diagnostic: Diagnostic::bare(
                Level::Error,
                format!("{name}: planning failed: this is only a part of the plan, and what is missing was not checked"),
            ),
            gap: Some(Gap::Failed),
        });
        let deferred = (deferred > 0).then(|| Problem {
            diagnostic: Diagnostic::bare(
                Level::Warning,
                format!("{name}: {deferred} changes are deferred to a later plan and were not checked"),
            ),
            gap: Some(Gap::Deferred),
        });
        failed.into_iter().chain(deferred).collect()
    }

    /// The types that occur in it.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<Name> {
        self.elements.iter().map(|e| e.kind).collect()
    }

    /// How many managed resources it speaks of.
    #[must_use]
    pub fn resource_count(&self) -> usize {
        self.elements.iter().filter(|e| e.mode == Mode::Managed).count()
    }

    /// Decodes what is wanted.
    ///
    /// # Errors
    /// Where an entry does not have the shape that the format gives it.
    pub fn graph(&self, projection: &Projection) -> Result<Graph, InputError> {
        let text = self.source.text();
        let kinds: BTreeSet<(Mode, Name)> = self.elements.iter().map(|e| (e.mode, e.kind)).collect();
        let wanted: HashMap<(Mode, Name), Asked> =
            kinds.into_iter().filter_map(|kind| Some((kind, asked(kind, projection)?))).collect();
        let wanted: Vec<(&Element, &Asked)> =
            self.elements.iter().filter_map(|e| Some((e, wanted.get(&(e.mode, e.kind))?))).collect();
        let decode = |(at, (element, (wanted, schema))): (usize, &(&Element, &Asked))| {
            let origin = Origin(u32::try_from(at + 1).unwrap_or(u32::MAX));
            decode::resource(text, element.offset, wanted, *schema, origin)
        };
        let resources: Result<Vec<Resource>, JsonError> = wanted.par_iter().enumerate().map(decode).collect();
        let mut resources = resources.map_err(|e| malformed(&self.source, &e))?;
        self.add_data(projection, &mut resources).map_err(|e| malformed(&self.source, &e))?;
        let configuration = || Configuration::read(text, self.configuration);
        let graph = settle::settle(resources, configuration, self, projection.blocks)
            .map_err(|e| malformed(&self.source, &e))?;
        Ok(match &self.written {
            Some(source) => graph.declaring(|_, resource| source.declaration(&resource.address)),
            None => graph,
        })
    }

    /// Data sources that were read before the plan was made; one that is read again is among its changes.
    fn add_data(&self, projection: &Projection, resources: &mut Vec<Resource>) -> Result<(), JsonError> {
        let Some(at) = self.prior_state.filter(|_| projection.wants_any_data()) else { return Ok(()) };
        let again: HashSet<Name> =
            self.elements.iter().filter(|e| e.mode == Mode::Data).map(|e| e.address).collect();
        let text = self.source.text();
        for offset in prior::data(text, at, &|kind| projection.wants_data(kind))? {
            let origin = Origin(u32::try_from(resources.len() + 1).unwrap_or(u32::MAX));
            let resource = decode::of_state(text, offset, origin)?;
            if !again.contains(&resource.id) {
                resources.push(resource);
            }
        }
        Ok(())
    }

    /// The addresses of all instances, for references that name a resource without its key.
    pub fn addresses(&self) -> impl Iterator<Item = Name> {
        self.elements.iter().map(|e| e.address)
    }
}

/// What is asked for of a type, and what its provider says of it.
type Asked = (Wanted, Option<&'static TypeSchema>);

fn asked((mode, kind): (Mode, Name), projection: &Projection) -> Option<Asked> {
    let thing = if mode == Mode::Data { Thing::Data } else { Thing::Resource };
    Some((wanted(mode, kind, projection)?, schema::find(thing, kind)))
}

/// What is asked for of a type, and what tells how its resources are named by others.
fn wanted(mode: Mode, kind: Name, projection: &Projection) -> Option<Wanted> {
    if mode == Mode::Data && (kind.as_str() == policy_document::KIND || projection.wants_data(&kind)) {
        return Some(Wanted::All);
    }
    let mut wanted = projection.of(kind)?;
    tables::identity_attributes(kind).into_iter().for_each(|name| wanted.add(name));
    tables::siblings(kind).for_each(|name| wanted.add(name));
    Some(wanted)
}

fn place(source: &Source, offset: usize) -> String {
    let at = source.position(offset);
    format!("line {}, column {} (byte {offset})", at.line, at.column)
}

fn malformed(source: &Source, error: &JsonError) -> InputError {
    InputError::Malformed { what: error.what.clone(), place: place(source, error.offset) }
}

/// What went wrong, by what had been read before.
fn explain(source: &Source, scan: &Scan, error: &JsonError) -> InputError {
    if let Some(other) = scan.is_something_else().filter(|_| !error.truncated && scan.members > 0) {
        return other;
    }
    if error.truncated {
        return InputError::Truncated(error.offset);
    }
    if scan.header.format_version.is_empty() {
        return InputError::NotJson { what: error.what.clone(), place: place(source, error.offset) };
    }
    malformed(source, error)
}

/// The first pass.
#[derive(Default)]
struct Scan {
    header: Header,
    elements: Vec<Element>,
    configuration: Option<usize>,
    variables: Option<usize>,
    prior_state: Option<usize>,
    members: usize,
    has_changes: bool,
    has_plan_parts: bool,
    has_values: bool,
    has_lineage: bool,
    is_event: bool,
    /// Which of [`READ`] have been there.
    seen: HashSet<String>,
}

/// What is read of a plan; Terraform writes each of them once.
const READ: [&str; 10] = [
    "format_version",
    "terraform_version",
    "errored",
    "complete",
    "resource_changes",
    "resource_drift",
    "deferred_changes",
    "configuration",
    "variables",
    "prior_state",
];

impl Scan {
    fn member(&mut self, reader: &mut Reader<'_>, key: &str) -> Result<(), JsonError> {
        self.members += 1;
        if READ.contains(&key) && !self.seen.insert(key.to_owned()) {
            let what = format!("`{key}` is there twice");
            return Err(JsonError { what, offset: reader.offset(), truncated: false });
        }
        match key {
            "format_version" => self.header.format_version = text(reader)?,
            "terraform_version" => self.header.terraform_version = text(reader)?,
            "errored" => self.header.errored = flag(reader)?.unwrap_or(false),
            "complete" => self.header.complete = flag(reader)?,
            "resource_changes" => {
                self.has_changes = true;
                self.elements = elements(reader)?;
            }
            "resource_drift" => self.header.drifted = elements(reader)?.len(),
            "deferred_changes" => self.header.deferred = count(reader)?,
            "configuration" => self.configuration = Some(skip_at(reader)?),
            "variables" => self.variables = Some(skip_at(reader)?),
            "prior_state" => {
                self.has_plan_parts = true;
                self.prior_state = Some(skip_at(reader)?);
            }
            other => {
                self.has_plan_parts |= matches!(other, "planned_values" | "output_changes");
                self.has_values |= other == "values";
                self.has_lineage |= matches!(other, "lineage" | "serial");
                self.is_event |= matches!(other, "@level" | "@message");
                reader.skip()?;
            }
        }
        Ok(())
    }

    fn is_something_else(&self) -> Option<InputError> {
        let version = &self.header.format_version;
        if self.is_event {
            Some(InputError::EventStream)
        } else if self.has_lineage {
            Some(InputError::StateFile)
        } else if version.is_empty() {
            Some(InputError::NoPlan)
        } else if !(version.starts_with("0.") || version.starts_with("1.")) {
            Some(InputError::Format(version.clone()))
        } else if self.has_values && !self.has_changes && !self.has_plan_parts {
            Some(InputError::State)
        } else if self.configuration.is_none() && !self.has_changes && !self.has_plan_parts {
            // `terraform show -json` of an empty state.
            Some(InputError::State)
        } else {
            None
        }
    }
}

fn text(reader: &mut Reader<'_>) -> Result<String, JsonError> {
    reader.string().map(std::borrow::Cow::into_owned)
}

fn flag(reader: &mut Reader<'_>) -> Result<Option<bool>, JsonError> {
    if reader.peek()? == Next::Bool { reader.bool().map(Some) } else { reader.skip().map(|_| None) }
}

fn skip_at(reader: &mut Reader<'_>) -> Result<usize, JsonError> {
    let offset = reader.offset();
    reader.skip()?;
    Ok(offset)
}

fn count(reader: &mut Reader<'_>) -> Result<usize, JsonError> {
    let mut count = 0;
    if reader.peek()? == Next::Null {
        return reader.null().map(|()| 0);
    }
    reader.array(|r| {
        count += 1;
        r.skip().map(drop)
    })?;
    Ok(count)
}

fn elements(reader: &mut Reader<'_>) -> Result<Vec<Element>, JsonError> {
    let mut elements = Vec::new();
    if reader.peek()? == Next::Null {
        return reader.null().map(|()| elements);
    }
    reader.array(|r| {
        let offset = r.offset();
        let head = decode::head(r)?;
        let (kind, address) = (Name::new(&head.kind), Name::new(&head.address));
        elements.push(Element { offset, kind, mode: head.mode, address });
        Ok::<(), JsonError>(())
    })?;
    Ok(elements)
}
