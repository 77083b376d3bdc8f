//! Columns that were read across: the extractor has put the lines of two columns down in turn.
//!
//! Which line goes on with which shows in the characters at the seam: in running text many pairs of
//! neighbouring characters occur more than once. If parting the lines of each page into two columns
//! makes the seams fit far better, the order of the source is wrong. Measured on texts of 2,000 to
//! 10,000 characters, the gain per box of lines lies between 0.4 and 1.2 where the order is right,
//! and between 2.4 and 3.0 where it is not. That is enough to warn, but not to put the lines in
//! order: one text is too short to know all its pairs.

use std::collections::BTreeMap;

use super::layout::{self, Cost};
use super::lines::Line;
use super::{facts, markers};
use crate::text::han::is_han;

/// What a seam is worth if its pair of characters is known, and if not.
const KNOWN: Cost = 12;
const UNKNOWN: Cost = -6;

/// What a box of lines gains on average, in tenths, if columns were read across.
const GAIN: Cost = 18;

/// Fewer boxes than this say nothing.
const LEAST: usize = 24;

/// So many boxes are looked at together: where pages are unknown, the cost must not grow with the
/// square of the text.
const LONGEST: usize = 80;

/// How often two characters stand side by side inside of lines.
type Pairs = BTreeMap<(char, char), u32>;

/// Lines that the extractor kept together.
type Chunk = std::ops::Range<usize>;

/// Whether the lines of two columns stand in turn.
pub(super) fn is_read_across(lines: &[Line], measure: usize) -> bool {
    if layout::usual_blanks(lines) == 0 {
        return false;
    }
    let pairs = pairs(lines);
    let (mut gained, mut count) = (0, 0);
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        for part in chunks(page).chunks(LONGEST) {
            count += part.len();
            gained += gain(page, part, &pairs, measure);
        }
    }
    count >= LEAST && gained * 10 > GAIN * Cost::try_from(count).unwrap_or(Cost::MAX / GAIN)
}

fn pairs(lines: &[Line]) -> Pairs {
    let mut pairs = Pairs::new();
    for line in lines {
        let mut before = None;
        for c in line.text.chars() {
            if let Some(before) = before {
                *pairs.entry((before, c)).or_default() += 1;
            }
            before = Some(c);
        }
    }
    pairs
}

/// Runs of lines with no empty line between them.
fn chunks(page: &[Line]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for (index, line) in page.iter().enumerate() {
        match chunks.last_mut() {
            Some(chunk) if line.blanks == 0 && !line.interrupted => chunk.end = index + 1,
            _ => chunks.push(index..index + 1),
        }
    }
    chunks
}

/// How well `next` goes on from `line`.
fn seam(line: &Line, next: &Line, pairs: &Pairs, measure: usize) -> Cost {
    let (Some(last), Some(first)) = (line.text.chars().next_back(), next.text.chars().next())
    else {
        return 0;
    };
    let starts = markers::of(&next.text).is_some();
    if facts::ends_sentence(&line.text) {
        return if layout::is_closing(first) { 2 * UNKNOWN } else { 0 };
    }
    let full = line.width + 4 + layout::first_unit(&next.text) > measure;
    if starts || !full {
        return UNKNOWN;
    }
    match pairs.get(&(last, first)) {
        Some(1) => KNOWN / 2,
        Some(_) => KNOWN,
        None if is_han(last) && is_han(first) => UNKNOWN,
        None => 0,
    }
}

/// What the seams gain if the boxes of a page are parted into two columns in the best way, by
/// dynamic programming: `best[other]` is the score of having placed the boxes so far, with `other`
/// as the last one in the column to which the newest does not belong (`n`: nothing yet).
fn gain(page: &[Line], chunks: &[Chunk], pairs: &Pairs, measure: usize) -> Cost {
    const NONE: Cost = Cost::MIN / 2;
    let n = chunks.len();
    let score =
        |a: usize, b: usize| seam(&page[chunks[a].end - 1], &page[chunks[b].start], pairs, measure);
    let sequential: Cost = (1..n).map(|b| score(b - 1, b)).sum();
    let mut best = vec![NONE; n + 1];
    best[n] = 0;
    for next in 1..n {
        let mut row = vec![NONE; n + 1];
        for (other, before) in best.iter().enumerate().filter(|(_, before)| **before > NONE) {
            row[other] = row[other].max(before + score(next - 1, next));
            let change = if other == n { UNKNOWN } else { score(other, next) };
            row[next - 1] = row[next - 1].max(before + change);
        }
        best = row;
    }
    best.into_iter().max().unwrap_or(sequential) - sequential
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two columns of running text over and over the same words, so that all pairs are known.
    fn text(across: bool) -> Vec<Line> {
        let words = "漁船清晨出港傍晚回來孩子們在沙灘上撿貝殼遠方的燈塔一明一滅";
        let chars: Vec<char> = words.chars().cycle().take(600).collect();
        let column = |skip: usize| -> Vec<String> {
            chars[skip..].chunks(11).take(24).map(|line| line.iter().collect()).collect()
        };
        let (left, right) = (column(0), column(300));
        let order: Vec<String> = if across {
            left.into_iter().zip(right).flat_map(|(a, b)| [a, b]).collect()
        } else {
            left.into_iter().chain(right).collect()
        };
        super::super::lines::read(&order.join("\n\n"))
    }

    #[test]
    fn columns_read_across_are_noticed() {
        assert!(is_read_across(&text(true), 22));
        assert!(!is_read_across(&text(false), 22));
    }
}
