//! From flags to things: everything is decided and built here, once.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::check::{Policies, Selection};
use crate::gate::Ground;
use crate::output::{Format, Style};
use crate::policy::{self, Given, GivenInputs, PolicyFile, RuleName, Severity};
use crate::terraform::schema::Schemas;
use crate::text::{Diagnostic, Level, Source, nearest};
use crate::value::Value;

use super::config::{Config, NONE_LEFT, real};
use super::flags;
use super::patterns;
use super::problem::Problem;
use super::terminal;
use super::trust;

/// What `check` does.
#[derive(Debug)]
pub struct Options {
    /// Plans and folders of source to read.
    pub paths: Vec<PathBuf>,
    /// Policies to use.
    pub policies: Policies,
    /// The folders of a user's own policies.
    pub policy_folders: Vec<PathBuf>,
    /// Things worth saying that keep nothing from working.
    pub warnings: Vec<Diagnostic>,
    /// Format on stdout; none when quiet.
    pub format: Option<Format>,
    /// Files to write.
    pub outputs: Vec<(Format, PathBuf)>,
    /// How reports look and what blocks.
    pub style: Style,
    /// Whether verdicts that could not be decided block.
    pub unknown_fails: bool,
    /// The file of code owners, where it is named.
    pub codeowners: Option<PathBuf>,
    /// The file of known findings, where there is one.
    pub baseline: Option<PathBuf>,
    /// The tool that reads saved plans.
    pub terraform: Option<OsString>,
}

impl Options {
    /// Decides.
    ///
    /// # Errors
    /// Everything that the flags ask for and cannot be had.
    pub fn of(flags: &flags::Check, config: &Config, ground: &Ground) -> Result<Self, Problem> {
        let Effective { policies, globs, severity, fail_on, unknown, format } = Effective::of(flags, config);
        let format = Format::parse(&format).unwrap_or_default();
        let adjustments = config.adjustments();
        let mut custom =
            trust::policies(ground, &policies).map_err(|problem| config.placed("rules.policies", problem))?;
        custom.iter_mut().for_each(|file| file.adjust(&adjustments));
        // To look them all up takes time that a hook has not.
        let flagged = !flags.globs.rule.is_empty() || !flags.globs.skip.is_empty();
        let asked = flagged || config.name().is_some();
        let known = if asked { patterns::known(!policies.no_builtin, &custom) } else { Vec::new() };
        // Settings of a base may speak of what the pull request has taken away, and lack what it brings.
        let is_bases = ground.commits().is_some();
        let mut warnings = borne(idle(config, &known, &custom, !policies.no_builtin)?, is_bases)?;
        let mut inputs = inputs(&flags.inputs, &|path| trust::read(ground, path))?;
        inputs.add(config.inputs());
        inputs.add(config.accounts());
        // A policy that asks for them may be given others.
        inputs.add(gatekeepers(config));
        warnings.extend(undeclared(&inputs, &custom, !policies.no_builtin)?);
        let today = || jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let ignores_on = (!flags.no_ignores).then(|| flags.today.unwrap_or_else(today));
        let selection = selection(&globs, severity.as_deref(), &flags.globs, &known)?;
        let is_any =
            if asked { selection.leaves_any(&known) } else { !policies.no_builtin || !custom.is_empty() };
        if !is_any {
            warnings.extend(borne(vec![none_left(flags, config)], is_bases)?);
        }
        let style = Style {
            paint: terminal::stdout_paint(),
            width: terminal::width(),
            unknown: unknown != "ignore",
            fail_on: Severity::parse(&fail_on).unwrap_or(Severity::Low),
        };
        Ok(Self {
            paths: flags.paths.clone(),
            policy_folders: policies.policies.clone(),
            policies: Policies {
                custom,
                built_in: !policies.no_builtin,
                selection,
                inputs,
                ignores_on,
                adjustments,
                thresholds: config.thresholds(),
                accounts: config.account_names(),
                ownership: None,
                schemas: Some(schemas(&mut warnings)),
            },
            warnings,
            format: (!flags.quiet).then_some(format),
            outputs: outputs(flags, format, config)?,
            style,
            unknown_fails: unknown == "fail",
            codeowners: codeowners(flags.approvals.codeowners.as_ref(), config),
            baseline: named(flags.baseline.as_ref(), "verdict.baseline", config),
            terraform: flags.terraform.clone(),
        })
    }
}

