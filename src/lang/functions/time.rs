//! Timestamps of RFC 3339, Go's durations, and Terraform's own date patterns.

use std::fmt::Write;

use super::Function;
use super::Unknowns::{Handled, Whole};
use super::helper::{row, text, unknown_until_apply};
use crate::value::{Type, Value};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("formatdate(format string, time string) string", "A timestamp after a pattern", Whole, format_date),
    row("plantimestamp() string", "When the plan was made", Handled, now),
    row(
        "timeadd(timestamp string, duration string) string",
        "A timestamp moved by a duration",
        Whole,
        time_add,
    ),
    row(
        "timecmp(timestamp_a string, timestamp_b string) number",
        "Which timestamp is earlier",
        Whole,
        time_cmp,
    ),
    row("timestamp() string", "When the apply comes to it", Handled, now),
];

const NANOS: i128 = 1_000_000_000;

fn now(args: &[Value]) -> Result<Value, String> {
    Ok(unknown_until_apply(Type::String, args))
}

/// An instant, and the offset from UTC that it was written with, in seconds.
#[derive(Clone, Copy)]
struct Timestamp {
    nanos: i128,
    offset: i64,
}

/// A calendar's view of an instant.
struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    weekday: usize,
}

fn days_in(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of the proleptic Gregorian calendar; the year begins in March, so that leap days end it.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of `days_of`.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Reads a timestamp from left to right.
struct Reader<'t>(&'t str);

impl Reader<'_> {
    fn number(&mut self, digits: usize, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let text = self.0.get(..digits).filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?;
        self.0 = &self.0[digits..];
        text.parse().ok().filter(|n| range.contains(n))
    }

    fn mark(&mut self, mark: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(mark)?;
        Some(())
    }

    fn fraction(&mut self) -> Option<i128> {
        if self.mark(".").is_none() {
            return Some(0);
        }
        let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        format!("{:0<9.9}", Some(digits).filter(|d| !d.is_empty())?).parse().ok()
    }

    fn offset(&mut self) -> Option<i64> {
        if self.mark("Z").is_some() {
            return Some(0);
        }
        let sign = if self.mark("-").is_some() { -1 } else { self.mark("+").map(|()| 1)? };
        let hours = self.number(2, 0..=24)?;
        self.mark(":")?;
        Some(sign * (hours * 3600 + self.number(2, 0..=59)? * 60))
    }
}

impl Timestamp {
    fn parse(text: &str) -> Result<Self, String> {
        Self::read(text).ok_or_else(|| format!("not a valid RFC3339 timestamp: {text:?}"))
    }

