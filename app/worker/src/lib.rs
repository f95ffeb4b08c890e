//! The simulator behind the lab: a scenario as the learner typed it in, a report ready to be shown out.
//!
//! [`answer`] is all that the Web Worker does with a message; `main.rs` only carries text. Each view maps one part of
//! drybuild's report to the protocol: byte spans become lines and UTF-16 offsets, secrets become their names.

mod attestations_view;
mod caches_view;
mod diagnostics_view;
mod fix_view;
pub mod forecast;
pub mod goal;
mod guess;
mod layers_view;
mod link;
mod position;
mod progress_view;
mod reach_view;
mod report_view;
mod scenario;
mod simulation;
mod terminal;
mod tokens_view;

use lab_protocol::{
    Answer, Circumstances, Message, Outcome, Printed, Reply, Report, Request, Scenario, Unpacked,
};

pub use link::pack;
use simulation::Simulation;

/// Answers one message: a [`Message`] as JSON in, a [`Reply`] as JSON out. Text that is no message gives an answer with
/// id 0. A line of the terminal changes the terminal of this worker, which serves one lab.
#[must_use]
pub fn answer(message: &str) -> String {
    let reply = match serde_json::from_str::<Message>(message) {
        Ok(Message::Simulate(request)) => Reply::Simulated(Box::new(simulate(&request))),
        Ok(Message::Type(typed)) => Reply::Printed(terminal::run(&typed)),
        Ok(Message::Pack(scenario)) => Reply::Packed(link::pack(&scenario)),
        Ok(Message::Unpack(text)) => Reply::Unpacked(link::unpack(&text)),
        Err(error) => failed(0, &format!("the request cannot be read: {error}")),
    };
    text(&reply)
}

fn simulate(request: &Request) -> Answer {
    let (followed, guessed) = guess::with_secrets(&request.scenario);
    let scenario = &followed;
    let mut circumstances = request.circumstances.clone();
    if let Some(before) = &mut circumstances.before
        && before.secrets.is_empty()
    {
        before.secrets.clone_from(&scenario.secrets);
    }
    let simulation = Simulation::under(scenario, &circumstances);
    let mut report = report_view::report(scenario, &simulation);
    report.assumptions.splice(0..0, guessed);
    if let Some(release) = simulation::older(&request.circumstances.release) {
        report.builder = format!("BuildKit of Docker {}", release.name());
    }
    // A goal is about what the learner wrote, whatever was built before.
    // It speaks of the secrets that its author named.
    let is_first =
        request.circumstances == Circumstances::default() && *scenario == request.scenario;
    let goal = request.goal.as_ref().map(|goal| match is_first {
        true => goal::judge_first(scenario, &simulation, goal),
        false => goal::judge(&request.scenario, goal),
    });
    let fixes = request.wants_fixes.then(|| {
        // A command that is refused, or a file that cannot be read, has nothing to build upon.
        if report.reach.is_empty() {
            Vec::new()
        } else {
            fix_view::view(scenario)
        }
    });
    Answer {
        id: request.id,
        report,
        fixes,
        goal,
    }
}

/// Simulates a scenario. Never fails: what is wrong is in the report.
#[must_use]
pub fn report(scenario: &Scenario) -> Report {
    let (scenario, guessed) = guess::with_secrets(scenario);
    let mut report = report_view::report(&scenario, &Simulation::first(&scenario));
    report.assumptions.splice(0..0, guessed);
    report
}

/// The reply where the simulator itself broke down; `message` is what it was about.
#[must_use]
pub fn broken(message: &str, why: &str) -> String {
    let why = format!("the simulator failed: {why}");
    text(&match serde_json::from_str::<Message>(message) {
        Ok(Message::Simulate(request)) => failed(request.id, &why),
        Ok(Message::Type(typed)) => Reply::Printed(Printed {
            id: typed.id,
            stderr: why,
            ..Printed::default()
        }),
        Ok(Message::Unpack(_)) => Reply::Unpacked(Unpacked::Refused(why)),
        Ok(Message::Pack(_)) | Err(_) => failed(0, &why),
    })
}

fn failed(id: u32, why: &str) -> Reply {
    let mut report = Report::empty(drybuild::report::BUILDER);
    report.outcome = Outcome::Failed(why.to_owned());
    Reply::Simulated(Box::new(Answer {
        id,
        report,
        fixes: None,
        goal: None,
    }))
}

fn text(reply: &Reply) -> String {
    // Structs with text keys: serialisation has nothing that could fail.
    serde_json::to_string(reply).unwrap_or_default()
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

    fn asked(request: Request) -> Answer {
        let message = Message::Simulate(Box::new(request));
        let reply = answer(&serde_json::to_string(&message).unwrap());
        match serde_json::from_str(&reply).unwrap() {
            Reply::Simulated(answer) => *answer,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_request_is_answered_under_its_id() {
        let answered = asked(Request {
            id: 7,
            scenario: scenario("FROM alpine\nRUN true\n", "docker build ."),
            ..Request::default()
        });
        assert_eq!(answered.id, 7);
        assert_eq!(answered.fixes, None);
        assert_eq!(answered.goal, None);
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
            wants_fixes: true,
            ..Request::default()
        };
        let fixes = asked(request.clone()).fixes.unwrap();
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
        let again = asked(request);
        assert!(again.report.reach[0].reached.is_empty());
        assert_eq!(again.fixes.unwrap()[0].answer, FixAnswer::Clean);
    }

    #[test]
    fn steps_have_times_lines_layers_and_inputs() {
        let report = report(&scenario(
            "FROM alpine AS one\nRUN sleep 3\nRUN touch /a\nFROM alpine\nCOPY --from=one /a /\n",
            "docker build .",
        ));
        let vertices = &report.progress.vertices;
        let of = |text: &str| vertices.iter().find(|one| one.name.contains(text)).unwrap();
        let (slow, copy) = (of("RUN sleep 3"), of("COPY --from=one"));
        let (start, end) = slow.times[0];
        assert!(end - start >= 3000, "{slow:?}");
        assert_eq!((slow.stage.as_str(), slow.layer), ("one", None));
        assert_eq!(slow.lines.map(|lines| lines.first), Some(2));
        let layers = u32::try_from(report.layers.len()).unwrap();
        assert_eq!(copy.layer, Some(layers));
        assert!(!copy.inputs.is_empty());
        assert!(
            report
                .progress
                .legacy
                .iter()
                .any(|step| step.text.contains("RUN sleep 3"))
        );
        assert!(report.progress.end_ms <= report.progress.serial_ms);
    }

    #[test]
    fn caches_and_attestations_are_told() {
        let report = report(&scenario(
            "FROM alpine\nARG T\nRUN --mount=type=cache,id=c,target=/c touch /c/a\n",
            "docker build -t r/i --push --build-arg T=demo-4711 --provenance=mode=max --cache-to type=local,dest=d,mode=max .",
        ));
        assert_eq!(report.caches.mounts[0].id, "c");
        assert_eq!(report.caches.exports[0].mode, "max");
        let provenance = &report.attestations[0];
        assert_eq!(provenance.name, "provenance.json");
        assert_eq!(provenance.secrets, ["TOKEN"]);
        let without = super::report(&scenario(
            "FROM alpine\n",
            "docker build --provenance=false .",
        ));
        assert!(without.attestations.is_empty() && !without.no_attestation.is_empty());
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
        let Reply::Simulated(answered) = serde_json::from_str(&answer("{}")).unwrap() else {
            panic!("it is an answer");
        };
        assert!(matches!(answered.report.outcome, Outcome::Failed(_)));
    }
}
