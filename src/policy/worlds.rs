//! All worlds: what a policy comes to whatever is true of elements that are only possible.

use crate::lang::{Failure, World};
use crate::value::Truth;

/// What a policy comes to in one world.
#[derive(Clone, Debug)]
pub(super) enum Judged {
    NotApplicable,
    Pass,
    /// The conditions that do not hold.
    Fail(Vec<usize>),
    Unknown,
    Error(Failure),
}

impl Judged {
    pub(super) fn new(applies: Truth, truths: &[Truth]) -> Self {
        let failed = failed(truths);
        match applies {
            Truth::False => Self::NotApplicable,
            Truth::Unknown => Self::Unknown,
            Truth::True if !failed.is_empty() => Self::Fail(failed),
            Truth::True if truths.contains(&Truth::Unknown) => Self::Unknown,
            Truth::True => Self::Pass,
        }
    }

    /// What holds in both worlds, if they come to the same.
    fn with(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::NotApplicable, Self::NotApplicable) => Some(Self::NotApplicable),
            (Self::Pass, Self::Pass) => Some(Self::Pass),
            (Self::Error(failure), Self::Error(_)) => Some(Self::Error(failure)),
            (Self::Fail(a), Self::Fail(b)) => {
                let both: Vec<usize> = a.iter().copied().filter(|at| b.contains(at)).collect();
                // Different conditions fail: those of the world with the least in it are told.
                Some(Self::Fail(if both.is_empty() { a } else { both }))
            }
            _ => None,
        }
    }
}

/// The numbers of the conditions that do not hold.
pub(super) fn failed(truths: &[Truth]) -> Vec<usize> {
    let numbered = truths.iter().enumerate();
    numbered.filter(|(_, truth)| **truth == Truth::False).map(|(at, _)| at).collect()
}

/// What every world comes to, and the world with the least in it; none where two disagree, where one of them does not
/// know, or where there is only one.
pub(super) fn in_all(judge: impl Fn(&World) -> Judged) -> Option<(World, Judged)> {
    let judged_in = |world: &World| Some(judge(world)).filter(|j| !matches!(j, Judged::Unknown));
    let first = World::of(false);
    let mut so_far = judged_in(&first)?;
    if first.is_only_one() {
        return None;
    }
    // Most that is undecided shows itself here.
    so_far = so_far.with(judged_in(&World::of(true))?)?;
    let mut world = first.next();
    while let Some(this) = world {
        so_far = so_far.with(judged_in(&this)?)?;
        world = this.next();
    }
    Some((first, so_far))
}

#[cfg(test)]
mod tests {
    use super::{Judged, in_all};
    use crate::lang::World;
    use crate::value::Truth;

    /// The verdict of a condition on how many of so many possible elements there are.
    fn verdict(possible: usize, holds: fn(usize) -> bool) -> Option<Judged> {
        let judge = |world: &World| {
            let there = (0..possible).filter(|_| world.ask() == Some(true)).count();
            Judged::new(Truth::True, &[holds(there).into()])
        };
        in_all(judge).map(|(_, judged)| judged)
    }

    #[test]
    fn every_world_is_asked_not_only_the_first_and_the_last() {
        assert!(matches!(verdict(2, |n| n < 3), Some(Judged::Pass)));
        assert!(matches!(verdict(2, |n| n > 2), Some(Judged::Fail(_))));
        // With none and with both it holds, with one it does not.
        assert!(verdict(2, |n| n != 1).is_none());
        assert!(verdict(2, |n| n == 1).is_none());
        assert!(verdict(0, |_| true).is_none());
    }

    #[test]
    fn different_conditions_may_fail() {
        let either = |world: &World| {
            let there = world.ask() == Some(true);
            Judged::new(Truth::True, &[there.into(), (!there).into()])
        };
        assert!(matches!(in_all(either), Some((_, Judged::Fail(failed))) if failed == [0]));
        let third = |world: &World| {
            let there = world.ask() == Some(true);
            Judged::new(Truth::True, &[there.into(), false.into()])
        };
        assert!(matches!(in_all(third), Some((_, Judged::Fail(failed))) if failed == [1]));
    }
}
