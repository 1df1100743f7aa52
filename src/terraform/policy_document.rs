//! `data.aws_iam_policy_document`: its JSON is a function of its arguments, so it is known as far as they are, even
//! where the plan says "known after apply" of the whole.

use crate::value::{Fields, Name, Type, Unknown, Value, from_json, to_json};

/// The type whose JSON is computed here.
pub const KIND: &str = "aws_iam_policy_document";

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
    if let Some(text) = to_json(&document) {
        return Some(Value::string(&text));
    }
    let json = Unknown {
        ty: Type::String,
        not_null: true,
        not_empty: true,
        prefix: "{".into(),
        json: Some(document),
        ..unknown.clone()
    };
    Some(json.into())
}

fn document(arguments: &Fields) -> Option<Value> {
    if !is_empty(arguments.get_str("override_policy_documents"))
        || !is_empty(arguments.get_str("override_json"))
    {
        return None;
    }
    let own = elements(arguments.get_str("statement"))?;
    let own: Vec<Value> = own.iter().map(statement).collect::<Option<_>>()?;
    let mut statements = Vec::new();
    for source in sources(arguments)? {
        // A statement of the document itself takes the place of one with the same id.
        statements.extend(
            source.into_iter().filter(|s| sid(s).is_none_or(|id| !own.iter().any(|o| sid(o) == Some(id)))),
        );
    }
    statements.extend(own);
    let version = arguments.get_str("version").filter(|v| !v.is_null()).cloned();
    let version = version.unwrap_or_else(|| Value::string("2012-10-17"));
    let statements = Value::tuple(statements);
    let mut entries = vec![("Statement".into(), statements), ("Version".into(), version)];
    add(&mut entries, "Id", arguments.get_str("policy_id"));
    Some(Value::object(entries))
}

fn is_empty(value: Option<&Value>) -> bool {
    value.is_none_or(|v| {
        v.is_null() || v.as_str() == Some("") || v.as_elements().is_some_and(<[Value]>::is_empty)
    })
}

/// The elements of a list; of an argument that is not set none.
fn elements(value: Option<&Value>) -> Option<&[Value]> {
    match value {
        None => Some(&[]),
        Some(value) if value.is_null() => Some(&[]),
        Some(value) => value.as_elements(),
    }
}

/// The statements of the documents that this one extends.
fn sources(arguments: &Fields) -> Option<Vec<Vec<Value>>> {
    let listed = elements(arguments.get_str("source_policy_documents"))?;
    let single = arguments.get_str("source_json").filter(|v| !v.is_null());
    listed.iter().chain(single).filter(|text| text.as_str() != Some("")).map(statements_of).collect()
}

fn statements_of(text: &Value) -> Option<Vec<Value>> {
    let document = match (text.as_str(), text.as_unknown()) {
        (Some(text), _) => from_json(text).ok()?,
        (_, Some(unknown)) => unknown.json.clone()?,
        _ => return None,
    };
    let statements = document.as_fields()?.get_str("Statement")?;
    Some(statements.as_elements().map_or_else(|| vec![statements.clone()], <[Value]>::to_vec))
}

fn sid(statement: &Value) -> Option<&str> {
    statement.as_fields()?.get_str("Sid")?.as_str().filter(|id| !id.is_empty())
}

fn add(entries: &mut Vec<(Name, Value)>, name: &str, value: Option<&Value>) {
    if let Some(value) = value.filter(|v| !v.is_null() && v.as_str() != Some("")) {
        entries.push((name.into(), value.clone()));
    }
}

fn statement(block: &Value) -> Option<Value> {
    let block = block.as_fields()?;
    let mut entries = Vec::new();
    add(&mut entries, "Sid", block.get_str("sid"));
    let effect = block.get_str("effect").filter(|e| !e.is_null()).cloned();
    entries.push(("Effect".into(), effect.unwrap_or_else(|| Value::string("Allow"))));
    for (argument, name) in [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        add(&mut entries, name, one_or_many(block.get_str(argument)).as_ref());
    }
    for (argument, name) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        add(&mut entries, name, principals(elements(block.get_str(argument))?)?.as_ref());
    }
    add(&mut entries, "Condition", conditions(elements(block.get_str("condition"))?)?.as_ref());
    Some(Value::object(entries))
}

/// A list of one is written without the list; an empty one not at all.
fn one_or_many(list: Option<&Value>) -> Option<Value> {
    let list = list.filter(|l| !l.is_null())?;
    match list.as_elements() {
        Some([]) => None,
        Some([only]) => Some(only.clone()),
        Some(items) => Some(Value::tuple(items.to_vec())),
        None => Some(list.clone()),
    }
}

