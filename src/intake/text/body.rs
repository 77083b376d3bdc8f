//! Turns runs of lines into the blocks of the body.

use std::collections::BTreeSet;

use super::contact;
use super::facts;
use super::join::{self, Habits, tidy_line};
use super::layout::{self, Layout};
use super::lines::Line;
use super::markers::{self, Kind};
use super::notes::Marks;
use super::paragraphs::{self, Role, Run};
use super::report::{Reason, Report};
use crate::intake::document::{Block, FrontMatter, Inline};

/// A block before its note marks are tied.
#[derive(Clone, Debug)]
struct Piece {
    line: usize,
    role: Role,
    quoted: bool,
    text: String,
}

/// The body out of its lines. What turns out to be abstract, keywords or disclaimer goes to the
/// front matter.
pub(super) fn build(
    lines: &[Line],
    layout: &Layout,
    habits: &Habits,
    marks: &mut Marks,
    front: &mut FrontMatter,
    report: &mut Report,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in parts(lines) {
        match part {
            Part::Table(rows) => blocks.push(Block::Table(rows)),
            Part::Lines(lines) => {
                let margins = layout::margins(lines);
                let runs = paragraphs::cut(lines, layout);
                let pieces = runs
                    .iter()
                    .map(|run| piece(&lines[run.start..run.end], run, &margins, habits, report))
                    .collect();
                let pieces = lift(pieces, front, report);
                append(pieces, marks, report, &mut blocks);
            }
        }
    }
    blocks
}

fn piece(
    lines: &[Line],
    run: &Run,
    margins: &[usize],
    habits: &Habits,
    report: &mut Report,
) -> Piece {
    let text = match run.role {
        Role::Heading => tidy_heading(&lines[0].text),
        Role::Paragraph | Role::Item => {
            join::join(&lines.iter().collect::<Vec<_>>(), habits, report)
        }
    };
    let cut_off = run.role == Role::Paragraph
        && lines.len() > 1
        && !facts::ends_sentence(&text)
        && !ends_open(&text);
    if cut_off {
        report.doubt(
            lines.last().map(|line| line.number),
            "the paragraph ends in mid-sentence",
            "if the next one goes on with it, join them",
        );
    }
    let depth =
        |line: &Line| line.indent.saturating_sub(margins.get(line.page).copied().unwrap_or(0));
    let quoted = run.role == Role::Paragraph
        && lines.len() >= 2
        && lines.iter().all(|line| (2..=16).contains(&depth(line)));
    Piece { line: lines[0].number, role: run.role, quoted, text }
}

/// Whether a text may end like this before a list, a quotation or a table.
fn ends_open(text: &str) -> bool {
    text.ends_with(['：', ':', '）', ')', '」', '』', '》'])
}

/// In a heading the space behind its number is no error, the others are.
fn tidy_heading(text: &str) -> String {
    let number = markers::of(text).map_or(0, |marker| marker.length);
    let spaced =
        matches!(markers::of(text), Some(m) if matches!(m.kind, Kind::Chapter | Kind::Section));
    let (head, tail) = text.split_at(number);
    if spaced {
        format!("{}{}", tidy_line(head).trim_end().to_owned() + " ", join::tidy(tail))
            .trim_end()
            .to_owned()
    } else {
        join::tidy(text)
    }
}

/// Labels of what belongs to the front matter, and what they begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Abstract,
    Keywords,
}

const LABELS: &[(&str, Label)] = &[
    ("中文摘要", Label::Abstract),
    ("內容摘要", Label::Abstract),
    ("内容摘要", Label::Abstract),
    ("內容提要", Label::Abstract),
    ("内容提要", Label::Abstract),
    ("摘要", Label::Abstract),
    ("提要", Label::Abstract),
    ("關鍵詞", Label::Keywords),
    ("关键词", Label::Keywords),
    ("關鍵字", Label::Keywords),
    ("关键字", Label::Keywords),
    ("Keywords", Label::Keywords),
];

/// How many blocks from the top may be abstract or keywords.
const REACH: usize = 8;

/// The label that a text begins with, and what stands behind it; nothing may if the label is a
/// heading by itself.
fn label(text: &str) -> Option<(Label, &str)> {
    let bare = text.trim_start_matches(['【', '［', '[', '〔']);
    for (word, label) in LABELS {
        let Some(rest) = strip_spaced(bare, word) else { continue };
        let inner = rest.trim_start_matches(['】', '］', ']', '〕']).trim_start();
        let value = inner.trim_start_matches(['：', ':', '｜', '／']).trim_start();
        let closed = inner.len() < rest.len() || value.len() < inner.len() || rest.is_empty();
        if closed {
            return Some((*label, value));
        }
    }
    None
}

fn strip_spaced<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let mut rest = text;
    for expected in label.chars() {
        rest = rest.trim_start().strip_prefix(expected)?;
    }
    Some(rest)
}

/// Moves abstract, keywords and disclaimer to the front matter.
fn lift(pieces: Vec<Piece>, front: &mut FrontMatter, report: &mut Report) -> Vec<Piece> {
    let mut left: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut heading: Option<Label> = None;
    let last = pieces.len().saturating_sub(1);
    for (index, piece) in pieces.into_iter().enumerate() {
        let labelled = label(&piece.text).filter(|_| index < REACH);
        if let Some((label, "")) = labelled {
            heading = Some(label);
            report.omit(piece.line, &piece.text, Reason::Mark);
        } else if let Some((label, value)) = labelled {
            report.omit(piece.line, &piece.text, Reason::Mark);
            state(front, label, value);
            heading = None;
        } else if let Some(label) = heading.take().filter(|_| piece.role != Role::Heading) {
            report.omit(piece.line, &piece.text, Reason::Mark);
            state(front, label, &piece.text);
        } else if index == last && front.editor_note.is_none() && contact::disclaims(&piece.text) {
            front.editor_note = Some(piece.text);
        } else {
            left.push(piece);
        }
    }
    left
}

