//! An edition: the site in one script and region, named by a BCP 47 tag.

use std::fmt;
use std::str::FromStr;

use icu_locale_core::LanguageIdentifier;
use thiserror::Error;

/// One of the two ways to write Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    /// 繁體, BCP 47 subtag `Hant`.
    Traditional,
    /// 简体, BCP 47 subtag `Hans`.
    Simplified,
}

impl Script {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Traditional => Self::Simplified,
            Self::Simplified => Self::Traditional,
        }
    }
}

/// Whose forms and words Chinese text follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// 臺灣: Traditional after the Ministry of Education's standard.
    Taiwan,
    /// 香港 and 澳門: Traditional after the Hong Kong list of graphemes.
    HongKong,
    /// 中国大陆: Simplified.
    Mainland,
    /// 新加坡 and 马来西亚: Simplified.
    Singapore,
}

impl Region {
    /// How many there are.
    pub const COUNT: usize = 4;

    /// The place of the region in a list that has one element per region.
    #[must_use]
    pub fn position(self) -> usize {
        self as usize
    }

    /// The script that the region writes.
    #[must_use]
    pub fn script(self) -> Script {
        match self {
            Self::Taiwan | Self::HongKong => Script::Traditional,
            Self::Mainland | Self::Singapore => Script::Simplified,
        }
    }
}

/// A tag that names no edition.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditionError {
    /// Not well-formed after BCP 47 (RFC 5646 §2.1).
    #[error("`{0}` is not a language tag")]
    Malformed(String),
    /// Chinese, but in neither script.
    #[error("`{0}` does not say which script it is in")]
    NoScript(String),
    /// A script that the region does not write, such as `zh-Hans-TW`.
    #[error("`{0}` names a script and a region for which there is no conversion")]
    Unsupported(String),
}

impl EditionError {
    /// What to write instead.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        "write a BCP 47 tag such as zh-Hant-TW, zh-Hant-HK, zh-Hans-CN, zh-Hans-SG or en"
    }
}

/// An edition's identity: a language tag and, for Chinese, the region whose forms it follows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    tag: String,
    language: String,
    region: Option<Region>,
}

impl Edition {
    /// The tag in the case of RFC 5646 §2.1.1: `zh-Hant-TW`.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The region, for a Chinese edition.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        self.region
    }

    /// The script, for a Chinese edition.
    #[must_use]
    pub fn script(&self) -> Option<Script> {
        self.region.map(Region::script)
    }

    /// Whether text can be converted from one edition into the other: both are Chinese.
    #[must_use]
    pub fn converts_to(&self, other: &Self) -> bool {
        self.region.is_some() && other.region.is_some()
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.tag)
    }
}

impl FromStr for Edition {
    type Err = EditionError;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let identifier = LanguageIdentifier::try_from_str(tag)
            .map_err(|_| EditionError::Malformed(tag.to_owned()))?;
        let language = identifier.language.to_string();
        if identifier.language.is_unknown() {
            return Err(EditionError::Malformed(tag.to_owned()));
        }
        let region = if language == "zh" { Some(region_of(&identifier, tag)?) } else { None };
        Ok(Self { tag: identifier.to_string(), language, region })
    }
}

/// The region that a Chinese tag means; the script alone means Taiwan or the Mainland, as in the
/// likely subtags of CLDR.
fn region_of(identifier: &LanguageIdentifier, tag: &str) -> Result<Region, EditionError> {
    let script = identifier.script.map(|script| script.to_string());
    let region = identifier.region.map(|region| region.to_string());
    let named = match region.as_deref() {
        Some("TW") => Some(Region::Taiwan),
        Some("HK" | "MO") => Some(Region::HongKong),
        Some("CN") => Some(Region::Mainland),
        Some("SG" | "MY") => Some(Region::Singapore),
        Some(_) => return Err(EditionError::Unsupported(tag.to_owned())),
        None => None,
    };
    match (script.as_deref(), named) {
        (Some("Hant"), None) => Ok(Region::Taiwan),
        (Some("Hans"), None) => Ok(Region::Mainland),
        (Some("Hant"), Some(region)) if region.script() == Script::Traditional => Ok(region),
        (Some("Hans"), Some(region)) if region.script() == Script::Simplified => Ok(region),
        (None, Some(region)) => Ok(region),
        (None, None) => Err(EditionError::NoScript(tag.to_owned())),
        _ => Err(EditionError::Unsupported(tag.to_owned())),
    }
}

