//! The parts of a text that are prose, and how they are converted without touching the rest.
//!
//! A [`Block`] is what a reader takes in as one run of text, a paragraph or a table cell, given as
//! the byte ranges that hold its words; between them stand markup, code and link targets. All
//! ranges of a block are converted *together*, so that a word is recognised across `**` and across
//! a wrapped line, and then put back in their places.

use std::ops::Range;

use super::{Convert, ConvertError};
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
    converter: &dyn Convert,
    text: &str,
    blocks: &[Block],
) -> Result<String, ConvertError> {
    let parts = Parts::of(text, blocks);
    let converted = parts.convert(converter)?;
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
    converter: &dyn Convert,
    text: &str,
    blocks: &[Block],
) -> Result<Vec<String>, ConvertError> {
    let parts = Parts::of(text, blocks);
    let converted = parts.convert(converter)?;
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
    fn convert(&self, converter: &dyn Convert) -> Result<Vec<String>, ConvertError> {
        let mut lines = String::new();
        for block in &self.blocks {
            lines.extend(block.iter().map(|range| &self.text[range.clone()]));
            lines.push('\n');
        }
        let converted = converter.convert(&lines)?;
        let mut converted_lines = converted.split('\n');
        let mut results = Vec::new();
        for block in &self.blocks {
            let line = converted_lines.next().unwrap_or_default();
            match share_out(self.text, block, line) {
                Some(shared) => results.extend(shared),
                None => {
                    for range in block {
                        results.push(converter.convert(&self.text[range.clone()])?);
                    }
                }
            }
        }
        Ok(results)
    }
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

/// Cuts a converted line so that each range gets as many characters as it had. `None` if the
/// conversion changed their number, so that nobody can say where the cuts are.
fn share_out(text: &str, block: &[Range<usize>], line: &str) -> Option<Vec<String>> {
    if let [_] = block {
        return Some(vec![line.to_owned()]);
    }
    let mut rest = line.chars();
    let mut shared = Vec::with_capacity(block.len());
    for range in block {
        let count = text[range.clone()].chars().count();
        let piece: String = rest.by_ref().take(count).collect();
        if piece.chars().count() != count {
            return None;
        }
        shared.push(piece);
    }
    rest.next().is_none().then_some(shared)
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
        assert_eq!(convert(&Toy, text, &blocks).unwrap(), "# Q `code` R\n");
    }

    #[test]
    fn a_word_is_recognised_across_markup() {
        let text = "**c**d";
        let found = blocks(text, &[&["c", "d"]]);
        assert_eq!(convert(&Toy, text, &found).unwrap(), "**Y**Z");
    }

    #[test]
    fn when_the_length_changes_each_range_is_converted_alone() {
        let text = "**ab** q *ab*";
        let found = blocks(text, &[&["ab", " q ", "ab"]]);
        assert_eq!(convert(&Toy, text, &found).unwrap(), "**X** Q *X*");
    }

    #[test]
    fn no_word_reaches_from_block_to_block() {
        let text = "c|d";
        let found = blocks(text, &[&["c"], &["d"]]);
        assert_eq!(convert(&Toy, text, &found).unwrap(), "C|D");
        assert_eq!(convert_blocks(&Toy, text, &found).unwrap(), ["C", "D"]);
    }

    #[test]
    fn addresses_and_empty_blocks_stay() {
        let text = "q https://a.org/q q";
        let all = [Block::default(), Block::whole(text), Block::default()];
        assert_eq!(convert(&Toy, text, &all).unwrap(), "Q https://a.org/q Q");
        assert_eq!(convert_blocks(&Toy, text, &all).unwrap(), ["", "Q https://a.org/q Q", ""]);
    }

    proptest::proptest! {
        #[test]
        fn with_nothing_to_convert_nothing_changes(text in "[\\PC\n]{0,80}") {
            proptest::prop_assert_eq!(convert(&Toy, &text, &[]).unwrap(), text);
        }

        #[test]
        fn line_feeds_stay_where_they_are(text in "[a-d \n]{0,60}") {
            let converted = convert(&Toy, &text, &[Block::whole(&text)]).unwrap();
            let expected: Vec<String> =
                text.split('\n').map(|line| Toy.convert(line).unwrap()).collect();
            // A line of one range is converted whole; of several, by length or one by one.
            proptest::prop_assert_eq!(converted.split('\n').count(), expected.len());
            proptest::prop_assert_eq!(
                converted.matches('\n').count(), text.matches('\n').count());
        }
    }
}
