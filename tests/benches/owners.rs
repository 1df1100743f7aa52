//! How long it takes to say who owns every file of a large repository, by a large CODEOWNERS.

use std::hint::black_box;
use std::time::{Duration, Instant};

use sekisho::gate::CodeOwners;
use sekisho::text::Source;

const FILES: usize = 10_000;
const LINES: usize = 2_000;
const RUNS: usize = 20;

/// The line of a number.
type Line = fn(usize) -> String;

/// Lines by how they are to be looked up.
const KINDS: [(&str, Line); 5] = [
    ("usual lines", usual),
    ("names with wildcards at both ends", |at| format!("*a{at}* @org/team\n")),
    ("wildcards for folders", |at| format!("*/x{at}*y @org/team\n")),
    ("what all paths have, and a number", |at| format!("/services/*/src/**/*e*-{at}?*.tf @org/team\n")),
    ("letters of which all paths have some", |at| format!("*{}*\n", letters(at))),
];

/// As repositories have them.
fn usual(at: usize) -> String {
    match at % 5 {
        0 => format!("/services/team-{at}/ @org/team-{at}\n"),
        1 => format!("module-{at}/ @org/team-{at}\n"),
        2 => format!("*.ext{at} @org/team-{at}\n"),
        3 => format!("/services/*/file-{at}.tf @org/team-{at}\n"),
        _ => format!("**/env-{at}/*.tfvars @org/team-{at}\n"),
    }
}

/// Seven letters with anything between them, in an order that no name has.
fn letters(at: usize) -> String {
    let letter = |place: u32| "tfile-".chars().nth(at / 6_usize.pow(place) % 6).unwrap_or('t').to_string();
    (0..5).map(letter).chain(["z".to_owned(), "t".to_owned()]).collect::<Vec<_>>().join("*")
}

fn files() -> Vec<String> {
    (0..FILES).map(|at| format!("services/team-{}/src/env-{}/file-{at}.tf", at % 700, at % 90)).collect()
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut once = || {
        let started = Instant::now();
        work();
        started.elapsed()
    };
    let mut times: Vec<Duration> = (0..RUNS).map(|_| once()).collect();
    times.sort_unstable();
    times[RUNS / 2]
}

#[allow(clippy::print_stdout)] // A bench talks to who runs it.
fn main() {
    let files = files();
    for (name, line) in KINDS {
        let text: String = (0..LINES).map(line).collect();
        let parse = || CodeOwners::parse(Source::new("CODEOWNERS", text.clone()));
        let read = median(|| drop(black_box(parse())));
        let owners = parse();
        let look = median(|| {
            for file in &files {
                black_box(owners.line_for(file));
            }
        });
        println!("{name}: read {LINES} lines in {read:.1?}, owners of {FILES} files in {look:.1?}");
    }
}
