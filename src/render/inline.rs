//! Plain text as HTML: escaped, with its addresses as links.

use crate::text::address;

/// Escapes text for content and for attributes in double quotes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A line of text; addresses in it become links.
pub(super) fn line(text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for range in address::find(text) {
        html.push_str(&escape(&text[at..range.start]));
        let found = &text[range.clone()];
        let (href, found) = (escape(&address::target(found)), escape(found));
        html.push_str(&format!("<a href=\"{href}\">{found}</a>"));
        at = range.end;
    }
    html.push_str(&escape(&text[at..]));
    html
}

/// Text in paragraphs, which empty lines divide.
pub(super) fn paragraphs(text: &str) -> String {
    let blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks.map(|block| format!("<p>{}</p>", line(block).replace('\n', "<br>"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_addresses_are_links() {
        assert_eq!(
            line("<圖> http://a.org/?a&b，a@b.org"),
            "&lt;圖&gt; <a href=\"http://a.org/?a&amp;b\">http://a.org/?a&amp;b</a>，<a href=\"mailto:a@b.org\">a@b.org</a>"
        );
        assert_eq!(paragraphs("一\n二\n\n三\n"), "<p>一<br>二</p><p>三</p>");
    }
}
