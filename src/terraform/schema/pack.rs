//! What `terraform providers schema -json` prints, to the condensed form.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::Value as Json;

use super::pack_omitted::{self, Measured};
use super::packed::MAGIC;

/// The condensed schema of one provider.
#[derive(Debug)]
pub struct Condensed {
    /// `registry.terraform.io/hashicorp/aws`
    pub source: String,
    /// What is written to a file.
    pub bytes: Vec<u8>,
    /// How many resource types it has.
    pub resources: usize,
    /// How many data sources.
    pub data: usize,
}

#[derive(Deserialize)]
struct Document {
    format_version: Option<String>,
    provider_schemas: Option<BTreeMap<String, Provider>>,
}

#[derive(Deserialize)]
struct Provider {
    #[serde(default, rename = "provider")]
    own: Option<Entry>,
    #[serde(default)]
    resource_schemas: BTreeMap<String, Entry>,
    #[serde(default)]
    data_source_schemas: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    block: Block,
}

#[derive(Default, Deserialize)]
pub(super) struct Block {
    #[serde(default)]
    pub attributes: BTreeMap<String, Attribute>,
    #[serde(default)]
    pub block_types: BTreeMap<String, Nested>,
}

#[derive(Deserialize)]
pub(super) struct Attribute {
    #[serde(rename = "type")]
    ty: Option<Json>,
    nested_type: Option<NestedType>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    pub computed: bool,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    write_only: bool,
}

/// Attributes of newer providers that are objects or collections of them.
#[derive(Deserialize)]
pub(super) struct NestedType {
    #[serde(default)]
    attributes: BTreeMap<String, Attribute>,
    nesting_mode: String,
}

#[derive(Deserialize)]
pub(super) struct Nested {
    nesting_mode: String,
    #[serde(default)]
    pub min_items: usize,
    #[serde(default)]
    pub block: Block,
}

/// Condenses the schemas of all providers in a document, with what was measured of arguments that are left out.
///
/// # Errors
/// Says what is wrong with the document, and how to make a right one.
pub fn condense(json: &str, version: Option<&str>, measured: Option<&str>) -> Result<Vec<Condensed>, String> {
    let measured: Option<Measured> = measured
        .map(serde_json::from_str)
        .transpose()
        .map_err(|e| format!("{e}: expected a measurement of arguments that are left out"))?;
    let expected = "expected what `terraform providers schema -json` prints";
    let document: Document = serde_json::from_str(json).map_err(|e| format!("{e}: {expected}"))?;
    let version_given = document.format_version.as_deref();
    match (version_given.and_then(|v| v.split('.').next()), document.provider_schemas) {
        (None, _) => Err(format!("there is no `format_version` in it: {expected}")),
        (Some("0" | "1"), Some(providers)) if !providers.is_empty() => providers
            .into_iter()
            .map(|(source, provider)| pack(source, &provider, version, measured.as_ref()))
            .collect(),
        (Some("0" | "1"), _) => Err(
            "there is no provider in it: run `terraform init` first, then `terraform providers schema -json`"
                .to_owned(),
        ),
        (Some(_), _) => {
            let newer = version_given.unwrap_or_default();
            Err(format!(
                "schema format {newer} is newer than this sekisho knows (0.1 to 1.x): look for a newer release"
            ))
        }
    }
}

fn pack(
    source: String,
    provider: &Provider,
    version: Option<&str>,
    measured: Option<&Measured>,
) -> Result<Condensed, String> {
    let mut packer = Packer::default();
    let own = provider.own.iter().map(|entry| (String::new(), entry));
    let resources =
        packer.entries(provider.resource_schemas.iter().map(|(n, e)| (n.clone(), e)), measured)?;
    let data = packer.entries(provider.data_source_schemas.iter().map(|(n, e)| (n.clone(), e)), None)?;
    let own = packer.entries(own, None)?;
    let label = version.map_or_else(|| source.clone(), |version| format!("{source} {version}"));
    let tables = [&resources, &data, &own];
    let Packer { words, names, types, attributes, blocks, surprises, omissions } = packer;
    let pools = [words, names, types, attributes, blocks, surprises, omissions].map(|pool| pool.bytes);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(text(&label));
    tables.iter().for_each(|table| bytes.extend(word(table.len() / 3)));
    pools.iter().for_each(|pool| bytes.extend(word(pool.len())));
    tables.into_iter().flatten().for_each(|number| bytes.extend(number.to_le_bytes()));
    pools.iter().for_each(|pool| bytes.extend(pool));
    Ok(Condensed { source, bytes, resources: resources.len() / 3, data: data.len() / 3 })
}

