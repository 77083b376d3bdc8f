//! Where a text names a work or an institution, whose words are not to be changed.
//!
//! A name keeps its words and changes its script only: an editor in Beijing who prints 行政院資訊處
//! prints 行政院资讯处. Names that are known stand in `data/names.tsv`; the two patterns here find
//! the ones that are not:
//!
//! - what stands between 《 and 》, unless one entry is about all of it (《駭客任務》 is known to be
//!   《黑客帝国》);
//! - a government, a ministry or a corporate body (財團法人) followed without a break by a word for an
//!   office, a body or a law, with the term between the two.

use std::ops::Range;

use super::region::Region;
use crate::text::han::is_han;

/// A title longer than this is a bracket that somebody forgot to close. In bytes.
const LONGEST_TITLE: usize = 180;

/// How far from the term the parts of a name may stand, in characters.
const REACH: usize = 12;

/// The titles of a text: the bytes between 《 and 》.
#[must_use]
pub fn titles(text: &str) -> Vec<Range<usize>> {
    let mut titles = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('《') {
        let start = from + open + '《'.len_utf8();
        match text[start..].find(['》', '《', '\n']) {
            Some(length) if length <= LONGEST_TITLE && text[start + length..].starts_with('》') => {
                titles.push(start..start + length);
                from = start + length;
            }
            _ => from = start,
        }
    }
    titles
}

/// What the name of an institution is made of, in one region. Words are separated by spaces.
struct Parts {
    /// What can stand at its head, followed by any words of its name.
    heads: &'static str,
    /// The last characters of the heads: almost every text around a term is told from a name by them.
    head_ends: &'static str,
    /// What it ends with.
    tails: &'static str,
    /// Words that begin like a tail and are none.
    not_tails: &'static str,
    /// Characters that end a name: particles, prepositions, common verbs.
    breaks: &'static str,
    /// Before a head: another country's ministry, whose name is a translation like any other word.
    foreign: &'static str,
    /// What ends like [`Parts::foreign`] and is not.
    own: &'static str,
}

/// Taiwan's. Sources: the Executive Yuan's list of its bodies (行政院所屬機關), 中央行政機關組織基準法.
const TAIWAN: Parts = Parts {
    heads: "行政院 立法院 司法院 考試院 監察院 總統府 中央研究院 中研院 中華民國 內政部 外交部 國防部 \
            財政部 教育部 法務部 經濟部 交通部 勞動部 農業部 環境部 文化部 科技部 衛生福利部 衛福部 \
            數位發展部 數位部 國立 國家 財團法人 社團法人 市政府 縣政府 國科會 國發會 金管會",
    head_ends: "院府國部立家人會",
    tails: "委員會 基金會 策進會 促進會 協會 學會 公會 總會 聯合會 總處 研究院 研究所 實驗室 學院 學系 \
            大學 中心 署 局 處 法 條例 施行細則 辦法",
    not_tails: "局勢 局面 局部 局限 處理 處置 處於 處罰 處境 處分 處方 處長 處處 法律 法規 法官 法院 \
                法案 法治 法制 法人 法則 法庭 法令 中心思想 中心化 中心點 署名 大學生",
    breaks: "的了是在與和及或對將向由把被讓從為以於至也都就不有說稱要會使而但並應須可能後前時等",
    foreign: "國 日本 俄羅斯 烏克蘭 印度 新加坡 越南 澳洲 加拿大 以色列 歐盟 大陸 中共 義大利 菲律賓 \
              波蘭 巴西 印尼 馬來西亞 荷蘭 瑞典",
    own: "我國 民國",
};

