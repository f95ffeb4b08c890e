use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long something took at its quickest: what other work of the machine adds is not its own.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Time {
    /// Of one run.
    pub seconds: f64,
}

/// The quickest of several runs, for about half a second.
pub fn time<T>(mut work: impl FnMut() -> T) -> Time {
    let budget = Duration::from_millis(500);
    let begin = Instant::now();
    let mut best = Duration::MAX;
    let mut runs = 0;
    while runs < 5 || (begin.elapsed() < budget && runs < 2_000) {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed());
        runs += 1;
    }
    Time {
        seconds: best.as_secs_f64(),
    }
}

impl Time {
    /// In milliseconds.
    #[must_use]
    pub fn ms(self) -> f64 {
        self.seconds * 1e3
    }
}
