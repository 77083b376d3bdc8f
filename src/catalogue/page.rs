//! The pages of an edition, and where they stand.

use super::{ArticleIndex, Catalogue, CollectionIndex, CollectionKind};
use crate::edition::EditionIndex;
use crate::site_path::SitePath;

/// How many articles one page of a list holds.
pub const PAGE_LENGTH: usize = 50;

/// A page of the publication, whichever the edition. The same page of two editions are twins:
/// they stand at the same path in their edition's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// The home page.
    Home,
    /// An article.
    Article(ArticleIndex),
    /// A page of the list of all articles; numbered from 1.
    Archive(usize),
    /// A page of a series, author or tag; numbered from 1.
    Collection(CollectionIndex, usize),
    /// The list of all series, authors or tags.
    Directory(CollectionKind),
    /// About the publisher.
    About,
    /// What a host shows for an address that it does not have.
    NotFound,
}

impl Page {
    pub(super) fn path(self, catalogue: &Catalogue, folder: &str) -> SitePath {
        let file = |name: &str| SitePath::of_parts(&[folder, name]);
        match self {
            Self::Home => file("index.html"),
            Self::About => file("about.html"),
            Self::NotFound => file("404.html"),
            Self::Directory(kind) => file(&format!("{}.html", kind.folder())),
            Self::Archive(number) => match number {
                0 | 1 => file("archive.html"),
                _ => SitePath::of_parts(&[folder, "archive", &format!("{number}.html")]),
            },
            Self::Article(index) => {
                let entry = catalogue.article(index);
                let name = format!("{}.html", entry.slug);
                SitePath::of_parts(&[folder, entry.section.as_str(), &name])
            }
            Self::Collection(index, number) => {
                let collection = catalogue.collection(index);
                let (kind, slug) = (collection.kind.folder(), collection.slug.as_str());
                match number {
                    0 | 1 => SitePath::of_parts(&[folder, kind, &format!("{slug}.html")]),
                    _ => SitePath::of_parts(&[folder, kind, slug, &format!("{number}.html")]),
                }
            }
        }
    }
}

impl Catalogue {
    /// Every page of an edition but the articles.
    #[must_use]
    pub fn pages(&self, edition: EditionIndex) -> Vec<Page> {
        let mut pages = vec![Page::Home, Page::About, Page::NotFound];
        pages.extend((1..=self.archive_pages(edition)).map(Page::Archive));
        for kind in CollectionKind::ALL {
            let collections = self.collections(kind, edition);
            if !collections.is_empty() {
                pages.push(Page::Directory(kind));
            }
            for (index, _) in collections {
                let last = self.collection_pages(index, edition);
                pages.extend((1..=last).map(|number| Page::Collection(index, number)));
            }
        }
        pages
    }

    /// How many pages the list of all articles has; at least one.
    #[must_use]
    pub fn archive_pages(&self, edition: EditionIndex) -> usize {
        self.articles_in(edition).count().div_ceil(PAGE_LENGTH).max(1)
    }

    /// How many pages a collection has in an edition.
    #[must_use]
    pub fn collection_pages(&self, index: CollectionIndex, edition: EditionIndex) -> usize {
        self.members(index, edition).count().div_ceil(PAGE_LENGTH)
    }

    /// The page of another edition that shows the same: itself if it is there, the first page of
    /// a list that is shorter there, or nothing.
    #[must_use]
    pub fn twin(&self, page: Page, edition: EditionIndex) -> Option<Page> {
        match page {
            Page::Home | Page::About | Page::NotFound => Some(page),
            Page::Article(index) => self.appears(index, edition).then_some(page),
            Page::Archive(number) if number <= self.archive_pages(edition) => Some(page),
            Page::Archive(_) => Some(Page::Archive(1)),
            Page::Directory(kind) => self.has_collections(kind, edition).then_some(page),
            Page::Collection(index, number) => {
                let last = self.collection_pages(index, edition);
                let number = if number <= last { number } else { 1 };
                (last > 0).then_some(Page::Collection(index, number))
            }
        }
    }

    /// The place of an edition's feed.
    #[must_use]
    pub fn feed_path(&self, edition: EditionIndex) -> SitePath {
        SitePath::of_parts(&[&self.folders[edition.position()], "feed.xml"])
    }

    /// The tag and place of a page in every edition that has it, and under `x-default` the place
    /// for a reader whose language there is no edition for: the choice of editions for the home
    /// page, else the first edition that has the page.
    #[must_use]
    pub fn alternates(&self, page: Page) -> Vec<(String, SitePath)> {
        let mut found: Vec<(String, SitePath)> = self
            .editions()
            .iter()
            .filter(|(index, _)| self.twin(page, *index) == Some(page))
            .map(|(index, edition)| (edition.tag().to_owned(), self.path(page, index)))
            .collect();
        let default = match page {
            Page::Home => Some(SitePath::of_parts(&["index.html"])),
            _ => found.first().map(|(_, path)| path.clone()),
        };
        found.extend(default.map(|path| ("x-default".to_owned(), path)));
        found
    }
}
