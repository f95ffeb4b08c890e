//! The report as a whole.

use drybuild::labelled::SecretId;
use drybuild::report;
use lab_protocol::{ConfigView, HistoryRow, Outcome, Report, Scenario};

use crate::position::Text;
use crate::simulation::Simulation;
use crate::{
    attestations_view, caches_view, diagnostics_view, layers_view, progress_view, reach_view,
    tokens_view,
};

/// Names of secrets by id.
pub(crate) struct Names<'a>(&'a Scenario);

impl Names<'_> {
    pub(crate) fn one(&self, secret: SecretId) -> String {
        let found = self.0.secrets.get(secret.0 as usize);
        found.map(|secret| secret.name.clone()).unwrap_or_default()
    }

    pub(crate) fn all(&self, secrets: &[SecretId]) -> Vec<String> {
        secrets.iter().map(|secret| self.one(*secret)).collect()
    }
}

/// What the last build of a simulation shows; nothing but the builder's name where there is none.
pub(crate) fn report(scenario: &Scenario, simulation: &Simulation) -> Report {
    let mut view = Report::empty(report::BUILDER);
    let (Some(built), Some(found)) = (simulation.last(), simulation.report()) else {
        return view;
    };
    let text = Text::new(&built.dockerfile);
    let names = Names(scenario);
    if let Some(error) = simulation.error() {
        view.outcome = Outcome::Failed(error);
    }
    view.tokens = tokens_view::tokens(&built.tree, &text);
    view.diagnostics = diagnostics_view::view(&found.diagnostics, &text);
    view.assumptions = found.assumptions;
    // A command that is refused sends nothing to the builder.
    if simulation.usage_error().is_some() {
        return view;
    }
    view.progress = progress_view::view(built, &text);
    view.caches = caches_view::view(built, &simulation.builder);
    view.reach = reach_view::view(built, &found.reach, scenario, &text, &names);
    if matches!(view.outcome, Outcome::Failed(_)) {
        return view;
    }
    // The page shows one platform: the first.
    let Some(image) = found.images.first() else {
        return view;
    };
    view.layers = layers_view::view(&image.layers, &text, &names);
    let rows = image.history.iter().rev();
    view.history = rows
        .map(|row| HistoryRow {
            created_by: row.created_by.clone(),
            size_bytes: row.size_bytes,
            empty_layer: row.empty_layer,
            comment: row.comment.clone(),
            lines: row.span.map(|span| text.lines(span)),
            secrets: names.all(&row.secrets),
        })
        .collect();
    (view.attestations, view.no_attestation) = attestations_view::view(built, &names);
    view.config = Some(ConfigView {
        secrets: names.all(&built.planted.found_in(image.config.as_bytes())),
        json: image.config.clone(),
    });
    view
}
