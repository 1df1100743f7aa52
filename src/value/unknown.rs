//! What is known of a value that is only known after the apply.

use super::{Name, Type, Value};

/// A resource attribute that an unknown value comes from: `module.a.aws_s3_bucket.b[0]` and `id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ref {
    /// Full instance address.
    pub address: Name,
    /// Attribute path below the resource; none where only the resource is known to be referred to.
    pub attribute: Option<Name>,
}

impl std::fmt::Display for Ref {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.attribute {
            Some(attribute) => write!(f, "{}.{attribute}", self.address),
            None => write!(f, "{}", self.address),
        }
    }
}

/// Why nothing is known, where refs cannot tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reason {
    /// Its refs say where it comes from.
    #[default]
    Computed,
    /// Nobody set the argument, and what the service will choose is in no table of ours.
    NotSet,
    /// It passes through a local value, which plan JSON does not record.
    ThroughLocal,
    /// Plan JSON does not record the argument (it is inside a `dynamic` block).
    NotRecorded,
    /// It is written in the source alone, which is not at hand.
    NoSource,
    /// A variable that nobody gave a value.
    NotGiven,
    /// Its expression cannot be evaluated; a note says why.
    Failed,
    /// A function that only the apply can answer (`timestamp`, `uuid`) or that needs a network.
    Function,
}

/// An unknown value: where it comes from, and what is known of it all the same (its refinements).
#[derive(Clone, Debug, Default)]
pub struct Unknown {
    /// What type the value will have.
    pub ty: Type,
    /// The resource attributes it comes from; empty where nothing is known of that.
    pub refs: Box<[Ref]>,
    /// The value *is* the one attribute in `refs`, not merely built from it.
    pub exact: bool,
    /// Certainly not null.
    pub not_null: bool,
    /// Certainly neither `""` nor an empty collection.
    pub not_empty: bool,
    /// It is the service that makes this text up (`sg-…`): no known string can equal it before it exists.
    pub generated: bool,
    /// What the text begins with, as far as that is known.
    pub prefix: Box<str>,
    /// The text is one of these; empty where it may be any.
    pub words: Box<[Box<str>]>,
    /// Least and greatest number of elements of a collection (or the bounds of a number that counts them).
    pub length: Option<(usize, usize)>,
    /// Of a name that the configuration gives: what the name is made of. Something else may be made of the same.
    pub made_of: Box<[Ref]>,
    /// Exactly one of the attributes in `refs`, nobody can tell which.
    pub one_of: bool,
    /// A collection of exactly the attributes in `refs`.
    pub members: bool,
    /// What `jsondecode` of this text gives: a document of known shape with unknown leaves.
    pub json: Option<Value>,
    /// Of a resource whose schema is not known: the arguments that are written, as an object. What is not among them is
    /// an attribute known after the apply.
    pub known: Option<Value>,
    /// Why, where the refs do not say.
    pub reason: Reason,
}

impl Unknown {
    /// Of no known type or origin.
    #[must_use]
    pub fn anything() -> Self {
        Self::default()
    }

    /// Exactly this attribute of this resource.
    #[must_use]
    pub fn attribute(address: Name, attribute: Name) -> Self {
        let refs = [Ref { address, attribute: Some(attribute) }];
        Self { refs: refs.into(), exact: true, ..Self::default() }
    }

    /// Built from all of these: their refs united, nothing else kept.
    #[must_use]
    pub fn from_refs<'a>(parts: impl IntoIterator<Item = &'a Unknown>) -> Self {
        let mut refs: Vec<Ref> = Vec::new();
        let mut reason = Reason::Computed;
        for part in parts {
            refs.extend(part.refs.iter().copied());
            if part.reason != Reason::Computed {
                reason = part.reason;
            }
        }
        refs.sort();
        refs.dedup();
        Self { refs: refs.into(), reason, ..Self::default() }
    }

    /// The one attribute that this unknown is, if it is one.
    #[must_use]
    pub fn as_exact(&self) -> Option<Ref> {
        match &*self.refs {
            [only] if self.exact => Some(*only),
            _ => None,
        }
    }

    /// One exact unknown for each element of a collection whose elements are attributes of known resources.
    #[must_use]
    pub fn elements(&self) -> Option<Vec<Unknown>> {
        let element = |only: &Ref| Unknown {
            refs: [*only].into(),
            exact: true,
            members: false,
            not_null: true,
            not_empty: true,
            length: None,
            ..self.clone()
        };
        self.members.then(|| self.refs.iter().map(element).collect())
    }

    /// Certainly not the empty string.
    #[must_use]
    pub fn is_certainly_not_empty(&self) -> bool {
        self.not_empty || !self.prefix.is_empty() || self.length.is_some_and(|(least, _)| least > 0)
    }
}