fn state(front: &mut FrontMatter, label: Label, value: &str) {
    match label {
        Label::Abstract => match &mut front.summary {
            Some(summary) => summary.push_str(value),
            None => front.summary = Some(value.to_owned()),
        },
        Label::Keywords => front.tags.extend(keywords(value)),
    }
}

/// Keywords are parted by 、, ；, ， or, without any of these, by spaces.
fn keywords(value: &str) -> Vec<String> {
    let marks = ['、', '；', '，', ';', ',', '｜', '/', '／'];
    let value = value.trim_end_matches(['。', '.']);
    let words: Vec<&str> = if value.contains(marks) {
        value.split(marks).collect()
    } else {
        value.split_whitespace().collect()
    };
    words.into_iter().map(tidy_line).filter(|word| !word.is_empty()).collect()
}

/// Appends the pieces as blocks, with headings on their levels and note marks tied.
fn append(pieces: Vec<Piece>, marks: &mut Marks, report: &mut Report, blocks: &mut Vec<Block>) {
    let ranks: BTreeSet<Kind> = pieces
        .iter()
        .filter(|piece| piece.role == Role::Heading)
        .filter_map(|piece| markers::of(&piece.text).map(|marker| marker.kind))
        .collect();
    for piece in pieces {
        let block = match piece.role {
            Role::Heading => {
                Block::Heading { level: level(&piece.text, &ranks), text: marks.tie(&piece.text) }
            }
            Role::Item => item(&piece, marks, report),
            Role::Paragraph if is_rule(&piece.text) => {
                report.omit(piece.line, &piece.text, Reason::Rule);
                continue;
            }
            Role::Paragraph if piece.quoted => Block::Quote(marks.tie(&piece.text)),
            Role::Paragraph => Block::Paragraph(marks.tie(&piece.text)),
        };
        blocks.push(block);
    }
}

/// The level of a heading: 2, and one more for each higher kind of numbering in the same text.
fn level(text: &str, ranks: &BTreeSet<Kind>) -> u8 {
    let Some(marker) = markers::of(text) else { return 2 };
    let above = ranks.iter().filter(|rank| **rank < marker.kind).count();
    u8::try_from(above.min(4)).unwrap_or(4) + 2
}

/// An item of a Markdown list if its marker is one that Markdown has; else a paragraph.
fn item(piece: &Piece, marks: &mut Marks, report: &mut Report) -> Block {
    match markers::of(&piece.text) {
        Some(marker) if marker.kind == Kind::Bullet => {
            report.omit(piece.line, &piece.text[..marker.length], Reason::Mark);
            Block::Item { number: None, text: marks.tie(&piece.text[marker.length..]) }
        }
        Some(marker) if marker.kind == Kind::Digit && piece.text.contains(". ") => {
            let text = marks.tie(&piece.text[marker.length..]);
            Block::Item { number: marker.number, text }
        }
        _ => Block::Paragraph(marks.tie(&piece.text)),
    }
}

/// A line that was drawn with signs.
fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| "-–—─＿_=＝*＊~～·.…━".contains(c))
}

/// A stretch of the lines.
enum Part<'a> {
    Lines(&'a [Line]),
    Table(Vec<Vec<String>>),
}

/// Parts tables, whose cells stand apart by spaces or tabs, from the rest.
fn parts(lines: &[Line]) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut done, mut index) = (0, 0);
    while index < lines.len() {
        let rows = table(&lines[index..]);
        if rows.is_empty() {
            index += 1;
            continue;
        }
        if done < index {
            parts.push(Part::Lines(&lines[done..index]));
        }
        index += rows.len();
        done = index;
        parts.push(Part::Table(rows));
    }
    if done < lines.len() {
        parts.push(Part::Lines(&lines[done..]));
    }
    parts
}

/// The rows of the table that begins with the first line: at least three lines with the same number
/// of short cells.
fn table(lines: &[Line]) -> Vec<Vec<String>> {
    let width = cells(&lines[0].text).len();
    if width < 2 {
        return Vec::new();
    }
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| cells(&line.text))
        .take_while(|cells| cells.len() == width)
        .collect();
    let short =
        rows.iter().flatten().all(|cell| cell.chars().count() <= 20 && !facts::ends_sentence(cell));
    if rows.len() >= 3 && short { rows } else { Vec::new() }
}

/// The cells of a line: parted by tabs or at least two spaces.
fn cells(text: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut spaces = 0;
    for c in text.chars() {
        if c.is_whitespace() {
            spaces += if c == '\t' { 2 } else { 1 };
            continue;
        }
        if spaces >= 2 {
            cells.push(String::new());
        } else if spaces == 1
            && let Some(cell) = cells.last_mut()
        {
            cell.push(' ');
        }
        spaces = 0;
        if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
    }
    cells
}

/// A note whose mark was not found, as a paragraph.
pub(super) fn untied(number: &str, text: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(format!("{number} {text}"))])
}
