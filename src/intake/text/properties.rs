//! What must hold for every text: nothing is lost, nothing is made up, the same comes out twice.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::report::Report;
use super::{lines, read};
use crate::intake::document::{Block, Document, Inline};

/// How often each character stands in a text, without white space and invisible marks.
fn count(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| !lines::is_space(*c) && !"\u{AD}\u{FFFE}".contains(*c)) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// The text of the document as a reader sees it.
fn text_of(document: &Document) -> String {
    let mut out = String::new();
    let inlines = |inlines: &[Inline]| -> String {
        inlines
            .iter()
            .map(|inline| if let Inline::Text(text) = inline { text } else { "" })
            .collect()
    };
    for block in &document.body {
        match block {
            Block::Paragraph(text) | Block::Quote(text) | Block::Heading { text, .. } => {
                out.push_str(&inlines(text));
            }
            Block::Item { number, text } => {
                // Markdown writes the number and its full stop.
                out.push_str(&number.map(|n| format!("{n}.")).unwrap_or_default());
                out.push_str(&inlines(text));
            }
            Block::Table(rows) => out.push_str(&rows.concat().concat()),
        }
    }
    for note in &document.notes {
        out.push_str(&note.text);
    }
    out
}

/// The values of the front matter.
fn front_of(document: &Document) -> String {
    fn values(value: &serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::String(text) => out.push_str(text),
            serde_json::Value::Array(items) => items.iter().for_each(|item| values(item, out)),
            serde_json::Value::Object(map) => map.values().for_each(|item| values(item, out)),
            _ => {}
        }
    }
    let mut out = String::new();
    values(&serde_json::to_value(&document.front).unwrap(), &mut out);
    out
}

fn omitted(report: &Report) -> String {
    report.omissions.iter().map(|omission| omission.text.as_str()).collect()
}

/// Characters of `part` that `whole` holds less often.
fn missing(part: &str, whole: &str) -> Vec<char> {
    let whole = count(whole);
    count(part)
        .into_iter()
        .filter(|(c, n)| whole.get(c).copied().unwrap_or(0) < *n)
        .map(|(c, _)| c)
        .collect()
}

fn check(source: &str) -> Result<(), TestCaseError> {
    let (document, report) = read(source);
    let cleaned = lines::clean(source).replace('\u{FFFE}', "-");
    let (body, front) = (text_of(&document), front_of(&document));
    let kept = format!("{body}{front}{}", omitted(&report));
    prop_assert!(
        missing(&cleaned, &kept).is_empty(),
        "lost {:?}\n{kept}",
        missing(&cleaned, &kept)
    );
    let made_up = missing(&body, &cleaned);
    prop_assert!(made_up.is_empty(), "made up {made_up:?}\n{body}");
    prop_assert_eq!(read(source).0, document);
    Ok(())
}

/// Lines that mean something to one of the steps.
const LINES: &[&str] = &[
    "海岸瞭望",
    "港灣的黎明",
    "——兼談潮水",
    "林海青",
    "海洋大學教授",
    "（海洋大學教授）",
    "文：陳明（研究員）、林海青（教授）",
    "作者：陈明",
    "译者：林海青",
    "漁船清晨出港。",
    "（圖片來源：https://a.org/b_c）",
    "第 3 卷第 2 期",
    "2025/03/04",
    "民國 114 年 3 月 4 日",
    "摘要",
    "摘要：本文談潮水。",
    "關鍵詞：潮水、漁船",
    "一、前言",
    "（一）方法",
    "1. 多元",
    "2. 外交",
    "• 甲",
    "① 見甲書。",
    "[1] 見甲書，第 3 頁。",
    "[2] https://a.org/very/long-",
    "1 見乙書。",
    "2",
    "海浪拍岸[1]，人聲[2]",
    "海浪拍岸。1",
    "- 3 -",
    "第 4 頁",
    "4/9",
    "7",
    "《論叢》第 12 期（2025 年 3 月）",
    "由於天候不佳，漁船都留在港內，碼頭上只有幾個老人坐著聊天，等風",
    "停下來。孩子們在沙灘上撿貝殼，遠方的燈塔在霧中一明一滅，像在",
    "說些什麼。",
    "包 括 健 康 的 生 活 （ Location",
    "the coop-",
    "eration of Indo-",
    "見 https://a.org/b/",
    "年  度    收  入    支  出",
    "2023    1,200    900",
    "2024    1,300    950",
    "編按：本文僅代表作者個人觀點，不代表本會立場。",
    "（编者按：本文",
    "本文不代表本會立場，文責由作者自負。",
    "財團法人海岸基金會",
    "本會成立於一九九〇年，",
    "臺北市中山區海光路三段 6 號",
    "Tel: 886-2-25550101 Fax: 886-2-25550102",
    "電話：02-25550101；",
    "http://www.a.org",
    "www.a.org/",
    "a@a.org",
    "-----",
    "*#[<>_`&amp;",
    "⾒⻑ﬁ",
    "\u{3000}\u{3000}縮排",
    "左欄的文字寫到這裡為止了      右欄的文字從這裡開始寫起",
];

const ENDS: &[&str] =
    &["\n", " \n", "\n\n", " \n\n", "\n\n\n\n", "\n ", "\u{c}", " \u{c}", "\r\n", "\u{FFFE}"];

fn composed() -> impl Strategy<Value = String> {
    let line = (prop::sample::select(LINES), prop::sample::select(ENDS), "[ ]{0,6}");
    prop::collection::vec(line, 0..40).prop_map(|lines| {
        lines.iter().map(|(line, end, indent)| format!("{indent}{line}{end}")).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_lost_of_composed_texts(source in composed()) {
        check(&source)?;
    }

    #[test]
    fn nothing_is_lost_of_any_text(source in "(\\PC|[\\n \u{c}。，一1\\[\\]（）：.-]){0,200}") {
        check(&source)?;
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.md"] {
            let source = crate::intake::Source { path: std::path::Path::new(name), bytes: &bytes };
            let (manuscript, diagnostics) = crate::intake::intake(&source);
            prop_assert!(manuscript.is_some() || crate::diagnostic::has_errors(&diagnostics));
            prop_assert!(manuscript.is_none_or(|m| m.markdown.ends_with('\n')));
        }
    }
}
