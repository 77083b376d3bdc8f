//! What the front matter says, checked.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use super::front_matter::FrontMatter;
use super::identifier::{Doi, Orcid};
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::publisher::Publisher;
use crate::site_path::Slug;

/// The checked front matter of an article, in the script in which it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title; not empty in an [`Article`](super::Article).
    pub title: String,
    /// What stands below the title.
    pub subtitle: Option<String>,
    /// The article's name in its address; else the file's name serves.
    pub slug: Option<Slug>,
    /// The edition in which the text is written, if the editor says so.
    pub lang: Option<Edition>,
    /// The day of publication. An article without one is listed last and shows none.
    pub date: Option<NaiveDate>,
    /// The day of the last change.
    pub updated: Option<NaiveDate>,
    /// The series to which it belongs.
    pub series: Option<String>,
    /// The volume, as printed.
    pub volume: Option<String>,
    /// The issue, as printed.
    pub issue: Option<String>,
    /// The section of the publication.
    pub section: Option<String>,
    /// What it is about.
    pub tags: Vec<String>,
    /// An abstract.
    pub summary: Option<String>,
    /// Who wrote it, in order.
    pub authors: Vec<Author>,
    /// Who translated it.
    pub translator: Option<String>,
    /// The picture above the text.
    pub figure: Option<Figure>,
    /// What the editor says about the text, with its label.
    pub editor_note: Option<String>,
    /// The article's DOI.
    pub doi: Option<Doi>,
    /// The licence under which it may be used.
    pub license: Option<String>,
    /// Where it appeared first.
    pub source: Option<String>,
    /// The contact block that the source carries.
    pub publisher: Publisher,
    /// The editions in which it appears; all of them if it does not say.
    pub editions: Option<Vec<Edition>>,
    /// Words that this article writes differently in some editions.
    pub glossary: Vec<Term>,
    /// Not to be converted: every Chinese edition shows the text in its own script.
    pub verbatim: bool,
    /// Not to be published yet.
    pub draft: bool,
}

/// A word of an article's own glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The line of the file on which it stands, from 1.
    pub line: usize,
    /// The word as the article has it.
    pub term: String,
    /// What it becomes, by the tag of the edition.
    pub words: BTreeMap<String, String>,
}

/// One author of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The name, as printed.
    pub name: String,
    /// The office or institution at the time of this article.
    pub affiliation: Option<String>,
    /// The author's ORCID iD.
    pub orcid: Option<Orcid>,
}

/// The picture above the text; a caption without a picture occurs in sources that are only text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Figure {
    /// The picture's file, relative to the article's.
    pub src: Option<String>,
    /// What the picture shows, for those who don't see it.
    pub alt: Option<String>,
    /// The caption.
    pub caption: Option<String>,
    /// Who made the picture, or where it is from.
    pub credit: Option<String>,
}

impl Metadata {
    /// The parts that are prose and change with the script, in a fixed order.
    pub fn prose_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let figure = self.figure.as_mut().map(|figure| {
            [&mut figure.alt, &mut figure.caption, &mut figure.credit].into_iter().flatten()
        });
        let authors = self.authors.iter_mut().flat_map(|author| {
            std::iter::once(&mut author.name).chain(author.affiliation.as_mut())
        });
        let optional = [
            &mut self.subtitle,
            &mut self.series,
            &mut self.volume,
            &mut self.issue,
            &mut self.section,
            &mut self.summary,
            &mut self.translator,
            &mut self.editor_note,
            &mut self.license,
            &mut self.source,
        ];
        std::iter::once(&mut self.title)
            .chain(optional.into_iter().flatten())
            .chain(self.tags.iter_mut())
            .chain(authors)
            .chain(figure.into_iter().flatten())
            .chain(self.publisher.prose_mut())
    }
}

/// The keys of front matter.
const KEYS: &[&str] = &[
    "title",
    "subtitle",
    "slug",
    "lang",
    "date",
    "updated",
    "series",
    "volume",
    "issue",
    "section",
    "tags",
    "summary",
    "authors",
    "translator",
    "figure",
    "editor_note",
    "doi",
    "license",
    "source",
    "publisher",
    "editions",
    "glossary",
    "convert",
    "draft",
];

/// Front matter as it is written; unknown keys are told by [`FrontMatter::read`].
#[derive(Default, Deserialize)]
#[serde(default)]
struct Written {
    title: Option<Words>,
    subtitle: Option<Words>,
    slug: Option<Words>,
    lang: Option<String>,
    date: Option<Words>,
    updated: Option<Words>,
    series: Option<Words>,
    volume: Option<Words>,
    issue: Option<Words>,
    section: Option<Words>,
    tags: Vec<Words>,
    summary: Option<Words>,
    authors: Vec<WrittenAuthor>,
    translator: Option<Words>,
    figure: Option<Figure>,
    editor_note: Option<Words>,
    doi: Option<String>,
    license: Option<String>,
    source: Option<String>,
    publisher: Publisher,
    editions: Option<Vec<String>>,
    glossary: BTreeMap<String, BTreeMap<String, String>>,
    convert: Option<bool>,
    draft: bool,
}

