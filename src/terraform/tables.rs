//! What is known of types beyond any plan: which attribute an `id` equals, what identifiers begin with, what a service
//! chooses for an argument that nobody sets. Each entry's source stands in its file under `data/`.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::value::{Kind, Marks, Name, Value, from_json};

/// Which attribute the `id` of a type equals once it exists.
#[derive(Clone, Debug, Deserialize)]
pub struct Alias {
    /// The attribute; none where the id is composed.
    pub id: Option<String>,
    /// How it is composed: `{bucket}/{key}`.
    #[serde(default)]
    pub made_of: Option<String>,
    /// It does not hold where one of these is set.
    #[serde(default)]
    pub unless_set: Vec<String>,
}

/// What a service chooses for an argument that nobody sets.
#[derive(Clone, Debug)]
pub struct Default {
    /// Path below the resource, names only.
    pub path: Vec<Name>,
    /// What it chooses.
    pub choice: Choice,
    /// Provider versions for which leaving the argument out means this.
    pub provider: String,
    /// Where AWS documents it.
    pub reference: String,
    /// What the documentation says, and what may differ.
    pub note: String,
}

/// What a service chooses.
#[derive(Clone, Debug)]
pub enum Choice {
    /// Always this.
    Value(Value),
    /// What another argument of the resource says.
    SameAs(Name),
}

#[derive(Deserialize)]
struct DefaultEntry<'t> {
    #[serde(rename = "type")]
    kind: String,
    path: String,
    #[serde(borrow, default, deserialize_with = "written")]
    value: Option<&'t RawValue>,
    same_as: Option<String>,
    provider: String,
    reference: String,
    note: String,
}

#[derive(Default, Deserialize)]
struct Identifiers {
    prefixes: HashMap<String, String>,
    companions: BTreeSet<String>,
}

include!(concat!(env!("OUT_DIR"), "/defaults.rs"));

static ALIASES: LazyLock<HashMap<String, Alias>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/aliases.json")).unwrap_or_default());

static IDENTIFIERS: LazyLock<Identifiers> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/identifiers.json")).unwrap_or_default());

static DEFAULTS: LazyLock<HashMap<Name, Vec<Default>>> = LazyLock::new(|| {
    let mut table: HashMap<Name, Vec<Default>> = HashMap::new();
    for file in DEFAULT_FILES {
        for entry in serde_json::from_str::<Vec<DefaultEntry<'_>>>(file).unwrap_or_default() {
            let Some(choice) = entry.choice() else { continue };
            let default = Default {
                path: entry.path.split('.').map(Name::new).collect(),
                choice,
                provider: entry.provider,
                reference: entry.reference,
                note: entry.note,
            };
            table.entry(Name::new(&entry.kind)).or_default().push(default);
        }
    }
    table
});

/// A null that is written is a value.
fn written<'t, D: Deserializer<'t>>(from: D) -> Result<Option<&'t RawValue>, D::Error> {
    Deserialize::deserialize(from).map(Some)
}

impl DefaultEntry<'_> {
    fn choice(&self) -> Option<Choice> {
        match (self.value, &self.same_as) {
            (Some(value), None) => Some(Choice::Value(as_assumed(&from_json(value.get()).ok()?))),
            (None, Some(name)) => Some(Choice::SameAs(Name::new(name))),
            _ => None,
        }
    }
}

/// As a plan would show it: arrays are lists, objects blocks; all of it marked as assumed.
fn as_assumed(value: &Value) -> Value {
    // Where nothing is chosen, the argument is to a rule one that nobody set.
    let unset = if value.is_null() { Marks::UNSET } else { Marks::NONE };
    as_planned(value, Marks::ASSUMED.with(unset))
}

/// A value written as JSON or HCL in the form in which a plan would show it.
#[must_use]
pub fn as_planned(value: &Value, marks: Marks) -> Value {
    let children = || value.children().map(|v| as_planned(v, marks)).collect();
    let planned = match &value.kind {
        Kind::Tuple(_) => Value::list(children()),
        Kind::Object(fields) => {
            Kind::Object(fields.map_values(|_, v| as_planned(v, marks)).opened().into()).into()
        }
        _ => value.clone(),
    };
    Value { marks: value.marks.with(marks), origin: value.origin, ..planned }
}

