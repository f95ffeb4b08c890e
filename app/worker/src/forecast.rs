//! What a scenario's build does, for a question that asks to foretell it.
//!
//! In: a scenario. Out: what may happen, in the order in which it would, and what of it does. Only the course's check
//! asks here; the page has the answers in it.

mod sinks;

use drybuild::Span;
use drybuild::solve::Status;
use lab_protocol::{Change, Scenario};

use crate::goal::changed;
use crate::simulation::Simulation;

pub use sinks::sinks;

/// Something that may happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foretold {
    /// What: an instruction as it is written, or a place in words.
    pub text: String,
    /// Whether it happens.
    pub happens: bool,
    /// Why, in a sentence.
    pub reason: String,
}

/// Which instructions of the image's own history add a layer.
///
/// # Errors
/// When there is no image.
pub fn layers(scenario: &Scenario) -> Result<Vec<Foretold>, String> {
    let simulation = built(scenario)?;
    let report = simulation.report();
    let image = report.as_ref().and_then(|report| report.images.first());
    let rows = image.map_or(&[][..], |image| &image.history);
    let own = rows.iter().filter_map(|row| Some((row, row.span?)));
    Ok(own
        .map(|(row, span)| Foretold {
            text: instruction(&simulation, span),
            happens: !row.empty_layer,
            reason: if row.empty_layer {
                "It changes the image config and adds no layer.".to_owned()
            } else {
                "What it changed is a layer.".to_owned()
            },
        })
        .collect())
}

/// Which steps of the next build come from the cache, after these files have changed and with this command.
///
/// # Errors
/// When one of the builds does not end well, or a file is not there.
pub fn cache_hits(
    scenario: &Scenario,
    edited: &[String],
    command: Option<&str>,
) -> Result<Vec<Foretold>, String> {
    let is_there = |path: &&String| scenario.files.iter().any(|file| file.path == **path);
    if let Some(path) = edited.iter().find(|path| !is_there(path)) {
        return Err(format!("the context has no file `{path}`"));
    }
    let first = built(scenario)?;
    let change = Change {
        edit: edited.to_vec(),
        ..Change::default()
    };
    let mut next = changed(scenario, &change);
    if let Some(command) = command {
        command.clone_into(&mut next.command);
    }
    let second = first.again(&next, false);
    if let Some(error) = second.error() {
        return Err(format!("the second build fails: {error}"));
    }
    let steps = second.report().map(|report| report.steps);
    let step = |step: drybuild::report::Step| {
        let happens = step.status == Status::Cached;
        let reason = match &step.miss {
            Some(miss) => format!("It runs: {}.", miss.text()),
            None if happens => "Nothing that it depends on is another.".to_owned(),
            None => "It runs.".to_owned(),
        };
        Some(Foretold {
            text: instruction(&second, step.span?),
            happens,
            reason,
        })
    };
    Ok(steps.into_iter().flatten().filter_map(step).collect())
}

fn built(scenario: &Scenario) -> Result<Simulation, String> {
    let simulation = Simulation::first(scenario);
    match simulation.error() {
        Some(error) => Err(format!("the lab does not build: {error}")),
        None => Ok(simulation),
    }
}

/// An instruction on one line, as long as a reader needs to know it again.
fn instruction(simulation: &Simulation, span: Span) -> String {
    let text = simulation
        .last()
        .and_then(|build| span.text(&build.dockerfile))
        .unwrap_or("");
    let words = text.split_whitespace().filter(|word| *word != "\\");
    let line = words.collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", line.get(..at).unwrap_or("").trim_end()),
        None => line,
    }
}

/// In characters.
const LONGEST: usize = 90;

#[cfg(test)]
mod tests {
    use lab_protocol::{ContextFile, Secret};

    use super::*;

    const DOCKERFILE: &str = "FROM python:3.13-slim\nARG TOKEN\nENV A=1\nWORKDIR /srv\n\
                              COPY requirements.txt .\nRUN pip install \\\n    -r requirements.txt\n\
                              COPY web.py .\nCMD [\"python3\", \"web.py\"]\n";

    fn scenario() -> Scenario {
        let file = |path: &str| ContextFile {
            path: path.to_owned(),
            text: "flask\n".to_owned(),
        };
        Scenario {
            dockerfile: DOCKERFILE.to_owned(),
            files: vec![file("requirements.txt"), file("web.py")],
            command: "docker build --build-arg TOKEN=demo-4711 .".to_owned(),
            secrets: vec![Secret {
                name: "TOKEN".to_owned(),
                value: "demo-4711".to_owned(),
                file: None,
                env: None,
            }],
            ..Scenario::default()
        }
    }

    fn shown(found: Result<Vec<Foretold>, String>) -> Vec<String> {
        let line = |one: Foretold| format!("{} {}", if one.happens { '+' } else { '-' }, one.text);
        found.expect("it builds").into_iter().map(line).collect()
    }

    #[test]
    fn layers_are_those_of_the_history() {
        assert_eq!(
            shown(layers(&scenario())),
            [
                "- ARG TOKEN",
                "- ENV A=1",
                "+ WORKDIR /srv",
                "+ COPY requirements.txt .",
                "+ RUN pip install -r requirements.txt",
                "+ COPY web.py .",
                "- CMD [\"python3\", \"web.py\"]",
            ]
        );
    }

    #[test]
    fn cache_hits_are_those_of_the_second_build() {
        let hits = |edited: &[&str], command: Option<&str>| {
            let edited: Vec<_> = edited.iter().map(|path| (*path).to_owned()).collect();
            let found = shown(cache_hits(&scenario(), &edited, command));
            let signs = found.iter().filter_map(|line| line.chars().next());
            signs.collect::<String>()
        };
        assert_eq!(hits(&[], None), "++++");
        assert_eq!(hits(&["web.py"], None), "+++-");
        assert_eq!(hits(&["requirements.txt"], None), "+---");
        let other = "docker build --build-arg TOKEN=other .";
        assert_eq!(hits(&[], Some(other)), "++--");
        let missing = cache_hits(&scenario(), &["setup.py".to_owned()], None);
        assert!(
            missing
                .expect_err("there is no such file")
                .contains("setup.py")
        );
    }

    #[test]
    fn sinks_are_those_that_the_secret_reaches_for_certain() {
        let found = shown(sinks(&scenario(), None));
        assert!(
            found.contains(&"+ The history of the image".to_owned()),
            "{found:?}"
        );
        assert!(
            found.contains(&"- The config of the image".to_owned()),
            "{found:?}"
        );
        assert!(sinks(&scenario(), Some("OTHER")).is_err());
    }

    #[test]
    fn what_does_not_build_cannot_be_foretold() {
        let mut broken = scenario();
        broken.dockerfile.push_str("RUNN\n");
        assert!(layers(&broken).expect_err("it is broken").contains("RUNN"));
    }
}
