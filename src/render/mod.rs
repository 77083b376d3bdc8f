//! From Markdown and metadata to pages: the only module that names `pulldown_cmark` and `tera`.
//!
//! It works on one edition at a time and knows nothing of scripts: what it gets is in the
//! edition's script already.

mod inline;
pub mod markdown;
mod naming;
mod pages;
mod telephone;
mod theme;
mod view;
mod words;

pub use pages::Renderer;
pub use theme::Theme;
pub use words::{Words, table as words};
