//! What single lines show by their words: how a sentence ends, what a name, an office, an
//! institution, an issue and a date look like. Tables of words, in both scripts.

use crate::text::address;
use crate::text::han::is_han;

/// Punctuation that ends a sentence.
const SENTENCE_ENDS: &str = "。！？!?…．";
/// What may stand behind the end of a sentence.
const CLOSERS: &str = "」』）)】〕》〉”’\"'］]";

/// Family names, single and double, Traditional and Simplified, as counted in the censuses of
/// Taiwan and the mainland: those of more than 95 % of the people.
const FAMILY_NAMES: &str = "王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何高林羅罗鄭郑梁謝谢宋唐許许\
韓韩馮冯鄧邓曹彭曾蕭萧肖田董袁潘於于蔣蒋蔡余杜葉叶程蘇苏魏呂吕丁任沈姚盧卢姜崔鍾钟譚谭陸陆汪范金石廖賈贾夏韋韦\
付傅方白鄒邹孟熊秦邱江尹薛閻阎段雷侯龍龙史陶黎賀贺顧顾毛郝龔龚邵萬万錢钱嚴严覃武戴莫孔向湯汤溫温康施文牛樊葛邢安\
齊齐易喬乔伍龐庞顏颜倪莊庄聶聂章魯鲁岳翟殷詹申歐欧耿關关蘭兰焦俞左柳甘祝包寧宁尚符舒阮柯紀纪梅童凌畢毕單单季裴\
霍涂成苗谷盛曲翁冉駱骆藍蓝路游辛靳歐管柴蒙鮑鲍華华喻祁蒲房滕屈饒饶解牟艾尤陽阳時时穆農农司卓古吉繆缪簡简車车項项連连蘆\
芦麥麦褚婁娄竇窦戚岑景黨党宮宫費费卜冷晏席衛卫米柏宗瞿桂全佟應应臧閔闵苟鄔邬邊边卞姬師师和仇欒栾隋商刁沙榮荣巫寇桑\
郎甄叢丛仲虞敖鞏巩明佘池查麻苑遲迟鄺邝官封談谈匡鞠惠荊荆樂乐冀郁胥南班儲储原燕楚鄢勞劳諶谌奚皮粟冼藺蔺樓楼盤盘滿满\
聞闻位厲厉伊仝區区郜海闞阚花權权強强帥帅屠豆樸朴蓋盖練练廉禹井祖漆巴豐丰支卿國国狄平計计索宣晉晋相初門门雲云容敬來来\
扈晁芮都普闕阙浦戈伏鹿薄邸雍辜羊阿烏乌母裘亓修邰赫杭況况那宿鮮鲜印逯隆茹諾诺戰战慕危玉銀银亢嵇公哈湛賓宾戎勾茅利於呼居揭干但尉\
冶斯元束檀衣信展陰阴昝智幸奉植衡富尧閆闫由";
const DOUBLE_NAMES: &[&str] = &[
    "歐陽", "欧阳", "司馬", "司马", "上官", "諸葛", "诸葛", "司徒", "東方", "东方", "夏侯", "皇甫",
    "尉遲", "尉迟", "公孫", "公孙", "慕容", "令狐", "端木", "張簡", "范姜", "歐陽", "長孫", "长孙",
    "宇文", "南宮", "南宫",
];

