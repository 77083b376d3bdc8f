//! The institution's contact block at the end, and the editor's note.

use super::facts;
use super::join::{self, Habits, tidy_line};
use super::lines::Line;
use super::report::{Reason, Report};
use crate::intake::document::{FrontMatter, Publisher};
use crate::text::address;

/// A field of the contact block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Address,
    Tel,
    Fax,
    Email,
    Url,
}

/// Labels in lower case and what they stand before.
const LABELS: &[(&str, Field)] = &[
    ("聯絡地址", Field::Address),
    ("联系地址", Field::Address),
    ("通訊地址", Field::Address),
    ("通讯地址", Field::Address),
    ("地址", Field::Address),
    ("會址", Field::Address),
    ("会址", Field::Address),
    ("社址", Field::Address),
    ("address", Field::Address),
    ("add", Field::Address),
    ("聯絡電話", Field::Tel),
    ("連絡電話", Field::Tel),
    ("联系电话", Field::Tel),
    ("電話", Field::Tel),
    ("电话", Field::Tel),
    ("telephone", Field::Tel),
    ("phone", Field::Tel),
    ("tel", Field::Tel),
    ("傳真", Field::Fax),
    ("传真", Field::Fax),
    ("facsimile", Field::Fax),
    ("fax", Field::Fax),
    ("電子郵件", Field::Email),
    ("電子信箱", Field::Email),
    ("电子邮件", Field::Email),
    ("电子邮箱", Field::Email),
    ("信箱", Field::Email),
    ("邮箱", Field::Email),
    ("e-mail", Field::Email),
    ("email", Field::Email),
    ("mail", Field::Email),
    ("網址", Field::Url),
    ("网址", Field::Url),
    ("網站", Field::Url),
    ("网站", Field::Url),
    ("官網", Field::Url),
    ("官网", Field::Url),
    ("website", Field::Url),
    ("web", Field::Url),
    ("url", Field::Url),
];

/// How far before the first line with a number or an address the institution's name may stand.
const REACH: usize = 16;

/// A longer line, in bytes, is no line of a contact block.
const LONGEST: usize = 600;

/// Words with which an editor's note begins.
const NOTE_LABELS: &[&str] = &[
    "編按",
    "编按",
    "編者按",
    "编者按",
    "編者註",
    "编者注",
    "編輯按",
    "编辑按",
    "編輯部按",
    "编辑部按",
    "主編按",
    "主编按",
    "編註",
    "编注",
    "免責聲明",
    "免责声明",
    "聲明：",
    "声明：",
];

/// What a line states: fields with their values. Empty if there is anything else on it.
fn fields(text: &str) -> Vec<(Field, String)> {
    let mut found = Vec::new();
    if text.len() > LONGEST {
        return found;
    }
    for piece in pieces(text) {
        match field(piece) {
            Some(field) => found.push(field),
            None => return Vec::new(),
        }
    }
    found
}

/// A line is cut before every label that stands behind a space.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        let separator = c.is_whitespace() || "；;｜|／".contains(c);
        if separator && begins_field(&text[next..]) {
            cuts.push(next);
        }
    }
    cuts.push(text.len());
    cuts.windows(2)
        .map(|cut| {
            text[cut[0]..cut[1]].trim().trim_end_matches(['；', ';', '｜', '|', '／']).trim()
        })
        .collect()
}

/// Whether a label with a value, or an address, begins here.
fn begins_field(text: &str) -> bool {
    label(text).is_some_and(|(_, value)| !value.is_empty())
        || address::find(text).first().is_some_and(|range| range.start == 0)
}

/// The label that `text` begins with, and what stands behind it and its colon.
fn label(text: &str) -> Option<(Field, &str)> {
    LABELS.iter().find_map(|(label, field)| {
        let head = text.get(..label.len())?;
        if head.to_ascii_lowercase() != *label {
            return None;
        }
        let rest = &text[label.len()..];
        let value = rest.trim_start().trim_start_matches(['：', ':', '.', '／', '/', '｜', '|']);
        let parted = value.len() < rest.trim_start().len();
        (parted || rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit() || c == '('))
            .then(|| (*field, value.trim()))
    })
}

