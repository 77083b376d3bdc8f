//! From one script to the other.
//!
//! The stage converts *Markdown*: of a text it changes only the ranges that are prose (see
//! [`prose`]), so that everything after it works on one edition and knows nothing of scripts.
//! It is the only module that names `opencc_rust`.

mod detect;
mod opencc;
pub mod prose;
pub mod vocabulary;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use thiserror::Error;

use crate::article::{Article, Metadata, Term};
use crate::config;
use crate::edition::{Edition, Region, Script};
use crate::publisher::Publisher;
use detect::Distinctive;
use opencc::Chain;
use prose::Block;
use vocabulary::{Choice, Direction, Glossary, GlossaryEntry, Kind, Layer, Scope, Vocabulary};

/// A conversion that could not be done. Text that the article stage has let through does not
/// cause one.
#[derive(Debug, Error)]
pub enum ConvertError {
    /// OpenCC could not be set up: its dictionaries go through a temporary folder.
    #[error("OpenCC cannot load its dictionaries: {0}")]
    Setup(String),
    /// OpenCC refused a text.
    #[error("OpenCC cannot convert this text: {0}")]
    Text(String),
}

/// Something that writes Chinese text in another script. The one in use is OpenCC; tests put a
/// toy in its place.
pub trait Convert: Send + Sync {
    /// Converts plain text. Line feeds stay where they are.
    ///
    /// # Errors
    /// When the library refuses.
    fn convert(&self, text: &str) -> Result<String, ConvertError>;
}

/// The way from one edition into another: the words that the vocabulary decides, and the
/// characters of all others.
pub struct Conversion<'a> {
    words: Option<Vocabulary>,
    characters: &'a dyn Convert,
}

impl<'a> Conversion<'a> {
    /// A conversion of characters only.
    #[must_use]
    pub fn of_characters(characters: &'a dyn Convert) -> Self {
        Self { words: None, characters }
    }

    /// Every word of a block of text that the vocabulary has something to say about, in order.
    #[must_use]
    pub fn choices(&self, text: &str) -> Vec<Choice<'_>> {
        self.words.as_ref().map(|words| words.choices(text)).unwrap_or_default()
    }

    /// The words that are replaced.
    fn applied(&self, text: &str) -> impl Iterator<Item = Choice<'_>> {
        self.choices(text).into_iter().filter(|choice| choice.kind == Kind::Applied)
    }
}

/// All conversions between Chinese editions, loaded when first needed.
pub struct Scripts {
    vocabulary: config::Vocabulary,
    distinctive: Distinctive,
    chains: opencc::Chains,
    glossaries: Vec<Glossary>,
    /// The glossaries made ready for each pair of regions.
    layers: [[OnceLock<Vec<Arc<Layer>>>; Region::COUNT]; Region::COUNT],
}

impl Scripts {
    /// Sets OpenCC up. Of the site's `glossaries` the first wins over the others.
    ///
    /// # Errors
    /// When its dictionaries cannot be written to a temporary folder and read back.
    pub fn load(
        vocabulary: config::Vocabulary,
        glossaries: Vec<Glossary>,
    ) -> Result<Self, ConvertError> {
        Ok(Self {
            vocabulary,
            distinctive: Distinctive::load()?,
            chains: opencc::Chains::default(),
            glossaries,
            layers: Default::default(),
        })
    }

    /// The script in which `text` is written, or `None` if it has no character that tells.
    #[must_use]
    pub fn detect(&self, text: &str) -> Option<Script> {
        self.distinctive.detect(text)
    }

    /// The edition in which an article is written: what it says itself, else the one of
    /// `candidates` that its script fits, in order.
    #[must_use]
    pub fn edition_of(&self, article: &Article, candidates: &[Edition]) -> Option<Edition> {
        if let Some(lang) = &article.metadata.lang {
            return Some(lang.clone());
        }
        let script = self.detect(&article.body).or_else(|| self.detect(&article.metadata.title));
        match script {
            Some(script) => candidates.iter().find(|one| one.script() == Some(script)).cloned(),
            None => candidates.first().cloned(),
        }
    }