/// Principals by type; everybody is `"*"`.
fn principals(blocks: &[Value]) -> Option<Option<Value>> {
    let mut by_type: Vec<(Name, Vec<Value>)> = Vec::new();
    for block in blocks {
        let block = block.as_fields()?;
        let kind = block.get_str("type")?.as_str()?;
        let identifiers = block.get_str("identifiers")?;
        let identifiers =
            identifiers.as_elements().map_or_else(|| vec![identifiers.clone()], <[Value]>::to_vec);
        if kind == "*" && identifiers.iter().any(|i| i.as_str() == Some("*")) {
            return Some(Some(Value::string("*")));
        }
        group(&mut by_type, Name::new(kind), identifiers);
    }
    Some((!by_type.is_empty()).then(|| grouped(by_type)))
}

fn conditions(blocks: &[Value]) -> Option<Option<Value>> {
    let mut by_test: Vec<(Name, Groups)> = Vec::new();
    for block in blocks {
        let block = block.as_fields()?;
        let text = |name: &str| block.get_str(name)?.as_str().map(Name::new);
        let (operator, variable) = (text("test")?, text("variable")?);
        let values = block.get_str("values")?;
        let values = values.as_elements().map_or_else(|| vec![values.clone()], <[Value]>::to_vec);
        match by_test.iter_mut().find(|(name, _)| *name == operator) {
            Some((_, variables)) => group(variables, variable, values),
            None => by_test.push((operator, vec![(variable, values)])),
        }
    }
    let tests: Vec<(Name, Value)> =
        by_test.into_iter().map(|(test, variables)| (test, grouped(variables))).collect();
    Some((!tests.is_empty()).then(|| Value::object(tests)))
}

/// Values by the name that they stand under.
type Groups = Vec<(Name, Vec<Value>)>;

fn group(groups: &mut Groups, name: Name, values: Vec<Value>) {
    match groups.iter_mut().find(|(known, _)| *known == name) {
        Some((_, items)) => items.extend(values),
        None => groups.push((name, values)),
    }
}

fn grouped(groups: Vec<(Name, Vec<Value>)>) -> Value {
    let entry = |(name, mut items): (Name, Vec<Value>)| {
        let single = if items.len() == 1 { items.pop() } else { None };
        (name, single.unwrap_or_else(|| Value::tuple(items)))
    };
    Value::object(groups.into_iter().map(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::json;
    use crate::value::{Fields, Unknown, Value, display, from_json};

    fn arguments(text: &str) -> Fields {
        from_json(text).unwrap().as_fields().unwrap().clone()
    }

    #[test]
    fn the_document_is_written_as_the_provider_writes_it() {
        let arguments = arguments(
            r#"{"statement": [{"sid": "a", "actions": ["s3:GetObject"], "resources": ["x", "y"],
                "principals": [{"type": "AWS", "identifiers": ["1"]}],
                "condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}]}]}"#,
        );
        assert_eq!(
            display(&json(&arguments, &Unknown::anything()).unwrap()),
            r#"{"Statement":[{"Action":"s3:GetObject","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Allow","Principal":{"AWS":"1"},"Resource":["x","y"],"Sid":"a"}],"Version":"2012-10-17"}"#
        );
    }

    #[test]
    fn an_unknown_part_leaves_the_rest_known() {
        let block = Value::object(vec![
            ("actions".into(), Value::list(vec![Value::string("*")])),
            ("resources".into(), Value::list(vec![Unknown::anything().into()])),
        ]);
        let arguments = Fields::new(vec![("statement".into(), Value::list(vec![block]))]);
        let text = json(&arguments, &Unknown::anything()).unwrap();
        let document = text.as_unknown().unwrap().json.clone().unwrap();
        assert_eq!(
            display(&document),
            r#"{"Statement":[{"Action":"*","Effect":"Allow","Resource":(known after apply)}],"Version":"2012-10-17"}"#
        );
    }

    #[test]
    fn a_document_it_extends_must_be_known_too() {
        let with =
            |source: &str| arguments(&format!(r#"{{"source_policy_documents": {source}, "statement": []}}"#));
        let one = r#"["{\"Statement\":{\"Effect\":\"Deny\"}}"]"#;
        let text = display(&json(&with(one), &Unknown::anything()).unwrap());
        assert_eq!(text, r#"{"Statement":[{"Effect":"Deny"}],"Version":"2012-10-17"}"#);
        assert!(json(&with(r#"["no json"]"#), &Unknown::anything()).is_none());
    }
}
