//! Layer 6: who answers for a place, and whether they have let a change pass.
//!
//! What is found is decided below; here findings get their owners, and approvals are held against them. How that is worded
//! is the output's business.

pub mod approval;
pub mod base;
pub mod codeowners;
pub mod event;
#[cfg(feature = "github")]
pub mod github;
pub mod ground;
mod index;
mod map;
mod owner;
mod pattern;
pub mod previous;
pub mod publish;
pub mod review;
pub mod team;
pub mod trust;

pub use codeowners::{CodeOwners, Found, Line, PLACES};
pub use ground::{Ground, Kept};
pub use map::{OwnerMap, assign_owners, own};
pub use owner::Owner;
pub use pattern::Pattern;