/// Records, each held once.
#[derive(Default)]
pub(super) struct Pool {
    bytes: Vec<u8>,
    seen: HashMap<Vec<u8>, usize>,
}

impl Pool {
    pub fn add(&mut self, record: Vec<u8>) -> usize {
        let bytes = &mut self.bytes;
        *self.seen.entry(record).or_insert_with_key(|record| {
            bytes.extend(record);
            bytes.len() - record.len()
        })
    }
}

#[derive(Default)]
pub(super) struct Packer {
    words: Pool,
    names: Pool,
    types: Pool,
    attributes: Pool,
    blocks: Pool,
    surprises: Pool,
    pub omissions: Pool,
}

impl Packer {
    /// For each the offsets of its name, its block and what is known of its omissions, in the order of the names.
    fn entries<'e>(
        &mut self,
        entries: impl Iterator<Item = (String, &'e Entry)>,
        measured: Option<&Measured>,
    ) -> Result<Vec<u32>, String> {
        let mut table = Vec::new();
        for (name, entry) in entries {
            let block = self.block(&entry.block).map_err(|e| format!("in `{name}`: {e}"))?;
            let omissions = pack_omitted::pack(self, measured, &name, &entry.block);
            table.extend([self.string(&name), block, omissions].map(short));
        }
        Ok(table)
    }

    /// A name, of words that other names have too.
    fn string(&mut self, string: &str) -> usize {
        let words: Vec<usize> = string.split('_').map(|word| self.words.add(text(word))).collect();
        let record = std::iter::once(words.len()).chain(words).flat_map(number);
        self.names.add(record.collect())
    }

    /// What was found at a path.
    pub fn surprise(&mut self, path: &str, found: Vec<u8>) -> usize {
        let names: Vec<usize> = path.split('.').map(|name| self.string(name)).collect();
        let steps = std::iter::once(names.len()).chain(names).flat_map(number);
        self.surprises.add(steps.chain(found).collect())
    }

    fn block(&mut self, block: &Block) -> Result<usize, String> {
        let mut record = number(block.attributes.len());
        for (name, attribute) in &block.attributes {
            record.extend(number(self.attribute(name, attribute)?));
        }
        record.extend(number(block.block_types.len()));
        for (name, nested) in &block.block_types {
            let inner = self.block(&nested.block)?;
            for part in [self.string(name), nesting(&nested.nesting_mode)?, inner] {
                record.extend(number(part));
            }
        }
        Ok(self.blocks.add(record))
    }

    fn attribute(&mut self, name: &str, attribute: &Attribute) -> Result<usize, String> {
        let ty = self.type_of(name, attribute)?;
        let Attribute { required, optional, computed, sensitive, write_only, .. } = *attribute;
        let flags = [required, optional, computed, sensitive, write_only];
        let flags = flags.into_iter().enumerate().map(|(bit, set)| usize::from(set) << bit).sum();
        let record = [self.string(name), ty, flags].into_iter().flat_map(number);
        Ok(self.attributes.add(record.collect()))
    }

    fn type_of(&mut self, name: &str, attribute: &Attribute) -> Result<usize, String> {
        match (&attribute.ty, &attribute.nested_type) {
            (Some(ty), _) => self.ty(ty).ok_or_else(|| format!("the type of `{name}` is none: {ty}")),
            (None, Some(nested)) => self.nested_type(nested),
            (None, None) => Err(format!("`{name}` has no type")),
        }
    }

    fn nested_type(&mut self, nested: &NestedType) -> Result<usize, String> {
        let mut record = number(8);
        record.extend(number(nested.attributes.len()));
        for (name, attribute) in &nested.attributes {
            let ty = self.type_of(name, attribute)?;
            record.extend([self.string(name), ty].into_iter().flat_map(number));
        }
        let object = self.types.add(record);
        Ok(match nesting(&nested.nesting_mode)? {
            0 => object,
            collection => self.collection(collection + 3, object),
        })
    }

    fn collection(&mut self, tag: usize, elem: usize) -> usize {
        self.types.add([tag, elem].into_iter().flat_map(number).collect())
    }

