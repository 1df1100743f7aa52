//! What sekisho sees of an input: every resource with its values, and what is not known of them.

use std::fmt::Write as _;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::terraform::{Graph, Resource, Role};
use crate::text::escape::terminal;
use crate::value::{Kind, Marks, Mode, Unknown, Value};

use super::paint::Paint;

/// `{"ADDRESS": {attribute: value | {"$unknown": true}}}` of all managed resources; with `refs`, what an unknown value
/// comes from besides. A sensitive value is not shown: `{"$unknown": true, "$sensitive": true}`. Several graphs stand each
/// under its name, since they may have the same addresses.
#[must_use]
pub fn show_json(graphs: &[(String, &Graph)], refs: bool) -> String {
    let text = match graphs {
        [(_, only)] => serde_json::to_string_pretty(&managed(only, refs)),
        several => {
            let named = several.iter().map(|(name, graph)| (name.clone(), managed(graph, refs)));
            serde_json::to_string_pretty(&Entries(named.collect()))
        }
    };
    text.unwrap_or_default() + "\n"
}

fn managed(graph: &Graph, refs: bool) -> Entries<Shown<'_>> {
    let managed = shown(graph).filter(|resource| resource.address.mode == Mode::Managed);
    Entries(managed.map(|r| (r.id.to_string(), Shown { value: &r.after, refs })).collect())
}

/// The resources of a graph, less what goes away and what is no resource.
fn shown(graph: &Graph) -> impl Iterator<Item = &Resource> {
    let entries = (0..).zip(&graph.resources);
    let resources = entries.filter(|(at, r)| graph.role(*at) == Role::Resource && r.deposed.is_none());
    resources.map(|(_, resource)| resource).filter(|resource| !resource.after.is_null())
}

struct Entries<T>(Vec<(String, T)>);

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[derive(Clone, Copy)]
struct Shown<'v> {
    value: &'v Value,
    refs: bool,
}

/// Why a value is not shown as it is.
enum Hidden<'v> {
    Sensitive,
    Unknown(Option<&'v Unknown>),
    /// Not written anywhere: what the service is documented to choose.
    Assumed,
    /// Known because the attribute that it refers to equals a known one.
    Resolved,
}

fn hidden(value: &Value) -> Option<Hidden<'_>> {
    let open = value.has_possible() || value.as_fields().is_some_and(|f| !f.symbolic.is_empty());
    match value.as_unknown() {
        _ if value.marks.has(Marks::SENSITIVE) => Some(Hidden::Sensitive),
        Some(unknown) => Some(Hidden::Unknown(Some(unknown))),
        None if open => Some(Hidden::Unknown(None)),
        None if value.marks.has(Marks::ASSUMED) => Some(Hidden::Assumed),
        None if value.marks.has(Marks::RESOLVED) => Some(Hidden::Resolved),
        None => None,
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(hidden) = hidden(self.value) {
            return self.hidden(&hidden, serializer);
        }
        match &self.value.kind {
            Kind::Null(_) | Kind::Unknown(_) => serializer.serialize_unit(),
            Kind::Bool(b) => serializer.serialize_bool(*b),
            Kind::Number(n) => {
                let number = serde_json::value::RawValue::from_string(n.to_string());
                number.map_err(serde::ser::Error::custom)?.serialize(serializer)
            }
            Kind::String(text) => serializer.serialize_str(text),
            Kind::List(e) | Kind::Set(e) | Kind::Tuple(e) => {
                let mut list = serializer.serialize_seq(Some(e.items.len()))?;
                e.items.iter().try_for_each(|value| list.serialize_element(&Shown { value, ..*self }))?;
                list.end()
            }
            Kind::Map(f) | Kind::Object(f) => {
                let entries =
                    f.entries().iter().map(|(name, value)| (name.as_str(), Shown { value, ..*self }));
                serializer.collect_map(entries)
            }
        }
    }
}

