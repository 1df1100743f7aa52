//! CODEOWNERS: patterns against paths, as a table and against a matcher too simple to be wrong; lines, owners, files.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use proptest::prelude::*;
use sekisho::gate::{CodeOwners, Found, Pattern};
use sekisho::output::{Paint, diagnostic};
use sekisho::text::Source;

fn parse(text: &str) -> CodeOwners {
    CodeOwners::parse(Source::new("CODEOWNERS", text.to_owned()))
}

/// Pattern, path, whether it matches.
fn cases() -> Vec<(&'static str, &'static str, bool)> {
    let text = include_str!("fixtures/codeowners/patterns.txt");
    let (mut pattern, mut cases) = ("", Vec::new());
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        match line.split_once(' ').filter(|(sign, _)| ["+", "-"].contains(sign)) {
            Some((sign, path)) => cases.push((pattern, path, sign == "+")),
            None => pattern = line,
        }
    }
    cases
}

#[test]
fn patterns_match_what_the_table_says() {
    let cases = cases();
    assert!(cases.len() >= 120, "{}", cases.len());
    let is_wrong = |(pattern, path, expected): &&(&str, &str, bool)| {
        Pattern::parse(pattern).unwrap().matches(path) != *expected
    };
    assert_eq!(cases.iter().filter(is_wrong).collect::<Vec<_>>(), Vec::<&(&str, &str, bool)>::new());
}

#[test]
fn the_simple_matcher_says_the_same() {
    for (pattern, path, expected) in cases() {
        assert_eq!(naive::matches(pattern, path), expected, "{pattern} {path}");
    }
}

/// GitHub's rules, one after the other, with no thought of speed.
mod naive {
    pub fn matches(pattern: &str, path: &str) -> bool {
        let names: Vec<&str> = path.split('/').collect();
        let (below, own) = match pattern.strip_suffix('/') {
            Some(own) => (true, own),
            None => (false, pattern),
        };
        let is_anchored = own.contains('/') || pattern == "/";
        let segments: Vec<&str> = own.strip_prefix('/').unwrap_or(own).split('/').collect();
        let last = segments[segments.len() - 1];
        let is_literal = last != "**" && !plain(last).iter().any(|(_, wild)| *wild);
        (0..names.len()).filter(|from| *from == 0 || !is_anchored).any(|from| {
            // A folder that matches has everything below it; `**` at the end wants something below too.
            (from..=names.len()).any(|to| {
                let below_allowed = match (below, last) {
                    (true, _) | (_, "**") => to < names.len(),
                    _ => is_literal || to == names.len(),
                };
                below_allowed && folders(&segments, &names[from..to])
            })
        })
    }

    fn folders(segments: &[&str], names: &[&str]) -> bool {
        match segments {
            [] => names.is_empty(),
            ["**", rest @ ..] => (0..=names.len()).any(|skip| folders(rest, &names[skip..])),
            [first, rest @ ..] => {
                !names.is_empty() && letters(&plain(first), names[0]) && folders(rest, &names[1..])
            }
        }
    }

    /// Letters, and whether each is a wildcard.
    fn plain(segment: &str) -> Vec<(char, bool)> {
        let mut letters = Vec::new();
        let mut rest = segment.chars();
        while let Some(letter) = rest.next() {
            letters.push(match letter {
                '\\' => (rest.next().unwrap_or('\\'), false),
                '*' | '?' => (letter, true),
                _ => (letter, false),
            });
        }
        letters
    }

    fn letters(pattern: &[(char, bool)], name: &str) -> bool {
        let mut rest = name.chars();
        match pattern {
            [] => name.is_empty(),
            [('*', true), more @ ..] => {
                letters(more, name) || (rest.next().is_some() && letters(pattern, rest.as_str()))
            }
            [(letter, wild), more @ ..] => {
                rest.next().is_some_and(|found| *wild || found == *letter) && letters(more, rest.as_str())
            }
        }
    }
}

/// Short names from few letters, so that patterns and paths meet.
fn a_pattern() -> impl Strategy<Value = String> {
    let segment =
        prop_oneof![4 => "[ab*?.]{1,4}", 2 => Just("**".to_owned()), 3 => "[ab]{1,2}", 1 => r"\\[*?ab]"];
    (prop::bool::ANY, prop::collection::vec(segment, 1..5), prop::bool::ANY).prop_map(
        |(slash, segments, below)| {
            format!("{}{}{}", if slash { "/" } else { "" }, segments.join("/"), if below { "/" } else { "" })
        },
    )
}

fn a_path() -> impl Strategy<Value = String> {
    prop::collection::vec("[ab.]{1,3}", 1..6).prop_map(|names| names.join("/"))
}

