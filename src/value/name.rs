//! Interned names: attribute names, object keys, resource types and addresses.
//!
//! A name is a pointer into a table that lives as long as the process, so that comparing and hashing two names is
//! comparing two pointers. The table only grows; its size is bounded by the text of the inputs.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::ops::Deref;
use std::sync::{LazyLock, PoisonError, RwLock};

/// An interned string. Equality is by identity; order is by text, so sorted names read as a person expects.
#[derive(Clone, Copy)]
pub struct Name(&'static str);

const SHARDS: usize = 16;

/// Several small tables instead of one, so that threads that decode a plan seldom wait for each other.
struct Table {
    hasher: RandomState,
    shards: [RwLock<HashSet<&'static str>>; SHARDS],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
    hasher: RandomState::new(),
    shards: std::array::from_fn(|_| RwLock::default()),
});

impl Name {
    /// The name for this text; equal texts give the same name.
    #[must_use]
    pub fn new(text: &str) -> Self {
        #[allow(clippy::cast_possible_truncation)] // Any part of a hash serves.
        let shard = &TABLE.shards[TABLE.hasher.hash_one(text) as usize % SHARDS];
        if let Some(known) = shard.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Self(known);
        }
        let mut table = shard.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = table.get(text) {
            return Self(known);
        }
        let kept: &'static str = Box::leak(text.into());
        table.insert(kept);
        Self(kept)
    }

    /// The text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.0.as_ptr().addr());
        state.write_usize(self.0.len());
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(other.0)
    }
}

impl Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn equal_texts_are_one_name() {
        assert_eq!(Name::new("bucket"), Name::new(&["buck", "et"].concat()));
        assert_ne!(Name::new("bucket"), Name::new("Bucket"));
        assert!(Name::new("a") < Name::new("b"));
    }
}
