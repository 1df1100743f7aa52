//! What is particular to policies about changes of capacity (`change_policy`): an addition of ours to the language.

use crate::lang::{Block, Body, Node};
use crate::terraform::capacity::{self, Change, Class, Dimension, Direction};
use crate::terraform::{Action, Projection, Role, Wanted};
use crate::text::{Span, nearest};
use crate::value::{Name, Type, Value};

use super::file::{FileReader, Operation, PolicyFile, ResourcePolicy};
use super::shape::Shape;

/// What `meta` has of a change.
pub(super) const META: [&str; 7] =
    ["type", "provider_type", "module_path", "operation", "address", "tfe_workspace", "tfe_stack"];

/// The operations that a change can be part of.
pub(super) const OPERATIONS: [&str; 4] = ["create", "update", "replace", "delete"];

/// What is done to a resource whose capacity changes, in one word.
#[must_use]
pub fn operation_of(change: &Change) -> Operation {
    match change.action {
        Action::Create => Operation::Create,
        Action::Delete => Operation::Delete,
        Action::Replace | Action::CreateAndForget => Operation::Replace,
        Action::NoOp | Action::Read | Action::Update | Action::Forget => Operation::Update,
    }
}

/// What `attrs` has of a change, and of which type.
pub(super) fn shape() -> Shape {
    let member = |(name, ty): (&str, Type)| (Name::new(name), ty);
    let members = [
        ("path", Type::String),
        ("before", Type::Dynamic),
        ("after", Type::Dynamic),
        ("direction", Type::String),
        ("percent", Type::Number),
        ("steps", Type::Number),
        ("dimension", Type::String),
        ("stateful", Type::Bool),
        ("class", Type::String),
        ("words", Type::String),
    ];
    Shape::Of(Type::Object(members.map(member).to_vec().into()))
}

/// The words that an attribute of a change can be; none where it can be any.
pub(super) fn words_of(attribute: Name) -> Option<Vec<&'static str>> {
    match attribute.as_str() {
        "direction" => Some(Direction::ALL.map(Direction::as_str).into()),
        "dimension" => Some(Dimension::ALL.map(Dimension::as_str).into()),
        "class" => Some(Class::ALL.map(Class::as_str).into()),
        _ => None,
    }
}

/// Adds the attributes that hold capacity, of the types that a policy is about.
pub(super) fn add_reads(policy: &ResourcePolicy, projection: &mut Projection) {
    for kind in capacity::kinds().map(Name::new).filter(|kind| policy.covers(Role::Change, *kind)) {
        let mut wanted = Wanted::default();
        let paths = capacity::measures_of(&kind).iter().filter_map(|measure| measure.path.split('.').next());
        paths.for_each(|name| wanted.add(Name::new(name)));
        projection.add(kind, &wanted);
    }
}

/// Whether what one policy says of a change is said by another that is stricter, and speaks.
#[must_use]
pub fn gives_way(policies: &[&ResourcePolicy], label: Name, speaks: &dyn Fn(Name) -> bool) -> bool {
    let own = policies.iter().filter(|policy| policy.label == label);
    own.flat_map(|policy| &policy.gives_way_to).any(|other| *other != label && speaks(*other))
}

impl FileReader<'_> {
    /// Policies about changes are read by sekisho alone, so they keep out of files that others read too.
    pub(super) fn check_change_policies(&mut self, body: &Body, file: &PolicyFile) {
        if !self.stand_alone(body, "change_policy") {
            return;
        }
        for block in body.blocks_of("change_policy") {
            if let Some((kind, span)) = block.labels.first() {
                self.check_capacity(*kind, *span);
            }
        }
        self.no_joins(file, Role::Change, "a change policy sees one change, not resources");
    }

    fn check_capacity(&mut self, kind: Name, span: Span) {
        let known = match kind.strip_suffix('*') {
            Some(prefix) => capacity::kinds().any(|known| known.starts_with(prefix)),
            None => !capacity::measures_of(&kind).is_empty(),
        };
        if !known {
            let near = nearest(&kind, capacity::kinds()).map(|near| format!("did you mean \"{near}\"?"));
            let help = near.or_else(|| Some("\"*\" is every type that does".to_owned()));
            self.problem(format!("`{kind}` holds no capacity that sekisho knows of"), span).help = help;
        }
    }

    /// Ids of rules.
    pub(super) fn gives_way_to(&mut self, block: &Block) -> Vec<Name> {
        let Some(attribute) = block.body.attribute("gives_way_to") else { return Vec::new() };
        let ids = match &attribute.expr.node {
            Node::Tuple(items) => {
                items.iter().map(|item| item.as_literal().and_then(Value::as_str).map(Name::new)).collect()
            }
            _ => None,
        };
        ids.unwrap_or_else(|| {
            let help = "for example [\"capacity_scale_in_of_stateful_reviewed\"]".to_owned();
            self.problem("`gives_way_to` must be a list of rule ids", attribute.expr.span).help = Some(help);
            Vec::new()
        })
    }
}