impl Shown<'_> {
    /// The value that is known all the same.
    fn plain<M: SerializeMap>(&self, name: &str, map: &mut M) -> Result<(), M::Error> {
        let plain = Value { marks: Marks::NONE, ..self.value.clone() };
        map.serialize_entry(name, &Shown { value: &plain, refs: false })
    }

    fn hidden<S: Serializer>(&self, hidden: &Hidden<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$unknown", &true)?;
        match hidden {
            Hidden::Sensitive => map.serialize_entry("$sensitive", &true)?,
            Hidden::Assumed if self.refs => self.plain("$assumed", &mut map)?,
            Hidden::Resolved if self.refs => self.plain("$equals", &mut map)?,
            Hidden::Unknown(Some(unknown)) if self.refs && !unknown.refs.is_empty() => {
                let refs: Vec<String> = unknown.refs.iter().map(ToString::to_string).collect();
                map.serialize_entry("$refs", &refs)?;
            }
            _ => {}
        }
        map.end()
    }
}

/// The same for people: arguments that nobody set are left out.
#[must_use]
pub fn show_text(graphs: &[(String, &Graph)], paint: Paint) -> String {
    let mut writer = Writer { out: String::new(), paint };
    for (name, graph) in graphs {
        if graphs.len() > 1 {
            let _ = writeln!(writer.out, "{}\n", paint.bold(&format!("# {}", terminal(name))));
        }
        for resource in shown(graph) {
            let _ = writeln!(writer.out, "{} {{", paint.bold(&terminal(&resource.id)));
            writer.fields(&resource.after, 1);
            writer.out.push_str("}\n\n");
        }
    }
    writer.out
}

struct Writer {
    out: String,
    paint: Paint,
}

impl Writer {
    fn fields(&mut self, value: &Value, depth: usize) {
        for (name, value) in value.as_fields().map(crate::value::Fields::entries).unwrap_or_default() {
            if value.is_null() || value.as_elements().is_some_and(<[Value]>::is_empty) {
                continue;
            }
            let _ = write!(self.out, "{}{} = ", "  ".repeat(depth), terminal(name));
            self.value(value, depth);
            self.out.push('\n');
        }
    }

    fn value(&mut self, value: &Value, depth: usize) {
        if let Some(hidden) = hidden(value) {
            let words = self.paint.dim(&terminal(&words(&hidden, value)));
            return self.out.push_str(&words);
        }
        let indent = "  ".repeat(depth);
        if let Some(items) = value.as_elements() {
            self.out.push_str("[\n");
            for item in items {
                let _ = write!(self.out, "{indent}  ");
                self.value(item, depth + 1);
                self.out.push_str(",\n");
            }
            let _ = write!(self.out, "{indent}]");
        } else if value.as_fields().is_some() {
            self.out.push_str("{\n");
            self.fields(value, depth + 1);
            let _ = write!(self.out, "{indent}}}");
        } else if let Some(text) = value.as_str() {
            self.out.push_str(&terminal(&format!("{text:?}")));
        } else {
            self.out.push_str(&terminal(&crate::value::display(value)));
        }
    }
}

fn words(hidden: &Hidden<'_>, value: &Value) -> String {
    match hidden {
        Hidden::Sensitive => "(sensitive)".to_owned(),
        Hidden::Assumed if value.is_null() => "(not set)".to_owned(),
        Hidden::Assumed => match value.as_str() {
            Some(text) => format!("(not set; the default is {text:?})"),
            None => format!("(not set; the default is {})", crate::value::display(value)),
        },
        Hidden::Resolved => format!("(known after apply, and equal to {:?})", crate::value::display(value)),
        Hidden::Unknown(Some(unknown)) if !unknown.refs.is_empty() => {
            let refs: Vec<String> = unknown.refs.iter().map(ToString::to_string).collect();
            format!("(known after apply: {})", refs.join(", "))
        }
        Hidden::Unknown(_) => "(known after apply)".to_owned(),
    }
}
