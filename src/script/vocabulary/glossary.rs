//! What an editor adds: a glossary of the site, of a series, of an article.
//!
//! A glossary is tab-separated. Its first line names the columns: the tags of the editions, and
//! `term`, `unless` and `note`. Under a tag stands the word of that edition:
//!
//! | zh-Hant-TW | zh-Hans-CN | zh-Hant-HK | note |
//! | --- | --- | --- | --- |
//! | 川普 | 特朗普 | 特朗普 | |
//! | 遠景基金會 | 远景基金会 | | keeps its words |
//!
//! With a column `term`, the words of that column are looked for in whatever script the article is
//! written in; without it, the word of the source edition is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::guard::Guard;
use super::matcher::{Entry, Matcher, Sense, Terms};
use super::region::{Direction, Region};
use super::table::{complaint, lines};
use crate::diagnostic::{Diagnostic, nearest};

/// One line of a glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GlossaryEntry {
    /// Line in its file, from 1; in front matter, the line of the term.
    pub line: usize,
    /// The word to look for, if it is the same for all source editions.
    pub term: Option<String>,
    /// The word of each edition, by BCP 47 tag in lower case.
    pub words: BTreeMap<String, String>,
    /// Guards of which none may hold, as in the built-in tables.
    pub unless: String,
    /// For the reviewer.
    pub note: String,
}

impl GlossaryEntry {
    /// The word of the edition `tag`: its own, else that of an edition with the same readers.
    #[must_use]
    pub fn word(&self, tag: &str) -> Option<&str> {
        let tag = tag.to_ascii_lowercase();
        let region = Region::of_tag(&tag);
        self.words
            .get(&tag)
            .or_else(|| {
                let same = |(other, _): &(&String, _)| Region::of_tag(other) == region;
                self.words.iter().find(same).map(|(_, word)| word)
            })
            .map(String::as_str)
    }
}

/// An editor's words, nearer to the text than the built-in ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The file, as the editor would name it.
    pub file: PathBuf,
    /// Its lines, in order.
    pub entries: Vec<GlossaryEntry>,
}

impl Glossary {
    /// Reads a glossary file. Every line that cannot be used is said in a diagnostic, and so is a
    /// line that contradicts an earlier one.
    #[must_use]
    pub fn parse(file: &Path, text: &str) -> (Self, Vec<Diagnostic>) {
        let mut glossary = Self { file: file.to_owned(), entries: Vec::new() };
        let mut diagnostics = Vec::new();
        let text = text.trim_start_matches('\u{FEFF}');
        let mut rows = lines(text);
        let Some((line, header)) = rows.next() else { return (glossary, diagnostics) };
        let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
        if let Some(problem) = bad_header(&columns) {
            let hint = "the first line names the columns: term, the tags of editions, unless, note";
            diagnostics.push(complaint(file, text, line, problem).hint(hint));
            return (glossary, diagnostics);
        }
        for (line, content) in rows {
            match entry(line, &columns, content) {
                Ok(entry) => glossary.entries.push(entry),
                Err(message) => diagnostics.push(complaint(file, text, line, message)),
            }
        }
        for (line, message) in glossary.contradictions() {
            diagnostics.push(complaint(file, text, line, message));
        }
        (glossary, diagnostics)
    }

    /// Lines that say of a term what an earlier line says otherwise, for the same edition.
    #[must_use]
    pub fn contradictions(&self) -> Vec<(usize, String)> {
        let mut said: BTreeMap<(&str, &str), (&str, usize)> = BTreeMap::new();
        let mut found = Vec::new();
        for entry in &self.entries {
            let sources: Vec<(&str, Option<&str>)> = match &entry.term {
                Some(term) => vec![(term.as_str(), None)],
                None => entry
                    .words
                    .iter()
                    .map(|(tag, word)| (word.as_str(), Some(tag.as_str())))
                    .collect(),
            };
            for (term, from) in sources {
                for (tag, word) in entry.words.iter().filter(|(tag, _)| from != Some(tag)) {
                    let (earlier, line) = *said.entry((term, tag)).or_insert((word, entry.line));
                    if earlier != word {
                        let message = format!(
                            "`{term}` becomes `{word}` in {tag} here, and `{earlier}` on line {line}"
                        );
                        found.push((entry.line, message));
                    }
                }
            }
        }
        found.dedup();
        found
    }

