//! Which files in `seeds/` are sources, which of them are translations of one another, and which
//! are pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::SEEDS;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::edition::EditionIndex;
use crate::intake;
use crate::site_path::{SitePath, Slug};
use crate::world::World;

/// The folder of the site into which the pictures in `seeds/` go.
const MEDIA: &str = "media";

/// Kinds of pictures that browsers show.
const PICTURES: &[&str] = &["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// One article and its hand-made versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Work {
    /// The file from which the editions are converted.
    pub original: PathBuf,
    /// `name.zh-Hans-CN.md` beside `name.md`: used in place of conversion.
    pub by_hand: BTreeMap<EditionIndex, PathBuf>,
    /// The file's name without ending, as an address.
    pub stem: Option<Slug>,
    /// The first folder below `seeds/`, as an address.
    pub folder: Option<Slug>,
    /// The edition that the original's own name says, when it stands alone.
    pub named: Option<EditionIndex>,
}

/// All sources of a site.
pub(super) struct Sources {
    pub works: Vec<Work>,
    /// Every picture, with its place in the site.
    pub pictures: BTreeMap<PathBuf, SitePath>,
    /// Every file that is a source, whether or not it could be read.
    pub files: BTreeSet<PathBuf>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds the sources.
pub(super) fn find(world: &dyn World, settings: &Settings) -> Result<Sources, Vec<Diagnostic>> {
    let files = world.files(Path::new(SEEDS)).map_err(|diagnostic| vec![*diagnostic])?;
    let mut pictures = BTreeMap::new();
    let mut texts = Vec::new();
    let mut diagnostics = Vec::new();
    for file in files {
        if intake::understands(&file) {
            texts.push(file);
        } else if is_picture(&file) {
            match picture_path(&file) {
                Some(path) => drop(pictures.insert(file, path)),
                None => diagnostics.push(bad_name(&file)),
            }
        } else {
            diagnostics.push(unknown_kind(&file));
        }
    }
    if texts.is_empty() {
        let message = "there is nothing to publish: the folder holds no source text";
        diagnostics.push(Diagnostic::error(SEEDS, message).hint(
            "put articles into seeds/ as .md or .txt files; --root names the folder that holds seeds/",
        ));
        return Err(diagnostics);
    }
    let works = group(&texts, settings);
    Ok(Sources { works, pictures, files: texts.into_iter().collect(), diagnostics })
}

fn is_picture(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}

fn picture_path(file: &Path) -> Option<SitePath> {
    let below = file.strip_prefix(SEEDS).ok()?;
    SitePath::from_path(&Path::new(MEDIA).join(below)).ok()
}

fn bad_name(file: &Path) -> Diagnostic {
    Diagnostic::error(file, "the picture's name cannot stand in an address")
        .hint("rename it: letters, digits, hyphens and dots are safe everywhere")
}

fn unknown_kind(file: &Path) -> Diagnostic {
    Diagnostic::warning(file, "this kind of file is not read").hint(
        "sources are .md and .txt files; a file that is to stand in the site as it is goes into static/",
    )
}

/// Puts hand-made versions to their originals.
fn group(texts: &[PathBuf], settings: &Settings) -> Vec<Work> {
    let bases: BTreeSet<PathBuf> =
        texts.iter().filter(|file| split(file, settings).1.is_none()).map(|f| base(f)).collect();
    let mut by_hand: BTreeMap<PathBuf, BTreeMap<EditionIndex, PathBuf>> = BTreeMap::new();
    let mut works = Vec::new();
    for file in texts {
        match split(file, settings) {
            (stem, Some(edition)) if bases.contains(&file.with_file_name(&stem)) => {
                let versions = by_hand.entry(file.with_file_name(stem)).or_default();
                versions.insert(edition, file.clone());
            }
            (stem, named) => works.push(Work {
                original: file.clone(),
                by_hand: BTreeMap::new(),
                stem: Slug::from_text(&stem),
                folder: folder(file),
                named,
            }),
        }
    }
    for work in works.iter_mut().filter(|work| work.named.is_none()) {
        work.by_hand = by_hand.get(&base(&work.original)).cloned().unwrap_or_default();
    }
    works
}

/// The file's path without its ending.
fn base(file: &Path) -> PathBuf {
    file.with_extension("")
}

/// A file's name without ending and edition, and the edition that it names: `a.zh-Hans-CN.md`.
fn split(file: &Path, settings: &Settings) -> (String, Option<EditionIndex>) {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let edition = stem
        .rsplit_once('.')
        .and_then(|(name, tag)| Some((name.to_owned(), settings.site.editions.find(tag)?)));
    match edition {
        Some((name, edition)) if !name.is_empty() => (name, Some(edition)),
        _ => (stem, None),
    }
}

fn folder(file: &Path) -> Option<Slug> {
    let below = file.strip_prefix(SEEDS).ok()?;
    let mut parts = below.components();
    let first = parts.next()?;
    parts.next()?;
    Slug::from_text(&first.as_os_str().to_string_lossy())
}
