//! The `prior_state` of a plan: where in it the data sources stand that a policy asks for. Everything else is skipped.

use crate::text::json::{JsonError, Next, Reader};
use crate::value::Mode;

use super::decode;
use super::projection::Projection;

/// Offsets of the entries of wanted data sources.
pub(super) fn data(text: &str, at: usize, projection: &Projection) -> Result<Vec<usize>, JsonError> {
    let mut found = Vec::new();
    let mut reader = Reader::at(text, at);
    if reader.peek()? != Next::Object {
        return Ok(found);
    }
    reader.object(|r, key| match &*key {
        "values" => r.object(|r, key| match &*key {
            "root_module" => module(r, projection, &mut found),
            _ => r.skip().map(drop),
        }),
        _ => r.skip().map(drop),
    })?;
    Ok(found)
}

fn module(reader: &mut Reader<'_>, projection: &Projection, found: &mut Vec<usize>) -> Result<(), JsonError> {
    reader.object(|r, key| match &*key {
        "resources" => r.array(|r| {
            let offset = r.offset();
            let head = decode::head(r)?;
            if head.mode == Mode::Data && projection.wants_data(&head.kind) {
                found.push(offset);
            }
            Ok(())
        }),
        "child_modules" => r.array(|r| module(r, projection, found)),
        _ => r.skip().map(drop),
    })
}
