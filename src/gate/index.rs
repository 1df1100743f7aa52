//! Which of many patterns match a path, without asking all of them.
//!
//! Every pattern has pieces of text that stand in each path that it matches. One walk over a path finds the pieces of
//! all patterns at once; asked are the patterns whose rarest piece is there, if all their others are there too.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use super::pattern::Pattern;

/// Patterns, to be asked for together.
#[derive(Clone, Debug)]
pub struct Index {
    /// Each different pattern once, in the order of where it stands last.
    entries: Vec<Entry>,
    /// Finds pieces, by their numbers.
    finder: Option<AhoCorasick>,
    /// For each piece the entries of which it is the rarest, the last first.
    by_piece: Vec<Vec<usize>>,
    /// The entries without any piece, the last first.
    without: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Entry {
    pattern: Pattern,
    /// Where the pattern stands in the list.
    places: Vec<usize>,
    /// Its pieces.
    pieces: Vec<usize>,
}

impl Index {
    /// Of patterns in their order.
    #[must_use]
    pub fn new<'a>(patterns: impl Iterator<Item = &'a Pattern>) -> Self {
        let mut pieces = Pieces::default();
        let entries = entries(patterns, &mut pieces);
        let (mut by_piece, mut without) = (vec![Vec::new(); pieces.uses.len()], Vec::new());
        for (at, entry) in entries.iter().enumerate().rev() {
            match entry.pieces.iter().min_by_key(|piece| pieces.uses[**piece]) {
                Some(rarest) => by_piece[*rarest].push(at),
                None => without.push(at),
            }
        }
        Self { entries, finder: pieces.finder(), by_piece, without }
    }

    /// The place of the last pattern that matches a path.
    #[must_use]
    pub fn last(&self, path: &str) -> Option<usize> {
        let asked = Asked::new(self, path);
        let mut best = None;
        for group in asked.groups() {
            let mut later = group.iter().copied().take_while(|at| best.is_none_or(|best| *at > best));
            best = later.find(|at| asked.matches(*at)).or(best);
        }
        self.entries[best?].places.last().copied()
    }

    /// The places of all patterns that match a path, in their order.
    #[must_use]
    pub fn all(&self, path: &str) -> Vec<usize> {
        let asked = Asked::new(self, path);
        let matching = asked.groups().flatten().filter(|at| asked.matches(**at));
        let mut places: Vec<usize> = matching.flat_map(|at| &self.entries[*at].places).copied().collect();
        places.sort_unstable();
        places
    }

    /// The numbers of the pieces that stand in a path, each as often as it does. All may, where nobody finds them.
    fn pieces_in(&self, path: &str) -> Vec<usize> {
        match &self.finder {
            Some(finder) => {
                finder.find_overlapping_iter(path).map(|piece| piece.pattern().as_usize()).collect()
            }
            None => (0..self.by_piece.len()).collect(),
        }
    }
}

/// A path that is asked about.
struct Asked<'p> {
    index: &'p Index,
    names: Vec<&'p str>,
    /// The pieces that stand in it.
    pieces: Vec<usize>,
    /// Of each piece whether it is one of them.
    is_there: Vec<bool>,
}

impl<'p> Asked<'p> {
    fn new(index: &'p Index, path: &'p str) -> Self {
        let mut is_there = vec![false; index.by_piece.len()];
        let mut pieces = index.pieces_in(path);
        pieces.retain(|piece| !std::mem::replace(&mut is_there[*piece], true));
        Self { index, names: path.split('/').collect(), pieces, is_there }
    }

    /// The entries that can match, the last of each group first.
    fn groups(&self) -> impl Iterator<Item = &'p Vec<usize>> {
        let index = self.index;
        self.pieces.iter().map(|piece| &index.by_piece[*piece]).chain([&index.without])
    }

    fn matches(&self, at: usize) -> bool {
        let entry = &self.index.entries[at];
        entry.pieces.iter().all(|piece| self.is_there[*piece]) && entry.pattern.matches_names(&self.names)
    }
}

/// The pieces of all patterns, numbered.
#[derive(Default)]
struct Pieces {
    numbers: HashMap<String, usize>,
    /// How many patterns have each.
    uses: Vec<usize>,
}

impl Pieces {
    fn number(&mut self, piece: String) -> usize {
        let number = *self.numbers.entry(piece).or_insert(self.uses.len());
        if number == self.uses.len() {
            self.uses.push(0);
        }
        self.uses[number] += 1;
        number
    }

    fn finder(self) -> Option<AhoCorasick> {
        let mut pieces: Vec<(String, usize)> = self.numbers.into_iter().collect();
        pieces.sort_unstable_by_key(|(_, number)| *number);
        AhoCorasick::new(pieces.iter().map(|(piece, _)| piece)).ok()
    }
}

fn entries<'a>(patterns: impl Iterator<Item = &'a Pattern>, pieces: &mut Pieces) -> Vec<Entry> {
    let mut places: HashMap<&Pattern, Vec<usize>> = HashMap::new();
    for (at, pattern) in patterns.enumerate() {
        places.entry(pattern).or_default().push(at);
    }
    let mut entry = |(pattern, places): (&Pattern, _)| {
        let pieces = pattern.pieces().into_iter().map(|piece| pieces.number(piece)).collect();
        Entry { pattern: pattern.clone(), places, pieces }
    };
    let mut entries: Vec<Entry> = places.into_iter().map(&mut entry).collect();
    entries.sort_unstable_by_key(|entry| entry.places.last().copied());
    entries
}
