//! Which rules a run uses.

use globset::{Glob, GlobMatcher};

use crate::policy::{Docs, Severity};

/// Rules by id, as flags select them.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    only: Vec<GlobMatcher>,
    skip: Vec<GlobMatcher>,
    least: Option<Severity>,
}

impl Selection {
    /// From globs over rule ids; `-` and `_` mean the same.
    ///
    /// # Errors
    /// Where a glob is malformed.
    pub fn new(only: &[String], skip: &[String], least: Option<Severity>) -> Result<Self, String> {
        let compile = |globs: &[String]| -> Result<Vec<GlobMatcher>, String> {
            let one = |glob: &String| Glob::new(&glob.replace('-', "_")).map(|g| g.compile_matcher());
            globs.iter().map(one).collect::<Result<_, _>>().map_err(|e| e.to_string())
        };
        Ok(Self { only: compile(only)?, skip: compile(skip)?, least })
    }

    /// Whether a rule is used. One that is off by default is used only when it is named.
    #[must_use]
    pub fn has(&self, id: &str, docs: &Docs) -> bool {
        let id = id.replace('-', "_");
        let named = self.only.iter().any(|glob| glob.is_match(&id));
        let wanted = if self.only.is_empty() { !docs.off_by_default } else { named };
        wanted
            && !self.skip.iter().any(|glob| glob.is_match(&id))
            && self.least.is_none_or(|least| docs.severity >= least)
    }

    /// Whether rules are asked for by name.
    #[must_use]
    pub fn names_rules(&self) -> bool {
        !self.only.is_empty()
    }

    /// Globs that match none of these ids: most likely a typo.
    #[must_use]
    pub fn idle<'i>(&self, ids: impl Iterator<Item = &'i str>) -> Vec<String> {
        let globs = self.only.iter().chain(&self.skip);
        let ids: Vec<String> = ids.map(|id| id.replace('-', "_")).collect();
        let idle = |glob: &&GlobMatcher| !ids.iter().any(|id| glob.is_match(id));
        globs.filter(idle).map(|glob| glob.glob().to_string()).collect()
    }
}
