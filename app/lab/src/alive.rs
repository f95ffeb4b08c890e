use leptos::prelude::*;

/// Whether the lab is alive: false while rendering, true in a browser.
#[derive(Clone, Copy)]
struct Alive(RwSignal<bool>);

/// Provides what [`alive`] gives.
pub(crate) fn provide() {
    let alive = Alive(RwSignal::new(false));
    Effect::new(move |_| alive.0.set(true));
    provide_context(alive);
}

/// Whether the lab is alive.
pub(crate) fn alive() -> Signal<bool> {
    expect_context::<Alive>().0.into()
}
