//! From Markdown to the HTML of an article's body.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd, html};

use super::events::{self, Placed};
use super::footnotes::Footnotes;
use super::{Destination, Resolve, raw_html};
use crate::render::inline::escape;

/// The body of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// HTML, safe to stand in a page.
    pub html: String,
    /// Its headings of the second and third level.
    pub contents: Vec<ContentsEntry>,
}

/// A heading in the contents list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// Its `id` in the page.
    pub id: String,
    /// Its words, plain text.
    pub text: String,
    /// 2 or 3.
    pub level: u8,
}

/// Renders an article's Markdown.
///
/// Paragraphs carry the ids `p1`, `p2` …, headings `s1`, `s1-1` …, counted, so that a paragraph
/// has the same id in every edition that is converted from one source. The highest heading level
/// becomes the second: the first is the article's title.
#[must_use]
pub fn to_html(markdown: &str, resolve: &dyn Resolve) -> Body {
    let events = events::read(markdown);
    let has_raw_html =
        events.iter().any(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    let lift = heading_shift(&events);
    let (mut notes, events) = Footnotes::gather(events);
    let mut writer = Writer::new(resolve, lift);
    let finished = writer.finish(&mut notes, events.into_iter().map(|(event, _)| event));
    let mut written = String::with_capacity(markdown.len() * 5 / 4 + 256);
    html::push_html(&mut written, finished.into_iter());
    if !notes.is_empty() {
        let section = notes.section(|notes, events| {
            writer.numbers_paragraphs = false;
            writer.finish(notes, events.into_iter())
        });
        written.push_str(&section);
    }
    let html = if has_raw_html { raw_html::sanitize(&written) } else { written };
    Body { html, contents: writer.contents }
}

/// What to add to each heading level so that the highest one is the second.
fn heading_shift(events: &[Placed<'_>]) -> i8 {
    let highest = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as i8),
        _ => None,
    });
    highest.min().map_or(0, |highest| 2 - highest)
}

/// Turns the parser's events into those that are written.
struct Writer<'r> {
    resolve: &'r dyn Resolve,
    lift: i8,
    paragraphs: usize,
    numbers_paragraphs: bool,
    sections: [usize; 7],
    contents: Vec<ContentsEntry>,
    /// The heading that is being read.
    heading: Option<ContentsEntry>,
    /// For each open link or picture: whether its tags are written.
    links: Vec<bool>,
    /// The words of the pictures that are being read, which become their `alt`.
    pictures: Vec<Picture>,
}

struct Picture {
    address: Option<String>,
    title: String,
    alt: String,
}

impl<'r> Writer<'r> {
    fn new(resolve: &'r dyn Resolve, lift: i8) -> Self {
        Self {
            resolve,
            lift,
            paragraphs: 0,
            numbers_paragraphs: true,
            sections: [0; 7],
            contents: Vec::new(),
            heading: None,
            links: Vec::new(),
            pictures: Vec::new(),
        }
    }

    fn finish<'a>(
        &mut self,
        notes: &mut Footnotes<'a>,
        events: impl Iterator<Item = Event<'a>>,
    ) -> Vec<Event<'a>> {
        let mut finished = Vec::new();
        for event in events {
            self.event(notes, event, &mut finished);
        }
        finished
    }

    fn event<'a>(
        &mut self,
        notes: &mut Footnotes<'a>,
        event: Event<'a>,
        finished: &mut Vec<Event<'a>>,
    ) {
        if let Some(picture) = self.pictures.last_mut() {
            match &event {
                Event::Text(words) | Event::Code(words) => picture.alt.push_str(words),
                Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
                Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
                _ => return,
            }
        }
        if let (Some(heading), Event::Text(words) | Event::Code(words)) =
            (&mut self.heading, &event)
        {
            heading.text.push_str(words);
        }
        match event {
            Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak
                if !self.pictures.is_empty() => {}
            Event::FootnoteReference(label) => finished.push(notes.mention(&label)),
            Event::Start(Tag::Table(alignments)) => {
                finished.push(markup("<div class=\"table\" role=\"group\" tabindex=\"0\">"));
                finished.push(Event::Start(Tag::Table(alignments)));
            }
            Event::End(TagEnd::Table) => {
                finished.extend([Event::End(TagEnd::Table), markup("</div>\n")]);
            }
            Event::Start(tag) => finished.extend(self.start(tag)),
            Event::End(tag) => finished.extend(self.end(tag)),
            other => finished.push(other),
        }
    }

    fn start<'a>(&mut self, tag: Tag<'a>) -> Option<Event<'a>> {
        match tag {
            Tag::Paragraph if self.numbers_paragraphs => {
                self.paragraphs += 1;
                Some(markup(format!("<p id=\"p{}\">", self.paragraphs)))
            }
            Tag::Heading { level, .. } => Some(self.start_heading(level)),
            Tag::Link { link_type, dest_url, title, id } => {
                let destination = match link_type {
                    pulldown_cmark::LinkType::Email => {
                        Destination::Address(format!("mailto:{dest_url}"))
                    }
                    _ => self.resolve.link(&dest_url),
                };
                self.links.push(matches!(destination, Destination::Address(_)));
                let Destination::Address(address) = destination else { return None };
                let link_type = pulldown_cmark::LinkType::Inline;
                Some(Event::Start(Tag::Link { link_type, dest_url: address.into(), title, id }))
            }
            Tag::Image { dest_url, title, .. } => {
                let address = match self.resolve.picture(&dest_url) {
                    Destination::Address(address) => Some(address),
                    Destination::Nowhere => None,
                };
                let title = title.to_string();
                self.pictures.push(Picture { address, title, alt: String::new() });
                None
            }
            other => Some(Event::Start(other)),
        }
    }

    fn start_heading<'a>(&mut self, level: HeadingLevel) -> Event<'a> {
        let level = (level as i8 + self.lift).clamp(2, 6).unsigned_abs();
        let depth = usize::from(level);
        self.sections[depth] += 1;
        self.sections[depth + 1..].fill(0);
        let numbers: Vec<String> =
            self.sections[2..=depth].iter().map(ToString::to_string).collect();
        let id = format!("s{}", numbers.join("-"));
        let start = markup(format!("<h{level} id=\"{id}\">"));
        self.heading = Some(ContentsEntry { id, text: String::new(), level });
        start
    }

    fn end<'a>(&mut self, tag: TagEnd) -> Option<Event<'a>> {
        match tag {
            TagEnd::Paragraph if self.numbers_paragraphs => Some(markup("</p>\n")),
            TagEnd::Heading(_) => {
                let heading = self.heading.take()?;
                let end = markup(format!("</h{}>\n", heading.level));
                if heading.level <= 3 {
                    self.contents.push(heading);
                }
                Some(end)
            }
            TagEnd::Link => self.links.pop().unwrap_or(true).then_some(Event::End(TagEnd::Link)),
            TagEnd::Image => self.pictures.pop().map(picture),
            other => Some(Event::End(other)),
        }
    }
}

/// A picture, or its words where there is none to show.
fn picture<'a>(picture: Picture) -> Event<'a> {
    let Picture { address, title, alt } = picture;
    let Some(address) = address else { return Event::Text(CowStr::from(alt)) };
    let title = match title.is_empty() {
        true => String::new(),
        false => format!(" title=\"{}\"", escape(&title)),
    };
    let (address, alt) = (escape(&address), escape(&alt));
    markup(format!("<img src=\"{address}\" alt=\"{alt}\"{title} loading=\"lazy\">"))
}

fn markup<'a>(html: impl Into<CowStr<'a>>) -> Event<'a> {
    Event::InlineHtml(html.into())
}
