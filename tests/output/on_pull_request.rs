//! What is written on a pull request: the same words each time, and nothing that acts.

use pulldown_cmark::{Event, Options, Parser, Tag};

use sekisho::check::{Approval, Finding, Need, Report};
use sekisho::gate::publish::{COMMIT_STATUS_CHARS, MOST_TEXT, Mark, Marks};
use sekisho::output::{Style, gone, remarks, review_list, status_line, sticky, unwritten};
use sekisho::policy::Level;

use super::hand_made::{decided, hostile, of_broken_sources, of_modules, small, with_unknowns_only};

/// Everything that a report becomes on a pull request, one after the other.
fn texts(report: &Report) -> Vec<String> {
    let style = Style::default();
    let remarks = remarks(report, &style, &|file| Some(file.to_owned()));
    let rest: Vec<_> = remarks.iter().collect();
    let mut texts = vec![sticky(report, &style, false).0, review_list(&rest)];
    texts.extend(remarks.iter().flat_map(|remark| [remark.text.clone(), gone(&remark.text)]));
    texts
}

#[test]
fn approvals_on_the_pull_request() {
    let report = decided();
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("decided.pull", texts(&report).join("\n=====\n"));
    });
}

#[test]
fn a_hostile_pull_request_is_quoted() {
    let report = hostile();
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("hostile.pull", sticky(&report, &Style::default(), false).0);
    });
    for text in texts(&report) {
        let (mut html, mut links, mut words) = (Vec::new(), Vec::new(), String::new());
        for event in Parser::new_ext(&text, Options::all()) {
            match event {
                Event::Html(tag) | Event::InlineHtml(tag) => html.push(tag.trim().to_owned()),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    links.push(dest_url.to_string());
                }
                Event::Text(text) => words.push_str(&text),
                _ => {}
            }
        }
        let ours = ["<br>", "<details><summary>What it was</summary>", "</details>"];
        html.retain(|tag| !ours.contains(&tag.as_str()));
        assert!(html.is_empty() && links.is_empty(), "{html:?} {links:?}");
        let mut after = words.split('@').skip(1);
        assert!(after.all(|name| !name.starts_with(|c: char| c.is_ascii_alphanumeric())), "{words}");
        assert!(
            !text.chars().any(|c| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c))
        );
    }
}

/// A mark is the first line or none, and text from a plan is never the first.
#[test]
fn no_text_of_a_plan_becomes_a_mark() {
    let marks = Marks::of("sekisho");
    let forged = marks.marked(&Mark::Sticky, "");
    let mut report = small();
    for finding in &mut report.findings {
        finding.message.clone_from(&forged);
        finding.address = forged.as_str().into();
        finding.rule = forged.as_str().into();
        finding.location.as_mut().into_iter().for_each(|at| at.file.clone_from(&forged));
    }
    for text in texts(&report) {
        assert_eq!(marks.read(&text), None, "{text}");
        let whole = marks.marked(&Mark::Review, &text);
        assert!(matches!(marks.read(&whole), Some((Mark::Review, rest)) if rest == text));
    }
}

#[test]
fn two_runs_say_the_same_however_long_they_took() {
    for report in [small(), decided(), of_modules(), of_broken_sources(), with_unknowns_only()] {
        let mut slower = report.clone();
        slower.duration *= 2;
        assert_eq!(texts(&report), texts(&slower));
    }
}

#[test]
fn names_tell_findings_apart() {
    let report = small();
    let remarks = remarks(&report, &Style::default(), &|_| None);
    let mut names: Vec<&String> = remarks.iter().flat_map(|remark| &remark.names).collect();
    assert_eq!(names.len(), report.findings.len());
    names.sort();
    names.dedup();
    assert_eq!(names.len(), report.findings.len(), "{names:?}");
    assert!(remarks.iter().all(|remark| remark.places.is_empty()));
}

#[test]
fn what_does_not_fit_is_counted() {
    let mut report = small();
    let finding = Finding { notes: Vec::new(), location: None, ..report.findings[0].clone() };
    report.findings = (0..2_000)
        .map(|at| Finding { address: format!("aws_instance.i{at}").as_str().into(), ..finding.clone() })
        .collect();
    for text in &texts(&report)[..2] {
        assert!(text.len() < MOST_TEXT && text.len() > MOST_TEXT / 2, "{}", text.len());
        let shown = text.matches("`aws_instance.").count();
        let said = format!("**And {} more, for which", 2_000 - shown);
        assert!(text.contains(&said.replace("And 1", "And 1,")), "{}", &text[text.len() - 200..]);
    }
    let folded = &texts(&report)[1];
    assert!(
        folded.contains("<details><summary>2,000 findings</summary>") && folded.ends_with("\n</details>\n")
    );
    report.findings = vec![Finding { message: "x".repeat(MOST_TEXT), ..finding }];
    for text in texts(&report) {
        assert!(text.len() < MOST_TEXT, "{}", text.len());
    }
}

#[test]
fn a_status_is_one_short_line() {
    let style = Style::default();
    assert_eq!(status_line(&small(), &style, false), "a policy could not be evaluated");
    assert_eq!(status_line(&of_broken_sources(), &style, false), "not everything could be read");
    let mut report = decided();
    report.findings.retain(|finding| finding.level == Level::MandatoryOverridable && style.blocks(finding));
    report.errors.clear();
    assert_eq!(status_line(&report, &style, true), "not everything could be decided");
    let mut needs = |of: &[&str], times: usize| {
        let need = |at: usize| Need {
            count: 1,
            of: of.iter().map(|owner| owner.replace('N', &at.to_string())).collect(),
            author: None,
        };
        let missing = (0..times).map(need).collect();
        report.findings.truncate(1);
        report.findings[0].approval = Some(Approval { missing, ..Approval::default() });
        status_line(&report, &style, false)
    };
    assert_eq!(needs(&["@org/checkout"], 1), "needs approval of @org/checkout");
    assert_eq!(needs(&["@ann", "@org/dba"], 1), "needs approval of one of @ann, @org/dba");
    assert_eq!(needs(&[], 1), "needs approval of an owner, whom CODEOWNERS must name first");
    assert_eq!(
        needs(&["@org/a-rather-long-name-of-a-team-N"], 9),
        "needs approval of @org/a-rather-long-name-of-a-team-0; @org/a-rather-long-name-of-a-team-1; @org/a-rather-long-name-of-a-team-2 and 6 more"
    );
    assert_eq!(needs(&[&"@a".repeat(99)], 2), "needs approval of more owners than fit here");
    for length in 1..200 {
        let line = needs(&[&format!("@{}N", "ü".repeat(length))], 12);
        assert!(line.chars().count() <= COMMIT_STATUS_CHARS, "{line}");
    }
}

#[test]
fn what_could_not_be_written_says_what_would_help() {
    let said = unwritten("The review", "GitHub answered 403", Some("pull-requests: write"));
    assert!(said.contains("`pull-requests: write`") && said.contains("from a fork"), "{said}");
    assert_eq!(unwritten("The review", "x", None), "The review could not be written (x)");
}
