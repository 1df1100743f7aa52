//! The review: a comment for each finding where the diff has room for it, and the rest in its text.
//!
//! What earlier runs said is left where it still holds, changed where it says something else now, and settled where it is
//! no longer found; only what was never said is said anew.

use super::hunk::{Diff, Place};
use super::marker::{Mark, Marks};
use super::{Entry, Remark};

/// So many comments stand on a pull request at most; more would bury it. The rest is in the review's text.
const MOST_COMMENTS: usize = 50;
/// Each comment on a file is a notification of its own, so that there are few of them in a run.
const MOST_ON_FILES: usize = 10;

/// What stands on the pull request, by anybody.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Comments on lines and files, the oldest first.
    pub comments: Vec<Entry>,
    /// Reviews, the oldest first.
    pub reviews: Vec<Entry>,
}

/// A comment beside a line, on the right side of the diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// Markdown.
    pub body: String,
}

/// A write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewStep {
    /// A review that neither approves nor refuses, with comments.
    Review {
        /// Its text, never empty.
        body: String,
        /// Its comments.
        comments: Vec<Inline>,
    },
    /// A comment on a whole file.
    OnFile {
        /// The file.
        path: String,
        /// Markdown.
        body: String,
    },
    /// A comment says something else now.
    Edit {
        /// The comment.
        id: u64,
        /// Its name in GraphQL, where that is known.
        node_id: Option<String>,
        /// Markdown.
        body: String,
        /// Whether its thread is resolved with that, or taken up again.
        resolved: Option<bool>,
    },
    /// The text of a review is another now.
    Reword {
        /// The review.
        id: u64,
        /// Markdown.
        body: String,
    },
}

/// How things are said that are not said of one finding.
pub struct Words<'w> {
    /// The text of the review, with what stands in it because it has no place in the diff.
    pub list: &'w dyn Fn(&[&Remark]) -> String,
    /// The text of a later review, whose comments say everything.
    pub more: &'w str,
    /// What becomes of a comment whose finding is no longer found.
    pub gone: &'w dyn Fn(&str) -> String,
    /// What becomes of a comment on what another one says.
    pub elsewhere: &'w str,
}

impl ReviewStep {
    /// Whether something that stands there is changed.
    #[must_use]
    pub fn is_change(&self) -> bool {
        matches!(self, Self::Edit { .. } | Self::Reword { .. })
    }
}

/// Whether something is to be said that has no comment yet, so that its place in the diff matters.
#[must_use]
pub fn needs_diff(remarks: &[Remark], said: &Said, me: &str, marks: &Marks) -> bool {
    let own = own(&said.comments, me, marks);
    remarks.iter().any(|remark| remark.stands && comment_of(remark, &own).is_none())
}

/// What is to be written so that the pull request says what is so.
#[must_use]
pub fn plan(
    remarks: &[Remark],
    said: &Said,
    me: &str,
    marks: &Marks,
    diff: &Diff,
    words: &Words<'_>,
) -> Vec<ReviewStep> {
    let own = own(&said.comments, me, marks);
    let mut edits = settled(remarks, &own, marks, words);
    let mut fresh = Fresh { room: MOST_COMMENTS, ..Fresh::default() };
    for remark in remarks {
        match comment_of(remark, &own) {
            Some(known) => {
                fresh.room = fresh.room.saturating_sub(usize::from(remark.stands));
                edits.extend(updated(remark, known, marks));
                edits.extend(others(remark, known, &own).map(|other| other.settled(words.elsewhere, marks)));
            }
            None if remark.stands => fresh.unsaid.push(remark),
            None => {}
        }
    }
    let rest = fresh.place(marks, diff);
    let mut steps = texts(&rest, &mut fresh.inline, said, me, marks, words);
    steps.extend(fresh.on_files);
    steps.extend(edits);
    steps
}

/// A comment of ours with its mark.
struct Known<'s> {
    entry: &'s Entry,
    name: String,
    is_settled: bool,
    text: &'s str,
}

