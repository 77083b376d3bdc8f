//! The parts of a text that are prose, and how they are converted without touching the rest.
//!
//! A [`Block`] is what a reader takes in as one run of text, a paragraph or a table cell, given as
//! the byte ranges that hold its words; between them stand markup, code and link targets. All
//! ranges of a block are converted *together*, so that a word is recognised across `**` and across
//! a wrapped line, and then put back in their places.

use std::ops::Range;

use super::{Conversion, Convert, ConvertError};
use crate::text::address;

/// The byte ranges of one block's words, in order, not overlapping; none has a line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block(Vec<Range<usize>>);

impl Block {
    /// A block of these ranges. Empty ones are dropped, neighbours joined.
    #[must_use]
    pub fn new(ranges: Vec<Range<usize>>) -> Self {
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges.into_iter().filter(|range| range.start < range.end) {
            match joined.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => joined.push(range),
            }
        }
        Self(joined)
    }

    /// A block of one range.
    #[must_use]
    pub fn one(range: Range<usize>) -> Self {
        Self::new(std::iter::once(range).collect())
    }

    /// All of a text that has no markup.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        Self::one(0..text.len())
    }

    /// Whether there is nothing to convert.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges.
    #[must_use]
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.0
    }
}

/// The whole of `text` with the prose of `blocks` converted. Blocks may come in any order, and the
/// ranges of one may lie between those of another; no two ranges overlap.
pub(super) fn convert(
    conversion: &Conversion<'_>,
    text: &str,
    blocks: &[Block],
) -> Result<String, ConvertError> {
    let parts = Parts::of(text, blocks);
    let converted = parts.convert(conversion)?;
    let mut pieces: Vec<_> = parts.ranges().zip(&converted).collect();
    // The title of a link stands between the words of its paragraph but is a block of its own.
    pieces.sort_by_key(|(range, _)| range.start);
    let mut result = String::with_capacity(text.len() + text.len() / 16);
    let mut at = 0;
    for (range, replacement) in pieces {
        result.push_str(&text[at..range.start]);
        result.push_str(replacement);
        at = range.end;
    }
    result.push_str(&text[at..]);
    Ok(result)
}

/// Each of `blocks` of `text`, converted, without what stands between them. Blocks come in the
/// order of the text.
pub(super) fn convert_blocks(
    conversion: &Conversion<'_>,
    text: &str,
    blocks: &[Block],
) -> Result<Vec<String>, ConvertError> {
    let parts = Parts::of(text, blocks);
    let converted = parts.convert(conversion)?;
    let mut pieces = parts.ranges().zip(converted).peekable();
    let mut results = Vec::with_capacity(blocks.len());
    for block in blocks {
        let mut result = String::new();
        let Some((first, last)) = block.0.first().zip(block.0.last()) else {
            results.push(result);
            continue;
        };
        let mut at = first.start;
        while let Some((range, replacement)) = pieces.next_if(|(range, _)| range.end <= last.end) {
            result.push_str(&text[at..range.start]);
            result.push_str(&replacement);
            at = range.end;
        }
        result.push_str(&text[at..last.end]);
        results.push(result);
    }
    Ok(results)
}

/// The ranges that are sent to the converter: the prose without the addresses and line feeds in
/// it, block by block.
struct Parts<'a> {
    text: &'a str,
    blocks: Vec<Vec<Range<usize>>>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str, blocks: &[Block]) -> Self {
        let blocks = blocks.iter().map(|block| words_of(text, block)).collect();
        Self { text, blocks }
    }

    fn ranges(&self) -> impl Iterator<Item = &Range<usize>> {
        self.blocks.iter().flatten()
    }

    /// What each range becomes, in order.
    ///
    /// All blocks go to the converter at once, a line each: it keeps line feeds and no word
    /// reaches over one.
    fn convert(&self, conversion: &Conversion<'_>) -> Result<Vec<String>, ConvertError> {
        let lines: Vec<Line> =
            self.blocks.iter().map(|block| Line::of(self.text, block, conversion)).collect();
        let mut masked = String::new();
        for line in &lines {
            masked.push_str(&line.masked);
            masked.push('\n');
        }
        let converted = conversion.characters.convert(&masked)?;
        let mut results = Vec::new();
        for (line, converted) in lines.iter().zip(converted.split('\n')) {
            match line.share_out(converted) {
                Some(shared) => results.extend(shared),
                None => results.extend(line.convert_in_pieces(conversion.characters)?),
            }
        }
        Ok(results)
    }
}

/// What stands in a line for a word that the vocabulary has decided: a control character, which
/// no dictionary knows and which is one byte long.
const MASK: char = '\u{1}';

