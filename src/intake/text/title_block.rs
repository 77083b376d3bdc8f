//! What stands before the text: series, picture, title, authors, date.
//!
//! Works on lines, because nothing here is wrapped like a paragraph. The author is the anchor: the
//! title stands before, the office behind. What fits nowhere stays in the body.

use super::byline::{self, Part};
use super::facts;
use super::join::{self, Habits, tidy_line};
use super::lines::Line;
use super::report::{Reason, Report};
use crate::intake::document::{Author, Figure, FrontMatter};
use crate::text::han::is_han;

/// How many lines from the top may belong to the title block.
const REACH: usize = 20;

/// Words that credit a picture, before a colon or an address.
const CREDITS: &[&str] = &[
    "圖片來源",
    "图片来源",
    "照片來源",
    "照片来源",
    "圖片提供",
    "图片提供",
    "照片提供",
    "圖片出處",
    "图片出处",
    "圖源",
    "图源",
    "資料照片",
    "资料照片",
    "攝影",
    "摄影",
    "圖／",
    "图／",
    "圖/",
    "图/",
    "來源：",
    "来源：",
    "圖：",
    "图：",
    "Photo",
    "Image",
    "Credit",
];

/// Labels of dates.
const DATE_LABELS: &[&str] = &[
    "發布日期",
    "发布日期",
    "發佈日期",
    "發表日期",
    "发表日期",
    "出版日期",
    "刊登日期",
    "發布時間",
    "发布时间",
    "完稿日期",
    "日期",
    "時間",
    "时间",
    "Date",
];

/// Reads the title block off the top and returns the rest.
pub(super) fn take_off(
    lines: Vec<Line>,
    measure: usize,
    habits: &Habits,
    front: &mut FrontMatter,
    report: &mut Report,
) -> Vec<Line> {
    let top = lines.len().min(REACH);
    let mut block = Block { lines: &lines, measure, habits, used: vec![false; lines.len()] };
    let author_at = block.author(top, front, report);
    let end = author_at.unwrap_or_else(|| block.body_start(top));
    block.figure(front, end, report);
    block.facts(front, end, report);
    block.title(front, end, author_at.is_some(), report);
    let used = block.used;
    lines.into_iter().zip(used).filter(|(_, used)| !used).map(|(line, _)| line).collect()
}

/// The lines, and which of them are understood already.
struct Block<'a> {
    lines: &'a [Line],
    measure: usize,
    habits: &'a Habits,
    used: Vec<bool>,
}