/// Words in which an office, a rank or an institution ends or that it contains.
const OFFICES: &[&str] = &[
    "教授",
    "講師",
    "讲师",
    "研究員",
    "研究员",
    "研究生",
    "博士",
    "碩士",
    "硕士",
    "主任",
    "主席",
    "會長",
    "会长",
    "院長",
    "院长",
    "所長",
    "所长",
    "部長",
    "部长",
    "校長",
    "校长",
    "董事",
    "執行長",
    "执行长",
    "研發長",
    "秘書長",
    "秘书长",
    "祕書長",
    "顧問",
    "顾问",
    "委員",
    "委员",
    "代表",
    "大使",
    "記者",
    "记者",
    "編輯",
    "编辑",
    "主編",
    "主编",
    "作家",
    "律師",
    "律师",
    "學者",
    "学者",
    "專家",
    "专家",
    "分析師",
    "分析师",
    "評論員",
    "评论员",
    "評論人",
    "评论人",
    "撰稿",
    "專員",
    "专员",
    "助理",
    "經理",
    "经理",
    "總監",
    "总监",
    "理事",
    "監事",
    "监事",
    "發言人",
    "发言人",
    "召集人",
    "負責人",
    "负责人",
    "創辦人",
    "创办人",
    "工程師",
    "工程师",
    "處長",
    "处长",
    "局長",
    "局长",
    "司長",
    "司长",
    "科長",
    "科长",
    "組長",
    "组长",
    "館長",
    "馆长",
    "社長",
    "社长",
    "教師",
    "教师",
    "老師",
    "老师",
    "醫師",
    "医师",
    "秘書",
    "秘书",
    "祕書",
    "幹事",
    "干事",
    "主播",
    "總編",
    "总编",
    "總裁",
    "总裁",
    "博士後",
    "博士后",
    "參事",
    "站長",
    "站长",
    "署長",
    "署长",
    "領事",
    "领事",
    "院士",
    "工作者",
    "研究室",
    "導演",
    "导演",
    "議員",
    "议员",
    "立委",
    "將軍",
    "将军",
    "上校",
    "中校",
    "少將",
    "少将",
    "中將",
    "中将",
    "退役",
    "研究中心",
    "研究所",
    "研究院",
    "大學",
    "大学",
    "學院",
    "学院",
    "學系",
    "学系",
    "智庫",
    "智库",
    "基金會",
    "基金会",
    "協會",
    "协会",
    "學會",
    "学会",
    "中心",
    "委員會",
    "委员会",
    "公司",
    "Professor",
    "Fellow",
    "University",
    "Institute",
    "Director",
    "Researcher",
];

/// Words in which the name of an institution ends.
const INSTITUTIONS: &[&str] = &[
    "基金會",
    "基金会",
    "協會",
    "协会",
    "學會",
    "学会",
    "研究所",
    "研究院",
    "研究中心",
    "中心",
    "大學",
    "大学",
    "學院",
    "学院",
    "智庫",
    "智库",
    "委員會",
    "委员会",
    "公司",
    "出版社",
    "雜誌社",
    "杂志社",
    "編輯部",
    "编辑部",
    "聯盟",
    "联盟",
    "聯合會",
    "联合会",
    "促進會",
    "促进会",
    "圖書館",
    "图书馆",
    "博物館",
    "博物馆",
    "文教會",
    "學社",
    "学社",
    "工作室",
    "辦事處",
    "办事处",
    "同盟",
    "總會",
    "总会",
    "論壇",
    "论坛",
    "書院",
    "书院",
    "報社",
    "报社",
    "Foundation",
    "Institute",
    "Association",
    "Society",
    "Press",
];

/// Words with which the name of an institution begins.
const INSTITUTION_STARTS: &[&str] = &[
    "財團法人",
    "财团法人",
    "社團法人",
    "社团法人",
    "國立",
    "国立",
    "中華民國",
    "行政法人",
    "非營利組織",
    "非营利组织",
    "The ",
];

/// Words in which the name of a series or periodical ends.
const SERIES_WORDS: &[&str] = &[
    "論壇",
    "论坛",
    "評論",
    "评论",
    "專欄",
    "专栏",
    "月刊",
    "季刊",
    "週刊",
    "周刊",
    "半月刊",
    "雙月刊",
    "双月刊",
    "年刊",
    "學報",
    "学报",
    "論叢",
    "论丛",
    "叢刊",
    "丛刊",
    "叢書",
    "丛书",
    "簡報",
    "简报",
    "通訊",
    "通讯",
    "觀察",
    "观察",
    "瞭望",
    "视野",
    "視野",
    "快訊",
    "快讯",
    "專題",
    "专题",
    "特稿",
    "時評",
    "时评",
    "社論",
    "社论",
    "系列",
    "專刊",
    "专刊",
    "週報",
    "周报",
    "分析",
    "焦點",
    "焦点",
    "筆記",
    "笔记",
    "透視",
    "透视",
    "視窗",
    "视窗",
    "短評",
    "短评",
    "文摘",
    "集刊",
    "輯刊",
    "辑刊",
    "導讀",
    "导读",
    "書評",
    "书评",
];

/// A full-width digit as the ASCII one; anything else as it is.
pub(super) fn ascii_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        _ => c,
    }
}

