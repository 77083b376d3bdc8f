//! How the text was set, learnt from the text itself: the measure, the indent of a first line, and
//! what the extractor's traces (trailing spaces, empty lines, indents) are worth.

use super::facts;
use super::lines::Line;
use crate::text::han::{is_cjk_punctuation, is_solid};
use crate::text::width;

/// Costs and weights are in tenths of a natural logarithm of odds.
pub(super) type Cost = i32;

/// What was learnt.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The width of a full line in half-widths.
    pub(super) measure: usize,
    /// The indent of a paragraph's first line in half-widths.
    pub(super) indent: usize,
    /// Whether lines are wrapped at all, or each is a paragraph.
    pub(super) wrapped: bool,
    space_after: Cue,
    blank: Cue,
    wide_blank: Cue,
    indented: Cue,
}

/// What the presence and the absence of a trace say for the end of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
struct Cue {
    present: Cost,
    absent: Cost,
}

/// How often a trace stood at the ends of paragraphs, and inside of them.
#[derive(Clone, Copy, Debug, Default)]
struct Sample {
    at_ends: usize,
    ends: usize,
    inside: usize,
    joins: usize,
}

impl Sample {
    /// What an empty line says where hardly any stands, before the text has shown anything: mostly
    /// a new paragraph.
    const BLANK: Self = Self { at_ends: 3, ends: 5, inside: 0, joins: 5 };
    /// What an indent says before the text has shown anything.
    const INDENT: Self = Self { at_ends: 1, ends: 3, inside: 0, joins: 3 };

    /// The shares of ends and of joins at which the trace stood, never quite none or all.
    fn shares(self) -> (f64, f64) {
        let share = |part: usize, whole: usize| (part as f64 + 0.3) / (whole as f64 + 0.6);
        (share(self.at_ends, self.ends), share(self.inside, self.joins))
    }

    fn and(self, prior: Self) -> Self {
        Self {
            at_ends: self.at_ends + prior.at_ends,
            ends: self.ends + prior.ends,
            inside: self.inside + prior.inside,
            joins: self.joins + prior.joins,
        }
    }
}

/// How strong a single trace may become.
const STRONGEST: Cost = 60;

/// Odds as a weight.
fn weight(odds: f64) -> Cost {
    ((odds.ln() * 10.0).round() as Cost).clamp(-STRONGEST, STRONGEST)
}

impl Cue {
    /// Learns from places that are certain without it. Before the text has shown anything, `prior`
    /// says what the trace means where it is present; its absence means nothing then.
    fn learn(seen: Sample, prior: Sample) -> Self {
        let absent = if seen.ends == 0 || seen.joins == 0 {
            0
        } else {
            let (end, join) = seen.shares();
            weight((1.0 - end) / (1.0 - join))
        };
        let seen = seen.and(prior);
        if seen.ends == 0 || seen.joins == 0 {
            return Self::default();
        }
        let (end, join) = seen.shares();
        Self { present: weight(end / join), absent }
    }

    fn weight(self, present: bool) -> Cost {
        if present { self.present } else { self.absent }
    }
}

/// How sure it is, from the widths and the punctuation alone, that a paragraph ends behind a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certain {
    End,
    Join,
    Neither,
}

impl Layout {
    /// Learns how these lines were set.
    pub(super) fn of(lines: &[Line]) -> Self {
        let measure = measure(lines);
        let mut layout = Self {
            measure,
            indent: first_line_indent(lines, measure),
            wrapped: is_wrapped(lines),
            space_after: Cue::default(),
            blank: Cue::default(),
            wide_blank: Cue::default(),
            indented: Cue::default(),
        };
        layout.learn(lines);
        layout
    }

