//! Who wrote it: the many shapes of a byline.

use super::facts;
use super::join::tidy_line;
use crate::intake::document::Author;

/// What a byline names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Author,
    Translator,
}

/// Labels, longest first where one begins with another, and what they name.
const LABELS: &[(&str, Part)] = &[
    ("作者簡介", Part::Author),
    ("作者", Part::Author),
    ("撰文者", Part::Author),
    ("撰文", Part::Author),
    ("撰稿人", Part::Author),
    ("撰稿", Part::Author),
    ("撰寫", Part::Author),
    ("執筆", Part::Author),
    ("执笔", Part::Author),
    ("文字", Part::Author),
    ("文", Part::Author),
    ("編譯", Part::Translator),
    ("编译", Part::Translator),
    ("翻譯", Part::Translator),
    ("翻译", Part::Translator),
    ("譯者", Part::Translator),
    ("译者", Part::Translator),
    ("譯", Part::Translator),
    ("译", Part::Translator),
];

/// Signs that stand before a name instead of a label.
const SIGNS: &[char] = &['◎', '○', '●', '◆', '■', '▲', '★'];

/// What parts a label from the name.
const COLONS: &[char] = &['：', ':', '／', '/', '｜', '|', '∕'];

/// The part that a labelled byline names, and the text behind the label. `None` if the line is
/// none, or if what follows the label is no name.
pub(super) fn labelled(text: &str) -> Option<(Part, &str)> {
    let bare = text.trim_start_matches(SIGNS).trim_start();
    let signed = bare.len() < text.len();
    for (label, part) in LABELS {
        let Some(rest) = strip_spaced(bare, label) else { continue };
        let value = rest.trim_start();
        let named = value.trim_start_matches(COLONS).trim_start();
        if named.len() < value.len() && !authors(named).is_empty() {
            return Some((*part, named));
        }
    }
    let by = bare.strip_prefix("By ").or_else(|| bare.strip_prefix("by "));
    if let Some(name) = by.filter(|name| facts::is_person(name)) {
        return Some((Part::Author, name));
    }
    (signed && !authors(bare).is_empty()).then_some((Part::Author, bare))
}

/// Strips `label`, whose characters may be spaced out (作　者).
fn strip_spaced<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let mut rest = text;
    for (index, expected) in label.chars().enumerate() {
        if index > 0 {
            rest = rest.trim_start();
        }
        rest = rest.strip_prefix(expected)?;
    }
    Some(rest)
}

/// The authors in a text that is nothing but authors: `名`, `名（職銜）`, `名 職銜`, `名／職銜`,
/// `職銜 名`, and several of these. Empty if there is anything else in it.
pub(super) fn authors(text: &str) -> Vec<Author> {
    let text = text.trim();
    if let Some(names) = facts::persons(text) {
        return names.into_iter().map(|name| Author { name, affiliation: None }).collect();
    }
    if let Some(authors) = bracketed(text) {
        return authors;
    }
    parted(text).map_or_else(Vec::new, |author| vec![author])
}

/// `名（職銜）`, one or several.
fn bracketed(text: &str) -> Option<Vec<Author>> {
    let mut authors = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let open = rest.find(['（', '('])?;
        let close = open + closing(&rest[open..])?;
        let inner = rest[open..close].trim_start_matches(['（', '(']).trim();
        let names = facts::persons(rest[..open].trim())?;
        let behind = close + rest[close..].chars().next().map_or(0, char::len_utf8);
        let transcribed = names.len() == 1 && facts::is_person(inner);
        authors.extend(names.into_iter().map(|name| match transcribed {
            // The same name in another script: 林海青（Lin Hai-ching）.
            true => Author { name: format!("{name}{}", &rest[open..behind]), affiliation: None },
            false => Author { name, affiliation: Some(tidy_line(inner)).filter(|a| !a.is_empty()) },
        }));
        rest = rest[behind..]
            .trim_start_matches(|c: char| c.is_whitespace() || "、，；,;/／&".contains(c));
    }
    Some(authors)
}

/// The byte at which the bracket that opens `text` is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 1 => return Some(at),
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// `名 職銜`, `名／職銜`, `名，職銜` or `職銜 名`.
fn parted(text: &str) -> Option<Author> {
    let cuts = text.char_indices().filter(|(_, c)| c.is_whitespace() || "／/｜|，,".contains(*c));
    for (at, c) in cuts {
        let (left, right) = (text[..at].trim(), text[at + c.len_utf8()..].trim());
        for (name, office) in [(left, right), (right, left)] {
            let one = facts::persons(name).filter(|names| names.len() == 1);
            if let Some(name) = one.and_then(|names| names.into_iter().next())
                && facts::is_affiliation(office)
            {
                return Some(Author { name, affiliation: Some(tidy_line(office)) });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(text: &str) -> Vec<(String, String)> {
        let (_, rest) = labelled(text).unwrap_or((Part::Author, text));
        authors(rest).into_iter().map(|a| (a.name, a.affiliation.unwrap_or_default())).collect()
    }

    #[test]
    fn bylines_come_in_many_shapes() {
        for text in [
            "作者：林海青（海洋大學教授）",
            "文／林海青（海洋大學教授）",
            "文：林海青（海洋大學教授）",
            "◎林海青（海洋大學教授）",
            "◎ 林海青　海洋大學教授",
            "作　者：林海青 海洋大學教授",
            "撰文｜林海青／海洋大學教授",
            "海洋大學教授 林海青",
            "林 海 青（海洋大學教授）",
        ] {
            assert_eq!(author(text), [("林海青".to_owned(), "海洋大學教授".to_owned())], "{text}");
        }
        assert_eq!(author("作者：陈明")[0].0, "陈明");
        assert_eq!(labelled("译者：陈明").map(|(part, _)| part), Some(Part::Translator));
    }

    #[test]
    fn several_authors_are_told_apart() {
        let two = author("作者：林海青（海洋大學教授）、陳明（研究員）");
        assert_eq!(two.len(), 2);
        assert_eq!(two[1], ("陳明".to_owned(), "研究員".to_owned()));
        assert_eq!(author("文／林海青、陳明月").len(), 2);
        let one = author("作者：林海青（Lin Hai-ching）");
        assert_eq!(one, [("林海青（Lin Hai-ching）".to_owned(), String::new())]);
    }

    #[test]
    fn what_only_looks_like_a_byline_is_none() {
        for text in ["文化的力量", "作者認為：這是錯的", "譯本：三種", "文：", "（註）", "作者："]
        {
            assert_eq!(labelled(text), None, "{text}");
            assert!(authors(text).is_empty(), "{text}");
        }
    }
}
