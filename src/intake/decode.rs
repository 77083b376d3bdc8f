//! Bytes to text, in whichever encoding a Chinese document comes.
//!
//! In this order: a byte order mark decides; zero bytes mean UTF-16; what is
//! valid UTF-8 is UTF-8; the rest is Big5 (with HKSCS) or GB18030, whichever reads more likely.
//! Encodings are those of the Encoding Standard (<https://encoding.spec.whatwg.org/>).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Source;
use crate::diagnostic::Diagnostic;
use crate::text::han::is_solid;

/// How many bytes of a file are looked at for the zero bytes of UTF-16.
const SAMPLE: usize = 4096;

/// The text of a source without its byte order mark, or an error that names the first byte (from
/// 0) which cannot be decoded.
pub(super) fn decode(source: &Source<'_>) -> Result<String, Diagnostic> {
    let (encoding, mark) =
        Encoding::for_bom(source.bytes).unwrap_or_else(|| (detect(source.bytes), 0));
    decode_as(encoding, &source.bytes[mark..]).map_err(|offset| {
        let byte = source.bytes.get(mark + offset).copied().unwrap_or_default();
        Diagnostic::error(
            source.path,
            format!("byte {} (0x{byte:02X}) is not {}", mark + offset, encoding.name()),
        )
        .hint("save the file as UTF-8 and check the text around that byte")
    })
}

/// The most likely encoding of `bytes`, which begin with no byte order mark.
fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some(utf_16) = detect_utf_16(bytes) {
        return utf_16;
    }
    if mostly_utf_8(bytes) {
        return UTF_8;
    }
    let fits = |encoding| decode_as(encoding, bytes).is_ok();
    match (fits(BIG5), fits(GB18030)) {
        (true, false) => return BIG5,
        (false, true) => return GB18030,
        _ => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == BIG5 { BIG5 } else { GB18030 }
}

/// UTF-16 without a mark. Its line feeds and digits hold zero bytes, which no other encoding of
/// Chinese text does; of the two byte orders, the right one gives Chinese or ASCII.
fn detect_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if !sample.contains(&0) {
        return None;
    }
    let plausible = |order: fn([u8; 2]) -> u16| {
        let (pairs, _) = sample.as_chunks::<2>();
        let text = char::decode_utf16(pairs.iter().map(|pair| order(*pair)));
        let known = |c: char| matches!(c, '\n' | '\r' | '\t' | '\u{c}' | ' '..='~') || is_solid(c);
        text.filter(|c| c.as_ref().is_ok_and(|c| known(*c))).count()
    };
    let (little, big) = (plausible(u16::from_le_bytes), plausible(u16::from_be_bytes));
    match little.max(big) * 20 >= sample.len() * 9 {
        true if little >= big => Some(UTF_16LE),
        true => Some(UTF_16BE),
        false => None,
    }
}

/// Whether the text is UTF-8, perhaps with a few damaged bytes: text in another encoding holds
/// hardly any sequence that is valid UTF-8 by chance.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut sequences, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    damaged == 0 || sequences > 10 * damaged
}

/// Decodes strictly; the error is the offset of the first byte of the first malformed sequence.
fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(error.valid_up_to()),
        };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let capacity = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(capacity);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::Malformed(length, after) => {
            Err(read.saturating_sub(usize::from(length) + usize::from(after)))
        }
        DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const TRADITIONAL: &str =
        "遠方的燈塔在霧中閃爍，漁人們沿著海岸慢慢走回村子。\n第二天，潮水退去。\n";
    const SIMPLIFIED: &str =
        "远方的灯塔在雾中闪烁，渔人们沿着海岸慢慢走回村子。\n第二天，潮水退去。\n";

    fn decoded(bytes: &[u8]) -> Result<String, Diagnostic> {
        decode(&Source { path: Path::new("a.txt"), bytes })
    }

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn every_encoding_is_found_without_being_told() {
        for text in [TRADITIONAL, SIMPLIFIED] {
            assert_eq!(decoded(text.as_bytes()).unwrap(), text);
            assert_eq!(decoded(format!("\u{FEFF}{text}").as_bytes()).unwrap(), text);
            assert_eq!(decoded(&utf_16(text, u16::to_le_bytes)).unwrap(), text);
            assert_eq!(decoded(&utf_16(text, u16::to_be_bytes)).unwrap(), text);
            assert_eq!(
                decoded(&utf_16(&format!("\u{FEFF}{text}"), u16::to_be_bytes)).unwrap(),
                text
            );
            assert_eq!(decoded(&GB18030.encode(text).0).unwrap(), text);
        }
        assert_eq!(decoded(&BIG5.encode(TRADITIONAL).0).unwrap(), TRADITIONAL);
    }

    #[test]
    fn a_byte_order_is_not_mistaken_for_the_other() {
        let text = "\u{3000}\u{3000}一\u{3000}一一。\n";
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(decoded(&utf_16(text, order)).unwrap(), text);
        }
    }

    #[test]
    fn big5_knows_the_characters_of_hong_kong() {
        let text = "佢哋喺度傾偈，啲人話冇問題，我哋唔使驚。\n睇吓呢個嘢先。\n";
        let bytes = [
            0xCA, 0x5C, 0x92, 0x5D, 0x9D, 0xF6, 0xAB, 0xD7, 0xB6, 0xC9, 0xD4, 0x55, 0xA1, 0x41,
            0x9D, 0xF8, 0xA4, 0x48, 0xB8, 0xDC, 0xC9, 0x4E, 0xB0, 0xDD, 0xC3, 0x44, 0xA1, 0x41,
            0xA7, 0xDA, 0x92, 0x5D, 0xAD, 0xF8, 0xA8, 0xCF, 0xC5, 0xE5, 0xA1, 0x43, 0x0A, 0xDA,
            0xBB, 0xFA, 0xEF, 0xA9, 0x4F, 0xAD, 0xD3, 0x9D, 0xCF, 0xA5, 0xFD, 0xA1, 0x43, 0x0A,
        ];
        assert_eq!(decoded(&bytes).unwrap(), text);
    }

    #[test]
    fn a_damaged_file_is_an_error_with_the_place_of_the_byte() {
        let mut bytes = TRADITIONAL.as_bytes().to_vec();
        bytes[31] = 0xFF;
        let error = decoded(&bytes).unwrap_err();
        assert!(error.message.starts_with("byte 30 "), "{}", error.message);
        let mut bytes = BIG5.encode(TRADITIONAL).0.to_vec();
        bytes[4] = 0xFF;
        let error = decoded(&bytes).unwrap_err();
        assert!(error.message.starts_with("byte 4 (0xFF)"), "{}", error.message);
        let mut cut = utf_16(&format!("\u{FEFF}{TRADITIONAL}"), u16::to_le_bytes);
        cut.pop();
        assert!(decoded(&cut).is_err());
    }
}
