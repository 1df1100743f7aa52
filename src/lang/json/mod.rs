//! Terraform's JSON syntax (`*.tf.json`) to the same [`Body`] as HCL.
//!
//! What is a block and what an argument is not to be seen in JSON: [`shape`] knows it for the blocks that Terraform
//! itself defines. Anything else stays an argument, even where a provider's schema makes a block of it.

mod shape;
mod strings;
mod tree;

use std::path::Path;

use crate::text::{Diagnostic, Source, Span, nearest};
use crate::value::{Name, Number, Unknown, Value};

use super::expr::{Attribute, Block, Body, Expr, Node};
use super::parse::parse_file_whole;
use shape::{Context, Reading};
use strings::Text;
use tree::{Json, Member, Tree};

/// Whether a file holds JSON, by its name.
#[must_use]
pub fn is_json(source: &Source) -> bool {
    Path::new(source.name()).extension().is_some_and(|ending| ending == "json")
}

/// Parses a file of source as far as it can be understood, whichever of the two forms it is in, with everything that is wrong
/// beside it.
#[must_use]
pub fn parse_source_file(source: &Source) -> (Body, Vec<Diagnostic>) {
    if is_json(source) { parse_json_file(source) } else { parse_file_whole(source) }
}

/// Parses a `*.tf.json` file as far as it can be understood, with everything that is wrong beside it.
#[must_use]
pub fn parse_json_file(source: &Source) -> (Body, Vec<Diagnostic>) {
    let mut body = Body::default();
    let tree = match tree::read(source.text()) {
        Ok(tree) => tree,
        Err(error) => {
            let span = Span::new(error.offset..error.offset);
            let problem = Diagnostic::error(format!("this is no JSON: {}", error.what), source, span);
            body.is_whole = false;
            return (body, vec![problem]);
        }
    };
    let mut reader = Reader { source, problems: Vec::new() };
    reader.body(&tree, Context::File, &mut body);
    reader.problems.sort_by_key(|d| d.place.as_ref().map(|(_, span)| span.start));
    (body, reader.problems)
}

struct Reader<'s> {
    source: &'s Source,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn problem(&mut self, message: impl Into<String>, span: Span, help: Option<String>) {
        let mut problem = Diagnostic::error(message, self.source, span);
        problem.help = help;
        self.problems.push(problem);
    }

    /// An object, or an array of objects that are put together.
    fn body(&mut self, tree: &Tree<'_>, context: Context, body: &mut Body) {
        match &tree.json {
            Json::Object(members) => members.iter().for_each(|member| self.member(member, context, body)),
            Json::Array(items) => items.iter().for_each(|item| self.body(item, context, body)),
            _ => {
                body.is_whole = false;
                self.problem("an object is expected here", tree.span(), None);
            }
        }
    }

    fn member(&mut self, member: &Member<'_>, context: Context, body: &mut Body) {
        let name = &*member.key;
        if let Some(nested) = context.block(name) {
            let start = member.key_span();
            let outline = Outline { kind: Name::new(name), start, context: nested.context };
            self.blocks(&outline, &member.value, nested.labels, &mut Vec::new(), body);
        } else if name == "//" {
            // A comment.
        } else if context == Context::File {
            let near = nearest(name, context.blocks()).map(|near| format!("did you mean `{near}`?"));
            self.problem(format!("there is no block type `{name}`"), member.key_span(), near);
        } else {
            self.attribute(member, context, body);
        }
    }

    fn attribute(&mut self, member: &Member<'_>, context: Context, body: &mut Body) {
        let name = Name::new(&member.key);
        if body.attribute(&name).is_some() {
            let help = Some("keep one of the two".to_owned());
            self.problem(format!("`{name}` is already set in this block"), member.key_span(), help);
        }
        let expr = self.expr(&member.value, context.reading(&name));
        let span = Span { end: member.value.span().end, ..member.key_span() };
        body.attributes.push(Attribute { name, name_span: member.key_span(), expr, span, from: None });
    }

    /// All blocks of one type: at every level of labels there may be an object or an array of them.
    fn blocks(
        &mut self,
        outline: &Outline,
        tree: &Tree<'_>,
        missing: usize,
        labels: &mut Vec<(Name, Span)>,
        body: &mut Body,
    ) {
        match &tree.json {
            Json::Null => {}
            Json::Array(items) => items.iter().for_each(|i| self.blocks(outline, i, missing, labels, body)),
            Json::Object(members) if missing > 0 => {
                for member in members.iter().filter(|member| member.key != "//") {
                    labels.push((Name::new(&member.key), member.key_span()));
                    self.blocks(outline, &member.value, missing - 1, labels, body);
                    labels.pop();
                }
            }
            Json::Object(_) => {
                let mut inner = Body::default();
                self.body(tree, outline.context, &mut inner);
                let header = labels.last().map_or(outline.start, |label| label.1);
                let span = Span { end: tree.span().end, ..header };
                let labels = labels.clone();
                body.blocks.push(Block { kind: outline.kind, labels, header, body: inner, span, from: None });
            }
            _ => {
                body.is_whole = false;
                let what = if missing > 0 { "by its label" } else { "with its arguments" };
                let message = format!("`{}` is an object {what} here, or an array of such", outline.kind);
                self.problem(message, tree.span(), None);
            }
        }
    }

    fn expr(&mut self, tree: &Tree<'_>, reading: Reading) -> Expr {
        let span = tree.span();
        let node = match &tree.json {
            Json::Null => Node::Literal(Value::null()),
            Json::Bool(b) => Node::Literal((*b).into()),
            Json::Number(text) => self.number(text, span),
            Json::String(text) => return self.text(&Text::new(self.source, span, text), reading),
            Json::Array(items) => Node::Tuple(items.iter().map(|item| self.expr(item, reading)).collect()),
            Json::Object(members) => Node::Object(members.iter().map(|m| self.entry(m, reading)).collect()),
        };
        Expr { node, span }
    }

    fn number(&mut self, text: &str, span: Span) -> Node {
        if let Some(number) = Number::parse(text) {
            return Node::Literal(number.into());
        }
        self.problem(format!("`{text}` is no number that can be held"), span, None);
        Node::Literal(Unknown::anything().into())
    }

    /// Keys are read as values are, but a key that is one word is that word.
    fn entry(&mut self, member: &Member<'_>, reading: Reading) -> (Expr, Expr) {
        let is_path = reading == Reading::Reference && member.key.contains('.');
        let of_key = if reading == Reading::Template || is_path { reading } else { Reading::Literal };
        let key = self.text(&Text::new(self.source, member.key_span(), &member.key), of_key);
        // The one list of references among the constants of `required_providers`.
        let aliases = reading == Reading::Requirement && member.key == "configuration_aliases";
        (key, self.expr(&member.value, if aliases { Reading::Reference } else { reading }))
    }

    fn text(&mut self, text: &Text<'_>, reading: Reading) -> Expr {
        let parsed = match reading {
            Reading::Literal | Reading::Requirement => return text.literal(),
            Reading::Template => text.template(),
            Reading::Reference => text.expression(),
        };
        parsed.unwrap_or_else(|problems| {
            self.problems.extend(problems);
            Expr { node: Node::Literal(Unknown::anything().into()), span: text.span }
        })
    }
}

