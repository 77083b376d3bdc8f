//! `shanben build`: seeds/ → site/.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::report::Reporter;
use super::timings::Progress;
use super::{Outcome, Talk};
use crate::diagnostic::{self, Diagnostic};
use crate::output::publish::{Overwrite, Published, Staging};
use crate::pipeline::{self, Report};
use crate::world::Disk;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Where the site goes [default: site/ in the root]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write over files in the site that Shanben did not make
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    work: Work,
}

/// How the work is done; shared with `bundle`.
#[derive(clap::Args)]
pub(super) struct Work {
    /// How many threads work at once [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
}

impl Work {
    /// Runs the pipeline into `sink`. `None` if there were errors, which have been shown.
    pub(super) fn run(
        &self,
        root: &Path,
        sink: &dyn crate::output::Sink,
        reporter: &Reporter,
        progress: &Progress,
    ) -> Option<Report> {
        let threads = usize::from(self.jobs.unwrap_or(0));
        let pool = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool,
            Err(error) => {
                let message = format!("cannot start the threads: {error}");
                reporter.show(&[Diagnostic::error(root, message).hint("try --jobs 1")]);
                return None;
            }
        };
        let disk = Disk::new(root);
        let (report, diagnostics) = pool.install(|| pipeline::build(&disk, sink, progress));
        let failed = diagnostic::has_errors(&diagnostics);
        if failed {
            progress.finish();
        }
        reporter.show(&diagnostics);
        report.filter(|_| !failed)
    }

    /// Shows the timings, if they were asked for.
    pub(super) fn show_timings(&self, stages: &[(&'static str, Duration)]) {
        if !self.timings {
            return;
        }
        let total: Duration = stages.iter().map(|(_, time)| *time).sum();
        for (name, time) in stages.iter().chain([&("total", total)]) {
            eprintln!("{name:12} {:8.1} ms", time.as_secs_f64() * 1000.0);
        }
    }
}

pub(super) fn run(root: &Path, arguments: &Arguments, reporter: &Reporter, talk: Talk) -> Outcome {
    let out = arguments.out.clone().unwrap_or_else(|| root.join("site"));
    let overwrite = if arguments.force { Overwrite::Force } else { Overwrite::Refuse };
    let staging = match Staging::begin(&out, overwrite) {
        Ok(staging) => staging,
        Err(diagnostic) => {
            reporter.show_outside(&[*diagnostic]);
            return Outcome::Failed;
        }
    };
    let progress = Progress::new(talk);
    let Some(report) = arguments.work.run(root, &staging, reporter, &progress) else {
        if talk == Talk::Normal {
            eprintln!("nothing in {} was changed", out.display());
        }
        return Outcome::Failed;
    };
    crate::pipeline::Observer::stage(&progress, "publish", 0);
    match staging.publish() {
        Ok(published) => {
            let stages = progress.finish();
            if talk == Talk::Normal {
                print_summary(&report, published, &out);
            }
            arguments.work.show_timings(&stages);
            Outcome::Done
        }
        Err(diagnostics) => {
            progress.finish();
            reporter.show_outside(&diagnostics);
            Outcome::Failed
        }
    }
}

fn print_summary(report: &Report, published: Published, out: &Path) {
    let articles = if report.articles == 1 { "article" } else { "articles" };
    println!(
        "{} {articles} in {}: {} pages in {}",
        report.articles,
        report.editions.join(" and "),
        report.pages,
        out.display()
    );
    println!(
        "files: {} written, {} unchanged, {} removed",
        published.written, published.unchanged, published.removed
    );
    if !report.has_address {
        println!(
            "without [site] url in {} there is no sitemap and no feed",
            crate::config::FILE_NAME
        );
    }
    println!("open {} in a browser", out.join("index.html").display());
}
