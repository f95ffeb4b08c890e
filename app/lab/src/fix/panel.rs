use lab_protocol::{Fix, FixAnswer, SecretFix};
use leptos::either::EitherOf3;
use leptos::prelude::*;

use super::model::{Line, compare};
use crate::marked::marked;
use crate::workbench::Workbench;

/// What would keep each secret out, on demand: it takes many builds to find.
#[component]
pub(crate) fn FixPanel(
    /// The lab.
    bench: Workbench,
) -> impl IntoView {
    let fixes = Memo::new(move |_| bench.session().read().fixes().cloned());
    let looking = Memo::new(move |_| bench.session().read().is_looking_for_fixes());
    let found = move || {
        let fixes = fixes.get()?;
        let one = |fix: &SecretFix| view! { <Entry bench fix=fix.clone()/> };
        Some(fixes.iter().map(one).collect::<Vec<_>>())
    };
    view! {
        <div class="fixes">
            <button
                type="button"
                hidden=move || looking.get() || fixes.read().is_some()
                on:click=move |_| bench.want_fixes()
            >
                "How would each secret be kept out?"
            </button>
            <p hidden=move || !looking.get()>"Trying changes …"</p>
            {found}
        </div>
    }
}

/// The answer for one secret.
#[component]
fn Entry(
    /// The lab.
    bench: Workbench,
    /// What there is to change.
    fix: SecretFix,
) -> impl IntoView {
    let name = fix.secret.clone();
    match fix.answer {
        FixAnswer::Clean => {
            EitherOf3::A(view! { <p>{name} ": nothing certain is left of it."</p> })
        }
        FixAnswer::Without(why) => {
            EitherOf3::B(view! { <p>{name} ": no change is known; " {why}</p> })
        }
        FixAnswer::Fixed(fix) => EitherOf3::C(view! { <Change bench secret=name fix/> }),
    }
}

/// A change that was tried: its steps, before and after, and a button that makes it.
#[component]
fn Change(
    /// The lab.
    bench: Workbench,
    /// The secret's name.
    secret: String,
    /// The change.
    fix: Fix,
) -> impl IntoView {
    let (before, command) = {
        let draft = bench.draft();
        let draft = draft.read_untracked();
        let scenario = draft.scenario();
        (scenario.dockerfile.clone(), scenario.command.clone())
    };
    let steps: Vec<_> = fix
        .steps
        .iter()
        .chain(&fix.notes)
        .map(|step| view! { <li>{marked(step)}</li> })
        .collect();
    let title = format!("Keep {secret} out");
    let dockerfile = lines(compare(&before, &fix.dockerfile));
    let ignore = (!fix.dockerignore.is_empty()).then(|| {
        view! {
            <p>".dockerignore afterwards"</p>
            <pre tabindex="0"><code>{fix.dockerignore.clone()}</code></pre>
        }
    });
    let new_command = lines(compare(&command, &fix.command));
    let apply = move |_| bench.apply(&secret, &fix);
    view! {
        <details class="fix">
            <summary>{title}</summary>
            <ol>{steps}</ol>
            <pre class="fix-lines" tabindex="0">{dockerfile}</pre>
            <pre class="fix-lines" tabindex="0">{new_command}</pre>
            {ignore}
            <button type="button" on:click=apply>"Make this change"</button>
        </details>
    }
}

fn lines(lines: Vec<Line>) -> Vec<impl IntoView> {
    let one = |line: Line| {
        let (change, mark, text) = match line {
            Line::Same(text) => ("same", "  ", text),
            Line::Gone(text) => ("gone", "- ", text),
            Line::New(text) => ("new", "+ ", text),
        };
        view! { <span class="fix-line" data-change=change>{mark} {text} "\n"</span> }
    };
    lines.into_iter().map(one).collect()
}
