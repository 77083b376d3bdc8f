//! Intake: a source document becomes Markdown with front matter.
//!
//! 1. `decode` turns bytes into text, in whichever encoding they are.
//! 2. `text` understands text pulled out of a PDF: it takes off heads, feet and page numbers,
//!    joins wrapped lines into paragraphs, finds headings, title block, notes and contact block.
//! 3. `document` is what every kind of source becomes; `markdown` writes it down.
//!
//! Markdown passes through, only decoded. The stage is a function of the source: no disk, no clock,
//! no globals. It never states what the source does not, and what it leaves out it names.

mod decode;
mod document;
mod markdown;
mod text;

use std::path::Path;

use crate::diagnostic::Diagnostic;

/// One source document.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file as the user names it: its extension says what kind of document it is, and
    /// diagnostics show it.
    pub path: &'a Path,
    /// What the file holds.
    pub bytes: &'a [u8],
}

/// What intake makes of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manuscript {
    /// Front matter in YAML between `---` lines, then Markdown; ends with one line feed.
    pub markdown: String,
    /// What there is of it.
    pub summary: Summary,
}

/// What a manuscript holds, for the table at the end of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Paragraphs of the body: list items and quotations count, headings and notes do not.
    pub paragraphs: usize,
    /// Headings of all levels, without the title.
    pub headings: usize,
    /// Notes.
    pub notes: usize,
}

/// The kinds of source that intake knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Markdown,
    Text,
}

/// Extensions, in lower case, and what they stand for.
const EXTENSIONS: &[(&str, Format)] =
    &[("md", Format::Markdown), ("markdown", Format::Markdown), ("txt", Format::Text)];

impl Format {
    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        EXTENSIONS.iter().find(|(known, _)| *known == extension).map(|(_, format)| *format)
    }
}

/// Whether intake understands a file with this extension (in any case).
#[must_use]
pub fn understands(path: &Path) -> bool {
    Format::of(path).is_some()
}

/// Whether a file is Markdown already, so that its lines are those of the manuscript.
#[must_use]
pub fn is_markdown(path: &Path) -> bool {
    Format::of(path) == Some(Format::Markdown)
}

/// Makes a manuscript of a source. Without a manuscript there is at least one error among the
/// diagnostics.
#[must_use]
pub fn intake(source: &Source<'_>) -> (Option<Manuscript>, Vec<Diagnostic>) {
    let Some(format) = Format::of(source.path) else {
        let known: Vec<String> = EXTENSIONS.iter().map(|(known, _)| format!(".{known}")).collect();
        let error = Diagnostic::error(source.path, "this kind of file is not understood")
            .hint(format!("understood are {}", known.join(", ")));
        return (None, vec![error]);
    };
    let decoded = match decode::decode(source) {
        Ok(decoded) => decoded,
        Err(error) => return (None, vec![error]),
    };
    if decoded.trim().is_empty() {
        let error = Diagnostic::error(source.path, "the file holds no text")
            .hint("a scanned document needs text recognition first; an unused file can be removed");
        return (None, vec![error]);
    }
    match format {
        Format::Markdown => (Some(pass_through(decoded)), Vec::new()),
        Format::Text => {
            let (document, diagnostics) = text::understand(source.path, &decoded);
            let manuscript =
                Manuscript { markdown: markdown::write(&document), summary: document.summary() };
            (Some(manuscript), diagnostics)
        }
    }
}

/// Markdown stays as its author wrote it, but for the line ends.
fn pass_through(decoded: String) -> Manuscript {
    let mut markdown = decoded.replace("\r\n", "\n");
    if !markdown.ends_with('\n') {
        markdown.push('\n');
    }
    let summary = markdown::summarise(&markdown);
    Manuscript { markdown, summary }
}
