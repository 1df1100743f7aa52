//! `data.aws_iam_policy_document`: its JSON is a function of its arguments, so it is known as far as they are, even
//! where the plan says "known after apply" of the whole.

mod order;
mod sources;
mod statement;
mod text;

use crate::value::{Fields, Kind, Name, Type, Unknown, Value};

/// The type whose JSON is computed here.
pub const KIND: &str = "aws_iam_policy_document";

const VERSION: &str = "2012-10-17";

/// Whether an attribute is what the provider computes.
#[must_use]
pub fn is_result(attribute: &str) -> bool {
    matches!(attribute, "id" | "json" | "minified_json")
}

/// The text of the document with these arguments: known, or unknown with the document's shape. None where not even the
/// shape is known.
#[must_use]
pub fn json(arguments: &Fields, unknown: &Unknown) -> Option<Value> {
    let document = document(arguments)?;
    Some(text::pretty(&document).map_or_else(|| shape_of(document, unknown), |text| Value::string(&text)))
}

/// The data source with these arguments, read: where all of them are known, what the provider makes of them.
#[must_use]
pub fn read(arguments: Fields) -> Fields {
    let Some(document) = document(&arguments) else { return arguments };
    let results = (text::pretty(&document), text::compact(&document));
    let (Some(pretty), Some(compact)) = results else {
        return arguments.map_values(|name, value| match (name.as_str(), value.as_unknown()) {
            ("json" | "minified_json", Some(unknown)) => {
                Value { kind: shape_of(document.clone(), unknown).kind, ..value.clone() }
            }
            _ => value.clone(),
        });
    };
    arguments.map_values(|name, value| {
        let text = match name.as_str() {
            "id" => &order::hash(&pretty),
            "json" => &pretty,
            "minified_json" => &compact,
            "version" if value.is_null() => VERSION,
            "statement" if value.children().next().is_none() => return Value::unset(),
            "statement" => return value.map_children(|_, statement| statement::filled(statement)),
            _ => return value.clone(),
        };
        Value::string(text).marked(value.marks.without(crate::value::Marks::UNSET)).at(value.origin)
    })
}

/// The data source with these arguments, to be read during the apply: its results are unknown, but what the document
/// will be is known as far as the arguments are.
#[must_use]
pub fn put_off(arguments: &Fields, own: impl Fn(Name) -> Unknown) -> Fields {
    let document = document(arguments);
    arguments.map_values(|name, value| match (name.as_str(), &document) {
        ("json" | "minified_json", Some(document)) => shape_of(document.clone(), &own(name)),
        (result, _) if is_result(result) => own(name).into(),
        _ => value.clone(),
    })
}

/// An unknown text of which the document is known in part.
fn shape_of(document: Value, unknown: &Unknown) -> Value {
    let json = Unknown {
        ty: Type::String,
        not_null: true,
        not_empty: true,
        prefix: "{".into(),
        json: Some(document),
        ..unknown.clone()
    };
    json.into()
}

/// Where a statement of a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Which argument holds it, or the document that it is in.
    pub argument: &'static str,
    /// Which of the argument's documents, where it is a list of them.
    pub document: Option<usize>,
    /// Which statement there.
    pub statement: usize,
}

/// Where each statement of the document with these arguments is written, and the statement.
#[must_use]
pub fn statements(arguments: &Fields) -> Option<Vec<(Written, Value)>> {
    merged(arguments).map(|document| document.statements)
}

/// A document as it is put together.
#[derive(Default)]
struct Document {
    version: Option<Value>,
    id: Option<Value>,
    statements: Vec<(Written, Value)>,
}

impl Document {
    /// Takes up another document: its statements replace those of the same id.
    fn merge(&mut self, other: Self) {
        let later = |ours: &Option<Value>, theirs: &Value| match (ours.as_ref(), theirs.as_str()) {
            (Some(ours), Some(theirs)) => ours.as_str().is_some_and(|ours| theirs > ours),
            _ => true,
        };
        if let Some(version) = other.version.filter(|version| later(&self.version, version)) {
            self.version = Some(version);
        }
        self.id = other.id.or(self.id.take());
        for statement in other.statements {
            let place = sid(&statement.1)
                .and_then(|id| self.statements.iter().position(|known| sid(&known.1) == Some(id)));
            match place {
                Some(at) => self.statements[at] = statement,
                None => self.statements.push(statement),
            }
        }
    }

    fn into_value(self) -> Value {
        let statements = self.statements.into_iter().map(|(_, statement)| statement).collect();
        let statements = Some(Value::tuple(statements)).filter(|s| s.children().next().is_some());
        let members = [("Version", self.version), ("Id", self.id), ("Statement", statements)];
        let present = members.into_iter().filter_map(|(name, value)| Some((Name::new(name), value?)));
        Value::object(present.collect())
    }
}

/// The whole document; none where the provider refuses the arguments, or a document that it extends is not known.
fn document(arguments: &Fields) -> Option<Value> {
    merged(arguments).map(Document::into_value)
}