    fn learn(&mut self, lines: &[Line]) {
        let usual = usual_blanks(lines);
        let margins = margins(lines);
        let pairs: Vec<(Certain, &Line, &Line)> = lines
            .windows(2)
            .map(|pair| (certain(&pair[0], &pair[1], self.measure), &pair[0], &pair[1]))
            .collect();
        let sample = |observed: &dyn Fn(&Line, &Line) -> Option<bool>| {
            let mut sample = Sample::default();
            for (certain, line, next) in &pairs {
                let Some(present) = observed(line, next) else { continue };
                match certain {
                    Certain::End => {
                        sample.ends += 1;
                        sample.at_ends += usize::from(present);
                    }
                    Certain::Join => {
                        sample.joins += 1;
                        sample.inside += usize::from(present);
                    }
                    Certain::Neither => {}
                }
            }
            sample
        };
        let blank_prior = if usual == 0 { Sample::BLANK } else { Sample::default() };
        let blank = sample(&|_, next| (!next.interrupted).then_some(next.blanks > 0));
        let wide = sample(&|_, next| (!next.interrupted).then_some(next.blanks > usual));
        self.space_after = Cue::learn(sample(&observed_space), Sample::default());
        self.blank = Cue::learn(blank, blank_prior);
        self.wide_blank = Cue::learn(wide, blank_prior);
        let indented = sample(&|line, next| observed_indent(line, next, &margins));
        self.indented = Cue::learn(indented, Sample::INDENT);
    }

    /// What the extractor's traces between two lines say for the end of a paragraph (positive) or
    /// against it (negative).
    pub(super) fn traces(
        &self,
        line: &Line,
        next: &Line,
        usual: usize,
        margins: &[usize],
    ) -> Traces {
        let mut spacing = 0;
        if let Some(present) = observed_space(line, next) {
            spacing += self.space_after.weight(present);
        }
        if !next.interrupted {
            let blank = self.blank.weight(next.blanks > 0);
            let wide = self.wide_blank.weight(next.blanks > usual);
            spacing += if wide.abs() > blank.abs() { wide } else { blank };
        }
        let indent = observed_indent(line, next, margins).map_or(0, |p| self.indented.weight(p));
        Traces { spacing, indent }
    }
}

/// What the traces between two lines weigh.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Traces {
    /// Trailing spaces and empty lines.
    pub(super) spacing: Cost,
    /// The indent of the second line: headings have none.
    pub(super) indent: Cost,
}

/// A trailing space says something only where it cannot be the space behind a Latin word.
fn observed_space(line: &Line, _: &Line) -> Option<bool> {
    let solid = line.text.chars().next_back().is_some_and(is_solid);
    (solid || !line.space_after).then_some(line.space_after)
}

/// Whether the next line is indented as a first line is. The one space that some extractors put at
/// the top of a page is none, and a line below an equally indented one belongs to a whole block.
fn observed_indent(line: &Line, next: &Line, margins: &[usize]) -> Option<bool> {
    let depth =
        |line: &Line| line.indent.saturating_sub(margins.get(line.page).copied().unwrap_or(0));
    let indent = depth(next);
    let block = indent >= 2 && depth(line) == indent && line.page == next.page;
    (!(next.interrupted && indent == 1) && indent <= 12 && !block).then_some(indent >= 2)
}

/// The left margin of each page: the indent that most of its lines do not go below.
pub(super) fn margins(lines: &[Line]) -> Vec<usize> {
    let pages = lines.last().map_or(0, |line| line.page + 1);
    let mut margins = vec![usize::MAX; pages];
    for line in lines {
        margins[line.page] = margins[line.page].min(line.indent);
    }
    margins.into_iter().map(|margin| if margin == usize::MAX { 0 } else { margin }).collect()
}

/// How many empty lines usually stand between two lines.
pub(super) fn usual_blanks(lines: &[Line]) -> usize {
    let mut counts = [0_usize; 4];
    for line in lines.iter().skip(1) {
        counts[line.blanks.min(3)] += 1;
    }
    (0..counts.len()).max_by_key(|blanks| (counts[*blanks], 3 - blanks)).unwrap_or(0)
}

