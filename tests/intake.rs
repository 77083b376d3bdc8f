//! Intake from outside: whole documents in the shape in which the extractors leave them.
//!
//! Each case in `tests/intake/cases` is a text, the Markdown that it must become, and the exact
//! diagnostics. `ACCEPT=1 cargo test --test intake` writes the expected files anew.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use shanben::diagnostic::Severity;
use shanben::intake::{Manuscript, Source, intake, understands};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intake/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .filter(|path| !path.to_string_lossy().ends_with(".diagnostics.txt"))
        .collect();
    cases.sort();
    cases
}

/// The manuscript, and its diagnostics as text.
fn taken_in(name: &str, bytes: &[u8]) -> (Option<Manuscript>, String) {
    let (manuscript, diagnostics) = intake(&Source { path: Path::new(name), bytes });
    (manuscript, diagnostics.iter().map(|diagnostic| format!("{diagnostic}\n")).collect())
}

fn markdown(text: &str) -> String {
    taken_in("a.txt", text.as_bytes()).0.unwrap().markdown
}

fn compare(path: &Path, actual: &str) {
    if std::env::var_os("ACCEPT").is_some() {
        fs::write(path, actual).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(actual, expected, "{} (ACCEPT=1 takes the new text)", path.display());
}

#[test]
fn every_case_becomes_what_is_expected() {
    let cases = cases();
    assert!(!cases.is_empty());
    for case in cases {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let (manuscript, diagnostics) = taken_in(&name, &fs::read(&case).unwrap());
        compare(&case.with_extension("md"), &manuscript.unwrap().markdown);
        compare(&case.with_extension("diagnostics.txt"), &diagnostics);
    }
}

/// The same article comes out whatever the extractor put between the lines.
#[test]
fn the_extractors_spacing_does_not_matter() {
    for case in cases() {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&case).unwrap();
        if !text.contains(" \n\n") {
            continue;
        }
        let expected = fs::read_to_string(case.with_extension("md")).unwrap();
        let dense: String = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| format!("{}\n", line.trim()))
            .collect();
        let windows = text.replace('\n', "\r\n");
        for variant in [dense, windows, format!("\u{FEFF}{text}")] {
            let (manuscript, _) = taken_in(&name, variant.as_bytes());
            assert_eq!(manuscript.unwrap().markdown, expected, "{name}");
        }
    }
}

#[test]
fn every_encoding_gives_the_same() {
    for case in cases() {
        let text = fs::read_to_string(&case).unwrap();
        let expected = fs::read_to_string(case.with_extension("md")).unwrap();
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let gb18030 = encoding_rs::GB18030.encode(&text).0.into_owned();
        for bytes in [utf_16, gb18030] {
            assert_eq!(taken_in("a.txt", &bytes).0.unwrap().markdown, expected);
        }
    }
}

#[test]
fn markdown_passes_through() {
    let source = "---\r\ntitle: 甲\r\n---\r\n\r\n# 乙\r\n\r\n丙  \r\n丁[^1]\r\n\r\n[^1]: 戊";
    let (manuscript, diagnostics) = taken_in("a.MD", format!("\u{FEFF}{source}").as_bytes());
    let manuscript = manuscript.unwrap();
    assert_eq!(manuscript.markdown, source.replace("\r\n", "\n") + "\n");
    assert_eq!(
        (manuscript.summary.paragraphs, manuscript.summary.headings, manuscript.summary.notes),
        (1, 1, 1)
    );
    assert_eq!(diagnostics, "");
}

#[test]
fn what_holds_no_text_is_an_error_with_advice() {
    for bytes in [&b""[..], b" \n\x0c\n", b"\xEF\xBB\xBF"] {
        let (manuscript, diagnostics) = intake(&Source { path: Path::new("a.txt"), bytes });
        assert!(manuscript.is_none());
        assert_eq!(diagnostics[0].severity, Severity::Error);
        assert!(diagnostics[0].hint.is_some());
    }
}

#[test]
fn other_kinds_of_file_are_refused() {
    assert!(understands(Path::new("a/b.TXT")) && understands(Path::new("b.markdown")));
    assert!(!understands(Path::new("b.pdf")) && !understands(Path::new("txt")));
    let (manuscript, diagnostics) = taken_in("b.xyz", b"text");
    assert!(manuscript.is_none());
    assert!(diagnostics.contains("not understood"), "{diagnostics}");
}

#[test]
fn a_sentence_of_the_text_that_equals_the_caption_stays() {
    let case = cases().into_iter().find(|case| case.ends_with("tide-stations.txt")).unwrap();
    let text = fs::read_to_string(case).unwrap();
    let caption = "漁港管理處在颱風季前啟用新的潮位站，清晨的碼頭上只有維修人員。";
    let doubled =
        text.replacen("從一根水尺開始 \n\n", &format!("從一根水尺開始 \n\n{caption} \n\n"), 1);
    assert!(doubled.len() > text.len());
    assert_eq!(markdown(&doubled).matches(caption).count(), 2);
}