/// Those of the project: what cannot be used of them keeps nothing from being checked.
fn schemas(warnings: &mut Vec<Diagnostic>) -> Schemas {
    Schemas::of_project(Path::new("")).unwrap_or_else(|wrong| {
        warnings.push(Diagnostic::bare(Level::Warning, wrong));
        Schemas::installed()
    })
}

/// What ends a run as errors, or as warnings where it must go on.
fn borne(found: Vec<Diagnostic>, goes_on: bool) -> Result<Vec<Diagnostic>, Problem> {
    if goes_on {
        return Ok(found.into_iter().map(Diagnostic::into_warning).collect());
    }
    if found.is_empty() { Ok(found) } else { Err(found.into()) }
}

/// What in the settings does nothing.
fn idle(
    config: &Config,
    known: &[RuleName<'_>],
    custom: &[PolicyFile],
    built_in: bool,
) -> Result<Vec<Diagnostic>, Problem> {
    if config.name().is_none() {
        return Ok(Vec::new());
    }
    let mut inputs: Vec<&str> =
        custom.iter().flat_map(|file| &file.inputs).map(|i| i.name.as_str()).collect();
    if built_in {
        inputs.extend(policy::built_in().iter().flat_map(policy::RuleFile::input_names));
    }
    let mut found = config.idle(known, &inputs);
    found.extend(config.roots().missing());
    found.extend(custom.iter().flat_map(|file| config.misfits(file)));
    // To compile all takes long.
    let given = |rule: &&policy::RuleFile| built_in && config.gives(rule.input_names());
    for rule in policy::built_in().iter().filter(given) {
        found.extend(config.misfits(&rule.parse()?));
    }
    found.sort_by_key(|problem| problem.place.as_ref().map(|(_, span)| span.start));
    Ok(found)
}

/// To check by no rule finds nothing: a pass that says nothing.
fn none_left(flags: &flags::Check, config: &Config) -> Diagnostic {
    let flagged = !flags.globs.rule.is_empty() || !flags.globs.skip.is_empty() || flags.policies.no_builtin;
    let own = config.none_left().filter(|_| !flagged);
    let help = if flags.policies.no_builtin || config.flag("rules.builtin") == Some(false) {
        "those that ship are left out: --policies, or `rules.policies`, names others"
    } else {
        "all that are asked for are left out again"
    };
    own.unwrap_or_else(|| Diagnostic::bare(Level::Error, NONE_LEFT)).with_help(help)
}

/// What flags say, else the settings, else the defaults.
struct Effective {
    policies: flags::Policies,
    globs: flags::Globs,
    severity: Option<String>,
    fail_on: String,
    unknown: String,
    format: String,
}

impl Effective {
    fn of(flags: &flags::Check, config: &Config) -> Self {
        let list =
            |flag: &[String], key: &str| if flag.is_empty() { config.texts(key) } else { flag.to_vec() };
        let word =
            |flag: &Option<String>, key: &str| flag.clone().or_else(|| config.text(key).map(str::to_owned));
        Self {
            policies: policies(&flags.policies, config),
            globs: flags::Globs {
                rule: list(&flags.globs.rule, "rules.only"),
                skip: list(&flags.globs.skip, "rules.skip"),
            },
            severity: word(&flags.severity, "rules.severity"),
            fail_on: word(&flags.fail_on, "verdict.fail_on").unwrap_or_else(|| "low".to_owned()),
            unknown: word(&flags.unknown, "verdict.unknown").unwrap_or_else(|| "warn".to_owned()),
            format: word(&flags.format, "output.format").unwrap_or_default(),
        }
    }
}

/// Where policies come from: what flags say, else the settings.
#[must_use]
pub fn policies(flags: &flags::Policies, config: &Config) -> flags::Policies {
    let own = || config.texts("rules.policies").iter().map(|folder| config.path(folder)).collect();
    let folders = Some(flags.policies.clone()).filter(|folders| !folders.is_empty());
    let no_builtin = flags.no_builtin || config.flag("rules.builtin") == Some(false);
    flags::Policies { policies: folders.unwrap_or_else(own), no_builtin }
}

/// Those of the settings, as the input of that name.
fn gatekeepers(config: &Config) -> BTreeMap<String, Given> {
    let named: Vec<Value> = config.texts("gate.gatekeepers").iter().map(|name| Value::string(name)).collect();
    let given = (!named.is_empty()).then(|| ("gatekeepers".to_owned(), Given::Value(Value::list(named))));
    given.into_iter().collect()
}

/// The file of code owners, where it is named.
pub fn codeowners(flag: Option<&PathBuf>, config: &Config) -> Option<PathBuf> {
    named(flag, "gate.codeowners", config)
}

/// The file that a flag names, or else a setting.
fn named(flag: Option<&PathBuf>, key: &str, config: &Config) -> Option<PathBuf> {
    flag.cloned().or_else(|| config.text(key).map(|text| config.path(text)))
}

/// A user's own policy files.
///
/// # Errors
/// Everything that is wrong with them, or that there are none.
pub fn custom(flags: &flags::Policies) -> Result<Vec<PolicyFile>, Problem> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for folder in &flags.policies {
        match policy::load(folder) {
            Ok(found) if found.is_empty() => {
                return Err(no_policies(folder));
            }
            Ok(found) => files.extend(found),
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems.into()) }
}

