//! Spellings that the writers of one region use side by side: 臺 and 台 in Taiwan, 線 and 綫 in Hong
//! Kong. A term is recognised in each of them.

/// The usual spelling of the built-in tables, and the others that stand for it. Sources: Ministry of
/// Education, 常用國字標準字體表; OpenCC, `TWVariants.txt` and `HKVariants.txt`.
const SPELLINGS: [(char, &[char]); 22] = [
    ('臺', &['台']),
    ('裡', &['裏']),
    ('祕', &['秘']),
    ('佔', &['占']),
    ('佈', &['布']),
    ('砲', &['炮']),
    ('為', &['爲']),
    ('線', &['綫']),
    ('群', &['羣']),
    ('眾', &['衆']),
    ('峰', &['峯']),
    ('啟', &['啓']),
    ('汙', &['污']),
    ('鉤', &['鈎']),
    ('溼', &['濕']),
    ('床', &['牀']),
    ('麵', &['麪']),
    ('蹤', &['踪']),
    ('說', &['説']),
    ('衛', &['衞']),
    ('帳', &['賬']),
    ('·', &['‧', '・', '•', '．']),
];

/// At most so many spellings of one term, so that a term of many such characters stays small.
const MOST: usize = 32;

/// The usual spelling of `c`, or `c` itself. Guards ask this of every neighbour: hence a `match`.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        '台' => '臺',
        '裏' => '裡',
        '秘' => '祕',
        '占' => '佔',
        '布' => '佈',
        '炮' => '砲',
        '爲' => '為',
        '綫' => '線',
        '羣' => '群',
        '衆' => '眾',
        '峯' => '峰',
        '啓' => '啟',
        '污' => '汙',
        '鈎' => '鉤',
        '濕' => '溼',
        '牀' => '床',
        '麪' => '麵',
        '踪' => '蹤',
        '説' => '說',
        '衞' => '衛',
        '賬' => '帳',
        '‧' | '・' | '•' | '．' => '·',
        usual => usual,
    }
}

/// All spellings of `term` in one script, the given one first. In Simplified text, where 炮 and 占
/// are the only forms, it is the interpunct alone that differs.
#[must_use]
pub fn spellings(term: &str, traditional: bool) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in term.chars() {
        let usual = fold(c);
        let others = SPELLINGS
            .iter()
            .find(|(spelling, _)| *spelling == usual && (traditional || usual == '·'));
        let mut forms = vec![c];
        if let Some((usual, others)) = others.filter(|_| all.len() < MOST / 2) {
            forms.extend(std::iter::once(usual).chain(others.iter()).filter(|other| **other != c));
        }
        all = forms
            .iter()
            .flat_map(|form| all.iter().map(move |stem| format!("{stem}{form}")))
            .collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_is_found() {
        assert_eq!(spellings("臺北", true), ["臺北", "台北"]);
        assert_eq!(spellings("平台", true), ["平台", "平臺"]);
        assert_eq!(spellings("善本", true), ["善本"]);
        assert_eq!(spellings("比爾·蓋茲", true).len(), 5);
        assert_eq!(spellings("炮兵·占", false).len(), 5);
    }

    #[test]
    fn a_term_of_nothing_else_stays_small() {
        assert!(spellings(&"臺".repeat(40), true).len() <= MOST);
    }

    #[test]
    fn folding_ends_at_the_usual_spelling() {
        for (usual, others) in SPELLINGS {
            assert_eq!(fold(usual), usual);
            assert!(others.iter().all(|other| fold(*other) == usual));
        }
    }
}
