//! Where a file stands in the site, and how one file links to another.

use std::fmt;
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// The name of an article, author, series or tag in an address: letters and digits of any script,
/// with `-`, `_` and `.` between them; in Unicode's form NFC; at most 120 bytes, so that with
/// folders and endings it fits every file system. Latin stands in lower case, because a USB stick
/// does not tell `Asean` from `asean`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slug(String);

/// The most bytes that a slug may have.
const LONGEST_SLUG: usize = 120;

/// A text that is no slug.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` cannot stand in an address")]
pub struct SlugError(String);

impl Slug {
    /// The slug that a text makes: what cannot stand in an address becomes `-`. `None` if nothing
    /// is left.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in text.trim().to_lowercase().nfc() {
            let kept = c.is_alphanumeric() || matches!(c, '_' | '.') || is_mark(c);
            if kept {
                slug.push(c);
            } else if !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let mut end = slug.len().min(LONGEST_SLUG);
        while !slug.is_char_boundary(end) {
            end -= 1;
        }
        let kept = slug[..end].trim_matches(['-', '.']);
        (!kept.is_empty() && !is_device_name(kept)).then(|| Self(kept.to_owned()))
    }

    /// The slug that an editor wrote, as it stands.
    ///
    /// # Errors
    /// When it has a character that cannot stand in an address, or is too long.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        match Self::from_text(text) {
            Some(slug) if slug.0 == text => Ok(slug),
            _ => Err(SlugError(text.to_owned())),
        }
    }

    /// The slug of a name that has no letter at all: its code points.
    pub(crate) fn of_code_points(text: &str) -> Self {
        let points: Vec<String> =
            text.chars().take(8).map(|c| format!("{:x}", u32::from(c))).collect();
        Self(format!("u-{}", points.join("-")))
    }

    /// The same slug with a number behind it.
    pub(crate) fn numbered(&self, number: usize) -> Self {
        Self(format!("{}-{number}", self.0))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether `c` is a sign that belongs to the letter before it (combining marks, variation
/// selectors), which `char::is_alphanumeric` does not count.
fn is_mark(c: char) -> bool {
    crate::text::han::is_variation_selector(c)
        || unicode_normalization::char::is_combining_mark(c)
        || crate::text::han::is_han(c)
}

/// Names that Windows keeps for devices, with any ending.
fn is_device_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|c: char| c.is_ascii_digit()))
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The place of a file in the site: relative, with `/` between its parts, none of them empty, `.`
/// or `..`. It can't lead out of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SitePath(String);

/// A path that is no place in the site.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` does not stay inside the site")]
pub struct SitePathError(String);

impl SitePath {
    /// Checks a path.
    ///
    /// # Errors
    /// When it is absolute, climbs, or has an empty part, a backslash or a control character.
    pub fn new(path: impl Into<String>) -> Result<Self, SitePathError> {
        let path = path.into();
        let sound = !path.is_empty()
            && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
            && !path.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'));
        if sound { Ok(Self(path)) } else { Err(SitePathError(path)) }
    }

    /// A path below this folder. The parts are slugs and fixed names, so that it is always sound.
    pub(crate) fn of_parts(parts: &[&str]) -> Self {
        let path = parts.join("/");
        debug_assert!(Self::new(path.clone()).is_ok(), "{path} is made of sound parts");
        Self(path)
    }

    /// The path with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as the operating system writes it.
    #[must_use]
    pub fn to_path(&self) -> PathBuf {
        self.0.split('/').collect()
    }

    /// The site path of a file found at the relative `path`.
    ///
    /// # Errors
    /// When the name is not Unicode or does not stay inside the site.
    pub fn from_path(path: &Path) -> Result<Self, SitePathError> {
        let parts: Option<Vec<&str>> =
            path.components().map(|part| part.as_os_str().to_str()).collect();
        match parts {
            Some(parts) => Self::new(parts.join("/")),
            None => Err(SitePathError(path.display().to_string())),
        }
    }

    /// What leads from this file to the root of the site: `""`, `"../"`, `"../../"`.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The relative link from this file to `target`, percent-encoded (RFC 3986 §2.1). A page
    /// links to itself by its own file name.
    #[must_use]
    pub fn link_to(&self, target: &Self) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let to: Vec<&str> = target.0.split('/').collect();
        let folders = from.len().min(to.len()) - 1;
        let shared = (0..folders).take_while(|&at| from[at] == to[at]).count();
        let mut link = "../".repeat(from.len() - 1 - shared);
        link.push_str(&percent_encode(&to[shared..].join("/")));
        link
    }

    /// The absolute address below `base`, which ends with `/`. A page called `index.html` is
    /// addressed by its folder, as hosts serve it.
    #[must_use]
    pub fn address(&self, base: &str) -> String {
        let path = match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        };
        format!("{base}{}", percent_encode(path))
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What stays as it is in a path: the unreserved characters of RFC 3986 §2.3, and `/`.
const KEPT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

fn percent_encode(path: &str) -> String {
    utf8_percent_encode(path, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).unwrap()
    }

    #[test]
    fn slugs_keep_letters_of_every_script() {
        let slug = |text: &str| Slug::from_text(text).map(|slug| slug.0);
        assert_eq!(slug(" 川石首次會談  ASEAN 2025! "), Some("川石首次會談-asean-2025".into()));
        assert_eq!(slug("𠮷野·作造"), Some("𠮷野-作造".into()));
        assert_eq!(slug("⿰亻弍"), Some("⿰亻弍".into()));
        assert_eq!(slug("../../etc/passwd"), Some("etc-passwd".into()));
        assert_eq!(slug("「」"), None);
        assert_eq!(slug("NUL"), None);
        assert!(slug(&"善".repeat(100)).unwrap().len() <= LONGEST_SLUG);
    }

    #[test]
    fn a_written_slug_is_taken_as_it_stands_or_refused() {
        assert!(Slug::parse("trump-ishiba").is_ok());
        assert!(Slug::parse("川石會談").is_ok());
        for bad in ["", "Trump", "a b", "a/b", "..", "-a", "a\u{0}"] {
            assert!(Slug::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_site_path_stays_inside_the_site() {
        for bad in ["", "/a", "a/", "a//b", "../a", "a/./b", "a\\b", "c:a", "a\nb"] {
            assert!(SitePath::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn links_are_relative_and_name_files() {
        let article = path("zh-hant/articles/a.html");
        assert_eq!(article.link_to(&path("zh-hant/index.html")), "../index.html");
        assert_eq!(
            article.link_to(&path("zh-hans/articles/a.html")),
            "../../zh-hans/articles/a.html"
        );
        assert_eq!(article.link_to(&article), "a.html");
        assert_eq!(path("index.html").link_to(&article), "zh-hant/articles/a.html");
        assert_eq!(path("index.html").link_to(&path("作者.html")), "%E4%BD%9C%E8%80%85.html");
        assert_eq!(article.to_root(), "../../");
        assert_eq!(path("a/a/b.html").link_to(&path("a/c.html")), "../c.html");
    }

    #[test]
    fn an_index_is_addressed_by_its_folder() {
        let base = "https://example.org/forum/";
        assert_eq!(path("zh-hant/index.html").address(base), "https://example.org/forum/zh-hant/");
        assert_eq!(path("index.html").address(base), base);
        assert_eq!(
            path("a/b-index.html").address(base),
            "https://example.org/forum/a/b-index.html"
        );
    }
}
