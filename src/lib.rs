//! Shanben.
pub mod article;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod edition;
pub mod intake;
pub mod output;
pub mod pipeline;
pub mod publisher;
pub mod render;
pub mod script;
pub mod site_path;
pub mod text;
pub mod world;
