//! Functions that match patterns.

use regex::{Captures, Regex};

use super::Function;
use super::Unknowns::{Handled, Whole};
use super::helper::{fits, row, text, unknown_any, unknown_from};
use super::pattern::{anchored_literal, compile, required_prefix};
use super::string::begins_with;
use crate::value::{Kind, Name, Truth, Type, Unknown, Value};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row(
        "regex(pattern string, string string) any",
        "The first match of a pattern, or its groups",
        Handled,
        first,
    ),
    row("regex_match(pattern string, string string) bool", "Whether a pattern matches", Handled, matches),
    row("regexall(pattern string, string string) any", "All matches of a pattern", Whole, all),
    row(
        "replace(str string, substr string, replace string) string",
        "Text with a part or /pattern/ replaced",
        Whole,
        replace,
    ),
];

/// The pattern's groups are all named or all unnamed.
fn checked(pattern: &str) -> Result<std::sync::Arc<Regex>, String> {
    let regex = compile(pattern)?;
    let named = regex.capture_names().flatten().count();
    if named > 0 && named + 1 < regex.captures_len() {
        return Err("invalid regexp pattern: cannot mix both named and unnamed capture groups".to_owned());
    }
    Ok(regex)
}

/// The whole match, a tuple of the unnamed groups, or an object of the named ones.
fn result(regex: &Regex, captures: &Captures<'_>) -> Value {
    let group = |at: usize| {
        captures.get(at).map_or_else(|| Kind::Null(Type::String).into(), |m| Value::string(m.as_str()))
    };
    if regex.captures_len() == 1 {
        return group(0);
    }
    let names: Vec<(usize, &str)> =
        regex.capture_names().enumerate().filter_map(|(at, name)| Some((at, name?))).collect();
    if names.is_empty() {
        return Value::tuple((1..regex.captures_len()).map(group).collect());
    }
    Value::object(names.into_iter().map(|(at, name)| (Name::new(name), group(at))).collect())
}

/// What the known beginning of an unknown text says about a pattern.
fn decided_by_prefix(pattern: &Value, unknown: &Unknown) -> Truth {
    let Some(pattern) = pattern.as_str() else {
        return Truth::Unknown;
    };
    match required_prefix(pattern).map(|(required, _)| begins_with(unknown, &required)) {
        Some(Truth::False) => Truth::False,
        Some(Truth::True) if anchored_literal(pattern).is_some() => Truth::True,
        _ => Truth::Unknown,
    }
}

fn first(args: &[Value]) -> Result<Value, String> {
    if let Some(pattern) = args[0].as_str() {
        checked(pattern)?;
    }
    if let Some(unknown) = args[1].as_unknown() {
        let literal = args[0].as_str().and_then(anchored_literal).filter(|_| !text(&args[0]).ends_with(".*"));
        return match (decided_by_prefix(&args[0], unknown), literal) {
            (Truth::False, _) => Err(no_match()),
            (Truth::True, Some(literal)) => Ok(Value::string(&literal)),
            _ => Ok(unknown_any(args)),
        };
    }
    if args[0].is_unknown() {
        return Ok(unknown_any(args));
    }
    let regex = checked(text(&args[0]))?;
    let captures = regex.captures(text(&args[1])).ok_or_else(no_match)?;
    Ok(result(&regex, &captures))
}

fn no_match() -> String {
    "pattern did not match any part of the given string".to_owned()
}

fn matches(args: &[Value]) -> Result<Value, String> {
    if let Some(pattern) = args[0].as_str() {
        compile(pattern)?;
    }
    let truth = match (args[0].as_str(), args[1].as_str(), args[1].as_unknown()) {
        (Some(pattern), Some(text), _) => compile(pattern)?.is_match(text).into(),
        (_, _, Some(unknown)) => decided_by_prefix(&args[0], unknown),
        _ => Truth::Unknown,
    };
    Ok(match truth {
        Truth::Unknown => unknown_from(Type::Bool, args).into(),
        decided => (decided == Truth::True).into(),
    })
}

fn all(args: &[Value]) -> Result<Value, String> {
    let regex = checked(text(&args[0]))?;
    let found: Vec<Value> =
        regex.captures_iter(text(&args[1])).map(|captures| result(&regex, &captures)).collect();
    Ok(Value::list_of(type_of_match(&regex), found))
}

