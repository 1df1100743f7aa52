//! What an input says of itself, and whether a policy file is about it.

use std::path::{Path, PathBuf};

use crate::policy::{self, PolicyFile};
use crate::terraform::{Graph, Input, Plan, Role, StaticPlan};
use crate::value::Mode;

use super::report::InputSummary;

/// What a reader should know of an input beside its findings.
#[must_use]
pub fn summary(input: &Input, graph: &Graph) -> InputSummary {
    match input {
        Input::Plan(plan) => {
            let mut summary = of_plan(plan);
            summary.notes.extend(plan.written.as_ref().and_then(|source| mismatch(source, graph)));
            summary
        }
        Input::Source(source) => of_source(source),
    }
}

/// A source that does not make what the plan has is another one, or another version of it.
fn mismatch(source: &StaticPlan, graph: &Graph) -> Option<String> {
    let entries = (0..).zip(&graph.resources).filter(|(at, _)| graph.role(*at) == Role::Resource);
    let kept = entries.map(|(_, resource)| resource).filter(|resource| {
        resource.action.leaves_it() && resource.deposed.is_none() && resource.address.mode == Mode::Managed
    });
    let lacking = source.lacks(kept.map(|resource| resource.id));
    let first = lacking.first()?;
    let more = if lacking.len() > 1 { format!(" and {} more", lacking.len() - 1) } else { String::new() };
    Some(format!(
        "the source in {} does not make all that the plan has: {first}{more}; lines may be missing or wrong",
        source.name
    ))
}

fn of_source(source: &StaticPlan) -> InputSummary {
    InputSummary {
        path: source.name.clone(),
        kind: "source",
        folder: Some(source.folder().to_owned()),
        root: source.deployment.name.clone(),
        account: None,
        terraform_version: String::new(),
        resources: source.resource_count(),
        notes: Vec::new(),
        infos: Vec::new(),
        problems: Vec::new(),
        gaps: Vec::new(),
    }
}

/// The folder of the plan's source; without one, the folder that the plan lies in.
fn folder_of(plan: &Plan) -> Option<PathBuf> {
    let beside = || Path::new(plan.source.name()).parent().map(Path::to_owned);
    plan.written.as_ref().map(|source| source.folder().to_owned()).or_else(beside)
}

fn of_plan(plan: &Plan) -> InputSummary {
    let header = &plan.header;
    let mut notes = Vec::new();
    if header.complete == Some(false) && !header.errored && header.deferred == 0 {
        notes.push("the plan is incomplete: another plan and apply must follow".to_owned());
    }
    if header.drifted > 0 {
        let s = if header.drifted == 1 { " was" } else { "s were" };
        notes.push(format!("{} resource{s} changed outside Terraform since the last apply", header.drifted));
    }
    InputSummary {
        path: plan.source.name().to_owned(),
        kind: "plan",
        folder: folder_of(plan),
        root: plan.deployment.name.clone(),
        account: None,
        terraform_version: header.terraform_version.clone(),
        resources: plan.resource_count(),
        notes,
        infos: Vec::new(),
        problems: Vec::new(),
        gaps: Vec::new(),
    }
}

/// Whether a file's policies are about a plan at all; what a reader should know of that is noted.
pub fn applies(file: &PolicyFile, input: &Input, notes: &mut Vec<String>) -> bool {
    let name = file.source.name();
    for (provider, constraint) in &file.required_providers {
        if let Some(version) = input.providers().of(provider)
            && policy::admits(constraint, version) == Ok(false)
        {
            let short = provider.strip_prefix("registry.terraform.io/").unwrap_or(provider);
            notes.push(format!(
                "{name} was written for {short} {constraint}, but this {} is of {version}",
                input.kind()
            ));
        }
    }
    let version = input.terraform_version();
    match &file.required_terraform {
        Some(constraint) if !version.is_empty() && policy::admits(constraint, version) == Ok(false) => {
            notes.push(format!(
                "{name} is about Terraform {constraint}: its policies were not applied to this plan of {version}"
            ));
            false
        }
        _ => true,
    }
}
