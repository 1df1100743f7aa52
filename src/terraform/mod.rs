//! Layer 3: Terraform's plans as one [`Graph`] of resources with values, unknowns and where they come from.
//!
//! A reader of another input is one more file here that makes a [`Graph`]. Nothing here knows of policies.

mod configuration;
mod decode;
mod error;
mod graph;
mod identify;
mod input;
mod lockfile;
mod mock;
mod plan;
mod planfile;
mod policy_document;
mod projection;
mod resolve;
pub mod schema;
mod settle;
mod source;
pub mod tables;

pub use configuration::PathStep;
pub use error::InputError;
pub use graph::{Action, Graph, Index, Resource};
pub use identify::own as own_attribute;
pub use input::{load, locate};
pub use lockfile::ProviderVersions;
pub use mock::Mock;
pub use plan::{Element, Header, Plan};
pub use projection::{Projection, Wanted};
pub use resolve::resolve;
pub use source::Module;
