//! What a run says on the pull request: a review, one comment, the status of the commit.
//!
//! What cannot be written is told in the report, and the verdict stays what it is.

use std::path::Path;

use crate::check::Report;
use crate::gate::OwnerMap;
use crate::gate::base::is_full_name;
use crate::gate::event::{PullRequest, queued};
use crate::gate::github::{Client, Failure, Pull, Unwritten};
use crate::gate::publish::{CommitState, CommitStatus, Marks, Words, run_address};
use crate::output::{
    ELSEWHERE, REVIEW_OF_MORE, gone, remarks, review_list, status_line, sticky, unresolved, unwritten,
};

use super::exit::Exit;
use super::flags;
use super::github::{Asked, client, event, pull_request, variable};
use super::options::Options;
use super::terminal;

/// What comments and reviews take.
const PULL_REQUESTS: &str = "pull-requests: write";
/// What the status takes.
const STATUSES: &str = "statuses: write";

/// Says what the flags ask for; what could not be said is added to the report's notes.
pub fn apply(
    report: &mut Report,
    asked: &Asked,
    map: &OwnerMap,
    flags: &flags::Approvals,
    options: &Options,
    exit: Exit,
) {
    if !flags.publishes() {
        return;
    }
    let publisher = Publisher { client: asked.client(), map, report, flags, options, exit };
    let notes = publisher.publish();
    if let Some(gate) = &mut report.gate {
        gate.notes.extend(notes);
    }
}

/// Sets the status where there is no report.
pub fn failed(flags: &flags::Approvals) {
    let Ok(pull) = pull_request(flags) else { return };
    if !flags.status {
        return;
    }
    let client = client(pull.clone());
    let given = commit_of_status(flags, &pull);
    let commit = given.map_or_else(|| client.pull().map(|now| now.head.sha), Ok);
    let line = "the check could not be run: its log says why".to_owned();
    let set = commit
        .map_err(Unwritten::from)
        .and_then(|sha| client.status(&sha, &status(flags, Exit::Usage, line)));
    if let Err(failure) = set {
        terminal::complain(&format!(
            "warning: {}\n",
            not_written("The status of the commit", &failure, STATUSES)
        ));
    }
}

struct Publisher<'p> {
    client: &'p Client<'static>,
    map: &'p OwnerMap,
    report: &'p Report,
    flags: &'p flags::Approvals,
    options: &'p Options,
    exit: Exit,
}

impl Publisher<'_> {
    /// One after the other; what could not be written.
    fn publish(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let now = self.client.pull();
        if self.flags.review {
            notes.extend(self.told("The review", &now, &|commit| self.review(commit)));
        }
        if self.flags.comment {
            notes.extend(self.told("The comment", &now, &|_| self.comment()));
        }
        if self.flags.status {
            notes.extend(self.status(&now));
        }
        notes
    }

    /// Writes for the commit that was checked, unless there is a newer one, whose own run knows better.
    fn told(
        &self,
        what: &str,
        now: &Result<Pull, Failure>,
        write: &dyn Fn(&str) -> Result<Option<String>, Unwritten>,
    ) -> Option<String> {
        let now = match now {
            Ok(now) => &now.head.sha,
            Err(failure) => return Some(not_written(what, &failure.clone().into(), PULL_REQUESTS)),
        };
        match commit(self.flags, self.pull()).filter(|checked| !checked.eq_ignore_ascii_case(now)) {
            Some(checked) => Some(format!(
                "{what} is left to the run of a newer commit: this one is of {checked}, and the pull request is at {now}"
            )),
            None => write(now).unwrap_or_else(|failure| Some(not_written(what, &failure, PULL_REQUESTS))),
        }
    }

    fn review(&self, commit: &str) -> Result<Option<String>, Unwritten> {
        let path_of = |file: &str| self.map.path_of(Path::new(file)).or_else(|| Some(file.to_owned()));
        let remarks = remarks(self.report, &self.options.style, &path_of);
        let words = Words { list: &review_list, more: REVIEW_OF_MORE, gone: &gone, elsewhere: ELSEWHERE };
        let left = self.client.review(&remarks, commit, &self.marks(), &words)?;
        Ok(left.map(|failure| unresolved(&failure.to_string(), failure.is_about_rights())))
    }

    fn comment(&self) -> Result<Option<String>, Unwritten> {
        let (text, matters) = sticky(self.report, &self.options.style, self.exit == Exit::Clear);
        self.client.comment(&text, matters, &self.marks(), ELSEWHERE)?;
        Ok(None)
    }

    /// Of the commit that was checked, be it the newest or not.
    fn status(&self, now: &Result<Pull, Failure>) -> Option<String> {
        let of_now = || now.as_ref().map(|now| now.head.sha.clone()).map_err(Clone::clone);
        let commit = commit_of_status(self.flags, self.pull()).map_or_else(of_now, Ok);
        let undecided = self.exit == Exit::Undecided;
        let line = status_line(self.report, &self.options.style, undecided);
        let status = status(self.flags, self.exit, line);
        let set = commit.map_err(Unwritten::from).and_then(|commit| self.client.status(&commit, &status));
        set.err().map(|failure| not_written("The status of the commit", &failure, STATUSES))
    }

    fn pull(&self) -> &PullRequest {
        self.client.asked_about()
    }

    fn marks(&self) -> Marks {
        Marks::of(&self.flags.context)
    }
}

/// The commit that was checked, where that is said; what is no name of one is told by who reads the flags.
fn commit(flags: &flags::Approvals, pull: &PullRequest) -> Option<String> {
    flags.head.clone().filter(|head| is_full_name(head)).or(pull.head.clone())
}

/// A merge queue goes by the status of the commit that it would merge.
fn commit_of_status(flags: &flags::Approvals, pull: &PullRequest) -> Option<String> {
    let queued = event().ok().flatten().and_then(|event| queued(&event));
    queued.or_else(|| commit(flags, pull))
}

fn status(flags: &flags::Approvals, exit: Exit, description: String) -> CommitStatus {
    let state = match exit {
        Exit::Clear => CommitState::Success,
        Exit::Blocked | Exit::Approval => CommitState::Failure,
        Exit::Usage | Exit::Input | Exit::Undecided => CommitState::Error,
    };
    CommitStatus { state, description, context: flags.context.clone(), target_url: run_address(&variable) }
}

fn not_written(what: &str, failure: &Unwritten, permission: &str) -> String {
    unwritten(what, &failure.to_string(), failure.is_about_rights().then_some(permission))
}
