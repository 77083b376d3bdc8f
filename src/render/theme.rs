//! The look: templates and the files beside them. The default theme is compiled in; a file of the
//! same name in the site's `templates/` or `static/` stands in its place.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;
use tera::{Context, ErrorKind, Tera};

use crate::diagnostic::{Diagnostic, Place};
use crate::site_path::SitePath;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct DefaultTemplates;

#[derive(RustEmbed)]
#[folder = "static/"]
struct DefaultFiles;

/// The style that every page links to.
const STYLE: &str = "assets/style.css";

/// Templates, and files that go into the site as they are.
pub struct Theme {
    tera: Tera,
    /// The text of each template and where it stands, for diagnostics.
    sources: BTreeMap<String, (PathBuf, String)>,
    files: BTreeMap<SitePath, Vec<u8>>,
}

impl Theme {
    /// The default theme with a site's own files in it: `templates` by their names below the
    /// folder, each with the file it stands in, and `files` by their places in the site.
    ///
    /// # Errors
    /// One diagnostic for each template that does not parse or names one that is not there.
    pub fn new(
        templates: BTreeMap<String, (PathBuf, String)>,
        files: BTreeMap<SitePath, Vec<u8>>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut sources = default_templates();
        sources.extend(templates);
        let mut all_files = default_files();
        all_files.extend(files);
        let mut tera = Tera::default();
        let named = sources.iter().map(|(name, (_, text))| (name.as_str(), text.as_str()));
        if let Err(error) = tera.add_raw_templates(named) {
            return Err(vec![template_diagnostic(&sources, &error)]);
        }
        Ok(Self { tera, sources, files: all_files })
    }

    /// The files that go into the site as they are.
    pub fn files(&self) -> impl Iterator<Item = (&SitePath, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path, bytes.as_slice()))
    }

    /// Whether the site has such a file.
    #[must_use]
    pub fn has_file(&self, path: &SitePath) -> bool {
        self.files.contains_key(path)
    }

    /// The text of the style, for a page that cannot link to it.
    pub(super) fn style(&self) -> String {
        let style = SitePath::new(STYLE).ok().and_then(|path| self.files.get(&path));
        style.map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    }

    pub(super) fn render(
        &self,
        template: &str,
        context: &Context,
    ) -> Result<String, Box<Diagnostic>> {
        self.tera
            .render(template, context)
            .map_err(|error| Box::new(template_diagnostic(&self.sources, &error)))
    }
}

fn default_templates() -> BTreeMap<String, (PathBuf, String)> {
    DefaultTemplates::iter()
        .filter_map(|name| {
            let text = String::from_utf8(DefaultTemplates::get(&name)?.data.into_owned()).ok()?;
            let file = Path::new("templates").join(name.as_ref());
            Some((name.into_owned(), (file, text)))
        })
        .collect()
}

fn default_files() -> BTreeMap<SitePath, Vec<u8>> {
    DefaultFiles::iter()
        .filter_map(|name| {
            let bytes = DefaultFiles::get(&name)?.data.into_owned();
            Some((SitePath::new(name).ok()?, bytes))
        })
        .collect()
}

/// A mistake in a template, at its place.
fn template_diagnostic(
    sources: &BTreeMap<String, (PathBuf, String)>,
    error: &tera::Error,
) -> Diagnostic {
    let hint = "a template of the site's own stands in place of the default one of the same name; \
                remove it to have that one back";
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = format!("template: {}", report.message());
            let Some((file, text)) = sources.get(report.filename()) else {
                return Diagnostic::error("templates", message).hint(hint);
            };
            let place = Place::of(text, report.span().range.clone());
            Diagnostic::error(file, message).at(place).hint(hint)
        }
        other => Diagnostic::error("templates", format!("template: {other}")).hint(hint),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_theme_stands_by_itself() {
        let theme = Theme::new(BTreeMap::new(), BTreeMap::new()).unwrap();
        for name in ["home", "article", "list", "directory", "about", "not_found", "chooser"] {
            assert!(theme.sources.contains_key(&format!("{name}.html")), "{name}");
        }
        assert!(theme.style().contains("font-family"));
    }

    #[test]
    fn a_mistake_in_a_template_has_its_place() {
        let text = "{% extends \"base.html\" %}\n{% block main %}{{ oops }\n{% endblock %}";
        let file = PathBuf::from("templates/home.html");
        let own = BTreeMap::from([("home.html".to_owned(), (file, text.to_owned()))]);
        let diagnostics = Theme::new(own, BTreeMap::new()).err().unwrap();
        let shown = diagnostics[0].to_string();
        assert!(shown.starts_with("templates/home.html:2:"), "{shown}");
    }
}
