//! Functions on versions, of the policy language: ordered and constrained as Terraform does it for providers.

use std::cmp::Ordering;

use super::Function;
use super::Unknowns::Whole;
use super::helper::{row, text};
use crate::value::Value;

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("semvercmp(a string, b string) number", "Which version is older", Whole, compare),
    row(
        "semverconstraint(version string, constraint string) bool",
        "Whether a version is allowed",
        Whole,
        constraint,
    ),
];

/// A version: its numbers, how many of them were written, and what marks it as a preliminary one.
struct Version<'t> {
    numbers: Vec<u64>,
    written: usize,
    preliminary: &'t str,
}

impl<'t> Version<'t> {
    fn parse(text: &'t str) -> Result<Self, String> {
        Self::read(text.trim()).ok_or_else(|| format!("malformed version: {text}"))
    }

    fn read(text: &'t str) -> Option<Self> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let (text, build) = text.split_once('+').map_or((text, None), |(text, build)| (text, Some(build)));
        let (numbers, preliminary) = text.split_once('-').map_or((text, None), |(n, p)| (n, Some(p)));
        let well_formed = |part: Option<&str>| {
            part.is_none_or(|p| p.split('.').all(|w| !w.is_empty() && w.chars().all(is_word)))
        };
        if !well_formed(build) || !well_formed(preliminary) {
            return None;
        }
        let mut numbers: Vec<u64> = numbers.split('.').map(number).collect::<Option<_>>()?;
        let written = numbers.len();
        numbers.resize(written.max(3), 0);
        Some(Self { numbers, written, preliminary: preliminary.unwrap_or_default() })
    }

    fn order(&self, other: &Self) -> Ordering {
        self.order_of_numbers(other).then_with(|| order_preliminary(self.preliminary, other.preliminary))
    }

    fn order_of_numbers(&self, other: &Self) -> Ordering {
        let longest = self.numbers.len().max(other.numbers.len());
        let at = |version: &Self, at: usize| version.numbers.get(at).copied().unwrap_or(0);
        (0..longest).map(|n| at(self, n).cmp(&at(other, n))).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '~'
}

fn number(text: &str) -> Option<u64> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// A final version comes after its preliminary ones; numbers come before words.
fn order_preliminary(a: &str, b: &str) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let (mut left, mut right) = (a.split('.'), b.split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => order_words(a, b),
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn order_words(a: &str, b: &str) -> Ordering {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}

fn compare(args: &[Value]) -> Result<Value, String> {
    let order = Version::parse(text(&args[0]))?.order(&Version::parse(text(&args[1]))?);
    Ok((order as i64).into())
}

/// All of the constraints between the commas hold.
fn constraint(args: &[Value]) -> Result<Value, String> {
    let version = Version::parse(text(&args[0]))?;
    let mut allowed = true;
    for part in text(&args[1]).split(',') {
        allowed &= allows(part.trim(), &version)?;
    }
    Ok(allowed.into())
}

fn allows(constraint: &str, version: &Version<'_>) -> Result<bool, String> {
    let operators = ["!=", ">=", "<=", "~>", "=", ">", "<"];
    let operator = operators.into_iter().find(|o| constraint.starts_with(o)).unwrap_or_default();
    let malformed = |_| format!("malformed constraint: {constraint}");
    let limit = Version::parse(&constraint[operator.len()..]).map_err(malformed)?;
    let order = version.order(&limit);
    let comparable = is_comparable(version, &limit);
    Ok(match operator {
        "" | "=" => order.is_eq(),
        "!=" => order.is_ne(),
        ">" => comparable && order.is_gt(),
        "<" => comparable && order.is_lt(),
        ">=" => comparable && order.is_ge(),
        "<=" => comparable && order.is_le(),
        _ => comparable && order.is_ge() && shares_all_but_last(version, &limit),
    })
}

/// A preliminary version is only compared where the constraint names one of the same numbers.
fn is_comparable(version: &Version<'_>, limit: &Version<'_>) -> bool {
    version.preliminary.is_empty()
        || (!limit.preliminary.is_empty() && version.order_of_numbers(limit).is_eq())
}

/// `~> 1.2.3` is any `1.2.x` from there on.
fn shares_all_but_last(version: &Version<'_>, limit: &Version<'_>) -> bool {
    let shared = limit.written.saturating_sub(1);
    let finals = limit.preliminary.is_empty() || !version.preliminary.is_empty();
    finals
        && limit.numbers.len() <= version.numbers.len()
        && limit.numbers[..shared] == version.numbers[..shared]
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::check;

    #[test]
    fn known() {
        check(&[
            ("semvercmp", r#"["1.2","1.2.0"]"#, "0"),
            ("semvercmp", r#"["v1.10.0","1.9.9"]"#, "1"),
            ("semvercmp", r#"["1.0.0-rc.2","1.0.0-rc.10"]"#, "-1"),
            ("semvercmp", r#"["1.0.0-beta","1.0.0"]"#, "-1"),
            ("semvercmp", r#"["x","1"]"#, "error: malformed version: x"),
            ("semverconstraint", r#"["1.2.9","~> 1.2.3"]"#, "true"),
            ("semverconstraint", r#"["1.3.0","~> 1.2.3"]"#, "false"),
            ("semverconstraint", r#"["1.3.0","~> 1.2"]"#, "true"),
            ("semverconstraint", r#"["1.5.0",">= 1.2, < 2.0, != 1.4.0"]"#, "true"),
            ("semverconstraint", r#"["2.0.0-rc1",">= 1.0"]"#, "false"),
            ("semverconstraint", r#"["1.5","1.5.0"]"#, "true"),
            ("semverconstraint", r#"["1.5","=> 1"]"#, "error: malformed constraint: => 1"),
        ]);
    }
}