impl Block<'_> {
    /// Finds the authors with their offices; returns the line of the first.
    fn author(
        &mut self,
        top: usize,
        front: &mut FrontMatter,
        report: &mut Report,
    ) -> Option<usize> {
        let first = self.author_line(top)?;
        let mut index = first;
        while index < top.max(first + 1) {
            let next = match self.byline_at(index, index == first) {
                Some((Part::Author, authors)) => self.with_office(index, authors, front),
                Some((Part::Translator, names)) => {
                    front.translator =
                        Some(names.into_iter().map(|a| a.name).collect::<Vec<_>>().join("、"));
                    index + 1
                }
                None => break,
            };
            for used in &mut self.used[index..next] {
                *used = true;
            }
            for line in &self.lines[index..next] {
                report.omit(line.number, &line.text, Reason::Mark);
            }
            index = next;
        }
        Some(first)
    }

    /// The line that names the first author: labelled; else a name with an office below it; else
    /// the last bare name before the text.
    fn author_line(&self, top: usize) -> Option<usize> {
        let text = |index: usize| self.lines[index].text.as_str();
        let reach = self.body_start(top);
        let labelled = (0..reach).find(|index| byline::labelled(text(*index)).is_some());
        let complete = |index: &usize| {
            byline::authors(text(*index)).iter().any(|author| author.affiliation.is_some())
        };
        let named = |index: &usize| facts::persons(text(*index)).is_some();
        let with_office = |index: &usize| {
            let office = self.lines.get(index + 1);
            named(index) && office.is_some_and(|line| self.is_office(line))
        };
        labelled
            .or_else(|| (1..reach).find(complete))
            .or_else(|| (1..reach).find(with_office))
            .or_else(|| (1..reach).rev().find(named))
            .or_else(|| (1..reach).find(|index| self.is_unknown_name(*index)))
    }

    /// Whether the line may be a name with a rare family name: a few characters over an office.
    fn is_unknown_name(&self, index: usize) -> bool {
        let text: String = self.lines[index].text.chars().filter(|c| !c.is_whitespace()).collect();
        (2..=4).contains(&text.chars().count())
            && text.chars().all(is_han)
            && self.lines.get(index + 1).is_some_and(|line| self.is_office(line))
    }

    fn byline_at(&self, index: usize, first: bool) -> Option<(Part, Vec<Author>)> {
        let line = self.lines.get(index)?;
        if let Some((part, rest)) = byline::labelled(&line.text) {
            return Some((part, byline::authors(rest)));
        }
        let mut authors = byline::authors(&line.text);
        if authors.is_empty() && first && self.is_unknown_name(index) {
            authors = vec![Author { name: join::tidy(&line.text), affiliation: None }];
        }
        let office = self.lines.get(index + 1).is_some_and(|next| self.is_office(next));
        let certain = first || office || authors.iter().all(|author| author.affiliation.is_some());
        (certain && !authors.is_empty()).then_some((Part::Author, authors))
    }

    /// Adds the authors, with the office on the next line if there is one there; returns the line
    /// behind.
    fn with_office(
        &self,
        index: usize,
        mut authors: Vec<Author>,
        front: &mut FrontMatter,
    ) -> usize {
        let bare = authors.iter().all(|author| author.affiliation.is_none());
        let office = self.lines.get(index + 1).filter(|line| bare && self.is_office(line));
        let behind = index + 1 + usize::from(office.is_some());
        if let Some(line) = office {
            for author in &mut authors {
                author.affiliation = Some(office_text(&line.text));
            }
        }
        front.authors.extend(authors);
        behind
    }

    fn is_office(&self, line: &Line) -> bool {
        let text = office_text(&line.text);
        line.width <= self.measure
            && facts::is_affiliation(&text)
            && byline::labelled(&line.text).is_none()
            && !text.contains(['，', '：', '；'])
    }

    /// The first line that is certainly text: one of several full lines in a row.
    fn body_start(&self, top: usize) -> usize {
        let full = |line: &Line| line.width * 10 >= self.measure * 8;
        (0..top)
            .find(|index| {
                let rest = &self.lines[*index..];
                rest.len() >= 3 && rest.iter().take(3).all(full) && !is_credit(&rest[0].text)
            })
            .unwrap_or(top)
    }

    /// The picture's credit, and the caption before it.
    fn figure(&mut self, front: &mut FrontMatter, end: usize, report: &mut Report) {
        let reach = (end + 6).min(self.lines.len());
        let free = |index: &usize| !self.used[*index] && is_credit(&self.lines[*index].text);
        let Some(credit) = (0..reach).find(free) else { return };
        let mut first = credit;
        while first > 0 && !self.used[first - 1] && self.is_caption(first - 1, first == credit) {
            first -= 1;
        }
        let caption: Vec<&Line> = self.lines[first..credit].iter().collect();
        let text = join::join(&caption, self.habits, report);
        front.figure = Some(Figure {
            caption: Some(text).filter(|text| !text.is_empty()),
            credit: Some(tidy_line(&self.lines[credit].text)),
        });
        for used in &mut self.used[first..=credit] {
            *used = true;
        }
    }

    /// Whether the line belongs to a caption: the last one may be anything but a title, those before
    /// it run on into the next line.
    fn is_caption(&self, index: usize, last: bool) -> bool {
        let (line, next) = (&self.lines[index], &self.lines[index + 1]);
        let runs_on = !facts::ends_sentence(&line.text)
            && line.width * 2 > self.measure
            && next.blanks <= super::layout::usual_blanks(self.lines);
        let labelled = line.text.starts_with(['圖', '图', '▲', '△', '照']);
        if last {
            facts::ends_sentence(&line.text) || labelled || runs_on || index > 0
        } else {
            runs_on
        }
    }

    /// Dates, issues and volumes on lines of their own.
    fn facts(&mut self, front: &mut FrontMatter, end: usize, report: &mut Report) {
        for index in 0..(end + 6).min(self.lines.len()) {
            let line = &self.lines[index];
            if self.used[index] || line.width * 10 > self.measure * 8 {
                continue;
            }
            let date = stated_date(&line.text);
            let issue = is_issue_line(&line.text);
            if date.is_none() && !issue {
                continue;
            }
            if let Some(date) = date {
                front.date.get_or_insert(date);
            }
            if issue {
                front.issue = front.issue.take().or_else(|| facts::issue(&line.text));
                front.volume = front.volume.take().or_else(|| facts::volume(&line.text));
            }
            self.used[index] = true;
            report.omit(line.number, &line.text, Reason::Mark);
        }
    }

    /// Series, title and subtitle out of what is left before the author.
    fn title(&mut self, front: &mut FrontMatter, end: usize, author: bool, report: &mut Report) {
        let mut left: Vec<usize> = (0..end).filter(|index| !self.used[*index]).collect();
        let Some(last) = left.pop().filter(|index| author || self.is_title(*index)) else {
            report.doubt(None, "no title was found", "add `title:` to the front matter");
            return;
        };
        if !author {
            left.clear();
            report.doubt(
                Some(self.lines[last].number),
                "no author was found; this line was taken for the title",
                "check `title:` and add `authors:` to the front matter",
            );
        }
        let subtitle = is_subtitle(&self.lines[last].text).then(|| left.pop()).flatten();
        let title = subtitle.unwrap_or(last);
        if subtitle.is_some() {
            let text = self.lines[last].text.trim_start_matches(['—', '─', '－', '–', '-', '―']);
            report.omit(self.lines[last].number, &self.lines[last].text, Reason::Mark);
            front.subtitle = Some(tidy_line(text));
        }
        front.title = Some(tidy_line(&self.lines[title].text));
        self.used[last] = true;
        self.used[title] = true;
        self.series(front, &left, title, report);
    }

    /// What is left before the title: first halves of it, and the name of a series.
    fn series(
        &mut self,
        front: &mut FrontMatter,
        left: &[usize],
        title: usize,
        report: &mut Report,
    ) {
        let mut left = left.to_vec();
        let mut next = title;
        while let Some(index) = left.pop() {
            let line = &self.lines[index];
            let name = tidy_line(&line.text);
            if facts::ends_sentence(&name) || line.width > self.measure {
                return;
            }
            let apart = index + 1 != next
                || self.lines[next].blanks > super::layout::usual_blanks(self.lines);
            let wrapped = !left.is_empty() || line.width >= self.lines[title].width;
            self.used[index] = true;
            if !apart && wrapped && !facts::is_series(&name) {
                front.title = front.title.take().map(|rest| join::tidy(&format!("{name}{rest}")));
                report.doubt(
                    Some(line.number),
                    "this line and the next were taken for one title",
                    "if the first names a series, move it to `series:`",
                );
                next = index;
                continue;
            }
            if !apart && !facts::is_series(&name) {
                report.doubt(
                    Some(line.number),
                    format!("“{name}” was taken for the name of a series"),
                    "if it belongs to the title, move it to `title:`",
                );
            }
            front.series = Some(name);
            break;
        }
        self.head(front, &left, report);
    }

    /// What states an issue above the series is the head of the first page.
    fn head(&mut self, front: &mut FrontMatter, left: &[usize], report: &mut Report) {
        for &index in left {
            let line = &self.lines[index];
            if line.width > self.measure || !facts::states_issue(&line.text) {
                continue;
            }
            front.issue = front.issue.take().or_else(|| facts::issue(&line.text));
            front.volume = front.volume.take().or_else(|| facts::volume(&line.text));
            self.used[index] = true;
            report.omit(line.number, &line.text, Reason::RunningHead);
        }
    }

    /// Whether a line can be a title where no author follows: the first of the text, short, with no
    /// final punctuation.
    fn is_title(&self, index: usize) -> bool {
        let line = &self.lines[index];
        index == 0
            && line.width * 5 <= self.measure * 4
            && !facts::ends_sentence(&line.text)
            && !line.text.ends_with(['，', '、', '；', '：'])
    }
}

