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
    paginate(&mut lines, &numbers);
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
    if let Some(rest) = lower.strip_prefix('第') {
        let (page, total) = rest.split_once(['頁', '页'])?;
        let total = total.trim_matches(|c: char| "，,/／（）()共頁页".contains(c));
        return number(page).filter(|_| total.is_empty() || number(total).is_some());
    }
    if let Some(rest) = lower.strip_prefix("page").or_else(|| lower.strip_prefix("p.")) {
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

/// Where nothing else shows the pages, their numbers do: they stand at the foot, or at the head if the
/// first of them is among the first lines.
fn paginate(lines: &mut [Line], numbers: &BTreeSet<usize>) {
    if numbers.len() < 2 || lines.last().is_none_or(|line| line.page > 0) {
        return;
    }
    let at_head = numbers.first().is_some_and(|first| *first < EDGE);
    let mut page = 0;
    for (index, line) in lines.iter_mut().enumerate() {
        let numbered = numbers.contains(&index);
        page += usize::from(numbered && at_head && index >= EDGE);
        line.page = page;
        page += usize::from(numbered && !at_head);
    }
}

/// Indices of those that count up one by one, at least `least` of them in a row, each far enough
/// from the one before to have a page between them.
fn in_row(candidates: &[(usize, u32)], least: usize) -> BTreeSet<usize> {
    // Rows by the number that would come next.
    let mut rows: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for (index, number) in candidates {
        let far = |row: &Vec<usize>| row.last().is_some_and(|last| *index >= last + 8);
        let mut row = match rows.get(number) {
            Some(row) if far(row) => rows.remove(number).unwrap_or_default(),
            _ => Vec::new(),
        };
        row.push(*index);
        if row.len() >= least {
            found.extend(row.iter().copied());
            row = row.split_off(row.len() - least);
        }
        rows.entry(number + 1).or_insert(row);
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
    found.extend(title_heads(lines));
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

/// A line on top of a later page that says the same as one of the title block is a head, even if the
/// text has only two pages.
fn title_heads(lines: &[Line]) -> Vec<usize> {
    let block: BTreeSet<String> = lines
        .iter()
        .take_while(|line| line.page == 0)
        .take(8)
        .filter(|line| !facts::ends_sentence(&line.text))
        .map(|line| key(&line.text))
        .collect();
    (1..lines.len())
        .filter(|index| lines[*index].page != lines[index - 1].page)
        .filter(|index| !facts::ends_sentence(&lines[*index].text))
        .filter(|index| block.contains(&key(&lines[*index].text)))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn taken_off(text: &str) -> (String, usize) {
        let mut report = Report::default();
        let lines = take_off(super::super::lines::read(text), &mut report);
        let left: Vec<String> = lines.into_iter().map(|line| line.text).collect();
        (left.join("|"), report.omissions.len())
    }

    /// Twelve different lines of text, in mid-sentence.
    fn page(first: char) -> String {
        let line = |n: u32| {
            let c = char::from_u32(u32::from(first) + n).unwrap_or(first);
            format!("{c}東風吹過海面漁船慢慢回到港灣\n")
        };
        (0..12).map(line).collect()
    }

    #[test]
    fn page_numbers_come_in_many_shapes() {
        for text in [
            "- 3 -",
            "—3—",
            "-3-",
            "第 3 頁",
            "第3页，共9页",
            "第 3 頁 / 共 9 頁",
            "3/12",
            "3 / 12",
            "Page 3 of 9",
            "P. 3",
            "· 3 ·",
        ] {
            assert_eq!(page_number(text), Some(3), "{text}");
        }
        for text in
            ["第 12 頁。", "12/3", "3", "-", "2023-2024", "第三章", "1/2 的人", "-3", "pp. 3-9"]
        {
            assert_eq!(page_number(text), None, "{text}");
        }
    }

    #[test]
    fn alternating_heads_and_page_numbers_go() {
        let text = format!(
            "海岸季刊\n{}- 1 -\n\u{c}港灣的黎明\n{}- 2 -\n\u{c}海岸季刊\n{}- 3 -\n\u{c}港灣的黎明\n{}- 4 -\n",
            page('春'),
            page('夏'),
            page('秋'),
            page('冬'),
        );
        let (left, omitted) = taken_off(&text);
        assert_eq!(omitted, 8);
        assert!(!left.contains("海岸") && !left.contains("黎明") && !left.contains("- 1"));
    }

    #[test]
    fn pages_without_form_feeds_show_by_their_numbers() {
        let text = format!(
            "{}- 1 -\n海岸季刊\n{}- 2 -\n海岸季刊\n{}- 3 -\n",
            page('春'),
            page('夏'),
            page('秋')
        );
        assert_eq!(taken_off(&text).1, 5);
    }

    #[test]
    fn a_head_that_equals_the_title_leaves_the_title() {
        let (left, omitted) = taken_off("港灣的黎明\n港灣的黎明\n林海青\n漁船出港。");
        assert_eq!((left.as_str(), omitted), ("港灣的黎明|林海青|漁船出港。", 1));
        let text = format!("港灣的黎明\n林海青\n{}\u{c}港灣的黎明\n{}", page('春'), page('夏'));
        assert!(taken_off(&text).0.starts_with("港灣的黎明|林海青"));
    }

    #[test]
    fn the_head_of_a_second_page_may_equal_the_title() {
        let text = format!(
            "海岸論壇\n第 3 期\n一月\n港灣的黎明\n林海青\n{}\u{c}港灣的黎明\n{}",
            page('春'),
            page('夏'),
        );
        let (left, omitted) = taken_off(&text);
        assert_eq!((left.matches("港灣的黎明").count(), omitted), (1, 1));
    }

    #[test]
    fn numbers_and_repeated_words_in_the_text_stay() {
        for text in ["甲\n3\n乙\n", "一、前言\n甲。\n\u{c}二、前言\n乙。\n", "甲\n12\n乙\n15\n丙\n"]
        {
            assert_eq!(taken_off(text).1, 0, "{text}");
        }
    }
}
