//! A name for a violation that stays the same as long as it is the same violation.

use sha2::{Digest, Sha256};

use crate::text::hex;

/// Of rule, address, what is done to it, the condition's number in the policy and attributes: neither lines nor values nor
/// messages, so that a finding keeps its name when code moves and a message is reworded.
#[must_use]
pub fn fingerprint(
    rule: &str,
    address: &str,
    operation: &str,
    condition: usize,
    attributes: &[String],
) -> String {
    let mut hash = Sha256::new();
    let condition = condition.to_string();
    for part in
        [rule, address, operation, &condition].into_iter().chain(attributes.iter().map(String::as_str))
    {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex(&hash.finalize()[..16])
}
