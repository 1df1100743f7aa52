//! The truth of static plans: what the sources of `fixtures/stacks` are evaluated to, against what Terraform planned.
//!
//! Nothing that we claim to know may differ from the plan, or be unknown in it; the same resources must be there. What
//! the plan knows and we do not is *lost*. Every difference stands in `fixtures/stacks/differences.txt` with its cause;
//! `SEKISHO_STACKS=list` prints that list as it should be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // A test says what it expects by failing.

mod stack;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sekisho::terraform::{Role, StaticPlan};
use sekisho::value::{Kind, Marks, Mode, Value};
use serde_json::{Map, Value as Json, json};

use stack::{fixtures, name, options, stacks};

/// What we know, as JSON: what is not known is `{"$unknown": true}`, an assumed default too.
fn known(value: &Value) -> Json {
    let guessed = value.marks.has(Marks::ASSUMED) || value.marks.has(Marks::RESOLVED);
    let open = value.has_possible() || value.as_fields().is_some_and(|f| !f.symbolic.is_empty());
    if guessed || open || value.is_unknown() {
        return json!({"$unknown": true});
    }
    match &value.kind {
        Kind::Null(_) | Kind::Unknown(_) => Json::Null,
        Kind::Bool(b) => (*b).into(),
        Kind::Number(n) => serde_json::from_str(&n.to_string()).unwrap(),
        Kind::String(text) => (**text).into(),
        Kind::List(e) | Kind::Set(e) | Kind::Tuple(e) => e.items.iter().map(known).collect(),
        Kind::Map(f) | Kind::Object(f) => f
            .entries()
            .iter()
            .map(|(name, value)| (name.to_string(), known(value)))
            .collect::<Map<_, _>>()
            .into(),
    }
}

fn is_unknown(value: &Json) -> bool {
    value.get("$unknown") == Some(&json!(true))
}

/// A comparison's outcome: what is wrong, what is claimed, what is lost.
#[derive(Default)]
struct Outcome {
    agreeing: usize,
    /// Paths, and what stands there instead of what.
    wrong: Vec<(String, String)>,
    claimed: Vec<(String, String)>,
    lost: Vec<(String, String)>,
}

impl Outcome {
    fn badness(&self) -> usize {
        (self.wrong.len() + self.claimed.len()) * 1000 + self.lost.len()
    }

    fn add(&mut self, other: Self) {
        self.agreeing += other.agreeing;
        self.wrong.extend(other.wrong);
        self.claimed.extend(other.claimed);
        self.lost.extend(other.lost);
    }
}

fn any_unknown(mask: &Json) -> bool {
    match mask {
        Json::Bool(all) => *all,
        Json::Array(items) => items.iter().any(any_unknown),
        Json::Object(entries) => entries.values().any(any_unknown),
        _ => false,
    }
}

/// Ours against the plan's, with the plan's mask of what is unknown.
fn compare(ours: &Json, theirs: &Json, mask: &Json, path: &str) -> Outcome {
    let mut outcome = Outcome::default();
    let said = |words: String| (path.to_owned(), words);
    match (mask, ours, theirs) {
        (Json::Bool(true), ours, _) if is_unknown(ours) || ours.is_null() => outcome.agreeing += 1,
        (Json::Bool(true), ..) => outcome.claimed.push(said(cut(ours))),
        (mask, ours, _) if is_unknown(ours) && any_unknown(mask) => outcome.agreeing += 1,
        (_, ours, theirs) if is_unknown(ours) => {
            if theirs.is_null() {
                outcome.agreeing += 1;
            } else {
                outcome.lost.push(said(cut(theirs)));
            }
        }
        (_, Json::Object(ours), Json::Object(theirs)) => {
            for key in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
                let [ours, theirs] = [ours, theirs].map(|o| o.get(key).unwrap_or(&Json::Null));
                let mask = mask.get(key).unwrap_or(&Json::Null);
                outcome.add(compare(ours, theirs, mask, &format!("{path}.{key}")));
            }
        }
        (_, Json::Array(ours), Json::Array(theirs)) if ours.len() == theirs.len() => {
            outcome = elements(ours, theirs, mask, path);
        }
        (_, ours, theirs) if same(ours, theirs) => outcome.agreeing += 1,
        _ => outcome.wrong.push(said(format!("{} for {}", cut(ours), cut(theirs)))),
    }
    outcome
}

fn cut(value: &Json) -> String {
    value.to_string().chars().take(120).collect()
}

/// Each with the one that it agrees with best, its own place first: sets have no order.
fn elements(ours: &[Json], theirs: &[Json], mask: &Json, path: &str) -> Outcome {
    let mut free: Vec<usize> = (0..theirs.len()).collect();
    let mut all = Outcome::default();
    for (at, ours) in ours.iter().enumerate() {
        let own = |place: usize| {
            let mask = mask.get(place).unwrap_or(&Json::Null);
            compare(ours, &theirs[place], mask, &format!("{path}[{at}]"))
        };
        let mut places: Vec<usize> = free.clone();
        places.sort_by_key(|place| *place != at);
        let (best, outcome) =
            places.into_iter().map(|place| (place, own(place))).min_by_key(|(_, o)| o.badness()).unwrap();
        free.retain(|place| *place != best);
        all.add(outcome);
    }
    all
}

