//! Writing on the pull request: one request after another, and none twice unless GitHub has said that it did nothing.
//!
//! Where nobody can tell whether something was written, what stands there is read again and what is to be done is planned anew.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::publish::{
    CommitStatus, Diff, Entry, Marks, Remark, ReviewStep, Said, StickyStep, Words, needs_diff, plan_review,
    plan_sticky,
};
use super::transport::{Answer, MOST_PAGES, Media, Unwritten, read};
use super::{Client, Failure, escaped};

/// How often what is to be done is planned at most.
const ROUNDS: u32 = 3;
/// The account behind the token that GitHub gives a workflow.
const OF_WORKFLOWS: &str = "github-actions[bot]";
/// GitHub's answer to what it does not want to do.
const UNPROCESSABLE: u16 = 422;

#[derive(Deserialize)]
struct Account {
    login: String,
}

impl Client<'_> {
    /// Brings the review up to date. What could not be done besides, such as resolving a thread, is the answer.
    ///
    /// # Errors
    /// Where something of it could not be written.
    pub fn review(
        &self,
        remarks: &[Remark],
        commit: &str,
        marks: &Marks,
        words: &Words<'_>,
    ) -> Result<Option<Unwritten>, Unwritten> {
        let mut places = Places::Lines;
        let mut round = 1;
        loop {
            let said = Said {
                comments: self.transport.pages(&self.path("/comments"))?,
                reviews: self.transport.pages(&self.path("/reviews"))?,
            };
            let me = self.me(said.comments.iter().chain(&said.reviews), marks)?;
            let diff = if needs_diff(remarks, &said, &me, marks) {
                places.of(&self.diff()?)
            } else {
                Diff::default()
            };
            let steps = plan_review(remarks, &said, &me, marks, &diff, words);
            match self.each(&steps, commit) {
                Ok(unresolved) => return Ok(unresolved),
                // A place that GitHub does not see refuses a whole review.
                Err((Unwritten::Refused { status: UNPROCESSABLE, .. }, step)) if places.narrow(step) => {}
                Err((failure, step)) if self.again(&failure, step.is_change(), &mut round) => {}
                Err((failure, _)) => return Err(failure),
            }
        }
    }

    /// Brings the one comment up to date.
    ///
    /// # Errors
    /// Where that could not be written.
    pub fn comment(
        &self,
        text: &str,
        matters: bool,
        marks: &Marks,
        elsewhere: &str,
    ) -> Result<(), Unwritten> {
        let list = self.repository(&format!("/issues/{}/comments", self.pull.number));
        let mut round = 1;
        loop {
            let existing: Vec<Entry> = self.transport.pages(&list)?;
            let me = self.me(existing.iter(), marks)?;
            let steps = plan_sticky(&existing, &me, marks, text, matters, elsewhere);
            let sent = steps
                .iter()
                .try_for_each(|step| self.sticky(step, &list).map(drop).map_err(|failure| (failure, step)));
            match sent {
                Ok(()) => return Ok(()),
                Err((failure, step)) if self.again(&failure, step.is_change(), &mut round) => {}
                Err((failure, _)) => return Err(failure),
            }
        }
    }

    fn sticky(&self, step: &StickyStep, list: &str) -> Result<Answer, Unwritten> {
        match step {
            StickyStep::Create(body) => self.transport.send("POST", list, &json!({ "body": body })),
            StickyStep::Update(id, body) => {
                let path = self.repository(&format!("/issues/comments/{id}"));
                self.transport.send("PATCH", &path, &json!({ "body": body }))
            }
        }
    }

    /// Sets the status of a commit. The newest counts, so that to send it twice changes nothing.
    ///
    /// # Errors
    /// Where that could not be written.
    pub fn status(&self, commit: &str, status: &CommitStatus) -> Result<(), Unwritten> {
        let path = self.repository(&format!("/statuses/{}", escaped(commit)));
        let body = json!(status);
        for round in 1..ROUNDS {
            match self.transport.send("POST", &path, &body) {
                Err(Unwritten::Unsure { .. }) => self.transport.wait(Duration::from_secs(1 << round)),
                sent => return sent.map(drop),
            }
        }
        self.transport.send("POST", &path, &body).map(drop)
    }

    /// Whether what stands there is read once more: nobody can tell whether something was written, or what was to be changed has
    /// been deleted meanwhile.
    fn again(&self, failure: &Unwritten, is_change: bool, round: &mut u32) -> bool {
        let pause = match failure {
            Unwritten::Unsure { .. } => Duration::from_secs(1 << *round),
            Unwritten::Refused { status: 404 | 410, .. } if is_change => Duration::ZERO,
            _ => return false,
        };
        let is_left = *round < ROUNDS;
        if is_left {
            self.transport.wait(pause);
            *round += 1;
        }
        is_left
    }

    /// The account behind the token, which is asked for only where something bears a mark.
    ///
    /// A token of an App may not ask who it is in REST, but in GraphQL; where neither tells it is that of a workflow.
    fn me<'e>(&self, entries: impl Iterator<Item = &'e Entry>, marks: &Marks) -> Result<String, Unwritten> {
        let is_marked = |entry: &Entry| entry.body.as_deref().is_some_and(|body| marks.read(body).is_some());
        if !{ entries }.any(is_marked) {
            return Ok(OF_WORKFLOWS.to_owned());
        }
        if let Some(known) = self.own_login.borrow().clone() {
            return Ok(known);
        }
        let login = match self.get("/user", Media::Json) {
            Ok(answer) => read::<Account>(&answer, "/user")?.login,
            Err(Failure::Refused { status: 401 | 403 | 404, .. }) => {
                self.app().unwrap_or_else(|| OF_WORKFLOWS.to_owned())
            }
            Err(failure) => return Err(failure.into()),
        };
        *self.own_login.borrow_mut() = Some(login.clone());
        Ok(login)
    }

    /// The account of an App, whose name ends as no person's can.
    fn app(&self) -> Option<String> {
        let data = self.transport.graphql("query { viewer { login } }", &json!({})).ok()?;
        let login = data.pointer("/viewer/login")?.as_str()?;
        Some(if login.ends_with("[bot]") { login.to_owned() } else { format!("{login}[bot]") })
    }

    /// The lines that can be commented on; none where GitHub does not tell the files, as of a diff that is too large for it.
    fn diff(&self) -> Result<Diff, Failure> {
        let mut diff = Diff::default();
        let files = match self.files() {
            Err(Failure::Refused { status: UNPROCESSABLE | 500.., .. }) => Vec::new(),
            files => files?,
        };
        for file in files.iter().filter(|file| file.status != "removed") {
            diff.add(&file.filename, file.patch.as_deref());
        }
        Ok(diff)
    }

    /// Writes them, and resolves threads at the end. The first step that fails ends it.
    fn each<'p>(
        &self,
        steps: &'p [ReviewStep],
        commit: &str,
    ) -> Result<Option<Unwritten>, (Unwritten, &'p ReviewStep)> {
        let mut threads = Vec::new();
        for step in steps {
            self.step(step, commit).map_err(|failure| (failure, step))?;
            if let ReviewStep::Edit { node_id: Some(node), resolved: Some(resolved), .. } = step {
                threads.push((node.as_str(), *resolved));
            }
        }
        Ok(if threads.is_empty() { None } else { self.resolve(&threads).err() })
    }

    fn step(&self, step: &ReviewStep, commit: &str) -> Result<Answer, Unwritten> {
        match step {
            ReviewStep::Review { body, comments } => {
                let comments: Vec<Value> = comments
                    .iter()
                    .map(|c| json!({"path": c.path, "line": c.line, "side": "RIGHT", "body": c.body}))
                    .collect();
                let review =
                    json!({"commit_id": commit, "event": "COMMENT", "body": body, "comments": comments});
                self.transport.send("POST", &self.path("/reviews"), &review)
            }
            ReviewStep::OnFile { path, body } => {
                let comment =
                    json!({"commit_id": commit, "path": path, "subject_type": "file", "body": body});
                self.transport.send("POST", &self.path("/comments"), &comment)
            }
            ReviewStep::Edit { id, body, .. } => {
                let path = self.repository(&format!("/pulls/comments/{id}"));
                self.transport.send("PATCH", &path, &json!({ "body": body }))
            }
            ReviewStep::Reword { id, body } => {
                self.transport.send("PUT", &self.path(&format!("/reviews/{id}")), &json!({ "body": body }))
            }
        }
    }

    /// Resolves the threads that begin with these comments, or takes them up again.
    fn resolve(&self, comments: &[(&str, bool)]) -> Result<(), Unwritten> {
        let threads = self.threads()?;
        for (comment, resolved) in comments {
            let Some(thread) = threads.get(*comment).filter(|thread| thread.resolved != *resolved) else {
                continue;
            };
            let name = if *resolved { "resolveReviewThread" } else { "unresolveReviewThread" };
            let mutation = format!(
                "mutation($id: ID!) {{ {name}(input: {{threadId: $id}}) {{ thread {{ isResolved }} }} }}"
            );
            self.transport.graphql(&mutation, &json!({ "id": thread.id }))?;
        }
        Ok(())
    }

    /// The threads of the pull request, by the name of their first comment.
    fn threads(&self) -> Result<BTreeMap<String, Thread>, Unwritten> {
        const QUERY: &str = "query($owner: String!, $name: String!, $number: Int!, $after: String) { repository(owner: $owner, name: $name) { pullRequest(number: $number) { reviewThreads(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id isResolved comments(first: 1) { nodes { id } } } } } } }";
        let (owner, name) = self.pull.repository.split_once('/').unwrap_or_default();
        let (mut threads, mut after) = (BTreeMap::new(), Value::Null);
        for _ in 0..MOST_PAGES {
            let variables = json!({"owner": owner, "name": name, "number": self.pull.number, "after": after});
            let data = self.transport.graphql(QUERY, &variables)?;
            let page = data.pointer("/repository/pullRequest/reviewThreads").cloned().unwrap_or_default();
            threads.extend(page["nodes"].as_array().into_iter().flatten().filter_map(Thread::read));
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] != true || !after.is_string() {
                break;
            }
        }
        Ok(threads)
    }
}

/// A thread of comments.
struct Thread {
    id: String,
    resolved: bool,
}

impl Thread {
    fn read(node: &Value) -> Option<(String, Self)> {
        let first = node.pointer("/comments/nodes/0/id")?.as_str()?.to_owned();
        let (id, resolved) = (node["id"].as_str()?.to_owned(), node["isResolved"] == true);
        Some((first, Self { id, resolved }))
    }
}

/// How precisely comments are placed: less so after GitHub has refused a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Places {
    Lines,
    Files,
    Nowhere,
}

impl Places {
    fn of(self, diff: &Diff) -> Diff {
        match self {
            Self::Lines => diff.clone(),
            Self::Files => diff.without_lines(),
            Self::Nowhere => Diff::default(),
        }
    }

    /// Whether the refused step can be tried with less.
    fn narrow(&mut self, refused: &ReviewStep) -> bool {
        let next = match refused {
            ReviewStep::Review { comments, .. } if !comments.is_empty() => Self::Files,
            ReviewStep::OnFile { .. } => Self::Nowhere,
            _ => return false,
        };
        let is_less = *self != next && *self != Self::Nowhere;
        *self = next;
        is_less
    }
}
