//! What a provider says of its types: attributes with their types, nested blocks. One condensed schema ships with the
//! binary; those of a project's other providers are added to it with `sekisho schema add`.
//!
//! Nothing is decoded before it is asked for, and then one block at a time: a run that asks for no schema pays nothing.

mod conform;
mod omitted;
mod pack;
mod pack_omitted;
mod packed;
mod shape;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::value::{Name, Type};

pub use conform::{conform, typed};
pub use omitted::{LOOKED_INTO, NOT_MEASURED, Omissions, Omitted};
pub use pack::{Condensed, condense};
pub use packed::Packed;
pub use shape::Shape;

/// Where a project keeps the schemas that were added to it, below its root.
pub const FOLDER: &str = ".sekisho/schemas";

/// How such files end.
pub const SUFFIX: &str = ".schema";

/// Made by `sekisho schema add --provider-version 5.100.0 --omitted FILE` from what the provider says of itself and what
/// its plans were seen to show.
static SHIPPED: &[u8] = include_bytes!("../../../data/schema/aws-5.100.0.schema");

static SCHEMAS: OnceLock<Vec<Packed>> = OnceLock::new();

/// Which of a provider's things a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A resource.
    Resource,
    /// A data source.
    Data,
    /// The provider's own configuration; its name is empty.
    Provider,
}

/// A resource type, a data source or a block nested in one.
#[derive(Debug, Default)]
pub struct TypeSchema {
    /// By name, sorted.
    pub attributes: Vec<AttributeSchema>,
    /// By name, sorted.
    pub blocks: Vec<NestedSchema>,
}

/// One attribute.
#[derive(Clone, Debug)]
pub struct AttributeSchema {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// It must be set.
    pub required: bool,
    /// It may be set.
    pub optional: bool,
    /// The provider knows a value where it is not set.
    pub computed: bool,
    /// It is never shown.
    pub sensitive: bool,
    /// It is never kept: a plan shows null.
    pub write_only: bool,
}

/// A kind of nested block.
#[derive(Clone, Copy, Debug)]
pub struct NestedSchema {
    /// Its name.
    pub name: Name,
    /// How many there may be, and how they are kept.
    pub nesting: Nesting,
    packed: &'static Packed,
    at: u32,
}

/// How nested blocks of one kind are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// At most one: an object or null.
    Single,
    /// A list of objects.
    List,
    /// A set of objects.
    Set,
    /// Objects by label.
    Map,
}

/// What a name stands for in a block.
#[derive(Clone, Copy, Debug)]
pub enum Member<'s> {
    /// An attribute.
    Attribute(&'s AttributeSchema),
    /// A nested block.
    Block(&'s NestedSchema),
}

impl TypeSchema {
    /// What a name stands for here.
    #[must_use]
    pub fn member(&self, name: Name) -> Option<Member<'_>> {
        if let Ok(at) = self.attributes.binary_search_by_key(&name, |a| a.name) {
            return Some(Member::Attribute(&self.attributes[at]));
        }
        let at = self.blocks.binary_search_by_key(&name, |b| b.name).ok()?;
        Some(Member::Block(&self.blocks[at]))
    }

    /// All names, attributes first.
    pub fn names(&self) -> impl Iterator<Item = Name> {
        self.attributes.iter().map(|a| a.name).chain(self.blocks.iter().map(|b| b.name))
    }
}

impl NestedSchema {
    /// What is in such a block.
    #[must_use]
    pub fn block(&self) -> &'static TypeSchema {
        self.packed.block(self.at)
    }
}

/// The schema of a resource type; none of a type that no known provider has.
#[must_use]
pub fn schema_of(kind: Name) -> Option<&'static TypeSchema> {
    find(Thing::Resource, kind)
}

/// The same for any thing of a provider.
#[must_use]
pub fn find(thing: Thing, name: Name) -> Option<&'static TypeSchema> {
    Schemas::installed().find(thing, name)
}

