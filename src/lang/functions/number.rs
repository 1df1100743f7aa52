//! Functions on numbers.

use super::Function;
use super::Unknowns::{Deep, Whole};
use super::helper::{integer, items, row};
use crate::value::{Number, Type, Value};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("abs(num number) number", "A number without its sign", Whole, abs),
    row("ceil(num number) number", "The least whole number that is not less", Whole, ceil),
    row("floor(num number) number", "The greatest whole number that is not greater", Whole, floor),
    row("log(num number, base number) number", "The logarithm to a base", Whole, log),
    row("max(numbers ...number) number", "The greatest of numbers", Whole, max),
    row("min(numbers ...number) number", "The least of numbers", Whole, min),
    row("parseint(number any, base number) number", "Text as a whole number in a base", Whole, parse_int),
    row("pow(num number, power number) number", "A number to a power", Whole, pow),
    row("signum(num number) number", "-1, 0 or 1 by the sign", Whole, signum),
    row("sum(list any) number", "The sum of numbers", Deep, sum),
];

fn number(value: &Value) -> Number {
    value.as_number().cloned().unwrap_or(Number::ZERO)
}

fn abs(args: &[Value]) -> Result<Value, String> {
    let n = number(&args[0]);
    Ok(if n.is_negative() { n.neg() } else { n }.into())
}

fn ceil(args: &[Value]) -> Result<Value, String> {
    // The sum with zero has no sign where it is zero.
    let up = number(&args[0]).neg().floor().neg();
    Ok(if up.is_zero() { Number::ZERO } else { up }.into())
}

fn floor(args: &[Value]) -> Result<Value, String> {
    Ok(number(&args[0]).floor().into())
}

/// As Terraform does it: in machine floats.
fn log(args: &[Value]) -> Result<Value, String> {
    from_float(natural_log(number(&args[0]).to_f64()) / natural_log(number(&args[1]).to_f64()))
}

/// By the series that Go sums up, which now and then differs from the machine's own logarithm in the last digit.
fn natural_log(x: f64) -> f64 {
    /// Coefficients of the series in odd and even powers, highest first.
    const ODD: [f64; 4] = [
        1.479_819_860_511_658_6e-1,
        1.818_357_216_161_805e-1,
        2.857_142_874_366_239e-1,
        6.666_666_666_666_735e-1,
    ];
    const EVEN: [f64; 3] = [1.531_383_769_920_937_3e-1, 2.222_219_843_214_978_4e-1, 3.999_999_999_940_942e-1];
    /// ln 2 in two parts: the first has zeros at its end, so that products with it are exact.
    const LN_2: [f64; 2] = [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10];
    if !x.is_finite() || x <= 0.0 {
        return x.ln();
    }
    let (mut fraction, mut exponent) = split(x);
    if fraction < std::f64::consts::FRAC_1_SQRT_2 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let rest = fraction - 1.0;
    let ratio = rest / (2.0 + rest);
    let (square, fourth) = (ratio * ratio, ratio * ratio * (ratio * ratio));
    let sum = |series: &[f64]| series.iter().fold(0.0, |sum, coefficient| coefficient + fourth * sum);
    let series = square * sum(&ODD) + fourth * sum(&EVEN);
    let half = 0.5 * rest * rest;
    #[allow(clippy::cast_precision_loss)] // A float's exponent is small.
    let twos = exponent as f64;
    twos * LN_2[0] - ((half - (ratio * (half + series) + twos * LN_2[1])) - rest)
}

fn pow(args: &[Value]) -> Result<Value, String> {
    from_float(power(number(&args[0]).to_f64(), number(&args[1]).to_f64()))
}

/// By repeated squaring, as Go does it: the last digits depend on the order of the steps.
fn power(base: f64, exponent: f64) -> f64 {
    match exponent {
        0.5 => return base.sqrt(),
        -0.5 => return 1.0 / base.sqrt(),
        _ => {}
    }
    let (mut whole, mut rest) = (exponent.abs().trunc(), exponent.abs().fract());
    if !base.is_finite() || base == 0.0 || whole >= 65_536.0 || (base < 0.0 && rest != 0.0) {
        return base.powf(exponent);
    }
    if rest > 0.5 {
        rest -= 1.0;
        whole += 1.0;
    }
    let mut result = if rest == 0.0 { 1.0 } else { (rest * natural_log(base)).exp() };
    let mut scale = 0;
    let (mut square, mut square_scale) = split(base);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A whole number below 65,536.
    let mut bits = whole as u32;
    while bits != 0 {
        if bits & 1 == 1 {
            result *= square;
            scale += square_scale;
        }
        let (next, by) = split(square * square);
        square = next;
        square_scale = square_scale * 2 + by;
        bits >>= 1;
    }
    if exponent < 0.0 { scaled(1.0 / result, -scale) } else { scaled(result, scale) }
}

