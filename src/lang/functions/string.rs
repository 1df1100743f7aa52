//! Functions on text; `format` has its own file, patterns have theirs.

use unicode_segmentation::UnicodeSegmentation;

use super::Function;
use super::Unknowns::{Handled, Whole};
use super::helper::{fits, integer, items, row, safe_prefix, text, texts, unknown_from};
use crate::value::{Truth, Type, Unknown, Value};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("basename(path string) string", "The last part of a path", Whole, basename),
    row("chomp(str string) string", "Text without the line ends that close it", Whole, chomp),
    row("contains_substring(str string, substr string) bool", "Whether text holds a part", Handled, contains),
    row("dirname(path string) string", "A path without its last part", Whole, dirname),
    row("endswith(str string, suffix string) bool", "Whether text ends with a part", Handled, ends_with),
    row(
        "indent(spaces number, str string) string",
        "Text with all but its first line indented",
        Whole,
        indent,
    ),
    row("join(separator string, lists ...list(string)) string", "Texts put together", Handled, join),
    row("lower(str string) string", "Text in small letters", Handled, lower),
    row("split(separator string, str string) any", "Text cut at a separator", Handled, split),
    row(
        "startswith(str string, prefix string) bool",
        "Whether text begins with a part",
        Handled,
        starts_with,
    ),
    row("strcontains(str string, substr string) bool", "Whether text holds a part", Handled, contains),
    row("strrev(str string) string", "Text back to front", Whole, reverse),
    row("substr(str string, offset number, length number) string", "Part of a text", Handled, substr),
    row("title(str string) string", "Text with each word's first letter a capital", Whole, title),
    row("trim(str string, cutset string) string", "Text without these characters at its ends", Whole, trim),
    row(
        "trimprefix(str string, prefix string) string",
        "Text without a part it begins with",
        Whole,
        trim_prefix,
    ),
    row("trimspace(str string) string", "Text without blanks at its ends", Whole, trim_space),
    row(
        "trimsuffix(str string, suffix string) string",
        "Text without a part it ends with",
        Whole,
        trim_suffix,
    ),
    row("upper(str string) string", "Text in capitals", Handled, upper),
];

fn done(text: &str) -> Result<Value, String> {
    Ok(Value::string(text))
}

fn answer(truth: Truth, args: &[Value]) -> Result<Value, String> {
    Ok(match truth {
        Truth::Unknown => unknown_from(Type::Bool, args).into(),
        decided => (decided == Truth::True).into(),
    })
}

/// Whether an unknown text begins with a known one, as far as its own beginning tells.
pub(super) fn begins_with(unknown: &Unknown, start: &str) -> Truth {
    if unknown.prefix.starts_with(start) {
        Truth::True
    } else if start.starts_with(&*unknown.prefix) {
        Truth::Unknown
    } else {
        Truth::False
    }
}

fn starts_with(args: &[Value]) -> Result<Value, String> {
    let truth = match (args[0].as_str(), args[1].as_str()) {
        (_, Some("")) => Truth::True,
        (Some(text), Some(start)) => text.starts_with(start).into(),
        (None, Some(start)) => args[0].as_unknown().map_or(Truth::Unknown, |u| begins_with(u, start)),
        (Some(text), None) => match args[1].as_unknown() {
            Some(start) if !text.starts_with(&*start.prefix) => Truth::False,
            _ => Truth::Unknown,
        },
        (None, None) => Truth::Unknown,
    };
    answer(truth, args)
}

fn ends_with(args: &[Value]) -> Result<Value, String> {
    let truth = match (args[0].as_str(), args[1].as_str()) {
        (_, Some("")) => Truth::True,
        (Some(text), Some(end)) => text.ends_with(end).into(),
        _ => Truth::Unknown,
    };
    answer(truth, args)
}

