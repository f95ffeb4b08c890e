//! A lab's place in a page: what it is about, and where it will work.
//!
//! All else is the lab's own module, which is sent for when a reader comes near. What the two say to each other stands in
//! the documentation of `app/lab`.

use course::Lab;
use leptos::prelude::*;

use crate::escape::escape;
use crate::platform::lab_module;
use crate::platform::visibility;

/// How far below the window a lab sends for its module.
const NEAR: &str = "600px";

/// A lab: what to do, hints, and the bench.
#[component]
pub(crate) fn LabView(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    let id = format!("lab-{}", lab.id);
    let title = format!("{id}-title");
    let labelled = title.clone();
    let section = NodeRef::new();
    Effect::new(move |_| {
        visibility::once_seen(section, NEAR, move || lab_module::near(section));
        lab_module::show_linked(section);
        on_cleanup(lab_module::left);
    });
    // What comes as HTML is empty while hydrating: the prerendered text stays.
    view! {
        <section class="lab" id=id data-lab=lab.id aria-labelledby=labelled node_ref=section>
            <p class="lab-label">"Lab"</p>
            <p class="lab-title" id=title>{lab.title}</p>
            <div class="lab-task" inner_html=lab.task_html></div>
            <div class="lab-hints" inner_html=hints(&lab.hints_html)></div>
            <div class="lab-bench" inner_html=lab.bench_html></div>
            <script type="application/json" class="lab-data" inner_html=embedded(&lab.data)></script>
        </section>
    }
}

/// Hints that open one after another, each inside of the one before it.
fn hints(hints: &[String]) -> String {
    let count = hints.len();
    let one = |inner: String, (index, hint): (usize, &String)| {
        let label = escape(&format!("Hint {} of {count}", index + 1));
        format!("<details class=\"lab-hint\"><summary>{label}</summary>{hint}{inner}</details>")
    };
    hints.iter().enumerate().rev().fold(String::new(), one)
}

/// JSON that can stand inside of a `script` element.
fn embedded(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_opens_inside_of_the_one_before() {
        let nested = hints(&["<p>a</p>".to_owned(), "<p>b</p>".to_owned()]);
        let (first, second) = nested.split_once("<p>a</p>").expect("the first");
        assert!(first.contains("Hint 1 of 2"), "{nested}");
        assert!(second.contains("Hint 2 of 2</summary><p>b</p></details></details>"));
        assert_eq!(hints(&[]), "");
    }

    #[test]
    fn data_cannot_end_its_script() {
        assert_eq!(
            embedded("{\"a\":\"</script>\"}"),
            "{\"a\":\"\\u003c/script>\"}"
        );
    }
}
