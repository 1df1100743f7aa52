//! Policies about the source itself, on the blocks of an input's own source.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::policy::PolicyFile;
use crate::terraform::{Input, Projection, Role, StaticPlan};

use super::locate::locate_blocks;
use super::ownership::Ownership;
use super::report::{InputSummary, Report};
use super::run::{Active, Check};

/// What is asked of sources, and which folders have been judged.
pub(super) struct Sources<'s> {
    projection: &'s Projection,
    ownership: Option<&'s Ownership>,
    /// A module that several roots call is judged once; a root's own folder as that root.
    judged: HashSet<PathBuf>,
    /// Root modules that have been: one may be planned in several ways.
    begun: HashSet<PathBuf>,
}

impl<'s> Sources<'s> {
    pub fn new(inputs: &[Input], projection: &'s Projection, ownership: Option<&'s Ownership>) -> Self {
        let roots = inputs.iter().filter_map(Input::as_source).map(StaticPlan::folder);
        Self { projection, ownership, judged: roots.map(Path::to_owned).collect(), begun: HashSet::new() }
    }

    /// Adds what the policies about source say of an input, or a note that they cannot be asked.
    pub fn check(
        &mut self,
        input: &Input,
        files: &[&Active<'_>],
        report: &mut Report,
        summary: &mut InputSummary,
    ) {
        let files: Vec<&Active<'_>> = files.iter().filter(|f| is_on_source(f.file)).copied().collect();
        if files.is_empty() {
            return;
        }
        let Some(source) = input.as_source() else {
            summary
                .notes
                .push("policies about source were not applied: this plan has no source beside it".to_owned());
            return;
        };
        let is_first = self.begun.is_empty();
        if !self.begun.insert(source.folder().to_owned()) {
            return;
        }
        let blocks = source.written(self.projection, &self.judged);
        self.judged.extend(blocks.folders().map(Path::to_owned));
        if let Some(ownership) = self.ownership {
            ownership.tell_blocks(&blocks, &files, is_first);
        }
        let first = report.findings.len();
        let number = report.inputs.len();
        summary.infos.extend(Check::of(&blocks.graph, number).all(&files, report));
        locate_blocks(&mut report.findings[first..], &blocks);
    }
}

/// Whether a file's policies are about source; those of one file all are, or none.
fn is_on_source(file: &PolicyFile) -> bool {
    file.policies.iter().any(|policy| policy.role == Role::Source)
}
