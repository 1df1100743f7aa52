//! `format` and `formatlist`: Terraform's own subset of Go's formatting verbs.

use dashu_int::{IBig, UBig};
use unicode_segmentation::UnicodeSegmentation;

use super::Function;
use super::Unknowns::Handled;
use super::helper::{fits, is_possible, row, safe_prefix, text, unknown_from};
use crate::value::{Kind, Marks, Number, Type, Unknown, Value, convert, to_json};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("format(format string, args ...any?) string", "Text after a pattern with verbs", Handled, format_one),
    row(
        "formatlist(format string, args ...any?) any",
        "A list of texts after one pattern",
        Handled,
        format_list,
    ),
];

/// Greatest width or precision; a person asks for far less.
const MAX_WIDTH: usize = 10_000;

fn format_one(args: &[Value]) -> Result<Value, String> {
    let Some(pattern) = args[0].as_str() else {
        return Ok(unknown_from(Type::String, args).into());
    };
    let given: Vec<&Value> = args[1..].iter().collect();
    match formatted(pattern, &given) {
        // What is wrong with the pattern is not told before all arguments are known.
        Err(_) if given.iter().any(|arg| Type::of(arg) == Type::Dynamic) => {
            Ok(unknown_from(Type::String, args).into())
        }
        told => told,
    }
}

/// Terraform takes a null of no type for unknown.
fn is_open(value: &Value) -> bool {
    matches!(value.kind, Kind::Null(Type::Dynamic))
        || !value.is_wholly_known()
        || value.any(&Value::has_possible)
}

fn formatted(pattern: &str, args: &[&Value]) -> Result<Value, String> {
    let mut out = String::new();
    let mut prefix = None;
    let (mut next, mut used) = (0, 0);
    let pieces = Pieces { rest: pattern, offset: 0 };
    for piece in pieces {
        fits(out.len())?;
        match piece? {
            Piece::Text(text) => out.push_str(text),
            Piece::Verb(verb) => {
                let at = verb.arg.unwrap_or(next);
                let arg = args.get(at).ok_or_else(|| verb.lacks(at, args.len()))?;
                if is_open(arg) {
                    prefix.get_or_insert_with(|| safe_prefix(&out).to_owned());
                    verb.check()?;
                } else {
                    out.push_str(&verb.write(arg)?);
                }
                next = at + 1;
                used = used.max(next);
            }
        }
    }
    if used < args.len() {
        let used = if used == 0 { "no verbs in".to_owned() } else { format!("only {used} used by") };
        return Err(format!("too many arguments; {used} format string"));
    }
    Ok(match prefix {
        None => Value::string(&out),
        Some(prefix) => {
            let not_empty = !out.is_empty();
            let unknown = unknown_from(Type::String, args.iter().copied());
            Unknown { prefix: prefix.into(), not_empty, ..unknown }.into()
        }
    })
}

/// Lists and sets are gone through together, everything else is repeated.
fn format_list(args: &[Value]) -> Result<Value, String> {
    let ty = Type::list(Type::String);
    let Some(pattern) = args[0].as_str() else {
        return Ok(unknown_from(ty, args).into());
    };
    let args = &args[1..];
    let lists: Vec<&Value> = args.iter().filter(|a| a.as_elements().is_some()).collect();
    let length = lists.first().map_or(1, |list| text_length(list));
    if let Some(other) = lists.iter().find(|list| text_length(list) != length) {
        return Err(format!(
            "a list has length {}, which is inconsistent with the first's {length}",
            text_length(other)
        ));
    }
    if args.iter().any(is_open_list) || (lists.len() > 1 && lists.iter().any(|list| list.has_possible())) {
        return Ok(unknown_from(ty, args).into());
    }
    let row = |at: usize| {
        let row: Vec<Value> = args
            .iter()
            .map(|a| a.as_elements().map_or_else(|| a.clone(), |items| element(&items[at])))
            .collect();
        let row: Vec<&Value> = row.iter().collect();
        let possible = row.iter().any(|item| is_possible(item));
        let text = formatted(pattern, &row)?;
        Ok(text.marked(if possible { Marks::POSSIBLE } else { Marks::NONE }))
    };
    Ok(Value::list_of(Type::String, (0..length).map(row).collect::<Result<_, String>>()?))
}

