//! Joins the lines of one paragraph.
//!
//! Between two Chinese characters a line's end was never a space. Between Latin words it was one,
//! or stood for a hyphen or for nothing inside an address. Between Chinese and Latin it is what the
//! author does elsewhere in the same text.

use super::lines::{Line, is_space};
use super::report::{Reason, Report};
use crate::text::han::{is_cjk_punctuation, is_han, is_solid};

/// How the author spaces Chinese and Latin, and which words he hyphenates.
#[derive(Clone, Debug, Default)]
pub(super) struct Habits {
    /// Whether a space stands between Han characters and Latin letters or digits.
    spaced: bool,
    /// Hyphenated words that stand inside of lines, in lower case.
    compounds: std::collections::BTreeSet<String>,
}

impl Habits {
    /// Reads the habits off the inside of lines.
    pub(super) fn of(lines: &[Line]) -> Self {
        let (mut spaced, mut glued) = (0_usize, 0_usize);
        let mut compounds = std::collections::BTreeSet::new();
        for line in lines {
            let (with, without) = count_borders(&line.text);
            spaced += with;
            glued += without;
            compounds.extend(
                line.text
                    .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                    .filter(|word| word.contains('-') && !word.ends_with('-'))
                    .map(str::to_ascii_lowercase),
            );
        }
        Self { spaced: spaced > glued, compounds }
    }
}

/// Counts the borders between Han and Latin in a line: with a space, and without.
fn count_borders(text: &str) -> (usize, usize) {
    let (mut spaced, mut glued) = (0, 0);
    let mut before = (' ', ' ');
    for c in text.chars() {
        spaced += usize::from(before.1 == ' ' && is_border(before.0, c));
        glued += usize::from(is_border(before.1, c));
        before = (before.1, c);
    }
    (spaced, glued)
}

/// Whether one is a Han character and the other a Latin letter or digit.
fn is_border(a: char, b: char) -> bool {
    is_han(a) && b.is_ascii_alphanumeric() || a.is_ascii_alphanumeric() && is_han(b)
}

/// The text of the lines as one paragraph.
pub(super) fn join(lines: &[&Line], habits: &Habits, report: &mut Report) -> String {
    let mut text = String::new();
    let mut space_after = false;
    for line in lines {
        append(&mut text, space_after, line, habits, report);
        space_after = line.space_after;
    }
    tidy(&text)
}

fn append(text: &mut String, space_after: bool, line: &Line, habits: &Habits, report: &mut Report) {
    let (Some(last), Some(first)) = (text.chars().next_back(), line.text.chars().next()) else {
        text.push_str(&line.text);
        return;
    };
    if last == '\u{00AD}' {
        text.pop();
    } else if last == '-' && ends_cut_word(text) && first.is_ascii_lowercase() {
        mend_hyphen(text, line, habits, report);
    } else if needs_space(text, last, first, space_after, line, habits) {
        text.push(' ');
    }
    text.push_str(&line.text);
}

/// Whether `text` ends in letters and a hyphen.
fn ends_cut_word(text: &str) -> bool {
    text.trim_end_matches('-').ends_with(|c: char| c.is_ascii_alphabetic()) && !text.ends_with("--")
}

/// Takes the hyphen out, unless the author writes the word with it elsewhere.
fn mend_hyphen(text: &mut String, line: &Line, habits: &Habits, report: &mut Report) {
    let cut = text
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let tail = line
        .text
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .unwrap_or(line.text.len());
    let word = format!("{}{}", &text[cut..], &line.text[..tail]).to_ascii_lowercase();
    let in_address = text[cut..].contains("//") || text[..cut].ends_with(['/', '.']);
    if habits.compounds.contains(&word) || in_address {
        return;
    }
    text.pop();
    report.omit(line.number, "-", Reason::Hyphen);
}

