//! The condensed form of a provider's schema, read where it lies.
//!
//! After a magic line and the provider's name come the lengths of all sections, then for each type its name, its block
//! and its omissions, then the pools: words, names, types, attributes, blocks, surprises, omissions. A record is held once however often it occurs and is
//! referred to by its offset in its pool; a block or type refers only to earlier ones, so nothing goes in circles.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use crate::value::{Name, Type};

use super::omitted::Omissions;
use super::{AttributeSchema, NestedSchema, Nesting, Thing, TypeSchema};

/// The first line: a file of another version is none of ours.
pub(super) const MAGIC: &[u8] = b"sekisho-schema 3\n";

/// More parts than this no type has; what claims more was not written by us.
const MOST_PARTS: usize = 100_000;

/// A name has no more words than this.
const MOST_WORDS: usize = 100;

/// One provider's schema.
#[derive(Debug)]
pub struct Packed {
    bytes: &'static [u8],
    label: &'static str,
    /// Names and blocks of resources, data sources and the provider's configuration.
    things: [Range<usize>; 3],
    words: usize,
    names: usize,
    types: usize,
    attributes: usize,
    blocks: usize,
    surprises: usize,
    omissions: usize,
    decoded: RwLock<HashMap<u32, &'static TypeSchema>>,
    measured: RwLock<HashMap<u32, &'static Omissions>>,
}

static NOTHING: TypeSchema = TypeSchema { attributes: Vec::new(), blocks: Vec::new() };

/// One entry of the table of types: three numbers of four bytes.
const ENTRY: usize = 12;

