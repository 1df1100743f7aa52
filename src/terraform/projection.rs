//! Which attributes of which resource types anybody will read; the rest of a plan is skipped, not decoded.

use std::collections::{BTreeMap, BTreeSet};

use crate::value::Name;

/// Attributes of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Only these, at the top level of the resource; sorted.
    These(Vec<Name>),
    /// All of them.
    All,
}

impl Default for Wanted {
    fn default() -> Self {
        Self::These(Vec::new())
    }
}

impl Wanted {
    /// Whether this attribute is wanted.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::These(names) => names.binary_search_by(|n| n.as_str().cmp(name)).is_ok(),
        }
    }

    /// Wants this attribute as well.
    pub fn add(&mut self, name: Name) {
        if let Self::These(names) = self
            && let Err(at) = names.binary_search(&name)
        {
            names.insert(at, name);
        }
    }

    /// Wants everything that the other wants as well.
    pub fn add_all(&mut self, other: &Self) {
        match other {
            Self::All => *self = Self::All,
            Self::These(names) => names.iter().for_each(|n| self.add(*n)),
        }
    }
}

/// What is wanted of each type.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    types: BTreeMap<Name, Wanted>,
    patterns: Vec<(String, Wanted)>,
    data: BTreeSet<Name>,
    /// Whether the configuration's module calls and provider blocks are wanted.
    pub blocks: bool,
}

impl Projection {
    /// Of no type anything.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Of every type everything.
    #[must_use]
    pub fn everything() -> Self {
        Self { patterns: vec![(String::new(), Wanted::All)], blocks: true, ..Self::default() }
    }

    /// The name under which blocks of the source are asked for, which is that of no resource type.
    #[must_use]
    pub fn block(kind: Name) -> Name {
        Name::new(&format!("source {kind}"))
    }

    /// Wants attributes of a type, or of all types with a prefix (`aws_*`, `*`).
    pub fn add(&mut self, kind: Name, wanted: &Wanted) {
        match kind.strip_suffix('*') {
            Some(prefix) => self.patterns.push((prefix.to_owned(), wanted.clone())),
            None => self.types.entry(kind).or_default().add_all(wanted),
        }
    }

    /// Wants the data sources of a type, `*` for every type: with all of their attributes.
    pub fn add_data(&mut self, kind: Name) {
        self.data.insert(kind);
    }

    /// Whether somebody asks for data sources of a type.
    #[must_use]
    pub fn wants_data(&self, kind: &str) -> bool {
        self.data.iter().any(|wanted| wanted.as_str() == kind || wanted.as_str() == "*")
    }

    /// Whether somebody asks for any data source.
    #[must_use]
    pub fn wants_any_data(&self) -> bool {
        !self.data.is_empty()
    }

    /// What is wanted of a type; none where nobody asks for it.
    #[must_use]
    pub fn of(&self, kind: Name) -> Option<Wanted> {
        let mut result = self.types.get(&kind).cloned();
        for (_, wanted) in self.patterns.iter().filter(|(prefix, _)| kind.starts_with(prefix.as_str())) {
            result.get_or_insert_default().add_all(wanted);
        }
        result
    }
}
