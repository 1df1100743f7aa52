//! From a value to the next: whether that is a change of capacity at all, up or down, and by how much.

use std::cmp::Ordering;

use crate::value::{Kind, Name, Number, Truth, Value, equals};

use super::Direction;
use super::amount::{amount, is_nothing, percent};
use super::pairs::{Element, Pair};
use super::size::Size;
use super::table::Order;

/// What a step comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// None where only the apply tells.
    pub direction: Option<Direction>,
    /// What it may then be.
    pub possible: &'static [Direction],
    /// Of the value before.
    pub percent: Option<Number>,
    /// In sizes or words of an order.
    pub steps: Option<i64>,
}

impl Step {
    fn to(direction: Direction) -> Self {
        Self { direction: Some(direction), ..Self::default() }
    }

    /// Where only the apply tells: what has no order does not shrink, and what is off cannot go off.
    pub fn unknown(order: Order, before: &Value) -> Self {
        let possible: &[Direction] = match (order, &before.kind) {
            (Order::Changed, _) => &[Direction::Same, Direction::Changed],
            (Order::Flag, Kind::Bool(true)) => &[Direction::Same, Direction::Down],
            (Order::Flag, Kind::Bool(false) | Kind::Null(_)) => &[Direction::Same, Direction::Up],
            _ => &Direction::ALL,
        };
        Self { possible, ..Self::default() }
    }

    fn by(ordering: Ordering) -> Self {
        Self::to(match ordering {
            Ordering::Greater => Direction::Up,
            Ordering::Less => Direction::Down,
            Ordering::Equal => Direction::Same,
        })
    }
}

/// The step of a resource's value; none where it is no change of capacity.
pub fn between(order: Order, pair: &Pair, resource: Name) -> Option<Step> {
    let Pair { before, after, .. } = pair;
    if [before, after].iter().any(|side| side.any(&Value::is_unknown)) {
        let stays = is_nothing(before) && is_left_to_provider(after, resource);
        return (!stays).then(|| Step::unknown(order, before));
    }
    // Where no limit is said in another way than none, the order knows.
    let are_nothing = order != Order::Unlimited && is_nothing(before) && is_nothing(after);
    if equals(before, after) == Truth::True || are_nothing {
        return None;
    }
    if pair.whole {
        return of_all(order, before, after);
    }
    match order {
        Order::Number | Order::Containers => Some(number(pair)),
        Order::Down => Some(turned(number(pair))),
        Order::OrNone => or_none(pair),
        Order::Unlimited => limit(pair, is_not_said),
        Order::Limit => limit(pair, |value| is_not_said(value) || is_nothing(value)),
        Order::UnlessMinusOne => unless_minus_one(pair),
        Order::Size => Some(size(pair)),
        Order::Sizes => sizes(before, after),
        Order::Count => count(before, after),
        Order::Prefix => prefix(before, after),
        Order::Flag => flag(before, after),
        Order::Steps(words) => Some(word(words, before, after)),
        Order::Only(_) => Some(if amount(before).is_some() { number(pair) } else { sizes(before, after)? }),
        Order::Changed => Some(Step::to(Direction::Changed)),
    }
}

/// Nobody says what it is to be: AWS chose it before, and chooses again.
pub fn is_left_to_provider(value: &Value, resource: Name) -> bool {
    let own = |value: &Value| {
        value.as_unknown().is_some_and(|u| !u.refs.is_empty() && u.refs.iter().all(|r| r.address == resource))
    };
    value.is_left_out() || own(value)
}

fn turned(step: Step) -> Step {
    let direction = match step.direction {
        Some(Direction::Up) => Some(Direction::Down),
        Some(Direction::Down) => Some(Direction::Up),
        other => other,
    };
    Step { direction, ..step }
}

/// Of what is not set nobody knows whether it is more; an element that comes or goes is.
fn unset(pair: &Pair) -> Step {
    Step::to(match pair.element {
        Element::Added => Direction::Up,
        Element::Removed => Direction::Down,
        Element::Kept => Direction::Changed,
    })
}

