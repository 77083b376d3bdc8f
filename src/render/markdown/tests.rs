use super::*;

/// Leads everywhere but to `javascript:`.
struct Anywhere;

impl Resolve for Anywhere {
    fn link(&self, destination: &str) -> Destination {
        match destination.starts_with("javascript:") {
            true => Destination::Nowhere,
            false => Destination::Address(destination.to_owned()),
        }
    }

    fn picture(&self, source: &str) -> Destination {
        self.link(source)
    }
}

fn html(markdown: &str) -> String {
    to_html(markdown, &Anywhere).html
}

fn prose(markdown: &str) -> Vec<Vec<&str>> {
    prose_blocks(markdown)
        .iter()
        .map(|block| block.ranges().iter().map(|range| &markdown[range.clone()]).collect())
        .collect()
}

#[test]
fn a_wrapped_line_leaves_no_space_between_han() {
    assert_eq!(
        html("美\n國，\n「安」 x\ny 文\n**粗**\nA\n文"),
        "<p id=\"p1\">美國，「安」 x\ny 文<strong>粗</strong>\nA\n文</p>\n"
    );
    assert_eq!(html("한국\n어"), "<p id=\"p1\">한국\n어</p>\n");
    assert_eq!(html("一\\\n二"), "<p id=\"p1\">一<br />\n二</p>\n");
}

#[test]
fn headings_begin_at_the_second_level_and_are_listed() {
    let body = to_html("# 甲\n\n文\n\n## 乙 `碼`\n\n# 丙\n\n### 丁\n", &Anywhere);
    assert_eq!(
        body.html,
        "<h2 id=\"s1\">甲</h2>\n<p id=\"p1\">文</p>\n<h3 id=\"s1-1\">乙 <code>碼</code></h3>\n<h2 id=\"s2\">丙</h2>\n<h4 id=\"s2-0-1\">丁</h4>\n"
    );
    let listed: Vec<_> = body.contents.iter().map(|e| (e.id.as_str(), e.text.as_str())).collect();
    assert_eq!(listed, [("s1", "甲"), ("s1-1", "乙 碼"), ("s2", "丙")]);
}

#[test]
fn a_range_of_months_is_not_struck_out() {
    assert_eq!(
        html("3~5 月與10~12 月，~~刪~~"),
        "<p id=\"p1\">3~5 月與10~12 月，<del>刪</del></p>\n"
    );
}

#[test]
fn quotes_stay_as_they_were_typed() {
    assert_eq!(
        html("\"a\" 'b' -- ..."),
        "<p id=\"p1\">&quot;a&quot; 'b' -- ...</p>\n".replace("&quot;", "\"")
    );
}

#[test]
fn notes_are_numbered_as_they_are_mentioned_and_lead_back() {
    let found = html("文[^b]字[^a]又[^b]。\n\n[^a]: 甲\n[^b]: 乙\n[^c]: 丙\n");
    assert_eq!(
        found,
        "<p id=\"p1\">文<sup class=\"footnote-reference\" id=\"fr-1-1\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>字<sup class=\"footnote-reference\" id=\"fr-2-1\"><a href=\"#fn-2\" role=\"doc-noteref\">2</a></sup>又<sup class=\"footnote-reference\" id=\"fr-1-2\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>。</p>\n\
<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n\
<li id=\"fn-1\">\n<p>乙 <a class=\"footnote-back\" href=\"#fr-1-1\" role=\"doc-backlink\" aria-label=\"1\">↩\u{FE0E}</a> <a class=\"footnote-back\" href=\"#fr-1-2\" role=\"doc-backlink\" aria-label=\"1\">↩\u{FE0E}</a></p>\n</li>\n\
<li id=\"fn-2\">\n<p>甲 <a class=\"footnote-back\" href=\"#fr-2-1\" role=\"doc-backlink\" aria-label=\"2\">↩\u{FE0E}</a></p>\n</li>\n\
<li id=\"fn-3\">\n<p>丙</p>\n</li>\n</ol>\n</section>\n"
    );
}

