//! Conditions on a build that follows the first.

use drybuild::report::Step;
use drybuild::schedule::schedule;
use drybuild::solve::Status;
use lab_protocol::{Again, Change, Expected, Scenario};

use crate::simulation::Simulation;

/// The builds that follow the first, each simulated once.
pub(super) struct Repeats<'a> {
    scenario: &'a Scenario,
    first: &'a Simulation,
    made: Vec<(Change, Simulation)>,
}

impl<'a> Repeats<'a> {
    pub(super) fn new(scenario: &'a Scenario, first: &'a Simulation) -> Self {
        Self {
            scenario,
            first,
            made: Vec::new(),
        }
    }

    /// Why the build after a change does not show what it must.
    pub(super) fn unmet(&mut self, again: &Again) -> Option<String> {
        if let Some(path) = missing(self.scenario, &again.change) {
            return Some(format!("there is no file {path} to edit"));
        }
        let simulation = self.after(&again.change)?;
        if let Some(error) = simulation.error() {
            return Some(format!("that build fails: {error}"));
        }
        unmet(&again.expected, simulation)
    }

    fn after(&mut self, change: &Change) -> Option<&Simulation> {
        if !self.made.iter().any(|(made, _)| made == change) {
            let scenario = changed(self.scenario, change);
            let simulation = self.first.again(&scenario, change.fresh);
            self.made.push((change.clone(), simulation));
        }
        let mut made = self.made.iter();
        made.find(|(made, _)| made == change)
            .map(|(_, simulation)| simulation)
    }
}

fn missing<'a>(scenario: &Scenario, change: &'a Change) -> Option<&'a str> {
    let is_there = |path: &str| scenario.files.iter().any(|file| file.path == path);
    let mut paths = change.edit.iter().map(String::as_str);
    paths.find(|path| !is_there(path))
}

/// The scenario after a change.
pub(crate) fn changed(scenario: &Scenario, change: &Change) -> Scenario {
    let mut scenario = scenario.clone();
    for path in &change.edit {
        let mut files = scenario.files.iter_mut();
        if let Some(file) = files.find(|file| file.path == *path) {
            file.text.push('\n');
        }
    }
    for file in &change.write {
        scenario.put(&file.path, file.text.clone());
    }
    for name in &change.rotate {
        rotate(&mut scenario, name);
    }
    scenario
}

/// Another value for a secret, wherever the client or the command has it.
fn rotate(scenario: &mut Scenario, name: &str) {
    let Some(secret) = scenario
        .secrets
        .iter_mut()
        .find(|secret| secret.name == name)
    else {
        return;
    };
    let before = secret.value.clone();
    let after = format!("{before}-rotated");
    secret.value.clone_from(&after);
    scenario.command = scenario.command.replace(&before, &after);
    for file in &mut scenario.files {
        file.text = file.text.replace(&before, &after);
    }
}

fn unmet(expected: &Expected, simulation: &Simulation) -> Option<String> {
    let report = simulation.report();
    let steps = report.map(|report| report.steps).unwrap_or_default();
    match expected {
        Expected::AllCached => {
            let ran = steps.iter().find(|step| step.status != Status::Cached)?;
            Some(why_run(ran))
        }
        Expected::Cached(text) => {
            let mut named = steps.iter().filter(|step| step.name.contains(text));
            let Some(first) = named.next() else {
                return Some(format!("no step has “{text}” in its name"));
            };
            let mut all = std::iter::once(first).chain(named);
            let ran = all.find(|step| step.status != Status::Cached)?;
            Some(why_run(ran))
        }
        Expected::Runs(text) => {
            let mut named = steps.iter().filter(|step| step.name.contains(text));
            let is_run = named.any(|step| step.status == Status::Done);
            (!is_run).then(|| "it does not".to_owned())
        }
        Expected::NoDownload => {
            let timeline = schedule(simulation.last()?);
            let mut vertices = timeline.vertices.iter();
            let found = vertices.find(|vertex| vertex.download_bytes > 0)?;
            Some(format!("`{}` downloads", found.name))
        }
    }
}

fn why_run(step: &Step) -> String {
    match &step.miss {
        Some(miss) => format!("`{}` runs: {}", step.name, miss.text()),
        None => format!("`{}` runs", step.name),
    }
}
