//! Writes a [`Document`] as Markdown after CommonMark 0.31, with GitHub's tables and footnotes.
//!
//! The rule: rendering gives back exactly the text of the document. So every character that would
//! mean something to Markdown is escaped, and none that would not, because an editor reads this.

use serde_saphyr::SerializerOptions;

use super::Summary;
use super::document::{Block, Document, FrontMatter, Inline};

/// The whole file: front matter, body, notes; ends with one line feed.
pub(super) fn write(document: &Document) -> String {
    let mut out = front_matter(&document.front);
    let mut previous: Option<&Block> = None;
    for block in &document.body {
        let tight = previous.is_some_and(|previous| continues_list(previous, block));
        out.push_str(if tight { "" } else { "\n" });
        write_block(&mut out, block, previous);
        previous = Some(block);
    }
    for note in &document.notes {
        out.push_str(&format!("\n[^{}]: {}\n", note.label, escape_line(&note.text)));
    }
    out
}

/// YAML between `---` lines.
fn front_matter(front: &FrontMatter) -> String {
    let options = serde_saphyr::ser_options! {
        prefer_block_scalars: false,
        compact_list_indent: false,
    };
    let yaml = yaml(front, options);
    format!("---\n{yaml}---\n")
}

/// The fields as a block mapping, or nothing if there are none.
fn yaml(front: &FrontMatter, options: SerializerOptions) -> String {
    if *front == FrontMatter::default() {
        return String::new();
    }
    let mut out = String::new();
    match serde_saphyr::to_fmt_writer_with_options(&mut out, front, options) {
        Ok(()) => out,
        // Plain data with string keys: there is nothing in it that YAML cannot write.
        Err(_) => String::new(),
    }
}

/// Whether `block` stands in the same list as the one before it, so that no empty line parts them.
fn continues_list(previous: &Block, block: &Block) -> bool {
    match (previous, block) {
        (Block::Item { number: None, .. }, Block::Item { number: None, .. }) => true,
        (Block::Item { number: Some(a), .. }, Block::Item { number: Some(b), .. }) => *b == a + 1,
        _ => false,
    }
}

fn write_block(out: &mut String, block: &Block, previous: Option<&Block>) {
    match block {
        Block::Paragraph(text) => out.push_str(&escape_inlines(text)),
        Block::Heading { level, text } => {
            let hashes = "#".repeat(usize::from(*level));
            out.push_str(&format!("{hashes} {}", escape_heading(&escape_inlines(text))));
        }
        Block::Item { number, text } => write_item(out, *number, text, previous),
        Block::Quote(text) => out.push_str(&format!("> {}", escape_inlines(text))),
        Block::Table(rows) => write_table(out, rows),
    }
    out.push('\n');
}

/// Two lists that follow each other are parted by changing the delimiter, as CommonMark has it;
/// so a list that starts anew is not swallowed by the one before.
fn write_item(out: &mut String, number: Option<u32>, text: &[Inline], previous: Option<&Block>) {
    let marker = match (number, previous) {
        (None, _) => "- ".to_owned(),
        (Some(n), Some(Block::Item { number: Some(before), .. })) if n != before + 1 => {
            out.push_str("<!-- -->\n\n");
            format!("{n}. ")
        }
        (Some(n), _) => format!("{n}. "),
    };
    out.push_str(&marker);
    out.push_str(&escape_inlines(text));
}

fn write_table(out: &mut String, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for (index, row) in rows.iter().enumerate() {
        let cell = |column: usize| row.get(column).map_or_else(String::new, |c| escape_cell(c));
        let cells: Vec<String> = (0..columns).map(cell).collect();
        let feed = if index == 0 { "" } else { "\n" };
        out.push_str(&format!("{feed}| {} |", cells.join(" | ")));
        if index == 0 {
            out.push_str(&format!("\n|{}", " --- |".repeat(columns)));
        }
    }
}

fn escape_cell(text: &str) -> String {
    escape_text(text).replace('|', "\\|")
}

/// Inline pieces as one line of Markdown.
fn escape_inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(&escape_text(text)),
            Inline::NoteMark(label) => out.push_str(&format!("[^{label}]")),
        }
    }
    if matches!(inlines.first(), Some(Inline::Text(_))) { escape_line_start(out) } else { out }
}

/// One whole line of text.
fn escape_line(text: &str) -> String {
    escape_line_start(escape_text(text))
}

/// Escapes what is special anywhere in a line.
fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut before: Option<char> = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if is_special(before, c, after) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
        before = Some(c);
        rest = after;
    }
    out
}

/// Whether `c` between `before` and `after` would be read as markup.
fn is_special(before: Option<char>, c: char, after: &str) -> bool {
    let next = after.chars().next();
    match c {
        '\\' | '*' | '`' | '[' | '~' => true,
        // Emphasis with low lines does not begin or end inside a word (CommonMark 6.2).
        '_' => {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
            !(letter(before) && letter(next))
        }
        '<' => next.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
        '&' => is_entity(after),
        _ => false,
    }
}

