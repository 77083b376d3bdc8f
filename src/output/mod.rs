//! Bytes by site path, and the one place that touches the disk.
//!
//! Writers return bytes; a [`Sink`] takes them. `build`, `bundle` and the tests differ only in the
//! sink that they give to the pipeline.

pub mod archive;
pub mod feed;
mod folder;
pub mod publish;
pub mod sitemap;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::site_path::SitePath;

pub use folder::Folder;

/// What takes the files of a site, from many threads and in any order.
pub trait Sink: Sync {
    /// Takes one file.
    ///
    /// # Errors
    /// When it cannot be kept, or there is one at this path already.
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Box<Diagnostic>>;
}

/// Two writers that claim one path.
fn claimed_twice(path: &SitePath) -> Box<Diagnostic> {
    let message = "two parts of the site want to stand here";
    Box::new(Diagnostic::error(path.to_path(), message).hint(
        "a file in `static/` has the name of a page, or an article the name of such a file: \
         rename one of them",
    ))
}

/// A site in memory.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<SitePath, Vec<u8>>>);

impl Memory {
    /// Everything that was put.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<SitePath, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match files.insert(path.clone(), bytes.to_vec()) {
            None => Ok(()),
            Some(_) => Err(claimed_twice(path)),
        }
    }
}
