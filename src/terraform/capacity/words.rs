//! A change in words, as a reviewer wants them.

use crate::value::{Kind, Number, Value};

use super::Direction;
use super::pairs::Pair;
use super::step::{Step, is_not_said};
use super::table::Order;

/// `desired_count 6 → 12 (+100 %)`.
pub fn of(pair: &Pair, order: Order, step: &Step) -> String {
    let side = |value: &Value| if pair.secret { "(sensitive)".to_owned() } else { shown(value, order) };
    let remark = if pair.secret { None } else { remark(order, step) };
    let remark = remark.map(|remark| format!(" ({remark})")).unwrap_or_default();
    format!("{} {} → {}{remark}", pair.path, side(&pair.before), side(&pair.after))
}

/// A value in words: `12`, `db.t3.small`, `on`, `not set`, `known after apply`.
pub fn shown(value: &Value, order: Order) -> String {
    if value.any(&Value::is_unknown) {
        return "known after apply".to_owned();
    }
    match (&value.kind, order) {
        (Kind::Null(_), Order::Flag) => "off".to_owned(),
        (Kind::Null(_), Order::OrNone) => "not set, so 0".to_owned(),
        (Kind::Null(_), _) => "not set".to_owned(),
        (Kind::Bool(flag), _) => if *flag { "on" } else { "off" }.to_owned(),
        (_, Order::Unlimited | Order::Limit) if is_not_said(value) => "no limit".to_owned(),
        (_, Order::OrNone) if is_not_said(value) => "none".to_owned(),
        (_, Order::UnlessMinusOne) if is_not_said(value) => "not set".to_owned(),
        (Kind::Number(number), _) => number.to_string(),
        (Kind::String(text), _) => text.to_string(),
        (Kind::List(items) | Kind::Set(items) | Kind::Tuple(items), Order::Count) => {
            items.items.len().to_string()
        }
        (Kind::List(items) | Kind::Set(items) | Kind::Tuple(items), _) => {
            let all: Vec<String> = items.items.iter().map(|item| shown(item, order)).collect();
            if all.is_empty() { "none".to_owned() } else { all.join(", ") }
        }
        _ => "(a value)".to_owned(),
    }
}

/// What the two values do not say themselves.
fn remark(order: Order, step: &Step) -> Option<String> {
    let direction = step.direction?;
    let said = match (&step.percent, step.steps, order) {
        _ if direction == Direction::Same => "as much".to_owned(),
        (Some(number), ..) => percent(number),
        (None, Some(0), Order::Size) => "another kind, as large".to_owned(),
        (None, Some(steps), Order::Size) => sizes(steps),
        (None, _, Order::Sizes | Order::Steps(_)) => direction_word(direction)?.to_owned(),
        _ => String::new(),
    };
    let turned = match (order, direction) {
        (Order::Down, Direction::Up) => "more capacity",
        (Order::Down, Direction::Down) => "less capacity",
        _ => "",
    };
    let parts: Vec<&str> = [said.as_str(), turned].into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn direction_word(direction: Direction) -> Option<&'static str> {
    matches!(direction, Direction::Up | Direction::Down).then(|| direction.as_str())
}

fn sizes(steps: i64) -> String {
    let s = if steps.abs() == 1 { "" } else { "s" };
    format!("{} size{s} {}", steps.abs(), if steps > 0 { "up" } else { "down" })
}

/// `+100 %`, `-7.5 %`
pub fn percent(number: &Number) -> String {
    let float = number.to_f64();
    let rounded = if float.abs() >= 10.0 { float.round() } else { (float * 10.0).round() / 10.0 };
    match rounded {
        0.0 if float > 0.0 => "less than +0.1 %".to_owned(),
        0.0 if float < 0.0 => "less than -0.1 %".to_owned(),
        rounded => format!("{}{rounded} %", if rounded > 0.0 { "+" } else { "" }),
    }
}