/// Known from the pattern alone, so that even no match at all has a type.
fn type_of_match(regex: &Regex) -> Type {
    let names: Vec<Name> = regex.capture_names().flatten().map(Name::new).collect();
    match (regex.captures_len() - 1, names.is_empty()) {
        (0, _) => Type::String,
        (groups, true) => Type::Tuple(vec![Type::String; groups].into()),
        (_, false) => {
            let mut attributes: Vec<_> = names.into_iter().map(|name| (name, Type::String)).collect();
            attributes.sort_by_key(|a| a.0);
            Type::Object(attributes.into())
        }
    }
}

/// A replacement with the groups that it names: `$1`, `$name`, `${name}`. As in Go, a name is as long as it can be, of
/// letters and digits of any script, and one that no group has stands for nothing.
fn filled(template: &str, captures: &Captures<'_>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        rest = after;
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
            continue;
        }
        match group_name(rest) {
            Some((name, after)) => {
                let group = name.parse().map_or_else(|_| captures.name(name), |at: usize| captures.get(at));
                out.push_str(group.map_or("", |group| group.as_str()));
                rest = after;
            }
            None => out.push('$'),
        }
    }
    out + rest
}

fn group_name(text: &str) -> Option<(&str, &str)> {
    let braced = text.strip_prefix('{');
    let inner = braced.unwrap_or(text);
    let end = inner.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inner.len());
    let (name, after) = inner.split_at(end);
    let after = if braced.is_some() { after.strip_prefix('}')? } else { after };
    (!name.is_empty()).then_some((name, after))
}

/// What stands between slashes is a pattern; anything else, a single slash too, is text.
fn replace(args: &[Value]) -> Result<Value, String> {
    let (whole, part, new) = (text(&args[0]), text(&args[1]), text(&args[2]));
    let pattern = part.strip_prefix('/').and_then(|p| p.strip_suffix('/'));
    let replaced = match pattern {
        Some(pattern) => all_replaced(whole, compile(pattern)?.as_ref(), new)?,
        None => {
            fits(whole.matches(part).count().saturating_mul(new.len()).saturating_add(whole.len()))?;
            whole.replace(part, new)
        }
    };
    Ok(Value::string(&replaced))
}

fn all_replaced(whole: &str, pattern: &Regex, new: &str) -> Result<String, String> {
    let (mut out, mut end) = (String::new(), 0);
    for captures in pattern.captures_iter(whole) {
        let Some(found) = captures.get(0) else { continue };
        out.push_str(&whole[end..found.start()]);
        out.push_str(&filled(new, &captures));
        end = found.end();
        fits(out.len())?;
    }
    Ok(out + &whole[end..])
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::{check, id, s, shown};
    use crate::value::{Type, Unknown, Value};

    #[test]
    fn known() {
        check(&[
            ("regex", r#"["(a)|(b)","b"]"#, r#"[null,"b"]"#),
            ("regex", r#"["(?P<y>\\d+)-(?P<m>\\d)","2024-05"]"#, r#"{"m":"0","y":"2024"}"#),
            ("regex", r#"["x","abc"]"#, "error: pattern did not match any part of the given string"),
            ("regexall", r#"["a*","baac"]"#, r#"["","aa",""]"#),
            ("regex_match", r#"["^a","ba"]"#, "false"),
            ("replace", r#"["hello","/(l+)/","$1x"]"#, "heo"),
            ("replace", r#"["a//b","//","-"]"#, "-a-/-/-b-"),
            ("replace", r#"["a/b","/","-"]"#, "a-b"),
            ("replace", r#"["aaa","/a/","$$"]"#, "$$$"),
            ("replace", r#"["abc","","-"]"#, "-a-b-c-"),
        ]);
        assert!(shown("regex", &[s("(?P<y>a)(b)"), s("ab")]).contains("cannot mix"));
    }

    #[test]
    fn a_known_beginning_decides() {
        let gateway: Value =
            Unknown { ty: Type::String, prefix: "igw-".into(), ..Unknown::anything() }.into();
        for (pattern, want) in
            [("^igw-", "true"), ("^nat-", "false"), ("^igw-0", "?"), ("igw", "?"), ("^i", "true")]
        {
            assert_eq!(shown("regex_match", &[s(pattern), gateway.clone()]), want, "{pattern}");
        }
        assert_eq!(shown("regex", &[s("^igw-"), gateway]), "igw-");
        assert_eq!(shown("regex", &[s("^igw-"), id("a.b")]), "?");
        assert!(shown("regex", &[s("("), id("a.b")]).starts_with("error"));
    }
}
