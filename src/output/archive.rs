//! The offline bundle: the site in one zip file.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use walkdir::WalkDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::diagnostic::Diagnostic;

/// The folder inside the zip file that holds the site.
const TOP: &str = "site";

/// Packs every file below `folder` into the zip file `target`, in the order of their names, with
/// one fixed time and mode, so that the same site makes the same bytes on any machine. Names are
/// UTF-8. The file appears whole or not at all.
///
/// # Errors
/// When a file cannot be read or the zip file cannot be written.
pub fn write(folder: &Path, target: &Path) -> Result<(), Box<Diagnostic>> {
    let place = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    let failed = |error: &dyn std::fmt::Display| {
        let hint = "check that the folder exists, has room and may be written to";
        let message = format!("cannot write the bundle: {error}");
        Box::new(Diagnostic::error(target, message).hint(hint))
    };
    let mut temporary = tempfile::Builder::new()
        .prefix(".shanben-")
        .suffix(".zip")
        .tempfile_in(place.unwrap_or(Path::new(".")))
        .map_err(|error| failed(&error))?;
    pack(folder, temporary.as_file_mut()).map_err(|error| failed(&error))?;
    readable_by_all(temporary.as_file()).map_err(|error| failed(&error))?;
    temporary.persist(target).map_err(|error| failed(&error.error))?;
    Ok(())
}

fn pack(folder: &Path, file: &mut File) -> io::Result<()> {
    let mut zip = ZipWriter::new(BufWriter::new(file));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).map_err(io::Error::other)?;
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        zip.start_file(format!("{TOP}/{}", parts.join("/")), options).map_err(io::Error::other)?;
        let mut source = File::open(entry.path())?;
        io::copy(&mut source, &mut zip)?;
    }
    zip.finish().map_err(io::Error::other)?.flush()
}

/// A temporary file is private; the bundle is not.
#[cfg(unix)]
fn readable_by_all(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &File) -> io::Result<()> {
    Ok(())
}