/// An office without the brackets around it.
fn office_text(text: &str) -> String {
    let inner = text
        .strip_prefix(['（', '('])
        .and_then(|rest| rest.strip_suffix(['）', ')']))
        .unwrap_or(text);
    tidy_line(inner)
}

/// Whether the line credits a picture.
pub(super) fn is_credit(text: &str) -> bool {
    let bare = text.trim_start_matches(['（', '(', '【', '〔', '[', '▲', '◎', '※', ' ']);
    let said = CREDITS.iter().any(|word| {
        bare.strip_prefix(word).is_some_and(|rest| {
            word.ends_with(['：', '／', '/'])
                || rest.trim_start().starts_with(['：', ':', '／', '/', '｜', '|'])
                || rest.starts_with(" by")
        })
    });
    said && text.chars().count() <= 160
}

fn is_subtitle(text: &str) -> bool {
    text.starts_with(['—', '─', '－', '–', '―']) || text.starts_with("--")
}

/// The date on a line that says nothing else.
fn stated_date(text: &str) -> Option<String> {
    let (date, range) = facts::date(text)?;
    let label = |c: char| c.is_whitespace() || "：:（()）【】[]".contains(c);
    let before = text[..range.start].trim_matches(label);
    let before = before.trim_start_matches("中華").trim_start_matches("中华");
    let after = text[range.end..].trim_matches(label);
    let known = before.is_empty() || DATE_LABELS.contains(&before);
    let weekday =
        after.is_empty() || after.starts_with(['星', '週', '周']) && after.chars().count() <= 3;
    (known && weekday).then_some(date)
}

