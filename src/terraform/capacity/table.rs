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
    /// A larger number is more; what is not set, or -1, is none.
    OrNone,
    /// A smaller number is more.
    Down,
    /// A larger number is more; what is not set, or -1, is no limit.
    Unlimited,
    /// A larger number is more; what is not set, 0 or -1, is no limit.
    Limit,
    /// A larger number is more; -1 says no number, so it is neither more nor less than one.
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
    /// These words, from less to more, with `<` between them and `=` between those of one rank.
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
            "or-none" => Self::OrNone,
            "down" => Self::Down,
            "unlimited" => Self::Unlimited,
            "limit" => Self::Limit,
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
    /// What decides whether it means anything, and in which unit.
    pub modes: Vec<Mode>,
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
    let modes = cells.next().into_iter().flat_map(|cell| cell.split(' ')).map(Mode::parse);
    let modes = modes.collect::<Option<Vec<Mode>>>()?;
    Some((kind, Measure { path, dimension, stateful, order, modes }))
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
        assert_eq!((lines, MEASURES.len()), (481, 140));
    }

    /// Where one changes, the numbers that it decides about are not compared, so it has to be told.
    #[test]
    fn every_mode_is_told_itself() {
        for (kind, measures) in MEASURES.iter() {
            for mode in measures.iter().flat_map(|measure| &measure.modes) {
                let own = measures.iter().find(|measure| measure.path == mode.path).map(|own| own.order);
                let told = matches!(own, Some(Order::Changed | Order::Flag | Order::Steps(_)));
                assert!(told, "{kind}.{}", mode.path);
            }
        }
    }

    #[test]
    fn lines_are_in_order_and_no_two_are_of_one_attribute() {
        let lines = || TEXT.lines().filter(|line| !line.starts_with('#'));
        let of = |line: &'static str| line.split('\t').take(2).collect::<Vec<_>>();
        for (line, next) in lines().zip(lines().skip(1)) {
            assert!(of(line) < of(next), "{line} is before {next}");
        }
    }
}
