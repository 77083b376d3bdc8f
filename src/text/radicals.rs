//! Radicals and compatibility forms that extraction from PDF leaves in place of the characters
//! that were written.
//!
//! A font may draw 見 and the Kangxi radical ⾒ with one glyph, and the extractor picks the wrong
//! one on the way back. Compatibility normalisation (NFKC) knows the Kangxi radicals (U+2F00–2FD5)
//! and the compatibility ideographs, but almost nothing of the CJK Radicals Supplement
//! (U+2E80–2EFF): for those the table follows Unicode's `EquivalentUnifiedIdeograph.txt`.

use unicode_normalization::UnicodeNormalization;

/// Radical of the supplement, and the ideograph that it stands for.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺂', '乛'),
    ('⺃', '乚'),
    ('⺄', '乙'),
    ('⺅', '亻'),
    ('⺆', '冂'),
    ('⺇', '𠘨'),
    ('⺈', '刀'),
    ('⺉', '刂'),
    ('⺊', '卜'),
    ('⺋', '㔾'),
    ('⺌', '小'),
    ('⺍', '小'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺑', '𡯂'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺔', '彑'),
    ('⺕', '彐'),
    ('⺖', '忄'),
    ('⺗', '㣺'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺛', '旡'),
    ('⺜', '日'),
    ('⺝', '月'),
    ('⺞', '歺'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺡', '氵'),
    ('⺢', '氺'),
    ('⺣', '灬'),
    ('⺤', '爫'),
    ('⺥', '爫'),
    ('⺦', '丬'),
    ('⺧', '牛'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺪', '疋'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺮', '𥫗'),
    ('⺯', '糹'),
    ('⺰', '纟'),
    ('⺱', '罓'),
    ('⺲', '罒'),
    ('⺳', '㓁'),
    ('⺴', '冈'),
    ('⺵', '𦉫'),
    ('⺶', '羊'),
    ('⺷', '𦍌'),
    ('⺸', '𦍋'),
    ('⺹', '耂'),
    ('⺺', '肀'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⺾', '艹'),
    ('⺿', '艹'),
    ('⻀', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻃', '覀'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻇', '𧢲'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻊', '𧾷'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻍', '辶'),
    ('⻎', '辶'),
    ('⻏', '阝'),
    ('⻐', '钅'),
    ('⻑', '長'),
    ('⻒', '镸'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻕', '𨸏'),
    ('⻖', '阝'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻞', '𩙿'),
    ('⻟', '飠'),
    ('⻠', '饣'),
    ('⻡', '𩠐'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻫', '斉'),
    ('⻬', '齐'),
    ('⻭', '歯'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻰', '龙'),
    ('⻱', '龜'),
    ('⻲', '亀'),
    ('⻳', '龟'),
];

/// Forms of the supplement that are no character of Traditional Chinese: there the glyph was drawn
/// for this one.
const TRADITIONAL: &[(char, char)] =
    &[('⻩', '黃'), ('⻫', '齊'), ('⻭', '齒'), ('⻯', '龍'), ('⻲', '龜')];

/// Simplified characters for which the radical's decomposition gives the Traditional one.
const SIMPLIFIED: &[(char, char)] = &[('⼾', '户')];

/// Whether a text that holds radicals is Simplified: more of these frequent characters stand in
/// their simplified form than in the other.
fn is_simplified(text: &str) -> bool {
    let count = |set: &str| text.chars().filter(|c| set.contains(*c)).count();
    count("国来时对们这会为个") > count("國來時對們這會為個")
}

/// Whether `c` is one of the forms that [`fold`] replaces.
#[must_use]
pub fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FD5}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}'
        | '\u{FB00}'..='\u{FB06}')
}

/// Replaces radicals, compatibility ideographs and Latin ligatures by the characters that were
/// written. Everything else stays.
#[must_use]
pub fn fold(text: &str) -> String {
    if !text.chars().any(is_presentation_form) {
        return text.to_owned();
    }
    let by_script = if is_simplified(text) { SIMPLIFIED } else { TRADITIONAL };
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if is_presentation_form(c) {
            fold_character(c, by_script, &mut folded);
        } else {
            folded.push(c);
        }
    }
    folded
}

fn fold_character(c: char, by_script: &[(char, char)], folded: &mut String) {
    let known = by_script.iter().chain(SUPPLEMENT).find(|(radical, _)| *radical == c);
    match known {
        Some((_, ideograph)) => folded.push(*ideograph),
        None => folded.extend(std::iter::once(c).nfkc()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_compatibility_forms_become_what_was_written() {
        assert_eq!(fold("⾒⻑⺠⼈⽽⾦、ﬁve、樂\u{F9BF}"), "見長民人而金、five、樂樂");
        assert_eq!(fold("⻓⻅⻔⻛⻢"), "长见门风马");
    }

    #[test]
    fn the_script_of_the_text_decides_where_scripts_share_a_form() {
        assert_eq!(fold("國會對⻩⻭⻯⼾"), "國會對黃齒龍戶");
        assert_eq!(fold("国会对⻩⼾"), "国会对黄户");
    }

    #[test]
    fn the_table_is_in_order_and_folds_to_ideographs() {
        assert!(SUPPLEMENT.is_sorted());
        assert!(SUPPLEMENT.iter().all(|(_, to)| !is_presentation_form(*to)));
        assert_eq!(fold("𠮷豈"), "𠮷豈");
    }
}
