//! Series, authors and tags: articles that share a name.

use std::collections::{BTreeMap, BTreeSet};

use super::{ArticleIndex, Entry};
use crate::article::Metadata;
use crate::edition::EditionIndex;
use crate::site_path::Slug;

/// What the articles of a collection share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CollectionKind {
    /// A series.
    Series,
    /// An author.
    Author,
    /// A tag.
    Tag,
}

impl CollectionKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Series, Self::Author, Self::Tag];

    /// The folder of its pages in an edition.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Author => "authors",
            Self::Tag => "tags",
        }
    }

    /// The name under which templates know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Author => "author",
            Self::Tag => "tag",
        }
    }

    /// The names of this kind that an article has, in its order.
    #[must_use]
    pub fn names(self, metadata: &Metadata) -> Vec<&str> {
        match self {
            Self::Series => metadata.series.as_deref().into_iter().collect(),
            Self::Author => metadata.authors.iter().map(|author| author.name.as_str()).collect(),
            Self::Tag => metadata.tags.iter().map(String::as_str).collect(),
        }
    }
}

/// Which collection; an index into the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CollectionIndex(pub(super) usize);

/// The articles that share a name.
#[derive(Clone, Debug)]
pub struct Collection {
    /// What they share.
    pub kind: CollectionKind,
    /// The name by which it is known across editions.
    pub key: String,
    /// Its name in addresses.
    pub slug: Slug,
    /// Its articles, in the catalogue's order.
    pub(super) members: Vec<ArticleIndex>,
    /// Its name in each edition; `None` where no article of it appears.
    names: Vec<Option<String>>,
}

impl Collection {
    /// Its name in an edition; `None` if no article of it appears there.
    #[must_use]
    pub fn name(&self, edition: EditionIndex) -> Option<&str> {
        self.names[edition.position()].as_deref()
    }
}

/// All collections, ordered by kind and key.
pub(super) fn gather(entries: &[Entry], editions: usize) -> Vec<Collection> {
    let mut found: BTreeMap<(CollectionKind, &str), Collection> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for kind in CollectionKind::ALL {
            for (position, key) in kind.names(&entry.identity).into_iter().enumerate() {
                let collection =
                    found.entry((kind, key)).or_insert_with(|| empty(kind, key, editions));
                if collection.members.last() != Some(&ArticleIndex(at)) {
                    collection.members.push(ArticleIndex(at));
                }
                learn_names(collection, entry, position);
            }
        }
    }
    let mut collections: Vec<Collection> = found.into_values().collect();
    make_slugs_unique(&mut collections);
    collections
}

fn empty(kind: CollectionKind, key: &str, editions: usize) -> Collection {
    Collection {
        kind,
        key: key.to_owned(),
        slug: Slug::from_text(key).unwrap_or_else(|| Slug::of_code_points(key)),
        members: Vec::new(),
        names: vec![None; editions],
    }
}

/// Takes the name that an article has at `position` in each edition that has none yet.
fn learn_names(collection: &mut Collection, entry: &Entry, position: usize) {
    for (name, version) in collection.names.iter_mut().zip(&entry.versions) {
        if let (None, Some(version)) = (&name, version) {
            let names = collection.kind.names(&version.metadata);
            *name = names.get(position).map(|name| (*name).to_owned());
        }
    }
}

/// Two names that make one slug (`A B`, `A-B`) are told apart by a number, in the order of the
/// names.
fn make_slugs_unique(collections: &mut [Collection]) {
    let mut taken: BTreeSet<(CollectionKind, Slug)> = BTreeSet::new();
    for collection in collections {
        let mut slug = collection.slug.clone();
        let mut number = 2;
        while !taken.insert((collection.kind, slug.clone())) {
            slug = collection.slug.numbered(number);
            number += 1;
        }
        collection.slug = slug;
    }
}
