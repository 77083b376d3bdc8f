//! The program as it is called: exit status, streams, and what is left when it is killed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use walkdir::WalkDir;

/// A site in a folder of its own.
struct Site(tempfile::TempDir);

impl Site {
    fn new(files: &[(&str, &str)]) -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            site.write(name, text.as_bytes());
        }
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let file = self.path(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shanben"));
        command.current_dir(self.0.path()).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The files of the built site, by name.
    fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let top = self.path("site");
        WalkDir::new(&top)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let name = entry.path().strip_prefix(&top).unwrap().display().to_string();
                (name, fs::read(entry.path()).unwrap())
            })
            .collect()
    }
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

const ARTICLE: &str = "---\ntitle: 題目\nauthors: [李甲]\n---\n\n國會的選舉。\n";

#[test]
fn a_build_says_what_it_made_and_where() {
    let site = Site::new(&[("seeds/a.md", ARTICLE)]);
    let output = site.run(&["build"]);
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    assert!(stdout(&output).contains("1 article in zh-Hant-TW and zh-Hans-CN"), "{output:?}");
    assert!(stdout(&output).contains("index.html"));
    let simplified = fs::read_to_string(site.path("site/zh-hans/articles/a.html")).unwrap();
    assert!(simplified.contains("国会的选举"));
    let again = site.run(&["build", "--quiet", "--jobs", "1"]);
    assert_eq!((status(&again), stdout(&again).as_str()), (0, ""));
}

#[test]
fn a_new_site_builds_without_a_word() {
    let site = Site::new(&[]);
    assert_eq!(status(&site.run(&["new", "journal"])), 0);
    let output = site.run(&["build", "--root", "journal"]);
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    assert!(site.path("journal/site/zh-hans/articles/first-article.html").exists());
    let again = site.run(&["new", "journal"]);
    assert_eq!(status(&again), 1);
    assert!(stderr(&again).contains("not empty"), "{again:?}");
}

#[test]
fn the_exit_status_tells_mistakes_in_the_work_from_wrong_usage() {
    let site = Site::new(&[("seeds/a.md", "---\ntitel: x\n---\n文\n")]);
    assert_eq!(status(&site.run(&["build"])), 1);
    assert_eq!(status(&site.run(&["bulid"])), 2);
    assert_eq!(status(&site.run(&["build", "--jobs", "0"])), 2);
    assert_eq!(status(&site.run(&["import"])), 2);
    assert_eq!(status(&site.run(&["--help"])), 0);
}

#[test]
fn mistakes_are_shown_for_people_and_for_tools() {
    let site = Site::new(&[
        ("seeds/a.md", "---\ntitle: 一\ntitel: x\n---\n文\n"),
        ("seeds/b.md", "---\ntitle: 二\ndate: 三月\n---\n文\n"),
    ]);
    let human = stderr(&site.run(&["build"]));
    assert!(human.contains("--> seeds/a.md:3:1"), "{human}");
    assert!(human.contains("help: did you mean `title`?"), "{human}");
    assert!(human.contains("2 errors"), "{human}");
    assert!(!human.contains('\u{1b}'), "no colours but on a terminal");
    let short = stderr(&site.run(&["build", "--quiet", "--message-format", "short"]));
    assert!(short.starts_with("seeds/a.md:3:1: error: "), "{short}");
    let json = stderr(&site.run(&["build", "--quiet", "--message-format", "json"]));
    let lines: Vec<serde_json::Value> =
        json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[1]["line"].as_u64(), lines[1]["column"].as_u64()), (Some(3), Some(7)));
}