    /// The conversion of an article into an edition; `None` if its text stays as it is.
    ///
    /// # Errors
    /// When OpenCC cannot be set up.
    pub fn of_article(
        &self,
        article: &Article,
        from: &Edition,
        to: &Edition,
    ) -> Result<Option<Conversion<'_>>, ConvertError> {
        match article.metadata.verbatim {
            true => Ok(None),
            false => self.between(from, to, own_glossary(article).as_ref()),
        }
    }

    /// The conversion between two Chinese editions; `None` if the text stays as it is. An
    /// article's own glossary wins over the site's, and both over the built-in vocabulary.
    ///
    /// # Errors
    /// When OpenCC cannot be set up.
    pub fn between(
        &self,
        from: &Edition,
        to: &Edition,
        own: Option<&Glossary>,
    ) -> Result<Option<Conversion<'_>>, ConvertError> {
        let (Some(from_region), Some(to_region)) = (from.region(), to.region()) else {
            return Ok(None);
        };
        let chain: Option<&Chain> = self.chains.get(from_region, to_region, self.vocabulary)?;
        let Some(characters) = chain else { return Ok(None) };
        let scope = match self.vocabulary {
            config::Vocabulary::Publication => Scope::Publication,
            config::Vocabulary::None | config::Vocabulary::OpenCc => Scope::Characters,
        };
        let mut layers: Vec<Arc<Layer>> = Vec::new();
        layers.extend(own.map(|own| Arc::new(own.layer(from.tag(), to.tag()))));
        let site = &self.layers[from_region.position()][to_region.position()];
        layers.extend_from_slice(site.get_or_init(|| {
            let layer = |glossary: &Glossary| Arc::new(glossary.layer(from.tag(), to.tag()));
            self.glossaries.iter().map(layer).collect()
        }));
        let direction = Direction::new(from_region.into(), to_region.into());
        let words = Some(Vocabulary::new(direction, scope, layers));
        Ok(Some(Conversion { words, characters }))
    }
}

/// The glossary in an article's own front matter.
fn own_glossary(article: &Article) -> Option<Glossary> {
    let terms = &article.metadata.glossary;
    let entry = |term: &Term| GlossaryEntry {
        line: term.line,
        term: Some(term.term.clone()),
        words: term.words.iter().map(|(tag, word)| (tag.to_lowercase(), word.clone())).collect(),
        ..GlossaryEntry::default()
    };
    let entries = terms.iter().map(entry).collect();
    (!terms.is_empty()).then(|| Glossary { file: article.file.clone(), entries })
}

/// Converts a plain text, such as a name or an interface word; addresses in it stay.
///
/// # Errors
/// When the converter refuses.
pub fn convert_text(
    conversion: Option<&Conversion<'_>>,
    text: &str,
) -> Result<String, ConvertError> {
    let block = Block::whole(text);
    Ok(convert_markdown(conversion, text, &[block])?.into_owned())
}

/// Converts the prose of a Markdown text, whose blocks of prose are given, and leaves every other
/// byte as it is.
///
/// # Errors
/// When the converter refuses.
pub fn convert_markdown<'a>(
    conversion: Option<&Conversion<'_>>,
    markdown: &'a str,
    blocks: &[Block],
) -> Result<Cow<'a, str>, ConvertError> {
    match conversion {
        Some(conversion) => Ok(Cow::Owned(prose::convert(conversion, markdown, blocks)?)),
        None => Ok(Cow::Borrowed(markdown)),
    }
}

/// Converts the prose in an article's front matter.
///
/// # Errors
/// When the converter refuses.
pub fn convert_metadata(
    conversion: Option<&Conversion<'_>>,
    metadata: &Metadata,
) -> Result<Metadata, ConvertError> {
    let mut converted = metadata.clone();
    convert_all(conversion, converted.prose_mut())?;
    Ok(converted)
}

/// Converts the prose in a contact block.
///
/// # Errors
/// When the converter refuses.
pub fn convert_publisher(
    conversion: Option<&Conversion<'_>>,
    publisher: &Publisher,
) -> Result<Publisher, ConvertError> {
    let mut converted = publisher.clone();
    convert_all(conversion, converted.prose_mut())?;
    Ok(converted)
}

