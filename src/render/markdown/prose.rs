//! Which bytes of a Markdown text are prose.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{parser, raw_html};
use crate::script::prose::Block;

/// The blocks of prose of a text: paragraphs, headings, table cells, captions, notes, the titles
/// of links. Code, addresses, link targets and the markup itself are none.
#[must_use]
pub fn prose_blocks(markdown: &str) -> Vec<Block> {
    let mut collector = Collector { markdown, ..Collector::default() };
    let mut events = parser(markdown).into_offset_iter();
    for (event, range) in events.by_ref() {
        collector.take(&event, range);
    }
    collector.end_block();
    let definitions = events.reference_definitions();
    let mut titles: Vec<Block> = definitions
        .iter()
        .filter_map(|(_, definition)| {
            let title = definition.title.as_ref()?;
            title_block(markdown, &definition.span, title)
        })
        .collect();
    // The parser keeps definitions in a hash table: their order must not show.
    titles.sort_by_key(|block| block.ranges().first().map(|range| range.start));
    collector.blocks.extend(titles);
    collector.blocks
}

#[derive(Default)]
struct Collector<'a> {
    markdown: &'a str,
    blocks: Vec<Block>,
    ranges: Vec<Range<usize>>,
    /// Titles found in the block that is being read.
    titles: Vec<Block>,
    /// How many elements are open whose text is not prose: code blocks, autolinks, `<code>`.
    closed_to_prose: usize,
    /// For each open link: whether its text is its address.
    autolinks: Vec<bool>,
}

impl Collector<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(_) if self.closed_to_prose == 0 => self.ranges.push(range),
            Event::Start(tag) => self.open(tag, &range),
            Event::End(tag) => self.close(*tag),
            Event::Html(_) => {
                let found = raw_html::prose(&self.markdown[range.clone()]);
                self.blocks.extend(found.into_iter().map(|inner| shifted(inner, range.start)));
            }
            Event::InlineHtml(tag) => {
                self.closed_to_prose = match raw_html::code_element(tag) {
                    Some(raw_html::Side::Start) => self.closed_to_prose + 1,
                    Some(raw_html::Side::End) => self.closed_to_prose.saturating_sub(1),
                    None => self.closed_to_prose,
                };
                let found = raw_html::prose(tag);
                self.titles.extend(found.into_iter().map(|inner| shifted(inner, range.start)));
            }
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::CodeBlock(_) => {
                self.end_block();
                self.closed_to_prose += 1;
            }
            Tag::Link { title, link_type, .. } => {
                let autolink = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.autolinks.push(autolink);
                self.closed_to_prose += usize::from(autolink);
                self.take_title(*link_type, range, title);
            }
            Tag::Image { title, link_type, .. } => self.take_title(*link_type, range, title),
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {}
            _ => self.end_block(),
        }
    }

    /// The title of a link stands inside it; that of a reference stands in its definition.
    fn take_title(&mut self, link_type: LinkType, range: &Range<usize>, title: &str) {
        if link_type == LinkType::Inline {
            self.titles.extend(title_block(self.markdown, range, title));
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.closed_to_prose = self.closed_to_prose.saturating_sub(1),
            TagEnd::Link => {
                let autolink = self.autolinks.pop().unwrap_or(false);
                self.closed_to_prose = self.closed_to_prose.saturating_sub(usize::from(autolink));
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Image => {}
            _ => self.end_block(),
        }
    }

    fn end_block(&mut self) {
        let block = Block::new(std::mem::take(&mut self.ranges));
        if !block.is_empty() {
            self.blocks.push(block);
        }
        self.blocks.append(&mut self.titles);
    }
}

fn shifted(range: Range<usize>, by: usize) -> Block {
    Block::one(range.start + by..range.end + by)
}

/// The title inside the bytes `range` of a link or a definition, which ends with it. A title that
/// is written with escapes is not found and stays as it is.
fn title_block(markdown: &str, range: &Range<usize>, title: &str) -> Option<Block> {
    if title.is_empty() {
        return None;
    }
    let start = range.start + markdown[range.clone()].rfind(title)?;
    Some(Block::one(start..start + title.len()))
}