fn contains(args: &[Value]) -> Result<Value, String> {
    let held = |unknown: &Unknown, part: &str| unknown.prefix.contains(part);
    let truth = match (args[0].as_str(), args[0].as_unknown(), args[1].as_str()) {
        (Some(text), _, Some(part)) => text.contains(part).into(),
        (_, Some(unknown), Some(part)) if part.is_empty() || held(unknown, part) => Truth::True,
        _ => Truth::Unknown,
    };
    answer(truth, args)
}

/// A text of which the beginning may be known, changed letter by letter.
fn changed(args: &[Value], change: fn(&str) -> String) -> Result<Value, String> {
    match args[0].as_unknown() {
        Some(u) => {
            let prefix = change(&u.prefix).into();
            Ok(Unknown { prefix, not_empty: u.not_empty, ..unknown_from(Type::String, args) }.into())
        }
        None => done(&change(text(&args[0]))),
    }
}

fn lower(args: &[Value]) -> Result<Value, String> {
    changed(args, |text| text.chars().filter_map(|c| c.to_lowercase().next()).collect())
}

fn upper(args: &[Value]) -> Result<Value, String> {
    changed(args, |text| text.chars().map(to_upper).collect())
}

fn to_upper(c: char) -> char {
    match c {
        // One letter each in Go: the capital with its iota beside it, where Rust writes the iota out.
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => later(c, 8),
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => later(c, 9),
        c => single(c, c.to_uppercase()),
    }
}