/// One block's words on their way through the converter.
struct Line {
    /// The text of all ranges, with a [`MASK`] for each word that is decided.
    masked: String,
    /// What each character of `masked` stands for.
    units: Vec<Unit>,
    /// How many ranges there are.
    ranges: usize,
}

/// What a character on its way through the converter stands for.
enum Unit {
    /// Itself; in the range with this number.
    Character(usize),
    /// Words that go into the ranges with these numbers.
    Word(Vec<(usize, String)>),
}

impl Line {
    fn of(text: &str, block: &[Range<usize>], conversion: &Conversion<'_>) -> Self {
        let joined: String = block.iter().map(|range| &text[range.clone()]).collect();
        let range_of: Vec<usize> = block
            .iter()
            .enumerate()
            .flat_map(|(at, range)| text[range.clone()].chars().map(move |_| at))
            .collect();
        let mut line = Self { masked: String::new(), units: Vec::new(), ranges: block.len() };
        let mut ranges = range_of.into_iter();
        let mut at = 0;
        for choice in conversion.applied(&joined) {
            line.push_characters(&joined[at..choice.range.start], &mut ranges);
            let word = &joined[choice.range.clone()];
            let places: Vec<usize> = ranges.by_ref().take(word.chars().count()).collect();
            match place_word(choice.replacement, &places) {
                Some(placed) => {
                    line.masked.push(MASK);
                    line.units.push(Unit::Word(placed));
                }
                None => line.push_characters(word, &mut places.into_iter()),
            }
            at = choice.range.end;
        }
        line.push_characters(&joined[at..], &mut ranges);
        line
    }

    fn push_characters(&mut self, text: &str, ranges: &mut impl Iterator<Item = usize>) {
        self.masked.push_str(text);
        self.units.extend(ranges.take(text.chars().count()).map(Unit::Character));
    }

    /// Puts converted characters back into their ranges. `None` if the converter changed their
    /// number, so that nobody can say which is which.
    fn share_out(&self, converted: &str) -> Option<Vec<String>> {
        let mut shared = vec![String::new(); self.ranges];
        let mut characters = converted.chars();
        for unit in &self.units {
            let character = characters.next()?;
            match unit {
                Unit::Character(range) => shared[*range].push(character),
                Unit::Word(words) => {
                    words.iter().for_each(|(range, word)| shared[*range].push_str(word));
                }
            }
        }
        characters.next().is_none().then_some(shared)
    }

    /// Converts what stands between decided words and the edges of ranges piece by piece.
    fn convert_in_pieces(&self, converter: &dyn Convert) -> Result<Vec<String>, ConvertError> {
        let mut shared = vec![String::new(); self.ranges];
        let mut piece = String::new();
        let mut piece_range = 0;
        for (unit, character) in self.units.iter().zip(self.masked.chars()) {
            let goes_on = matches!(unit, Unit::Character(range) if *range == piece_range);
            if !goes_on && !piece.is_empty() {
                shared[piece_range].push_str(&converter.convert(&std::mem::take(&mut piece))?);
            }
            match unit {
                Unit::Character(range) => {
                    piece_range = *range;
                    piece.push(character);
                }
                Unit::Word(words) => {
                    words.iter().for_each(|(range, word)| shared[*range].push_str(word));
                }
            }
        }
        if !piece.is_empty() {
            shared[piece_range].push_str(&converter.convert(&piece)?);
        }
        Ok(shared)
    }
}

/// Where a decided word goes, whose characters stood in the ranges `places`, one number each. Every
/// range gets at least one character, or the markup around it would hold nothing (`****`); the
/// last one takes what is over. `None` if the word has too few characters for that.
fn place_word(word: &str, places: &[usize]) -> Option<Vec<(usize, String)>> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for place in places {
        match counts.last_mut() {
            Some((last, count)) if last == place => *count += 1,
            _ => counts.push((*place, 1)),
        }
    }
    let mut left = word.chars().count();
    let mut characters = word.chars();
    let mut placed = Vec::with_capacity(counts.len());
    for (at, (range, count)) in counts.iter().enumerate() {
        let later = counts.len() - at - 1;
        let taken = match later {
            0 => left,
            _ => (*count).min(left.checked_sub(later)?),
        };
        if taken == 0 {
            return None;
        }
        left -= taken;
        placed.push((*range, characters.by_ref().take(taken).collect()));
    }
    Some(placed)
}

