//! How far long work has come: a line on a terminal, and nothing anywhere else.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Who waits for less than this need not be told how far it has come.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line that says how many files are made; it goes away when this is dropped.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// One that is shown if somebody watches.
    pub(super) fn new(is_watched: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if is_watched && let Ok(style) = ProgressStyle::with_template("{pos} of {len} files {wide_bar} {eta} left") {
            bar.set_style(style);
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        }
        Self { bar }
    }

    /// `made` files are there, of `of`.
    pub(super) fn tell(&self, made: usize, of: usize) {
        if self.bar.is_hidden() || self.bar.elapsed() < PATIENCE {
            return;
        }
        self.bar.set_length(of as u64);
        // Threads come here in any order: a line that goes back and forth would tell nothing.
        if made as u64 > self.bar.position() {
            self.bar.set_position(made as u64);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
