//! What is followed in a scenario that names no secret: what the command gives as one, and what looks like one.

use drybuild::likely::{self, Given};
use lab_protocol::{Scenario, Secret};

use crate::scenario;

/// The scenario with secrets, and a note for the reader about each that is only a guess.
///
/// A scenario that names its own secrets stays as it is.
pub(crate) fn with_secrets(scenario: &Scenario) -> (Scenario, Vec<String>) {
    let mut scenario = scenario.clone();
    let mut notes = Vec::new();
    if !scenario.secrets.is_empty() {
        return (scenario, notes);
    }
    let input = scenario::read(&scenario).input;
    for secret in &input.options.secrets {
        if let Some(value) = &secret.value {
            put(&mut scenario, secret.id.clone(), value);
        }
    }
    let file = dockerfile::parse(&input.dockerfile);
    for likely in likely::find(&file, &input.options, &input.context) {
        let is_there = likely.given == Given::InPlace;
        if is_there && put(&mut scenario, likely.name.clone(), &likely.value) {
            let (name, why) = (likely.name, likely.why);
            notes.push(format!("{name} is followed on a guess: {why}"));
        }
    }
    (scenario, notes)
}

/// Whether the value is new, and text.
fn put(scenario: &mut Scenario, name: String, value: &[u8]) -> bool {
    let Ok(value) = std::str::from_utf8(value) else {
        return false;
    };
    if scenario.secrets.iter().any(|secret| secret.value == value) {
        return false;
    }
    scenario.secrets.push(Secret {
        name,
        value: value.to_owned(),
        file: None,
        env: None,
    });
    true
}

#[cfg(test)]
mod tests {
    use lab_protocol::ContextFile;

    use super::*;

    fn followed(scenario: &Scenario) -> (Vec<String>, Vec<String>) {
        let (scenario, notes) = with_secrets(scenario);
        let names = scenario.secrets.into_iter().map(|secret| secret.name);
        (names.collect(), notes)
    }

    fn free() -> Scenario {
        Scenario {
            dockerfile: "FROM alpine\nARG API_TOKEN\nRUN --mount=type=secret,id=key true\n".into(),
            files: vec![ContextFile {
                path: "key.txt".to_owned(),
                text: "demo-key-4711".to_owned(),
            }],
            ..Scenario::default()
        }
    }

    #[test]
    fn what_the_command_gives_is_followed() {
        let mut scenario = free();
        scenario.command =
            "docker build --secret id=key,src=key.txt --build-arg API_TOKEN=demo-0815 .".into();
        let (names, notes) = followed(&scenario);
        assert_eq!(names, ["key", "API_TOKEN"]);
        let why = "API_TOKEN is followed on a guess: the name of the build argument says so";
        assert_eq!(notes, [why]);
    }

    #[test]
    fn what_is_not_there_is_not_followed() {
        let mut scenario = free();
        scenario.command = "docker build .".to_owned();
        assert_eq!(followed(&scenario), (Vec::new(), Vec::new()));
    }

    #[test]
    fn named_secrets_are_all_there_is() {
        let mut scenario = free();
        scenario.command = "docker build --build-arg API_TOKEN=demo-0815 .".to_owned();
        put(&mut scenario, "mine".to_owned(), b"demo-9999");
        assert_eq!(followed(&scenario), (vec!["mine".to_owned()], Vec::new()));
    }
}