fn field(piece: &str) -> Option<(Field, String)> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    if let Some((field, value)) = label(piece) {
        let fits = match field {
            Field::Tel | Field::Fax => digits(value) >= 6,
            Field::Email => value.contains('@'),
            Field::Url => facts::is_web_address(value),
            Field::Address => value.chars().count() >= 5 && !facts::ends_sentence(value),
        };
        return fits.then(|| (field, tidy_line(value)));
    }
    if facts::is_web_address(piece) {
        return Some((Field::Url, piece.to_owned()));
    }
    let mail = address::find(piece);
    if mail.first().is_some_and(|range| range.len() == piece.len()) {
        return Some((Field::Email, piece.to_owned()));
    }
    is_postal_address(piece).then(|| (Field::Address, tidy_line(piece)))
}

/// Whether the text is a postal address: a place, a street and a number, and no sentence.
fn is_postal_address(text: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let place = any(&[
        "市", "縣", "县", "區", "区", "省", "香港", "九龍", "九龙", "新界", "澳門", "澳门", "鄉",
        "乡", "鎮", "镇",
    ]);
    let street = any(&["路", "街", "道", "巷", "弄", "大廈", "大厦", "村"]);
    let number = any(&["號", "号", "樓", "楼", "室", "座"]);
    let numeral = text
        .chars()
        .any(|c| facts::ascii_digit(c).is_ascii_digit() || "一二三四五六七八九十".contains(c));
    place
        && street
        && number
        && numeral
        && text.chars().count() <= 60
        && !text.contains(['，', '。', '；', '？', '！'])
}

/// Lifts the contact block off the end of the text.
pub(super) fn take_off(
    mut lines: Vec<Line>,
    measure: usize,
    habits: &Habits,
    front: &mut FrontMatter,
    report: &mut Report,
) -> Vec<Line> {
    let Some((start, first)) = find(&lines, measure) else { return lines };
    let block = lines.split_off(start);
    let mut publisher = Publisher::default();
    let mut about: Vec<Line> = Vec::new();
    for (offset, line) in block.into_iter().enumerate() {
        let stated = fields(&line.text);
        if stated.is_empty() {
            if offset == 0 && start < first {
                publisher.name = Some(tidy_line(&line.text));
            } else if start + offset < first {
                about.push(line);
            } else {
                lines.push(line);
            }
            continue;
        }
        let whole = stated.len() == 1 && stated[0].1 == tidy_line(&line.text);
        if !whole {
            report.omit(line.number, &line.text, Reason::Mark);
        }
        for (field, value) in stated {
            state(&mut publisher, field, value, line.number, report);
        }
    }
    let about = join::join(&about.iter().collect::<Vec<_>>(), habits, report);
    publisher.about = Some(about).filter(|about| !about.is_empty());
    front.publisher = Some(publisher);
    lines
}

/// The line on which the contact block begins, and its first line with a field.
fn find(lines: &[Line], measure: usize) -> Option<(usize, usize)> {
    let is_field = |line: &Line| !fields(&line.text).is_empty();
    let mut last = lines.iter().rposition(is_field).filter(|last| last + 3 >= lines.len())?;
    let mut count = 0;
    let mut first = last;
    // Fields stand close together; one line between them may be something else.
    while first + 2 >= last {
        last = first;
        count += fields(&lines[first].text).len();
        match lines[..first].iter().rposition(is_field) {
            Some(before) if before + 2 >= first => first = before,
            _ => break,
        }
    }
    let from = first.saturating_sub(REACH);
    let named = (from..first).rev().find(|index| {
        facts::is_institution(&lines[*index].text) && lines[*index].width * 10 <= measure * 8
    });
    match named {
        Some(name) if count >= 1 => Some((name, first)),
        None if count >= 2 => Some((first, first)),
        _ => None,
    }
}

/// Takes a field in; what is stated twice alike is folded, what differs goes behind the first.
fn state(publisher: &mut Publisher, field: Field, value: String, line: usize, report: &mut Report) {
    let slot = match field {
        Field::Address => &mut publisher.address,
        Field::Tel => &mut publisher.tel,
        Field::Fax => &mut publisher.fax,
        Field::Email => &mut publisher.email,
        Field::Url => &mut publisher.url,
    };
    match slot {
        None => *slot = Some(value),
        Some(known) if same(known, &value) => {
            report.omit(line, value, Reason::Duplicate);
        }
        Some(known) => {
            known.push_str("; ");
            known.push_str(&value);
        }
    }
}

/// Whether two values say the same: addresses on the web do with and without scheme and last slash.
fn same(a: &str, b: &str) -> bool {
    let bare = |text: &str| {
        let lower = text.to_ascii_lowercase();
        let host = lower.trim_start_matches("https://").trim_start_matches("http://");
        host.trim_end_matches('/').to_owned()
    };
    bare(a) == bare(b)
}

