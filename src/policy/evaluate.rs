//! The verdict of one policy on one resource.
//!
//! The fast path computes it and nothing else. A verdict that needs words is computed once more with a recorder, for the
//! attributes to blame.

use crate::lang::{Evaluator, Expr, Failure, Place, Recorder, World, truth};
use crate::terraform::{Action, Graph};
use crate::value::{Marks, Origin, Truth, Value, display};

use super::file::{Enforce, Level, Operation, ResourcePolicy};
use super::scope::{FileState, PolicyScope, Subject};
use super::worlds::{Judged, failed, in_all};

/// What a policy says of a resource.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Everything it enforces holds.
    Pass(Vec<String>),
    /// Something that it enforces does not hold.
    Fail(Vec<Violation>),
    /// It cannot be decided; because of these attributes.
    Unknown(Vec<Place>),
    /// It is not about this resource.
    NotApplicable,
    /// It cannot be evaluated.
    Error(Failure),
}

/// A condition that does not hold.
#[derive(Clone, Debug)]
pub struct Violation {
    /// Which of the policy's conditions, from 0.
    pub condition: usize,
    /// The policy's message.
    pub message: String,
    /// What was read to find out.
    pub blame: Vec<Place>,
}

/// The operations that a planned action consists of, as policies see them.
#[must_use]
pub fn operations_of(action: Action) -> &'static [Operation] {
    match action {
        Action::NoOp => &[Operation::NoOp],
        Action::Create | Action::CreateAndForget => &[Operation::Create],
        Action::Update => &[Operation::Update],
        Action::Delete => &[Operation::Delete],
        Action::Replace => &[Operation::Delete, Operation::Create],
        Action::Read | Action::Forget => &[],
    }
}

/// Evaluates a policy on a resource.
#[must_use]
pub fn evaluate(
    graph: &Graph,
    state: &FileState<'_>,
    policy: &ResourcePolicy,
    subject: Subject<'_>,
) -> Verdict {
    if !policy.operations.contains(&subject.operation) {
        return Verdict::NotApplicable;
    }
    let evaluation = Evaluation { graph, state, policy, subject };
    match evaluation.verdict().unwrap_or_else(Verdict::Error) {
        open @ (Verdict::Unknown(_) | Verdict::Error(_)) => {
            evaluation.verdict_of_all_worlds().unwrap_or(open)
        }
        // Of resources that may or may not be there, nobody can say what they lack.
        Verdict::Fail(_) if !subject.resource.certain && state.file.calls("getresources") => {
            Verdict::Unknown(Vec::new())
        }
        decided => decided,
    }
}

struct Evaluation<'e> {
    graph: &'e Graph,
    state: &'e FileState<'e>,
    policy: &'e ResourcePolicy,
    subject: Subject<'e>,
}

impl Evaluation<'_> {
    fn scope<'s>(&'s self, world: Option<&'s World>) -> PolicyScope<'s> {
        PolicyScope::new(self.graph, self.state, self.policy, self.subject).in_world(world)
    }

    fn verdict(&self) -> Result<Verdict, Failure> {
        let scope = self.scope(None);
        let applies = match &self.policy.filter {
            Some(filter) => condition(filter, &scope, None)?.1,
            None => Truth::True,
        };
        if applies == Truth::False {
            return Ok(Verdict::NotApplicable);
        }
        let truth_of = |e: &Enforce| condition(&e.condition, &scope, None).map(|(_, truth)| truth);
        let mut overall = Truth::True;
        for enforce in &self.policy.enforces {
            overall = overall.and(truth_of(enforce)?);
        }
        if overall == Truth::True {
            return Ok(Verdict::Pass(self.info(&scope)));
        }
        let truths = self.policy.enforces.iter().map(truth_of).collect::<Result<Vec<_>, _>>()?;
        match (applies, overall) {
            (Truth::True, Truth::False) => Ok(Verdict::Fail(self.violations(&failed(&truths), &scope, None))),
            // Whether it applies is not known, or whether it holds.
            (Truth::Unknown, _) => {
                Ok(Verdict::Unknown(self.explain(self.policy.filter.iter(), Truth::Unknown, None)))
            }
            _ => Ok(Verdict::Unknown(self.explain(self.undecided(&truths), Truth::Unknown, None))),
        }
    }

    /// The verdict where elements are only possible, if it is the same whichever of them are there.
    fn verdict_of_all_worlds(&self) -> Option<Verdict> {
        let (world, judged) = in_all(|world| self.judge(world).unwrap_or_else(Judged::Error))?;
        // What is said is what is known in every world, not what one of them makes up.
        let scope = self.scope(None);
        Some(match judged {
            Judged::NotApplicable => Verdict::NotApplicable,
            Judged::Pass => Verdict::Pass(self.info(&scope)),
            Judged::Fail(failed) => Verdict::Fail(self.violations(&failed, &scope, Some(&world))),
            Judged::Error(failure) => Verdict::Error(failure),
            Judged::Unknown => return None,
        })
    }

    fn judge(&self, world: &World) -> Result<Judged, Failure> {
        let scope = self.scope(Some(world));
        let applies = match &self.policy.filter {
            Some(filter) => condition(filter, &scope, None)?.1,
            None => Truth::True,
        };
        let truths = self.policy.enforces.iter().map(|e| condition(&e.condition, &scope, None).map(|c| c.1));
        Ok(Judged::new(applies, &truths.collect::<Result<Vec<_>, _>>()?))
    }

    fn undecided<'s>(&'s self, truths: &'s [Truth]) -> impl Iterator<Item = &'s Expr> {
        let undecided =
            self.policy.enforces.iter().zip(truths).filter(|(_, truth)| **truth == Truth::Unknown);
        undecided.map(|(enforce, _)| &enforce.condition)
    }

    fn violations(&self, failed: &[usize], scope: &PolicyScope<'_>, world: Option<&World>) -> Vec<Violation> {
        let failed = failed.iter().filter_map(|at| Some((*at, self.policy.enforces.get(*at)?)));
        let violation = |(condition, enforce): (usize, &Enforce)| Violation {
            condition,
            message: message(enforce.error_message.as_ref(), scope)
                .unwrap_or_else(|| "The policy's condition does not hold.".to_owned()),
            blame: self.explain(std::iter::once(&enforce.condition), Truth::False, world),
        };
        failed.map(violation).collect()
    }

    fn info(&self, scope: &PolicyScope<'_>) -> Vec<String> {
        self.policy.enforces.iter().filter_map(|e| message(e.info_message.as_ref(), scope)).collect()
    }

    /// What was read for these expressions to have this truth value: of an unknown one only what is unknown.
    fn explain<'x>(
        &self,
        expressions: impl Iterator<Item = &'x Expr>,
        truth: Truth,
        world: Option<&World>,
    ) -> Vec<Place> {
        let recorder = Recorder::default();
        let lived = world.map(World::again);
        let scope = self.scope(lived.as_ref());
        let mut places = Vec::new();
        for expr in expressions {
            if let Ok((value, found)) = condition(expr, &scope, Some(&recorder))
                && found == truth
            {
                match truth {
                    Truth::False => places.extend(self.to_blame(&recorder, value.origin)),
                    _ => places.extend(recorder.places(value.origin)),
                }
            }
        }
        if truth != Truth::False && places.iter().any(|p| p.value.any(&Value::is_unknown)) {
            places.retain(|p| p.value.any(&Value::is_unknown));
        }
        most_precise(places)
    }

    /// The subject's own attributes in which the offence was found, or else those where something was missed.
    fn to_blame(&self, recorder: &Recorder, origin: Origin) -> Vec<Place> {
        let is_own = |place: &Place| place.resource == self.subject.number;
        let found: Vec<Place> = recorder.found(origin).into_iter().filter(is_own).collect();
        if found.is_empty() { recorder.places(origin).into_iter().filter(is_own).collect() } else { found }
    }
}

