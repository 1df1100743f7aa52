//! From a measure to the values before and after: through nested blocks, whose elements are matched by what names them,
//! else by their place; sets of elements that nothing names are compared as a whole.

use crate::value::{Kind, Marks, Name, Reason, Truth, Unknown, Value, equals, order_in_set};

use super::mode::Mode;
use super::table::{Measure, Order};

/// What names an element of a repeated block: the first of these groups of which it has the first attribute.
const NAMING: [&[&str]; 12] = [
    &["device_name"],
    &["capacity_provider"],
    &["variant_name"],
    &["route_key"],
    &["api_id", "stage"],
    &["namespace", "name"],
    &["resource_id", "scalable_dimension"],
    &["initial_capacity_type"],
    &["endpoint_id"],
    &["metric_interval_lower_bound", "metric_interval_upper_bound"],
    &["path"],
    &["name"],
];

/// What becomes of the element that a value is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// It is there before and after, or there is only ever one.
    Kept,
    /// It is new.
    Added,
    /// It goes.
    Removed,
}

/// A value before and after.
#[derive(Clone, Debug)]
pub struct Pair {
    /// For people.
    pub path: String,
    /// For plan and source.
    pub place: String,
    /// Null where there was none.
    pub before: Value,
    /// Null where there will be none.
    pub after: Value,
    /// What becomes of the element that it is in.
    pub element: Element,
    /// Whether these are the values of all elements.
    pub whole: bool,
    /// Whether it must not be shown.
    pub secret: bool,
    /// Whether what decides about the numbers lets them be compared.
    pub compares: Truth,
}

/// A measure with its path in names.
struct Walk<'m> {
    measure: &'m Measure,
    parts: Vec<&'m str>,
}

impl Walk<'_> {
    /// How deep a block is of which these names are left.
    fn depth(&self, left: &[&str]) -> usize {
        self.parts.len() - left.len()
    }

    /// The modes that the blocks this deep hold.
    fn modes(&self, depth: usize) -> impl Iterator<Item = &Mode> {
        self.measure.modes.iter().filter(move |mode| mode.depth(self.measure.path) == depth)
    }
}

/// The values of a measure that may differ.
pub fn of(measure: &Measure, before: &Value, after: &Value) -> Vec<Pair> {
    let walk = Walk { measure, parts: measure.path.split('.').collect() };
    let top = |side: &Value| side.as_fields().and_then(|f| f.get_str(walk.parts[0])).cloned();
    if let (Some(old), Some(new)) = (top(before), top(after))
        && equals(&old, &new) == Truth::True
    {
        return Vec::new();
    }
    let start = Pair {
        path: String::new(),
        place: String::new(),
        before: before.clone(),
        after: after.clone(),
        element: Element::Kept,
        whole: false,
        secret: false,
        compares: Truth::True,
    };
    let mut found = Vec::new();
    let only = if let Order::Only(names) = measure.order { Some(names) } else { None };
    descend(&walk, start, &walk.parts, only, &mut found);
    found
}

impl Pair {
    fn is_secret(&self) -> bool {
        self.secret || [&self.before, &self.after].iter().any(|side| side.any(&is_marked))
    }

    /// The same with other values.
    fn with(&self, before: Value, after: Value) -> Self {
        // Of a secret, every part is one.
        let secret = self.secret || is_marked(&self.before) || is_marked(&self.after);
        Self { before, after, secret, ..self.clone() }
    }

    /// A step into an argument or block.
    pub fn member(&self, name: &str) -> Self {
        let get = |side: &Value| side.as_fields().and_then(|f| f.get_str(name)).cloned();
        let of = |side: &Value| {
            if side.is_unknown() { side.clone() } else { get(side).unwrap_or_else(Value::null) }
        };
        let mut inner = self.with(of(&self.before), of(&self.after));
        for path in [&mut inner.path, &mut inner.place] {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(name);
        }
        inner
    }

