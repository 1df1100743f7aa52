//! Who has let what pass: reviews, teams and owners in, a decision for each finding out.
//!
//! Plain data on both sides: nothing here asks anybody. What could not be found out is told apart from what is not so,
//! and neither lets anything pass.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::check::{Age, Approval, Finding, Gate, GatedSet, InputSummary, Need, Report, Status};
use crate::policy::Level;
use crate::text::hex;

use super::review::{Review, latest};
use super::team::{Membership, Teams};

/// What is said of each finding where nothing could be found out; the reason is said once.
const UNREAD: &str = "who has approved could not be found out";

/// What counts of reviews of an older commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stale {
    /// Only where an earlier report shows that the gated changes were the same.
    #[default]
    SameChanges,
    /// Everything: who approved once has approved.
    Allowed,
}

/// What a rule asks for beside one owner of the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// One of these besides; nobody where it is empty.
    pub owners: Vec<String>,
    /// How many people in all.
    pub count: usize,
}

impl Default for Demand {
    fn default() -> Self {
        Self { owners: Vec::new(), count: 1 }
    }
}

/// Everything that is known of a pull request's approvals.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// All reviews, the oldest first.
    pub reviews: Vec<Review>,
    /// The full SHA of the commit that was checked, where somebody knows it.
    pub head: Option<String>,
    /// The newest commit of the pull request in small letters, where somebody knows it.
    pub newest: Option<String>,
    /// Who opened the pull request.
    pub author: String,
    /// Who is in which team.
    pub teams: Teams,
    /// Who may write to the repository, by login in lower case: those of [`strangers`] that were asked about. None where
    /// nobody asked, so that whoever gives the reviews answers for that.
    pub writers: Option<BTreeMap<String, Membership>>,
    /// What counts of older reviews.
    pub stale: Stale,
    /// What reports of earlier commits say.
    pub earlier: Vec<GatedSet>,
    /// Whether all that it takes was asked for before, when the pull request entered a merge queue.
    pub entered: bool,
    /// Why there is no answer to who has reviewed, where there is none.
    pub unread: Option<String>,
}

/// Whether a finding is one that owners can let pass.
#[must_use]
pub fn is_gated(finding: &Finding) -> bool {
    let is_aside = match finding.status {
        Status::Failed | Status::Approved => false,
        Status::Suppressed => !adds_comment(finding),
        Status::Baseline => true,
    };
    finding.level == Level::MandatoryOverridable && !is_aside
}

/// Whether it is suppressed by a comment that the pull request adds: an owner must have seen that.
fn adds_comment(finding: &Finding) -> bool {
    finding.level != Level::Advisory
        && finding.suppression.as_ref().is_some_and(|suppression| suppression.age != Age::Settled)
}

/// Whether an owner decides about it.
#[must_use]
pub fn needs_owner(finding: &Finding) -> bool {
    is_gated(finding) || adds_comment(finding)
}

/// Whose approval it takes: of a comment on what nobody may let pass, the owners of the file that it stands in.
fn owners_of(finding: &Finding) -> &[String] {
    match &finding.suppression {
        Some(suppression) if !is_gated(finding) => &suppression.owners,
        _ => &finding.owners,
    }
}

/// What exactly is let pass.
fn change_of(finding: &Finding) -> Option<String> {
    if is_gated(finding) {
        return finding.change.clone();
    }
    finding.suppression.as_ref().map(|suppression| format!("suppressed {:?}", suppression.mark))
}

/// One fingerprint for everything that is gated, with its values and its places; none where a secret is among it.
#[must_use]
pub fn gated_set(report: &Report) -> Option<String> {
    let line = |finding: &Finding| {
        let input = report.inputs.get(finding.input).map(InputSummary::title).unwrap_or_default();
        let owners = owners_of(finding).join(" ");
        Some(format!("{} {} {owners} {input:?}\n", finding.fingerprint, change_of(finding)?))
    };
    let lines: Option<Vec<String>> = report.findings.iter().filter(|f| needs_owner(f)).map(line).collect();
    let mut lines = lines?;
    lines.sort_unstable();
    Some(hex(&Sha256::digest(lines.concat())))
}

/// The pairs of team and login that must be asked for: of people whose approval counts, in teams that own something.
#[must_use]
pub fn questions(
    report: &Report,
    evidence: &Evidence,
    demand: &dyn Fn(&Finding) -> Demand,
) -> Vec<(String, String)> {
    let set = gated_set(report);
    let approvers = Approvers::of(evidence, set.as_deref());
    let mut pairs = BTreeSet::new();
    for finding in report.findings.iter().filter(|finding| needs_owner(finding)) {
        let extra = demand(finding).owners;
        for team in owners_of(finding).iter().chain(&extra).filter(|owner| is_team(owner)) {
            pairs.extend(approvers.fresh.iter().map(|approver| (team.clone(), approver.login.clone())));
        }
    }
    pairs.retain(|(team, login)| evidence.teams.membership(team, login).is_none());
    pairs.into_iter().collect()
}

