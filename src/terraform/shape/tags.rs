//! `tags` and `tags_all`: what a resource is tagged with, together with its provider's `default_tags`.

use crate::value::{Fields, Kind, Marks, Name, Type, Unknown, Value};

/// The planned values with the provider's tags in `tags_all`, where the type has it.
pub(super) fn apply(shaped: Fields, old_kit: bool, defaults: Option<&Value>) -> Fields {
    let (tags_name, all_name) = (Name::new("tags"), Name::new("tags_all"));
    let (Some(tags), Some(all)) = (shaped.get(tags_name).cloned(), shaped.get(all_name).cloned()) else {
        return shaped;
    };
    let tags = if old_kit { without_nulls(tags) } else { tags };
    let all = match merged(defaults, &tags, old_kit) {
        Merged::Nothing => all,
        Merged::Unknown => Value { kind: Value::from(unknown(defaults, &tags)).kind, ..all },
        Merged::Known(entries) => Value { kind: Value::map_of(Type::String, entries).kind, ..all },
    };
    let all = all.marked(tags.marks.both(Marks::SENSITIVE));
    let changed = |name: Name, value: &Value| match name {
        name if name == tags_name => tags.clone(),
        name if name == all_name => all.clone(),
        _ => value.clone(),
    };
    shaped.map_values(changed)
}

/// The old kit drops tags that are null, and a map of nothing with them.
fn without_nulls(tags: Value) -> Value {
    let Some(fields) = tags.as_fields() else { return tags };
    let given: Vec<_> = fields.entries().iter().filter(|(_, v)| !v.is_null()).cloned().collect();
    if given.is_empty() {
        return Value { kind: Kind::Null(Type::Map(Type::String.into())), ..tags }.marked(Marks::UNSET);
    }
    Value { kind: Value::map_of(Type::String, given).kind, ..tags }
}

enum Merged {
    /// There is no tag at all.
    Nothing,
    Unknown,
    Known(Vec<(Name, Value)>),
}

/// The provider's tags, those of the resource taking their place. The old kit takes an empty value for one that it will
/// learn of.
fn merged(defaults: Option<&Value>, tags: &Value, old_kit: bool) -> Merged {
    let mut entries: Vec<(Name, Value)> = Vec::new();
    for (at, given) in defaults.into_iter().map(|v| (0, v)).chain([(1, tags)]).filter(|(_, v)| !v.is_null()) {
        match given.as_fields() {
            // Of the provider's own tags, those that are null are none.
            Some(fields) if given.is_wholly_known() => {
                entries.extend(fields.entries().iter().filter(|(_, v)| at == 1 || !v.is_null()).map(text));
            }
            _ => return Merged::Unknown,
        }
    }
    if old_kit && entries.iter().any(|(_, v)| v.as_str().is_none_or(str::is_empty)) {
        return Merged::Unknown;
    }
    if entries.is_empty() { Merged::Nothing } else { Merged::Known(entries) }
}

/// A tag's value as text; one that is null is empty.
fn text((name, value): &(Name, Value)) -> (Name, Value) {
    let text = crate::value::convert(value, &Type::String).ok().filter(|v| !v.is_null());
    (*name, text.unwrap_or_else(|| Value::string("")))
}

fn unknown(defaults: Option<&Value>, tags: &Value) -> Unknown {
    let parts = defaults.into_iter().chain([tags]).flat_map(Value::unknowns);
    Unknown { ty: Type::Map(Type::String.into()), not_null: true, ..Unknown::from_refs(parts) }
}
