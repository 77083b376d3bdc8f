//! Front matter: where it begins and ends, and its keys as they are written.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::config;
use crate::diagnostic::{Diagnostic, Place};

/// The language of the front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Yaml,
    Toml,
}

/// The front matter of a text and what follows it.
pub(super) struct FrontMatter<'a> {
    format: Format,
    /// Byte range of the front matter in the text, without its fences.
    range: Range<usize>,
    /// The text after the closing fence.
    pub(super) body: &'a str,
}

impl<'a> FrontMatter<'a> {
    /// Finds the front matter of `text`; one that has none has an empty one.
    pub(super) fn split(file: &Path, text: &'a str) -> Result<Self, Box<Diagnostic>> {
        let first = text.lines().next().unwrap_or_default();
        let (format, fence) = match first.trim_end() {
            "---" => (Format::Yaml, "---"),
            "+++" => (Format::Toml, "+++"),
            _ => return Ok(Self { format: Format::Yaml, range: 0..0, body: text }),
        };
        let start = (first.len() + 1).min(text.len());
        let mut at = start;
        for line in text[start..].split_inclusive('\n') {
            let bare = line.trim_end();
            if bare == fence || (format == Format::Yaml && bare == "...") {
                return Ok(Self { format, range: start..at, body: &text[at + line.len()..] });
            }
            at += line.len();
        }
        Err(Box::new(
            Diagnostic::error(file, "the front matter is not closed")
                .at(Place::of(text, 0..fence.len()))
                .hint(format!("end it with a line `{fence}`")),
        ))
    }

    /// Reads the front matter as `T`. The keys of the top level that are not in `known` are
    /// diagnostics, one each.
    pub(super) fn read<T: DeserializeOwned + Default>(
        &self,
        file: &Path,
        text: &str,
        known: &[&str],
    ) -> (T, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let written = &text[self.range.clone()];
        if written.trim().is_empty() {
            return (T::default(), diagnostics);
        }
        match self.deserialize::<BTreeMap<String, IgnoredAny>>(file, text) {
            Ok(keys) => {
                let unknown = keys.keys().filter(|key| !known.contains(&key.as_str()));
                diagnostics.extend(unknown.map(|key| self.unknown_key(file, text, key, known)));
            }
            Err(diagnostic) => return (T::default(), vec![*diagnostic]),
        }
        match self.deserialize::<T>(file, text) {
            Ok(read) => (read, diagnostics),
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                (T::default(), diagnostics)
            }
        }
    }

    fn deserialize<T: DeserializeOwned>(
        &self,
        file: &Path,
        text: &str,
    ) -> Result<T, Box<Diagnostic>> {
        let written = &text[self.range.clone()];
        match self.format {
            Format::Yaml => yaml(written).map_err(|error| self.yaml_diagnostic(file, text, &error)),
            Format::Toml => toml::from_str(written).map_err(|error| {
                let mut diagnostic = config::toml_diagnostic(file, text, &error);
                if let Some(range) = error.span() {
                    let start = self.range.start;
                    diagnostic =
                        diagnostic.at(Place::of(text, start + range.start..start + range.end));
                }
                Box::new(diagnostic)
            }),
        }
    }

    fn yaml_diagnostic(
        &self,
        file: &Path,
        text: &str,
        error: &serde_saphyr::Error,
    ) -> Box<Diagnostic> {
        let error = error.without_snippet();
        let place = error.location().map(|location| {
            let before = text[..self.range.start].matches('\n').count();
            let line = usize::try_from(location.line()).unwrap_or(1);
            let column = usize::try_from(location.column()).unwrap_or(1);
            Place::at(text, before + line, column)
        });
        let message = error.to_string();
        // The place is said once, by the diagnostic.
        let message = match message.rsplit_once(" at line ") {
            Some((message, _)) => message,
            None => &message,
        };
        let diagnostic = Diagnostic::error(file, format!("front matter: {message}"))
            .hint("text with `:`, `#`, `[` or quotes in it goes between \" and \"");
        Box::new(match place {
            Some(place) => diagnostic.at(place),
            None => diagnostic,
        })
    }

    fn unknown_key(&self, file: &Path, text: &str, key: &str, known: &[&str]) -> Diagnostic {
        Diagnostic::error(file, format!("unknown key `{key}` in the front matter"))
            .at(Place::of(text, self.key_range(text, key)))
            .hint(config::key_hint(key, known))
    }

    /// The bytes of the text where `key` of the top level stands, or the front matter's first
    /// byte.
    fn key_range(&self, text: &str, key: &str) -> Range<usize> {
        let mut at = self.range.start;
        for line in text[self.range.clone()].split_inclusive('\n') {
            let quotes = ['"', '\''];
            let rest = line.trim_start_matches(quotes).strip_prefix(key);
            let follows = rest.map(|rest| rest.trim_start_matches(quotes).trim_start());
            if follows.is_some_and(|rest| rest.starts_with([':', '='])) {
                let start = at + line.len() - line.trim_start_matches(quotes).len();
                return start..start + key.len();
            }
            at += line.len();
        }
        self.range.start..self.range.start
    }

    /// The place of the value of `key`: of `value` itself when it is found behind the key, else
    /// of the key.
    pub(super) fn value_place(&self, text: &str, key: &str, value: &str) -> Place {
        let key = self.key_range(text, key);
        let found = text[key.end..self.range.end.max(key.end)].find(value);
        match found {
            Some(offset) if !value.is_empty() => {
                Place::of(text, key.end + offset..key.end + offset + value.len())
            }
            _ => Place::of(text, key),
        }
    }
}

/// Numbers keep the spelling that the editor gave them: issue `007` is not issue 7.
fn yaml<T: DeserializeOwned>(written: &str) -> Result<T, serde_saphyr::Error> {
    let options = serde_saphyr::options! {
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
    };
    serde_saphyr::from_str_with_options(written, options)
}
