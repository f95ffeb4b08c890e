//! The table at the end.

use std::fmt;
use std::time::Duration;

#[derive(Clone, Copy)]
pub(super) enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

/// How each step went.
#[derive(Default)]
pub(super) struct Summary(Vec<(&'static str, Outcome)>);

impl Summary {
    pub(super) fn add(&mut self, step: &'static str, outcome: Outcome) {
        self.0.push((step, outcome));
    }

    pub(super) fn has_failure(&self) -> bool {
        let failed = |(_, outcome): &(_, _)| matches!(outcome, Outcome::Failed(_));
        self.0.iter().any(failed)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut total = Duration::ZERO;
        for (step, outcome) in &self.0 {
            let (word, time) = match outcome {
                Outcome::Passed(time) => ("ok", *time),
                Outcome::Failed(time) => ("FAILED", *time),
                Outcome::NotRun => ("not run", Duration::ZERO),
            };
            total += time;
            writeln!(
                formatter,
                "{step:<12} {word:<8} {:>7.1} s",
                time.as_secs_f32()
            )?;
        }
        write!(
            formatter,
            "{:<21} {:>7.1} s",
            "together",
            total.as_secs_f32()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn is_a_table_with_the_sum_of_the_times() {
        let mut summary = Summary::default();
        summary.add("format", Outcome::Passed(Duration::from_millis(1_240)));
        assert!(!summary.has_failure());
        summary.add("clippy", Outcome::Failed(Duration::from_secs(61)));
        summary.add("test", Outcome::NotRun);
        assert!(summary.has_failure());
        expect![[r#"
            format       ok           1.2 s
            clippy       FAILED      61.0 s
            test         not run      0.0 s
            together                 62.2 s"#]]
        .assert_eq(&summary.to_string());
    }
}
