//! The vocabulary: which words of a text another region's readers write differently.
//!
//! Characters are OpenCC's business. This module only *proposes*: given a block of text in its
//! source script, [`Vocabulary::choices`] says which bytes are a term, what the term becomes, and by
//! which entry. The caller puts the replacement in, converts all the rest character by character,
//! and shows an editor what was done.
//!
//! 1. [`Region`] and [`Direction`] say between whose words.
//! 2. The built-in tables (`data/*.tsv`, described in `table`) and the editor's [`Glossary`] files
//!    are the layers; the nearest to the text wins.
//! 3. One automaton per layer finds every place of every term in one pass.
//! 4. [`guard`]s decide the sense, [`names`] keep what must keep its words, and words of which a term
//!    would take a part (系列 in 一系列印太) keep theirs.
//!
//! What can be wrong is never applied unseen: such an entry is [`Kind::Suggested`], unless a guard
//! says which sense it is.

mod builtin;
pub mod glossary;
pub mod guard;
mod matcher;
pub mod names;
pub mod region;
pub mod table;
mod variants;

use std::ops::Range;
use std::sync::Arc;

pub use glossary::{Glossary, GlossaryEntry, Layer};
pub use region::{Direction, Region};

use builtin::{Record, Tables};
use matcher::{Entry, Found, Matcher, Role, Sense};

/// How much of the built-in vocabulary is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// What OpenCC's characters get wrong, and no other word (`vocabulary = "none"`).
    Characters,
    /// All of it (`vocabulary = "publication"`).
    Publication,
}

/// What is to be done with a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Put in the replacement.
    Applied,
    /// Leave the term's words, and ask the editor.
    Suggested,
    /// Leave the words: they are a name's.
    Kept,
}

/// The entry that a choice was made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule<'v> {
    /// The table or the glossary's file.
    pub table: &'v str,
    /// Line in it, from 1.
    pub line: usize,
    /// The domain; `glossary` for an editor's own.
    pub category: &'v str,
    /// Where the pair is from.
    pub source: &'v str,
    /// For the reviewer; may be empty.
    pub note: &'v str,
}

/// A term in a text, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<'v> {
    /// Bytes of the text, on character boundaries.
    pub range: Range<usize>,
    /// The word of the edition, in its script. Empty for a [`Kind::Kept`] name.
    pub replacement: &'v str,
    /// What is to be done.
    pub kind: Kind,
    /// By which entry.
    pub rule: Rule<'v>,
}

/// All words for one direction, from all layers.
pub struct Vocabulary {
    direction: Direction,
    scope: Scope,
    layers: Vec<Arc<Layer>>,
}

/// What a built-in term comes to at one place.
enum Verdict<'v> {
    /// Not this term; another may stand here.
    Pass,
    /// A word, or a name: no term may take a part of it.
    Absorb,
    Choose(Choice<'v>),
}

impl Vocabulary {
    /// The vocabulary for texts of one direction. `layers` are the editor's glossaries, the nearest
    /// to the text first: the article's, its series', the site's. Layers made for another direction
    /// are left out.
    #[must_use]
    pub fn new(direction: Direction, scope: Scope, layers: Vec<Arc<Layer>>) -> Self {
        let layers =
            layers.into_iter().filter(|layer| layer.direction == Some(direction)).collect();
        Self { direction, scope, layers }
    }

    /// The terms of one block of text, in order and not overlapping. A block is what a reader reads
    /// in one go (a paragraph, a heading), without its markup: guards look at the neighbours.
    #[must_use]
    pub fn choices<'v>(&'v self, text: &str) -> Vec<Choice<'v>> {
        let found = builtin::matcher(self.direction, self.scope).find(text);
        let mut chosen = Vec::new();
        for layer in &self.layers {
            let edited = edited_choices(layer, text, &found);
            merge(&mut chosen, edited);
        }
        let own = self.own_choices(text, &found, &chosen);
        merge(&mut chosen, own);
        chosen
    }

    /// What the built-in tables say, outside of what is chosen already.
    fn own_choices<'v>(
        &self,
        text: &str,
        found: &[Found<'v>],
        chosen: &[Choice<'_>],
    ) -> Vec<Choice<'v>> {
        let titles = if found.is_empty() { Vec::new() } else { names::titles(text) };
        let mut own = Vec::new();
        let mut end = 0;
        let mut word_end = 0;
        for hit in found {
            let free = if is_spelling(hit.role) { end } else { end.max(word_end) };
            if hit.range.start < free || overlaps(chosen, &hit.range) {
                continue;
            }
            match self.verdict(text, hit, &titles) {
                Verdict::Pass => {}
                Verdict::Absorb => word_end = hit.range.end,
                Verdict::Choose(choice) => {
                    own.push(choice);
                    end = hit.range.end;
                }
            }
        }
        own
    }

    /// What the built-in tables say of one place.
    fn verdict<'v>(&self, text: &str, hit: &Found<'v>, titles: &[Range<usize>]) -> Verdict<'v> {
        let senses = match hit.role {
            Role::Word => return Verdict::Absorb,
            Role::Name(entry) => {
                return choice(hit.range.clone(), "", Kind::Kept, *entry)
                    .map_or(Verdict::Absorb, Verdict::Choose);
            }
            Role::Term(senses) => senses,
        };
        let Some((sense, kind)) = decide(senses, text, &hit.range) else { return Verdict::Pass };
        let spelling = is_spelling(hit.role);
        if spelling && kind == Kind::Suggested {
            return Verdict::Pass;
        }
        let kept = !spelling
            && (in_title(&hit.range, titles)
                || names::in_institution(text, &hit.range, self.direction.from));
        let (replacement, kind) = if kept { ("", Kind::Kept) } else { (&*sense.replacement, kind) };
        choice(hit.range.clone(), replacement, kind, sense.entry)
            .map_or(Verdict::Pass, Verdict::Choose)
    }
}

