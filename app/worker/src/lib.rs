//! The simulator behind the lab: a scenario as the learner typed it in, a report ready to be shown out.
//!
//! [`answer`] is all that the Web Worker does with a message; `main.rs` only carries text. Each view maps one part of
//! drybuild's report to the protocol: byte spans become lines and UTF-16 offsets, secrets become their names.

mod diagnostics_view;
mod fix_view;
pub mod goal;
mod layers_view;
mod position;
mod reach_view;
mod report_view;
mod scenario;
mod simulation;
mod tokens_view;

use lab_protocol::{Answer, AnswerWithFixes, Outcome, Report, Request, Scenario};
use serde::Serialize;

use simulation::Simulation;

/// Answers one message: a [`Request`] as JSON in, an [`Answer`] as JSON out. Text that is no request gives an answer
/// with id 0.
#[must_use]
pub fn answer(message: &str) -> String {
    let request = match serde_json::from_str::<Request>(message) {
        Ok(request) => request,
        Err(error) => return text(&failed(0, &format!("the request cannot be read: {error}"))),
    };
    let id = request.id;
    let simulation = Simulation::first(&request.scenario);
    let report = report_view::report(&request.scenario, &simulation);
    let judged = request.goal.as_ref();
    let goal = judged.map(|goal| goal::judge_simulation(&request.scenario, &simulation, goal));
    if !request.wants_fixes {
        return text(&Answer { id, report, goal });
    }
    // A command that is refused, or a file that cannot be read, has nothing to build upon.
    let fixes = if report.reach.is_empty() {
        Vec::new()
    } else {
        fix_view::view(&request.scenario)
    };
    text(&AnswerWithFixes {
        id,
        report,
        fixes,
        goal,
    })
}

/// Simulates a scenario. Never fails: what is wrong is in the report.
#[must_use]
pub fn report(scenario: &Scenario) -> Report {
    report_view::report(scenario, &Simulation::first(scenario))
}

/// The answer where the simulator itself broke down; `message` is the request that it was about.
#[must_use]
pub fn broken(message: &str, why: &str) -> String {
    let id = serde_json::from_str::<Request>(message).map_or(0, |request| request.id);
    text(&failed(id, &format!("the simulator failed: {why}")))
}

fn failed(id: u32, why: &str) -> Answer {
    let mut report = Report::empty(drybuild::report::BUILDER);
    report.outcome = Outcome::Failed(why.to_owned());
    Answer {
        id,
        report,
        goal: None,
    }
}

fn text(answer: &impl Serialize) -> String {
    // Structs with text keys: serialisation has nothing that could fail.
    serde_json::to_string(answer).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use lab_protocol::{Certainty, FixAnswer, Secret, Severity, Sink};

    use super::*;

    fn scenario(dockerfile: &str, command: &str) -> Scenario {
        Scenario {
            dockerfile: dockerfile.to_owned(),
            command: command.to_owned(),
            secrets: vec![Secret {
                name: "TOKEN".to_owned(),
                value: "demo-4711".to_owned(),
                file: Some("token.txt".to_owned()),
                env: None,
            }],
            ..Scenario::default()
        }
    }

    #[test]
    fn a_request_is_answered_under_its_id() {
        let request = Request {
            id: 7,
            scenario: scenario("FROM alpine\nRUN true\n", "docker build ."),
            wants_fixes: false,
            goal: None,
        };
        let answered = answer(&serde_json::to_string(&request).unwrap());
        let answered: Answer = serde_json::from_str(&answered).unwrap();
        assert_eq!(answered.id, 7);
        assert_eq!(answered.report.outcome, Outcome::Built);
        assert_eq!(answered.report.history.len(), 3);
        assert_eq!(answered.report.reach.len(), 1);
        assert!(answered.report.reach[0].reached.is_empty());
    }

    #[test]
    fn fixes_come_when_they_are_asked_for() {
        let mut request = Request {
            id: 1,
            scenario: scenario(
                "FROM alpine\nARG TOKEN\nRUN test -n $TOKEN\n",
                "docker build --build-arg TOKEN=demo-4711 .",
            ),
            wants_fixes: false,
            goal: None,
        };
        let answered = |request: &Request| {
            let answer = answer(&serde_json::to_string(request).unwrap());
            serde_json::from_str::<AnswerWithFixes>(&answer).unwrap()
        };
        let plain = answer(&serde_json::to_string(&request).unwrap());
        assert!(!plain.contains("\"fixes\""));
        request.wants_fixes = true;
        let fixes = answered(&request).fixes;
        let FixAnswer::Fixed(fix) = &fixes[0].answer else {
            panic!("{fixes:?}");
        };
        let expected = "FROM alpine\nRUN --mount=type=secret,id=TOKEN,env=TOKEN test -n $TOKEN\n";
        assert_eq!(fix.dockerfile, expected);
        assert_eq!(fix.command, "docker build --secret id=TOKEN,env=TOKEN .");
        assert!(!fix.edits.is_empty());
        // The texts that are offered leave nothing.
        request.scenario.dockerfile = fix.dockerfile.clone();
        request.scenario.command = fix.command.clone();
        request.scenario.secrets[0].env = Some("TOKEN".to_owned());
        let again = answered(&request);
        assert!(again.report.reach[0].reached.is_empty());
        assert_eq!(again.fixes[0].answer, FixAnswer::Clean);
    }

    #[test]
    fn places_are_lines() {
        let report = report(&scenario(
            "FROM alpine\nARG TOKEN\nRUN \\\n  echo $TOKEN \\\n  > /key\n",
            "docker build --build-arg TOKEN=demo-4711 .",
        ));
        let reached = &report.reach[0].reached;
        let layer = reached
            .iter()
            .find(|reach| reach.sink == Sink::ImageLayer)
            .unwrap();
        assert_eq!(layer.certainty, Certainty::Certain);
        let lines = layer.lines.unwrap();
        assert_eq!((lines.first, lines.last), (3, 5));
        assert!(
            report
                .layers
                .iter()
                .any(|layer| layer.entries.iter().any(|entry| entry.secrets == ["TOKEN"]))
        );
    }

    #[test]
    fn a_dockerfile_that_does_not_build_has_a_message_at_its_line() {
        let report = report(&scenario("FROM alpine\nRUNN true\n", "docker build ."));
        assert!(matches!(report.outcome, Outcome::Failed(_)));
        let error = &report.diagnostics[0];
        assert_eq!(error.severity, Severity::Error);
        assert_eq!(error.lines.map(|lines| lines.first), Some(2));
        assert!(error.utf16.is_some());
        assert!(!report.tokens.is_empty());
    }

    #[test]
    fn a_command_that_does_not_run_builds_nothing() {
        let report = report(&scenario(
            "FROM alpine\n",
            "docker build --secret id=t,src=other.txt .",
        ));
        assert!(matches!(report.outcome, Outcome::Failed(_)));
        assert!(report.layers.is_empty() && report.reach.is_empty());
    }

    #[test]
    fn what_is_no_request_is_answered_too() {
        let answered: Answer = serde_json::from_str(&answer("{}")).unwrap();
        assert!(matches!(answered.report.outcome, Outcome::Failed(_)));
    }
}
