//! Text pulled out of a PDF becomes a document.
//!
//! 1. [`lines`] cleans the characters and reads the lines with what was around them.
//! 2. [`furniture`] takes off heads, feet and page numbers.
//! 3. [`columns`] puts columns one behind the other; [`order`] notices if they were read across.
//! 4. [`contact`] lifts the contact block and the editor's note, [`title_block`] the title, the
//!    authors and what belongs to them, [`notes`] the notes.
//! 5. [`layout`] learns from the rest how it was set, [`paragraphs`] cuts it, [`join`] joins the
//!    lines, and [`body`] makes blocks of them.
//!
//! [`markers`], [`facts`] and [`byline`] know what single lines look like; [`report`] collects what
//! the editor must be told.

mod body;
mod byline;
mod columns;
mod contact;
mod facts;
mod furniture;
mod join;
mod layout;
mod lines;
mod markers;
mod notes;
mod order;
mod paragraphs;
mod report;
mod title_block;

use std::path::Path;

use self::join::Habits;
use self::layout::Layout;
use self::notes::Marks;
use self::report::{Reason, Report};
use super::document::{Document, FrontMatter, Note};
use crate::diagnostic::Diagnostic;

/// Understands a decoded text. The diagnostics name everything that was left out, and every doubt.
pub(super) fn understand(path: &Path, decoded: &str) -> (Document, Vec<Diagnostic>) {
    let (document, report) = read(decoded);
    (document, report.into_diagnostics(path, decoded))
}

fn read(decoded: &str) -> (Document, Report) {
    let mut report = Report::default();
    let mut front = FrontMatter::default();
    let lines = lines::read(&lines::clean(decoded));
    let lines = furniture::take_off(lines, &mut report);
    masthead(&mut front, &mut report);
    let lines = columns::linearise(lines);
    let measure = layout::measure(&lines);
    if order::is_read_across(&lines, measure) {
        report.doubt(
            None,
            "the lines of two columns seem to stand in turn",
            "take the text out of the document with another tool, such as pdftotext",
        );
    }
    let habits = Habits::of(&lines);
    let lines = contact::take_off(lines, measure, &habits, &mut front, &mut report);
    let lines = contact::take_note(lines, measure, &habits, &mut front, &mut report);
    let lines = title_block::take_off(lines, measure, &habits, &mut front, &mut report);
    let (lines, notes) = notes::take_off(lines);
    let lines = lines::mend(lines, measure);
    let layout = Layout::of(&lines);
    let mut marks = Marks::of(&notes);
    let mut body = body::build(&lines, &layout, &habits, &mut marks, &mut front, &mut report);
    let mut tied = Vec::new();
    for note in &notes.notes {
        let line = note.lines.first().map_or(0, |line| line.number);
        let text = join::join(&note.lines.iter().collect::<Vec<_>>(), &habits, &mut report);
        match marks.tied.iter().find(|(label, _)| *label == note.label) {
            Some((label, mark)) => {
                report.omit(line, format!("{mark}{}", note.number), Reason::Mark);
                tied.push(Note { label: *label, text });
            }
            None => {
                report.doubt(
                    Some(line),
                    "the mark of this note was not found in the text",
                    "set the mark by hand, or leave the note as a paragraph",
                );
                body.push(body::untied(&note.number, &text));
            }
        }
    }
    (Document { front, body, notes: tied }, report)
}

/// Running heads state series, volume and issue; the title block may state them better.
fn masthead(front: &mut FrontMatter, report: &mut Report) {
    let stated = |omission: &&report::Omission| {
        omission.reason == Reason::RunningHead && facts::states_issue(&omission.text)
    };
    let Some(head) = report.omissions.iter().find(stated) else { return };
    let (line, text) = (head.line, head.text.clone());
    front.issue = facts::issue(&text);
    front.volume = facts::volume(&text);
    front.series = facts::series_before_issue(&text);
    report.doubt(
        Some(line),
        "series, volume or issue were read from this running head",
        "check them in the front matter",
    );
}

#[cfg(test)]
mod properties;