#[test]
fn links_and_pictures_go_where_they_are_led() {
    assert_eq!(
        html("[甲](b.md \"題\")"),
        "<p id=\"p1\"><a href=\"b.md\" title=\"題\">甲</a></p>\n"
    );
    assert_eq!(html("[甲**乙**](javascript:x)"), "<p id=\"p1\">甲<strong>乙</strong></p>\n");
    assert_eq!(
        html("![圖*說*](a\"b.png)"),
        "<p id=\"p1\"><img src=\"a&quot;b.png\" alt=\"圖說\" loading=\"lazy\"></p>\n"
    );
    assert_eq!(html("![圖說](javascript:x)"), "<p id=\"p1\">圖說</p>\n");
    assert_eq!(html("<a@b.org>"), "<p id=\"p1\"><a href=\"mailto:a@b.org\">a@b.org</a></p>\n");
}

#[test]
fn raw_html_is_sanitised() {
    assert_eq!(
        html("文<script>x()</script>\n\n<div onclick=\"x\">乙</div>\n"),
        "<p id=\"p1\">文</p>\n<div>乙</div>\n"
    );
}

#[test]
fn tables_scroll_in_a_frame() {
    let found = html("|甲|乙|\n|-|-:|\n|1|2|\n");
    assert!(
        found.starts_with("<div class=\"table\" role=\"group\" tabindex=\"0\"><table>"),
        "{found}"
    );
    assert!(found.trim_end().ends_with("</table>\n</div>"), "{found}");
}

#[test]
fn prose_is_words_and_nothing_else() {
    assert_eq!(
        prose("# 題`碼`目\n\n**川**普[連](http://臺.org \"說\")<https://a.org/臺>後\n繼\n"),
        [vec!["題", "目"], vec!["川", "普", "連", "後", "繼"], vec!["說"]]
    );
    assert_eq!(prose("```\n碼\n```\n\n    碼\n\n文"), [vec!["文"]]);
    assert_eq!(prose("|甲|乙|\n|-|-|\n|丙|丁|\n"), [["甲"], ["乙"], ["丙"], ["丁"]]);
    assert_eq!(prose("- 甲\n- 乙\n\n> 丙\n"), [["甲"], ["乙"], ["丙"]]);
    assert_eq!(prose("![圖](a.png)[^1]\n\n[^1]: 註\n"), [["圖"], ["註"]]);
    assert_eq!(prose("[甲][乙]\n\n[乙]: http://a.org '題'\n"), [["甲"], ["題"]]);
}

#[test]
fn prose_in_raw_html_is_found() {
    assert_eq!(
        prose(
            "<figure>\n<figcaption>說</figcaption>\n</figure>\n\n文<span title=\"題\">字</span><code>碼</code>\n"
        ),
        [vec!["說"], vec!["文", "字"], vec!["題"]]
    );
}

#[test]
fn an_excerpt_ends_where_a_sentence_ends() {
    assert_eq!(excerpt("## 題\n\n短文。\n\n第二段。\n", 20), "短文。");
    assert_eq!(excerpt("一二三四五六。七八九十一", 10), "一二三四五六。");
    assert_eq!(excerpt("一二三四五六，七八九十一", 10), "一二三四五六……");
    assert_eq!(excerpt("一二三四五六七八九葛\u{E0100}城", 10), "一二三四五六七八九……");
    assert_eq!(excerpt("一二三四 international", 10), "一二三四……");
    assert_eq!(excerpt("", 10), "");
}

proptest::proptest! {
    #[test]
    fn any_markdown_renders_and_its_prose_lies_on_whole_characters(
        markdown in "[\\PC\n*_#`|<>\\[\\]()!~^:\\-]{0,120}"
    ) {
        let _ = html(&markdown);
        let _ = excerpt(&markdown, 10);
        let mut ranges: Vec<_> =
            prose_blocks(&markdown).iter().flat_map(|block| block.ranges().to_vec()).collect();
        ranges.sort_by_key(|range| range.start);
        for pair in ranges.windows(2) {
            proptest::prop_assert!(pair[0].end <= pair[1].start);
        }
        for range in ranges {
            proptest::prop_assert!(markdown.get(range).is_some());
        }
    }
}