/// Whether `after` goes on like `amp;` or `#38;`.
fn is_entity(after: &str) -> bool {
    let name = after.strip_prefix('#').unwrap_or(after);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    end > 0 && name[end..].starts_with(';')
}

/// Escapes what is special only where a block begins.
fn escape_line_start(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after_digits = line[digits..].chars().next();
    if (1..=9).contains(&digits) && matches!(after_digits, Some('.' | ')')) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let starts_block = match line.chars().next() {
        Some('#' | '>' | '=') => true,
        Some(marker @ ('-' | '+')) => {
            line.trim_start_matches(marker).chars().all(|c| c == marker || c.is_whitespace())
                || line[1..].starts_with(char::is_whitespace)
                || line.starts_with("---")
        }
        _ => false,
    };
    if starts_block { format!("\\{line}") } else { line }
}

/// A heading may not end with hashes that would be taken for its closing sequence.
fn escape_heading(line: &str) -> String {
    match line.strip_suffix('#') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\#"),
        _ => line.to_owned(),
    }
}

/// Counts what a Markdown file holds, by its lines: good enough for the table of a batch.
pub(super) fn summarise(markdown: &str) -> Summary {
    let mut summary = Summary::default();
    let mut in_paragraph = false;
    for line in body_of(markdown).lines() {
        let heading = line.starts_with('#');
        let note = line.starts_with("[^");
        summary.headings += usize::from(heading);
        summary.notes += usize::from(note);
        let text = !line.trim().is_empty() && !heading && !note;
        summary.paragraphs += usize::from(text && !in_paragraph);
        in_paragraph = text;
    }
    summary
}

/// What stands behind the front matter.
fn body_of(markdown: &str) -> &str {
    let behind = |mark: &str| {
        let inside = markdown.strip_prefix(mark)?.strip_prefix('\n')?;
        let mut at = 0;
        inside.split_inclusive('\n').find_map(|line| {
            at += line.len();
            (line.trim_end() == mark).then(|| &inside[at..])
        })
    };
    behind("---").or_else(|| behind("+++")).unwrap_or(markdown)
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;

    fn paragraph(text: &str) -> Document {
        let body = vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])];
        Document { body, ..Document::default() }
    }

    fn rendered(markdown: &str) -> String {
        Parser::new_ext(body_of(markdown), Options::all() - Options::ENABLE_SMART_PUNCTUATION)
            .map(|event| match event {
                Event::Text(text) => text.to_string(),
                Event::End(_) => String::new(),
                Event::Start(_) => String::new(),
                other => format!("<{other:?}>"),
            })
            .collect()
    }

    #[test]
    fn rendering_gives_back_the_text() {
        for text in [
            "1. 不是清單",
            "12) 也不是",
            "2024. 年",
            "+ 加",
            "- 減",
            "---",
            "- - -",
            "* 星",
            "*強*調",
            "_a_ 與 a_b",
            "# 井",
            "> 引",
            "<b>粗</b>",
            "1 < 2",
            "[連](結)",
            "[^1] 註",
            "`碼`",
            "a ~~b~~ ~c~",
            "&amp; &#38; A&B",
            "\\ 反",
            "===",
            "| a | b |",
            "![圖](x)",
            "https://a.org/x_y_z?a=1&b=2",
            "結尾\\",
            "a__b__c",
            "#標籤",
            "-1 度",
        ] {
            let written = write(&paragraph(text));
            assert_eq!(rendered(&written), text, "{written}");
        }
    }

    #[test]
    fn headings_lists_and_notes_are_written() {
        let text = |text: &str| vec![Inline::Text(text.to_owned())];
        let document = Document {
            front: FrontMatter::default(),
            body: vec![
                Block::Heading { level: 2, text: text("C#") },
                Block::Paragraph(vec![Inline::Text("甲".into()), Inline::NoteMark(1)]),
                Block::Item { number: Some(1), text: text("乙") },
                Block::Item { number: Some(2), text: text("丙") },
                Block::Item { number: None, text: text("丁") },
                Block::Quote(text("戊")),
                Block::Table(vec![vec!["年".into(), "數".into()], vec!["1|2".into()]]),
            ],
            notes: vec![super::super::document::Note { label: 1, text: "1. 己".into() }],
        };
        assert_eq!(
            write(&document),
            "---\n---\n\n## C\\#\n\n甲[^1]\n\n1. 乙\n2. 丙\n\n- 丁\n\n> 戊\n\n\
             | 年 | 數 |\n| --- | --- |\n| 1\\|2 |  |\n\n[^1]: 1\\. 己\n"
        );
    }
}
