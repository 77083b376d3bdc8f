//! Arguments in, diagnostics and exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    shanben::cli::run()
}