/// The sense that the neighbours speak for, and whether it can be applied. `None` if they speak
/// against all.
fn decide<'v>(senses: &'v [Sense], text: &str, range: &Range<usize>) -> Option<(&'v Sense, Kind)> {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let possible =
        || senses.iter().filter(|sense| !sense.unless.iter().any(|g| g.holds(before, after)));
    let certain =
        |sense: &&Sense| sense.safe || sense.when.iter().any(|guard| guard.holds(before, after));
    match possible().find(certain) {
        Some(sense) => Some((sense, Kind::Applied)),
        None => possible().next().map(|sense| (sense, Kind::Suggested)),
    }
}

/// Whether the role is a matter of characters: that is put right in names and inside of words too.
fn is_spelling(role: &Role) -> bool {
    matches!(role, Role::Term(senses) if senses.iter().all(|sense| sense.entry.table == 0))
}

/// Whether `range` is a part of a title, but not all of it.
fn in_title(range: &Range<usize>, titles: &[Range<usize>]) -> bool {
    titles
        .iter()
        .any(|title| title.start <= range.start && range.end <= title.end && title != range)
}

/// A choice by a built-in entry.
fn choice<'v>(
    range: Range<usize>,
    replacement: &'v str,
    kind: Kind,
    entry: Entry,
) -> Option<Choice<'v>> {
    let rule = match Tables::get().record(entry)? {
        Record::Pair(table, row) => Rule {
            table,
            line: row.line,
            category: row.category,
            source: row.source,
            note: row.note,
        },
        Record::Name(table, name) => {
            Rule { table, line: name.line, category: "names", source: name.kind, note: "" }
        }
    };
    Some(Choice { range, replacement, kind, rule })
}

