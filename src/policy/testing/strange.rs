//! Names in mocks that no schema has: most likely typos, and a policy would read null instead.

use crate::lang::{Expr, Node};
use crate::terraform::Role;
use crate::terraform::schema::{self, Member, Thing, TypeSchema};
use crate::text::{Diagnostic, Source, nearest};
use crate::value::{Mode, Name, Value};

use super::file::{Case, TestFile};

/// A warning for each: the schema at hand may be of another version than the one meant.
#[must_use]
pub fn strange_names(file: &TestFile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for case in file.cases.iter().filter(|case| case.role == Role::Resource) {
        if let Some(schema) = schema_of(case) {
            let written = case.attrs.iter().chain(&case.prior_attrs);
            written.for_each(|attrs| block(attrs, schema, &file.source, &mut found));
        }
    }
    found
}

fn schema_of(case: &Case) -> Option<&'static TypeSchema> {
    let thing = if case.mode == Mode::Data { Thing::Data } else { Thing::Resource };
    schema::find(thing, case.kind)
}

fn block(expr: &Expr, schema: &'static TypeSchema, source: &Source, found: &mut Vec<Diagnostic>) {
    match &expr.node {
        Node::Object(entries) => entries.iter().for_each(|(key, value)| {
            let Some(name) = key.as_literal().and_then(Value::as_str).map(Name::new) else { return };
            match schema.member(name) {
                Some(Member::Block(nested)) => block(value, nested.block(), source, found),
                Some(Member::Attribute(_)) => {}
                None => found.push(strange(name, key, schema, source)),
            }
        }),
        Node::Tuple(items) => items.iter().for_each(|item| block(item, schema, source, found)),
        _ => {}
    }
}

fn strange(name: Name, key: &Expr, schema: &TypeSchema, source: &Source) -> Diagnostic {
    let message = format!("the schema has no attribute or block `{name}` here");
    let mut warning = Diagnostic::error(message, source, key.span).into_warning();
    let near = nearest(&name, schema.names().map(Name::as_str));
    warning.help = near.map(|near| format!("did you mean `{near}`?"));
    warning
}
