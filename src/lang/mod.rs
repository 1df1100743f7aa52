//! Layer 2: the expression language. Text is parsed and lowered to a compact form once, and evaluated many times over
//! values in which unknowns flow.
//!
//! What names stand for is the business of a [`Scope`]; nothing here knows of policies, plans or resources.

mod access;
mod constraint;
mod eval;
mod expr;
pub mod functions;
mod interpolate;
mod json;
mod loops;
mod operators;
mod parse;
mod record;
mod template;
mod token;
mod world;

pub use access::{attribute as read_attribute, index as read_index};
pub use constraint::Constraint;
pub use eval::{Evaluator, Failure, Outcome, Scope};
pub use expr::{
    Attribute, BinaryOperator, Block, Body, Call, Expr, For, Loop, Node, Part, Target, UnaryOperator,
};
pub use json::{is_json, parse_json_file, parse_source_file};
pub use operators::{describe, truth};
pub use parse::{comments, parse_expression, parse_file, parse_file_whole, parse_template};
pub use record::{Place, Recorder, member_path};
pub use world::World;