/// Those whose approval as owners by name would count if they may write to the repository, which GitHub does not say of
/// them by itself. A name in CODEOWNERS may be somebody else's by now.
#[must_use]
pub fn strangers(
    report: &Report,
    evidence: &Evidence,
    demand: &dyn Fn(&Finding) -> Demand,
) -> BTreeSet<String> {
    let set = gated_set(report);
    let mut found = Approvers::of(evidence, set.as_deref());
    found.fresh.retain(|approver| approver.is_stranger);
    let mut owners = BTreeSet::new();
    for finding in report.findings.iter().filter(|finding| needs_owner(finding)) {
        owners.extend(
            owners_of(finding).iter().chain(&demand(finding).owners).map(|owner| owner.to_lowercase()),
        );
    }
    let logins = found.fresh.into_iter().map(|approver| approver.login.to_lowercase());
    logins.filter(|login| owners.contains(&format!("@{login}"))).collect()
}

/// Decides about every gated finding, and tells what was held against what.
pub fn decide(report: &mut Report, evidence: &Evidence, demand: &dyn Fn(&Finding) -> Demand) {
    let changes = gated_set(report);
    let approvers = Approvers::of(evidence, changes.as_deref());
    for finding in report.findings.iter_mut().filter(|finding| needs_owner(finding)) {
        let mut approval = if evidence.entered {
            Approval { entered: true, ..Approval::default() }
        } else {
            approvers.approval(owners_of(finding), &demand(finding), evidence)
        };
        if !approval.is_given() {
            approval.unverified.extend(evidence.unread.as_ref().map(|_| UNREAD.to_owned()));
        }
        finding.status = match (approval.is_given(), is_gated(finding)) {
            (false, _) => Status::Failed,
            (true, true) => Status::Approved,
            (true, false) => Status::Suppressed,
        };
        finding.approval = Some(approval);
    }
    let head = evidence.head.clone();
    let mut notes = approvers.notes(evidence);
    notes.extend(moved_on(evidence));
    notes.extend(evidence.unread.clone());
    let (earlier, unread) = (evidence.earlier.clone(), evidence.unread.clone());
    report.gate = Some(Gate { head, changes, earlier, notes, unread });
    report.sort_findings();
}

/// A sentence about a pull request that is at another commit than the one that was checked.
fn moved_on(evidence: &Evidence) -> Option<String> {
    let (newest, head) = (evidence.newest.as_ref()?, evidence.head.as_ref()?);
    (!newest.eq_ignore_ascii_case(head)).then(|| {
        format!(
            "the pull request is at {newest}, and {head} was checked: only approvals of the latter count (--head names the commit that the plan was made of)"
        )
    })
}

/// Somebody who approves.
#[derive(Clone, Debug)]
struct Approver {
    /// As GitHub spells it.
    login: String,
    /// Whether GitHub says of them only what it says of strangers.
    is_stranger: bool,
}

/// Those who approve, by the commit that they looked at. Logins as GitHub spells them.
#[derive(Debug, Default)]
struct Approvers {
    /// Their approval counts.
    fresh: Vec<Approver>,
    /// It is of an older commit, and nothing shows that the changes were the same.
    stale: Vec<String>,
}

impl Approvers {
    fn of(evidence: &Evidence, changes: Option<&str>) -> Self {
        let mut approvers = Self::default();
        for (login, (user, review)) in latest(&evidence.reviews) {
            if !review.state.eq_ignore_ascii_case("APPROVED") || login == evidence.author.to_lowercase() {
                continue;
            }
            let fresh = evidence.stale == Stale::Allowed
                || review.commit_id.as_ref().is_some_and(|commit| covers(evidence, commit, changes));
            if fresh {
                let is_stranger = review.is_of_stranger();
                approvers.fresh.push(Approver { login: user.login.clone(), is_stranger });
            } else {
                approvers.stale.push(user.login.clone());
            }
        }
        approvers
    }

    fn notes(&self, evidence: &Evidence) -> Vec<String> {
        let stale = |login: &String| {
            format!(
                "@{login} approved an older commit: that counts only where a report of it (--previous) shows the same gated changes"
            )
        };
        let outside = |approver: &&Approver| approver.may_write(evidence) == Membership::Not;
        let powerless = |approver: &Approver| {
            format!(
                "@{} approved, but may not write to the repository: that does not count, nor does it for GitHub",
                approver.login
            )
        };
        let outsiders = self.fresh.iter().filter(outside).map(powerless);
        self.stale.iter().map(stale).chain(outsiders).collect()
    }

