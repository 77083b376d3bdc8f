//! Notes at the foot of a page or at the end, and their marks in the text.
//!
//! A note is believed only if its number is the next in turn, it begins a line, and its mark stands
//! in the text before it. So a list that happens to be numbered stays a list.

use super::facts;
use super::lines::Line;
use crate::intake::document::Inline;
use crate::text::han::is_han;

/// How notes are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `[1]`, also in the full-width brackets of Chinese text.
    Brackets,
    /// `註1`, `注 1`, also in brackets.
    Word,
    /// `①`
    Circled,
    /// `¹`
    Superscript,
    /// A bare number, which extraction has brought down from above the line.
    Bare,
}

const STYLES: [Style; 5] =
    [Style::Brackets, Style::Word, Style::Circled, Style::Superscript, Style::Bare];

/// The lines of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoteLines {
    pub(super) label: u32,
    /// Its number as it was written.
    pub(super) number: String,
    pub(super) lines: Vec<Line>,
}

/// The notes that were found.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    pub(super) style: Option<Style>,
    pub(super) notes: Vec<NoteLines>,
}

/// Takes the notes out of the lines.
pub(super) fn take_off(lines: Vec<Line>) -> (Vec<Line>, Notes) {
    for style in STYLES {
        let notes = find(&lines, style);
        if notes.iter().any(|assigned| assigned.is_some()) {
            return part(lines, &notes, style);
        }
    }
    (lines, Notes::default())
}

/// Parts the lines that belong to a note from the others.
fn part(lines: Vec<Line>, assigned: &[Option<u32>], style: Style) -> (Vec<Line>, Notes) {
    let mut body: Vec<Line> = Vec::with_capacity(lines.len());
    let mut notes: Vec<NoteLines> = Vec::new();
    let mut interrupted = false;
    for (mut line, label) in lines.into_iter().zip(assigned) {
        let Some(label) = *label else {
            line.interrupted |= interrupted;
            interrupted = false;
            body.push(line);
            continue;
        };
        interrupted = true;
        match notes.last_mut().filter(|note| note.label == label) {
            Some(note) => note.lines.push(line),
            None => {
                let length = definition(&line.text, style, label).unwrap_or(0);
                let number = line.text[..length].trim_end().to_owned();
                line.text = line.text[length..].trim_start().to_owned();
                notes.push(NoteLines { label, number, lines: vec![line] });
            }
        }
    }
    (body, Notes { style: Some(style), notes })
}

/// For each line, the label of the note to which it belongs.
fn find(lines: &[Line], style: Style) -> Vec<Option<u32>> {
    let mut assigned = vec![None; lines.len()];
    let mut expected = 1;
    let mut seen = 0;
    let mut index = 0;
    while index < lines.len() {
        let starts = definition(&lines[index].text, style, expected).is_some()
            && lines[index].text != expected.to_string();
        if !starts || !marked(&lines[seen..index], &assigned[seen..index], style, expected) {
            index += 1;
            continue;
        }
        let (end, last) = zone(lines, index, style, expected);
        let marks_outside = (expected..=last)
            .all(|label| marked(&lines[seen..index], &assigned[seen..index], style, label));
        if !marks_outside {
            index += 1;
            continue;
        }
        assign(&mut assigned, lines, index..end, style, expected);
        (expected, seen, index) = (last + 1, 0, end);
    }
    assigned
}

/// Where the notes that begin at line `start` with number `first` end, and the last number among
/// them. At the foot of a page they go on to its end; at the end of the text, to the end.
fn zone(lines: &[Line], start: usize, style: Style, first: u32) -> (usize, u32) {
    let page = lines[start].page;
    let mut last = first;
    let mut end = start + 1;
    while end < lines.len() {
        let line = &lines[end];
        if definition(&line.text, style, last + 1).is_some() {
            last += 1;
        } else if line.page != page {
            let more = (end..lines.len())
                .any(|later| definition(&lines[later].text, style, last + 1).is_some());
            let to_the_end =
                lines.len() - end <= 2 || more && !marked_line(lines, end, style, last + 1);
            if !to_the_end {
                break;
            }
        }
        end += 1;
    }
    (end, last)
}

/// Whether the mark of `label` stands in the text from line `from` on: then the text goes on there.
fn marked_line(lines: &[Line], from: usize, style: Style, label: u32) -> bool {
    lines[from..].iter().any(|line| {
        definition(&line.text, style, label).is_none()
            && mark(&line.text, 0, style, label).is_some()
    })
}