/// A folder of policies has none.
pub fn no_policies(folder: &Path) -> Problem {
    Problem::usage(format!("{}: no *.policy.hcl in it", folder.display()))
}

/// Which rules are used.
///
/// # Errors
/// Where a pattern is malformed, or one of a flag matches no rule.
pub fn selection(
    globs: &flags::Globs,
    least: Option<&str>,
    flagged: &flags::Globs,
    known: &[RuleName<'_>],
) -> Result<Selection, Problem> {
    let idle = |text: &String| patterns::idle(text, known);
    if let Some((message, help)) = flagged.rule.iter().chain(&flagged.skip).find_map(idle) {
        return Err(Problem::usage(message).with_help(Some(help)));
    }
    let least = least.and_then(Severity::parse);
    Ok(Selection::new(patterns::compile(&globs.rule)?, patterns::compile(&globs.skip)?, least))
}

/// All rules that ship, compiled.
///
/// # Errors
/// Never: a test compiles them all.
pub fn shipped() -> Result<Vec<PolicyFile>, Problem> {
    policy::built_in().iter().map(|rule| rule.parse().map_err(Problem::from)).collect()
}

/// What the names of variables of the environment begin with that are values of inputs.
pub const ENVIRONMENT: &str = "TFPOLICY_INPUT_";

/// Reads a file; none where it does not count.
pub type Reader<'r> = &'r dyn Fn(&Path) -> Result<Option<Source>, Problem>;

/// Values of inputs: flags win over the environment, the environment over files; of several files the last.
///
/// # Errors
/// Where a flag or a file is malformed.
pub fn inputs(flags: &flags::Inputs, reader: Reader<'_>) -> Result<GivenInputs, Problem> {
    let mut given = GivenInputs::default();
    let mut flagged = BTreeMap::new();
    for value in &flags.values {
        let Some((name, value)) = value.split_once('=') else {
            return Err(Problem::usage(format!("--input {value}: expected NAME=VALUE")));
        };
        flagged.insert(name.trim().to_owned(), Given::Text(value.to_owned()));
    }
    given.add(flagged);
    let named = |(key, value): (String, String)| {
        Some((key.strip_prefix(ENVIRONMENT)?.to_owned(), Given::Text(value)))
    };
    given.add(environment().filter_map(named).collect());
    let mut filed = BTreeMap::new();
    for path in &flags.files {
        if let Some(source) = reader(path)? {
            filed.extend(policy::read_values(&source.hidden())?);
        }
    }
    given.add(filed);
    Ok(given)
}

/// Variables that are text; others cannot be a value of ours.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)))
}

