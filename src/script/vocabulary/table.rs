//! The built-in tables: what a row says, and what is wrong with it.
//!
//! A table is tab-separated; its first line names the columns; an empty line, and one that begins
//! with `#`, is skipped.
//!
//! | column | says |
//! | --- | --- |
//! | `tw`, `cn`, `hk` | the word in each region's own script; `hk` only where Hong Kong's word is known |
//! | `category` | the domain, as a reviewer groups by it |
//! | `risk` | `safe`: right wherever it stands; `context`: in one sense only |
//! | `direction` | `both`, `tw>cn` or `cn>tw`; `hk` goes with `tw` |
//! | `source` | the public tables that hold the pair, or on whose knowledge it stands |
//! | `when` | guards of which one must hold for a `context` pair to be applied |
//! | `unless` | guards of which none may hold |
//! | `note` | for the reviewer |
//!
//! Sources, as the column `source` names them: `CLDR` (Unicode), `iso-codes`, `Debian` (the website's
//! translations), `NAER` (國家教育研究院), `MW` (MediaWiki's conversion tables), `WP:…` (conversion
//! groups of the Chinese Wikipedia), `OpenCC`, `Radar`, `zhtw`; `composed:…` is built of pairs that
//! one of these holds. `own-knowledge` was found in no table: it is safe where the name or the term
//! has one established translation on each side (a head of state, a weapon, a statistical term),
//! and `context` where it has not. `measured` was seen to go wrong in running text.

use std::path::Path;

use super::guard::Guard;
use super::region::{Direction, Region};
use crate::diagnostic::{Diagnostic, Place};

/// How far a pair can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risk {
    /// Right wherever it stands.
    Safe,
    /// Right in one sense only: applied if a guard says that it is this sense, else suggested.
    Context,
}

/// In which direction a pair holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Both,
    IntoMainland,
    FromMainland,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'t> {
    /// Line in the table, from 1.
    pub line: usize,
    /// The words, in the order of [`Region::ALL`]; empty where a region's word is not known.
    words: [&'t str; 3],
    /// The domain.
    pub category: &'t str,
    /// How far it can be trusted.
    pub risk: Risk,
    way: Way,
    /// Where the pair is from.
    pub source: &'t str,
    /// Guards of which one must hold, if it is a matter of context.
    pub when: Vec<Guard>,
    /// Guards of which none may hold.
    pub unless: Vec<Guard>,
    /// For the reviewer.
    pub note: &'t str,
}

impl<'t> Row<'t> {
    /// The word of `region`; empty if it is not known.
    #[must_use]
    pub fn word(&self, region: Region) -> &'t str {
        match region {
            Region::Taiwan => self.words[0],
            Region::HongKong => self.words[1],
            Region::Mainland => self.words[2],
        }
    }

    /// The source word and its replacement, if the row holds in this direction.
    #[must_use]
    pub fn pair(&self, direction: Direction) -> Option<(&'t str, &'t str)> {
        let holds = match self.way {
            Way::Both => true,
            Way::IntoMainland => direction.to == Region::Mainland,
            Way::FromMainland => direction.from == Region::Mainland,
        };
        let (from, to) = (self.word(direction.from), self.word(direction.to));
        (holds && direction.from != direction.to && !from.is_empty() && !to.is_empty())
            .then_some((from, to))
    }
}

/// The columns of a table of pairs.
const COLUMNS: [&str; 10] =
    ["tw", "cn", "hk", "category", "risk", "direction", "source", "when", "unless", "note"];

/// The lines of a table that say something, with their numbers from 1; the first is the header.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim_end_matches('\r')))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// A diagnostic about line `line` of the table `file`.
pub(super) fn complaint(
    file: &Path,
    text: &str,
    line: usize,
    message: impl Into<String>,
) -> Diagnostic {
    let start = text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let length = text[start..].lines().next().map_or(0, str::len);
    Diagnostic::error(file, message).at(Place::of(text, start..start + length))
}

