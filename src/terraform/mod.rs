//! Layer 3: Terraform's plans as one [`Graph`] of resources with values, unknowns and where they come from.
//!
//! A reader of another input is one more file here that makes a [`Graph`]. Nothing here knows of policies.

mod acting;
mod blocks;
pub mod capacity;
mod configuration;
mod declaration;
mod decode;
mod deployment;
mod error;
mod graph;
mod identify;
mod input;
mod left_out;
mod lockfile;
mod mock;
mod plan;
mod planfile;
mod policy_document;
mod prior;
mod projection;
mod resolve;
pub mod schema;
mod settle;
pub mod shape;
mod source;
pub mod tables;

pub use acting::Acting;
pub use blocks::{module_meta, provider_meta};
pub use declaration::{DECLARED, Declaration, Lifecycle, declared};
pub use deployment::{Account, Deployment};
pub use error::InputError;
pub use graph::{About, Action, Graph, Index, Resource, Role, Told};
pub use identify::own as own_attribute;
pub use input::{Input, load, locate};
pub use lockfile::ProviderVersions;
pub use mock::Mock;
pub use plan::{Element, Header, Plan};
pub use projection::{Projection, Wanted};
pub use resolve::{resolve, resolve_with};
pub use source::{
    BLOCK_TYPES, Differences, Gap, Library, Module, Passing, Problem as SourceProblem, Repository,
    SourceOptions, SourcePlace, StaticPlan, VariableFlag, VariableValue, WrittenBlocks, holds_source,
    is_automatic, is_fetched, is_source, variables, workspace,
};
