//! `sekisho check`: the story of a run.

use std::path::Path;
use std::time::Instant;

use crate::check::{self, Report};
use crate::gate::OwnerMap;
use crate::gate::trust::settle;
use crate::output::{Format, Paint, Style, diagnostic, render};
use crate::text::Diagnostic;

use super::approvals;
use super::baseline;
use super::exit::{self, Exit};
use super::flags;
use super::inputs;
use super::options::Options;
use super::owners;
use super::problem::Problem;
#[cfg(feature = "github")]
use super::publish;
use super::terminal;
use super::trust::{self, Stand};

/// Checks and reports.
///
/// # Errors
/// What keeps it from doing so.
pub fn run(flags: &flags::Check) -> Result<Exit, Problem> {
    let done = checked(flags);
    #[cfg(feature = "github")]
    if done.is_err() {
        publish::failed(&flags.approvals);
    }
    done
}

fn checked(flags: &flags::Check) -> Result<Exit, Problem> {
    let started = Instant::now();
    let stand = Stand::of(flags)?;
    let ground = &stand.ground;
    let config = trust::config(ground, flags.config.as_deref())?;
    let mut options = Options::of(flags, &config, ground)?;
    let tool = options.terraform.as_deref();
    let loaded = inputs::load(&options.paths, flags.roots, tool, &flags.configuration, &config.roots())?;
    let doubts = trust::plans(ground, &options.paths, &loaded.inputs)?;
    let map = owners::read(ground, &options, &config)?;
    options.policies.ownership = owners::ownership(&map);
    let mut report = check::run(loaded.inputs, &options.policies, started)?;
    report.warnings.extend(doubts);
    let notes = baseline::apply(&mut report, flags, &options, ground, &config.roots())
        .map_err(|problem| config.placed("verdict.baseline", problem))?;
    let owned = owners::assign(&mut report, &map);
    let deciding = trust::deciding(ground, flags, &options);
    settle(&mut report, ground, &map, &deciding, flags.approvals.ask())?;
    approvals::apply(&mut report, &flags.approvals, &config, owned, &stand)?;
    let exit = exit::of_report(&report, &options.style, options.unknown_fails);
    #[cfg(feature = "github")]
    if let Some(asked) = &stand.asked {
        publish::apply(&mut report, asked, &map, &flags.approvals, &options, exit);
    }
    if options.format.is_some() {
        warn(options.warnings.iter().chain(&loaded.warnings).chain(&report.warnings).chain(&notes));
    }
    write(&report, &options, &map)?;
    Ok(exit)
}

fn warn<'d>(warnings: impl Iterator<Item = &'d Diagnostic>) {
    let paint = terminal::stderr_paint();
    warnings.for_each(|warning| terminal::complain(&diagnostic(warning, paint)));
}

/// Files first: who reads stdout may start on them when it ends.
fn write(report: &Report, options: &Options, map: &OwnerMap) -> Result<(), Problem> {
    let plain = Style { paint: Paint::PLAIN, width: None, ..options.style };
    // GitHub knows files by their paths from the top of the repository, wherever the check runs.
    let from_top = |file: &str| map.path_of(Path::new(file)).filter(|_| map.is_repository());
    let text = |format: Format| match format {
        Format::Github | Format::Sarif => render(format, &report.with_paths(&from_top), &plain),
        _ => render(format, report, &plain),
    };
    for (format, path) in &options.outputs {
        std::fs::write(path, text(*format))
            .map_err(|error| Problem::usage(format!("cannot write {}: {error}", path.display())))?;
    }
    match options.format {
        Some(Format::Human) => terminal::print(&render(Format::Human, report, &options.style)),
        Some(format) => terminal::print(&text(format)),
        None => Ok(()),
    }
}
