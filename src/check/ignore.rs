//! `# sekisho:ignore RULE reason="…" until=2027-03-31`: what comments of a source say, and how far they reach.
//!
//! A comment on a line of its own reaches the resource, block or argument below it; one behind something reaches that. Of
//! a comment on a line inside a longer value it is that line.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::lang::{Attribute, Block, Body, comments, is_json, parse_file_whole, parse_source_file};
use crate::text::{Source, Span};

const SIGN: &str = "sekisho:ignore";
/// The word before the sign, and what people write behind it who think of another tool's comments.
const NAME: &str = "sekisho";
const LIKE_SIGN: [&str; 4] = ["ignore", "skip", "disable", "suppress"];

/// A comment that is meant for us.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// What it says of which rules.
    pub order: Result<Order, String>,
    /// The file.
    pub source: Source,
    /// Where the comment stands.
    pub span: Span,
    /// The lines that it reaches.
    pub lines: RangeInclusive<usize>,
    /// Its text, the blocks around it, and what it reaches: of a block that has a name only that, of anything else all. The
    /// same text elsewhere is another comment.
    pub mark: String,
}

/// What a comment asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Ids of rules; `-` and `_` mean the same.
    pub rules: Vec<String>,
    /// Why.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// All of a file, in the order of the text.
#[must_use]
pub fn ignores(source: &Source) -> Vec<Ignore> {
    if !source.text().contains(NAME) || is_json(source) {
        return Vec::new();
    }
    let (body, _) = parse_file_whole(source);
    let spans = comments(source);
    let one = |span: &Span| {
        let text = text_of(source.slice(*span));
        let order = match text.strip_prefix(SIGN) {
            Some(words) => order(words),
            None if is_like_sign(text) => Err(format!("it is written as `{SIGN} RULE reason=\"…\"`")),
            None => return None,
        };
        let lines = lines(source, &body, *span, &spans);
        let mark = mark(source, &body, *span, &lines);
        Some(Ignore { order, source: source.clone(), span: *span, lines, mark })
    };
    spans.iter().filter_map(one).collect()
}

/// `sekisho: ignore`, `sekisho-ignore`, `sekisho:skip=`: what would be the sign elsewhere.
fn is_like_sign(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(NAME) else { return false };
    let word = rest.trim_start_matches([':', '-', '_']);
    let after = LIKE_SIGN.iter().find_map(|like| word.trim_start().strip_prefix(like));
    word.len() < rest.len() && after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// The marks of all comments of a file.
#[must_use]
pub fn marks(source: &Source) -> Vec<String> {
    ignores(source).into_iter().map(|ignore| ignore.mark).collect()
}

/// The lines that the comments with this mark reach.
#[must_use]
pub fn reach(source: &Source, mark: &str) -> Vec<RangeInclusive<usize>> {
    ignores(source).into_iter().filter(|ignore| ignore.mark == mark).map(|ignore| ignore.lines).collect()
}

/// All arguments of a file, with the lines of each and its text behind the headers of the blocks around it: the same text
/// elsewhere is another argument.
#[must_use]
pub fn arguments(source: &Source) -> Vec<(RangeInclusive<usize>, String)> {
    let (body, _) = parse_source_file(source);
    let mut found = Vec::new();
    collect_arguments(source, &body, "", &mut found);
    found
}

fn collect_arguments(
    source: &Source,
    body: &Body,
    around: &str,
    found: &mut Vec<(RangeInclusive<usize>, String)>,
) {
    let line_of = |offset: u32| source.position(offset as usize).line;
    for Attribute { span, .. } in &body.attributes {
        let lines = line_of(span.start)..=line_of(span.end.saturating_sub(1));
        found.push((lines, format!("{around}{}", source.slice(*span))));
    }
    for Block { header, body, .. } in &body.blocks {
        collect_arguments(source, body, &format!("{around}{}\n", source.slice(*header)), found);
    }
}

fn mark(source: &Source, body: &Body, comment: Span, lines: &RangeInclusive<usize>) -> String {
    let mut parts = vec![source.slice(comment).to_owned()];
    let (mut around, mut within) = (body, false);
    let is_around = |b: &&Block| b.span.start <= comment.start && comment.end <= b.span.end;
    while let Some(block) = around.blocks.iter().find(is_around) {
        // There may be several nested blocks of a kind; which of them it is tells only what is in it.
        let is_told_by_name = !within || !block.labels.is_empty();
        parts.push(source.slice(if is_told_by_name { block.header } else { block.span }).to_owned());
        (around, within) = (&block.body, true);
    }
    let text = |first: usize, last: usize| -> String {
        let texts: Vec<&str> =
            source.text().lines().skip(first - 1).take(last + 1 - first).map(str::trim).collect();
        texts.join("\n")
    };
    let first = *lines.start();
    parts.push(match block_at(source, body, first) {
        Some(block) if block.labels.is_empty() => source.slice(block.span).to_owned(),
        Some(_) => text(first, first),
        None => text(first, *lines.end()),
    });
    parts.join("\n")
}

/// The outermost block that begins on a line. One without labels, such as `locals`, may have others like it: what tells it
/// from those is what is in it.
fn block_at<'b>(source: &Source, body: &'b Body, line: usize) -> Option<&'b Block> {
    body.blocks.iter().find_map(|block| {
        let begins = source.position(block.span.start as usize).line == line;
        if begins { Some(block) } else { block_at(source, &block.body, line) }
    })
}

