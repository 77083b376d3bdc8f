//! Columns side by side, as some extractors keep them: first all of the left one, then the right.

use super::lines::Line;
use crate::text::han::is_solid;

/// At least so many spaces part the columns.
const GUTTER: usize = 3;

/// At least so many lines of a page have text in both columns.
const LEAST: usize = 5;

/// Puts the columns of each page one behind the other.
pub(super) fn linearise(lines: Vec<Line>) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        match gutter(page) {
            Some(column) => split(page, column, &mut out),
            None => out.extend_from_slice(page),
        }
    }
    out
}

/// Where the right column begins, in characters from the left, if the page has two.
fn gutter(page: &[Line]) -> Option<usize> {
    let mut starts: Vec<usize> =
        page.iter().filter_map(|line| gap(line, 0)).map(|gap| gap.right).collect();
    starts.sort_unstable();
    let column = *starts.get(starts.len() / 2)?;
    let near = |line: &&Line| gap(line, column).is_some_and(|gap| gap.right.abs_diff(column) <= 4);
    let two = page.iter().filter(near).count();
    let prose = page.iter().filter(near).filter(|line| is_prose(&line.text)).count();
    let crossing = page.iter().filter(|line| !near(line) && crosses(line, column)).count();
    (two >= LEAST && prose * 3 >= two * 2 && crossing * 5 <= page.len()).then_some(column)
}

/// Whether both halves are long enough for running text: cells of a table are not.
fn is_prose(text: &str) -> bool {
    let widths = text.split("   ").map(str::trim).filter(|part| !part.is_empty());
    let long = widths.filter(|part| part.chars().filter(|c| is_solid(*c)).count() >= 8).count();
    long >= 1
}

/// A run of spaces inside a line.
struct Gap {
    /// Bytes of the text before it.
    left: usize,
    /// Byte of the text behind it.
    behind: usize,
    /// The character column at which the text behind it begins.
    right: usize,
}

/// The widest gap in a line; with a `column`, the gap whose right side is nearest to it.
fn gap(line: &Line, column: usize) -> Option<Gap> {
    let mut best: Option<Gap> = None;
    let mut run: Option<(usize, usize)> = None;
    for (position, (at, c)) in (line.indent..).zip(line.text.char_indices()) {
        if c == ' ' {
            run = Some(run.map_or((at, 1), |(start, length)| (start, length + 1)));
        } else if let Some((start, length)) = run.take() {
            let here = Gap { left: start, behind: at, right: position };
            let better = best.as_ref().is_none_or(|best| {
                if column == 0 {
                    length > best.behind - best.left
                } else {
                    here.right.abs_diff(column) < best.right.abs_diff(column)
                }
            });
            if length >= GUTTER && better {
                best = Some(here);
            }
        }
    }
    best
}

/// Appends the lines of a page, left column first. A line that crosses the gutter ends both.
fn split(page: &[Line], column: usize, out: &mut Vec<Line>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let (first, last) =
        (page.iter().position(|l| parts(l, column)), page.iter().rposition(|l| parts(l, column)));
    let (Some(first), Some(last)) = (first, last) else {
        out.extend_from_slice(page);
        return;
    };
    for (index, line) in page.iter().enumerate() {
        let near = gap(line, column).filter(|gap| gap.right.abs_diff(column) <= 8);
        if let Some(gap) = near.filter(|_| index >= first) {
            left.push(piece(line, &line.text[..gap.left], line.indent));
            right.push(piece(line, &line.text[gap.behind..], 0));
        } else if line.indent + 4 >= column && index > first {
            right.push(piece(line, &line.text, 0));
        } else if index < first || index > last && crosses(line, column) {
            flush(&mut left, &mut right, out);
            out.push(line.clone());
        } else {
            left.push(line.clone());
        }
    }
    flush(&mut left, &mut right, out);
}

fn parts(line: &Line, column: usize) -> bool {
    gap(line, column).is_some_and(|gap| gap.right.abs_diff(column) <= 4)
}

/// Whether the text of a line reaches over the gutter.
fn crosses(line: &Line, column: usize) -> bool {
    line.indent < column && line.indent + line.text.chars().count() > column
}

fn flush(left: &mut Vec<Line>, right: &mut Vec<Line>, out: &mut Vec<Line>) {
    if let Some(first) = right.first_mut() {
        first.interrupted = true;
    }
    out.append(left);
    out.append(right);
}

/// Part of a line as a line of its own.
fn piece(line: &Line, text: &str, indent: usize) -> Line {
    let part = Line::new(line.number, text);
    Line { blanks: line.blanks, page: line.page, interrupted: line.interrupted, indent, ..part }
}
