//! Untrusted text made harmless for the place it is printed to.
//!
//! Resource names, tags and messages come from a pull request: they may say anything, but must not do anything.
//! One function per sink; which text goes where is the outputs' business.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character does something to a terminal or a reader's eye other than being seen: control characters,
/// changes of writing direction, separators of lines, and characters that nobody sees.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        )
        || matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Replaces each character that `replace` has an answer for; borrows where there is none.
fn replaced(text: &str, mut replace: impl FnMut(char, &mut String) -> bool) -> Cow<'_, str> {
    let mut out = String::new();
    let mut changed = false;
    for c in text.chars() {
        if replace(c, &mut out) {
            changed = true;
        } else {
            out.push(c);
        }
    }
    if changed { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// For a terminal or a log, on one line: whatever acts is shown as `\u{1b}`, line breaks included.
///
/// Logs of CI services act as well, on `::` at the start of a line (GitHub) and on `##` anywhere (GitHub's older form,
/// Azure's), so these are shown as `\u{3a}:` and `#\u{23}`.
#[must_use]
pub fn terminal(text: &str) -> Cow<'_, str> {
    let mut last = ' ';
    let command = text.len() - text.trim_start().len();
    let command = text[command..].starts_with("::").then_some(command);
    let mut at = 0;
    replaced(text, |c, out| {
        let acts = acts(c) || (c == '#' && last == '#') || command == Some(at);
        if acts {
            let _ = write!(out, "{}", c.escape_unicode());
        }
        last = c;
        at += c.len_utf8();
        acts
    })
}

/// For JSON that somebody may print to a terminal or a log: serialised JSON that means the same, with whatever acts as
/// `\u001b`. Line breaks between members stay.
#[must_use]
pub fn json(serialised: &str) -> Cow<'_, str> {
    let mut last = ' ';
    replaced(serialised, |c, out| {
        let acts = (acts(c) && !c.is_ascii_whitespace()) || (c == '#' && last == '#');
        if acts {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| {
                let _ = write!(out, "\\u{unit:04x}");
            });
        }
        last = c;
        acts
    })
}

/// For the message of a workflow command, as GitHub's own toolkit does it.
#[must_use]
pub fn command_data(text: &str) -> Cow<'_, str> {
    replaced(text, data)
}

/// For a property of a workflow command, such as `title=`.
#[must_use]
pub fn command_property(text: &str) -> Cow<'_, str> {
    replaced(text, |c, out| match c {
        ':' => percent("%3A", out),
        ',' => percent("%2C", out),
        _ => data(c, out),
    })
}

/// Line breaks are kept, since the runner shows them; everything else that acts is shown.
fn data(c: char, out: &mut String) -> bool {
    match c {
        '%' => percent("%25", out),
        '\r' => percent("%0D", out),
        '\n' => percent("%0A", out),
        _ if acts(c) => write!(out, "{}", c.escape_unicode()).is_ok(),
        _ => false,
    }
}

fn percent(code: &str, out: &mut String) -> bool {
    out.push_str(code);
    true
}

/// For running text in GitHub's Markdown, on one line: no mark-up, links, tables, HTML, mentions or references come
/// from it.
///
/// A backslash disarms mark-up. Mentions, references and addresses are found in the rendered text, where a backslash is
/// gone already, so a zero-width space stands behind `@` and `#`.
#[must_use]
pub fn markdown(text: &str) -> Cow<'_, str> {
    replaced(text, |c, out| match c {
        '\n' => percent(" ", out),
        '\r' => true,
        '@' => percent("@&#8203;", out),
        '#' => percent("\\#&#8203;", out),
        '<' => percent("&lt;", out),
        '>' => percent("&gt;", out),
        '&' => percent("&amp;", out),
        '|' => percent("&#124;", out),
        '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '!' | '~' | ':' | '.' | '+' | '-' | '=' | '$'
        | '{' | '}' => {
            out.push('\\');
            out.push(c);
            true
        }
        _ if acts(c) => {
            write!(out, "\\{}", c.escape_unicode().to_string().replace('{', "\\{").replace('}', "\\}"))
                .is_ok()
        }
        _ => false,
    })
}