/// A number as a fraction from a half to one, and the power of two that it is to be taken times.
fn split(x: f64) -> (f64, i64) {
    let mut exponent = 0;
    let mut fraction = x;
    while fraction.abs() >= 1.0 {
        fraction /= 2.0;
        exponent += 1;
    }
    while fraction.abs() < 0.5 && fraction != 0.0 {
        fraction *= 2.0;
        exponent -= 1;
    }
    (fraction, exponent)
}

fn scaled(x: f64, exponent: i64) -> f64 {
    // In steps that stay inside what a float holds.
    let mut left = exponent.clamp(-4000, 4000);
    let mut x = x;
    while left != 0 {
        let step = left.clamp(-1000, 1000);
        x *= 2f64.powi(i32::try_from(step).unwrap_or_default());
        left -= step;
    }
    x
}

fn from_float(float: f64) -> Result<Value, String> {
    if float.is_infinite() {
        return Ok(Number::Infinity(float < 0.0).into());
    }
    Number::parse(&float.to_string()).map(Value::from).ok_or_else(|| "the result is no number".to_owned())
}

fn max(args: &[Value]) -> Result<Value, String> {
    let most = args.iter().filter_map(Value::as_number).max();
    most.cloned().map(Value::from).ok_or_else(nothing)
}

fn min(args: &[Value]) -> Result<Value, String> {
    let least = args.iter().filter_map(Value::as_number).min();
    least.cloned().map(Value::from).ok_or_else(nothing)
}

fn nothing() -> String {
    "must pass at least one number".to_owned()
}

fn signum(args: &[Value]) -> Result<Value, String> {
    Ok(integer(&args[0])?.signum().into())
}

/// Digits of bases up to 36 have no case; above, small letters come before capitals, as in Go.
fn parse_int(args: &[Value]) -> Result<Value, String> {
    let Some(text) = args[0].as_str() else {
        return Err(format!("first argument must be a string, not {}", Type::of(&args[0]).friendly()));
    };
    let base = integer(&args[1])?;
    if !(2..=62).contains(&base) {
        return Err("base must be a whole number between 2 and 62 inclusive".to_owned());
    }
    let wrong = || format!("cannot parse {text:?} as a base {base} integer");
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || digits.len() > 4096 {
        return Err(wrong());
    }
    let mut n = dashu_int::IBig::ZERO;
    for c in digits.chars() {
        let digit = digit(c, base).filter(|d| *d < base).ok_or_else(wrong)?;
        n = n * base + digit;
    }
    Ok(Number::from_integer(if negative { -n } else { n }).into())
}

fn digit(c: char, base: i64) -> Option<i64> {
    match c {
        'A'..='Z' if base > 36 => Some(i64::from(c as u32 - 'A' as u32) + 36),
        c => c.to_digit(36).map(i64::from),
    }
}

fn sum(args: &[Value]) -> Result<Value, String> {
    let wrong =
        || format!("argument must be list, set, or tuple. Received {}", Type::of(&args[0]).friendly());
    args[0].as_elements().ok_or_else(wrong)?;
    if items(&args[0]).is_empty() {
        return Err("cannot sum an empty list".to_owned());
    }
    let mut total = Number::ZERO;
    for item in items(&args[0]) {
        let no_number = |_| "argument must be list, set, or tuple of number values".to_owned();
        let n = crate::value::convert(item, &Type::Number).map_err(no_number)?;
        let n = n.as_number().ok_or_else(|| no_number(String::new()))?;
        total = total.add(n).ok_or_else(|| "can't compute sum of opposing infinities".to_owned())?;
    }
    Ok(total.into())
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::check;

    #[test]
    fn known() {
        check(&[
            ("abs", "[-5.5]", "5.5"),
            ("ceil", "[-5.1]", "-5"),
            ("floor", "[-5.1]", "-6"),
            ("log", "[50,10]", "1.6989700043360185"),
            ("log", "[81,3]", "4.000000000000001"),
            ("log", "[7,3]", "1.7712437491614224"),
            ("log", "[0,3]", "-Inf"),
            ("pow", "[10,-2]", "0.01"),
            ("pow", "[0.1,5]", "0.000010000000000000006"),
            ("max", r#"["1",2]"#, "2"),
            ("max", "[]", "error: must pass at least one number"),
            ("min", r#"["5",3]"#, "3"),
            ("parseint", r#"["aA",62]"#, "656"),
            ("parseint", r#"["-10",2]"#, "-2"),
            ("parseint", "[100,10]", "error: first argument must be a string, not number"),
            ("parseint", r#"["0x10",16]"#, "error: cannot parse \"0x10\" as a base 16 integer"),
            ("pow", "[2,-1]", "0.5"),
            ("signum", "[0.5]", "error: a whole number is required"),
            ("sum", "[[0.1,0.2]]", "0.3"),
            ("sum", "[[]]", "error: cannot sum an empty list"),
            ("sum", "[[1,null]]", "error: argument must be list, set, or tuple of number values"),
        ]);
    }
}
