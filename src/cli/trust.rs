//! What is read from the base commit of a pull request, since the head is its author's.
//!
//! Of every file that decides: the repository's own counts as it is on the base, one that the pull request brings does not
//! count, and what the repository does not have is whoever runs the check's own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::check::{Age, Finding, Location, Report, Suppression, arguments, ignore_marks, ignore_reach};
use crate::gate::approval::is_gated;
use crate::gate::base::Base;
use crate::gate::stood::stood;
use crate::gate::trust::{Guarded, Now, settle, tell_edits};
use crate::gate::{Found, OwnerMap, PLACES, own};
use crate::policy::{Level, Operation, PolicyFile, find_files, read_source};
use crate::text::Source;
use crate::value::Address;

use super::config::Config;
use super::flags;
#[cfg(feature = "github")]
use super::github::Asked;
use super::options;
use super::owners;
use super::problem::Problem;

/// How the names of policy files end.
const POLICY: &str = ".policy.hcl";

/// The repository, and the commits that tell whose its files are.
pub struct Ground {
    /// A place in the repository that is checked.
    checked: PathBuf,
    map: OwnerMap,
    base: Option<Base>,
    /// What the base is called.
    name: String,
    head: Option<Base>,
    /// Why there is no base, where there should be one.
    #[cfg(feature = "github")]
    unread: Option<String>,
    #[cfg(feature = "github")]
    asked: Option<Asked>,
}

/// Whose a file is, and what counts of it.
#[derive(Debug)]
pub enum Kept {
    /// The repository's: as it is on the base.
    Base(String),
    /// The pull request's: it does not count.
    New,
    /// Not the repository's, or nothing is known of a pull request: as it is at hand.
    Own,
}

impl Ground {
    /// The repository that is checked, with the base that is given, or else that of the pull request where GitHub is asked.
    ///
    /// # Errors
    /// Where the base cannot be read, or no pull request is meant.
    pub fn of(flags: &flags::Check) -> Result<Self, Problem> {
        let checked = owners::place(&flags.paths).to_owned();
        let map = OwnerMap::bare(&checked, flags.approvals.codeowners.as_deref());
        let commit = |name: &str| Base::of(&map.root, name).map_err(Problem::unread);
        let base = flags.approvals.base.as_deref().map(commit).transpose()?;
        let head = base.as_ref().map(|_| commit("HEAD")).transpose()?;
        let name = flags.approvals.base.clone().unwrap_or_default();
        let ground = Self {
            checked,
            map,
            base,
            name,
            head,
            #[cfg(feature = "github")]
            unread: None,
            #[cfg(feature = "github")]
            asked: None,
        };
        #[cfg(feature = "github")]
        if flags.approvals.github {
            return Ok(ground.asked(Asked::of(&flags.approvals)?));
        }
        Ok(ground)
    }

    /// With the base of the pull request, unless one was given.
    #[cfg(feature = "github")]
    fn asked(mut self, asked: Asked) -> Self {
        if self.base.is_none() {
            match asked.base(&self.map.root) {
                Ok((name, base, head)) => {
                    let local = Base::of(&self.map.root, "HEAD").ok();
                    (self.name, self.base, self.head) = (name, Some(base), local.or(Some(head)));
                }
                Err(failure) => self.unread = Some(failure.to_string()),
            }
        }
        Self { asked: Some(asked), ..self }
    }

    /// Who is asked about the pull request.
    #[cfg(feature = "github")]
    pub fn github(&self) -> Option<&Asked> {
        self.asked.as_ref()
    }

    /// Why nothing is known of the base, where something should be: then nothing passes.
    #[cfg(feature = "github")]
    pub fn unread(&self) -> Option<&str> {
        self.unread.as_deref()
    }

    /// Whose a file is.
    ///
    /// # Errors
    /// Where the base cannot be read.
    pub fn kept(&self, path: &Path) -> Result<Kept, Problem> {
        let (Some(base), Some(place)) = (&self.base, self.map.place_of(path)) else { return Ok(Kept::Own) };
        Ok(match base.text(&place).map_err(Problem::unread)? {
            Some(text) => Kept::Base(text),
            None if self.head_has(&place) => Kept::New,
            None => Kept::Own,
        })
    }

    /// Whether the commit that is checked has a file; what cannot be told is its own too.
    fn head_has(&self, place: &str) -> bool {
        self.head.as_ref().is_none_or(|head| !matches!(head.text(place), Ok(None)))
    }