fn needs_space(
    text: &str,
    last: char,
    first: char,
    space_after: bool,
    line: &Line,
    habits: &Habits,
) -> bool {
    if is_cjk_punctuation(last) || is_cjk_punctuation(first) || is_solid(last) && is_solid(first) {
        return false;
    }
    if is_border(last, first) {
        return habits.spaced || space_after && last.is_ascii_alphanumeric();
    }
    if is_solid(last) || is_solid(first) {
        return space_after && !is_solid(last);
    }
    if last == '-' || last == '/' || super::layout::is_closing(first) && first != '%' {
        return false;
    }
    !goes_on_in_address(text, first, line)
}

/// Whether the last word of `text` is an address that goes on in the next line.
fn goes_on_in_address(text: &str, first: char, line: &Line) -> bool {
    let word = text.rsplit(|c: char| is_space(c) || is_solid(c)).next().unwrap_or_default();
    let address = word.contains("://") || word.starts_with("www.");
    let next = line.text.split(is_space).next().unwrap_or_default();
    let part =
        next.contains(['/', '.', '-', '_', '=', '&', '%', '?']) || next.len() == line.text.len();
    address
        && !word.ends_with(['.', ',', ';'])
        && part
        && (first.is_ascii_alphanumeric() || "/-_=&%?#~".contains(first))
}

/// Takes out spaces between Chinese characters, and runs of spaces.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut chars = text.trim_matches(is_space).chars().peekable();
    while let Some(c) = chars.next() {
        if !is_space(c) {
            tidied.push(c);
            continue;
        }
        let mut wide = c == '\u{3000}';
        while let Some(more) = chars.next_if(|next| is_space(*next)) {
            wide |= more == '\u{3000}';
        }
        let around = tidied.chars().next_back().is_some_and(is_solid)
            && chars.peek().is_some_and(|next| is_solid(*next));
        match (around, wide) {
            (true, true) => tidied.push('\u{3000}'),
            (true, false) => {}
            (false, _) => tidied.push(' '),
        }
    }
    tidied
}

/// Takes out runs of spaces, but leaves the single ones: for titles, names and addresses, where a
/// space between Chinese characters was meant.
pub(super) fn tidy_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c| is_space(c) && c != '\u{3000}').filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> String {
        let lines: Vec<Line> = lines.iter().enumerate().map(|(n, l)| Line::new(n + 1, l)).collect();
        let habits = Habits::of(&lines);
        join(&lines.iter().collect::<Vec<_>>(), &habits, &mut Report::default())
    }

    #[test]
    fn wrapped_chinese_is_joined_without_a_space() {
        assert_eq!(
            joined(&["因此與美", "國合作，", "停留 24 小時"]),
            "因此與美國合作，停留 24 小時"
        );
        assert_eq!(joined(&["與 AI 和", "NATO的 3 日"]), "與 AI 和 NATO的 3 日");
        assert_eq!(joined(&["與AI和", "NATO的3日"]), "與AI和NATO的3日");
    }

    #[test]
    fn wrapped_latin_keeps_its_space_or_loses_its_hyphen() {
        assert_eq!(
            joined(&["a free and", "open Indo-", "Pacific"]),
            "a free and open Indo-Pacific"
        );
        assert_eq!(joined(&["the coop-", "eration of"]), "the cooperation of");
        assert_eq!(joined(&["the coop\u{AD}", "eration of"]), "the cooperation of");
        assert_eq!(
            joined(&["a long-term view of long-", "term goals"]),
            "a long-term view of long-term goals"
        );
        assert_eq!(joined(&["見 https://a.org/b/", "c_d.html"]), "見 https://a.org/b/c_d.html");
    }

    #[test]
    fn false_spaces_go_and_meant_ones_stay() {
        assert_eq!(tidy("由 於東 亞 24  小時　，"), "由於東亞 24 小時　，");
        assert_eq!(tidy_line("台北市 中正區  1 號"), "台北市 中正區 1 號");
    }
}
