//! Who publishes: the contact block that stands in the footer of every page.

use serde::Deserialize;

/// The publisher's contact block, as `[publisher]` in the settings or `publisher:` in front
/// matter gives it. Every part is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Publisher {
    /// The institution's full name.
    pub name: Option<String>,
    /// What the institution is, in a sentence or a paragraph.
    pub about: Option<String>,
    /// The postal address, on one line.
    pub address: Option<String>,
    /// The telephone number, as the institution writes it.
    pub tel: Option<String>,
    /// The fax number, as the institution writes it.
    pub fax: Option<String>,
    /// The address for e-mail.
    pub email: Option<String>,
    /// The institution's own address on the web, which need not be the site's.
    pub url: Option<String>,
    /// The logo: a file in `static/`, by its place in the site.
    pub logo: Option<String>,
}

impl Publisher {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The parts that are prose and change with the script. Numbers are among them: they may
    /// have words, as in `轉 12`.
    pub fn prose_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let prose =
            [&mut self.name, &mut self.about, &mut self.address, &mut self.tel, &mut self.fax];
        prose.into_iter().flatten()
    }

    /// Takes from `other` every part that is not known yet.
    pub fn fill_from(&mut self, other: &Self) {
        let pairs = [
            (&mut self.name, &other.name),
            (&mut self.about, &other.about),
            (&mut self.address, &other.address),
            (&mut self.tel, &other.tel),
            (&mut self.fax, &other.fax),
            (&mut self.email, &other.email),
            (&mut self.url, &other.url),
            (&mut self.logo, &other.logo),
        ];
        for (own, others) in pairs {
            if own.is_none() {
                own.clone_from(others);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_stays() {
        let mut own = Publisher { name: Some("善本社".into()), ..Publisher::default() };
        let other = Publisher {
            name: Some("別的社".into()),
            tel: Some("886-2-1234567".into()),
            ..Publisher::default()
        };
        own.fill_from(&other);
        assert_eq!(own.name.as_deref(), Some("善本社"));
        assert_eq!(own.tel.as_deref(), Some("886-2-1234567"));
    }
}
