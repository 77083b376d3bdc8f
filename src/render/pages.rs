//! Every page of the site, made of a view and a template.

use serde::Serialize;
use tera::{Context, Value};

use super::markdown::{self, Body, ContentsEntry};
use super::theme::Theme;
use super::view::{
    AlternateView, ArticleView, AuthorView, ChooserEditionView, ChooserView, ContentsView,
    DirectoryView, EditionView, EntryView, FigureView, GroupView, HomeView, LinkView, ListView,
    NavigationView, PageView, PagerLinkView, PagerView, PictureView, PublisherView, SiteView,
    SwitchView, TextLinkView,
};
use super::words::Words;
use super::{inline, naming, telephone};
use crate::article::{Author, Figure, Metadata};
use crate::catalogue::{
    ArticleIndex, Catalogue, CollectionIndex, CollectionKind, PAGE_LENGTH, Page, Version,
};
use crate::config::BaseUrl;
use crate::diagnostic::Diagnostic;
use crate::edition::EditionIndex;
use crate::publisher::Publisher;
use crate::site_path::SitePath;
use crate::text::address;

/// How many articles the home page lists below the first.
const LATEST: usize = 12;

/// How much of an article's summary stands in lists and in descriptions, in characters.
const IN_LISTS: usize = 110;

/// From how many headings an article has a contents list.
const CONTENTS_FROM: usize = 3;

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

    /// The page at the site's root, which offers every edition.
    ///
    /// # Errors
    /// When a template is wrong.
    pub fn chooser(&self, path: &SitePath) -> Rendered {
        let link = |target: &SitePath| path.link_to(target);
        let mut context = self.root_context(path, "chooser");
        insert(&mut context, "chooser", &self.choices(path, &link));
        self.theme.render("chooser.html", &context)
    }

    /// The page that a host shows for a wrong address at any depth: its style stands inside, and
    /// its links are absolute, if it is known where the site stands.
    ///
    /// # Errors
    /// When a template is wrong.
    pub fn root_not_found(&self, path: &SitePath) -> Rendered {
        let link = |target: &SitePath| match self.url {
            Some(url) => target.address(url.as_str()),
            None => path.link_to(target),
        };
        let mut context = self.root_context(path, "root_not_found");
        insert(&mut context, "chooser", &self.choices(path, &link));
        context.insert_value("style", Value::safe_string(&self.theme.style()));
        self.theme.render("root_not_found.html", &context)
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

    fn home(&self, spot: &Spot<'_>) -> Context {
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

    fn about(&self, spot: &Spot<'_>) -> Context {
        let about = self.catalogue.masthead(spot.edition).publisher.about.as_deref();
        self.context(spot, "about", &self.word(spot.edition, "about"), about)
    }

    fn not_found(&self, spot: &Spot<'_>) -> Context {
        self.context(spot, "not_found", &self.word(spot.edition, "not_found"), None)
    }

    fn archive(&self, spot: &Spot<'_>, number: usize) -> Context {
        let name = self.word(spot.edition, "archive");
        let articles: Vec<_> = self.catalogue.articles_in(spot.edition).collect();
        self.list(spot, &articles, number, Listing { kind: "archive", name, subtitle: None })
    }

    fn collection(&self, spot: &Spot<'_>, index: CollectionIndex, number: usize) -> Context {
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

    fn directory(&self, spot: &Spot<'_>, kind: CollectionKind) -> Context {
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

    fn article_view(
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

    /// What the templates at the root get.
    fn root_context(&self, path: &SitePath, template: &'static str) -> Context {
        let first = self.catalogue.editions().first();
        let is_home = template == "chooser";
        let masthead = self.catalogue.masthead(first);
        let separator = " · ";
        let mut titles: Vec<&str> = Vec::new();
        for (index, _) in self.catalogue.editions().iter() {
            let title = self.catalogue.masthead(index).title.as_str();
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        let page = PageView {
            template,
            title: match is_home {
                true => titles.join(separator),
                false => {
                    let separator = self.word(first, "title_separator");
                    format!("404{separator}{}", masthead.title)
                }
            },
            description: masthead.description.clone(),
            canonical: self.url.filter(|_| is_home).map(|url| path.address(url.as_str())),
            alternates: if is_home { self.alternates(Page::Home) } else { Vec::new() },
            og_type: "website",
            robots: (!is_home).then_some("noindex"),
            root: path.to_root(),
        };
        let mut context = Context::new();
        insert(&mut context, "page", &page);
        insert(&mut context, "site", &self.site_view(first));
        insert(&mut context, "generator", &generator());
        context
    }

    fn choices(&self, path: &SitePath, link: &dyn Fn(&SitePath) -> String) -> ChooserView {
        let editions = self.catalogue.editions();
        let choice = |(index, edition): (EditionIndex, &crate::edition::Edition)| {
            let masthead = self.catalogue.masthead(index);
            ChooserEditionView {
                tag: edition.tag().to_owned(),
                label: naming::label(editions, index),
                name: naming::name(editions, index),
                title: masthead.title.clone(),
                description: masthead.description.clone(),
                href: link(&self.catalogue.path(Page::Home, index)),
                about: Some(link(&self.catalogue.path(Page::About, index))),
                words: self.word_values[index.position()].clone(),
                publisher: publisher_view(&masthead.publisher, path),
            }
        };
        ChooserView { editions: editions.iter().map(choice).collect() }
    }
}

/// What a list is called.
struct Listing {
    kind: &'static str,
    name: String,
    subtitle: Option<String>,
}

fn insert<T: Serialize>(context: &mut Context, key: &'static str, view: &T) {
    // View types are plain structs of text and numbers, which always serialise.
    context.insert_value(key, Value::from_serializable(view));
}

fn generator() -> &'static str {
    concat!("Shanben ", env!("CARGO_PKG_VERSION"))
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

/// The link from a page to a picture, whose `src` is its place in the site.
fn picture_link(path: &SitePath, figure: &Figure) -> Option<String> {
    let source = SitePath::new(figure.src.as_deref()?).ok()?;
    Some(path.link_to(&source))
}

fn contents_view(contents: Vec<ContentsEntry>) -> Vec<ContentsView> {
    if contents.len() < CONTENTS_FROM {
        return Vec::new();
    }
    let view =
        |entry: ContentsEntry| ContentsView { id: entry.id, text: entry.text, level: entry.level };
    contents.into_iter().map(view).collect()
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