/// The value and truth of a condition.
fn condition(
    expr: &Expr,
    scope: &PolicyScope<'_>,
    recorder: Option<&Recorder>,
) -> Result<(Value, Truth), Failure> {
    let value = scope.evaluator(recorder).eval(expr)?;
    match truth(&value, "the condition") {
        Ok(truth) => Ok((value, truth)),
        Err(message) => Err(Failure { message, span: expr.span, origin: value.origin }),
    }
}

/// A message's text; none where there is none.
fn message(expr: Option<&Expr>, scope: &PolicyScope<'_>) -> Option<String> {
    let value = Evaluator::for_message(scope).eval(expr?).ok()?;
    (!value.is_null()).then(|| display(&value))
}

/// Without the paths that others lead into: `ingress` says less than `ingress[2].cidr_blocks`.
fn most_precise(mut places: Vec<Place>) -> Vec<Place> {
    places.retain(|place| !place.path.is_empty());
    places.sort_by(|a, b| (a.resource, &a.path).cmp(&(b.resource, &b.path)));
    places.dedup_by(|a, b| (a.resource, &a.path) == (b.resource, &b.path));
    let leads_on: Vec<bool> = (0..places.len()).map(|at| leads_on(&places, at)).collect();
    let mut leads_on = leads_on.into_iter();
    places.retain(|_| leads_on.next() != Some(true));
    places
}

/// Whether a path is the beginning of one that follows it in the order of paths.
fn leads_on(places: &[Place], at: usize) -> bool {
    let place = &places[at];
    let begins = |next: &&Place| next.resource == place.resource && next.path.starts_with(&*place.path);
    let mut following = places[at + 1..].iter().take_while(begins);
    following.any(|next| next.path[place.path.len()..].starts_with(['.', '[']))
}

/// What a policy's failure means, for a policy whose level may depend on inputs.
#[must_use]
pub fn level(graph: &Graph, state: &FileState<'_>, policy: &ResourcePolicy, subject: Subject<'_>) -> Level {
    let Some(expr) = &policy.level else { return state.file.level };
    let scope = PolicyScope::new(graph, state, policy, subject);
    let value = Evaluator::new(&scope, None).eval(expr).ok();
    // A level that cannot be computed must not soften the policy.
    value.as_ref().and_then(Value::as_str).and_then(Level::parse).unwrap_or(Level::Mandatory)
}

/// Whether an assumed default was among what decided, and which.
#[must_use]
pub fn assumptions(blame: &[Place]) -> Vec<String> {
    let assumed = blame.iter().filter(|p| p.value.marks.has(Marks::ASSUMED));
    assumed.map(|p| format!("`{}` is not set; the default is {}", p.path, display(&p.value))).collect()
}

/// The attributes of the subject itself among these places; those of other resources only where there are none.
#[must_use]
pub fn own_paths(places: &[Place], subject: u32) -> Vec<String> {
    places.iter().filter(|p| p.resource == subject).map(|p| p.path.clone()).collect()
}