/// The Mainland's. Source: 国务院机构设置.
const MAINLAND: Parts = Parts {
    heads: "国务院 全国人大 中共中央 中华人民共和国 国家 中国科学院 中国社会科学院 外交部 国防部 教育部 \
            科技部 公安部 财政部 商务部 交通运输部 司法部 生态环境部 农业农村部 工业和信息化部 工信部 \
            发改委 市政府 省政府",
    head_ends: "院大央国家部委府",
    tails: "委员会 基金会 协会 学会 联合会 研究院 研究所 实验室 学院 大学 中心 办公室 总局 局 司 法 条例 \
            实施细则 规划纲要",
    not_tails: "局势 局面 局部 局限 局长 司法 司机 司令 法律 法规 法官 法院 法案 法治 法制 法人 法则 \
                法庭 法令 中心思想 中心化 大学生",
    breaks: "的了是在与或对将向由把被让从为以于至也都就不有说称要会使而但并应须可能后前时等",
    foreign: "国 日本 俄罗斯 乌克兰 印度 新加坡 越南 澳大利亚 加拿大 以色列 欧盟 台湾 意大利 菲律宾 \
              波兰 巴西 印尼 马来西亚 荷兰 瑞典",
    own: "我国 中国 民国 全国",
};

/// Whether the bytes `range` of `text`, written in `region`, are a part of an institution's name.
#[must_use]
pub fn in_institution(text: &str, range: &Range<usize>, region: Region) -> bool {
    let parts = match region {
        Region::Taiwan => &TAIWAN,
        Region::Mainland => &MAINLAND,
        Region::HongKong => return false,
    };
    let runs_on = |c: &char| is_han(*c) && !parts.breaks.contains(*c);
    let before = &text[..range.start];
    let head: usize =
        before.chars().rev().take(REACH).take_while(runs_on).map(char::len_utf8).sum();
    let before = &before[before.len() - head..];
    if !before.contains(|c| parts.head_ends.contains(c)) {
        return false;
    }
    let at_home = |head: &str| before.rfind(head).is_some_and(|at| parts.at_home(&before[..at]));
    if !parts.heads.split_whitespace().any(at_home) {
        return false;
    }
    let after = &text[range.end..];
    let tail: usize = after.chars().take(REACH).take_while(runs_on).map(char::len_utf8).sum();
    after[..tail].char_indices().any(|(index, _)| {
        let rest = &after[index..];
        parts.tails.split_whitespace().any(|tail| rest.starts_with(tail))
            && !parts.not_tails.split_whitespace().any(|word| rest.starts_with(word))
    })
}

impl Parts {
    /// Whether what stands `before` a head is not another country.
    fn at_home(&self, before: &str) -> bool {
        let ends = |words: &str| words.split_whitespace().any(|word| before.ends_with(word));
        !ends(self.foreign) || ends(self.own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str, term: &str, region: Region) -> bool {
        let start = text.find(term).unwrap();
        in_institution(text, &(start..start + term.len()), region)
    }

    #[test]
    fn the_last_character_of_every_head_is_listed() {
        for parts in [TAIWAN, MAINLAND] {
            for head in parts.heads.split_whitespace() {
                assert!(head.ends_with(|c| parts.head_ends.contains(c)), "{head}");
            }
        }
    }

    #[test]
    fn titles_are_found_between_their_marks() {
        let text = "《甲》與《乙";
        let titles: Vec<&str> = titles(text).into_iter().map(|title| &text[title]).collect();
        assert_eq!(titles, ["甲"]);
        assert!(super::titles("《甲\n乙》").is_empty());
    }

    #[test]
    fn an_office_under_its_government_is_a_name() {
        for (text, term) in [
            ("行政院資訊處今天宣布", "資訊"),
            ("國家通訊傳播委員會", "通訊"),
            ("財團法人資訊工業策進會", "資訊"),
            ("臺北市政府資訊局表示", "資訊"),
            ("國立臺灣大學資訊工程學系", "資訊"),
        ] {
            assert!(named(text, term, Region::Taiwan), "{text}");
        }
        assert!(named("国家互联网信息办公室表示", "信息", Region::Mainland));
    }

    #[test]
    fn a_word_that_begins_like_an_office_is_none() {
        for (text, term) in [
            ("行政院資訊處理能力不足", "資訊"),
            ("國家的資訊安全局勢", "資訊"),
            ("國家資訊安全局勢", "資訊"),
            ("行政院將軟體交給委員會", "軟體"),
            ("美國資訊處", "資訊"),
            ("英國國家網路安全中心", "網路"),
        ] {
            assert!(!named(text, term, Region::Taiwan), "{text}");
        }
        assert!(!named("國家資訊局", "資訊", Region::HongKong));
    }
}
