//! Text that somebody else wrote: in inputs, in names of files, in plans.

use serde_json::Value;

use crate::runner::Outcome;
use crate::stage::{Stage, plan, write};

/// Commands that annotate; all others change what the runner does.
const HARMLESS: [&str; 3] = ["error", "warning", "notice"];

fn only_annotations(outcome: &Outcome) {
    let strange: Vec<_> =
        outcome.commands.iter().filter(|(name, _)| !HARMLESS.contains(&name.as_str())).collect();
    assert!(strange.is_empty(), "{strange:?}\n{}", outcome.log);
    let own = [
        "exit-code",
        "findings",
        "blocking",
        "needs-approval",
        "approved",
        "suppressed",
        "baseline",
        "unknown",
        "sarif-file",
        "json-file",
    ];
    let named = &outcome.steps["check"];
    assert!(named.keys().all(|name| own.contains(&name.as_str())), "{named:?}");
}

const HOSTILE: [&str; 12] = [
    "; touch pwned",
    "$(touch pwned)",
    "`touch pwned`",
    "x\" && touch pwned && \"",
    "-x",
    "--fail-on=critical",
    "--\n--quiet",
    "a\n::set-output name=exit-code::0",
    "::add-mask::e",
    "##[set-output name=exit-code]0",
    "x=1\nexit-code=0",
    "%0A::stop-commands::x",
];

#[test]
fn inputs_are_data() {
    let stage = Stage::new("hostile-inputs");
    for input in [
        "plan",
        "path",
        "config",
        "policies",
        "fail-on",
        "unknown",
        "base",
        "previous",
        "format",
        "pull-request",
        "head",
    ] {
        for text in HOSTILE {
            let mut job = stage.push();
            job.inputs.insert(input.to_owned(), text.to_owned());
            let outcome = job.run();
            only_annotations(&outcome);
            assert!(!stage.workspace.join("pwned").exists(), "{input}: {text}");
            // Reports of other commits may be missing; everything else that is not there is an error.
            let code = outcome.output("exit-code");
            let expected: &[&str] = match input {
                "previous" => &["4"],
                // Without a pull request, nobody looks at the commit.
                "head" => &["4"],
                _ => &["2", "3"],
            };
            assert!(expected.contains(&code) && !outcome.success, "{input}: {text}: {code}\n{}", outcome.log);
        }
    }
}

#[test]
fn files_for_reports_are_one_line() {
    let stage = Stage::new("hostile-files");
    for input in ["json-file", "sarif-file"] {
        for text in ["$(touch pwned)", "; touch pwned", "-x", "::add-mask::e"] {
            let mut job = stage.push();
            job.inputs.insert(input.to_owned(), text.to_owned());
            let outcome = job.run();
            only_annotations(&outcome);
            assert_eq!((outcome.output("exit-code"), outcome.output(input)), ("4", text), "{}", outcome.log);
            assert!(stage.workspace.join(text).is_file() && !stage.workspace.join("pwned").exists());
        }
        let mut job = stage.push();
        job.inputs.insert(input.to_owned(), "x\nexit-code=0".to_owned());
        let outcome = job.run();
        only_annotations(&outcome);
        assert!(!outcome.success && outcome.output("exit-code") != "0", "{}", outcome.log);
    }
}

#[test]
fn names_of_files_are_data() {
    let stage = Stage::new("hostile-names");
    let names = [
        "::error::x.json",
        "##[add-mask]x.json",
        "-x.json",
        "$(touch pwned).json",
        "; touch pwned.json",
        "a b'\".json",
    ];
    for name in names {
        write(&stage.workspace, &format!("plans/{name}"), &plan("api", 7));
    }
    let mut job = stage.push();
    job.inputs.insert("plan".to_owned(), "plans/*.json".to_owned());
    let outcome = job.run();
    only_annotations(&outcome);
    assert_eq!((outcome.output("exit-code"), outcome.output("findings")), ("4", "6"), "{}", outcome.log);

    let mut job = stage.push();
    job.workspace = stage.workspace.join("plans");
    job.inputs.insert("plan".to_owned(), "-x.json\n*error*\n*.json".to_owned());
    job.inputs.insert("policies".to_owned(), "../policies".to_owned());
    let outcome = job.run();
    only_annotations(&outcome);
    assert_eq!(outcome.output("exit-code"), "4", "{}", outcome.log);

    // Of a name with a line break nothing is checked by accident.
    write(&stage.workspace, "split/infra\n/plan.json", &plan("api", 7));
    let mut job = stage.push();
    job.inputs.insert("plan".to_owned(), "split/*/plan.json".to_owned());
    let outcome = job.run();
    only_annotations(&outcome);
    assert_eq!(outcome.output("exit-code"), "3", "{}", outcome.log);
}

#[test]
fn what_a_plan_says_is_data() {
    let stage = Stage::new("hostile-plan");
    let text = "x\n::set-output name=exit-code::0\n::stop-commands::e\n##[add-mask]e\n<img src=x>@acme/all";
    let mut hostile: Value = serde_json::from_str(&plan("api", 12)).unwrap();
    let change = &mut hostile["resource_changes"][0];
    change["index"] = text.into();
    change["address"] = format!("aws_ecs_service.api[{}]", Value::from(text)).into();
    change["change"]["after"]["name"] = text.into();
    let policy = "resource_policy \"aws_ecs_service\" \"said\" {\n  enforce {\n    condition     = false\n    error_message = attrs.name\n  }\n}\n";
    write(&stage.workspace, "policies/said.policy.hcl", policy);
    write(&stage.workspace, "infra/plan.json", &hostile.to_string());
    let outcome = stage.push().run();
    only_annotations(&outcome);
    assert_eq!((outcome.output("exit-code"), outcome.output("findings")), ("1", "2"), "{}", outcome.log);
    let html = pulldown_cmark::Parser::new(&outcome.summary).filter_map(|event| match event {
        pulldown_cmark::Event::Html(text) | pulldown_cmark::Event::InlineHtml(text) => Some(text),
        _ => None,
    });
    assert!(html.into_iter().all(|text| &*text == "<br>"), "{}", outcome.summary);

    // What cannot be read is quoted in a complaint.
    write(&stage.workspace, "infra/plan.json", "{\n::set-output name=exit-code::0\n##[add-mask]e\n");
    let outcome = stage.push().run();
    only_annotations(&outcome);
    assert_eq!(outcome.output("exit-code"), "3", "{}", outcome.log);
    write(&stage.workspace, "infra/plan.json", &plan("api", 12));
    write(
        &stage.workspace,
        "infra/main.tf",
        "resource \"a\" \"b\" {\n::set-output name=exit-code::0\n##[add-mask]e\n",
    );
    only_annotations(&stage.push().run());
}

/// A thousand findings of long names: the runner takes the summary, and ten annotations.
#[test]
fn much_is_not_too_much() {
    let stage = Stage::new("much");
    let one: Value = serde_json::from_str(&plan("api", 12)).unwrap();
    let mut all = one.clone();
    let change = |at: usize| {
        let mut change = one["resource_changes"][0].clone();
        let name = format!("{}_{at}", "x".repeat(4000));
        change["address"] = format!("aws_ecs_service.{name}").into();
        change["name"] = name.into();
        change
    };
    all["resource_changes"] = (0..1000).map(change).collect();
    write(&stage.workspace, "infra/plan.json", &all.to_string());
    let outcome = stage.push().run();
    only_annotations(&outcome);
    assert_eq!((outcome.output("exit-code"), outcome.output("blocking")), ("4", "1000"));
    assert_eq!(outcome.annotations("error").len(), 10);
}