fn own<'s>(comments: &'s [Entry], me: &str, marks: &Marks) -> Vec<Known<'s>> {
    let known = |entry: &'s Entry| {
        let (name, is_settled, text) = match marks.read(entry.text())? {
            (Mark::Finding(name), text) => (name, false, text),
            (Mark::Settled(name), text) => (name, true, text),
            _ => return None,
        };
        Some(Known { entry, name, is_settled, text })
    };
    comments.iter().filter(|entry| entry.is_by(me)).filter_map(known).collect()
}

/// The first that stands, else the first.
fn comment_of<'k, 's>(remark: &Remark, own: &'k [Known<'s>]) -> Option<&'k Known<'s>> {
    let mut about = own.iter().filter(|known| remark.names.contains(&known.name));
    let first = about.clone().next();
    about.find(|known| !known.is_settled).or(first)
}

/// Those that stand on the same as well: two runs at once may each have said it, and what was several findings may be one now.
fn others<'k, 's>(
    remark: &Remark,
    chosen: &Known<'s>,
    own: &'k [Known<'s>],
) -> impl Iterator<Item = &'k Known<'s>> {
    own.iter().filter(move |known| {
        known.entry.id != chosen.entry.id && !known.is_settled && remark.names.contains(&known.name)
    })
}

/// Comments whose findings are no longer found.
fn settled(remarks: &[Remark], own: &[Known<'_>], marks: &Marks, words: &Words<'_>) -> Vec<ReviewStep> {
    let is_found = |known: &Known<'_>| remarks.iter().any(|remark| remark.names.contains(&known.name));
    let gone = own.iter().filter(|known| !known.is_settled && !is_found(known));
    gone.map(|known| known.settled(&(words.gone)(known.text), marks)).collect()
}

/// The edit that a comment needs to say what the remark says.
fn updated(remark: &Remark, known: &Known<'_>, marks: &Marks) -> Option<ReviewStep> {
    let name = known.name.clone();
    let mark = if remark.stands { Mark::Finding(name) } else { Mark::Settled(name) };
    let body = marks.marked(&mark, &remark.text);
    let turns = known.is_settled == remark.stands;
    (!known.entry.says(&body)).then(|| known.edit(body, turns.then_some(!remark.stands)))
}

impl Known<'_> {
    fn settled(&self, text: &str, marks: &Marks) -> ReviewStep {
        self.edit(marks.marked(&Mark::Settled(self.name.clone()), text), Some(true))
    }

    fn edit(&self, body: String, resolved: Option<bool>) -> ReviewStep {
        ReviewStep::Edit { id: self.entry.id, node_id: self.entry.node_id.clone(), body, resolved }
    }
}

/// What was never said.
#[derive(Default)]
struct Fresh<'r> {
    unsaid: Vec<&'r Remark>,
    /// How many comments may still be made.
    room: usize,
    inline: Vec<Inline>,
    on_files: Vec<ReviewStep>,
}

impl<'r> Fresh<'r> {
    /// Finds places, the worst first; what is left has none.
    fn place(&mut self, marks: &Marks, diff: &Diff) -> Vec<&'r Remark> {
        let mut rest = Vec::new();
        for remark in std::mem::take(&mut self.unsaid) {
            let name = remark.names.first().cloned().unwrap_or_default();
            let body = marks.marked(&Mark::Finding(name), &remark.text);
            match diff.place(&remark.places) {
                Place::Line(path, line) if self.room > 0 => self.inline.push(Inline { path, line, body }),
                Place::File(path) if self.room > 0 && self.on_files.len() < MOST_ON_FILES => {
                    self.on_files.push(ReviewStep::OnFile { path, body });
                }
                _ => {
                    rest.push(remark);
                    continue;
                }
            }
            self.room -= 1;
        }
        rest
    }
}