/// What an editor's glossary says. Its words are always applied, except across the edge of a word.
fn edited_choices<'v>(layer: &'v Layer, text: &str, builtin: &[Found<'_>]) -> Vec<Choice<'v>> {
    let matcher: &Matcher = &layer.matcher;
    let mut edited = Vec::new();
    let mut end = 0;
    for hit in matcher.find(text) {
        let Role::Term(senses) = hit.role else { continue };
        if hit.range.start < end || cuts_a_word(&hit.range, builtin) {
            continue;
        }
        let decided = decide(senses, text, &hit.range);
        let Some((sense, entry)) =
            decided.and_then(|(sense, _)| Some((sense, layer.entries.get(sense.entry.row)?)))
        else {
            continue;
        };
        end = hit.range.end;
        edited.push(Choice {
            range: hit.range,
            replacement: &sense.replacement,
            kind: Kind::Applied,
            rule: Rule {
                table: &layer.name,
                line: entry.line,
                category: "glossary",
                source: "editor",
                note: &entry.note,
            },
        });
    }
    edited
}

/// Whether a word reaches over an edge of `range`, so that a term there would take a part of it.
fn cuts_a_word(range: &Range<usize>, builtin: &[Found<'_>]) -> bool {
    builtin.iter().any(|hit| {
        let word = &hit.range;
        let begins_before = word.start < range.start && range.start < word.end;
        let goes_on = word.start == range.start && range.end < word.end;
        matches!(hit.role, Role::Word) && (begins_before || goes_on)
    })
}

/// Whether any of `chosen`, which are in order, overlaps `range`.
fn overlaps(chosen: &[Choice<'_>], range: &Range<usize>) -> bool {
    let next = chosen.partition_point(|choice| choice.range.end <= range.start);
    chosen.get(next).is_some_and(|choice| choice.range.start < range.end)
}

/// Adds to `chosen` what does not overlap it; both are in order and stay so.
fn merge<'v>(chosen: &mut Vec<Choice<'v>>, later: Vec<Choice<'v>>) {
    let fitting: Vec<Choice<'v>> =
        later.into_iter().filter(|choice| !overlaps(chosen, &choice.range)).collect();
    chosen.extend(fitting);
    chosen.sort_by_key(|choice| choice.range.start);
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const INTO_MAINLAND: Direction = Direction { from: Region::Taiwan, to: Region::Mainland };

    fn layer(text: &str) -> Arc<Layer> {
        let (glossary, diagnostics) = Glossary::parse(Path::new("glossary.tsv"), text);
        assert!(diagnostics.is_empty());
        Arc::new(glossary.layer("zh-Hant-TW", "zh-Hans-CN"))
    }

    /// The choices of a text as `word→replacement`, with what is to be done.
    fn choices(text: &str, scope: Scope, layers: Vec<Arc<Layer>>) -> Vec<(String, Kind)> {
        let vocabulary = Vocabulary::new(INTO_MAINLAND, scope, layers);
        let choices = vocabulary.choices(text).into_iter();
        choices
            .map(|choice| (format!("{}→{}", &text[choice.range], choice.replacement), choice.kind))
            .collect()
    }

    fn built_in(text: &str) -> Vec<(String, Kind)> {
        choices(text, Scope::Publication, Vec::new())
    }

    fn applied(words: &[&str]) -> Vec<(String, Kind)> {
        words.iter().map(|word| ((*word).to_owned(), Kind::Applied)).collect()
    }

    #[test]
    fn the_longest_term_wins() {
        assert_eq!(built_in("資料庫"), applied(&["資料庫→数据库"]));
        assert_eq!(built_in("人工智慧晶片"), applied(&["人工智慧→人工智能", "晶片→芯片"]));
    }

    #[test]
    fn a_term_takes_no_part_of_a_word() {
        for text in [
            "一系列印太政策",
            "盡快取得",
            "重視訊息",
            "國務卿理查德",
            "刊登出來",
            "生產線上",
            "茶葉門市",
            "產品質量",
            "印尼日本",
            "宣布希望",
            "首肯亞洲",
            "司機車禍",
            "同志工作",
        ] {
            assert!(built_in(text).iter().all(|(_, kind)| *kind != Kind::Applied), "{text}");
        }
    }

    #[test]
    fn the_neighbours_decide_the_sense() {
        assert_eq!(built_in("三兆元"), applied(&["兆元→万亿元"]));
        assert_eq!(built_in("加碼到 1 兆美元"), applied(&["兆美元→万亿美元"]));
        assert_eq!(built_in("上傳影片"), applied(&["影片→视频"]));
        assert!(built_in("這部電影的影片").is_empty());
        assert_eq!(built_in("影片"), [("影片→视频".to_owned(), Kind::Suggested)]);
    }

    #[test]
    fn a_name_keeps_its_words() {
        let kept = |word: &str| vec![(format!("{word}→"), Kind::Kept)];
        assert_eq!(built_in("行政院資訊處"), kept("行政院資訊處"));
        assert_eq!(built_in("經濟部網路推動中心"), kept("網路"));
        assert_eq!(built_in("《網路的未來》"), kept("網路"));
        assert_eq!(built_in("《駭客任務》"), applied(&["駭客任務→黑客帝国"]));
    }

    #[test]
    fn characters_alone_leave_the_words() {
        let text = "卓著的軟體，原著";
        let said = choices(text, Scope::Characters, Vec::new());
        assert_eq!(said, applied(&["卓著→卓著", "原著→原著"]));
    }

    #[test]
    fn the_nearest_layer_wins() {
        let site = layer("zh-Hant-TW\tzh-Hans-CN\n川普\t川普\n網路\t互联网\n");
        let article = layer("term\tzh-Hans-CN\n川普\t特朗普总统\n");
        let said = choices("川普上網路", Scope::Publication, vec![article, site]);
        assert_eq!(said, applied(&["川普→特朗普总统", "網路→互联网"]));
    }

    #[test]
    fn an_editors_term_takes_no_part_of_a_word_either() {
        let site = layer("zh-Hant-TW\tzh-Hans-CN\n列印\t打印\n");
        assert!(choices("一系列印太政策", Scope::Publication, vec![site]).is_empty());
    }

    #[test]
    fn a_layer_for_another_direction_is_left_out() {
        let (glossary, _) =
            Glossary::parse(Path::new("glossary.tsv"), "zh-Hant-TW\tzh-Hant-HK\n網路\t網絡\n");
        let layer = Arc::new(glossary.layer("zh-Hant-TW", "zh-Hant-HK"));
        let said = choices("網路", Scope::Publication, vec![layer]);
        assert_eq!(said, applied(&["網路→网络"]));
    }

    #[test]
    fn a_choice_names_its_entry() {
        let vocabulary = Vocabulary::new(INTO_MAINLAND, Scope::Publication, Vec::new());
        let choices = vocabulary.choices("川普");
        let rule = choices[0].rule;
        assert_eq!((rule.table, rule.category), ("people.tsv", "people"));
        assert!(rule.line > 1 && rule.source.contains("MW"));
    }
}
