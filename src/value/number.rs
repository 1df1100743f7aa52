//! Numbers as Terraform has them: integers exact, everything else a binary float of 512 bits, rounded half to even.
//!
//! Nearly every number of a plan is a small integer, so those stay machine words; the rest pays for its precision.

// Numbers of bits and digits, bounded by MAX_EXPONENT: far from where a cast would lose anything.
#![allow(clippy::cast_possible_wrap, clippy::cast_possible_truncation, clippy::cast_precision_loss)]

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use dashu_int::ops::{Abs, BitTest};
use dashu_int::{IBig, UBig};

/// Bits kept of a float's mantissa.
const PRECISION: usize = 512;
/// Decimal digits that suffice to tell any two floats of that precision apart.
const MAX_DIGITS: usize = 156;
/// Greatest decimal exponent read: enough for any number a person writes, small enough to bound the work.
const MAX_EXPONENT: i64 = 5_000;

/// A number.
#[derive(Clone, Debug)]
pub enum Number {
    /// An integer of a machine word.
    Int(i64),
    /// Anything else that is finite.
    Float(Arc<Float>),
    /// Beyond all numbers: `1/0`; true for the negative one.
    Infinity(bool),
    /// Equal to zero, but written `-0`.
    NegativeZero,
}

/// `mantissa × 2^exponent`, the mantissa odd (or zero), so that equal numbers have equal fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Float {
    mantissa: IBig,
    exponent: i64,
}

impl Float {
    /// Rounded to the precision, half to even, in lowest terms.
    fn new(mantissa: IBig, exponent: i64) -> Self {
        let bits = magnitude(&mantissa).bit_len();
        if bits <= PRECISION {
            return Self::lowest(mantissa, exponent);
        }
        let drop = bits - PRECISION;
        let (negative, size) = (mantissa < IBig::ZERO, magnitude(&mantissa));
        let mut kept = &size >> drop;
        let rest = &size - (&kept << drop);
        let half = UBig::ONE << (drop - 1);
        let up = rest > half || (rest == half && kept.bit(0));
        if up {
            kept += UBig::ONE;
        }
        let kept = IBig::from(kept);
        Self::lowest(if negative { -kept } else { kept }, exponent + drop as i64)
    }

    fn lowest(mantissa: IBig, exponent: i64) -> Self {
        match magnitude(&mantissa).trailing_zeros() {
            None => Self { mantissa, exponent: 0 },
            Some(zeros) => Self { mantissa: mantissa >> zeros, exponent: exponent + zeros as i64 },
        }
    }

    /// The mantissa of this number at a lower exponent.
    fn at_exponent(&self, exponent: i64) -> IBig {
        &self.mantissa << usize::try_from(self.exponent - exponent).unwrap_or(0)
    }

    fn add(&self, other: &Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        Self::new(self.at_exponent(exponent) + other.at_exponent(exponent), exponent)
    }

    fn mul(&self, other: &Self) -> Self {
        Self::new(&self.mantissa * &other.mantissa, self.exponent + other.exponent)
    }

    fn neg(&self) -> Self {
        Self { mantissa: -self.mantissa.clone(), exponent: self.exponent }
    }

    /// `other` is not zero.
    fn div(&self, other: &Self) -> Self {
        let shift = PRECISION + 2 + magnitude(&other.mantissa).bit_len();
        let dividend = &self.mantissa << shift;
        let quotient = &dividend / &other.mantissa;
        let exact = &quotient * &other.mantissa == dividend;
        let sticky = match (exact, (self.mantissa < IBig::ZERO) == (other.mantissa < IBig::ZERO)) {
            (true, _) => IBig::ZERO,
            (false, true) => IBig::ONE,
            (false, false) => -IBig::ONE,
        };
        let exponent = self.exponent - other.exponent - shift as i64 - 1;
        Self::new(quotient * IBig::from(2) + sticky, exponent)
    }

    /// Truncated towards zero.
    fn truncate(&self) -> IBig {
        if self.exponent >= 0 {
            return self.at_exponent(0);
        }
        let size = magnitude(&self.mantissa) >> usize::try_from(-self.exponent).unwrap_or(usize::MAX);
        let size = IBig::from(size);
        if self.mantissa < IBig::ZERO { -size } else { size }
    }

