//! Which lines of a pull request's files can be commented on: those that its diff shows on the right side.

use std::collections::{BTreeMap, BTreeSet};

/// Some lines of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// Its path from the top of the repository.
    pub file: String,
    /// The first of them, from 1.
    pub first: usize,
    /// The last of them.
    pub last: usize,
}

/// Where a remark goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside a line that the diff shows.
    Line(String, usize),
    /// To a file that the pull request changes elsewhere.
    File(String),
    /// Into the text of the review.
    Text,
}

/// The files of a pull request, as they are after it, with the lines that its diff shows of them.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    files: BTreeMap<String, Shown>,
}

/// What a diff shows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Shown {
    /// Lines that are new or changed.
    changed: BTreeSet<usize>,
    /// Lines around them.
    around: BTreeSet<usize>,
}

impl Diff {
    /// Adds a file with its `patch`, which GitHub leaves out where it is large or not text.
    pub fn add(&mut self, file: &str, patch: Option<&str>) {
        self.files.insert(file.to_owned(), patch.map(shown).unwrap_or_default());
    }

    /// The same files, of which no line is shown.
    #[must_use]
    pub fn without_lines(&self) -> Self {
        Self { files: self.files.keys().map(|path| (path.clone(), Shown::default())).collect() }
    }

    /// The best of these places: a line that is changed, a line that is shown, a file that is changed.
    #[must_use]
    pub fn place(&self, places: &[Lines]) -> Place {
        let line = |lines: &dyn Fn(&Shown) -> &BTreeSet<usize>| {
            places.iter().find_map(|place| {
                let mut found =
                    lines(self.files.get(&place.file)?).range(place.first..=place.last.max(place.first));
                Some(Place::Line(place.file.clone(), *found.next()?))
            })
        };
        let file = || places.iter().find(|place| self.files.contains_key(&place.file));
        line(&|shown| &shown.changed)
            .or_else(|| line(&|shown| &shown.around))
            .or_else(|| file().map(|place| Place::File(place.file.clone())))
            .unwrap_or(Place::Text)
    }
}

/// Reads hunks. What is none ends the reading, since nobody can tell which line comes next.
fn shown(patch: &str) -> Shown {
    let mut shown = Shown::default();
    let mut hunk: Option<(usize, usize)> = None;
    for line in patch.split('\n') {
        if let Some((number, left)) = hunk.filter(|(_, left)| *left > 0) {
            hunk = match line.as_bytes().first() {
                Some(b'+') => {
                    shown.changed.insert(number);
                    Some((number.saturating_add(1), left - 1))
                }
                // A line of nothing but its sign loses it where spaces at ends of lines are taken away.
                Some(b' ') | None => {
                    shown.around.insert(number);
                    Some((number.saturating_add(1), left - 1))
                }
                Some(b'-' | b'\\') => hunk,
                Some(_) => return shown,
            };
        } else if line.starts_with("@@") {
            let Some(next) = header(line) else { return shown };
            hunk = Some(next);
        }
    }
    shown
}

/// The first line on the right side and how many there are: `@@ -1,7 +2,8 @@`, a missing number being one.
fn header(line: &str) -> Option<(usize, usize)> {
    let right = line.strip_prefix("@@ -")?.split(' ').nth(1)?.strip_prefix('+')?;
    let (first, count) = right.split_once(',').unwrap_or((right, "1"));
    Some((first.parse().ok()?, count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Diff, Lines, Place, shown};

    fn lines(patch: &str) -> (Vec<usize>, Vec<usize>) {
        let shown = shown(patch);
        (shown.changed.into_iter().collect(), shown.around.into_iter().collect())
    }

    #[test]
    fn hunks_are_read_from_their_right_side() {
        let cases: [(&str, &[usize], &[usize]); 12] = [
            ("@@ -1,3 +1,4 @@\n a\n+b\n c\n d", &[2], &[1, 3, 4]),
            ("@@ -0,0 +1 @@\n+one", &[1], &[]),
            ("@@ -0,0 +1 @@\n+one\n\\ No newline at end of file", &[1], &[]),
            ("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file", &[1], &[]),
            ("@@ -5,2 +4,0 @@ resource \"a\" {\n-x\n-y", &[], &[]),
            ("@@ -1,2 +0,0 @@\n-x\n-y", &[], &[]),
            ("@@ -10,2 +10,2 @@ @@ -1 +1 @@\n-@@ -1 +90 @@\n+@@ -1 +91 @@\n x", &[10], &[11]),
            ("@@ -1 +1 @@\n-a\n+b\n@@ -20,3 +20,2 @@\n x\n-y\n z", &[1], &[20, 21]),
            ("@@ -1,2 +1,3 @@\n a\n\n+b", &[3], &[1, 2]),
            ("@@ -1,2 +1,2 @@\n a\n?b\n+c", &[], &[1]),
            ("", &[], &[]),
            ("@@ what @@\n+a", &[], &[]),
        ];
        for (patch, changed, around) in cases {
            assert_eq!(lines(patch), (changed.to_vec(), around.to_vec()), "{patch}");
        }
        assert_eq!(lines("@@ -1 +1 @@\n-a\r\n+b\r"), (vec![1], vec![]));
        assert_eq!(lines("@@ -1 +99999999999999999999999 @@\n+b"), (vec![], vec![]));
    }

    fn at(file: &str, first: usize, last: usize) -> Lines {
        Lines { file: file.to_owned(), first, last }
    }

    #[test]
    fn a_changed_line_of_the_chain_is_the_best_place() {
        let mut diff = Diff::default();
        diff.add("main.tf", Some("@@ -8,5 +8,5 @@\n a\n a\n-b\n+c\n a\n a"));
        diff.add("prod.tfvars", Some("@@ -1,2 +1,2 @@\n a\n-b\n+c"));
        diff.add("large.tf", None);
        let line = |file: &str, line| Place::Line(file.to_owned(), line);
        let cases = [
            (vec![at("main.tf", 10, 10), at("prod.tfvars", 2, 2)], line("main.tf", 10)),
            (vec![at("main.tf", 8, 8), at("prod.tfvars", 2, 2)], line("prod.tfvars", 2)),
            (vec![at("main.tf", 8, 8), at("prod.tfvars", 1, 1)], line("main.tf", 8)),
            (vec![at("main.tf", 1, 40)], line("main.tf", 10)),
            (vec![at("main.tf", 11, 40)], line("main.tf", 11)),
            (vec![at("main.tf", 40, 41), at("large.tf", 1, 1)], Place::File("main.tf".to_owned())),
            (vec![at("other.tf", 10, 10), at("large.tf", 1, 1)], Place::File("large.tf".to_owned())),
            (vec![at("other.tf", 10, 10)], Place::Text),
            (vec![at("main.tf", 12, 3)], line("main.tf", 12)),
            (vec![], Place::Text),
        ];
        for (places, expected) in cases {
            assert_eq!(diff.place(&places), expected, "{places:?}");
        }
        assert_eq!(diff.without_lines().place(&[at("main.tf", 10, 10)]), Place::File("main.tf".to_owned()));
    }
}
