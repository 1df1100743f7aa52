//! Arguments by whose values a number is read: a table of `DynamoDB` that is paid by request has neither more nor less for
//! its provisioned units, a volume of type gp2 none for the operations that it reports, and a limit per day is no limit per
//! month.

use crate::value::{Kind, Truth, Value, equals};

use super::pairs::leaves;

/// The argument, of the same resource: of the same element where the number is in a repeated block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// Names from the resource down to it.
    pub path: &'static str,
    /// What it is where it is not set.
    unset: Option<&'static str>,
    /// Its values under which the number means nothing, with `|` between them; none where it is the number's unit.
    without: Option<&'static str>,
}

impl Mode {
    /// From `billing_mode=PAY_PER_REQUEST`, `dedicated_master_enabled:false=false`, or `period:monthly` for a unit.
    pub(super) fn parse(cell: &'static str) -> Option<Self> {
        let (argument, without) = apart(cell, '=');
        let (path, unset) = apart(argument, ':');
        (!path.is_empty()).then_some(Self { path, unset, without })
    }

    /// How many names it has in common with the path of what it decides about.
    pub(super) fn depth(&self, measured: &str) -> usize {
        self.path.split('.').zip(measured.split('.')).take_while(|(a, b)| a == b).count()
    }

    /// Whether the numbers before and after can be compared, given the blocks this deep that hold them and the argument: the
    /// numbers count by it, or are of one unit. A block that is not there says nothing.
    pub(super) fn compares(&self, depth: usize, before: &Value, after: &Value) -> Truth {
        let there = [before, after].into_iter().filter(|side| !side.is_null());
        let values: Vec<Value> = there.map(|side| self.value(depth, side)).collect();
        match (self.without, &values[..]) {
            (None, [old, new]) => equals(old, new),
            (None, _) => Truth::True,
            (Some(without), _) => {
                values.iter().map(|mode| counts(mode, without)).fold(Truth::True, Truth::and)
            }
        }
    }

    fn value(&self, depth: usize, block: &Value) -> Value {
        let rest: Vec<&str> = self.path.split('.').skip(depth).collect();
        let found = leaves(block, &rest).into_iter().next().unwrap_or_else(Value::null);
        let is_unset = found.is_null() || found.as_str() == Some("");
        match (&found.kind, self.unset) {
            (_, Some(unset)) if is_unset => Value::string(unset),
            (Kind::Bool(flag), _) => Value::string(if *flag { "true" } else { "false" }),
            _ if is_unset => Value::null(),
            _ => found,
        }
    }
}

fn apart(text: &'static str, at: char) -> (&'static str, Option<&'static str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn counts(mode: &Value, without: &str) -> Truth {
    let is = |word: &str| equals(mode, &Value::string(word));
    without.split('|').map(is).fold(Truth::False, Truth::or).negate()
}
