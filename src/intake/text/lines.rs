//! The lines of a text, as the extractor left them: what stands in each, and what was around it.

use super::facts;
use super::markers::{self, Kind};
use crate::text::han::is_solid;
use crate::text::{radicals, width};

/// A line with text in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the source, from 1.
    pub(super) number: usize,
    /// The text without the space around it. Runs of spaces inside are kept: they part columns.
    pub(super) text: String,
    /// White space before the text, in half-widths.
    pub(super) indent: usize,
    /// The width of the text in half-widths.
    pub(super) width: usize,
    /// Whether white space stood behind the text.
    pub(super) space_after: bool,
    /// Empty lines before it.
    pub(super) blanks: usize,
    /// The page on which it stands, from 0.
    pub(super) page: usize,
    /// Whether something that is no part of the text stood before it: the end of a page, a head.
    pub(super) interrupted: bool,
    /// Whether its characters had been spread over the measure (包 括 健 康).
    pub(super) stretched: bool,
}

impl Line {
    /// A line of which only the text is known.
    pub(super) fn new(number: usize, raw: &str) -> Self {
        let body = raw.trim_start_matches(is_space);
        let indent: usize = raw[..raw.len() - body.len()].chars().map(space_width).sum();
        let trimmed = body.trim_end_matches(is_space);
        let (text, stretched) = gather(trimmed);
        Self {
            number,
            width: width::of(&super::join::tidy_line(&text)),
            text,
            indent,
            space_after: body.len() > trimmed.len(),
            blanks: 0,
            page: 0,
            interrupted: false,
            stretched,
        }
    }
}

/// White space, with the spaces that Unicode gives no line break.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{00A0}' | '\u{2007}' | '\u{202F}')
}

fn space_width(c: char) -> usize {
    match c {
        '\u{3000}' => 2,
        '\t' => 4,
        _ => 1,
    }
}

/// Invisible characters of bad extraction. Joiners are no part of Chinese text, but hold emoji
/// together.
fn is_debris(before: Option<char>, c: char, next: Option<char>) -> bool {
    let emoji = |c: Option<char>| c.is_some_and(|c| c >= '\u{2600}' && !is_solid(c));
    match c {
        '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2060}'
        | '\u{FEFF}'
        | '\u{FFFC}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => true,
        '\u{200C}' | '\u{200D}' => !(emoji(before) && emoji(next)),
        // A soft hyphen at a line's end shows that a word was cut: joining needs it.
        '\u{00AD}' => next.is_some_and(|c| !is_space(c)),
        _ => c.is_control() && !matches!(c, '\n' | '\t' | '\u{000C}'),
    }
}

/// The text with one kind of line end, without debris, with radicals and ligatures put right.
pub(super) fn clean(decoded: &str) -> String {
    let text = radicals::fold(decoded);
    let mut cleaned = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let line_end = match c {
            '\r' => next != Some('\n'),
            '\u{2028}' | '\u{2029}' | '\u{0085}' | '\u{000B}' => true,
            _ => false,
        };
        if line_end {
            cleaned.push('\n');
        } else if !is_debris(before, c, next) {
            cleaned.push(c);
        }
        before = Some(c);
    }
    cleaned
}

/// Puts a stretched line together again: most of its neighbouring Chinese characters had a space
/// between them. Returns the text, and whether it had been stretched.
fn gather(text: &str) -> (String, bool) {
    let chars: Vec<char> = text.chars().collect();
    let (mut parted, mut solid) = (0, 0);
    for window in chars.windows(2) {
        solid += usize::from(is_solid(window[0]) && is_solid(window[1]));
    }
    for window in chars.windows(3) {
        let around = is_solid(window[0]) && is_solid(window[2]);
        parted += usize::from(around && is_space(window[1]) && window[1] != '\u{3000}');
    }
    if parted < 3 || parted < 2 * solid {
        return (text.to_owned(), false);
    }
    let mut gathered = String::with_capacity(text.len());
    for (index, c) in chars.iter().enumerate() {
        let after_solid = index > 0 && is_solid(chars[index - 1]);
        let before_solid = chars.get(index + 1).is_some_and(|c| is_solid(*c));
        if !(is_space(*c) && after_solid && before_solid) {
            gathered.push(*c);
        }
    }
    (tighten_punctuation(&gathered), true)
}

/// Takes out the spaces that stretching left between full-width punctuation and Latin text.
fn tighten_punctuation(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let punctuation =
        |c: Option<&char>| c.is_some_and(|c| crate::text::han::is_cjk_punctuation(*c));
    let keep = |index: usize| {
        let after = index > 0 && punctuation(chars.get(index - 1));
        !(is_space(chars[index]) && (after || punctuation(chars.get(index + 1))))
    };
    (0..chars.len()).filter(|index| keep(*index)).map(|index| chars[index]).collect()
}

/// What pdfium puts where a hyphen and a line's end cut a word.
const CUT_WORD: char = '\u{FFFE}';

/// The lines of a cleaned text, with their pages.
pub(super) fn read(cleaned: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut page, mut blanks) = (0, 0);
    for (index, raw) in cleaned.split('\n').enumerate() {
        for (part, piece) in raw.split('\u{000C}').enumerate() {
            page += usize::from(part > 0);
            let cut = piece.matches(CUT_WORD).count();
            for (number, piece) in piece.split(CUT_WORD).enumerate() {
                let hyphen = if number < cut { "-" } else { "" };
                let mut line = Line::new(index + 1, &format!("{piece}{hyphen}"));
                if line.text.is_empty() {
                    blanks += usize::from(raw.len() == piece.len());
                    continue;
                }
                (line.page, line.blanks) = (page, blanks);
                blanks = 0;
                lines.push(line);
            }
        }
    }
    if page == 0 {
        find_pages(&mut lines);
    }
    mark_interruptions(&mut lines);
    lines
}