/// The width of a full line: the one in which most of the text is set, give or take what
/// justification and Latin letters make of it.
pub(super) fn measure(lines: &[Line]) -> usize {
    let widest = lines.iter().map(|line| line.width).max().unwrap_or(0).min(400);
    let mut counts = vec![0_usize; widest + 2];
    for line in lines.iter().filter(|line| line.width >= 12) {
        counts[line.width.min(widest)] += 1;
    }
    let near = |at: usize| {
        counts[at] * 2 + counts[at.saturating_sub(1)] + counts[(at + 1).min(widest + 1)]
    };
    let best = (0..=widest).max_by_key(|at| (near(*at) * at, *at)).unwrap_or(0);
    let around = |at: usize| (at.saturating_sub(2)..=at + 2).filter_map(|w| counts.get(w)).sum();
    let all: usize = counts.iter().sum();
    let text: usize = counts.iter().enumerate().map(|(width, count)| width * count).sum();
    let share: usize = around(best);
    if share * best * 5 >= text && share > 2 {
        return best;
    }
    // Too few lines for one width to stand out: the widest that is no exception.
    (0..=widest)
        .rev()
        .find(|at| counts[*at] > 0 && around(*at) >= (all / 10).clamp(1, 4))
        .unwrap_or(widest)
}

/// Whether lines were wrapped. Where every long line ends a sentence, each is a paragraph.
fn is_wrapped(lines: &[Line]) -> bool {
    let long: Vec<&Line> = lines.iter().filter(|line| line.width >= 30).collect();
    let ended = long.iter().filter(|line| facts::ends_sentence(&line.text)).count();
    long.is_empty() || ended * 100 < long.len() * 85
}

/// The indent of first lines: behind a certain end, a line that goes on is narrower by it.
fn first_line_indent(lines: &[Line], measure: usize) -> usize {
    let mut missing: Vec<usize> = lines
        .windows(3)
        .filter(|w| certain(&w[0], &w[1], measure) == Certain::End)
        .filter(|w| !facts::ends_sentence(&w[1].text) && super::markers::of(&w[1].text).is_none())
        .filter(|w| w[1].width * 4 >= measure * 3 && w[1].width <= measure)
        .map(|w| measure - w[1].width)
        .collect();
    missing.sort_unstable();
    match missing.get(missing.len() / 2) {
        Some(3..=6) => 4,
        _ => 0,
    }
}

/// What the width and the punctuation of a line say with certainty.
fn certain(line: &Line, next: &Line, measure: usize) -> Certain {
    let ends = facts::ends_sentence(&line.text);
    let full = line.width + 3 + first_unit(&next.text) > measure;
    let short = line.width + first_unit(&next.text) + 8 <= measure;
    let starts = super::markers::of(&next.text).is_some();
    if ends && short && !line.stretched && line.width >= 8 {
        Certain::End
    } else if !ends && full && !starts && next.width * 2 > measure && is_middle(&line.text) {
        Certain::Join
    } else {
        Certain::Neither
    }
}

/// Whether a text that ends like this goes on: in a Han character or inner punctuation.
fn is_middle(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| is_solid(c) && !"）」』》：".contains(c))
}

/// Opening punctuation, which may not end a line (W3C, Requirements for Chinese Text Layout,
/// 3.1.5).
const OPENERS: &str = "「『（(《〈【〔“‘［[";
/// Closing punctuation, which may not begin one.
const CLOSERS: &str = "」』）)》〉】〕”’］]，。、；：！？．,.;:!?…—%％";

/// Whether a line cannot begin with `c`.
pub(super) fn is_closing(c: char) -> bool {
    CLOSERS.contains(c) && !"…—“‘.".contains(c)
}

/// The width of what a line must take whole at least: a character or Latin word with the
/// punctuation that may not be parted from it.
pub(super) fn first_unit(text: &str) -> usize {
    let opened = text.len() - text.trim_start_matches(|c| OPENERS.contains(c)).len();
    let rest = &text[opened..];
    let word_end = rest.find(|c: char| is_solid(c) || is_cjk_punctuation(c) || c.is_whitespace());
    let core = match word_end {
        Some(0) => rest.chars().next().map_or(0, char::len_utf8),
        Some(end) => end,
        None => rest.len(),
    };
    let tail = &rest[core..];
    let closed = tail.len() - tail.trim_start_matches(is_closing).len();
    width::of(&text[..opened + core + closed])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_unit_is_what_may_not_be_parted() {
        assert_eq!(first_unit("善本"), 2);
        assert_eq!(first_unit("「善」本"), 6);
        assert_eq!(first_unit("善。」本"), 6);
        assert_eq!(first_unit("Aware Sensor"), 5);
        assert_eq!(first_unit("70%，"), 5);
        assert_eq!(first_unit(""), 0);
    }
}