/// Whether a line states an issue and nothing but issue, volume and date.
fn is_issue_line(text: &str) -> bool {
    let words = [
        "卷", "期", "號", "号", "第", "總", "总", "年", "月", "日", "民國", "民国", "中華", "中华",
        "vol", "no", "issue",
    ];
    let mut rest = text.to_lowercase();
    for word in words {
        rest = rest.replace(word, "");
    }
    let nothing_else = rest.chars().all(|c| {
        !c.is_alphanumeric()
            || facts::ascii_digit(c).is_ascii_digit()
            || "一二三四五六七八九十百〇".contains(c)
    });
    nothing_else && facts::states_issue(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(text: &str) -> (FrontMatter, Vec<String>) {
        let body = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉\n".repeat(6);
        let lines = super::super::lines::read(&format!("{text}\n{body}"));
        let mut front = FrontMatter::default();
        let rest = take_off(lines, 40, &Habits::default(), &mut front, &mut Report::default());
        let left = rest.into_iter().map(|l| l.text).filter(|t| !t.starts_with("甲乙")).collect();
        (front, left)
    }

    #[test]
    fn title_author_and_office_are_read() {
        for text in [
            "港灣的黎明\n林海青\n海洋大學教授",
            "港灣的黎明\n文：林海青（海洋大學教授）",
            "港灣的黎明\n林海青\n（海洋大學教授）",
            "港灣的黎明\n◎林海青 海洋大學教授",
        ] {
            let (front, left) = front(text);
            assert_eq!(front.title.as_deref(), Some("港灣的黎明"), "{text}");
            assert_eq!(front.authors[0].name, "林海青");
            assert_eq!(front.authors[0].affiliation.as_deref(), Some("海洋大學教授"));
            assert!(left.is_empty(), "{left:?}");
        }
    }

    #[test]
    fn series_picture_and_date_are_read() {
        let (front, left) = front(
            "海岸瞭望\n第3卷第2期\n渔船清晨出港。\n（图片来源：https://a.org/1）\n港湾的黎明\n——兼谈潮水\n陈明\n研究员\n2025年3月4日",
        );
        assert_eq!(front.series.as_deref(), Some("海岸瞭望"));
        assert_eq!((front.volume.as_deref(), front.issue.as_deref()), (Some("3"), Some("2")));
        let figure = front.figure.unwrap();
        assert_eq!(figure.caption.as_deref(), Some("渔船清晨出港。"));
        assert_eq!(figure.credit.as_deref(), Some("（图片来源：https://a.org/1）"));
        assert_eq!(front.title.as_deref(), Some("港湾的黎明"));
        assert_eq!(front.subtitle.as_deref(), Some("兼谈潮水"));
        assert_eq!(front.date.as_deref(), Some("2025-03-04"));
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn a_title_on_two_lines_is_joined_and_rare_names_are_known_by_their_office() {
        let (front, left) =
            front("海岸論壇\n颱風季節的潮位觀測與\n小型漁港的防災課題\n龘青\n海洋大學教授");
        assert_eq!(front.series.as_deref(), Some("海岸論壇"));
        assert_eq!(front.title.as_deref(), Some("颱風季節的潮位觀測與小型漁港的防災課題"));
        assert_eq!(front.authors[0].name, "龘青");
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn several_authors_stand_over_their_offices() {
        let (front, left) = front("港湾的黎明\n陈明\n海洋大学教授\n林海青\n临江研究院研究员");
        let offices: Vec<_> = front.authors.iter().map(|a| a.affiliation.as_deref()).collect();
        assert_eq!(offices, [Some("海洋大学教授"), Some("临江研究院研究员")]);
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn nothing_is_invented() {
        let (front, _) = front("");
        assert_eq!(front, FrontMatter::default());
    }
}
