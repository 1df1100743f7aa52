//! The action as a runner runs it: its steps, with the files and variables of a runner, on small repositories of git, with a
//! release made of the binary under test and a server on this machine in GitHub's place.
#![cfg(all(unix, feature = "github"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../double/mod.rs"]
mod double;
mod gate;
mod hostile;
#[path = "../hub/mod.rs"]
mod hub;
mod install;
mod runner;
mod stage;
mod told;
mod workflows;