fn number(pair: &Pair) -> Step {
    match (amount(&pair.before), amount(&pair.after)) {
        (Some(before), Some(after)) => {
            Step { percent: percent(&before, &after), ..Step::by(after.cmp(&before)) }
        }
        _ if pair.before.is_null() || pair.after.is_null() => unset(pair),
        _ => Step::to(Direction::Changed),
    }
}

/// Not set, or -1, by which many arguments say so.
pub fn is_not_said(value: &Value) -> bool {
    value.is_null() || amount(value) == Some(Number::from(-1_i64))
}

/// From no number to one, or back, is neither more nor less.
fn unless_minus_one(pair: &Pair) -> Option<Step> {
    match (is_not_said(&pair.before), is_not_said(&pair.after)) {
        (true, true) => None,
        (false, false) => Some(number(pair)),
        _ => Some(unset(pair)),
    }
}

fn or_none(pair: &Pair) -> Option<Step> {
    let none = |side: &Value| if is_not_said(side) { Value::from(0_i64) } else { side.clone() };
    let (before, after) = (none(&pair.before), none(&pair.after));
    let differ = equals(&before, &after) != Truth::True;
    differ.then(|| number(&Pair { before, after, ..pair.clone() }))
}

fn limit(pair: &Pair, is_open: impl Fn(&Value) -> bool) -> Option<Step> {
    match (is_open(&pair.before), is_open(&pair.after)) {
        (true, true) => None,
        (true, false) => Some(Step::to(Direction::Down)),
        (false, true) => Some(Step::to(Direction::Up)),
        (false, false) => Some(number(pair)),
    }
}

fn size(pair: &Pair) -> Step {
    let of = |value: &Value| value.as_str().and_then(Size::of);
    match (of(&pair.before), of(&pair.after)) {
        (Some(before), Some(after)) => {
            let step = match after.compare(&before) {
                Ordering::Equal => Step::to(Direction::Changed),
                ordering => Step::by(ordering),
            };
            Step { steps: Some(before.steps_to(&after)), ..step }
        }
        _ if pair.before.is_null() || pair.after.is_null() => unset(pair),
        _ => Step::to(Direction::Changed),
    }
}

