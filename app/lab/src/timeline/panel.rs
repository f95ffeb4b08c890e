use std::sync::Arc;
use std::time::Duration;

use lab_protocol::Report;
use leptos::leptos_dom::helpers::{IntervalHandle, set_interval_with_handle};
use leptos::prelude::*;

use super::model::{Row, WIDTH, bars, comparison, legacy_rows, moments, neighbour, rows, seconds};
use crate::line_link::LineLink;
use crate::report_model::lines_key;
use crate::workbench::Workbench;

/// A whole build is played in so many steps.
const PLAYED_IN: u64 = 60;

/// How long a step is shown.
const STEP: Duration = Duration::from_millis(80);

/// The build in time: BuildKit's rows above those of the classic builder, on one scale.
#[component]
pub(crate) fn TimelinePanel(
    /// The lab.
    bench: Workbench,
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let progress = &report.progress;
    let end_ms = progress.end_ms.max(progress.legacy_end_ms);
    let steps = StoredValue::new(moments(progress));
    let (now, set_now) = signal(end_ms);
    let timer = StoredValue::new(None::<IntervalHandle>);
    let (playing, set_playing) = signal(false);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        // The view may be gone, and its signals with it.
        let _ = set_playing.try_set(false);
    };
    on_cleanup(stop);
    let play = move |_| {
        if playing.get_untracked() {
            stop();
            return;
        }
        if now.get_untracked() >= end_ms {
            set_now.set(0);
        }
        set_playing.set(true);
        let step = move || {
            set_now.update(|now| *now = (*now + end_ms / PLAYED_IN + 1).min(end_ms));
            if now.get_untracked() >= end_ms {
                stop();
            }
        };
        timer.set_value(set_interval_with_handle(step, STEP).ok());
    };
    let go = move |is_forward: bool| {
        stop();
        set_now.update(|now| *now = steps.with_value(|steps| neighbour(steps, *now, is_forward)));
    };
    let scrub = move |event| {
        stop();
        if let Ok(ms) = event_target_value(&event).parse() {
            set_now.set(ms);
        }
    };
    let list = move |rows: Vec<Row>| {
        let one = move |row: Row| view! { <Line bench row now end_ms/> };
        rows.into_iter().map(one).collect::<Vec<_>>()
    };
    let own = list(rows(progress));
    let legacy = list(legacy_rows(progress));
    view! {
        <div class="timeline">
            <p class="timeline-comparison">{comparison(progress)}</p>
            <div class="timeline-controls">
                <button type="button" on:click=play>
                    {move || if playing.get() { "Pause" } else { "Play" }}
                </button>
                <button type="button" on:click=move |_| go(false)>"Step back"</button>
                <button type="button" on:click=move |_| go(true)>"Step on"</button>
                <label class="timeline-scrub">
                    <span class="visually-hidden">"Moment of the build"</span>
                    <input
                        type="range"
                        min="0"
                        max=end_ms
                        prop:value=move || now.get().to_string()
                        aria-valuetext=move || seconds(now.get())
                        on:input=scrub
                    />
                </label>
                <output>{move || seconds(now.get())}</output>
            </div>
            <p class="timeline-title">"BuildKit"</p>
            <ol class="timeline-rows">{own}</ol>
            <p class="timeline-title">"The classic builder, with nothing in its cache"</p>
            <ol class="timeline-rows">{legacy}</ol>
            <p class="timeline-note">
                "Durations are figures of the simulator: what is right about them is their order of magnitude."
            </p>
        </div>
    }
}

/// One row: its name, its bars, and the same in words.
#[component]
fn Line(
    /// The lab.
    bench: Workbench,
    /// The row.
    row: Row,
    /// The moment that is shown.
    #[prop(into)]
    now: Signal<u64>,
    /// The end of the scale.
    end_ms: u64,
) -> impl IntoView {
    let lines = row.lines;
    let (name, text, state) = (row.name.clone(), row.text.clone(), row.state);
    let critical = row.is_critical.then_some("");
    let drawn = move || {
        let bar = |(at, length): (u64, u64)| {
            view! { <rect x=at y="0" width=length height="10"></rect> }
        };
        bars(&row, now.get(), end_ms)
            .into_iter()
            .map(bar)
            .collect::<Vec<_>>()
    };
    view! {
        <li
            class="timeline-row"
            data-state=state
            data-critical=critical
            data-lines=lines_key(lines)
            data-kin=move || bench.is_kin(lines).then_some("")
        >
            <span class="timeline-name">
                <code>{name}</code>
                " "
                <LineLink bench range=lines/>
            </span>
            <svg
                class="timeline-bar"
                viewBox=format!("0 0 {WIDTH} 10")
                preserveAspectRatio="none"
                aria-hidden="true"
            >
                {drawn}
            </svg>
            <span class="timeline-text">{text}</span>
        </li>
    }
}