/// The ranges of a block without addresses and line feeds.
fn words_of(text: &str, block: &Block) -> Vec<Range<usize>> {
    let mut words = Vec::with_capacity(block.0.len());
    for range in &block.0 {
        let inside = &text[range.clone()];
        let mut at = range.start;
        let mut kept: Vec<Range<usize>> = address::find(inside);
        kept.extend(inside.match_indices('\n').map(|(feed, _)| feed..feed + 1));
        kept.sort_by_key(|cut| cut.start);
        for cut in kept {
            let cut = range.start + cut.start..range.start + cut.end;
            if at < cut.start {
                words.push(at..cut.start);
            }
            at = at.max(cut.end);
        }
        if at < range.end {
            words.push(at..range.end);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes Latin in capitals, but `ab` as `X` and `cd` as `YZ`.
    struct Toy;

    impl Convert for Toy {
        fn convert(&self, text: &str) -> Result<String, ConvertError> {
            Ok(text.replace("ab", "X").replace("cd", "YZ").to_uppercase())
        }
    }

    fn toy() -> Conversion<'static> {
        Conversion::of_characters(&Toy)
    }

    fn blocks(text: &str, words: &[&[&str]]) -> Vec<Block> {
        let mut at = 0;
        let mut find = |word: &&str| {
            let start = at + text[at..].find(*word).unwrap();
            at = start + word.len();
            start..at
        };
        words.iter().map(|block| Block::new(block.iter().map(&mut find).collect())).collect()
    }

    #[test]
    fn only_the_given_ranges_change() {
        let text = "# q `code` r\n";
        let blocks = blocks(text, &[&["q", "r"]]);
        assert_eq!(convert(&toy(), text, &blocks).unwrap(), "# Q `code` R\n");
    }

    #[test]
    fn a_word_is_recognised_across_markup() {
        let text = "**c**d";
        let found = blocks(text, &[&["c", "d"]]);
        assert_eq!(convert(&toy(), text, &found).unwrap(), "**Y**Z");
    }

    #[test]
    fn when_the_length_changes_each_range_is_converted_alone() {
        let text = "**ab** q *ab*";
        let found = blocks(text, &[&["ab", " q ", "ab"]]);
        assert_eq!(convert(&toy(), text, &found).unwrap(), "**X** Q *X*");
    }

    #[test]
    fn a_decided_word_goes_where_the_old_one_stood() {
        let placed = |word, places: &[usize]| {
            place_word(word, places).map(|parts| {
                parts.iter().map(|(at, part)| format!("{at}{part}")).collect::<Vec<_>>()
            })
        };
        assert_eq!(placed("特朗普", &[0, 1]).unwrap(), ["0特", "1朗普"]);
        assert_eq!(placed("甲乙", &[0, 1]).unwrap(), ["0甲", "1乙"]);
        assert_eq!(placed("甲乙", &[3, 3, 3]).unwrap(), ["3甲乙"]);
        assert_eq!(placed("甲乙丙", &[0, 0, 1, 2]).unwrap(), ["0甲", "1乙", "2丙"]);
        assert_eq!(placed("甲", &[0, 1]), None);
    }

    #[test]
    fn no_word_reaches_from_block_to_block() {
        let text = "c|d";
        let found = blocks(text, &[&["c"], &["d"]]);
        assert_eq!(convert(&toy(), text, &found).unwrap(), "C|D");
        assert_eq!(convert_blocks(&toy(), text, &found).unwrap(), ["C", "D"]);
    }

    #[test]
    fn addresses_and_empty_blocks_stay() {
        let text = "q https://a.org/q q";
        let all = [Block::default(), Block::whole(text), Block::default()];
        assert_eq!(convert(&toy(), text, &all).unwrap(), "Q https://a.org/q Q");
        assert_eq!(convert_blocks(&toy(), text, &all).unwrap(), ["", "Q https://a.org/q Q", ""]);
    }

    proptest::proptest! {
        #[test]
        fn with_nothing_to_convert_nothing_changes(text in "[\\PC\n]{0,80}") {
            proptest::prop_assert_eq!(convert(&toy(), &text, &[]).unwrap(), text);
        }

        #[test]
        fn line_feeds_stay_where_they_are(text in "[a-d \n]{0,60}") {
            let converted = convert(&toy(), &text, &[Block::whole(&text)]).unwrap();
            let expected: Vec<String> =
                text.split('\n').map(|line| Toy.convert(line).unwrap()).collect();
            // A line of one range is converted whole; of several, by length or one by one.
            proptest::prop_assert_eq!(converted.split('\n').count(), expected.len());
            proptest::prop_assert_eq!(
                converted.matches('\n').count(), text.matches('\n').count());
        }
    }
}
