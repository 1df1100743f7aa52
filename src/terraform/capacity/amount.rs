//! Numbers that capacity is written in: as numbers, as text, with units.

use crate::value::{Kind, Number, Value};

/// What stands behind a number, by how it begins, in small letters, and how much it is worth of the smallest of its
/// kind: `256` and `0.25 vCPU` are the same, so are `512` and `0.5 GB`, `1Gbps` and `1000Mbps`.
const UNITS: [(&str, i64); 9] = [
    ("vcpu", 1024),
    ("mbps", 1),
    ("gbps", 1000),
    ("tbps", 1_000_000),
    ("m", 1),
    ("g", 1024),
    ("t", 1024 * 1024),
    ("%", 1),
    ("gib", 1024),
];

/// The number that a value is or holds; none where it holds none.
pub fn amount(value: &Value) -> Option<Number> {
    match &value.kind {
        Kind::Number(number) => Some(number.clone()),
        Kind::String(text) => with_unit(text.trim()),
        _ => None,
    }
}

fn with_unit(text: &str) -> Option<Number> {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+')).unwrap_or(text.len());
    let number = Number::parse(&text[..end])?;
    let unit = text[end..].trim().to_lowercase();
    if unit.is_empty() {
        return Some(number);
    }
    let (_, worth) = UNITS.iter().find(|(begin, _)| unit.starts_with(begin))?;
    number.mul(&Number::from(*worth))
}

/// Whether a value says that there is nothing: null, zero, or nothing in it. Providers have one for the other.
pub fn is_nothing(value: &Value) -> bool {
    match &value.kind {
        Kind::Null(_) => true,
        Kind::Number(number) => number.is_zero(),
        Kind::String(text) => text.is_empty() || &**text == "0",
        Kind::Bool(flag) => !flag,
        Kind::List(items) | Kind::Set(items) | Kind::Tuple(items) => items.items.is_empty(),
        _ => false,
    }
}

/// By how many percent of the first the second is more; none where there is nothing to compare with.
pub fn percent(before: &Number, after: &Number) -> Option<Number> {
    let whole = if before.is_negative() { before.neg() } else { before.clone() };
    if whole.is_zero() {
        return None;
    }
    after.sub(before)?.mul(&Number::from(100_i64))?.div(&whole)
}

#[cfg(test)]
mod tests {
    use super::{amount, percent};
    use crate::value::{Number, Value};

    #[test]
    fn units_are_worth_what_they_say() {
        let of = |text: &str| amount(&Value::string(text)).map(|number| number.to_string());
        for (text, number) in [
            ("256", "256"),
            ("0.25 vCPU", "256"),
            ("1 vCPU", "1024"),
            ("1GB", "1024"),
            ("30 GB", "30720"),
            ("512 MB", "512"),
            ("1Gbps", "1000"),
            ("500Mbps", "500"),
            ("-1", "-1"),
            ("0.5", "0.5"),
        ] {
            assert_eq!(of(text).as_deref(), Some(number), "{text}");
        }
        assert_eq!((of("db.t3.micro"), of(""), of("5 apples"), of("2024-01-01")), (None, None, None, None));
        assert_eq!(of("512 KB"), None, "not as much as 512 MB");
    }

    #[test]
    fn percents_have_the_sign_of_the_change() {
        let of = |a: i64, b: i64| percent(&a.into(), &b.into()).map(|n: Number| n.to_string());
        assert_eq!(of(6, 12).as_deref(), Some("100"));
        assert_eq!(of(-2, -4).as_deref(), Some("-100"));
        assert_eq!(of(4, 3).as_deref(), Some("-25"));
        assert_eq!(of(0, 3), None);
    }
}