    /// Digits and the power of ten of the last of them, `digits` significant ones, half to even.
    fn to_decimal(&self, digits: usize) -> (UBig, i64) {
        let size = magnitude(&self.mantissa);
        // log10 of the number, at most one too small.
        let log2 = size.bit_len() as i64 - 1 + self.exponent;
        let guess = (log2 as f64 * std::f64::consts::LOG10_2).floor() as i64;
        let mut last = guess - digits as i64 + 1;
        loop {
            let shown = self.scaled(&size, last);
            if shown.to_string().len() <= digits {
                return (shown, last);
            }
            last += 1;
        }
    }

    /// The number's size divided by `10^last`, rounded half to even.
    fn scaled(&self, size: &UBig, last: i64) -> UBig {
        let (mut over, mut under) = (size.clone(), UBig::ONE);
        let ten = UBig::from(10u8).pow(usize::try_from(last.abs()).unwrap_or(0));
        if last >= 0 {
            under *= ten;
        } else {
            over *= ten;
        }
        let shift = usize::try_from(self.exponent.abs()).unwrap_or(0);
        if self.exponent >= 0 {
            over <<= shift;
        } else {
            under <<= shift;
        }
        let quotient = &over / &under;
        let twice = (&over - &quotient * &under) * UBig::from(2u8);
        match twice.cmp(&under) {
            Ordering::Less => quotient,
            Ordering::Equal if !quotient.bit(0) => quotient,
            _ => quotient + UBig::ONE,
        }
    }

    /// The fewest digits that read back as this very number.
    fn shortest(&self) -> (UBig, i64) {
        let (mut low, mut high) = (1, MAX_DIGITS);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.reads_back(&self.to_decimal(middle)) { high = middle } else { low = middle + 1 }
        }
        self.to_decimal(low)
    }

    fn reads_back(&self, (digits, last): &(UBig, i64)) -> bool {
        let size = Self { mantissa: magnitude(&self.mantissa).into(), exponent: self.exponent };
        decimal(IBig::from(digits.clone()), *last) == size
    }
}

fn magnitude(n: &IBig) -> UBig {
    UBig::try_from(n.clone().abs()).unwrap_or(UBig::ZERO)
}

