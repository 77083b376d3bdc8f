//! Sentences as an editor of the other region would print them: vocabulary and OpenCC together.
//!
//! `tests/conversion/*.tsv` hold domain, source and expected sentence. A sentence that comes out
//! wrong is named in `known-misses.txt`; one that is not named fails the test, and so does a named
//! one that comes out right: the sets only grow.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot read")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shanben::config;
use shanben::edition::Edition;
use shanben::script::vocabulary::{Direction, Kind, Region, Scope, Vocabulary};
use shanben::script::{Conversion, Scripts, convert_text};

/// A direction, converted as the editions are.
struct Converter {
    scripts: Scripts,
    from: Edition,
    to: Edition,
}

impl Converter {
    fn new(from: &str, to: &str) -> Self {
        let scripts = Scripts::load(config::Vocabulary::Publication, Vec::new()).unwrap();
        Self { scripts, from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    fn conversion(&self) -> Conversion<'_> {
        self.scripts.between(&self.from, &self.to, None).unwrap().unwrap()
    }

    fn convert(&self, text: &str) -> String {
        convert_text(Some(&self.conversion()), text).unwrap()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conversion")
}

/// Domain, source and expected sentence of each line of a set.
fn sentences(set: &str) -> Vec<(String, String, String)> {
    let text = fs::read_to_string(folder().join(set)).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[domain, source, expected] = &cells[..] else { panic!("{set}: {line}") };
        (domain.to_owned(), source.to_owned(), expected.to_owned())
    })
    .collect()
}

/// Compares a set with what comes out; at least `least` sentences have to be there.
fn check(set: &str, from: &str, to: &str, least: usize) {
    let known = fs::read_to_string(folder().join("known-misses.txt")).unwrap();
    let known: BTreeSet<&str> = known.lines().filter(|line| !line.starts_with('#')).collect();
    let converter = Converter::new(from, to);
    let sentences = sentences(set);
    assert!(sentences.len() >= least, "{set} has shrunk to {}", sentences.len());
    let mut wrong = Vec::new();
    for (domain, source, expected) in &sentences {
        let converted = converter.convert(source);
        let right = converted == *expected;
        if right == known.contains(source.as_str()) {
            let what = if right { "is right now: take it off the list" } else { "is wrong" };
            wrong.push(format!(
                "{domain}: {source}\n  {what}\n  want {expected}\n  got  {converted}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{set}:\n{}", wrong.join("\n"));
}

#[test]
fn taiwan_to_the_mainland() {
    check("taiwan-mainland.tsv", "zh-Hant-TW", "zh-Hans-CN", 517);
}

#[test]
fn the_mainland_to_taiwan() {
    check("mainland-taiwan.tsv", "zh-Hans-CN", "zh-Hant-TW", 409);
}

#[test]
fn hong_kong_to_the_mainland() {
    check("hong-kong-mainland.tsv", "zh-Hant-HK", "zh-Hans-CN", 25);
}

/// OpenCC alone is not idempotent: `s2tw` makes 嶽飛 of 岳飛. The vocabulary has to be.
#[test]
fn the_words_of_a_converted_text_stay_as_they_are() {
    for (set, from, to) in [
        ("taiwan-mainland.tsv", "zh-Hant-TW", "zh-Hans-CN"),
        ("mainland-taiwan.tsv", "zh-Hans-CN", "zh-Hant-TW"),
    ] {
        let converter = Converter::new(from, to);
        for (_, source, _) in sentences(set) {
            let once = converter.convert(&source);
            let conversion = converter.conversion();
            for choice in conversion.choices(&once) {
                let word = &once[choice.range.clone()];
                assert!(
                    choice.kind != Kind::Applied || word == choice.replacement,
                    "{once}: {word}"
                );
            }
        }
    }
}

#[test]
fn a_text_for_its_own_readers_has_no_choices() {
    for region in [Region::Taiwan, Region::HongKong, Region::Mainland] {
        let direction = Direction::new(region, region);
        let vocabulary = Vocabulary::new(direction, Scope::Publication, Vec::new());
        for (_, source, _) in sentences("taiwan-mainland.tsv") {
            assert!(vocabulary.choices(&source).is_empty());
        }
    }
}
