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

/// What is to be done so that the comment says `text`, which is only written anew where there is something to say (`matters`).
#[must_use]
pub fn plan(existing: &[Entry], me: &str, marks: &Marks, text: &str, matters: bool) -> Option<StickyStep> {
    let is_ours =
        |entry: &&Entry| entry.is_by(me) && matches!(marks.read(entry.text()), Some((Mark::Sticky, _)));
    let wanted = marks.marked(&Mark::Sticky, text);
    match existing.iter().find(is_ours) {
        None => matters.then_some(StickyStep::Create(wanted)),
        Some(entry) if entry.says(&wanted) => None,
        Some(entry) => Some(StickyStep::Update(entry.id, wanted)),
    }
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
        let do_what = |existing: &[_], matters| plan(existing, "bot", &marks, "new", matters);
        assert_eq!(do_what(&[], true), Some(StickyStep::Create(new.clone())));
        assert_eq!(do_what(&[], false), None);
        assert_eq!(do_what(&forged, true), Some(StickyStep::Create(new.clone())));
        assert_eq!(do_what(&forged, false), None);
        let ours = [forged[0].clone(), entry(4, "Bot", &old), entry(5, "bot", &new)];
        for matters in [true, false] {
            assert_eq!(do_what(&ours, matters), Some(StickyStep::Update(4, new.clone())));
            assert_eq!(do_what(&[entry(6, "bot", &new.replace('\n', "\r\n"))], matters), None);
        }
    }
}
