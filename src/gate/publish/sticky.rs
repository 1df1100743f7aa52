//! The one comment on the pull request that every run brings up to date.

use super::Entry;
use super::marker::{Mark, Marks};

/// What is done about the comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StickyStep {
    /// It is made.
    Create(String),
    /// The one with this number is changed.
    Update(u64, String),
}

impl StickyStep {
    /// Whether something that stands there is changed.
    #[must_use]
    pub fn is_change(&self) -> bool {
        matches!(self, Self::Update(..))
    }
}

/// What is to be done so that the comment says `text`, which is only written anew where there is something to say (`matters`).
/// Two runs at once may each have made one: then the first says it, and the others that it is said `elsewhere`.
#[must_use]
pub fn plan(
    existing: &[Entry],
    me: &str,
    marks: &Marks,
    text: &str,
    matters: bool,
    elsewhere: &str,
) -> Vec<StickyStep> {
    let is_ours =
        |entry: &&Entry| entry.is_by(me) && matches!(marks.read(entry.text()), Some((Mark::Sticky, _)));
    let mut wanted = marks.marked(&Mark::Sticky, text);
    let mut ours = existing.iter().filter(is_ours).peekable();
    if ours.peek().is_none() {
        return Vec::from_iter(matters.then_some(StickyStep::Create(wanted)));
    }
    let mut steps = Vec::new();
    for entry in ours {
        if !entry.says(&wanted) {
            steps.push(StickyStep::Update(entry.id, wanted));
        }
        wanted = marks.marked(&Mark::Sticky, elsewhere);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::tests::entry;
    use super::{Mark, Marks, StickyStep, plan};

    #[test]
    fn there_is_one_and_it_is_ours() {
        let marks = Marks::of("sekisho");
        let (old, new) = (marks.marked(&Mark::Sticky, "old"), marks.marked(&Mark::Sticky, "new"));
        let other = Marks::of("other").marked(&Mark::Sticky, "new");
        let forged = [entry(1, "eve", &new), entry(2, "bot", &format!("hi\n{new}")), entry(3, "bot", &other)];
        let do_what = |existing: &[_], matters| plan(existing, "bot", &marks, "new", matters, "elsewhere");
        assert_eq!(do_what(&[], true), [StickyStep::Create(new.clone())]);
        assert_eq!(do_what(&[], false), []);
        assert_eq!(do_what(&forged, true), [StickyStep::Create(new.clone())]);
        assert_eq!(do_what(&forged, false), []);
        let ours = [forged[0].clone(), entry(4, "Bot", &old)];
        for matters in [true, false] {
            assert_eq!(do_what(&ours, matters), [StickyStep::Update(4, new.clone())]);
            assert_eq!(do_what(&[entry(6, "bot", &new.replace('\n', "\r\n"))], matters), []);
        }
        let elsewhere = marks.marked(&Mark::Sticky, "elsewhere");
        let twice = [entry(4, "bot", &old), entry(5, "bot", &new), entry(6, "bot", &elsewhere)];
        let steps = [StickyStep::Update(4, new.clone()), StickyStep::Update(5, elsewhere.clone())];
        assert_eq!(do_what(&twice, true), steps);
        assert_eq!(do_what(&[entry(4, "bot", &new), entry(5, "bot", &elsewhere)], true), []);
    }
}