/// What blocks of one type have in common.
struct Outline {
    kind: Name,
    start: Span,
    context: Context,
}

#[cfg(test)]
mod tests {
    use super::parse_json_file;
    use crate::lang::expr::{Body, Node};
    use crate::text::Source;
    use proptest::prelude::*;

    fn source(text: &str) -> Source {
        Source::new("main.tf.json", text.to_owned())
    }

    fn parsed(text: &str) -> Body {
        let (body, problems) = parse_json_file(&source(text));
        assert!(problems.is_empty(), "{text}: {problems:?}");
        body
    }

    fn said(text: &str) -> String {
        let problems = parse_json_file(&source(text)).1;
        problems.iter().map(|problem| format!("{problem}\n")).collect()
    }

    #[test]
    fn blocks_are_objects_or_arrays_of_them_at_every_level() {
        for text in [
            r#"{"resource": {"t": {"n": {"a": 1}, "m": {}}}}"#,
            r#"{"resource": [{"t": {"n": {"a": 1}}}, {"t": {"m": {}}}]}"#,
            r#"{"resource": {"t": [{"n": {"a": 1}}, {"m": {}}]}}"#,
            r#"[{"resource": {"t": {"n": [{"a": 1}], "m": [{}]}}}]"#,
            r#"{"//": "no resource", "resource": {"t": {"n": [{"//": 2, "a": 1}], "//": {}, "m": {}}}}"#,
        ] {
            let body = parsed(text);
            let labels =
                body.blocks.iter().map(|b| b.labels.iter().map(|l| l.0.as_str()).collect::<Vec<_>>());
            assert_eq!(labels.collect::<Vec<_>>(), [["t", "n"], ["t", "m"]], "{text}");
            assert_eq!(body.blocks[0].body.attributes.len(), 1, "{text}");
        }
        assert!(parsed(r#"{"resource": null, "locals": []}"#).blocks.is_empty());
    }

    #[test]
    fn only_the_blocks_of_terraform_itself_are_blocks() {
        let body = parsed(
            r#"{"resource": {"t": {"n": {
                "lifecycle": {"precondition": {"condition": "${true}"}, "prevent_destroy": true},
                "dynamic": {"rule": {"for_each": [1], "content": {"port": 1}}},
                "rule": [{"port": 2}],
                "tags": {"//": "kept"}
            }}}}"#,
        );
        let inner = &body.blocks[0].body;
        let kinds: Vec<&str> = inner.blocks.iter().map(|block| block.kind.as_str()).collect();
        assert_eq!(kinds, ["lifecycle", "dynamic"]);
        assert_eq!(inner.blocks[0].body.blocks[0].kind.as_str(), "precondition");
        assert_eq!(inner.blocks[1].body.blocks[0].kind.as_str(), "content");
        let names: Vec<&str> = inner.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
        assert_eq!(names, ["rule", "tags"]);
        let Node::Object(tags) = &inner.attributes[1].expr.node else { panic!("no object") };
        assert_eq!(tags.len(), 1);
    }

    /// How the text of an argument is read, as the kind of node that it becomes.
    #[test]
    fn text_is_read_as_its_place_asks() {
        let of = |text: &str| {
            let body = parsed(text);
            let node = format!("{:?}", body.blocks[0].body.attributes[0].expr.node);
            node.split(['(', ' ']).next().unwrap_or_default().to_owned()
        };
        assert_eq!(of(r#"{"variable": {"x": {"default": "${a.b}"}}}"#), "Literal");
        assert_eq!(of(r#"{"variable": {"x": {"type": "list(string)"}}}"#), "Call");
        assert_eq!(of(r#"{"locals": {"x": "${a.b}"}}"#), "Template");
        assert_eq!(of(r#"{"locals": {"x": "$${a.b}"}}"#), "Literal");
        assert_eq!(of(r#"{"moved": {"from": "a.b"}}"#), "Member");
        assert_eq!(of(r#"{"removed": {"from": "a.b[0]"}}"#), "Index");
        assert_eq!(of(r#"{"resource": {"t": {"n": {"provider": "aws.west"}}}}"#), "Member");
        assert_eq!(of(r#"{"resource": {"t": {"n": {"depends_on": ["a.b"]}}}}"#), "Tuple");
        assert_eq!(of(r#"{"module": {"m": {"source": "${x}"}}}"#), "Literal");
        assert_eq!(of(r#"{"terraform": {"required_version": ">= 1"}}"#), "Literal");
    }

    #[test]
    fn places_are_those_of_the_file_behind_escapes_too() {
        let text = r#"{"locals": {"a": "\u00e9\n\ud83d\ude00\"${ x.y }", "b": "é${ upper(z.w) }"}}"#;
        let source = source(text);
        let body = parse_json_file(&source).0;
        let attributes = &body.blocks[0].body.attributes;
        let roots: Vec<&str> =
            attributes.iter().flat_map(|a| a.expr.roots()).map(|(.., span)| source.slice(span)).collect();
        assert_eq!(roots, ["x.y", "z.w"]);
        assert_eq!(source.slice(attributes[1].span), r#""b": "é${ upper(z.w) }""#);
        assert_eq!(source.slice(attributes[1].name_span), "\"b\"");
    }

    #[test]
    fn what_is_wrong_is_said_where_it_is() {
        for (text, expected) in [
            ("{\"locals\": {\"a\": 1,}}", "main.tf.json:1:20: this is no JSON: expected a string\n"),
            (
                r#"{"resorce": {}}"#,
                "main.tf.json:1:2: there is no block type `resorce` (did you mean `resource`?)\n",
            ),
            (
                r#"{"locals": 1}"#,
                "main.tf.json:1:12: `locals` is an object with its arguments here, or an array of such\n",
            ),
            (
                r#"{"resource": {"t": 1}}"#,
                "main.tf.json:1:20: `resource` is an object by its label here, or an array of such\n",
            ),
            (
                r#"{"locals": {"a": "\n${x y}", "b": "${nothing(1)}"}}"#,
                "main.tf.json:1:25: syntax error: this does not follow from what is before it\nmain.tf.json:1:38: there is no function `nothing` (`sekisho functions` lists them)\n",
            ),
            (
                r#"{"locals": {"a": 1, "a": 2}}"#,
                "main.tf.json:1:21: `a` is already set in this block (keep one of the two)\n",
            ),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), inner in "[\\PC\\\\\"${}%a-z.~]{0,30}") {
            drop(parse_json_file(&source(&text)));
            let quoted = serde_json::to_string(&inner).unwrap_or_default();
            drop(parse_json_file(&source(&format!("{{\"locals\": {{\"a\": {quoted}, \"b\": \"{inner}\"}}}}"))));
        }
    }
}
