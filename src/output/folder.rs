//! A folder on the disk that takes the files of a site.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Sink, claimed_twice};
use crate::diagnostic::Diagnostic;
use crate::site_path::SitePath;

/// A folder that was empty and is filled file by file.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    made: Mutex<Made>,
}

#[derive(Debug, Default)]
struct Made {
    folders: BTreeSet<PathBuf>,
    files: BTreeSet<SitePath>,
}

impl Folder {
    /// Files go below `root`, which is made when the first one comes.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), made: Mutex::default() }
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Makes the folder of `file`, once.
    fn make_folder_of(&self, file: &Path) -> io::Result<()> {
        let Some(folder) = file.parent() else { return Ok(()) };
        if self.lock().folders.contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        self.lock().folders.insert(folder.to_owned());
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Folder {
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
        if !self.lock().files.insert(path.clone()) {
            return Err(claimed_twice(path));
        }
        let file = self.root.join(path.to_path());
        let written = self.make_folder_of(&file).and_then(|()| fs::write(&file, bytes));
        written.map_err(|error| {
            let message = format!("cannot write: {error}");
            let hint = "check that the disk has room and the folder may be written to";
            Box::new(Diagnostic::error(file, message).hint(hint))
        })
    }
}
