//! The stages, put together: two passes over the articles, both on all cores.
//!
//! The first pass ([`survey`]) keeps of each article what the catalogue needs. The second
//! ([`mod@write`]) reads it again, converts, renders, hands the page over and forgets the text, so
//! that memory grows with the number of articles, not with their length. Reading a source twice
//! costs less than keeping it.

mod links;
mod sources;
mod survey;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::{self, Settings};
use crate::diagnostic::{self, Diagnostic};
use crate::output::Sink;
use crate::render::Theme;
use crate::script::Scripts;
use crate::script::vocabulary::Glossary;
use crate::site_path::SitePath;
use crate::world::World;

/// The folder of the sources.
pub const SEEDS: &str = "seeds";

/// The glossary that is used if the settings name none.
const GLOSSARY: &str = "glossary.tsv";

/// Is told how the work goes on, for progress bars and timings.
pub trait Observer: Sync {
    /// A stage begins, which has this many steps.
    fn stage(&self, name: &'static str, steps: usize);

    /// One step of the stage is done.
    fn step(&self);
}

/// Tells nobody.
pub struct Unobserved;

impl Observer for Unobserved {
    fn stage(&self, _: &'static str, _: usize) {}

    fn step(&self) {}
}

/// What a build has made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many articles are published.
    pub articles: usize,
    /// The tags of the editions.
    pub editions: Vec<String>,
    /// How many HTML pages there are, over all editions.
    pub pages: usize,
    /// Whether the settings say where the site will stand.
    pub has_address: bool,
}

/// Builds the site in `world` into `sink`. The report is `None` if something is so wrong that
/// there is nothing to publish; whoever owns the sink publishes only if no diagnostic is an
/// error.
pub fn build(
    world: &dyn World,
    sink: &dyn Sink,
    observer: &dyn Observer,
) -> (Option<Report>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let report = run(world, sink, observer, &mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    (report, diagnostics)
}

fn run(
    world: &dyn World,
    sink: &dyn Sink,
    observer: &dyn Observer,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Report> {
    observer.stage("prepare", 0);
    let settings = keep(settings(world), diagnostics)?;
    let theme = keep(theme(world), diagnostics)?;
    let glossaries = keep(glossaries(world, &settings), diagnostics)?;
    let scripts = Scripts::load(settings.convert.vocabulary, glossaries);
    let scripts = keep(scripts.map_err(|error| vec![setup_failed(&error)]), diagnostics)?;
    let sources = keep(sources::find(world, &settings), diagnostics)?;
    diagnostics.extend(sources.diagnostics.iter().cloned());
    observer.stage("read", sources.works.len());
    let site = survey::survey(world, &settings, &scripts, &sources, observer, diagnostics)?;
    let writer = write::Writer {
        world,
        sink,
        observer,
        settings: &settings,
        scripts: &scripts,
        sources: &sources,
        theme: &theme,
        site: &site,
    };
    let (pages, found) = writer.write();
    diagnostics.extend(found);
    Some(Report {
        articles: site.catalogue.count(),
        editions: settings.site.editions.iter().map(|(_, e)| e.tag().to_owned()).collect(),
        pages,
        has_address: settings.site.url.is_some(),
    })
}

/// The value, or its mistakes among the others.
fn keep<T>(result: Result<T, Vec<Diagnostic>>, diagnostics: &mut Vec<Diagnostic>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(mistakes) => {
            diagnostics.extend(mistakes);
            None
        }
    }
}

fn setup_failed(error: &crate::script::ConvertError) -> Diagnostic {
    Diagnostic::error("OpenCC", error.to_string())
        .hint("check that the folder for temporary files has room and may be written to")
}

/// The settings in `shanben.toml`, or the defaults.
///
/// # Errors
/// One diagnostic for each mistake.
pub fn settings(world: &dyn World) -> Result<Settings, Vec<Diagnostic>> {
    let file = Path::new(config::FILE_NAME);
    match text(world, file)? {
        Some(text) => Settings::parse(file, &text),
        None => Ok(Settings::defaults()),
    }
}

/// The glossaries that the settings name, or `glossary.tsv` if there is one.
fn glossaries(world: &dyn World, settings: &Settings) -> Result<Vec<Glossary>, Vec<Diagnostic>> {
    let named = settings.convert.glossary.as_deref();
    let default = [GLOSSARY.to_owned()];
    let mut read = Vec::new();
    let mut mistakes = Vec::new();
    for name in named.unwrap_or(&default) {
        let file = Path::new(name);
        match text(world, file)? {
            Some(text) => {
                let (glossary, found) = Glossary::parse(file, &text);
                read.push(glossary);
                mistakes.extend(found);
            }
            None if named.is_some() => {
                let missing = Diagnostic::error(file, "there is no such glossary");
                mistakes.push(missing.hint("convert.glossary in shanben.toml names it"));
            }
            None => {}
        }
    }
    if mistakes.is_empty() { Ok(read) } else { Err(mistakes) }
}

/// The default theme with the site's own files in it.
fn theme(world: &dyn World) -> Result<Theme, Vec<Diagnostic>> {
    let mut templates: BTreeMap<String, (PathBuf, String)> = BTreeMap::new();
    for file in below(world, "templates")? {
        let Ok(name) = below_name(&file) else { continue };
        if file.extension().is_some_and(|ending| ending == "html" || ending == "xml")
            && let Some(text) = text(world, &file)?
        {
            templates.insert(name.as_str().to_owned(), (file, text));
        }
    }
    let mut files = BTreeMap::new();
    for file in below(world, "static")? {
        let path = below_name(&file).map_err(|diagnostic| vec![*diagnostic])?;
        let bytes = world.read(&file).map_err(|diagnostic| vec![*diagnostic])?;
        files.insert(path, bytes.unwrap_or_default());
    }
    Theme::new(templates, files)
}

fn below(world: &dyn World, folder: &str) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    world.files(Path::new(folder)).map_err(|diagnostic| vec![*diagnostic])
}

/// The place of a file below its top folder: `static/a/b.css` is `a/b.css`.
fn below_name(file: &Path) -> Result<SitePath, Box<Diagnostic>> {
    let below: PathBuf = file.components().skip(1).collect();
    SitePath::from_path(&below).map_err(|error| {
        let hint = "rename it: letters, digits, hyphens and dots are safe everywhere";
        Box::new(Diagnostic::error(file, error.to_string()).hint(hint))
    })
}

/// The text of a file that must be UTF-8.
fn text(world: &dyn World, file: &Path) -> Result<Option<String>, Vec<Diagnostic>> {
    let Some(bytes) = world.read(file).map_err(|diagnostic| vec![*diagnostic])? else {
        return Ok(None);
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("the file is not UTF-8: byte {at} begins no character");
            Err(vec![Diagnostic::error(file, message).hint("save it as UTF-8")])
        }
    }
}