/// The layers of [`inputs`] that are surely meant for these policies.
const FLAGS_AND_FILES: [usize; 2] = [0, 2];

/// Warns of names given by flag or file that no policy declares. The environment may be meant for others.
fn undeclared(
    given: &GivenInputs,
    custom: &[PolicyFile],
    built_in: bool,
) -> Result<Vec<Diagnostic>, Problem> {
    let none: Vec<String> =
        FLAGS_AND_FILES.into_iter().flat_map(|layer| given.undeclared(layer, custom)).collect();
    if none.is_empty() {
        return Ok(Vec::new());
    }
    let mut files = if built_in { shipped()? } else { Vec::new() };
    files.extend(custom.iter().cloned());
    let names: Vec<String> =
        FLAGS_AND_FILES.into_iter().flat_map(|layer| given.undeclared(layer, &files)).collect();
    Ok(policy::undeclared_warning(&names, &files).into_iter().collect())
}

/// The files that are written: those of flags, and those of the settings for other formats.
fn outputs(flags: &flags::Check, format: Format, config: &Config) -> Result<Vec<(Format, PathBuf)>, Problem> {
    let mut outputs: Vec<(Format, PathBuf)> =
        flags.output.iter().map(|flag| output(flag, format)).collect::<Result<_, _>>()?;
    for format in Format::ALL {
        if !outputs.iter().any(|(flagged, _)| *flagged == format) {
            let own = config.target(&format!("output.{}", format.as_str()))?;
            outputs.extend(own.map(|path| (format, path)));
        }
    }
    for (at, (format, path)) in outputs.iter().enumerate() {
        if let Some((other, _)) = outputs[..at].iter().find(|(_, before)| is_one_file(before, path)) {
            let (path, format, other) = (path.display(), format.as_str(), other.as_str());
            let message = format!("--output {format}={path}: the {other} report is written there too");
            return Err(
                Problem::usage(message).with_help(Some("each report needs a file of its own".to_owned()))
            );
        }
    }
    Ok(outputs)
}

/// Whether two paths lead to one file, which need not be there yet. A device takes what it is given.
fn is_one_file(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| Some((real(path.parent()?), path.file_name()?.to_owned()));
    let is_device = one.exists() && !one.is_file();
    !is_device && (real(one) == real(other) || place(one) == place(other))
}

/// `sarif=out.sarif`, or a file for the format on stdout.
fn output(flag: &OsStr, default: Format) -> Result<(Format, PathBuf), Problem> {
    let Some((word, file)) = flag.to_str().and_then(|flag| flag.split_once('=')) else {
        return Ok((default, flag.into()));
    };
    if let Some(format) = Format::parse(word) {
        let named = (!file.is_empty()).then(|| (format, file.into()));
        return named
            .ok_or_else(|| Problem::usage(format!("--output {word}=: expected a file after the `=`")));
    }
    let known = Format::ALL.map(Format::as_str);
    let near = nearest(word, known).map(|near| format!("did you mean `{near}`?"));
    let help = near.unwrap_or_else(|| format!("formats are {}", known.join(", ")));
    Err(Problem::usage(format!("--output {word}=…: no format `{word}`")).with_help(Some(help)))
}