/// `mantissa × 10^exponent`.
fn decimal(mantissa: IBig, exponent: i64) -> Float {
    let ten = IBig::from(10).pow(usize::try_from(exponent.abs()).unwrap_or(0));
    if exponent >= 0 {
        return Float::new(mantissa * ten, 0);
    }
    Float { mantissa, exponent: 0 }.div(&Float { mantissa: ten, exponent: 0 })
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self::Int(0);

    /// Reads decimal text as Terraform does: sign, digits, fraction, exponent; no blanks, no `0x`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(int) = text.parse::<i64>() {
            return Some(if int == 0 && text.starts_with('-') { Self::NegativeZero } else { Self::Int(int) });
        }
        let (negative, size) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        if matches!(size, "Inf" | "inf") {
            return Some(Self::Infinity(negative));
        }
        let (mantissa, exponent) = match size.split_once(['e', 'E']) {
            Some((m, e)) => (m, e.parse::<i64>().ok()?),
            None => (size, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        if exponent.abs() > MAX_EXPONENT || digits.len() > MAX_EXPONENT as usize {
            return None;
        }
        let digits = digits.parse::<IBig>().ok()?;
        if negative && digits == IBig::ZERO {
            return Some(Self::NegativeZero);
        }
        let float = decimal(if negative { -digits } else { digits }, exponent);
        Some(Self::from_float(float))
    }

    fn from_float(float: Float) -> Self {
        if (0..64).contains(&float.exponent)
            && let Ok(int) = i64::try_from(&float.at_exponent(0))
        {
            return Self::Int(int);
        }
        Self::Float(Arc::new(float))
    }

    /// Of any integer.
    #[must_use]
    pub fn from_integer(n: IBig) -> Self {
        Self::from_float(Float::new(n, 0))
    }

    fn to_float(&self) -> Option<Float> {
        match self {
            Self::Int(n) => Some(Float::new(IBig::from(*n), 0)),
            Self::Float(f) => Some((**f).clone()),
            Self::NegativeZero => Some(Float::new(IBig::ZERO, 0)),
            Self::Infinity(_) => None,
        }
    }

    /// Zero of this sign.
    fn zero(negative: bool) -> Self {
        if negative { Self::NegativeZero } else { Self::ZERO }
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match self {
            Self::Int(_) | Self::NegativeZero => true,
            Self::Float(f) => f.exponent >= 0,
            Self::Infinity(_) => false,
        }
    }

    /// As a machine integer, where it is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(n) => Some(*n),
            Self::NegativeZero => Some(0),
            _ => None,
        }
    }

    /// As an index into a collection, where it can be one.
    #[must_use]
    pub fn as_index(&self) -> Option<usize> {
        usize::try_from(self.as_i64()?).ok()
    }

    /// As an integer of any size, where it is one.
    #[must_use]
    pub fn as_integer(&self) -> Option<IBig> {
        self.is_integer().then(|| self.to_float().map(|f| f.truncate()))?
    }

    /// Nearest machine float; for estimates, never for equality.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        match self {
            Self::Infinity(true) => f64::NEG_INFINITY,
            Self::Infinity(false) => f64::INFINITY,
            finite => finite.to_string().parse().unwrap_or(f64::NAN),
        }
    }

    /// Sum; none of infinities of both signs.
    #[must_use]
    pub fn add(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) if a.checked_add(*b).is_some() => Some(Self::Int(a + b)),
            (Self::Infinity(a), Self::Infinity(b)) => (a == b).then_some(Self::Infinity(*a)),
            (Self::Infinity(a), _) | (_, Self::Infinity(a)) => Some(Self::Infinity(*a)),
            (Self::NegativeZero, other) => Some(other.clone()),
            _ => Some(Self::from_float(self.to_float()?.add(&other.to_float()?))),
        }
    }

    /// Difference; none of infinities of one sign.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Option<Self> {
        self.add(&other.neg())
    }

    /// The same size, the other sign.
    #[must_use]
    pub fn neg(&self) -> Self {
        match self {
            Self::Int(0) => Self::NegativeZero,
            Self::NegativeZero => Self::ZERO,
            Self::Int(n) if *n != i64::MIN => Self::Int(-n),
            Self::Infinity(negative) => Self::Infinity(!negative),
            finite => finite.to_float().map_or(Self::ZERO, |f| Self::from_float(f.neg())),
        }
    }

    /// Product; none of zero and infinity.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Option<Self> {
        let negative = self.is_negative() != other.is_negative();
        match (self, other) {
            (Self::Int(0) | Self::NegativeZero, Self::Int(_) | Self::Float(_) | Self::NegativeZero)
            | (Self::Int(_) | Self::Float(_), Self::Int(0) | Self::NegativeZero) => {
                Some(Self::zero(negative))
            }
            (Self::Int(a), Self::Int(b)) if a.checked_mul(*b).is_some() => Some(Self::Int(a * b)),
            (Self::Infinity(_), _) | (_, Self::Infinity(_)) => {
                (!self.is_zero() && !other.is_zero()).then_some(Self::Infinity(negative))
            }
            _ => Some(Self::from_float(self.to_float()?.mul(&other.to_float()?))),
        }
    }

    /// Quotient; by zero it is infinite, of two zeros or two infinities none.
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        let negative = self.is_negative() != other.is_negative();
        match (self, other) {
            (Self::Infinity(_), Self::Infinity(_)) => None,
            (Self::Infinity(_), _) => Some(Self::Infinity(negative)),
            (_, Self::Infinity(_)) => Some(Self::zero(negative)),
            _ if self.is_zero() && !other.is_zero() => Some(Self::zero(negative)),
            _ if other.is_zero() => (!self.is_zero()).then_some(Self::Infinity(negative)),
            _ => Some(Self::from_float(self.to_float()?.div(&other.to_float()?))),
        }
    }

    /// Remainder of the truncated division; by zero the number itself, as in Terraform.
    #[must_use]
    pub fn rem(&self, other: &Self) -> Option<Self> {
        if let (Self::Int(a), Self::Int(b)) = (self, other) {
            return Some(Self::Int(if *b == 0 { *a } else { a.wrapping_rem(*b) }));
        }
        if other.is_zero() {
            return Some(self.clone());
        }
        let whole = Self::from_integer(self.div(other)?.to_float()?.truncate());
        self.sub(&whole.mul(other)?)
    }

    /// Greatest integer that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        match self {
            Self::Float(f) if f.exponent < 0 => {
                let whole = f.truncate();
                Self::from_integer(if self.is_negative() { whole - IBig::ONE } else { whole })
            }
            Self::NegativeZero => Self::ZERO,
            other => other.clone(),
        }
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self, Self::Int(0) | Self::NegativeZero)
    }

    /// Whether it is less than zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match self {
            Self::Int(n) => *n < 0,
            Self::Float(f) => f.mantissa < IBig::ZERO,
            Self::Infinity(negative) => *negative,
            Self::NegativeZero => true,
        }
    }
}

