//! What can be said of a policy file before any plan is read: attributes that no schema has, comparisons that cannot come
//! out one way, operations that never come up, names that nobody reads.

use std::collections::BTreeSet;

use crate::lang::{BinaryOperator, Expr, Node};
use crate::terraform::schema::{Schemas, Thing};
use crate::terraform::{DECLARED, Role};
use crate::text::{Diagnostic, Level, Source, Span, nearest};
use crate::value::{Name, Type, Value};

use super::change;
use super::file::{Operation, PolicyFile, ResourcePolicy};
use super::locals::Locals;
use super::ownership::{self, OWNED};
use super::reads;
use super::shape::{Misstep, Shape};
use super::source;

/// What `meta` has, in policies of one kind or another.
const META: [&str; 12] = [
    "type",
    "provider_type",
    "module_path",
    "operation",
    "address",
    "tfe_workspace",
    "tfe_stack",
    "source",
    "version",
    "name",
    "alias",
    "namespace",
];

/// Everything worth saying about a file that compiles, in the order of its text.
#[must_use]
pub fn validate(file: &PolicyFile) -> Vec<Diagnostic> {
    let mut found = file.warnings.clone();
    for policy in &file.policies {
        let mut checker = Checker::follow(file, policy, Schemas::installed());
        checker.only_gone();
        found.extend(checker.found);
    }
    found.extend(unused(file));
    in_order(found)
}

/// What of these policies of a file cannot be meant, as schemas have it: a rule that reads what no resource has finds
/// something in all of them, and one about a type that nobody has in none. As warnings, since the provider may be another
/// version.
#[must_use]
pub fn missteps(file: &PolicyFile, policies: &[&ResourcePolicy], schemas: Schemas) -> Vec<Diagnostic> {
    let found = policies.iter().flat_map(|policy| Checker::follow(file, policy, schemas).found);
    let errors = found.filter(|diagnostic| diagnostic.level == Level::Error);
    in_order(errors.map(Diagnostic::into_warning).collect())
}

/// Each once: a local value of the file is looked at for every policy that reads it.
fn in_order(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |d: &Diagnostic| d.place.as_ref().map_or((0, 0), |(_, span)| (span.start, span.end));
    found.sort_by(|a, b| (place(a), &a.message).cmp(&(place(b), &b.message)));
    found.dedup_by(|later, kept| place(later) == place(kept) && later.message == kept.message);
    found
}

/// What a policy's expressions are checked against while they are followed.
pub(super) struct Checker<'f> {
    source: &'f Source,
    policy: &'f ResourcePolicy,
    /// What is looked up.
    pub schemas: Schemas,
    /// How many `try` and `can` stand around.
    pub tolerant: usize,
    found: Vec<Diagnostic>,
}

impl<'f> Checker<'f> {
    /// One that has followed a policy.
    fn follow(file: &'f PolicyFile, policy: &'f ResourcePolicy, schemas: Schemas) -> Self {
        let mut checker = Self { source: &file.source, policy, schemas, tolerant: 0, found: Vec::new() };
        if policy.role == Role::Resource {
            checker.kind(policy.kind, last_label(policy, &file.source));
        }
        reads::check_reads(file, policy, &mut checker);
        checker
    }

    fn say(&mut self, wrong: Misstep, span: Span) {
        let mut diagnostic = Diagnostic::error(wrong.message, self.source, span);
        diagnostic.help = wrong.help;
        // Whoever writes `try` may have another version of the provider in mind.
        self.found.push(if self.tolerant > 0 { diagnostic.into_warning() } else { diagnostic });
    }

    fn warn(&mut self, message: String, span: Span, help: &str) {
        self.found.push(Diagnostic::error(message, self.source, span).into_warning().with_help(help));
    }

    /// A step that leads nowhere. Nothing is said of what would follow from it.
    pub fn misstep(&mut self, mut wrong: Misstep, shape: &Shape, name: Name, span: Span) -> Shape {
        if let (Shape::Block(_), None) = (shape, &wrong.help)
            && let Some(provider) = self.schemas.provider_of(&self.policy.kind)
        {
            wrong.help = Some(format!(
                "this is the schema of {}; if yours is another version, add it with `sekisho schema add FILE`",
                provider.title()
            ));
        }
        let span = tail(self.source, span, name);
        self.say(wrong, span);
        Shape::Any
    }

    /// A resource type must be one that its provider has.
    pub fn kind(&mut self, kind: Name, span: Span) {
        let Some(provider) = self.schemas.provider_of(&kind).filter(|_| !kind.contains('*')) else { return };
        if self.schemas.find(Thing::Resource, kind).is_some() {
            return;
        }
        let near = nearest(&kind, provider.names(Thing::Resource));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!("{} has no resource type `{kind}`", provider.title());
        self.say(Misstep { message, help }, span);
    }

