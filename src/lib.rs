//! Shanben.
pub mod diagnostic;
pub mod text;
