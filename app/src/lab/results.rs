use leptos::either::EitherOf5;
use leptos::prelude::*;

use super::reach::ReachPanel;
use super::report_model::summary;
use super::result::assumptions::AssumptionsPanel;
use super::result::config::ConfigPanel;
use super::result::history::HistoryPanel;
use super::result::layers::LayersPanel;
use super::session_model::Phase;
use super::tabs::Tabs;
use super::workbench::Workbench;

/// The views of a report, in the order of their tabs.
const VIEWS: [&str; 5] = ["Reach", "Layers", "History", "Config", "Assumptions"];

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
                        .map(|report| match chosen.get() {
                            0 => EitherOf5::A(view! { <ReachPanel bench report/> }),
                            1 => EitherOf5::B(view! { <LayersPanel bench report/> }),
                            2 => EitherOf5::C(view! { <HistoryPanel bench report/> }),
                            3 => EitherOf5::D(view! { <ConfigPanel report/> }),
                            _ => EitherOf5::E(view! { <AssumptionsPanel report/> }),
                        })
                }}
            </div>
            <p class="results-builder">{builder}</p>
        </div>
    }
}
