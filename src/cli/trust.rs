//! What a run stands on: the repository, the commits between which the pull request stands, and files that decide, which
//! are read as they count and not as the pull request has them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
#[cfg(feature = "github")]
use std::rc::Rc;

use crate::gate::base::Base;
use crate::gate::ground::Commits;
use crate::gate::trust::Deciding;
use crate::gate::{Ground, Kept};
use crate::policy::{PolicyFile, find_files, read_source};
use crate::terraform::Input;
use crate::text::{Diagnostic, Level, Source};

use super::config::Config;
use super::flags;
#[cfg(feature = "github")]
use super::github::Asked;
use super::options::{self, Options};
use super::owners;
use super::problem::Problem;

const MAY_BE_WRITTEN: &str = "it is a file of the repository, so the pull request may have written it";

/// How the names of policy files end.
const POLICY: &str = ".policy.hcl";

/// What a run stands on.
pub struct Stand {
    /// The repository.
    pub ground: Ground,
    /// Who is asked about the pull request, where GitHub is.
    #[cfg(feature = "github")]
    pub asked: Option<Rc<Asked>>,
}

impl Stand {
    /// The repository that is checked, with the base that is given, or else that of the pull request where GitHub is asked.
    ///
    /// # Errors
    /// Where the base cannot be read, or no pull request is meant.
    pub fn of(flags: &flags::Check) -> Result<Self, Problem> {
        let approvals = &flags.approvals;
        let ground = Ground::around(owners::place(flags), approvals.codeowners.as_deref());
        let given = approvals.base.as_deref().map(|name| commits(ground.root(), name)).transpose()?;
        #[cfg(feature = "github")]
        if approvals.github {
            let mut asked = Asked::of(approvals, ground.root())?;
            let commits = given.or_else(|| asked.commits(ground.root()));
            let asked = Rc::new(asked);
            let commits = commits.map(|commits| Asked::searched(&asked, ground.root(), commits));
            return Ok(Self { ground: ground.between(commits), asked: Some(asked) });
        }
        Ok(Self {
            ground: ground.between(given),
            #[cfg(feature = "github")]
            asked: None,
        })
    }
}

/// What is checked, and the base that is named.
fn commits(root: &Path, name: &str) -> Result<Commits, Problem> {
    let (base, head) = (Base::of(root, name)?, Base::of(root, "HEAD")?);
    Ok(Commits { name: name.to_owned(), base, head: Some(head), common: left(root, name) })
}

/// Finds where the commit that is checked left the branch, as far as git knows.
pub fn left(root: &Path, base: &str) -> Box<dyn Fn() -> Option<Base>> {
    let (root, base) = (root.to_owned(), base.to_owned());
    Box::new(move || Base::common(&root, "HEAD", &base))
}

/// A file that decides; none where the pull request brings it.
///
/// # Errors
/// Where it cannot be read.
pub fn read(ground: &Ground, path: &Path) -> Result<Option<Source>, Problem> {
    Ok(match ground.kept(path)? {
        Kept::Base(text) => Some(Source::new(path.display().to_string(), text)),
        Kept::New => None,
        Kept::Own => Some(read_source(path)?),
    })
}

/// Refuses a file that the pull request could have written: it is to tell what others say of it.
///
/// # Errors
/// Where it is one.
pub fn refuse_own(ground: &Ground, path: &Path, flag: &str) -> Result<(), Problem> {
    if matches!(ground.kept(path)?, Kept::Own) {
        return Ok(());
    }
    let help = "write it to a place that the repository does not keep, such as $RUNNER_TEMP";
    let message = format!("{flag} {}: {MAY_BE_WRITTEN}", path.display());
    Err(Problem::usage(message).with_help(Some(help.to_owned())))
}

