//! `shanben bundle`: the site for readers without a network.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::build::Work;
use super::report::Reporter;
use super::timings::Progress;
use super::{Outcome, Talk};
use crate::diagnostic::Diagnostic;
use crate::output::{Folder, archive};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The form of the bundle
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The file to write [default: site.zip in the root]
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    work: Work,
}

/// The form of a bundle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The website in one zip file; unpacked, it opens from any disk
    #[default]
    Zip,
}

pub(super) fn run(root: &Path, arguments: &Arguments, reporter: &Reporter, talk: Talk) -> Outcome {
    let Format::Zip = arguments.format;
    let target = arguments.out.clone().unwrap_or_else(|| root.join("site.zip"));
    let folder = match tempfile::Builder::new().prefix("shanben-").tempdir() {
        Ok(folder) => folder,
        Err(error) => {
            let message = format!("cannot make a temporary folder: {error}");
            let hint = "check that the folder for temporary files has room";
            reporter.show_outside(&[Diagnostic::error(target, message).hint(hint)]);
            return Outcome::Failed;
        }
    };
    let progress = Progress::new(talk);
    let site = Folder::new(folder.path());
    let Some(report) = arguments.work.run(root, &site, reporter, &progress) else {
        return Outcome::Failed;
    };
    crate::pipeline::Observer::stage(&progress, "pack", 0);
    let packed = archive::write(folder.path(), &target);
    let stages = progress.finish();
    if let Err(diagnostic) = packed {
        reporter.show_outside(&[*diagnostic]);
        return Outcome::Failed;
    }
    if talk == Talk::Normal {
        println!(
            "{} pages in {}: unpack it and open site/index.html in a browser",
            report.pages,
            target.display()
        );
    }
    arguments.work.show_timings(&stages);
    Outcome::Done
}
