//! Shanben 善本 makes a publication in Traditional and Simplified Chinese out of an institution's
//! texts: from one source, a website for any static host and a bundle for readers without a
//! network.
//!
//! # The flow
//!
//! A text goes one way, and a stage knows nothing of the stages after it:
//!
//! 1. **World** → bytes. [`world::World`] is the door through which files come in; the pipeline
//!    sees nothing else of the outside.
//! 2. **Intake** → Markdown. [`intake::intake`] turns a source document of any kind into Markdown
//!    with front matter. It never invents what the source does not say.
//! 3. **Article** → the checked model. [`article::parse`] types the front matter and refuses what
//!    it does not know, with a hint.
//! 4. **Script** → one Markdown for each edition. [`script::convert_markdown`] converts the ranges
//!    that are prose and leaves every other byte alone; [`script::Scripts`] knows the editions'
//!    conversions.
//! 5. **Catalogue** → what belongs together. [`catalogue::Catalogue`] has the order, the series,
//!    authors and tags, and the place of every [`catalogue::Page`] in every edition.
//! 6. **Render** → HTML. [`render::markdown::to_html`] makes an article's body,
//!    [`render::Renderer`] the pages, out of view types and templates.
//! 7. **Output** → bytes by site path. Writers hand them to an [`output::Sink`];
//!    [`output::publish::Staging`] is the only one that changes a published site.
//!
//! [`pipeline::build`] puts the stages together in two passes on all cores: the first keeps of
//! each article what the catalogue needs, the second converts, renders and writes each text and
//! forgets it.
//!
//! [`cli`] turns arguments into calls of the pipeline and shows the [`diagnostic`]s that every
//! stage returns beside its result. [`config`] holds the settings with their defaults.
//!
//! # What holds everywhere
//!
//! - The same input makes the same bytes, on any machine and in any order of threads: no clock
//!   and no hash order reaches the output, which `clippy.toml` enforces.
//! - Nothing that comes from outside makes the program panic; what is wrong is a
//!   [`diagnostic::Diagnostic`] with file, line, column and advice, and all of them are told in
//!   one run.
//! - A build that fails or is killed leaves the published site whole.

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
