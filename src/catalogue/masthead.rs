//! The masthead of an edition.

use crate::publisher::Publisher;

/// Name, description and publisher of the publication, in the script of one edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masthead {
    /// The publication's name.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Who publishes it.
    pub publisher: Publisher,
}
