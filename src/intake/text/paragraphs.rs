//! Finds where paragraphs, headings and list items begin and end.
//!
//! Every way to cut the lines into blocks has a cost, and the cheapest is found by dynamic
//! programming (Viterbi). What costs:
//!
//! - *Joining* a line to the next although the first word of that one would still have fitted:
//!   nobody wraps a line there. A first line has less room, by its indent.
//! - *Ending* a paragraph in mid-sentence, or at the end of a full line.
//! - Going against the extractor's traces, as far as [`Layout`] found that they mean something.

use super::facts;
use super::layout::{self, Cost, Layout, Traces};
use super::lines::Line;
use super::markers::{self, Kind};
use crate::text::han::is_han;

/// What a run of lines is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Paragraph,
    Heading,
    Item,
}

/// A run of lines that belong together: `lines[start..end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) role: Role,
}

/// What a line is within its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    First,
    Next,
    Heading,
    ItemFirst,
    ItemNext,
}

const STATES: [State; 5] =
    [State::First, State::Next, State::Heading, State::ItemFirst, State::ItemNext];

/// More than any sum of costs.
const NEVER: Cost = 1_000_000;

impl State {
    /// Whether a line in this state goes on from the one before.
    fn continues(self) -> bool {
        matches!(self, Self::Next | Self::ItemNext)
    }

    /// Whether a line in this state can stand behind one in `before`.
    fn may_follow(self, before: Self) -> bool {
        match self {
            Self::Next => matches!(before, Self::First | Self::Next),
            Self::ItemNext => matches!(before, Self::ItemFirst | Self::ItemNext),
            Self::First | Self::Heading | Self::ItemFirst => true,
        }
    }

    fn role(self) -> Role {
        match self {
            Self::First | Self::Next => Role::Paragraph,
            Self::Heading => Role::Heading,
            Self::ItemFirst | Self::ItemNext => Role::Item,
        }
    }
}

/// What is known about each line, once for all costs.
struct Facts {
    /// The room that the line had, in half-widths.
    measure: usize,
    width: usize,
    /// How far widths can be trusted: Latin letters are not half as wide as Han characters.
    tolerance: usize,
    first_unit: usize,
    ends_sentence: bool,
    /// Whether neither it nor the line before it ends a sentence.
    within_sentence: bool,
    ends_like: Ending,
    marker: Option<Kind>,
    heading: Cost,
    starts_inside: bool,
    stretched: bool,
}

/// How a line that ends no sentence ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// In a comma or its like: the sentence goes on.
    Comma,
    /// In a colon: a list or a quotation may follow.
    Colon,
    /// In a closing bracket or quote, behind which a list item may stop.
    Bracket,
    /// In anything else.
    Open,
}

/// Cuts lines into runs.
pub(super) fn cut(lines: &[Line], layout: &Layout) -> Vec<Run> {
    if lines.is_empty() {
        return Vec::new();
    }
    let facts = facts_of(lines, layout);
    let states = cheapest(lines, &facts, layout);
    let mut runs: Vec<Run> = Vec::new();
    for (index, state) in states.into_iter().enumerate() {
        match runs.last_mut() {
            Some(run) if state.continues() => run.end = index + 1,
            _ => runs.push(Run { start: index, end: index + 1, role: state.role() }),
        }
    }
    runs
}

fn facts_of(lines: &[Line], layout: &Layout) -> Vec<Facts> {
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let latin = line.text.chars().filter(char::is_ascii).count();
            Facts {
                measure: local_measure(lines, index, layout.measure),
                width: line.width,
                tolerance: latin / 8,
                first_unit: layout::first_unit(&line.text),
                ends_sentence: facts::ends_sentence(&line.text),
                within_sentence: index > 0
                    && !facts::ends_sentence(&line.text)
                    && !facts::ends_sentence(&lines[index - 1].text),
                ends_like: ending(&line.text),
                marker: markers::of(&line.text).map(|marker| marker.kind),
                heading: heading_cost(line, layout.measure),
                starts_inside: starts_inside(&line.text),
                stretched: line.stretched,
            }
        })
        .collect()
}

