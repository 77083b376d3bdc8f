//! What belongs together, and in which order: articles, series, authors, tags, and the page of
//! each of them in each edition.
//!
//! The catalogue is made once, from what the first pass keeps of every article; it holds no text.
//! Names are one across editions: an author has one page in each edition, whichever script an
//! article was written in.

mod collection;
mod masthead;
mod page;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use collection::{Collection, CollectionIndex, CollectionKind};
pub use masthead::Masthead;
pub use page::{PAGE_LENGTH, Page};

use crate::article::Metadata;
use crate::diagnostic::Diagnostic;
use crate::edition::{EditionIndex, Editions};
use crate::site_path::{SitePath, Slug};

/// One article in all its editions, as the first pass hands it over.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The source file, or the first of them, as diagnostics name it.
    pub file: PathBuf,
    /// Its name in its address.
    pub slug: Slug,
    /// The folder of its page.
    pub section: Slug,
    /// Its metadata in the script that names are compared in.
    pub identity: Metadata,
    /// Its metadata and beginning in each edition, by the edition's position; `None` where it
    /// does not appear.
    pub versions: Vec<Option<Version>>,
}

/// An article in one edition.
#[derive(Clone, Debug)]
pub struct Version {
    /// The metadata in the edition's script.
    pub metadata: Metadata,
    /// The summary, or else how the text begins.
    pub excerpt: String,
    /// The tag of the edition in which the text is written, if it stands here unconverted.
    pub lang: Option<String>,
}

/// Which article; an index into the catalogue, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleIndex(usize);

impl ArticleIndex {
    /// The position in the catalogue's order, from 0.
    #[must_use]
    pub fn position(self) -> usize {
        self.0
    }
}

/// The catalogue of a site.
#[derive(Debug)]
pub struct Catalogue {
    editions: Editions,
    folders: Vec<String>,
    mastheads: Vec<Masthead>,
    entries: Vec<Entry>,
    collections: Vec<Collection>,
}

/// Folders of an edition that an article's section cannot be called.
const RESERVED: &[&str] = &["archive", "authors", "series", "tags"];

impl Catalogue {
    /// Puts the articles in order: the newest first, those without a date last, and within a day
    /// by the names of their files.
    ///
    /// `mastheads` has one element per edition. Two articles with one address, or a section with
    /// the name of one of the site's own folders, are diagnostics.
    #[must_use]
    pub fn new(
        editions: Editions,
        mastheads: Vec<Masthead>,
        mut entries: Vec<Entry>,
    ) -> (Self, Vec<Diagnostic>) {
        entries.sort_by(|a, b| {
            let newest = b.identity.date.cmp(&a.identity.date);
            newest.then_with(|| a.file.cmp(&b.file))
        });
        let mut diagnostics = drop_clashes(&mut entries);
        diagnostics.extend(entries.iter().filter_map(reserved_section));
        let folders = editions.iter().map(|(index, _)| editions.folder(index)).collect();
        let collections = collection::gather(&entries, editions.count());
        (Self { editions, folders, mastheads, entries, collections }, diagnostics)
    }

    /// The editions of the site.
    #[must_use]
    pub fn editions(&self) -> &Editions {
        &self.editions
    }

    /// Name, description and publisher of the publication in one edition.
    #[must_use]
    pub fn masthead(&self, edition: EditionIndex) -> &Masthead {
        &self.mastheads[edition.position()]
    }