/// Whether the text ends where a sentence may end: final punctuation, perhaps with a closing quote,
/// bracket or note mark behind it.
pub(super) fn ends_sentence(text: &str) -> bool {
    let mut rest = without_note_mark(text);
    while let Some(last) = rest.chars().next_back() {
        if SENTENCE_ENDS.contains(last) || rest.ends_with("。。") {
            return true;
        }
        if !CLOSERS.contains(last) {
            return last == '.' && ends_latin_sentence(rest);
        }
        rest = rest[..rest.len() - last.len_utf8()].trim_end();
    }
    false
}

/// A full stop ends a sentence unless the word before it is an initial or an abbreviation.
fn ends_latin_sentence(text: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
    word.is_some_and(|word| {
        let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
        word.len() > 3 || lower && word.len() > 2 || word.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The text without a note mark at its end: `[12]`, `（註3）`, a superscript, or digits glued to
/// final punctuation.
fn without_note_mark(text: &str) -> &str {
    let text = text.trim_end();
    if let Some(open) = text.rfind(['[', '［', '〔']) {
        let inner = text[open..].trim_matches(|c: char| "[［〔]］〕註注".contains(c));
        if text.ends_with([']', '］', '〕']) && is_number(inner) {
            return &text[..open];
        }
    }
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || is_superscript(c));
    let glued = bare.ends_with(|c: char| SENTENCE_ENDS.contains(c) || CLOSERS.contains(c));
    if bare.len() < text.len()
        && text.len() - bare.len() <= 6
        && glued
        && !bare.ends_with(['.', '．'])
    {
        return bare;
    }
    text
}

pub(super) fn is_superscript(c: char) -> bool {
    matches!(c, '\u{00B9}' | '\u{00B2}' | '\u{00B3}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the text is one address on the web and nothing else.
pub(super) fn is_web_address(text: &str) -> bool {
    let found = address::find(text);
    let bare = || {
        let host = text.split('/').next().unwrap_or_default();
        host.contains('.')
            && text.is_ascii()
            && host.split('.').all(|label| {
                !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            })
            && host
                .rsplit('.')
                .next()
                .is_some_and(|top| top.bytes().all(|b| b.is_ascii_alphabetic()))
    };
    match found.first() {
        Some(range) => range.len() + 1 >= text.len() && !text[range.clone()].contains('@'),
        None => bare(),
    }
}

/// Whether the text is a person's name in Han characters: a known family name and one or two
/// characters, perhaps spaced; or a transcribed name with a dot in it.
pub(super) fn is_person(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let count = compact.chars().count();
    if !compact.chars().all(|c| is_han(c) || "·‧・．•".contains(c)) {
        return is_latin_name(text);
    }
    if compact.contains(['·', '‧', '・', '．', '•']) {
        return (4..=16).contains(&count);
    }
    if DOUBLE_NAMES.iter().any(|name| compact.starts_with(name)) {
        return (3..=5).contains(&count);
    }
    compact.chars().next().is_some_and(|c| FAMILY_NAMES.contains(c)) && (2..=3).contains(&count)
}

/// Two to four capitalised Latin words.
fn is_latin_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let word = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase())
            && word.chars().all(|c| c.is_alphabetic() && !is_han(c) || "-.'’".contains(c))
    };
    (2..=4).contains(&words.len()) && words.iter().all(word)
}

/// The names in a line that is nothing but names, parted by 、, ／, & or space.
pub(super) fn persons(text: &str) -> Option<Vec<String>> {
    let name =
        |text: &str| text.chars().filter(|c| !c.is_whitespace() || !is_han_name(text)).collect();
    if is_person(text) {
        return Some(vec![name(text)]);
    }
    let parts: Vec<&str> =
        text.split(['、', '，', '；', '/', '／', '&', '＆', ',']).map(str::trim).collect();
    if parts.len() > 1 && parts.iter().all(|part| is_person(part)) {
        return Some(parts.into_iter().map(name).collect());
    }
    let spaced: Vec<&str> = text.split_whitespace().collect();
    let full = |part: &&str| is_person(part) && part.chars().count() >= 2 && is_han_name(part);
    (spaced.len() > 1 && spaced.iter().all(full))
        .then(|| spaced.into_iter().map(str::to_owned).collect())
}

fn is_han_name(text: &str) -> bool {
    text.chars().next().is_some_and(is_han)
}

/// Whether the text names an office or an institution in a few words, as stands under a name.
pub(super) fn is_affiliation(text: &str) -> bool {
    let count = text.chars().count();
    (3..=60).contains(&count)
        && !ends_sentence(text)
        && OFFICES.iter().any(|word| text.contains(word))
}

/// Whether the text may begin a byline: an author, or a label for one.
pub(super) fn looks_like_byline(text: &str) -> bool {
    super::byline::labelled(text).is_some() || persons(text).is_some()
}

/// Whether the text is the name of an institution and nothing else.
pub(super) fn is_institution(text: &str) -> bool {
    let count = text.chars().count();
    let ends = INSTITUTIONS.iter().any(|word| text.ends_with(word));
    let starts = INSTITUTION_STARTS.iter().any(|word| text.starts_with(word));
    (3..=40).contains(&count)
        && (ends || starts)
        && !text.contains(['，', '。', '：', ':', '、', '；', '？'])
}

/// Whether the text is named like a series or periodical.
pub(super) fn is_series(text: &str) -> bool {
    let name = text.trim_matches(|c: char| "《》〈〉「」【】".contains(c));
    SERIES_WORDS.iter().any(|word| name.ends_with(word)) || states_issue(text)
}

/// Whether the text is the caption of a figure or table: 圖一, 图 1, 表3, Figure 2.
pub(super) fn is_caption(text: &str) -> bool {
    let rest = ["圖", "图", "表", "照片", "Figure", "Fig.", "Table"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .map(str::trim_start);
    let Some(rest) = rest else { return false };
    let numeral = |c: char| ascii_digit(c).is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let behind = rest.trim_start_matches(numeral);
    let parted = |c: char| c.is_whitespace() || "：:、.．-（(".contains(c);
    behind.len() < rest.len() && (behind.is_empty() || behind.starts_with(parted))
}

/// Whether the text states the issue of a periodical: 第 12 期, 總第 3 號, Vol. 3, No. 37.
pub(super) fn states_issue(text: &str) -> bool {
    issue(text).is_some() || volume(text).is_some()
}

/// The number before one of `units` behind 第, or behind one of the Latin `labels`.
fn numbered(text: &str, units: &[char], labels: &[&str]) -> Option<String> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(ascii_digit).collect();
    for (start, _) in compact.match_indices('第') {
        let rest = &compact[start + '第'.len_utf8()..];
        let end =
            rest.find(|c: char| !(c.is_ascii_digit() || "一二三四五六七八九十百〇".contains(c)))?;
        if end > 0 && end <= 15 && rest[end..].starts_with(units) {
            return Some(rest[..end].to_owned());
        }
    }
    let lower = compact.to_ascii_lowercase();
    labels.iter().find_map(|label| {
        let start = lower.find(label)?;
        let parted = !lower[..start].ends_with(|c: char| c.is_ascii_alphabetic());
        let rest = &lower[start + label.len()..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        (parted && (1..=4).contains(&end)).then(|| rest[..end].to_owned())
    })
}

/// The name before volume and issue, without the brackets of a title.
pub(super) fn series_before_issue(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let end = ["第", "總第", "总第", "no.", "no ", "vol", "issue", "（", "("]
        .iter()
        .filter_map(|mark| lower.find(mark))
        .min()?;
    let brackets = |c: char| c.is_whitespace() || "《》〈〉「」【】，,：:-—・·．.｜|".contains(c);
    let name = super::join::tidy_line(text.get(..end)?.trim_matches(brackets));
    (name.chars().count() >= 2).then_some(name)
}

/// The number of the issue that the text states.
pub(super) fn issue(text: &str) -> Option<String> {
    numbered(text, &['期', '號', '号', '輯', '辑'], &["no.", "issue"])
}

/// The number of the volume that the text states.
pub(super) fn volume(text: &str) -> Option<String> {
    numbered(text, &['卷'], &["vol.", "volume"])
}

/// The date that stands in the text in full (year, month, day), as ISO 8601 has it, and the bytes
/// where it stands. Years of the Republic (民國 114 年) are counted from 1912.
pub(super) fn date(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    let start = text.find(|c: char| ascii_digit(c).is_ascii_digit())?;
    let (year, rest) = leading_number(&text[start..])?;
    let (month, rest) = leading_number(skip_separator(rest, "年/-.／－．")?)?;
    let (day, rest) = leading_number(skip_separator(rest, "月/-.／－．")?)?;
    let rest = rest.trim_start().strip_prefix('日').unwrap_or(rest);
    let before = text[..start].trim_end();
    let republic = before.ends_with("民國") || before.ends_with("民国");
    let year = if republic { year + 1911 } else { year };
    let plausible =
        (1850..=2150).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let era = if republic { before.len() - "民國".len() } else { start };
    plausible.then(|| (format!("{year:04}-{month:02}-{day:02}"), era..text.len() - rest.len()))
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| !ascii_digit(c).is_ascii_digit()).unwrap_or(text.len());
    let digits: String = text[..end].chars().map(ascii_digit).collect();
    digits.parse().ok().filter(|_| digits.len() <= 4).map(|number| (number, &text[end..]))
}

fn skip_separator<'a>(text: &'a str, separators: &str) -> Option<&'a str> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    separators.contains(first).then(|| &text[first.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_in_many_ways() {
        for text in [
            "完。",
            "「完。」",
            "完！）",
            "完。[3]",
            "完。3",
            "完。²",
            "the end.",
            "什麼？",
            "完……",
            "完。。",
        ] {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["未完", "未完，", "（未完）", "70%[2]", "J. F.", "第 3", "《書》", "："]
        {
            assert!(!ends_sentence(text), "{text}");
        }
    }

    #[test]
    fn names_are_known_by_their_family_name() {
        for text in
            ["林海青", "林 海 青", "欧阳修文", "司馬光", "約翰·史密斯", "John A. Smith", "陈明"]
        {
            assert!(is_person(text), "{text}");
        }
        for text in ["前言", "今日的環境", "海岸瞭望", "龘龘龘", "the end", "林海青教授"]
        {
            assert!(!is_person(text), "{text}");
        }
        assert_eq!(persons("林海青、陳明").unwrap().len(), 2);
        assert_eq!(persons("林海青 陳明月").unwrap().len(), 2);
        assert_eq!(persons("林 海 青").unwrap(), ["林海青"]);
        assert_eq!(persons("John Smith").unwrap(), ["John Smith"]);
    }

    #[test]
    fn issues_and_volumes_are_read() {
        assert_eq!(issue("《論叢》第 12 期（2025 年 3 月）").as_deref(), Some("12"));
        assert_eq!(issue("政策简报 No. 37").as_deref(), Some("37"));
        assert_eq!(volume("第三卷第四期").as_deref(), Some("三"));
        assert_eq!(issue("第三卷第四期").as_deref(), Some("四"));
        assert_eq!(volume("Vol. 5, No. 2").as_deref(), Some("5"));
        assert_eq!(issue("第一次世界大戰"), None);
        assert_eq!(series_before_issue("《論叢》第 12 期").as_deref(), Some("論叢"));
        assert_eq!(series_before_issue("政策简报 No. 37").as_deref(), Some("政策简报"));
        assert_eq!(series_before_issue("第 3 卷第 2 期"), None);
    }

    #[test]
    fn captions_are_numbered() {
        for text in ["圖一　碼頭", "图 1：码头", "表3-1 經費", "Figure 2. Harbour"] {
            assert!(is_caption(text), "{text}");
        }
        for text in ["表一致的看法", "圖書館", "表面上", "圖"] {
            assert!(!is_caption(text), "{text}");
        }
    }

    #[test]
    fn dates_are_read_where_they_are_whole() {
        let iso = |text: &str| date(text).map(|(date, _)| date);
        assert_eq!(iso("中華民國 114 年 3 月 4 日").as_deref(), Some("2025-03-04"));
        assert_eq!(iso("2025年3月14日").as_deref(), Some("2025-03-14"));
        assert_eq!(iso("發布日期：2025/03/04").as_deref(), Some("2025-03-04"));
        assert_eq!(iso("２０２５．１２．３１").as_deref(), Some("2025-12-31"));
        for text in ["2025 年 3 月", "3 月 4 日", "2025/13/04", "114 年 3 月 4 日", "02-2365-4366"]
        {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_on_the_web_may_lack_their_scheme() {
        for text in ["http://a.org", "www.a.org/", "a-b.org.tw"] {
            assert!(is_web_address(text), "{text}");
        }
        for text in ["見 www.a.org", "a@b.org", "3.14", "善本", "1.2.3"] {
            assert!(!is_web_address(text), "{text}");
        }
    }
}