impl From<i64> for Number {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<usize> for Number {
    fn from(n: usize) -> Self {
        i64::try_from(n).map_or_else(|_| Self::from_integer(IBig::from(n)), Self::Int)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Self::Int(a), Self::Int(b)) = (self, other) {
            return a.cmp(b);
        }
        match (self.to_float(), other.to_float()) {
            (Some(a), Some(b)) => {
                let exponent = a.exponent.min(b.exponent);
                a.at_exponent(exponent).cmp(&b.at_exponent(exponent))
            }
            (None, None) => other.is_negative().cmp(&self.is_negative()),
            (None, Some(_)) => {
                if self.is_negative() {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
            (Some(_), None) => {
                if other.is_negative() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                }
            }
        }
    }
}

impl std::hash::Hash for Number {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Self::Int(n) => n.hash(state),
            Self::Float(f) => (&f.mantissa, f.exponent).hash(state),
            Self::Infinity(negative) => negative.hash(state),
            Self::NegativeZero => 0i64.hash(state),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(n) => write!(f, "{n}"),
            Self::NegativeZero => f.write_str("-0"),
            Self::Infinity(negative) => f.write_str(if *negative { "-Inf" } else { "+Inf" }),
            Self::Float(float) => {
                let (digits, last) = float.shortest();
                let sign = if self.is_negative() { "-" } else { "" };
                write!(f, "{sign}{}", place_point(&digits.to_string(), last))
            }
        }
    }
}

/// Digits written out with the point where it belongs.
fn place_point(digits: &str, last: i64) -> String {
    let places = usize::try_from(last.unsigned_abs()).unwrap_or(0);
    if last >= 0 {
        return format!("{digits}{}", "0".repeat(places));
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn integers_of_any_size_survive() {
        for text in ["0", "-7", "123456789012345678901234567890", "9223372036854775808"] {
            assert_eq!(n(text).to_string(), text);
        }
    }

    #[test]
    fn decimals_print_as_terraform_prints_them() {
        assert_eq!(n("0.1").add(&n("0.2")).unwrap().to_string(), "0.3");
        assert_eq!(n("1.50").to_string(), "1.5");
        assert_eq!(n("1e3").to_string(), "1000");
        assert_eq!(n(".5").to_string(), "0.5");
        assert_eq!(n("5.").to_string(), "5");
        assert_eq!(n("1e400").to_string(), format!("1{}", "0".repeat(400)));
        let third = n("1").div(&n("3")).unwrap().to_string();
        assert_eq!((third.len(), &third[..6]), (157, "0.3333"));
    }

    #[test]
    fn division_by_zero_is_as_in_terraform() {
        assert_eq!(n("1").div(&n("0")).unwrap().to_string(), "+Inf");
        assert!(n("0").div(&n("0")).is_none());
        assert_eq!(n("7").rem(&n("0")).unwrap().to_string(), "7");
        assert_eq!(n("-7").rem(&n("3")).unwrap().to_string(), "-1");
        assert_eq!(n("5.5").rem(&n("2")).unwrap().to_string(), "1.5");
    }

    #[test]
    fn order_and_refusals() {
        assert!(n("0.5") < n("1") && n("-1") < n("-0.5") && n("1e30") > n("12"));
        assert_eq!(n("-1.5").floor().to_string(), "-2");
        for bad in ["", "0x10", " 1", "1 ", "e5", "1e", "--1", "1e99999999999"] {
            assert!(Number::parse(bad).is_none(), "{bad}");
        }
    }
}
