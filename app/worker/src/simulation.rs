//! Builds of a scenario, one after another on one builder.

use drybuild::build::{self, Build};
use drybuild::command::Problem;
use drybuild::remote_cache::RemoteCaches;
use drybuild::report::{self, Report};
use drybuild::solve::Builder;
use lab_protocol::Scenario;

use crate::scenario;

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
        run(
            scenario,
            Vec::new(),
            Builder::default(),
            RemoteCaches::default(),
        )
    }

    /// One build more, on the same builder or, with the same caches, on one that has built nothing.
    pub(crate) fn again(&self, scenario: &Scenario, is_fresh: bool) -> Self {
        let (builds, builder) = if is_fresh {
            (Vec::new(), Builder::default())
        } else {
            (self.builds.clone(), self.builder.clone())
        };
        run(scenario, builds, builder, self.caches.clone())
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

fn run(
    scenario: &Scenario,
    mut builds: Vec<Build>,
    mut builder: Builder,
    mut caches: RemoteCaches,
) -> Simulation {
    let asked = scenario::read(scenario);
    builds.push(build::build_with(asked.input, &mut builder, &mut caches));
    Simulation {
        problems: asked.problems,
        builds,
        builder,
        caches,
    }
}
