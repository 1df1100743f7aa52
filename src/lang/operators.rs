//! Operators over values, unknown ones included. Logic is Kleene's.

use crate::value::{Kind, Marks, Number, Truth, Type, Unknown, Value, convert, display, equals};

use super::expr::{BinaryOperator, UnaryOperator};

type Result<T> = std::result::Result<T, String>;

/// A boolean operand: text `"true"` and `"false"` convert, null is refused.
///
/// # Errors
/// Where it is no truth value.
pub fn truth(value: &Value, what: &str) -> Result<Truth> {
    // What nearly every operand is, without a copy.
    if let Kind::Bool(b) = value.kind {
        return Ok(b.into());
    }
    match &convert(value, &Type::Bool)
        .map_err(|_| format!("{what} must be true or false, but it is {}", describe(value)))?
        .kind
    {
        Kind::Bool(b) => Ok((*b).into()),
        Kind::Unknown(_) => Ok(Truth::Unknown),
        _ => Err(format!("{what} is null: compare it with `== true`")),
    }
}

/// What kind of value it is, for a message; never the value itself where that is long or secret.
#[must_use]
pub fn describe(value: &Value) -> String {
    match &value.kind {
        Kind::Null(_) => "null".to_owned(),
        Kind::String(_) if value.is_secret() => "a sensitive string".to_owned(),
        Kind::String(s) if s.len() <= 40 => format!("the string {:?}", &**s),
        Kind::Number(_) if !value.is_secret() => format!("the number {}", display(value)),
        Kind::Unknown(unknown) if unknown.ty == Type::Dynamic => "unknown".to_owned(),
        _ => match Type::of(value).friendly() {
            ty if ty.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {ty}"),
            ty => format!("a {ty}"),
        },
    }
}

/// A truth value as a value; an unknown one keeps the refs of what it was computed from.
#[must_use]
pub fn from_truth(truth: Truth, operands: &[&Value]) -> Value {
    let marks = inherited(operands);
    match truth {
        Truth::Unknown => unknown_from(Type::Bool, operands),
        known => Value::from(known == Truth::True).marked(marks),
    }
}

/// The marks that a result inherits from its operands, anything sensitive inside them included.
#[must_use]
pub fn inherited(operands: &[&Value]) -> Marks {
    operands
        .iter()
        .fold(Marks::NONE, |marks, value| marks.with(value.marks.inherited()).with(value.secrets()))
}

/// An unknown of a type, built from these operands.
#[must_use]
pub fn unknown_from(ty: Type, operands: &[&Value]) -> Value {
    let parts = operands.iter().flat_map(|v| v.unknowns());
    let unknown = Unknown { ty, not_null: true, ..Unknown::from_refs(parts) };
    Value::from(unknown).marked(inherited(operands))
}

/// `!x`, `-x`
///
/// # Errors
/// Where the operand has the wrong type.
pub fn unary(operator: UnaryOperator, operand: &Value) -> Result<Value> {
    match operator {
        UnaryOperator::Not => Ok(from_truth(truth(operand, "the operand of `!`")?.negate(), &[operand])),
        UnaryOperator::Negate => match number(operand, "the operand of `-`")? {
            Some(n) => Ok(Value::from(n.neg()).marked(inherited(&[operand]))),
            None => Ok(unknown_from(Type::Number, &[operand])),
        },
    }
}

/// Every operator with two operands but `&&` and `||`, which do not evaluate both.
///
/// # Errors
/// Where an operand has the wrong type.
pub fn binary(operator: BinaryOperator, a: &Value, b: &Value) -> Result<Value> {
    match operator {
        BinaryOperator::Equal => Ok(from_truth(equals(a, b), &[a, b])),
        BinaryOperator::NotEqual => Ok(from_truth(equals(a, b).negate(), &[a, b])),
        BinaryOperator::Less => compare(a, b, |a, b| a < b),
        BinaryOperator::LessOrEqual => compare(a, b, |a, b| a <= b),
        BinaryOperator::Greater => compare(a, b, |a, b| a > b),
        BinaryOperator::GreaterOrEqual => compare(a, b, |a, b| a >= b),
        _ => arithmetic(operator, a, b),
    }
}

