//! What stands for an argument that nobody set and that the provider computes: the service's documented default, else
//! an unknown value that is its own identity. Plans, sources and mocks have one answer.

use crate::value::{Marks, Name, PathStep, Ref, Unknown, Value};

use super::lockfile::ProviderVersions;
use super::tables::Choice;
use super::{identify, tables};

/// The resource in which something is left out.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut<'v> {
    /// Its address.
    pub id: Name,
    /// Its type.
    pub kind: Name,
    /// Its provider: `registry.terraform.io/hashicorp/aws`.
    pub provider: Name,
    /// Versions by which defaults are believed; none of a resource that exists already, of which nothing is assumed.
    pub versions: Option<&'v ProviderVersions>,
}

impl LeftOut<'_> {
    /// What stands at this path; `sibling` reads an attribute of the resource.
    pub fn value<'s>(&self, path: &[PathStep], sibling: impl Fn(Name) -> Option<&'s Value>) -> Value {
        match self.assumed(&names(path), &sibling) {
            Some(value) => value,
            None => self.own(path, sibling).into(),
        }
    }

    /// The service's documented default, where the provider's version admits it, and it is known.
    pub fn assumed<'s>(&self, path: &[Name], sibling: impl Fn(Name) -> Option<&'s Value>) -> Option<Value> {
        let versions = self.versions?;
        let default = tables::default_at(self.kind, path)?;
        if !versions.admits(self.provider, &default.provider) {
            return None;
        }
        match &default.choice {
            Choice::Value(value) => Some(value.clone()),
            Choice::SameAs(name) => {
                let other = sibling(*name).filter(|other| !other.is_unknown() && !other.is_null())?;
                Some(other.clone().marked(Marks::ASSUMED))
            }
        }
    }

    /// The attribute itself. A name that is made up begins with the prefix that was asked for: `bucket_prefix`,
    /// `name_prefix`.
    pub fn own<'s>(&self, path: &[PathStep], sibling: impl Fn(Name) -> Option<&'s Value>) -> Unknown {
        let unknown = identify::own(self.id, self.kind, path);
        match prefix(path, &sibling).filter(|_| unknown.generated) {
            Some(prefix) => Unknown { prefix: prefix.into(), ..unknown },
            None => unknown,
        }
    }

    /// Whether the resource is named by the attribute at this path.
    pub fn is_name(&self, path: &[PathStep]) -> bool {
        matches!(path, [PathStep::Name(name)] if tables::names_resource(self.kind, *name))
    }

    /// Whatever a resource is named after, its name is its own identity: `"logs-${random_pet.p.id}"` and
    /// `"data-${random_pet.p.id}"` have one reference and are two names. Where a prefix is asked for, the name is made up all
    /// the same: a provider refuses the two together, so what is written can only turn out to be null.
    pub fn named_after<'s>(
        &self,
        path: &[PathStep],
        parts: Vec<Ref>,
        sibling: impl Fn(Name) -> Option<&'s Value>,
    ) -> Unknown {
        if prefix(path, &sibling).is_some() {
            return self.own(path, &sibling);
        }
        let own = identify::own(self.id, self.kind, path);
        Unknown { generated: false, made_of: parts.into(), ..own }
    }
}

/// The prefix that is asked for of the name at this path.
fn prefix<'s>(path: &[PathStep], sibling: &impl Fn(Name) -> Option<&'s Value>) -> Option<&'s str> {
    let [PathStep::Name(name)] = path else { return None };
    sibling(tables::prefix_argument(*name)).and_then(Value::as_str).filter(|prefix| !prefix.is_empty())
}

/// The names in a path, without places.
pub fn names(path: &[PathStep]) -> Vec<Name> {
    let name = |step: &PathStep| match step {
        PathStep::Name(name) => Some(*name),
        PathStep::Index(_) => None,
    };
    path.iter().filter_map(name).collect()
}
