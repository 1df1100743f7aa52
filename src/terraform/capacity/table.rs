//! The attributes that hold capacity, from `data/capacity.tsv`: one line each, and nothing else to touch for a new one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::mode::Mode;

const TEXT: &str = include_str!("../../../data/capacity.tsv");

/// What kind of capacity an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// How many there are.
    Horizontal,
    /// How large each is.
    Vertical,
    /// How much it keeps.
    Storage,
    /// How much goes through.
    Throughput,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Horizontal, Self::Vertical, Self::Storage, Self::Throughput];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Horizontal => "horizontal",
            Self::Vertical => "vertical",
            Self::Storage => "storage",
            Self::Throughput => "throughput",
        }
    }

    /// From the word for it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// How more is told from less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// A larger number is more; text counts by the number in it.
    Number,
    /// A smaller number is more.
    Down,
    /// A larger number is more, and -1 is no limit.
    Unlimited,
    /// A larger number is more, and -1 leaves it as it is.
    UnlessMinusOne,
    /// The size of an instance.
    Size,
    /// Several sizes of instances.
    Sizes,
    /// More elements are more.
    Count,
    /// A block of addresses: a shorter prefix is more.
    Prefix,
    /// On is more than off.
    Flag,
    /// The containers of a task definition, as JSON.
    Containers,
    /// These words, from less to more, with `<` between them.
    Steps(&'static str),
    /// Of the elements with these names, with `|` between them, the number or sizes; of others nothing.
    Only(&'static str),
    /// None is more than another.
    Changed,
}

impl Order {
    fn parse(word: &'static str) -> Option<Self> {
        Some(match word {
            "number" => Self::Number,
            "down" => Self::Down,
            "unlimited" => Self::Unlimited,
            "unless-minus-one" => Self::UnlessMinusOne,
            "size" => Self::Size,
            "sizes" => Self::Sizes,
            "count" => Self::Count,
            "prefix" => Self::Prefix,
            "flag" => Self::Flag,
            "containers" => Self::Containers,
            "changed" => Self::Changed,
            _ => match word.split_once(':')? {
                ("steps", words) => Self::Steps(words),
                ("only", names) => Self::Only(names),
                _ => return None,
            },
        })
    }
}

/// An attribute that holds capacity.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Names from the resource down to the attribute.
    pub path: &'static str,
    /// What kind of capacity.
    pub dimension: Dimension,
    /// Whether what changes holds data.
    pub stateful: bool,
    /// How more is told from less.
    pub order: Order,
    /// What decides whether it means anything.
    pub mode: Option<Mode>,
}

static MEASURES: LazyLock<BTreeMap<&'static str, Vec<Measure>>> = LazyLock::new(|| {
    let mut measures: BTreeMap<&str, Vec<Measure>> = BTreeMap::new();
    for (kind, measure) in TEXT.lines().filter(|line| !line.starts_with('#')).filter_map(read) {
        measures.entry(kind).or_default().push(measure);
    }
    measures
});

fn read(line: &'static str) -> Option<(&'static str, Measure)> {
    let mut cells = line.split('\t');
    let (kind, path) = (cells.next()?, cells.next()?);
    let dimension = Dimension::parse(cells.next()?)?;
    let stateful = cells.next()? == "stateful";
    let order = Order::parse(cells.next()?)?;
    let mode = match cells.next() {
        Some(cell) => Some(Mode::parse(cell)?),
        None => None,
    };
    Some((kind, Measure { path, dimension, stateful, order, mode }))
}

/// The types that hold capacity, in order.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    MEASURES.keys().copied()
}

/// Whether something of this type holds data that capacity is for.
#[must_use]
pub fn is_stateful(kind: &str) -> bool {
    measures_of(kind).iter().any(|measure| measure.stateful)
}

/// The attributes of a type that hold capacity; none where it holds none.
#[must_use]
pub fn measures_of(kind: &str) -> &'static [Measure] {
    MEASURES.get(kind).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::{MEASURES, Order, TEXT};

    #[test]
    fn every_line_means_something() {
        let lines = TEXT.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(MEASURES.values().map(Vec::len).sum::<usize>(), lines);
        assert_eq!((lines, MEASURES.len()), (390, 135));
    }

    #[test]
    fn every_mode_is_told_itself() {
        for measures in MEASURES.values() {
            for mode in measures.iter().filter_map(|measure| measure.mode) {
                let own = measures.iter().find(|measure| measure.path == mode.path);
                assert_eq!(own.map(|own| own.order), Some(Order::Changed), "{}", mode.path);
            }
        }
    }
}
