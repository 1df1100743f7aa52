//! Layer 0: text and places in it. Sources, spans, the line index, JSON as text, escaping for each sink.
//!
//! Nothing here knows what the text means.

mod diagnostic;
pub mod escape;
mod hex;
pub mod json;
mod source;

pub use diagnostic::{Diagnostic, Level, nearest};
pub use hex::hex;
pub use source::{LineColumn, Source, Span};
