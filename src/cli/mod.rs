//! The command line: one file a command.
//!
//! Results go to standard output, talk to standard error. The exit status is 0 when the work is
//! done, 1 when it has errors, 2 when the command was used wrongly.

mod build;
mod bundle;
mod convert;
mod import;
mod new;
mod report;
mod timings;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use report::Reporter;

/// Shanben 善本: an institution's Chinese texts as a publication in Traditional and Simplified
/// Chinese, from one source.
#[derive(Parser)]
#[command(name = "shanben", version, about, long_about = None)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

/// What every command takes.
#[derive(Args)]
struct Common {
    /// The folder that holds the site: shanben.toml, seeds/, templates/, static/
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    root: PathBuf,
    /// Say only what is wrong
    #[arg(long, short, global = true)]
    quiet: bool,
    /// How mistakes are told
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    message_format: MessageFormat,
}

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    /// With the line that each is about
    #[default]
    Human,
    /// One line each, and its hint
    Short,
    /// One JSON object a line, for tools
    Json,
}

#[derive(Subcommand)]
enum Command {
    /// Begin a site
    New(new::Arguments),
    /// Make the website of seeds/
    Build(build::Arguments),
    /// Turn source documents into Markdown for an editor to go over
    Import(import::Arguments),
    /// Turn text or Markdown from one script into another
    Convert(convert::Arguments),
    /// Pack the website for readers without a network
    Bundle(bundle::Arguments),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The work is done.
    Done,
    /// The work has errors, which have been told.
    Failed,
}

/// Reads the arguments and carries the command out.
#[must_use]
pub fn run() -> ExitCode {
    // Wrong usage ends here, with status 2; --help and --version with 0.
    let arguments = Arguments::parse();
    let reporter = Reporter::new(&arguments.common.root, arguments.common.message_format);
    let talk = if arguments.common.quiet { Talk::Quiet } else { Talk::Normal };
    let root = arguments.common.root.as_path();
    let outcome = match arguments.command {
        Command::New(command) => new::run(&command, &reporter, talk),
        Command::Build(command) => build::run(root, &command, &reporter, talk),
        Command::Import(command) => import::run(&command, &reporter, talk),
        Command::Convert(command) => convert::run(&command, &reporter, talk),
        Command::Bundle(command) => bundle::run(root, &command, &reporter, talk),
    };
    match outcome {
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::Failed => ExitCode::from(1),
    }
}

/// How much is said beside what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Talk {
    Normal,
    Quiet,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
