//! Reading and checking plans, without the start of a process: `cargo bench --bench check`.
//!
//! A plain harness: the least of many runs, printed. For whole runs on large plans see `grow.sh` and `measure.sh`.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A bench is a test in all but name: it prints, and fails by panicking.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use sekisho::check::{Policies, run};
use sekisho::terraform::{Plan, Projection};
use sekisho::text::Source;

const RUNS: u32 = 50;

fn least(mut work: impl FnMut()) -> Duration {
    let one = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..RUNS).map(one).min().unwrap_or_default()
}

fn plan(name: &str, text: &str) -> Plan {
    Plan::read(Source::new(name, text.to_owned())).unwrap()
}

fn main() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    println!("{:<18} {:>12} {:>12} {:>12}", "example", "first pass", "graph", "check");
    for name in ["capacity-change", "web-service"] {
        let text = std::fs::read_to_string(examples.join(name).join("plan.json")).unwrap();
        let pass = least(|| drop(black_box(plan(name, &text))));
        let read = plan(name, &text);
        let everything = Projection::everything();
        let graph = least(|| drop(black_box(read.graph(&everything))));
        let policies = Policies { built_in: true, ..Policies::default() };
        let check = least(|| drop(black_box(run(vec![plan(name, &text).into()], &policies, Instant::now()))));
        println!("{name:<18} {pass:>12.2?} {graph:>12.2?} {check:>12.2?}");
    }
}
