//! The checked model of one article: typed front matter and a Markdown body.
//!
//! [`parse`] is the stage: a function of the file's text, without disk or clock. What it cannot
//! accept it names, all of it at once.

mod front_matter;
mod identifier;
mod metadata;

use std::path::{Path, PathBuf};

pub use identifier::{Doi, Orcid};
pub use metadata::{Author, Figure, Metadata, Term};

use crate::diagnostic::{self, Diagnostic, Place};
use front_matter::FrontMatter;

/// One article in the script in which it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The file, as diagnostics name it.
    pub file: PathBuf,
    /// What the front matter says, checked.
    pub metadata: Metadata,
    /// The text, Markdown, without front matter.
    pub body: String,
    /// How many lines of the file stand before the body.
    pub lines_before: usize,
}

/// Checks the Markdown of one article. The article is `None` when a mistake leaves nothing that
/// could be published.
#[must_use]
pub fn parse(file: &Path, markdown: &str) -> (Option<Article>, Vec<Diagnostic>) {
    let text = markdown.strip_prefix('\u{FEFF}').unwrap_or(markdown);
    if text.trim().is_empty() {
        let empty = Diagnostic::error(file, "the file is empty");
        return (None, vec![empty.hint("write the article, or remove the file")]);
    }
    let front = match FrontMatter::split(file, text) {
        Ok(front) => front,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let (mut metadata, mut diagnostics) = metadata::check(file, text, &front);
    let (heading, body) = match leading_title(front.body) {
        Some((heading, rest)) if metadata.title.is_empty() => (Some(heading), rest),
        _ => (None, front.body),
    };
    if let Some(heading) = heading {
        metadata.title = heading.to_owned();
    }
    if metadata.title.is_empty() && !diagnostic::has_errors(&diagnostics) {
        diagnostics.push(no_title(file, text));
    }
    if body.trim().is_empty() {
        diagnostics.push(
            Diagnostic::error(file, "the article has no text")
                .at(Place::of(text, text.len()..text.len()))
                .hint("write the text below the front matter, or remove the file"),
        );
    }
    diagnostics.extend(control_characters(file, text));
    diagnostic::sort(&mut diagnostics);
    if diagnostic::has_errors(&diagnostics) {
        return (None, diagnostics);
    }
    let lines_before = text[..text.len() - body.len()].matches('\n').count();
    let article = Article { file: file.to_owned(), metadata, body: body.to_owned(), lines_before };
    (Some(article), diagnostics)
}

/// The heading of the first level with which a body begins, and what follows it.
fn leading_title(body: &str) -> Option<(&str, &str)> {
    let (line, rest) = body.trim_start().split_once('\n')?;
    let title = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim();
    (!title.is_empty()).then_some((title, rest))
}

fn no_title(file: &Path, text: &str) -> Diagnostic {
    Diagnostic::error(file, "the article has no title").at(Place::of(text, 0..0)).hint(
        "begin the file with front matter between two lines `---`, with a line such as `title: 題目`",
    )
}

/// Control characters have no place in a text and no form in HTML (WHATWG, *Preprocessing the
/// input stream*): each is named, so that it isn't lost in silence.
fn control_characters(file: &Path, text: &str) -> Option<Diagnostic> {
    let is_control =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || c == '\u{FFFD}';
    let (at, first) = text.char_indices().find(|(_, c)| is_control(*c))?;
    let count = text.chars().filter(|c| is_control(*c)).count();
    let message = format!(
        "the text has {count} character{} that cannot be published, first U+{:04X}",
        if count == 1 { "" } else { "s" },
        u32::from(first)
    );
    Some(
        Diagnostic::error(file, message)
            .at(Place::of(text, at..at + first.len_utf8()))
            .hint("a control character or U+FFFD is what a lost character leaves: put the right one in its place"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        parse(Path::new("a.md"), text).1.iter().map(ToString::to_string).collect()
    }

    fn article(text: &str) -> Article {
        let (article, diagnostics) = parse(Path::new("a.md"), text);
        article.unwrap_or_else(|| panic!("{diagnostics:#?}"))
    }

    #[test]
    fn front_matter_is_read_in_yaml_and_in_toml() {
        let yaml = "---\ntitle: 題目\ndate: 2025-03-04\nissue: 7\nauthors:\n  - 李甲\n  - name: 王乙\n    affiliation: 研究員\ntags: [臺海, 2025]\n---\n\n正文。\n";
        let toml = "+++\ntitle = \"題目\"\ndate = 2025-03-04\nissue = 7\nauthors = [\"李甲\", {name = \"王乙\", affiliation = \"研究員\"}]\ntags = [\"臺海\", \"2025\"]\n+++\n\n正文。\n";
        let (a, b) = (article(yaml), article(toml));
        assert_eq!(a.metadata, b.metadata);
        assert_eq!(a.metadata.authors[1].affiliation.as_deref(), Some("研究員"));
        assert_eq!(a.metadata.issue.as_deref(), Some("7"));
        assert_eq!(a.metadata.date.map(|date| date.to_string()).as_deref(), Some("2025-03-04"));
        assert_eq!(a.body, "\n正文。\n");
        assert_eq!(a.lines_before, 10);
    }

    #[test]
    fn a_heading_serves_as_title_when_the_front_matter_has_none() {
        let found = article("# 題目 #\n\n正文。\n");
        assert_eq!((found.metadata.title.as_str(), found.body.as_str()), ("題目", "\n正文。\n"));
        assert_eq!(found.lines_before, 1);
        assert!(article("---\ntitle: 甲\n---\n# 乙\n\n文\n").body.starts_with("# 乙"));
    }

    #[test]
    fn every_unknown_key_is_named_with_a_hint() {
        let found = mistakes("---\ntitel: 題目\nauthor: 李甲\n---\n文\n");
        assert_eq!(
            found,
            [
                "a.md:2:1: error: unknown key `titel` in the front matter\n  help: did you mean `title`?",
                "a.md:3:1: error: unknown key `author` in the front matter\n  help: did you mean `authors`?",
            ]
        );
    }

    #[test]
    fn front_matter_that_does_not_parse_has_its_place() {
        assert!(
            mistakes("---\ntitle: [題\n---\n文\n")[0].starts_with("a.md:"),
            "{:?}",
            mistakes("---\ntitle: [題\n---\n文\n")
        );
        assert!(mistakes("---\ntitle: 題\n文\n")[0].contains("is not closed"));
        assert!(
            mistakes("+++\ntitle = 題\n+++\n文\n")[0].starts_with("a.md:2:9: error"),
            "{:?}",
            mistakes("+++\ntitle = 題\n+++\n文\n")
        );
        assert!(mistakes("---\n- 題\n---\n文\n")[0].contains("error"));
    }

    #[test]
    fn values_are_checked() {
        let found = mistakes(
            "---\ntitle: 題\ndate: 2025-02-30\nslug: A b\ndoi: x\nlang: zh\nauthors:\n  - name: 甲\n    orcid: 0000-0000-0000-0000\n---\n文\n",
        );
        assert_eq!(found.len(), 5, "{found:#?}");
        assert!(found[0].starts_with("a.md:3:7: error: `2025-02-30` is not a date"), "{found:#?}");
    }

    #[test]
    fn nothing_is_published_without_title_or_text() {
        assert!(mistakes("正文。\n")[0].contains("no title"));
        assert!(mistakes("---\ntitle: 題\n---\n \n")[0].contains("no text"));
        assert!(mistakes("")[0].contains("is empty"));
        assert!(mistakes("---\n---\n文\n")[0].contains("no title"));
        assert_eq!(mistakes("---\n---\n").len(), 2);
    }

    #[test]
    fn a_lost_character_is_not_passed_over() {
        let found = mistakes("---\ntitle: 題\n---\n一\u{FFFD}二\u{0}\n");
        assert!(found[0].starts_with("a.md:4:2: error: the text has 2 characters"), "{found:?}");
    }
}
