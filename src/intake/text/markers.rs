//! The numbering and bullets that begin headings, list items and notes.

/// A kind of numbering. The order is that of rank: what stands first is the higher heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// 第一章, 第二篇, 第三部分
    Chapter,
    /// 第一節
    Section,
    /// 壹、
    Formal,
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1. or 1、
    Digit,
    /// (1) or 1)
    DigitInBrackets,
    /// ①
    Circled,
    /// •
    Bullet,
}

/// A marker at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) kind: Kind,
    /// Bytes of the marker with the space behind it.
    pub(super) length: usize,
    /// Its number, if it has one in digits.
    pub(super) number: Option<u32>,
}

const HAN_NUMERALS: &str = "一二三四五六七八九十百〇零";
const FORMAL_NUMERALS: &str = "壹貳叁參肆伍陸柒捌玖拾贰叄参陆";
const BULLETS: &str = "•●‧▪◦○■◆◇□※★▶►➤–";
/// Behind a number that begins a line.
const STOPS: &str = "、.．";

/// What `text` begins with.
pub(super) fn of(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        '第' => division(text),
        '（' | '(' => bracketed(text),
        '\u{2460}'..='\u{2473}' => {
            let number = u32::from(first) - 0x245F;
            Some(marker(Kind::Circled, text, first.len_utf8(), Some(number)))
        }
        c if BULLETS.contains(c) => bullet(text, c),
        c if c.is_ascii_digit() => digit(text),
        c if HAN_NUMERALS.contains(c) => numeral(text, HAN_NUMERALS, Kind::Han),
        c if FORMAL_NUMERALS.contains(c) => numeral(text, FORMAL_NUMERALS, Kind::Formal),
        _ => None,
    }
}

fn marker(kind: Kind, text: &str, length: usize, number: Option<u32>) -> Marker {
    let rest = &text[length..];
    let space = rest.len() - rest.trim_start().len();
    Marker { kind, length: length + space, number }
}

/// The length in bytes of the characters of `set` that `text` begins with.
fn run(text: &str, set: &str) -> usize {
    text.find(|c| !set.contains(c)).unwrap_or(text.len())
}

/// 第 + numeral + 章, 節 and their kin.
fn division(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix('第')?.trim_start();
    let numeral = run(rest, "一二三四五六七八九十百〇零0123456789");
    let tail = rest[numeral..].trim_start();
    let unit = tail.chars().next()?;
    let kind = match unit {
        _ if numeral == 0 => return None,
        '章' | '篇' | '編' | '编' => Kind::Chapter,
        '部' if tail.starts_with("部分") => Kind::Chapter,
        '節' | '节' => Kind::Section,
        _ => return None,
    };
    let unit_length = if unit == '部' { "部分".len() } else { unit.len_utf8() };
    let length = text.len() - tail.len() + unit_length;
    let parted =
        text[length..].chars().next().is_none_or(|c| c.is_whitespace() || "、：:".contains(c));
    parted.then(|| marker(kind, text, length, None))
}

/// （一） or (1).
fn bracketed(text: &str) -> Option<Marker> {
    let open = text.chars().next()?.len_utf8();
    let inner = text[open..].split(['）', ')']).next()?;
    let close = text[open + inner.len()..].chars().next()?.len_utf8();
    let length = open + inner.len() + close;
    if !inner.is_empty() && run(inner, HAN_NUMERALS) == inner.len() && inner.chars().count() <= 3 {
        return Some(marker(Kind::HanInBrackets, text, length, None));
    }
    let number = inner.parse().ok().filter(|_| inner.len() <= 2)?;
    Some(marker(Kind::DigitInBrackets, text, length, Some(number)))
}

fn bullet(text: &str, c: char) -> Option<Marker> {
    let rest = &text[c.len_utf8()..];
    // A dash is a bullet only with space behind it, a ring may be the numeral zero.
    let parted = rest.starts_with(char::is_whitespace);
    let certain = parted || !matches!(c, '–' | '○' | '※');
    (certain && !rest.trim().is_empty()).then(|| marker(Kind::Bullet, text, c.len_utf8(), None))
}

/// 1. or 1、 or 1)
fn digit(text: &str) -> Option<Marker> {
    let digits = run(text, "0123456789");
    let number = text[..digits].parse().ok().filter(|_| digits <= 2)?;
    let stop = text[digits..].chars().next()?;
    let after = text[digits + stop.len_utf8()..].chars().next()?;
    let length = digits + stop.len_utf8();
    match stop {
        ')' | '）' => Some(marker(Kind::DigitInBrackets, text, length, Some(number))),
        _ if STOPS.contains(stop) && !after.is_ascii_digit() => {
            Some(marker(Kind::Digit, text, length, Some(number)))
        }
        _ => None,
    }
}

fn numeral(text: &str, numerals: &str, kind: Kind) -> Option<Marker> {
    let length = run(text, numerals);
    let stop = text[length..].chars().next()?;
    let certain = STOPS.contains(stop) && text[..length].chars().count() <= 3;
    certain.then(|| marker(kind, text, length + stop.len_utf8(), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<Kind> {
        of(text).map(|marker| marker.kind)
    }

    #[test]
    fn every_numbering_is_known() {
        for (text, expected) in [
            ("第一章 緒論", Kind::Chapter),
            ("第 2 部分：方法", Kind::Chapter),
            ("第三节 结论", Kind::Section),
            ("壹、前言", Kind::Formal),
            ("十二、結語", Kind::Han),
            ("（三）方法", Kind::HanInBrackets),
            ("(二) 方法", Kind::HanInBrackets),
            ("1. 多元", Kind::Digit),
            ("2、多元", Kind::Digit),
            ("(3) 多元", Kind::DigitInBrackets),
            ("4) 多元", Kind::DigitInBrackets),
            ("①多元", Kind::Circled),
            ("• 多元", Kind::Bullet),
            ("■多元", Kind::Bullet),
        ] {
            assert_eq!(kind(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn numbers_in_running_text_are_no_markers() {
        for text in [
            "1.5 倍",
            "2024 年",
            "一九九〇年代",
            "第一次世界大戰",
            "（三百人）",
            "第一章節奏快",
            "○○公司",
            "三三兩兩",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
