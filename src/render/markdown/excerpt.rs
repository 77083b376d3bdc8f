//! How an article begins, for lists and for the description of its page.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events;
use crate::text::han::is_variation_selector;

/// How far into a text its first paragraph is looked for, in bytes: not far at first, because it
/// mostly stands at the beginning.
const REACHES: [usize; 2] = [2 * 1024, 32 * 1024];

/// The first paragraph as plain text, [shortened](shorten) to `most` characters.
#[must_use]
pub fn excerpt(markdown: &str, most: usize) -> String {
    let mut paragraph = String::new();
    for reach in REACHES {
        let mut end = markdown.len().min(reach);
        while !markdown.is_char_boundary(end) {
            end -= 1;
        }
        let (found, stop) = first_paragraph(&markdown[..end]);
        paragraph = found;
        let whole = stop < end || end == markdown.len();
        if whole || paragraph.chars().count() > most {
            break;
        }
    }
    shorten(&paragraph, most)
}

/// The words of the first paragraph that has any, and the byte at which it ends.
fn first_paragraph(markdown: &str) -> (String, usize) {
    let mut text = String::new();
    let mut depth = 0;
    for (event, range) in events::read(markdown) {
        match event {
            Event::Start(Tag::Paragraph) => depth += 1,
            Event::End(TagEnd::Paragraph) if !text.trim().is_empty() => {
                return (text.trim().to_owned(), range.end);
            }
            Event::End(TagEnd::Paragraph) => depth -= 1,
            Event::Text(words) | Event::Code(words) if depth > 0 => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak if depth > 0 => text.push(' '),
            _ => {}
        }
    }
    (text.trim().to_owned(), markdown.len())
}

/// At most `most` characters of a text, cut at the end of a sentence or clause if there is one in
/// the second half, with an ellipsis where words are missing.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let kept = whole_characters(text, end);
    let half = kept.char_indices().nth(most / 2).map_or(0, |(at, _)| at);
    let last = |ends: &[char]| kept.rfind(ends).filter(|at| *at >= half);
    if let Some(at) = last(&['。', '！', '？']) {
        let stop = kept[at..].chars().next().map_or(0, char::len_utf8);
        return kept[..at + stop].to_owned();
    }
    let cut = last(&['，', '；', '：', '、']).unwrap_or(kept.len());
    format!("{}……", kept[..cut].trim_end())
}

/// The text before byte `end`, without what belongs to the character or word that is cut there.
fn whole_characters(text: &str, end: usize) -> &str {
    let (mut kept, rest) = text.split_at(end);
    if rest.starts_with(is_variation_selector) {
        kept = kept.trim_end_matches(is_variation_selector);
        kept = &kept[..kept.len() - kept.chars().next_back().map_or(0, char::len_utf8)];
    }
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        kept = kept.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    }
    kept
}