/// Converts many short texts in one go, which costs little more than one of them.
///
/// # Errors
/// When the converter refuses.
pub fn convert_all<'a>(
    conversion: Option<&Conversion<'_>>,
    texts: impl Iterator<Item = &'a mut String>,
) -> Result<(), ConvertError> {
    let Some(conversion) = conversion else { return Ok(()) };
    let mut texts: Vec<&mut String> = texts.collect();
    let mut joined = String::new();
    let mut blocks = Vec::with_capacity(texts.len());
    for text in &texts {
        let start = joined.len();
        joined.push_str(text);
        blocks.push(Block::one(start..joined.len()));
    }
    let converted = prose::convert_blocks(conversion, &joined, &blocks)?;
    for (text, converted) in texts.iter_mut().zip(converted) {
        **text = converted;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scripts() -> Scripts {
        Scripts::load(config::Vocabulary::None, Vec::new()).unwrap()
    }

    fn edition(tag: &str) -> Edition {
        tag.parse().unwrap()
    }

    fn converted(from: &str, to: &str, text: &str) -> String {
        let scripts = scripts();
        let conversion = scripts.between(&edition(from), &edition(to), None).unwrap();
        convert_text(conversion.as_ref(), text).unwrap()
    }

    #[test]
    fn every_pair_of_regions_converts() {
        assert_eq!(converted("zh-Hant-TW", "zh-Hans-CN", "臺灣裡面的軟體"), "台湾里面的软体");
        assert_eq!(converted("zh-Hans-CN", "zh-Hant-TW", "台湾里面"), "臺灣裡面");
        assert_eq!(converted("zh-Hans-CN", "zh-Hant-HK", "台湾里面"), "台灣裏面");
        assert_eq!(converted("zh-Hant-HK", "zh-Hans-CN", "台灣裏面"), "台湾里面");
        assert_eq!(converted("zh-Hant-TW", "zh-Hant-HK", "裡面說"), "裏面説");
        assert_eq!(converted("zh-Hant-HK", "zh-Hant-TW", "裏面説"), "裡面說");
        assert_eq!(converted("zh-Hans-CN", "zh-Hans-SG", "台湾里面"), "台湾里面");
    }

    #[test]
    fn what_is_not_chinese_and_what_is_rare_stays() {
        let text = "𠮷野家 ＡＢＣ １２３ Æ é 葛\u{E0100}城 ︵㊣ 😀";
        assert_eq!(converted("zh-Hant-TW", "zh-Hans-CN", text), text);
    }

    #[test]
    fn addresses_stay() {
        let text = "（圖片來源：https://a.org/臺灣/圖 與 讀者@a.org 或 reader@a.org）";
        let expected = "（图片来源：https://a.org/臺灣/圖 与 读者@a.org 或 reader@a.org）";
        assert_eq!(converted("zh-Hant-TW", "zh-Hans-CN", text), expected);
    }

    #[test]
    fn the_script_is_found_from_the_text() {
        let scripts = scripts();
        assert_eq!(scripts.detect("國會與選舉"), Some(Script::Traditional));
        assert_eq!(scripts.detect("国会与选举"), Some(Script::Simplified));
        assert_eq!(scripts.detect("中文 only"), None);
        assert_eq!(scripts.detect(""), None);
        assert_eq!(scripts.detect("他說：「国」字不寫國字，選舉結果"), Some(Script::Traditional));
    }

    #[test]
    fn metadata_is_converted_whole() {
        let scripts = scripts();
        let conversion =
            scripts.between(&edition("zh-Hant-TW"), &edition("zh-Hans-CN"), None).unwrap();
        let mut metadata = Metadata { title: "題目".into(), ..Metadata::default() };
        metadata.summary = Some("第一行\n第二條".into());
        metadata.tags = vec!["臺海".into(), "國會".into()];
        let converted = convert_metadata(conversion.as_ref(), &metadata).unwrap();
        assert_eq!(converted.title, "题目");
        assert_eq!(converted.summary.as_deref(), Some("第一行\n第二条"));
        assert_eq!(converted.tags, ["台海", "国会"]);
    }
}
