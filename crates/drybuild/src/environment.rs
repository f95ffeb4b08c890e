//! Environment of a build step.

use std::collections::{BTreeMap, HashMap};

/// Variables in the order last set (`EnvList` of `client/llb/meta.go`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Environment {
    values: HashMap<String, (usize, String)>,
    /// Name and `KEY=value`: joined once, for every step that follows asks for all of them.
    order: BTreeMap<usize, (String, String)>,
    next: usize,
}

impl Environment {
    /// Sets a variable and makes it the last.
    pub(crate) fn set(&mut self, key: &str, value: &str) {
        self.remove(key);
        self.values
            .insert(key.to_owned(), (self.next, value.to_owned()));
        self.order
            .insert(self.next, (key.to_owned(), format!("{key}={value}")));
        self.next += 1;
    }

    /// Forgets a variable.
    pub(crate) fn remove(&mut self, key: &str) {
        if let Some((place, _)) = self.values.remove(key) {
            self.order.remove(&place);
        }
    }

    /// Its value, if it is set.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(|(_, value)| value.as_str())
    }

    /// Names, oldest first.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.order.values().map(|(key, _)| key.as_str())
    }

    /// `KEY=value`, oldest first.
    pub(crate) fn to_list(&self) -> Vec<String> {
        self.order
            .values()
            .map(|(_, entry)| entry.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_set_again_moves_to_the_end() {
        let mut environment = Environment::default();
        for (key, value) in [("A", "1"), ("B", "2"), ("A", "3")] {
            environment.set(key, value);
        }
        assert_eq!(environment.to_list(), ["B=2", "A=3"]);
        environment.remove("B");
        assert_eq!(environment.get("B"), None);
    }
}