/// The review that is new, if one is, and the one whose text lists the rest. The list stands in the first review, so that it
/// is in one place however many follow.
fn texts(
    rest: &[&Remark],
    inline: &mut Vec<Inline>,
    said: &Said,
    me: &str,
    marks: &Marks,
    words: &Words<'_>,
) -> Vec<ReviewStep> {
    let is_ours =
        |entry: &&Entry| entry.is_by(me) && matches!(marks.read(entry.text()), Some((Mark::Review, _)));
    let body = marks.marked(&Mark::Review, &(words.list)(rest));
    let comments = std::mem::take(inline);
    let Some(first) = said.reviews.iter().find(is_ours) else {
        let is_empty = comments.is_empty() && rest.is_empty();
        return if is_empty { Vec::new() } else { vec![ReviewStep::Review { body, comments }] };
    };
    let mut steps = Vec::new();
    if !comments.is_empty() {
        steps.push(ReviewStep::Review { body: words.more.to_owned(), comments });
    }
    if !first.says(&body) {
        steps.push(ReviewStep::Reword { id: first.id, body });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::hunk::Lines;
    use super::super::tests::entry;
    use super::*;

    fn remark(name: &str, file: &str, line: usize) -> Remark {
        Remark {
            names: vec![name.to_owned()],
            stands: true,
            places: vec![Lines { file: file.to_owned(), first: line, last: line }],
            text: format!("text of {name}"),
            item: format!("- {name}\n"),
        }
    }

    fn planned(remarks: &[Remark], said: &Said) -> Vec<ReviewStep> {
        let mut diff = Diff::default();
        diff.add("a.tf", Some(&format!("@@ -0,0 +1,100 @@{}", "\n+x".repeat(100))));
        diff.add("b.tf", None);
        let list = |rest: &[&Remark]| rest.iter().map(|remark| remark.item.as_str()).collect();
        let words = Words {
            list: &list,
            more: "more",
            gone: &|text| format!("gone: {text}"),
            elsewhere: "elsewhere",
        };
        plan(remarks, said, "bot", &Marks::of("c"), &diff, &words)
    }

    fn finding(name: &str, text: &str) -> String {
        Marks::of("c").marked(&Mark::Finding(name.to_owned()), text)
    }

    fn settled(name: &str, text: &str) -> String {
        Marks::of("c").marked(&Mark::Settled(name.to_owned()), text)
    }

    /// What one step amounts to.
    fn told(steps: &[ReviewStep]) -> Vec<String> {
        let words = |step: &ReviewStep| match step {
            ReviewStep::Review { body, comments } => {
                let places: Vec<String> = comments.iter().map(|c| format!("{}:{}", c.path, c.line)).collect();
                format!(
                    "review {:?} {}",
                    body.split_once('\n').map_or("more", |(_, text)| text),
                    places.join(" ")
                )
            }
            ReviewStep::OnFile { path, .. } => format!("file {path}"),
            ReviewStep::Edit { id, body, resolved, .. } => {
                let (mark, text) = Marks::of("c").read(body).unwrap();
                format!(
                    "edit {id} {} {text:?} {resolved:?}",
                    if matches!(mark, Mark::Settled(_)) { "settled" } else { "stands" }
                )
            }
            ReviewStep::Reword { id, body } => format!("reword {id} {:?}", body.split_once('\n').unwrap().1),
        };
        steps.iter().map(words).collect()
    }

    /// Remarks, comments that stand there, and what is to be written.
    type Case<'c> = (&'c [Remark], Vec<Entry>, &'c [&'c str]);

    #[test]
    fn only_what_changes_is_written() {
        let mut approved = remark("a", "a.tf", 1);
        approved.stands = false;
        let stands = [remark("a", "a.tf", 1)];
        let same = || entry(1, "bot", &finding("a", "text of a"));
        let cases: Vec<Case<'_>> = vec![
            (&[], vec![], &[]),
            (&stands, vec![], &[r#"review "" a.tf:1"#]),
            (&stands, vec![same()], &[]),
            (&stands, vec![entry(1, "eve", &finding("a", "text of a"))], &[r#"review "" a.tf:1"#]),
            (&stands, vec![entry(1, "bot", &finding("a", "old"))], &[r#"edit 1 stands "text of a" None"#]),
            (
                &stands,
                vec![entry(1, "bot", &settled("a", "old"))],
                &[r#"edit 1 stands "text of a" Some(false)"#],
            ),
            (&[], vec![same()], &[r#"edit 1 settled "gone: text of a" Some(true)"#]),
            (&[], vec![entry(1, "bot", &settled("a", "gone: x"))], &[]),
            (&[], vec![entry(1, "eve", &finding("a", "x"))], &[]),
            (std::slice::from_ref(&approved), vec![], &[]),
            (std::slice::from_ref(&approved), vec![same()], &[r#"edit 1 settled "text of a" Some(true)"#]),
            (
                std::slice::from_ref(&approved),
                vec![entry(1, "bot", &settled("a", "x"))],
                &[r#"edit 1 settled "text of a" None"#],
            ),
            (
                &stands,
                vec![same(), entry(2, "bot", &finding("a", "twice"))],
                &[r#"edit 2 settled "elsewhere" Some(true)"#],
            ),
            (&stands, vec![same(), entry(2, "bot", &settled("a", "elsewhere"))], &[]),
            (&stands, vec![entry(1, "bot", &settled("a", "elsewhere")), same()], &[]),
            (
                std::slice::from_ref(&approved),
                vec![same(), entry(2, "bot", &finding("a", "twice"))],
                &[r#"edit 1 settled "text of a" Some(true)"#, r#"edit 2 settled "elsewhere" Some(true)"#],
            ),
        ];
        for (at, (remarks, comments, expected)) in cases.into_iter().enumerate() {
            let said = Said { comments, reviews: Vec::new() };
            assert_eq!(told(&planned(remarks, &said)), expected, "case {at}");
        }
    }

    #[test]
    fn what_has_no_place_stands_in_the_first_review() {
        let marked = |text: &str| Marks::of("c").marked(&Mark::Review, text);
        let remarks = [remark("x", "c.tf", 1), remark("y", "b.tf", 1), remark("z", "a.tf", 7)];
        let first = planned(&remarks, &Said::default());
        assert_eq!(told(&first), [r#"review "- x\n" a.tf:7"#, "file b.tf"]);
        let reviews = vec![
            entry(5, "eve", &marked("- x\n")),
            entry(6, "bot", &marked("")),
            entry(7, "bot", &marked("")),
        ];
        let later = planned(&remarks, &Said { reviews, comments: Vec::new() });
        assert_eq!(told(&later), [r#"review "more" a.tf:7"#, r#"reword 6 "- x\n""#, "file b.tf"]);
        let reviews = vec![entry(6, "bot", &marked("- x\n"))];
        assert_eq!(
            told(&planned(&remarks[..1], &Said { reviews: reviews.clone(), comments: Vec::new() })),
            [""; 0]
        );
        assert_eq!(told(&planned(&[], &Said { reviews, comments: Vec::new() })), [r#"reword 6 """#]);
    }

    #[test]
    fn a_pull_request_is_not_buried() {
        let many: Vec<Remark> = (1..=60).map(|line| remark(&format!("n{line}"), "a.tf", line)).collect();
        let steps = planned(&many, &Said::default());
        let ReviewStep::Review { comments, body } = &steps[0] else { panic!("{steps:?}") };
        assert_eq!((steps.len(), comments.len(), body.matches("- n").count()), (1, 50, 10));
        assert_eq!((comments[0].line, comments[49].line), (1, 50));
        // The next run has no room left.
        let comments = comments.iter().enumerate();
        let comments = comments.map(|(at, c)| entry(at as u64, "bot", &c.body)).collect();
        let said = Said { comments, reviews: vec![entry(1, "bot", body)] };
        assert_eq!(told(&planned(&many, &said)), [""; 0]);
        let files: Vec<Remark> = (1..=60).map(|line| remark(&format!("n{line}"), "b.tf", line)).collect();
        let steps = planned(&files, &Said::default());
        assert_eq!(steps.iter().filter(|step| matches!(step, ReviewStep::OnFile { .. })).count(), 10);
        assert!(matches!(&steps[0], ReviewStep::Review { body, .. } if body.matches("- n").count() == 50));
    }
}
