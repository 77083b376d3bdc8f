//! The first pass: of each article what the catalogue needs.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::sources::{Sources, Work};
use super::{Observer, links};
use crate::article::{self, Article, Metadata};
use crate::catalogue::{Catalogue, Entry, Masthead, Version};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, EditionIndex};
use crate::intake;
use crate::publisher::Publisher;
use crate::render::{self, Words, markdown};
use crate::script::{self, ConvertError, Scripts};
use crate::site_path::Slug;
use crate::world::World;

/// The section of an article that names none and lies in no folder.
const SECTION: &str = "articles";

/// How much of an article's beginning is kept for lists, in characters.
const EXCERPT: usize = 200;

/// What the first pass knows.
pub(super) struct Site {
    pub catalogue: Catalogue,
    /// Interface words, one table per edition.
    pub words: Vec<Words>,
}

/// An article as the first pass leaves it.
struct Surveyed {
    entry: Entry,
    publisher: Option<Imprint>,
}

/// The contact block that a source carries.
struct Imprint {
    file: PathBuf,
    publisher: Publisher,
    /// The edition in which it is written.
    written: Edition,
}

/// Reads every source once.
pub(super) fn survey(
    world: &dyn World,
    settings: &Settings,
    scripts: &Scripts,
    sources: &Sources,
    observer: &dyn Observer,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Site> {
    let surveyor = Surveyor { world, settings, scripts, sources };
    let results: Vec<_> = sources
        .works
        .par_iter()
        .map(|work| {
            let result = surveyor.work(work);
            observer.step();
            result
        })
        .collect();
    let mut entries = Vec::new();
    let mut imprints = Vec::new();
    for (surveyed, found) in results {
        diagnostics.extend(found);
        if let Some(Surveyed { entry, publisher }) = surveyed {
            entries.push(entry);
            imprints.extend(publisher);
        }
    }
    observer.stage("catalogue", 0);
    let mastheads = surveyor.mastheads(&imprints);
    let words = surveyor.words();
    let (mastheads, words) = match (mastheads, words) {
        (Ok(mastheads), Ok(words)) => {
            diagnostics.extend(surveyor.other_publishers(&imprints));
            (mastheads, words)
        }
        (Err(error), _) | (_, Err(error)) => {
            diagnostics.push(super::setup_failed(&error));
            return None;
        }
    };
    let editions = settings.site.editions.clone();
    let (catalogue, found) = Catalogue::new(editions, mastheads, entries);
    diagnostics.extend(found);
    Some(Site { catalogue, words })
}

/// Reads one source into an article: intake, then the article stage.
pub(super) fn read(world: &dyn World, file: &Path) -> (Option<Article>, Vec<Diagnostic>) {
    let bytes = match world.read(file) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let gone = Diagnostic::error(file, "the file is gone while the site was built");
            return (None, vec![gone.hint("build again")]);
        }
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let (manuscript, mut diagnostics) =
        intake::intake(&intake::Source { path: file, bytes: &bytes });
    let Some(manuscript) = manuscript else { return (None, diagnostics) };
    let (article, found) = article::parse(file, &manuscript.markdown);
    match intake::is_markdown(file) {
        true => diagnostics.extend(found),
        false => diagnostics.extend(found.into_iter().map(about_manuscript)),
    }
    (article, diagnostics)
}

/// A mistake in the Markdown that was made of a document: its lines are not the document's.
fn about_manuscript(diagnostic: Diagnostic) -> Diagnostic {
    let command = format!("shanben import {} -o drafts", diagnostic.file.display());
    Diagnostic { place: None, ..diagnostic }
        .hint(format!("turn it into Markdown (`{command}`), go over that, and use it instead"))
}

struct Surveyor<'a> {
    world: &'a dyn World,
    settings: &'a Settings,
    scripts: &'a Scripts,
    sources: &'a Sources,
}

