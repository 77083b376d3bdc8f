//! Which characters belong to Chinese text.
//!
//! Blocks are those of Unicode 16, chapter 18 (*East Asia*), and of the W3C's *Requirements for
//! Chinese Text Layout*, §3.1 for punctuation.

/// Whether `c` is a Han character: unified, extension (with the supplementary planes),
/// compatibility ideograph or radical, 〇, 々 or an ideographic description character.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{2E80}'..='\u{2FFF}' | '\u{3005}' | '\u{3007}'
        | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303B}' | '\u{31C0}'..='\u{31EF}')
}

/// Whether `c` is punctuation or a form that exists only in East Asian text: 、。《》「」，：（）,
/// vertical forms, full-width Latin. Curly quotes, dashes and the ellipsis, which Latin text has
/// too, are not.
#[must_use]
pub fn is_cjk_punctuation(c: char) -> bool {
    matches!(c,
        '\u{3000}'..='\u{3004}' | '\u{3006}' | '\u{3008}'..='\u{3020}' | '\u{3030}'..='\u{3037}'
        | '\u{303C}'..='\u{303F}' | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}')
}

/// Whether `c` is set solid with its Chinese neighbours: Han, kana, Bopomofo and their
/// punctuation. Between two of these a line's end is no space. Hangul is not: Korean puts spaces
/// between words.
#[must_use]
pub fn is_solid(c: char) -> bool {
    is_han(c)
        || is_cjk_punctuation(c)
        || matches!(c, '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
            | '\u{3100}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}')
}

/// Whether `c` only modifies the character before it: a variation selector (U+FE00–FE0F,
/// U+E0100–E01EF) or a joiner, which must never be cut from its base.
#[must_use]
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{200C}'..='\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plane_of_han_is_known() {
        for c in "一龜㐀𠮷豈⾒⺠〇々⿻".chars() {
            assert!(is_han(c), "{c}");
        }
        for c in "aé한ア。「１".chars() {
            assert!(!is_han(c), "{c}");
        }
    }

    #[test]
    fn solid_text_is_chinese_or_japanese_but_not_korean() {
        for c in "善。「」，ＡアㄅＡ︰".chars() {
            assert!(is_solid(c), "{c}");
        }
        for c in "한A1 \u{2014}“".chars() {
            assert!(!is_solid(c), "{c}");
        }
    }
}
