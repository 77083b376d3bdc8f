//! What holds for the choices of any text.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use shanben::script::vocabulary::{Direction, Glossary, Kind, Region, Scope, Vocabulary};

/// Pieces that meet each other in ways that matter: terms, halves of terms, names, numbers.
const PIECES: &[&str] = &[
    "網路",
    "路",
    "資",
    "訊",
    "資訊",
    "訊息",
    "息",
    "行政院",
    "處",
    "數位",
    "學者",
    "時代",
    "兆",
    "元",
    "三",
    "5",
    "《",
    "》",
    "，",
    "。",
    "一系",
    "列印",
    "太",
    "川普",
    "特朗普",
    "国内",
    "内存",
    "在",
    "存",
    "信息",
    "相",
    "⿻",
    "的",
    "品質",
    "量",
    "委員會",
    "國家",
    "臺",
    "台",
    "软件",
    "程序",
    "范",
    "教授",
    "A",
    "\n",
    "𠮷",
    "é",
];

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..24);
    prop_oneof![pieces.prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn direction() -> impl Strategy<Value = Direction> {
    let region = || prop::sample::select(Region::ALL.to_vec());
    (region(), region()).prop_map(|(from, to)| Direction::new(from, to))
}

fn glossary() -> Glossary {
    let text = "zh-Hant-TW\tzh-Hans-CN\n網路\t网\n列印\t印\n資訊\t资讯\n";
    Glossary::parse(Path::new("glossary.tsv"), text).0
}

proptest! {
    #[test]
    fn choices_are_in_order_apart_and_on_characters(text in text(), direction in direction()) {
        let vocabulary = Vocabulary::new(direction, Scope::Publication, Vec::new());
        let mut end = 0;
        for choice in vocabulary.choices(&text) {
            prop_assert!(choice.range.start >= end && choice.range.start < choice.range.end);
            prop_assert!(text.get(choice.range.clone()).is_some());
            prop_assert_eq!(choice.kind == Kind::Kept, choice.replacement.is_empty());
            prop_assert!(choice.rule.line > 1);
            end = choice.range.end;
        }
        prop_assert!(end <= text.len());
    }

    #[test]
    fn the_same_text_has_the_same_choices(text in text(), direction in direction()) {
        let vocabulary = Vocabulary::new(direction, Scope::Publication, Vec::new());
        prop_assert_eq!(vocabulary.choices(&text), vocabulary.choices(&text));
    }

    #[test]
    fn a_name_is_never_changed(before in text(), after in text()) {
        let direction = Direction::new(Region::Taiwan, Region::Mainland);
        let vocabulary = Vocabulary::new(direction, Scope::Publication, Vec::new());
        let text = format!("{before}。《國家通訊傳播委員會》{after}");
        let start = before.len() + "。《".len();
        let name = start..start + "國家通訊傳播委員會".len();
        for choice in vocabulary.choices(&text) {
            let overlaps = choice.range.start < name.end && name.start < choice.range.end;
            prop_assert!(!overlaps || choice.kind == Kind::Kept);
        }
    }

    #[test]
    fn what_the_editor_says_goes(text in text()) {
        let direction = Direction::new(Region::Taiwan, Region::Mainland);
        let layer = Arc::new(glossary().layer("zh-Hant-TW", "zh-Hans-CN"));
        let vocabulary = Vocabulary::new(direction, Scope::Publication, vec![layer]);
        for choice in vocabulary.choices(&text) {
            if ["網路", "資訊", "列印"].contains(&&text[choice.range.clone()]) {
                prop_assert_eq!(choice.rule.category, "glossary");
            }
        }
    }

    #[test]
    fn any_glossary_is_read_or_refused(text in any::<String>()) {
        let (glossary, _) = Glossary::parse(Path::new("glossary.tsv"), &text);
        let _ = glossary.layer("zh-Hant-TW", "zh-Hans-CN");
    }
}