    /// A step to an element, matched with what it was.
    pub fn element(
        &self,
        name: &str,
        at: Option<usize>,
        before: Option<&Value>,
        after: Option<&Value>,
    ) -> Self {
        let element = match (before, after) {
            (None, _) => Element::Added,
            (_, None) => Element::Removed,
            _ => self.element,
        };
        let side = |value: Option<&Value>| value.cloned().unwrap_or_else(Value::null);
        let mut inner = Self { element, ..self.with(side(before), side(after)) };
        inner.path = format!("{}[{name}]", self.path);
        if let Some(at) = at {
            inner.place = format!("{}[{at}]", self.place);
        }
        inner
    }
}

fn is_marked(value: &Value) -> bool {
    value.marks.has(Marks::SENSITIVE) || value.marks.has(Marks::EPHEMERAL)
}

/// Of elements that only count by their names (`only`), others are left out.
fn descend(walk: &Walk<'_>, mut pair: Pair, parts: &[&str], only: Option<&str>, found: &mut Vec<Pair>) {
    let Some((name, rest)) = parts.split_first() else {
        found.push(Pair { secret: pair.is_secret(), ..pair });
        return;
    };
    // Of blocks that nobody wrote, what no default tells is the service's own choice.
    if pair.after.marks.has(Marks::ASSUMED) && leaves(&pair.after, parts).is_empty() {
        return found.push(not_known(&pair.with(pair.before.clone(), not_set()), parts));
    }
    let single = |side: &Value| side.as_elements().is_none();
    if single(&pair.before) && single(&pair.after) {
        let depth = walk.depth(parts);
        for mode in walk.modes(depth) {
            pair.compares = pair.compares.and(mode.compares(depth, &pair.before, &pair.after));
        }
        return descend(walk, pair.member(name), rest, only, found);
    }
    if pair.before.is_unknown() || pair.after.is_unknown() {
        return found.push(not_known(&pair, parts));
    }
    let (before, after) = (elements(&pair.before), elements(&pair.after));
    let names = (names(before, name, only), names(after, name, only));
    if let (Some(old), Some(new)) = names {
        by_name(walk, &pair, parts, only, (before, &old), (after, &new), found);
    } else if let Some(only) = only {
        let meant = |items: &[Value]| items.iter().filter(|item| may_be(item, name, only)).cloned().collect();
        found.extend(whole(walk, &pair.with(Value::list(meant(before)), Value::list(meant(after))), parts));
    } else if before.len() <= 1 && after.len() <= 1 {
        let mut only = pair.with(first(before), first(after));
        only.place.push_str("[0]");
        descend(walk, only, parts, None, found);
    } else if matches!(pair.before.kind, Kind::Set(_)) || matches!(pair.after.kind, Kind::Set(_)) {
        found.extend(whole(walk, &pair, parts));
    } else {
        for at in 0..before.len().max(after.len()) {
            let place = (at < after.len()).then_some(at);
            let element = pair.element(&at.to_string(), place, before.get(at), after.get(at));
            descend(walk, element, parts, None, found);
        }
    }
}

fn not_set() -> Value {
    Value::from(Unknown { reason: Reason::NotSet, ..Unknown::anything() }).marked(Marks::UNSET)
}

fn elements(side: &Value) -> &[Value] {
    match side.as_elements() {
        Some(items) => items,
        None if side.is_null() => &[],
        None => std::slice::from_ref(side),
    }
}

fn first(items: &[Value]) -> Value {
    items.first().cloned().unwrap_or_else(Value::null)
}

/// What names each of the elements; none where one has no name, or two have the same.
fn names(items: &[Value], measured: &str, only: Option<&str>) -> Option<Vec<String>> {
    let names = items.iter().map(|item| name_of(item, measured, only)).collect::<Option<Vec<String>>>()?;
    let is_twice = |(at, name): (usize, &String)| names[..at].contains(name);
    let distinct = !names.iter().enumerate().any(is_twice);
    distinct.then_some(names)
}

/// Secrets name nothing, but where names only tell what counts: of a set with one secret in it, Terraform hides all.
fn name_of(item: &Value, measured: &str, only: Option<&str>) -> Option<String> {
    let fields = item.as_fields()?;
    let known = |name: &str| fields.get_str(name).filter(|value| !value.is_null());
    let group = NAMING.iter().find(|group| !group.contains(&measured) && known(group[0]).is_some())?;
    let parts = group.iter().filter_map(|name| known(name)).map(|value| match &value.kind {
        _ if is_marked(value) && only.is_none() => None,
        Kind::String(text) => Some(text.to_string()),
        Kind::Number(number) => Some(number.to_string()),
        _ => None,
    });
    Some(parts.collect::<Option<Vec<String>>>()?.join("/"))
}

