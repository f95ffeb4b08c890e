//! Whether a lab's goal is met.
//!
//! In: a scenario and what its author asks for. Out: for each condition what it asks in words, whether it holds, and why
//! not. The page and the course's check ask here, so that they cannot disagree.

mod again;
mod check;
mod image;
mod places;
mod steps;

use lab_protocol::{Condition, ConditionReport, Goal, GoalReport, Scenario};

use crate::simulation::Simulation;
use again::Repeats;
pub(crate) use again::changed;

pub use places::place_names;

/// Judges a scenario. Never fails: a build that does not end well meets nothing but [`Condition::Fails`].
#[must_use]
pub fn judge(scenario: &Scenario, goal: &Goal) -> GoalReport {
    judge_first(scenario, &Simulation::first(scenario), goal)
}

/// Judges the scenario of a first build that is simulated already.
pub(crate) fn judge_first(scenario: &Scenario, simulation: &Simulation, goal: &Goal) -> GoalReport {
    let mut repeats = Repeats::new(scenario, simulation);
    let one = |condition: &Condition| {
        let why = check::unmet(condition, scenario, simulation, &mut repeats);
        ConditionReport {
            is_met: why.is_none(),
            why: why.unwrap_or_default(),
        }
    };
    GoalReport {
        conditions: goal.conditions.iter().map(one).collect(),
    }
}

#[cfg(test)]
mod tests;
