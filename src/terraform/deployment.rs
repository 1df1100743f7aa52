//! What a root module is planned as, where somebody says so: the same folder may be planned several times.

use crate::text::{Source, Span};

/// One of the plans that are made of a root module.
#[derive(Clone, Debug, Default)]
pub struct Deployment {
    /// What it goes by beside its folder.
    pub name: Option<String>,
    /// The account that it is planned in.
    pub account: Option<Account>,
}

/// An AWS account.
#[derive(Clone, Debug)]
pub struct Account {
    /// `111122223333`
    pub id: String,
    /// What its owners call it.
    pub name: String,
    /// Where it is said that this is the one.
    pub source: Source,
    /// The place there.
    pub span: Span,
}
