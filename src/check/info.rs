//! What policies say where they hold (`info_message`): each text once, however many resources it holds for.

use std::collections::BTreeMap;

use super::finding::Info;

/// More different texts than this help nobody.
const MOST: usize = 20;

/// As notes about the input.
#[must_use]
pub fn notes(infos: &[Info]) -> Vec<String> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for info in infos {
        *counts.entry((&info.rule, &info.message)).or_default() += 1;
    }
    let more = counts.len().saturating_sub(MOST);
    let note = |((rule, text), count): ((&str, &str), usize)| match count {
        1 => format!("{rule}: {text}"),
        _ => format!("{rule}: {text} ({count} times)"),
    };
    let mut notes: Vec<String> = counts.into_iter().take(MOST).map(note).collect();
    if more > 0 {
        notes.push(format!("policies say {more} more things where they hold"));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::{Info, notes};

    #[test]
    fn the_same_text_is_said_once() {
        let info = |text: &str| Info { rule: "r".into(), address: "a.b".into(), message: text.to_owned() };
        assert_eq!(notes(&[info("fine"), info("b"), info("fine")]), ["r: b", "r: fine (2 times)"]);
        let many: Vec<Info> = (0..30).map(|at| info(&at.to_string())).collect();
        assert_eq!(
            notes(&many).last().map(String::as_str),
            Some("policies say 10 more things where they hold")
        );
    }
}