/// Lines in a row that are equally narrow, or equally indented, were set to a narrower measure: a
/// quotation, a caption.
fn local_measure(lines: &[Line], index: usize, measure: usize) -> usize {
    let (width, indent) = (lines[index].width, lines[index].indent);
    if width + 6 >= measure || width * 3 < measure {
        return measure.max(width);
    }
    let neighbours = |alike: &dyn Fn(&&Line) -> bool| -> Vec<usize> {
        let before = lines[..index].iter().rev().take_while(alike);
        before.chain(lines[index + 1..].iter().take_while(alike)).map(|line| line.width).collect()
    };
    let indented = neighbours(&|line| indent >= 2 && line.indent == indent);
    if let Some(widest) = indented.iter().max().filter(|widest| **widest + 6 < measure) {
        return (*widest).max(width) + 2;
    }
    let alike = neighbours(&|line| line.width.abs_diff(width) <= 2).len();
    if alike >= 2 && width * 2 >= measure { width + 2 } else { measure }
}

fn ending(text: &str) -> Ending {
    match text.chars().next_back() {
        Some('，' | '、' | '；' | ',' | ';') => Ending::Comma,
        Some('：' | ':') => Ending::Colon,
        Some('）' | ')' | '」' | '》' | '”') => Ending::Bracket,
        _ => Ending::Open,
    }
}

/// Whether no sentence begins like this.
fn starts_inside(text: &str) -> bool {
    text.chars().next().is_some_and(|c| layout::is_closing(c) || "的了們们嗎吗呢吧之".contains(c))
}

/// What it costs to take a line for a heading by itself: short, without final punctuation;
/// cheap if it is numbered.
fn heading_cost(line: &Line, measure: usize) -> Cost {
    let text = &line.text;
    let ends_in_stop = facts::ends_sentence(text) && !text.ends_with(['？', '?', '！']);
    let han = text.chars().filter(|c| is_han(*c)).count();
    let inner = text.chars().filter(|c| "，。；".contains(*c)).count();
    let marker = markers::of(text).map(|marker| marker.kind);
    if ends_in_stop
        || matches!(ending(text), Ending::Comma | Ending::Colon)
        || line.stretched
        || line.width * 10 > measure * 9
        || marker == Some(Kind::Bullet)
        || facts::is_web_address(text)
        || facts::is_caption(text)
        || starts_inside(text)
        || (han < 2 && text.chars().filter(|c| c.is_alphabetic()).count() < 4)
    {
        return NEVER;
    }
    let by_marker = match marker {
        Some(Kind::Digit | Kind::DigitInBrackets | Kind::Circled) => 15,
        Some(_) => 4,
        None => 18,
    };
    let by_inner = 8 * Cost::try_from(inner).unwrap_or(4);
    let by_width = if line.width * 3 > measure * 2 { 10 } else { 0 };
    by_marker + by_inner + by_width
}

/// The cheapest states of all lines.
fn cheapest(lines: &[Line], facts: &[Facts], layout: &Layout) -> Vec<State> {
    let usual = layout::usual_blanks(lines);
    let margins = layout::margins(lines);
    let mut costs: Vec<[Cost; 5]> = vec![STATES.map(|state| opening(state, &facts[0]))];
    let mut from: Vec<[usize; 5]> = vec![[0; 5]];
    for index in 1..lines.len() {
        let traces = layout.traces(&lines[index - 1], &lines[index], usual, &margins);
        let (line, next) = (&facts[index - 1], &facts[index]);
        let before = costs[index - 1];
        let mut row = [NEVER; 5];
        let mut origin = [0; 5];
        for (to, state) in STATES.iter().enumerate() {
            for (at, previous) in STATES.iter().enumerate() {
                if !state.may_follow(*previous) || before[at] >= NEVER {
                    continue;
                }
                let step = if state.continues() {
                    joining(*previous, line, next, layout)
                } else {
                    breaking(*previous, *state, line, next, layout) - weight(*state, traces)
                };
                let cost = before[at].saturating_add(step).saturating_add(opening(*state, next));
                if cost < row[to] {
                    (row[to], origin[to]) = (cost, at);
                }
            }
        }
        costs.push(row);
        from.push(origin);
    }
    trace_back(&costs, &from, facts)
}

