//! Footnotes: numbered in the order in which the text mentions them, and gathered at its end.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};

use super::events::Placed;

/// The notes of one article.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// Number by label.
    numbers: BTreeMap<String, usize>,
    /// How often each number has been mentioned.
    mentions: BTreeMap<usize, usize>,
    /// What each label says.
    definitions: BTreeMap<String, Vec<Event<'a>>>,
    /// Labels in the order of their definitions, for those that nothing mentions.
    order: Vec<String>,
}

impl<'a> Footnotes<'a> {
    /// Takes the definitions out of the events.
    pub(super) fn gather(events: Vec<Placed<'a>>) -> (Self, Vec<Placed<'a>>) {
        let mut notes = Self::default();
        let mut text = Vec::with_capacity(events.len());
        let mut open: Option<String> = None;
        for (event, range) in events {
            match (&event, &open) {
                (Event::Start(Tag::FootnoteDefinition(label)), _) => {
                    notes.order.push(label.to_string());
                    open = Some(label.to_string());
                }
                (Event::End(TagEnd::FootnoteDefinition), _) => open = None,
                (_, Some(label)) => {
                    notes.definitions.entry(label.clone()).or_default().push(event);
                }
                (_, None) => text.push((event, range)),
            }
        }
        (notes, text)
    }

    /// The mark of a note in the text.
    pub(super) fn mention(&mut self, label: &str) -> Event<'a> {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(label.to_owned()).or_insert(next);
        let mention = self.mentions.entry(number).or_default();
        *mention += 1;
        Event::InlineHtml(CowStr::from(format!(
            "<sup class=\"footnote-reference\" id=\"fr-{number}-{mention}\">\
             <a href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        )))
    }

    /// Whether there are any.
    pub(super) fn is_empty(&self) -> bool {
        self.definitions.is_empty()
    }

    /// The list of notes at the end of the text. Notes that nothing mentions stand last, so that
    /// they are not lost.
    pub(super) fn section(
        &mut self,
        mut finish: impl FnMut(&mut Self, Vec<Event<'a>>) -> Vec<Event<'a>>,
    ) -> String {
        let mut written =
            String::from("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for label in self.order.clone() {
            let next = self.numbers.len() + 1;
            self.numbers.entry(label).or_insert(next);
        }
        // A note may mention a further note, so the list can grow while it is written.
        let mut number = 1;
        while let Some(label) = self.label(number) {
            let events = self.definitions.remove(&label).unwrap_or_default();
            let mut events = finish(self, events);
            let back = self.back_links(number);
            match events.last() {
                Some(Event::End(TagEnd::Paragraph)) => events.insert(events.len() - 1, back),
                _ => events.push(back),
            }
            // Writing to a String cannot fail.
            let _ = writeln!(written, "<li id=\"fn-{number}\">");
            html::push_html(&mut written, events.into_iter());
            written.push_str("</li>\n");
            number += 1;
        }
        written.push_str("</ol>\n</section>\n");
        written
    }

    fn label(&self, number: usize) -> Option<String> {
        self.numbers.iter().find(|(_, found)| **found == number).map(|(label, _)| label.clone())
    }

    /// The links from a note to the places that mention it.
    fn back_links(&self, number: usize) -> Event<'a> {
        let count = self.mentions.get(&number).copied().unwrap_or(0);
        let links = (1..=count).fold(String::new(), |mut links, mention| {
            let _ = write!(
                links,
                " <a class=\"footnote-back\" href=\"#fr-{number}-{mention}\" role=\"doc-backlink\" \
                 aria-label=\"{number}\">↩\u{FE0E}</a>"
            );
            links
        });
        Event::InlineHtml(CowStr::from(links))
    }
}
