//! What a pull request may not decide about itself: comments that it adds to suppress findings, blocks that it removes,
//! and edits to what the check goes by.

mod comment;
mod edit;
mod removed;
mod stood;

use std::path::{Path, PathBuf};

use crate::check::Report;

use super::base::Unread;
use super::ground::Ground;
use super::map::OwnerMap;

/// What decides about a run besides what is checked.
#[derive(Clone, Debug, Default)]
pub struct Deciding {
    /// Files: settings, code owners that are named, inputs, teams, the baseline.
    pub files: Vec<PathBuf>,
    /// Folders of policies, and how the files end that count in them.
    pub folders: Vec<(PathBuf, &'static str)>,
}

/// Comments that the pull request adds count only with an approval, and its edits to what the check goes by are told.
/// Without a base every comment may be its own: that matters where approvals are asked for (`ask`), and in any case for
/// what an owner must let pass.
///
/// # Errors
/// Where the base cannot be read.
pub fn settle(
    report: &mut Report,
    ground: &Ground,
    map: &OwnerMap,
    deciding: &Deciding,
    ask: bool,
) -> Result<(), Unread> {
    let owners = |file: &str| -> Vec<String> {
        let path = map.path_of(Path::new(file)).or_else(|| Some(file.to_owned()));
        let line = path.as_deref().and_then(|path| map.line_for(path));
        line.map(|(_, line)| line.owners.iter().map(ToString::to_string).collect()).unwrap_or_default()
    };
    if let Some(commits) = ground.commits() {
        removed::give_owners(report, ground, commits, map)?;
    }
    comment::settle(report, ground, &owners, ask);
    if let Some(commits) = ground.commits() {
        edit::tell(report, &edit::guarded(ground, commits, deciding)?, &owners);
    }
    Ok(())
}