    /// How many articles there are, over all editions.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// All articles, in order.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleIndex, &Entry)> {
        self.entries.iter().enumerate().map(|(at, entry)| (ArticleIndex(at), entry))
    }

    /// The articles that appear in `edition`, in order.
    pub fn articles_in(&self, edition: EditionIndex) -> impl Iterator<Item = ArticleIndex> + '_ {
        self.articles().map(|(index, _)| index).filter(move |index| self.appears(*index, edition))
    }

    /// One article.
    #[must_use]
    pub fn article(&self, index: ArticleIndex) -> &Entry {
        &self.entries[index.0]
    }

    /// One article in one edition, if it appears there.
    #[must_use]
    pub fn version(&self, index: ArticleIndex, edition: EditionIndex) -> Option<&Version> {
        self.article(index).versions[edition.position()].as_ref()
    }

    fn appears(&self, index: ArticleIndex, edition: EditionIndex) -> bool {
        self.version(index, edition).is_some()
    }

    /// The article whose source is `file`.
    #[must_use]
    pub fn find(&self, file: &std::path::Path) -> Option<ArticleIndex> {
        self.articles().find(|(_, entry)| entry.file == file).map(|(index, _)| index)
    }

    /// The collections of one kind that have an article in `edition`, by their names.
    #[must_use]
    pub fn collections(
        &self,
        kind: CollectionKind,
        edition: EditionIndex,
    ) -> Vec<(CollectionIndex, &Collection)> {
        let all = self.collections.iter().enumerate();
        all.filter(|(_, found)| found.kind == kind && found.name(edition).is_some())
            .map(|(at, found)| (CollectionIndex(at), found))
            .collect()
    }

    /// Whether there is a collection of one kind in `edition`.
    #[must_use]
    pub fn has_collections(&self, kind: CollectionKind, edition: EditionIndex) -> bool {
        self.collections.iter().any(|found| found.kind == kind && found.name(edition).is_some())
    }

    /// One collection.
    #[must_use]
    pub fn collection(&self, index: CollectionIndex) -> &Collection {
        &self.collections[index.0]
    }

    /// The collection of one kind that an article's name belongs to.
    #[must_use]
    pub fn find_collection(&self, kind: CollectionKind, key: &str) -> Option<CollectionIndex> {
        let order = |found: &Collection| (found.kind, found.key.as_str()).cmp(&(kind, key));
        self.collections.binary_search_by(order).ok().map(CollectionIndex)
    }

    /// The articles of a collection that appear in `edition`, in order.
    pub fn members(
        &self,
        index: CollectionIndex,
        edition: EditionIndex,
    ) -> impl DoubleEndedIterator<Item = ArticleIndex> + '_ {
        let members = self.collection(index).members.iter().copied();
        members.filter(move |member| self.appears(*member, edition))
    }

    /// The articles before and after one in its series, in `edition`: the older and the newer.
    #[must_use]
    pub fn neighbours(
        &self,
        index: ArticleIndex,
        edition: EditionIndex,
    ) -> (Option<ArticleIndex>, Option<ArticleIndex>) {
        let series = self.article(index).identity.series.as_ref();
        let series = series.and_then(|key| self.find_collection(CollectionKind::Series, key));
        let Some(series) = series else { return (None, None) };
        let members = &self.collection(series).members;
        let Ok(at) = members.binary_search(&index) else { return (None, None) };
        let appears = |member: &&ArticleIndex| self.appears(**member, edition);
        let newer = members[..at].iter().rev().find(appears);
        let older = members[at + 1..].iter().find(appears);
        (older.copied(), newer.copied())
    }

    /// The place of a page in an edition.
    #[must_use]
    pub fn path(&self, page: Page, edition: EditionIndex) -> SitePath {
        page.path(self, &self.folders[edition.position()])
    }
}

/// Tells of articles that would have the address of another, and drops them, so that the mistake
/// is told once.
fn drop_clashes(entries: &mut Vec<Entry>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(Slug, Slug), PathBuf> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    entries.retain(|entry| {
        let address = (entry.section.clone(), entry.slug.clone());
        let Some(other) = first.get(&address) else {
            first.insert(address, entry.file.clone());
            return true;
        };
        let message = format!(
            "this article and {} would both be {}/{}.html",
            other.display(),
            entry.section,
            entry.slug
        );
        let hint = "give one of them another `slug:` in its front matter, or another file name";
        diagnostics.push(Diagnostic::error(&entry.file, message).hint(hint));
        false
    });
    diagnostics
}

fn reserved_section(entry: &Entry) -> Option<Diagnostic> {
    let section = entry.section.as_str();
    RESERVED.contains(&section).then(|| {
        Diagnostic::error(&entry.file, format!("a section cannot be called `{section}`")).hint(
            "the site has pages of its own there: name the section, or the folder, differently",
        )
    })
}

#[cfg(test)]
mod tests;
