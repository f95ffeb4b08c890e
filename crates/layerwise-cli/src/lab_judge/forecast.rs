//! What a lab's build does, for questions that ask to foretell it.

use course::{Forecast, Outcome, Unforeseen};
use lab_protocol::Scenario;
use lab_worker::forecast::{Foretold, cache_hits, layers, sinks};

/// What can be asked for.
const ASKS: [&str; 3] = ["layers", "cache-hits", "sinks"];

pub(super) fn foresee(start: &Scenario, asked: &Forecast) -> Result<Vec<Outcome>, Unforeseen> {
    let is_code = asked.ask != "sinks";
    let found = match asked.ask.as_str() {
        "layers" => layers(start).map_err(|message| unforeseen("lab", message)),
        "cache-hits" => cache_hits(start, &asked.changed, asked.command.as_deref())
            .map_err(|message| unforeseen("changed", message)),
        "sinks" => {
            sinks(start, asked.secret.as_deref()).map_err(|message| unforeseen("secret", message))
        }
        other => Err(Unforeseen {
            key: "ask",
            message: format!("nobody can foretell `{other}`"),
            hint: format!("ask for one of {}", ASKS.join(", ")),
        }),
    }?;
    if found.is_empty() {
        let message = "there is nothing to mark in this lab".to_owned();
        return Err(unforeseen("lab", message));
    }
    let outcome = |one: Foretold| Outcome {
        text: one.text,
        is_code,
        happens: one.happens,
        reason: one.reason,
    };
    Ok(found.into_iter().map(outcome).collect())
}

fn unforeseen(key: &'static str, message: String) -> Unforeseen {
    Unforeseen {
        key,
        message,
        hint: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_told_and_what_cannot_be_told_has_a_place() {
        let start = Scenario {
            dockerfile: "FROM alpine\nRUN date > /built\nENV A=1\n".to_owned(),
            command: "docker build .".to_owned(),
            ..Scenario::default()
        };
        let ask = |ask: &str| {
            let asked = Forecast {
                ask: ask.to_owned(),
                ..Forecast::default()
            };
            foresee(&start, &asked)
        };
        let told: Vec<_> = ask("layers")
            .expect("it builds")
            .into_iter()
            .map(|outcome| (outcome.text, outcome.happens))
            .collect();
        assert_eq!(
            told,
            [
                ("RUN date > /built".to_owned(), true),
                ("ENV A=1".to_owned(), false)
            ]
        );
        let places = ["weather", "sinks"].map(|one| ask(one).expect_err(one).key);
        assert_eq!(places, ["ask", "secret"]);
    }
}
