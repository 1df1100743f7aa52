//! Layer 6: who answers for a place, and whether they have let a change pass.
//!
//! What is found is decided below; here findings get their owners. How that is worded is the output's business.

pub mod codeowners;
mod owner;
mod pattern;

pub use codeowners::{CodeOwners, Found, Line};
pub use owner::Owner;
pub use pattern::Pattern;
