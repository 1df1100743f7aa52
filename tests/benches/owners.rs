//! How long it takes to say who owns every file of a large repository, by a large CODEOWNERS.

use std::hint::black_box;
use std::time::{Duration, Instant};

use sekisho::gate::CodeOwners;
use sekisho::text::Source;

const FILES: usize = 10_000;
const LINES: usize = 2_000;
const RUNS: usize = 20;

/// Lines as repositories have them, and lines of the worst kind: wildcards in the first folder, nothing to look up.
fn lines(worst: bool) -> String {
    let line = |at: usize| match at % 5 {
        _ if worst => format!("*a{at}*\n"),
        0 => format!("/services/team-{at}/ @org/team-{at}\n"),
        1 => format!("module-{at}/ @org/team-{at}\n"),
        2 => format!("*.ext{at} @org/team-{at}\n"),
        3 => format!("/services/*/file-{at}.tf @org/team-{at}\n"),
        _ => format!("**/env-{at}/*.tfvars @org/team-{at}\n"),
    };
    (0..LINES).map(line).collect()
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
    for (name, worst) in [("usual lines", false), ("worst lines", true)] {
        let text = lines(worst);
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
