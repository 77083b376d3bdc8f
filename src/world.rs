//! The door through which files come in. The pipeline sees nothing else of the outside, so tests
//! run it on sites in memory.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::Diagnostic;

/// The files of a site. All paths are relative to its root.
pub trait World: Sync {
    /// Every file below `folder`, sorted; none if there is no such folder. Hidden files and what
    /// editors and file managers leave behind are not counted.
    ///
    /// # Errors
    /// When a folder cannot be read, or a link leads elsewhere.
    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>>;

    /// The bytes of a file; `None` if there is no such file.
    ///
    /// # Errors
    /// When it is there but cannot be read.
    fn read(&self, file: &Path) -> Result<Option<Vec<u8>>, Box<Diagnostic>>;
}

/// A site in a folder of the disk.
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The site in the folder `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }
}

impl World for Disk {
    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
        let top = self.root.join(folder);
        if !top.is_dir() {
            return Ok(Vec::new());
        }
        let mut files = Vec::new();
        let walk = WalkDir::new(&top).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_litter(entry.file_name()))
        {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&top).to_owned();
                let message = format!("cannot read: {}", describe(error.io_error()));
                Box::new(Diagnostic::error(self.relative(&path), message))
            })?;
            if entry.path_is_symlink() {
                let message = "this is a link to another file, and links are not followed";
                let link = Diagnostic::error(self.relative(entry.path()), message);
                return Err(Box::new(link.hint("put the file itself here")));
            }
            if entry.file_type().is_file() {
                files.push(self.relative(entry.path()));
            }
        }
        Ok(files)
    }

    fn read(&self, file: &Path) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
        match fs::read(self.root.join(file)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                let message = format!("cannot read: {error}");
                Err(Box::new(Diagnostic::error(file, message)))
            }
        }
    }
}

impl Disk {
    fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).unwrap_or(path).to_owned()
    }
}

/// Hidden files, and those that editors and file managers leave behind.
fn is_litter(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || matches!(name.as_ref(), "Thumbs.db" | "desktop.ini" | "__MACOSX")
}

fn describe(error: Option<&io::Error>) -> String {
    error.map_or_else(|| "a folder contains itself".to_owned(), ToString::to_string)
}

/// A site in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory(BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    /// A site of these files.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let owned = |(path, bytes): (&str, &[u8])| (PathBuf::from(path), bytes.to_vec());
        Self(files.into_iter().map(owned).collect())
    }
}

impl World for Memory {
    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
        Ok(self.0.keys().filter(|path| path.starts_with(folder)).cloned().collect())
    }

    fn read(&self, file: &Path) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
        Ok(self.0.get(file).cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_in_order_without_litter() {
        let folder = tempfile::tempdir().unwrap();
        let seeds = folder.path().join("seeds/b");
        fs::create_dir_all(&seeds).unwrap();
        for name in ["../b.md", "a.md", ".hidden", "~$a.docx", "a.md~", "Thumbs.db"] {
            fs::write(seeds.join(name), "x").unwrap();
        }
        let disk = Disk::new(folder.path());
        let files = disk.files(Path::new("seeds")).unwrap();
        assert_eq!(files, [Path::new("seeds/b/a.md"), Path::new("seeds/b.md")]);
        assert_eq!(disk.files(Path::new("none")).unwrap(), Vec::<PathBuf>::new());
        assert_eq!(disk.read(Path::new("none")).unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_site_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("seeds")).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("seeds/a.txt")).unwrap();
        let error = Disk::new(folder.path()).files(Path::new("seeds")).unwrap_err();
        assert!(error.to_string().starts_with("seeds/a.txt: error"), "{error}");
    }
}
