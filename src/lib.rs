//! sekisho
#![forbid(unsafe_code)]
pub mod policy;
pub mod terraform;
pub mod text;
pub mod check;
pub mod cli;
pub mod lang;
pub mod output;
pub mod value;
