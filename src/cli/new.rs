//! `shanben new`: the beginning of a site.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::report::Reporter;
use super::{Outcome, Talk};
use crate::diagnostic::Diagnostic;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder; it must be empty, or not there yet
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// The files of a new site.
const FILES: &[(&str, &str)] = &[
    ("shanben.toml", include_str!("scaffold/shanben.toml")),
    ("seeds/first-article.md", include_str!("scaffold/seeds/first-article.md")),
];

pub(super) fn run(arguments: &Arguments, reporter: &Reporter, talk: Talk) -> Outcome {
    let folder = &arguments.folder;
    match make(folder) {
        Ok(()) => {
            if talk == Talk::Normal {
                println!("{} is ready: go there and run `shanben build`", folder.display());
            }
            Outcome::Done
        }
        Err(error) => {
            let message = format!("cannot begin a site here: {error}");
            let diagnostic = Diagnostic::error(folder, message);
            reporter.show_outside(&[diagnostic.hint("choose a folder that is empty or new")]);
            Outcome::Failed
        }
    }
}

fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(io::Error::new(io::ErrorKind::DirectoryNotEmpty, "the folder is not empty"));
    }
    for (name, text) in FILES {
        let file = folder.join(name);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, text)?;
    }
    Ok(())
}
