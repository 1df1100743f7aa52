//! Who owns the files that things are written in, for policies that ask: members of `meta` that no input has.
//!
//! Which file has which owners is answered by whoever starts the run; here that is only asked and handed on.

use std::collections::HashMap;
use std::fmt;

use crate::terraform::capacity::Change;
use crate::terraform::{Graph, Input, Resource, Role, Told, WrittenBlocks};
use crate::value::{Mode, Name, Reason, Type, Unknown, Value};

use super::run::Active;

/// Answers who owns a file, given as findings have it.
type Lookup = Box<dyn Fn(&str) -> Option<Owned> + Send + Sync>;

/// The code owners of a repository, as far as policies may know of them.
pub struct Ownership {
    /// Its file of code owners.
    pub codeowners: CodeOwnersFile,
    /// Who owns a file; none where it is not of the repository.
    pub of: Lookup,
}

impl fmt::Debug for Ownership {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.codeowners.fmt(f)
    }
}

/// A repository's file of code owners.
#[derive(Clone, Debug, Default)]
pub struct CodeOwnersFile {
    /// `.github/CODEOWNERS`; none where there is no such file.
    pub path: Option<String>,
    /// What is wrong with it, also that it is missing: a sentence each.
    pub problems: Vec<String>,
}

/// A file of the repository.
#[derive(Clone, Debug)]
pub struct Owned {
    /// Its path from the repository's root.
    pub path: String,
    /// Any one of them can approve; in the order of the line.
    pub owners: Vec<String>,
}

impl Ownership {
    /// Tells a graph of resources where those are declared that policies want to know it of.
    pub(super) fn tell_resources(&self, input: &Input, graph: &Graph, files: &[&Active<'_>]) {
        if !files.iter().any(|active| active.asks_owners) {
            return;
        }
        let is_asked = |number: u32, resource: &Resource| {
            resource.address.mode == Mode::Managed && covers(files, graph.role(number), resource.kind())
        };
        let asked = (0..).zip(&graph.resources).filter(|(number, resource)| is_asked(*number, resource));
        let (numbers, asked): (Vec<u32>, Vec<_>) = asked.map(|(number, r)| (number, (r, vec![""]))).unzip();
        graph.tell(self.told(self.traced(input, &numbers, &asked), false));
    }

    /// Tells entries for changes where the values are written that change.
    pub(super) fn tell_changes(
        &self,
        input: &Input,
        graph: &Graph,
        changes: &[Change],
        entries: &Graph,
        files: &[&Active<'_>],
    ) {
        if !files.iter().any(|active| active.asks_owners) {
            return;
        }
        let asked = (0..)
            .zip(changes)
            .filter_map(|(number, change)| Some((number, (graph.get(change.resource)?, places(change)))));
        let (numbers, asked): (Vec<u32>, Vec<_>) = asked.unzip();
        entries.tell(self.told(self.traced(input, &numbers, &asked), false));
    }

    /// Who owns the files that these are written in.
    fn traced(
        &self,
        input: &Input,
        numbers: &[u32],
        asked: &[(&Resource, Vec<&str>)],
    ) -> HashMap<u32, Owned> {
        let traces = input.as_source().map(|source| source.trace(asked)).unwrap_or_default();
        let owned = numbers.iter().zip(&traces).filter_map(|(number, trace)| {
            // A module from elsewhere is nobody's here, but the call of it is.
            Some((*number, trace.iter().find_map(|place| (self.of)(place.source.name()))?))
        });
        owned.collect()
    }

    /// Tells a graph of blocks of source where they are written; that of the first source of a run also what is wrong with
    /// the code owners.
    pub(super) fn tell_blocks(&self, blocks: &WrittenBlocks, files: &[&Active<'_>], is_first: bool) {
        if !files.iter().any(|active| active.asks_owners) {
            return;
        }
        let graph = &blocks.graph;
        let asked: Vec<(Name, &[String])> = graph.resources.iter().map(|block| (block.id, &[][..])).collect();
        let places = (0..).zip(blocks.places(&asked));
        let owned = places.filter_map(|(number, place)| Some((number, (self.of)(place?.0.name())?)));
        graph.tell(self.told(owned.collect(), is_first));
    }

    /// What is wrong with the file itself is told once.
    fn told(&self, owned: HashMap<u32, Owned>, once: bool) -> Told {
        let codeowners = &self.codeowners;
        let about = Value::object(vec![
            ("path".into(), codeowners.path.as_deref().map_or_else(Value::null, Value::string)),
            ("problems".into(), texts(if once { &codeowners.problems } else { &[] })),
        ]);
        let members = |path: Value, owners: Value| {
            // Where there are no code owners, there is nothing to ask of a file.
            let owners = if codeowners.path.is_some() { owners } else { Value::null() };
            vec![
                ("owners".into(), owners),
                ("codeowners".into(), about.clone()),
                ("repository_path".into(), path),
            ]
        };
        let of = owned.into_iter().map(|(at, o)| (at, members(Value::string(&o.path), texts(&o.owners))));
        let unknown = |ty| Value::from(Unknown { reason: Reason::NotRecorded, ty, ..Unknown::anything() });
        let others = members(unknown(Type::String), unknown(Type::list(Type::String)));
        Told { of: of.collect(), others }
    }
}

/// The attributes whose place tells where a change is made; the resource as a whole where there are none.
fn places(change: &Change) -> Vec<&str> {
    if change.places.is_empty() { vec![""] } else { change.places.iter().map(String::as_str).collect() }
}

fn texts(words: &[String]) -> Value {
    Value::list(words.iter().map(|word| Value::string(word)).collect())
}

fn covers(files: &[&Active<'_>], role: Role, kind: Name) -> bool {
    let asking = files.iter().filter(|active| active.asks_owners);
    asking.flat_map(|active| &active.file.policies).any(|policy| policy.covers(role, kind))
}
