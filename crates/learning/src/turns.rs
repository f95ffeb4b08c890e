use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Marks that are set and taken back, by id: how often each was turned. It is set while this is
/// odd, so that of two copies the newer one is known without a clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Turns(BTreeMap<String, u32>);

impl Turns {
    /// Whether nothing was ever marked.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the mark is set.
    pub(crate) fn is_marked(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|turns| turns % 2 == 1)
    }

    /// The ids whose mark is set, in their order.
    pub(crate) fn marked(&self) -> impl Iterator<Item = &str> {
        let marked = self.0.iter().filter(|(_, turns)| *turns % 2 == 1);
        marked.map(|(id, _)| id.as_str())
    }

    /// Every id with the number of its turns.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&str, u32)> {
        self.0.iter().map(|(id, turns)| (id.as_str(), *turns))
    }

    /// Sets the mark.
    pub(crate) fn mark(&mut self, id: &str) {
        if !self.is_marked(id) {
            self.turn(id);
        }
    }

    /// Takes back the marks among these that are set, and gives their ids.
    pub(crate) fn take_back<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let mut taken = Vec::new();
        for id in ids {
            if self.is_marked(id) {
                self.turn(id);
                taken.push(id.to_owned());
            }
        }
        taken
    }

    /// Takes in what another copy knows; the result does not depend on which copy takes in which.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (id, turns) in &other.0 {
            let ours = self.0.entry(id.clone()).or_default();
            *ours = (*ours).max(*turns);
        }
    }

    fn turn(&mut self, id: &str) {
        let turns = self.0.entry(id.to_owned()).or_default();
        *turns = turns.saturating_add(1);
    }
}