/// The editions of a site, in the order of the settings; never empty, no tag twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editions(Vec<Edition>);

impl Editions {
    /// The editions, unless there are none or one stands twice.
    #[must_use]
    pub fn new(editions: Vec<Edition>) -> Option<Self> {
        let repeated = editions.iter().enumerate().any(|(at, one)| editions[..at].contains(one));
        (!editions.is_empty() && !repeated).then_some(Self(editions))
    }

    /// In order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (EditionIndex, &Edition)> {
        self.0.iter().enumerate().map(|(at, edition)| (EditionIndex(at), edition))
    }

    /// How many there are; at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The first edition: where `x-default` and the root page lead without a better choice.
    #[must_use]
    pub fn first(&self) -> EditionIndex {
        EditionIndex(0)
    }

    /// The edition at `index`.
    #[must_use]
    pub fn get(&self, index: EditionIndex) -> &Edition {
        &self.0[index.0]
    }

    /// The edition with this tag, in any case.
    #[must_use]
    pub fn find(&self, tag: &str) -> Option<EditionIndex> {
        self.0.iter().position(|edition| edition.tag.eq_ignore_ascii_case(tag)).map(EditionIndex)
    }

    /// The edition's folder in the site: its tag in lower case and as short as it stays unique,
    /// `zh-hant` rather than `zh-hant-tw` unless there is `zh-hant-hk` too.
    #[must_use]
    pub fn folder(&self, index: EditionIndex) -> String {
        let full = self.get(index).tag.to_ascii_lowercase();
        let parts: Vec<&str> = full.split('-').collect();
        let enough = usize::from(parts[0] == "zh" && parts.len() > 1) + 1;
        (enough..=parts.len())
            .map(|count| parts[..count].join("-"))
            .find(|short| self.others_start_with(index, short) == 0)
            .unwrap_or(full)
    }

    fn others_start_with(&self, index: EditionIndex, short: &str) -> usize {
        let prefix = format!("{short}-");
        self.iter()
            .filter(|(other, _)| *other != index)
            .map(|(_, edition)| edition.tag.to_ascii_lowercase())
            .filter(|tag| tag == short || tag.starts_with(&prefix))
            .count()
    }
}

/// Which edition of the site; an index into [`Editions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EditionIndex(usize);

impl EditionIndex {
    /// The position in a list that has one element per edition.
    #[must_use]
    pub fn position(self) -> usize {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editions(tags: &[&str]) -> Editions {
        Editions::new(tags.iter().map(|tag| tag.parse().unwrap()).collect()).unwrap()
    }

    #[test]
    fn tags_take_their_canonical_case() {
        let edition: Edition = "ZH-hant-tw".parse().unwrap();
        assert_eq!(edition.tag(), "zh-Hant-TW");
        assert_eq!(edition.region(), Some(Region::Taiwan));
        assert_eq!("zh-HK".parse::<Edition>().unwrap().script(), Some(Script::Traditional));
        assert_eq!("en".parse::<Edition>().unwrap().script(), None);
    }

    #[test]
    fn a_tag_that_says_too_little_or_contradicts_itself_is_refused() {
        for tag in ["zh", "zh-Hans-TW", "zh-Latn", "zh-JP", "", "繁體", "zh_Hant_TW_x_y"] {
            assert!(tag.parse::<Edition>().is_err(), "{tag}");
        }
    }

    #[test]
    fn folders_are_as_short_as_they_stay_unique() {
        let two = editions(&["zh-Hant-TW", "zh-Hans-CN", "en"]);
        let folders: Vec<_> = two.iter().map(|(index, _)| two.folder(index)).collect();
        assert_eq!(folders, ["zh-hant", "zh-hans", "en"]);
        let four = editions(&["zh-Hant-TW", "zh-Hant-HK", "zh-Hans-CN", "en-GB", "en-US"]);
        let folders: Vec<_> = four.iter().map(|(index, _)| four.folder(index)).collect();
        assert_eq!(folders, ["zh-hant-tw", "zh-hant-hk", "zh-hans", "en-gb", "en-us"]);
    }

    #[test]
    fn no_edition_stands_twice() {
        let tag = || "zh-Hant-TW".parse::<Edition>().unwrap();
        assert_eq!(Editions::new(vec![tag(), tag()]), None);
        assert_eq!(Editions::new(Vec::new()), None);
    }
}