/// A number operand; none where it is unknown.
fn number(value: &Value, what: &str) -> Result<Option<Number>> {
    if let Kind::Number(n) = &value.kind {
        return Ok(Some(n.clone()));
    }
    let converted = convert(value, &Type::Number)
        .map_err(|_| format!("{what} must be a number, but it is {}", describe(value)))?;
    match converted.kind {
        Kind::Number(n) => Ok(Some(n)),
        Kind::Unknown(_) => Ok(None),
        _ => Err(format!("{what} is null")),
    }
}

fn compare(a: &Value, b: &Value, holds: fn(&Number, &Number) -> bool) -> Result<Value> {
    number(a, "the left side of the comparison")?;
    number(b, "the right side of the comparison")?;
    let (Some((a_low, a_high)), Some((b_low, b_high))) = (bounds(a), bounds(b)) else {
        return Ok(unknown_from(Type::Bool, &[a, b]));
    };
    // Comparisons are monotone: if all four corners agree, everything between them does.
    let corners = [(&a_low, &b_low), (&a_low, &b_high), (&a_high, &b_low), (&a_high, &b_high)];
    let held = corners.iter().filter(|(x, y)| holds(x, y)).count();
    let truth = match held {
        0 => Truth::False,
        4 => Truth::True,
        _ => Truth::Unknown,
    };
    Ok(from_truth(truth, &[a, b]))
}

/// Least and greatest number that a value can be.
fn bounds(value: &Value) -> Option<(Number, Number)> {
    match &value.kind {
        Kind::Unknown(unknown) => unknown.length.map(|(least, most)| (least.into(), most.into())),
        _ => {
            let n = number(value, "").ok()??;
            Some((n.clone(), n))
        }
    }
}

fn arithmetic(operator: BinaryOperator, a: &Value, b: &Value) -> Result<Value> {
    let left = number(a, "the left operand")?;
    let right = number(b, "the right operand")?;
    let (Some(x), Some(y)) = (left, right) else {
        return Ok(unknown_from(Type::Number, &[a, b]));
    };
    let result = match operator {
        BinaryOperator::Add => x.add(&y),
        BinaryOperator::Subtract => x.sub(&y),
        BinaryOperator::Multiply => x.mul(&y),
        BinaryOperator::Divide => x.div(&y),
        _ => x.rem(&y),
    };
    match result {
        Some(number) => Ok(Value::from(number).marked(inherited(&[a, b]))),
        None => Err("the operation has no result, as with zero divided by zero".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{binary, truth};
    use crate::lang::expr::BinaryOperator::{Add, Greater, Less};
    use crate::value::{Truth, Unknown, Value, display};

    #[test]
    fn text_converts_and_null_does_not() {
        assert_eq!(display(&binary(Add, &1i64.into(), &Value::string("2")).unwrap()), "3");
        assert_eq!(truth(&Value::string("true"), "x"), Ok(Truth::True));
        assert_eq!(
            truth(&Value::null(), "the condition").unwrap_err(),
            "the condition is null: compare it with `== true`"
        );
        assert!(binary(Add, &Value::null(), &1i64.into()).is_err());
    }

    #[test]
    fn a_count_with_bounds_is_compared_by_them() {
        let between =
            |least, most| Value::from(Unknown { length: Some((least, most)), ..Unknown::anything() });
        let truth_of = |v: Value| v.as_bool();
        assert_eq!(truth_of(binary(Greater, &between(1, 3), &0i64.into()).unwrap()), Some(true));
        assert_eq!(truth_of(binary(Less, &between(1, 3), &1i64.into()).unwrap()), Some(false));
        assert_eq!(truth_of(binary(Greater, &between(0, 3), &0i64.into()).unwrap()), None);
    }
}
