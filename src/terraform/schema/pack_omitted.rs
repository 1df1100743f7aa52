//! What real plans were seen to show for arguments that are left out, to the condensed form.
//!
//! Only what a schema does not foretell is kept: of attributes that the provider computes that they are known after the
//! apply, of others that they are null, of blocks that there are none.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

use super::omitted::{ABSENT, NOT_LOOKED_INTO, NOT_SEEN, NULL, UNKNOWN, VALUE};
use super::pack::{Block, Packer, number, text};

/// Blocks within more optional blocks than these were looked into only where somebody asked for something in them.
const DEPTH_TRIED: usize = 2;

/// No record of a type: a number that is cut short.
const NOT_MEASURED: &[u8] = &[0x80];

/// A measurement: `types` by name.
#[derive(Deserialize)]
pub(super) struct Measured {
    types: BTreeMap<String, MeasuredType>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct MeasuredType {
    omitted: BTreeMap<String, Json>,
    inside_blocks: BTreeMap<String, Json>,
    varies: BTreeMap<String, Json>,
    always_set: BTreeMap<String, Json>,
}

/// The record of a type; 0 where it was not measured.
pub(super) fn pack(packer: &mut Packer, measured: Option<&Measured>, kind: &str, block: &Block) -> usize {
    // No record begins at 0: that offset means that there is none.
    packer.omissions.add(NOT_MEASURED.to_vec());
    let Some(found) = measured.and_then(|m| m.types.get(kind)) else { return 0 };
    let mut surprises: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut note = |path: String, tag, text: &str| {
        let mut record = number(tag);
        record.extend(self::text(text));
        surprises.insert(path, record);
    };
    for (path, value) in found.omitted.iter().chain(&found.inside_blocks) {
        if found.varies.contains_key(path) {
            note(path.clone(), NOT_SEEN, "");
            continue;
        }
        match tag(value) {
            VALUE => note(path.clone(), VALUE, &value.to_string()),
            tag if Some(tag) != foretold(block, path) => note(path.clone(), tag, ""),
            _ => {}
        }
    }
    found.always_set.keys().for_each(|path| note(path.clone(), NOT_SEEN, ""));
    let mut unseen = Vec::new();
    not_looked_into(block, "", 0, found, &mut unseen);
    let mut record = number(surprises.len() + unseen.len());
    let unseen = unseen.into_iter().map(|path| (path, [number(NOT_LOOKED_INTO), text("")].concat()));
    for (path, what) in surprises.into_iter().chain(unseen) {
        record.extend(number(packer.surprise(&path, what)));
    }
    packer.omissions.add(record)
}

fn tag(value: &Json) -> usize {
    let says = |key: &str| value.get(key).is_some();
    match value {
        Json::Null => NULL,
        _ if says("unknown") || says("partly_unknown") => UNKNOWN,
        _ if says("block") => ABSENT,
        _ => VALUE,
    }
}

/// What the schema alone says of the place at a path.
fn foretold(block: &Block, path: &str) -> Option<usize> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    match (block.block_types.get(first), block.attributes.get(first), rest) {
        (Some(nested), _, Some(rest)) => foretold(&nested.block, rest),
        (Some(_), _, None) => Some(ABSENT),
        (None, Some(attribute), None) => Some(if attribute.computed { UNKNOWN } else { NULL }),
        _ => None,
    }
}

/// The outermost blocks that nobody looked into.
fn not_looked_into(
    block: &Block,
    prefix: &str,
    depth: usize,
    found: &MeasuredType,
    unseen: &mut Vec<String>,
) {
    for (name, nested) in &block.block_types {
        let path = format!("{prefix}{name}");
        let depth = depth + usize::from(nested.min_items == 0);
        let inside = format!("{path}.");
        let said = |at: &BTreeMap<String, Json>| at.keys().any(|p| p.starts_with(&inside));
        let deep = depth > DEPTH_TRIED && !said(&found.omitted) && !said(&found.inside_blocks);
        if name != "timeouts" && (deep || !is_told_of(&nested.block, &inside, found)) {
            unseen.push(path);
        } else {
            not_looked_into(&nested.block, &inside, depth, found, unseen);
        }
    }
}

/// Whether everything in a block that a measurement would tell of is told of.
fn is_told_of(block: &Block, prefix: &str, found: &MeasuredType) -> bool {
    let told = |name: &str| {
        let path = format!("{prefix}{name}");
        [&found.omitted, &found.inside_blocks, &found.always_set].iter().any(|at| at.contains_key(&path))
    };
    let attributes = block.attributes.iter().filter(|(_, a)| a.computed).map(|(name, _)| name);
    let blocks = block.block_types.iter().filter(|(_, b)| b.min_items == 0).map(|(name, _)| name);
    attributes.chain(blocks).all(|name| told(name))
}
