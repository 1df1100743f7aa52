//! The parser alone: no text panics, every place lies in the text, and what is just not too deep fits small stacks.

use std::sync::LazyLock;

use proptest::prelude::*;
use sekisho::lang::{Body, comments, parse_expression, parse_file_whole, parse_json_file, parse_template};
use sekisho::text::{Diagnostic, Source, Span};

use super::mutate::{edit, edit_tokens, edits};
use super::{cases, evaluate, files, texts};

static SOURCES: LazyLock<Vec<String>> = LazyLock::new(|| texts(&files("tests/fixtures", ".tf")));

fn assert_inside(source: &Source, span: Span) {
    let range = span.range();
    let text = source.text();
    assert!(range.start <= range.end && text.get(range.clone()).is_some(), "{range:?} of {text:?}");
}

fn assert_spans(source: &Source, body: &Body) {
    for attribute in &body.attributes {
        [attribute.name_span, attribute.span].into_iter().for_each(|span| assert_inside(source, span));
        attribute.expr.walk(&mut |expr| assert_inside(source, expr.span));
    }
    for block in &body.blocks {
        let labels = block.labels.iter().map(|label| label.1);
        labels.chain([block.header, block.span]).for_each(|span| assert_inside(source, span));
        assert_spans(source, &block.body);
    }
}

fn assert_said(source: &Source, problems: &[Diagnostic]) {
    for problem in problems {
        assert!(!problem.message.is_empty());
        assert_inside(source, problem.place.as_ref().unwrap().1);
    }
}

/// Parses a text in every way that there is.
fn parse(text: &str) {
    let source = Source::new("x.tf", text.to_owned());
    for (body, problems) in [parse_file_whole(&source), parse_json_file(&source)] {
        assert_spans(&source, &body);
        assert_said(&source, &problems);
        assert!(body.is_whole_below() || !problems.is_empty());
    }
    for problems in [parse_expression(&source), parse_template(&source)].into_iter().filter_map(Result::err) {
        assert!(!problems.is_empty());
        assert_said(&source, &problems);
    }
    let comments = comments(&source);
    comments.iter().for_each(|span| assert_inside(&source, *span));
    assert!(comments.windows(2).all(|pair| pair[0].end <= pair[1].start));
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_text(text in any::<String>()) {
        parse(&text);
    }

    #[test]
    fn signs_in_any_order(text in "[ab1 \n\"'\\\\${}%~<>E(),.:=?!&|+*#/-]{0,60}") {
        parse(&text);
    }

    #[test]
    fn sources_with_broken_bytes(at in any::<prop::sample::Index>(), edits in edits()) {
        parse(&edit(at.get::<String>(&SOURCES), &edits));
    }

    #[test]
    fn sources_with_tokens_in_wrong_places(at in any::<prop::sample::Index>(), edits in edits()) {
        parse(&edit_tokens(at.get::<String>(&SOURCES), &edits));
    }
}

/// As deep as it may be: parsed, evaluated and dropped on the stack of a thread.
#[test]
fn just_not_too_deep() {
    let nested = |open: &str, middle: &str, close: &str, times: usize| {
        let text = open.repeat(times) + middle + &close.repeat(times);
        parse_expression(&Source::new("x", text.clone())).unwrap();
        text
    };
    let expressions = [
        nested("(", "1", ")", 198),
        nested("[", "", "]", 198),
        nested("{ a = ", "1", " }", 198),
        nested("!", "true", "", 198),
        nested("core::length([", "1", "])", 98),
        nested("\"x${", "1", "}\"", 198),
        nested("true ? 1 : ", "2", "", 198),
        nested("[for x in [1] : ", "x", "]", 198),
        nested("1 + ", "1", "", 298),
        nested("attrs.a && ", "true", "", 298),
        "attrs".to_owned() + &".a".repeat(298),
        "attrs".to_owned() + &"[0]".repeat(298),
        "attrs".to_owned() + &"[*]".repeat(198),
    ];
    let run = move || expressions.iter().for_each(|expression| evaluate(expression));
    std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
}