fn assign(
    assigned: &mut [Option<u32>],
    lines: &[Line],
    range: std::ops::Range<usize>,
    style: Style,
    first: u32,
) {
    let mut label = first;
    for index in range.clone() {
        if index > range.start && definition(&lines[index].text, style, label + 1).is_some() {
            label += 1;
        }
        assigned[index] = Some(label);
    }
}

/// Whether the mark of `label` stands in lines that are no notes.
fn marked(lines: &[Line], assigned: &[Option<u32>], style: Style, label: u32) -> bool {
    lines.iter().zip(assigned).filter(|(_, note)| note.is_none()).any(|(line, _)| {
        let wrapped = style == Style::Bare && line.text == label.to_string();
        wrapped || mark(&line.text, 0, style, label).is_some()
    })
}

/// If `text` begins note `label`: the bytes of the number with its brackets and space.
fn definition(text: &str, style: Style, label: u32) -> Option<usize> {
    let rest = match style {
        Style::Brackets => {
            let inner = text.strip_prefix(['[', '［', '〔', '【'])?;
            inner.strip_prefix(&label.to_string())?.strip_prefix([']', '］', '〕', '】'])?
        }
        Style::Word => {
            let inner = text.trim_start_matches(['（', '(', '[', '【']);
            let number = inner.strip_prefix(['註', '注'])?.trim_start();
            let after = number.strip_prefix(&label.to_string())?;
            if after.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            after.trim_start_matches(['）', ')', ']', '】', '：', ':', '、', '.'])
        }
        Style::Circled => text.strip_prefix(circled(label)?)?,
        Style::Superscript => {
            let rest = text.strip_prefix(superscript(label).as_str())?;
            if rest.starts_with(facts::is_superscript) {
                return None;
            }
            rest
        }
        Style::Bare => {
            let rest = text.strip_prefix(&label.to_string())?;
            let word = rest.trim_start();
            let unit =
                word.starts_with(|c: char| "年月日時时分秒萬万億亿個个次位名人歲岁%％".contains(c));
            if word.len() == rest.len() && !rest.is_empty()
                || unit
                || word.starts_with(|c: char| c.is_ascii_digit())
            {
                return None;
            }
            rest
        }
    };
    // A number that stands alone on its line is brought down from above the note on the next.
    let alone = style == Style::Bare && label > 1;
    (alone || !rest.trim().is_empty()).then(|| text.len() - rest.trim_start().len())
}

fn circled(label: u32) -> Option<char> {
    char::from_u32(0x245F + label).filter(|c| ('\u{2460}'..='\u{2473}').contains(c))
}

fn superscript(label: u32) -> String {
    label
        .to_string()
        .chars()
        .map(|digit| match digit {
            '1' => '\u{00B9}',
            '2' => '\u{00B2}',
            '3' => '\u{00B3}',
            '0' => '\u{2070}',
            other => char::from_u32(0x2070 + other.to_digit(10).unwrap_or(0)).unwrap_or(other),
        })
        .collect()
}

/// The bytes of the mark of `label` in `text`, at or behind byte `from`.
fn mark(text: &str, from: usize, style: Style, label: u32) -> Option<std::ops::Range<usize>> {
    let number = label.to_string();
    let pattern = match style {
        Style::Circled => circled(label)?.to_string(),
        Style::Superscript => superscript(label),
        _ => number.clone(),
    };
    let found = text.get(from..)?.match_indices(pattern.as_str());
    found.map(|(at, _)| from + at).find_map(|at| {
        let (before, after) = (&text[..at], &text[at + pattern.len()..]);
        let range = at..at + pattern.len();
        match style {
            Style::Brackets => enclosed(before, after, "[［〔【", "]］〕】", range),
            Style::Word => {
                let word = before.trim_end().strip_suffix(['註', '注'])?;
                let range = word.len()..range.end;
                enclosed(word, after, "（([【", "）)]】", range)
            }
            Style::Circled => (!before.is_empty()).then_some(range),
            Style::Superscript => {
                let alone = !before.ends_with(facts::is_superscript)
                    && !after.starts_with(facts::is_superscript);
                (alone && !before.is_empty()).then_some(range)
            }
            Style::Bare => is_bare_mark(before, after).then_some(range),
        }
    })
}