/// Reads a table of pairs. A bad row is left out, and said in a diagnostic with its line.
#[must_use]
pub fn parse<'t>(file: &Path, text: &'t str) -> (Vec<Row<'t>>, Vec<Diagnostic>) {
    let mut rows = Vec::new();
    let mut diagnostics = Vec::new();
    for (index, (line, content)) in lines(text).enumerate() {
        let cells: Vec<&str> = content.split('\t').collect();
        if index == 0 {
            if cells != COLUMNS {
                let message = format!("the columns must be {}", COLUMNS.join(", "));
                diagnostics.push(complaint(file, text, line, message));
                break;
            }
            continue;
        }
        match row(line, &cells) {
            Ok(row) => rows.push(row),
            Err(message) => diagnostics.push(complaint(file, text, line, message)),
        }
    }
    (rows, diagnostics)
}

/// Reads one row.
fn row<'t>(line: usize, cells: &[&'t str]) -> Result<Row<'t>, String> {
    let &[tw, cn, hk, category, risk, direction, source, when, unless, note] = cells else {
        return Err(format!("{} columns, {} are wanted", cells.len(), COLUMNS.len()));
    };
    if tw.is_empty() || cn.is_empty() || category.is_empty() || source.is_empty() {
        return Err("tw, cn, category and source must be filled".to_owned());
    }
    if cells.iter().any(|cell| cell.trim() != *cell) {
        return Err("a space at the edge of a cell".to_owned());
    }
    let risk = match risk {
        "safe" => Risk::Safe,
        "context" => Risk::Context,
        other => return Err(format!("risk `{other}` is neither safe nor context")),
    };
    let way = match direction {
        "both" => Way::Both,
        "tw>cn" => Way::IntoMainland,
        "cn>tw" => Way::FromMainland,
        other => return Err(format!("direction `{other}` is none of both, tw>cn, cn>tw")),
    };
    if risk == Risk::Safe && !when.is_empty() {
        return Err("a safe pair needs no `when`".to_owned());
    }
    let guards =
        |name: &str, cell: &str| Guard::parse_all(cell).map_err(|error| format!("{name}: {error}"));
    Ok(Row {
        line,
        words: [tw, hk, cn],
        category,
        risk,
        way,
        source,
        when: guards("when", when)?,
        unless: guards("unless", unless)?,
        note,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "tw\tcn\thk\tcategory\trisk\tdirection\tsource\twhen\tunless\tnote\n";

    fn complaints(rows: &str) -> Vec<String> {
        let text = format!("{HEADER}{rows}");
        let (_, diagnostics) = parse(Path::new("t.tsv"), &text);
        diagnostics.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_row_holds_in_its_direction_only() {
        let text = format!("{HEADER}# note\n\n公尺\t米\t\tunits\tsafe\ttw>cn\tMW\t\t\t\n");
        let (rows, diagnostics) = parse(Path::new("t.tsv"), &text);
        assert!(diagnostics.is_empty());
        assert_eq!(rows[0].line, 4);
        let pair = |from, to| rows[0].pair(Direction::new(from, to));
        assert_eq!(pair(Region::Taiwan, Region::Mainland), Some(("公尺", "米")));
        assert_eq!(pair(Region::Mainland, Region::Taiwan), None);
        assert_eq!(pair(Region::HongKong, Region::Mainland), None);
        assert_eq!(pair(Region::Taiwan, Region::Taiwan), None);
    }

    #[test]
    fn a_bad_row_is_said_with_its_line() {
        for (row, message) in [
            ("甲\t乙\n", "2 columns, 10 are wanted"),
            ("甲\t\t\tc\tsafe\tboth\ts\t\t\t\n", "must be filled"),
            ("甲\t乙\t\tc\tsure\tboth\ts\t\t\t\n", "neither safe nor context"),
            ("甲\t乙\t\tc\tsafe\tcn\ts\t\t\t\n", "none of both"),
            ("甲\t乙\t\tc\tsafe\tboth\ts\t丙~\t\t\n", "needs no `when`"),
            ("甲\t乙\t\tc\tsafe\tboth\ts\t\t[丙~\t\n", "unless: a bracket"),
            ("甲 \t乙\t\tc\tsafe\tboth\ts\t\t\t\n", "a space at the edge"),
        ] {
            let said = complaints(row);
            assert_eq!(said.len(), 1, "{row}");
            assert!(said[0].starts_with("t.tsv:2:1: error: ") && said[0].contains(message));
        }
    }

    #[test]
    fn a_table_without_its_header_is_refused() {
        let (rows, diagnostics) = parse(Path::new("t.tsv"), "甲\t乙\n");
        assert!(rows.is_empty());
        assert_eq!(diagnostics.len(), 1);
    }
}
