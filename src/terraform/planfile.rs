//! Saved binary plans: converted by the tool that made them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::InputError;

/// How a saved plan begins: it is a zip archive.
const ZIP: &[u8] = b"PK\x03\x04";

/// Whether these are the first bytes of a saved plan.
#[must_use]
pub fn is_plan_file(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP)
}

/// What `terraform show -json` (or `tofu`) says a saved plan holds.
///
/// # Errors
/// Where no such tool is found, or it refuses the file: then with what it said.
pub fn convert(plan: &Path, tool: Option<&OsStr>) -> Result<Vec<u8>, InputError> {
    let tools: Vec<PathBuf> = match tool {
        Some(tool) => vec![tool.into()],
        None => vec!["terraform".into(), "tofu".into()],
    };
    let mut refusals = Vec::new();
    for tool in &tools {
        match show(tool, plan) {
            Ok(json) => return Ok(json),
            Err(Some(said)) => refusals.push(said),
            Err(None) => {}
        }
    }
    let plan = plan.display();
    Err(InputError::PlanFile(match refusals.first() {
        Some(said) => format!(
            "{plan} is a saved plan, but it cannot be shown: {said} (it is shown in the root module's folder after \
             `terraform init`: lay it there, or run `terraform show -json {plan} > plan.json` where it was made)"
        ),
        None => format!(
            "{plan} is a saved plan, and showing it needs {}, which was not found: give it with --terraform, or run \
             `terraform show -json {plan} > plan.json` where it is",
            tools.iter().map(|t| format!("`{}`", t.display())).collect::<Vec<_>>().join(" or ")
        ),
    }))
}

/// Runs one tool; none where it does not exist. It runs in the plan's folder, where its providers are.
fn show(tool: &Path, plan: &Path) -> Result<Vec<u8>, Option<String>> {
    let absolute = std::path::absolute(plan).map_err(|e| Some(e.to_string()))?;
    let folder = absolute.parent().unwrap_or(Path::new("."));
    let output =
        Command::new(tool).args(["show", "-json", "-no-color"]).arg(&absolute).current_dir(folder).output();
    match output {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => Err(Some(first_lines(&String::from_utf8_lossy(&output.stderr)))),
        Err(_) => Err(None),
    }
}

/// What went wrong, without what was warned of before.
fn first_lines(said: &str) -> String {
    let lines: Vec<&str> =
        said.lines().map(|l| l.trim_matches(['╷', '│', '╵', ' '])).filter(|l| !l.is_empty()).collect();
    let from = lines.iter().position(|line| line.starts_with("Error")).unwrap_or(0);
    lines[from..lines.len().min(from + 4)].join(" ")
}
