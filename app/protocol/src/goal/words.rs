//! What a condition asks, in a sentence.

use super::{Again, Change, Condition, Expected, Places};

/// What a condition asks, with code between backticks.
pub(super) fn text(condition: &Condition) -> String {
    match condition {
        Condition::Builds => "The build ends with an image.".to_owned(),
        Condition::Fails(text) if text.is_empty() => "The build fails.".to_owned(),
        Condition::Fails(text) => format!("The build fails with “{text}”."),
        Condition::Unreached(places) => unreached(places),
        Condition::Reached(places) => reached(places),
        Condition::MaxLayers(most) => format!("The image has at most {most} layers."),
        Condition::MaxAddedLayers(most) => format!("The build adds at most {most} layers."),
        Condition::MaxSize(most) => {
            format!("The layers hold at most {}.", decimal_size(*most))
        }
        Condition::HasPath(path) => format!("The image has `{path}`."),
        Condition::LacksPath(path) => format!("The image does not show `{path}`."),
        Condition::NoLayerHas(path) => format!("No layer has `{path}`, not even a hidden one."),
        Condition::Runs(text) => format!("A step runs `{text}`."),
        Condition::Mounts(asked) => match asked.name.as_str() {
            "" => format!("A step has a {} mount.", asked.kind),
            name => format!("A step has a {} mount `{name}`.", asked.kind),
        },
        Condition::StageBuilt(stage) => format!("The stage `{stage}` is built."),
        Condition::StageNotBuilt(stage) => {
            format!("The stage `{stage}` is in the Dockerfile and is not built.")
        }
        Condition::ConfigHas(text) => format!("The image config has `{text}`."),
        Condition::ConfigLacks(text) => format!("The image config does not have `{text}`."),
        Condition::HistoryHas(text) => format!("The history has `{text}`."),
        Condition::HistoryLacks(text) => format!("The history does not have `{text}`."),
        Condition::NoWarnings(rules) => match rules.as_slice() {
            [] => "No build check says anything.".to_owned(),
            rules => format!("The build check {} says nothing.", list(rules, "and")),
        },
        Condition::Platform(platform) => format!("There is an image for {platform}."),
        Condition::Native => "No program is emulated.".to_owned(),
        Condition::Provenance(mode) if mode == "none" => "No provenance is stored.".to_owned(),
        Condition::Provenance(mode) => format!("Provenance of mode {mode} is stored."),
        Condition::Sbom(true) => "An SBOM is stored.".to_owned(),
        Condition::Sbom(false) => "No SBOM is stored.".to_owned(),
        Condition::SbomScans(stage) => format!("The SBOM covers the stage `{stage}`, too."),
        Condition::CacheExport(mode) => format!("A cache of mode {mode} is exported."),
        Condition::Again(again) => repeated(again),
    }
}

fn unreached(places: &Places) -> String {
    let who = match places.secrets.as_slice() {
        [] => "No secret gets".to_owned(),
        [one] => format!("{one} does not get"),
        many => format!("Neither {} gets", list(many, "nor")),
    };
    let place = match places.places.as_slice() {
        [] => "anywhere".to_owned(),
        some => format!("to {}", list(some, "or")),
    };
    format!("{who} {place}{}.", what_counts(places, "not even possibly"))
}

fn reached(places: &Places) -> String {
    let who = match places.secrets.as_slice() {
        [] => "A secret gets".to_owned(),
        [one] => format!("{one} gets"),
        many => format!("One of {} gets", list(many, "and")),
    };
    let place = match places.places.as_slice() {
        [] => "somewhere".to_owned(),
        some => format!("to {}", list(some, "and")),
    };
    format!("{who} {place}{}.", what_counts(places, "or may"))
}

fn what_counts(places: &Places, possibly: &str) -> String {
    let mut text = String::new();
    if places.possible {
        text.push_str(", ");
        text.push_str(possibly);
    }
    if places.what_if {
        text.push_str(", also with other outputs of the same build");
    }
    text
}

fn repeated(again: &Again) -> String {
    let expected = match &again.expected {
        Expected::AllCached => "every step is CACHED".to_owned(),
        Expected::Cached(text) => format!("`{text}` is CACHED"),
        Expected::Runs(text) => format!("`{text}` runs again"),
        Expected::NoDownload => "nothing is downloaded".to_owned(),
    };
    format!("{}, {expected}.", situation(&again.change))
}

fn situation(change: &Change) -> String {
    let mut what = Vec::new();
    let written = change.write.iter().map(|file| &file.path);
    let edited: Vec<String> = change.edit.iter().chain(written).cloned().collect();
    if !edited.is_empty() {
        what.push(format!("an edit of {}", list(&edited, "and")));
    }
    if !change.rotate.is_empty() {
        what.push(format!("a new value of {}", list(&change.rotate, "and")));
    }
    let place = if change.fresh {
        "In a build on a fresh machine"
    } else {
        "In a second build"
    };
    match what.as_slice() {
        [] => place.to_owned(),
        what => format!("{place} after {}", what.join(" and ")),
    }
}

fn list(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// Decimal units, as Docker writes sizes: `1.5 MB`.
#[must_use]
pub fn decimal_size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    match UNITS.iter().find(|(_, size)| bytes >= *size) {
        None => format!("{bytes} B"),
        Some((unit, size)) => {
            let tenths = (bytes / (size / 10)) % 10;
            match tenths {
                0 => format!("{} {unit}", bytes / size),
                _ => format!("{}.{tenths} {unit}", bytes / size),
            }
        }
    }
}