/// A null in a list is taken for one, and not for unknown.
fn element(item: &Value) -> Value {
    match item.kind {
        Kind::Null(Type::Dynamic) => Value { kind: Kind::Null(Type::String), ..item.clone() },
        _ => item.clone(),
    }
}

fn text_length(list: &Value) -> usize {
    list.as_elements().unwrap_or_default().len()
}

/// Whether it is open how many texts there are, or in which order.
fn is_open_list(arg: &Value) -> bool {
    let list = arg.as_unknown().is_some_and(|u| !u.ty.is_primitive());
    let set = matches!(arg.kind, Kind::Set(_)) && !arg.is_wholly_known();
    list || set || matches!(arg.kind, Kind::Null(Type::Dynamic))
}

/// A part of a pattern.
enum Piece<'p> {
    Text(&'p str),
    Verb(Verb<'p>),
}

/// One `%…` of a pattern.
struct Verb<'p> {
    raw: &'p str,
    offset: usize,
    flags: &'p str,
    arg: Option<usize>,
    width: Option<usize>,
    precision: Option<usize>,
    letter: char,
}

struct Pieces<'p> {
    rest: &'p str,
    offset: usize,
}

impl<'p> Iterator for Pieces<'p> {
    type Item = Result<Piece<'p>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let (piece, length) = match self.rest.find('%') {
            Some(0) if self.rest.starts_with("%%") => (Ok(Piece::Text("%")), 2),
            Some(0) => match verb(self.rest, self.offset) {
                Ok(verb) => (Ok(Piece::Verb(verb)), 0),
                Err(why) => (Err(why), self.rest.len()),
            },
            at => {
                (Ok(Piece::Text(&self.rest[..at.unwrap_or(self.rest.len())])), at.unwrap_or(self.rest.len()))
            }
        };
        let length = if let Ok(Piece::Verb(verb)) = &piece { verb.raw.len() } else { length };
        self.rest = &self.rest[length..];
        self.offset += length;
        Some(piece)
    }
}

/// `%`, flags, width, `.precision`, `[index]`, letter.
fn verb(text: &str, offset: usize) -> Result<Verb<'_>, String> {
    let body = &text[1..];
    let (flags, rest) = body.split_at(body.find(|c| !" +-#0".contains(c)).unwrap_or(body.len()));
    let (width, rest) = digits(rest)?;
    let (precision, rest) = match rest.strip_prefix('.') {
        Some(rest) => digits(rest).map(|(n, rest)| (Some(n.unwrap_or(0)), rest))?,
        None => (None, rest),
    };
    let (arg, rest) = argument(rest)?;
    let at = offset + text.len() - rest.len();
    match rest.chars().next() {
        Some(letter) if letter.is_ascii_alphabetic() => {
            let raw = &text[..=text.len() - rest.len()];
            Ok(Verb { raw, offset, flags, arg, width, precision, letter })
        }
        Some(other) => Err(format!("unrecognized format character {other:?} at offset {at}")),
        None => Err(format!("invalid format string starting at offset {at}")),
    }
}

