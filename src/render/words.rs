//! The words of the interface.
//!
//! They are data: one table in Traditional Chinese, from which the program converts those of the
//! other Chinese editions, and one for each further language.

use std::collections::BTreeMap;

use crate::edition::Edition;

/// Interface words by key.
pub type Words = BTreeMap<String, String>;

const TRADITIONAL: &str = include_str!("words/zh-Hant.toml");
const ENGLISH: &str = include_str!("words/en.toml");

/// The table for an edition, and the edition in whose script it is written. A language that has
/// no table of its own takes the English one.
#[must_use]
pub fn table(edition: &Edition) -> (Words, &'static str) {
    let (text, tag) = match edition.region() {
        Some(_) => (TRADITIONAL, "zh-Hant-TW"),
        None => (ENGLISH, "en"),
    };
    // The tables are part of the program, and a test reads them.
    (toml::from_str(text).unwrap_or_default(), tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_the_same_keys_sorted() {
        let keys = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
                .map(|line| line.split(" = ").next().unwrap().to_owned())
                .collect()
        };
        let traditional = keys(TRADITIONAL);
        assert_eq!(traditional, keys(ENGLISH));
        assert!(traditional.is_sorted());
        let parsed: Words = toml::from_str(TRADITIONAL).unwrap();
        assert_eq!(parsed.len(), traditional.len());
        assert!(parsed.values().all(|word| !word.is_empty()));
        assert_eq!(toml::from_str::<Words>(ENGLISH).unwrap().len(), traditional.len());
    }
}
