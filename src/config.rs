//! The settings of a site, `shanben.toml`; the defaults stand beside the fields.

use std::path::Path;
use std::str::FromStr;

use serde::Deserialize;
use toml::Spanned;
use url::Url;

use crate::diagnostic::{self, Diagnostic, Place};
use crate::edition::{Edition, EditionError, Editions, Script};
use crate::publisher::Publisher;

/// The name of the settings file, in the root of a site.
pub const FILE_NAME: &str = "shanben.toml";

/// The checked settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `[site]`: the publication.
    pub site: Site,
    /// `[publisher]`: what it leaves out is read from the sources.
    pub publisher: Publisher,
    /// `[convert]`: how text goes from one script to the other.
    pub convert: Convert,
    /// `[output]`: what is written beside the pages.
    pub output: Output,
}

/// What the publication is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The publication's name; without one, the publisher's name serves.
    pub title: Option<String>,
    /// One sentence about the publication.
    pub description: Option<String>,
    /// Where the site will stand; without it nothing is written that needs absolute addresses
    /// (canonical links, `hreflang`, sitemap, feeds).
    pub url: Option<BaseUrl>,
    /// The edition in which an article stands that does not say so itself, if the script found
    /// in its text agrees. Default: `zh-Hant-TW`.
    pub source: Edition,
    /// The editions to make. Default: `zh-Hant-TW` and `zh-Hans-CN`.
    pub editions: Editions,
}

/// How text goes from one script to the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Convert {
    /// Which words change with the region. Default: `publication`.
    pub vocabulary: Vocabulary,
    /// The editor's own words, in files of tab-separated text; the first file wins. Default:
    /// `glossary.tsv`, if there is one.
    pub glossary: Option<Vec<String>>,
}

/// Which words change with the region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vocabulary {
    /// Shanben's own vocabulary for publications, which changes only what is surely right.
    #[default]
    Publication,
    /// Characters only.
    None,
    /// OpenCC's own phrases of the region.
    #[serde(rename = "opencc")]
    OpenCc,
}

/// What is written beside the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Output {
    /// An Atom feed for each edition. Default: yes.
    pub feeds: bool,
}

impl Default for Output {
    fn default() -> Self {
        Self { feeds: true }
    }
}

/// The absolute address of the site's root: `http` or `https`, without query or fragment, ending
/// with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// The address, ending with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BaseUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| "is not an absolute address on the web")?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err("is not an address that begins with https:// or http://");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("has a query or a fragment, which the root of a site cannot have");
        }
        let mut address = String::from(url);
        if !address.ends_with('/') {
            address.push('/');
        }
        Ok(Self(address))
    }
}

/// The file as it is written, before it is checked.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    site: WrittenSite,
    publisher: Publisher,
    convert: Convert,
    output: Output,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WrittenSite {
    title: Option<String>,
    description: Option<String>,
    url: Option<Spanned<String>>,
    source: Option<Spanned<String>>,
    editions: Option<Spanned<Vec<Spanned<String>>>>,
}

impl Settings {
    /// The settings of a site that has no settings file.
    #[must_use]
    pub fn defaults() -> Self {
        // No text, so nothing in it can be wrong.
        Self::check(Path::new(FILE_NAME), "", Written::default()).0
    }

    /// Reads the settings in `text`, which is called `file` in diagnostics.
    ///
    /// # Errors
    /// One diagnostic for each mistake: bad TOML, an unknown key, a tag that is no edition, an
    /// address that is none.
    pub fn parse(file: &Path, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let written: Written =
            toml::from_str(text).map_err(|error| vec![toml_diagnostic(file, text, &error)])?;
        let (settings, diagnostics) = Self::check(file, text, written);
        if diagnostics.is_empty() { Ok(settings) } else { Err(diagnostics) }
    }

    fn check(file: &Path, text: &str, written: Written) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut report = |range, message: String, hint: &str| {
            diagnostics
                .push(Diagnostic::error(file, message).at(Place::of(text, range)).hint(hint));
        };
        let url = written.site.url.and_then(|url| match url.get_ref().parse() {
            Ok(base) => Some(base),
            Err(reason) => {
                let message = format!("site.url: `{}` {reason}", url.get_ref());
                report(
                    url.span(),
                    message,
                    "write it as https://www.example.org/ or with a folder",
                );
                None
            }
        });
        let mut edition = |tag: &Spanned<String>| match tag.get_ref().parse::<Edition>() {
            Ok(edition) => Some(edition),
            Err(error) => {
                report(tag.span(), error.to_string(), error.hint());
                None
            }
        };
        let source = written.site.source.as_ref().and_then(&mut edition);
        let listed = written.site.editions.as_ref().map(|list| {
            (list.span(), list.get_ref().iter().filter_map(&mut edition).collect::<Vec<_>>())
        });
        let editions = match listed {
            Some((range, list)) => Editions::new(list).or_else(|| {
                let message = "site.editions must name at least one edition, and none twice";
                report(range, message.to_owned(), "for example [\"zh-Hant-TW\", \"zh-Hans-CN\"]");
                None
            }),
            None => None,
        };
        let site = Site {
            title: written.site.title,
            description: written.site.description,
            url,
            source: source.unwrap_or_else(|| default_edition(Script::Traditional)),
            editions: editions.unwrap_or_else(default_editions),
        };
        let settings = Self {
            site,
            publisher: written.publisher,
            convert: written.convert,
            output: written.output,
        };
        (settings, diagnostics)
    }
}

