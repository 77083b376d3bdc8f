//! How far the work is, and how long each stage took. The only place that reads the clock, and
//! none of it reaches the site.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Talk;
use crate::pipeline::Observer;

/// Draws a bar on a terminal and takes the time of each stage.
pub(super) struct Progress {
    bar: ProgressBar,
    stages: Mutex<Vec<(&'static str, Instant)>>,
}

impl Progress {
    pub(super) fn new(talk: Talk) -> Self {
        // indicatif draws nothing when standard error is no terminal.
        let target = match talk {
            Talk::Normal => ProgressDrawTarget::stderr(),
            Talk::Quiet => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{msg:12} {bar:40} {pos}/{len}") {
            bar.set_style(style);
        }
        Self { bar, stages: Mutex::default() }
    }

    /// The work is over: takes the bar away and says how long each stage took.
    pub(super) fn finish(&self) -> Vec<(&'static str, Duration)> {
        self.bar.finish_and_clear();
        let end = now();
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = stages.iter().skip(1).map(|(_, begin)| *begin).chain([end]);
        stages.iter().zip(ends).map(|((name, begin), end)| (*name, end - *begin)).collect()
    }
}

impl Observer for Progress {
    fn stage(&self, name: &'static str, steps: usize) {
        self.bar.reset();
        self.bar.set_length(steps.try_into().unwrap_or(u64::MAX));
        self.bar.set_message(name);
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).push((name, now()));
    }

    fn step(&self) {
        self.bar.inc(1);
    }
}

#[expect(clippy::disallowed_methods, reason = "timings are shown to people, never written")]
fn now() -> Instant {
    Instant::now()
}