/// Text, or a number or date that was written without quotes.
struct Words(String);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordsVisitor;
        impl<'de> Visitor<'de> for WordsVisitor {
            type Value = Words;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Words, E> {
                Ok(Words(text.to_owned()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Words, E> {
                Ok(Words(number.to_string()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Words, E> {
                Ok(Words(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Words, E> {
                Ok(Words(number.to_string()))
            }

            /// A date of TOML comes as a map.
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Words, A::Error> {
                let date = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Words(date.to_string()))
            }
        }
        deserializer.deserialize_any(WordsVisitor)
    }
}

/// An author's name alone, or with affiliation and ORCID.
struct WrittenAuthor {
    name: String,
    affiliation: Option<String>,
    orcid: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuthorFields {
    name: String,
    affiliation: Option<String>,
    orcid: Option<String>,
}

impl<'de> Deserialize<'de> for WrittenAuthor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AuthorVisitor;
        impl<'de> Visitor<'de> for AuthorVisitor {
            type Value = WrittenAuthor;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("an author's name, or `name`, `affiliation` and `orcid`")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<WrittenAuthor, E> {
                Ok(WrittenAuthor { name: name.to_owned(), affiliation: None, orcid: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WrittenAuthor, A::Error> {
                let AuthorFields { name, affiliation, orcid } =
                    AuthorFields::deserialize(MapAccessDeserializer::new(map))?;
                Ok(WrittenAuthor { name, affiliation, orcid })
            }
        }
        deserializer.deserialize_any(AuthorVisitor)
    }
}

/// Reads and checks the front matter of `text`.
pub(super) fn check(
    file: &Path,
    text: &str,
    front: &FrontMatter<'_>,
) -> (Metadata, Vec<Diagnostic>) {
    let (written, diagnostics) = front.read::<Written>(file, text, KEYS);
    let mut checker = Checker { file, text, front, diagnostics };
    let metadata = checker.metadata(written);
    (metadata, checker.diagnostics)
}

/// Turns values as written into checked ones and keeps what is wrong with them.
struct Checker<'a> {
    file: &'a Path,
    text: &'a str,
    front: &'a FrontMatter<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn metadata(&mut self, written: Written) -> Metadata {
        Metadata {
            title: prose(written.title).unwrap_or_default(),
            subtitle: prose(written.subtitle),
            slug: self.slug(written.slug),
            lang: written.lang.and_then(|tag| self.edition("lang", &tag)),
            date: self.date("date", written.date),
            updated: self.date("updated", written.updated),
            series: prose(written.series),
            volume: prose(written.volume),
            issue: prose(written.issue),
            section: prose(written.section),
            tags: written.tags.into_iter().filter_map(|tag| prose(Some(tag))).collect(),
            summary: prose(written.summary),
            authors: written.authors.into_iter().map(|author| self.author(author)).collect(),
            translator: prose(written.translator),
            figure: written.figure,
            editor_note: prose(written.editor_note),
            doi: self.parsed("doi", written.doi, "a DOI is written as 10.1234/abc"),
            license: written.license,
            source: written.source,
            publisher: written.publisher,
            editions: written
                .editions
                .map(|tags| tags.iter().filter_map(|tag| self.edition("editions", tag)).collect()),
            glossary: written
                .glossary
                .into_iter()
                .map(|(term, words)| self.term(term, words))
                .collect(),
            verbatim: written.convert == Some(false),
            draft: written.draft,
        }
    }

    fn term(&mut self, term: String, words: BTreeMap<String, String>) -> Term {
        for tag in words.keys() {
            self.edition("glossary", tag);
        }
        let line = self.front.value_place(self.text, "glossary", &term).line;
        Term { line, term, words }
    }

    fn report(&mut self, key: &str, value: &str, message: String, hint: &str) {
        let place = self.front.value_place(self.text, key, value);
        self.diagnostics.push(Diagnostic::error(self.file, message).at(place).hint(hint));
    }

    fn parsed<T: std::str::FromStr>(
        &mut self,
        key: &str,
        value: Option<String>,
        hint: &str,
    ) -> Option<T> {
        let value = value?;
        let parsed = value.parse().ok();
        if parsed.is_none() {
            self.report(key, &value, format!("`{value}` is not a valid {key}"), hint);
        }
        parsed
    }

    fn slug(&mut self, value: Option<Words>) -> Option<Slug> {
        let Words(value) = value?;
        match Slug::parse(&value) {
            Ok(slug) => Some(slug),
            Err(error) => {
                let hint = match Slug::from_text(&value) {
                    Some(slug) => format!("write `{slug}`"),
                    None => "use letters, digits and hyphens".to_owned(),
                };
                self.report("slug", &value, error.to_string(), &hint);
                None
            }
        }
    }

    fn edition(&mut self, key: &str, tag: &str) -> Option<Edition> {
        match tag.parse::<Edition>() {
            Ok(edition) => Some(edition),
            Err(error) => {
                self.report(key, tag, error.to_string(), error.hint());
                None
            }
        }
    }

    fn date(&mut self, key: &str, value: Option<Words>) -> Option<NaiveDate> {
        let Words(value) = value?;
        match NaiveDate::parse_from_str(&value, "%Y-%m-%d") {
            Ok(date) if value.len() == "2025-03-04".len() => Some(date),
            _ => {
                let message = format!("`{value}` is not a date");
                self.report(key, &value, message, "write it as 2025-03-04");
                None
            }
        }
    }

    fn author(&mut self, written: WrittenAuthor) -> Author {
        let orcid = self.parsed(
            "orcid",
            written.orcid,
            "an ORCID iD is written as 0000-0002-1825-0097; its last sign is a check digit",
        );
        if written.name.trim().is_empty() {
            self.report("authors", "", "an author has no name".to_owned(), "write `name: 姓名`");
        }
        let affiliation = written.affiliation.filter(|text| !text.trim().is_empty());
        Author { name: written.name.trim().to_owned(), affiliation, orcid }
    }
}

/// Text without space at its ends; nothing if that is all.
fn prose(words: Option<Words>) -> Option<String> {
    let Words(text) = words?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
