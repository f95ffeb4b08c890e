use lab_protocol::{Circumstances, Scenario};

/// What a build depends on beside what is in the editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Setting {
    history: History,
    /// The lab as it was when it was said to be built; the first build of two.
    base: Option<Scenario>,
    release: String,
    slow_network: bool,
}

/// What was built before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum History {
    /// Nothing: a cold cache.
    #[default]
    Nothing,
    /// The lab as it was when this was chosen: a warm cache.
    Here,
    /// The same on another machine, as in CI: what it exported is there.
    Elsewhere,
}

/// The releases that can be chosen, newest first.
pub(crate) const RELEASES: [&str; 10] = [
    "current", "28.5", "27.5", "26.1", "25.0", "24.0", "23.0", "20.10", "19.03", "18.09",
];

impl History {
    /// All of them, as they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Nothing, Self::Here, Self::Elsewhere];

    /// In words.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Nothing => "Nothing was built before (cold cache)",
            Self::Here => "Built once as it is now, on this machine (warm cache)",
            Self::Elsewhere => "Built once as it is now, on another machine (fresh CI runner)",
        }
    }

    /// For forms.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "cold",
            Self::Here => "warm",
            Self::Elsewhere => "fresh",
        }
    }
}

impl Setting {
    /// What was built before.
    pub(crate) fn history(&self) -> History {
        self.history
    }

    /// Chooses what was built before; the lab as it is now counts as built.
    pub(crate) fn choose(&mut self, history: History, now: &Scenario) {
        self.history = history;
        self.base = (history != History::Nothing).then(|| now.clone());
    }

    /// Whether the lab was changed since the build before.
    pub(crate) fn is_changed_since(&self, now: &Scenario) -> bool {
        self.base.as_ref().is_some_and(|base| base != now)
    }

    /// The chosen release.
    pub(crate) fn release(&self) -> &str {
        match self.release.as_str() {
            "" => "current",
            name => name,
        }
    }

    /// Chooses a release.
    pub(crate) fn set_release(&mut self, name: &str) {
        self.release = if name == "current" { "" } else { name }.to_owned();
    }

    /// Whether the network is slow.
    pub(crate) fn slow_network(&self) -> bool {
        self.slow_network
    }

    /// Chooses the network.
    pub(crate) fn set_slow_network(&mut self, is_slow: bool) {
        self.slow_network = is_slow;
    }

    /// What the simulator is told.
    pub(crate) fn circumstances(&self) -> Circumstances {
        Circumstances {
            before: self.base.clone(),
            fresh: self.history == History::Elsewhere,
            release: self.release.clone(),
            slow_network: self.slow_network,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_before_is_the_lab_as_it_was() {
        let mut setting = Setting::default();
        let mut now = Scenario {
            dockerfile: "FROM a\n".to_owned(),
            ..Scenario::default()
        };
        assert_eq!(setting.circumstances(), Circumstances::default());
        setting.choose(History::Elsewhere, &now);
        assert!(!setting.is_changed_since(&now));
        now.dockerfile = "FROM b\n".to_owned();
        assert!(setting.is_changed_since(&now));
        let told = setting.circumstances();
        assert_eq!(told.before.expect("one").dockerfile, "FROM a\n");
        assert!(told.fresh);
        setting.choose(History::Nothing, &now);
        assert_eq!(setting.circumstances(), Circumstances::default());
    }

    #[test]
    fn the_current_release_is_not_named() {
        let mut setting = Setting::default();
        assert_eq!(setting.release(), "current");
        setting.set_release("24.0");
        assert_eq!(setting.circumstances().release, "24.0");
        setting.set_release("current");
        assert_eq!(setting.circumstances().release, "");
    }
}
