//! What is particular to policies about source (`source_policy`): an addition of ours to the language.

use crate::lang::{Block, Body, Expr};
use crate::terraform::{BLOCK_TYPES, Role};
use crate::text::{Span, nearest};
use crate::value::Name;

use super::file::{FileReader, PolicyFile};

/// What `meta` has of a block of source.
pub(super) const META: [&str; 10] = [
    "type",
    "name",
    "labels",
    "address",
    "file",
    "line",
    "module_path",
    "is_root",
    "references",
    "providers",
];

impl FileReader<'_> {
    /// Policies about source are read by sekisho alone, so they keep out of files that others read too.
    pub(super) fn check_source_policies(&mut self, body: &Body, file: &PolicyFile) {
        if !self.stand_alone(body, "source_policy") {
            return;
        }
        for block in body.blocks_of("source_policy") {
            if let Some((kind, span)) = block.labels.first() {
                self.check_block_type(*kind, *span);
            }
        }
        self.no_joins(file, Role::Source, "a source policy sees blocks as they are written");
    }

    /// Whether there are policies of a kind that is an addition of ours; they keep out of files that others read too.
    pub(super) fn stand_alone(&mut self, body: &Body, kind: &str) -> bool {
        if body.blocks_of(kind).next().is_none() {
            return false;
        }
        let is_other = |block: &&Block| block.kind.ends_with("_policy") && block.kind.as_str() != kind;
        for block in body.blocks.iter().filter(is_other) {
            let message = format!("a file with a `{kind}` holds no `{}`", block.kind);
            let help = format!(
                "move one of them to another *.policy.hcl file: `{kind}` is an addition of sekisho, and other tools could not read this one"
            );
            self.problem(message, block.header).help = Some(help);
        }
        true
    }

    /// Refuses functions that look at resources, where there are none.
    pub(super) fn no_joins(&mut self, file: &PolicyFile, role: Role, why: &str) {
        let own = file.policies.iter().filter(|policy| policy.role == role);
        let expressions: Vec<&Expr> =
            own.flat_map(|policy| policy.expressions()).chain(file.locals.expressions()).collect();
        for (name, _, span) in expressions.into_iter().flat_map(Expr::scoped_calls) {
            if matches!(name.as_str(), "getresources" | "getdatasource") {
                let help = "look at resources in a `resource_policy`, in a file of its own";
                self.problem(format!("`{name}` finds nothing here: {why}"), span).help =
                    Some(help.to_owned());
            }
        }
    }

    fn check_block_type(&mut self, kind: Name, span: Span) {
        let known = match kind.strip_suffix('*') {
            Some(prefix) => BLOCK_TYPES.iter().any(|known| known.starts_with(prefix)),
            None => BLOCK_TYPES.contains(&kind.as_str()),
        };
        if !known {
            let near = nearest(&kind, BLOCK_TYPES).map(|near| format!("did you mean \"{near}\"?"));
            let help =
                near.unwrap_or_else(|| format!("there are: {}, and \"*\" for all", BLOCK_TYPES.join(", ")));
            self.problem(format!("Terraform's source has no blocks `{kind}`"), span).help = Some(help);
        }
    }
}
