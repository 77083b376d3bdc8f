//! The vocabulary that comes with the program: tables in `data/`, read once.

use std::path::Path;
use std::sync::OnceLock;

use super::Scope;
use super::matcher::{Entry, Matcher, Role, Sense, Terms};
use super::region::{Direction, Region};
use super::table::{self, Risk, Row};
use crate::diagnostic::Diagnostic;

/// The tables of pairs: name and text. The first is what the character level gets wrong.
const TABLES: [(&str, &str); 9] = [
    ("characters.tsv", include_str!("data/characters.tsv")),
    ("technology.tsv", include_str!("data/technology.tsv")),
    ("politics.tsv", include_str!("data/politics.tsv")),
    ("economy.tsv", include_str!("data/economy.tsv")),
    ("military.tsv", include_str!("data/military.tsv")),
    ("society.tsv", include_str!("data/society.tsv")),
    ("culture.tsv", include_str!("data/culture.tsv")),
    ("people.tsv", include_str!("data/people.tsv")),
    ("places.tsv", include_str!("data/places.tsv")),
];

/// Names that keep their words: a region's own institutions, laws, parties, newspapers.
const NAMES: (&str, &str) = ("names.tsv", include_str!("data/names.tsv"));

/// Words whose characters no term may borrow, in both scripts.
const WORDS: (&str, &str) = ("words.tsv", include_str!("data/words.tsv"));

/// A name that keeps its words.
pub(super) struct Name {
    /// Line in its table, from 1.
    pub line: usize,
    pub region: Region,
    /// What it is, for the reviewer.
    pub kind: &'static str,
    traditional: &'static str,
    simplified: &'static str,
}

/// A word that no term may borrow from.
struct Word {
    traditional: &'static str,
    simplified: &'static str,
}

/// All tables, read.
pub(super) struct Tables {
    pairs: Vec<Vec<Row<'static>>>,
    names: Vec<Name>,
    words: Vec<Word>,
}

/// What stands at an entry of the built-in tables.
pub(super) enum Record {
    /// A pair, and the name of its table.
    Pair(&'static str, &'static Row<'static>),
    /// A protected name, and the name of its table.
    Name(&'static str, &'static Name),
}

impl Tables {
    /// The tables; read at the first call.
    pub fn get() -> &'static Self {
        static READ: OnceLock<Tables> = OnceLock::new();
        READ.get_or_init(|| Self::read().0)
    }

    /// Reads the tables, and says what is wrong with them; the tests see to it that this is
    /// nothing.
    fn read() -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let pairs = TABLES
            .iter()
            .map(|(file, text)| {
                let (rows, complaints) = table::parse(Path::new(file), text);
                diagnostics.extend(complaints);
                rows
            })
            .collect();
        let names = cells::<4>(NAMES, &mut diagnostics)
            .filter_map(|(line, [traditional, simplified, region, kind])| {
                let region = Region::ALL.into_iter().find(|known| known.column() == region)?;
                Some(Name { line, region, kind, traditional, simplified })
            })
            .collect();
        let words = cells::<2>(WORDS, &mut diagnostics)
            .map(|(_, [traditional, simplified])| Word { traditional, simplified })
            .collect();
        (Self { pairs, names, words }, diagnostics)
    }

    /// What stands at `entry`.
    pub fn record(&'static self, entry: Entry) -> Option<Record> {
        if entry.table == TABLES.len() {
            return self.names.get(entry.row).map(|name| Record::Name(NAMES.0, name));
        }
        let row = self.pairs.get(entry.table)?.get(entry.row)?;
        Some(Record::Pair(TABLES[entry.table].0, row))
    }

    /// The terms of one direction.
    fn terms(&self, direction: Direction, scope: Scope) -> Terms {
        let traditional = direction.from.is_traditional();
        let mut terms = Terms::new(traditional);
        // In both scripts: a text may be in the other one already.
        for word in &self.words {
            terms.add(word.traditional, Role::Word);
            terms.add(word.simplified, Role::Word);
        }
        if scope == Scope::Publication {
            for (row, name) in self.names.iter().enumerate() {
                if name.region == direction.from {
                    let entry = Entry { table: TABLES.len(), row };
                    terms.add(name.traditional, Role::Name(entry));
                    terms.add(name.simplified, Role::Name(entry));
                }
            }
        }
        let tables = match scope {
            Scope::Characters => 1,
            Scope::Publication => TABLES.len(),
        };
        for (table, rows) in self.pairs.iter().take(tables).enumerate() {
            for (row, pair) in rows.iter().enumerate() {
                if let Some((term, replacement)) = pair.pair(direction) {
                    terms.add_sense(term, sense(pair, replacement, Entry { table, row }));
                }
            }
        }
        terms
    }
}

