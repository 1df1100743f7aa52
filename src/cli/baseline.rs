//! The file of known findings: read, applied, written.

use std::path::{Path, PathBuf};

use crate::check::{Baseline, Report, Surroundings};
use crate::gate::{Ground, Kept};
use crate::output::count;
use crate::policy::{Level as Enforcement, read_source};
use crate::text::{Diagnostic, Level, Source};

use super::config::Roots;
use super::flags;
use super::options::Options;
use super::problem::Problem;

/// Lets known findings be, or writes them; what is to be said of that is handed back.
///
/// # Errors
/// Where a file cannot be read or written, or is no baseline.
pub fn apply(
    report: &mut Report,
    flags: &flags::Check,
    options: &Options,
    ground: &Ground,
    settings: &Roots,
) -> Result<Vec<Diagnostic>, Problem> {
    let named = |folder: Option<&Path>, name: &Option<String>| {
        let folder = ground.root_of(folder);
        name.as_ref().map_or_else(|| folder.clone(), |name| format!("{folder} ({name})"))
    };
    let roots: Vec<String> =
        report.inputs.iter().map(|input| named(input.folder.as_deref(), &input.root)).collect();
    let declared: Vec<String> = settings.all().map(|root| named(Some(&root.folder), &root.name)).collect();
    // A folder whose root modules all go by names is none of them.
    let is_named = |root: &str| declared.iter().any(|own| own.starts_with(&format!("{root} (")));
    let around = Surroundings {
        roots: &roots,
        is_rule: &|rule| options.policies.has_rule(&rule.replace('-', "_")),
        is_root: &|root| {
            declared.iter().any(|own| own == root) || (ground.has_folder(root) && !is_named(root))
        },
    };
    if let Some(path) = &flags.write_baseline {
        return write(report, path, &around);
    }
    let Some(path) = &options.baseline else { return Ok(Vec::new()) };
    let (baseline, now) = read(path, ground)?;
    let idle = baseline.apply(report, &around);
    // What the pull request has taken out already needs no telling.
    let idle = now.map_or_else(|| idle.clone(), |now| now.among(idle.clone()));
    baseline.tell(&idle, report);
    Ok(Vec::new())
}

/// Whether the baseline, where one is given, can be used.
///
/// # Errors
/// Where it cannot be read, or is none.
pub fn look(options: &Options, ground: &Ground) -> Result<(), Problem> {
    options.baseline.as_ref().map_or(Ok(()), |path| read(path, ground).map(|_| ()))
}

/// The baseline that counts, and what the pull request makes of it.
fn read(path: &Path, ground: &Ground) -> Result<(Baseline, Option<Baseline>), Problem> {
    let name = path.display().to_string();
    let parse = |source: &Source| Baseline::parse(source).map_err(|problem| Problem::from(vec![problem]));
    Ok(match ground.kept(path)? {
        Kept::Base(text) => {
            let now = std::fs::read_to_string(path).unwrap_or_default();
            let now = Baseline::parse(&Source::new(&name, now)).unwrap_or_else(|_| Baseline::empty(&name));
            (parse(&Source::new(&name, text))?, Some(now))
        }
        Kept::New => (Baseline::empty(&name), None),
        Kept::Own if !path.exists() => {
            let help = format!("`sekisho check --write-baseline {name}` writes it");
            return Err(Problem::usage(format!("there is no baseline {name}")).with_help(Some(help)));
        }
        Kept::Own => (parse(&read_source(path)?)?, None),
    })
}

fn write(report: &mut Report, path: &PathBuf, around: &Surroundings<'_>) -> Result<Vec<Diagnostic>, Problem> {
    let name = path.display().to_string();
    let is_new = !path.exists();
    let baseline = if is_new {
        Baseline::of(&name, report, around.roots)
    } else {
        Baseline::parse(&read_source(path)?).map_err(|problem| vec![problem])?
    };
    let idle = baseline.apply(report, around);
    let kept = baseline.without(&idle);
    std::fs::write(path, kept.text())
        .map_err(|error| Problem::usage(format!("cannot write {name}: {error}")))?;
    Ok(if is_new { begun(&name, &kept, report) } else { shrunk(&name, &kept, idle.len(), report) })
}

fn begun(name: &str, baseline: &Baseline, report: &Report) -> Vec<Diagnostic> {
    let known = format!("{name}: lists {} as known from now on", count(baseline.len(), "finding"));
    let gated =
        report.standing().filter(|finding| finding.level == Enforcement::MandatoryOverridable).count();
    let mut said = vec![Diagnostic::bare(Level::Note, known)];
    if gated > 0 {
        let gated = count(gated, "finding");
        let message = format!("{name}: does not list {gated} that an owner must approve");
        said.push(Diagnostic::bare(Level::Note, message));
    }
    said
}

fn shrunk(name: &str, baseline: &Baseline, gone: usize, report: &Report) -> Vec<Diagnostic> {
    let (gone, known) = (count(gone, "finding"), baseline.len());
    let message = format!("{name}: {gone} mended and gone, {known} still known");
    let mut said = vec![Diagnostic::bare(Level::Note, message)];
    let new = report.standing().filter(|finding| finding.level == Enforcement::Mandatory).count();
    if new > 0 {
        let help = "mend them, or say beside them why they may be (# sekisho:ignore RULE reason=\"…\"); to begin anew, remove the file";
        let new = count(new, "new finding");
        let message = format!("{name}: does not gain {new}, since a baseline only shrinks");
        said.push(Diagnostic::bare(Level::Note, message).with_help(help));
    }
    said
}
