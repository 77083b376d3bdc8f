//! Addresses in running text: `https://…`, `www.…`, `name@host`.
//!
//! Chinese text puts no space around an address, so the general libraries, which read on to the
//! next space, swallow the sentence behind it. The rule here: the characters that RFC 3986 allows,
//! plus Han characters that stand directly after a separator inside the path or query, as browsers
//! show them (`https://zh.wikipedia.org/wiki/臺灣`).

use std::ops::Range;

use super::han::is_han;

/// The byte ranges of the addresses in `text`, in order, without the punctuation that ends the
/// sentence around them.
#[must_use]
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in candidates(text) {
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        if let Some(range) = web_address(text, start).or_else(|| mail_address(text, start))
            && found.last().is_none_or(|last| last.end <= range.start)
        {
            found.push(range);
        }
    }
    found
}

/// What a found address leads to: `www.` and mail addresses get their scheme.
#[must_use]
pub fn target(address: &str) -> String {
    if address.contains("://") {
        address.to_owned()
    } else if address.contains('@') {
        format!("mailto:{address}")
    } else {
        format!("http://{address}")
    }
}

/// A web address as people say it: without scheme and without the `/` of a bare host.
#[must_use]
pub fn bare(address: &str) -> &str {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    match bare.strip_suffix('/') {
        Some(host) if !host.contains('/') => host,
        _ => bare,
    }
}

/// Bytes at which an address may be recognised: a scheme, `www.` or the `@` of a mail address.
fn candidates(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b':' | b'w' | b'W' | b'@')).map(
        move |(at, byte)| match byte {
            b':' => scheme_start(text, at).unwrap_or(at),
            _ => at,
        },
    )
}

/// The start of the scheme `http`, `https` or `ftp` that ends before the colon at byte `colon`.
fn scheme_start(text: &str, colon: usize) -> Option<usize> {
    ["https", "http", "ftp"].iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len())?;
        let written = text.get(start..colon)?;
        written.eq_ignore_ascii_case(scheme).then_some(start)
    })
}

fn web_address(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let lower = rest.get(..8.min(rest.len())).unwrap_or(rest).to_ascii_lowercase();
    let prefix =
        ["https://", "http://", "ftp://", "www."].iter().find(|p| lower.starts_with(**p))?;
    if *prefix == "www." && text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
    {
        return None;
    }
    let length = address_length(rest, prefix.len());
    (length > prefix.len()).then(|| start..start + length)
}

/// How many bytes of `rest` belong to the address, whose first `from` are known to.
fn address_length(rest: &str, from: usize) -> usize {
    let mut end = from;
    let mut after_separator = false;
    for (offset, c) in rest[from..].char_indices() {
        let allowed = is_address_character(c) || (is_han(c) && after_separator && end > from);
        if !allowed {
            break;
        }
        after_separator =
            matches!(c, '/' | '=' | '_' | '#' | '%') || (is_han(c) && after_separator);
        end = from + offset + c.len_utf8();
    }
    trim_sentence_end(&rest[..end]).len()
}

/// The characters of RFC 3986 §2 that may stand in an address.
fn is_address_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)
}

/// Cuts what ends a sentence rather than an address, and a bracket that was opened before it.
fn trim_sentence_end(address: &str) -> &str {
    let mut kept = address;
    while let Some(last) = kept.chars().last() {
        let unpaired = last == ')' && kept.matches(')').count() > kept.matches('(').count()
            || last == ']' && kept.matches(']').count() > kept.matches('[').count();
        if !unpaired && !".,;:!?'*_".contains(last) {
            break;
        }
        kept = &kept[..kept.len() - last.len_utf8()];
    }
    kept
}

/// The mail address around the `@` at byte `at`.
fn mail_address(text: &str, at: usize) -> Option<Range<usize>> {
    if !text[at..].starts_with('@') {
        return None;
    }
    let local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let start = text[..at]
        .rfind(|c| !local(c))
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let host = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let end = text[at + 1..].find(|c| !host(c)).map_or(text.len(), |after| at + 1 + after);
    let domain = text[at + 1..end].trim_end_matches(['.', '-']);
    let valid = start < at && domain.contains('.') && !domain.starts_with('.');
    valid.then(|| start..at + 1 + domain.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn an_address_ends_where_the_chinese_begins() {
        assert_eq!(found("（圖片來源：https://x.com/a/1?b=2）"), ["https://x.com/a/1?b=2"]);
        assert_eq!(found("見http://www.pf.org.tw，謝謝"), ["http://www.pf.org.tw"]);
        assert_eq!(found("見https://a.org的報告"), ["https://a.org"]);
        assert_eq!(found("網址 www.example.org。"), ["www.example.org"]);
    }

    #[test]
    fn han_in_a_path_belongs_to_the_address() {
        assert_eq!(
            found("https://zh.wikipedia.org/wiki/臺灣 條目"),
            ["https://zh.wikipedia.org/wiki/臺灣"]
        );
    }

    #[test]
    fn sentence_punctuation_stays_outside() {
        assert_eq!(found("(see http://a.org/b(c).)"), ["http://a.org/b(c)"]);
        assert_eq!(found("http://a.org, http://b.org;"), ["http://a.org", "http://b.org"]);
    }

    #[test]
    fn mail_addresses_are_found() {
        assert_eq!(found("信箱：pf@pf.org.tw。"), ["pf@pf.org.tw"]);
        assert_eq!(found("no @ here, nor a@b"), Vec::<&str>::new());
    }

    #[test]
    fn a_web_address_is_shown_without_its_scheme() {
        assert_eq!(bare("http://www.pf.org.tw/"), "www.pf.org.tw");
        assert_eq!(bare("https://a.org/b/"), "a.org/b/");
        assert_eq!(bare("www.a.org"), "www.a.org");
        assert_eq!(target("www.a.org"), "http://www.a.org");
        assert_eq!(target("a@b.org"), "mailto:a@b.org");
    }

    #[test]
    fn a_bare_scheme_is_no_address() {
        assert_eq!(found("https:// 與 http:"), Vec::<&str>::new());
        assert_eq!(found("awww.x.org"), Vec::<&str>::new());
    }
}