/// More where neither the smallest nor the largest is less; what is said by commas is a list too.
fn sizes(before: &Value, after: &Value) -> Option<Step> {
    let texts = |value: &Value| -> Vec<String> {
        let texts = match value.as_elements() {
            Some(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            None => value.as_str().unwrap_or_default().split(',').map(|t| t.trim().to_owned()).collect(),
        };
        let mut texts: Vec<String> = texts;
        texts.sort();
        texts
    };
    let (before, after) = (texts(before), texts(after));
    if before == after {
        return None;
    }
    let ends = |texts: &[String]| {
        let mut sizes = texts.iter().map(|text| Size::of(text)).collect::<Option<Vec<Size>>>()?;
        sizes.sort_by(Size::compare);
        Some((sizes.first()?.clone(), sizes.last()?.clone()))
    };
    let (Some(old), Some(new)) = (ends(&before), ends(&after)) else {
        return Some(Step::to(Direction::Changed));
    };
    let direction = match (new.0.compare(&old.0), new.1.compare(&old.1)) {
        (Ordering::Equal, Ordering::Equal) => Direction::Changed,
        (Ordering::Greater | Ordering::Equal, Ordering::Greater | Ordering::Equal) => Direction::Up,
        (Ordering::Less | Ordering::Equal, Ordering::Less | Ordering::Equal) => Direction::Down,
        _ => Direction::Changed,
    };
    Some(Step::to(direction))
}

/// Others in their place are as many.
fn count(before: &Value, after: &Value) -> Option<Step> {
    let of = |value: &Value| Number::from(value.as_elements().map_or(0, <[Value]>::len));
    let (before, after) = (of(before), of(after));
    let step = Step { percent: percent(&before, &after), ..Step::by(after.cmp(&before)) };
    (before != after).then_some(step)
}

/// A block of addresses has twice as many with each bit that its prefix is shorter.
fn prefix(before: &Value, after: &Value) -> Option<Step> {
    let bits = |value: &Value| value.as_str()?.rsplit_once('/')?.1.parse::<i32>().ok();
    let (Some(old), Some(new)) = (bits(before), bits(after)) else {
        return Some(Step::to(Direction::Changed));
    };
    if old == new {
        return None;
    }
    let power = |bits: i32| Number::parse(&(1_u128 << bits.clamp(0, 100)).to_string());
    let (before, after) = ((new - old).max(0), (old - new).max(0));
    let percent = power(before).zip(power(after)).and_then(|(before, after)| percent(&before, &after));
    Some(Step { percent, ..Step::by(old.cmp(&new)) })
}

fn flag(before: &Value, after: &Value) -> Option<Step> {
    let on = |value: &Value| match &value.kind {
        Kind::Null(_) => Some(false),
        Kind::Bool(flag) => Some(*flag),
        Kind::String(text) => text.parse().ok(),
        _ => None,
    };
    match (on(before), on(after)) {
        (Some(before), Some(after)) if before == after => None,
        (Some(_), Some(after)) => Some(Step::to(if after { Direction::Up } else { Direction::Down })),
        _ => Some(Step::to(Direction::Changed)),
    }
}

fn word(words: &str, before: &Value, after: &Value) -> Step {
    let rank = |value: &Value| {
        let word = value.as_str()?;
        let at = words.split('<').position(|rank| rank.split('=').any(|same| same == word))?;
        i64::try_from(at).ok()
    };
    match (rank(before), rank(after)) {
        (Some(before), Some(after)) if before == after => {
            Step { steps: Some(0), ..Step::to(Direction::Changed) }
        }
        (Some(before), Some(after)) => Step { steps: Some(after - before), ..Step::by(after.cmp(&before)) },
        _ => Step::to(Direction::Changed),
    }
}

/// Elements that nothing names: numbers by those that are not the same, sizes by the smallest and the largest, what has no
/// order by the values that occur.
fn of_all(order: Order, before: &Value, after: &Value) -> Option<Step> {
    let amounts = |side: &Value| {
        let items = side.as_elements()?.iter().filter(|item| !item.is_null());
        items.map(amount).collect::<Option<Vec<Number>>>()
    };
    match (order, amounts(before), amounts(after)) {
        (Order::Number | Order::UnlessMinusOne, Some(before), Some(after)) => Some(numbers(before, after)),
        (Order::Size | Order::Sizes, ..) => {
            Some(sizes(before, after).unwrap_or_else(|| Step::to(Direction::Changed)))
        }
        (Order::Changed, ..) if occur(before, after) && occur(after, before) => None,
        _ => Some(Step::to(Direction::Changed)),
    }
}

/// Whether each of these elements equals one of the others.
fn occur(elements: &Value, others: &Value) -> bool {
    let is_there = |item: &Value| others.children().any(|other| equals(item, other) == Truth::True);
    elements.children().all(is_there)
}

/// Where some only come or only go, there is more or less by as much as they are; one in the place of another is compared with
/// it. Of several in the place of others, nobody can tell what has become of which.
fn numbers(mut before: Vec<Number>, mut after: Vec<Number>) -> Step {
    let sum = |items: &[Number]| items.iter().try_fold(Number::ZERO, |sum, item| sum.add(item));
    let whole = sum(&before);
    before.retain(|old| match after.iter().position(|new| new == old) {
        Some(at) => {
            after.swap_remove(at);
            false
        }
        None => true,
    });
    let apart = |old: &Number, new: &Number, of: &Number| {
        let percent = new.sub(old).and_then(|by| percent(of, &of.add(&by)?));
        Step { percent, ..Step::by(new.cmp(old)) }
    };
    match (&before[..], &after[..], whole, sum(&before), sum(&after)) {
        ([old], [new], ..) => apart(old, new, old),
        ([], _, Some(whole), Some(old), Some(new)) | (_, [], Some(whole), Some(old), Some(new)) => {
            apart(&old, &new, &whole)
        }
        _ => Step::to(Direction::Changed),
    }
}
