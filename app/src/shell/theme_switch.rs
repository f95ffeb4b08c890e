use leptos::prelude::*;

use crate::platform::theme;

/// What can be chosen: value and label. The first one follows the system.
const THEMES: [(&str, &str); 3] = [("system", "System"), ("light", "Light"), ("dark", "Dark")];

/// Light, dark, or as the system says; remembered.
#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    let (chosen, choose) = signal("system".to_owned());
    Effect::new(move |_| {
        if let Some(theme) = theme::remembered() {
            choose.set(theme);
        }
    });
    view! {
        <label class="theme-switch">
            <span class="theme-switch-label">"Theme"</span>
            <select
                prop:value=move || chosen.get()
                on:change=move |event| {
                    let value = event_target_value(&event);
                    theme::choose(&value);
                    choose.set(value);
                }
            >
                {THEMES.map(|(value, label)| view! { <option value=value>{label}</option> })}
            </select>
        </label>
    }
}
