use lab_protocol::LineRange;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::alive::alive;
use crate::draft_model::File;
use crate::editor_model::{carried_over, class, line_count, pieces, severity_name};
use crate::escape::escape;
use crate::platform::caret;
use crate::workbench::Workbench;

/// A text area under a coloured copy of its text. The copy gives the height; the text area has the
/// caret, the keys and the screen reader. Tab leaves it.
#[component]
pub(crate) fn Editor(
    /// The lab.
    bench: Workbench,
    /// The stem of the ids.
    id: String,
) -> impl IntoView {
    let alive = alive();
    let draft = bench.draft();
    let session = bench.session();
    let text = Memo::new(move |_| draft.read().text().to_owned());
    let is_dockerfile = Memo::new(move |_| *draft.read().shown() == File::Dockerfile);
    let tokens = Memo::new(move |_| match session.read().latest() {
        Some((report, about)) if is_dockerfile.get() => {
            carried_over(about, &text.read(), &report.tokens)
        }
        _ => Vec::new(),
    });
    let marks = Memo::new(move |_| match session.read().latest() {
        Some((report, _)) if is_dockerfile.get() => report
            .diagnostics
            .iter()
            .filter_map(|diagnostic| Some((diagnostic.lines?, diagnostic.severity)))
            .collect(),
        _ => Vec::new(),
    });
    let worst = move |line: u32| {
        marks
            .read()
            .iter()
            .filter(|(lines, _)| (lines.first..=lines.last).contains(&line))
            .map(|(_, severity)| *severity)
            // The worst one comes first in their order.
            .min()
            .map(severity_name)
    };
    let label = move || format!("Text of {}", draft.read().shown().name());
    // Leptos writes the children of a text area as they are: it takes them for markup.
    let start = escape(&text.get_untracked());
    // What the caret stands on lights up everywhere.
    let point = move || {
        let at = caret::position(bench.area());
        bench.stand(at.filter(|_| is_dockerfile.get_untracked()));
    };
    let type_in = move |event| {
        let text = event_target_value(&event);
        bench.edit(|draft| draft.set_text(text));
        point();
    };
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() && event.key() == " " && bench.complete_first() {
            event.prevent_default();
        }
    };
    let panel = format!("{id}-files-panel");
    let tab = move || format!("{id}-files-tab-{}", draft.read().shown_index());

    view! {
        <div class="editor" role="tabpanel" id=panel aria-labelledby=tab>
            <ol class="editor-lines" aria-hidden="true">
                {move || {
                    (1..=line_count(&text.read()))
                        .map(|line| {
                            let lines = LineRange { first: line, last: line };
                            let is_kin = move || is_dockerfile.get() && bench.is_kin(Some(lines));
                            view! {
                                <li
                                    data-severity=move || worst(line)
                                    data-kin=move || is_kin().then_some("")
                                >
                                    {line}
                                </li>
                            }
                        })
                        .collect::<Vec<_>>()
                }}
            </ol>
            <div class="editor-page">
                <pre class="editor-copy" aria-hidden="true">
                    <code>
                        {move || {
                            pieces(&text.read(), &tokens.read())
                                .into_iter()
                                .map(|piece| {
                                    view! { <span class=piece.kind.map(class)>{piece.text}</span> }
                                })
                                .collect::<Vec<_>>()
                        }}
                        // A last line that is empty has a height too.
                        "\n"
                    </code>
                </pre>
                <textarea
                    class="editor-text"
                    aria-label=label
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    readonly=move || !alive.get()
                    node_ref=bench.area()
                    prop:value=move || text.get()
                    on:input=type_in
                    on:keydown=on_key
                    on:keyup=move |_| point()
                    on:click=move |_| point()
                    inner_html=start
                ></textarea>
            </div>
        </div>
    }
}