/// The rows of a small table of `N` columns, without its header.
fn cells<const N: usize>(
    (file, text): (&'static str, &'static str),
    diagnostics: &mut Vec<Diagnostic>,
) -> impl Iterator<Item = (usize, [&'static str; N])> {
    let mut rows = Vec::new();
    for (line, content) in table::lines(text).skip(1) {
        match <[&str; N]>::try_from(content.split('\t').collect::<Vec<_>>()) {
            Ok(row) => rows.push((line, row)),
            Err(_) => {
                let message = format!("{N} columns are wanted");
                diagnostics.push(table::complaint(Path::new(file), text, line, message));
            }
        }
    }
    rows.into_iter()
}

/// One sense of a pair.
fn sense(row: &Row<'_>, replacement: &str, entry: Entry) -> Sense {
    Sense {
        replacement: replacement.into(),
        safe: row.risk == Risk::Safe,
        when: row.when.clone(),
        unless: row.unless.clone(),
        entry,
    }
}

/// The automaton of one direction and scope, built at its first use.
pub(super) fn matcher(direction: Direction, scope: Scope) -> &'static Matcher {
    static BUILT: [OnceLock<Matcher>; 18] = [const { OnceLock::new() }; 18];
    let place = direction.from as usize * 6 + direction.to as usize * 2 + scope as usize;
    BUILT[place].get_or_init(|| {
        if direction.from == direction.to {
            return Matcher::default();
        }
        Tables::get().terms(direction, scope).build()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// All directions between two regions.
    fn directions() -> impl Iterator<Item = Direction> {
        let pairs = Region::ALL.into_iter().flat_map(|a| Region::ALL.map(|b| (a, b)));
        pairs.filter(|(a, b)| a != b).map(|(a, b)| Direction::new(a, b))
    }

    fn rows() -> impl Iterator<Item = (&'static str, &'static Row<'static>)> {
        let tables = TABLES.iter().zip(&Tables::get().pairs);
        tables.flat_map(|((file, _), rows)| rows.iter().map(move |row| (*file, row)))
    }

    #[test]
    fn the_tables_can_be_read() {
        let (_, diagnostics) = Tables::read();
        let said: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
        assert_eq!(said, [""; 0]);
    }

    #[test]
    fn a_safe_term_becomes_one_word_only() {
        let mut twice = Vec::new();
        for direction in directions().filter(|d| d.from != Region::HongKong) {
            let mut seen: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
            for (file, row) in rows().filter(|(_, row)| row.risk == Risk::Safe) {
                let Some((term, replacement)) = row.pair(direction) else { continue };
                let earlier = seen.insert(term, (replacement, row.line));
                if row.unless.is_empty() && earlier.is_some_and(|(word, _)| word != replacement) {
                    twice.push(format!("{direction:?} {file}:{} {term}", row.line));
                }
            }
        }
        assert_eq!(twice, [""; 0]);
    }

    #[test]
    fn a_term_is_longer_than_a_character_unless_its_script_is_all() {
        for (file, row) in rows() {
            let short = row.word(Region::Taiwan).chars().count() < 2;
            let guarded = !row.unless.is_empty() || row.risk == Risk::Context;
            assert!(
                !short || file == "characters.tsv" || guarded || row.word(Region::Taiwan) == "矽",
                "{file}:{}",
                row.line
            );
        }
    }

    #[test]
    fn a_word_that_absorbs_is_no_term() {
        let words = |region| rows().map(move |(_, row)| row.word(region));
        let traditional: BTreeSet<&str> = words(Region::Taiwan).collect();
        let simplified: BTreeSet<&str> = words(Region::Mainland).collect();
        for word in &Tables::get().words {
            assert!(!traditional.contains(word.traditional), "{}", word.traditional);
            assert!(!simplified.contains(word.simplified), "{}", word.simplified);
        }
    }

    #[test]
    fn words_and_names_are_written_in_their_script() {
        for name in &Tables::get().names {
            let (a, b) = (name.traditional.chars().count(), name.simplified.chars().count());
            assert!(a == b && !name.kind.is_empty(), "line {}", name.line);
        }
        for word in &Tables::get().words {
            let (a, b) = (word.traditional.chars().count(), word.simplified.chars().count());
            assert_eq!(a, b, "{}", word.traditional);
        }
    }
}