impl Surveyor<'_> {
    fn work(&self, work: &Work) -> (Option<Surveyed>, Vec<Diagnostic>) {
        let (original, mut diagnostics) = read(self.world, &work.original);
        let mut by_hand = Vec::new();
        for (edition, file) in &work.by_hand {
            let (article, found) = read(self.world, file);
            diagnostics.extend(found);
            by_hand.extend(article.map(|article| (*edition, article)));
        }
        let Some(mut original) = original.filter(|article| !article.metadata.draft) else {
            return (None, diagnostics);
        };
        links::place_figure(self.sources, &mut original, &mut diagnostics);
        for (_, article) in &mut by_hand {
            links::place_figure(self.sources, article, &mut diagnostics);
        }
        diagnostics.extend(self.unknown_editions(&original));
        let Some(written) = written_edition(self.settings, self.scripts, work, &original) else {
            diagnostics.push(no_edition(&original));
            return (None, diagnostics);
        };
        match self.entry(work, &original, &written, &by_hand) {
            Ok(entry) => {
                let (file, publisher) = (original.file, original.metadata.publisher);
                let publisher =
                    (!publisher.is_empty()).then_some(Imprint { file, publisher, written });
                (Some(Surveyed { entry, publisher }), diagnostics)
            }
            Err(error) => {
                diagnostics.push(Diagnostic::error(&work.original, error.to_string()));
                (None, diagnostics)
            }
        }
    }

    /// Editions that the article names but the site has not.
    fn unknown_editions(&self, article: &Article) -> Vec<Diagnostic> {
        let named = article.metadata.editions.iter().flatten();
        named
            .filter(|edition| self.settings.site.editions.find(edition.tag()).is_none())
            .map(|edition| {
                let message = format!("`editions` names {edition}, which the site does not have");
                let hint = "the site's editions stand in shanben.toml, under [site]";
                Diagnostic::error(&article.file, message).hint(hint)
            })
            .collect()
    }

    fn entry(
        &self,
        work: &Work,
        original: &Article,
        written: &Edition,
        by_hand: &[(EditionIndex, Article)],
    ) -> Result<Entry, ConvertError> {
        let identity = self.metadata(original, written, &self.settings.site.source)?;
        let versions = self
            .settings
            .site
            .editions
            .iter()
            .map(|(index, edition)| {
                let hand_made = by_hand.iter().find(|(made, _)| *made == index);
                match hand_made {
                    _ if !appears(original, edition) => Ok(None),
                    Some((_, article)) => self.version(article, edition, edition).map(Some),
                    None if written == edition || written.converts_to(edition) => {
                        self.version(original, written, edition).map(Some)
                    }
                    None => Ok(None),
                }
            })
            .collect::<Result<Vec<_>, ConvertError>>()?;
        let section = identity.section.as_deref().and_then(Slug::from_text);
        let slug = original.metadata.slug.clone().or_else(|| work.stem.clone());
        Ok(Entry {
            file: work.original.clone(),
            slug: slug.unwrap_or_else(|| Slug::of_code_points(&identity.title)),
            section: section.or_else(|| work.folder.clone()).unwrap_or_else(default_section),
            identity,
            versions,
        })
    }

    fn version(
        &self,
        article: &Article,
        written: &Edition,
        edition: &Edition,
    ) -> Result<Version, ConvertError> {
        let metadata = self.metadata(article, written, edition)?;
        let excerpt = match &metadata.summary {
            Some(summary) => summary.clone(),
            None => {
                let begins = markdown::excerpt(&article.body, EXCERPT);
                let conversion = self.scripts.of_article(article, written, edition)?;
                script::convert_text(conversion.as_ref(), &begins)?
            }
        };
        let other = article.metadata.verbatim && written != edition;
        Ok(Version { metadata, excerpt, lang: other.then(|| written.tag().to_owned()) })
    }

    /// The metadata in an edition, without the contact block, which is the site's affair.
    fn metadata(
        &self,
        article: &Article,
        written: &Edition,
        edition: &Edition,
    ) -> Result<Metadata, ConvertError> {
        let conversion = self.scripts.of_article(article, written, edition)?;
        let mut metadata = script::convert_metadata(conversion.as_ref(), &article.metadata)?;
        metadata.publisher = Publisher::default();
        Ok(metadata)
    }

    /// The masthead of each edition. What the settings leave out of the contact block comes from
    /// the sources, the first one first.
    fn mastheads(&self, imprints: &[Imprint]) -> Result<Vec<Masthead>, ConvertError> {
        let site = &self.settings.site;
        let own = &self.settings.publisher;
        let spoken: String = [&site.title, &site.description, &own.name, &own.about]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let script = self.scripts.detect(&spoken).or(site.source.script());
        let settings_edition = site
            .editions
            .iter()
            .map(|(_, edition)| edition)
            .chain([&site.source])
            .find(|edition| edition.script() == script)
            .unwrap_or(&site.source);
        let masthead = |(_, edition): (EditionIndex, &Edition)| {
            let conversion = self.scripts.between(settings_edition, edition, None)?;
            let conversion = conversion.as_ref();
            let text = |text: &Option<String>| {
                text.as_deref().map(|text| script::convert_text(conversion, text)).transpose()
            };
            let mut publisher = script::convert_publisher(conversion, own)?;
            for imprint in imprints {
                let conversion = self.scripts.between(&imprint.written, edition, None)?;
                let found = script::convert_publisher(conversion.as_ref(), &imprint.publisher)?;
                publisher.fill_from(&found);
            }
            let title = text(&site.title)?.or_else(|| publisher.name.clone());
            Ok(Masthead {
                title: title.unwrap_or_else(|| "善本".to_owned()),
                description: text(&site.description)?,
                publisher,
            })
        };
        site.editions.iter().map(masthead).collect()
    }

    /// Sources that name another publisher than the one whose contact block the site shows, when
    /// the settings do not say which it is.
    fn other_publishers(&self, imprints: &[Imprint]) -> Vec<Diagnostic> {
        if self.settings.publisher.name.is_some() {
            return Vec::new();
        }
        let named = imprints.iter().filter_map(|imprint| {
            let source = &self.settings.site.source;
            let conversion = self.scripts.between(&imprint.written, source, None).ok()?;
            let name = imprint.publisher.name.as_deref()?;
            let name = script::convert_text(conversion.as_ref(), name).ok()?;
            Some((imprint, name))
        });
        let mut named = named.peekable();
        let Some((first, publisher)) = named.next() else { return Vec::new() };
        named
            .filter(|(_, name)| *name != publisher)
            .map(|(imprint, name)| {
                let message = format!(
                    "the contact block of {name} is not shown: {} names {publisher}",
                    first.file.display()
                );
                let hint = "say in shanben.toml who publishes the site: [publisher], name = \"…\"";
                Diagnostic::warning(&imprint.file, message).hint(hint)
            })
            .collect()
    }

    fn words(&self) -> Result<Vec<Words>, ConvertError> {
        let table = |(_, edition): (EditionIndex, &Edition)| {
            let (mut words, tag) = render::words(edition);
            if let Ok(written) = tag.parse::<Edition>() {
                let conversion = self.scripts.between(&written, edition, None)?;
                script::convert_all(conversion.as_ref(), words.values_mut())?;
            }
            Ok(words)
        };
        self.settings.site.editions.iter().map(table).collect()
    }
}

