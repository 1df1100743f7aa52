//! `sekisho schema`: schemas of a project's own providers.

use std::path::{Path, PathBuf};

use crate::terraform::schema::{self, Condensed};

use super::exit::Exit;
use super::flags::{self, SchemaCommand};
use super::problem::Problem;
use super::terminal;

/// Adds schemas to the project in the current folder.
///
/// # Errors
/// Where the file is no schema or the project's folder cannot be written.
pub fn run(flags: &flags::Schema) -> Result<Exit, Problem> {
    let SchemaCommand::Add(flags) = &flags.command;
    let json = read(&flags.file)?;
    let measured = flags.omitted.as_deref().map(read).transpose()?;
    let condensed = schema::condense(&json, flags.provider_version.as_deref(), measured.as_deref())
        .map_err(|e| Problem::input(format!("{}: {e}", flags.file.display())))?;
    for provider in &condensed {
        let stored = store(provider)?;
        let (resources, data) = (provider.resources, provider.data);
        terminal::print(&format!(
            "{}: {resources} resource types and {data} data sources, kept in {}\n",
            provider.source,
            stored.display()
        ))?;
    }
    Ok(Exit::Clear)
}

/// Makes the schemas that were added to the project in the current folder known.
///
/// # Errors
/// Where one of them cannot be read.
pub fn install() -> Result<(), Problem> {
    schema::install(schema::read_added(Path::new("")).map_err(Problem::usage)?);
    Ok(())
}

fn read(path: &Path) -> Result<String, Problem> {
    std::fs::read_to_string(path).map_err(|e| Problem::input(format!("{}: {e}", path.display())))
}

fn store(provider: &Condensed) -> Result<PathBuf, Problem> {
    let name: String =
        provider.source.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let folder = Path::new(schema::FOLDER);
    let path = folder.join(format!("{name}{}", schema::SUFFIX));
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, &provider.bytes));
    written.map_err(|e| Problem::usage(format!("cannot write {}: {e}", path.display())))?;
    Ok(path)
}
