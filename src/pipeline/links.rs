//! Where the links and pictures of an article lead.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::sources::Sources;
use super::survey::Site;
use crate::article::Article;
use crate::catalogue::Page;
use crate::diagnostic::{Diagnostic, Place};
use crate::edition::EditionIndex;
use crate::render::Theme;
use crate::render::markdown::{Destination, Resolve};
use crate::site_path::SitePath;

/// Schemes that a link may have. Others, such as `javascript:`, can run in the reader's browser.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "ftp", "doi", "urn"];

/// The links and pictures of one article in one edition.
pub(super) struct Links<'a> {
    pub site: &'a Site,
    pub sources: &'a Sources,
    pub theme: &'a Theme,
    pub article: &'a Article,
    pub edition: EditionIndex,
    /// The article's page.
    pub path: SitePath,
    pub found: RefCell<Found>,
}

/// What came to light while an article was rendered.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub diagnostics: Vec<Diagnostic>,
    /// The pictures that the article shows.
    pub pictures: BTreeSet<PathBuf>,
}

impl Resolve for Links<'_> {
    fn link(&self, destination: &str) -> Destination {
        if destination.starts_with('#') || destination.is_empty() {
            return Destination::Address(destination.to_owned());
        }
        if let Some(scheme) = scheme(destination) {
            if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
                return Destination::Address(destination.to_owned());
            }
            self.report(
                destination,
                "a link of this kind is not published",
                "use https:// or mailto:",
            );
            return Destination::Nowhere;
        }
        if destination.starts_with("//") {
            return Destination::Address(destination.to_owned());
        }
        let (file, fragment) = split_fragment(destination);
        match self.page_of(&file).or_else(|| self.static_file(&file)) {
            Some(path) => Destination::Address(self.path.link_to(&path) + &fragment),
            None => {
                self.report(
                    destination,
                    "this link leads to nothing in the site",
                    "link to a source in seeds/ by its file name, or to a file in static/",
                );
                Destination::Nowhere
            }
        }
    }

    fn picture(&self, source: &str) -> Destination {
        if scheme(source).is_some() || source.starts_with("//") {
            self.report(
                source,
                "a picture on another host is not shown, because it would tell that host who reads",
                "save the picture beside the article and name that file",
            );
            return Destination::Nowhere;
        }
        let (name, _) = split_fragment(source);
        let file = beside(&self.article.file, &name);
        let picture = file.as_ref().and_then(|file| self.sources.pictures.get_key_value(file));
        if let Some((file, path)) = picture {
            self.found.borrow_mut().pictures.insert(file.clone());
            return Destination::Address(self.path.link_to(path));
        }
        match self.static_file(&name) {
            Some(path) => Destination::Address(self.path.link_to(&path)),
            None => {
                self.report(source, "there is no such picture", "put it beside the article");
                Destination::Nowhere
            }
        }
    }
}

impl Links<'_> {
    /// The page of the article whose source is named, in this edition if it appears there.
    fn page_of(&self, name: &str) -> Option<SitePath> {
        let file = beside(&self.article.file, name)?;
        if !self.sources.files.contains(&file) {
            return None;
        }
        let catalogue = &self.site.catalogue;
        let Some(index) = catalogue.find(&file) else {
            // A draft, or a source with mistakes, which are told elsewhere.
            return Some(catalogue.path(Page::Home, self.edition));
        };
        let page = Page::Article(index);
        let edition = match catalogue.version(index, self.edition) {
            Some(_) => self.edition,
            None => catalogue
                .editions()
                .iter()
                .map(|(other, _)| other)
                .find(|other| catalogue.version(index, *other).is_some())?,
        };
        Some(catalogue.path(page, edition))
    }

    /// A file in `static/`, named from the root of the site.
    fn static_file(&self, name: &str) -> Option<SitePath> {
        let path = SitePath::new(name.trim_start_matches('/')).ok()?;
        self.theme.has_file(&path).then_some(path)
    }

    fn report(&self, written: &str, message: &str, hint: &str) {
        let message = format!("{message}: {written}");
        let diagnostic = Diagnostic::warning(&self.article.file, message).hint(hint);
        let diagnostic = match self.place(written) {
            Some(place) => diagnostic.at(place),
            None => diagnostic,
        };
        self.found.borrow_mut().diagnostics.push(diagnostic);
    }

    /// Where a destination stands in the file.
    fn place(&self, written: &str) -> Option<Place> {
        let start = self.article.body.find(written)?;
        let mut place = Place::of(&self.article.body, start..start + written.len());
        place.line += self.article.lines_before;
        Some(place)
    }
}

/// Checks the picture in an article's front matter, and puts its place in the site in its stead.
pub(super) fn place_figure(
    sources: &Sources,
    article: &mut Article,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(figure) = &mut article.metadata.figure else { return };
    let Some(source) = figure.src.take() else { return };
    let file = beside(&article.file, &source);
    match file.and_then(|file| sources.pictures.get(&file)) {
        Some(path) => figure.src = Some(path.as_str().to_owned()),
        None => {
            let message = format!("there is no such picture: {source}");
            let hint = "figure.src names a picture beside the article, such as bridge.jpg";
            diagnostics.push(Diagnostic::error(&article.file, message).hint(hint));
        }
    }
}

/// The file that `name` means in a file beside it. `None` if it leads out of the site.
fn beside(file: &Path, name: &str) -> Option<PathBuf> {
    let mut path: Vec<_> = file.parent()?.components().collect();
    // Markdown needs percent-encoding for spaces in a name.
    let name = percent_decode_str(name).decode_utf8().ok()?;
    for part in Path::new(name.as_ref()).components() {
        match part {
            Component::Normal(_) => path.push(part),
            Component::CurDir => {}
            Component::ParentDir => drop(path.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path.iter().collect::<PathBuf>())
}

/// The scheme of an address, if it has one.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let mut letters = scheme.chars();
    let begins = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    let goes_on = letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (begins && goes_on).then_some(scheme)
}

/// A destination without what follows `?` or `#`, and that.
fn split_fragment(destination: &str) -> (String, String) {
    let at = destination.find(['?', '#']).unwrap_or(destination.len());
    let (file, fragment) = destination.split_at(at);
    (file.to_owned(), fragment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_from_the_folder_of_the_article() {
        let file = Path::new("seeds/a/b.md");
        let found = |name| beside(file, name).map(|path| path.display().to_string());
        assert_eq!(found("c.png"), Some("seeds/a/c.png".into()));
        assert_eq!(found("./../d%20e.png"), Some("seeds/d e.png".into()));
        assert_eq!(found("圖.png"), Some("seeds/a/圖.png".into()));
        assert_eq!(found("/etc/passwd"), None);
        assert_eq!(found("../../../../etc/passwd"), None);
    }

    #[test]
    fn a_scheme_is_told_from_a_file_name() {
        assert_eq!(scheme("javascript:alert(1)"), Some("javascript"));
        assert_eq!(scheme("a/b:c.md"), None);
        assert_eq!(scheme("題：目.md"), None);
    }
}
