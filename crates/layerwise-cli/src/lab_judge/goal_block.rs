//! `[goal]` of a lab's block: each key is one condition, or one for each entry of its list.

use std::collections::BTreeMap;
use std::ops::Range;

use drybuild::platform::Platform;
use lab_protocol::{Again, Change, Condition, ContextFile, Expected, MountAsked, Places, Scenario};
use lab_worker::goal::place_names;
use serde::Deserialize;
use toml::Spanned;

type Texts = Vec<Spanned<String>>;

/// The word for everything in a list of names.
const ALL: &str = "all";

const MOUNTS: [&str; 5] = ["bind", "cache", "tmpfs", "secret", "ssh"];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct GoalBlock {
    pub(super) text: Option<String>,
    builds: Option<Spanned<bool>>,
    fails: Option<Spanned<String>>,
    unreached: Vec<Spanned<PlacesBlock>>,
    reached: Vec<Spanned<PlacesBlock>>,
    max_layers: Option<Spanned<u32>>,
    max_added_layers: Option<Spanned<u32>>,
    max_size: Option<Spanned<String>>,
    has: Texts,
    lacks: Texts,
    no_layer_has: Texts,
    runs: Texts,
    mounts: Texts,
    built: Texts,
    not_built: Texts,
    config_has: Texts,
    config_lacks: Texts,
    history_has: Texts,
    history_lacks: Texts,
    no_warnings: Option<Spanned<Vec<String>>>,
    platforms: Texts,
    native: Option<Spanned<bool>>,
    provenance: Option<Spanned<String>>,
    sbom: Option<Spanned<bool>>,
    sbom_scans: Texts,
    cache_export: Option<Spanned<String>>,
    again: Vec<Spanned<AgainBlock>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PlacesBlock {
    places: Texts,
    certainty: Certainty,
    outputs: Outputs,
    #[serde(default)]
    secrets: Texts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Certainty {
    Certain,
    Possible,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Outputs {
    ThisBuild,
    WhatIf,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct AgainBlock {
    edit: Texts,
    write: BTreeMap<String, String>,
    rotate: Texts,
    fresh: bool,
    all_cached: Option<Spanned<bool>>,
    cached: Texts,
    runs: Texts,
    no_download: Option<Spanned<bool>>,
}

/// A condition and where it is written.
pub(super) type Written = (Range<usize>, Condition);

/// What is wrong with a goal, and where.
pub(super) type Fault = (Range<usize>, String);

/// The conditions in the order in which they are written.
pub(super) fn conditions(goal: &GoalBlock, start: &Scenario) -> (Vec<Written>, Vec<Fault>) {
    let mut reader = Reader {
        start,
        conditions: Vec::new(),
        faults: Vec::new(),
    };
    reader.whole_build(goal);
    reader.image(goal);
    reader.steps(goal);
    for places in &goal.unreached {
        let asked = reader.places(places.get_ref());
        reader.add(places.span(), Condition::Unreached(asked));
    }
    for places in &goal.reached {
        let asked = reader.places(places.get_ref());
        reader.add(places.span(), Condition::Reached(asked));
    }
    for again in &goal.again {
        reader.again(again);
    }
    reader.conditions.sort_by_key(|(span, _)| span.start);
    (reader.conditions, reader.faults)
}

struct Reader<'a> {
    start: &'a Scenario,
    conditions: Vec<Written>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn add(&mut self, span: Range<usize>, condition: Condition) {
        self.conditions.push((span, condition));
    }

    fn fault(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.faults.push((span, message.into()));
    }

    fn each(&mut self, texts: &Texts, condition: fn(String) -> Condition) {
        for text in texts {
            self.add(text.span(), condition(text.get_ref().clone()));
        }
    }

    /// A key that says nothing when it is false.
    fn flag(&mut self, key: &str, value: Option<&Spanned<bool>>, condition: Condition) {
        match value.map(|value| (value.span(), *value.get_ref())) {
            Some((span, true)) => self.add(span, condition),
            Some((span, false)) => {
                self.fault(span, format!("`{key}` is true or left out"));
            }
            None => {}
        }
    }

    fn one_of(
        &mut self,
        value: Option<&Spanned<String>>,
        known: &[&str],
        condition: fn(String) -> Condition,
    ) {
        let Some(value) = value else { return };
        if known.contains(&value.get_ref().as_str()) {
            self.add(value.span(), condition(value.get_ref().clone()));
        } else {
            let known = known.join(", ");
            self.fault(value.span(), format!("one of {known} is meant"));
        }
    }

    fn whole_build(&mut self, goal: &GoalBlock) {
        self.flag("builds", goal.builds.as_ref(), Condition::Builds);
        if let Some(text) = &goal.fails {
            self.add(text.span(), Condition::Fails(text.get_ref().clone()));
        }
        for text in &goal.platforms {
            match Platform::parse(text.get_ref()) {
                Ok(_) => self.add(text.span(), Condition::Platform(text.get_ref().clone())),
                Err(_) => self.fault(text.span(), "this is no platform"),
            }
        }
        self.flag("native", goal.native.as_ref(), Condition::Native);
        let modes = ["min", "max", "none"];
        self.one_of(goal.provenance.as_ref(), &modes, Condition::Provenance);
        let modes = ["min", "max", "inline"];
        self.one_of(goal.cache_export.as_ref(), &modes, Condition::CacheExport);
        if let Some(wanted) = &goal.sbom {
            self.add(wanted.span(), Condition::Sbom(*wanted.get_ref()));
        }
        self.each(&goal.sbom_scans, Condition::SbomScans);
        if let Some(rules) = &goal.no_warnings {
            let named = rules.get_ref().iter().filter(|rule| *rule != ALL);
            let rules_named = named.cloned().collect();
            self.add(rules.span(), Condition::NoWarnings(rules_named));
        }
    }

    fn image(&mut self, goal: &GoalBlock) {
        if let Some(most) = &goal.max_layers {
            self.add(most.span(), Condition::MaxLayers(*most.get_ref()));
        }
        if let Some(most) = &goal.max_added_layers {
            self.add(most.span(), Condition::MaxAddedLayers(*most.get_ref()));
        }
        if let Some(text) = &goal.max_size {
            match size_bytes(text.get_ref()) {
                Some(most) => self.add(text.span(), Condition::MaxSize(most)),
                None => self.fault(
                    text.span(),
                    "a size is written as `60 MB`, `900 kB` or `1 GB`",
                ),
            }
        }
        self.paths(&goal.has, Condition::HasPath);
        self.paths(&goal.lacks, Condition::LacksPath);
        self.paths(&goal.no_layer_has, Condition::NoLayerHas);
        self.each(&goal.config_has, Condition::ConfigHas);
        self.each(&goal.config_lacks, Condition::ConfigLacks);
        self.each(&goal.history_has, Condition::HistoryHas);
        self.each(&goal.history_lacks, Condition::HistoryLacks);
    }

    fn paths(&mut self, paths: &Texts, condition: fn(String) -> Condition) {
        for path in paths {
            if path.get_ref().starts_with('/') {
                self.add(path.span(), condition(path.get_ref().clone()));
            } else {
                self.fault(path.span(), "a path in the image begins with `/`");
            }
        }
    }

    fn steps(&mut self, goal: &GoalBlock) {
        self.each(&goal.runs, Condition::Runs);
        self.each(&goal.built, Condition::StageBuilt);
        self.each(&goal.not_built, Condition::StageNotBuilt);
        for text in &goal.mounts {
            let written = text.get_ref().as_str();
            let (kind, name) = written.split_once(':').unwrap_or((written, ""));
            if MOUNTS.contains(&kind) {
                let (kind, name) = (kind.to_owned(), name.to_owned());
                self.add(text.span(), Condition::Mounts(MountAsked { kind, name }));
            } else {
                let known = MOUNTS.join(", ");
                self.fault(
                    text.span(),
                    format!(
                        "a mount is one of {known}, or one with its id or target: `secret:token`"
                    ),
                );
            }
        }
    }

    fn places(&mut self, block: &PlacesBlock) -> Places {
        let known = place_names();
        let mut places = Vec::new();
        for place in &block.places {
            match place.get_ref().as_str() {
                ALL => {}
                name if known.contains(&name) => places.push(name.to_owned()),
                name => {
                    let known = known.join(", ");
                    let message = format!("there is no place `{name}`: all, or some of {known}");
                    self.fault(place.span(), message);
                }
            }
        }
        Places {
            places,
            secrets: self.secrets(&block.secrets),
            possible: block.certainty == Certainty::Possible,
            what_if: block.outputs == Outputs::WhatIf,
        }
    }

    fn secrets(&mut self, names: &Texts) -> Vec<String> {
        for name in names {
            let mut known = self.start.secrets.iter();
            if !known.any(|secret| secret.name == *name.get_ref()) {
                let message = format!("the lab has no secret `{}`", name.get_ref());
                self.fault(name.span(), message);
            }
        }
        names.iter().map(|name| name.get_ref().clone()).collect()
    }

    fn again(&mut self, written: &Spanned<AgainBlock>) {
        let block = written.get_ref();
        for path in &block.edit {
            let mut files = self.start.files.iter();
            if !files.any(|file| file.path == *path.get_ref()) {
                let message = format!(
                    "the context has no file `{}`; `write` makes one",
                    path.get_ref()
                );
                self.fault(path.span(), message);
            }
        }
        let change = Change {
            edit: block
                .edit
                .iter()
                .map(|path| path.get_ref().clone())
                .collect(),
            write: block
                .write
                .iter()
                .map(|(path, text)| ContextFile {
                    path: path.clone(),
                    text: text.clone(),
                })
                .collect(),
            rotate: self.secrets(&block.rotate),
            fresh: block.fresh,
        };
        let again = |expected| {
            Condition::Again(Box::new(Again {
                change: change.clone(),
                expected,
            }))
        };
        let before = self.conditions.len();
        self.flag(
            "all-cached",
            block.all_cached.as_ref(),
            again(Expected::AllCached),
        );
        self.flag(
            "no-download",
            block.no_download.as_ref(),
            again(Expected::NoDownload),
        );
        for text in &block.cached {
            self.add(text.span(), again(Expected::Cached(text.get_ref().clone())));
        }
        for text in &block.runs {
            self.add(text.span(), again(Expected::Runs(text.get_ref().clone())));
        }
        if self.conditions.len() == before {
            self.fault(
                written.span(),
                "say what that build must show: all-cached, cached, runs or no-download",
            );
        }
    }
}

/// Reads `60 MB`: decimal units, as Docker writes them.
fn size_bytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at_checked(at)?;
    let number: u64 = number.trim().parse().ok()?;
    let unit = match unit {
        "B" => 1,
        "kB" | "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        _ => return None,
    };
    number.checked_mul(unit)
}
