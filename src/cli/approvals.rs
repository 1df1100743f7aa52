//! Approvals from files: what a CI system that is not GitHub's gives to the gate. GitHub itself is asked next door.

use std::path::Path;

use crate::check::{Finding, Report};
use crate::gate::approval::{Evidence, decide};
use crate::gate::previous::{gated_sets, together};
use crate::gate::review::reviews;
use crate::gate::team::Teams;

use super::config::Config;
use super::flags;
use super::problem::Problem;

/// Decides about gated findings where owners are known (`owned`) or somebody asks; without a source of approvals none is
/// given, and they block.
///
/// # Errors
/// Where a file cannot be read or is something else.
pub fn apply(
    report: &mut Report,
    flags: &flags::Approvals,
    config: &Config,
    owned: bool,
) -> Result<(), Problem> {
    #[cfg(feature = "github")]
    if flags.github {
        return super::github::apply(report, flags, config);
    }
    let asked = flags.ask() || flags.head.is_some() || flags.base.is_some();
    if asked || owned {
        let demands = config.demands(&report.rules);
        decide(report, &evidence(flags, config)?, &|finding: &Finding| demands.of(finding));
    }
    Ok(())
}

/// What the files say.
///
/// # Errors
/// Where one cannot be read or is something else.
pub fn evidence(flags: &flags::Approvals, config: &Config) -> Result<Evidence, Problem> {
    let mut earlier = Vec::new();
    for path in &flags.previous {
        earlier.extend(read(path, "--previous", "a JSON report of sekisho", gated_sets)?);
    }
    let the_reviews = "what GET /repos/OWNER/REPO/pulls/NUMBER/reviews gives";
    let approvals = flags.approvals.as_ref();
    let teams = flags.teams.as_ref();
    Ok(Evidence {
        reviews: approvals.map_or(Ok(Vec::new()), |path| read(path, "--approvals", the_reviews, reviews))?,
        head: flags.head.as_deref().map_or(Ok(String::new()), sha)?,
        author: flags.author.clone().unwrap_or_default(),
        teams: teams.map_or_else(
            || Ok(config.teams().unwrap_or_default()),
            |path| read(path, "--teams", "{\"@org/team\": [\"login\", …]}", Teams::parse),
        )?,
        earlier: together(&earlier),
        stale: config.stale(),
        ..Evidence::default()
    })
}

fn read<T>(
    path: &Path,
    flag: &str,
    expected: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Problem> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem::input(format!("{flag} {shown}: cannot be read: {error}")))?;
    parse(&text).map_err(|error| Problem::input(format!("{flag} {shown}: expected {expected}: {error}")))
}

/// Reviews tell full names of commits, so a short one would match nothing.
fn sha(text: &str) -> Result<String, Problem> {
    let is_full = [40, 64].contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_full {
        return Ok(text.to_lowercase());
    }
    let help = "`git rev-parse HEAD` prints it; in a pull request it is that of the head, not of the merge";
    Err(Problem::usage(format!("--head {text}: expected the full SHA of a commit"))
        .with_help(Some(help.to_owned())))
}
