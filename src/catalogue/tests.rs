use super::*;
use crate::article::Author;
use crate::config::Settings;

fn entry(file: &str, date: Option<&str>, author: &str, series: Option<&str>) -> Entry {
    let metadata = Metadata {
        title: file.to_owned(),
        date: date.map(|date| date.parse().unwrap()),
        series: series.map(str::to_owned),
        authors: vec![Author { name: author.to_owned(), ..Author::default() }],
        ..Metadata::default()
    };
    let version = Version { metadata: metadata.clone(), excerpt: String::new(), lang: None };
    Entry {
        file: PathBuf::from(file),
        slug: Slug::from_text(file.trim_end_matches(".md")).unwrap(),
        section: Slug::from_text("articles").unwrap(),
        identity: metadata,
        versions: vec![Some(version.clone()), Some(version)],
    }
}

fn catalogue(entries: Vec<Entry>) -> (Catalogue, Vec<Diagnostic>) {
    let editions = Settings::defaults().site.editions;
    Catalogue::new(editions, vec![Masthead::default(); 2], entries)
}

fn first() -> EditionIndex {
    Settings::defaults().site.editions.first()
}

#[test]
fn the_newest_stands_first_and_the_undated_last() {
    let (found, diagnostics) = catalogue(vec![
        entry("b.md", None, "甲", None),
        entry("c.md", Some("2024-01-01"), "甲", None),
        entry("a.md", None, "甲", None),
        entry("d.md", Some("2025-01-01"), "甲", None),
    ]);
    let order: Vec<_> = found.articles().map(|(_, e)| e.slug.as_str().to_owned()).collect();
    assert_eq!(order, ["d", "c", "a", "b"]);
    assert_eq!(diagnostics, []);
}

#[test]
fn two_articles_with_one_address_are_an_error_that_names_both() {
    let (_, diagnostics) = catalogue(vec![
        entry("a.md", None, "甲", None),
        Entry { file: PathBuf::from("x/a.md"), ..entry("a.md", None, "甲", None) },
    ]);
    assert_eq!(
        diagnostics[0].to_string(),
        "x/a.md: error: this article and a.md would both be articles/a.html\n  help: give one of them another `slug:` in its front matter, or another file name"
    );
}

#[test]
fn a_section_cannot_take_a_folder_of_the_site() {
    let mut wrong = entry("a.md", None, "甲", None);
    wrong.section = Slug::from_text("authors").unwrap();
    assert!(catalogue(vec![wrong]).1[0].message.contains("`authors`"));
}

#[test]
fn names_are_one_across_editions() {
    let mut article = entry("a.md", None, "張三", Some("論壇"));
    let simplified = article.versions[1].as_mut().unwrap();
    simplified.metadata.authors[0].name = "张三".to_owned();
    simplified.metadata.series = Some("论坛".to_owned());
    let (found, _) = catalogue(vec![article]);
    let (index, author) = found.collections(CollectionKind::Author, first())[0];
    let second = found.editions().find("zh-Hans-CN").unwrap();
    assert_eq!(author.name(first()), Some("張三"));
    assert_eq!(author.name(second), Some("张三"));
    let page = Page::Collection(index, 1);
    assert_eq!(found.path(page, first()).as_str(), "zh-hant/authors/張三.html");
    assert_eq!(found.path(page, second).as_str(), "zh-hans/authors/張三.html");
}

#[test]
fn names_that_make_one_slug_are_told_apart() {
    let (found, _) = catalogue(vec![
        entry("a.md", None, "A B", None),
        entry("b.md", None, "A-B", None),
        entry("c.md", None, "？", None),
    ]);
    let slugs: Vec<_> = found
        .collections(CollectionKind::Author, first())
        .iter()
        .map(|(_, author)| author.slug.as_str().to_owned())
        .collect();
    assert_eq!(slugs, ["a-b", "a-b-2", "u-ff1f"]);
}

#[test]
fn an_article_knows_its_neighbours_in_the_series() {
    let (found, _) = catalogue(vec![
        entry("a.md", Some("2025-01-03"), "甲", Some("論壇")),
        entry("b.md", Some("2025-01-02"), "甲", None),
        entry("c.md", Some("2025-01-01"), "甲", Some("論壇")),
    ]);
    let indexes: Vec<_> = found.articles().map(|(index, _)| index).collect();
    assert_eq!(found.neighbours(indexes[0], first()), (Some(indexes[2]), None));
    assert_eq!(found.neighbours(indexes[2], first()), (None, Some(indexes[0])));
    assert_eq!(found.neighbours(indexes[1], first()), (None, None));
}

#[test]
fn long_lists_have_pages_and_their_twins() {
    let mut entries: Vec<_> =
        (0..120).map(|at| entry(&format!("{at:03}.md"), None, "甲", None)).collect();
    for missing in entries.iter_mut().take(30) {
        missing.versions[1] = None;
    }
    let (found, _) = catalogue(entries);
    let second = found.editions().find("zh-Hans-CN").unwrap();
    assert_eq!((found.archive_pages(first()), found.archive_pages(second)), (3, 2));
    assert_eq!(found.twin(Page::Archive(3), second), Some(Page::Archive(1)));
    assert_eq!(found.twin(Page::Archive(2), second), Some(Page::Archive(2)));
    assert_eq!(found.path(Page::Archive(2), first()).as_str(), "zh-hant/archive/2.html");
    let (newest, _) = found.articles().next().unwrap();
    assert_eq!(found.twin(Page::Article(newest), second), None);
}
