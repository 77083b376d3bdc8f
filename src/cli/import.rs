//! `shanben import`: source document → Markdown for an editor to go over.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::report::Reporter;
use super::timings::Progress;
use super::{Outcome, Talk};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::intake::{self, Manuscript, Source, Summary};
use crate::pipeline::Observer as _;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The documents
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The folder for the Markdown, or - for standard output
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Write over Markdown that is there already
    #[arg(long)]
    force: bool,
}

/// What became of one document.
struct Imported {
    file: PathBuf,
    manuscript: Option<Manuscript>,
    diagnostics: Vec<Diagnostic>,
}

pub(super) fn run(arguments: &Arguments, reporter: &Reporter, talk: Talk) -> Outcome {
    let progress = Progress::new(talk);
    progress.stage("import", arguments.files.len());
    let mut imported: Vec<Imported> = arguments
        .files
        .par_iter()
        .map(|file| {
            let imported = import(file);
            progress.step();
            imported
        })
        .collect();
    progress.finish();
    let to_stdout = arguments.out == Path::new("-");
    if to_stdout {
        print(&mut imported);
    } else {
        save(&mut imported, arguments);
    }
    let mut diagnostics: Vec<Diagnostic> =
        imported.iter().flat_map(|one| one.diagnostics.clone()).collect();
    diagnostic::sort(&mut diagnostics);
    reporter.show_outside(&diagnostics);
    if talk == Talk::Normal && imported.len() > 1 {
        eprint!("{}", table(&imported));
    }
    match diagnostic::has_errors(&diagnostics) {
        true => Outcome::Failed,
        false => Outcome::Done,
    }
}

fn import(file: &Path) -> Imported {
    let failed = |message: String, hint: &str| Imported {
        file: file.to_owned(),
        manuscript: None,
        diagnostics: vec![Diagnostic::error(file, message).hint(hint)],
    };
    if !intake::understands(file) {
        return failed(
            "this kind of file is not read".to_owned(),
            "sources are .md and .txt files",
        );
    }
    match fs::read(file) {
        Ok(bytes) => {
            let (manuscript, diagnostics) = intake::intake(&Source { path: file, bytes: &bytes });
            Imported { file: file.to_owned(), manuscript, diagnostics }
        }
        Err(error) => failed(format!("cannot read: {error}"), "check the name"),
    }
}

fn print(imported: &mut [Imported]) {
    let mut stdout = io::stdout().lock();
    for one in imported {
        let Some(manuscript) = &one.manuscript else { continue };
        if let Err(error) = stdout.write_all(manuscript.markdown.as_bytes()) {
            let message = format!("cannot write to standard output: {error}");
            one.diagnostics.push(Diagnostic::error(&one.file, message));
        }
    }
}

/// Writes each manuscript into the folder. One that an editor may have gone over already, or that
/// has the name of another document's, is not written over.
fn save(imported: &mut [Imported], arguments: &Arguments) {
    let mut written: Vec<PathBuf> = Vec::new();
    for one in imported {
        let Some(manuscript) = &one.manuscript else { continue };
        let name = one.file.file_stem().unwrap_or_default();
        let target = arguments.out.join(Path::new(name)).with_added_extension("md");
        let result = match written.contains(&target) {
            true => Err(taken(&target, "another of the documents has the same name")),
            false => save_one(&target, &manuscript.markdown, arguments.force),
        };
        match result {
            Ok(()) => written.push(target),
            Err(diagnostic) => one.diagnostics.push(*diagnostic),
        }
    }
}

fn save_one(target: &Path, markdown: &str, force: bool) -> Result<(), Box<Diagnostic>> {
    if fs::read(target).is_ok_and(|there| there == markdown.as_bytes()) {
        return Ok(());
    }
    if !force && target.exists() {
        return Err(taken(target, "it is there already, and an editor may have changed it"));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let save = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(markdown.as_bytes())?;
        file.persist(target)?;
        Ok(())
    };
    save().map_err(|error| {
        let hint = "check that the folder may be written to and the disk has room";
        Box::new(Diagnostic::error(target, format!("cannot write: {error}")).hint(hint))
    })
}

fn taken(target: &Path, reason: &str) -> Box<Diagnostic> {
    let message = format!("not written: {reason}");
    Box::new(Diagnostic::error(target, message).hint("choose another -o, or use --force"))
}

/// One line a document: what was found in it and how much of it is in doubt.
fn table(imported: &[Imported]) -> String {
    let mut text = format!(
        "{:>10} {:>8} {:>5} {:>6}  {}\n",
        "paragraphs", "headings", "notes", "doubts", "file"
    );
    for one in imported {
        let warnings = one.diagnostics.iter().filter(|d| d.severity == Severity::Warning).count();
        let file = one.file.display();
        let line = match &one.manuscript {
            Some(Manuscript { summary: Summary { paragraphs, headings, notes }, .. }) => {
                format!("{paragraphs:>10} {headings:>8} {notes:>5} {warnings:>6}  {file}\n")
            }
            None => format!("{:>10} {:>8} {:>5} {:>6}  {file}\n", "-", "-", "-", "failed"),
        };
        text.push_str(&line);
    }
    text
}
