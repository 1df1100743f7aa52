//! What a person probably meant where the HCL parser stopped: it knows what it expected, not why.

use crate::text::{Diagnostic, Source, Span};

/// What was found at a place where nothing of the kind may stand, and what to write instead.
struct Slip {
    message: String,
    span: std::ops::Range<usize>,
    help: String,
}

#[allow(clippy::unnecessary_wraps)] // It is how every check ends.
fn slip(message: impl Into<String>, span: std::ops::Range<usize>, help: impl Into<String>) -> Option<Slip> {
    Some(Slip { message: message.into(), span, help: help.into() })
}

/// The error at the beginning of this place in words, with what the parser said where nothing better is known.
#[must_use]
pub fn syntax_error(source: &Source, place: Span, parser: &str) -> Diagnostic {
    let text = source.text();
    let mut at = (place.start as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    match recognised(text, at) {
        Some(slip) => Diagnostic::error(slip.message, source, Span::new(slip.span)).with_help(slip.help),
        None => as_parsed(source, at, parser),
    }
}

fn as_parsed(source: &Source, at: usize, parser: &str) -> Diagnostic {
    let text = source.text();
    let len = text[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let (what, expected) = parser.split_once("; ").unwrap_or((parser, ""));
    // The parser lists every letter that a value may begin with.
    let (what, expected) = match what {
        "invalid expression" => ("a value is missing here", "expected a value"),
        _ => (what, expected),
    };
    Diagnostic::error(format!("syntax error: {what}"), source, Span::new(at..at + len)).labelled(expected)
}

fn recognised(text: &str, at: usize) -> Option<Slip> {
    open_string(text, at)
        .or_else(|| single_quotes(text, at))
        .or_else(|| words_for_operators(text, at))
        .or_else(|| signs_for_operators(text, at))
        .or_else(|| set_twice(text, at))
        .or_else(|| dotted_function(text, at))
        .or_else(|| missing_equals(text, at))
        .or_else(|| colon_for_equals(text, at))
        .or_else(|| missing_comma(text, at))
        .or_else(|| half_conditional(text, at))
        .or_else(|| open_interpolation(text, at))
        .or_else(|| not_closed(text, at))
}

fn line(text: &str, at: usize) -> (usize, &str) {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    (start, text[start..].lines().next().unwrap_or_default())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// The word that ends before this offset, spaces between them skipped, and where it begins.
fn word_before(text: &str, at: usize) -> (usize, &str) {
    let before = text[..at].trim_end_matches([' ', '\t']);
    let start = before.trim_end_matches(is_word).len();
    (start, &before[start..])
}

fn word_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.len() - rest.trim_start_matches(is_word).len()]
}

/// The last quote of a line that has an odd number of them.
fn open_string(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line(text, at);
    let mut open = None;
    let mut escaped = false;
    for (offset, c) in line.char_indices() {
        match (c, open) {
            ('"', None) => open = Some(offset),
            ('"', Some(_)) if !escaped => open = None,
            ('#', None) => break,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    let open = open.filter(|_| !line.contains("<<"))?;
    slip(
        "this string does not end",
        start + open..start + line.len(),
        "close it with `\"` on the same line; a text of several lines is written as <<-EOT … EOT",
    )
}

fn single_quotes(text: &str, at: usize) -> Option<Slip> {
    let rest = text[at..].strip_prefix('\'')?;
    let end = rest.find(['\'', '\n']).map_or(rest.len(), |n| n + 1);
    let inner = rest[..end].trim_end_matches(['\'', '\n']);
    slip("a string is written in double quotes", at..at + 1 + end, format!("write `\"{inner}\"`"))
}

fn words_for_operators(text: &str, at: usize) -> Option<Slip> {
    let (before, word) = word_before(text, at);
    let (place, word) = if word == "not" { (before, word) } else { (at, word_at(text, at)) };
    let operator = match word {
        "and" => "&&",
        "or" => "||",
        "not" => "!",
        "in" | "contains" => {
            return slip(
                format!("`{word}` is no operator"),
                place..place + word.len(),
                "write `core::contains(list, value)`",
            );
        }
        _ => return None,
    };
    slip(format!("`{word}` is no operator"), place..place + word.len(), format!("write `{operator}`"))
}

fn signs_for_operators(text: &str, at: usize) -> Option<Slip> {
    let rest = &text[at..];
    let before = &text[..at];
    if rest.starts_with('=') && (before.ends_with("==") || before.ends_with("!=")) {
        return slip("there is no such operator", at - 2..at + 1, format!("write `{}`", &before[at - 2..]));
    }
    if rest.starts_with("= ")
        && line(text, at).1.contains('=')
        && line(text, at).0 + line(text, at).1.find('=')? < at
    {
        return slip("`=` sets a value, it does not compare", at..at + 1, "to compare, write `==`");
    }
    let wrong = [
        ("&", "&&"),
        ("|", "||"),
        ("<>", "!="),
        ("=~", "core::regex_match(pattern, string)"),
        ("~", "core::regex_match(pattern, string)"),
    ];
    let (sign, right) = wrong.into_iter().find(|(sign, _)| rest.starts_with(sign))?;
    slip("there is no such operator", at..at + sign.len(), format!("write `{right}`"))
}

fn set_twice(text: &str, at: usize) -> Option<Slip> {
    let word = word_at(text, at);
    let (start, current) = line(text, at);
    let sets = |l: &str| l.trim_start().strip_prefix(word).is_some_and(|r| r.trim_start().starts_with('='));
    let block = text[..start].rfind('{').unwrap_or(0);
    let twice = !word.is_empty() && sets(current) && text[block..start].lines().any(sets);
    let message = format!("`{word}` is already set in this block");
    twice.then(|| slip(message, at..at + word.len(), "keep one of the two"))?
}

/// `core.length(…)`
fn dotted_function(text: &str, at: usize) -> Option<Slip> {
    let rest = text[at..].strip_prefix('(')?;
    let (start, name) = word_before(text, at);
    let namespace = text[..start].strip_suffix('.').map(|t| word_before(t, t.len()))?;
    let _ = rest;
    slip("a function has no dot in its name", namespace.0..at, format!("write `core::{name}(…)`"))
}

fn starts_value(c: char) -> bool {
    is_word(c) || matches!(c, '"' | '[' | '!' | '(' | '.' | ':')
}

/// `condition attrs.x == 1`
fn missing_equals(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line(text, at);
    let name = line.trim_start();
    let begin = start + line.len() - name.len();
    let word = word_at(text, begin);
    let rest = name[word.len()..].trim_start();
    let bare =
        !word.is_empty() && name[word.len()..].starts_with([' ', '\t']) && rest.starts_with(starts_value);
    if !bare || line.contains(" = ") || line.trim_end().ends_with('{') || at < begin + word.len() {
        return None;
    }
    slip(format!("`=` is missing after `{word}`"), begin..begin + word.len(), format!("write `{word} = …`"))
}

fn colon_for_equals(text: &str, at: usize) -> Option<Slip> {
    let (start, word) = word_before(text, at);
    let first = text[line(text, at).0..start].trim().is_empty() && !word.is_empty();
    (first && text[at..].starts_with(':'))
        .then(|| slip("an argument is set with `=`", at..at + 1, format!("write `{word} = …`")))?
}

/// Two values side by side in brackets.
fn missing_comma(text: &str, at: usize) -> Option<Slip> {
    let opener = openers(&text[..at]).last().copied().filter(|open| text[*open..].starts_with(['[', '(']))?;
    let between = text[opener + 1..at].trim_end();
    let value = text[at..].starts_with(|c| is_word(c) || matches!(c, '"' | '[' | '{'));
    let after = between.ends_with(|c| is_word(c) || matches!(c, '"' | ']' | '}' | ')'));
    let is_for = text[opener + 1..].trim_start().starts_with("for ");
    if !(value && after) {
        return None;
    }
    if is_for {
        return slip(
            "`:` is missing in this `for`",
            at..at + 1,
            "write `[for x in list : value]`, and a filter as `[for x in list : value if condition]`",
        );
    }
    // A bracket that is closed on none of the following lines is the mistake itself.
    if text[opener..at].contains('\n') {
        return not_closed_at(text, opener);
    }
    slip("`,` is missing between two values", at..at + 1, "separate them with a comma")
}

fn half_conditional(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line(text, at);
    let question = line.find(" ? ").filter(|q| start + q < at && !line[*q..].contains(" : "))?;
    slip(
        "this conditional has no second value",
        start + question + 1..start + question + 2,
        "write `condition ? value : other`",
    )
}

/// `"… ${attrs.x"`
fn open_interpolation(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line(text, at);
    let open = start + line.get(..at - start)?.rfind("${")?;
    let closed = text[open..at].contains('}');
    (!closed).then(|| {
        slip(
            "`${` is not closed",
            open..open + 2,
            "add the `}` that belongs to it, before the end of the string",
        )
    })?
}

/// Where the text ends, or goes on with something else, before a bracket is closed.
fn not_closed(text: &str, at: usize) -> Option<Slip> {
    let open = openers(&text[..at]);
    let last = *open.last()?;
    let round = text[last..].starts_with(['(', '[']) && text[last..at].contains('\n');
    (text[at..].trim().is_empty() || round).then(|| not_closed_at(text, last))?
}

fn not_closed_at(text: &str, open: usize) -> Option<Slip> {
    let (sign, closing) = match &text[open..=open] {
        "(" => ("(", ")"),
        "[" => ("[", "]"),
        _ => ("{", "}"),
    };
    slip(format!("`{sign}` is not closed"), open..open + 1, format!("add the `{closing}` that belongs to it"))
}

/// Offsets of brackets that are open at the end of a text; strings and comments are passed over.
fn openers(text: &str) -> Vec<usize> {
    let mut open = Vec::new();
    let mut string = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if string => drop(chars.next()),
            '"' => string = !string,
            '\n' => string = false,
            _ if string => {}
            '#' => while chars.next_if(|(_, c)| *c != '\n').is_some() {},
            '(' | '[' | '{' => open.push(at),
            ')' | ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use crate::lang::parse_file;
    use crate::text::Source;

    fn said(text: &str) -> String {
        let text = format!("a {{\n  {text}\n}}\n");
        let errors = parse_file(&Source::new("t", text)).unwrap_err();
        assert_eq!(errors.len(), 1);
        errors[0].to_string()
    }

    #[test]
    fn slips_are_called_by_their_names() {
        for (text, expected) in [
            ("x = \"abc", "t:2:7: this string does not end"),
            ("x = y == 'z'", "t:2:12: a string is written in double quotes (write `\"z\"`)"),
            ("x = y and z", "t:2:9: `and` is no operator (write `&&`)"),
            ("x = not y", "t:2:7: `not` is no operator (write `!`)"),
            ("x = y = 1", "t:2:9: `=` sets a value, it does not compare (to compare, write `==`)"),
            ("x = y === 1", "t:2:9: there is no such operator (write `==`)"),
            ("x = 1\n  x = 2", "t:3:3: `x` is already set in this block (keep one of the two)"),
            ("x = core.length(y)", "t:2:7: a function has no dot in its name (write `core::length(…)`)"),
            ("x y.z == 1", "t:2:3: `=` is missing after `x` (write `x = …`)"),
            ("x: 1", "t:2:4: an argument is set with `=` (write `x = …`)"),
            ("x = [1 2]", "t:2:10: `,` is missing between two values (separate them with a comma)"),
            ("x = [for y in z y.w]", "t:2:19: `:` is missing in this `for`"),
            ("x = y ? 1", "t:2:9: this conditional has no second value (write `condition ? value : other`)"),
            ("x = f(y\n  z = 1", "t:2:8: `(` is not closed (add the `)` that belongs to it)"),
            ("x = \"a ${y.\"", "t:2:10: `${` is not closed"),
            ("x = ", "t:2:7: syntax error: a value is missing here"),
            ("b {", "t:1:3: `{` is not closed (add the `}` that belongs to it)"),
        ] {
            assert!(said(text).starts_with(expected), "{text}: {}", said(text));
        }
    }
}
