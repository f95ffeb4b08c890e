//! One condition.

use lab_protocol::{Condition, Scenario};

use super::again::Repeats;
use super::{image, places, steps};
use crate::simulation::Simulation;

/// Why a condition does not hold; `None` where it does.
pub(super) fn unmet(
    condition: &Condition,
    scenario: &Scenario,
    simulation: &Simulation,
    repeats: &mut Repeats<'_>,
) -> Option<String> {
    let error = simulation.error();
    if let Condition::Fails(text) = condition {
        return match error {
            None => Some("the build ends well".to_owned()),
            Some(error) => {
                (!error.contains(text.as_str())).then(|| format!("it fails with “{error}”"))
            }
        };
    }
    if let Some(error) = error {
        return Some(format!("the build fails: {error}"));
    }
    let (Some(build), Some(report)) = (simulation.last(), simulation.report()) else {
        return Some("nothing was built".to_owned());
    };
    match condition {
        Condition::Builds | Condition::Fails(_) => None,
        Condition::Unreached(places) => places::unreached(places, scenario, &report.reach),
        Condition::Reached(places) => places::reached(places, scenario, &report.reach),
        Condition::MaxLayers(most) => image::max_layers(&report, *most),
        Condition::MaxAddedLayers(most) => image::max_added_layers(build, *most),
        Condition::MaxSize(most) => image::max_size(&report, *most),
        Condition::HasPath(path) => image::has_path(build, path),
        Condition::LacksPath(path) => image::lacks_path(build, path),
        Condition::NoLayerHas(path) => image::no_layer_has(&report, path),
        Condition::ConfigHas(text) => image::config_has(&report, text),
        Condition::ConfigLacks(text) => image::config_lacks(&report, text),
        Condition::HistoryHas(text) => image::history_has(&report, text),
        Condition::HistoryLacks(text) => image::history_lacks(&report, text),
        Condition::Platform(platform) => image::platform(build, platform),
        Condition::Provenance(mode) => image::provenance(build, mode),
        Condition::Sbom(wanted) => image::sbom(build, *wanted),
        Condition::SbomScans(stage) => image::sbom_scans(build, stage),
        Condition::CacheExport(mode) => image::cache_export(build, mode),
        Condition::Runs(text) => steps::runs(build, text),
        Condition::Mounts(asked) => steps::mounts(build, asked),
        Condition::StageBuilt(stage) => steps::stage_built(build, stage),
        Condition::StageNotBuilt(stage) => steps::stage_not_built(build, stage),
        Condition::NoWarnings(rules) => steps::no_warnings(&report, rules),
        Condition::Native => steps::native(build),
        Condition::Again(again) => repeats.unmet(again),
    }
}