/// Refuses plans that the pull request could have brought, of those that were found in a folder: they would be taken for what
/// the run has planned. Of one that is named, where the run writes it, only that is said.
///
/// # Errors
/// Where one is found.
pub fn plans(ground: &Ground, paths: &[PathBuf], inputs: &[Input]) -> Result<Vec<Diagnostic>, Problem> {
    let named = |path: &Path| {
        let is_it = |text: &str| Path::new(text) == path;
        let mut texts = paths.iter().filter_map(|path| path.to_str());
        texts.any(|text| is_it(text) || text.split_once('=').is_some_and(|(_, plan)| is_it(plan)))
    };
    let mut doubts = Vec::new();
    for plan in inputs.iter().filter(|input| matches!(input, Input::Plan(_))) {
        let path = Path::new(plan.name());
        if !named(path) {
            refuse_own(ground, path, "the plan")?;
        } else if !matches!(ground.kept(path)?, Kept::Own) {
            let message = format!("{}: {MAY_BE_WRITTEN}", path.display());
            let help =
                "make the plan in the run that checks it, in a place that the repository does not keep";
            doubts.push(Diagnostic::bare(Level::Warning, message).with_help(help));
        }
    }
    Ok(doubts)
}

/// The settings that count, whatever the pull request makes of them.
///
/// # Errors
/// Where they cannot be read, or everything that is wrong with them.
pub fn config(ground: &Ground, named: Option<&Path>) -> Result<Config, Problem> {
    let candidates = configs(ground, named);
    let Some(commits) = ground.commits().filter(|_| !candidates.is_empty()) else {
        return Ok(Config::find(named)?);
    };
    for path in candidates {
        let text = match (ground.kept(&path)?, named) {
            (Kept::Base(text), _) => {
                let place = ground.place_of(&path).unwrap_or_default();
                Source::new(format!("{}:{place}", commits.name), text)
            }
            (Kept::Own, Some(_)) => read_source(&path)?,
            (Kept::Own | Kept::New, _) => continue,
        };
        return Ok(Config::of(&text, &path)?);
    }
    Ok(Config::default())
}

/// Where settings may be: the file that is named, or the current folder and those above it in the repository.
fn configs(ground: &Ground, named: Option<&Path>) -> Vec<PathBuf> {
    named.map_or_else(|| ground.upward(Config::NAME), |named| vec![named.to_owned()])
}

/// A user's own policies.
///
/// # Errors
/// Everything that is wrong with them, or that there are none.
pub fn policies(ground: &Ground, flags: &flags::Policies) -> Result<Vec<PolicyFile>, Problem> {
    let Some(commits) = ground.commits() else { return options::custom(flags) };
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for folder in &flags.policies {
        let Some(place) = ground.place_of(folder) else {
            let one = flags::Policies { policies: vec![folder.clone()], no_builtin: flags.no_builtin };
            files.extend(options::custom(&one)?);
            continue;
        };
        let known = ground.files(&place, POLICY)?;
        let own = own_policies(ground, folder, &known);
        if known.is_empty() && own.is_empty() {
            return Err(options::no_policies(folder));
        }
        let mut sources = own.iter().map(|path| read_source(path)).collect::<Result<Vec<_>, _>>()?;
        for path in known {
            let text = commits.base.text(&path)?;
            sources.extend(text.map(|text| Source::new(below(folder, &place, &path), text)));
        }
        sources.sort_by(|a, b| a.name().cmp(b.name()));
        for source in sources {
            match PolicyFile::parse(&source) {
                Ok(file) => files.push(file),
                Err(more) => problems.extend(more),
            }
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems.into()) }
}

/// Policies in a folder that the repository does not have: somebody has put them there for this run.
fn own_policies(ground: &Ground, folder: &Path, known: &BTreeSet<String>) -> Vec<PathBuf> {
    if ground.leads_out(folder) {
        return Vec::new();
    }
    let files = find_files(folder, POLICY).unwrap_or_default();
    let is_own = |file: &PathBuf| ground.place_of(file).is_some_and(|place| !known.contains(&place));
    files.into_iter().filter(is_own).collect()
}

/// The name of a file of the repository, as it is read below a folder.
fn below(folder: &Path, place: &str, path: &str) -> String {
    let rest = path.strip_prefix(place).unwrap_or(path).trim_start_matches('/');
    if rest.is_empty() { folder.display().to_string() } else { folder.join(rest).display().to_string() }
}

/// The files that decide about a run.
pub fn deciding(ground: &Ground, flags: &flags::Check, options: &Options) -> Deciding {
    let others = flags.inputs.files.iter().chain(&flags.approvals.teams).chain(&options.baseline);
    let files = configs(ground, flags.config.as_deref()).into_iter();
    let files = files.chain(others.chain(&options.codeowners).cloned()).collect();
    Deciding {
        files,
        folders: options.policy_folders.iter().map(|folder| (folder.clone(), POLICY)).collect(),
    }
}
