//! What a template sees. Nothing else of the program reaches it, so the model can change without
//! breaking an institution's own templates, and every field here is a promise to them.
//!
//! Absent values are `null`. Fields called `…_html` are safe HTML; all others are plain text,
//! which the templates escape.

use serde::Serialize;

/// The page itself.
#[derive(Serialize)]
pub(super) struct PageView {
    /// Which template it is: `home`, `article`, `list`, `directory`, `about`, `not_found`,
    /// `chooser`, `root_not_found`.
    pub template: &'static str,
    /// For `<title>`, complete.
    pub title: String,
    pub description: Option<String>,
    /// Absolute.
    pub canonical: Option<String>,
    pub alternates: Vec<AlternateView>,
    /// `article` or `website`.
    pub og_type: &'static str,
    /// What crawlers may do, if they may not do everything.
    pub robots: Option<&'static str>,
    /// What leads to the site's root: `""`, `"../"` …
    pub root: String,
}

/// The same page in another edition, by its absolute address.
#[derive(Serialize)]
pub(super) struct AlternateView {
    pub tag: String,
    pub href: String,
}

/// The publication.
#[derive(Serialize)]
pub(super) struct SiteView<'a> {
    pub title: &'a str,
    pub description: Option<&'a str>,
    pub url: Option<&'a str>,
}

/// The edition that the page belongs to.
#[derive(Serialize)]
pub(super) struct EditionView<'a> {
    pub tag: &'a str,
    pub label: String,
    pub name: String,
    pub home: String,
    pub feed: Option<String>,
}

/// The page in one edition, for the switch.
#[derive(Serialize)]
pub(super) struct SwitchView<'a> {
    pub tag: &'a str,
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// An entry of the menu.
#[derive(Serialize)]
pub(super) struct NavigationView {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// Words that lead somewhere.
#[derive(Serialize)]
pub(super) struct LinkView {
    pub name: String,
    pub href: String,
}

/// A text as it is printed, and where it leads.
#[derive(Serialize)]
pub(super) struct TextLinkView {
    pub text: String,
    pub href: String,
}

/// The contact block.
#[derive(Serialize)]
pub(super) struct PublisherView {
    pub name: Option<String>,
    pub about_html: Option<String>,
    pub address: Option<String>,
    pub tel: Option<TextLinkView>,
    pub fax: Option<TextLinkView>,
    pub email: Option<TextLinkView>,
    pub url: Option<TextLinkView>,
    pub logo: Option<String>,
}

/// A date for machines and for readers.
#[derive(Serialize)]
pub(super) struct DateView {
    pub iso: String,
    pub text: String,
}

/// An article in a list.
#[derive(Serialize)]
pub(super) struct EntryView {
    pub title: String,
    pub subtitle: Option<String>,
    pub href: String,
    pub series: Option<LinkView>,
    pub authors: Vec<LinkView>,
    pub date: Option<DateView>,
    pub summary: Option<String>,
    pub figure: Option<PictureView>,
}

/// A picture in a list.
#[derive(Serialize)]
pub(super) struct PictureView {
    pub src: String,
    pub alt: String,
}

/// The home page.
#[derive(Serialize)]
pub(super) struct HomeView {
    pub lead: Option<EntryView>,
    pub latest: Vec<EntryView>,
    pub collections: Vec<GroupView>,
    pub archive: String,
    pub total: usize,
}

/// A series, author or tag in a list of them.
#[derive(Serialize)]
pub(super) struct GroupView {
    pub kind: &'static str,
    pub name: String,
    pub href: String,
    pub count: usize,
    pub subtitle: Option<String>,
}

/// An article's page.
#[derive(Serialize)]
pub(super) struct ArticleView {
    /// The language tag of the article, if it is not the edition's.
    pub lang: Option<String>,
    pub title: String,
    pub subtitle: Option<String>,
    pub series: Option<LinkView>,
    pub volume: Option<String>,
    pub issue: Option<String>,
    pub section: Option<String>,
    pub authors: Vec<AuthorView>,
    pub translator: Option<String>,
    pub date: Option<DateView>,
    pub updated: Option<DateView>,
    pub figure: Option<FigureView>,
    pub summary: Option<String>,
    pub body_html: String,
    pub contents: Vec<ContentsView>,
    pub tags: Vec<LinkView>,
    pub editor_note_html: Option<String>,
    pub doi: Option<LinkView>,
    pub license: Option<String>,
    pub source_html: Option<String>,
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
}

/// An author of an article.
#[derive(Serialize)]
pub(super) struct AuthorView {
    pub name: String,
    pub href: String,
    pub affiliation: Option<String>,
    pub orcid: Option<TextLinkView>,
}

/// The picture above the text, or its words alone.
#[derive(Serialize)]
pub(super) struct FigureView {
    pub src: Option<String>,
    pub alt: String,
    pub caption_html: Option<String>,
    pub credit_html: Option<String>,
}

/// A heading in the contents list.
#[derive(Serialize)]
pub(super) struct ContentsView {
    pub id: String,
    pub text: String,
    pub level: u8,
}

/// A page of a series, author or tag, or of all articles.
#[derive(Serialize)]
pub(super) struct ListView {
    pub kind: &'static str,
    pub name: String,
    pub subtitle: Option<String>,
    pub total: usize,
    pub items: Vec<EntryView>,
    pub pager: Option<PagerView>,
}

/// From one page of a list to the others.
#[derive(Serialize)]
pub(super) struct PagerView {
    pub number: usize,
    pub pages: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub links: Vec<PagerLinkView>,
}

/// A page of a list by its number; a gap has none.
#[derive(Serialize)]
pub(super) struct PagerLinkView {
    pub number: Option<usize>,
    pub href: Option<String>,
    pub current: bool,
}

/// All series, authors or tags.
#[derive(Serialize)]
pub(super) struct DirectoryView {
    pub kind: &'static str,
    pub name: String,
    pub groups: Vec<GroupView>,
}

/// The choice of edition at the root.
#[derive(Serialize)]
pub(super) struct ChooserView {
    pub editions: Vec<ChooserEditionView>,
}

/// One edition to choose.
#[derive(Serialize)]
pub(super) struct ChooserEditionView {
    pub tag: String,
    pub label: String,
    pub name: String,
    pub title: String,
    pub description: Option<String>,
    pub href: String,
    pub about: Option<String>,
    pub words: tera::Value,
    pub publisher: PublisherView,
}