/// The edition that a script means when nothing else is said.
#[must_use]
pub fn default_edition(script: Script) -> Edition {
    let tag = match script {
        Script::Traditional => "zh-Hant-TW",
        Script::Simplified => "zh-Hans-CN",
    };
    let parsed: Result<Edition, EditionError> = tag.parse();
    #[expect(clippy::expect_used, reason = "the two tags above are well-formed")]
    parsed.expect("a constant tag")
}

fn default_editions() -> Editions {
    let both = [Script::Traditional, Script::Simplified].map(default_edition);
    #[expect(clippy::expect_used, reason = "two different editions are a valid list")]
    Editions::new(both.into()).expect("two different editions")
}

/// A mistake in TOML, with a hint when a key is not known.
pub(crate) fn toml_diagnostic(file: &Path, text: &str, error: &toml::de::Error) -> Diagnostic {
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    let mut diagnostic = Diagnostic::error(file, message.clone());
    if let Some(range) = error.span() {
        diagnostic = diagnostic.at(Place::of(text, range));
    }
    match unknown_key(&message) {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}

/// The advice for serde's message "unknown field `a`, expected one of `b`, `c`".
fn unknown_key(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field `")?;
    let mut quoted = rest.split('`').step_by(2);
    let unknown = quoted.next()?;
    let known: Vec<&str> = quoted.filter(|name| !name.is_empty()).collect();
    Some(key_hint(unknown, &known))
}

/// Advice about an unknown key: the nearest known one, or all of them.
pub(crate) fn key_hint(unknown: &str, known: &[&str]) -> String {
    match diagnostic::nearest(unknown, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys known here are {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        let result = Settings::parse(Path::new("shanben.toml"), text);
        result.unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn without_a_file_there_are_two_editions() {
        let settings = Settings::defaults();
        let tags: Vec<_> = settings.site.editions.iter().map(|(_, e)| e.tag()).collect();
        assert_eq!(tags, ["zh-Hant-TW", "zh-Hans-CN"]);
        assert_eq!(Settings::parse(Path::new("x"), "").unwrap(), settings);
    }

    #[test]
    fn every_setting_is_read() {
        let text = r#"
            [site]
            title = "遠望論壇"
            url = "https://example.org/forum"
            source = "zh-Hans-CN"
            editions = ["zh-hans-cn", "zh-Hant-HK"]
            [publisher]
            name = "遠望社"
            [convert]
            vocabulary = "opencc"
            [output]
            feeds = false
        "#;
        let settings = Settings::parse(Path::new("x"), text).unwrap();
        assert_eq!(settings.site.url.unwrap().as_str(), "https://example.org/forum/");
        assert_eq!(settings.site.source.tag(), "zh-Hans-CN");
        assert_eq!(settings.publisher.name.as_deref(), Some("遠望社"));
        assert_eq!(settings.convert.vocabulary, Vocabulary::OpenCc);
        assert!(!settings.output.feeds);
    }

    #[test]
    fn an_unknown_key_is_refused_with_a_hint() {
        let found = mistakes("[site]\ntitel = \"x\"\n");
        assert!(
            found[0].starts_with("shanben.toml:2:1: error: unknown field `titel`"),
            "{found:?}"
        );
        assert!(found[0].ends_with("help: did you mean `title`?"), "{found:?}");
    }

    #[test]
    fn all_mistakes_are_told_in_one_run() {
        let found = mistakes(
            "[site]\nurl = \"www.example.org\"\nsource = \"zh\"\neditions = [\"zh-Hans-TW\"]\n",
        );
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found[0].starts_with("shanben.toml:2:7: error: site.url"), "{found:#?}");
    }

    #[test]
    fn broken_toml_has_its_place() {
        assert!(
            mistakes("[site\n")[0].starts_with("shanben.toml:1:6"),
            "{:?}",
            mistakes("[site\n")
        );
    }
}
