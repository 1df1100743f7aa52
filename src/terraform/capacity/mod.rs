//! Changes of capacity: which attributes hold it, what is more and what is less, and the words for a step from one to
//! the other. Which changes need an owner is decided by policies, not here.

mod amount;
mod containers;
mod entries;
mod instances;
mod mode;
mod pairs;
mod size;
mod step;
mod table;
mod words;

use crate::value::{Marks, Name, Number, Truth, Value};

use super::graph::{Action, Graph, Resource};

pub use entries::entries;
pub use table::{Dimension, Measure, Order, is_stateful, kinds, measures_of};

use pairs::Pair;
use step::Step;

/// Whether there is more or less of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More.
    Up,
    /// Less.
    Down,
    /// As much, written in another way.
    Same,
    /// Something else, and neither is more.
    Changed,
}

impl Direction {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Up, Self::Down, Self::Same, Self::Changed];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Same => "same",
            Self::Changed => "changed",
        }
    }
}

/// What of a resource changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// An attribute.
    Value,
    /// How many instances a block has.
    Instances,
    /// It appears.
    Created,
    /// It goes away.
    Removed,
    /// It goes away, and another takes its place.
    Replaced,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Value, Self::Instances, Self::Created, Self::Removed, Self::Replaced];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Instances => "instances",
            Self::Created => "created",
            Self::Removed => "removed",
            Self::Replaced => "replaced",
        }
    }
}

/// A change of capacity.
#[derive(Clone, Debug)]
pub struct Change {
    /// The resource's number in its graph; of a block with several instances, that of one of them.
    pub resource: u32,
    /// That resource.
    pub instance: Name,
    /// The resource, or the block.
    pub address: Name,
    /// What the plan does to it.
    pub action: Action,
    /// What changes, for people: `ebs_block_device[/dev/sdb].volume_size`; empty where it is the resource as a whole.
    pub path: String,
    /// The attributes to look for in plan and source: `ebs_block_device[1].volume_size`.
    pub places: Vec<String>,
    /// The value before; null where there was none.
    pub before: Value,
    /// The value after the apply.
    pub after: Value,
    /// More or less; none where only the apply tells.
    pub direction: Option<Direction>,
    /// Which of them it may turn out to be; empty where that is known.
    pub possible: &'static [Direction],
    /// By how many percent of the value before, with a sign; none where that means nothing.
    pub percent: Option<Number>,
    /// By how many sizes or words of an order, with a sign; none where there is no such order.
    pub steps: Option<i64>,
    /// What kind of capacity.
    pub dimension: Dimension,
    /// Whether what changes holds data.
    pub stateful: bool,
    /// What of the resource changes.
    pub class: Class,
    /// For a reviewer: `desired_count 6 → 12 (+100 %)`.
    pub words: String,
}

/// All changes of capacity of a graph's resources, of types that are wanted: those of resources in their order, then
/// those of blocks.
#[must_use]
pub fn changes(graph: &Graph, wanted: &dyn Fn(Name) -> bool) -> Vec<Change> {
    let managed = instances::managed(graph);
    let of_interest: Vec<(u32, &Resource)> =
        managed.filter(|(_, r)| !measures_of(&r.kind()).is_empty() && wanted(r.kind())).collect();
    let blocks = instances::of_blocks(&of_interest);
    let mut changes: Vec<Change> = of_interest.iter().flat_map(|(at, r)| of_resource(*at, r)).collect();
    changes.retain(|change| !instances::tell(&blocks, change));
    changes.extend(blocks.into_iter().map(|block| block.change));
    changes
}

fn of_resource(number: u32, resource: &Resource) -> Vec<Change> {
    let mut anew = Vec::new();
    let mut changes: Vec<Change> = match resource.action {
        Action::Update | Action::Replace | Action::CreateAndForget => values(number, resource, &mut anew),
        _ => Vec::new(),
    };
    let class = match resource.action {
        Action::Create => Class::Created,
        Action::Delete => Class::Removed,
        Action::Replace | Action::CreateAndForget => Class::Replaced,
        Action::NoOp | Action::Read | Action::Update | Action::Forget => return changes,
    };
    if is_stateful(&resource.kind()) {
        changes.push(instances::whole(number, resource, class, &anew));
    }
    changes
}

/// The attributes that differ, or may differ. What nobody sets is chosen anew where a resource is replaced, and belongs to
/// that change if it is told: these paths are put aside.
fn values(number: u32, resource: &Resource, anew: &mut Vec<String>) -> Vec<Change> {
    let tells_of_all = resource.action.makes_another() && is_stateful(&resource.kind());
    let mut changes = Vec::new();
    for measure in measures_of(&resource.kind()) {
        let mut pairs = pairs::of(measure, &resource.before, &resource.after);
        if measure.order == Order::Containers {
            pairs = pairs.into_iter().flat_map(containers::pairs).collect();
        }
        for pair in pairs.into_iter().filter(|pair| pair.compares != Truth::False) {
            let Some(step) = step::between(measure.order, &pair, resource.id) else { continue };
            if tells_of_all && step::is_left_to_provider(&pair.after, resource.id) {
                anew.push(pair.path);
                continue;
            }
            let step = match pair.compares {
                Truth::True => step,
                _ => Step::unknown(measure.order, &pair.before),
            };
            changes.push(value(number, resource, measure, pair, step));
        }
    }
    changes
}

fn value(number: u32, resource: &Resource, measure: &Measure, pair: Pair, step: Step) -> Change {
    let words = words::of(&pair, measure.order, &step);
    let hide = |value: Value| if pair.secret { value.marked(Marks::SENSITIVE) } else { value };
    Change {
        resource: number,
        instance: resource.id,
        address: resource.id,
        action: resource.action,
        places: vec![pair.place],
        before: hide(pair.before),
        after: hide(pair.after),
        direction: step.direction,
        possible: step.possible,
        percent: step.percent.filter(|_| !pair.secret),
        steps: step.steps.filter(|_| !pair.secret),
        dimension: measure.dimension,
        stateful: measure.stateful,
        class: Class::Value,
        path: pair.path,
        words,
    }
}
