use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::platform::focus;

/// A row of tabs after the pattern of the ARIA Authoring Practices: one of them takes part in the
/// tab order, arrow keys go to the others. The panels are the caller's: `{id}-panel`, labelled by
/// `{id}-tab-{index}`.
#[component]
pub(crate) fn Tabs(
    /// The stem of the ids.
    id: String,
    /// What the tabs are for.
    label: &'static str,
    /// The names of the tabs.
    #[prop(into)]
    names: Signal<Vec<String>>,
    /// Index of the one that is shown.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Another one is wanted.
    choose: Callback<usize>,
) -> impl IntoView {
    let row = NodeRef::<Div>::new();
    let panel = format!("{id}-panel");
    let on_key = move |event: KeyboardEvent| {
        let count = names.read_untracked().len();
        if let Some(next) = neighbour(&event.key(), chosen.get_untracked(), count) {
            event.prevent_default();
            choose.run(next);
            focus::on_child(row, next);
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=row on:keydown=on_key>
            {move || {
                names
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(index, name)| {
                        let selected = move || chosen.get() == index;
                        view! {
                            <button
                                type="button"
                                role="tab"
                                id=format!("{id}-tab-{index}")
                                aria-controls=panel.clone()
                                aria-selected=move || selected().to_string()
                                tabindex=move || if selected() { "0" } else { "-1" }
                                on:click=move |_| choose.run(index)
                            >
                                {name}
                            </button>
                        }
                    })
                    .collect::<Vec<_>>()
            }}
        </div>
    }
}

/// The tab to which a key leads; the row is a ring.
fn neighbour(key: &str, chosen: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" if chosen >= last => Some(0),
        "ArrowRight" => Some(chosen + 1),
        "ArrowLeft" => Some(chosen.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn the_row_is_a_ring() {
        for (key, chosen, next) in [
            ("ArrowRight", 0, Some(1)),
            ("ArrowRight", 2, Some(0)),
            ("ArrowLeft", 0, Some(2)),
            ("ArrowLeft", 2, Some(1)),
            ("Home", 2, Some(0)),
            ("End", 0, Some(2)),
            ("Tab", 0, None),
        ] {
            assert_eq!(neighbour(key, chosen, 3), next, "{key} at {chosen}");
        }
        assert_eq!(neighbour("ArrowRight", 0, 0), None);
    }
}
