//! What every kind of source becomes, before it is written as Markdown.

use serde::Serialize;

use super::Summary;

/// A document understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) front: FrontMatter,
    pub(super) body: Vec<Block>,
    /// The notes, in the order of their numbers.
    pub(super) notes: Vec<Note>,
}

impl Document {
    /// Counts what the body holds.
    pub(super) fn summary(&self) -> Summary {
        let headings =
            self.body.iter().filter(|block| matches!(block, Block::Heading { .. })).count();
        Summary { paragraphs: self.body.len() - headings, headings, notes: self.notes.len() }
    }
}

/// What stands before the text. Fields are in the order in which they are written; what the source
/// does not state is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct FrontMatter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) subtitle: Option<String>,
    /// As precise as the source: `2025-03-04`, `2025-03` or `2025`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) series: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) volume: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) issue: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) authors: Vec<Author>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) translator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) figure: Option<Figure>,
    /// With its label: `編按：…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) editor_note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Publisher>,
}

/// Who wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Author {
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) affiliation: Option<String>,
}

/// The words under a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Figure {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) caption: Option<String>,
    /// With its brackets and label: `（圖片來源：…）`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credit: Option<String>,
}

/// The contact block of the institution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Publisher {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fax: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

/// A piece of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(Vec<Inline>),
    /// Levels begin at 2: the title is 1.
    Heading {
        level: u8,
        text: Vec<Inline>,
    },
    /// One item of a list; `number` is absent in a list of bullets.
    Item {
        number: Option<u32>,
        text: Vec<Inline>,
    },
    Quote(Vec<Inline>),
    /// Rows of cells; the first row is the head.
    Table(Vec<Vec<String>>),
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// Text as it is read, not as Markdown writes it.
    Text(String),
    /// The mark of the note with this label.
    NoteMark(u32),
}

/// A note at the foot of a page or at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) label: u32,
    pub(super) text: String,
}
