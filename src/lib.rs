//! Shanben.
pub mod diagnostic;
pub mod intake;
pub mod text;
