//! Golden sites: each folder in `tests/golden/cases` is a site, with what the program makes of it
//! beside it in `expected/`.
//!
//! `SHANBEN_ACCEPT=1 cargo test --test golden` writes `expected/` anew; read the difference before
//! you commit it. The cases have a bare theme of their own (`tests/golden/theme`), so that they
//! are about what is published, not about its look; the repository's own `site/` has the real one
//! and is compared byte for byte as well.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use shanben::diagnostic;
use shanben::output::Memory as Output;
use shanben::pipeline::{self, Unobserved};
use shanben::world::{Disk, Memory, World};
use walkdir::WalkDir;

type Files = BTreeMap<String, Vec<u8>>;

/// The files below `folder`, by their names in it.
fn files(folder: &Path) -> Files {
    WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap();
            (name.to_str().unwrap().replace('\\', "/"), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Builds a site in memory: its files and the diagnostics, a line each.
fn build(world: &dyn World) -> (Files, String) {
    let sink = Output::default();
    let (_, diagnostics) = pipeline::build(world, &sink, &Unobserved);
    let told: String = diagnostics.iter().map(|one| format!("{one}\n")).collect();
    let made = match diagnostic::has_errors(&diagnostics) {
        true => Files::new(),
        false => sink
            .into_files()
            .into_iter()
            .map(|(path, bytes)| (path.as_str().to_owned(), bytes))
            .collect(),
    };
    (made, told)
}

fn case_world(case: &Path) -> Memory {
    let mut all = files(Path::new("tests/golden/theme"));
    all.extend(files(case).into_iter().filter(|(name, _)| !name.starts_with("expected/")));
    Memory::new(all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
}

/// What differs between two trees, said so that the eye finds it.
fn differences(expected: &Files, made: &Files) -> Vec<String> {
    let names: BTreeSet<&String> = expected.keys().chain(made.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        match (expected.get(name), made.get(name)) {
            (Some(_), None) => found.push(format!("{name} is no longer made")),
            (None, Some(_)) => found.push(format!("{name} is new")),
            (Some(old), Some(new)) if old != new => found.push(first_difference(name, old, new)),
            _ => {}
        }
    }
    found
}

fn first_difference(name: &str, old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let differs = old.lines().zip(new.lines()).enumerate().find(|(_, (old, new))| old != new);
    match differs {
        Some((at, (old, new))) => format!("{name}:{}\n  - {old}\n  + {new}", at + 1),
        None => format!("{name} ends differently"),
    }
}

fn write_tree(folder: &Path, tree: &Files) {
    let _ = fs::remove_dir_all(folder);
    for (name, bytes) in tree {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

#[test]
fn every_case_makes_what_is_expected() {
    let accept = std::env::var_os("SHANBEN_ACCEPT").is_some();
    let mut cases: Vec<PathBuf> =
        fs::read_dir("tests/golden/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in cases {
        let (mut made, told) = build(&case_world(&case));
        made.retain(|name, _| !name.starts_with("assets/"));
        if !told.is_empty() {
            made.insert("diagnostics.txt".to_owned(), told.into_bytes());
        }
        let expected = case.join("expected");
        if accept {
            write_tree(&expected, &made);
        }
        let found = differences(&files(&expected), &made);
        wrong.extend(found.into_iter().map(|one| format!("{}: {one}", case.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_repository_s_own_site_is_as_it_was_built() {
    let (made, _) = build(&Disk::new("."));
    let mut committed = files(Path::new("site"));
    committed.remove(".shanben-manifest");
    let found = differences(&committed, &made);
    assert!(found.is_empty(), "run `make site` and commit site/:\n{}", found.join("\n"));
}

#[test]
fn threads_do_not_show() {
    let build_with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| build(&case_world(Path::new("tests/golden/cases/journal"))))
    };
    let alone = build_with(1);
    assert!(!alone.0.is_empty());
    assert_eq!(alone, build_with(8));
}
