//! Approvals from files: what a CI system that is not GitHub's gives to the gate. GitHub itself is asked next door.

use std::path::Path;

use crate::check::{Finding, Report};
use crate::gate::approval::{Evidence, decide};
use crate::gate::base::is_full_name;
use crate::gate::previous::{gated_sets, together};
use crate::gate::review::reviews;
use crate::gate::team::Teams;
use crate::gate::{Ground, Kept};

use super::config::Config;
use super::flags;
use super::problem::Problem;
use super::trust::{Stand, refuse_own};

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
    stand: &Stand,
) -> Result<(), Problem> {
    let ground = &stand.ground;
    #[cfg(feature = "github")]
    if let Some(asked) = &stand.asked {
        return super::github::apply(report, asked, flags, config, ground);
    }
    let asked = flags.ask() || flags.head.is_some() || flags.base.is_some();
    if asked || owned {
        let demands = config.demands(&report.rules);
        decide(report, &evidence(flags, config, ground)?, &|finding: &Finding| demands.of(finding));
    }
    Ok(())
}

/// What the files say.
///
/// # Errors
/// Where one cannot be read, is something else, or is the pull request's own.
pub fn evidence(flags: &flags::Approvals, config: &Config, ground: &Ground) -> Result<Evidence, Problem> {
    let files = flags.previous.iter().map(|path| (path, "--previous"));
    for (path, flag) in files.chain(flags.approvals.iter().map(|path| (path, "--approvals"))) {
        refuse_own(ground, path, flag)?;
    }
    let mut earlier = Vec::new();
    for path in &flags.previous {
        earlier.extend(read(path, "--previous", "a JSON report of sekisho", gated_sets)?);
    }
    let the_reviews = "what GET /repos/OWNER/REPO/pulls/NUMBER/reviews gives";
    let approvals = flags.approvals.as_ref();
    Ok(Evidence {
        reviews: approvals.map_or(Ok(Vec::new()), |path| read(path, "--approvals", the_reviews, reviews))?,
        head: flags.head.as_deref().map(sha).transpose()?,
        author: flags.author.as_deref().map(login).transpose()?.unwrap_or_default(),
        teams: teams(flags, config, ground)?,
        earlier: together(&earlier),
        stale: config.stale(),
        ..Evidence::default()
    })
}

/// Those that a flag names, else those of the settings.
fn teams(flags: &flags::Approvals, config: &Config, ground: &Ground) -> Result<Teams, Problem> {
    let Some(path) = &flags.teams else { return Ok(config.teams().unwrap_or_default()) };
    let expected = "{\"@org/team\": [\"login\", …]}";
    match ground.kept(path)? {
        Kept::Base(text) => parsed(&text, path, "--teams", expected, Teams::parse),
        Kept::New => Ok(Teams::default()),
        Kept::Own => read(path, "--teams", expected, Teams::parse),
    }
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
    parsed(&text, path, flag, expected, parse)
}

fn parsed<T>(
    text: &str,
    path: &Path,
    flag: &str,
    expected: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Problem> {
    let wrong = |error| Problem::input(format!("{flag} {}: expected {expected}: {error}", path.display()));
    parse(text).map_err(wrong)
}

/// The author's own review does not count, so what can be nobody's name is refused: it would let that review pass.
fn login(text: &str) -> Result<String, Problem> {
    let name = text.strip_prefix('@').unwrap_or(text);
    let is_none = |c: char| c.is_whitespace() || c.is_control() || "@<>,;\"'".contains(c);
    if !name.is_empty() && !name.contains(is_none) {
        return Ok(name.to_owned());
    }
    let help = "it is the name that reviews have as `user.login`, not the person's name or address";
    Err(Problem::usage(format!("--author {text:?}: expected a login, as in --author ann"))
        .with_help(Some(help.to_owned())))
}

/// Reviews tell full names of commits, so a short one would match nothing.
fn sha(text: &str) -> Result<String, Problem> {
    if is_full_name(text) {
        return Ok(text.to_lowercase());
    }
    let help = "`git rev-parse HEAD` prints it; in a pull request it is that of the head, not of the merge";
    Err(Problem::usage(format!("--head {text}: expected the full SHA of a commit"))
        .with_help(Some(help.to_owned())))
}