    /// A part of `meta`.
    pub fn meta(&mut self, name: Name, span: Span) -> Shape {
        let (known, main) = match self.policy.role {
            Role::Source => (&source::META[..], &source::META[..]),
            Role::Change => (&change::META[..], &change::META[..5]),
            _ => (&META[..], &META[..7]),
        };
        let is_owned = OWNED.contains(&self.policy.role);
        let declared = if self.policy.role == Role::Resource { &DECLARED[..] } else { &[] };
        let also = ownership::MEMBERS.iter().filter(|_| is_owned).chain(declared);
        if known.iter().chain(also.clone()).any(|known| *known == name.as_str()) {
            return match name.as_str() {
                "prevent_destroy" => Shape::Of(Type::Bool),
                "arguments" | "ignore_changes" => Shape::Of(Type::list(Type::String)),
                "line" | "references" => Shape::Of(Type::Number),
                "is_root" => Shape::Of(Type::Bool),
                "labels" | "providers" | "owners" => Shape::Of(Type::list(Type::String)),
                "codeowners" => Shape::Any,
                name if name.starts_with("tfe_") => Shape::Any,
                _ => Shape::Of(Type::String),
            };
        }
        let near =
            nearest(&name, known.iter().chain(also).copied()).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| format!("it has: {}", main.join(", ")));
        let span = tail(self.source, span, name);
        self.say(Misstep { message: format!("`meta` has no `{name}`"), help: Some(help) }, span);
        Shape::Any
    }

    /// A comparison whose sides can never be of one type, or of an operation that never comes up.
    pub fn comparison(&mut self, operator: BinaryOperator, pair: &[Expr; 2], sides: &[Shape; 2], span: Span) {
        if let Some(wrong) = sides[0].never_equals(&sides[1], operator) {
            self.say(wrong, span);
        }
        for (side, other) in [(&pair[0], &pair[1]), (&pair[1], &pair[0])] {
            let word = other.as_literal().and_then(Value::as_str);
            let (Node::Member(root, name), Some(word)) = (&side.node, word) else { continue };
            match (root.as_str(), name.as_str(), self.policy.role) {
                ("meta", "operation", Role::Change) => {
                    self.word("operation", word, &change::OPERATIONS, other.span);
                }
                ("meta", "operation", _) => self.operation(word, operator, other.span),
                ("attrs", _, Role::Change) => {
                    if let Some(words) = change::words_of(*name) {
                        self.word(name, word, &words, other.span);
                    }
                }
                _ => {}
            }
        }
    }

    fn word(&mut self, what: &str, word: &str, words: &[&'static str], span: Span) {
        if words.contains(&word) {
            return;
        }
        let help = nearest(word, words.iter().copied()).map(|near| format!("did you mean \"{near}\"?"));
        let help = help.or_else(|| Some(format!("there are: {}", words.join(", "))));
        self.say(Misstep { message: format!("there is no {what} \"{word}\""), help }, span);
    }

    fn operation(&mut self, word: &str, operator: BinaryOperator, span: Span) {
        let words = Operation::ALL.map(Operation::as_str);
        let Some(operation) = Operation::parse(word) else {
            return self.word("operation", word, &words, span);
        };
        if !self.policy.operations.contains(&operation) {
            let outcome = if operator == BinaryOperator::Equal { "never true" } else { "always true" };
            let seen: Vec<&str> = self.policy.operations.iter().map(|o| o.as_str()).collect();
            let message = format!("this is {outcome}: the policy is only about {}", seen.join(", "));
            self.warn(message, span, &format!("list \"{word}\" in `operations` if it is meant"));
        }
    }

    /// Of what goes away, every attribute is null.
    fn only_gone(&mut self) {
        let only_delete = self.policy.operations == [Operation::Delete];
        let read =
            self.policy.expressions().into_iter().flat_map(Expr::roots).find(|r| r.0.as_str() == "attrs");
        if let (true, Some((.., span))) = (only_delete, read) {
            let message = "every attribute is null here: the policy is only about what is deleted".to_owned();
            self.warn(message, span, "read `prior_attrs` for the values before");
        }
    }
}

/// The place of the type in a policy's header.
fn last_label(policy: &ResourcePolicy, source: &Source) -> Span {
    let header = source.slice(policy.span);
    let quoted = format!("\"{}\"", policy.kind);
    match header.find(&quoted) {
        Some(at) => {
            let start = policy.span.start as usize + at;
            Span::new(start..start + quoted.len())
        }
        None => policy.span,
    }
}

/// The place of the name at the end of a longer path.
fn tail(source: &Source, span: Span, name: Name) -> Span {
    match (name.is_empty(), source.slice(span).rfind(name.as_str())) {
        (false, Some(at)) => {
            let start = span.start as usize + at;
            Span::new(start..start + name.len())
        }
        _ => span,
    }
}