fn later(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

/// The letters that are two in one have a form for the beginning of a word.
fn to_title(c: char) -> char {
    match c {
        'Ǆ'..='ǆ' => 'ǅ',
        'Ǉ'..='ǉ' => 'ǈ',
        'Ǌ'..='ǌ' => 'ǋ',
        'Ǳ'..='ǳ' => 'ǲ',
        c => to_upper(c),
    }
}

/// Go maps a letter to one letter or leaves it alone: `ß` stays.
fn single(c: char, mut mapped: impl ExactSizeIterator<Item = char>) -> char {
    if mapped.len() == 1 { mapped.next().unwrap_or(c) } else { c }
}

/// Words as Go's `strings.Title` sees them: what a letter, digit, `_` or `'` does not precede begins one.
fn title(args: &[Value]) -> Result<Value, String> {
    let mut previous = ' ';
    let titled = text(&args[0]).chars().map(|c| {
        let begins = is_separator(previous);
        previous = c;
        if begins { to_title(c) } else { c }
    });
    done(&titled.collect::<String>())
}

fn is_separator(c: char) -> bool {
    if c.is_ascii() {
        !c.is_ascii_alphanumeric() && c != '_'
    } else {
        !c.is_alphanumeric() && c.is_whitespace()
    }
}

fn trim(args: &[Value]) -> Result<Value, String> {
    let cutset = text(&args[1]);
    done(text(&args[0]).trim_matches(|c| cutset.contains(c)))
}

fn trim_prefix(args: &[Value]) -> Result<Value, String> {
    let whole = text(&args[0]);
    done(whole.strip_prefix(text(&args[1])).unwrap_or(whole))
}

fn trim_suffix(args: &[Value]) -> Result<Value, String> {
    let whole = text(&args[0]);
    done(whole.strip_suffix(text(&args[1])).unwrap_or(whole))
}

fn trim_space(args: &[Value]) -> Result<Value, String> {
    done(text(&args[0]).trim())
}

fn chomp(args: &[Value]) -> Result<Value, String> {
    done(text(&args[0]).trim_end_matches(['\r', '\n']))
}

fn indent(args: &[Value]) -> Result<Value, String> {
    let spaces = super::helper::index(&args[0], "the number of spaces")?;
    if spaces > 10_000 {
        return Err("the number of spaces must not be greater than 10000".to_owned());
    }
    let (text, lines) = (text(&args[1]), text(&args[1]).matches('\n').count());
    fits(lines.saturating_mul(spaces).saturating_add(text.len()))?;
    done(&text.replace('\n', &format!("\n{}", " ".repeat(spaces))))
}

fn reverse(args: &[Value]) -> Result<Value, String> {
    done(&text(&args[0]).graphemes(true).rev().collect::<String>())
}

fn join(args: &[Value]) -> Result<Value, String> {
    if args.len() < 2 {
        return Err("at least one list is required".to_owned());
    }
    let certain = |arg: &Value| arg.is_wholly_known() && !arg.has_possible();
    if args.iter().all(certain) {
        let mut all = Vec::new();
        for list in &args[1..] {
            all.extend(texts(list).map_err(|why| format!("{why}; cannot concatenate null values"))?);
        }
        let separators = text(&args[0]).len().saturating_mul(all.len());
        fits(all.iter().fold(separators, |sum, one| sum.saturating_add(one.len())))?;
        return done(&all.join(text(&args[0])));
    }
    let prefix = join_prefix(args);
    let not_empty = !prefix.is_empty();
    let prefix = safe_prefix(&prefix).into();
    Ok(Unknown { not_empty, prefix, ..unknown_from(Type::String, args) }.into())
}

/// What comes before the first element that is not certain.
fn join_prefix(args: &[Value]) -> String {
    let Some(separator) = args[0].as_str() else {
        return String::new();
    };
    let mut prefix = String::new();
    for (at, list) in args[1..].iter().enumerate() {
        for (nth, item) in items(list).iter().enumerate() {
            if fits(prefix.len()).is_err() {
                return prefix;
            }
            let known = item.as_str().filter(|_| !super::helper::is_possible(item));
            let separated = at + nth > 0 && !prefix.is_empty();
            match known {
                Some(text) if separated => prefix.extend([separator, text]),
                Some(text) => prefix.push_str(text),
                None if separated && item.is_unknown() && !super::helper::is_possible(item) => {
                    return prefix + separator;
                }
                None => return prefix,
            }
        }
        if list.is_unknown() {
            break;
        }
    }
    prefix
}

fn split(args: &[Value]) -> Result<Value, String> {
    let ty = Type::list(Type::String);
    let (Some(separator), Some(whole)) = (args[0].as_str(), args[1].as_str()) else {
        return Ok(Unknown { length: None, not_empty: false, ..unknown_from(ty, args) }.into());
    };
    let parts: Vec<Value> = if separator.is_empty() {
        whole.chars().map(|c| Value::string(c.encode_utf8(&mut [0; 4]))).collect()
    } else {
        whole.split(separator).map(Value::string).collect()
    };
    Ok(Value::list_of(Type::String, parts))
}

/// Counted in what a person sees as characters; a negative offset counts from the end, a negative length means "all".
fn substr(args: &[Value]) -> Result<Value, String> {
    let undecided = || Ok(unknown_from(Type::String, args).into());
    let (Some(_), Some(_)) = (args[1].as_number(), args[2].as_number()) else {
        return undecided();
    };
    let (offset, length) = (integer(&args[1])?, integer(&args[2])?);
    let (from, count) = (usize::try_from(offset), usize::try_from(length));
    if let Some(unknown) = args[0].as_unknown() {
        let known: Vec<&str> = unknown.prefix.graphemes(true).collect();
        let part = match (from, count) {
            (Ok(from), Ok(count)) => from.checked_add(count).and_then(|end| known.get(from..end)),
            _ => None,
        };
        return part.map_or_else(undecided, |part| done(&part.concat()));
    }
    let all: Vec<&str> = text(&args[0]).graphemes(true).collect();
    let back = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
    let from = from.unwrap_or_else(|_| all.len().saturating_sub(back)).min(all.len());
    // Terraform takes a length of zero from the end for all that is left.
    let count = count.ok().filter(|count| *count > 0 || offset >= 0).unwrap_or(usize::MAX);
    let end = from.saturating_add(count).min(all.len());
    done(&all[from..end].concat())
}

/// As Go's `filepath.Base`.
fn basename(args: &[Value]) -> Result<Value, String> {
    let path = text(&args[0]);
    let trimmed = path.trim_end_matches('/');
    match (path.is_empty(), trimmed.is_empty()) {
        (true, _) => done("."),
        (_, true) => done("/"),
        _ => done(trimmed.rsplit('/').next().unwrap_or(trimmed)),
    }
}

/// As Go's `filepath.Dir`: all up to the last slash, cleaned.
fn dirname(args: &[Value]) -> Result<Value, String> {
    let path = text(&args[0]);
    done(&clean(path.rfind('/').map_or("", |at| &path[..=at])))
}

fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if kept.last().is_some_and(|last| *last != "..") => drop(kept.pop()),
            ".." if rooted => {}
            part => kept.push(part),
        }
    }
    match (rooted, kept.is_empty()) {
        (true, _) => format!("/{}", kept.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => kept.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::{call, check, id, s, shown};
    use crate::value::{Type, Unknown, Value};

    #[test]
    fn known() {
        check(&[
            ("basename", r#"["a/b/"]"#, "b"),
            ("basename", r#"[""]"#, "."),
            ("chomp", r#"["a\n\r\n"]"#, "a"),
            ("dirname", r#"["a/b/"]"#, "a/b"),
            ("dirname", r#"["a/../../b"]"#, ".."),
            ("indent", r#"[2,"a\n\nb"]"#, "a\n  \n  b"),
            ("join", r#"[",",[1,true,"x"]]"#, "1,true,x"),
            ("join", r#"[",",["a",null]]"#, "error: element 1 is null; cannot concatenate null values"),
            ("lower", r#"["ABC"]"#, "abc"),
            ("split", r#"[",",""]"#, r#"[""]"#),
            ("split", r#"["","abc"]"#, r#"["a","b","c"]"#),
            ("strcontains", r#"["hello","ell"]"#, "true"),
            ("contains_substring", r#"["hello","x"]"#, "false"),
            ("strrev", r#"["e\u0301a"]"#, "aé"),
            ("substr", r#"["hello",-3,-1]"#, "llo"),
            ("substr", r#"["hello",-10,2]"#, "he"),
            ("substr", r#"["hello",10,1]"#, ""),
            ("substr", r#"["hello",1.5,1]"#, "error: a whole number is required"),
            ("title", r#"["it's HELLO foo_bar"]"#, "It'S HELLO Foo_bar"),
            ("trim", r#"["foobarfoo","foo"]"#, "bar"),
            ("trimprefix", r#"["helloworld","hello"]"#, "world"),
            ("trimspace", r#"["  \n\t hello \u00a0 "]"#, "hello"),
            ("upper", r#"["straße"]"#, "STRAßE"),
        ]);
    }

    #[test]
    fn a_known_beginning_decides() {
        let text: Value =
            Unknown { ty: Type::String, prefix: "arn:aws:".into(), ..Unknown::anything() }.into();
        for (name, part, want) in [
            ("startswith", "arn:", "true"),
            ("startswith", "arn:aws:s3", "?"),
            ("startswith", "x", "false"),
            ("strcontains", "aws", "true"),
            ("strcontains", "s3", "?"),
            ("endswith", "", "true"),
            ("endswith", "x", "?"),
        ] {
            assert_eq!(shown(name, &[text.clone(), s(part)]), want, "{name} {part}");
        }
        assert_eq!(shown("substr", &[text.clone(), 4i64.into(), 3i64.into()]), "aws");
        assert_eq!(&*call("upper", &[text]).as_unknown().unwrap().prefix, "ARN:AWS:");
    }

    #[test]
    fn join_knows_what_comes_first() {
        let joined = call("join", &[s("-"), Value::tuple(vec![s("a"), id("aws_vpc.a"), s("b")])]);
        assert_eq!(&*joined.as_unknown().unwrap().prefix, "a-");
        assert!(joined.as_unknown().unwrap().as_exact().is_none());
    }
}