impl Packed {
    /// What these bytes hold; none where they were not written by us.
    #[must_use]
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let mut at = MAGIC.len();
        if !bytes.starts_with(MAGIC) {
            return None;
        }
        let label = text(bytes, &mut at)?;
        let mut next = 10 * 4 + at;
        let mut section = |size: usize| {
            let (start, length) = (next, (word(bytes, at)? as usize).checked_mul(size)?);
            at += 4;
            next = start.checked_add(length).filter(|end| *end <= bytes.len())?;
            Some(start..next)
        };
        let things = [section(ENTRY)?, section(ENTRY)?, section(ENTRY)?];
        let mut pool = || section(1).map(|pool| pool.start);
        let (words, names, types) = (pool()?, pool()?, pool()?);
        let (attributes, blocks) = (pool()?, pool()?);
        let (surprises, omissions) = (pool()?, pool()?);
        Some(Self {
            bytes,
            label,
            things,
            words,
            names,
            types,
            attributes,
            blocks,
            surprises,
            omissions,
            decoded: RwLock::default(),
            measured: RwLock::default(),
        })
    }

    /// Source and, if known, version of the provider: `registry.terraform.io/hashicorp/aws 5.100.0`.
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.label
    }

    /// The same, as people say it: `hashicorp/aws 5.100.0`.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.label.strip_prefix("registry.terraform.io/").unwrap_or(self.label)
    }

    /// The first word of its types: `aws`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        let source = self.label.split(' ').next().unwrap_or_default();
        source.rsplit('/').next().unwrap_or_default()
    }

    /// The names of all its resource types or data sources.
    pub fn names(&self, thing: Thing) -> impl Iterator<Item = &'static str> {
        let things = self.things[thing as usize].clone();
        things.step_by(ENTRY).filter_map(|at| self.name_at(at))
    }

    fn name_at(&self, at: usize) -> Option<&'static str> {
        self.string(word(self.bytes, at)? as usize).map(Name::as_str)
    }

    /// A name, put together from its words.
    fn string(&self, offset: usize) -> Option<Name> {
        let mut at = self.names.checked_add(offset)?;
        let mut name = String::new();
        for place in 0..number(self.bytes, &mut at)?.min(MOST_WORDS) {
            let word = number(self.bytes, &mut at)?;
            name.push_str(if place == 0 { "" } else { "_" });
            name.push_str(text(self.bytes, &mut self.words.checked_add(word)?)?);
        }
        Some(Name::new(&name))
    }

    /// The schema of a type.
    #[must_use]
    pub fn find(&'static self, thing: Thing, name: &str) -> Option<&'static TypeSchema> {
        Some(self.block(word(self.bytes, self.entry(thing, name)? + 4)?))
    }

    /// What was measured of a type's omissions; none where it was not.
    #[must_use]
    pub fn omissions(&'static self, thing: Thing, name: &str) -> Option<&'static Omissions> {
        let offset = word(self.bytes, self.entry(thing, name)? + 8)?;
        if let Some(known) = self.measured.read().unwrap_or_else(PoisonError::into_inner).get(&offset) {
            return Some(known);
        }
        let omissions = self.decode_omissions(offset)?;
        let mut measured = self.measured.write().unwrap_or_else(PoisonError::into_inner);
        Some(measured.entry(offset).or_insert_with(|| Box::leak(Box::new(omissions))))
    }

    fn decode_omissions(&self, offset: u32) -> Option<Omissions> {
        let mut at = self.omissions.checked_add(offset as usize).filter(|_| offset > 0)?;
        let mut omissions = Omissions::default();
        for _ in 0..number(self.bytes, &mut at)?.min(MOST_PARTS) {
            let surprise = number(self.bytes, &mut at)?;
            let mut at = self.surprises.checked_add(surprise)?;
            let steps = number(self.bytes, &mut at)?.min(MOST_WORDS);
            let path: Option<Vec<Name>> =
                (0..steps).map(|_| self.string(number(self.bytes, &mut at)?)).collect();
            let tag = number(self.bytes, &mut at)?;
            omissions.add(&path?, tag, text(self.bytes, &mut at)?)?;
        }
        Some(omissions)
    }

    /// Where the entry of a type is.
    fn entry(&self, thing: Thing, name: &str) -> Option<usize> {
        let things = &self.things[thing as usize];
        let (mut low, mut high) = (0, things.len() / ENTRY);
        while low < high {
            let middle = usize::midpoint(low, high);
            let at = things.start + middle * ENTRY;
            match self.name_at(at)?.cmp(name) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(at),
            }
        }
        None
    }

    /// A block by its offset, decoded once; what cannot be decoded is empty.
    #[must_use]
    pub(super) fn block(&'static self, offset: u32) -> &'static TypeSchema {
        if let Some(known) = self.decoded.read().unwrap_or_else(PoisonError::into_inner).get(&offset) {
            return known;
        }
        let Some(block) = self.decode(offset) else { return &NOTHING };
        let mut decoded = self.decoded.write().unwrap_or_else(PoisonError::into_inner);
        decoded.entry(offset).or_insert_with(|| Box::leak(Box::new(block)))
    }

    fn decode(&'static self, offset: u32) -> Option<TypeSchema> {
        let mut at = self.blocks.checked_add(offset as usize)?;
        let mut block = TypeSchema::default();
        for _ in 0..number(self.bytes, &mut at)?.min(MOST_PARTS) {
            let attribute = number(self.bytes, &mut at)?;
            block.attributes.push(self.attribute(attribute)?);
        }
        for _ in 0..number(self.bytes, &mut at)?.min(MOST_PARTS) {
            let name = self.string(number(self.bytes, &mut at)?)?;
            let nesting = Nesting::from_byte(number(self.bytes, &mut at)?);
            let inner = u32::try_from(number(self.bytes, &mut at)?).ok().filter(|inner| *inner < offset)?;
            block.blocks.push(NestedSchema { name, nesting, packed: self, at: inner });
        }
        Some(block)
    }

    fn attribute(&self, offset: usize) -> Option<AttributeSchema> {
        let mut at = self.attributes.checked_add(offset)?;
        let name = self.string(number(self.bytes, &mut at)?)?;
        let ty = self.ty(number(self.bytes, &mut at)?, &mut MOST_PARTS.clone())?;
        let flags = number(self.bytes, &mut at)?;
        let [required, optional, computed, sensitive, write_only] =
            [1, 2, 4, 8, 16].map(|bit| flags & bit != 0);
        Some(AttributeSchema { name, ty, required, optional, computed, sensitive, write_only })
    }

    fn ty(&self, offset: usize, left: &mut usize) -> Option<Type> {
        *left = left.checked_sub(1)?;
        let mut at = self.types.checked_add(offset)?;
        let tag = number(self.bytes, &mut at)?;
        let mut inner = || {
            let inner = number(self.bytes, &mut at).filter(|inner| *inner < offset)?;
            self.ty(inner, left).map(Arc::new)
        };
        match tag {
            1 => Some(Type::Bool),
            2 => Some(Type::Number),
            3 => Some(Type::String),
            4 => inner().map(Type::List),
            5 => inner().map(Type::Set),
            6 => inner().map(Type::Map),
            7 => self
                .members(at, offset, left)
                .map(|m| Type::Tuple(Arc::new(m.into_iter().map(|m| m.1).collect()))),
            8 => self.members(at, offset, left).map(|m| Type::Object(Arc::new(m))),
            _ => Some(Type::Dynamic),
        }
    }

    fn members(&self, mut at: usize, offset: usize, left: &mut usize) -> Option<Vec<(Name, Type)>> {
        let mut members = Vec::new();
        for _ in 0..number(self.bytes, &mut at)?.min(MOST_PARTS) {
            let name = self.string(number(self.bytes, &mut at)?)?;
            let inner = number(self.bytes, &mut at).filter(|inner| *inner < offset)?;
            members.push((name, self.ty(inner, left)?));
        }
        Some(members)
    }
}

impl Nesting {
    fn from_byte(byte: usize) -> Self {
        match byte {
            0 => Self::Single,
            1 => Self::List,
            2 => Self::Set,
            _ => Self::Map,
        }
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// A number of seven bits a byte, the lowest first.
fn number(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut value = 0;
    for shift in [0, 7, 14, 21, 28] {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Text with its length before it.
fn text(bytes: &'static [u8], at: &mut usize) -> Option<&'static str> {
    let length = number(bytes, at)?;
    let end = at.checked_add(length)?;
    let text = std::str::from_utf8(bytes.get(*at..end)?).ok()?;
    *at = end;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use crate::terraform::schema::{SHIPPED, Thing};

    fn walk(packed: &'static Packed) -> usize {
        let named = |thing| packed.names(thing).filter_map(move |name| packed.find(thing, name));
        named(Thing::Resource).chain(named(Thing::Data)).map(|t| t.attributes.len()).sum()
    }

    #[test]
    fn broken_bytes_are_no_panic() {
        for (at, bit) in (0..4000).map(|i| (i * 7919 % SHIPPED.len(), 1 << (i % 8))) {
            let mut bytes = SHIPPED[..SHIPPED.len() - at % 3].to_vec();
            let at = at.min(bytes.len() - 1) / if at % 2 == 0 { 1 } else { 1000 };
            bytes[at] ^= bit;
            let packed = Packed::open(bytes.leak()).map(|p| &*Box::leak(Box::new(p)));
            packed.and_then(|p| p.find(Thing::Resource, "aws_instance"));
            packed.and_then(|p| p.omissions(Thing::Resource, "aws_instance"));
        }
    }

    #[test]
    fn every_type_is_read() {
        let packed: &'static Packed = Box::leak(Box::new(Packed::open(SHIPPED).unwrap()));
        assert_eq!((packed.names(Thing::Resource).count(), packed.names(Thing::Data).count()), (1526, 608));
        assert_eq!(walk(packed), 18991);
    }
}