/// The same, with what stands between backticks in code spans.
#[must_use]
pub fn markdown_quoting(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, quoted)) = rest.split_once('`') {
        let Some((quoted, after)) = quoted.split_once('`').filter(|(quoted, _)| !quoted.is_empty()) else {
            break;
        };
        out.push_str(&markdown(before));
        out.push_str(&markdown_code(quoted));
        rest = after;
    }
    out + &markdown(rest)
}

/// The same, with names of accounts and teams in code spans: they are seen as they are, and nobody is called.
#[must_use]
pub fn markdown_named(text: &str) -> String {
    text.split(' ').map(named).collect::<Vec<_>>().join(" ")
}

fn named(word: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_/.".contains(c);
    let Some(at) = word.find('@').filter(|at| word[..*at].chars().all(|c| c == '(')) else {
        return markdown(word).into_owned();
    };
    let (before, name) = word.split_at(at);
    let core = name.trim_end_matches(|c| ",.;:)".contains(c));
    if core.len() > 1 && core[1..].chars().all(is_name) {
        format!("{}`{core}`{}", markdown(before), markdown(&name[core.len()..]))
    } else {
        markdown(word).into_owned()
    }
}

/// As a code span in Markdown, on one line, not for tables: fenced with more backticks than it holds.
#[must_use]
pub fn markdown_code(text: &str) -> String {
    let text = terminal(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::{command_data, command_property, json, markdown, markdown_code, markdown_named, terminal};
    use proptest::prelude::*;

    #[test]
    fn terminals_see_what_would_act() {
        assert_eq!(terminal("a\u{1b}[31mb\n\u{202e}c\u{9b}"), "a\\u{1b}[31mb\\u{a}\\u{202e}c\\u{9b}");
        assert_eq!(terminal("  ::error::x ::"), "  \\u{3a}:error::x ::");
        assert_eq!(terminal("a##[group]#"), "a#\\u{23}[group]#");
        assert!(matches!(terminal("aws_s3_bucket.é[\"x\"]"), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn commands_are_escaped_as_the_toolkit_does() {
        assert_eq!(command_data("100%\r\n::error::a,b"), "100%25%0D%0A::error::a,b");
        assert_eq!(command_property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
        assert_eq!(command_data("\u{1b}"), "\\u{1b}");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let text = serde_json::to_string("\u{9b}\u{202e}\u{e0041}é").unwrap();
        assert_eq!(json(&text), "\"\\u009b\\u202e\\udb40\\udc41é\"");
        assert_eq!(serde_json::from_str::<String>(&json(&text)).unwrap(), "\u{9b}\u{202e}\u{e0041}é");
    }

    #[test]
    fn markdown_means_nothing() {
        assert_eq!(markdown("@org/team #1 <b>|`x`"), "@&#8203;org/team \\#&#8203;1 &lt;b&gt;&#124;\\`x\\`");
        assert_eq!(markdown("https://x.y\n# a"), "https\\://x\\.y \\#&#8203; a");
        assert_eq!(markdown_code("a``b"), "```a``b```");
        assert_eq!(markdown_code("`"), "`` ` ``");
        assert_eq!(
            markdown_named("needs @org/checkout, @ann (@bob), not a@b.example or @a`b` or @"),
            "needs `@org/checkout`, `@ann` \\(`@bob`\\), not a@&#8203;b\\.example or @&#8203;a\\`b\\` or @&#8203;"
        );
    }

    proptest! {
        #[test]
        fn nothing_acts_afterwards(text in any::<String>()) {
            prop_assert!(!terminal(&text).chars().any(super::acts));
            prop_assert!(!markdown(&text).chars().any(super::acts));
            prop_assert!(!markdown_named(&text).chars().any(super::acts));
            prop_assert!(!command_property(&text).chars().any(|c| super::acts(c) || c == ':' || c == ','));
            prop_assert!(!command_data(&text).chars().any(super::acts));
        }

        #[test]
        fn json_means_the_same(text in any::<String>()) {
            let serialised = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(serde_json::from_str::<String>(&json(&serialised)).unwrap(), text);
        }
    }
}