    /// What is there and what is not, for a place with these owners.
    fn approval(&self, owners: &[String], demand: &Demand, evidence: &Evidence) -> Approval {
        if owners.is_empty() {
            let nobody = Need { count: 1, of: Vec::new(), author: None };
            return Approval { missing: vec![nobody], ..Approval::default() };
        }
        let own = self.among(owners, evidence);
        let mut groups = vec![(own, owners.to_vec())];
        if !demand.owners.is_empty() {
            groups.push((self.among(&demand.owners, evidence), demand.owners.clone()));
        }
        decision(&groups, demand.count, &evidence.author)
    }

    /// Which of them are among these owners, and of whom nobody could tell.
    fn among(&self, owners: &[String], evidence: &Evidence) -> Found {
        let mut found = Found::default();
        for approver in &self.fresh {
            let answers = owners.iter().map(|owner| approver.is_owner(owner, evidence));
            let mut reasons = Vec::new();
            let mut member = false;
            for answer in answers {
                match answer {
                    Membership::Member => member = true,
                    Membership::Not => {}
                    Membership::Unverified(why) => reasons.push(why),
                }
            }
            if member {
                found.by.push(approver.login.clone());
            } else {
                found.open.extend(reasons);
            }
        }
        found
    }
}

/// Whether a review of this commit says something about the changes as they are now.
fn covers(evidence: &Evidence, commit: &str, changes: Option<&str>) -> bool {
    let same =
        |set: &GatedSet| set.head.eq_ignore_ascii_case(commit) && Some(set.changes.as_str()) == changes;
    evidence.head.as_ref().is_some_and(|head| head.eq_ignore_ascii_case(commit))
        || evidence.earlier.iter().any(same)
}

/// People found among some owners.
#[derive(Debug, Default)]
struct Found {
    by: Vec<String>,
    open: Vec<String>,
}

/// One of each group, and so many people in all.
fn decision(groups: &[(Found, Vec<String>)], count: usize, author: &str) -> Approval {
    let mut approval = Approval::default();
    let by: BTreeSet<&String> = groups.iter().flat_map(|(found, _)| &found.by).collect();
    let need = |count, owners: Vec<&String>| still_needed(count, owners, &by, author);
    for (_, owners) in groups.iter().filter(|(found, _)| found.by.is_empty()) {
        approval.missing.push(need(1, owners.iter().collect()));
    }
    let short = count.saturating_sub(by.len()).saturating_sub(approval.missing.len());
    if short > 0 {
        approval.missing.push(need(short, groups.iter().flat_map(|(_, owners)| owners).collect()));
    }
    if !approval.missing.is_empty() {
        let open: BTreeSet<&String> = groups.iter().flat_map(|(found, _)| &found.open).collect();
        approval.unverified = open.into_iter().cloned().collect();
    }
    approval.by = by.into_iter().cloned().collect();
    approval
}

/// Approvals that these owners can still give: each of them once, not those who have, and not the author.
fn still_needed(count: usize, owners: Vec<&String>, by: &BTreeSet<&String>, author: &str) -> Need {
    let is = |owner: &str, login: &str| {
        owner.strip_prefix('@').is_some_and(|name| name.eq_ignore_ascii_case(login))
    };
    let mut seen = BTreeSet::new();
    let mut need = Need { count, of: Vec::new(), author: None };
    for owner in owners.into_iter().filter(|owner| seen.insert(owner.to_lowercase())) {
        if is(owner, author) {
            need.author = Some(owner.clone());
        } else if !by.iter().any(|login| is(owner, login)) {
            need.of.push(owner.clone());
        }
    }
    need
}

impl Approver {
    fn is_owner(&self, owner: &str, evidence: &Evidence) -> Membership {
        let (login, unverified) = (&self.login, |why: String| Membership::Unverified(why));
        match owner.strip_prefix('@') {
            Some(team) if team.contains('/') => evidence.teams.membership(owner, login).unwrap_or_else(|| {
                unverified(format!(
                    "nobody could tell whether @{login} is in {owner}: list its members with --teams, or give a token that may read them"
                ))
            }),
            Some(user) if user.eq_ignore_ascii_case(login) => self.may_write(evidence),
            Some(_) => Membership::Not,
            None => unverified(format!(
                "nobody can tell whether @{login} is {owner}: name the owner by @login or @org/team in CODEOWNERS"
            )),
        }
    }

    /// Whoever is named and belongs to the repository may, and where nobody asks, whoever is named.
    fn may_write(&self, evidence: &Evidence) -> Membership {
        let login = &self.login;
        let Some(writers) = evidence.writers.as_ref().filter(|_| self.is_stranger) else {
            return Membership::Member;
        };
        writers.get(&login.to_lowercase()).cloned().unwrap_or_else(|| {
            Membership::Unverified(format!("nobody could tell whether @{login} may write to the repository"))
        })
    }
}

fn is_team(owner: &str) -> bool {
    owner.starts_with('@') && owner.contains('/')
}
