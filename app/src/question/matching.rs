use course::Matching;
use leptos::prelude::*;

use super::matching_model::partners;
use super::standing_model::Shown;

/// Prompts, each with a menu of partners.
#[component]
pub(crate) fn Pairs(
    /// The question's id.
    id: String,
    /// Prompts and partners.
    matching: Matching,
    /// How the question stands.
    shown: Shown,
    /// The controls' name in the form, and the stem of their ids.
    name: String,
) -> impl IntoView {
    let settled = shown.is_answered();
    let partners = partners(&id, shown.attempt, &matching);
    let row = |(index, prompt): (usize, &course::Prompt)| {
        let chosen = shown.given.get(index).map_or("", String::as_str);
        let own = format!("{name}-{index}");
        let options = partners
            .iter()
            .map(|partner| {
                view! {
                    <option value=partner.id.clone() selected=partner.id == chosen>
                        {partner.text.clone()}
                    </option>
                }
            })
            .collect_view();
        let mark = settled.then(|| (chosen == prompt.partner).to_string());
        view! {
            <div class="question-pair" data-correct=mark>
                <label for=own.clone() inner_html=prompt.html.clone()></label>
                <select id=own name=name.clone() disabled=settled prop:value=chosen.to_owned()>
                    <option value="">"Choose…"</option>
                    {options}
                </select>
            </div>
        }
    };
    matching.prompts.iter().enumerate().map(row).collect_view()
}