/// Schemas to look something up in.
#[derive(Clone, Copy, Debug)]
pub struct Schemas(&'static [Packed]);

impl Schemas {
    /// Those by which the whole program goes.
    #[must_use]
    pub fn installed() -> Self {
        Self(schemas())
    }

    /// Those that were added to a project and, after them, those that ship; the rest of the program does not go by them.
    ///
    /// # Errors
    /// Names the file that cannot be read or is no schema, and the way out.
    pub fn of_project(root: &Path) -> Result<Self, String> {
        match read_added(root)? {
            added if added.is_empty() => Ok(Self::installed()),
            added => Ok(Self(with_shipped(added).leak())),
        }
    }

    /// The schema of a thing; none of one that no known provider has.
    #[must_use]
    pub fn find(self, thing: Thing, name: Name) -> Option<&'static TypeSchema> {
        self.0.iter().find_map(|packed| packed.find(thing, &name))
    }

    /// The provider that a type belongs to by its first word, where its schema is known: `hashicorp/aws 5.100.0`.
    #[must_use]
    pub fn provider_of(self, kind: &str) -> Option<&'static Packed> {
        let word = kind.split('_').next().unwrap_or_default();
        self.0.iter().find(|packed| packed.type_name() == word)
    }
}

/// What is known of arguments that are left out in a resource type; nothing of a type that nobody measured.
#[must_use]
pub fn omissions_of(kind: Name) -> &'static Omissions {
    let knows = schemas().iter().find(|packed| packed.find(Thing::Resource, &kind).is_some());
    knows.and_then(|packed| packed.omissions(Thing::Resource, &kind)).unwrap_or(&NOT_MEASURED)
}

/// Whether a plan may show what is at this path as unknown although nobody set it; of types that nobody knows, anything.
#[must_use]
pub fn may_be_computed(kind: Name, path: &[Name]) -> bool {
    let Some(mut schema) = schema_of(kind) else { return true };
    let mut omissions = omissions_of(kind);
    for name in path {
        let member = schema.member(*name);
        if matches!(member.map(|m| omissions.left_out(*name, m)), Some(Omitted::Unknown)) {
            return true;
        }
        let Some(Member::Block(nested)) = member else { return !omissions.is_measured() };
        (schema, omissions) = (nested.block(), omissions.inside(*name));
    }
    false
}

/// Adds schemas to those that ship; of two that know a type, the added one is believed. The first call counts, and it
/// must come before any schema is asked for.
pub fn install(added: Vec<Packed>) {
    let _ = SCHEMAS.set(with_shipped(added));
}

fn schemas() -> &'static [Packed] {
    SCHEMAS.get_or_init(|| with_shipped(Vec::new()))
}

fn with_shipped(mut added: Vec<Packed>) -> Vec<Packed> {
    added.extend(Packed::open(SHIPPED));
    added
}

/// Reads the schemas that were added to a project.
///
/// # Errors
/// Names the file that cannot be read or is no schema, and the way out.
pub fn read_added(root: &Path) -> Result<Vec<Packed>, String> {
    let folder = root.join(FOLDER);
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(SUFFIX));
    paths.sort();
    paths.iter().map(|path| read_one(path)).collect()
}

fn read_one(path: &Path) -> Result<Packed, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let again = "add it again with `sekisho schema add FILE`, or delete it";
    Packed::open(bytes.leak())
        .ok_or_else(|| format!("{}: this is no schema that sekisho wrote: {again}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Member, Nesting, schema_of};
    use crate::value::Name;

    #[test]
    fn the_shipped_schema_knows_attributes_and_blocks() {
        let bucket = schema_of(Name::new("aws_s3_bucket")).unwrap();
        let Some(Member::Attribute(tags)) = bucket.member(Name::new("tags")) else { panic!() };
        assert_eq!(
            (tags.ty.to_string().as_str(), tags.optional, tags.computed),
            ("map(string)", true, false)
        );
        let Some(Member::Block(grant)) = bucket.member(Name::new("grant")) else { panic!() };
        assert_eq!(grant.nesting, Nesting::Set);
        assert!(grant.block().member(Name::new("permissions")).is_some());
        assert!(
            bucket.member(Name::new("bukcet")).is_none() && schema_of(Name::new("aws_nothing")).is_none()
        );
    }
}
