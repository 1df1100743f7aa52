//! Whether a plan can be one of a root module that is given certain values: by the values that the plan was made with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::text::Diagnostic;
use crate::value::{Name, Truth, Value, equals};

use super::evaluation::Instance;
use super::given::AllGiven;
use super::library::Library;
use super::{Module, SourceOptions};

/// The variables of a root module that would have another value than they had in a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Of these, those to which a file or a value of its own gives one.
    pub own: BTreeSet<Name>,
    /// All of them, be it by default.
    pub all: BTreeSet<Name>,
}

impl Differences {
    /// Of a root module in a folder, of which `own` is given, and the rest by whoever plans it.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn between(
        folder: &Path,
        own: &SourceOptions,
        options: &SourceOptions,
        planned: &BTreeMap<Name, Value>,
        library: &Library,
    ) -> Result<Self, Vec<Diagnostic>> {
        let module = Module::open(folder, options, library, false)?;
        let given = &module.evaluation.given;
        let all = differing(given, &module.root, planned, &|_| true);
        let mine = AllGiven::of_flags(&own.variables);
        let own = differing(&mine, &module.root, planned, &|name| mine.values.contains_key(&name));
        Ok(Self { own, all })
    }
}

/// The variables of these names whose values differ; what cannot be told is no difference.
fn differing(
    given: &AllGiven,
    root: &Instance,
    planned: &BTreeMap<Name, Value>,
    of: &dyn Fn(Name) -> bool,
) -> BTreeSet<Name> {
    let differs = |(name, planned): (&Name, &Value)| {
        let variable = root.folder.variables.get(name).filter(|_| of(*name))?;
        let own = given.values.get(name).map(|given| given.value(variable)).transpose().ok()?;
        let (own, planned) = (variable.value(own).ok()?, variable.value(Some(planned.clone())).ok()?);
        (equals(&own, &planned) == Truth::False).then_some(*name)
    };
    planned.iter().filter_map(differs).collect()
}