/// Equal, or JSON documents that are; nothing where the provider keeps an empty value in its place.
fn same(ours: &Json, theirs: &Json) -> bool {
    let document = |value: &Json| {
        serde_json::from_str::<Json>(value.as_str()?).ok().filter(|d| d.is_object() || d.is_array())
    };
    let empty = |value: &Json| {
        value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty)
    };
    match (ours, theirs) {
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (Json::Null, other) | (other, Json::Null) => other.is_null() || empty(other),
        _ => ours == theirs || document(ours).is_some_and(|ours| Some(ours) == document(theirs)),
    }
}

/// The plan's managed resources: values and mask by address.
fn planned(stack: &Path) -> BTreeMap<String, (Json, Json)> {
    let plan: Json =
        serde_json::from_str(&std::fs::read_to_string(stack.join("plan.json")).unwrap()).unwrap();
    let changes =
        plan["resource_changes"].as_array().unwrap().iter().filter(|change| change["mode"] == "managed");
    let one = |change: &Json| {
        let values = (change["change"]["after"].clone(), change["change"]["after_unknown"].clone());
        (change["address"].as_str().unwrap().to_owned(), values)
    };
    changes.map(one).collect()
}

fn evaluated(stack: &Path) -> BTreeMap<String, Json> {
    let plan = StaticPlan::read(stack, &options(stack)).unwrap();
    let entries = (0..).zip(&plan.graph.resources);
    let resources =
        entries.filter(|(at, r)| plan.graph.role(*at) == Role::Resource && r.address.mode == Mode::Managed);
    resources.map(|(_, resource)| (resource.id.to_string(), known(&resource.after))).collect()
}

/// Addresses that only one of the two has; a symbolic instance stands for all that the plan has of its block.
fn unpaired(ours: &BTreeMap<String, Json>, theirs: &BTreeMap<String, (Json, Json)>) -> Vec<String> {
    let symbolic: Vec<&str> =
        ours.keys().filter_map(|id| id.split_once("[*]")).map(|(base, _)| base).collect();
    let stands = |id: &str| symbolic.iter().any(|base| id.starts_with(base));
    let missing = theirs
        .keys()
        .filter(|id| !ours.contains_key(*id) && !stands(id))
        .map(|id| format!("{id} is missing"));
    let extra = ours
        .keys()
        .filter(|id| !theirs.contains_key(*id) && !stands(id))
        .map(|id| format!("{id} is not in the plan"));
    missing.chain(extra).collect()
}

/// Causes by difference: `STACK KIND PATH | cause`.
fn excepted() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(fixtures().join("differences.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pairs = lines.map(|line| line.split_once(" | ").expect("a difference and its cause"));
    pairs.map(|(what, why)| (what.to_owned(), why.to_owned())).collect()
}

/// Everything in which a stack differs, as the list has it, with what is said of it.
fn differences(stack: &Path) -> (usize, Vec<(String, String)>) {
    let (ours, theirs) = (evaluated(stack), planned(stack));
    let mut all = Outcome::default();
    for (id, (after, mask)) in &theirs {
        if let Some(own) = ours.get(id) {
            all.add(compare(own, after, mask, id));
        }
    }
    let line = |kind: &str, what: &str| format!("{} {kind} {what}", name(stack));
    let mut found: Vec<(String, String)> =
        unpaired(&ours, &theirs).into_iter().map(|what| (line("unpaired", &what), String::new())).collect();
    let differing = |kind: &'static str, all: Vec<(String, String)>| {
        all.into_iter().map(move |(path, said)| (line(kind, &path), said)).collect::<Vec<_>>()
    };
    found.extend(differing("wrong", all.wrong));
    found.extend(differing("claimed", all.claimed));
    found.extend(differing("lost", all.lost));
    (all.agreeing, found)
}

#[test]
fn what_is_claimed_is_planned() {
    let (mut agreeing, mut found) = (0, BTreeMap::new());
    for stack in stacks() {
        let (count, differences) = differences(&stack);
        agreeing += count;
        found.extend(differences);
    }
    println!("{agreeing} values agree, {} differ", found.len());
    if std::env::var_os("SEKISHO_STACKS").is_some() {
        found.keys().for_each(|what| println!("{what} | "));
    }
    let excepted = excepted();
    let new = found.iter().filter(|(what, _)| !excepted.contains_key(*what));
    let gone = excepted.keys().filter(|what| !found.contains_key(*what));
    let mut bad: Vec<String> = new.map(|(what, said)| format!("{what}: {said}")).collect();
    bad.extend(gone.map(|what| format!("no longer: {what}")));
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}
