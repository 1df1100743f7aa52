//! What policies may ask of code owners: an addition of ours to `meta`, for what is written in files of the repository.

use crate::terraform::capacity::Change;
use crate::terraform::{Graph, Role, Told};

use super::file::PolicyFile;

/// Members of `meta`. Null where there is nothing to tell: `owners` without a file of code owners, all of them outside of
/// repositories.
pub(super) const MEMBERS: [&str; 3] = ["owners", "codeowners", "repository_path"];

/// What is written in files.
pub(super) const OWNED: [Role; 3] = [Role::Resource, Role::Source, Role::Change];

impl PolicyFile {
    /// Whether anything in it asks for code owners.
    #[must_use]
    pub fn reads_ownership(&self) -> bool {
        let own = self.policies.iter().flat_map(|policy| policy.expressions());
        own.chain(self.locals.expressions()).flat_map(crate::lang::Expr::roots).any(|(root, member, _)| {
            root.as_str() == "meta" && member.is_none_or(|member| MEMBERS.contains(&member.as_str()))
        })
    }
}

/// What mocks of resources say of owners, for the changes of their capacity.
pub(super) fn told_of_mocks(changes: &[Change], graph: &Graph) -> Told {
    let is_told = |name: &str| MEMBERS.contains(&name);
    let of = |change: &Change| {
        graph.meta(change.resource).iter().filter(|(name, _)| is_told(name)).cloned().collect()
    };
    Told { of: (0..).zip(changes.iter().map(of)).collect(), others: Vec::new() }
}
