//! The second pass: every page, handed to the sink as it is made.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::Observer;
use super::links::{Found, Links};
use super::sources::{Sources, Work};
use super::survey::{self, Site};
use crate::article::Article;
use crate::catalogue::{ArticleIndex, Page};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::edition::EditionIndex;
use crate::output::{Sink, feed, sitemap};
use crate::render::markdown::{self, Body};
use crate::render::{Renderer, Theme};
use crate::script::prose::Block;
use crate::script::{self, Scripts};
use crate::site_path::SitePath;
use crate::world::World;

/// All that the second pass works with.
pub(super) struct Writer<'a> {
    pub world: &'a dyn World,
    pub sink: &'a dyn Sink,
    pub observer: &'a dyn Observer,
    pub settings: &'a Settings,
    pub scripts: &'a Scripts,
    pub sources: &'a Sources,
    pub theme: &'a Theme,
    pub site: &'a Site,
}

/// An article's text, ready for every edition that is converted from it.
struct Text {
    article: Article,
    written: crate::edition::Edition,
    prose: Vec<Block>,
}

/// What the threads leave behind.
#[derive(Default)]
struct Gathered {
    diagnostics: Vec<Diagnostic>,
    pictures: BTreeSet<PathBuf>,
    /// The bodies that a feed will hold.
    bodies: BTreeMap<EditionIndex, BTreeMap<ArticleIndex, String>>,
}

type Written = Result<(), Box<Diagnostic>>;

