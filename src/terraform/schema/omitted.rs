//! What a plan shows for an argument or block that a configuration leaves out: measured, type by type, where the schema
//! does not foretell it.

use crate::value::{Marks, Name, Value, from_json};

use super::Member;

pub(super) const NULL: usize = 0;
pub(super) const UNKNOWN: usize = 1;
pub(super) const ABSENT: usize = 2;
pub(super) const NOT_SEEN: usize = 3;
pub(super) const VALUE: usize = 4;
pub(super) const NOT_LOOKED_INTO: usize = 5;

/// What a plan that creates a resource shows for something that is left out.
#[derive(Clone, Debug)]
pub enum Omitted {
    /// Null.
    Null,
    /// It is known after the apply.
    Unknown,
    /// There is no such block.
    Absent,
    /// The provider's own default.
    Value(Value),
    /// Nobody saw it left out, or it depends on other arguments.
    NotSeen,
}

/// All that is known of what is left out in a resource, or in a block of it.
#[derive(Debug)]
pub struct Omissions {
    /// Of the block itself, where it differs from what the schema foretells.
    own: Option<Omitted>,
    looked_into: bool,
    inside: Vec<(Name, Omissions)>,
}

/// Where the schema foretells everything, as of a data source.
pub static LOOKED_INTO: Omissions = Omissions { own: None, looked_into: true, inside: Vec::new() };

/// Of something that was not measured.
pub static NOT_MEASURED: Omissions = Omissions { own: None, looked_into: false, inside: Vec::new() };

impl Default for Omissions {
    fn default() -> Self {
        Self { own: None, looked_into: true, inside: Vec::new() }
    }
}

impl Omissions {
    /// What is shown for a member that is left out here.
    #[must_use]
    pub fn left_out(&self, name: Name, member: Member<'_>) -> Omitted {
        if let Some(surprise) = self.find(name).and_then(|inside| inside.own.clone()) {
            return surprise;
        }
        match member {
            Member::Attribute(attribute) if attribute.write_only => Omitted::Null,
            Member::Attribute(attribute) if attribute.computed => Omitted::Unknown,
            Member::Block(_) if name.as_str() == "timeouts" => Omitted::Absent,
            _ if !self.looked_into => Omitted::NotSeen,
            Member::Attribute(_) => Omitted::Null,
            Member::Block(_) => Omitted::Absent,
        }
    }

    /// What is known of the inside of a block or of an attribute's objects.
    #[must_use]
    pub fn inside(&self, name: Name) -> &Self {
        let otherwise = if self.looked_into { &LOOKED_INTO } else { &NOT_MEASURED };
        self.find(name).unwrap_or(otherwise)
    }

    /// What was measured for a member of an attribute's objects, if anything was.
    #[must_use]
    pub fn measured(&self, name: Name) -> Option<&Omitted> {
        self.find(name)?.own.as_ref()
    }

    /// Whether anything was measured here, or the schema foretells it.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        self.looked_into
    }

    fn find(&self, name: Name) -> Option<&Self> {
        self.inside.iter().find(|e| e.0 == name).map(|e| &e.1)
    }

    /// Adds what was found at a path; the text is that of a value.
    pub(super) fn add(&mut self, path: &[Name], tag: usize, text: &str) -> Option<()> {
        let Some((first, rest)) = path.split_first() else {
            match tag {
                NULL => self.own = Some(Omitted::Null),
                UNKNOWN => self.own = Some(Omitted::Unknown),
                ABSENT => self.own = Some(Omitted::Absent),
                NOT_SEEN => self.own = Some(Omitted::NotSeen),
                VALUE => self.own = Some(Omitted::Value(as_default(text)?)),
                _ => self.looked_into = false,
            }
            return Some(());
        };
        let at = self.inside.iter().position(|e| e.0 == *first).unwrap_or_else(|| {
            let looked_into = self.looked_into;
            self.inside.push((*first, Self { looked_into, ..Self::default() }));
            self.inside.len() - 1
        });
        self.inside[at].1.add(rest, tag, text)
    }
}

/// A default as a plan would show it.
fn as_default(text: &str) -> Option<Value> {
    Some(crate::terraform::tables::as_planned(&from_json(text).ok()?, Marks::NONE))
}
