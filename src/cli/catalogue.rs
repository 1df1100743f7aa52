//! The rules at hand, shipped and custom, for the commands that speak of rules rather than run them.

use std::sync::Arc;

use crate::policy::{Docs, Level, Operation, PolicyFile, ResourcePolicy, RuleName, family_of};
use crate::terraform::Role;
use crate::text::Source;
use crate::value::Value;

use super::config::Config;
use super::flags;
use super::options;
use super::problem::Problem;

/// A rule: all policies of a file under one label.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: &'static str,
    /// What the comment above it says.
    pub docs: Arc<Docs>,
    /// The level of its first policy.
    pub level: Level,
    /// Types that it is about, as written.
    pub kinds: Vec<&'static str>,
    /// Operations that it is about.
    pub operations: Vec<&'static str>,
    /// Whether it ships.
    pub built_in: bool,
    /// The file it stands in.
    pub source: Source,
}

impl Entry {
    /// As patterns see it.
    #[must_use]
    pub fn name(&self) -> RuleName<'_> {
        RuleName { family: family_of(self.source.name()), id: self.id }
    }
}

/// Where the policies of the project come from that is around the current folder: what flags say, else its settings.
///
/// # Errors
/// What is wrong with the settings.
pub fn around(flags: &flags::Policies) -> Result<flags::Policies, Problem> {
    Ok(options::policies(flags, &Config::find(None)?))
}

/// All rules, shipped ones first, each by id.
///
/// # Errors
/// What is wrong with a user's own policy files.
pub fn all(flags: &flags::Policies) -> Result<Vec<Entry>, Problem> {
    let shipped = if flags.no_builtin { Vec::new() } else { options::shipped()? };
    let custom = options::custom(flags)?;
    let mut entries: Vec<Entry> = shipped.iter().flat_map(|file| of_file(file, true)).collect();
    entries.extend(custom.iter().flat_map(|file| of_file(file, false)));
    entries.sort_by_key(|entry| (!entry.built_in, entry.id));
    Ok(entries)
}

fn of_file(file: &PolicyFile, built_in: bool) -> Vec<Entry> {
    let entry = |(label, docs): &(crate::value::Name, Arc<Docs>)| {
        let policies: Vec<&ResourcePolicy> = file.policies.iter().filter(|p| p.label == *label).collect();
        let mut kinds: Vec<&str> = policies.iter().map(|p| p.kind.as_str()).collect();
        kinds.dedup();
        // Nothing is planned for module calls and providers.
        let planned = policies.iter().filter(|p| p.role == Role::Resource);
        let about = |operation: &Operation| planned.clone().any(|p| p.operations.contains(operation));
        Entry {
            id: label.as_str(),
            docs: docs.clone(),
            level: policies.first().and_then(|p| level(p)).unwrap_or(file.level),
            kinds,
            operations: Operation::ALL.into_iter().filter(about).map(Operation::as_str).collect(),
            built_in,
            source: file.source.clone(),
        }
    };
    file.docs.iter().map(entry).collect()
}

fn level(policy: &ResourcePolicy) -> Option<Level> {
    policy.level.as_ref()?.as_literal().and_then(Value::as_str).and_then(Level::parse)
}
