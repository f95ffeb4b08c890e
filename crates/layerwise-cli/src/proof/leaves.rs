//! Where a block says that secrets are when it has run.

use std::collections::{BTreeMap, BTreeSet};

use drybuild::labelled::Certainty;
use drybuild::reach::{self, Outputs, Sink};

use super::terminal::Terminal;

/// `nothing`, or secrets with the places that hold them.
#[derive(Debug, Default)]
pub(super) struct Leaves {
    /// By secret; one that is not named is not spoken of, unless nothing is said to be left.
    places: BTreeMap<String, BTreeSet<Sink>>,
}

impl Leaves {
    /// Reads `TOKEN in image-history, build-log; KEY in nothing`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        if text.trim() == NOTHING {
            return Ok(Self::default());
        }
        let mut places = BTreeMap::new();
        for part in text.split(';') {
            let (secret, list) = part.split_once(" in ").ok_or(
                "`leaves` is `nothing`, or names each secret with its places: `leaves=\"TOKEN in image-history, build-log\"`",
            )?;
            let mut sinks = BTreeSet::new();
            for name in list
                .split(',')
                .map(str::trim)
                .filter(|name| *name != NOTHING)
            {
                let sink = Sink::ALL.into_iter().find(|sink| sink.name() == name);
                let sink = sink.ok_or_else(|| {
                    let known: Vec<&str> = Sink::ALL.iter().map(|sink| sink.name()).collect();
                    format!("{name:?} is no place; places: {}", known.join(", "))
                })?;
                sinks.insert(sink);
            }
            places.insert(secret.trim().to_owned(), sinks);
        }
        Ok(Self { places })
    }
}

const NOTHING: &str = "nothing";

/// What is wrong, if anything: the places that certainly hold a secret, of the outputs that the builds really made.
pub(super) fn compare(leaves: &Leaves, terminal: &Terminal) -> Option<String> {
    let builds = terminal.docker.builds();
    if builds.is_empty() {
        return Some("nothing was built that could leave anything".to_owned());
    }
    let names = terminal.names.iter();
    let mut actual: BTreeMap<&str, BTreeSet<Sink>> =
        names.map(|name| (name.as_str(), BTreeSet::new())).collect();
    for reach in reach::reach(builds, &terminal.docker.builder().state) {
        let name = terminal.names.get(reach.secret.0 as usize);
        let Some(sinks) = name.and_then(|name| actual.get_mut(name.as_str())) else {
            continue;
        };
        let certain = reach.reached.iter().filter(|reach| {
            reach.certainty == Certainty::Certain && reach.outputs == Outputs::ThisBuild
        });
        sinks.extend(certain.map(|reach| reach.sink));
    }
    if actual.is_empty() {
        return Some(
            "there is no secret to follow: prove the block in a lab that has some, or name one: `secret=\"TOKEN=demo-4711\"`"
                .to_owned(),
        );
    }
    if leaves.places.is_empty() {
        let left = actual.iter().find(|(_, sinks)| !sinks.is_empty())?;
        return Some(format!("{} is in {}", left.0, list(left.1)));
    }
    for (name, said) in &leaves.places {
        match actual.get(name.as_str()) {
            None => {
                let known: Vec<&str> = actual.keys().copied().collect();
                return Some(format!(
                    "no secret is called {name}; there is {}",
                    known.join(", ")
                ));
            }
            Some(sinks) if sinks != said => return Some(format!("{name} is in {}", list(sinks))),
            Some(_) => {}
        }
    }
    None
}

fn list(sinks: &BTreeSet<Sink>) -> String {
    if sinks.is_empty() {
        return NOTHING.to_owned();
    }
    let names: Vec<&str> = sinks.iter().map(|sink| sink.name()).collect();
    names.join(", ")
}
