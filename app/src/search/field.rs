use leptos::ev::{FocusEvent, KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;

use super::field_model::{Act, act};
use super::query::{Asker, link, query};
use crate::Route;
use crate::context::shown_page;
use crate::platform::{address, focus, hotkey, router};

/// As many hits as fit below the field.
const MOST: usize = 8;

/// The field in the header: the best hits while one types, all of them on Enter.
#[component]
pub(crate) fn SearchField() -> impl IntoView {
    let shown = shown_page();
    let asker = Asker::new();
    let text = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<usize>);
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| hotkey::on("/", move || focus::on(input)));

    let query = query();
    let hits = move || {
        let found = asker.found.get();
        found.map(|found| found.hits).unwrap_or_default()
    };
    // At a click or a key nothing is to be followed.
    let hits_now = move || untrack(hits);
    let close = move || {
        asker.found.set(None);
        chosen.set(None);
    };
    let go = move |at: usize| {
        if let Some(hit) = hits_now().get(at) {
            close();
            text.set(String::new());
            router::visit(&link(shown, &hit.place));
        }
    };
    let press = move |event: KeyboardEvent| {
        // An input method writes its own keys.
        if event.is_composing() {
            return;
        }
        let act = act(&event.key(), chosen.get_untracked(), hits_now().len());
        if act != Act::Leave {
            event.prevent_default();
        }
        match act {
            Act::Choose(at) => chosen.set(at),
            Act::Go(at) => go(at),
            Act::Close => close(),
            Act::Leave => {}
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        close();
        let asked = text.get_untracked();
        query.set(asked.clone());
        let page = shown.link_now(&Route::Search, "");
        router::visit(&address::with_query(&page, "q", &asked));
    };
    // A press on a hit takes the focus from the field before it is a click.
    let leave = move |_: FocusEvent| set_timeout(close, std::time::Duration::from_millis(200));

    let options = move || {
        let options: Vec<_> = hits()
            .into_iter()
            .enumerate()
            .map(|(at, hit)| {
                let selected = move || (chosen.get() == Some(at)).to_string();
                view! {
                    <li
                        id=format!("search-option-{at}")
                        role="option"
                        aria-selected=selected
                        on:mousedown=move |event| {
                            event.prevent_default();
                            go(at);
                        }
                    >
                        <span class="search-title">{hit.place.title}</span>
                        " "
                        <span class="search-within">{hit.place.within}</span>
                    </li>
                }
            })
            .collect();
        options
    };
    let is_open = Memo::new(move |_| !hits().is_empty());
    view! {
            <form class="search-field" role="search" action=move || shown.link_to(&Route::Search) on:submit=submit>
                <input
                    node_ref=input
                    type="search"
                    name="q"
                    role="combobox"
                    aria-label="Search the course"
                    aria-autocomplete="list"
                    aria-controls="search-options"
                    aria-expanded=move || is_open.get().to_string()
                    aria-activedescendant=move || chosen.get().map(|at| format!("search-option-{at}"))
                    placeholder="Search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || text.get()
                    on:input=move |event| {
                        let asked = event_target_value(&event);
                        chosen.set(None);
                        asker.ask(&asked, MOST, false);
                        text.set(asked);
                    }
                    on:keydown=press
                    on:blur=leave
                />
                <button type="submit" class="visually-hidden">"Search"</button>
                <ul
                    id="search-options"
                    class="search-options"
                    role="listbox"
                    aria-label="Places in the course"
                    hidden=move || !is_open.get()
                >
                    {options}
                </ul>
            </form>
    }
}
