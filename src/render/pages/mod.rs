//! Every page of the site, made of a view and a template.

mod article;
mod list;
mod root;

use serde::Serialize;
use tera::{Context, Value};

use super::markdown::{self, Body};
use super::theme::Theme;
use super::view::{
    AlternateView, EditionView, LinkView, NavigationView, PageView, PublisherView, SiteView,
    SwitchView, TextLinkView,
};
use super::words::Words;
use super::{inline, naming, telephone};
use crate::article::{Figure, Metadata};
use crate::catalogue::{ArticleIndex, Catalogue, CollectionKind, Page};
use crate::config::BaseUrl;
use crate::diagnostic::Diagnostic;
use crate::edition::EditionIndex;
use crate::publisher::Publisher;
use crate::site_path::SitePath;
use crate::text::address;

/// How much of an article's summary stands in lists and in descriptions, in characters.
const IN_LISTS: usize = 110;

/// Renders the pages of one site.
pub struct Renderer<'a> {
    theme: &'a Theme,
    catalogue: &'a Catalogue,
    url: Option<&'a BaseUrl>,
    has_feeds: bool,
    /// Interface words, one table per edition.
    words: Vec<Words>,
    /// The same, as templates take them.
    word_values: Vec<Value>,
}

/// A page in one edition, and where it stands.
struct Spot<'p> {
    page: Page,
    edition: EditionIndex,
    path: &'p SitePath,
}

type Rendered = Result<String, Box<Diagnostic>>;

impl<'a> Renderer<'a> {
    /// A renderer for the pages of `catalogue`; `words` has one table per edition. Without `url`
    /// no page carries an absolute address.
    #[must_use]
    pub fn new(
        theme: &'a Theme,
        catalogue: &'a Catalogue,
        url: Option<&'a BaseUrl>,
        has_feeds: bool,
        words: Vec<Words>,
    ) -> Self {
        let word_values = words.iter().map(Value::from_serializable).collect();
        Self { theme, catalogue, url, has_feeds, words, word_values }
    }

    /// The page of an article, whose body is rendered already.
    ///
    /// # Errors
    /// When a template is wrong.
    pub fn article(&self, index: ArticleIndex, edition: EditionIndex, body: Body) -> Rendered {
        let page = Page::Article(index);
        let path = self.catalogue.path(page, edition);
        let spot = Spot { page, edition, path: &path };
        let Some(version) = self.catalogue.version(index, edition) else {
            return Ok(String::new());
        };
        let heading = version.metadata.title.clone();
        let description = markdown::shorten(&version.excerpt, IN_LISTS);
        let mut context = self.context(&spot, "article", &heading, Some(&description));
        insert(&mut context, "article", &self.article_view(&spot, index, version, body));
        self.theme.render("article.html", &context)
    }

    /// Any other page of an edition.
    ///
    /// # Errors
    /// When a template is wrong.
    pub fn page(&self, page: Page, edition: EditionIndex) -> Rendered {
        let path = self.catalogue.path(page, edition);
        let spot = Spot { page, edition, path: &path };
        let (template, context) = match page {
            Page::Home => ("home.html", self.home(&spot)),
            Page::About => ("about.html", self.about(&spot)),
            Page::NotFound => ("not_found.html", self.not_found(&spot)),
            Page::Archive(number) => ("list.html", self.archive(&spot, number)),
            Page::Collection(index, number) => ("list.html", self.collection(&spot, index, number)),
            Page::Directory(kind) => ("directory.html", self.directory(&spot, kind)),
            Page::Article(index) => return self.article(index, edition, Body::default()),
        };
        self.theme.render(template, &context)
    }

    fn word(&self, edition: EditionIndex, key: &str) -> String {
        self.words[edition.position()].get(key).cloned().unwrap_or_default()
    }

    fn link(&self, spot: &Spot<'_>, page: Page) -> String {
        spot.path.link_to(&self.catalogue.path(page, spot.edition))
    }

    /// What every template of an edition gets.
    fn context(
        &self,
        spot: &Spot<'_>,
        template: &'static str,
        heading: &str,
        description: Option<&str>,
    ) -> Context {
        let masthead = self.catalogue.masthead(spot.edition);
        let title = match spot.page {
            Page::Home => masthead.title.clone(),
            _ => {
                format!("{heading}{}{}", self.word(spot.edition, "title_separator"), masthead.title)
            }
        };
        let is_public = !matches!(spot.page, Page::NotFound);
        let page = PageView {
            template,
            title,
            description: description.filter(|text| !text.is_empty()).map(str::to_owned),
            canonical: self.url.filter(|_| is_public).map(|url| spot.path.address(url.as_str())),
            alternates: if is_public { self.alternates(spot.page) } else { Vec::new() },
            og_type: if template == "article" { "article" } else { "website" },
            robots: (!is_public).then_some("noindex"),
            root: spot.path.to_root(),
        };
        let mut context = Context::new();
        insert(&mut context, "page", &page);
        insert(&mut context, "site", &self.site_view(spot.edition));
        insert(&mut context, "edition", &self.edition_view(spot));
        insert(&mut context, "switch", &self.switch(spot));
        insert(&mut context, "navigation", &self.navigation(spot));
        insert(&mut context, "publisher", &publisher_view(&masthead.publisher, spot.path));
        context.insert_value("words", self.word_values[spot.edition.position()].clone());
        insert(&mut context, "generator", &generator());
        context
    }

