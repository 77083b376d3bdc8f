//! Atom feeds, after RFC 4287, with the whole text of each article.

use std::collections::BTreeMap;

use atom_syndication::{Category, Content, Entry, Feed, Generator, Link, Person, Text};
use chrono::{NaiveDate, NaiveTime};

use crate::catalogue::{ArticleIndex, Catalogue, Page, Version};
use crate::config::BaseUrl;
use crate::edition::EditionIndex;

/// How many articles a feed has.
pub const LENGTH: usize = 20;

/// The articles of an edition's feed: the newest.
#[must_use]
pub fn articles(catalogue: &Catalogue, edition: EditionIndex) -> Vec<ArticleIndex> {
    catalogue.articles_in(edition).take(LENGTH).collect()
}

/// The feed of an edition; `bodies` are the articles' HTML.
///
/// Every entry and the feed itself must have a time of change (§4.2.15). The clock may not give
/// one, or the same sources would make another feed tomorrow: an article without a date has the
/// beginning of Unix time, which readers sort last, and no time of publication.
#[must_use]
pub fn write(
    catalogue: &Catalogue,
    url: &BaseUrl,
    edition: EditionIndex,
    bodies: &BTreeMap<ArticleIndex, String>,
) -> Vec<u8> {
    let masthead = catalogue.masthead(edition);
    let tag = catalogue.editions().get(edition).tag();
    let home = catalogue.path(Page::Home, edition).address(url.as_str());
    let own = catalogue.feed_path(edition).address(url.as_str());
    let entries: Vec<Entry> = articles(catalogue, edition)
        .into_iter()
        .filter_map(|index| entry(catalogue, url, edition, index, bodies.get(&index)))
        .collect();
    let publisher = masthead.publisher.name.clone().unwrap_or_else(|| masthead.title.clone());
    let feed = Feed {
        title: Text::plain(masthead.title.clone()),
        id: home.clone(),
        updated: entries.iter().map(|entry| entry.updated).max().unwrap_or_else(|| midnight(None)),
        authors: vec![Person {
            name: publisher,
            email: masthead.publisher.email.clone(),
            uri: masthead.publisher.url.as_deref().map(crate::text::address::target),
            ..Person::default()
        }],
        generator: Some(Generator {
            value: "Shanben".to_owned(),
            uri: None,
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        links: vec![
            link("self", own, Some("application/atom+xml")),
            link("alternate", home, Some("text/html")),
        ],
        subtitle: masthead.description.clone().map(Text::plain),
        entries,
        lang: Some(tag.to_owned()),
        ..Feed::default()
    };
    let mut bytes = feed.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

fn entry(
    catalogue: &Catalogue,
    url: &BaseUrl,
    edition: EditionIndex,
    index: ArticleIndex,
    body: Option<&String>,
) -> Option<Entry> {
    let Version { metadata, excerpt, .. } = catalogue.version(index, edition)?;
    let address = catalogue.path(Page::Article(index), edition).address(url.as_str());
    let person = |author: &crate::article::Author| Person {
        name: author.name.clone(),
        uri: author.orcid.as_ref().map(crate::article::Orcid::address),
        ..Person::default()
    };
    let category = |tag: &String| Category { term: tag.clone(), ..Category::default() };
    Some(Entry {
        title: Text::plain(metadata.title.clone()),
        id: address.clone(),
        updated: midnight(metadata.updated.or(metadata.date)),
        published: metadata.date.map(|date| midnight(Some(date))),
        authors: metadata.authors.iter().map(person).collect(),
        categories: metadata.tags.iter().map(category).collect(),
        links: vec![link("alternate", address.clone(), Some("text/html"))],
        summary: Some(excerpt.clone()).filter(|text| !text.is_empty()).map(Text::plain),
        // Links inside the text are relative to the article's page.
        content: body.map(|html| Content {
            base: Some(address),
            value: Some(html.clone()),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    })
}

fn link(relation: &str, href: String, media_type: Option<&str>) -> Link {
    Link {
        rel: relation.to_owned(),
        href,
        mime_type: media_type.map(str::to_owned),
        ..Link::default()
    }
}

/// The first moment of a day, in universal time; of Unix time if there is no day.
fn midnight(date: Option<NaiveDate>) -> chrono::DateTime<chrono::FixedOffset> {
    date.unwrap_or_default().and_time(NaiveTime::MIN).and_utc().fixed_offset()
}
