//! Heads, feet and page numbers: what is printed on pages and is no part of the text.
//!
//! Three kinds of evidence: the shape of a page number; the same line on several pages (left and
//! right pages may differ); and, once a place on the page is known to hold the head, the line that
//! stands there on the one page where it differs. What is taken off is reported.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Line;
use super::report::{Reason, Report};
use super::{facts, layout};

/// How many lines at the top and at the bottom of a page may be furniture.
const EDGE: usize = 3;

/// A page-number line without pages to go by counts only in a row of at least this many.
const ROW: usize = 3;

/// Takes off heads, feet and page numbers.
pub(super) fn take_off(mut lines: Vec<Line>, report: &mut Report) -> Vec<Line> {
    let measure = layout::measure(&lines);
    let numbers = page_numbers(&lines);
    drop_lines(&mut lines, &numbers, Reason::PageNumber, report);
    let repeated = repeated(&lines, measure);
    let headed: BTreeSet<usize> = repeated.iter().map(|index| lines[*index].page).collect();
    drop_lines(&mut lines, &repeated, Reason::RunningHead, report);
    let alternating = alternating(&lines, &headed, measure);
    drop_lines(&mut lines, &alternating, Reason::RunningHead, report);
    lines
}

/// Removes the lines at these indices; what follows one of them is marked as interrupted.
fn drop_lines(
    lines: &mut Vec<Line>,
    indices: &BTreeSet<usize>,
    reason: Reason,
    report: &mut Report,
) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut interrupted = false;
    for (index, mut line) in std::mem::take(lines).into_iter().enumerate() {
        if indices.contains(&index) {
            report.omit(line.number, line.text, reason);
            interrupted = true;
            continue;
        }
        line.interrupted |= interrupted;
        interrupted = false;
        kept.push(line);
    }
    *lines = kept;
}

/// The number in a line that is nothing but a page number in an unmistakable shape.
pub(super) fn page_number(text: &str) -> Option<u32> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = compact.trim_matches(|c: char| "-–—－─·•~～|".contains(c));
    if inner.len() < compact.len() && inner.len() + 1 < compact.len() {
        return number(inner);
    }
    let lower = compact.to_lowercase();
    let named = lower
        .strip_prefix('第')
        .and_then(|rest| rest.split(['頁', '页']).next())
        .filter(|_| lower.contains(['頁', '页']) && compact.chars().count() <= 12);
    let english = lower.strip_prefix("page").or_else(|| lower.strip_prefix("p."));
    if let Some(rest) = named.or(english) {
        return number(rest.split(['/', 'o']).next()?);
    }
    let (page, total) = compact.split_once(['/', '／'])?;
    let (page, total) = (number(page)?, number(total)?);
    (1..=total).contains(&page).then_some(page)
}

/// A number as pages have it: at most four digits, ASCII or full-width.
fn number(text: &str) -> Option<u32> {
    let ascii: String = text.chars().map(facts::ascii_digit).collect();
    let digits = (1..=4).contains(&ascii.len()) && ascii.bytes().all(|b| b.is_ascii_digit());
    if digits { ascii.parse().ok() } else { None }
}

/// Indices of the lines that are page numbers.
fn page_numbers(lines: &[Line]) -> BTreeSet<usize> {
    let edge = edges(lines);
    let pages = lines.last().map_or(0, |line| line.page) + 1;
    let mut found = BTreeSet::new();
    let mut marked = Vec::new();
    let mut bare = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(number) = page_number(&line.text) {
            marked.push((index, number));
        } else if let Some(number) = number(&line.text) {
            bare.push((index, number));
        }
    }
    let row = in_row(&marked, 2);
    found.extend(
        marked.iter().map(|(index, _)| *index).filter(|index| edge[*index] || row.contains(index)),
    );
    let at_edge: Vec<_> = bare.iter().copied().filter(|(index, _)| edge[*index]).collect();
    let first_or_last = |index: usize| index == 0 || index + 1 == lines.len();
    found.extend(
        at_edge
            .iter()
            .filter(|(index, number)| {
                let expected = *number == u32::try_from(lines[*index].page + 1).unwrap_or(0);
                (pages > 1 || first_or_last(*index)) && expected
            })
            .map(|(index, _)| *index),
    );
    found.extend(in_row(&at_edge, 2));
    found.extend(in_row(&bare, ROW).into_iter().filter(|_| pages == 1));
    found
}

/// Indices of those that count up one by one, at least `least` of them in a row, each far enough
/// from the one before to have a page between them.
fn in_row(candidates: &[(usize, u32)], least: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for (start, first) in candidates.iter().enumerate() {
        let mut row = vec![*first];
        for candidate in &candidates[start + 1..] {
            let (index, number) = row[row.len() - 1];
            if candidate.1 == number + 1 && candidate.0 >= index + 8 {
                row.push(*candidate);
            }
        }
        if row.len() >= least {
            found.extend(row.iter().map(|(index, _)| *index));
        }
    }
    found
}