#[test]
fn a_failed_build_leaves_the_site_as_it_was() {
    let site = Site::new(&[("seeds/a.md", ARTICLE)]);
    site.run(&["build"]);
    let before = site.built();
    site.write("seeds/b.md", b"---\ntitle: \xFF\xFE\xFF\n---\n");
    site.write("seeds/a.md", "---\ntitle: 改過\n---\n\n國會。\n".as_bytes());
    let output = site.run(&["build"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("seeds/b.md"), "{output:?}");
    assert_eq!(site.built(), before);
}

#[test]
fn there_must_be_something_to_publish_and_a_place_for_it() {
    let empty = Site::new(&[]);
    let output = empty.run(&["build"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("nothing to publish"), "{output:?}");
    assert!(!empty.path("site").exists());
    let site = Site::new(&[("seeds/a.md", ARTICLE), ("taken", "a file")]);
    for out in ["taken", "taken/below"] {
        let output = site.run(&["build", "--out", out]);
        assert_eq!(status(&output), 1, "{out}");
        assert!(stderr(&output).contains("taken"), "{output:?}");
    }
    assert_eq!(fs::read_to_string(site.path("taken")).unwrap(), "a file");
    assert_eq!(status(&site.run(&["bundle", "--out", "none/site.zip"])), 1);
}

#[test]
fn a_bundle_has_the_same_bytes_each_time() {
    let site = Site::new(&[("seeds/a.md", ARTICLE)]);
    assert_eq!(status(&site.run(&["bundle"])), 0);
    assert_eq!(status(&site.run(&["bundle", "--out", "other.zip", "--jobs", "1"])), 0);
    let bytes = fs::read(site.path("site.zip")).unwrap();
    assert_eq!(bytes, fs::read(site.path("other.zip")).unwrap());
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    assert!(zip.by_name("site/zh-hans/authors/李甲.html").is_ok());
    assert!(zip.by_name("site/index.html").is_ok());
}

#[test]
fn import_never_writes_over_what_an_editor_may_have_changed() {
    let text = fs::read("tests/golden/cases/extracted/seeds/old-town-libraries.txt").unwrap();
    let site = Site::new(&[]);
    site.write("a.txt", &text);
    let printed = site.run(&["import", "a.txt", "-o", "-"]);
    assert_eq!(status(&printed), 0, "{printed:?}");
    assert!(stdout(&printed).starts_with("---\ntitle: 老城区的图书馆怎样留住读者\n"));
    assert_eq!(status(&site.run(&["import", "a.txt", "-o", "drafts"])), 0);
    let draft = site.path("drafts/a.md");
    assert_eq!(fs::read_to_string(&draft).unwrap(), stdout(&printed));
    fs::write(&draft, "edited").unwrap();
    let refused = site.run(&["import", "a.txt", "-o", "drafts"]);
    assert_eq!(status(&refused), 1);
    assert_eq!(fs::read_to_string(&draft).unwrap(), "edited");
    assert_eq!(status(&site.run(&["import", "a.txt", "-o", "drafts", "--force"])), 0);
    assert_eq!(fs::read_to_string(&draft).unwrap(), stdout(&printed));
}

#[test]
fn import_tells_of_every_document_and_goes_on() {
    let site = Site::new(&[("a.md", ARTICLE), ("b.pages", "x"), ("c/a.md", ARTICLE)]);
    let output = site.run(&["import", "a.md", "b.pages", "none.txt", "c/a.md", "-o", "drafts"]);
    assert_eq!(status(&output), 1);
    let told = stderr(&output);
    for part in ["b.pages", "none.txt", "same name", "paragraphs"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(site.path("drafts/a.md").exists());
}

#[test]
fn convert_keeps_lines_and_says_what_it_decided() {
    let site = Site::new(&[
        ("a.txt", "川普的網路\n\nhttps://a.example/網路 頭髮\n"),
        ("a.md", "川**普** `網路`\n"),
        ("words.tsv", "zh-Hant-TW\tzh-Hans-CN\n川普\t川建国\n"),
        ("bad.tsv", "zh-Hant-TW\tzh-Hans-CN\n川普\t甲\n川普\t乙\n"),
    ]);
    let output = site.run(&["convert", "a.txt", "--explain"]);
    assert_eq!(stdout(&output), "特朗普的网络\n\nhttps://a.example/網路 头发\n");
    assert!(stderr(&output).starts_with("1:1\tapplied\t川普\t特朗普\tpeople.tsv:"), "{output:?}");
    assert_eq!(stdout(&site.run(&["convert", "a.md"])), "特**朗普** `網路`\n");
    let characters = site.run(&["convert", "a.txt", "--vocabulary", "none"]);
    assert!(stdout(&characters).starts_with("川普的网路\n"), "{characters:?}");
    let own = site.run(&["convert", "a.txt", "--glossary", "words.tsv"]);
    assert!(stdout(&own).starts_with("川建国的网络\n"), "{own:?}");
    assert_eq!(status(&site.run(&["convert", "a.txt", "--glossary", "bad.tsv"])), 1);
    assert_eq!(status(&site.run(&["convert", "none.txt"])), 1);
    assert_eq!(status(&site.run(&["convert", "a.txt", "--to", "zh"])), 2);
    site.write("b.txt", b"\xE6\x96\x87\n\xFF\n");
    let broken = site.run(&["convert", "b.txt"]);
    assert_eq!(status(&broken), 1);
    assert!(stderr(&broken).contains("line 2 is not UTF-8"), "{broken:?}");
}

/// Killed at any moment, a build leaves pages that are whole, and the next one finishes the work.
#[test]
fn a_killed_build_leaves_no_half_page() {
    let site = Site::new(&[]);
    let write = |text: &str| {
        for at in 0..150 {
            let body = format!("---\ntitle: 第{at}篇\n---\n\n{}\n", text.repeat(400));
            site.write(&format!("seeds/a{at}.md"), body.as_bytes());
        }
    };
    write("國會的選舉。");
    assert_eq!(status(&site.run(&["build"])), 0);
    let old = site.built();
    write("法院的判決。");
    for delay in (0..40).map(|at| Duration::from_millis(at * 6)) {
        let mut build = site.command(&["build"]).stdout(Stdio::null()).spawn().unwrap();
        sleep(delay);
        build.kill().unwrap();
        build.wait().unwrap();
        for (name, bytes) in site.built() {
            let html = Path::new(&name).extension().is_some_and(|ending| ending == "html");
            let whole = !html || bytes.ends_with(b"</html>\n") || old.get(&name) == Some(&bytes);
            assert!(whole, "{name} after {delay:?}");
        }
    }
    assert_eq!(status(&site.run(&["build"])), 0);
    let fresh = Site::new(&[]);
    for entry in WalkDir::new(site.path("seeds")).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(site.0.path()).unwrap();
            fresh.write(name.to_str().unwrap(), &fs::read(entry.path()).unwrap());
        }
    }
    fresh.run(&["build"]);
    assert!(site.built() == fresh.built(), "the last build makes what a first one makes");
    let left: Vec<_> =
        fs::read_dir(site.0.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "only seeds and site are left: {left:?}");
}
