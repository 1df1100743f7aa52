//! Expressions of every form, with values of the wrong kind in most places.

use proptest::prelude::*;

const LEAVES: [&str; 44] = [
    "null",
    "true",
    "false",
    "0",
    "1",
    "-1",
    "0.5",
    "1e9",
    "99999999999999999999999999999999999999",
    "1e-400",
    "\"\"",
    "\"a\"",
    "\"é\\u0301\"",
    "\"10.0.0.0/8\"",
    "\"::/0\"",
    "\"2026-11-22T00:00:00Z\"",
    "\"[1, {}]\"",
    "\"%s %d %v %5.2f %%\"",
    "\"(?i)^a(b)?$\"",
    "\"YWJj\"",
    "\"${attrs.id}/x\"",
    "\"%{ if attrs.bucket == \\\"a\\\" }x%{ else }y%{ endif }\"",
    "[]",
    "{}",
    "[1, \"a\", null]",
    "{ a = 1, \"b\" = [2] }",
    "[[1], [2, 3]]",
    "attrs",
    "attrs.id",
    "attrs.bucket",
    "attrs.arn",
    "attrs.tags",
    "attrs.nothing",
    "attrs.block_public_acls",
    "attrs[\"bucket\"]",
    "attrs.versioning_configuration[0].status",
    "attrs.versioning_configuration[*].status",
    "meta",
    "meta.address",
    "input.x",
    "core::getresources(\"aws_s3_bucket\", {})",
    "core::getresources(\"aws_s3_bucket_acl\", { bucket = attrs.id })",
    "core::getresources(\"aws_s3_bucket\", { bucket = attrs.bucket })[0]",
    "core::getdatasource(\"aws_iam_policy_document\", {})",
];

const BINARY: [&str; 13] = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||"];

fn functions() -> Vec<&'static str> {
    sekisho::lang::functions::all().iter().map(|f| f.name()).collect()
}

/// An expression as text.
pub fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(&LEAVES[..]).prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let two = (inner.clone(), inner.clone());
        let three = (inner.clone(), inner.clone(), inner.clone());
        prop_oneof![
            6 => (prop::sample::select(functions()), prop::collection::vec(inner.clone(), 0..4), prop::bool::weighted(0.05))
                .prop_map(|(f, args, more)| format!("core::{f}({}{})", args.join(", "), if more && !args.is_empty() { "..." } else { "" })),
            3 => (two.clone(), prop::sample::select(&BINARY[..])).prop_map(|((a, b), op)| format!("({a} {op} {b})")),
            1 => inner.clone().prop_map(|a| format!("!{a}")),
            1 => inner.clone().prop_map(|a| format!("-({a})")),
            1 => three.clone().prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            1 => two.clone().prop_map(|(a, b)| format!("{a}[{b}]")),
            1 => inner.clone().prop_map(|a| format!("({a}).a")),
            1 => inner.clone().prop_map(|a| format!("{a}[*].id")),
            1 => inner.clone().prop_map(|a| format!("({a}).*.id")),
            1 => three.clone().prop_map(|(a, b, c)| format!("[for x in {a} : [x, {b}] if {c}]")),
            1 => three.clone().prop_map(|(a, b, c)| format!("{{ for k, x in {a} : k => [x, {b}] if x == {c} }}")),
            1 => two.clone().prop_map(|(a, b)| format!("{{ for x in {a} : x => {b}... }}")),
            1 => two.clone().prop_map(|(a, b)| format!("[{a}, {b}]")),
            1 => two.prop_map(|(a, b)| format!("{{ ({a}) = {b} }}")),
            1 => inner.clone().prop_map(|a| format!("core::jsondecode(core::jsonencode({a}))")),
            1 => inner.prop_map(|a| format!("core::getresources(\"aws_s3_bucket_acl\", {{ bucket = {a} }})")),
        ]
    })
}