/// A comment without what makes it one.
fn text_of(comment: &str) -> &str {
    let inner = comment.strip_prefix("/*").map(|rest| rest.strip_suffix("*/").unwrap_or(rest));
    inner.unwrap_or_else(|| comment.trim_start_matches(['#', '/'])).trim()
}

/// Rules first, then `reason` and `until` in any order.
fn order(words: &str) -> Result<Order, String> {
    let mut order = Order::default();
    let mut rest = words.trim_start();
    if rest.len() == words.len() && !rest.is_empty() {
        return Err(format!("`{SIGN}` is followed by a space and the id of a rule"));
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = match after.strip_prefix('=') {
            Some(value) => order.setting(word, value)?,
            None => {
                order.rules.extend(word.split(',').filter(|id| !id.is_empty()).map(str::to_owned));
                after
            }
        }
        .trim_start();
    }
    if order.rules.is_empty() { Err("it names no rule".to_owned()) } else { Ok(order) }
}

impl Order {
    /// Takes `name=value`; what follows is handed back.
    fn setting<'w>(&mut self, name: &str, text: &'w str) -> Result<&'w str, String> {
        let (value, rest) = value(text)?;
        match name {
            "reason" => self.reason = Some(value.trim().to_owned()).filter(|reason| !reason.is_empty()),
            "until" => self.until = Some(date(&value)?),
            other => return Err(format!("`{other}` means nothing here: `reason` and `until` do")),
        }
        Ok(rest)
    }
}

fn date(text: &str) -> Result<Date, String> {
    let is_date = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let parsed = text.parse().ok().filter(|_| is_date);
    parsed.ok_or_else(|| format!("`{text}` is no day: write it as 2027-03-31"))
}

/// A word, or a text in quotes in which `\` takes the meaning from what follows.
fn value(text: &str) -> Result<(String, &str), String> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        return Ok((text[..end].to_owned(), &text[end..]));
    };
    let mut out = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((out, &quoted[at + 1..])),
            '\\' => out.extend(chars.next().map(|(_, next)| next)),
            _ => out.push(c),
        }
    }
    Err("a `\"` is missing at its end".to_owned())
}

/// The lines that a comment reaches.
fn lines(source: &Source, body: &Body, comment: Span, comments: &[Span]) -> RangeInclusive<usize> {
    let line_of = |offset: u32| source.position(offset as usize).line;
    let before = &source.text()[..comment.start as usize];
    let beside = !before.rsplit('\n').next().unwrap_or_default().trim().is_empty();
    let mut items = Vec::new();
    collect(body, &mut items);
    let items: Vec<(usize, usize)> =
        items.iter().map(|span| (line_of(span.start), line_of(span.end.saturating_sub(1)))).collect();
    let line = if beside { line_of(comment.start) } else { below(source, comment, comments) };
    // Outer items come first: above, the whole block is meant; beside, the innermost that begins or ends there.
    let begins = |item: &&(usize, usize)| item.0 == line;
    let touches = |item: &&(usize, usize)| item.0 == line || item.1 == line;
    let found = if beside { items.iter().rfind(touches) } else { items.iter().find(begins) };
    found.map_or(line..=line, |(first, last)| *first..=*last)
}

