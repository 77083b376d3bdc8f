//! Raw HTML in a source: which of its bytes are prose, and what of it may be published.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Elements whose text is not prose.
const CODE_ELEMENTS: &[&str] = &["code", "kbd", "pre", "samp", "script", "style", "var"];

/// Attributes that a reader reads or hears.
const PROSE_ATTRIBUTES: &[&str] = &["alt", "title", "aria-label", "summary"];

/// Which end of an element a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    End,
}

/// Whether `tag`, one tag of inline HTML, begins or ends an element whose text is not prose.
pub(super) fn code_element(tag: &str) -> Option<Side> {
    let inside = tag.strip_prefix('<')?;
    let (side, name) = match inside.strip_prefix('/') {
        Some(name) => (Side::End, name),
        None => (Side::Start, inside),
    };
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let known = CODE_ELEMENTS.iter().any(|code| name[..end].eq_ignore_ascii_case(code));
    (known && !tag.ends_with("/>")).then_some(side)
}

/// The byte ranges of a piece of HTML that are prose: the text between tags, and the values of
/// the attributes that a reader reads. No range has a line feed.
pub(super) fn prose(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut closed = 0usize;
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if let Some(end) = comment_end(rest) {
            at += end;
        } else if rest.starts_with('<') {
            let end = tag_end(rest);
            match code_element(&rest[..end]) {
                Some(Side::Start) => closed += 1,
                Some(Side::End) => closed = closed.saturating_sub(1),
                None => found.extend(
                    attribute_prose(&rest[..end])
                        .into_iter()
                        .map(|range| at + range.start..at + range.end),
                ),
            }
            at += end;
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            if closed == 0 {
                found.extend(lines(rest, 0..end).map(|range| at + range.start..at + range.end));
            }
            at += end;
        }
    }
    found
}

/// The end of a comment, declaration or processing instruction with which `rest` begins.
fn comment_end(rest: &str) -> Option<usize> {
    let close = [("<!--", "-->"), ("<!", ">"), ("<?", "?>")]
        .iter()
        .find(|(open, _)| rest.starts_with(open))?
        .1;
    Some(rest.find(close).map_or(rest.len(), |found| found + close.len()))
}

/// The end of the tag with which `rest` begins: the first `>` outside of quotes.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The values of the attributes of `tag` that are prose.
fn attribute_prose(tag: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for quote in ['"', '\''] {
        for (equals, _) in tag.match_indices(&format!("={quote}")) {
            let name_start = tag[..equals]
                .trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-')
                .len();
            let name = &tag[name_start..equals];
            let start = equals + 2;
            let end = tag[start..].find(quote).map(|length| start + length);
            if let Some(end) = end
                && PROSE_ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known))
            {
                found.extend(lines(tag, start..end));
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

/// The lines of a range, without their line feeds.
fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let start = range.start;
    let inside = &text[range];
    inside.split('\n').filter(|line| !line.is_empty()).map(move |line| {
        // `line` lies in `inside`, so its distance from the start is its place.
        let at = start + (line.as_ptr() as usize - inside.as_ptr() as usize);
        at..at + line.len()
    })
}

/// What of an article's HTML may be published: no scripts, forms, frames or styles, and no
/// picture from another host, which would tell that host who reads.
pub(super) fn sanitize(html: &str) -> String {
    static RULES: LazyLock<Builder<'static>> = LazyLock::new(rules);
    RULES.clean(html).to_string()
}

fn rules() -> Builder<'static> {
    let mut rules = Builder::default();
    rules
        .add_tags(["section", "figure", "figcaption", "ruby", "rt", "rp", "bdi"])
        .add_generic_attributes(["id", "class", "lang", "dir", "title", "role"])
        .add_generic_attributes(["tabindex", "aria-label", "aria-labelledby"])
        .add_tag_attributes("td", ["align", "colspan", "rowspan"])
        .add_tag_attributes("th", ["align", "colspan", "rowspan", "scope"])
        .add_tag_attributes("ol", ["start", "reversed", "type"])
        .link_rel(None)
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(|element, attribute, value| {
            let foreign = value.contains("//") || value.contains(':');
            match (element, attribute) {
                ("img", "src") if foreign => None,
                _ => Some(Cow::Borrowed(value)),
            }
        });
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(html: &str) -> Vec<&str> {
        prose(html).into_iter().map(|range| &html[range]).filter(|w| !w.trim().is_empty()).collect()
    }

    #[test]
    fn text_and_readable_attributes_are_prose() {
        let html = "<figure class=\"圖\"><img src=\"圖.png\" alt=\"圖說\" title='題'>\n<figcaption>說明\n二</figcaption></figure>";
        assert_eq!(words(html), ["圖說", "題", "說明", "二"]);
    }

    #[test]
    fn code_comments_and_scripts_are_not() {
        let html = "<!-- 註 --><pre>碼<code>碼</code></pre><script>'說'</script>說";
        assert_eq!(words(html), ["說"]);
        assert_eq!(words("<p title=\"a>b\">說"), ["a>b", "說"]);
    }

    #[test]
    fn broken_html_is_read_to_its_end() {
        for html in ["<", "<p", "<p title=\"", "<!--", "<!", "</", "說<"] {
            let _ = prose(html);
        }
        assert_eq!(words("說<"), ["說"]);
    }

    #[test]
    fn what_could_harm_a_reader_is_taken_out() {
        let clean = sanitize(
            "<p onclick=\"x()\" id=\"p1\">文<script>x()</script><img src=\"https://a.org/a.png\"><img src=\"a.png\" alt=\"\"><a href=\"javascript:x()\">乙</a><iframe src=\"https://a.org\"></iframe></p>",
        );
        assert_eq!(clean, "<p id=\"p1\">文<img><img src=\"a.png\" alt=\"\"><a>乙</a></p>");
    }

    proptest::proptest! {
        #[test]
        fn ranges_are_sound_whatever_the_html(html in "[<>/a-c \"'=!\\-文\n]{0,60}") {
            let mut last = 0;
            for range in prose(&html) {
                proptest::prop_assert!(last <= range.start && range.start < range.end);
                proptest::prop_assert!(!html[range.clone()].contains('\n'));
                last = range.end;
            }
        }
    }
}