    fn site_view(&self, edition: EditionIndex) -> SiteView<'_> {
        let masthead = self.catalogue.masthead(edition);
        SiteView {
            title: &masthead.title,
            description: masthead.description.as_deref(),
            url: self.url.map(BaseUrl::as_str),
        }
    }

    fn edition_view(&self, spot: &Spot<'_>) -> EditionView<'_> {
        let editions = self.catalogue.editions();
        EditionView {
            tag: editions.get(spot.edition).tag(),
            label: naming::label(editions, spot.edition),
            name: naming::name(editions, spot.edition),
            home: self.link(spot, Page::Home),
            feed: self
                .has_feeds
                .then(|| spot.path.link_to(&self.catalogue.feed_path(spot.edition))),
        }
    }

    /// The page in every edition that has it.
    fn switch(&self, spot: &Spot<'_>) -> Vec<SwitchView<'_>> {
        let editions = self.catalogue.editions();
        let twin = |(index, edition): (EditionIndex, &'a crate::edition::Edition)| {
            let twin = self.catalogue.twin(spot.page, index)?;
            Some(SwitchView {
                tag: edition.tag(),
                label: naming::label(editions, index),
                href: spot.path.link_to(&self.catalogue.path(twin, index)),
                current: index == spot.edition,
            })
        };
        editions.iter().filter_map(twin).collect()
    }

    /// The page's addresses in every edition, with the one for readers whose language there is
    /// none for (`x-default`).
    fn alternates(&self, page: Page) -> Vec<AlternateView> {
        let Some(url) = self.url else { return Vec::new() };
        let addresses = self.catalogue.alternates(page);
        addresses
            .into_iter()
            .map(|(tag, path)| AlternateView { tag, href: path.address(url.as_str()) })
            .collect()
    }

    fn navigation(&self, spot: &Spot<'_>) -> Vec<NavigationView> {
        let mut pages = vec![(Page::Home, "home")];
        for (kind, word) in
            [(CollectionKind::Series, "series"), (CollectionKind::Author, "authors")]
        {
            if self.catalogue.has_collections(kind, spot.edition) {
                pages.push((Page::Directory(kind), word));
            }
        }
        pages.extend([(Page::Archive(1), "archive"), (Page::About, "about")]);
        let entry = |(page, word)| NavigationView {
            label: self.word(spot.edition, word),
            href: self.link(spot, page),
            current: page == spot.page,
        };
        pages.into_iter().map(entry).collect()
    }

    fn about(&self, spot: &Spot<'_>) -> Context {
        let about = self.catalogue.masthead(spot.edition).publisher.about.as_deref();
        self.context(spot, "about", &self.word(spot.edition, "about"), about)
    }

    fn not_found(&self, spot: &Spot<'_>) -> Context {
        self.context(spot, "not_found", &self.word(spot.edition, "not_found"), None)
    }

    fn series(
        &self,
        spot: &Spot<'_>,
        index: ArticleIndex,
        metadata: &Metadata,
    ) -> Option<LinkView> {
        let name = metadata.series.clone()?;
        let (_, href) = self.named(spot, index, CollectionKind::Series).next()?;
        Some(LinkView { name, href })
    }

    /// The names of one kind that an article has in an edition, each with the link to its page.
    fn named<'s>(
        &'s self,
        spot: &'s Spot<'_>,
        index: ArticleIndex,
        kind: CollectionKind,
    ) -> impl Iterator<Item = (String, String)> + 's {
        let identity = &self.catalogue.article(index).identity;
        let version = self.catalogue.version(index, spot.edition);
        let shown = version.map(|version| kind.names(&version.metadata)).unwrap_or_default();
        kind.names(identity).into_iter().zip(shown).filter_map(move |(key, name)| {
            let collection = self.catalogue.find_collection(kind, key)?;
            Some((name.to_owned(), self.link(spot, Page::Collection(collection, 1))))
        })
    }
}

fn insert<T: Serialize>(context: &mut Context, key: &'static str, view: &T) {
    // View types are plain structs of text and numbers, which always serialise.
    context.insert_value(key, Value::from_serializable(view));
}

fn generator() -> &'static str {
    concat!("Shanben ", env!("CARGO_PKG_VERSION"))
}

/// The link from a page to a picture, whose `src` is its place in the site.
fn picture_link(path: &SitePath, figure: &Figure) -> Option<String> {
    let source = SitePath::new(figure.src.as_deref()?).ok()?;
    Some(path.link_to(&source))
}

fn publisher_view(publisher: &Publisher, path: &SitePath) -> PublisherView {
    let linked = |text: &Option<String>, href: &dyn Fn(&str) -> String| {
        text.as_deref().map(|text| TextLinkView { text: text.to_owned(), href: href(text) })
    };
    PublisherView {
        name: publisher.name.clone(),
        about_html: publisher.about.as_deref().map(inline::paragraphs),
        address: publisher.address.clone(),
        tel: linked(&publisher.tel, &telephone::address),
        fax: linked(&publisher.fax, &telephone::address),
        email: linked(&publisher.email, &|text| format!("mailto:{}", text.trim())),
        url: publisher.url.as_deref().map(|url| TextLinkView {
            text: address::bare(url).to_owned(),
            href: address::target(url),
        }),
        logo: publisher
            .logo
            .as_deref()
            .and_then(|logo| SitePath::new(logo).ok())
            .map(|logo| path.link_to(&logo)),
    }
}