/// Whether a line begins an editor's note.
pub(super) fn begins_note(text: &str) -> bool {
    let bare = text.trim_start_matches(['（', '(', '【', '〔', '[', '＊', '*', '※', ' ', '◎']);
    NOTE_LABELS.iter().any(|label| bare.starts_with(label))
}

/// Whether a text of the body, at its end, disclaims: the author's opinion is not the institution's.
pub(super) fn disclaims(text: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    any(&["不代表", "僅代表", "仅代表", "不反映", "概不負責", "概不负责"])
        && any(&["立場", "立场", "觀點", "观点", "意見", "意见", "政策"])
        && any(&["作者", "本文", "文章", "本刊", "本會", "本会"])
        && text.chars().count() <= 120
}

/// Takes the editor's note out of the lines: from its label to the end of its bracket, or of its
/// last sentence.
pub(super) fn take_note(
    mut lines: Vec<Line>,
    measure: usize,
    habits: &Habits,
    front: &mut FrontMatter,
    report: &mut Report,
) -> Vec<Line> {
    let Some(start) = lines.iter().position(|line| begins_note(&line.text)) else { return lines };
    let end = note_end(&lines, start, measure);
    let tail = lines.split_off(end);
    let note = lines.split_off(start);
    front.editor_note = Some(join::join(&note.iter().collect::<Vec<_>>(), habits, report));
    let interrupts = tail.into_iter().enumerate().map(|(index, mut line)| {
        line.interrupted |= index == 0;
        line
    });
    lines.extend(interrupts);
    lines
}

fn note_end(lines: &[Line], start: usize, measure: usize) -> usize {
    let bracketed = lines[start].text.starts_with(['（', '(', '【', '〔', '[']);
    for (index, line) in lines.iter().enumerate().skip(start).take(12) {
        let closed = line.text.ends_with(['）', ')', '】', '〕', ']']);
        let short = line.width * 10 < measure * 9;
        let sentence = facts::ends_sentence(&line.text);
        if bracketed && closed || !bracketed && sentence && (short || next_is_apart(lines, index)) {
            return index + 1;
        }
    }
    start + 1
}

fn next_is_apart(lines: &[Line], index: usize) -> bool {
    lines.get(index + 1).is_none_or(|next| {
        next.interrupted
            || next.blanks > super::layout::usual_blanks(lines)
            || facts::is_institution(&next.text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_lines_are_read_with_and_without_labels() {
        let one = |text: &str| fields(text).into_iter().next();
        assert_eq!(one("Tel: 886-2-25550101"), Some((Field::Tel, "886-2-25550101".to_owned())));
        assert_eq!(one("電話：(02)2555-0101").map(|(f, _)| f), Some(Field::Tel));
        assert_eq!(one("传真 021-55501012").map(|(f, _)| f), Some(Field::Fax));
        assert_eq!(one("信箱：a@b.org").map(|(f, _)| f), Some(Field::Email));
        assert_eq!(one("a@b.org").map(|(f, _)| f), Some(Field::Email));
        assert_eq!(one("www.b.org").map(|(f, _)| f), Some(Field::Url));
        assert_eq!(one("臺北市 海光路三段 6 號").map(|(f, _)| f), Some(Field::Address));
        assert_eq!(one("香港九龍彌敦道 1 號 2 樓").map(|(f, _)| f), Some(Field::Address));
        assert_eq!(fields("電話：02-25550101 傳真：02-25550102 www.b.org/").len(), 3);
        assert_eq!(fields("電話：02-25550101　傳真：02-25550102").len(), 2);
    }

    #[test]
    fn sentences_are_no_contact_lines() {
        for text in [
            "電話是一百多年前發明的。",
            "他住在臺北市中山路，門牌三號。",
            "地址不明",
            "網站很慢",
            "2025 年",
        ] {
            assert!(fields(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn editors_notes_are_known_in_both_scripts() {
        for text in ["編按：本文", "编者按：本文", "（編按：本文", "【编按】本文", "編者按 本文"]
        {
            assert!(begins_note(text), "{text}");
        }
        assert!(!begins_note("編年史"));
        assert!(disclaims("本文僅代表作者個人觀點，不代表本會立場。"));
        assert!(!disclaims("他不代表任何人。"));
    }
}
