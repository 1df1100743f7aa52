//! sekisho
#![forbid(unsafe_code)]
pub mod policy;
pub mod terraform;
pub mod text;
pub mod check;
pub mod lang;
pub mod value;
