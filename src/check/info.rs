//! What policies say where they hold (`info_message`): each text once, however many resources it holds for.

use std::collections::BTreeMap;

use crate::value::Name;

/// More different texts than this help nobody.
const MOST: usize = 20;

/// As notes about the input.
#[must_use]
pub fn notes(infos: Vec<(Name, String)>) -> Vec<String> {
    let mut counts: BTreeMap<(Name, String), usize> = BTreeMap::new();
    for info in infos {
        *counts.entry(info).or_default() += 1;
    }
    let more = counts.len().saturating_sub(MOST);
    let note = |((rule, text), count): ((Name, String), usize)| match count {
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
    use super::notes;

    #[test]
    fn the_same_text_is_said_once() {
        let info = |text: &str| ("r".into(), text.to_owned());
        assert_eq!(notes(vec![info("fine"), info("b"), info("fine")]), ["r: b", "r: fine (2 times)"]);
        let many = (0..30).map(|at| info(&at.to_string())).collect();
        assert_eq!(
            notes(many).last().map(String::as_str),
            Some("policies say 10 more things where they hold")
        );
    }
}
