//! The hidden first line of everything that is written on a pull request, by which the next run finds it again.
//!
//! Only a first line counts, and only of what the same account wrote: text from a pull request never comes before it.

use sha2::{Digest, Sha256};

use crate::text::hex;

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A finding that stood when it was written, by its name.
    Finding(String),
    /// A finding that no longer did.
    Settled(String),
    /// The review that lists what has no place in the diff.
    Review,
    /// The one comment on everything.
    Sticky,
}

/// The marks of one check, which leaves those of others alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    check: String,
}

impl Marks {
    /// Of the check with this name.
    #[must_use]
    pub fn of(context: &str) -> Self {
        Self { check: hex(&Sha256::digest(context)[..4]) }
    }

    /// The text behind its mark.
    #[must_use]
    pub fn marked(&self, mark: &Mark, text: &str) -> String {
        let words = match mark {
            Mark::Finding(name) => format!("finding {name}"),
            Mark::Settled(name) => format!("settled {name}"),
            Mark::Review => "review".to_owned(),
            Mark::Sticky => "comment".to_owned(),
        };
        format!("<!-- sekisho {} {words} -->\n{text}", self.check)
    }

    /// The mark and the text behind it; none where it is none of this check.
    #[must_use]
    pub fn read<'t>(&self, text: &'t str) -> Option<(Mark, &'t str)> {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let words = first.trim_end().strip_prefix("<!-- sekisho ")?.strip_suffix(" -->")?;
        let words = words.strip_prefix(&self.check)?.strip_prefix(' ')?;
        let name = |name: &str| Some(name.to_owned()).filter(|name| is_name(name));
        let mark = match words.split_once(' ') {
            Some(("finding", word)) => Mark::Finding(name(word)?),
            Some(("settled", word)) => Mark::Settled(name(word)?),
            None if words == "review" => Mark::Review,
            None if words == "comment" => Mark::Sticky,
            _ => return None,
        };
        Some((mark, rest))
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::{Mark, Marks};

    #[test]
    fn marks_are_read_as_they_are_written() {
        let marks = Marks::of("sekisho");
        let all = [
            Mark::Finding("0a1b-2".to_owned()),
            Mark::Settled("0a1b".to_owned()),
            Mark::Review,
            Mark::Sticky,
        ];
        for mark in all {
            let text = marks.marked(&mark, "text\nmore");
            assert_eq!(marks.read(&text), Some((mark.clone(), "text\nmore")));
            assert_eq!(marks.read(&text.replace('\n', "\r\n")).map(|read| read.0), Some(mark.clone()));
            assert_eq!(Marks::of("another check").read(&text), None);
            assert_eq!(marks.read(&format!("text\n{text}")), None);
        }
    }

    #[test]
    fn nothing_else_is_a_mark() {
        let marks = Marks::of("sekisho");
        let mark = marks.marked(&Mark::Sticky, "");
        let check = mark.split(' ').nth(2).unwrap().to_owned();
        for words in
            ["", "finding", "finding ", "finding a b", "finding ../x", "finding é", "comment x", "other"]
        {
            assert_eq!(marks.read(&format!("<!-- sekisho {check} {words} -->\n")), None, "{words}");
        }
        for text in ["", "<!--", "<!-- sekisho comment -->", &mark.trim_end()[..mark.len() - 5]] {
            assert_eq!(marks.read(text), None, "{text}");
        }
    }
}
