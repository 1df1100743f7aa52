//! The order in which the provider's plugin kit walks through sets: by a hash of each element's text.

use crate::value::Value;

/// The hash of a text, as the plugin kit writes it: CRC-32 in decimal.
pub(super) fn hash(text: &str) -> String {
    let mut crc = u32::MAX;
    for byte in text.bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    (!crc).to_string()
}

/// Elements in their order; as they are where one of them is not known.
pub(super) fn sorted(items: &[Value], serial: impl Fn(&Value) -> Option<String>) -> Vec<&Value> {
    let hashes: Option<Vec<String>> = items.iter().map(|item| Some(hash(&serial(item)?))).collect();
    let Some(hashes) = hashes else { return items.iter().collect() };
    let mut order: Vec<(String, &Value)> = hashes.into_iter().zip(items).collect();
    order.sort_by(|a, b| a.0.cmp(&b.0));
    order.into_iter().map(|(_, item)| item).collect()
}

/// The text of a `principals` block.
pub(super) fn principal(block: &Value) -> Option<String> {
    let fields = block.as_fields()?;
    let identifiers =
        sorted(fields.get_str("identifiers")?.as_elements()?, |id| id.as_str().map(str::to_owned));
    let identifiers: Option<String> =
        identifiers.into_iter().map(|id| Some(format!("{};", id.as_str()?))).collect();
    Some(format!("identifiers:{{{}}};type:{};", identifiers?, fields.get_str("type")?.as_str()?))
}

/// The text of a `condition` block.
pub(super) fn condition(block: &Value) -> Option<String> {
    let fields = block.as_fields()?;
    let text = |name: &str| fields.get_str(name)?.as_str();
    let values = fields.get_str("values")?.as_elements()?;
    let values: Option<String> = values.iter().map(|v| Some(format!("{};", v.as_str()?))).collect();
    Some(format!("test:{};values:({});variable:{};", text("test")?, values?, text("variable")?))
}
