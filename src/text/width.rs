//! How wide text is when it is set: in half-widths, of which a Han character has two.

use super::han::{is_han, is_solid, is_variation_selector};

/// The width of one character in half-widths: 2 for East Asian characters, dashes, the ellipsis and
/// emoji, 0 for what only modifies the character before it, else 1.
#[must_use]
pub fn of_char(c: char) -> usize {
    if c.is_ascii() {
        return 1;
    }
    if is_variation_selector(c) || is_combining(c) {
        return 0;
    }
    let wide = is_solid(c)
        || matches!(c, '\u{2014}' | '\u{2026}' | '\u{2500}' | '\u{AC00}'..='\u{D7A3}'
            | '\u{2460}'..='\u{24FF}' | '\u{25A0}'..='\u{25FF}' | '\u{1F000}'..='\u{1FAFF}');
    if wide { 2 } else { 1 }
}

/// Combining marks and the second half of a flag.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{20D0}'..='\u{20FF}' | '\u{302A}'..='\u{302F}')
}

/// The width of a text in half-widths. Curly quotes are full-width beside Han characters and
/// half-width in Latin text.
#[must_use]
pub fn of(text: &str) -> usize {
    let mut width = 0;
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let quote = matches!(c, '\u{2018}'..='\u{201F}');
        let beside_han = before.is_some_and(is_han) || chars.peek().is_some_and(|c| is_han(*c));
        width += if quote && beside_han { 2 } else { of_char(c) };
        before = Some(c);
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_counted_in_half_widths() {
        assert_eq!(of("善本 ab，"), 2 * 2 + 3 + 2);
        assert_eq!(of("他說“善”"), 2 * 5);
        assert_eq!(of("“it”"), 4);
        assert_eq!(of("葛\u{E0100}——…"), 2 + 4 + 2);
    }
}
