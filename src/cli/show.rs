//! `sekisho show`.

use crate::output::{self, diagnostic};
use crate::terraform::Projection;

use super::exit::Exit;
use super::flags;
use super::inputs;
use super::problem::Problem;
use super::terminal;

/// Prints what is seen of plans and sources.
///
/// # Errors
/// Where an input cannot be read, or stdout cannot be written.
pub fn run(flags: &flags::Show) -> Result<Exit, Problem> {
    let inputs = inputs::load(&flags.paths, None, &flags.configuration)?;
    let mut graphs = Vec::new();
    for input in &inputs {
        let graph = input.graph(&Projection::everything());
        graphs.push(graph.map_err(|error| Problem::input(format!("{}: {error}", input.name())))?);
        for problem in input.problems() {
            terminal::complain(&diagnostic(&problem, terminal::stderr_paint()));
        }
    }
    let graphs: Vec<_> = graphs.iter().map(AsRef::as_ref).collect();
    let text = match flags.format.as_str() {
        "json" => output::show_json(&graphs, flags.refs),
        _ => output::show_text(&graphs, terminal::stdout_paint()),
    };
    terminal::print(&text)?;
    Ok(Exit::Clear)
}
