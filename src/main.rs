//! Parses the command line, does what it says, and ends with its exit code.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    sekisho::cli::run()
}