fn collect(body: &Body, items: &mut Vec<Span>) {
    items.extend(body.attributes.iter().map(|attribute| attribute.span));
    for Block { span, body, .. } in &body.blocks {
        items.push(*span);
        collect(body, items);
    }
}

/// The next line below a comment on which something else stands.
fn below(source: &Source, comment: Span, comments: &[Span]) -> usize {
    let mut at = comment.end as usize;
    loop {
        let rest = source.text().get(at..).unwrap_or_default();
        at += rest.len() - rest.trim_start().len();
        match comments.iter().find(|other| other.start as usize == at) {
            Some(other) if other.end > other.start => at = other.end as usize,
            _ => return source.position(at).line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, arguments, ignores, order};
    use crate::text::Source;

    fn reaches(text: &str) -> Vec<(usize, usize)> {
        let source = Source::new("main.tf", text.to_owned());
        ignores(&source).iter().map(|ignore| (*ignore.lines.start(), *ignore.lines.end())).collect()
    }

    #[test]
    fn orders_name_rules_a_reason_and_a_day() {
        let full = order(r#" a,b_c  d until=2027-03-31 reason="so \"it\" is" "#).unwrap();
        assert_eq!(full.rules, ["a", "b_c", "d"]);
        assert_eq!(full.reason.as_deref(), Some("so \"it\" is"));
        assert_eq!(full.until, Some(jiff::civil::date(2027, 3, 31)));
        let none = Order { rules: vec!["a".to_owned()], ..Order::default() };
        assert_eq!(order(" a reason=\" \""), Ok(none));
        let wrong = [
            "",
            " ",
            "a",
            " reason=\"x\"",
            " a reason=\"x",
            " a until=soon",
            " a until=2027-02-30",
            " a until=2027-3-1",
            " a until=",
            " a why=x",
            " a until=2027-03-31T00:00",
        ];
        wrong.iter().for_each(|words| assert!(order(words).is_err(), "{words}"));
    }

    #[test]
    fn arguments_are_told_apart_by_the_blocks_around_them() {
        let source = Source::new(
            "main.tf",
            "a \"x\" {\n  n = 1\n  b {\n    n = [\n    1]\n  }\n}\nn = 1\n".to_owned(),
        );
        let found: Vec<String> =
            arguments(&source).into_iter().map(|(lines, text)| format!("{lines:?} {text}")).collect();
        assert_eq!(found, ["8..=8 n = 1", "2..=2 a \"x\"\nn = 1", "4..=5 a \"x\"\nb\nn = [\n    1]"]);
    }

    #[test]
    fn comments_reach_what_is_below_or_beside() {
        let block = "# sekisho:ignore a\nresource \"x\" \"y\" {\n  a = 1\n}\n";
        assert_eq!(reaches(block), [(2, 4)]);
        let apart = "// sekisho:ignore a\n\n# other\n/* and\n */ resource \"x\" \"y\" {\n  a = 1\n}\n";
        assert_eq!(reaches(apart), [(5, 7)]);
        let beside = "resource \"x\" \"y\" { # sekisho:ignore a\n  a = 1 # sekisho:ignore a\n  b = [\n    1, # sekisho:ignore a\n  ] # sekisho:ignore a\n}\n";
        assert_eq!(reaches(beside), [(1, 6), (2, 2), (4, 4), (3, 5)]);
        let inner = "a {\n  # sekisho:ignore a\n  b {\n    c = 1\n  }\n  /* sekisho:ignore a */\n  d = 1\n}\n# sekisho:ignore a";
        assert_eq!(reaches(inner), [(3, 5), (7, 7), (9, 9)]);
        assert_eq!(reaches("a = \"# sekisho:ignore a\"\n# about sekisho:ignore\n"), []);
    }

    #[test]
    fn what_is_like_the_sign_is_none() {
        let source = |text: &str| Source::new("main.tf", format!("# {text}\na = 1\n"));
        for like in ["sekisho: ignore a", "sekisho-ignore a", "sekisho:skip=a", "sekisho:ignore: a"] {
            assert!(ignores(&source(like))[0].order.is_err(), "{like}");
        }
        for other in ["sekisho ignores this", "sekisho: ignored", "sekisho is run", "see sekisho-ignore"] {
            assert!(ignores(&source(other)).is_empty(), "{other}");
        }
    }
}
