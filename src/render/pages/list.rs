//! Pages that list articles: home, archive, series, authors, tags.

use tera::Context;

use super::{IN_LISTS, Renderer, Spot, insert, picture_link};
use crate::catalogue::{ArticleIndex, CollectionIndex, CollectionKind, PAGE_LENGTH, Page};
use crate::edition::EditionIndex;
use crate::render::view::{
    DirectoryView, EntryView, GroupView, HomeView, LinkView, ListView, PagerLinkView, PagerView,
    PictureView,
};
use crate::render::{markdown, naming};

/// How many articles the home page lists below the first.
const LATEST: usize = 12;

/// What a list is called.
struct Listing {
    kind: &'static str,
    name: String,
    subtitle: Option<String>,
}

impl Renderer<'_> {
    pub(super) fn home(&self, spot: &Spot<'_>) -> Context {
        let masthead = self.catalogue.masthead(spot.edition);
        let mut articles = self.catalogue.articles_in(spot.edition);
        let lead = articles.next().and_then(|index| self.lead(spot, index));
        let latest = articles.take(LATEST).filter_map(|index| self.entry(spot, index)).collect();
        let home = HomeView {
            lead,
            latest,
            collections: self.groups(spot, CollectionKind::Series),
            archive: self.link(spot, Page::Archive(1)),
            total: self.catalogue.articles_in(spot.edition).count(),
        };
        let mut context = self.context(spot, "home", "", masthead.description.as_deref());
        insert(&mut context, "home", &home);
        context
    }

    pub(super) fn archive(&self, spot: &Spot<'_>, number: usize) -> Context {
        let name = self.word(spot.edition, "archive");
        let articles: Vec<_> = self.catalogue.articles_in(spot.edition).collect();
        self.list(spot, &articles, number, Listing { kind: "archive", name, subtitle: None })
    }

    pub(super) fn collection(
        &self,
        spot: &Spot<'_>,
        index: CollectionIndex,
        number: usize,
    ) -> Context {
        let collection = self.catalogue.collection(index);
        let articles: Vec<_> = self.catalogue.members(index, spot.edition).collect();
        let listing = Listing {
            kind: collection.kind.name(),
            name: collection.name(spot.edition).unwrap_or_default().to_owned(),
            subtitle: self.affiliation(index, spot.edition),
        };
        self.list(spot, &articles, number, listing)
    }

    fn list(
        &self,
        spot: &Spot<'_>,
        articles: &[ArticleIndex],
        number: usize,
        listing: Listing,
    ) -> Context {
        let shown = articles.iter().skip((number - 1) * PAGE_LENGTH).take(PAGE_LENGTH);
        let pages = articles.len().div_ceil(PAGE_LENGTH).max(1);
        let heading = match (number, self.catalogue.editions().get(spot.edition).region()) {
            (1, _) => listing.name.clone(),
            (_, Some(_)) => format!("{}（{number}）", listing.name),
            (_, None) => format!("{} ({number})", listing.name),
        };
        let view = ListView {
            kind: listing.kind,
            name: listing.name,
            subtitle: listing.subtitle,
            total: articles.len(),
            items: shown.filter_map(|index| self.entry(spot, *index)).collect(),
            pager: (pages > 1).then(|| self.pager(spot, number, pages)),
        };
        let mut context = self.context(spot, "list", &heading, None);
        insert(&mut context, "list", &view);
        context
    }

    fn pager(&self, spot: &Spot<'_>, number: usize, pages: usize) -> PagerView {
        let href = |number: usize| {
            let page = match spot.page {
                Page::Collection(index, _) => Page::Collection(index, number),
                _ => Page::Archive(number),
            };
            self.link(spot, page)
        };
        let mut links = Vec::new();
        let mut last = 0;
        for shown in 1..=pages {
            let near = shown.abs_diff(number) <= 2 || shown == 1 || shown == pages;
            if !near {
                continue;
            }
            if shown > last + 1 {
                links.push(PagerLinkView { number: None, href: None, current: false });
            }
            let current = shown == number;
            links.push(PagerLinkView { number: Some(shown), href: Some(href(shown)), current });
            last = shown;
        }
        PagerView {
            number,
            pages,
            previous: (number > 1).then(|| href(number - 1)),
            next: (number < pages).then(|| href(number + 1)),
            links,
        }
    }

    pub(super) fn directory(&self, spot: &Spot<'_>, kind: CollectionKind) -> Context {
        let word = match kind {
            CollectionKind::Series => "series",
            CollectionKind::Author => "authors",
            CollectionKind::Tag => "tags",
        };
        let name = self.word(spot.edition, word);
        let groups = self.groups(spot, kind);
        let mut context = self.context(spot, "directory", &name, None);
        insert(&mut context, "directory", &DirectoryView { kind: kind.name(), name, groups });
        context
    }

    fn groups(&self, spot: &Spot<'_>, kind: CollectionKind) -> Vec<GroupView> {
        let collections = self.catalogue.collections(kind, spot.edition).into_iter();
        collections
            .map(|(index, collection)| GroupView {
                kind: kind.name(),
                name: collection.name(spot.edition).unwrap_or_default().to_owned(),
                href: self.link(spot, Page::Collection(index, 1)),
                count: self.catalogue.members(index, spot.edition).count(),
                subtitle: self.affiliation(index, spot.edition),
            })
            .collect()
    }

    /// An author's affiliation as of the newest article that states one.
    fn affiliation(&self, index: CollectionIndex, edition: EditionIndex) -> Option<String> {
        let collection = self.catalogue.collection(index);
        if collection.kind != CollectionKind::Author {
            return None;
        }
        self.catalogue.members(index, edition).find_map(|member| {
            let identity = &self.catalogue.article(member).identity;
            let at = identity.authors.iter().position(|author| author.name == collection.key)?;
            self.catalogue.version(member, edition)?.metadata.authors.get(at)?.affiliation.clone()
        })
    }

    fn entry(&self, spot: &Spot<'_>, index: ArticleIndex) -> Option<EntryView> {
        let version = self.catalogue.version(index, spot.edition)?;
        let metadata = &version.metadata;
        let edition = self.catalogue.editions().get(spot.edition);
        Some(EntryView {
            title: metadata.title.clone(),
            subtitle: metadata.subtitle.clone(),
            href: self.link(spot, Page::Article(index)),
            series: self.series(spot, index, metadata),
            authors: self
                .named(spot, index, CollectionKind::Author)
                .map(|(name, href)| LinkView { name, href })
                .collect(),
            date: metadata.date.map(|date| naming::date(edition, date)),
            summary: Some(markdown::shorten(&version.excerpt, IN_LISTS))
                .filter(|text| !text.is_empty()),
            figure: metadata.figure.as_ref().and_then(|figure| {
                let src = picture_link(spot.path, figure)?;
                Some(PictureView { src, alt: figure.alt.clone().unwrap_or_default() })
            }),
        })
    }

    /// The entry of the first article on the home page, with all of its summary.
    fn lead(&self, spot: &Spot<'_>, index: ArticleIndex) -> Option<EntryView> {
        let mut entry = self.entry(spot, index)?;
        let excerpt = &self.catalogue.version(index, spot.edition)?.excerpt;
        entry.summary = Some(excerpt.clone()).filter(|text| !text.is_empty());
        Some(entry)
    }
}
