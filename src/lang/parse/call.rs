//! Calls: which function is meant, and whether it can be called like this.

use crate::text::{Span, nearest};
use crate::value::Name;

use super::super::expr::{Call, Expr, Node, Target};
use super::super::functions;
use super::super::token::{Kind, Token};
use super::{Parsed, Parser};

/// The words of type constraints, which look like functions.
const CONSTRAINTS: [&str; 6] = ["list", "set", "map", "object", "tuple", "optional"];

impl Parser<'_> {
    /// A call whose name, or the first part of it, has been taken.
    pub(super) fn call(&mut self, first: Token) -> Parsed<Expr> {
        let mut namespace = Vec::new();
        let mut name = self.text_of(first);
        while self.take(Kind::DoubleColon) {
            let Some(word) = self.word() else { return Err(self.no_function_name()) };
            namespace.push(std::mem::replace(&mut name, word));
            self.advance();
        }
        let name_span = Span::new(first.start..self.previous_end);
        if !self.at(Kind::OpenParen) {
            return Err(self.no_parenthesis(name_span));
        }
        let (args, expand) = self.arguments()?;
        let span = Span::new(first.start..self.previous_end);
        let Some(target) = self.target(&namespace, name, name_span, span) else {
            return Ok(self.broken(span));
        };
        self.check_count(&target, args.len(), expand, span);
        self.check_reference(&target, &args);
        self.spanned(Node::Call(Box::new(Call { target, args, expand })), span)
    }

    /// What is in the parentheses of a call, and whether `...` spreads the last of it.
    pub(super) fn arguments(&mut self) -> Parsed<(Vec<Expr>, bool)> {
        let outside = self.open(false);
        let (mut args, mut height, mut expand) = (Vec::new(), 0, false);
        while !self.close(outside) {
            args.push(self.entry(Self::expression)?);
            height = self.height.max(height);
            if self.take(Kind::Ellipsis) {
                expand = true;
                if !self.at(Kind::CloseParen) {
                    return Err(self.after_value(self.open.last().copied()));
                }
            } else if !self.take(Kind::Comma) && !self.at(Kind::CloseParen) {
                self.no_comma()?;
            }
        }
        self.height = height;
        Ok((args, expand))
    }

    fn target(&mut self, namespace: &[&str], name: &str, name_span: Span, span: Span) -> Option<Target> {
        if let ["provider", provider] = namespace {
            return Some(Target::Scoped(Name::new(&format!("provider::{provider}::{name}"))));
        }
        if !matches!(namespace, [] | ["core"]) {
            let full = [namespace, &[name]].concat().join("::");
            let help = "only the built-in functions, called as `core::name(…)`, are available";
            self.problem(format!("`{full}` is not supported"), span, Some(help.to_owned()));
            return None;
        }
        match name {
            "try" => return Some(Target::Try),
            "can" => return Some(Target::Can),
            _ if functions::is_scoped(name) || CONSTRAINTS.contains(&name) => {
                return Some(Target::Scoped(Name::new(name)));
            }
            _ => {}
        }
        let found = functions::find(name).map(Target::Function);
        if found.is_none() {
            let known = functions::documented().into_iter().map(|row| functions::Signature::name(row.0));
            let help = nearest(name, known).map(|near| format!("did you mean `{near}`?"));
            let help = help.or_else(|| Some("`sekisho functions` lists them".to_owned()));
            self.problem(format!("there is no function `{name}`"), name_span, help);
        }
        found
    }

    /// What `templatestring` makes a template of is named, so that nobody mistakes its `${…}` for the caller's.
    fn check_reference(&mut self, target: &Target, args: &[Expr]) {
        let (Target::Scoped(name), Some(first)) = (target, args.first()) else { return };
        let named =
            matches!(first.node, Node::Root(_) | Node::Member(..) | Node::Attribute(..) | Node::Index(..));
        if name.as_str() == "templatestring" && !named {
            let help = "write the template into a local value, and name that".to_owned();
            let message = "the template must be a reference to a value that is defined elsewhere";
            self.problem(message, first.span, Some(help));
        }
    }

    fn check_count(&mut self, target: &Target, given: usize, expand: bool, span: Span) {
        let wrong = match target {
            Target::Function(callable) if !expand => callable.signature.check_count(given).err(),
            Target::Try if given == 0 => Some("expected at least 1 argument, got 0".to_owned()),
            Target::Can if given != 1 => Some(format!("expected 1 argument, got {given}")),
            _ => None,
        };
        let Some(why) = wrong else { return };
        let signature =
            |callable: &functions::Callable| format!("its signature is `{}`", callable.function.signature);
        let help = if let Target::Function(callable) = target { Some(signature(callable)) } else { None };
        self.problem(why, span, help);
    }
}
