//! One automaton over all terms of one layer and direction.
//!
//! All places where a term stands are found in one pass over the text; which of them overlapping
//! ones count is decided afterwards, because a term that its guards refuse must give way to a
//! shorter or later one.

use std::collections::BTreeMap;
use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::guard::Guard;
use super::variants::spellings;

/// What is known of a term in one sense.
#[derive(Clone, Debug)]
pub(super) struct Sense {
    /// What it becomes, in the script of the edition.
    pub replacement: Box<str>,
    /// Whether it needs no guard to be applied.
    pub safe: bool,
    pub when: Vec<Guard>,
    pub unless: Vec<Guard>,
    /// Where the entry stands: table and line, both as the layer counts them.
    pub entry: Entry,
}

/// Where an entry of a layer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Which of the layer's tables.
    pub table: usize,
    /// Which of its rows.
    pub row: usize,
}

/// What a term does to the text.
#[derive(Clone, Debug)]
pub(super) enum Role {
    /// A word whose characters no term may borrow: 系列 in 一系列印太.
    Word,
    /// A name that keeps its words.
    Name(Entry),
    /// A term with its senses, in the order of the table.
    Term(Vec<Sense>),
}

/// A place where a term stands.
#[derive(Clone, Debug)]
pub(super) struct Found<'m> {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What stands there.
    pub role: &'m Role,
}

/// The terms of one layer in one direction.
#[derive(Default)]
pub(super) struct Matcher {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    roles: Vec<Role>,
}

/// Terms being gathered for a [`Matcher`].
pub(super) struct Terms {
    traditional: bool,
    /// Term (or one of its spellings) to its place in `roles`.
    places: BTreeMap<String, usize>,
    roles: Vec<Role>,
}

impl Terms {
    /// No terms yet; `traditional` is the script of the source text.
    pub fn new(traditional: bool) -> Self {
        Self { traditional, places: BTreeMap::new(), roles: Vec::new() }
    }

    /// Adds a word or a name; a term that was there before yields to it, a name or word does not.
    pub fn add(&mut self, term: &str, role: Role) {
        let place = self.place(term, &role);
        if matches!(self.roles[place], Role::Term(_)) {
            self.roles[place] = role;
        }
    }

    /// Adds a sense of a term. What was added first, counts first; a protected name stays one.
    pub fn add_sense(&mut self, term: &str, sense: Sense) {
        let place = self.place(term, &Role::Term(Vec::new()));
        if let Role::Term(senses) = &mut self.roles[place] {
            senses.push(sense);
        }
    }

    /// The place of `term` in `roles`; a new one gets `role`.
    fn place(&mut self, term: &str, role: &Role) -> usize {
        if let Some(place) = self.places.get(term) {
            return *place;
        }
        let place = self.roles.len();
        self.roles.push(role.clone());
        for spelling in spellings(term, self.traditional) {
            self.places.entry(spelling).or_insert(place);
        }
        place
    }

    /// The automaton. A set too large for one (billions of states) finds nothing.
    pub fn build(self) -> Matcher {
        let patterns = self.places.iter().filter(|(term, _)| !term.is_empty());
        let values = patterns.filter_map(|(term, place)| Some((term, u32::try_from(*place).ok()?)));
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(values).ok();
        Matcher { automaton, roles: self.roles }
    }
}

impl Matcher {
    /// All places where terms stand, by start, longer ones first.
    pub fn find(&self, text: &str) -> Vec<Found<'_>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found: Vec<Found<'_>> = automaton
            .find_overlapping_iter(text)
            .filter_map(|hit| {
                let role = self.roles.get(hit.value() as usize)?;
                Some(Found { range: hit.start()..hit.end(), role })
            })
            .collect();
        found.sort_unstable_by_key(|hit| (hit.range.start, usize::MAX - hit.range.end));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sense(replacement: &str) -> Sense {
        Sense {
            replacement: replacement.into(),
            safe: true,
            when: Vec::new(),
            unless: Vec::new(),
            entry: Entry { table: 0, row: 0 },
        }
    }

    #[test]
    fn overlapping_terms_come_by_start_and_longest_first() {
        let mut terms = Terms::new(true);
        for term in ["資料", "資料庫", "庫存"] {
            terms.add_sense(term, sense("x"));
        }
        let matcher = terms.build();
        let ranges: Vec<_> =
            matcher.find("資料庫存取").into_iter().map(|found| found.range).collect();
        assert_eq!(ranges, [0..9, 0..6, 6..12]);
    }

    #[test]
    fn a_term_is_found_in_each_spelling() {
        let mut terms = Terms::new(true);
        terms.add_sense("臺詞", sense("台词"));
        let matcher = terms.build();
        assert_eq!(matcher.find("台詞與臺詞").len(), 2);
    }

    #[test]
    fn a_protected_name_is_not_a_term() {
        let mut terms = Terms::new(true);
        terms.add_sense("資訊處", sense("信息处"));
        terms.add("資訊處", Role::Name(Entry { table: 1, row: 0 }));
        terms.add_sense("資訊處", sense("信息处"));
        let matcher = terms.build();
        assert!(matches!(matcher.find("資訊處")[0].role, Role::Name(_)));
    }

    #[test]
    fn no_terms_find_nothing() {
        assert!(Terms::new(true).build().find("善本").is_empty());
        assert!(Matcher::default().find("善本").is_empty());
    }
}
