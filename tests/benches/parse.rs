//! How fast HCL is parsed: `cargo bench --bench parse -- FILES`, by default the sources and policies of this repository.
//!
//! With `--check`, what is wrong with each file instead, one line for each file.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A bench is a test in all but name: it prints, and fails by panicking.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use sekisho::lang::parse_file;
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

fn own(ending: &str) -> Vec<String> {
    let files = walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR"))).sort_by_file_name();
    let kept = files.into_iter().filter_entry(|e| e.file_name() != "target").filter_map(Result::ok);
    let paths = kept.map(|entry| entry.path().display().to_string());
    paths.filter(|path| path.ends_with(ending)).collect()
}

fn sources(paths: &[String]) -> Vec<Source> {
    let read = |path: &String| std::fs::read_to_string(path).ok().map(|text| Source::new(path, text));
    paths.iter().filter_map(read).collect()
}

fn check(sources: &[Source]) {
    for source in sources {
        match parse_file(source) {
            Ok(_) => println!("{}: well", source.name()),
            Err(problems) => println!("{}: {} errors: {}", source.name(), problems.len(), problems[0]),
        }
    }
}

#[allow(clippy::cast_precision_loss)] // A figure for people.
fn measure(what: &str, sources: &[Source]) {
    let bytes: usize = sources.iter().map(|s| s.text().len()).sum();
    let time = least(|| sources.iter().for_each(|s| drop(black_box(parse_file(s)))));
    let rate = bytes as f64 / time.as_secs_f64() / 1e6;
    println!("{what:<12} {:>5} files {bytes:>9} bytes {time:>10.2?} {rate:>7.1} MB/s", sources.len());
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.split_first() {
        Some((first, files)) if first == "--check" => check(&sources(files)),
        Some(_) => measure("given", &sources(&args)),
        None => [".tf", ".hcl"].into_iter().for_each(|ending| measure(ending, &sources(&own(ending)))),
    }
}
