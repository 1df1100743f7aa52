//! Modes in which a number means nothing: a table of `DynamoDB` that is paid by request keeps its provisioned units, or shows
//! none, and has neither more nor less for it.

use crate::value::{Truth, Value, equals};

use super::pairs::leaves;

/// The argument that says by what rules a number is read, of the same resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// Names from the resource down to it.
    pub path: &'static str,
    /// Its values under which the number means nothing, with `|` between them.
    without: &'static str,
}

impl Mode {
    /// From `billing_mode=PAY_PER_REQUEST`.
    pub(super) fn parse(cell: &'static str) -> Option<Self> {
        let (path, without) = cell.split_once('=')?;
        Some(Self { path, without })
    }

    /// Whether a number before and one after can be compared: both are read by the same rules, and by these they count.
    pub(super) fn compares(&self, before: &Value, after: &Value) -> Truth {
        let (old, new) = (self.value(before), self.value(after));
        let same = if old.is_null() || new.is_null() { Truth::True } else { equals(&old, &new) };
        same.and(self.counts(&old)).and(self.counts(&new))
    }

    fn value(&self, resource: &Value) -> Value {
        let parts: Vec<&str> = self.path.split('.').collect();
        leaves(resource, &parts).into_iter().next().unwrap_or_else(Value::null)
    }

    fn counts(&self, mode: &Value) -> Truth {
        let is = |word: &str| equals(mode, &Value::string(word));
        self.without.split('|').map(is).fold(Truth::False, Truth::or).negate()
    }
}