/// For each line, whether it is among the first or last of its page.
fn edges(lines: &[Line]) -> Vec<bool> {
    let mut edge = vec![false; lines.len()];
    let mut start = 0;
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let end = start + page.len();
        for index in (start..end).filter(|i| i - start < EDGE || end - i <= EDGE) {
            edge[index] = true;
        }
        start = end;
    }
    edge
}

/// What makes two lines the same head: their text without space and with any page number alike.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let digit = facts::ascii_digit(c).is_ascii_digit();
        if !(digit && key.ends_with('#')) {
            key.push(if digit { '#' } else { c });
        }
    }
    key
}

/// Indices of the lines that stand on several pages.
fn repeated(lines: &[Line], measure: usize) -> BTreeSet<usize> {
    let edge = edges(lines);
    let pages = lines.last().map_or(0, |line| line.page) + 1;
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        let short = line.width <= measure + 8 && !facts::ends_sentence(&line.text);
        if short && !is_enumerated(&line.text) {
            groups.entry(key(&line.text)).or_default().push(index);
        }
    }
    let mut found = BTreeSet::new();
    for group in groups.values() {
        let at_edge: Vec<usize> = group.iter().copied().filter(|index| edge[*index]).collect();
        let edge_pages = distinct_pages(lines, &at_edge);
        let all_pages = distinct_pages(lines, group);
        if edge_pages >= 2 && edge_pages * 4 >= pages {
            found.extend(first_on_each_page(lines, &at_edge));
        }
        let everywhere = all_pages >= 2 && all_pages * 4 >= pages * 3;
        let address = facts::is_web_address(&lines[group[0]].text);
        if everywhere && (all_pages >= 4 || address) {
            found.extend(first_on_each_page(lines, group));
        }
    }
    spare_title(lines, &mut found);
    found.extend(doubled_title(lines));
    found
}

/// Whether the line is numbered like a heading or a list item: those that differ only in their
/// numbers are no heads.
fn is_enumerated(text: &str) -> bool {
    super::markers::of(text).is_some_and(|marker| text.len() > marker.length)
}

fn distinct_pages(lines: &[Line], indices: &[usize]) -> usize {
    indices.iter().map(|index| lines[*index].page).collect::<BTreeSet<_>>().len()
}

fn first_on_each_page(lines: &[Line], indices: &[usize]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    indices.iter().copied().filter(|index| seen.insert(lines[*index].page)).collect()
}

/// On the first page a head may be missing, and the line that equals the heads of later pages is
/// then the title itself: it stands once, and the author follows.
fn spare_title(lines: &[Line], found: &mut BTreeSet<usize>) {
    let first_page: Vec<usize> =
        found.iter().copied().take_while(|index| lines[*index].page == 0).collect();
    for index in first_page {
        let again = lines.iter().enumerate().take(index + 8).any(|(other, line)| {
            other != index && line.page == 0 && key(&line.text) == key(&lines[index].text)
        });
        let followed_by_author =
            lines.get(index + 1).is_some_and(|next| facts::looks_like_byline(&next.text));
        if !again && followed_by_author && !facts::states_issue(&lines[index].text) {
            found.remove(&index);
        }
    }
}

/// A head that equals the title stands right above it, even if there is only one page.
fn doubled_title(lines: &[Line]) -> Option<usize> {
    let first = lines.first()?;
    let doubled = lines.iter().skip(1).take(2).any(|line| line.text == first.text);
    let short = !facts::ends_sentence(&first.text) && !facts::is_web_address(&first.text);
    (doubled && short).then_some(0)
}

/// Where every other page lost its head, the line on top of a page that lost none is a head too:
/// left and right pages differ, and the text is too short to repeat both.
fn alternating(lines: &[Line], headed: &BTreeSet<usize>, measure: usize) -> BTreeSet<usize> {
    let pages: BTreeSet<usize> = lines.iter().map(|line| line.page).collect();
    let mut found = BTreeSet::new();
    for (index, pair) in lines.windows(2).enumerate() {
        let [before, line] = pair else { continue };
        if line.page == before.page || headed.contains(&line.page) {
            continue;
        }
        let short = line.width * 5 < measure * 4 && !facts::ends_sentence(&line.text);
        let others =
            pages.iter().filter(|page| **page != line.page && headed.contains(page)).count();
        let every_other = others >= 2 && others + 1 == pages.len();
        let cuts_sentence = !facts::ends_sentence(&before.text);
        let issue = others >= 1 && facts::states_issue(&line.text);
        if short && (issue || every_other && cuts_sentence && !is_enumerated(&line.text)) {
            found.insert(index + 1);
        }
    }
    found
}
