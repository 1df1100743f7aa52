//! The one model that every input becomes: resource instances with their values before and after, and indexes to find
//! them by.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::value::{Address, Kind, Mode, Name, Ref, Value};

use super::declaration::Declaration;

/// What an apply would do to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    NoOp,
    /// Create it.
    Create,
    /// Read a data source.
    Read,
    /// Change it in place.
    Update,
    /// Destroy it.
    Delete,
    /// Destroy it and create it anew, in either order.
    Replace,
    /// Drop it from the state and leave it be.
    Forget,
    /// Drop it from the state and create another.
    CreateAndForget,
}

impl Action {
    /// From the list that a plan gives.
    #[must_use]
    pub fn from_list(actions: &[&str]) -> Option<Self> {
        match actions {
            ["no-op"] => Some(Self::NoOp),
            ["create"] => Some(Self::Create),
            ["read"] => Some(Self::Read),
            ["update"] => Some(Self::Update),
            ["delete"] => Some(Self::Delete),
            ["delete", "create"] | ["create", "delete"] => Some(Self::Replace),
            ["forget"] => Some(Self::Forget),
            ["create", "forget"] | ["forget", "create"] => Some(Self::CreateAndForget),
            _ => None,
        }
    }

    /// Whether another takes the resource's place.
    #[must_use]
    pub fn makes_another(self) -> bool {
        matches!(self, Self::Replace | Self::CreateAndForget)
    }

    /// Whether the resource exists after the apply.
    #[must_use]
    pub fn leaves_it(self) -> bool {
        !matches!(self, Self::Delete | Self::Forget)
    }
}

/// One resource instance and what is planned for it.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Where it is in the configuration.
    pub address: Address,
    /// The address as text.
    pub id: Name,
    /// `registry.terraform.io/hashicorp/aws`
    pub provider: Name,
    /// What is planned.
    pub action: Action,
    /// Set for an object that is to go after a replacement that was cut short: not the resource itself.
    pub deposed: Option<Name>,
    /// Its values now; null where it does not exist yet.
    pub before: Value,
    /// Its values after the apply; null where it will not exist.
    pub after: Value,
    /// Attributes that force the replacement.
    pub replace_paths: Vec<String>,
    /// Where it was before a `moved` block.
    pub previous_address: Option<Name>,
    /// Whether the plan takes it over from outside Terraform.
    pub importing: bool,
    /// Byte offset of its entry in the input; 0 where it has none.
    pub offset: usize,
    /// Whether there is just this one for certain. One that stands for all of a `count` or `for_each` that is not known
    /// may stand for none.
    pub certain: bool,
}

impl Resource {
    /// One that is there for certain and of which nothing is planned yet.
    #[must_use]
    pub fn bare(address: Address, id: Name, provider: Name, action: Action) -> Self {
        Self {
            address,
            id,
            provider,
            action,
            deposed: None,
            before: Value::null(),
            after: Value::null(),
            replace_paths: Vec::new(),
            previous_address: None,
            importing: false,
            offset: 0,
            certain: true,
        }
    }

    /// Its type.
    #[must_use]
    pub fn kind(&self) -> Name {
        self.address.kind
    }

    /// An attribute as it will be after the apply.
    #[must_use]
    pub fn attribute(&self, name: Name) -> Option<&Value> {
        self.after.as_fields()?.get(name)
    }
}

/// What an entry of a graph is. Module calls and provider blocks stand behind the resources, so that findings about them
/// go the same way; joins do not see them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A resource or data source.
    #[default]
    Resource,
    /// A module call, its source being the type.
    Module,
    /// The configuration of a provider, the provider's name being the type.
    Provider,
    /// A block of the source, as it is written; the block's type is the type.
    Source,
    /// A change of capacity; the type is that of the resource that it is of.
    Change,
}

/// What an entry says of itself beside its values, as far as that does not follow from them.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What it is.
    pub role: Role,
    /// Members of `meta`.
    pub meta: Vec<(Name, Value)>,
}

/// Members of `meta` that no input has.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// By number.
    pub of: HashMap<u32, Vec<(Name, Value)>>,
    /// Of all others.
    pub others: Vec<(Name, Value)>,
}

/// All resource instances of one input.
#[derive(Debug, Default)]
pub struct Graph {
    /// In the order of the input.
    pub resources: Vec<Resource>,
    /// By number, of entries that are not just resources.
    about: BTreeMap<u32, About>,
    by_kind: HashMap<(Mode, Name), Vec<u32>>,
    by_id: HashMap<Name, u32>,
    indexes: Mutex<HashMap<(Name, Name), Arc<Index>>>,
    told: OnceLock<Told>,
    declarations: HashMap<u32, Declaration>,
}

impl Graph {
    /// A graph of these resources.
    #[must_use]
    pub fn new(resources: Vec<Resource>) -> Self {
        Self::with(resources, BTreeMap::new())
    }