/// The range with the brackets around it, if they are there.
fn enclosed(
    before: &str,
    after: &str,
    open: &str,
    close: &str,
    range: std::ops::Range<usize>,
) -> Option<std::ops::Range<usize>> {
    let opening = before.chars().next_back().filter(|c| open.contains(*c))?;
    let closing = after.chars().next().filter(|c| close.contains(*c))?;
    Some(range.start - opening.len_utf8()..range.end + closing.len_utf8())
}

/// A bare number is a mark if it is glued to the end of a word or sentence, and counts nothing.
fn is_bare_mark(before: &str, after: &str) -> bool {
    let glued = before.chars().next_back().is_some_and(|c| {
        is_han(c) && !"第約约近達达逾共有".contains(c) || "。，、；：！？」』）》%”’".contains(c)
    });
    let counts = after.starts_with(|c: char| {
        c.is_ascii_alphanumeric()
            || ".%％年月日時时分秒萬万億亿個个次位名人歲岁條条項项章節节期號号".contains(c)
    });
    let counts_behind_space = !before.ends_with(|c: char| "。！？」』）".contains(c))
        && after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(is_han));
    glued && !counts && !counts_behind_space
}

/// Ties marks to notes, in the order of the text.
#[derive(Debug)]
pub(super) struct Marks {
    style: Option<Style>,
    labels: Vec<u32>,
    next: usize,
    /// The notes whose marks were found, with the marks as they were written.
    pub(super) tied: Vec<(u32, String)>,
}

impl Marks {
    pub(super) fn of(notes: &Notes) -> Self {
        let labels = notes.notes.iter().map(|note| note.label).collect();
        Self { style: notes.style, labels, next: 0, tied: Vec::new() }
    }

    /// The text with the marks in it tied.
    pub(super) fn tie(&mut self, text: &str) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut done = 0;
        while let (Some(style), Some(label)) = (self.style, self.labels.get(self.next)) {
            let Some(range) = mark(text, done, style, *label) else { break };
            if range.start > done {
                inlines.push(Inline::Text(text[done..range.start].to_owned()));
            }
            inlines.push(Inline::NoteMark(*label));
            self.tied.push((*label, text[range.clone()].to_owned()));
            done = range.end;
            self.next += 1;
        }
        if done < text.len() {
            inlines.push(Inline::Text(text[done..].to_owned()));
        }
        inlines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(text: &str) -> (usize, Vec<(u32, String)>) {
        let (body, notes) = take_off(super::super::lines::read(text));
        let notes = notes.notes.into_iter().map(|note| {
            (note.label, note.lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("|"))
        });
        (body.len(), notes.collect())
    }

    #[test]
    fn notes_of_every_style_are_found() {
        for text in [
            "海浪[1]拍岸[2]。\n[1] 見甲書。\n[2] 見乙書，\n第三頁。",
            "海浪（註1）拍岸（註 2）。\n註1：見甲書。\n註2：見乙書，\n第三頁。",
            "海浪①拍岸②。\n① 見甲書。\n② 見乙書，\n第三頁。",
            "海浪¹拍岸²。\n¹ 見甲書。\n² 見乙書，\n第三頁。",
            "海浪1，拍岸。2\n1 見甲書。\n2 見乙書，\n第三頁。",
        ] {
            let expected = vec![(1, "見甲書。".to_owned()), (2, "見乙書，|第三頁。".to_owned())];
            assert_eq!(notes(text), (1, expected), "{text}");
        }
    }

    #[test]
    fn notes_at_the_foot_of_pages_leave_the_text_whole() {
        let (body, notes) = notes("海浪[1]拍\n[1] 甲。\n\u{c}岸上有人[2]走\n過。\n[2] 乙。\n");
        assert_eq!((body, notes.len()), (3, 2));
    }

    #[test]
    fn numbered_lists_are_no_notes() {
        for text in ["有三件事：\n1 甲\n2 乙\n", "第1名，\n1 見甲書。\n", "共有 24 人\n24 號公路\n"]
        {
            assert!(notes(text).1.is_empty(), "{text}");
        }
    }

    #[test]
    fn marks_are_tied_in_order() {
        let (_, notes) = take_off(super::super::lines::read("甲。1 乙 2 號，丙2。\n1 書\n2 報"));
        let mut marks = Marks::of(&notes);
        let inlines = marks.tie("甲。1 乙 2 號，丙2。");
        assert_eq!(inlines.iter().filter(|i| matches!(i, Inline::NoteMark(_))).count(), 2);
        assert_eq!(inlines.len(), 5);
    }
}
