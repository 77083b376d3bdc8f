//! Shows diagnostics on standard error.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::MessageFormat;
use crate::diagnostic::{Diagnostic, Severity};

/// Shows diagnostics in the form that was asked for.
pub(super) struct Reporter {
    root: PathBuf,
    format: MessageFormat,
}

impl Reporter {
    pub(super) fn new(root: &Path, format: MessageFormat) -> Self {
        Self { root: root.to_owned(), format }
    }

    /// Shows diagnostics about files in the root.
    pub(super) fn show(&self, diagnostics: &[Diagnostic]) {
        self.show_all(diagnostics, &self.root);
    }

    /// Shows diagnostics about files that are named as seen from where the command was called.
    pub(super) fn show_outside(&self, diagnostics: &[Diagnostic]) {
        self.show_all(diagnostics, Path::new("."));
    }

    /// Shows all of them, and how many there are.
    fn show_all(&self, diagnostics: &[Diagnostic], folder: &Path) {
        let mut stream = anstream::stderr().lock();
        for diagnostic in diagnostics {
            let shown = match self.format {
                MessageFormat::Human => human(diagnostic, folder),
                MessageFormat::Short => diagnostic.to_string(),
                MessageFormat::Json => json_line(diagnostic),
            };
            // When nobody listens, there is nobody to tell.
            let _ = writeln!(stream, "{shown}");
        }
        if self.format == MessageFormat::Human
            && let Some(count) = count(diagnostics)
        {
            let _ = writeln!(stream, "{count}");
        }
    }
}

/// The message with the line that it is about, as compilers show it. A Han character counts two
/// columns.
fn human(diagnostic: &Diagnostic, folder: &Path) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let file = name(&diagnostic.file, folder);
    let title = level.primary_title(diagnostic.message.as_str());
    let group = match &diagnostic.place {
        Some(place) => title.element(
            Snippet::source(place.text.as_str())
                .line_start(place.line)
                .path(file.as_str())
                .annotation(AnnotationKind::Primary.span(place.span.clone())),
        ),
        None => title.element(Origin::path(file.as_str())),
    };
    let group = match &diagnostic.hint {
        Some(hint) => group.element(Level::HELP.message(hint.as_str())),
        None => group,
    };
    format!("{}\n", Renderer::styled().render(&[group]))
}

/// A file of `folder`, as seen from where the command was called.
fn name(file: &Path, folder: &Path) -> String {
    let path = if folder == Path::new(".") { file.to_owned() } else { folder.join(file) };
    path.display().to_string()
}

fn json_line(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_deref();
    json!({
        "severity": diagnostic.severity.to_string(),
        "file": diagnostic.file.display().to_string(),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    })
    .to_string()
}

fn count(diagnostics: &[Diagnostic]) -> Option<String> {
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    let some = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let parts: Vec<String> =
        [some(errors, "error"), some(warnings, "warning")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