    fn read(text: &str) -> Option<Self> {
        let mut reader = Reader(text);
        let year = reader.number(4, 0..=9999)?;
        reader.mark("-")?;
        let month = reader.number(2, 1..=12)?;
        reader.mark("-")?;
        let day = reader.number(2, 1..=days_in(year, month))?;
        reader.mark("T")?;
        let hour = reader.number(2, 0..=23)?;
        reader.mark(":")?;
        let minute = reader.number(2, 0..=59)?;
        reader.mark(":")?;
        let second = reader.number(2, 0..=59)?;
        let fraction = reader.fraction()?;
        let offset = reader.offset()?;
        let seconds = days_of(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
        reader.0.is_empty().then_some(Self { nanos: i128::from(seconds) * NANOS + fraction, offset })
    }

    /// An offset of 24 hours is one that `timecmp` alone takes.
    fn within_a_day(self) -> Result<Self, String> {
        if self.offset.abs() < 86_400 {
            return Ok(self);
        }
        Err(format!("not a valid RFC3339 timestamp: cannot use {:?} as UTC offset", self.zone(":")))
    }

    fn civil(self) -> Civil {
        let seconds = i64::try_from(self.nanos.div_euclid(NANOS)).unwrap_or(0) + self.offset;
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = date_of(days);
        let weekday = usize::try_from((days + 4).rem_euclid(7)).unwrap_or(0);
        Civil { year, month, day, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60, weekday }
    }

    /// To the second, as Go writes it.
    fn rfc3339(self) -> String {
        let Civil { year, month, day, hour, minute, second, .. } = self.civil();
        let zone = self.zone_or("Z", ":");
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
    }

    fn zone(self, colon: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs() / 60;
        format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
    }

    fn zone_or(self, utc: &str, colon: &str) -> String {
        if self.offset == 0 { utc.to_owned() } else { self.zone(colon) }
    }
}

/// A date or time as YAML has them, as RFC 3339: months and the like may have one digit, a date may stand alone.
pub(super) fn yaml_timestamp(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('-').filter(|(year, _)| year.len() == 4)?;
    let (month, rest) = rest.split_once('-')?;
    let (day, time) = rest.split_at(rest.find(['T', 't', ' ']).unwrap_or(rest.len()));
    let (clock, zone) = match time.chars().next() {
        None => ("0:0:0", "Z"),
        Some(' ') => (&time[1..], "Z"),
        Some(_) => time[1..].split_at(time[1..].find(['Z', '+', '-'])?),
    };
    let mut clock = clock.split(':');
    let (hour, minute, second) = (clock.next()?, clock.next()?, clock.next()?);
    let whole = format!("{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute:0>2}:{}{zone}", two_digits(second));
    Some(Timestamp::read(&whole)?.rfc3339()).filter(|_| clock.next().is_none())
}

fn two_digits(second: &str) -> String {
    let whole = second.split('.').next().unwrap_or(second);
    if whole.len() == 1 { format!("0{second}") } else { second.to_owned() }
}

fn time_add(args: &[Value]) -> Result<Value, String> {
    let time = Timestamp::parse(text(&args[0]))?.within_a_day()?;
    let moved = Timestamp { nanos: time.nanos + duration(text(&args[1]))?, ..time };
    Ok(Value::string(&moved.rfc3339()))
}
fn time_cmp(args: &[Value]) -> Result<Value, String> {
    let (a, b) = (Timestamp::parse(text(&args[0]))?, Timestamp::parse(text(&args[1]))?);
    Ok((a.nanos.cmp(&b.nanos) as i64).into())
}

/// A duration as Go writes it, `-1h30m`, in nanoseconds.
fn duration(text: &str) -> Result<i128, String> {
    let wrong = || format!("time: invalid duration {text:?}");
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(wrong());
    }
    let mut total = 0i128;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(wrong)?;
        let (number, after) = rest.split_at(end);
        let end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let unit = unit(name).ok_or_else(|| format!("time: unknown unit {name:?} in duration {text:?}"))?;
        total += part(number, unit).filter(|n| *n <= i128::from(i64::MAX)).ok_or_else(wrong)?;
        rest = after;
    }
    if total <= i128::from(i64::MAX) { Ok(sign * total) } else { Err(wrong()) }
}

fn unit(name: &str) -> Option<i128> {
    Some(match name {
        "ns" => 1,
        "us" | "µs" | "μs" => 1000,
        "ms" => 1_000_000,
        "s" => NANOS,
        "m" => 60 * NANOS,
        "h" => 3600 * NANOS,
        _ => return None,
    })
}

fn part(number: &str, unit: i128) -> Option<i128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let digits = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<i128>().ok() };
    let fraction = &fraction[..fraction.len().min(18)];
    let scale = 10i128.pow(u32::try_from(fraction.len()).ok()?);
    digits(whole)?.checked_mul(unit)?.checked_add(digits(fraction)? * unit / scale)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

fn format_date(args: &[Value]) -> Result<Value, String> {
    let time = Timestamp::parse(text(&args[1]))?.within_a_day()?;
    let civil = time.civil();
    let mut rest = text(&args[0]);
    let mut out = String::new();
    while let Some(c) = rest.chars().next() {
        if c == '\'' {
            rest = quoted(rest, &mut out)?;
            continue;
        }
        let end = if c.is_ascii_alphabetic() { rest.find(|other| other != c) } else { Some(c.len_utf8()) };
        let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
        if c.is_ascii_alphabetic() {
            date_part(token, time, &civil, &mut out)?;
        } else {
            out.push(c);
        }
        rest = after;
    }
    Ok(Value::string(&out))
}