fn digits(text: &str) -> Result<(Option<usize>, &str), String> {
    let (digits, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    if digits.is_empty() {
        return Ok((None, rest));
    }
    let number = digits.parse().ok().filter(|n| *n <= MAX_WIDTH);
    number.map(|n| (Some(n), rest)).ok_or_else(|| format!("{digits} is too much for a format"))
}

/// `[n]`, counted from 1.
fn argument(text: &str) -> Result<(Option<usize>, &str), String> {
    let Some(rest) = text.strip_prefix('[') else {
        return Ok((None, text));
    };
    let wrong = || "invalid argument index in format string".to_owned();
    let (number, rest) = digits(rest)?;
    let index = number.and_then(|n| n.checked_sub(1)).ok_or_else(wrong)?;
    Ok((Some(index), rest.strip_prefix(']').ok_or_else(wrong)?))
}

impl Verb<'_> {
    fn lacks(&self, at: usize, total: usize) -> String {
        let (raw, offset) = (self.raw, self.offset);
        format!("not enough arguments for {raw:?} at {offset}: need index {} but have {total} total", at + 1)
    }

    fn check(&self) -> Result<(), String> {
        if "vtbdoxXeEfgGsq".contains(self.letter) {
            return Ok(());
        }
        Err(format!("unsupported format verb {:?} in {:?} at offset {}", self.letter, self.raw, self.offset))
    }

    fn wrong(&self, why: &str) -> String {
        format!("unsupported value for {:?} at {}: {why}", self.raw, self.offset)
    }

    fn flag(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }

    fn write(&self, arg: &Value) -> Result<String, String> {
        self.check()?;
        if arg.is_null() && self.letter != 'v' {
            return Err(self.wrong("null value cannot be formatted"));
        }
        let to = |ty: Type, why: &str| convert(arg, &ty).map_err(|_| self.wrong(why));
        match self.letter {
            'v' => Ok(self.padded(&self.as_is(arg)?)),
            't' => Ok((to(Type::Bool, "a bool is required")?.as_bool() == Some(true)).to_string()),
            's' | 'q' => Ok(self.string(text(&to(Type::String, "string required")?))),
            _ => {
                let number = to(Type::Number, "a number is required")?;
                self.number(number.as_number().unwrap_or(&Number::ZERO))
            }
        }
    }

    fn as_is(&self, arg: &Value) -> Result<String, String> {
        match &arg.kind {
            Kind::String(s) if !self.flag('#') => Ok(s.to_string()),
            Kind::Number(n) if !self.flag('#') => Ok(general(n, None, 'e')),
            _ => to_json(arg).ok_or_else(|| self.wrong("it is not known")),
        }
    }

    fn string(&self, text: &str) -> String {
        let cut: String = match self.precision {
            Some(most) if most > 0 => text.graphemes(true).take(most).collect(),
            _ => text.to_owned(),
        };
        let shown = if self.letter == 'q' { to_json(&Value::string(&cut)).unwrap_or_default() } else { cut };
        self.padded(&shown)
    }

    fn number(&self, number: &Number) -> Result<String, String> {
        let digits = match self.letter {
            'b' | 'd' | 'o' | 'x' | 'X' => return self.integer(number),
            'e' | 'E' => scientific(number, self.precision.unwrap_or(6), self.letter),
            'f' => fixed(number, self.precision.unwrap_or(6)),
            letter => general(number, self.precision, if letter == 'G' { 'E' } else { 'e' }),
        };
        let digits = digits.trim_start_matches(['-', '+']);
        let finite = !matches!(number, Number::Infinity(_));
        Ok(self.signed(number.is_negative(), "", digits, self.flag('0') && finite))
    }

    fn integer(&self, number: &Number) -> Result<String, String> {
        let n = number.as_integer().ok_or_else(|| self.wrong("an integer is required"))?;
        let size = UBig::try_from(if n < IBig::ZERO { -n } else { n }).unwrap_or(UBig::ZERO);
        let (radix, prefix) = match self.letter {
            'b' => (2, "0b"),
            'o' => (8, "0"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let mut digits = size.in_radix(radix).to_string();
        if self.letter == 'X' {
            digits = digits.to_uppercase();
        }
        if number.is_zero() && self.precision == Some(0) {
            digits.clear();
        } else if let Some(least) = self.precision {
            digits = format!("{digits:0>least$}");
        }
        let prefix = if self.flag('#') { prefix } else { "" };
        let zeros = self.flag('0') && self.precision.is_none() && !self.flag('-');
        Ok(self.signed(number.is_negative() && !number.is_zero(), prefix, &digits, zeros))
    }

    /// Sign, prefix and digits, filled up to the width.
    fn signed(&self, negative: bool, prefix: &str, digits: &str, zeros: bool) -> String {
        let sign = match (negative, self.flag('+'), self.flag(' ')) {
            (true, _, _) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        let width = self.width.unwrap_or(0);
        let fill = width.saturating_sub(sign.len() + prefix.len() + digits.len());
        match (zeros, self.flag('-')) {
            (true, _) => format!("{sign}{prefix}{}{digits}", "0".repeat(fill)),
            (_, true) => format!("{sign}{prefix}{digits}{}", " ".repeat(fill)),
            _ => format!("{}{sign}{prefix}{digits}", " ".repeat(fill)),
        }
    }

    /// Text filled up to the width, counted in what a person sees as characters.
    fn padded(&self, text: &str) -> String {
        let missing = self.width.unwrap_or(0).saturating_sub(text.graphemes(true).count());
        let fill = if self.flag('0') { "0" } else { " " }.repeat(missing);
        if self.flag('-') { format!("{text}{fill}") } else { format!("{fill}{text}") }
    }
}

/// A count of digits, which is far from an integer's limits.
fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A number's significant digits and where its point is: `0.DIGITS × 10^point`.
struct Decimal {
    digits: String,
    point: i64,
}

impl Decimal {
    /// The fewest digits that name this number.
    fn shortest(number: &Number) -> Self {
        let text = number.to_string();
        let text = text.trim_start_matches('-');
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let point = signed(whole.len()) - signed(all.len() - digits.len());
        let digits = digits.trim_end_matches('0').to_owned();
        if digits.is_empty() { Self { digits, point: 0 } } else { Self { digits, point } }
    }

    /// Rounded to so many significant digits, half to even.
    fn rounded(number: &Number, count: usize) -> Self {
        let shortest = Self::shortest(number);
        let places = signed(count) - shortest.point;
        let digits = scaled(number, places).to_string();
        // Rounding up may have made one digit more: 9.99 became 10.0.
        let carried = i64::from(digits.len() > count);
        Self { digits: digits.trim_end_matches('0').to_owned(), point: shortest.point + carried }
    }

    /// Without exponent.
    fn plain(&self) -> String {
        let count = signed(self.digits.len());
        let whole: String = (0..self.point).map(|at| self.digit(at)).collect();
        let fraction: String = (self.point..count).map(|at| self.digit(at)).collect();
        let whole = if whole.is_empty() { "0" } else { &whole };
        if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
    }

    fn digit(&self, at: i64) -> char {
        usize::try_from(at).ok().and_then(|at| self.digits.as_bytes().get(at)).map_or('0', |b| char::from(*b))
    }
}

/// The number's size times `10^places` as a whole number, rounded half to even.
fn scaled(number: &Number, places: i64) -> UBig {
    let (size, halvings) = exact(number);
    let ten = UBig::from(10u8).pow(usize::try_from(places.unsigned_abs()).unwrap_or(0));
    let halved = UBig::ONE << halvings;
    let (over, under) = if places >= 0 { (size * ten, halved) } else { (size, halved * ten) };
    let quotient = &over / &under;
    let twice = (&over - &quotient * &under) * UBig::from(2u8);
    let odd = &quotient % 2u8 == 1;
    if twice > under || (twice == under && odd) { quotient + UBig::ONE } else { quotient }
}

/// The number's size as `n / 2^halvings`.
fn exact(number: &Number) -> (UBig, usize) {
    let mut halvings = 0;
    loop {
        let power = Number::from_integer(IBig::ONE << halvings);
        if let Some(n) = number.mul(&power).and_then(|n| n.as_integer()) {
            let size = if n < IBig::ZERO { -n } else { n };
            return (UBig::try_from(size).unwrap_or(UBig::ZERO), halvings);
        }
        halvings = if halvings == 0 { 1024 } else { halvings * 2 };
        if halvings > 1 << 16 {
            return (UBig::ZERO, 0);
        }
    }
}

/// Without exponent.
fn fixed(number: &Number, precision: usize) -> String {
    if matches!(number, Number::Infinity(_)) {
        return "Inf".to_owned();
    }
    let digits = scaled(number, signed(precision)).to_string();
    let padded = format!("{digits:0>width$}", width = precision + 1);
    let (whole, fraction) = padded.split_at(padded.len() - precision);
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// With exponent, and so many digits after the point.
fn scientific(number: &Number, precision: usize, e: char) -> String {
    if matches!(number, Number::Infinity(_)) {
        return "Inf".to_owned();
    }
    with_exponent(&Decimal::rounded(number, precision + 1), precision, e)
}

fn with_exponent(decimal: &Decimal, precision: usize, e: char) -> String {
    let exponent = if decimal.digits.is_empty() { 0 } else { decimal.point - 1 };
    let sign = if exponent < 0 { '-' } else { '+' };
    let fraction: String = (1..=signed(precision)).map(|at| decimal.digit(at)).collect();
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{point}{fraction}{e}{sign}{:02}", decimal.digit(0), exponent.unsigned_abs())
}

/// With exponent only where it is small or large, as Go's `%g`.
fn general(number: &Number, precision: Option<usize>, e: char) -> String {
    if let Number::Infinity(negative) = number {
        return if *negative { "-Inf" } else { "+Inf" }.to_owned();
    }
    let decimal = match precision {
        Some(precision) => Decimal::rounded(number, precision.max(1)),
        None => Decimal::shortest(number),
    };
    let count = signed(decimal.digits.len());
    let limit = match precision.map(|p| signed(p.max(1))) {
        Some(p) if p > count && count >= decimal.point => count,
        Some(p) => p,
        None => 6,
    };
    let exponent = decimal.point - 1;
    let sign = if number.is_negative() { "-" } else { "" };
    if count > 0 && (exponent < -4 || exponent >= limit) {
        return format!("{sign}{}", with_exponent(&decimal, decimal.digits.len() - 1, e));
    }
    format!("{sign}{}", decimal.plain())
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::{call, check, id, json, s, shown};
    use crate::value::Value;

    #[test]
    fn verbs() {
        check(&[
            ("format", r#"["%s %%","a"]"#, "a %"),
            ("format", r#"["%d","5"]"#, "5"),
            ("format", r#"["%d",5.5]"#, "error: unsupported value for \"%d\" at 0: an integer is required"),
            ("format", r#"["%-5d|%+d|% d|%05d",42,42,42,42]"#, "42   |+42| 42|00042"),
            ("format", r#"["%x %X %#x %o %#o %b %.5d",255,255,255,8,8,5,42]"#, "ff FF 0xff 10 010 101 00042"),
            ("format", r#"["%E","12345.678"]"#, "1.234568E+04"),
            ("format", r#"["%8.2f|%.0f|%f",3.14159,2.5,9.9999999]"#, "    3.14|2|10.000000"),
            ("format", r#"["%g %G %.3g %.10g",0.1,1e-10,1234567,1000000]"#, "0.1 1E-10 1.23e+06 1000000"),
            ("format", r#"["%v %v %v",1234567,0.00001,-12.5]"#, "1.234567e+06 1e-05 -12.5"),
            ("format", r#"["%v %#v",{"b":1,"a":[null]},"a"]"#, r#"{"a":[null],"b":1} "a""#),
            ("format", r#"["%5s|%-3s|%5.1s|%05s","e\u0301","a","bcd","é"]"#, "    é|a  |    b|0000é"),
            ("format", r#"["%[2]s %[1]s","a","b"]"#, "b a"),
            ("format", r#"["%q",1]"#, r#""1""#),
            (
                "format",
                r#"["%s"]"#,
                "error: not enough arguments for \"%s\" at 0: need index 1 but have 0 total",
            ),
            ("format", r#"["a","b"]"#, "error: too many arguments; no verbs in format string"),
            ("format", r#"["%*d",5,42]"#, "error: unrecognized format character '*' at offset 1"),
            ("format", r#"["%c",65]"#, "error: unsupported format verb 'c' in \"%c\" at offset 0"),
            ("format", r#"["%"]"#, "error: invalid format string starting at offset 1"),
            ("format", r#"["%s",null]"#, "?"),
            ("format", r#"["%s",[1]]"#, "error: unsupported value for \"%s\" at 0: string required"),
        ]);
    }

    #[test]
    fn lists() {
        check(&[
            ("formatlist", r#"["%s-%s","x",["c","d"]]"#, r#"["x-c","x-d"]"#),
            ("formatlist", r#"["%s-%s","x","y"]"#, r#"["x-y"]"#),
            ("formatlist", r#"["%s",[]]"#, "[]"),
            (
                "formatlist",
                r#"["%s%s",["a"],["c","d"]]"#,
                "error: a list has length 2, which is inconsistent with the first's 1",
            ),
        ]);
        let list = Value::tuple(vec![id("aws_vpc.a"), s("k")]);
        assert_eq!(shown("formatlist", &[s("a-%s"), list]), r#"[(known after apply),"a-k"]"#);
    }

    #[test]
    fn the_beginning_of_an_unknown_text_is_known() {
        let prefix = |pattern: &str| {
            let value = call("format", &[s(pattern), id("aws_vpc.a")]);
            value.as_unknown().unwrap().prefix.to_string()
        };
        assert_eq!((prefix("x-%s").as_str(), prefix("xy%s").as_str()), ("x-", "x"));
        assert!(shown("format", &[s("%z"), id("aws_vpc.a")]).starts_with("error"));
        assert_eq!(shown("format", &[s("%s"), json("[1]")]).get(..5), Some("error"));
    }
}
