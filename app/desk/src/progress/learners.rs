use learning::{Profile, chosen_name};
use leptos::prelude::*;

use crate::platform::profiles::{self, Kept};

/// What is said where the browser keeps nothing.
const NOT_KEPT: &str = "This browser does not let the page keep anything.";

/// Who shares this browser: choose, add and remove.
#[component]
pub(crate) fn LearnersView() -> impl IntoView {
    let learners = RwSignal::new(profiles::read());
    let chosen = profiles::chosen();
    let now = chosen_name(&chosen).to_owned();
    let is_nobody = now.is_empty();
    let name = RwSignal::new(String::new());
    let (said, say) = signal(String::new());
    let removed = RwSignal::new(None::<(Profile, Kept)>);
    Effect::new(move |_| profiles::on_change_elsewhere(move || learners.set(profiles::read())));

    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // Another tab may have added somebody since.
        let mut all = profiles::read();
        match all.add(&name.read_untracked()) {
            Err(reason) => say.set(reason.to_owned()),
            Ok(profile) => {
                if !(profiles::write(&all) && profiles::choose(Some(&profile))) {
                    say.set(NOT_KEPT.to_owned());
                }
            }
        }
    };
    let choose = move |profile: Option<&Profile>| {
        if !profiles::choose(profile) {
            say.set(NOT_KEPT.to_owned());
        }
    };
    let remove = move |profile: Profile| {
        let mut all = profiles::read();
        if all.remove(profile.id) && profiles::write(&all) {
            say.set(format!(
                "{} and all that was kept of them is forgotten.",
                profile.name
            ));
            removed.set(Some((profile.clone(), profiles::forget(profile.id))));
        }
        learners.set(all);
    };
    let bring_back = move |_| {
        let Some((profile, kept)) = removed.try_update(Option::take).flatten() else {
            return;
        };
        let mut all = profiles::read();
        all.bring_back(profile.clone());
        say.set(match profiles::write(&all) && profiles::bring_back(&kept) {
            true => format!("{} is back.", profile.name),
            false => NOT_KEPT.to_owned(),
        });
        learners.set(all);
    };
    let entry = move |profile: Profile| {
        let is_now = profile.chosen() == chosen;
        let name = profile.name.clone();
        let (to_choose, to_remove) = (profile.clone(), profile);
        let labels = (format!("Continue as {name}"), format!("Remove {name}"));
        view! {
            <li>
                <span class="desk-learner">{name}</span>
                {match is_now {
                    true => view! { <span>"learns now"</span> }.into_any(),
                    false => view! {
                        <button type="button" aria-label=labels.0 on:click=move |_| choose(Some(&to_choose))>
                            "Continue"
                        </button>
                        <button type="button" aria-label=labels.1 on:click=move |_| remove(to_remove.clone())>
                            "Remove"
                        </button>
                    }.into_any(),
                }}
            </li>
        }
    };
    view! {
        <section class="desk-part desk-learners" aria-labelledby="desk-learners">
            <h2 id="desk-learners">"Learners on this computer"</h2>
            <p>
                "Several learners can share this browser, each with answers of their own. "
                "A name keeps them apart, and protects nothing: whoever sits here can choose any of them."
            </p>
            <ul class="desk-people">
                <li>
                    <span class="desk-learner">"Without a name"</span>
                    {match is_nobody {
                        true => view! { <span>"learns now"</span> }.into_any(),
                        false => view! {
                            <button
                                type="button"
                                aria-label="Continue without a name"
                                on:click=move |_| choose(None)
                            >
                                "Continue"
                            </button>
                        }.into_any(),
                    }}
                </li>
                {move || learners.get().profiles().iter().cloned().map(entry.clone()).collect_view()}
            </ul>
            <form class="desk-actions" on:submit=add>
                <label class="desk-field">
                    "Name of a new learner"
                    <input
                        type="text"
                        autocomplete="off"
                        maxlength="80"
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </label>
                <button type="submit">"Add and continue"</button>
            </form>
            <div class="desk-undo">
                <p role="status">{said}</p>
                <button type="button" hidden=move || removed.read().is_none() on:click=bring_back>"Undo"</button>
            </div>
        </section>
    }
}