    /// The glossary for one source and one edition, ready to be used; both are BCP 47 tags.
    #[must_use]
    pub fn layer(&self, from: &str, to: &str) -> Layer {
        let direction = Region::of_tag(from).zip(Region::of_tag(to));
        let traditional = direction.is_some_and(|(from, _)| from.is_traditional());
        let mut terms = Terms::new(traditional);
        let mut entries = Vec::new();
        for entry in &self.entries {
            let term = entry.term.as_deref().or_else(|| entry.word(from));
            let Some((term, replacement)) = term.zip(entry.word(to)) else { continue };
            let place = Entry { table: 0, row: entries.len() };
            entries.push(entry.clone());
            terms.add_sense(
                term,
                Sense {
                    replacement: replacement.into(),
                    safe: true,
                    when: Vec::new(),
                    unless: Guard::parse_all(&entry.unless).unwrap_or_default(),
                    entry: place,
                },
            );
        }
        Layer {
            name: self.file.display().to_string(),
            direction: direction.map(|(from, to)| Direction::new(from, to)),
            matcher: terms.build(),
            entries,
        }
    }
}

/// A glossary for one source and one edition.
pub struct Layer {
    /// The file of the glossary.
    pub(super) name: String,
    /// Between whose words, if both editions are Chinese.
    pub(super) direction: Option<Direction>,
    pub(super) matcher: Matcher,
    pub(super) entries: Vec<GlossaryEntry>,
}

/// What is wrong with the first line, if anything is.
fn bad_header(columns: &[&str]) -> Option<String> {
    let known = ["term", "unless", "note"];
    for column in columns {
        if !known.contains(column) && Region::of_tag(column).is_none() {
            let meant = nearest(column, &known).map(|near| format!("; `{near}`?"));
            return Some(format!(
                "`{column}` is neither a Chinese edition nor a column that is known{}",
                meant.unwrap_or_default()
            ));
        }
    }
    let editions = columns.iter().filter(|column| Region::of_tag(column).is_some()).count();
    let enough = if columns.contains(&"term") { 1 } else { 2 };
    (editions < enough).then(|| "no edition to convert into is named".to_owned())
}

/// Reads one line.
fn entry(line: usize, columns: &[&str], content: &str) -> Result<GlossaryEntry, String> {
    let cells: Vec<&str> = content.split('\t').map(str::trim).collect();
    if cells.len() > columns.len() {
        return Err(format!("{} columns, the first line names {}", cells.len(), columns.len()));
    }
    let mut entry = GlossaryEntry { line, ..GlossaryEntry::default() };
    for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        match *column {
            "term" => entry.term = Some(cell.to_owned()),
            "unless" => {
                Guard::parse_all(cell).map_err(|error| format!("unless: {error}"))?;
                cell.clone_into(&mut entry.unless);
            }
            "note" => cell.clone_into(&mut entry.note),
            tag => {
                entry.words.insert(tag.to_ascii_lowercase(), cell.to_owned());
            }
        }
    }
    if columns.contains(&"term") && entry.term.is_none() {
        return Err("the term is empty".to_owned());
    }
    if entry.words.len() < if entry.term.is_some() { 1 } else { 2 } {
        return Err("no word for any edition".to_owned());
    }
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Glossary, Vec<String>) {
        let (glossary, diagnostics) = Glossary::parse(Path::new("glossary.tsv"), text);
        (glossary, diagnostics.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn an_entry_names_its_editions() {
        let (glossary, said) = parse("zh-Hant-TW\tzh-Hans-CN\tnote\n川普\t特朗普\n");
        assert!(said.is_empty());
        let entry = &glossary.entries[0];
        assert_eq!(entry.word("zh-Hans-CN"), Some("特朗普"));
        assert_eq!(entry.word("zh-Hans-SG"), Some("特朗普"));
        assert_eq!(entry.word("zh-Hant-HK"), None);
    }

    #[test]
    fn a_contradiction_is_said_with_its_line() {
        let (_, said) = parse("term\tzh-Hans-CN\n川普\t特朗普\n川普\t川普\n川普\t特朗普\n");
        assert_eq!(
            said,
            [
                "glossary.tsv:3:1: error: `川普` becomes `川普` in zh-hans-cn here, and `特朗普` on line 2"
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_line() {
        for (text, message) in [
            ("terms\tzh-Hans-CN\n", "`term`?"),
            ("term\n", "no edition"),
            ("term\tzh-Hans-CN\n川普\n", "no word for any edition"),
            ("term\tzh-Hans-CN\n\t特朗普\n", "the term is empty"),
            ("term\tzh-Hans-CN\n川普\t特朗普\t特\n", "3 columns"),
            ("term\tzh-Hans-CN\tunless\n川普\t特朗普\t[川~\n", "unless: a bracket"),
        ] {
            let (_, said) = parse(text);
            assert_eq!(said.len(), 1, "{text}");
            assert!(said[0].contains(message), "{}", said[0]);
        }
        assert_eq!(
            parse(""),
            (Glossary { file: "glossary.tsv".into(), ..Default::default() }, vec![])
        );
    }
}
