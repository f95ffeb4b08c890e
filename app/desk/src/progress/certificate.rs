use app::DeskData;
use app::shared::learner;
use learning::clean_name;
use leptos::prelude::*;

use crate::overview_model;
use crate::platform::paper;

/// What can be put on a wall, once every question is answered.
#[component]
pub(crate) fn CertificateView(
    /// What the page carries.
    data: StoredValue<DeskData>,
    /// The learner's name.
    name: RwSignal<String>,
) -> impl IntoView {
    let progress = learner().progress();
    let (title, version) =
        data.with_value(|data| (data.course.title.clone(), data.course.version.clone()));
    let certificate = Memo::new(move |_| {
        data.with_value(|data| overview_model::certificate(data, &progress.read()))
    });
    let open = move || {
        let score = data.with_value(|data| overview_model::score(&data.course, &progress.read()));
        match score.total.saturating_sub(score.answered) {
            _ if score.total == 0 => "This course asks no questions.".to_owned(),
            1 => "There is one when the last question is answered.".to_owned(),
            open => format!("There is one when all questions are answered: {open} are open."),
        }
    };
    let signed = move || clean_name(&name.read());
    view! {
        <section class="desk-part" aria-labelledby="desk-certificate">
            <h2 id="desk-certificate">"Certificate"</h2>
            {move || match certificate.get() {
                None => view! { <p>{open()}</p> }.into_any(),
                Some(said) => {
                    let (title, version) = (title.clone(), version.clone());
                    view! {
                        <div class="certificate">
                            <p class="certificate-head">"Certificate of completion"</p>
                            <p class="certificate-name">
                                {move || signed().unwrap_or_else(|| "Your name".to_owned())}
                            </p>
                            <p>"has answered every question of the course"</p>
                            <p class="certificate-course">{title}</p>
                            <p>{said.score}</p>
                            <p>{format!("{}, version {version}", said.date)}</p>
                            <p class="certificate-note">
                                "It says what was done in a browser, and proves nothing."
                            </p>
                        </div>
                        <p class="desk-actions">
                            <button
                                type="button"
                                disabled=move || signed().is_none()
                                on:click=|_| paper::print_certificate()
                            >
                                "Print the certificate"
                            </button>
                            <span hidden=move || signed().is_some()>
                                "Write your name above first."
                            </span>
                        </p>
                    }.into_any()
                }
            }}
        </section>
    }
}