fn merged(arguments: &Fields) -> Option<Document> {
    let mut whole = Document::default();
    let sources = sources::documents(arguments, ["source_json", "source_policy_documents"])?;
    if repeats_an_id(sources.iter().flat_map(|d| &d.statements)) {
        return None;
    }
    sources.into_iter().for_each(|source| whole.merge(source));
    let own = own(arguments)?;
    if repeats_an_id(own.statements.iter()) {
        return None;
    }
    whole.merge(own);
    let overrides = sources::documents(arguments, ["override_policy_documents", "override_json"])?;
    overrides.into_iter().for_each(|source| whole.merge(source));
    Some(whole)
}

fn own(arguments: &Fields) -> Option<Document> {
    let version = given(arguments.get_str("version")).unwrap_or_else(|| Value::string(VERSION));
    let statements = elements(arguments.get_str("statement"))?;
    // Variables came with the present version of the language.
    let old = version.as_str().is_some_and(|version| version < VERSION);
    if old && statements.iter().any(|s| s.any(&|v| v.as_str().is_some_and(|text| text.contains("&{")))) {
        return None;
    }
    Some(Document {
        version: Some(version),
        id: given(arguments.get_str("policy_id")),
        statements: numbered("statement", None, statements, statement::of)?,
    })
}

/// Statements, each with its place.
fn numbered(
    argument: &'static str,
    document: Option<usize>,
    statements: &[Value],
    read: impl Fn(&Value) -> Option<Value>,
) -> Option<Vec<(Written, Value)>> {
    let place = |statement| Written { argument, document, statement };
    statements.iter().enumerate().map(|(at, statement)| Some((place(at), read(statement)?))).collect()
}

/// What is not null and not empty.
fn given(value: Option<&Value>) -> Option<Value> {
    value.filter(|v| !v.is_null() && v.as_str() != Some("")).cloned()
}

/// The elements of a collection; of an argument that is not set none.
fn elements(value: Option<&Value>) -> Option<&[Value]> {
    match value {
        Some(value) if !value.is_null() => value.as_elements(),
        _ => Some(&[]),
    }
}

fn sid(statement: &Value) -> Option<&str> {
    statement.as_fields()?.get_str("Sid")?.as_str()
}

fn repeats_an_id<'s>(statements: impl Iterator<Item = &'s (Written, Value)>) -> bool {
    let mut ids: Vec<&str> = statements.filter_map(|statement| sid(&statement.1)).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    ids.len() < count
}

/// An object of what there is.
fn object(members: Vec<(&str, Option<Value>)>) -> Value {
    let present = members.into_iter().filter_map(|(name, value)| Some((Name::new(name), value?)));
    Kind::Object(Fields::new(present.collect()).into()).into()
}

#[cfg(test)]
mod tests {
    use super::json;
    use crate::value::{Fields, Unknown, Value, display, from_json};

    fn arguments(text: &str) -> Fields {
        from_json(text).unwrap().as_fields().unwrap().clone()
    }

    fn shape(arguments: &Fields) -> String {
        let text = json(arguments, &Unknown::anything()).unwrap();
        display(&text.as_unknown().unwrap().json.clone().unwrap())
    }

    #[test]
    fn an_unknown_part_leaves_the_rest_known() {
        let block = Value::object(vec![
            ("actions".into(), Value::list(vec![Value::string("*")])),
            ("resources".into(), Value::list(vec![Unknown::anything().into()])),
        ]);
        let arguments = Fields::new(vec![("statement".into(), Value::list(vec![block]))]);
        assert_eq!(
            shape(&arguments),
            r#"{"Statement":[{"Action":"*","Effect":"Allow","Resource":(known after apply)}],"Version":"2012-10-17"}"#
        );
    }

    #[test]
    fn a_document_it_extends_must_be_known_too() {
        let with =
            |source: &str| arguments(&format!(r#"{{"source_policy_documents": {source}, "statement": []}}"#));
        let refused = |source: &str| json(&with(source), &Unknown::anything()).is_none();
        assert!(!refused(r#"["{\"Statement\":[{\"Effect\":\"Deny\"}]}"]"#));
        assert!(refused(r#"["no json"]"#) && refused(r#"["{\"Statement\":{\"Effect\":\"Deny\"}}"]"#));
        let twice = r#"["{\"Statement\":[{\"Sid\":\"a\"}]}", "{\"Statement\":[{\"Sid\":\"a\"}]}"]"#;
        assert!(refused(twice));
    }

    #[test]
    fn the_shape_of_an_extended_document_counts() {
        let inner = from_json(r#"{"Statement": [{"Sid": "a", "Effect": "Deny"}]}"#).unwrap();
        let source: Value = Unknown { json: Some(inner), ..Unknown::anything() }.into();
        let sources = Value::list(vec![source]);
        let own = from_json(r#"[{"actions": ["b"], "resources": ["x", "y"]}]"#).unwrap();
        let arguments =
            Fields::new(vec![("source_policy_documents".into(), sources), ("statement".into(), own)]);
        let text = json(&arguments, &Unknown::anything()).unwrap();
        assert!(text.as_str().unwrap().contains("\"Deny\""));
    }

    #[test]
    fn variables_need_the_present_language() {
        let with = |version: &str| {
            let text =
                r#"{"version": "V", "statement": [{"actions": ["a"], "resources": ["&{aws:username}"]}]}"#;
            json(&arguments(&text.replace('V', version)), &Unknown::anything())
        };
        assert!(with("2012-10-17").is_some() && with("2008-10-17").is_none());
    }
}