/// Whether an element has one of these names, with `|` between them, or none that anybody knows.
fn may_be(item: &Value, measured: &str, only: &str) -> bool {
    name_of(item, measured, Some(only)).is_none_or(|name| is_among(&name, only))
}

/// Whether a name is one of these, with `|` between them.
pub fn is_among(name: &str, only: &str) -> bool {
    only.split('|').any(|own| own == name)
}

type Named<'n> = (&'n [Value], &'n [String]);

fn by_name(
    walk: &Walk<'_>,
    pair: &Pair,
    parts: &[&str],
    only: Option<&str>,
    before: Named<'_>,
    after: Named<'_>,
    found: &mut Vec<Pair>,
) {
    let counts = |name: &String| only.is_none_or(|only| is_among(name, only));
    for (at, (item, name)) in after.0.iter().zip(after.1).enumerate().filter(|(_, (_, name))| counts(name)) {
        let was = before.1.iter().position(|old| old == name).map(|old| &before.0[old]);
        descend(walk, pair.element(name, Some(at), was, Some(item)), parts, None, found);
    }
    let gone = before.0.iter().zip(before.1).filter(|(_, name)| counts(name) && !after.1.contains(name));
    for (item, name) in gone {
        descend(walk, pair.element(name, None, Some(item), None), parts, None, found);
    }
}

/// Blocks of which nobody knows how many there will be.
fn not_known(pair: &Pair, parts: &[&str]) -> Pair {
    let side = |value: &Value| {
        if value.is_unknown() {
            return value.clone();
        }
        match &leaves(value, parts)[..] {
            [] => Value::null(),
            [one] => one.clone(),
            several => Value::list(several.to_vec()),
        }
    };
    let last = parts.iter().fold(pair.clone(), |pair, part| pair.member(part));
    let both = pair.with(side(&pair.before), side(&pair.after));
    let secret = both.is_secret() || pair.is_secret();
    Pair { path: last.path, place: pair.place.clone(), secret, ..both }
}

/// All elements at once, without those in which the number means nothing; none where they hold the same.
fn whole(walk: &Walk<'_>, pair: &Pair, parts: &[&str]) -> Option<Pair> {
    let depth = walk.depth(parts);
    let counts =
        |item: &Value| walk.modes(depth).all(|m| m.compares(depth, item, &Value::null()) != Truth::False);
    let sorted = |side: &Value| {
        let counted = elements(side).iter().filter(|item| counts(item));
        let mut leaves: Vec<Value> = counted.flat_map(|item| leaves(item, parts)).collect();
        leaves.sort_by(order_in_set);
        leaves
    };
    let (before, after) = (sorted(&pair.before), sorted(&pair.after));
    let same = |(a, b): (&Value, &Value)| equals(a, b) == Truth::True;
    if before.len() == after.len() && before.iter().zip(&after).all(same) {
        return None;
    }
    let last = parts.iter().fold(pair.clone(), |pair, part| pair.member(part));
    let both = pair.with(Value::list(before), Value::list(after));
    let secret = both.is_secret();
    Some(Pair { path: last.path, whole: true, secret, ..both })
}

/// The values at the end of a path, of all elements on the way.
pub fn leaves(value: &Value, parts: &[&str]) -> Vec<Value> {
    match (value.as_elements(), parts.split_first()) {
        _ if value.is_null() => Vec::new(),
        _ if value.is_unknown() => vec![value.clone()],
        (Some(items), Some(_)) => items.iter().flat_map(|item| leaves(item, parts)).collect(),
        (_, None) => vec![value.clone()],
        (None, Some((name, rest))) => {
            let inner = value.as_fields().and_then(|fields| fields.get(Name::new(name)));
            inner.map_or_else(Vec::new, |inner| leaves(inner, rest))
        }
    }
}