    /// A file that decides; none where the pull request brings it.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(&self, path: &Path) -> Result<Option<Source>, Problem> {
        match self.kept(path)? {
            Kept::Base(text) => Ok(Some(Source::new(path.display().to_string(), text))),
            Kept::New => Ok(None),
            Kept::Own => Ok(Some(read_source(path)?)),
        }
    }

    /// A root module's folder, from the repository's root: `.` for that itself.
    #[must_use]
    pub fn root_of(&self, folder: Option<&Path>) -> String {
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if folder.canonicalize().is_ok_and(|folder| folder == self.map.root) {
            return ".".to_owned();
        }
        self.map.path_of(folder).unwrap_or_else(|| folder.display().to_string())
    }

    /// Whether the repository has a folder.
    #[must_use]
    pub fn has_folder(&self, place: &str) -> bool {
        self.map.root.join(place).is_dir()
    }

    /// Refuses a file that the pull request could have written: it is to tell what others say of it.
    ///
    /// # Errors
    /// Where it is one.
    pub fn refuse_own(&self, path: &Path, flag: &str) -> Result<(), Problem> {
        if matches!(self.kept(path)?, Kept::Own) {
            return Ok(());
        }
        let help = "write it to a place that the repository does not keep, such as $RUNNER_TEMP";
        let message = format!(
            "{flag} {}: it is a file of the repository, so the pull request may have written it",
            path.display()
        );
        Err(Problem::usage(message).with_help(Some(help.to_owned())))
    }

    /// The settings that count, whatever the pull request makes of them.
    ///
    /// # Errors
    /// Where they cannot be read, or everything that is wrong with them.
    pub fn config(&self, named: Option<&Path>) -> Result<Config, Problem> {
        let candidates = self.configs(named);
        if self.base.is_none() || candidates.is_empty() {
            return Ok(Config::find(named)?);
        }
        for path in candidates {
            let text = match (self.kept(&path)?, named) {
                (Kept::Base(text), _) => {
                    let place = self.map.place_of(&path).unwrap_or_default();
                    Source::new(format!("{}:{place}", self.name), text)
                }
                (Kept::Own, Some(_)) => read_source(&path)?,
                (Kept::Own | Kept::New, _) => continue,
            };
            return Ok(Config::of(&text, &path)?);
        }
        Ok(Config::default())
    }

    /// Where settings may be: the file that is named, or the current folder and those above it in the repository.
    fn configs(&self, named: Option<&Path>) -> Vec<PathBuf> {
        if let Some(named) = named {
            return vec![named.to_owned()];
        }
        let Some(here) = self.map.place_of(Path::new(".")) else { return Vec::new() };
        let levels = here.split('/').filter(|name| !name.is_empty()).count();
        let up = |levels| std::iter::repeat_n("..", levels).collect::<PathBuf>();
        (0..=levels).map(|level| up(level).join(Config::NAME)).collect()
    }

    /// A user's own policies.
    ///
    /// # Errors
    /// Everything that is wrong with them, or that there are none.
    pub fn policies(&self, flags: &flags::Policies) -> Result<Vec<PolicyFile>, Problem> {
        let Some(base) = &self.base else { return options::custom(flags) };
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for folder in &flags.policies {
            let Some(place) = self.map.place_of(folder) else {
                let one = flags::Policies { policies: vec![folder.clone()], no_builtin: flags.no_builtin };
                files.extend(options::custom(&one)?);
                continue;
            };
            let known = self.policy_places(&place)?;
            let own = self.own_policies(folder, &known);
            if known.is_empty() && own.is_empty() {
                return Err(options::no_policies(folder));
            }
            let mut sources = own.iter().map(|path| read_source(path)).collect::<Result<Vec<_>, _>>()?;
            for path in known {
                let text = base.text(&path).map_err(Problem::unread)?;
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

    /// Policies that the repository has in a folder, on the base or at the head.
    fn policy_places(&self, place: &str) -> Result<BTreeSet<String>, Problem> {
        let mut places = BTreeSet::new();
        if let Some(base) = &self.base {
            places.extend(base.files(place).map_err(Problem::unread)?);
        }
        // What the head makes of the folder hinders nothing, be it a link to nowhere.
        places.extend(self.head.iter().flat_map(|head| head.files(place).unwrap_or_default()));
        places.retain(|path| path.ends_with(POLICY));
        Ok(places)
    }

    /// Policies in a folder that the repository does not have: somebody has put them there for this run.
    fn own_policies(&self, folder: &Path, known: &BTreeSet<String>) -> Vec<PathBuf> {
        if self.map.leads_out(folder) {
            return Vec::new();
        }
        let files = find_files(folder, POLICY).unwrap_or_default();
        let is_own = |file: &PathBuf| self.map.place_of(file).is_some_and(|place| !known.contains(&place));
        files.into_iter().filter(is_own).collect()
    }

    /// The repository with the code owners that count.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn owner_map(&self, named: Option<&Path>) -> Result<OwnerMap, Problem> {
        // A file of code owners in a place where GitHub looks for one tells by that which folder its patterns are from.
        let root = named
            .map_or_else(|| self.map.root.clone(), |file| OwnerMap::bare(&self.checked, Some(file)).root);
        let found = match (&self.base, named) {
            (None, None) => Found::at(&self.map.root).map_err(|problem| vec![problem])?,
            (Some(base), None) => base.code_owners().map_err(Problem::unread)?,
            (_, Some(path)) => match (self.kept(path)?, &self.base, self.map.place_of(path)) {
                (Kept::Base(_), Some(base), Some(place)) => {
                    base.code_owners_in(&place).map_err(Problem::unread)?
                }
                (Kept::New, ..) => Found::Nothing,
                _ => Found::read(path).map_err(|problem| vec![problem])?,
            },
        };
        Ok(OwnerMap { root, found })
    }

    /// Comments that the pull request adds count only with an approval, and its edits to what the check goes by are told.
    /// Without a base every comment may be its own: that matters where approvals are asked for, and in any case for what an
    /// owner must let pass.
    ///
    /// # Errors
    /// Where the base cannot be read.
    pub fn apply(
        &self,
        report: &mut Report,
        map: &OwnerMap,
        codeowners: Option<&Path>,
        files: &Deciding<'_>,
        ask: bool,
    ) -> Result<(), Problem> {
        let owners = |file: &str| -> Vec<String> {
            let path = map.path_of(Path::new(file)).or_else(|| Some(file.to_owned()));
            let line = path.as_deref().and_then(|path| map.line_for(path));
            line.map(|(_, line)| line.owners.iter().map(ToString::to_string).collect()).unwrap_or_default()
        };
        self.find_removed(report, map)?;
        settle(report, &|finding| self.age(finding, ask), &owners);
        if self.base.is_some() {
            tell_edits(report, &self.guarded(codeowners, files)?, &owners);
        }
        Ok(())
    }

    /// Those who own the file that a removed block stood in decide about its removal.
    fn find_removed(&self, report: &mut Report, map: &OwnerMap) -> Result<(), Problem> {
        let (Some(base), Some(head)) = (&self.base, &self.head) else { return Ok(()) };
        for at in 0..report.findings.len() {
            let finding = &report.findings[at];
            let input = report.inputs.get(finding.input);
            let root = self.root_of(input.and_then(|input| input.folder.as_deref()));
            let root = if root == "." { "" } else { root.as_str() };
            let Ok(address) = Address::parse(&finding.subject()) else { continue };
            if finding.operation != Some(Operation::Delete) || !is_gated(finding) {
                continue;
            }
            let place = stood(base, root, &address).map_err(Problem::unread)?;
            let Some(place) =
                place.filter(|_| stood(head, root, &address).is_ok_and(|place| place.is_none()))
            else {
                continue;
            };
            let finding = &mut report.findings[at];
            finding.notes.push(format!("its block stood in {}:{} on the base", place.file, place.line));
            own(finding, map, place.file);
        }
        Ok(())
    }

    fn age(&self, finding: &Finding, ask: bool) -> Age {
        let is_there = || {
            let suppression = finding.suppression.as_ref();
            suppression.is_some_and(|s| self.was_there(s) && self.is_used_as_before(finding, s))
        };
        match self.base {
            Some(_) if is_there() => Age::Settled,
            Some(_) => Age::New,
            None if ask || finding.level == Level::MandatoryOverridable => Age::Unknown,
            None => Age::Settled,
        }
    }

    /// Whether a comment was there before the pull request: the same of the same, and as often.
    fn was_there(&self, suppression: &Suppression) -> bool {
        let file = suppression.location.file.as_str();
        let count = |text: String| {
            let marks = ignore_marks(&Source::new(file, text));
            marks.into_iter().filter(|mark| *mark == suppression.mark).count()
        };
        let before = self.before(file).map_or(0, count);
        before > 0 && std::fs::read_to_string(file).is_ok_and(|now| count(now) <= before)
    }

    /// Whether what a comment lets be is used where it was: behind it, the value passes arguments that the base has too. Else
    /// a comment about one thing would let another be, of which somebody makes a user of that.
    fn is_used_as_before(&self, finding: &Finding, suppression: &Suppression) -> bool {
        let way: Vec<&Location> =
            finding.location.iter().chain(finding.chain.iter().map(|passage| &passage.location)).collect();
        let file = suppression.location.file.as_str();
        let now = |file: &str| std::fs::read_to_string(file).map(|text| Source::new(file, text)).ok();
        let reach = now(file).map_or(Vec::new(), |source| ignore_reach(&source, &suppression.mark));
        let is_reached =
            |place: &&Location| place.file == file && reach.iter().any(|lines| lines.contains(&place.line));
        let last = way.iter().rposition(is_reached).map_or(0, |at| at + 1);
        way[last..].iter().all(|place| {
            let texts = |source: &Source| arguments(source).into_iter().map(|(_, text)| text).collect();
            let before = self.before(&place.file).map(|text| Source::new(place.file.as_str(), text));
            let before: Vec<String> = before.as_ref().map_or(Vec::new(), texts);
            // What the repository does not have is no pull request's: a module that was fetched.
            let is_elsewhere =
                !self.map.path_of(Path::new(&place.file)).is_some_and(|file| self.head_has(&file));
            let here = now(&place.file).map_or(Vec::new(), |source| arguments(&source));
            let mut here = here.into_iter().filter(|(lines, _)| lines.contains(&place.line));
            is_elsewhere || here.all(|(_, text)| before.contains(&text))
        })
    }

    /// A file as the base has it.
    fn before(&self, file: &str) -> Option<String> {
        let place = self.map.path_of(Path::new(file))?;
        self.base.as_ref()?.text(&place).ok().flatten()
    }

    /// The files that the check goes by.
    fn guarded(&self, codeowners: Option<&Path>, files: &Deciding<'_>) -> Result<Vec<Guarded>, Problem> {
        let Some(base) = &self.base else { return Ok(Vec::new()) };
        let mut places: BTreeSet<String> = PLACES.iter().map(|place| (*place).to_owned()).collect();
        let named = self.configs(files.config).into_iter().chain(codeowners.map(Path::to_owned));
        let named = named.chain(files.others.iter().cloned());
        places.extend(named.filter_map(|path| self.map.place_of(&path)));
        for folder in files.policies.iter().filter_map(|folder| self.map.place_of(folder)) {
            places.extend(self.policy_places(&folder)?);
        }
        let mut guarded = Vec::new();
        for place in places {
            let base = base.text(&place).map_err(Problem::unread)?;
            if base.is_some() || self.head_has(&place) {
                guarded.push(Guarded { now: self.now(&place), base, left: None, name: place });
            }
        }
        let mut edited = guarded.iter_mut().filter(|file| file.edit().is_some()).peekable();
        if let Some(common) = edited.peek().and_then(|_| self.common()) {
            edited.for_each(|file| file.left = common.text(&file.name).ok());
        }
        Ok(guarded)
    }

    /// The commit at which the pull request left the branch; none where nobody can tell.
    fn common(&self) -> Option<Base> {
        let root = &self.map.root;
        let common = Base::common(root, "HEAD", &self.name);
        #[cfg(feature = "github")]
        let common = common.or_else(|| self.asked.as_ref()?.common(root, &self.name));
        common
    }

    /// A file as it is at hand; links out of the repository are not followed.
    fn now(&self, place: &str) -> Now {
        let path = self.map.root.join(place);
        if path.symlink_metadata().is_err() {
            return Now::Gone;
        }
        if self.map.leads_out(&path) {
            return Now::Elsewhere;
        }
        std::fs::read(&path).map_or(Now::Gone, |text| Now::Text(String::from_utf8_lossy(&text).into_owned()))
    }
}

/// The files that decide about a run.
#[derive(Debug)]
pub struct Deciding<'f> {
    /// The settings, where they are named.
    pub config: Option<&'f Path>,
    /// Folders of policies.
    pub policies: &'f [PathBuf],
    /// Others.
    pub others: Vec<PathBuf>,
}

/// The name of a file of the repository, as it is read below a folder.
fn below(folder: &Path, place: &str, path: &str) -> String {
    let rest = path.strip_prefix(place).unwrap_or(path).trim_start_matches('/');
    if rest.is_empty() { folder.display().to_string() } else { folder.join(rest).display().to_string() }
}