fn trace_back(costs: &[[Cost; 5]], from: &[[usize; 5]], facts: &[Facts]) -> Vec<State> {
    let last = costs.len() - 1;
    let closing = |at: usize| costs[last][at].saturating_add(last_cost(STATES[at], &facts[last]));
    let mut at = (0..STATES.len()).min_by_key(|at| closing(*at)).unwrap_or(0);
    let mut states = vec![STATES[at]];
    for index in (1..costs.len()).rev() {
        at = from[index][at];
        states.push(STATES[at]);
    }
    states.reverse();
    states
}

/// What it costs that a line is in this state, whatever stands around it.
fn opening(state: State, line: &Facts) -> Cost {
    let numbered = matches!(
        line.marker,
        Some(
            Kind::Digit
                | Kind::DigitInBrackets
                | Kind::Circled
                | Kind::Bullet
                | Kind::HanInBrackets
                | Kind::Han
        )
    );
    match state {
        State::Heading => line.heading,
        State::ItemFirst if !numbered => NEVER,
        State::ItemFirst => 4,
        State::First if line.marker == Some(Kind::Bullet) => 40,
        State::First if numbered => 12,
        State::First | State::Next | State::ItemNext => 0,
    }
}

/// What it costs that the text ends with this line.
fn last_cost(state: State, line: &Facts) -> Cost {
    match state {
        State::Heading => 50,
        _ if line.ends_sentence => 0,
        _ => 10,
    }
}

/// What it costs to go on from `line` to `next`.
fn joining(state: State, line: &Facts, next: &Facts, layout: &Layout) -> Cost {
    if !layout.wrapped {
        return NEVER;
    }
    let mut cost = 0;
    let (room, slack) = match state {
        // A narrower block is indented as a whole.
        State::First if line.measure < layout.measure => (line.measure, 0),
        State::First => (line.measure.saturating_sub(layout.indent), 0),
        // Items hang by an unknown indent.
        State::ItemNext | State::ItemFirst => (line.measure, 6),
        State::Next | State::Heading => (line.measure, 0),
    };
    if state == State::First && layout.indent > 0 && line.width > room + line.tolerance + 1 {
        cost += 30;
    }
    if !line.stretched {
        let needed = line.width + next.first_unit + slack;
        let waste = waste(room.saturating_sub(needed), line.tolerance + next.tolerance / 2);
        // Within a sentence a line may be one that a foreign glyph had cut.
        cost += if line.within_sentence { waste.min(36) } else { waste };
    }
    cost += match next.marker {
        Some(Kind::Bullet) => 60,
        Some(Kind::Chapter | Kind::Section) => 40,
        Some(_) if line.ends_sentence => 30,
        Some(_) => 20,
        None => 0,
    };
    cost
}

/// What the traces say for a block that begins in `state`.
fn weight(state: State, traces: Traces) -> Cost {
    let indent = if state == State::Heading { traces.indent.max(0) } else { traces.indent };
    traces.spacing + indent
}

/// What it costs that `free` half-widths were left at a line's end although the next word would have
/// fitted into them: nobody wraps there, but Latin letters are not measured exactly.
fn waste(free: usize, tolerance: usize) -> Cost {
    match free.checked_sub(tolerance) {
        Some(0) | None if free > 0 => 5,
        Some(0) | None => 0,
        Some(beyond) => 20 + 2 * Cost::try_from(beyond).unwrap_or(NEVER).min(20),
    }
}

/// What it costs to end a block with `line` and to begin another with `next`.
fn breaking(state: State, next_state: State, line: &Facts, next: &Facts, layout: &Layout) -> Cost {
    let item_follows = next_state == State::ItemFirst;
    let mut cost = 8;
    if next.starts_inside {
        cost += 60;
    }
    if state == State::Heading {
        return cost + if next_state == State::Heading { 8 } else { 0 };
    }
    let full = line.width + next.first_unit + line.tolerance + 2 > line.measure;
    if full && layout.wrapped {
        cost += 10;
    }
    if line.stretched {
        cost += 40;
    }
    if !line.ends_sentence {
        cost += match (line.ends_like, state) {
            (Ending::Colon, _) if item_follows => 0,
            (Ending::Colon, _) => 22,
            (Ending::Comma, _) if item_follows => 10,
            (Ending::Comma, _) => 60,
            (Ending::Open, State::ItemFirst | State::ItemNext) if item_follows => 10,
            (Ending::Bracket, _) => 24,
            (Ending::Open, State::First) => 36,
            (Ending::Open, _) => 52,
        };
    }
    cost
}
