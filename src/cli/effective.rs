//! What holds for rules and for inputs of policies, and where that comes from.

use crate::policy::{self, GivenInputs, Input, PolicyFile, RuleName};
use crate::terraform::{SourceOptions, variables, workspace};
use crate::text::Diagnostic;

use super::catalogue::{self, Entry};
use super::config::{Config, Explained, Root, shown};
use super::flags;
use super::options::{ENVIRONMENT, Options, shipped};
use super::problem::Problem;

/// The rules that the settings say something of.
///
/// # Errors
/// What is wrong with a user's own policy files.
pub fn rules(config: &Config, options: &Options) -> Result<Vec<Explained>, Problem> {
    let (policies, no_builtin) = (options.policy_folders.clone(), !options.policies.built_in);
    let mut rows = Vec::new();
    for entry in catalogue::all(&flags::Policies { policies, no_builtin })? {
        let otherwise = |setting: &str| match setting {
            "level" => entry.level.as_str().to_owned(),
            "severity" => entry.docs.severity.as_str().to_owned(),
            _ => String::new(),
        };
        let said = config.explain_rule(entry.name(), &otherwise);
        let docs = policy::adjusted(&entry.docs, entry.name(), &options.policies.adjustments);
        if !said.is_empty() && !options.policies.selection.has(entry.name(), &docs) {
            rows.push(Explained {
                key: entry.id.to_owned(),
                value: "not used".to_owned(),
                ..Explained::default()
            });
        }
        rows.extend(said);
    }
    Ok(rows)
}

/// What the settings say of rules and does nothing, as warnings: to find it out takes time that a run has not.
///
/// # Errors
/// What is wrong with a user's own policy files.
pub fn idle(config: &Config, options: &Options) -> Result<Vec<Diagnostic>, Problem> {
    let (policies, no_builtin) = (options.policy_folders.clone(), !options.policies.built_in);
    let entries = catalogue::all(&flags::Policies { policies, no_builtin })?;
    let known: Vec<RuleName<'_>> = entries.iter().map(Entry::name).collect();
    let level =
        |rule: RuleName<'_>| entries.iter().find(|entry| entry.id == rule.id).map(|entry| entry.level);
    Ok(config.idle_demands(&known, &level))
}

/// What holds for a root module beside what the settings say of it: its workspace, and the values of its variables.
#[must_use]
pub fn root(root: &Root, given: &SourceOptions) -> Vec<Explained> {
    let options = root.options(given);
    let mut rows = Vec::new();
    if root.workspace().is_none() {
        let (value, by) = workspace(&root.folder, &options.environment);
        let origin = by.unwrap_or("default").to_owned();
        rows.push(Explained { key: "workspace".to_owned(), value, origin, ..Explained::default() });
    }
    let values = variables(&root.folder, &options).unwrap_or_default();
    rows.extend(values.into_iter().map(|variable| Explained {
        key: format!("var.{}", variable.name),
        value: match &variable.value {
            None => "-".to_owned(),
            Some(Ok(value)) => shown(value),
            Some(Err(why)) => format!("({why})"),
        },
        origin: variable.origin,
        note: match (&variable.value, variable.is_default) {
            (None, _) => "not given".to_owned(),
            (_, true) => "default".to_owned(),
            _ => String::new(),
        },
    }));
    rows
}

/// The inputs of all policies, by name.
///
/// # Errors
/// Never for the rules that ship.
pub fn inputs(config: &Config, options: &Options) -> Result<Vec<Explained>, Problem> {
    let shipped = if options.policies.built_in { shipped()? } else { Vec::new() };
    let files = shipped.iter().chain(&options.policies.custom);
    let of_file = |file: &PolicyFile| -> Vec<Explained> {
        let one = |input| row(input, file.source.name(), config, &options.policies.inputs);
        file.inputs.iter().map(one).collect()
    };
    let mut rows: Vec<Explained> = files.flat_map(of_file).collect();
    rows.sort_by(|a, b| (&a.key, &a.note).cmp(&(&b.key, &b.note)));
    Ok(rows)
}

fn row(input: &Input, file: &str, config: &Config, given: &GivenInputs) -> Explained {
    let name = input.name.as_str();
    let plain = name.replace('-', "_");
    let layer = given.layer(name);
    let origin = match layer {
        None => "default".to_owned(),
        Some(0) => "--input".to_owned(),
        Some(1) => format!("{ENVIRONMENT}{plain}"),
        Some(2) => "--input-file".to_owned(),
        Some(3) => config.place_of("inputs", &plain),
        Some(4) => config.place_of("accounts", ""),
        Some(_) => config.place_of_setting("gate.gatekeepers"),
    };
    let own = policy::fitting_value(input, None).map_or_else(|_| "none".to_owned(), |own| shown(&own));
    Explained {
        key: name.to_owned(),
        value: policy::input_value(input, given).map_or_else(|why| format!("({why})"), |value| shown(&value)),
        origin,
        note: if layer.is_some() { format!("{file}, default {own}") } else { file.to_owned() },
    }
}
