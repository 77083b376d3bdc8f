//! How editions and dates are called.

use chrono::{Datelike, NaiveDate};

use super::view::DateView;
use crate::edition::{Edition, EditionIndex, Editions, Region};

/// The edition's short name, in its own script: 繁體, 简体, English. Two editions in one script
/// are told apart by their regions.
pub(super) fn label(editions: &Editions, index: EditionIndex) -> String {
    let edition = editions.get(index);
    let Some(region) = edition.region() else { return language(edition) };
    let alike = editions.iter().filter(|(_, one)| one.script() == edition.script()).count();
    let script =
        if region.script() == crate::edition::Script::Traditional { "繁體" } else { "简体" };
    match alike {
        0 | 1 => script.to_owned(),
        _ => format!("{script}（{}）", region_name(region)),
    }
}

/// The edition's full name, in its own script: 繁體中文.
pub(super) fn name(editions: &Editions, index: EditionIndex) -> String {
    let edition = editions.get(index);
    match edition.region() {
        None => language(edition),
        Some(_) => match label(editions, index).split_once('（') {
            Some((script, region)) => format!("{script}中文（{region}"),
            None => format!("{}中文", label(editions, index)),
        },
    }
}

fn region_name(region: Region) -> &'static str {
    match region {
        Region::Taiwan => "臺灣",
        Region::HongKong => "香港",
        Region::Mainland => "中国大陆",
        Region::Singapore => "新加坡",
    }
}

/// A language by its own name, for those in which institutions here publish translations; another
/// by its tag.
fn language(edition: &Edition) -> String {
    let tag = edition.tag();
    let known = [
        ("en", "English"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("fr", "Français"),
        ("de", "Deutsch"),
        ("es", "Español"),
        ("vi", "Tiếng Việt"),
    ];
    let primary = tag.split('-').next().unwrap_or(tag);
    known
        .iter()
        .find(|(code, _)| *code == primary)
        .map_or_else(|| tag.to_owned(), |(_, name)| (*name).to_owned())
}

/// A date as the edition's language prints it.
pub(super) fn date(edition: &Edition, date: NaiveDate) -> DateView {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let text = match edition.region() {
        Some(_) => format!("{year}年{month}月{day}日"),
        None => date.format("%-d %B %Y").to_string(),
    };
    DateView { iso: date.format("%Y-%m-%d").to_string(), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(tags: &[&str]) -> Vec<(String, String)> {
        let list = tags.iter().map(|tag| tag.parse().unwrap()).collect();
        let editions = Editions::new(list).unwrap();
        editions.iter().map(|(at, _)| (label(&editions, at), name(&editions, at))).collect()
    }

    #[test]
    fn editions_are_called_by_their_own_names() {
        let pair = |label: &str, name: &str| (label.to_owned(), name.to_owned());
        assert_eq!(
            names(&["zh-Hant-TW", "zh-Hans-CN", "en"]),
            [pair("繁體", "繁體中文"), pair("简体", "简体中文"), pair("English", "English")]
        );
        assert_eq!(
            names(&["zh-Hant-TW", "zh-Hant-HK"]),
            [pair("繁體（臺灣）", "繁體中文（臺灣）"), pair("繁體（香港）", "繁體中文（香港）")]
        );
    }

    #[test]
    fn dates_are_printed_as_the_language_does() {
        let day = NaiveDate::from_ymd_opt(2025, 3, 4).unwrap();
        assert_eq!(date(&"zh-Hans-CN".parse().unwrap(), day).text, "2025年3月4日");
        assert_eq!(date(&"en".parse().unwrap(), day).text, "4 March 2025");
    }
}
