//! What the editor is told: what was left out of the text, and what is doubtful.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Place};

/// Why a piece of the source is not in the Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// A head or foot that is printed on pages.
    RunningHead,
    /// The number of a page.
    PageNumber,
    /// The same fact a second time.
    Duplicate,
    /// A hyphen that only cut a word at a line's end.
    Hyphen,
    /// A rule made of signs.
    Rule,
    /// A label, bullet or bracket in whose place the Markdown has a key or a mark: nothing that an
    /// editor has to know.
    Mark,
}

impl Reason {
    /// What the diagnostic calls it; `None` for what is not worth one.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::RunningHead => Some("running head"),
            Self::PageNumber => Some("page number"),
            Self::Duplicate => Some("repetition"),
            Self::Hyphen => Some("hyphen at a line's end"),
            Self::Rule => Some("rule"),
            Self::Mark => None,
        }
    }
}

/// A piece of the source that is not in the Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Omission {
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) reason: Reason,
}

/// Something that an editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Doubt {
    line: Option<usize>,
    message: String,
    hint: String,
}

/// Collects what will be told.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    pub(super) omissions: Vec<Omission>,
    doubts: Vec<Doubt>,
}

impl Report {
    /// Notes that `text` on source line `line` is not in the Markdown.
    pub(super) fn omit(&mut self, line: usize, text: impl Into<String>, reason: Reason) {
        self.omissions.push(Omission { line, text: text.into(), reason });
    }

    /// Notes a doubt about source line `line`, or about the whole text.
    pub(super) fn doubt(
        &mut self,
        line: Option<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.doubts.push(Doubt { line, message: message.into(), hint: hint.into() });
    }

    /// The diagnostics, in the order of the lines. Equal omissions are told once, with all their
    /// lines.
    pub(super) fn into_diagnostics(self, path: &Path, source: &str) -> Vec<Diagnostic> {
        let mut told: Vec<(Reason, String, Vec<usize>)> = Vec::new();
        for omission in self.omissions {
            let text = match omission.reason {
                Reason::PageNumber => String::new(),
                _ => omission.text.clone(),
            };
            match told
                .iter_mut()
                .find(|(reason, known, _)| (*reason, known) == (omission.reason, &text))
            {
                Some((_, _, lines)) => lines.push(omission.line),
                None => told.push((omission.reason, text, vec![omission.line])),
            }
        }
        let mut diagnostics: Vec<Diagnostic> = told
            .iter()
            .filter_map(|(reason, text, lines)| omission(path, source, *reason, text, lines))
            .collect();
        diagnostics.extend(self.doubts.into_iter().map(|doubt| {
            let warning = Diagnostic::warning(path, doubt.message).hint(doubt.hint);
            match doubt.line {
                Some(line) => warning.at(Place::at(source, line, 1)),
                None => warning,
            }
        }));
        crate::diagnostic::sort(&mut diagnostics);
        diagnostics
    }
}

/// One warning about equal omissions on `lines`.
fn omission(
    path: &Path,
    source: &str,
    reason: Reason,
    text: &str,
    lines: &[usize],
) -> Option<Diagnostic> {
    let name = reason.name()?;
    let first = *lines.first()?;
    let quoted = if text.is_empty() { String::new() } else { format!(" “{text}”") };
    let message = match lines {
        [_] => format!("left out: {name}{quoted}"),
        _ => {
            let numbers: Vec<String> = lines.iter().map(ToString::to_string).collect();
            format!("left out {} times: {name}{quoted} (lines {})", lines.len(), numbers.join(", "))
        }
    };
    Some(Diagnostic::warning(path, message).at(Place::at(source, first, 1)))
}
