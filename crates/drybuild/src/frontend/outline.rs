//! `--call=outline`: arguments, secrets and SSH agents that a target takes.
//!
//! Follows `dockerfile2llb/outline.go`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Converter;
use super::stage::StageId;
use crate::lint::Location;

/// What a target takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Outline {
    /// The target's name; empty when it has none.
    pub name: String,
    /// The comment above it.
    pub description: String,
    /// In the order of their lines.
    pub args: Vec<OutlineArg>,
    /// In the order of their lines.
    pub secrets: Vec<OutlineMount>,
    /// In the order of their lines.
    pub ssh: Vec<OutlineMount>,
}

/// A build argument.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OutlineArg {
    /// Its name.
    pub name: String,
    /// The value it would have.
    pub value: String,
    /// The comment above it.
    pub description: String,
    /// Where it is declared.
    pub location: Location,
}

/// A secret or an SSH agent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OutlineMount {
    /// Its id.
    pub name: String,
    /// The build fails without it.
    pub required: bool,
    /// The first instruction that asks for it.
    pub location: Location,
}

/// What a stage takes by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Capture {
    pub(super) args: BTreeMap<String, ArgInfo>,
    pub(super) used: BTreeSet<String>,
    pub(super) secrets: BTreeMap<String, (bool, Location)>,
    pub(super) ssh: BTreeMap<String, (bool, Location)>,
}

/// A declared argument.
#[derive(Debug, Clone, Default)]
pub(super) struct ArgInfo {
    pub(super) description: String,
    pub(super) value: String,
    /// Arguments that its value names.
    pub(super) needs: BTreeSet<String>,
    pub(super) location: Location,
}

impl Capture {
    /// Arguments used, and those that their values name.
    fn all_used(&self) -> BTreeSet<String> {
        let mut used = BTreeSet::new();
        let mut open: Vec<&String> = self.used.iter().collect();
        while let Some(key) = open.pop() {
            if used.insert(key.clone())
                && let Some(info) = self.args.get(key)
            {
                open.extend(&info.needs);
            }
        }
        used
    }
}

impl Converter<'_> {
    /// The outline of a stage and of all that it needs.
    pub(super) fn outline(&self, target: StageId) -> Outline {
        let mut outline = Outline::default();
        if let Some(stage) = self.stages.get(target) {
            outline.name.clone_from(&stage.name);
            outline.description.clone_from(&stage.description);
        }
        let mut seen = [const { BTreeSet::new() }; 3];
        for id in self.needed(target) {
            if let Some(stage) = self.stages.get(id) {
                collect(&stage.outline, &mut seen, &mut outline);
            }
        }
        outline
            .args
            .sort_by_key(|a| a.location.lines.first().copied());
        outline
            .secrets
            .sort_by_key(|s| s.location.lines.first().copied());
        outline
            .ssh
            .sort_by_key(|s| s.location.lines.first().copied());
        outline
    }

    /// A stage, its base and the stages it uses, each once, depth first.
    fn needed(&self, target: StageId) -> Vec<StageId> {
        let (mut order, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![target]);
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            order.push(id);
            if let Some(stage) = self.stages.get(id) {
                open.extend(stage.uses.iter().rev().map(|(used, _)| *used));
                open.extend(stage.base);
            }
        }
        order
    }
}

fn collect(capture: &Capture, seen: &mut [BTreeSet<String>; 3], outline: &mut Outline) {
    let [args, secrets, ssh] = seen;
    for key in capture.all_used() {
        if let Some(info) = capture.args.get(&key)
            && args.insert(key.clone())
        {
            let ArgInfo {
                description,
                value,
                location,
                ..
            } = info.clone();
            outline.args.push(OutlineArg {
                name: key,
                value,
                description,
                location,
            });
        }
    }
    let mounts = |from: &BTreeMap<String, (bool, Location)>,
                  seen: &mut BTreeSet<String>,
                  to: &mut Vec<OutlineMount>| {
        for (name, (required, location)) in from {
            if seen.insert(name.clone()) {
                to.push(OutlineMount {
                    name: name.clone(),
                    required: *required,
                    location: location.clone(),
                });
            }
        }
    };
    mounts(&capture.secrets, secrets, &mut outline.secrets);
    mounts(&capture.ssh, ssh, &mut outline.ssh);
}
