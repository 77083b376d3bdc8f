//! From Markdown and metadata to pages.
pub mod markdown;