fn cases_of(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases_of(4_000))]

    #[test]
    fn patterns_match_as_the_simple_matcher_does(pattern in a_pattern(), path in a_path()) {
        let compiled = Pattern::parse(&pattern).unwrap();
        prop_assert_eq!(compiled.matches(&path), naive::matches(&pattern, &path));
    }

    #[test]
    fn any_text_is_read(text in any::<String>(), path in any::<String>()) {
        let _ = parse(&text).line_for(&path);
    }
}

proptest! {
    #![proptest_config(cases_of(1_000))]

    /// What the index leaves out cannot match.
    #[test]
    fn the_last_line_that_matches_decides(
        patterns in prop::collection::vec(a_pattern(), 1..12),
        paths in prop::collection::vec(a_path(), 1..8),
    ) {
        let file = parse(&patterns.iter().map(|pattern| format!("{pattern} @o\n")).collect::<String>());
        for path in paths {
            let matching = |at: &usize| naive::matches(&patterns[at - 1], &path);
            let expected: Vec<usize> = (1..=patterns.len()).filter(matching).collect();
            prop_assert_eq!(file.line_for(&path).map(|line| line.number), expected.last().copied());
            let all = file.lines_for(&path).map(|(last, earlier)| [&earlier[..], &[last]].concat());
            let all: Vec<usize> = all.unwrap_or_default().iter().map(|line| line.number).collect();
            prop_assert_eq!(all, expected);
        }
    }
}

fn owners(file: &CodeOwners, path: &str) -> Vec<String> {
    file.owners_of(path).iter().map(ToString::to_string).collect()
}

#[test]
fn lines_are_read_as_github_reads_them() {
    let file = parse(
        "# all of it\n* @org/platform\n\n/svc/ @a  @org/checkout\tb@example.com # the team\r\n/svc/open/\n\
         /svc/a\\ b.tf @spaced\n  /indented @i\n/svc/none #nobody\n/x\\ ",
    );
    assert_eq!(file.problems.len(), 0);
    assert_eq!(owners(&file, "main.tf"), ["@org/platform"]);
    assert_eq!(owners(&file, "svc/main.tf"), ["@a", "@org/checkout", "b@example.com"]);
    assert_eq!(owners(&file, "svc/open/main.tf"), [""; 0]);
    assert_eq!(owners(&file, "svc/a b.tf"), ["@spaced"]);
    assert_eq!(owners(&file, "indented"), ["@i"]);
    assert_eq!(owners(&file, "svc/none"), [""; 0]);
    assert_eq!(file.line_for("svc/main.tf").map(|line| line.number), Some(4));
    assert_eq!(file.line_for("x ").map(|line| line.number), Some(9));
    assert_eq!(parse("/svc/ @a").line_for("main.tf").map(|line| line.number), None);
    assert_eq!(parse("\u{feff}* @a").problems.len(), 0);
}

#[test]
fn a_bad_line_is_skipped_and_not_the_file() {
    let text = include_str!("fixtures/codeowners/bad");
    let file = parse(text);
    assert_eq!(file.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 12]);
    assert_eq!(owners(&file, "a.tf"), ["@org/all"]);
    let said: Vec<String> = file.problems.iter().map(|problem| diagnostic(problem, Paint::PLAIN)).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn the_first_file_is_the_only_one() {
    let root = std::env::temp_dir().join(format!("sekisho-owners-{}", std::process::id()));
    for folder in [".github", "docs"] {
        std::fs::create_dir_all(root.join(folder)).unwrap();
    }
    let write = |place: &str, text: &str| std::fs::write(root.join(place), text).unwrap();
    let number_of_lines = || Found::at(&root).unwrap().file().map(|file| file.lines.len());
    assert_eq!(number_of_lines(), None);
    write("docs/CODEOWNERS", "a @a\nb @a\nc @a\n");
    assert_eq!(number_of_lines(), Some(3));
    write("CODEOWNERS", "a @a\nb @a\n");
    assert_eq!(number_of_lines(), Some(2));
    write(".github/CODEOWNERS", "a @a\n");
    assert_eq!(number_of_lines(), Some(1));
    // As large as it may be, and a byte more: then nobody owns, whatever the other files say.
    let large = format!("a @a\n#{}\n", "x".repeat(3_000_000 - 7));
    write(".github/CODEOWNERS", &large);
    assert_eq!(number_of_lines(), Some(1));
    write(".github/CODEOWNERS", &(large + "\n"));
    assert_eq!(number_of_lines(), None);
    let said = Found::at(&root).unwrap().problems();
    std::fs::remove_dir_all(&root).unwrap();
    assert!(said[0].message.contains("3000001 bytes"), "{}", said[0].message);
}
