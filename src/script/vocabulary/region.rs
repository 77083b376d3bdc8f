//! Between which readers a text is converted.

/// Whose words a text uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// Taiwan, Traditional script.
    Taiwan,
    /// Hong Kong, Traditional script.
    HongKong,
    /// The Mainland, Simplified script.
    Mainland,
}

impl From<crate::edition::Region> for Region {
    /// Singapore reads with the Mainland.
    fn from(region: crate::edition::Region) -> Self {
        match region {
            crate::edition::Region::Taiwan => Self::Taiwan,
            crate::edition::Region::HongKong => Self::HongKong,
            crate::edition::Region::Mainland | crate::edition::Region::Singapore => Self::Mainland,
        }
    }
}

impl Region {
    /// All of them, in the order of the columns of the built-in tables.
    pub const ALL: [Self; 3] = [Self::Taiwan, Self::HongKong, Self::Mainland];

    /// The region whose words an edition uses. `tag` is a BCP 47 tag in any case. Macau reads with
    /// Hong Kong, Singapore and Malaysia with the Mainland: nearer than any other of the three. A tag
    /// without a region takes the one that most readers of its script live in. `None` if the
    /// language is not Chinese or the tag names neither a script nor a region.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split('-');
        if parts.next() != Some("zh") {
            return None;
        }
        let rest: Vec<&str> = parts.collect();
        let has = |names: &[&str]| rest.iter().any(|part| names.contains(part));
        if has(&["hk", "mo"]) {
            Some(Self::HongKong)
        } else if has(&["hans", "cn", "sg", "my"]) {
            Some(Self::Mainland)
        } else if has(&["hant", "tw"]) {
            Some(Self::Taiwan)
        } else {
            None
        }
    }

    /// The name of the region's column in the built-in tables.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::Taiwan => "tw",
            Self::HongKong => "hk",
            Self::Mainland => "cn",
        }
    }

    /// Whether its texts are in the Traditional script.
    #[must_use]
    pub fn is_traditional(self) -> bool {
        self != Self::Mainland
    }
}

/// From whose words into whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Direction {
    /// The region of the source text.
    pub from: Region,
    /// The region of the edition.
    pub to: Region,
}

impl Direction {
    /// From `from` into `to`; the two may be the same, and then no word is ever changed.
    #[must_use]
    pub fn new(from: Region, to: Region) -> Self {
        Self { from, to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_the_readers() {
        for (tag, region) in [
            ("zh-Hant-TW", Some(Region::Taiwan)),
            ("zh-hant", Some(Region::Taiwan)),
            ("zh-Hant-HK", Some(Region::HongKong)),
            ("zh-Hant-MO", Some(Region::HongKong)),
            ("zh-Hans-CN", Some(Region::Mainland)),
            ("zh-Hans-SG", Some(Region::Mainland)),
            ("zh-TW", Some(Region::Taiwan)),
            ("zh", None),
            ("en", None),
        ] {
            assert_eq!(Region::of_tag(tag), region, "{tag}");
        }
    }
}
