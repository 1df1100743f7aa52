//! The `prior_state` of a plan: where in it the data sources stand that a policy asks for. Everything else is skipped.

use crate::text::json::{JsonError, Next, Reader};
use crate::value::Mode;

use super::decode;

/// Whether data sources of a type are wanted.
type Wanted<'w> = &'w dyn Fn(&str) -> bool;

/// Offsets of the entries of wanted data sources.
pub(super) fn data(text: &str, at: usize, wanted: Wanted<'_>) -> Result<Vec<usize>, JsonError> {
    let mut found = Vec::new();
    let mut reader = Reader::at(text, at);
    object(&mut reader, |r, key| match key {
        "values" => object(r, |r, key| match key {
            "root_module" => module(r, wanted, &mut found),
            _ => r.skip().map(drop),
        }),
        _ => r.skip().map(drop),
    })?;
    Ok(found)
}

/// The members of an object; none of anything else.
fn object<'t>(
    reader: &mut Reader<'t>,
    mut member: impl FnMut(&mut Reader<'t>, &str) -> Result<(), JsonError>,
) -> Result<(), JsonError> {
    match reader.peek()? {
        Next::Object => reader.object(|r, key| member(r, &key)),
        _ => reader.skip().map(drop),
    }
}

fn module(reader: &mut Reader<'_>, wanted: Wanted<'_>, found: &mut Vec<usize>) -> Result<(), JsonError> {
    object(reader, |r, key| match (key, r.peek()?) {
        ("resources", Next::Array) => r.array(|r| {
            let offset = r.offset();
            let head = decode::head(r)?;
            if head.mode == Mode::Data && wanted(&head.kind) {
                found.push(offset);
            }
            Ok(())
        }),
        ("child_modules", Next::Array) => r.array(|r| module(r, wanted, found)),
        _ => r.skip().map(drop),
    })
}
