//! In which script a text is written.

use std::collections::BTreeMap;

use encoding_rs::BIG5;
use opencc_rust::DefaultConfig;

use super::{ConvertError, opencc};
use crate::edition::Script;
use crate::text::han::is_han;

/// How many Han characters of a text are looked at; enough for a clear majority.
const SAMPLE: usize = 4096;

/// The characters that exist in one script only, read off OpenCC's tables: a character that
/// changes on the way to Simplified is Traditional; what it becomes is Simplified, unless Big5,
/// the character set of Taiwan, has it too (后, 里, 干).
pub(super) struct Distinctive(BTreeMap<char, Script>);

impl Distinctive {
    pub(super) fn load() -> Result<Self, ConvertError> {
        let every: Vec<char> = ('\u{3400}'..='\u{9FFF}').collect();
        let mut lines = String::with_capacity(every.len() * 4);
        for c in &every {
            lines.push(*c);
            lines.push('\n');
        }
        let converted = opencc::load(DefaultConfig::T2S)?
            .convert(&lines)
            .map_err(|error| ConvertError::Text(error.to_string()))?;
        let mut table = BTreeMap::new();
        for (from, to) in every.iter().zip(converted.lines().filter_map(|line| line.chars().next()))
        {
            if *from != to {
                table.insert(*from, Script::Traditional);
                if !in_big5(to) {
                    table.insert(to, Script::Simplified);
                }
            }
        }
        Ok(Self(table))
    }

    pub(super) fn detect(&self, text: &str) -> Option<Script> {
        let (mut traditional, mut simplified) = (0usize, 0usize);
        for c in text.chars().filter(|c| is_han(*c)).take(SAMPLE) {
            match self.0.get(&c) {
                Some(Script::Traditional) => traditional += 1,
                Some(Script::Simplified) => simplified += 1,
                None => {}
            }
        }
        match traditional.cmp(&simplified) {
            std::cmp::Ordering::Greater => Some(Script::Traditional),
            std::cmp::Ordering::Less => Some(Script::Simplified),
            std::cmp::Ordering::Equal => None,
        }
    }
}

fn in_big5(c: char) -> bool {
    !BIG5.encode(c.encode_utf8(&mut [0; 4])).2
}