/// The edition in which an article is written: what it says, what its file's name says, or what
/// its script fits.
pub(super) fn written_edition(
    settings: &Settings,
    scripts: &Scripts,
    work: &Work,
    article: &Article,
) -> Option<Edition> {
    let site = &settings.site;
    if let (None, Some(named)) = (&article.metadata.lang, work.named) {
        return Some(site.editions.get(named).clone());
    }
    let mut candidates: Vec<Edition> = vec![site.source.clone()];
    candidates.extend(site.editions.iter().map(|(_, edition)| edition.clone()));
    let both = [crate::edition::Script::Traditional, crate::edition::Script::Simplified];
    candidates.extend(both.map(crate::config::default_edition));
    scripts.edition_of(article, &candidates)
}

/// Whether the article is to appear in an edition.
fn appears(article: &Article, edition: &Edition) -> bool {
    article.metadata.editions.as_ref().is_none_or(|named| named.contains(edition))
}

fn no_edition(article: &Article) -> Diagnostic {
    Diagnostic::error(&article.file, "it cannot be told in which script this is written")
        .hint("say so in the front matter: `lang: zh-Hant-TW`")
}

fn default_section() -> Slug {
    Slug::from_text(SECTION).unwrap_or_else(|| Slug::of_code_points(SECTION))
}

/// The file of an edition's text, and the edition in which it is written.
pub(super) fn source_of(work: &Work, edition: EditionIndex) -> &PathBuf {
    work.by_hand.get(&edition).unwrap_or(&work.original)
}