/// Inputs and local values that nothing reads.
fn unused(file: &PolicyFile) -> Vec<Diagnostic> {
    let own = file.policies.iter().flat_map(ResourcePolicy::expressions);
    let roots: Vec<_> = file.locals.expressions().chain(own).flat_map(Expr::roots).collect();
    let read = |root: &str| -> Option<BTreeSet<Name>> {
        let of_it = roots.iter().filter(|r| r.0.as_str() == root);
        of_it.map(|r| r.1).collect()
    };
    let mut found = Vec::new();
    let mut say = |what: &str, name: Name, span: Span| {
        let message = format!("nothing reads the {what} `{name}`");
        found.push(Diagnostic::error(message, &file.source, span).into_warning());
    };
    if let Some(read) = read("input") {
        file.inputs.iter().filter(|i| !read.contains(&i.name)).for_each(|i| say("input", i.name, i.span));
    }
    if let Some(read) = read("local") {
        let locals = std::iter::once(&file.locals).chain(file.policies.iter().map(|p| &p.locals));
        let spans = locals.flat_map(Locals::spans).filter(|(name, _)| !read.contains(name));
        spans.for_each(|(name, span)| say("local value", name, span));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::validate;
    use crate::policy::PolicyFile;
    use crate::text::Source;

    fn said(condition: &str) -> Vec<String> {
        let text = format!(
            "locals {{\n all = core::getresources(\"aws_s3_bucket_acl\", {{}})\n}}\n\
             resource_policy \"aws_s3_bucket\" \"r\" {{\n enforce {{\n  condition = local.all != null && {condition}\n }}\n}}\n"
        );
        let file = PolicyFile::parse(&Source::new("t", text)).unwrap();
        validate(&file).iter().map(|d| format!("{:?} {d}", d.level)).collect()
    }

    #[test]
    fn good_conditions_are_clean() {
        for condition in [
            "attrs.bucket == \"x\"",
            "attrs.logging[0].target_bucket != null",
            "core::alltrue([for g in attrs.grant : g.type != \"Group\"])",
            "attrs.tags.Owner == \"me\" && attrs.tags[\"x\"] != null",
            "core::anytrue(local.all[*].acl)",
            "core::tobool(attrs.force_destroy) == true",
            "core::one([for a in local.all : a if a.bucket == attrs.id]).acl != \"public-read\"",
            "{for a in local.all : a.bucket => a}[attrs.id].acl == \"private\"",
            "core::length(core::flatten([for r in attrs.lifecycle_rule : r.transition])) == 0",
            "core::jsondecode(attrs.policy).Statement[0].Effect == \"Allow\"",
            "meta.operation == \"create\"",
            "core::slice([attrs.bucket], 0, 1) == [\"x\"]",
            "core::reverse([attrs.bucket]) == [\"x\"] && core::concat([attrs.bucket], []) == [\"x\"]",
            "\"${1 + 1}\" == 2",
        ] {
            assert_eq!(said(condition), Vec::<String>::new(), "{condition}");
        }
    }

    #[test]
    fn what_is_certainly_wrong_is_said() {
        for (condition, expected) in [
            (
                "attrs.bukcet == \"x\"",
                "Error t:6:42: there is no attribute or block `bukcet` (did you mean `bucket`?)",
            ),
            ("core::try(attrs.bukcet, \"\") == \"x\"", "Warning t:6:52: there is no"),
            (
                "attrs.logging.target_bucket == \"x\"",
                "`target_bucket` is read from a list of blocks (write `[0].target_bucket`",
            ),
            ("attrs.grant[0].type == \"x\"", "this is a set of blocks, whose elements have no number"),
            ("core::alltrue([for a in local.all : a.acll == \"x\"])", "did you mean `acl`?"),
            ("attrs.bucket == true", "this is never true: a string is compared with a bool"),
            ("attrs.logging != []", "this is always true: a list of blocks is compared with a tuple"),
            ("core::getresources(\"aws_s3_bucket_alc\", {}) != null", "did you mean `aws_s3_bucket_acl`?"),
            ("core::getresources(\"aws_s3_bucket_acl\", { bukcet = 1 }) != null", "did you mean `bucket`?"),
            ("meta.operatoin == \"create\"", "did you mean `operation`?"),
            ("meta.operation == \"destroy\"", "there is no operation \"destroy\""),
            ("meta.operation == \"delete\"", "only about create, update, no-op"),
            ("attrs.tags.Name.x == 1", "`x` is read from a string"),
        ] {
            let said = said(condition);
            assert!(said.len() == 1 && said[0].contains(expected), "{condition}: {said:?}");
        }
    }
}
