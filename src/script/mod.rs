//! The two scripts.

pub mod vocabulary;