/// Which attribute the `id` of a type equals, if that is known.
#[must_use]
pub fn alias(kind: Name) -> Option<&'static Alias> {
    ALIASES.get(kind.as_str())
}

/// What the ids of a type begin with, where the service makes them up.
#[must_use]
pub fn identifier_prefix(kind: &str) -> Option<&'static str> {
    IDENTIFIERS.prefixes.get(kind).map(String::as_str)
}

/// What services choose for the arguments of a type that nobody sets.
#[must_use]
pub fn defaults(kind: Name) -> &'static [Default] {
    DEFAULTS.get(&kind).map_or(&[], Vec::as_slice)
}

/// The service's choice for the argument at this path (names only).
#[must_use]
pub fn default_at(kind: Name, path: &[Name]) -> Option<&'static Default> {
    defaults(kind).iter().find(|d| d.path == path)
}

/// Arguments that defaults of a type are the same as.
pub fn siblings(kind: Name) -> impl Iterator<Item = Name> {
    defaults(kind).iter().filter_map(|default| match default.choice {
        Choice::SameAs(name) => Some(name),
        Choice::Value(_) => None,
    })
}

/// Attributes that tell what the `id` of a type equals.
#[must_use]
pub fn identity_attributes(kind: Name) -> Vec<Name> {
    let Some(alias) = alias(kind) else { return Vec::new() };
    let composed = alias
        .made_of
        .iter()
        .flat_map(|text| text.split('{').skip(1))
        .filter_map(|rest| rest.split('}').next());
    let named = alias.id.iter().chain(&alias.unless_set).map(String::as_str);
    let prefix = alias.id.iter().map(|name| prefix_argument(Name::new(name)));
    composed.chain(named).map(Name::new).chain(prefix).collect()
}

/// The argument that asks for a made-up name with a given beginning.
#[must_use]
pub fn prefix_argument(name: Name) -> Name {
    Name::new(&format!("{name}_prefix"))
}

/// Whether the `id` of a type is that of another resource, which it belongs to.
#[must_use]
pub fn is_companion(kind: Name) -> bool {
    IDENTIFIERS.companions.contains(kind.as_str())
}

/// Whether an attribute is the one that a resource of the type is named by: `id`, or what the `id` always equals. A
/// companion has no name of its own.
#[must_use]
pub fn names_resource(kind: Name, attribute: Name) -> bool {
    if is_companion(kind) {
        return false;
    }
    let always =
        |alias: &Alias| alias.unless_set.is_empty() && alias.id.as_deref() == Some(attribute.as_str());
    attribute.as_str() == "id" || alias(kind).is_some_and(always)
}

#[cfg(test)]
mod tests {
    use super::{ALIASES, DEFAULT_FILES, DEFAULTS, DefaultEntry, IDENTIFIERS, identity_attributes};

    #[test]
    fn the_tables_are_read_whole() {
        assert!(ALIASES.len() > 150 && IDENTIFIERS.prefixes.len() > 30 && IDENTIFIERS.companions.len() > 30);
        let entries: usize = DEFAULT_FILES
            .iter()
            .map(|f| serde_json::from_str::<Vec<DefaultEntry<'_>>>(f).unwrap().len())
            .sum();
        assert_eq!(entries, DEFAULTS.values().map(Vec::len).sum::<usize>());
    }

    #[test]
    fn every_default_says_where_it_is_documented() {
        for default in DEFAULTS.values().flatten() {
            assert!(default.reference.starts_with("https://"), "{default:?}");
            assert!(!default.note.is_empty() && !default.provider.is_empty(), "{default:?}");
        }
    }

    #[test]
    fn composed_ids_name_their_parts() {
        assert_eq!(
            identity_attributes("aws_cognito_user".into()),
            ["user_pool_id".into(), "username".into()]
        );
    }
}
