//! A root module being evaluated: instances of modules, what has been computed once, and what went wrong on the way.
//!
//! Everything is computed when it is first read, so the order in files means nothing, as in Terraform. An expression that
//! cannot be evaluated becomes an unknown value with a note; nothing aborts.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::lang::{Failure, Outcome};
use crate::text::{Diagnostic, Source, Span};
use crate::value::{Mode, ModuleStep, Name, Origin, Reason, Unknown, Value};

use super::super::lockfile::ProviderVersions;
use super::files;
use super::folder::Folder;
use super::given::AllGiven;
use super::loader::Loader;
use super::problem::{Gap, Problem};
use super::repeat::Instances;
use super::resources::Planned;
use super::scope::Bound;
use super::shared::Shared;

/// Values that refer to each other further than this are taken for a circle: each step is a step of recursion.
const DEEPEST: usize = 400;

/// What a computed value goes by: its module, and the two names that it is read by.
type Key = (usize, Name, Name);

/// One instance of a module.
#[derive(Debug)]
pub(super) struct Instance {
    /// Its number among all instances.
    pub number: usize,
    pub folder: Arc<Folder>,
    /// Where it is; empty for the root.
    pub path: Vec<ModuleStep>,
    /// Dotted path of calls, without keys.
    pub key: String,
    /// `path.module`
    pub shown: String,
    /// The call that made it.
    pub parent: Option<Parent>,
    /// Whether it exists for certain: what is repeated by something unknown may not.
    pub certain: bool,
}

/// The call that an instance of a module comes from.
#[derive(Debug)]
pub(super) struct Parent {
    /// The module that it is written in.
    pub module: Arc<Instance>,
    /// Its name.
    pub call: Name,
    /// `each` or `count` there.
    pub bound: Bound,
}

/// A resource block of one instance of a module.
type PlacedKey = (usize, Mode, Name, Name);

/// Instances of a module call, as far as it leads anywhere.
pub(super) type Called = Option<Arc<Instances<Arc<Instance>>>>;

/// A root module with everything that has been computed of it.
#[derive(Debug)]
pub(super) struct Evaluation {
    /// The root module's folder, links resolved.
    pub root: PathBuf,
    /// No file outside this folder is read into a value.
    pub boundary: PathBuf,
    /// The selected workspace.
    pub workspace: String,
    /// The account that is planned in, where somebody says so.
    pub account: Option<String>,
    pub loader: Loader,
    pub given: AllGiven,
    /// Versions of providers, by the lock file.
    pub versions: ProviderVersions,
    /// Whether an expression that cannot be evaluated is an error, as in a console, and not an unknown value.
    pub strict: bool,
    pub(super) count: Shared<usize>,
    pub(super) calls: Shared<HashMap<(usize, Name), Called>>,
    pub(super) resources: Shared<HashMap<PlacedKey, Arc<Instances<Planned>>>>,
    known: Shared<HashMap<Key, Outcome>>,
    /// What is being computed: to meet it again is a circle.
    open: Shared<Vec<Key>>,
    notes: Shared<Vec<Problem>>,
}

impl Evaluation {
    /// A file that the source reads as text, under the name by which the user knows it.
    pub fn file(&self, name: &str) -> Option<Source> {
        let places = files::Places { root: &self.root, boundary: &self.boundary };
        let source = Source::new(self.loader.shown(name), files::text(name, &places)?);
        // As for source: what somebody links to may be anything.
        Some(if self.root.join(name).is_symlink() { source.hidden() } else { source })
    }

    /// Of the root module in this folder.
    pub fn new(root: PathBuf, boundary: PathBuf, loader: Loader, given: AllGiven, strict: bool) -> Self {
        let workspace = "default".to_owned();
        let versions = ProviderVersions::beside(&root.join("."));
        let (count, calls, resources) = Default::default();
        let (known, open, notes) = Default::default();
        Self {
            root,
            boundary,
            workspace,
            account: None,
            loader,
            given,
            versions,
            strict,
            count,
            calls,
            resources,
            known,
            open,
            notes,
        }
    }