    /// A type as Terraform writes it: `"string"`, `["list", "string"]`, `["object", {…}]`.
    fn ty(&mut self, ty: &Json) -> Option<usize> {
        if let Some(name) = ty.as_str() {
            let tag = ["dynamic", "bool", "number", "string"].iter().position(|known| *known == name)?;
            return Some(self.types.add(number(tag)));
        }
        match (ty.get(0)?.as_str()?, ty.get(1)?) {
            ("object", Json::Object(members)) => {
                let members: BTreeMap<&str, &Json> = members.iter().map(|(n, t)| (n.as_str(), t)).collect();
                self.members(8, members.into_iter())
            }
            ("tuple", Json::Array(members)) => self.members(7, members.iter().map(|t| ("", t))),
            (collection, elem) => {
                let tag = 4 + ["list", "set", "map"].iter().position(|known| *known == collection)?;
                let elem = self.ty(elem)?;
                Some(self.collection(tag, elem))
            }
        }
    }

    fn members<'m>(
        &mut self,
        tag: usize,
        members: impl ExactSizeIterator<Item = (&'m str, &'m Json)>,
    ) -> Option<usize> {
        let mut record = number(tag);
        record.extend(number(members.len()));
        for (name, ty) in members {
            let ty = self.ty(ty)?;
            record.extend([self.string(name), ty].into_iter().flat_map(number));
        }
        Some(self.types.add(record))
    }
}

fn nesting(mode: &str) -> Result<usize, String> {
    match mode {
        "single" | "group" => Ok(0),
        "list" => Ok(1),
        "set" => Ok(2),
        "map" => Ok(3),
        other => Err(format!("`{other}` is no nesting mode")),
    }
}

fn short(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn word(length: usize) -> [u8; 4] {
    short(length).to_le_bytes()
}

/// Seven bits a byte, the lowest first.
pub(super) fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        #[allow(clippy::cast_possible_truncation)] // The lowest seven bits are meant.
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    #[allow(clippy::cast_possible_truncation)]
    bytes.push(value as u8);
    bytes
}

pub(super) fn text(text: &str) -> Vec<u8> {
    let mut record = number(text.len());
    record.extend(text.as_bytes());
    record
}

#[cfg(test)]
mod tests {
    use super::condense;
    use crate::terraform::schema::{Member, Packed, Thing};
    use crate::value::Name;

    const SMALL: &str = r#"{"format_version": "1.0", "provider_schemas": {"registry.terraform.io/acme/shop": {
        "resource_schemas": {"shop_order": {"version": 0, "block": {
            "attributes": {
                "lines": {"nested_type": {"nesting_mode": "list", "attributes": {"sku": {"type": "string", "required": true}}}},
                "total": {"type": ["map", ["object", {"net": "number", "gross": "number"}]], "computed": true}},
            "block_types": {"address": {"nesting_mode": "single", "block": {"attributes": {"street": {"type": "string"}}}}}}}}}}}"#;

    #[test]
    fn what_a_provider_says_is_kept() {
        let condensed = condense(SMALL, Some("1.2.3"), None).unwrap().remove(0);
        assert_eq!((condensed.source.as_str(), condensed.resources), ("registry.terraform.io/acme/shop", 1));
        let packed: &'static Packed = Box::leak(Box::new(Packed::open(condensed.bytes.leak()).unwrap()));
        assert_eq!(
            (packed.title().replace("registry.terraform.io/", "").as_str(), packed.type_name()),
            ("acme/shop 1.2.3", "shop")
        );
        let order = packed.find(Thing::Resource, "shop_order").unwrap();
        let types: Vec<String> = order.attributes.iter().map(|a| a.ty.to_string()).collect();
        assert_eq!(types, ["list(object({sku = string}))", "map(object({gross = number, net = number}))"]);
        let Some(Member::Block(address)) = order.member(Name::new("address")) else { panic!() };
        assert!(address.block().member(Name::new("street")).is_some());
    }

    #[test]
    fn what_is_no_schema_is_refused_with_the_way_out() {
        let refused = |json: &str| condense(json, None, None).unwrap_err();
        assert!(refused("x").contains("terraform providers schema -json"));
        assert!(refused("{}").contains("no `format_version`"));
        assert!(refused(r#"{"format_version": "1.0"}"#).contains("terraform init"));
        assert!(refused(r#"{"format_version": "2.0"}"#).contains("newer"));
        let bad = SMALL.replace("[\"map\", ", "[\"heap\", ");
        assert!(
            refused(&bad).starts_with("in `shop_order`: the type of `total` is none"),
            "{}",
            refused(&bad)
        );
    }
}
