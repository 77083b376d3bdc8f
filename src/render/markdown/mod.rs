//! Markdown: which of its bytes are prose, how it begins, and what HTML it makes.
//!
//! CommonMark 0.31 with tables, footnotes, strikethrough and definition lists. Smart quotes are
//! off: Chinese has its own.

mod events;
mod excerpt;
mod footnotes;
mod html;
mod prose;
mod raw_html;

pub use excerpt::{excerpt, shorten};
pub use html::{Body, ContentsEntry, to_html};
pub use prose::prose_blocks;

use pulldown_cmark::{Options, Parser};

/// The extensions that an article may use.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_DEFINITION_LIST
}

fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, options())
}

/// Where the links and pictures of an article lead; the pipeline knows, Markdown does not.
pub trait Resolve {
    /// What the destination of a link, as written, becomes in this page.
    fn link(&self, destination: &str) -> Destination;

    /// What the file of a picture, as written, becomes in this page.
    fn picture(&self, source: &str) -> Destination;
}

/// What stands for a destination in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// This address.
    Address(String),
    /// Nothing: only the words stay.
    Nowhere,
}

#[cfg(test)]
mod tests;
