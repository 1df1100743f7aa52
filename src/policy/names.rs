//! Every name in every expression of a policy file must be one that means something there.

use crate::lang::Expr;
use crate::terraform::Role;
use crate::text::{Span, nearest};
use crate::value::{Name, Value};

use super::file::{FileReader, Input, PolicyFile, ResourcePolicy};
use super::locals::Locals;

/// What an expression may read.
struct Place<'p> {
    file: &'p PolicyFile,
    own: &'p Locals,
    /// The policy's role; none outside of policies.
    role: Option<Role>,
    /// The policy's level is decided before there is a resource.
    is_level: bool,
}

impl Place<'_> {
    fn has(&self, root: &str, member: Option<Name>) -> bool {
        match (root, member) {
            ("attrs" | "meta", _) => self.role.is_some() && !self.is_level,
            ("prior_attrs", _) => self.role == Some(Role::Resource) && !self.is_level,
            ("local", Some(name)) => self.own.has(name) || self.file.locals.has(name),
            ("input", Some(name)) => self.file.inputs.iter().any(|i| i.name == name),
            ("local" | "input", None) => true,
            _ => false,
        }
    }
}

impl FileReader<'_> {
    pub(super) fn check_names(&mut self, file: &PolicyFile) {
        let (own, outside) = (Locals::default(), None);
        for expr in file.locals.expressions() {
            self.check_expr(expr, &Place { file, own: &own, role: outside, is_level: false });
        }
        file.policies.iter().for_each(|policy| self.check_policy(policy, file));
        for (at, input) in file.inputs.iter().enumerate() {
            if file.inputs[..at].iter().any(|other| other.name == input.name) {
                self.problem(format!("the input `{}` is already declared", input.name), input.span);
            }
            self.check_default(input);
        }
    }

    fn check_policy(&mut self, policy: &ResourcePolicy, file: &PolicyFile) {
        for expr in policy.expressions() {
            let is_level = policy.level.as_ref().is_some_and(|level| std::ptr::eq(level, expr));
            self.check_expr(expr, &Place { file, own: &policy.locals, role: Some(policy.role), is_level });
        }
    }

    fn check_default(&mut self, input: &Input) {
        let Some(default) = &input.default else { return };
        if let Some((name, _, span)) = default.roots().into_iter().next() {
            self.problem(format!("a default must be a constant, but this reads `{name}`"), span);
            return;
        }
        let fits = super::inputs::constant(default).map_err(|f| f.message);
        if let Err(why) = fits.and_then(|value: Value| input.constraint.apply(&value)) {
            self.problem(format!("the default does not fit the type: {why}"), default.span);
        }
    }

    fn check_expr(&mut self, expr: &Expr, place: &Place<'_>) {
        for (root, member, span) in expr.roots() {
            if !place.has(&root, member) {
                self.unknown_name(root, member, span, place);
            }
        }
        for (name, _, span) in expr.scoped_calls() {
            if !matches!(name.as_str(), "getresources" | "getdatasource" | "gethttprequest") {
                let help = "only the built-in functions, called as `core::name(…)`, are available".to_owned();
                let of_provider = name.starts_with("provider::");
                self.problem(format!("there is no function `{name}`"), span).help =
                    of_provider.then_some(help);
            }
        }
    }

    fn unknown_name(&mut self, root: Name, member: Option<Name>, span: Span, place: &Place<'_>) {
        let inputs: Vec<&str> = place.file.inputs.iter().map(|i| i.name.as_str()).collect();
        let locals = place.own.names().chain(place.file.locals.names()).map(Name::as_str).collect();
        let (message, candidates) = match (root.as_str(), member) {
            ("local", Some(name)) => (format!("there is no local value `{name}`"), locals),
            ("input", Some(name)) => (format!("there is no input `{name}`"), inputs),
            ("attrs" | "prior_attrs" | "meta", _) => (misplaced(&root, place), Vec::new()),
            _ => {
                (format!("there is no `{root}` here"), vec!["attrs", "prior_attrs", "meta", "local", "input"])
            }
        };
        let word = member.filter(|_| matches!(root.as_str(), "local" | "input")).unwrap_or(root);
        let near = nearest(&word, candidates.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let there = candidates.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let all = || (!candidates.is_empty()).then(|| format!("there are: {there}"));
        let of_terraform = of_terraform(&root).map(str::to_owned);
        self.problem(message, span).help = of_terraform.or(near).or_else(all);
    }
}

/// What stands in the place of a name that means something in Terraform and other policies.
fn of_terraform(root: &str) -> Option<&'static str> {
    match root {
        "self" | "resource" => {
            Some("the resource is `attrs`; others are `core::getresources(\"TYPE\", {…})`")
        }
        "data" => Some("data sources are `core::getdatasource(\"TYPE\", {…})`"),
        "var" => Some("what is given from outside is an `input \"NAME\" {…}` block, read as `input.NAME`"),
        _ => None,
    }
}

fn misplaced(root: &str, place: &Place<'_>) -> String {
    match place.role {
        Some(_) if place.is_level => {
            format!("an enforcement level is the same for all resources: it cannot read `{root}`")
        }
        Some(Role::Module) => "a module call has no `prior_attrs`".to_owned(),
        Some(Role::Provider) => "a provider has no `prior_attrs`".to_owned(),
        Some(Role::Source) => "a block of source has no `prior_attrs`".to_owned(),
        Some(Role::Change) => {
            "a change has no `prior_attrs`: the values are `attrs.before` and `attrs.after`".to_owned()
        }
        _ => format!("`{root}` belongs to one resource: it can be read only inside a policy"),
    }
}

#[cfg(test)]
mod tests {
    use crate::policy::PolicyFile;
    use crate::text::Source;

    fn wrong(text: &str) -> String {
        let problems = PolicyFile::parse(&Source::new("t", text.to_owned())).unwrap_err();
        problems.iter().map(|d| d.message.clone()).collect::<Vec<_>>().join("; ")
    }

    fn policy(block: &str, level: &str, condition: &str) -> String {
        format!(
            "{block} \"x\" \"r\" {{\n enforcement_level = {level}\n enforce {{\n condition = {condition}\n }}\n}}\n"
        )
    }

    #[test]
    fn names_stand_where_they_mean_something() {
        let advisory = "\"advisory\"";
        assert!(wrong(&policy("module_policy", advisory, "prior_attrs.a == 1")).contains("no `prior_attrs`"));
        assert!(wrong(&policy("provider_policy", "attrs.level", "true")).contains("cannot read `attrs`"));
        assert!(
            wrong(&policy("resource_policy", advisory, "locals.a")).contains("there is no `locals` here")
        );
    }

    #[test]
    fn defaults_fit_their_types() {
        assert!(wrong("input \"a\" {\n type = number\n default = \"x\"\n}\n").contains("does not fit"));
        assert!(
            wrong("input \"a\" {\n type = any\n}\ninput \"a\" {\n type = any\n}\n")
                .contains("already declared")
        );
    }
}
