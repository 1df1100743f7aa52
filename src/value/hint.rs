//! Where in a resource's entries a name stood the last time. Resources of one type have the same names in the same
//! order, so the guess is right nearly always, and a look at one entry replaces a search through memory that no cache
//! holds. A wrong guess costs a comparison and changes no answer.

use std::sync::atomic::{AtomicU32, Ordering};

use super::{Name, Value};

/// More names than rules read, and few enough to stay in the cache.
const PLACES: usize = 1024;

static LAST: [AtomicU32; PLACES] = [const { AtomicU32::new(0) }; PLACES];

fn last(name: Name) -> &'static AtomicU32 {
    // The upper bits of a product depend on all bits of the pointer.
    let mixed = (name.as_str().as_ptr().addr() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    &LAST[usize::try_from(mixed >> (u64::BITS - PLACES.ilog2())).unwrap_or_default()]
}

/// The value of a name among sorted entries.
pub(super) fn find(entries: &[(Name, Value)], name: Name) -> Option<&Value> {
    let last = last(name);
    let guess = last.load(Ordering::Relaxed) as usize;
    if let Some((_, value)) = entries.get(guess).filter(|e| e.0 == name) {
        return Some(value);
    }
    let at = if entries.len() <= 16 {
        entries.iter().position(|e| e.0 == name)
    } else {
        entries.binary_search_by_key(&name, |e| e.0).ok()
    }?;
    last.store(u32::try_from(at).unwrap_or_default(), Ordering::Relaxed);
    Some(&entries[at].1)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::value::{Name, Value};

    #[test]
    fn a_wrong_guess_changes_nothing() {
        let entries = |count: i64, skip: i64| -> Vec<(Name, Value)> {
            let mut names: Vec<_> = (0..count)
                .filter(|n| n % skip != 1)
                .map(|n| (Name::new(&format!("n{n}")), n.into()))
                .collect();
            names.sort_by_key(|e: &(Name, Value)| e.0);
            names
        };
        let shapes = [entries(40, 2), entries(40, 100), entries(9, 3), Vec::new()];
        for _ in 0..2 {
            for (at, name) in (0..40).map(|n| (n, Name::new(&format!("n{n}")))) {
                for shape in &shapes {
                    let expected = shape.iter().find(|e| e.0 == name).map(|_| at);
                    let found =
                        find(shape, name).and_then(Value::as_number).and_then(crate::value::Number::as_i64);
                    assert_eq!(found, expected);
                }
            }
        }
    }
}
