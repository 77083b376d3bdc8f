//! What is wrong, where, and what to do about it.
//!
//! A stage never prints and never stops at the first mistake: it returns [`Diagnostic`]s beside its
//! result, the pipeline collects them, and the command line shows all of them in one run, in the
//! order of file, line and column.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The work cannot be published as it is; the command ends with status 1.
    Error,
    /// The work is published, but an editor should look at this place.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// A place in a text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters (not bytes, not terminal cells).
    pub column: usize,
    /// The line itself, without its line feed.
    pub text: String,
    /// The bytes of [`Place::text`] that the message is about; never past the end of the line.
    pub span: Range<usize>,
}

impl Place {
    /// The place of the bytes `range` of `source`. A range outside of the text, or inside a
    /// character, is moved to the nearest place that exists, so that reporting a mistake can
    /// never become one.
    #[must_use]
    pub fn of(source: &str, range: Range<usize>) -> Self {
        let start = floor_boundary(source, range.start);
        let end = floor_boundary(source, range.end.max(start));
        let line_start = source[..start].rfind('\n').map_or(0, |feed| feed + 1);
        let line_end = source[start..].find('\n').map_or(source.len(), |feed| start + feed);
        let text = source[line_start..line_end].trim_end_matches('\r');
        let in_line = |byte: usize| byte.saturating_sub(line_start).min(text.len());
        Self {
            line: source[..line_start].matches('\n').count() + 1,
            column: source[line_start..start].chars().count() + 1,
            text: text.to_owned(),
            span: in_line(start)..in_line(end),
        }
    }

    /// The place of line `line` (from 1) and character column `column` (from 1) of `source`.
    #[must_use]
    pub fn at(source: &str, line: usize, column: usize) -> Self {
        let start: usize =
            source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let offset: usize = source[start..]
            .chars()
            .take(column.saturating_sub(1))
            .take_while(|c| *c != '\n')
            .map(char::len_utf8)
            .sum();
        let begin = start + offset;
        let width = source[begin..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        Self::of(source, begin..begin + width)
    }
}

/// The largest character boundary of `text` at or before byte `index`.
fn floor_boundary(text: &str, index: usize) -> usize {
    let mut boundary = index.min(text.len());
    while !text.is_char_boundary(boundary) {
        boundary -= 1;
    }
    boundary
}

/// One thing that an editor or a webmaster should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops the publication.
    pub severity: Severity,
    /// The file, as the user would name it; never absent.
    pub file: PathBuf,
    /// Where in the file, if it is about one place.
    pub place: Option<Box<Place>>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error about `file`.
    pub fn error(file: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, file.into(), message.into())
    }

    /// A warning about `file`.
    pub fn warning(file: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, file.into(), message.into())
    }

    fn new(severity: Severity, file: PathBuf, message: String) -> Self {
        Self { severity, file, place: None, message, hint: None }
    }

    /// The same, about a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    /// The same, with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What diagnostics are ordered by.
    fn key(&self) -> (&Path, usize, usize, Severity, &str) {
        let (line, column) = self.place.as_ref().map_or((0, 0), |place| (place.line, place.column));
        (&self.file, line, column, self.severity, &self.message)
    }
}

/// One line, `file:line:column: severity: message`, and the hint on a line of its own: the form for
/// logs and for the expected diagnostics of the tests.
impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file.display())?;
        if let Some(place) = &self.place {
            write!(formatter, ":{}:{}", place.line, place.column)?;
        }
        write!(formatter, ": {}: {}", self.severity, self.message)?;
        match &self.hint {
            Some(hint) => write!(formatter, "\n  help: {hint}"),
            None => Ok(()),
        }
    }
}

/// Sorts by file, line and column, and drops what was said twice, so that the order in which
/// threads finish never shows.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.key().cmp(&b.key()));
    diagnostics.dedup();
}

/// Whether any of them stops the publication.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The known key that `unknown` was probably meant to be, for a hint.
#[must_use]
pub fn nearest<'a>(unknown: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|key| (strsim::damerau_levenshtein(unknown, key), *key))
        .filter(|(distance, key)| {
            *distance <= key.chars().count().max(unknown.chars().count()) / 3 + 1
        })
        .min()
        .map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_not_bytes() {
        let source = "一二\n𠮷野家 sells\n";
        let start = source.find("家").unwrap();
        let place = Place::of(source, start..start + "家".len());
        assert_eq!((place.line, place.column), (2, 3));
        assert_eq!(&place.text[place.span.clone()], "家");
        assert_eq!(Place::at(source, 2, 3), place);
    }

    #[test]
    fn a_place_outside_of_the_text_is_moved_into_it() {
        let place = Place::of("善本", 1..99);
        assert_eq!((place.line, place.column, place.span), (1, 1, 0..6));
        assert_eq!(Place::at("善本\n", 9, 9).line, 2);
        assert_eq!(Place::of("", 5..7).column, 1);
    }

    #[test]
    fn diagnostics_come_in_the_order_of_the_files() {
        let source = "a\nb\n";
        let late = Diagnostic::error("b.md", "second").at(Place::of(source, 2..3));
        let early = Diagnostic::warning("b.md", "first").at(Place::of(source, 0..1));
        let mut all = vec![late.clone(), early.clone(), early.clone()];
        sort(&mut all);
        assert_eq!(all, [early, late]);
    }

    #[test]
    fn a_misspelt_key_is_recognised() {
        assert_eq!(nearest("titel", &["title", "slug"]), Some("title"));
        assert_eq!(nearest("author", &["authors", "summary"]), Some("authors"));
        assert_eq!(nearest("xyzzy", &["title", "slug"]), None);
    }
}
