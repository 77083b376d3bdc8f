//! The page of an article.

use super::{Renderer, Spot, picture_link};
use crate::article::{Author, Figure};
use crate::catalogue::{ArticleIndex, CollectionKind, Page, Version};
use crate::render::markdown::{Body, ContentsEntry};
use crate::render::view::{
    ArticleView, AuthorView, ContentsView, FigureView, LinkView, TextLinkView,
};
use crate::render::{inline, naming};
use crate::site_path::SitePath;

/// From how many headings an article has a contents list.
const CONTENTS_FROM: usize = 3;

impl Renderer<'_> {
    pub(super) fn article_view(
        &self,
        spot: &Spot<'_>,
        index: ArticleIndex,
        version: &Version,
        body: Body,
    ) -> ArticleView {
        let metadata = &version.metadata;
        let edition = self.catalogue.editions().get(spot.edition);
        let (older, newer) = self.catalogue.neighbours(index, spot.edition);
        let neighbour = |found: Option<ArticleIndex>| {
            let found = found?;
            let name = self.catalogue.version(found, spot.edition)?.metadata.title.clone();
            Some(LinkView { name, href: self.link(spot, Page::Article(found)) })
        };
        ArticleView {
            lang: version.lang.clone(),
            title: metadata.title.clone(),
            subtitle: metadata.subtitle.clone(),
            series: self.series(spot, index, metadata),
            volume: metadata.volume.clone(),
            issue: metadata.issue.clone(),
            section: metadata.section.clone(),
            authors: self
                .named(spot, index, CollectionKind::Author)
                .zip(&metadata.authors)
                .map(|((_, href), author)| author_view(author, href))
                .collect(),
            translator: metadata.translator.clone(),
            date: metadata.date.map(|date| naming::date(edition, date)),
            updated: metadata.updated.map(|date| naming::date(edition, date)),
            figure: metadata.figure.as_ref().map(|figure| figure_view(spot.path, figure)),
            summary: metadata.summary.clone(),
            body_html: body.html,
            contents: contents_view(body.contents),
            tags: self
                .named(spot, index, CollectionKind::Tag)
                .map(|(name, href)| LinkView { name, href })
                .collect(),
            editor_note_html: metadata.editor_note.as_deref().map(inline::paragraphs),
            doi: metadata
                .doi
                .as_ref()
                .map(|doi| LinkView { name: doi.to_string(), href: doi.address() }),
            license: metadata.license.clone(),
            source_html: metadata.source.as_deref().map(inline::line),
            previous: neighbour(older),
            next: neighbour(newer),
        }
    }
}

fn author_view(author: &Author, href: String) -> AuthorView {
    AuthorView {
        name: author.name.clone(),
        href,
        affiliation: author.affiliation.clone(),
        orcid: author
            .orcid
            .as_ref()
            .map(|orcid| TextLinkView { text: orcid.to_string(), href: orcid.address() }),
    }
}

fn figure_view(path: &SitePath, figure: &Figure) -> FigureView {
    FigureView {
        src: picture_link(path, figure),
        alt: figure.alt.clone().unwrap_or_default(),
        caption_html: figure.caption.as_deref().map(inline::line),
        credit_html: figure.credit.as_deref().map(inline::line),
    }
}

fn contents_view(contents: Vec<ContentsEntry>) -> Vec<ContentsView> {
    if contents.len() < CONTENTS_FROM {
        return Vec::new();
    }
    let view =
        |entry: ContentsEntry| ContentsView { id: entry.id, text: entry.text, level: entry.level };
    contents.into_iter().map(view).collect()
}