    /// The same with what is to be known of some of them, by number.
    #[must_use]
    pub fn with(resources: Vec<Resource>, about: BTreeMap<u32, About>) -> Self {
        let mut graph = Self { resources, about, ..Self::default() };
        for (at, resource) in graph.resources.iter().enumerate().filter(|(_, r)| r.deposed.is_none()) {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            if graph.about.get(&at).is_some_and(|about| about.role != Role::Resource) {
                continue;
            }
            graph.by_kind.entry((resource.address.mode, resource.kind())).or_default().push(at);
            graph.by_id.insert(resource.id, at);
        }
        graph
    }

    /// The same with what the source says of its resources, as far as that is known.
    #[must_use]
    pub fn declaring(mut self, of: impl Fn(u32, &Resource) -> Option<Declaration>) -> Self {
        let resources = (0..).zip(&self.resources).filter(|(at, _)| self.role(*at) == Role::Resource);
        let found = resources.filter_map(|(at, resource)| Some((at, of(at, resource)?)));
        self.declarations = found.collect();
        self
    }

    /// What the source says of a resource; none where there is no source.
    #[must_use]
    pub fn declaration(&self, number: u32) -> Option<&Declaration> {
        self.declarations.get(&number)
    }

    /// The number of a resource that is there.
    pub(super) fn number(&self, id: Name) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    /// What an entry is.
    #[must_use]
    pub fn role(&self, number: u32) -> Role {
        self.about.get(&number).map_or(Role::Resource, |about| about.role)
    }

    /// Members of an entry's `meta` that it brings itself.
    #[must_use]
    pub fn meta(&self, number: u32) -> &[(Name, Value)] {
        self.about.get(&number).map_or(&[], |about| &about.meta)
    }

    /// Adds members of `meta` that do not come from the input. What has been told once stays.
    pub fn tell(&self, told: Told) {
        let _ = self.told.set(told);
    }

    /// Members of an entry's `meta` that it was told.
    #[must_use]
    pub fn told(&self, number: u32) -> &[(Name, Value)] {
        self.told.get().map_or(&[], |told| told.of.get(&number).unwrap_or(&told.others))
    }

    /// Numbers of the managed resources of a type.
    #[must_use]
    pub fn of_kind(&self, kind: Name) -> &[u32] {
        self.by_kind.get(&(Mode::Managed, kind)).map_or(&[], Vec::as_slice)
    }

    /// Numbers of the data sources of a type.
    #[must_use]
    pub fn data_of_kind(&self, kind: Name) -> &[u32] {
        self.by_kind.get(&(Mode::Data, kind)).map_or(&[], Vec::as_slice)
    }

    /// The resource at an address.
    #[must_use]
    pub fn at(&self, id: Name) -> Option<&Resource> {
        self.by_id.get(&id).map(|at| &self.resources[*at as usize])
    }

    /// The resource of a number.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&Resource> {
        self.resources.get(number as usize)
    }

    /// The index of a type's resources by one attribute; made when it is first asked for.
    #[must_use]
    pub fn index(&self, kind: Name, attribute: Name) -> Arc<Index> {
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || Arc::new(Index::new(self, self.of_kind(kind), attribute));
        indexes.entry((kind, attribute)).or_insert_with(make).clone()
    }
}

/// Resources of one type by the value of one attribute.
#[derive(Debug, Default)]
pub struct Index {
    known: HashMap<Key, Vec<u32>>,
    /// By address of a resource that the attribute refers to.
    referring: HashMap<Name, Vec<u32>>,
    /// Unknown ones that refer to nothing.
    open: Vec<u32>,
    /// All unknown ones.
    unknown: Vec<u32>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Text(Arc<str>),
    /// Anything that is no text: compared one by one.
    Other,
}

impl Key {
    fn of(value: &Value) -> Self {
        match &value.kind {
            Kind::String(text) => Self::Text(text.clone()),
            _ => Self::Other,
        }
    }
}

impl Index {
    fn new(graph: &Graph, numbers: &[u32], attribute: Name) -> Self {
        let mut index = Self::default();
        for number in numbers {
            let resource = &graph.resources[*number as usize];
            if resource.action.leaves_it()
                && let Some(value) = resource.attribute(attribute)
            {
                index.insert(*number, value);
            }
        }
        index
    }

    fn insert(&mut self, number: u32, value: &Value) {
        let Some(unknown) = value.as_unknown() else {
            self.known.entry(Key::of(value)).or_default().push(number);
            return;
        };
        self.unknown.push(number);
        if unknown.refs.is_empty() {
            self.open.push(number);
        }
        for Ref { address, .. } in &unknown.refs {
            let numbers = self.referring.entry(*address).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }

    /// Every resource whose attribute can be equal to the wanted value or refer to one of these addresses, in order.
    #[must_use]
    pub fn candidates(&self, wanted: &Value, read_from: &[Name]) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let mut add = |numbers: Option<&Vec<u32>>| found.extend(numbers.into_iter().flatten());
        if wanted.as_unknown().is_some_and(|u| !(u.generated && u.exact)) {
            self.known.values().for_each(|numbers| add(Some(numbers)));
        } else if !wanted.is_unknown() {
            add(self.known.get(&Key::of(wanted)));
        }
        if read_from.is_empty() {
            add(Some(&self.unknown));
        } else {
            add(Some(&self.open));
            read_from.iter().for_each(|address| add(self.referring.get(address)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