impl Writer<'_> {
    /// Writes everything; how many HTML pages there are, and what is wrong.
    pub(super) fn write(&self) -> (usize, Vec<Diagnostic>) {
        let url = self.settings.site.url.as_ref();
        let has_feeds = self.settings.output.feeds && url.is_some();
        let words = self.site.words.clone();
        let renderer = Renderer::new(self.theme, &self.site.catalogue, url, has_feeds, words);
        let gathered = Mutex::new(Gathered::default());
        let pages = self.articles(&renderer, &gathered) + self.pages(&renderer, &gathered);
        let mut gathered = gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.observer.stage("files", 0);
        let rest = [
            self.at_the_root(&renderer),
            self.files(),
            self.pictures(&gathered.pictures),
            self.for_machines(&gathered.bodies),
        ];
        gathered.diagnostics.extend(rest.into_iter().flat_map(|result| result.err()).map(|d| *d));
        (pages, gathered.diagnostics)
    }

    fn articles(&self, renderer: &Renderer<'_>, gathered: &Mutex<Gathered>) -> usize {
        let catalogue = &self.site.catalogue;
        self.observer.stage("articles", catalogue.count());
        let in_feeds: Vec<(EditionIndex, Vec<ArticleIndex>)> = catalogue
            .editions()
            .iter()
            .map(|(edition, _)| (edition, feed::articles(catalogue, edition)))
            .collect();
        let works: BTreeMap<&Path, &Work> =
            self.sources.works.iter().map(|work| (work.original.as_path(), work)).collect();
        let count = AtomicUsize::new(0);
        let articles: Vec<ArticleIndex> = catalogue.articles().map(|(index, _)| index).collect();
        articles.par_iter().for_each(|index| {
            if let Some(work) = works.get(catalogue.article(*index).file.as_path()) {
                let made = self.article(renderer, work, *index, &in_feeds, gathered);
                count.fetch_add(made, Ordering::Relaxed);
            }
            self.observer.step();
        });
        count.into_inner()
    }

    /// Writes an article's page in every edition in which it appears.
    fn article(
        &self,
        renderer: &Renderer<'_>,
        work: &Work,
        index: ArticleIndex,
        in_feeds: &[(EditionIndex, Vec<ArticleIndex>)],
        gathered: &Mutex<Gathered>,
    ) -> usize {
        let mut texts: BTreeMap<&Path, Option<Text>> = BTreeMap::new();
        let mut made = 0;
        for (edition, feed) in in_feeds {
            if self.site.catalogue.version(index, *edition).is_none() {
                continue;
            }
            let file = survey::source_of(work, *edition);
            let text = texts.entry(file).or_insert_with(|| self.text(work, file, *edition));
            // A source with mistakes has been told of in the first pass.
            let Some(text) = text else { continue };
            let (body, found) = match self.body(text, index, *edition) {
                Ok(rendered) => rendered,
                Err(diagnostic) => {
                    lock(gathered).diagnostics.push(*diagnostic);
                    continue;
                }
            };
            let for_feed = feed.contains(&index).then(|| body.html.clone());
            let page = renderer.article(index, *edition, body);
            let put = page.and_then(|html| self.put_page(Page::Article(index), *edition, &html));
            made += 1;
            let mut gathered = lock(gathered);
            gathered.diagnostics.extend(put.err().map(|diagnostic| *diagnostic));
            gathered.diagnostics.extend(found.diagnostics);
            gathered.pictures.extend(found.pictures);
            if let Some(html) = for_feed {
                gathered.bodies.entry(*edition).or_default().insert(index, html);
            }
        }
        made
    }

    /// Reads a source again and finds its prose.
    fn text(&self, work: &Work, file: &Path, edition: EditionIndex) -> Option<Text> {
        let (article, _) = survey::read(self.world, file);
        let article = article?;
        let written = match file == work.original {
            true => survey::written_edition(self.settings, self.scripts, work, &article)?,
            false => self.settings.site.editions.get(edition).clone(),
        };
        let prose = markdown::prose_blocks(&article.body);
        Some(Text { article, written, prose })
    }

    /// The body of an article in one edition.
    fn body(
        &self,
        text: &Text,
        index: ArticleIndex,
        edition: EditionIndex,
    ) -> Result<(Body, Found), Box<Diagnostic>> {
        let failed = |error: script::ConvertError| {
            Box::new(Diagnostic::error(&text.article.file, error.to_string()))
        };
        let target = self.settings.site.editions.get(edition);
        let conversion =
            self.scripts.of_article(&text.article, &text.written, target).map_err(failed)?;
        let markdown = &text.article.body;
        let body =
            script::convert_markdown(conversion.as_ref(), markdown, &text.prose).map_err(failed)?;
        let links = Links {
            site: self.site,
            sources: self.sources,
            theme: self.theme,
            article: &text.article,
            edition,
            path: self.site.catalogue.path(Page::Article(index), edition),
            found: RefCell::default(),
        };
        let html = markdown::to_html(&body, &links);
        Ok((html, links.found.into_inner()))
    }

    /// Every page that is made from the catalogue alone.
    fn pages(&self, renderer: &Renderer<'_>, gathered: &Mutex<Gathered>) -> usize {
        let catalogue = &self.site.catalogue;
        let pages: Vec<(EditionIndex, Page)> = catalogue
            .editions()
            .iter()
            .flat_map(|(edition, _)| {
                catalogue.pages(edition).into_iter().map(move |page| (edition, page))
            })
            .collect();
        self.observer.stage("lists", pages.len());
        pages.par_iter().for_each(|(edition, page)| {
            let html = renderer.page(*page, *edition);
            let put = html.and_then(|html| self.put_page(*page, *edition, &html));
            if let Err(diagnostic) = put {
                lock(gathered).diagnostics.push(*diagnostic);
            }
            self.observer.step();
        });
        pages.len()
    }

    fn put_page(&self, page: Page, edition: EditionIndex, html: &str) -> Written {
        self.sink.put(&self.site.catalogue.path(page, edition), html.as_bytes())
    }

    fn at_the_root(&self, renderer: &Renderer<'_>) -> Written {
        let chooser = SitePath::of_parts(&["index.html"]);
        self.sink.put(&chooser, renderer.chooser(&chooser)?.as_bytes())?;
        let not_found = SitePath::of_parts(&["404.html"]);
        self.sink.put(&not_found, renderer.root_not_found(&not_found)?.as_bytes())
    }

    /// The theme's files, and those in `static/`.
    fn files(&self) -> Written {
        self.theme.files().try_for_each(|(path, bytes)| self.sink.put(path, bytes))
    }

    /// The pictures that articles show, in their text or above it.
    fn pictures(&self, shown: &BTreeSet<PathBuf>) -> Written {
        let above: BTreeSet<&str> = self
            .site
            .catalogue
            .articles()
            .flat_map(|(_, entry)| entry.versions.iter().flatten())
            .filter_map(|version| version.metadata.figure.as_ref()?.src.as_deref())
            .collect();
        for (file, path) in &self.sources.pictures {
            if shown.contains(file) || above.contains(path.as_str()) {
                let bytes = self.world.read(file)?.unwrap_or_default();
                self.sink.put(path, &bytes)?;
            }
        }
        Ok(())
    }

    /// Sitemap and feeds, which need the site's address.
    fn for_machines(
        &self,
        bodies: &BTreeMap<EditionIndex, BTreeMap<ArticleIndex, String>>,
    ) -> Written {
        let Some(url) = &self.settings.site.url else { return Ok(()) };
        let catalogue = &self.site.catalogue;
        let files = sitemap::write(catalogue, url)
            .map_err(|error| Box::new(Diagnostic::error("sitemap.xml", error.to_string())))?;
        for (name, bytes) in files {
            self.sink.put(&SitePath::of_parts(&[&name]), &bytes)?;
        }
        if !self.settings.output.feeds {
            return Ok(());
        }
        let none = BTreeMap::new();
        for (edition, _) in catalogue.editions().iter() {
            let bytes = feed::write(catalogue, url, edition, bodies.get(&edition).unwrap_or(&none));
            self.sink.put(&catalogue.feed_path(edition), &bytes)?;
        }
        Ok(())
    }
}

fn lock(gathered: &Mutex<Gathered>) -> std::sync::MutexGuard<'_, Gathered> {
    gathered.lock().unwrap_or_else(PoisonError::into_inner)
}