    /// With this workspace selected.
    pub fn in_workspace(self, workspace: String) -> Self {
        Self { workspace, ..self }
    }

    /// In this account.
    pub fn in_account(self, account: Option<String>) -> Self {
        Self { account, ..self }
    }

    /// A value, computed when it is first read.
    pub fn once(
        &self,
        module: &Instance,
        root: Name,
        member: Name,
        compute: impl FnOnce() -> Outcome,
    ) -> Outcome {
        let key = (module.number, root, member);
        if let Some(known) = self.known.lock().get(&key) {
            return known.clone();
        }
        let outcome = self.guarded(key, compute)?;
        if let Ok(value) = &outcome {
            self.known.lock().insert(key, Ok(value.clone()));
        }
        outcome
    }

    /// Computes something unless it is being computed already.
    ///
    /// # Errors
    /// Where it is: that is a circle.
    pub fn guarded<T>(&self, key: Key, compute: impl FnOnce() -> T) -> Result<T, Failure> {
        if let Some(circle) = self.circle(key) {
            return Err(Failure::new(circle, Origin::NONE));
        }
        self.open.lock().push(key);
        let result = compute();
        self.open.lock().pop();
        Ok(result)
    }

    /// The way round, where this is being computed already.
    fn circle(&self, key: Key) -> Option<String> {
        let open = self.open.lock();
        if open.len() > DEEPEST {
            return Some(format!("more than {DEEPEST} values refer to each other"));
        }
        let start = open.iter().position(|other| *other == key)?;
        let names = open[start..].iter().chain([&key]).map(|(_, root, member)| format!("{root}.{member}"));
        Some(format!("values refer to each other in a circle: {}", names.collect::<Vec<_>>().join(" → ")))
    }

    /// Notes what is wrong at a place, once.
    pub fn note(&self, message: impl Into<String>, source: &Source, span: Span) {
        self.add_note(Diagnostic::error(message, source, span).into_warning());
    }

    /// The same for a note that is worded already.
    pub fn add_note(&self, note: Diagnostic) {
        self.add(note.into());
    }

    /// Notes that something could not be read, once.
    pub fn add_gap(&self, gap: Gap, note: Diagnostic) {
        self.add(Problem { diagnostic: note, gap: Some(gap) });
    }

    fn add(&self, note: Problem) {
        let mut notes = self.notes.lock();
        if !notes.iter().any(|other| other.is_same(&note)) {
            notes.push(note);
        }
    }

    /// Everything that was noted so far.
    pub fn notes(&self) -> Vec<Problem> {
        self.notes.lock().clone()
    }

    /// An outcome as a value: what cannot be evaluated is noted, and nothing is known of it.
    ///
    /// # Errors
    /// In a console, what cannot be evaluated stays an error, with its place.
    pub fn settled(&self, outcome: Outcome, source: &Source) -> Outcome {
        let failure = match outcome {
            Ok(value) => return Ok(value),
            Err(failure) => failure,
        };
        if self.strict {
            return Err(placed(&failure, source));
        }
        self.note(failure.message, source, failure.span);
        Ok(Unknown { reason: Reason::Failed, ..Unknown::anything() }.into())
    }

    /// A number for a further instance of a module.
    pub fn next_number(&self) -> usize {
        let mut count = self.count.lock();
        *count += 1;
        *count - 1
    }
}

/// A failure that names its place. Of several that lead to each other the innermost is where it is wrong.
fn placed(failure: &Failure, source: &Source) -> Failure {
    if failure.span == Span::default() {
        return failure.clone();
    }
    let at = source.position(failure.span.start as usize);
    Failure::new(format!("{} ({}:{}:{})", failure.message, source.name(), at.line, at.column), failure.origin)
}

/// All of something, of which nothing is known but where it is.
pub(super) fn whole(address: &str) -> Value {
    let refs = [crate::value::Ref { address: Name::new(address), attribute: None }].into();
    Unknown { refs, exact: true, not_null: true, ..Unknown::anything() }.into()
}
