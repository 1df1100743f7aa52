//! `sekisho show`.

use crate::output::{self, diagnostic};
use crate::terraform::{Gap, Input, Projection};
use crate::text::Diagnostic;

use super::config::Config;
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
    let roots = Config::find(None)?.roots();
    let loaded = inputs::load(&flags.paths, flags::Roots::default(), None, &flags.configuration, &roots)?;
    let complain = |problem: &Diagnostic| terminal::complain(&diagnostic(problem, terminal::stderr_paint()));
    loaded.warnings.iter().for_each(complain);
    let (mut graphs, mut exit) = (Vec::new(), Exit::Clear);
    for input in &loaded.inputs {
        let graph = input.graph(&Projection::everything());
        graphs.push(graph.map_err(|error| Problem::input(format!("{}: {error}", input.name())))?);
        let problems = input.problems();
        problems.iter().for_each(|problem| complain(&problem.diagnostic));
        if problems.iter().any(|problem| problem.gap == Some(Gap::Unread)) {
            exit = Exit::Input;
        }
    }
    let named = loaded.inputs.iter().map(name).zip(graphs.iter().map(AsRef::as_ref));
    let graphs: Vec<_> = named.collect();
    let text = match flags.format.as_str() {
        "json" => output::show_json(&graphs, flags.refs),
        _ => output::show_text(&graphs, terminal::stdout_paint()),
    };
    terminal::print(&text)?;
    Ok(exit)
}

/// As what it is told from others: several root modules may be planned in one folder.
fn name(input: &Input) -> String {
    match &input.deployment().name {
        Some(root) => format!("{} ({root})", input.name()),
        None => input.name().to_owned(),
    }
}