/// Without form feeds, pages show in how the extractor spaced the lines.
fn find_pages(lines: &mut [Line]) {
    let opens_page = page_rule(lines);
    let mut page = 0;
    for (index, line) in lines.iter_mut().enumerate() {
        page += usize::from(index > 0 && opens_page(line));
        line.page = page;
    }
}

/// How a line that opens a page is known. Where an empty line stands after every line, it is the
/// one without, behind a space; elsewhere it is the one behind several empty lines.
fn page_rule(lines: &[Line]) -> fn(&Line) -> bool {
    let spaced = lines.iter().filter(|line| line.blanks > 0).count();
    let glued = lines.iter().skip(1).filter(|line| line.blanks == 0).count();
    let glued_behind_space =
        lines.iter().skip(1).filter(|line| line.blanks == 0 && line.indent == 1).count();
    if spaced >= 4 * glued && glued_behind_space == glued {
        |line| line.blanks == 0
    } else {
        |line| line.blanks >= 3
    }
}

/// Marks the first line of each page.
fn mark_interruptions(lines: &mut [Line]) {
    let mut page = 0;
    for line in lines {
        line.interrupted = line.page != page;
        page = line.page;
    }
}

/// Puts lines together that some glyph from another font had cut in pieces: in mid-sentence, two or
/// three short lines that are just as wide together as a full line.
pub(super) fn mend(lines: Vec<Line>, measure: usize) -> Vec<Line> {
    let mut mended: Vec<Line> = Vec::with_capacity(lines.len());
    let mut index = 0;
    while index < lines.len() {
        let count = if in_sentence(mended.last(), &lines[index], measure) {
            pieces(&lines[index..], measure)
        } else {
            1
        };
        let mut line = lines[index].clone();
        for piece in &lines[index + 1..index + count] {
            absorb(&mut line, piece);
        }
        mended.push(line);
        index += count;
    }
    mended
}

/// Whether the line stands in mid-sentence, or begins a list item: elsewhere short lines that make
/// up a full one are a heading and what follows.
fn in_sentence(before: Option<&Line>, line: &Line, measure: usize) -> bool {
    let item = markers::of(&line.text).is_some_and(|marker| marker.kind >= Kind::Digit);
    item || before.is_some_and(|before| {
        before.width * 10 >= measure * 9 && !facts::ends_sentence(&before.text)
    })
}

fn is_item(line: &Line) -> bool {
    markers::of(&line.text).is_some_and(|marker| marker.kind >= Kind::Digit)
}

/// How many lines from the first are pieces of one full line: 1 if it stands for itself.
fn pieces(lines: &[Line], measure: usize) -> usize {
    // Items hang, so their lines are narrower by an unknown indent.
    let hang = lines.first().map_or(0, |line| if is_item(line) { 4 } else { 0 });
    let (mut width, mut tolerance) = (0, 1);
    for (index, line) in lines.iter().take(3).enumerate() {
        tolerance += line.text.chars().filter(char::is_ascii).count() / 8;
        let apart = index > 0 && (line.interrupted || markers::of(&line.text).is_some());
        width += line.width;
        if apart || line.stretched || width > measure + tolerance {
            return 1;
        }
        if index > 0 && width + tolerance + 1 + hang >= measure {
            return index + 1;
        }
        if facts::ends_sentence(&line.text) {
            return 1;
        }
    }
    1
}

/// Appends a piece to the line that it was cut from.
fn absorb(line: &mut Line, piece: &Line) {
    let latin = |c: Option<char>| c.is_some_and(|c| !is_solid(c));
    if latin(line.text.chars().next_back()) && latin(piece.text.chars().next()) {
        line.text.push(' ');
    }
    line.text.push_str(&piece.text);
    line.width += piece.width;
    line.space_after = piece.space_after;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretched_lines_are_gathered() {
        let line = Line::new(1, "包 括 健 康 的 生 活 （ Location Aware");
        assert_eq!(line.text, "包括健康的生活（Location Aware");
        assert!(line.stretched);
        assert!(!Line::new(1, "王大明 李小華 林中").stretched);
    }

    #[test]
    fn debris_goes_and_what_carries_meaning_stays() {
        assert_eq!(clean("善\u{200B}本\u{200D}、co\u{AD}op\u{0}"), "善本、coop");
        assert_eq!(clean("🏳\u{FE0F}\u{200D}🌈葛\u{E0100}"), "🏳\u{FE0F}\u{200D}🌈葛\u{E0100}");
        assert_eq!(clean("甲\r\n乙\r丙"), "甲\n乙\n丙");
    }

    #[test]
    fn pages_are_found_with_and_without_form_feeds() {
        let pages = |text: &str| read(text).iter().map(|line| line.page).collect::<Vec<_>>();
        assert_eq!(pages("一\n二\u{c}三\n四\n"), [0, 0, 1, 1]);
        assert_eq!(pages(" 一 \n\n二\n\n三\n\n四\n 五\n\n六\n"), [0, 0, 0, 0, 1, 1]);
        assert_eq!(pages("一\n二\n\n\n\n三\n"), [0, 0, 1]);
    }

    #[test]
    fn a_line_that_was_cut_in_pieces_is_mended() {
        let texts = |text: &str| -> Vec<String> {
            mend(read(text), 20).into_iter().map(|line| line.text).collect()
        };
        assert_eq!(
            texts("春夏秋冬春夏秋冬春夏\n東西\n南北東西南北東西\n。"),
            ["春夏秋冬春夏秋冬春夏", "東西南北東西南北東西", "。"]
        );
        assert_eq!(texts("春夏秋冬春夏秋冬春。\n東西\n南北東西南北東西").len(), 3);
    }
}
