//! OpenCC: its configurations, and which of them lead from one region to another.

use std::sync::OnceLock;

use opencc_rust::{DefaultConfig, OpenCC};

use super::{Convert, ConvertError};
use crate::config::Vocabulary;
use crate::edition::Region;

/// One or two OpenCC configurations, applied one after the other.
pub(super) struct Chain(Vec<OpenCC>);

impl Chain {
    fn load(configurations: &[DefaultConfig]) -> Result<Self, ConvertError> {
        configurations.iter().copied().map(load).collect::<Result<_, _>>().map(Self)
    }
}

impl Convert for Chain {
    fn convert(&self, text: &str) -> Result<String, ConvertError> {
        let refused = |error: opencc_rust::OpenCCError| ConvertError::Text(error.to_string());
        let (first, rest) = self.0.split_first().ok_or_else(|| {
            ConvertError::Setup("a conversion without a configuration".to_owned())
        })?;
        let converted = first.convert(text).map_err(refused)?;
        rest.iter().try_fold(converted, |text, next| next.convert(text).map_err(refused))
    }
}

/// Loads one of OpenCC's own configurations. OpenCC reads its dictionaries from files only, so
/// they stand in a private temporary folder for the moment of loading.
pub(super) fn load(configuration: DefaultConfig) -> Result<OpenCC, ConvertError> {
    let folder = tempfile::tempdir().map_err(|error| ConvertError::Setup(error.to_string()))?;
    opencc_rust::generate_static_dictionary(&folder, configuration)
        .map_err(|error| ConvertError::Setup(error.to_owned()))?;
    OpenCC::new(folder.path().join(configuration))
        .map_err(|error| ConvertError::Setup(error.to_string()))
}

/// The chains that have been needed so far; loading one costs up to 50 ms.
#[derive(Default)]
pub(super) struct Chains {
    loaded: [[OnceLock<Chain>; Region::COUNT]; Region::COUNT],
}

impl Chains {
    /// The chain between two regions; `None` where they write alike.
    pub(super) fn get(
        &self,
        from: Region,
        to: Region,
        vocabulary: Vocabulary,
    ) -> Result<Option<&Chain>, ConvertError> {
        let configurations = configurations(from, to, vocabulary);
        if configurations.is_empty() {
            return Ok(None);
        }
        let cell = &self.loaded[from.position()][to.position()];
        if let Some(chain) = cell.get() {
            return Ok(Some(chain));
        }
        let chain = Chain::load(configurations)?;
        // Two threads may load the same chain; either of the two serves.
        Ok(Some(cell.get_or_init(|| chain)))
    }
}

/// The configurations that lead from one region to another. Singapore writes as the Mainland does.
fn configurations(from: Region, to: Region, vocabulary: Vocabulary) -> &'static [DefaultConfig] {
    use DefaultConfig::{
        HK2S, HK2SP, HK2T, S2HK, S2HKP, S2TW, S2TWP, T2HK, T2TW, TW2S, TW2SP, TW2T,
    };
    use Region::{HongKong, Mainland, Singapore, Taiwan};
    let phrases = vocabulary == Vocabulary::OpenCc;
    match (from, to) {
        (Taiwan, Mainland | Singapore) if phrases => &[TW2SP],
        (Taiwan, Mainland | Singapore) => &[TW2S],
        (HongKong, Mainland | Singapore) if phrases => &[HK2SP],
        (HongKong, Mainland | Singapore) => &[HK2S],
        (Mainland | Singapore, Taiwan) if phrases => &[S2TWP],
        (Mainland | Singapore, Taiwan) => &[S2TW],
        (Mainland | Singapore, HongKong) if phrases => &[S2HKP],
        (Mainland | Singapore, HongKong) => &[S2HK],
        (Taiwan, HongKong) => &[TW2T, T2HK],
        (HongKong, Taiwan) => &[HK2T, T2TW],
        (Taiwan, Taiwan) | (HongKong, HongKong) => &[],
        (Mainland | Singapore, Mainland | Singapore) => &[],
    }
}
