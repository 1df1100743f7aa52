//! `sekisho config`.

use std::fmt::Write as _;

use crate::gate::OwnerMap;
use crate::output::{Paint, diagnostic};
use crate::terraform::SourceOptions;
use crate::text::escape;

use super::baseline;
use super::config::{self, Config, Explained};
use super::effective;
use super::exit::Exit;
use super::flags;
use super::options::Options;
use super::owners;
use super::problem::Problem;
use super::roots;
use super::terminal;
use super::trust::{self, Stand};

/// Says whether the settings can be used, or what holds.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn run(flags: &flags::Config) -> Result<Exit, Problem> {
    if flags.reference {
        return terminal::print(&config::reference()).map(|()| Exit::Clear);
    }
    let ground = Stand::of(&flags.check)?.ground;
    let config = trust::config(&ground, flags.check.config.as_deref())?;
    let options = Options::of(&flags.check, &config, &ground)?;
    // Files that every run reads, and would end at.
    let owners = owners::read(&ground, &options, &config)?;
    baseline::look(&options, &ground).map_err(|problem| config.placed("verdict.baseline", problem))?;
    let paint = terminal::stderr_paint();
    let mut idle = roots::idle(&config.roots());
    idle.extend(effective::idle(&config, &options)?);
    options.warnings.iter().chain(&idle).for_each(|warning| terminal::complain(&diagnostic(warning, paint)));
    let text = match config.name() {
        _ if flags.explain => {
            let sections = sections(flags, &config, &options, &owners)?;
            explained(&sections, terminal::stdout_paint())
        }
        None => "there is no .sekisho.hcl: the defaults hold\n".to_owned(),
        Some(name) => format!("{}: nothing is wrong with it\n", escape::terminal(name)),
    };
    terminal::print(&text)?;
    Ok(Exit::Clear)
}

/// Rows by what they are about.
type Section = (&'static str, Vec<Explained>);

fn sections(
    flags: &flags::Config,
    config: &Config,
    options: &Options,
    owners: &OwnerMap,
) -> Result<Vec<Section>, Problem> {
    let found = |key: &str| {
        let file = owners.found.path().filter(|_| key == "gate.codeowners")?;
        owners.path_of(file)
    };
    let roots = config.roots();
    let variables = flags.check.configuration.variables.given.clone();
    let given = SourceOptions { variables, ..SourceOptions::of_environment() };
    let of_root =
        |label: &str| roots.named(label).map_or_else(Vec::new, |root| effective::root(root, &given));
    Ok(vec![
        ("Settings", config.explain(&|key| flagged(key, &flags.check), &found)),
        ("Root modules", config.explain_labelled(&of_root)),
        ("Accounts", config.explain_names("accounts")),
        ("Rules that are set otherwise", effective::rules(config, options)?),
        ("Inputs of policies", effective::inputs(config, options)?),
    ])
}

/// In columns.
fn explained(sections: &[Section], paint: Paint) -> String {
    let mut out = String::new();
    for (title, rows) in sections.iter().filter(|(_, rows)| !rows.is_empty()) {
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{gap}{}", paint.bold(title));
        let longest = |cell: fn(&Explained) -> &String| {
            rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or(0)
        };
        let (first, second) = (longest(|row| &row.key), longest(|row| &row.value).min(30));
        let third = longest(|row| &row.origin);
        for row in rows {
            let [key, value, origin, note] =
                [&row.key, &row.value, &row.origin, &row.note].map(|cell| escape::terminal(cell));
            let line = format!("{key:<first$}  {value:<second$}  {origin:<third$}  {}", paint.dim(&note));
            let _ = writeln!(out, "  {}", line.trim_end());
        }
    }
    out
}

/// What a flag says about a setting.
fn flagged(key: &str, flags: &flags::Check) -> Option<String> {
    let list = |items: &[String]| (!items.is_empty()).then(|| format!("{items:?}"));
    let path = |path: &Option<std::path::PathBuf>| path.as_ref().map(|path| path.display().to_string());
    let folders: Vec<String> = flags.policies.policies.iter().map(|p| p.display().to_string()).collect();
    match key {
        "rules.only" => list(&flags.globs.rule),
        "rules.skip" => list(&flags.globs.skip),
        "rules.severity" => flags.severity.clone(),
        "rules.builtin" => flags.policies.no_builtin.then(|| "false".to_owned()),
        "rules.policies" => list(&folders),
        "verdict.fail_on" => flags.fail_on.clone(),
        "verdict.unknown" => flags.unknown.clone(),
        "verdict.baseline" => path(&flags.baseline),
        "output.format" => flags.format.clone(),
        "gate.codeowners" => path(&flags.approvals.codeowners),
        "gate.teams" => path(&flags.approvals.teams),
        _ => output(key.strip_prefix("output.")?, flags),
    }
}

/// The file that a flag names for a format.
fn output(format: &str, flags: &flags::Check) -> Option<String> {
    let named = |flag: &&str| flag.split_once('=').is_some_and(|(word, _)| word == format);
    let files = flags.output.iter().filter_map(|flag| flag.to_str()).filter(named);
    files.filter_map(|flag| Some(flag.split_once('=')?.1.to_owned())).next_back()
}
