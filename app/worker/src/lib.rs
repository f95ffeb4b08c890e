//! The simulator behind the lab: a scenario as the learner typed it in, a report ready to be shown out.
//!
//! [`answer`] is all that the Web Worker does with a message; `main.rs` only carries text. Each view maps one part of
//! drybuild's report to the protocol: byte spans become lines and UTF-16 offsets, secrets become their names.

mod diagnostics_view;
mod layers_view;
mod position;
mod reach_view;
mod report_view;
mod scenario;
mod tokens_view;

use lab_protocol::{Answer, Outcome, Report, Request, Scenario};

/// Answers one message: a [`Request`] as JSON in, an [`Answer`] as JSON out. Text that is no request gives an answer
/// with id 0.
#[must_use]
pub fn answer(message: &str) -> String {
    let answer = match serde_json::from_str::<Request>(message) {
        Ok(request) => Answer {
            id: request.id,
            report: report(&request.scenario),
        },
        Err(error) => failed(0, &format!("the request cannot be read: {error}")),
    };
    text(&answer)
}

/// Simulates a scenario. Never fails: what is wrong is in the report.
#[must_use]
pub fn report(scenario: &Scenario) -> Report {
    report_view::report(scenario)
}

/// The answer where the simulator itself broke down; `message` is the request that it was about.
#[must_use]
pub fn broken(message: &str, why: &str) -> String {
    let id = serde_json::from_str::<Request>(message).map_or(0, |request| request.id);
    text(&failed(id, &format!("the simulator failed: {why}")))
}

fn failed(id: u32, why: &str) -> Answer {
    let report = Report {
        builder: drybuild::report::BUILDER.to_owned(),
        outcome: Outcome::Failed(why.to_owned()),
        diagnostics: Vec::new(),
        layers: Vec::new(),
        history: Vec::new(),
        config: None,
        reach: Vec::new(),
        assumptions: Vec::new(),
        tokens: Vec::new(),
    };
    Answer { id, report }
}

fn text(answer: &Answer) -> String {
    // Structs with text keys: serialisation has nothing that could fail.
    serde_json::to_string(answer).unwrap_or_default()
}
