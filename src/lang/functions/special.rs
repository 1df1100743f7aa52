//! Functions that are more than code over values: special forms, files of the module, resources of the plan.
//!
//! Each is a row here, for the table that `sekisho functions` prints and for the parser, which knows them by their
//! names. What they do is the evaluator's (`try`, `can`) or belongs to the scope that an expression is evaluated in.

use super::signature::Signature;

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Special {
    /// As a function's: `name(parameter type, …) type`.
    pub signature: &'static str,
    /// What it does, in one line.
    pub doc: &'static str,
    /// Who answers a call.
    pub answered_by: Answers,
}

/// Who answers a call of a special function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// The evaluator: its arguments are expressions.
    Evaluator,
    /// The scope: the module's folder or the plan.
    Scope,
}

const fn row(signature: &'static str, doc: &'static str, answered_by: Answers) -> Special {
    Special { signature, doc, answered_by }
}

/// Every special function, by name.
pub const SPECIAL: &[Special] = &[
    row("abspath(path string) string", "A path from the root of the file system", Answers::Scope),
    row("can(expression any) bool", "Whether an expression has a value", Answers::Evaluator),
    row("file(path string) string", "The text of a file", Answers::Scope),
    row("filebase64(path string) string", "The bytes of a file in Base64", Answers::Scope),
    row("filebase64sha256(path string) string", "The SHA-256 sum of a file in Base64", Answers::Scope),
    row("filebase64sha512(path string) string", "The SHA-512 sum of a file in Base64", Answers::Scope),
    row("fileexists(path string) bool", "Whether there is a file", Answers::Scope),
    row("filemd5(path string) string", "The MD5 sum of a file", Answers::Scope),
    row("fileset(path string, pattern string) set(string)", "The files that match a pattern", Answers::Scope),
    row("filesha1(path string) string", "The SHA-1 sum of a file", Answers::Scope),
    row("filesha256(path string) string", "The SHA-256 sum of a file", Answers::Scope),
    row("filesha512(path string) string", "The SHA-512 sum of a file", Answers::Scope),
    row(
        "getdatasource(type string, config any) any",
        "The data source that has been read with these arguments",
        Answers::Scope,
    ),
    row("gethttprequest(url string, options any) any", "Unknown: no network is asked", Answers::Scope),
    row("getresources(type string, filter any?) any", "The resources of a type that match", Answers::Scope),
    row("pathexpand(path string) string", "A path with the home folder in place of `~`", Answers::Scope),
    row("templatefile(path string, vars any) any", "A file's text with values in it", Answers::Scope),
    row("templatestring(template string, vars any) string", "A text with values in it", Answers::Scope),
    row("try(expressions ...any) any", "The first expression that has a value", Answers::Evaluator),
];

impl Special {
    /// Its name, without `core::`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        Signature::name(self.signature)
    }
}

/// Whether the scope answers calls of this name.
#[must_use]
pub fn is_scoped(name: &str) -> bool {
    SPECIAL.iter().any(|special| special.answered_by == Answers::Scope && special.name() == name)
}
