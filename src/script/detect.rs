//! In which script a text is written.

use encoding_rs::BIG5;
use opencc_rust::DefaultConfig;

use super::{ConvertError, opencc};
use crate::edition::Script;
use crate::text::han::is_han;

/// How many Han characters of a text are looked at; enough for a clear majority.
const SAMPLE: usize = 1000;

/// The characters that exist in one script only, read off OpenCC's tables: a character that
/// changes on the way to Simplified is Traditional; what it becomes is Simplified, unless Big5,
/// the character set of Taiwan, has it too (后, 里, 干).
///
/// One element for each code point of the unified ideographs from U+3400 to U+9FFF, because every
/// character of every text is looked up here.
pub(super) struct Distinctive(Vec<Option<Script>>);

const FIRST: char = '\u{3400}';
const LAST: char = '\u{9FFF}';

impl Distinctive {
    pub(super) fn load() -> Result<Self, ConvertError> {
        let every: Vec<char> = (FIRST..=LAST).collect();
        let mut lines = String::with_capacity(every.len() * 4);
        for c in &every {
            lines.push(*c);
            lines.push('\n');
        }
        let converted = opencc::load(DefaultConfig::T2S)?
            .convert(&lines)
            .map_err(|error| ConvertError::Text(error.to_string()))?;
        let mut table = Self(vec![None; every.len()]);
        for (from, to) in every.iter().zip(converted.lines().filter_map(|line| line.chars().next()))
        {
            if *from != to {
                table.set(*from, Script::Traditional);
                if !in_big5(to) {
                    table.set(to, Script::Simplified);
                }
            }
        }
        Ok(table)
    }

    fn place(c: char) -> Option<usize> {
        usize::try_from(u32::from(c)).ok()?.checked_sub(FIRST as usize)
    }

    fn set(&mut self, c: char, script: Script) {
        if let Some(element) = Self::place(c).and_then(|place| self.0.get_mut(place)) {
            *element = Some(script);
        }
    }

    fn get(&self, c: char) -> Option<Script> {
        self.0.get(Self::place(c)?).copied().flatten()
    }

    pub(super) fn detect(&self, text: &str) -> Option<Script> {
        let (mut traditional, mut simplified) = (0usize, 0usize);
        for c in text.chars().filter(|c| is_han(*c)).take(SAMPLE) {
            match self.get(c) {
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
