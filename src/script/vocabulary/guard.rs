//! Guards: what must stand, or must not stand, around a term.
//!
//! A table's cells `when` and `unless` hold guards, separated by spaces. `~` is the term; what stands
//! before and after it is written as it stands in the text:
//!
//! | written | matches |
//! | --- | --- |
//! | `茶~市` | 茶 right before the term, and 市 right after it |
//! | `~[得到]` | one of these characters |
//! | `(上傳\|下載)~` | one of these words |
//! | `上傳…~` | up to [`GAP`] characters of the same clause between the two |
//! | `#~` | a numeral before the term: 三, ３, 3, 數, 幾; figures may be set off by a space |
//! | `^~`, `~$` | no Han character, letter or digit on that side |
//! | `電影` | the word anywhere in the same sentence |
//!
//! Spellings that one region's writers use side by side (臺 and 台) count as the same.

use super::variants::fold;
use crate::text::han::is_han;

/// How many characters `…` may stand for.
pub const GAP: usize = 8;

/// How far a sentence reaches on each side of the term, in characters, when it has no full stop.
const SENTENCE: usize = 60;

/// One guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// What stands before the term, nearest first; the characters of a word too are reversed.
    left: Vec<Element>,
    /// What stands after the term, nearest first.
    right: Vec<Element>,
    /// A word of the same sentence.
    topic: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    /// One of these words, in their usual spelling; none is empty.
    Words(Vec<Vec<char>>),
    Numeral,
    Edge,
    Gap,
}

/// Why a guard cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GuardError {
    /// A bracket that is not closed, or nothing in it.
    #[error("a bracket is empty or not closed")]
    Bracket,
    /// `~` twice.
    #[error("`~` stands for the term and can be written once only")]
    Term,
    /// A sign where only a word can stand.
    #[error("a word of the sentence is written without `~`, `[`, `(`, `#`, `^`, `$` or `…`")]
    Topic,
}

impl Guard {
    /// Reads one guard.
    ///
    /// # Errors
    /// If brackets do not pair, or `~` stands more than once.
    pub fn parse(source: &str) -> Result<Self, GuardError> {
        match source.split('~').collect::<Vec<_>>()[..] {
            [topic] if topic.contains(['[', ']', '(', ')', '|', '#', '^', '$', '…']) => {
                Err(GuardError::Topic)
            }
            [topic] => {
                Ok(Self { left: Vec::new(), right: Vec::new(), topic: Some(topic.to_owned()) })
            }
            [left, right] => {
                let mut left = elements(left)?;
                left.reverse();
                for element in &mut left {
                    if let Element::Words(words) = element {
                        words.iter_mut().for_each(|word| word.reverse());
                    }
                }
                Ok(Self { left, right: elements(right)?, topic: None })
            }
            _ => Err(GuardError::Term),
        }
    }

    /// Reads a cell of guards separated by spaces.
    ///
    /// # Errors
    /// The first guard that cannot be read.
    pub fn parse_all(cell: &str) -> Result<Vec<Self>, GuardError> {
        cell.split_whitespace().map(Self::parse).collect()
    }

    /// Whether it holds for a term between `before` and `after`, which are the block's text up to
    /// the term and from its end on.
    #[must_use]
    pub fn holds(&self, before: &str, after: &str) -> bool {
        if let Some(topic) = &self.topic {
            return sentence_before(before).contains(topic.as_str())
                || sentence_after(after).contains(topic.as_str());
        }
        follows(&self.left, Reader { rest: before, reversed: true })
            && follows(&self.right, Reader { rest: after, reversed: false })
    }
}

/// The elements of one side of a guard.
fn elements(source: &str) -> Result<Vec<Element>, GuardError> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        rest = &rest[first.len_utf8()..];
        found.push(match first {
            '#' => Element::Numeral,
            '^' | '$' => Element::Edge,
            '…' => Element::Gap,
            '[' => {
                let inner = bracketed(&mut rest, ']')?;
                Element::Words(inner.chars().map(|c| vec![fold(c)]).collect())
            }
            '(' => {
                let inner = bracketed(&mut rest, ')')?;
                Element::Words(
                    inner.split('|').map(|word| word.chars().map(fold).collect()).collect(),
                )
            }
            ']' | ')' | '|' => return Err(GuardError::Bracket),
            c => Element::Words(vec![vec![fold(c)]]),
        });
    }
    Ok(found)
}

/// What stands before `close`; `rest` is left after it.
fn bracketed<'s>(rest: &mut &'s str, close: char) -> Result<&'s str, GuardError> {
    let (inner, after) = rest.split_once(close).ok_or(GuardError::Bracket)?;
    if inner.is_empty() || inner.contains(['[', '(']) {
        return Err(GuardError::Bracket);
    }
    *rest = after;
    Ok(inner)
}

/// A text read away from the term: forwards after it, backwards before it.
#[derive(Clone, Copy)]
struct Reader<'t> {
    rest: &'t str,
    reversed: bool,
}

