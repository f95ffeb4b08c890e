//! How long a vertex takes, as far as it decides which of several failures comes first.

use super::Solved;
use crate::graph::{Op, Vertex};

/// Milliseconds: a process takes longer than what the builder does itself, and as long as it says that it sleeps.
pub(super) fn estimate(vertex: &Vertex, _solved: Option<&Solved>) -> u64 {
    match &vertex.op {
        Op::Exec(op) => 200 + op.args.iter().map(|script| slept_ms(script)).sum::<u64>(),
        Op::Source(_) => 0,
        _ => 10,
    }
}

/// The seconds behind every `sleep` of a script.
fn slept_ms(script: &str) -> u64 {
    let mut words = script.split(|c: char| c.is_whitespace() || ";&|()".contains(c));
    let mut slept = 0_u64;
    while let Some(word) = words.next() {
        if word == "sleep"
            && let Some(seconds) = words.next().and_then(|word| word.parse::<f32>().ok())
            && seconds.is_finite()
        {
            slept += std::time::Duration::try_from_secs_f32(seconds).map_or(0, |time| {
                time.as_secs() * 1000 + u64::from(time.subsec_millis())
            });
        }
    }
    slept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleep_is_counted() {
        assert_eq!(slept_ms("sleep 2; echo a && sleep .5"), 2500);
        assert_eq!(slept_ms("echo sleep; sleep x"), 0);
    }
}
