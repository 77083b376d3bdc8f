//! Shanben.
pub mod diagnostic;
pub mod script;
pub mod text;
