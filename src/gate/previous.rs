//! What earlier reports say of the changes that were gated at earlier commits.

use serde::Deserialize;

use crate::check::GatedSet;

#[derive(Deserialize)]
struct Document {
    version: u32,
    gate: Option<Gate>,
}

#[derive(Deserialize)]
struct Gate {
    head: Option<String>,
    changes: Option<String>,
    #[serde(default)]
    earlier: Vec<GatedSet>,
}

/// The gated sets that a JSON report tells: its own, and those it was told itself.
///
/// # Errors
/// Where it is no such report.
pub fn gated_sets(text: &str) -> Result<Vec<GatedSet>, String> {
    let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if document.version != 1 {
        return Err(format!("version {} of the JSON report is not known", document.version));
    }
    let Some(gate) = document.gate else { return Ok(Vec::new()) };
    let own = gate.head.zip(gate.changes).map(|(head, changes)| GatedSet { head, changes });
    Ok(gate.earlier.into_iter().chain(own).collect())
}

/// Several reports together. Two that disagree about a commit say nothing of it: the plan was another in between, and
/// nobody knows which one a review was about.
#[must_use]
pub fn together(sets: &[GatedSet]) -> Vec<GatedSet> {
    let mut kept: Vec<GatedSet> = Vec::new();
    let disputed = |set: &GatedSet| {
        sets.iter().any(|other| other.head.eq_ignore_ascii_case(&set.head) && other.changes != set.changes)
    };
    for set in sets.iter().filter(|set| !disputed(set)) {
        if !kept.contains(set) {
            kept.push(set.clone());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{GatedSet, gated_sets, together};

    fn set(head: &str, changes: &str) -> GatedSet {
        GatedSet { head: head.to_owned(), changes: changes.to_owned() }
    }

    #[test]
    fn a_report_tells_its_own_set_and_those_before() {
        let read =
            |gate: &str| gated_sets(&format!(r#"{{"version": 1, "findings": [], "gate": {gate}}}"#)).unwrap();
        let full =
            r#"{"head": "b", "changes": "2", "earlier": [{"head": "a", "changes": "1"}], "notes": []}"#;
        assert_eq!(read(full), [set("a", "1"), set("b", "2")]);
        assert_eq!(read(r#"{"head": null, "changes": "2", "earlier": [], "notes": []}"#), []);
        assert_eq!(read(r#"{"head": "b", "changes": null}"#), []);
        assert_eq!(read("null"), []);
        assert!(gated_sets("[]").is_err() && gated_sets(r#"{"version": 2}"#).is_err());
    }

    #[test]
    fn reports_that_disagree_say_nothing() {
        let sets = vec![set("a", "1"), set("b", "1"), set("A", "2"), set("b", "1")];
        assert_eq!(together(&sets), [set("b", "1")]);
    }
}
