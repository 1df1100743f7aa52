//! What Terraform itself puts into its blocks: which members are blocks with how many labels, and how the text of the
//! others is to be read.
//!
//! As in Terraform 1.11 (`terraform validate` on JSON); blocks that providers define are not known here.

/// What kind of body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    File,
    Resource,
    Lifecycle,
    Provisioner,
    Dynamic,
    Content,
    Variable,
    Output,
    Module,
    Provider,
    Check,
    Terraform,
    Cloud,
    RequiredProviders,
    Moved,
    Import,
    Removed,
    /// Nothing but arguments.
    Plain,
    /// Nothing but constants.
    Constants,
}

/// How text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// With `${…}` and `%{…}` in it.
    Template,
    /// As it is.
    Literal,
    /// The same, in `required_providers`.
    Requirement,
    /// As an expression: a reference, a type, a keyword.
    Reference,
}

/// A member that is a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nested {
    pub(super) labels: usize,
    pub(super) context: Context,
}

type Row = (&'static str, usize, Context);

const FILE: &[Row] = &[
    ("resource", 2, Context::Resource),
    ("data", 2, Context::Resource),
    ("ephemeral", 2, Context::Resource),
    ("variable", 1, Context::Variable),
    ("output", 1, Context::Output),
    ("module", 1, Context::Module),
    ("provider", 1, Context::Provider),
    ("check", 1, Context::Check),
    ("locals", 0, Context::Plain),
    ("terraform", 0, Context::Terraform),
    ("moved", 0, Context::Moved),
    ("import", 0, Context::Import),
    ("removed", 0, Context::Removed),
];

const TERRAFORM: &[Row] = &[
    ("backend", 1, Context::Constants),
    ("cloud", 0, Context::Cloud),
    ("required_providers", 0, Context::RequiredProviders),
    ("provider_meta", 1, Context::Plain),
];

const RESOURCE: &[Row] = &[
    ("lifecycle", 0, Context::Lifecycle),
    ("provisioner", 1, Context::Provisioner),
    ("connection", 0, Context::Plain),
    ("dynamic", 1, Context::Dynamic),
];

impl Context {
    fn rows(self) -> &'static [Row] {
        match self {
            Self::File => FILE,
            Self::Terraform => TERRAFORM,
            Self::Resource => RESOURCE,
            Self::Lifecycle => &[("precondition", 0, Self::Plain), ("postcondition", 0, Self::Plain)],
            Self::Provisioner => &[("connection", 0, Self::Plain)],
            Self::Dynamic => &[("content", 0, Self::Content)],
            Self::Content | Self::Provider => &[("dynamic", 1, Self::Dynamic)],
            Self::Variable => &[("validation", 0, Self::Plain)],
            Self::Output => &[("precondition", 0, Self::Plain)],
            Self::Check => &[("data", 2, Self::Resource), ("assert", 0, Self::Plain)],
            Self::Cloud => &[("workspaces", 0, Self::Constants)],
            Self::Removed => &[("lifecycle", 0, Self::Plain), ("provisioner", 1, Self::Provisioner)],
            _ => &[],
        }
    }

    /// The block that a member of this name is.
    pub(super) fn block(self, name: &str) -> Option<Nested> {
        let row = self.rows().iter().find(|row| row.0 == name)?;
        Some(Nested { labels: row.1, context: row.2 })
    }

    /// The names of all blocks that it may hold.
    pub(super) fn blocks(self) -> impl Iterator<Item = &'static str> {
        self.rows().iter().map(|row| row.0)
    }

    /// How an argument's text is read.
    pub(super) fn reading(self, name: &str) -> Reading {
        match (self, name) {
            (Self::Constants | Self::Cloud | Self::Terraform, _) => Reading::Literal,
            (Self::RequiredProviders, _) => Reading::Requirement,
            (Self::Moved | Self::Removed, "from") | (Self::Moved | Self::Import, "to") => Reading::Reference,
            (Self::Variable, "type") | (Self::Dynamic, "iterator") => Reading::Reference,
            (Self::Variable, _) | (Self::Output, "description") => Reading::Literal,
            (Self::Lifecycle, "ignore_changes" | "replace_triggered_by") => Reading::Reference,
            (Self::Provisioner, "when" | "on_failure") => Reading::Reference,
            (Self::Resource | Self::Import, "provider") => Reading::Reference,
            (Self::Resource | Self::Module | Self::Output, "depends_on") => Reading::Reference,
            (Self::Module, "providers") => Reading::Reference,
            (Self::Module, "source" | "version") | (Self::Provider, "alias" | "version") => Reading::Literal,
            _ => Reading::Template,
        }
    }
}
