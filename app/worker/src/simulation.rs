//! Builds of a scenario, one after another on one builder.

use drybuild::build::{self, Build};
use drybuild::command::Problem;
use drybuild::machine::Network;
use drybuild::release::Release;
use drybuild::remote_cache::RemoteCaches;
use drybuild::report::{self, Report};
use drybuild::solve::Builder;
use lab_protocol::{Circumstances, Scenario};

use crate::scenario;

/// The network of a train; the figures are illustrative.
const SLOW: Network = Network {
    download_bytes_per_s: 500_000,
    upload_bytes_per_s: 125_000,
    round_trip_ms: 400,
};

/// What came of the builds so far.
pub(crate) struct Simulation {
    /// What is wrong with the last build's command.
    pub(crate) problems: Vec<Problem>,
    /// The builds, the last of which is reported; never empty.
    pub(crate) builds: Vec<Build>,
    /// The builder after them.
    pub(crate) builder: Builder,
    /// The caches outside of the builder.
    pub(crate) caches: RemoteCaches,
}

impl Simulation {
    /// The first build of a scenario, on a builder that has built nothing.
    pub(crate) fn first(scenario: &Scenario) -> Self {
        Self::under(scenario, &Circumstances::default())
    }

    /// A build after what happened before it.
    pub(crate) fn under(scenario: &Scenario, circumstances: &Circumstances) -> Self {
        match &circumstances.before {
            None => empty().build(scenario, circumstances),
            Some(before) => {
                let mut simulation = empty().build(before, circumstances);
                if circumstances.fresh {
                    simulation.builds.clear();
                    simulation.builder = Builder::default();
                }
                simulation.build(scenario, circumstances)
            }
        }
    }

    /// One build more, on the same builder or, with the same caches, on one that has built nothing.
    pub(crate) fn again(&self, scenario: &Scenario, is_fresh: bool) -> Self {
        let (builds, builder) = if is_fresh {
            (Vec::new(), Builder::default())
        } else {
            (self.builds.clone(), self.builder.clone())
        };
        let so_far = Self {
            problems: Vec::new(),
            builds,
            builder,
            caches: self.caches.clone(),
        };
        so_far.build(scenario, &Circumstances::default())
    }

    fn build(mut self, scenario: &Scenario, circumstances: &Circumstances) -> Self {
        let mut asked = scenario::read(scenario);
        if circumstances.slow_network {
            asked.input.machine.network = SLOW;
        }
        let builder = &mut self.builder;
        let built = match older(&circumstances.release) {
            // An older frontend is simulated without caches of elsewhere.
            Some(release) => build::build_as(release.frontend(), asked.input, builder),
            None => build::build_with(asked.input, builder, &mut self.caches),
        };
        self.problems = asked.problems;
        self.builds.push(built);
        self
    }

    /// The build that is reported.
    pub(crate) fn last(&self) -> Option<&Build> {
        self.builds.last()
    }

    /// What the last build shows.
    pub(crate) fn report(&self) -> Option<Report> {
        report::report(&self.builds, &self.builder, &self.problems)
    }

    /// Why there is no image; `None` where there is one.
    pub(crate) fn error(&self) -> Option<String> {
        let usage = self.usage_error().map(str::to_owned);
        usage.or_else(|| self.last()?.error().map(str::to_owned))
    }

    /// What the command is refused for, before anything is sent to a builder.
    pub(crate) fn usage_error(&self) -> Option<&str> {
        let refused = self.problems.iter().find(|problem| problem.is_error);
        refused.map(|problem| problem.message.as_str())
    }
}

fn empty() -> Simulation {
    Simulation {
        problems: Vec::new(),
        builds: Vec::new(),
        builder: Builder::default(),
        caches: RemoteCaches::default(),
    }
}

/// The release with this name, unless it is the current one.
pub(crate) fn older(name: &str) -> Option<Release> {
    let mut all = Release::ALL.into_iter();
    let found = all.find(|release| release.name() == name)?;
    (found != Release::Current).then_some(found)
}

#[cfg(test)]
mod tests {
    use drybuild::schedule::schedule;
    use drybuild::solve::Status;

    use super::*;

    fn scenario() -> Scenario {
        Scenario {
            dockerfile: "FROM python:3.13-slim\nCOPY a.txt /\nRUN pip install flask\n".to_owned(),
            files: vec![lab_protocol::ContextFile {
                path: "a.txt".to_owned(),
                text: "a\n".to_owned(),
            }],
            command: "docker build .".to_owned(),
            ..Scenario::default()
        }
    }

    fn cached(circumstances: &Circumstances) -> Vec<bool> {
        let simulation = Simulation::under(&scenario(), circumstances);
        let steps = simulation.report().unwrap().steps;
        steps
            .iter()
            .map(|step| step.status == Status::Cached)
            .collect()
    }

    #[test]
    fn what_was_built_before_is_cached_unless_elsewhere() {
        let mut circumstances = Circumstances::default();
        assert_eq!(cached(&circumstances), [false, false]);
        circumstances.before = Some(scenario());
        assert_eq!(cached(&circumstances), [true, true]);
        circumstances.fresh = true;
        assert_eq!(cached(&circumstances), [false, false]);
    }

    #[test]
    fn a_slow_network_takes_longer() {
        let end = |slow_network| {
            let circumstances = Circumstances {
                slow_network,
                ..Circumstances::default()
            };
            let simulation = Simulation::under(&scenario(), &circumstances);
            schedule(simulation.last().unwrap()).end_ms
        };
        assert!(end(true) > 2 * end(false));
    }

    #[test]
    fn an_older_release_reads_with_its_own_frontend() {
        let mut heredoc = scenario();
        heredoc.dockerfile = "FROM alpine\nRUN <<E\ntrue\nE\n".to_owned();
        let error = |release: &str| {
            let circumstances = Circumstances {
                release: release.to_owned(),
                ..Circumstances::default()
            };
            Simulation::under(&heredoc, &circumstances).error()
        };
        assert_eq!(error(""), None);
        assert_eq!(error("current"), None);
        assert_eq!(error("23.0"), None);
        assert_ne!(error("20.10"), None);
    }
}
