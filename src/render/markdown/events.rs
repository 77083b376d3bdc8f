//! The parser's events, with the choices that Chinese text needs made before anything is rendered.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::parser;
use crate::text::han::is_solid;

/// An event and the bytes of the Markdown that it stands for.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// The events of a text.
pub(super) fn read(markdown: &str) -> Vec<Placed<'_>> {
    let mut events: Vec<Placed<'_>> = parser(markdown).into_offset_iter().collect();
    keep_single_tildes(markdown, &mut events);
    join_wrapped_lines(&mut events);
    events
}

/// A single `~` is a range in Chinese text (3~5 月, 10~12 月), never a line through it: only `~~`
/// strikes out.
fn keep_single_tildes(markdown: &str, events: &mut [Placed<'_>]) {
    for (event, range) in events {
        let single =
            markdown[range.clone()].starts_with('~') && !markdown[range.clone()].starts_with("~~");
        let strikes =
            matches!(event, Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough));
        if strikes && single {
            *event = Event::Text(CowStr::Borrowed("~"));
        }
    }
}

/// A line that was only wrapped leaves no space between two characters that are set solid
/// (W3C, *Requirements for Chinese Text Layout*, §3.1: Han characters follow each other without
/// space). Beside Latin it stays the space that it is.
fn join_wrapped_lines(events: &mut Vec<Placed<'_>>) {
    let joins: Vec<usize> = events
        .iter()
        .enumerate()
        .filter(|(_, (event, _))| matches!(event, Event::SoftBreak))
        .filter(|(at, _)| {
            let before = events[..*at].iter().rev().find_map(|(event, _)| edge(event, Edge::Last));
            let after = events[at + 1..].iter().find_map(|(event, _)| edge(event, Edge::First));
            before.flatten().is_some_and(is_solid) && after.flatten().is_some_and(is_solid)
        })
        .map(|(at, _)| at)
        .collect();
    let mut joins = joins.into_iter().peekable();
    let mut at = 0;
    events.retain(|_| {
        let wrapped = joins.next_if_eq(&at).is_some();
        at += 1;
        !wrapped
    });
}

/// Which end of an event's text.
#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

/// The character at one end of an event's text: `None` looks further (the marks of emphasis and
/// links), `Some(None)` is an end without a character.
fn edge(event: &Event<'_>, edge: Edge) -> Option<Option<char>> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(match edge {
            Edge::First => text.chars().next(),
            Edge::Last => text.chars().next_back(),
        }),
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
        | Event::FootnoteReference(_) => None,
        _ => Some(None),
    }
}
