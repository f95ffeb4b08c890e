use leptos::either::EitherOf9;
use leptos::prelude::*;

use crate::attestation::AttestationPanel;
use crate::caches::CachesPanel;
use crate::graph::GraphPanel;
use crate::reach::ReachPanel;
use crate::report_model::summary;
use crate::result::assumptions::AssumptionsPanel;
use crate::result::config::ConfigPanel;
use crate::result::history::HistoryPanel;
use crate::result::layers::LayersPanel;
use crate::session_model::Phase;
use crate::tabs::Tabs;
use crate::terminal::TerminalPanel;
use crate::timeline::TimelinePanel;
use crate::workbench::Workbench;

/// The views, in the order of their tabs.
const VIEWS: [&str; 10] = [
    "Reach",
    "Terminal",
    "Graph",
    "Timeline",
    "Layers",
    "History",
    "Config",
    "Caches",
    "Attestations",
    "Assumptions",
];

/// The tab of the terminal, which shows no report.
const TERMINAL: usize = 1;

/// What the simulator says: one line for all, and one view of several.
#[component]
pub(crate) fn Results(
    /// The lab.
    bench: Workbench,
    /// The stem of the ids.
    id: String,
) -> impl IntoView {
    let session = bench.session();
    let id = format!("{id}-results");
    let (chosen, choose) = signal(0);
    let report = Memo::new(move |_| session.read().shown().cloned());
    let stale = Memo::new(move |_| session.read().is_stale());
    let status = Memo::new(move |_| {
        let session = session.read();
        match (session.phase(), session.latest()) {
            (Phase::Failed(why), _) => {
                format!("The simulator has stopped: {why}. Edit something to start it again.")
            }
            (_, Some((report, _))) => summary(report),
            (Phase::Asleep | Phase::Starting, None) => "The simulator is on its way …".to_owned(),
            (Phase::Ready, None) => "Simulating …".to_owned(),
        }
    });
    let builder = move || report.get().map(|report| report.builder.clone());
    let panel = format!("{id}-panel");
    let terminal = id.clone();
    let labelled = {
        let id = id.clone();
        move || format!("{id}-tab-{}", chosen.get())
    };
    view! {
        <div class="results" data-stale=move || stale.get().then_some("")>
            <p class="results-status" role="status">{move || status.get()}</p>
            <p class="results-stale" hidden=move || !stale.get()>
                "What you see below belongs to an earlier state of the lab."
            </p>
            <Tabs
                id
                label="Results"
                names=VIEWS.map(str::to_owned).to_vec()
                chosen
                choose=Callback::new(move |index| choose.set(index))
            />
            <div class="results-panel" role="tabpanel" id=panel aria-labelledby=labelled tabindex="0">
                {move || {
                    report
                        .get()
                        .filter(|_| chosen.get() != TERMINAL)
                        .map(|report| match chosen.get() {
                            0 => EitherOf9::A(view! { <ReachPanel bench report/> }),
                            2 => EitherOf9::B(view! { <GraphPanel bench report/> }),
                            3 => EitherOf9::C(view! { <TimelinePanel bench report/> }),
                            4 => EitherOf9::D(view! { <LayersPanel bench report/> }),
                            5 => EitherOf9::E(view! { <HistoryPanel bench report/> }),
                            6 => EitherOf9::F(view! { <ConfigPanel report/> }),
                            7 => EitherOf9::G(view! { <CachesPanel bench report/> }),
                            8 => EitherOf9::H(view! { <AttestationPanel report/> }),
                            _ => EitherOf9::I(view! { <AssumptionsPanel report/> }),
                        })
                }}
                <div hidden=move || chosen.get() != TERMINAL>
                    <TerminalPanel bench id=terminal/>
                </div>
            </div>
            <p class="results-builder">{builder}</p>
        </div>
    }
}
