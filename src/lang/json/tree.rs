//! A JSON document as a tree that knows where everything stands.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::Span;
use crate::text::json::{JsonError, Next, Reader};

/// A value with its place.
pub(super) struct Tree<'t> {
    pub(super) json: Json<'t>,
    at: Range<usize>,
}

pub(super) enum Json<'t> {
    Null,
    Bool(bool),
    Number(&'t str),
    String(Cow<'t, str>),
    Array(Vec<Tree<'t>>),
    Object(Vec<Member<'t>>),
}

pub(super) struct Member<'t> {
    pub(super) key: Cow<'t, str>,
    key_at: Range<usize>,
    pub(super) value: Tree<'t>,
}

impl Tree<'_> {
    pub(super) fn span(&self) -> Span {
        Span::new(self.at.clone())
    }
}

impl Member<'_> {
    /// With its quotes.
    pub(super) fn key_span(&self) -> Span {
        Span::new(self.key_at.clone())
    }
}

/// Reads a text that is one value.
pub(super) fn read(text: &str) -> Result<Tree<'_>, JsonError> {
    let mut reader = Reader::new(text);
    let tree = value(&mut reader)?;
    reader.end()?;
    Ok(tree)
}

fn value<'t>(reader: &mut Reader<'t>) -> Result<Tree<'t>, JsonError> {
    let start = reader.offset();
    let json = match reader.peek()? {
        Next::Null => reader.null().map(|()| Json::Null)?,
        Next::Bool => Json::Bool(reader.bool()?),
        Next::Number => Json::Number(reader.number()?),
        Next::String => Json::String(reader.string()?),
        Next::Array => {
            let mut items = Vec::new();
            reader.array(|reader| value(reader).map(|item| items.push(item)))?;
            Json::Array(items)
        }
        Next::Object => {
            let mut members = Vec::new();
            reader.members(|reader, key, key_at| {
                members.push(Member { key, key_at, value: value(reader)? });
                Ok::<_, JsonError>(())
            })?;
            Json::Object(members)
        }
    };
    Ok(Tree { json, at: start..reader.end_of_last() })
}
