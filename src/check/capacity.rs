//! Policies about changes of capacity, on the changes that a plan makes, and thresholds below which nobody need approve.

use crate::policy::{self, Level, PolicyFile, operation_of};
use crate::terraform::capacity::{self, Change, Dimension, Direction};
use crate::terraform::{Graph, Input, Role};
use crate::value::{Kind, Marks, Number, Reason, Ref, Unknown, Value};

use super::finding::Capacity;
use super::fingerprint::fingerprint;
use super::report::{InputSummary, Report};
use super::run::{Active, Check, Policies};

/// Adds what the policies about changes say of a plan, or a note that they cannot be asked.
pub(super) fn check(
    input: &Input,
    graph: &Graph,
    files: &[&Active<'_>],
    policies: &Policies,
    report: &mut Report,
    summary: &mut InputSummary,
) {
    let files: Vec<&Active<'_>> = files.iter().filter(|f| is_on_changes(f.file)).copied().collect();
    if files.is_empty() {
        return;
    }
    if matches!(input, Input::Source(_)) {
        let note =
            "policies about changes of capacity were not applied: a source alone does not tell what changes";
        return summary.notes.push(note.to_owned());
    }
    let wanted = |kind| files.iter().any(|f| f.covers(Role::Change, kind));
    let changes = capacity::changes(graph, &wanted);
    let entries = capacity::entries(&changes, graph, &|change| operation_of(change).as_str());
    if let Some(ownership) = &policies.ownership {
        ownership.tell_changes(input, graph, &changes, &entries, &files);
    }
    let number = report.inputs.len();
    let check = Check { graph: &entries, number, changes: &changes, thresholds: &policies.thresholds };
    summary.infos.extend(check.all(&files, report));
}

/// Whether a file's policies are about changes; those of one file all are, or none.
fn is_on_changes(file: &PolicyFile) -> bool {
    file.policies.iter().any(|policy| policy.role == Role::Change)
}

/// The fingerprint of a finding about a change: of the attribute by its name for people, which stays the same where other
/// elements come and go.
pub(super) fn fingerprint_of(rule: &str, change: &Change, condition: usize) -> String {
    let what = if change.path.is_empty() { change.class.as_str() } else { &change.path };
    fingerprint(rule, &change.address, operation_of(change).as_str(), condition, &[what.to_owned()])
}

/// Whether only the apply tells what somebody has set a capacity to. Of a resource that another takes the place of, what nobody
/// has set is known no earlier either: that says nothing.
pub(super) fn is_hidden(change: &Change) -> bool {
    let is_own = |unknown: &Unknown| {
        let own = |r: &Ref| r.address.as_str() == &*change.instance;
        unknown.reason == Reason::NotSet || !unknown.refs.is_empty() && unknown.refs.iter().all(own)
    };
    let is_unset = || change.after.unknowns().into_iter().all(is_own);
    change.direction.is_none() && !(change.action.makes_another() && is_unset())
}

/// What was assumed of the value after.
pub(super) fn assumptions_of(change: &Change) -> Option<String> {
    let assumed = change.after.marks.has(Marks::ASSUMED);
    assumed.then(|| {
        format!("`{}` is not set; the default is {}", change.path, crate::value::display(&change.after))
    })
}

impl Capacity {
    /// The parts of a change.
    #[must_use]
    pub fn of(change: &Change) -> Self {
        Self {
            path: (!change.path.is_empty()).then(|| change.path.clone()),
            before: plain(&change.before),
            after: plain(&change.after),
            direction: change.direction.map(Direction::as_str),
            percent: change.percent.as_ref().map(Number::to_f64),
            dimension: change.dimension.as_str(),
            stateful: change.stateful,
            class: change.class.as_str(),
            instance: change.instance,
        }
    }
}

/// A value as a program wants it; words where it must not be shown or is not known.
fn plain(value: &Value) -> serde_json::Value {
    if value.any(&|part| part.marks.has(Marks::SENSITIVE) || part.marks.has(Marks::EPHEMERAL)) {
        return "(sensitive)".into();
    }
    match &value.kind {
        Kind::Null(_) => serde_json::Value::Null,
        Kind::Bool(flag) => (*flag).into(),
        Kind::Number(number) => match number.as_i64() {
            Some(integer) => integer.into(),
            None => number.to_f64().into(),
        },
        Kind::String(text) => text.to_string().into(),
        Kind::List(items) | Kind::Set(items) | Kind::Tuple(items) => items.items.iter().map(plain).collect(),
        Kind::Unknown(_) => "(known after apply)".into(),
        Kind::Map(_) | Kind::Object(_) => "(a value)".into(),
    }
}

/// How small changes need nobody's approval, in percent of the value before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thresholds {
    /// Of all kinds for which there is none of their own.
    pub all: Option<f64>,
    /// Of one kind of capacity.
    pub each: Vec<(Dimension, f64)>,
}

impl Thresholds {
    fn of(&self, dimension: Dimension) -> Option<f64> {
        self.each.iter().find(|(kind, _)| *kind == dimension).map(|(_, least)| *least).or(self.all)
    }

    /// Why a gated change need not be approved, if that is so. Making less of what holds data always counts, and so does
    /// what cannot be measured.
    #[must_use]
    pub fn remark(&self, change: &Change, level: Level) -> Option<String> {
        let shrinks = change.stateful && change.direction != Some(Direction::Up);
        if level != policy::Level::MandatoryOverridable || shrinks {
            return None;
        }
        let least = self.of(change.dimension)?;
        let percent = change.percent.as_ref()?.to_f64().abs();
        (percent < least).then(|| {
            let kind = change.dimension.as_str();
            format!("no approval is needed: less than {least} % of {kind} capacity, as .sekisho.hcl says")
        })
    }
}