impl Iterator for Reader<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = if self.reversed { chars.next_back() } else { chars.next() };
        self.rest = chars.as_str();
        c
    }
}

/// Whether the text matches the elements in order.
fn follows(elements: &[Element], text: Reader<'_>) -> bool {
    let Some((first, later)) = elements.split_first() else { return true };
    match first {
        Element::Words(words) => {
            let mut rest = text;
            let Some(next) = rest.next().map(fold) else { return false };
            words
                .iter()
                .filter_map(|word| word.split_first().filter(|(first, _)| **first == next))
                .any(|(_, word)| strip(word, rest).is_some_and(|rest| follows(later, rest)))
        }
        Element::Numeral => {
            let mut rest = text;
            let mut figure = rest.next();
            // Many authors set figures off from Han by a space: 1 兆美元.
            if figure == Some(' ') {
                figure = rest.next().filter(char::is_ascii_digit);
            }
            figure.is_some_and(is_numeral) && follows(later, rest)
        }
        Element::Edge => {
            let outside = { text }.next().is_none_or(|c| !is_han(c) && !c.is_alphanumeric());
            outside && follows(later, text)
        }
        Element::Gap => {
            let mut rest = text;
            for _ in 0..=GAP {
                if follows(later, rest) {
                    return true;
                }
                if rest.next().is_none_or(ends_clause) {
                    return false;
                }
            }
            false
        }
    }
}

/// The text after `word`, if it begins with it.
fn strip<'t>(word: &[char], mut text: Reader<'t>) -> Option<Reader<'t>> {
    word.iter().all(|c| text.next().is_some_and(|next| fold(next) == *c)).then_some(text)
}

/// Whether `c` is written as part of a number, in Chinese or Arabic figures.
fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '〇' | '零' | '一' | '二' | '兩' | '两' | '三' | '四' | '五'
        | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '萬' | '万' | '億' | '亿' | '數' | '数'
        | '幾' | '几' | '半')
}

/// Whether `c` ends a clause.
fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | ',' | ';' | ':') || ends_sentence(c)
}

/// Whether `c` ends a sentence.
fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '\n')
}

/// The part of the sentence that stands in `before`.
fn sentence_before(before: &str) -> &str {
    let start = before
        .char_indices()
        .rev()
        .take(SENTENCE)
        .take_while(|(_, c)| !ends_sentence(*c))
        .last()
        .map_or(before.len(), |(index, _)| index);
    &before[start..]
}

/// The part of the sentence that stands in `after`.
fn sentence_after(after: &str) -> &str {
    let end = after
        .char_indices()
        .take(SENTENCE)
        .take_while(|(_, c)| !ends_sentence(*c))
        .last()
        .map_or(0, |(index, c)| index + c.len_utf8());
    &after[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(guard: &str, before: &str, after: &str) -> bool {
        Guard::parse(guard).unwrap().holds(before, after)
    }

    #[test]
    fn neighbours_are_read_outwards_from_the_term() {
        assert!(holds("茶~市", "喝茶", "市場"));
        assert!(!holds("茶~市", "喝茶", "場"));
        assert!(holds("一系~", "一系", ""));
        assert!(!holds("一系~", "系一", ""));
    }

    #[test]
    fn sets_words_numerals_and_edges() {
        assert!(holds("~[得到]", "", "到"));
        assert!(holds("(上傳|下載)~", "他下載", ""));
        assert!(holds("#~", "共 3", ""));
        assert!(!holds("#~", "共三 ", ""));
        assert!(holds("^~$", "，", "。"));
        assert!(holds("^~$", "", ""));
        assert!(!holds("~$", "", "的"));
    }

    #[test]
    fn a_gap_stays_in_the_clause() {
        assert!(holds("上傳…~", "請上傳一段", ""));
        assert!(holds("上傳…~", "請上傳", ""));
        assert!(!holds("上傳…~", "請上傳，一段", ""));
        assert!(!holds("上傳…~", "請上傳一二三四五六七八九", ""));
        assert!(holds("~…(器|機)", "", "的分析儀器"));
    }

    #[test]
    fn a_topic_stays_in_the_sentence() {
        assert!(holds("電影", "這部電影，", "好看"));
        assert!(!holds("電影", "這部電影。", "好看"));
        assert!(holds("電影", "", "：電影"));
    }

    #[test]
    fn spellings_side_by_side_are_the_same() {
        assert!(holds("臺~", "台", ""));
        assert!(holds("台~", "臺", ""));
    }

    #[test]
    fn a_guard_that_cannot_be_read_says_why() {
        assert_eq!(Guard::parse("[得~"), Err(GuardError::Bracket));
        assert_eq!(Guard::parse("()~"), Err(GuardError::Bracket));
        assert_eq!(Guard::parse("~得~"), Err(GuardError::Term));
        assert_eq!(Guard::parse("電[影"), Err(GuardError::Topic));
    }
}