/// Text in quotes; two quotes are one.
fn quoted<'t>(text: &'t str, out: &mut String) -> Result<&'t str, String> {
    let mut rest = &text[1..];
    // A quote quoted by nothing is one.
    if let Some(after) = rest.strip_prefix('\'').filter(|after| !after.starts_with('\'')) {
        out.push('\'');
        return Ok(after);
    }
    loop {
        let (literal, after) = rest.split_once('\'').ok_or("unterminated literal '")?;
        out.push_str(literal);
        match after.strip_prefix('\'') {
            Some(after) => {
                out.push('\'');
                rest = after;
            }
            None => return Ok(after),
        }
    }
}

fn date_part(token: &str, time: Timestamp, c: &Civil, out: &mut String) -> Result<(), String> {
    let month = usize::try_from(c.month - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or_default();
    let day = DAYS.get(c.weekday).copied().unwrap_or_default();
    let half = if c.hour < 12 { "AM" } else { "PM" };
    let padded = |n: i64, width: usize| format!("{n:0width$}");
    let short = |name: &str| name.get(..3).unwrap_or(name).to_owned();
    let text = match token {
        "YYYY" => padded(c.year, 4),
        "YY" => padded(c.year % 100, 2),
        "MMMM" => month.to_owned(),
        "MMM" => short(month),
        "MM" | "M" => padded(c.month, token.len()),
        "DD" | "D" => padded(c.day, token.len()),
        "EEEE" => day.to_owned(),
        "EEE" => short(day),
        "hh" | "h" => padded(c.hour, token.len()),
        "HH" | "H" => padded((c.hour + 11) % 12 + 1, token.len()),
        "AA" => half.to_owned(),
        "aa" => half.to_lowercase(),
        "mm" | "m" => padded(c.minute, token.len()),
        "ss" | "s" => padded(c.second, token.len()),
        "Z" => time.zone_or("Z", ":"),
        "ZZZ" => time.zone_or("UTC", ""),
        "ZZZZ" => time.zone(""),
        "ZZZZZ" => time.zone(":"),
        other => return Err(format!("invalid date format verb {other:?}")),
    };
    out.write_str(&text).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::check;

    #[test]
    fn known() {
        check(&[
            (
                "formatdate",
                r#"["EEEE, DD-MMM-YY hh:mm:ss ZZZ","2018-01-02T23:12:01Z"]"#,
                "Tuesday, 02-Jan-18 23:12:01 UTC",
            ),
            ("formatdate", r#"["EEE ZZZ","2018-01-02T23:12:01-08:00"]"#, "Tue -0800"),
            ("formatdate", r#"["HH:mmaa","2018-01-02T00:12:01Z"]"#, "12:12am"),
            ("formatdate", r#"["h 'o''clock'","2018-01-02T23:12:01Z"]"#, "23 o'clock"),
            ("formatdate", r#"["M D YY Z ZZZZZ","2018-01-02T23:12:01+02:00"]"#, "1 2 18 +02:00 +02:00"),
            ("formatdate", r#"["b","2018-01-02T23:12:01Z"]"#, "error: invalid date format verb \"b\""),
            ("formatdate", r#"["'b","2018-01-02T23:12:01Z"]"#, "error: unterminated literal '"),
            ("timeadd", r#"["2017-11-22T00:00:00Z","-1h30m"]"#, "2017-11-21T22:30:00Z"),
            ("timeadd", r#"["2016-02-28T23:59:59.5+01:00","1.5s"]"#, "2016-02-29T00:00:01+01:00"),
            (
                "timeadd",
                r#"["2017-11-22T00:00:00Z","1d"]"#,
                "error: time: unknown unit \"d\" in duration \"1d\"",
            ),
            ("timeadd", r#"["2017-11-22T00:00:00Z",""]"#, "error: time: invalid duration \"\""),
            ("timecmp", r#"["2017-11-22T00:00:00Z","2017-11-22T01:00:00+01:00"]"#, "0"),
            ("timecmp", r#"["2017-11-22T00:00:00Z","2017-11-22T01:00:00Z"]"#, "-1"),
            (
                "timecmp",
                r#"["2017-02-29T00:00:00Z","2017-11-22T01:00:00Z"]"#,
                "error: not a valid RFC3339 timestamp: \"2017-02-29T00:00:00Z\"",
            ),
            ("timestamp", "[]", "?"),
        ]);
    }
}
